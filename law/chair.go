package law

import "time"

// Shortfall is a week or month in which the chair received on fewer days than the
// law asks.
type Shortfall struct {
	From, To       Date
	Held, Required int
	Rule           Rule
}

// ChairShortfalls checks sessions against the chair's minimum, which is by week up
// to 30 June 2026 and by month from 1 July 2026 (RuleReceptionChair). Only weeks
// (Monday to Sunday) and months that lie wholly between from and to, and wholly
// under one rule, are judged. A session that a substitute holds does not count;
// nor is a week excused whose session fell on a holiday, since the law names no
// exception: the official decides what to make of it.
func ChairShortfalls(sessions []Session, from, to Date) []Shortfall {
	days := map[Date]bool{}
	for _, s := range sessions {
		if s.Chair && s.By == "" {
			days[s.Date] = true
		}
	}
	var short []Shortfall
	for d := from; !d.After(to); d = d.AddDays(1) {
		rule, ok := RuleAt(RuleReceptionChair, d)
		end, starts := periodFrom(d, rule.Unit)
		if !ok || !starts || end.After(to) || !rule.InForce(end) {
			continue
		}
		held := 0
		for x := d; !x.After(end); x = x.AddDays(1) {
			if days[x] {
				held++
			}
		}
		if held < rule.Value {
			short = append(short, Shortfall{From: d, To: end, Held: held, Required: rule.Value, Rule: rule})
		}
	}
	return short
}

// periodFrom returns the last day of the week or month that begins on d, and
// whether one does.
func periodFrom(d Date, unit Unit) (end Date, ok bool) {
	switch unit {
	case DaysPerWeek:
		return d.AddDays(6), d.Weekday() == time.Monday
	case DaysPerMonth:
		return d.AddMonths(1).AddDays(-1), d.Day == 1
	}
	return Date{}, false
}
