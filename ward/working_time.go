package ward

import (
	"slices"
	"time"

	"danbiet/law"
)

// WorkingTime is how much of the time from one moment to another lies in office hours, in whole minutes.
func (p *Profile) WorkingTime(cal *law.Calendar, from, to time.Time) time.Duration {
	var total time.Duration
	for day := law.DateOf(from); !day.After(law.DateOf(to)); day = day.AddDays(1) {
		for _, shift := range p.shiftsOn(cal, day) {
			begin, end := shift[0], shift[1]
			if from.After(begin) {
				begin = from
			}
			if to.Before(end) {
				end = to
			}
			total += max(0, end.Sub(begin))
		}
	}
	return total.Truncate(time.Minute)
}

// shiftsOn are the beginnings and ends of a day's shifts; none on a day off.
func (p *Profile) shiftsOn(cal *law.Calendar, day law.Date) [][2]time.Time {
	if !cal.Working(day) {
		return nil
	}
	clock := func(typed string) time.Time {
		at, _ := time.Parse("15:04", typed) // shiftsOf has read it
		return day.At(at.Hour(), at.Minute(), p.Zone())
	}
	var all [][2]time.Time
	for _, h := range p.Hours {
		days, err := WeekdaysOf(h.Days)
		if err != nil || !slices.Contains(days, day.Weekday()) {
			continue
		}
		shifts, err := shiftsOf(h.Shifts)
		if err != nil {
			continue // a profile is checked when it is applied
		}
		for _, s := range shifts {
			all = append(all, [2]time.Time{clock(s.From), clock(s.To)})
		}
	}
	return all
}
