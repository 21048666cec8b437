package law

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// CampaignKind is a piece of public work with dates that the law counts from or
// towards. The words are stable.
type CampaignKind string

// The kinds, with what Campaign.Day means for each.
const (
	// CampaignLeader elects the head of a neighbourhood; Day is the vote
	// (Nghị định 59/2023/NĐ-CP, Điều 6 and 8; Luật Thực hiện dân chủ ở cơ sở 2022,
	// Điều 21).
	CampaignLeader CampaignKind = "leader-election"
	// CampaignElection elects the National Assembly and the People's Councils; Day is
	// the voting day (Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân 2015).
	CampaignElection CampaignKind = "election"
	// CampaignDisclosure publishes a matter of one DisclosureGroup; Day is the day of
	// the decision (Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11–13).
	CampaignDisclosure CampaignKind = "disclosure"
	// CampaignConsultation asks the people; Day is the last day for opinions
	// (Luật Thực hiện dân chủ ở cơ sở 2022, Điều 28).
	CampaignConsultation CampaignKind = "consultation"
	// CampaignHealth is a vaccination or a health check; Day is the session. No act
	// with a term is known: the ward's practice stands in and says so.
	CampaignHealth CampaignKind = "health"
	// CampaignMilitaryExam calls to the health examination for military service; Day is
	// the examination (Luật Nghĩa vụ quân sự 2015, Điều 40).
	CampaignMilitaryExam CampaignKind = "military-exam"
	// CampaignMilitaryCall calls up for military service; Day is the enlistment
	// (Luật Nghĩa vụ quân sự 2015, Điều 34).
	CampaignMilitaryCall CampaignKind = "military-call"
)

// CampaignKinds returns the kinds in the order they are offered.
func CampaignKinds() []CampaignKind {
	return []CampaignKind{
		CampaignLeader, CampaignElection, CampaignDisclosure, CampaignConsultation,
		CampaignHealth, CampaignMilitaryExam, CampaignMilitaryCall,
	}
}

// Name returns the Vietnamese name as a heading. An unknown kind is named by itself.
func (k CampaignKind) Name() string {
	switch k {
	case CampaignLeader:
		return "Bầu tổ trưởng tổ dân phố"
	case CampaignElection:
		return "Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân"
	case CampaignDisclosure:
		return "Công khai, niêm yết"
	case CampaignConsultation:
		return "Lấy ý kiến Nhân dân"
	case CampaignHealth:
		return "Tiêm chủng, khám sức khỏe"
	case CampaignMilitaryExam:
		return "Gọi khám sức khỏe nghĩa vụ quân sự"
	case CampaignMilitaryCall:
		return "Gọi nhập ngũ"
	}
	return string(k)
}

// DayName says what the day of such a campaign is: "ngày bầu cử".
func (k CampaignKind) DayName() string {
	switch k {
	case CampaignLeader, CampaignElection:
		return "ngày bầu cử"
	case CampaignDisclosure:
		return "ngày ban hành quyết định"
	case CampaignConsultation:
		return "ngày hết hạn góp ý"
	case CampaignHealth:
		return "ngày tổ chức"
	case CampaignMilitaryExam:
		return "ngày khám sức khỏe"
	case CampaignMilitaryCall:
		return "ngày giao nhận quân"
	}
	return "ngày thực hiện"
}

// Errors of PlanCampaign besides ErrNoDate and ErrNoRule; compare with errors.Is.
var (
	ErrNoCampaign = errors.New("no such kind of campaign")
	ErrNoGroup    = errors.New("no disclosure group")
)

// Campaign is what a plan is made from.
type Campaign struct {
	Kind CampaignKind
	Day  Date // see the kind; required
	// Act is the day of the act that starts the campaign: the decision and plan of a
	// vote on a head of neighbourhood, the plan of a consultation, the decision that
	// calls up. Zero when it is not known; the other kinds ignore it.
	Act Date
	// Today judges what is not done yet; zero judges only what is done.
	Today Date
	Group DisclosureGroup // of a disclosure; ignored otherwise
	// Done holds the day on which a step was done, or a span begun. A day after Today
	// is an intention: it is judged, but does not count as done.
	Done map[StepID]Date
}

// CampaignPlan is a campaign with its steps in order of date.
type CampaignPlan struct {
	Kind  CampaignKind
	Day   Date
	Steps []CampaignStep
	// Earliest is the first day to which Day would have to move, or could, for every
	// lead time to be kept, given what is done and Today. It is zero where nothing is
	// known yet and where the ward does not choose the day: the national election, a
	// disclosure.
	Earliest Date
}

// Late returns the steps that are too late, in order of date.
func (p CampaignPlan) Late() []CampaignStep {
	var late []CampaignStep
	for _, s := range p.Steps {
		if s.Verdict == TooLate {
			late = append(late, s)
		}
	}
	return late
}

// Step returns the step of that id, and false if the plan has none.
func (p CampaignPlan) Step(id StepID) (CampaignStep, bool) {
	i := slices.IndexFunc(p.Steps, func(s CampaignStep) bool { return s.ID == id })
	if i < 0 {
		return CampaignStep{}, false
	}
	return p.Steps[i], true
}

// PlanCampaign returns the steps that the law asks for, by the rules in force on
// the campaign's day, with a verdict on each. Lead times in days go back from the
// day, which itself does not count (Bộ luật Dân sự 2015, Điều 147.2); working days
// are those of the calendar.
//
// A campaign without a day is ErrNoDate, a day before or after the rules are known
// ErrNoRule, an unknown kind ErrNoCampaign, a disclosure without a group ErrNoGroup.
func PlanCampaign(c Campaign, cal *Calendar) (CampaignPlan, error) {
	build, ok := campaignSteps(c.Kind)
	switch {
	case !ok:
		return CampaignPlan{}, fmt.Errorf("plan campaign %q: %w", c.Kind, ErrNoCampaign)
	case c.Day.IsZero():
		return CampaignPlan{}, fmt.Errorf("plan campaign %s: %w", c.Kind, ErrNoDate)
	case c.Kind == CampaignDisclosure && c.Group.Number == 0:
		return CampaignPlan{}, fmt.Errorf("plan campaign %s: %w", c.Kind, ErrNoGroup)
	}
	p := planner{Campaign: c, cal: cal}
	build(&p)
	if p.missing != "" {
		return CampaignPlan{}, fmt.Errorf("plan campaign %s on %s: %s: %w", c.Kind, c.Day, p.missing, ErrNoRule)
	}
	slices.SortStableFunc(p.steps, func(a, b CampaignStep) int { return a.Latest.Compare(b.Latest) })
	return CampaignPlan{Kind: c.Kind, Day: c.Day, Steps: p.steps, Earliest: p.earliest()}, nil
}

// planner gathers the steps of one plan.
type planner struct {
	Campaign
	cal     *Calendar
	steps   []CampaignStep
	missing RuleID // first rule that is not in force on the day
}

// rule returns the rule as on the campaign's day and remembers if there is none,
// so that the steps of a kind read as a list and PlanCampaign fails once.
func (p *planner) rule(id RuleID) Rule {
	r, ok := RuleAt(id, p.Day)
	if !ok && p.missing == "" {
		p.missing = id
	}
	return r
}

// lead is the latest day that keeps a lead time before the campaign's day.
func (p *planner) lead(r Rule) Date { return p.Day.AddDays(-r.Value) }

// due is the last day of a term from start.
func (p *planner) due(r Rule, start Date) Date {
	if r.Unit == WorkingDays {
		return p.cal.AddWorkingDays(start, r.Value)
	}
	return start.AddDays(r.Value)
}

// start is the day on which a step was done or is meant to be, or else its latest day.
func (p *planner) start(id StepID, latest Date) Date {
	if d := p.Done[id]; !d.IsZero() {
		return d
	}
	return latest
}

// add completes a step and puts it on the plan. A day that the step brings along
// stands unless one is recorded.
func (p *planner) add(s CampaignStep) {
	s.Done = cmp.Or(p.Done[s.ID], s.Done)
	s.Advised = s.Latest
	for s.Timing != TimingOn && !p.cal.Working(s.Advised) {
		s.Advised = s.Advised.AddDays(-1)
	}
	p.judge(&s)
	p.steps = append(p.steps, s)
}

// earliest leaves out the disclosure inside a consultation: the twenty days run
// from its opening, which is a step of its own.
func (p *planner) earliest() Date {
	var first Date
	if p.Kind == CampaignElection || p.Kind == CampaignDisclosure {
		return first
	}
	for _, s := range p.steps {
		from := s.Done
		if from.IsZero() {
			from = p.Today
		}
		if !s.leads() || from.IsZero() || strings.HasPrefix(string(s.ID), "disclosure.") {
			continue
		}
		if d := from.AddDays(s.Rule.Value); d.After(first) {
			first = d
		}
	}
	return first
}
