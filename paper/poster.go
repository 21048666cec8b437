package paper

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// PosterForm is what the paper of a notice says: it hangs on the notice boards for those who have no telephone.
type PosterForm struct {
	Letterhead Letterhead
	Created    time.Time // written into the PDF as its creation date

	Number string    // "25/TB-UBND"; empty prints none
	Date   time.Time // day of the notice, in the ward's time zone; zero leaves dots
	Title  string    // what it is about
	Text   []Words   // a line break starts a new paragraph
	URL    string    // where the notice stands in the ward's channel, drawn as a QR code; empty prints none
}

// Words are part of a text, in one face.
type Words struct {
	Text         string
	Bold, Italic bool
}

// Letters of posters, in points. Someone with weak eyes reads letters of 5 mm (small ones, without strokes up or down) from
// two metres: that is the largest size. The smallest is still larger than that of office papers.
const (
	posterLargest  = 34.0
	posterSmallest = 16.0
	posterStep     = 1.0
	posterTitle    = 1.25 // of the text
	posterCode     = 34.0 // side of the QR code, millimetres
)

// posterHead names the kind of paper; a title that begins with it says it no second time.
const posterHead = "Thông báo"

func posterTitleOf(title string) string {
	title = clean(title)
	if n := len(posterHead) + 1; len(title) > n && strings.EqualFold(title[:n], posterHead+" ") {
		first, size := utf8.DecodeRuneInString(title[n:])
		return string(unicode.ToUpper(first)) + title[n+size:]
	}
	return title
}

// paragraphsOf cuts a text at its line breaks.
func paragraphsOf(text []Words) [][]run {
	paragraphs := [][]run{nil}
	for _, words := range text {
		for i, part := range strings.Split(strings.Map(spaced, words.Text), "\n") {
			if i > 0 {
				paragraphs = append(paragraphs, nil)
			}
			last := &paragraphs[len(paragraphs)-1]
			*last = follow(*last, run{words.face(), part})
		}
	}
	return slices.DeleteFunc(paragraphs, func(runs []run) bool {
		return !slices.ContainsFunc(runs, func(r run) bool { return clean(r.text) != "" })
	})
}

// follow adds a run. What hangs together with words in bold or italics, such as the comma behind them, takes their face:
// runs are parted by a space.
func follow(runs []run, next run) []run {
	if n := len(runs); n > 0 && !strings.HasSuffix(runs[n-1].text, " ") && !strings.HasPrefix(next.text, " ") {
		last := &runs[n-1]
		if next.face == upright {
			at := strings.IndexByte(next.text+" ", ' ')
			last.text, next.text = last.text+next.text[:at], next.text[at:]
		} else {
			at := strings.LastIndexByte(last.text, ' ') + 1
			last.text, next.text = last.text[:at], last.text[at:]+next.text
		}
	}
	return append(runs, next)
}

func (w Words) face() face {
	switch {
	case w.Bold && w.Italic:
		return boldItalic
	case w.Bold:
		return bold
	case w.Italic:
		return italic
	}
	return upright
}

const posterCaption = "Quét mã để xem thông báo này trên kênh của phường"

// Poster sets a notice on A4 as large as one page can hold it; a notice too long for one page in the smallest letters goes
// over several in these. It fails only where URL is too long for a QR code.
func Poster(form PosterForm) ([]byte, error) {
	title, text := posterTitleOf(form.Title), paragraphsOf(form.Text)
	s := newSheet(strings.TrimSpace(posterHead+" "+title), "", form.Letterhead, form.Created)
	s.wardHeading(form.Letterhead, strings.TrimSpace(form.Number), form.Date)
	s.y += 2
	size := posterLargest
	for size > posterSmallest && s.y+s.posterHeight(title, text, form.URL, size) > floor {
		size -= posterStep
	}
	s.y = s.block(marginLeft, s.y, measure, size*posterTitle, centred, run{bold, strings.ToUpper(posterHead)})
	s.y = s.block(marginLeft, s.y, measure, size*posterTitle, centred, run{bold, title}) + size/3
	for _, paragraph := range text {
		s.para(posterText(size), paragraph...)
	}
	if form.URL == "" {
		return s.finish()
	}
	s.need(posterBand)
	if err := s.posterFoot(form.URL); err != nil {
		return nil, err
	}
	return s.finish()
}

// posterText is flush: in lines of few words, justified ones would gape.
func posterText(size float64) setting {
	return setting{size: size, align: flush, after: size / 6}
}

// posterBand is how high the QR code stands with the white around it.
const posterBand = posterCode + 6

// posterHeight returns how many millimetres kind, title, text and QR code take below the letterhead.
func (s *sheet) posterHeight(title string, text [][]run, address string, size float64) float64 {
	height := float64(1+len(s.balanced(size*posterTitle, measure, run{bold, title})))*lineHeight(size*posterTitle) + size/3
	for _, paragraph := range text {
		height += float64(len(s.lay(size, measure, 0, paragraph...)))*lineHeight(size) + posterText(size).after
	}
	if address != "" {
		height += posterBand
	}
	return height
}

// posterFoot sets the QR code and its caption at the foot of the page.
func (s *sheet) posterFoot(address string) error {
	top := floor - posterCode
	s.pdf.Line(marginLeft, top-4, marginLeft+measure, top-4)
	if err := s.qr(address, marginLeft, top, posterCode); err != nil {
		return err
	}
	x := marginLeft + posterCode + 8
	lines := s.lay(20, marginLeft+measure-x, 0, run{bold, posterCaption})
	s.column(x, top+(posterCode-float64(len(lines))*lineHeight(20))/2, marginLeft+measure-x, 20, flush, lines)
	return nil
}
