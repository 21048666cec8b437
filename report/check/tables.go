package check

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

var (
	totalRow = regexp.MustCompile(`^(?:tổng(?: cộng| số| toàn (?:phường|xã))?|cộng)\s*:?$`)
	onlyNum  = regexp.MustCompile(`^\d+(?:[.,]\d+)*$`)
	ordinal  = regexp.MustCompile(`^(?:stt|tt|số tt|số thứ tự)$`)
)

// tableTotals: rule table-total. Each column of a table adds up to its row of totals.
func tableTotals(r *report) {
	var rows []*paragraph
	for i, p := range r.paragraphs {
		if p.table > 0 {
			rows = append(rows, p)
		}
		if len(rows) > 0 && (p.table == 0 || i == len(r.paragraphs)-1 || r.paragraphs[i+1].table != p.table) {
			r.tableTotal(rows)
			rows = nil
		}
	}
}

func (r *report) tableTotal(rows []*paragraph) {
	const most = 40 // totals of one table; each is added up anew
	totals := 0
	for i, row := range rows {
		label := -1
		for c, cell := range row.cells {
			if totalRow.MatchString(lower(strings.TrimSpace(cell))) {
				label = c
			}
		}
		if label < 0 || i == 0 {
			continue
		}
		if totals++; totals > most {
			return
		}
		body := rows[:i]
		if i < len(rows)-1 && i <= 2 {
			body = rows[i+1:] // the total stands first
		}
		for c := range row.cells {
			r.column(row, body, rows[0], c)
		}
	}
}

// column compares one column's total with its numbers; columns of percentages and of ordinals are left alone.
func (r *report) column(total *paragraph, body []*paragraph, head *paragraph, c int) {
	want := strings.TrimSpace(total.cells[c])
	if !onlyNum.MatchString(want) || c < len(head.cells) && (ordinal.MatchString(lower(head.cells[c])) || strings.Contains(lower(head.cells[c]), "tỷ lệ") || strings.Contains(head.cells[c], "%")) {
		return
	}
	sum, count := 0.0, 0
	for _, row := range body {
		if len(row.cells) != len(total.cells) {
			if row != head {
				return // merged cells: columns cannot be told apart
			}
			continue
		}
		cell := strings.TrimSpace(row.cells[c])
		if onlyNum.MatchString(cell) && row != head {
			sum, count = sum+value(cell), count+1
		}
	}
	if count < 2 || math.Abs(sum-value(want)) < 0.005*float64(count)+1e-9 {
		return
	}
	name := ""
	if c < len(head.cells) {
		name = head.cells[c]
	}
	r.add(Finding{
		Line: total.line(0), Also: []int{body[0].line(0)}, Severity: Error, Rule: "table-total",
		Message:    fmt.Sprintf("Cột %s cộng lại bằng %s, dòng tổng ghi %s.", quote(name), written(sum, 2), want),
		Suggestion: "Hãy cộng lại cột, hoặc sửa dòng tổng.",
	})
}
