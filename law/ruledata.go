package law

const (
	noteCheckOfficial = "Theo bản chép lại; cần đối chiếu văn bản chính thức."
	noteCheckMemory   = "Chưa đối chiếu văn bản; cần cán bộ pháp chế xác nhận."
	noteCheckArticle  = "Thời hạn đã đối chiếu văn bản; số điều cần đối chiếu lại."
	noteReform        = "Luật 136/2025/QH15 có thể đã sửa quy định này; cần đối chiếu."
)

// ruleTable is every row this package knows. A change of law closes a row with
// its last day and adds one below.
var ruleTable = [...]Rule{
	// Petitions of every kind.
	{RuleFirstNotice, 10, WorkingDays, AtMost, inForceReception, always, actReception2013, "Điều 28", true, noteReform},
	{RuleUnprocessedAlarm, 45, Days, AtMost, inForceReform, always, actDecree154, "Điều 41", false, noteCheckOfficial},

	// Complaints (khiếu nại).
	{RuleComplaintFile, 90, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 9", true, ""},
	{RuleComplaintAccept, 10, Days, AtMost, inForceComplaints, beforeReform, actComplaints2011, "Điều 27", true, ""},
	{RuleComplaintAccept, 7, WorkingDays, AtMost, inForceReform, always, actDecree155, "Điều 10", false, noteCheckOfficial},
	{RuleComplaintResolve, 30, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 28", true, ""},
	{RuleComplaintResolveComplex, 45, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 28", true, "Vụ việc phức tạp."},
	{RuleComplaintResolveRemote, 45, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 28", true, "Vùng sâu, vùng xa đi lại khó khăn."},
	{RuleComplaintResolveBoth, 60, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 28", true, "Vụ việc phức tạp ở vùng sâu, vùng xa."},
	{RuleComplaintSend, 3, WorkingDays, AtMost, inForceComplaints, always, actComplaints2011, "Điều 32", true, ""},
	{RuleComplaintAgain, 30, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 33", true, ""},
	{RuleComplaintAgainRemote, 45, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 33", false, noteCheckMemory},
	{RuleSecondResolve, 45, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 37", false, noteCheckMemory},
	{RuleSecondResolveComplex, 60, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 37", false, noteCheckMemory},
	{RuleSecondResolveRemote, 60, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 37", false, noteCheckMemory},
	{RuleSecondResolveBoth, 70, Days, AtMost, inForceComplaints, always, actComplaints2011, "Điều 37", false, noteCheckMemory},
	{RuleDialogueNotice, 5, Days, AtLeast, inForceReform, always, actDecree155, "Điều 11", false, noteCheckOfficial},
	{RuleSuspensionNotice, 3, WorkingDays, AtMost, inForceReform, always, actDecree155, "Điều 12", false, noteCheckOfficial},

	// Denunciations (tố cáo).
	{RuleDenunciationAccept, 7, WorkingDays, AtMost, inForceDenounce, always, actDenounce2018, "Điều 24", true, ""},
	{RuleDenunciationAcceptPlaces, 10, WorkingDays, AtMost, inForceDenounce, always, actDenounce2018, "Điều 24", true, "Phải kiểm tra, xác minh tại nhiều địa điểm."},
	{RuleDenunciationTransfer, 5, WorkingDays, AtMost, inForceDenounce, always, actDenounce2018, "Điều 24", true, ""},
	{RuleDenunciationNotify, 5, WorkingDays, AtMost, inForceDenounce, always, actDenounce2018, "Điều 29", true, ""},
	{RuleDenunciationResolve, 30, Days, AtMost, inForceDenounce, always, actDenounce2018, "Điều 30", true, ""},
	{RuleDenunciationExtend, 30, Days, AtMost, inForceDenounce, always, actDenounce2018, "Điều 30", true, "Phức tạp: gia hạn một lần; đặc biệt phức tạp: hai lần; phải có quyết định bằng văn bản."},
	{RuleDenunciationPublish, 7, WorkingDays, AtMost, inForceDenounce, always, actDenounce2018, "Điều 40", true, "Không công khai thông tin về người tố cáo."},

	// Proposals and feedback (kiến nghị, phản ánh).
	{RuleFeedbackTransfer, 5, WorkingDays, AtMost, always, always, actDecree20, "Điều 9", true, "Quy định trực tiếp cho phản ánh, kiến nghị về quy định hành chính."},
	{RuleFeedbackResolve, 15, WorkingDays, AtMost, always, always, actWard, "", false, "Là cam kết của phường, không phải thời hạn luật định; phường có thể đặt số ngày khác."},

	// Reception.
	{RuleReceptionChair, 1, DaysPerWeek, AtLeast, inForceReception, beforeReform, actReception2013, "Điều 15.2.d", true, ""},
	{RuleReceptionChair, 2, DaysPerMonth, AtLeast, inForceReform, always, actReform2025, "", false, "Theo tin báo chí; phường vẫn có thể tiếp hằng tuần. Cần đối chiếu văn bản."},
	{RuleReceptionInPerson, 1, Duty, AtLeast, inForceReform, always, actReform2025, "", false, "Chủ tịch không ủy quyền cho Phó Chủ tịch tiếp thay. Theo tin báo chí; cần đối chiếu văn bản."},
	{RuleReceptionPosting, 5, WorkingDays, AtLeast, inForceReception, always, actReception2013, "Điều 24", true, ""},
	{RuleReceptionOnline, 5, WorkingDays, AtLeast, inForceReform, always, actDecree154, "Điều 23", false, noteCheckOfficial},
	{RuleReceptionRefusal, 3, WorkingDays, AtMost, inForceReform, always, actDecree154, "Điều 4", false, noteCheckOfficial},

	// Disclosure.
	{RuleDisclose, 5, WorkingDays, AtMost, inForceDemocracy, always, actDemocracy2022, "Điều 12.3", true, "Trừ khi luật chuyên ngành quy định khác."},
	{RuleDisclosePosted, 30, Days, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 13", true, "Liên tục, tại trụ sở và tại từng nhà văn hóa."},
	{RuleDiscloseLoudspeaker, 3, Days, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 13", true, "Liên tục."},
	{RuleDiscloseDefault, 30, Days, AtLeast, inForceInformation, always, actInformation, "Điều 21.2", true, ""},
	{RuleDialogueYearly, 1, TimesPerYear, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 32", true, ""},
	{RuleBudgetDraft, 5, WorkingDays, AtMost, inForceBudget343, lastDayBudget343, actBudget343, "", true, ""},
	{RuleBudgetApproved, 30, Days, AtMost, inForceBudget343, lastDayBudget343, actBudget343, "", true, ""},
	{RuleBudgetQuarter, 15, Days, AtMost, inForceBudget343, lastDayBudget343, actBudget343, "", true, ""},
	{RuleBudgetPosted, 30, Days, AtLeast, inForceBudget343, lastDayBudget343, actBudget343, "", true, ""},
	{RulePovertyPosted, 3, WorkingDays, AtLeast, inForcePoverty, lastDayPoverty, actPoverty, "", false, noteCheckMemory},
	{RuleLandPosted, 20, Days, AtLeast, inForceLand2013, lastDayLand2013, actLand2013, "", false, noteCheckMemory},
	{RuleLandPosted, 30, Days, AtLeast, inForceLand2024, always, actLand2024, "Điều 87", false, noteCheckMemory},

	// Access to information.
	{RuleInfoElectronic, 3, WorkingDays, AtMost, inForceInformation, always, actInformation, "Điều 30", true, "Thông tin đơn giản, có sẵn."},
	{RuleInfoComplex, 15, WorkingDays, AtMost, inForceInformation, always, actInformation, "Điều 30", true, "Thông tin phức tạp."},
	{RuleInfoComplexExtend, 15, Days, AtMost, inForceInformation, always, actInformation, "Điều 30", true, ""},
	{RuleInfoOffice, 10, WorkingDays, AtMost, inForceInformation, always, actInformation, "Điều 29", true, ""},
	{RuleInfoOfficeExtend, 10, WorkingDays, AtMost, inForceInformation, always, actInformation, "Điều 29", true, ""},
	{RuleInfoCorrect, 15, Days, AtMost, inForceInformation, always, actInformation, "Điều 22", true, ""},

	// Election of heads of neighbourhoods.
	{RuleLeaderVote, 1, Duty, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 21", true, "Trúng cử khi được trên 50% tổng số hộ gia đình của tổ dân phố tán thành."},
	{RuleLeaderPlan, 20, Days, AtLeast, inForceDecree59, always, actDecree59, "Điều 6", true, ""},
	{RuleLeaderCandidates, 15, Days, AtLeast, inForceDecree59, always, actDecree59, "Điều 6", true, "Biên bản Mẫu 05."},
	{RuleLeaderTeam, 10, Days, AtLeast, inForceDecree59, always, actDecree59, "Điều 6", true, ""},
	{RuleLeaderPosted, 7, Days, AtLeast, inForceDecree59, always, actDecree59, "Điều 6", true, ""},
	{RuleLeaderNotice, 2, Days, AtLeast, inForceDecree59, always, actDecree59, "", true, ""},
	{RuleLeaderResult, 5, WorkingDays, AtMost, inForceDecree59, always, actDecree59, "", true, ""},
	{RuleLeaderRecognise, 5, WorkingDays, AtMost, inForceDecree59, always, actDecree59, "Điều 8", true, ""},
	{RuleLeaderTerm, 5, Years, AtMost, inForceDecree59, always, actDecree59, "", true, ""},
	{RuleLeaderActing, 6, Months, AtMost, inForceReform, always, actDecree185, "Điều 4", false, noteCheckOfficial},

	// Elections to the National Assembly and the People's Councils.
	{RuleVoterList, 40, Days, AtLeast, inForceElection, always, actElection2015, "Điều 32", false, noteCheckArticle},
	{RuleVoterComplaint, 30, Days, AtMost, inForceElection, always, actElection2015, "Điều 33", false, noteCheckArticle},
	{RuleVoterAnswer, 5, Days, AtMost, inForceElection, always, actElection2015, "Điều 33", false, noteCheckArticle},
	{RuleCandidateList, 20, Days, AtLeast, inForceElection, beforeElection83, actElectionFirst, "Điều 59", false, noteCheckMemory},
	{RuleCandidateList, 16, Days, AtLeast, inForceElection83, always, actElection2015, "Điều 59", false, noteCheckArticle},
	{RuleElectionNotice, 10, Days, AtLeast, inForceElection, always, actElection2015, "Điều 70", false, "Thông báo liên tục bằng niêm yết, truyền thanh. Số điều cần đối chiếu lại."},
	{RuleElectionVoting, 1, Duty, AtLeast, inForceElection, always, actElection2015, "Điều 71", false, "Bỏ phiếu từ 07 giờ đến 19 giờ; tùy tình hình có thể bắt đầu không trước 05 giờ và kết thúc không quá 21 giờ. Số điều cần đối chiếu lại."},

	// Consultation of the people.
	{RuleConsultPlan, 1, Duty, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 28.1", false, noteCheckOfficial},
	{RuleConsultOpen, 20, Days, AtLeast, inForceDemocracy, always, actDemocracy2022, "Điều 28.2", false, noteCheckOfficial},

	// Military service.
	{RuleMilitaryExamCall, 15, Days, AtLeast, inForceMilitary, always, actMilitary2015, "Điều 40", false, noteCheckMemory},
	{RuleMilitaryExamResult, 20, Days, AtMost, inForceMilitary, always, actMilitary2015, "Điều 40", false, noteCheckMemory},
	{RuleMilitaryCall, 15, Days, AtLeast, inForceMilitary, always, actMilitary2015, "Điều 34", false, noteCheckMemory},

	// Health campaigns.
	{RuleHealthNotice, 3, Days, AtLeast, always, always, actWardPractice, "", false, "Là thông lệ của phường, không phải thời hạn luật định; phường có thể đặt số ngày khác."},

	// Personal data.
	{RulePrivacyAnswer, 2, WorkingDays, AtMost, inForcePrivacy, always, actPrivacy2025, "", false, noteCheckMemory},
	{RulePrivacyStop, 15, Days, AtMost, inForcePrivacy, always, actPrivacy2025, "", false, noteCheckMemory},
	{RulePrivacyStopThird, 20, Days, AtMost, inForcePrivacy, always, actPrivacy2025, "", false, noteCheckMemory},
	{RulePrivacyExtend, 15, Days, AtMost, inForcePrivacy, always, actPrivacy2025, "", false, noteCheckMemory},
	{RulePrivacyBreach, 72, Hours, AtMost, inForcePrivacy, always, actPrivacy2025, "", false, noteCheckMemory},
}
