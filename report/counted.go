package report

import (
	"context"
	"fmt"
	"strings"

	"danbiet/ward"
)

// source is a set of rows that several metrics are counted from, all of them in one statement: half a year of a busy ward
// is read once, not once for each figure.
type source struct {
	name, from             string // from is FROM and WHERE
	at, of                 string // columns of a metric's rows
	neighbourhood, channel string // expressions
}

// The sources.
const (
	sessionSource  = "sessions"
	stepSource     = "steps"
	petitionSource = "petitions"
)

// sourceOf is the source of a name.
func sourceOf(name string) source {
	switch name {
	case sessionSource, stepSource:
		return source{name: name, from: ` FROM {` + name + `} x WHERE 1 = 1`, at: dayAt, of: dayOf, neighbourhood: `''`, channel: `channel`}
	}
	return source{name: name, from: received, at: `p.received_at AS at`, of: caseRow, neighbourhood: `p.neighbourhood`, channel: `p.channel`}
}

// counted is a metric's part of a source: which of its rows count, and as what.
type counted struct {
	source      string
	id          string
	whole, part string // "" for one of each row, and for the same as whole
	where       string // "" for every row
}

func (c counted) wholeOf() string {
	if c.whole == "" {
		return `1`
	}
	return c.whole
}

func (c counted) partOf() string {
	if c.part == "" {
		return c.wholeOf()
	}
	return c.part
}

// rows are the rows that are counted, as Metric.rows has them.
func (c counted) rows() string {
	of := sourceOf(c.source)
	rows := `SELECT CAST(` + c.id + ` AS TEXT) AS id, ` + of.at + `, ` + c.wholeOf() + ` AS whole, ` + c.partOf() + ` AS part, ` + of.of + of.from
	if c.where != "" {
		rows += ` AND ` + c.where
	}
	return rows
}

// sums are the two columns that make the metric's figure of its whole source.
func (m Metric) sums() string {
	filter := ``
	if m.counted.where != "" {
		filter = ` FILTER (WHERE ` + m.counted.where + `)`
	}
	if m.Form == Distinct {
		return `count(DISTINCT ` + m.counted.id + `)` + filter + `, 0`
	}
	return `coalesce(sum(` + m.counted.wholeOf() + `)` + filter + `, 0), coalesce(sum(` + m.counted.partOf() + `)` + filter + `, 0)`
}

// countSource computes the figures of metrics that have one source, without what they are of.
func countSource(ctx context.Context, w *ward.Ward, s Scope, through int64, name string, metrics []Metric) ([]Figure, error) {
	of := sourceOf(name)
	columns, wanted := make([]string, len(metrics)), make([]string, len(metrics))
	figures := make([]Figure, len(metrics))
	into := make([]any, 0, 2*len(metrics))
	every := false
	for i, m := range metrics {
		columns[i], wanted[i] = m.sums(), m.counted.where
		every = every || m.counted.where == ""
		into = append(into, &figures[i].Whole, &figures[i].Part)
	}
	where := ``
	if !every { // what none of them counts need not be grouped
		where = ` AND (` + strings.Join(wanted, ` OR `) + `)`
	}
	if s.Neighbourhood != "" {
		where += ` AND ` + of.neighbourhood + ` = {neighbourhood}`
	}
	if s.Channel != "" {
		where += ` AND ` + of.channel + ` = {channel}`
	}
	q := newQuery(`SELECT `+strings.Join(columns, `, `)+of.from+where, bounds(w, s, through))
	if err := w.Tx().QueryRow(ctx, q.text, q.args...).Scan(into...); err != nil {
		return nil, fmt.Errorf("count %s: %w", name, err)
	}
	for i, m := range metrics {
		figures[i] = m.valued(figures[i])
	}
	return figures, nil
}
