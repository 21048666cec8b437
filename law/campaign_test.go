package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plan is PlanCampaign with the calendar of the holidays by law.
func plan(t *testing.T, c Campaign) CampaignPlan {
	t.Helper()
	p, err := PlanCampaign(c, NewCalendar(nil))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// timetable lists a plan as a clerk reads it.
func timetable(p CampaignPlan) []string {
	var lines []string
	for _, s := range p.Steps {
		lines = append(lines, string(s.ID)+": "+s.When())
	}
	return lines
}

func TestCampaignTimetables(t *testing.T) {
	group := func(slug string) DisclosureGroup { g, _ := DisclosureGroupBySlug(slug); return g }
	for name, c := range map[string]struct {
		campaign Campaign
		want     []string
	}{
		// Nghị định 59/2023/NĐ-CP, Điều 6 and 8.
		"head of neighbourhood, vote of 17/03/2024": {
			Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17")},
			[]string{
				"leader.plan: Chậm nhất 26/02/2024",
				"leader.candidates: Chậm nhất 02/03/2024",
				"leader.team: Chậm nhất 07/03/2024",
				"leader.posted: Chậm nhất 10/03/2024",
				"leader.notice: Chậm nhất 15/03/2024",
				"leader.vote: Ngày 17/03/2024",
				"leader.result: Chậm nhất 22/03/2024",
				"leader.recognise: Chậm nhất 29/03/2024",
			},
		},
		// Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân 2015, amended 83/2025/QH15.
		"national election of 15/03/2026": {
			Campaign{Kind: CampaignElection, Day: MustDate("2026-03-15")},
			[]string{
				"election.voter-list: Chậm nhất 03/02/2026",
				"election.candidate-list: Chậm nhất 27/02/2026",
				"election.voter-complaints: Ngày 05/03/2026",
				"election.notice: Từ 05/03/2026 đến hết 14/03/2026, liên tục",
				"election.voting: Ngày 15/03/2026",
			},
		},
		// Before Luật 83/2025/QH15 the candidates were posted twenty days before.
		"national election of 23/05/2021": {
			Campaign{Kind: CampaignElection, Day: MustDate("2021-05-23")},
			[]string{
				"election.voter-list: Chậm nhất 13/04/2021",
				"election.candidate-list: Chậm nhất 03/05/2021",
				"election.voter-complaints: Ngày 13/05/2021",
				"election.notice: Từ 13/05/2021 đến hết 22/05/2021, liên tục",
				"election.voting: Ngày 23/05/2021",
			},
		},
		// Luật Thực hiện dân chủ ở cơ sở 2022, Điều 12.3 and 13; 18/04/2024 is Giỗ Tổ.
		"poor households decided on 15/04/2024": {
			Campaign{Kind: CampaignDisclosure, Day: MustDate("2024-04-15"), Group: group("chinh-sach-ho-tro")},
			[]string{
				"disclosure.publish: Chậm nhất 23/04/2024",
				"disclosure.leaders: Chậm nhất 23/04/2024",
				"disclosure.posted: Từ 23/04/2024 đến hết 22/05/2024, liên tục",
				"disclosure.loudspeaker: Từ 23/04/2024 đến hết 25/04/2024, liên tục",
			},
		},
		"procedures stay posted for good": {
			Campaign{Kind: CampaignDisclosure, Day: MustDate("2024-03-04"), Group: group("thu-tuc-hanh-chinh")},
			[]string{"disclosure.publish: Chậm nhất 11/03/2024", "disclosure.posted: Từ 11/03/2024, thường xuyên"},
		},
		"other matters go on the website": {
			Campaign{Kind: CampaignDisclosure, Day: MustDate("2024-03-04"), Group: group("noi-dung-khac")},
			[]string{"disclosure.publish: Chậm nhất 11/03/2024"},
		},
		// Luật Thực hiện dân chủ ở cơ sở 2022, Điều 28.2: twenty days.
		"consultation to 31/05/2024, planned on 22/04/2024": {
			Campaign{Kind: CampaignConsultation, Day: MustDate("2024-05-31"), Act: MustDate("2024-04-22")},
			[]string{
				"consultation.plan: Chậm nhất 02/05/2024",
				"disclosure.publish: Chậm nhất 02/05/2024",
				"disclosure.leaders: Chậm nhất 02/05/2024",
				"disclosure.posted: Từ 02/05/2024 đến hết 31/05/2024, liên tục",
				"disclosure.loudspeaker: Từ 02/05/2024 đến hết 04/05/2024, liên tục",
				"consultation.open: Từ 11/05/2024 đến hết 31/05/2024, liên tục",
				"consultation.close: Ngày 31/05/2024",
				"consultation.response: Chậm nhất 07/06/2024",
			},
		},
		"vaccination, by the ward's practice": {
			Campaign{Kind: CampaignHealth, Day: MustDate("2024-06-12")},
			[]string{"health.notice: Chậm nhất 09/06/2024", "health.day: Ngày 12/06/2024"},
		},
		// Luật Nghĩa vụ quân sự 2015, Điều 40.
		"health examination for military service": {
			Campaign{Kind: CampaignMilitaryExam, Day: MustDate("2024-12-10")},
			[]string{
				"military.exam-call: Chậm nhất 25/11/2024", "military.exam: Ngày 10/12/2024",
				"military.exam-result: Chậm nhất 30/12/2024",
			},
		},
		// Luật Nghĩa vụ quân sự 2015, Điều 34.
		"enlistment, decision not known": {
			Campaign{Kind: CampaignMilitaryCall, Day: MustDate("2025-02-14")},
			[]string{"military.call: Chậm nhất 30/01/2025", "military.enlist: Ngày 14/02/2025"},
		},
		"enlistment, list disclosed as group 9": {
			Campaign{Kind: CampaignMilitaryCall, Day: MustDate("2025-02-14"), Act: MustDate("2025-01-06")},
			[]string{
				"disclosure.publish: Chậm nhất 13/01/2025", "disclosure.leaders: Chậm nhất 13/01/2025",
				"disclosure.posted: Từ 13/01/2025 đến hết 11/02/2025, liên tục",
				"disclosure.loudspeaker: Từ 13/01/2025 đến hết 15/01/2025, liên tục",
				"military.call: Chậm nhất 30/01/2025", "military.enlist: Ngày 14/02/2025",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, timetable(plan(t, c.campaign))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The ward's plan 22 is of 27/02/2024 and its vote was on 17/03/2024.
func TestTheWardsOwnElectionWasPlannedOneDayShort(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17"), Act: MustDate("2024-02-27")})
	late := p.Late()
	if len(late) != 1 || late[0].ID != StepLeaderPlan || late[0].Short != 1 {
		t.Fatalf("late: %+v", late)
	}
	if want := "Làm ngày 27/02/2024: chỉ còn 19 ngày, thiếu 1 ngày so với 20 ngày"; late[0].Reason != want {
		t.Errorf("got %q, want %q", late[0].Reason, want)
	}
	if want := "Điều 6 Nghị định 59/2023/NĐ-CP"; late[0].Rule.Basis() != want {
		t.Errorf("basis %q", late[0].Rule.Basis())
	}
	if p.Earliest != MustDate("2024-03-18") {
		t.Errorf("could be held on %s", p.Earliest)
	}
}

func TestCampaignVerdicts(t *testing.T) {
	vote := Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17")}
	for name, c := range map[string]struct {
		step        StepID
		today, done string
		verdict     StepVerdict
		short       int
		reason      string
	}{
		"nothing is known":           {StepLeaderPlan, "", "", ToDo, 0, "Chưa ghi nhận đã làm"},
		"days are left":              {StepLeaderPlan, "2024-02-20", "", ToDo, 0, "Còn 6 ngày"},
		"last day":                   {StepLeaderPlan, "2024-02-26", "", ToDo, 0, "Hôm nay là ngày cuối cùng"},
		"a day too late":             {StepLeaderPlan, "2024-02-27", "", TooLate, 1, "Chưa làm: chỉ còn 19 ngày, thiếu 1 ngày so với 20 ngày"},
		"after the vote":             {StepLeaderPlan, "2024-03-17", "", TooLate, 20, "Chưa làm: không còn ngày nào trước ngày bầu cử 17/03/2024, cần 20 ngày"},
		"done on the last day":       {StepLeaderPlan, "2024-03-01", "2024-02-26", DoneInTime, 0, "Đã làm ngày 26/02/2024, đúng hạn"},
		"meant for a day in time":    {StepLeaderTeam, "2024-03-01", "2024-03-06", ToDo, 0, "Dự kiến làm ngày 06/03/2024, kịp hạn"},
		"meant for a day too late":   {StepLeaderTeam, "2024-03-01", "2024-03-09", TooLate, 2, "Dự kiến làm ngày 09/03/2024: chỉ còn 8 ngày, thiếu 2 ngày so với 10 ngày"},
		"result past its term":       {StepLeaderResult, "2024-03-26", "", TooLate, 2, "Chưa làm: chậm 2 ngày làm việc so với hạn 22/03/2024"},
		"result on the weekend":      {StepLeaderResult, "", "2024-03-23", TooLate, 1, "Làm ngày 23/03/2024: chậm 1 ngày làm việc so với hạn 22/03/2024"},
		"vote to come":               {StepLeaderVote, "2024-03-16", "", ToDo, 0, "Chưa đến ngày"},
		"vote today":                 {StepLeaderVote, "2024-03-17", "", ToDo, 0, "Hôm nay"},
		"vote gone by":               {StepLeaderVote, "2024-03-18", "", Passed, 0, "Đã qua"},
		"vote held":                  {StepLeaderVote, "2024-03-18", "2024-03-17", DoneInTime, 0, "Đã làm ngày 17/03/2024"},
		"vote held, today not known": {StepLeaderVote, "", "2024-03-17", DoneInTime, 0, "Đã làm ngày 17/03/2024"},
		"vote, today not known":      {StepLeaderVote, "", "", ToDo, 0, "Chưa ghi nhận đã làm"},
	} {
		t.Run(name, func(t *testing.T) {
			in := vote
			if c.today != "" {
				in.Today = MustDate(c.today)
			}
			if c.done != "" {
				in.Done = map[StepID]Date{c.step: MustDate(c.done)}
			}
			s, ok := plan(t, in).Step(c.step)
			if !ok || s.Verdict != c.verdict || s.Short != c.short || s.Reason != c.reason {
				t.Errorf("%v: %s, %d short, %q; want %s, %d, %q", ok, s.Verdict, s.Short, s.Reason, c.verdict, c.short, c.reason)
			}
		})
	}
}

func TestRecognitionCountsFromTheReport(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17"), Done: map[StepID]Date{StepLeaderResult: MustDate("2024-03-18")}})
	if s, _ := p.Step(StepLeaderRecognise); s.Latest != MustDate("2024-03-25") {
		t.Errorf("latest %s", s.Latest)
	}
}

func TestLeadTimesThatEndOnARestDayAdviseTheWorkingDayBefore(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignLeader, Day: MustDate("2024-03-17")})
	s, _ := p.Step(StepLeaderCandidates)
	if s.Latest != MustDate("2024-03-02") || s.Advised != MustDate("2024-03-01") {
		t.Errorf("latest %s, advised %s", s.Latest, s.Advised)
	}
	if s, _ := p.Step(StepLeaderVote); s.Advised != s.Latest {
		t.Errorf("the vote may be held on a Sunday, advised %s", s.Advised)
	}
}

func TestAPostingBegunLateStillLastsThirtyDays(t *testing.T) {
	g, _ := DisclosureGroupBySlug("ngan-sach")
	p := plan(t, Campaign{
		Kind: CampaignDisclosure, Day: MustDate("2024-03-04"), Group: g,
		Done: map[StepID]Date{StepDisclosePosted: MustDate("2024-03-13")},
	})
	s, _ := p.Step(StepDisclosePosted)
	if s.Verdict != TooLate || s.Short != 2 || s.Until != MustDate("2024-04-11") || s.Length.Value != 30 {
		t.Errorf("%s, %d short, until %s, %d days", s.Verdict, s.Short, s.Until, s.Length.Value)
	}
}

func TestAConsultationOpensWithItsPublication(t *testing.T) {
	c := Campaign{Kind: CampaignConsultation, Day: MustDate("2024-05-31"), Done: map[StepID]Date{StepDisclosePublish: MustDate("2024-05-14")}}
	p := plan(t, c)
	s, _ := p.Step(StepConsultOpen)
	if s.Verdict != TooLate || s.Short != 3 || p.Earliest != MustDate("2024-06-03") {
		t.Errorf("%s, %d short, earliest %s", s.Verdict, s.Short, p.Earliest)
	}
	c.Done[StepConsultSummary] = MustDate("2024-06-10")
	if s, _ = plan(t, c).Step(StepConsultResponse); s.Latest != MustDate("2024-06-17") {
		t.Errorf("response by %s", s.Latest)
	}
}

func TestTheWardDoesNotMoveTheNationalElection(t *testing.T) {
	p := plan(t, Campaign{Kind: CampaignElection, Day: MustDate("2026-03-15"), Today: MustDate("2026-02-10")})
	if !p.Earliest.IsZero() {
		t.Errorf("earliest %s", p.Earliest)
	}
	if late := p.Late(); len(late) != 1 || late[0].Short != 7 {
		t.Errorf("late: %+v", late)
	}
}

func TestCampaignsThatCannotBePlanned(t *testing.T) {
	day := MustDate("2024-03-17")
	for name, c := range map[string]struct {
		campaign Campaign
		want     error
	}{
		"unknown kind":             {Campaign{Kind: "no-such", Day: day}, ErrNoCampaign},
		"no day":                   {Campaign{Kind: CampaignLeader}, ErrNoDate},
		"before the decree":        {Campaign{Kind: CampaignLeader, Day: MustDate("2023-08-13")}, ErrNoRule},
		"disclosure of nothing":    {Campaign{Kind: CampaignDisclosure, Day: day}, ErrNoGroup},
		"consultation before 2023": {Campaign{Kind: CampaignConsultation, Day: MustDate("2023-06-30")}, ErrNoRule},
	} {
		if _, err := PlanCampaign(c.campaign, NewCalendar(nil)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestEveryPlanIsSound(t *testing.T) {
	for _, kind := range CampaignKinds() {
		if kind.Name() == string(kind) || kind.DayName() == CampaignKind("").DayName() {
			t.Errorf("%s has no name", kind)
		}
		p := plan(t, Campaign{Kind: kind, Day: MustDate("2026-03-15"), Act: MustDate("2026-02-02"), Group: disclosureGroups[6]})
		seen := map[StepID]bool{}
		public := false
		for _, s := range p.Steps {
			if seen[s.ID] || !strings.HasSuffix(s.What, ".") || s.Latest.IsZero() || s.Reason == "" {
				t.Errorf("%s: %+v", kind, s)
			}
			seen[s.ID] = true
			if s.Rule.ID == "" && s.Timing != TimingOn {
				t.Errorf("%s: %s has a date and no rule", kind, s.ID)
			}
			public = public || s.Notice != nil
		}
		if !public || !slices.IsSortedFunc(p.Steps, func(a, b CampaignStep) int { return a.Latest.Compare(b.Latest) }) {
			t.Errorf("%s: notices %v, %v", kind, public, timetable(p))
		}
		if _, ok := p.Step("no.such"); ok {
			t.Errorf("%s has a step that it does not have", kind)
		}
	}
}

func TestTermsFromMemoryAndPracticeSaySo(t *testing.T) {
	for _, id := range []RuleID{RuleVoterList, RuleCandidateList, RuleElectionNotice, RuleConsultOpen, RuleConsultPlan, RuleMilitaryExamCall, RuleMilitaryExamResult, RuleMilitaryCall, RuleHealthNotice} {
		r, ok := RuleAt(id, MustDate("2024-03-07"))
		if !ok || r.Seen || r.Note == "" {
			t.Errorf("%s: %v, %+v", id, ok, r)
		}
	}
	if r, _ := RuleAt(RuleHealthNotice, MustDate("2024-03-07")); !strings.Contains(r.Note, "không phải thời hạn luật định") {
		t.Errorf("the ward's practice reads as law: %q", r.Note)
	}
}
