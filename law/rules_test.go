package law

import (
	"regexp"
	"strings"
	"testing"
)

func TestRulesChangeOnTheDayOfTheLaw(t *testing.T) {
	for _, c := range []struct {
		id    RuleID
		on    string
		value int
		unit  Unit
	}{
		{RuleReceptionChair, "2024-03-07", 1, DaysPerWeek},
		{RuleReceptionChair, "2026-06-30", 1, DaysPerWeek},
		{RuleReceptionChair, "2026-07-01", 2, DaysPerMonth},
		{RuleComplaintAccept, "2026-06-30", 10, Days},
		{RuleComplaintAccept, "2026-07-01", 7, WorkingDays},
		{RuleFirstNotice, "2024-03-07", 10, WorkingDays},
		{RuleReceptionPosting, "2024-03-07", 5, WorkingDays},
		{RuleUnprocessedAlarm, "2026-07-01", 45, Days},
		{RuleDisclose, "2024-03-07", 5, WorkingDays},
		{RuleDisclosePosted, "2024-03-07", 30, Days},
		{RuleDiscloseLoudspeaker, "2024-03-07", 3, Days},
		{RuleLandPosted, "2024-07-31", 20, Days},
		{RuleLandPosted, "2024-08-01", 30, Days},
		{RuleBudgetQuarter, "2026-03-24", 15, Days},
		{RuleLeaderPlan, "2024-02-27", 20, Days},
		{RuleVoterList, "2026-02-03", 40, Days},
	} {
		r, ok := RuleAt(c.id, MustDate(c.on))
		if !ok || r.Value != c.value || r.Unit != c.unit {
			t.Errorf("%s on %s: %d %s, %v; want %d %s", c.id, c.on, r.Value, r.Unit, ok, c.value, c.unit)
		}
	}
}

func TestNoRuleOutsideItsTime(t *testing.T) {
	for id, on := range map[RuleID]string{
		RuleUnprocessedAlarm:  "2026-06-30", // the decree is in force from 1 July 2026
		RuleReceptionInPerson: "2026-06-30",
		RuleBudgetApproved:    "2026-03-25", // the circular is repealed and the new decree's terms are not known
		RulePovertyPosted:     "2026-01-01",
		"no.such.rule":        "2024-01-01",
	} {
		if r, ok := RuleAt(id, MustDate(on)); ok {
			t.Errorf("%s on %s: %+v, want none", id, on, r)
		}
	}
}

func TestRulesTellTheirHistory(t *testing.T) {
	rows := Rules(RuleReceptionChair)
	if len(rows) != 2 || rows[0].To.AddDays(1) != rows[1].From {
		t.Errorf("got %+v", rows)
	}
	if Rules("no.such.rule") != nil {
		t.Error("an unknown rule has no rows")
	}
}

func TestTheWardsPromiseIsNotCalledLaw(t *testing.T) {
	r, ok := RuleAt(RuleFeedbackResolve, MustDate("2024-03-07"))
	if !ok || r.Value != 15 || r.Seen || !strings.Contains(r.Note, "không phải thời hạn luật định") {
		t.Errorf("got %+v", r)
	}
}

func TestEveryRowOfTheTableIsSound(t *testing.T) {
	word := regexp.MustCompile(`^[a-z-]+\.[a-z-]+$`)
	for _, r := range AllRules() {
		if !word.MatchString(string(r.ID)) || r.Value <= 0 || r.Unit.name() == "" && r.Unit != Duty || r.Act == "" {
			t.Errorf("%+v", r)
		}
		if r.Sense != AtMost && r.Sense != AtLeast {
			t.Errorf("%s: sense %q", r.ID, r.Sense)
		}
		if !r.To.IsZero() && r.To.Before(r.From) {
			t.Errorf("%s ends before it begins", r.ID)
		}
		if !r.Seen && r.Note == "" {
			t.Errorf("%s: a text that was not seen needs a caveat", r.ID)
		}
		if r.Article != "" && !strings.HasPrefix(r.Article, "Điều ") {
			t.Errorf("%s: article %q", r.ID, r.Article)
		}
		if !strings.HasSuffix(r.Basis(), r.Act) {
			t.Errorf("%s: basis %q", r.ID, r.Basis())
		}
		for _, o := range Rules(r.ID) {
			if o != r && o.InForce(r.From) {
				t.Errorf("%s: two rows in force on %s", r.ID, r.From)
			}
		}
	}
}
