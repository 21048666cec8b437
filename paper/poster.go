package paper

import (
	"strings"
	"time"
)

// PosterForm is what the paper of a notice says: it hangs on the notice boards for those who have no telephone.
type PosterForm struct {
	Letterhead Letterhead
	Created    time.Time // written into the PDF as its creation date

	Number string    // "25/TB-UBND"; empty prints none
	Date   time.Time // day of the notice, in the ward's time zone; zero leaves dots
	Title  string    // what it is about
	Text   string    // a line break starts a new paragraph
	URL    string    // where the notice stands in the ward's channel, drawn as a QR code; empty prints none
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

const posterCaption = "Quét mã để xem thông báo này trên kênh của phường"

// Poster sets a notice on A4 as large as one page can hold it; a notice too long for one page in the smallest letters goes
// over several in these. It fails only where URL is too long for a QR code.
func Poster(form PosterForm) ([]byte, error) {
	s := newSheet(strings.TrimSpace("Thông báo "+clean(form.Title)), "", form.Letterhead, form.Created)
	s.wardHeading(form.Letterhead, strings.TrimSpace(form.Number), form.Date)
	s.y += 2
	size := posterLargest
	for size > posterSmallest && s.y+s.posterHeight(form, size) > floor {
		size -= posterStep
	}
	title := s.balanced(size*posterTitle, measure, run{bold, form.Title})
	s.y = s.column(marginLeft, s.y, measure, size*posterTitle, centred, title) + size/3
	s.para(posterText(size), run{upright, form.Text})
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

// posterHeight returns how many millimetres title, text and QR code take below the heading.
func (s *sheet) posterHeight(form PosterForm, size float64) float64 {
	height := float64(len(s.balanced(size*posterTitle, measure, run{bold, form.Title})))*lineHeight(size*posterTitle) + size/3
	for _, l := range s.lay(size, measure, 0, run{upright, form.Text}) {
		height += lineHeight(size)
		if l.final {
			height += posterText(size).after
		}
	}
	if form.URL != "" {
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
