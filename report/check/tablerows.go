package check

import (
	"fmt"
	"math"
	"strings"
)

// tableRows: rules table-row and percentage. Where the columns of a table add up (received = on time + late) or one column
// is the share of two others in nearly all rows, the row that breaks it is wrong.
func tableRows(r *report) {
	for _, rows := range r.tables() {
		if len(rows) < 5 || len(rows[0].cells) < 3 {
			continue
		}
		g := newGrid(rows)
		for whole := range g.width {
			for last := whole + 2; last < g.width; last++ {
				g.sumRule(r, whole, whole+1, last)
			}
			for first := whole - 2; first >= 0; first-- {
				g.sumRule(r, whole, first, whole-1)
			}
		}
		for share := range g.width {
			if head := lower(g.head(share)); strings.Contains(head, "%") || strings.Contains(head, "tỷ lệ") {
				g.shareRule(r, share)
			}
		}
	}
}

// tables are the rows of each table.
func (r *report) tables() (all [][]*paragraph) {
	last := 0
	for _, p := range r.paragraphs {
		switch {
		case p.table == 0:
			last = 0
		case p.table != last:
			all, last = append(all, []*paragraph{p}), p.table
		default:
			all[len(all)-1] = append(all[len(all)-1], p)
		}
	}
	return all
}

// grid is a table as numbers; NaN where a cell has none.
type grid struct {
	rows  []*paragraph
	cells [][]number
	width int
}

func newGrid(rows []*paragraph) grid {
	g := grid{rows: rows, width: min(len(rows[0].cells), 12)}
	for _, row := range rows {
		line := make([]number, g.width)
		for c := range line {
			line[c].value = math.NaN()
			if c < len(row.cells) && len(row.cells) == len(rows[0].cells) {
				if cell := strings.TrimSuffix(strings.TrimSpace(row.cells[c]), "%"); onlyNum.MatchString(strings.TrimSpace(cell)) {
					line[c].raw = strings.TrimSpace(cell)
					line[c].value, line[c].decimals = parseNumber(line[c].raw)
				}
			}
		}
		g.cells = append(g.cells, line)
	}
	return g
}

func (g grid) head(c int) string { return g.rows[0].cells[c] }

// sumRule looks whether a column is the sum of the columns from first to last, in all rows but few.
func (g grid) sumRule(r *report, whole, first, last int) {
	for _, c := range []int{whole, first} {
		if ordinal.MatchString(lower(g.head(c))) || strings.Contains(g.head(c), "%") || strings.Contains(lower(g.head(c)), "tỷ lệ") {
			return
		}
	}
	var wrong []int
	held, nonzero := 0, 0
	for i := 1; i < len(g.rows); i++ {
		sum, parts := 0.0, 0
		for c := first; c <= last; c++ {
			sum += g.cells[i][c].value
			if g.cells[i][c].value > 0 {
				parts++
			}
		}
		switch want := g.cells[i][whole].value; {
		case math.IsNaN(sum) || math.IsNaN(want):
		case math.Abs(sum-want) < 0.011*float64(last-first+1):
			held++
			if parts > 1 {
				nonzero++
			}
		default:
			wrong = append(wrong, i)
		}
	}
	if held < 3 || nonzero < 2 || len(wrong) == 0 || 4*len(wrong) > held+1 {
		return
	}
	for _, i := range wrong {
		sum := 0.0
		for c := first; c <= last; c++ {
			sum += g.cells[i][c].value
		}
		r.add(Finding{
			Line: g.rows[i].line(0), Severity: Error, Rule: "table-row",
			Message: fmt.Sprintf("Các cột từ %s đến %s cộng lại bằng %s, cột %s ghi %s; các dòng khác của bảng đều khớp.",
				quote(g.head(first)), quote(g.head(last)), written(sum, 2), quote(g.head(whole)), g.cells[i][whole].raw),
			Suggestion: "Hãy kiểm tra lại các số của dòng này.",
		})
	}
}

// shareRule looks of which two columns before it a column of percentages is the share, in all rows but few.
func (g grid) shareRule(r *report, share int) {
	for whole := range share {
		for part := range share {
			if part == whole {
				continue
			}
			var wrong []int
			held := 0
			for i := 1; i < len(g.rows); i++ {
				a, b, p := g.cells[i][part], g.cells[i][whole], g.cells[i][share]
				switch {
				case math.IsNaN(a.value) || math.IsNaN(b.value) || math.IsNaN(p.value) || b.value == 0:
				case p.percentOf(a.value, b.value):
					held++
				default:
					wrong = append(wrong, i)
				}
			}
			if held < 3 || 4*len(wrong) > held+1 {
				continue
			}
			for _, i := range wrong {
				r.percentage(&sentence{p: g.rows[i]}, 0, g.cells[i][part].raw, g.cells[i][whole].raw, g.cells[i][share].raw)
			}
			return
		}
	}
}
