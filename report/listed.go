package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// firstNotices are the petitions of the scope whose sender was to be told by the end of it what becomes of the petition
// (Luật Tiếp công dân 2013, Điều 28), and whether an officer did so in time.
func firstNotices(ctx context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	q := newQuery(`SELECT p.code, p.received_at, coalesce((SELECT min(e.done_on) FROM petition_event e
		WHERE e.ward_id = p.ward_id AND e.petition_id = p.petition_id AND e.staff_id <> 0 AND e.kind = 'status'), ''),
		p.kind, p.field, p.neighbourhood, p.channel`+received+` ORDER BY p.received_at, p.code`, bounds(w, s, never))
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	zone, cutoff := w.Profile.Zone(), w.Today()
	if s.To.Before(cutoff) {
		cutoff = s.To
	}
	var all []Row
	for rows.Next() {
		r := Row{Whole: 1}
		var received int64
		var told string
		if err := rows.Scan(&r.ID, &received, &told, &r.Kind, &r.Field, &r.Neighbourhood, &r.Channel); err != nil {
			return nil, err
		}
		r.At = time.UnixMilli(received).In(zone)
		day := law.DateOf(r.At)
		rule, ok := law.RuleAt(law.RuleFirstNotice, day)
		if !ok {
			continue
		}
		due := w.Calendar().AddWorkingDays(day, rule.Value)
		switch {
		case told != "" && told <= due.String():
			r.Part = 1
		case !due.Before(cutoff):
			continue // there is still time
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// plannedSessions are the days on which the chairman receives citizens by the schedule, less days off.
func plannedSessions(_ context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	var all []Row
	for _, session := range w.Profile.Sessions(w.Calendar(), s.From, s.To) {
		if session.Chair {
			all = append(all, Row{ID: session.Date.String(), At: session.Date.At(0, 0, w.Profile.Zone()), Whole: 1, Part: 1})
		}
	}
	return slices.CompactFunc(all, func(a, b Row) bool { return a.ID == b.ID }), nil
}

// disclosed are the documents of the disclosure list that were issued in the scope.
func disclosed(ctx context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	documents, err := w.Disclosures(ctx, 0)
	if err != nil {
		return nil, err
	}
	var all []Row
	for _, d := range documents {
		day, err := law.ParseDate(d.Issued)
		if err != nil || day.Before(s.From) || day.After(s.To) {
			continue // without a date it belongs to no period
		}
		all = append(all, Row{ID: d.Slug, At: day.At(0, 0, w.Profile.Zone()), Whole: 1, Part: 1, Kind: fmt.Sprint(d.Group)})
	}
	slices.SortFunc(all, func(a, b Row) int { return a.At.Compare(b.At) })
	return all, nil
}
