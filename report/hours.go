package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// Hour is what citizens wrote and pressed in one quarter of an hour of a weekday, over all such days of a scope.
type Hour struct {
	Weekday time.Weekday
	Quarter int  // 0 to 95
	Open    bool // the office was, on these days; days off of a weekday have an Hour of their own
	Heard   int64
}

// slotMinutes is the length of a quarter of an hour.
const slotMinutes = 15

// Hours are the quarters of an hour of the week in which citizens wrote over a scope. Interactions know no neighbourhood: a
// Scope's is passed over.
func Hours(ctx context.Context, w *ward.Ward, s Scope) ([]Hour, error) {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return nil, err
	}
	return hours(ctx, w, s, through)
}

// hours has the days of a weekday counted together, apart from those on which the office was closed all day.
func hours(ctx context.Context, w *ward.Ward, s Scope, through int64) ([]Hour, error) {
	where := ``
	if s.Channel != "" {
		where = ` WHERE channel = {channel}`
	}
	q := newQuery(`SELECT min(day), slot, sum(n) FROM {slots} x`+where+` GROUP BY day % 7, CASE WHEN day IN (`+daysOff(w, s)+`) THEN 1 ELSE 0 END, slot
		ORDER BY 1, 2`, bounds(w, s, through))
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return nil, fmt.Errorf("read when citizens wrote: %w", err)
	}
	defer rows.Close()
	var all []Hour
	for rows.Next() {
		var one Hour
		var day int64
		if err := rows.Scan(&day, &one.Quarter, &one.Heard); err != nil {
			return nil, fmt.Errorf("read when citizens wrote: %w", err)
		}
		at := slotAt(w, day, one.Quarter)
		one.Weekday = at.Weekday()
		one.Open, _ = w.Profile.OpenNow(w.Calendar(), at)
		all = append(all, one)
	}
	return all, rows.Err()
}

// daysOff are the numbers of the days of a scope on which the office is closed, separated by commas. There is always one,
// which may lie before the scope.
func daysOff(w *ward.Ward, s Scope) string {
	var all strings.Builder
	all.WriteString(strconv.Itoa(never))
	for day := s.From; !day.After(s.To); day = day.AddDays(1) {
		if !w.Calendar().Working(day) {
			all.WriteString("," + strconv.FormatInt(epochDay(day), 10))
		}
	}
	return all.String()
}

// slotAt is when a quarter of an hour of a day begins.
func slotAt(w *ward.Ward, day int64, quarter int) time.Time {
	return law.DateOf(time.UnixMilli(day*dayMillis).UTC()).At(quarter/4, quarter%4*slotMinutes, w.Profile.Zone())
}

// countOutside sums what outsideHours lists, without the list.
func countOutside(ctx context.Context, w *ward.Ward, s Scope, through int64) (whole, part float64, err error) {
	if s.Neighbourhood != "" {
		return 0, 0, nil // interactions belong to none
	}
	all, err := hours(ctx, w, s, through)
	for _, one := range all {
		whole += float64(one.Heard)
		if !one.Open {
			part += float64(one.Heard)
		}
	}
	return whole, part, err
}

// outsideHours are the quarters of an hour in which citizens wrote, with what came while the office was closed.
func outsideHours(ctx context.Context, w *ward.Ward, s Scope, through int64) ([]Row, error) {
	q := newQuery(`SELECT day, slot, channel, n FROM {slots} x ORDER BY day, slot, channel`, bounds(w, s, through))
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return nil, fmt.Errorf("read when citizens wrote: %w", err)
	}
	defer rows.Close()
	var all []Row
	for rows.Next() {
		var day int64
		var quarter int
		r := Row{}
		if err := rows.Scan(&day, &quarter, &r.Channel, &r.Whole); err != nil {
			return nil, fmt.Errorf("read when citizens wrote: %w", err)
		}
		r.At = slotAt(w, day, quarter)
		r.ID = r.At.Format("2006-01-02 15:04")
		if open, _ := w.Profile.OpenNow(w.Calendar(), r.At); !open {
			r.Part = r.Whole
		}
		all = append(all, r)
	}
	return all, rows.Err()
}
