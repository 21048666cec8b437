package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"danbiet/law"
)

// AlertKind is why a case needs somebody's eye.
type AlertKind string

// The kinds of alerts, the worst first.
const (
	AlertAlarm AlertKind = "alarm" // nobody has touched it for as long as the law lets a case lie (Nghị định 154/2026/NĐ-CP, Điều 41)
	AlertIdle  AlertKind = "idle"  // nobody has touched it for IdleDays
	AlertLate  AlertKind = "late"  // its term is over
	AlertToday AlertKind = "today" // its term ends today
	AlertSoon  AlertKind = "soon"  // its term ends within SoonDays, or before there is another working day to say so
)

// AlertKinds lists the kinds in the order in which they are told.
func AlertKinds() []AlertKind {
	return []AlertKind{AlertAlarm, AlertIdle, AlertLate, AlertToday, AlertSoon}
}

// IdleDays is after how many days without an act of the staff a case is told of, in time before the law's alarm.
const IdleDays = 30

// Alert is a case that needs somebody's eye, and why. A case may have two: by its term, and because it lies.
type Alert struct {
	Kind AlertKind
	Case Case
	Days int // late, left, or without an act of the staff

	key    string
	keeper int64 // of a denunciation of the ward's leaders, see KeptCase; 0 for every other case
}

// For reports whether an alert is for somebody: for the handler of the case, and for the leader where it is late, lies, or
// has nobody. That of a denunciation of the ward's leaders is for whoever keeps it, and for nobody else.
func (a Alert) For(s Staff) bool {
	switch {
	case s.Disabled:
		return false
	case a.keeper != 0:
		return a.keeper == s.ID
	case a.Case.HandlerID == s.ID:
		return true
	case s.Role == RoleLeader:
		return a.Case.HandlerID == 0 || a.Kind == AlertLate || a.Kind == AlertIdle || a.Kind == AlertAlarm
	}
	return false
}

// Alerts are the alerts of all open cases as they stand now, the worst first. While a case is suspended, or has its answer
// and only waits to be closed, it may lie.
func (w *Ward) Alerts(ctx context.Context) ([]Alert, error) {
	today := w.Today()
	horizon := today.AddDays(SoonDays)
	if next := w.Calendar().NextWorking(today.AddDays(1)); next.After(horizon) {
		horizon = next
	}
	idle := millis(today.AddDays(1-IdleDays).At(0, 0, w.Profile.Zone())) // touched before this day began: at least IdleDays ago
	const acts = `(SELECT max(e.at) FROM petition_event e WHERE e.ward_id = petition.ward_id AND e.petition_id = petition.petition_id AND e.staff_id > 0)`
	const notes = `(SELECT max(n.at) FROM petition_note n WHERE n.ward_id = petition.ward_id AND n.petition_id = petition.petition_id)`
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+`, about_leader, coalesce(`+acts+`, 0), coalesce(`+notes+`, 0) FROM petition
		WHERE ward_id = $1 AND closed_at = 0 AND (burns_on <= $2 OR received_at < $3 AND coalesce(`+acts+`, 0) < $3 AND coalesce(`+notes+`, 0) < $3)
		ORDER BY burns_on, petition_id`, w.ID, horizon.String(), idle)
	if err != nil {
		return nil, fmt.Errorf("look for cases that need an eye: %w", err)
	}
	type found struct {
		Case

		keeper  int64
		touched time.Time
	}
	cases, err := collect(rows, func(r *sql.Rows, f *found) (err error) {
		var act, note int64
		f.Case, err = w.scanCase(r.Scan, &f.keeper, &act, &note)
		f.touched = w.time(max(act, note, millis(f.ReceivedAt)))
		return err
	})
	if err != nil {
		return nil, err
	}
	var all []Alert
	for _, f := range cases {
		for _, a := range append(termAlert(f.Case, today, horizon), idleAlert(f.Case, law.DateOf(f.touched), today)...) {
			a.keeper = f.keeper
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b Alert) int { return slices.Index(AlertKinds(), a.Kind) - slices.Index(AlertKinds(), b.Kind) })
	return all, nil
}

// termAlert is the alert of a case by its term: late on the first day and then weekly, each an alert of its own.
func termAlert(c Case, today, horizon law.Date) []Alert {
	if c.DueOn.IsZero() || c.DueOn.After(horizon) {
		return nil
	}
	a := Alert{Kind: AlertSoon, Case: c, Days: daysBetween(today, c.DueOn), key: c.DueOn.String()}
	switch {
	case c.DueOn == today:
		a.Kind = AlertToday
	case c.DueOn.Before(today):
		const week = 7
		a.Kind, a.Days = AlertLate, daysBetween(c.DueOn, today)
		a.key += "." + strconv.Itoa((a.Days-1)/week)
	}
	return []Alert{a}
}

// idleAlert is the alert of a case that lies since a day. The law's alarm takes the place of the earlier one.
func idleAlert(c Case, since, today law.Date) []Alert {
	days := daysBetween(since, today)
	if days < IdleDays || c.Status == StatusSuspended || !c.Status.Open() {
		return nil
	}
	a := Alert{Kind: AlertIdle, Case: c, Days: days, key: since.String()}
	if rule, ok := law.RuleAt(law.RuleUnprocessedAlarm, today); ok && days >= rule.Value {
		a.Kind = AlertAlarm
	}
	return []Alert{a}
}

// daysBetween counts calendar days from one day to another.
func daysBetween(from, to law.Date) int {
	const day = 24 * time.Hour
	return int(to.At(0, 0, time.UTC).Sub(from.At(0, 0, time.UTC)) / day)
}

// TakeAlerts are those alerts for somebody that they have not been told of, and notes that they are now. Where no chat is
// linked to them, or it cannot be reached, there are none, and nothing is noted: they are told when it can.
func (w *Ward) TakeAlerts(ctx context.Context, to Staff, all []Alert) (taken []Alert, err error) {
	var reachable bool
	err = w.tx.QueryRow(ctx, `SELECT unreachable_at = 0 FROM conversation WHERE ward_id = $1 AND channel = $2 AND chat = $3`, w.ID, to.Channel, to.Chat).Scan(&reachable)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !reachable {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look whether somebody can be told: %w", err)
	}
	for _, a := range all {
		if !a.For(to) {
			continue
		}
		fresh, err := w.tx.Exec(ctx, `INSERT INTO alert_sent (ward_id, petition_id, staff_id, alert, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (ward_id, petition_id, staff_id, alert) DO NOTHING`, w.ID, a.Case.ID, to.ID, string(a.Kind)+"."+a.key, millis(w.house.Now()))
		if err != nil {
			return nil, fmt.Errorf("note an alert: %w", err)
		}
		if fresh == 1 {
			taken = append(taken, a)
		}
	}
	return taken, nil
}
