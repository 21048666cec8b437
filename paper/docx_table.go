package paper

import (
	"strconv"
	"strings"
)

// Grid is how a table of a document is set. The zero value is a table of even columns in 12 points.
type Grid struct {
	Widths []float64 // of the columns, in any unit: they are shared over the width of the text; nil is even
	Aligns []Align   // of the columns' cells, Flush where there is none
	Size   float64   // of the letters, points; 0 is 12
}

// Table sets a table with a frame. Its head is bold, centred and repeated on every page; a row is not broken over two
// pages. A row that is short ends in empty cells; what a row has beyond the head or the widths is left out.
func (d *Docx) Table(t Table, g Grid) {
	columns := max(len(t.Head), len(g.Widths))
	if columns == 0 && len(t.Rows) > 0 {
		columns = len(t.Rows[0])
	}
	if columns == 0 {
		return
	}
	widths := g.columns(columns, d.Width())
	size := g.Size
	if size == 0 {
		size = docxName
	}
	b := &d.body
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + twips(d.Width()) + `" w:type="dxa"/>` + frame + `<w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	b.WriteString(tableGrid(widths))
	row := func(cells []string, head bool) {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if head {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		for i, width := range widths {
			text, align := "", Flush
			if i < len(cells) {
				text = cells[i]
			}
			if i < len(g.Aligns) && g.Aligns[i] != "" {
				align = g.Aligns[i]
			}
			if head {
				align = Centred
			}
			p := Para{Size: size, Align: align, Flat: true, Before: 2, After: 2}
			b.WriteString(cell(width, head, p.xml([]Text{{Text: text, Bold: head}})))
		}
		b.WriteString(`</w:tr>`)
	}
	if len(t.Head) > 0 {
		row(t.Head, true)
	}
	for _, cells := range t.Rows {
		row(cells, false)
	}
	b.WriteString(`</w:tbl>`)
	d.Para(Para{Size: docxSmall, After: -1})
}

// columns are the widths of a table's columns in millimetres.
func (g Grid) columns(n int, total float64) []float64 {
	widths, sum := make([]float64, n), 0.0
	for i := range widths {
		widths[i] = 1
		if i < len(g.Widths) && g.Widths[i] > 0 {
			widths[i] = g.Widths[i]
		}
		sum += widths[i]
	}
	for i := range widths {
		widths[i] *= total / sum
	}
	return widths
}

// frame draws every line of a table.
const (
	frameLine = ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`
	frame     = `<w:tblBorders><w:top` + frameLine + `<w:left` + frameLine + `<w:bottom` + frameLine + `<w:right` + frameLine +
		`<w:insideH` + frameLine + `<w:insideV` + frameLine + `</w:tblBorders>`
)

func tableGrid(widths []float64) string {
	var b strings.Builder
	for _, w := range widths {
		b.WriteString(`<w:gridCol w:w="` + twips(w) + `"/>`)
	}
	return `<w:tblGrid>` + b.String() + `</w:tblGrid>`
}

func cell(width float64, middle bool, content string) string {
	align := ""
	if middle {
		align = `<w:vAlign w:val="center"/>`
	}
	return `<w:tc><w:tcPr><w:tcW w:w="` + twips(width) + `" w:type="dxa"/>` + align + `</w:tcPr>` + content + `</w:tc>`
}

// frameless sets columns beside each other that stay on one page; each content is whole paragraphs.
func (d *Docx) frameless(widths []float64, contents ...string) {
	b := &d.body
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + twips(d.Width()) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	b.WriteString(tableGrid(widths) + `<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, content := range contents {
		if content == "" {
			content = `<w:p/>` // a cell without a paragraph is no cell
		}
		b.WriteString(cell(widths[i], false, content))
	}
	b.WriteString(`</w:tr></w:tbl>`)
}

// rule is a line of a length centred in a width, in millimetres: the upper border of a paragraph as thin as can be.
func rule(width, length float64) string {
	side := twips(max(width-length, 0) / 2)
	return `<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>` +
		`<w:spacing w:before="60" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="` + side + `" w:right="` + side + `"/></w:pPr></w:p>`
}

// halves are a size of letters as word processors count it, in half points.
func halves(points float64) string { return strconv.Itoa(int(points*2 + 0.5)) }
