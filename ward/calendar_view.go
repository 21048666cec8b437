package ward

import (
	"slices"
	"time"

	"danbiet/law"
)

// Plan is Sessions together with the sessions that were planned on those days and are not held there: on a day off,
// cancelled, or merged into another. Their Reason says which.
func (p *Profile) Plan(cal *law.Calendar, from, to law.Date) (held, dropped []law.Session) {
	weekly, err := p.weekly()
	if err != nil {
		return nil, nil // a profile is checked when it is applied
	}
	moves, subs := p.changes()
	return law.Plan(weekly, moves, subs, cal, from, to)
}

// NextOpening is the next moment after at, which is in the ward's zone, when the office opens; false when it does not
// within a month, or declares no hours.
func (p *Profile) NextOpening(cal *law.Calendar, at time.Time) (time.Time, bool) {
	const horizon = 31 // days: more than the longest run of days off
	for n := range horizon {
		day := law.DateOf(at).AddDays(n)
		if !cal.Working(day) {
			continue
		}
		for _, opens := range p.openings(day) {
			if opens.After(at) {
				return opens, true
			}
		}
	}
	return time.Time{}, false
}

// openings are the moments of a day at which a shift of the office begins, the earliest first.
func (p *Profile) openings(day law.Date) []time.Time {
	var all []time.Time
	for _, h := range p.Hours {
		days, err := WeekdaysOf(h.Days)
		if err != nil || !slices.Contains(days, day.Weekday()) {
			continue
		}
		shifts, err := shiftsOf(h.Shifts)
		if err != nil {
			continue
		}
		for _, s := range shifts {
			clock, _ := time.Parse("15:04", s.From) // shiftsOf has read it
			all = append(all, day.At(clock.Hour(), clock.Minute(), p.Zone()))
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}
