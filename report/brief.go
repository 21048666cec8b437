package report

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// Brief is what an official reads of a period on a phone: the main figures, what has changed against an earlier period,
// and how it went week by week or month by month.
type Brief struct {
	Scope, Before Scope
	Figures       []Figure // in the order in which they are read
	Earlier       []Figure // the same of Before
	Open          int64    // cases that the desk has not dealt with, now
	Columns       []BriefColumn
}

// BriefColumn is a week or a month of a Brief, as far as it lies in the period.
type BriefColumn struct {
	From, To law.Date
	Label    string // "T3", or the first day "04/03"
	Received int
	Answered int
	OnTime   int // of those answered
}

// briefMetrics are the figures of a Brief.
var briefMetrics = [...]string{"A1", "A3.so-luong", "A3", "A4", "A8", "A10", "E1", "E2", "E6"}

// weeksUntil is the longest period, in days, that is shown by weeks; a longer one is shown by months.
const weeksUntil = 62

// NewBrief computes a brief of a period, with an earlier one that it is compared with.
func NewBrief(ctx context.Context, w *ward.Ward, s, before Scope) (Brief, error) {
	b := Brief{Scope: s, Before: before}
	metrics := make([]Metric, len(briefMetrics))
	for i, id := range briefMetrics {
		metrics[i], _ = Find(id)
	}
	var err error
	if b.Figures, err = Compute(ctx, w, s, metrics...); err != nil {
		return b, err
	}
	if b.Earlier, err = Compute(ctx, w, before, metrics...); err != nil {
		return b, err
	}
	if b.Open, err = openCases(ctx, w); err != nil {
		return b, err
	}
	return b, b.addColumns(ctx, w)
}

func openCases(ctx context.Context, w *ward.Ward) (n int64, err error) {
	if err := w.Tx().QueryRow(ctx, `SELECT count(*) FROM petition WHERE ward_id = $1 AND closed_at = 0 AND status NOT IN (`+settles+`)`, w.ID).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the open cases: %w", err)
	}
	return n, nil
}

// addColumns counts by weeks or months.
func (b *Brief) addColumns(ctx context.Context, w *ward.Ward) error {
	b.Columns = emptyColumns(b.Scope)
	received, _ := Find("A1")
	settled, _ := Find("A3")
	if err := Rows(ctx, w, received, b.Scope, func(r Row) error {
		b.column(r.At).Received++
		return nil
	}); err != nil {
		return err
	}
	return Rows(ctx, w, settled, b.Scope, func(r Row) error {
		c := b.column(r.At)
		c.Answered++
		c.OnTime += int(r.Part)
		return nil
	})
}

// emptyColumns divides a scope.
func emptyColumns(s Scope) (all []BriefColumn) {
	byWeek := s.To.Sub(s.From) < weeksUntil
	for from := s.From; !from.After(s.To); {
		first := law.Date{Year: from.Year, Month: from.Month, Day: 1}
		c := BriefColumn{From: from, To: first.AddMonths(1).AddDays(-1), Label: fmt.Sprintf("T%d", from.Month)}
		if byWeek {
			c.To = from.AddDays((7 - int(from.Weekday())) % 7) // weeks end on Sunday
			c.Label = from.Vietnamese()[:len("02/01")]
		}
		if c.To.After(s.To) {
			c.To = s.To
		}
		all = append(all, c)
		from = c.To.AddDays(1)
	}
	return all
}

// column is the one that a time lies in; of one outside the period the nearest.
func (b *Brief) column(at time.Time) *BriefColumn {
	day := law.DateOf(at)
	i := slices.IndexFunc(b.Columns, func(c BriefColumn) bool { return !day.After(c.To) })
	if i < 0 {
		i = len(b.Columns) - 1
	}
	return &b.Columns[i]
}

// Lines are the figures in Vietnamese, one a line, each with its change against the earlier period.
func (b Brief) Lines() []string {
	lines := make([]string, 0, len(b.Figures)+1)
	for i, f := range b.Figures {
		lines = append(lines, f.Metric.Name+": "+f.said()+change(f, b.Earlier[i]))
		if f.Metric.ID == "A4" {
			lines = append(lines, "Đơn đang giải quyết, tính đến nay: "+Counted(b.Open)+" đơn")
		}
	}
	return lines
}

// said is the figure with its unit.
func (f Figure) said() string {
	if f.None || f.Metric.Unit == unitPercent {
		return f.String()
	}
	return f.String() + " " + f.Metric.Unit
}

// change is how a figure has changed since, in brackets; "" where there is nothing to compare.
func change(f, before Figure) string {
	if f.None || before.None {
		return ""
	}
	scale := 1.0 // of what is shown: whole numbers, or tenths
	if f.Metric.Form == Share || f.Metric.Form == Median {
		scale = 10
	}
	difference := math.Round(f.Value*scale) - math.Round(before.Value*scale)
	by := decimal(math.Abs(difference) / scale)
	switch {
	case f.Metric.Form == Share:
		by += " điểm %"
	case scale == 1:
		by = Counted(int64(math.Abs(difference)))
	}
	switch {
	case difference > 0:
		return " (tăng " + by + ")"
	case difference < 0:
		return " (giảm " + by + ")"
	}
	return " (không đổi)"
}
