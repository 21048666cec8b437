package paper

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"danbiet/third_party/liberation"
)

// The page, in millimetres, and the sizes of letters, in points: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I.
const (
	pageWidth    = 210.0
	pageHeight   = 297.0
	marginTop    = 20.0
	marginBottom = 20.0
	marginLeft   = 30.0
	marginRight  = 15.0
	measure      = pageWidth - marginLeft - marginRight
	floor        = pageHeight - marginBottom

	sizeBody  = 13.0
	sizeTitle = 14.0
	sizeSmall = 11.0
	sizeFoot  = 9.0

	indentBody   = 10.0
	afterBody    = 2.1 // 6 points
	penPitch     = 8.5 // between dotted lines, for a hand that is no longer young
	hairline     = 0.2 // rules and frames
	point        = 25.4 / 72
	lineSpacing  = 1.15 // what word processors call single
	widestSpaces = 3.0  // a line is not stretched so that its spaces grow beyond this many times
)

// sheet is a document being set, from top to bottom.
type sheet struct {
	pdf    *fpdf.Fpdf
	y      float64 // where the next line goes, millimetres from the top edge
	faces  map[face]bool
	sample bool
	footer string // at the foot of every page
}

// newSheet starts a document with its first page. Title names the kind of paper, or the subject of
// a public document, and no citizen. A zero created is written
// as the start of 1970, since there is no clock to ask.
func newSheet(title, footer string, head Letterhead, created time.Time) *sheet {
	if created.IsZero() {
		created = time.Unix(0, 0).UTC()
	}
	created = created.UTC() // the library writes the hour without its zone, which readers take for UTC
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetCatalogSort(true) // else object order follows map order and differs from run to run
	pdf.SetTitle(title, true)
	pdf.SetAuthor(clean(head.inSentence()), true)
	pdf.SetProducer("Danbiet", true)
	pdf.SetLang("vi-VN")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(marginLeft, marginTop, marginRight)
	pdf.SetCellMargin(0)
	s := &sheet{pdf: pdf, faces: map[face]bool{}, sample: head.Sample, footer: footer}
	s.newPage()
	return s
}

// font selects a face, loading it on first use: most papers need two or three of the four.
func (s *sheet) font(f face, size float64) {
	if !s.faces[f] {
		load := map[face]func() []byte{
			upright: liberation.Regular, bold: liberation.Bold, italic: liberation.Italic, boldItalic: liberation.BoldItalic,
		}[f]
		s.pdf.AddUTF8FontFromBytes("serif", string(f), load())
		s.faces[f] = true
	}
	s.pdf.SetFont("serif", string(f), size)
}

// newPage starts a page with its number (from the second on), its sample mark and its footer.
func (s *sheet) newPage() {
	s.pdf.AddPage()
	s.pdf.SetLineWidth(hairline)
	if n := s.pdf.PageNo(); n > 1 {
		s.single(marginLeft, 9, measure, sizeBody, centred, run{upright, fmt.Sprint(n)})
	}
	if s.sample {
		s.font(bold, sizeFoot)
		wide := s.pdf.GetStringWidth(sampleMark) + 4
		s.pdf.Rect(pageWidth-marginRight-wide, 9, wide, 6, "D")
		s.single(pageWidth-marginRight-wide, 10, wide, sizeFoot, centred, run{bold, sampleMark})
	}
	s.single(marginLeft, floor+5, measure, sizeFoot, centred, run{italic, s.footer})
	s.y = marginTop
}

// need starts a new page unless height millimetres are left on this one. More than a page holds is not waited for.
func (s *sheet) need(height float64) {
	if s.y+height > floor && s.y > marginTop {
		s.newPage()
	}
}

// finish returns the document.
func (s *sheet) finish() ([]byte, error) {
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("paper: write PDF: %w", err)
	}
	return out.Bytes(), nil
}

// lineHeight returns the pitch of lines set in a size of so many points, in millimetres.
func lineHeight(size float64) float64 {
	return size * point * lineSpacing
}
