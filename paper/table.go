package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Table is a simple table: a head and rows of cells. Rows may differ in length; a short one ends in empty cells. More than
// twelve columns do not fit a page: the cells beyond are joined into the last column.
type Table struct {
	Head []string // repeated at the top of every page; empty for a table without one
	Rows [][]string
}

const (
	columnsMax = 12
	cellPad    = 1.5 // millimetres on every side
	sizeCell   = 12.0
)

// tableRow is a row broken into lines.
type tableRow struct {
	cells [][]line
	size  float64
}

// deep returns the number of lines of the row's longest cell.
func (r tableRow) deep() int {
	deepest := 1
	for _, cell := range r.cells {
		deepest = max(deepest, len(cell))
	}
	return deepest
}

// height returns the height of so many lines of the row with the space around them.
func (r tableRow) height(lines int) float64 {
	return float64(lines)*lineHeight(r.size) + 2*cellPad
}

// inner returns what a column of the given width has for text.
func inner(width float64) float64 { return max(width-2*cellPad, 1) }

// table sets a table in the flow.
func (s *sheet) table(t Table) {
	columns := len(t.Head)
	for _, cells := range t.Rows {
		columns = max(columns, len(cells))
	}
	if columns = min(columns, columnsMax); columns == 0 {
		return
	}
	head := fold(t.Head, columns)
	rows := make([][]string, len(t.Rows))
	for i, cells := range t.Rows {
		rows[i] = fold(cells, columns)
	}
	widths := s.columnWidths(head, rows)
	var repeat func()
	if len(t.Head) > 0 {
		top := s.layRow(head, widths, bold)
		centre := make([]alignment, columns)
		for i := range centre {
			centre[i] = centred
		}
		s.row(top, widths, centre, nil)
		if top.height(top.deep()) < (floor-marginTop)/3 {
			repeat = func() { s.row(top, widths, centre, nil) }
		}
	}
	aligns := columnAligns(rows, columns)
	for _, cells := range rows {
		s.row(s.layRow(cells, widths, upright), widths, aligns, repeat)
	}
	s.y += 3
}

// fold brings a row to the number of columns, joining what is too much into the last cell.
func fold(cells []string, columns int) []string {
	folded := make([]string, columns)
	copy(folded, cells)
	if len(cells) > columns {
		folded[columns-1] = strings.Join(cells[columns-1:], "; ")
	}
	return folded
}

func (s *sheet) layRow(cells []string, widths []float64, f face) tableRow {
	row := tableRow{size: sizeCell}
	for i, cell := range cells {
		row.cells = append(row.cells, s.lay(sizeCell, inner(widths[i]), 0, run{f, cell}))
	}
	return row
}

// row sets a row with its frame. A row that does not fit the page goes to the next one, below the repeated head; a row
// higher than a page is cut between lines.
func (s *sheet) row(r tableRow, widths []float64, aligns []alignment, repeat func()) {
	deep := r.deep()
	for from := 0; from < deep; {
		fits := int((floor - s.y - 2*cellPad) / lineHeight(r.size))
		page := int((floor - marginTop - 2*cellPad) / lineHeight(r.size))
		if fits < deep-from && (fits < 1 || (from == 0 && deep <= page)) && s.y > marginTop {
			s.newPage()
			if repeat != nil {
				repeat()
			}
			fits = int((floor - s.y - 2*cellPad) / lineHeight(r.size))
		}
		to := from + max(1, min(deep-from, fits))
		x, height := marginLeft, r.height(to-from)
		for i, cell := range r.cells {
			s.pdf.Rect(x, s.y, widths[i], height, "D")
			if part := cell[min(from, len(cell)):min(to, len(cell))]; len(part) > 0 {
				s.column(x+cellPad, s.y+cellPad, inner(widths[i]), r.size, aligns[i], part)
			}
			x += widths[i]
		}
		s.y += height
		from = to
	}
}

// columnWidths shares the measure among the columns by what their cells need.
func (s *sheet) columnWidths(head []string, rows [][]string) []float64 {
	natural, least := make([]float64, len(head)), make([]float64, len(head))
	weigh := func(cells []string, f face) {
		s.font(f, sizeCell)
		for i, cell := range cells {
			for paragraph := range strings.SplitSeq(clean(cell), "\n") {
				natural[i] = max(natural[i], s.pdf.GetStringWidth(paragraph)+2*cellPad+0.5)
				for text := range strings.SplitSeq(paragraph, " ") {
					least[i] = max(least[i], s.pdf.GetStringWidth(text)+2*cellPad+0.5)
				}
			}
		}
	}
	weigh(head, bold)
	for _, cells := range rows {
		weigh(cells, upright)
	}
	return share(natural, least, measure)
}

// share divides total among columns. Where all fit on one line, what is left over goes to each by its width. Where not,
// columns that ask for no more than an equal part get what they ask for; of the rest each gets its longest word, but no more
// than an equal part, and what then remains goes to those that need most.
func share(natural, least []float64, total float64) []float64 {
	widths, sum, rest, want := make([]float64, len(natural)), 0.0, total, 0.0
	for _, n := range natural {
		sum += n
	}
	if sum <= total {
		for i, n := range natural {
			widths[i] = n * total / sum
		}
		return widths
	}
	open := len(natural)
	for settled := true; settled; {
		settled = false
		for i, n := range natural {
			if widths[i] == 0 && n <= rest/float64(open) {
				widths[i], settled = n, true
				rest, open = rest-n, open-1
			}
		}
	}
	equal := rest / float64(open) // open > 0: what all ask for together is more than total
	for i, n := range natural {
		if widths[i] == 0 {
			widths[i] = min(least[i], equal)
			rest -= widths[i]
			want += n - widths[i]
		}
	}
	for i, n := range natural {
		if want > 0 {
			widths[i] += rest * (n - widths[i]) / want
		}
	}
	return widths
}

// columnAligns centres columns of very short cells (ordinals, marks), ranges figures at the right, and leaves text at the left.
func columnAligns(rows [][]string, columns int) []alignment {
	aligns := make([]alignment, columns)
	for i := range aligns {
		short, figures, filled := true, true, false
		for _, cells := range rows {
			text := clean(cells[i])
			filled = filled || text != ""
			short = short && utf8.RuneCountInString(text) <= 3
			figures = figures && strings.TrimFunc(text, isFigure) == ""
		}
		switch {
		case filled && short:
			aligns[i] = centred
		case filled && figures:
			aligns[i] = ranged
		}
	}
	return aligns
}

// isFigure reports whether r occurs in a printed number, "8.805" or "90,3%".
func isFigure(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune(".,%+- ", r)
}
