package report

import (
	"fmt"
	"strconv"
	"strings"

	"danbiet/paper"
)

// How the report is set: its first lines are indented as Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6 has it
// (10 or 12,7 mm).
const firstLine = 12.7

// Docx is the report as an office document, laid out by Nghị định 30/2020/NĐ-CP, with its figures as an annex. What is not
// known stands on yellow ground.
func (r Report) Docx() ([]byte, error) {
	d := paper.NewDocx(r.Head, "Báo cáo – "+r.Title)
	d.WardHeading(r.numbered(), "", r.signing())
	d.Title("Báo cáo", strings.Replace(r.Title, " "+r.Scope().Name(), "\n"+r.Scope().Name(), 1))
	for _, b := range r.Blocks {
		d.Para(b.para(), b.texts()...)
	}
	d.Signing(r.Offices, r.Signer, r.Receivers...)
	r.annex(d)
	return d.Bytes()
}

// para is how a block is set.
func (b Block) para() paper.Para {
	p := paper.Para{First: firstLine}
	switch b.Kind {
	case ChapterBlock:
		p.Before, p.Keep, p.Align = 6, true, paper.Flush
	case SectionBlock, PartBlock, PointBlock:
		p.Keep, p.Align = true, paper.Flush
	}
	return p
}

// texts are the letters of a block: headings bold, those with a letter italic.
func (b Block) texts() []paper.Text {
	lead, bold, italic := "", false, false
	switch b.Kind {
	case ChapterBlock, SectionBlock, PartBlock:
		lead, bold = b.Number+" ", true
	case PointBlock:
		lead, italic = b.Number+" ", true
	case ItemBlock:
		lead = "- "
	}
	var texts []paper.Text
	if lead != "" {
		texts = append(texts, paper.Text{Text: lead, Bold: bold, Italic: italic})
	}
	for _, run := range b.Runs {
		texts = append(texts, paper.Text{Text: run.Text, Bold: bold, Italic: italic, Marked: run.Marked()})
	}
	return texts
}

// annex sets the figures, a table for each dimension, on pages of their own.
func (r Report) annex(d *paper.Docx) {
	centred := paper.Para{Align: paper.Centred, Flat: true, After: -1, Keep: true}
	begin := centred
	begin.Page = true
	d.Para(begin, paper.Text{Text: "PHỤ LỤC", Bold: true})
	d.Para(centred, paper.Text{Text: "Số liệu và nguồn số liệu " + r.Scope().Name(), Bold: true})
	d.Para(paper.Para{Align: paper.Centred, Flat: true, After: 12}, paper.Text{Text: fmt.Sprintf("(Kèm theo Báo cáo số %s của %s)", r.numbered(), r.Head.Body), Italic: true})
	for n := 1; n <= Dimensions; n++ {
		d.Para(paper.Para{Flat: true, Align: paper.Flush, Keep: true, Before: 6}, paper.Text{Text: strconv.Itoa(n) + ". " + DimensionName(n), Bold: true})
		table := paper.Table{Head: []string{"Mã", "Chỉ số", "Đơn vị", "Giá trị", "Nguồn"}}
		for _, line := range r.dimension(n) {
			table.Rows = append(table.Rows, []string{line.ID, line.Name, line.Unit, line.Text, line.Source})
		}
		d.Table(table, paper.Grid{Widths: []float64{26, 49, 17, 24, 49}, Aligns: []paper.Align{paper.Flush, paper.Flush, paper.Centred, paper.Ranged, paper.Flush}, Size: 11})
	}
	d.Para(paper.Para{Flat: true, Size: 11, Before: 6}, paper.Text{Italic: true, Text: "Số liệu từ ngày " + r.From.Vietnamese() + " đến ngày " + r.To.Vietnamese() +
		", tổng hợp lúc " + r.Made.Format("15:04") + " ngày " + r.Made.Format("02/01/2006") + ". “không phát sinh”: trong kỳ không có việc để tính tỷ lệ hoặc trung vị. " +
		"Các số liệu này là minh chứng cho quản trị của địa phương, không phải điểm Chỉ số PAPI."})
}
