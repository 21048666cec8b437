package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Docx is an office document for a word processor (.docx, ECMA-376), laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I asks:
// A4, 20 mm above and below, 30 mm at the left, 15 mm at the right, Times New Roman in black, the page number at the top
// from the second page on. It is written from top to bottom by its methods:
//
//	d := paper.NewDocx(letterhead, "Phiếu chuyển đơn")
//	d.WardHeading("12/PC-UBND", "V/v chuyển kiến nghị", day)
//	d.To("Công an phường")
//	d.Paragraph(paper.Text{Text: "Ủy ban nhân dân phường nhận được …"})
//	d.Signing([]string{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}, "", "Như trên", "Lưu: VT")
//	data, err := d.Bytes()
//
// Like the PDF papers it knows no clock: the same calls give the same bytes. Any text may be handed in; control characters
// are dropped, and a line break in a text starts a new line. A Docx is used by one goroutine.
type Docx struct {
	head      Letterhead
	title     string
	landscape bool
	body      strings.Builder
}

// Text is a stretch of letters in one face.
type Text struct {
	Text         string
	Bold, Italic bool
	Marked       bool // on a yellow ground: somebody has to look at it before the paper is signed
}

// Align says where the lines of a paragraph begin and end.
type Align string

// The alignments.
const (
	Justified Align = "both"
	Flush     Align = "left"
	Centred   Align = "center"
	Ranged    Align = "right"
)

// Para is how a paragraph is set. The zero value is body text: 14 points, justified, its first line indented by 10 mm,
// 6 points after it.
type Para struct {
	Size   float64 // points; 0 is 14
	Align  Align   // "" is Justified
	Flat   bool    // the first line is not indented
	First  float64 // how far the first line is indented, millimetres; 0 is 10
	Left   float64 // of the whole paragraph, millimetres
	Before float64 // points
	After  float64 // points; 0 is 6, a negative one none
	Keep   bool    // on one page with what follows
	Page   bool    // begins a page
}

// NewDocx starts a document. The title stands in its properties: it names the kind of paper and no citizen.
func NewDocx(head Letterhead, title string) *Docx { return &Docx{head: head, title: title} }

// Landscape turns all pages of the document: for tables of many columns. The margin for binding stays at the left.
func (d *Docx) Landscape() { d.landscape = true }

// Width is how wide the text is, in millimetres.
func (d *Docx) Width() float64 {
	if d.landscape {
		return pageHeight - marginLeft - marginRight
	}
	return measure
}

// committee is how the names of issuing bodies begin: a line of its own, where the name is short.
const committee = "ỦY BAN NHÂN DÂN"

// The rule under a title: a share of its last line, whose bold letters are so wide, millimetres.
const (
	boldLetter = 2.6
	titleRule  = 0.4
)

// Sizes of letters in an office document, in points.
const (
	docxBody  = 14.0
	docxSmall = 11.0
	docxName  = 12.0 // the national heading and the issuing body
)

// Paragraph sets body text.
func (d *Docx) Paragraph(texts ...Text) { d.Para(Para{}, texts...) }

// Heading sets a bold line that stays with what follows: "I. TÌNH HÌNH".
func (d *Docx) Heading(text string) {
	d.Para(Para{Align: Flush, Keep: true, Before: 6, Left: indentBody, Flat: true}, Text{Text: text, Bold: true})
}

// Para sets a paragraph of any kind. One without letters leaves an empty line.
func (d *Docx) Para(p Para, texts ...Text) { d.body.WriteString(p.xml(texts)) }

// Title sets a paper's kind in capitals and what it is about, with a short rule below: "BÁO CÁO", "Kết quả …".
func (d *Docx) Title(kind, about string) {
	d.Para(Para{Align: Centred, Flat: true, Before: 12, After: -1, Keep: true}, Text{Text: strings.ToUpper(kind), Bold: true})
	d.Para(Para{Align: Centred, Flat: true, After: -1, Keep: true}, Text{Text: about, Bold: true})
	last := about[strings.LastIndexByte(about, '\n')+1:]
	d.body.WriteString(rule(d.Width(), min(max(float64(utf8.RuneCountInString(last))*boldLetter*titleRule, 15), 50)))
	d.Para(Para{After: -1, Size: docxSmall})
}

// To names whom a letter is for, "Kính gửi: …"; several stand below one another.
func (d *Docx) To(names ...string) {
	if len(names) == 1 {
		d.Para(Para{Align: Centred, Flat: true, Before: 12, After: 12}, Text{Text: "Kính gửi: " + names[0]})
		return
	}
	d.Para(Para{Align: Flush, Flat: true, Left: 40, Before: 12, After: -1}, Text{Text: "Kính gửi:"})
	for i, name := range names {
		end := ";"
		if i == len(names)-1 {
			end = "."
		}
		d.Para(Para{Align: Flush, Flat: true, Left: 50, After: -1}, Text{Text: "- " + name + end})
	}
	d.Para(Para{After: -1, Size: docxSmall})
}

// WardHeading opens a paper that the ward issues: its name, number and, of a letter, what it is about at the left; the
// national heading, place and date at the right. An empty number and a zero date leave room for the pen.
func (d *Docx) WardHeading(number, about string, date time.Time) {
	left := 66 * d.Width() / measure
	right := d.Width() - left
	var body, nationSide strings.Builder
	small := Para{Size: docxName, Align: Centred, Flat: true, After: -1}
	if d.head.Parent != "" {
		body.WriteString(small.xml([]Text{{Text: strings.ToUpper(d.head.Parent)}}))
	}
	name := strings.Replace(strings.ToUpper(d.head.Body), committee+" ", committee+"\n", 1) // never "… PHƯỜNG" without its name
	for line := range strings.SplitSeq(name, "\n") {
		body.WriteString(small.xml([]Text{{Text: line, Bold: true}}))
	}
	body.WriteString(rule(left, 26))
	if number == "" {
		number = "………/………"
	}
	body.WriteString(Para{Size: 13, Align: Centred, Flat: true, Before: 4, After: -1}.xml([]Text{{Text: "Số: " + number}}))
	if about != "" {
		body.WriteString(small.xml([]Text{{Text: about}}))
	}
	nationSide.WriteString(small.xml([]Text{{Text: nation, Bold: true}}))
	nationSide.WriteString(Para{Size: docxBody, Align: Centred, Flat: true, After: -1}.xml([]Text{{Text: motto, Bold: true}}))
	nationSide.WriteString(rule(right, 64))
	nationSide.WriteString(Para{Size: docxBody, Align: Centred, Flat: true, Before: 4, After: -1}.xml([]Text{{Text: d.head.PlaceDate(date), Italic: true}}))
	d.frameless([]float64{left, right}, body.String(), nationSide.String())
	d.Para(Para{After: -1, Size: docxSmall})
}

// CitizenHeading opens a paper or register without an issuing body beside it: the national heading over the whole width.
func (d *Docx) CitizenHeading() {
	d.Para(Para{Size: 13, Align: Centred, Flat: true, After: -1}, Text{Text: nation, Bold: true})
	d.Para(Para{Align: Centred, Flat: true, After: -1}, Text{Text: motto, Bold: true})
	d.body.WriteString(rule(d.Width(), 64))
}

// Signing closes a paper: at the left who gets it, "Lưu: VT." last; at the right the offices of whoever signs, a line
// each ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), room for the signature and the seal, and the name, "" for the pen.
func (d *Docx) Signing(offices []string, signer string, recipients ...string) {
	var left, right strings.Builder
	if len(recipients) > 0 {
		left.WriteString(Para{Size: docxName, Align: Flush, Flat: true, After: -1}.xml([]Text{{Text: "Nơi nhận:", Bold: true, Italic: true}}))
	}
	for i, name := range recipients {
		end := ";"
		if i == len(recipients)-1 {
			end = "."
		}
		left.WriteString(Para{Size: docxSmall, Align: Flush, Flat: true, After: -1}.xml([]Text{{Text: "- " + name + end}}))
	}
	centred := Para{Align: Centred, Flat: true, After: -1}
	for _, office := range offices {
		right.WriteString(centred.xml([]Text{{Text: strings.ToUpper(office), Bold: true}}))
	}
	for range 4 {
		right.WriteString(centred.xml(nil))
	}
	right.WriteString(centred.xml([]Text{{Text: signer, Bold: true}}))
	d.keepLast()
	d.Para(Para{After: -1, Size: docxSmall, Keep: true})
	d.frameless([]float64{d.Width() / 2, d.Width() / 2}, left.String(), right.String())
}

// keepLast keeps the last paragraph on one page with what comes next, so that no signature stands on a page of its own.
func (d *Docx) keepLast() {
	const begin, keep = "<w:p><w:pPr>", "<w:keepNext/>"
	body := d.body.String()
	at := strings.LastIndex(body, begin) + len(begin)
	if !strings.HasSuffix(body, "</w:p>") || at < len(begin) || strings.HasPrefix(body[at:], keep) {
		return
	}
	d.body.Reset()
	d.body.WriteString(body[:at] + keep + body[at:])
}

// Bytes is the finished document.
func (d *Docx) Bytes() ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range d.parts() {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("write a document: %w", err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return nil, fmt.Errorf("write a document: %w", err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("write a document: %w", err)
	}
	return out.Bytes(), nil
}

// twips are a length of millimetres as word processors count: twentieths of a point.
func twips(mm float64) string { return strconv.Itoa(int(mm/25.4*1440 + 0.5)) }
