package law

import "slices"

// RuleID names one duty or right with a number in it; its value over time is
// given by dated rows. The words are stable: they are stored beside due dates.
type RuleID string

// Unit is what the value of a rule counts.
type Unit string

// The units. Calendar days are counted through days off; working days are not.
const (
	WorkingDays  Unit = "working-days"
	Days         Unit = "days"
	Hours        Unit = "hours"
	Months       Unit = "months"
	Years        Unit = "years"
	DaysPerWeek  Unit = "days-per-week"
	DaysPerMonth Unit = "days-per-month"
	TimesPerYear Unit = "times-per-year"
	Duty         Unit = "duty" // an obligation without a number; the value is 1
)

// Sense says on which side of its value a rule is kept.
type Sense string

// The senses.
const (
	AtMost  Sense = "at-most"  // a deadline or a ceiling
	AtLeast Sense = "at-least" // a lead time, a duration or a frequency
)

// Rule is the state of one legal rule over a span of days.
type Rule struct {
	ID    RuleID
	Value int
	Unit  Unit
	Sense Sense
	// From and To are the first and last day in force. A zero From reaches back
	// before any record of a ward; a zero To means still in force.
	From, To Date
	Act      string // name and number of the act
	Article  string // "Điều 28"; empty where it is not known
	// Seen is true when the text of the act itself was read for this row, and
	// false when it rests on a transcription, a report or memory: have an official
	// check those before relying on them.
	Seen bool
	Note string // a caveat, in Vietnamese, fit to be shown
}

// InForce reports whether the rule holds on the day.
func (r Rule) InForce(on Date) bool {
	return !on.Before(r.From) && (r.To.IsZero() || !on.After(r.To))
}

// Basis cites the rule: "Điều 28 Luật Khiếu nại 2011 (02/2011/QH13)".
func (r Rule) Basis() string {
	if r.Article == "" {
		return r.Act
	}
	return r.Article + " " + r.Act
}

// RuleAt returns the rule as in force on the day, and false if there was none:
// before its first act, after its repeal, or where the new text is not known.
func RuleAt(id RuleID, on Date) (Rule, bool) {
	for _, r := range ruleTable {
		if r.ID == id && r.InForce(on) {
			return r, true
		}
	}
	return Rule{}, false
}

// Rules returns every row of the rule, oldest first; none for an unknown id.
func Rules(id RuleID) []Rule {
	var rows []Rule
	for _, r := range ruleTable {
		if r.ID == id {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b Rule) int { return a.From.Compare(b.From) })
	return rows
}

// AllRules returns every row, in the order of the table: for a page on which an
// official checks them.
func AllRules() []Rule { return slices.Clone(ruleTable[:]) }
