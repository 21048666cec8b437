package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"danbiet/db"
	"danbiet/law"
)

// ChangeKind is what a decision changes.
type ChangeKind string

// The kinds of changes.
const (
	ChangeMove       ChangeKind = "move"       // a session is held on another day (dời)
	ChangeCancel     ChangeKind = "cancel"     // a session is not held (hủy)
	ChangeSubstitute ChangeKind = "substitute" // somebody else receives (tiếp thay)
	ChangeExtra      ChangeKind = "extra"      // a session besides the rules (tiếp đột xuất, bổ sung)
	ChangeDayOff     ChangeKind = "day-off"    // nobody works on a working day (nghỉ)
	ChangeDayWorked  ChangeKind = "day-worked" // a day of rest is worked (làm bù)
)

// ChangeKinds lists the kinds.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{ChangeMove, ChangeCancel, ChangeSubstitute, ChangeExtra, ChangeDayOff, ChangeDayWorked}
}

// ScheduleChange is a decision about the schedule of receptions or about a day off, entered at the desk. It lies on top of
// the profile's rules wherever sessions and working days are computed.
type ScheduleChange struct {
	ID        int64
	Kind      ChangeKind
	Day       law.Date // that was planned; of an extra session the day on which it is held
	To        law.Date // of a move
	Who       string   // receives, as posted; "" for everybody
	By        string   // of a substitute
	Shifts    []string // of an extra session: "07:30-11:30"
	Place     string   // of an extra session; "" is the usual one
	Reason    string   // public, without personal data; of a day off its name
	Document  string   // number and day of the decision: "Thông báo số 12/TB-UBND ngày 01/11/2026"
	StaffID   int64    // who entered it
	At        time.Time
	RevokedAt time.Time // zero while it holds
	RevokedBy int64
}

// The errors of changing the schedule; compare with errors.Is.
var (
	ErrChangeDay      = errors.New("the day of a change is none, or more than a year away")
	ErrChangeTo       = errors.New("a session is moved to a later or earlier working day, not to the same or a day off")
	ErrChangeSession  = errors.New("no such session is planned on that day")
	ErrChangeTwice    = errors.New("a change of this day holds already")
	ErrChangeBy       = errors.New("a substitute needs a name of at most 200 letters")
	ErrChangeShifts   = errors.New("an extra session needs hours like 07:30-11:30")
	ErrChangeReason   = errors.New("a change needs a reason of at most 300 letters")
	ErrChangeDocument = errors.New("a change needs the number and day of its document, of at most 200 letters")
	ErrNoChange       = errors.New("no such change holds")
)

// How far from today a change may lie, in days, and how long its words may be, in bytes.
const (
	changeReach = 366
	maxChange   = 900
)

const changeColumns = `change_id, kind, day, to_day, who, by_whom, shifts, place, reason, document, staff_id, at, revoked_at, revoked_by`

// holding are the changes of a ward that hold, the newest first.
func holding(ctx context.Context, tx *db.Tx, wardID int64) ([]ScheduleChange, error) {
	return changesOf(ctx, tx, ` WHERE ward_id = $1 AND revoked_at = 0 ORDER BY change_id DESC`, wardID)
}

func changesOf(ctx context.Context, tx *db.Tx, where string, args ...any) ([]ScheduleChange, error) {
	rows, err := tx.Query(ctx, `SELECT `+changeColumns+` FROM schedule_change`+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read the changes of the schedule: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *ScheduleChange) error {
		var day, to, shifts string
		var at, revoked int64
		err := r.Scan(&c.ID, &c.Kind, &day, &to, &c.Who, &c.By, &shifts, &c.Place, &c.Reason, &c.Document, &c.StaffID, &at, &revoked, &c.RevokedBy)
		if err != nil {
			return err
		}
		if shifts != "" {
			c.Shifts = strings.Split(shifts, ",")
		}
		c.At = time.UnixMilli(at).In(law.Zone())
		if revoked > 0 {
			c.RevokedAt = time.UnixMilli(revoked).In(law.Zone())
		}
		var errTo error
		c.Day, err = law.ParseDate(day)
		c.To, errTo = dateOrZero(to)
		return errors.Join(err, errTo)
	})
}

// ScheduleChanges are the changes of the days from–to, the newest first, with those that were revoked.
func (w *Ward) ScheduleChanges(ctx context.Context, from, to law.Date) ([]ScheduleChange, error) {
	return changesOf(ctx, w.tx, ` WHERE ward_id = $1 AND (day BETWEEN $2 AND $3 OR to_day BETWEEN $2 AND $3) ORDER BY change_id DESC`, w.ID, from.String(), to.String())
}

// DecideSchedule enters a change. Citizens who have booked a slot that it takes away are told, in the same transaction. The
// due dates of open cases are the caller's to compute anew when days off have changed, see House.Redate.
func (w *Ward) DecideSchedule(ctx context.Context, c ScheduleChange, by Staff) (ScheduleChange, error) {
	c.Reason, c.Document, c.By, c.Place = strings.TrimSpace(c.Reason), strings.TrimSpace(c.Document), strings.TrimSpace(c.By), strings.TrimSpace(c.Place)
	if err := w.checkChange(c); err != nil {
		return c, err
	}
	c.ID, c.StaffID, c.At = w.house.IDs.Next(), by.ID, w.Now()
	_, err := w.tx.Exec(ctx, `INSERT INTO schedule_change (ward_id, change_id, kind, day, to_day, who, by_whom, shifts, place, reason, document, staff_id, at)
		VALUES (`+parameters(0, 13)+`)`, w.ID, c.ID, string(c.Kind), c.Day.String(), c.To.String(), c.Who, c.By, strings.Join(c.Shifts, ","), c.Place,
		c.Reason, c.Document, by.ID, millis(c.At))
	if err != nil {
		return c, fmt.Errorf("change the schedule: %w", err)
	}
	w.noteID(by, ActScheduled, c.ID, string(c.Kind))
	return c, w.scheduleChanged(ctx, c.Reason)
}

// RevokeChange takes a change back: the rules hold again as if it had not been made. One that does not hold gives
// ErrNoChange.
func (w *Ward) RevokeChange(ctx context.Context, id int64, by Staff) error {
	changed, err := w.tx.Exec(ctx, `UPDATE schedule_change SET revoked_at = $1, revoked_by = $2 WHERE ward_id = $3 AND change_id = $4 AND revoked_at = 0`,
		millis(w.house.Now()), by.ID, w.ID, id)
	if err != nil {
		return fmt.Errorf("revoke a change of the schedule: %w", err)
	}
	if changed == 0 {
		return ErrNoChange
	}
	w.noteID(by, ActScheduled, id, "revoked")
	return w.scheduleChanged(ctx, "")
}

// scheduleChanged has this transaction see the schedule as it is now, and tells those whose slots are affected.
func (w *Ward) scheduleChanged(ctx context.Context, reason string) error {
	decided, err := holding(ctx, w.tx, w.ID)
	if err != nil {
		return err
	}
	p := *w.Profile
	p.decided = decided
	w.Profile, w.calendar, w.decided = &p, w.house.Calendar.With(daysDecided(decided)), true
	return w.reseat(ctx, reason)
}

func (w *Ward) checkChange(c ScheduleChange) error {
	off := c.Kind == ChangeDayOff || c.Kind == ChangeDayWorked
	switch {
	case c.Day.IsZero() || c.Day.Sub(w.Today()) > changeReach || w.Today().Sub(c.Day) > changeReach:
		return ErrChangeDay
	case !slices.Contains(ChangeKinds(), c.Kind):
		return ErrChangeSession
	case c.Reason == "" || len(c.Reason) > maxChange:
		return ErrChangeReason
	case c.Document == "" || len(c.Document) > maxChange || len(c.Place) > maxChange:
		return ErrChangeDocument
	case slices.ContainsFunc(w.Profile.decided, c.repeats):
		return ErrChangeTwice
	case c.Kind == ChangeDayOff && !w.Calendar().Working(c.Day), c.Kind == ChangeDayWorked && w.Calendar().Working(c.Day):
		return ErrChangeDay
	case off:
		return nil
	case c.Kind == ChangeExtra:
		return w.checkExtra(c)
	case !w.planned(c):
		return ErrChangeSession
	case c.Kind == ChangeSubstitute && (c.By == "" || len(c.By) > maxChange):
		return ErrChangeBy
	case c.Kind == ChangeMove && (c.To.IsZero() || c.To == c.Day || !w.Calendar().Working(c.To) || c.To.Sub(w.Today()) > changeReach):
		return ErrChangeTo
	}
	return nil
}

// repeats reports whether another change already does to the same day what this one would.
func (c ScheduleChange) repeats(o ScheduleChange) bool {
	if c.Day != o.Day || c.Who != o.Who && c.Who != "" && o.Who != "" {
		return false
	}
	return c.Kind == o.Kind || c.away() && o.away()
}

// away reports whether a change takes a session off its day.
func (c ScheduleChange) away() bool { return c.Kind == ChangeMove || c.Kind == ChangeCancel }

// planned reports whether the session of a change is planned on its day: of a substitute, held there.
func (w *Ward) planned(c ScheduleChange) bool {
	if c.Who == "" && c.Kind == ChangeSubstitute {
		return false
	}
	held, dropped := w.Profile.Plan(w.Calendar(), c.Day, c.Day)
	if c.Kind != ChangeSubstitute {
		held = append(held, dropped...)
	}
	return slices.ContainsFunc(held, func(s law.Session) bool { return c.Who == "" || s.Who == c.Who })
}

func (w *Ward) checkExtra(c ScheduleChange) error {
	if _, err := shiftsOf(c.Shifts); err != nil || len(c.Shifts) == 0 {
		return ErrChangeShifts
	}
	if special, ok := w.Calendar().Special(c.Day); ok && special.Off() {
		return ErrChangeTo
	}
	if !slices.ContainsFunc(w.Profile.Reception.Weekly, func(r ReceptionRule) bool { return r.Name == c.Who }) {
		return ErrChangeSession
	}
	return nil
}

// extraSessions are the sessions besides the rules, as rules of one day.
func (p *Profile) extraSessions() []law.Weekly {
	var all []law.Weekly
	for _, c := range p.decided {
		shifts, err := shiftsOf(c.Shifts)
		if c.Kind != ChangeExtra || err != nil {
			continue // what was entered was checked then
		}
		place := c.Place
		if place == "" {
			place = p.Reception.Place
		}
		all = append(all, law.Weekly{
			Who: c.Who, Chair: p.chairs(c.Who), Weekdays: []time.Weekday{c.Day.Weekday()}, Shifts: shifts, From: c.Day, To: c.Day, Place: place,
			Document: c.Document, Posted: law.DateOf(c.At),
		})
	}
	return all
}

// chairs reports whether a posted name is the chair's.
func (p *Profile) chairs(who string) bool {
	return slices.ContainsFunc(p.Reception.Weekly, func(r ReceptionRule) bool { return r.Name == who && r.Who == "chairman" })
}

// decidedChanges are the moves and substitutes that were entered at the desk.
func (p *Profile) decidedChanges() (moves []law.Move, subs []law.Substitute) {
	for _, c := range p.decided {
		switch c.Kind {
		case ChangeMove, ChangeCancel:
			moves = append(moves, law.Move{Date: c.Day, To: c.To, Who: c.Who, Reason: c.Reason, Document: c.Document, Posted: law.DateOf(c.At)})
		case ChangeSubstitute:
			subs = append(subs, law.Substitute{Date: c.Day, Who: c.Who, By: c.By, Reason: c.Reason})
		}
	}
	return moves, subs
}

// offDays cancels what was moved onto a day that a decision has taken off since. While that decision holds, the session is
// not held; those who have booked are told.
func (p *Profile) offDays(moves []law.Move) []law.Move {
	for i, m := range moves {
		off := slices.IndexFunc(p.decided, func(c ScheduleChange) bool { return c.Kind == ChangeDayOff && c.Day == m.To })
		if off >= 0 {
			moves[i].To, moves[i].Reason = law.Date{}, "Ngày "+m.To.Vietnamese()+" nghỉ: "+p.decided[off].Reason
			moves[i].Document, moves[i].Posted = p.decided[off].Document, law.DateOf(p.decided[off].At)
		}
	}
	return moves
}

// daysDecided are the days off and the days worked of some changes.
func daysDecided(all []ScheduleChange) []law.SpecialDay {
	kinds := map[ChangeKind]law.DayKind{ChangeDayOff: law.KindSwapOff, ChangeDayWorked: law.KindSwapWork}
	var days []law.SpecialDay
	for _, c := range slices.Backward(all) { // the oldest first: the same rows give the same version of the calendar
		if kind, ok := kinds[c.Kind]; ok {
			days = append(days, law.SpecialDay{Date: c.Day, Kind: kind, Name: c.Reason, Source: c.Document, Confirmed: true})
		}
	}
	return days
}

var namedDay = regexp.MustCompile(`ngày (\d{1,2}/\d{1,2}/\d{4})`)

// dayNamedIn is the day that stands in a document's name, "… ngày 29/12/2023"; zero for none.
func dayNamedIn(document string) law.Date {
	found := namedDay.FindStringSubmatch(document)
	if found == nil {
		return law.Date{}
	}
	t, err := time.Parse("2/1/2006", found[1])
	if err != nil {
		return law.Date{}
	}
	return law.DateOf(t)
}
