package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danbiet/ward"
)

// By is what a figure is broken down by.
type By string

// What a figure can be broken down by.
const (
	ByKind          By = "kind"
	ByField         By = "field"
	ByNeighbourhood By = "neighbourhood"
	ByChannel       By = "channel"
)

// Group is one part of a figure that was broken down.
type Group struct {
	Key string // a kind, or a slug; "" where the rows say none
	Figure
}

// Breakdown computes a metric for each kind, field, neighbourhood or channel of its rows, in the order of the keys.
func Breakdown(ctx context.Context, w *ward.Ward, m Metric, s Scope, by By) ([]Group, error) {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return nil, err
	}
	breakdown := m.groups
	if m.list != nil || m.Form == Median {
		breakdown = m.groupsOfRows
	}
	groups, err := breakdown(ctx, w, s, through, by)
	if err != nil {
		return nil, fmt.Errorf("break %s down: %w", m.ID, err)
	}
	for i := range groups {
		groups[i].Metric, groups[i].Scope, groups[i].At = m, s, w.Now()
	}
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(a.Key, b.Key) })
	return groups, nil
}

// groups has the database group and sum: a year's rows stay where they are.
func (m Metric) groups(ctx context.Context, w *ward.Ward, s Scope, through int64, by By) (all []Group, err error) {
	key := map[By]string{ByKind: `kind`, ByField: `field`, ByNeighbourhood: `neighbourhood`, ByChannel: `channel`}[by]
	q := m.statement(w, s, through, key+`, `+m.summed(), ` GROUP BY `+key)
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var g Group
		if err := rows.Scan(&g.Key, &g.Whole, &g.Part); err != nil {
			return nil, err
		}
		g.Figure = m.valued(g.Figure)
		all = append(all, g)
	}
	return all, rows.Err()
}

// groupsOfRows is groups of rows that are made in Go, and of those whose median is asked for.
func (m Metric) groupsOfRows(ctx context.Context, w *ward.Ward, s Scope, through int64, by By) (groups []Group, err error) {
	parts := map[string][]Row{}
	err = m.each(ctx, w, s, through, func(r Row) error {
		key := map[By]string{ByKind: r.Kind, ByField: r.Field, ByNeighbourhood: r.Neighbourhood, ByChannel: r.Channel}[by]
		parts[key] = append(parts[key], r)
		return nil
	})
	for key, rows := range parts {
		groups = append(groups, Group{key, m.of(rows)})
	}
	return groups, err
}
