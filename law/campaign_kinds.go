package law

import "fmt"

// practiceDays is for how many days a notice is read out where no act says: as
// many as Luật Thực hiện dân chủ ở cơ sở 2022, Điều 13, asks of the loudspeaker.
const practiceDays = loudspeakerDays

// campaignSteps returns what puts the steps of a kind on a plan.
func campaignSteps(k CampaignKind) (func(*planner), bool) {
	switch k {
	case CampaignLeader:
		return (*planner).leaderElection, true
	case CampaignElection:
		return (*planner).election, true
	case CampaignDisclosure:
		return (*planner).disclosure, true
	case CampaignConsultation:
		return (*planner).consultation, true
	case CampaignHealth:
		return (*planner).health, true
	case CampaignMilitaryExam:
		return (*planner).militaryExam, true
	case CampaignMilitaryCall:
		return (*planner).militaryCall, true
	}
	return nil, false
}

// before is a step with a lead time before the campaign's day.
func (p *planner) before(id StepID, rule RuleID, what string) CampaignStep {
	r := p.rule(rule)
	return CampaignStep{ID: id, What: what, Timing: TimingBy, Latest: p.lead(r), Rule: r}
}

// after is a step with a term from a day.
func (p *planner) after(id StepID, rule RuleID, from Date, what string) CampaignStep {
	r := p.rule(rule)
	return CampaignStep{ID: id, What: what, Timing: TimingBy, Latest: p.due(r, from), Rule: r}
}

// on is the campaign's day itself.
func (p *planner) on(id StepID, r Rule, what string) CampaignStep {
	return CampaignStep{ID: id, What: what, Timing: TimingOn, Latest: p.Day, Rule: r}
}

// from is the first day of a step's notice: when it is done, not when it could be.
func (p *planner) from(s CampaignStep) Date { return p.start(s.ID, s.Latest) }

// leaderElection: Nghị định 59/2023/NĐ-CP, Điều 6 and 8.
func (p *planner) leaderElection() {
	plan := p.before(StepLeaderPlan, RuleLeaderPlan, "Ban hành quyết định và kế hoạch tổ chức bầu tổ trưởng tổ dân phố.")
	plan.Done = p.Act
	p.add(plan)
	p.add(p.before(StepLeaderCandidates, RuleLeaderCandidates, "Gửi Ủy ban nhân dân phường biên bản hội nghị giới thiệu người ứng cử (Mẫu 05)."))
	p.add(p.before(StepLeaderTeam, RuleLeaderTeam, "Ban hành quyết định thành lập Tổ bầu cử."))
	s := p.before(StepLeaderPosted, RuleLeaderPosted, "Thông báo, niêm yết và phát thanh các quyết định về bầu cử đến các hộ gia đình.")
	s.Notice = p.notice(noticeLeaderPosted, p.from(s), p.Day.AddDays(-1))
	p.add(s)
	s = p.before(StepLeaderNotice, RuleLeaderNotice, "Thông báo thời gian, địa điểm cuộc họp bầu tổ trưởng đến từng hộ gia đình.")
	s.Notice = p.notice(noticeLeaderMeeting, p.from(s), p.Day.AddDays(-1))
	p.add(s)
	s = p.on(StepLeaderVote, p.rule(RuleLeaderVote), "Tổ chức cuộc họp bầu tổ trưởng tổ dân phố.")
	s.Notice = p.notice(noticeLeaderMeeting, p.Day, p.Day).morningOnly()
	p.add(s)
	s = p.after(StepLeaderResult, RuleLeaderResult, p.Day, "Tổ bầu cử báo cáo kết quả bầu cử với Ủy ban nhân dân phường.")
	p.add(s)
	p.add(p.after(StepLeaderRecognise, RuleLeaderRecognise, p.from(s),
		"Ban hành quyết định công nhận tổ trưởng, tính từ ngày nhận báo cáo (chưa ghi ngày nhận thì tạm tính từ hạn báo cáo)."))
}

// election: Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân 2015 as
// amended by 83/2025/QH15.
func (p *planner) election() {
	s := p.before(StepVoterList, RuleVoterList, "Niêm yết danh sách cử tri tại trụ sở Ủy ban nhân dân phường và những nơi công cộng của khu vực bỏ phiếu.")
	list := p.from(s)
	s.Notice = p.notice(noticeVoterList, list, list.AddDays(practiceDays-1)).verbatim()
	p.add(s)
	s = p.after(StepVoterComplaints, RuleVoterComplaint, list,
		fmt.Sprintf("Ngày cuối cử tri khiếu nại về danh sách cử tri; giải quyết mỗi khiếu nại trong %d ngày.", p.rule(RuleVoterAnswer).Value))
	s.Timing = TimingOn
	p.add(s)
	s = p.before(StepCandidateList, RuleCandidateList, "Niêm yết danh sách những người ứng cử tại khu vực bỏ phiếu.")
	s.Notice = p.notice(noticeCandidateList, p.from(s), p.from(s).AddDays(practiceDays-1)).verbatim()
	p.add(s)
	s = p.before(StepElectionNotice, RuleElectionNotice, "Thông báo liên tục ngày bầu cử, nơi bỏ phiếu, thời gian bỏ phiếu bằng niêm yết và truyền thanh.")
	s.Timing, s.Until = TimingSpan, p.Day.AddDays(-1)
	s.Notice = p.notice(noticeElection, p.from(s), s.Until).verbatim()
	p.add(s)
	s = p.on(StepElectionVoting, p.rule(RuleElectionVoting), "Tổ chức bỏ phiếu.")
	s.Notice = p.notice(noticeElection, p.Day, p.Day).verbatim()
	p.add(s)
}

// disclosure: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11–13.
func (p *planner) disclosure() {
	r := p.rule(RuleDisclose)
	p.disclose(p.Group, r, p.due(r, p.Day))
}

// disclose adds what a group asks for, to be begun by the latest day, which the
// rule sets.
func (p *planner) disclose(g DisclosureGroup, r Rule, latest Date) {
	p.add(CampaignStep{
		ID: StepDisclosePublish, Timing: TimingBy, Latest: latest, Rule: r,
		What: fmt.Sprintf("Đăng nội dung công khai (%s) trên trang thông tin điện tử của phường.", g.Short),
	})
	if g.ByLeader {
		p.add(CampaignStep{
			ID: StepDiscloseLeaders, Timing: TimingBy, Latest: latest, Rule: r,
			What: "Gửi nội dung công khai đến các tổ trưởng tổ dân phố để thông báo đến Nhân dân.",
		})
	}
	if g.Posted() {
		s := CampaignStep{
			ID: StepDisclosePosted, Timing: TimingSpan, Latest: latest, Rule: r,
			What: "Niêm yết tại trụ sở Ủy ban nhân dân phường và tại từng nhà văn hóa, không gián đoạn.",
		}
		if !g.Permanent {
			s.Length = p.rule(RuleDisclosePosted)
			s.Until = p.from(s).AddDays(g.PostDays - 1)
		}
		p.add(s)
	}
	if g.Loudspeaker {
		s := CampaignStep{
			ID: StepDiscloseLoudspeaker, Timing: TimingSpan, Latest: latest, Rule: r,
			Length: p.rule(RuleDiscloseLoudspeaker),
			What:   fmt.Sprintf("Phát trên truyền thanh %d ngày liên tục.", g.LoudspeakerDays),
		}
		s.Until = p.from(s).AddDays(g.LoudspeakerDays - 1)
		s.Notice = p.notice(discloseNotice(p.Kind), p.from(s), s.Until)
		p.add(s)
	}
}

// consultation: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 28, and group 11 of
// Điều 11.
func (p *planner) consultation() {
	open := p.rule(RuleConsultOpen)
	begin := p.lead(open)
	r, latest := open, begin
	if term := p.rule(RuleDisclose); !p.Act.IsZero() && p.due(term, p.Act).Before(begin) {
		r, latest = term, p.due(term, p.Act)
	}
	p.add(CampaignStep{
		ID: StepConsultPlan, Timing: TimingBy, Latest: latest, Rule: p.rule(RuleConsultPlan), Done: p.Act,
		What: "Ban hành kế hoạch lấy ý kiến Nhân dân và gửi Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc Việt Nam phường.",
	})
	p.disclose(disclosureGroups[10], r, latest)
	s := CampaignStep{
		ID: StepConsultOpen, Timing: TimingSpan, Latest: begin, Until: p.Day, Rule: open,
		Done: p.Done[StepDisclosePublish],
		What: fmt.Sprintf("Tiếp nhận ý kiến của Nhân dân ít nhất %d ngày kể từ ngày công khai nội dung.", open.Value),
	}
	p.add(s)
	s = p.on(StepConsultClose, Rule{}, "Ngày cuối tiếp nhận ý kiến.")
	s.Notice = p.notice(noticeConsultLast, p.Day.AddDays(1-practiceDays), p.Day)
	p.add(s)
	p.add(p.after(StepConsultResponse, RuleDisclose, p.start(StepConsultSummary, p.Day),
		"Công khai kết quả tiếp thu, giải trình, tính từ ngày ký báo cáo tổng hợp (chưa ghi ngày ký thì tạm tính từ ngày hết hạn góp ý)."))
}

// health rests on the ward's practice alone.
func (p *planner) health() {
	s := p.before(StepHealthNotice, RuleHealthNotice, "Thông báo ngày, giờ, địa điểm và đối tượng đến Nhân dân.")
	s.Notice = p.notice(noticeHealth, p.from(s), p.Day.AddDays(-1))
	p.add(s)
	s = p.on(StepHealthDay, Rule{}, "Tổ chức tiêm chủng, khám sức khỏe.")
	s.Notice = p.notice(noticeHealth, p.Day, p.Day).morningOnly()
	p.add(s)
}

// militaryExam: Luật Nghĩa vụ quân sự 2015, Điều 40.
func (p *planner) militaryExam() {
	p.add(p.before(StepMilitaryExamCall, RuleMilitaryExamCall, "Giao giấy gọi khám sức khỏe nghĩa vụ quân sự đến từng công dân."))
	day := p.on(StepMilitaryExam, Rule{}, "Khám sức khỏe nghĩa vụ quân sự.")
	day.Notice = p.notice(noticeMilitaryExam, p.Day.AddDays(-practiceDays), p.Day.AddDays(-1))
	p.add(day)
	p.add(p.after(StepMilitaryExamResult, RuleMilitaryExamResult, p.Day, "Công khai kết quả phân loại sức khỏe."))
}

// militaryCall: Luật Nghĩa vụ quân sự 2015, Điều 34; its list is disclosed as
// group 9 of Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11, once the decision is
// known.
func (p *planner) militaryCall() {
	if !p.Act.IsZero() {
		r := p.rule(RuleDisclose)
		p.disclose(disclosureGroups[8], r, p.due(r, p.Act))
	}
	p.add(p.before(StepMilitaryCall, RuleMilitaryCall, "Giao lệnh gọi nhập ngũ đến từng công dân."))
	day := p.on(StepMilitaryEnlist, Rule{}, "Giao nhận quân.")
	day.Notice = p.notice(noticeMilitaryCall, p.Day.AddDays(-practiceDays), p.Day.AddDays(-1))
	p.add(day)
}
