package paper

import (
	"strings"
	"time"
)

// DisclosureForm is a public document of the ward.
type DisclosureForm struct {
	Letterhead Letterhead
	Created    time.Time // written into the PDF as its creation date

	Number     string    // "25/TB-UBND"; empty leaves room for it
	Date       time.Time // day of the document; zero leaves dots
	Kind       string    // "Thông báo", printed in capitals
	Subject    string    // what it is about (trích yếu)
	Body       []Block
	Signing    []string // who signs, line by line: "TM. Ủy ban nhân dân", "Chủ tịch"; printed in capitals
	Signer     string   // the signer's name
	Recipients []string // "Nơi nhận", one each; the last is usually "Lưu: VT"
}

// Block is a part of a document's body. Its heading, text and table follow one another; what is empty is left out.
type Block struct {
	Heading string
	Text    string // a line break starts a new paragraph
	Table   Table
}

// disclosureMark stands at the foot of a made-up ward's documents.
const disclosureMark = "Bản trích để minh họa"

// Disclosure sets a public document for download, laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I.
func Disclosure(form DisclosureForm) ([]byte, error) {
	head, footer := form.Letterhead, ""
	if head.Sample {
		head.Sample, footer = false, disclosureMark // discreet: these pages are read as the document they extract
	}
	s := newSheet(strings.TrimSpace(clean(form.Kind)+" "+clean(form.Subject)), footer, head, form.Created)
	number := strings.TrimSpace(form.Number)
	if number == "" {
		number = "………"
	}
	s.wardHeading(head, number, form.Date)
	s.title(form.Kind, form.Subject)
	for _, block := range form.Body {
		if clean(block.Heading) != "" {
			s.heading(block.Heading)
		}
		s.para(bodyText, run{upright, block.Text})
		s.table(block.Table)
	}
	s.closing(form)
	return s.finish()
}

// sealMark is the height of the mark that stands where a made-up document would bear signature and seal.
const sealMark = 6.0

// noSignature sets that mark in a column, so that nobody takes the name below for a signature.
func (s *sheet) noSignature(x, y, width float64) {
	const words = "BẢN MẪU"
	s.font(italic, sizeFoot)
	wide := s.pdf.GetStringWidth(words) + 6
	s.pdf.Rect(x+(width-wide)/2, y, wide, sealMark, "D")
	s.single(x, y+1, width, sizeFoot, centred, run{italic, words})
}

// closing sets the recipients at the left and the signature at the right, kept together where a page can hold them.
func (s *sheet) closing(form DisclosureForm) {
	const left, right = 70.0, 80.0
	var list [][]line
	recipients := 0
	for i, recipient := range form.Recipients {
		stop := ";"
		if i == len(form.Recipients)-1 {
			stop = "."
		}
		name := strings.TrimRight(strings.TrimLeft(clean(recipient), "- "), ";. ")
		list = append(list, s.lay(sizeSmall, left, 0, run{upright, "- " + name + stop}))
		recipients += len(list[i])
	}
	signing := s.atMost(8, sizeBody, s.lay(sizeBody, right, 0, run{bold, strings.ToUpper(strings.Join(form.Signing, "\n"))}))
	const room = 26.0 // for signature and seal
	name := s.atMost(3, sizeBody, s.lay(sizeBody, right, 0, run{bold, form.Signer}))
	height := max(float64(len(signing)+len(name))*lineHeight(sizeBody)+room, 6+float64(recipients)*lineHeight(sizeSmall))
	s.y += 4
	s.need(height)

	top := s.y
	y := s.column(marginLeft+measure-right, top, right, sizeBody, centred, signing)
	if form.Letterhead.Sample && len(signing)+len(name) > 0 {
		s.noSignature(marginLeft+measure-right, y+(room-sealMark)/2, right)
	}
	bottom := s.column(marginLeft+measure-right, y+room, right, sizeBody, centred, name)
	if recipients > 0 {
		y = s.block(marginLeft, top, left, 12, flush, run{boldItalic, "Nơi nhận:"})
		for _, lines := range list {
			y = s.column(marginLeft, y, left, sizeSmall, flush, lines)
		}
	}
	s.y = max(bottom, y)
}
