package ward

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"danbiet/law"
)

// The details of ActReceived besides the outcomes of a visit.
const (
	ReceivedHeld    = "held"     // a session; the subject is its day
	ReceivedNotHeld = "not-held" // likewise
	ReceivedWalkIn  = "walk-in"  // a visitor who came without a slot
	ReceivedNoted   = "noted"    // a visitor of whom nothing has come yet
)

// TookInAtReception is the detail of ActTookIn for a visit that has become a case.
const TookInAtReception = "reception"

// SessionRecord says whether a planned session was held.
type SessionRecord struct {
	Day     law.Date
	Who     string // as posted
	Held    bool
	Reason  string // why it was not; public, without personal data
	StaffID int64
	At      time.Time
}

// RecordSession notes whether a session of today or before was held. What was noted before gives way. A session that was not
// held needs a reason: ErrChangeReason; a day to come gives ErrChangeDay.
func (w *Ward) RecordSession(ctx context.Context, r SessionRecord, by Staff) error {
	r.Reason = strings.TrimSpace(r.Reason)
	switch {
	case r.Day.IsZero() || r.Day.After(w.Today()):
		return ErrChangeDay
	case !r.Held && r.Reason == "", len(r.Reason) > maxChange:
		return ErrChangeReason
	case r.Who == "":
		return ErrVisitWho
	}
	_, err := w.tx.Exec(ctx, `INSERT INTO session_record (ward_id, day, who, held, reason, staff_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (ward_id, day, who) DO UPDATE SET held = excluded.held, reason = excluded.reason, staff_id = excluded.staff_id, at = excluded.at`,
		w.ID, r.Day.String(), r.Who, r.Held, r.Reason, by.ID, millis(w.house.Now()))
	if err != nil {
		return fmt.Errorf("note whether a session was held: %w", err)
	}
	detail := ReceivedHeld
	if !r.Held {
		detail = ReceivedNotHeld
	}
	w.Note(by, ActReceived, r.Day.String(), detail)
	return nil
}

// SessionRecords are what was noted of the sessions of the days from–to, in order of day.
func (w *Ward) SessionRecords(ctx context.Context, from, to law.Date) ([]SessionRecord, error) {
	rows, err := w.tx.Query(ctx, `SELECT day, who, held, reason, staff_id, at FROM session_record WHERE ward_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day, who`,
		w.ID, from.String(), to.String())
	if err != nil {
		return nil, fmt.Errorf("read which sessions were held: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *SessionRecord) error {
		var day string
		var at int64
		if err := r.Scan(&day, &s.Who, &s.Held, &s.Reason, &s.StaffID, &at); err != nil {
			return err
		}
		s.At = w.time(at)
		s.Day, err = law.ParseDate(day)
		return err
	})
}
