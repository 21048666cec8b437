package law

import (
	"fmt"
	"strings"
	"time"
)

// ExplainEnglish is Explain in English. The caller names days off, by what SpecialDay calls them in Vietnamese:
//
//	Answer due by 14/03/2024: 5 working days after the day of receipt, 07/03/2024, not counting Saturday, Sunday
func (d Deadline) ExplainEnglish(nameOf func(string) string) string {
	dayOff := func(s SpecialDay) string { return nameOf(s.Name) }
	var b strings.Builder
	if d.Due.IsZero() {
		b.WriteString("The time limit is suspended: ")
	} else {
		fmt.Fprintf(&b, "Answer due by %s: ", d.Due.Vietnamese())
	}
	b.WriteString(plural(d.Term, d.Rule.Unit.english()))
	switch {
	case d.Extensions > 0:
		fmt.Fprintf(&b, " (with %s)", plural(d.Extensions, "extension"))
	case d.Rule.ID == RuleFeedbackResolve:
		b.WriteString(" (as the ward promises)")
	}
	_, start := d.startName()
	fmt.Fprintf(&b, " after %s, %s", start, d.Start.Vietnamese())
	if len(d.Rest) > 0 {
		b.WriteString(", not counting " + restNames(d.Rest, time.Weekday.String))
	}
	if !d.Rolled && len(d.Skipped) > 0 {
		b.WriteString(", nor " + daysOff(d.Skipped, dayOff))
	}
	if len(d.Worked) > 0 {
		b.WriteString(", but counting what is worked instead: " + list(d.Worked))
	}
	if d.Suspended > 0 {
		fmt.Fprintf(&b, ", not counting %s of suspension", plural(d.Suspended, "day"))
	}
	if d.Rolled {
		fmt.Fprintf(&b, "; the last day, %s, is a day off (%s), so it is due on the next working day",
			d.LastDay.Vietnamese(), d.lastDayName(dayOff, time.Weekday.String))
	}
	return b.String()
}

// english names one of a unit in which terms are set.
func (u Unit) english() string {
	switch u {
	case WorkingDays:
		return "working day"
	case Hours:
		return "hour"
	case Months:
		return "month"
	case Years:
		return "year"
	}
	return "day"
}

func plural(n int, name string) string {
	if n == 1 {
		return "1 " + name
	}
	return fmt.Sprintf("%d %ss", n, name)
}
