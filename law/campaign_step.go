package law

import "fmt"

// StepID names a step of a campaign. The words are stable: done days are stored
// under them.
type StepID string

// The steps.
const (
	StepLeaderPlan       StepID = "leader.plan"
	StepLeaderCandidates StepID = "leader.candidates"
	StepLeaderTeam       StepID = "leader.team"
	StepLeaderPosted     StepID = "leader.posted"
	StepLeaderNotice     StepID = "leader.notice"
	StepLeaderVote       StepID = "leader.vote"
	StepLeaderResult     StepID = "leader.result"
	StepLeaderRecognise  StepID = "leader.recognise"

	StepVoterList       StepID = "election.voter-list"
	StepVoterComplaints StepID = "election.voter-complaints"
	StepCandidateList   StepID = "election.candidate-list"
	StepElectionNotice  StepID = "election.notice"
	StepElectionVoting  StepID = "election.voting"

	StepDisclosePublish     StepID = "disclosure.publish"
	StepDiscloseLeaders     StepID = "disclosure.leaders"
	StepDisclosePosted      StepID = "disclosure.posted"
	StepDiscloseLoudspeaker StepID = "disclosure.loudspeaker"

	StepConsultPlan     StepID = "consultation.plan"
	StepConsultOpen     StepID = "consultation.open"
	StepConsultClose    StepID = "consultation.close"
	StepConsultSummary  StepID = "consultation.summary" // only in Campaign.Done: the day the summary was signed
	StepConsultResponse StepID = "consultation.response"

	StepHealthNotice StepID = "health.notice"
	StepHealthDay    StepID = "health.day"

	StepMilitaryExamCall   StepID = "military.exam-call"
	StepMilitaryExam       StepID = "military.exam"
	StepMilitaryExamResult StepID = "military.exam-result"
	StepMilitaryCall       StepID = "military.call"
	StepMilitaryEnlist     StepID = "military.enlist"
)

// Timing says how the dates of a step are meant.
type Timing string

// The timings.
const (
	TimingBy   Timing = "by"   // done once, on Latest or earlier
	TimingOn   Timing = "on"   // happens on Latest
	TimingSpan Timing = "span" // begun on Latest or earlier and kept up without a break until Until
)

// StepVerdict says how a step stands.
type StepVerdict string

// The verdicts.
const (
	DoneInTime StepVerdict = "done"
	ToDo       StepVerdict = "to-do"
	TooLate    StepVerdict = "too-late" // done after its latest day, or not done and that day has passed
	Passed     StepVerdict = "passed"   // a fixed day gone by, of which nothing is recorded
)

// CampaignStep is one thing to do in a campaign.
type CampaignStep struct {
	ID     StepID
	What   string // for a clerk, in Vietnamese, with a full stop
	Timing Timing
	Latest Date // the last day to do or begin it; the day itself with TimingOn
	Until  Date // last day of a span; zero is for good, and zero for other timings
	// Advised is Latest, or the last working day before it when nobody works that day:
	// no act moves a lead time to a later day.
	Advised Date
	// Rule sets Latest. Its ID is empty where the day is simply the campaign's own.
	Rule Rule
	// Length says how long a span lasts, where that is a rule of its own.
	Length Rule
	// Notice is what the ward should broadcast; nil when the step is office work.
	Notice *PublicNotice

	Done    Date // the day it was done, begun or is meant to be; zero if not recorded
	Verdict StepVerdict
	// Short is by how much a step is too late, in the unit of Rule: the days missing
	// from a lead time, or the days past a deadline. 0 for other verdicts.
	Short  int
	Reason string // the verdict as a Vietnamese clause without a full stop
}

// When says when, in Vietnamese: "Chậm nhất 26/02/2024", "Ngày 17/03/2024",
// "Từ 05/03/2026 đến hết 14/03/2026, liên tục".
func (s CampaignStep) When() string {
	switch s.Timing {
	case TimingOn:
		return "Ngày " + s.Latest.Vietnamese()
	case TimingSpan:
		from := s.Latest
		if !s.Done.IsZero() {
			from = s.Done
		}
		if s.Until.IsZero() {
			return fmt.Sprintf("Từ %s, thường xuyên", from.Vietnamese())
		}
		return fmt.Sprintf("Từ %s đến hết %s, liên tục", from.Vietnamese(), s.Until.Vietnamese())
	}
	return "Chậm nhất " + s.Latest.Vietnamese()
}

// leads reports whether the step has to be a number of days before the campaign's day.
func (s CampaignStep) leads() bool { return s.Rule.Sense == AtLeast && s.Rule.Unit == Days }

// judge gives the verdict: on the recorded day, or else on today.
func (p *planner) judge(s *CampaignStep) {
	planned := !p.Today.IsZero() && s.Done.After(p.Today)
	judged := s.Done
	if judged.IsZero() {
		judged = p.Today
	}
	if s.Timing == TimingOn {
		p.judgeDay(s)
		return
	}
	if judged.After(s.Latest) {
		s.Verdict, s.Short = TooLate, p.short(s.Rule, s.Latest, judged)
		s.Reason = p.lateReason(s, planned)
		return
	}
	s.Verdict = ToDo
	switch {
	case planned:
		s.Reason = fmt.Sprintf("Dự kiến làm ngày %s, kịp hạn", s.Done.Vietnamese())
	case !s.Done.IsZero():
		s.Verdict = DoneInTime
		s.Reason = fmt.Sprintf("Đã làm ngày %s, đúng hạn", s.Done.Vietnamese())
	case p.Today.IsZero():
		s.Reason = "Chưa ghi nhận đã làm"
	case p.Today == s.Latest:
		s.Reason = "Hôm nay là ngày cuối cùng"
	default:
		s.Reason = fmt.Sprintf("Còn %d ngày", s.Latest.Sub(p.Today))
	}
}

// judgeDay is for a day that comes whether or not anybody does anything.
func (p *planner) judgeDay(s *CampaignStep) {
	switch {
	case !s.Done.IsZero() && (p.Today.IsZero() || !s.Done.After(p.Today)):
		s.Verdict, s.Reason = DoneInTime, "Đã làm ngày "+s.Done.Vietnamese()
	case p.Today.IsZero():
		s.Verdict, s.Reason = ToDo, "Chưa ghi nhận đã làm"
	case p.Today.Before(s.Latest):
		s.Verdict, s.Reason = ToDo, "Chưa đến ngày"
	case p.Today == s.Latest:
		s.Verdict, s.Reason = ToDo, "Hôm nay"
	default:
		s.Verdict, s.Reason = Passed, "Đã qua"
	}
}

// short counts how late a day is. A weekend right after a deadline in working days
// is already one day late.
func (p *planner) short(r Rule, latest, day Date) int {
	if r.Unit == WorkingDays {
		return p.cal.WorkingDaysBetween(latest, p.cal.NextWorking(day))
	}
	return day.Sub(latest)
}

func (p *planner) lateReason(s *CampaignStep, planned bool) string {
	done, day := "Chưa làm", p.Today
	if !s.Done.IsZero() {
		done, day = "Làm ngày "+s.Done.Vietnamese(), s.Done
	}
	if planned {
		done = "Dự kiến làm ngày " + s.Done.Vietnamese()
	}
	switch left := p.Day.Sub(day); {
	case s.leads() && left > 0:
		return fmt.Sprintf("%s: chỉ còn %d ngày, thiếu %d ngày so với %d ngày", done, left, s.Short, s.Rule.Value)
	case s.leads():
		return fmt.Sprintf("%s: không còn ngày nào trước %s %s, cần %d ngày", done, p.Kind.DayName(), p.Day.Vietnamese(), s.Rule.Value)
	}
	unit := "ngày"
	if s.Rule.Unit == WorkingDays {
		unit = s.Rule.Unit.name()
	}
	return fmt.Sprintf("%s: chậm %d %s so với hạn %s", done, s.Short, unit, s.Latest.Vietnamese())
}
