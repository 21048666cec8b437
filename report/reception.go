package report

import (
	"context"
	"strconv"

	"danbiet/law"
	"danbiet/ward"
)

// chairDays are the days of a scope on which the chair receives citizens by the schedule, each once, with its first session.
func chairDays(w *ward.Ward, s Scope) []law.Session {
	var all []law.Session
	for _, session := range w.Profile.Sessions(w.Calendar(), s.From, s.To) {
		if session.Chair && (len(all) == 0 || all[len(all)-1].Date != session.Date) {
			all = append(all, session)
		}
	}
	return all
}

// sessionRow is a day of reception behind a figure.
func sessionRow(w *ward.Ward, day law.Date, part bool) Row {
	r := Row{ID: day.String(), At: day.At(0, 0, w.Profile.Zone()), Whole: 1}
	if part {
		r.Part = 1
	}
	return r
}

// heldSessions are the chair's days that are over, from the first day on which the ward has noted anything: before, nobody
// knows which were held.
func heldSessions(ctx context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	records, err := w.SessionRecords(ctx, law.Date{Year: 2000, Month: 1, Day: 1}, w.Today())
	if err != nil || len(records) == 0 {
		return nil, err
	}
	held := map[law.Date]bool{}
	for _, r := range records {
		held[r.Day] = held[r.Day] || r.Held && chairs(w, r)
	}
	var all []Row
	for _, session := range chairDays(w, s) {
		if !session.Date.Before(records[0].Day) && session.Date.Before(w.Today()) {
			all = append(all, sessionRow(w, session.Date, held[session.Date]))
		}
	}
	return all, nil
}

// chairs reports whether a noted session was the chair's.
func chairs(w *ward.Ward, r ward.SessionRecord) bool {
	s, ok := w.SessionOn(r.Day, r.Who)
	return ok && s.Chair
}

// receivedPeople are the visits of the register, each with its people.
func receivedPeople(ctx context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	visits, err := w.Visits(ctx, s.From, s.To)
	if err != nil {
		return nil, err
	}
	var all []Row
	for i, v := range visits {
		if !v.ArrivedAt.IsZero() {
			all = append(all, Row{
				ID: v.Day.String() + "/" + strconv.Itoa(i+1), At: v.ArrivedAt, Whole: float64(v.People), Part: float64(v.People), Kind: string(v.Kind),
			})
		}
	}
	return all, nil
}

// postedSessions are the chair's days, and whether people could read of each five working days before.
func postedSessions(_ context.Context, w *ward.Ward, s Scope, _ int64) ([]Row, error) {
	var all []Row
	for _, session := range chairDays(w, s) {
		inTime := !session.Posted.IsZero() && !session.Posted.After(law.PostBy(session.Date, w.Calendar()))
		all = append(all, sessionRow(w, session.Date, inTime))
	}
	return all, nil
}
