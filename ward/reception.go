package ward

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
)

// Sessions are the receptions held from one day to another, both included, in order: the ward's rules, less days off and
// with moves and substitutes applied.
func (p *Profile) Sessions(cal *law.Calendar, from, to law.Date) []law.Session {
	weekly, err := p.weekly()
	if err != nil {
		return nil // a profile is checked when it is applied
	}
	moves, subs := p.changes()
	return law.Sessions(weekly, moves, subs, cal, from, to)
}

// NextSessions are the first n receptions by one of the posted names from a day on; an empty name means anybody.
func (p *Profile) NextSessions(cal *law.Calendar, name string, from law.Date, n int) []law.Session {
	const horizon = 92 // days: no ward goes a quarter without a reception
	sessions := slices.DeleteFunc(p.Sessions(cal, from, from.AddDays(horizon)), func(s law.Session) bool {
		return name != "" && s.Who != name
	})
	return sessions[:min(n, len(sessions))]
}

var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

// WeekdaysOf reads the short English names of weekdays that profiles use.
func WeekdaysOf(names []string) ([]time.Weekday, error) {
	days := make([]time.Weekday, 0, len(names))
	for _, name := range names {
		day, ok := weekdays[name]
		if !ok {
			return nil, fmt.Errorf("weekday %q: use mon, tue, wed, thu, fri, sat or sun", name)
		}
		days = append(days, day)
	}
	return days, nil
}

func (p *Profile) weekly() ([]law.Weekly, error) {
	var rules []law.Weekly
	for _, r := range p.Reception.Weekly {
		days, err := WeekdaysOf(r.Days)
		if err != nil {
			return nil, fmt.Errorf("reception of %s: %w", r.Name, err)
		}
		shifts, err := shiftsOf(r.Shifts)
		if err != nil {
			return nil, fmt.Errorf("reception of %s: %w", r.Name, err)
		}
		from, errFrom := dateOrZero(r.From)
		to, errTo := dateOrZero(r.To)
		posted, errPosted := dateOrZero(r.Posted)
		if errors.Join(errFrom, errTo, errPosted) != nil {
			return nil, fmt.Errorf("reception of %s: from, to and posted are dates like 2024-01-31", r.Name)
		}
		if posted.IsZero() {
			posted = dayNamedIn(r.Document)
		}
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("reception of %s: %w", r.Name, err)
		}
		place := r.Place
		if place == "" {
			place = p.Reception.Place
		}
		rules = append(rules, law.Weekly{
			Who: r.Name, Chair: r.Who == "chairman", Weekdays: days, MonthDays: r.MonthDays, Shifts: shifts,
			From: from, To: to, Place: place, Document: r.Document, Posted: posted, OnHoliday: law.OnHoliday(r.OnHoliday),
		})
	}
	return append(rules, p.extraSessions()...), p.checkChanges()
}

func shiftsOf(spans []string) ([]law.Shift, error) {
	var shifts []law.Shift
	for _, span := range spans {
		from, to, ok := strings.Cut(span, "-")
		ok = ok && len(from) == len("07:30") && len(to) == len(from) // else 7:30 would come after 11:30
		if _, err := time.Parse("15:04", from); err != nil {
			ok = false
		}
		if _, err := time.Parse("15:04", to); err != nil {
			ok = false
		}
		if !ok || from >= to {
			return nil, fmt.Errorf("shift %q: use 07:30-11:30", span)
		}
		shifts = append(shifts, law.Shift{From: from, To: to})
	}
	return shifts, nil
}

func dateOrZero(s string) (law.Date, error) {
	if s == "" {
		return law.Date{}, nil
	}
	return law.ParseDate(s)
}

func (p *Profile) checkChanges() error {
	if err := p.Reception.checkSlots(); err != nil {
		return err
	}
	for _, m := range p.Reception.Moves {
		_, errDate := law.ParseDate(m.Date)
		_, errTo := dateOrZero(m.To)
		if errDate != nil || errTo != nil {
			return fmt.Errorf("a moved session: date %q and to %q are dates like 2024-01-31", m.Date, m.To)
		}
	}
	for _, s := range p.Reception.Substitutes {
		if _, err := law.ParseDate(s.Date); err != nil {
			return fmt.Errorf("a substitute: date %q is a date like 2024-01-31", s.Date)
		}
	}
	return nil
}

// changes reads moves and substitutes: those decided at the desk, then those of the profile, which checkChanges has checked.
func (p *Profile) changes() (moves []law.Move, subs []law.Substitute) {
	moves, subs = p.decidedChanges()
	for _, m := range p.Reception.Moves {
		date, _ := law.ParseDate(m.Date)
		to, _ := dateOrZero(m.To)
		moves = append(moves, law.Move{Date: date, To: to, Who: p.receiver(m.Who), Reason: m.Reason, Document: m.Document, Posted: dayNamedIn(m.Document)})
	}
	for _, s := range p.Reception.Substitutes {
		date, _ := law.ParseDate(s.Date)
		subs = append(subs, law.Substitute{Date: date, Who: p.receiver(s.Who), By: s.By, Reason: s.Reason})
	}
	return p.offDays(moves), subs
}

// receiver is the posted name of a rule's short name ("chairman"), "" for everybody.
func (p *Profile) receiver(who string) string {
	for _, r := range p.Reception.Weekly {
		if r.Who == who {
			return r.Name
		}
	}
	return who
}

// OpenNow reports whether the office is open, and the hours of that day as "07:30–11:30, 13:30–17:00".
func (p *Profile) OpenNow(cal *law.Calendar, at time.Time) (open bool, today string) {
	day := law.DateOf(at)
	if !cal.Working(day) {
		return false, ""
	}
	clock := at.Format("15:04")
	var spans []string
	for _, h := range p.Hours {
		days, err := WeekdaysOf(h.Days)
		if err != nil || !slices.Contains(days, at.Weekday()) {
			continue
		}
		for _, span := range h.Shifts {
			from, to, _ := strings.Cut(span, "-")
			open = open || (clock >= from && clock < to)
		}
		spans = append(spans, h.Posted())
	}
	return open, strings.Join(spans, ", ")
}

// Posted is the shifts as they are posted: "07:30–11:30, 13:30–17:00".
func (h Hours) Posted() string {
	spans := make([]string, len(h.Shifts))
	for i, span := range h.Shifts {
		from, to, _ := strings.Cut(span, "-")
		spans[i] = law.Shift{From: from, To: to}.String()
	}
	return strings.Join(spans, ", ")
}
