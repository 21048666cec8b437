package law

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Shift is a span of hours in a day, as "07:30" to "11:30", wall clock in Vietnam.
type Shift struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// String is the span as it is posted: "07:30–11:30".
func (s Shift) String() string { return s.From + "–" + s.To }

// OnHoliday says what becomes of a session that falls on a day off.
type OnHoliday string

// The choices; empty means Skip.
const (
	Skip           OnHoliday = "skip"
	NextWorkingDay OnHoliday = "next-working-day"
)

// Weekly is one standing row of a reception schedule: on weekdays, or on days of
// the month, or both.
type Weekly struct {
	Who      string         `json:"who"` // who receives, as posted: "Chủ tịch UBND phường"
	Chair    bool           `json:"chair"`
	Weekdays []time.Weekday `json:"weekdays"`
	// EveryNth keeps only those weeks of the month: {1, 3} the first and third such
	// weekday, -1 the last one. Empty keeps every week.
	EveryNth []int `json:"every_nth,omitempty"`
	// MonthDays adds days such as 10 and 25. A month without that day has none.
	MonthDays []int     `json:"month_days,omitempty"`
	Shifts    []Shift   `json:"shifts"`
	From      Date      `json:"from"` // first day of the row; zero is open
	To        Date      `json:"to"`   // last day of the row; zero is open
	Place     string    `json:"place"`
	Document  string    `json:"document"`        // number and date of the schedule
	Posted    Date      `json:"posted,omitzero"` // the day from which the schedule was to be read; zero: not known
	OnHoliday OnHoliday `json:"on_holiday"`
}

// Move takes the session of one day to another, or cancels it when To is zero.
// An empty Who means everybody who receives on that day. A move of a day without
// a session does nothing.
type Move struct {
	Date     Date   `json:"date"`
	To       Date   `json:"to"`
	Who      string `json:"who"`
	Reason   string `json:"reason"`
	Document string `json:"document"`
	Posted   Date   `json:"posted,omitzero"` // the day on which the change was made public; zero: not known
}

// Substitute puts By in the place of Who on one day: the day the session is held,
// after any move.
type Substitute struct {
	Date   Date   `json:"date"`
	Who    string `json:"who"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// Session is one planned reception.
type Session struct {
	Date      Date    `json:"date"`
	Who       string  `json:"who"`
	Chair     bool    `json:"chair"`
	Shifts    []Shift `json:"shifts"`
	Place     string  `json:"place"`
	By        string  `json:"by,omitempty"`        // who receives instead of Who
	MovedFrom Date    `json:"moved_from,omitzero"` // the planned day, if another
	Reason    string  `json:"reason,omitempty"`    // of the move, cancellation or substitution
	Document  string  `json:"document,omitempty"`  // the schedule, or the document that moved it
	Posted    Date    `json:"posted,omitzero"`     // the day from which people could read of it; zero: not known
	Note      string  `json:"note,omitempty"`      // a warning for staff, in Vietnamese
}

// Sessions returns the sessions held from one day to another, both included, in
// order of day and then of the rules.
func Sessions(rules []Weekly, moves []Move, subs []Substitute, cal *Calendar, from, to Date) []Session {
	held, _ := Plan(rules, moves, subs, cal, from, to)
	return held
}

// Plan returns the sessions held, as Sessions does, and those planned in the same
// days that fall out: on a day off, cancelled, or moved onto a day on which the
// same person receives anyway. Reason says which.
func Plan(rules []Weekly, moves []Move, subs []Substitute, cal *Calendar, from, to Date) (held, dropped []Session) {
	for _, r := range rules {
		for _, day := range r.days(moves, from, to) {
			s, ok := r.place(day, moves, cal)
			switch {
			case !ok && within(day, from, to):
				dropped = append(dropped, s)
			case ok && within(s.Date, from, to):
				held = append(held, s)
			}
		}
	}
	slices.SortStableFunc(held, inOrder)
	held, merged := mergeMoved(held)
	for _, s := range merged {
		if within(s.Date, from, to) {
			dropped = append(dropped, s)
		}
	}
	slices.SortStableFunc(dropped, inOrder)
	for i := range held {
		held[i].substitute(subs)
	}
	return held, dropped
}

// longestBreak is how many days before the asked span a session may be planned
// and still roll into it: more than the longest run of days off.
const longestBreak = 31

// days returns the planned days that may give a session between from and to.
func (r Weekly) days(moves []Move, from, to Date) []Date {
	var days []Date
	for d := from.AddDays(-longestBreak); !d.After(to); d = d.AddDays(1) {
		if r.on(d) {
			days = append(days, d)
		}
	}
	for _, m := range moves {
		if r.on(m.Date) && !slices.Contains(days, m.Date) {
			days = append(days, m.Date)
		}
	}
	return days
}

// on reports whether the row plans a session on d, holidays aside.
func (r Weekly) on(d Date) bool {
	if d.Before(r.From) || !r.To.IsZero() && d.After(r.To) {
		return false
	}
	if slices.Contains(r.MonthDays, d.Day) {
		return true
	}
	if !slices.Contains(r.Weekdays, d.Weekday()) {
		return false
	}
	nth := (d.Day-1)/7 + 1
	last := d.AddDays(7).Month != d.Month
	return len(r.EveryNth) == 0 || slices.Contains(r.EveryNth, nth) || last && slices.Contains(r.EveryNth, -1)
}

// place finds the day on which a planned session is held; false if it is not.
func (r Weekly) place(day Date, moves []Move, cal *Calendar) (Session, bool) {
	s := Session{Date: day, Who: r.Who, Chair: r.Chair, Shifts: r.Shifts, Place: r.Place, Document: r.Document, Posted: r.Posted}
	for _, m := range moves {
		if m.Date != day || m.Who != "" && m.Who != r.Who {
			continue
		}
		s.Reason, s.Document, s.Posted = m.Reason, cmp.Or(m.Document, r.Document), m.Posted
		if m.To.IsZero() {
			s.Reason = cmp.Or(m.Reason, "Hủy buổi tiếp")
			return s, false
		}
		s.Date, s.MovedFrom = m.To, day
		if !cal.Working(m.To) {
			s.Note = "Buổi tiếp được dời sang ngày nghỉ, cần kiểm tra lại lịch"
		}
		return s, true
	}
	if !r.clashes(day, cal) {
		return s, true
	}
	s.Reason = "Trùng " + restName(cal, day)
	if r.OnHoliday != NextWorkingDay {
		return s, false
	}
	s.Date, s.MovedFrom = cal.NextWorking(day), day
	return s, true
}

// clashes reports whether a planned session falls on a day off. A row that names
// Saturday among its weekdays means to receive on Saturdays; a day of the month
// that happens to be one does not.
func (r Weekly) clashes(day Date, cal *Calendar) bool {
	if s, ok := cal.Special(day); ok && s.Off() {
		return true
	}
	return !cal.Working(day) && !slices.Contains(r.Weekdays, day.Weekday())
}

// restName names why nobody works on d.
func restName(cal *Calendar, d Date) string {
	if s, ok := cal.Special(d); ok && s.Off() {
		return dayOffName(s)
	}
	return "ngày nghỉ hằng tuần (" + WeekdayName(d.Weekday()) + ")"
}

// mergeMoved drops a moved session where the same person receives at the same
// place and hours on that day already.
func mergeMoved(held []Session) (kept, merged []Session) {
	for _, s := range held {
		if s.MovedFrom.IsZero() || !slices.ContainsFunc(held, s.isCoveredBy) {
			kept = append(kept, s)
			continue
		}
		s.Reason = join(s.Reason, "Gộp vào buổi tiếp ngày "+s.Date.Vietnamese())
		s.Date, s.MovedFrom = s.MovedFrom, Date{}
		merged = append(merged, s)
	}
	return kept, merged
}

// isCoveredBy reports whether o makes the moved session s superfluous; of two
// moved to one day, the one planned earlier stays.
func (s Session) isCoveredBy(o Session) bool {
	return o.Date == s.Date && o.Who == s.Who && o.Place == s.Place && slices.Equal(o.Shifts, s.Shifts) &&
		o.MovedFrom.Before(s.MovedFrom)
}

// join puts two reasons into one line; either may be empty.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return strings.TrimSuffix(a, ".") + "; " + b
}

// substitute fills in who receives instead, and warns where the chair may not be
// replaced.
func (s *Session) substitute(subs []Substitute) {
	for _, x := range subs {
		if x.Date != s.Date || x.Who != s.Who {
			continue
		}
		s.By = x.By
		s.Reason = join(s.Reason, x.Reason)
		if r, ok := RuleAt(RuleReceptionInPerson, s.Date); ok && s.Chair {
			s.Note = join(s.Note, "Từ "+r.From.Vietnamese()+
				", Chủ tịch không ủy quyền cho cấp phó tiếp công dân định kỳ; cần dời buổi tiếp sang ngày khác")
		}
	}
}

func within(d, from, to Date) bool { return !d.Before(from) && !d.After(to) }

func inOrder(a, b Session) int { return a.Date.Compare(b.Date) }

// PostBy returns the last day on which the schedule of a session can be posted in
// time: five working days before it (Luật Tiếp công dân 2013, Điều 24). It is the
// session's own day if no rule is in force.
func PostBy(session Date, cal *Calendar) Date {
	r, ok := RuleAt(RuleReceptionPosting, session)
	if !ok {
		return session
	}
	return cal.AddWorkingDays(session, -r.Value)
}
