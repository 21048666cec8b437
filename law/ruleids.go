package law

// Acts as they are cited.
const (
	actComplaints2011 = "Luật Khiếu nại 2011 (02/2011/QH13)"
	actDenounce2018   = "Luật Tố cáo 2018 (25/2018/QH14)"
	actReception2013  = "Luật Tiếp công dân 2013 (42/2013/QH13)"
	actReform2025     = "Luật 136/2025/QH15 sửa đổi Luật Tiếp công dân, Luật Khiếu nại, Luật Tố cáo"
	actDecree154      = "Nghị định 154/2026/NĐ-CP"
	actDecree155      = "Nghị định 155/2026/NĐ-CP"
	actDecree20       = "Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"
	actDemocracy2022  = "Luật Thực hiện dân chủ ở cơ sở 2022 (10/2022/QH15)"
	actInformation    = "Luật Tiếp cận thông tin 2016 (104/2016/QH13)"
	actBudget343      = "Thông tư 343/2016/TT-BTC"
	actPoverty        = "Quyết định 24/2021/QĐ-TTg"
	actLand2013       = "Luật Đất đai 2013 (45/2013/QH13)"
	actLand2024       = "Luật Đất đai 2024 (31/2024/QH15)"
	actDecree59       = "Nghị định 59/2023/NĐ-CP"
	actDecree185      = "Nghị định 185/2026/NĐ-CP"
	actElectionFirst  = "Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân 2015 (85/2015/QH13)"
	actElection2015   = "Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân 2015 (85/2015/QH13, sửa đổi bởi 83/2025/QH15)"
	actPrivacy2025    = "Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15)"
	actMilitary2015   = "Luật Nghĩa vụ quân sự 2015 (78/2015/QH13)"
	actWard           = "Cam kết của Ủy ban nhân dân phường"
	actWardPractice   = "Thông lệ của Ủy ban nhân dân phường"
)

// Days on which acts came into force or lost it.
var (
	inForceComplaints  = Date{2012, 7, 1}
	inForceDenounce    = Date{2019, 1, 1}
	inForceReception   = Date{2014, 7, 1}
	inForceReform      = Date{2026, 7, 1}
	beforeReform       = Date{2026, 6, 30}
	inForceDemocracy   = Date{2023, 7, 1}
	inForceInformation = Date{2018, 7, 1}
	inForceBudget343   = Date{2017, 2, 15}
	lastDayBudget343   = Date{2026, 3, 24}
	inForcePoverty     = Date{2021, 9, 1}
	lastDayPoverty     = Date{2025, 12, 31}
	inForceLand2013    = Date{2014, 7, 1}
	lastDayLand2013    = Date{2024, 7, 31}
	inForceLand2024    = Date{2024, 8, 1}
	inForceDecree59    = Date{2023, 8, 14}
	inForceElection    = Date{2015, 9, 1}
	beforeElection83   = Date{2025, 6, 30}
	inForceElection83  = Date{2025, 7, 1}
	inForceMilitary    = Date{2016, 1, 1}
	inForcePrivacy     = Date{2026, 1, 1}
	always             = Date{}
)

// Petitions.
const (
	RuleFirstNotice              RuleID = "petition.first-notice"      // tell the sender what becomes of the petition
	RuleUnprocessedAlarm         RuleID = "petition.unprocessed-alarm" // left alone this long, its handler is to be removed
	RuleComplaintFile            RuleID = "complaint.file"             // time to complain, from knowing of the decision
	RuleComplaintAccept          RuleID = "complaint.accept"           // accept or refuse
	RuleComplaintResolve         RuleID = "complaint.resolve"          // from acceptance, first instance
	RuleComplaintResolveComplex  RuleID = "complaint.resolve-complex"
	RuleComplaintResolveRemote   RuleID = "complaint.resolve-remote"
	RuleComplaintResolveBoth     RuleID = "complaint.resolve-remote-complex"
	RuleComplaintSend            RuleID = "complaint.send"  // send the decision
	RuleComplaintAgain           RuleID = "complaint.again" // time to complain again or go to court
	RuleComplaintAgainRemote     RuleID = "complaint.again-remote"
	RuleSecondResolve            RuleID = "complaint.second-resolve" // second instance
	RuleSecondResolveComplex     RuleID = "complaint.second-resolve-complex"
	RuleSecondResolveRemote      RuleID = "complaint.second-resolve-remote"
	RuleSecondResolveBoth        RuleID = "complaint.second-resolve-remote-complex"
	RuleDialogueNotice           RuleID = "complaint.dialogue-notice"   // before the dialogue
	RuleSuspensionNotice         RuleID = "complaint.suspension-notice" // suspension, resumption, discontinuance
	RuleDenunciationAccept       RuleID = "denunciation.accept"
	RuleDenunciationAcceptPlaces RuleID = "denunciation.accept-places" // identity to be checked in several places
	RuleDenunciationTransfer     RuleID = "denunciation.transfer"
	RuleDenunciationNotify       RuleID = "denunciation.notify"  // denouncer and denounced, from acceptance
	RuleDenunciationResolve      RuleID = "denunciation.resolve" // from acceptance
	RuleDenunciationExtend       RuleID = "denunciation.extend"  // by each extension
	RuleDenunciationPublish      RuleID = "denunciation.publish" // the conclusion, without data of the denouncer
	RuleFeedbackTransfer         RuleID = "feedback.transfer"
	RuleFeedbackResolve          RuleID = "feedback.resolve" // the ward's own commitment
)

// Reception of citizens.
const (
	RuleReceptionChair    RuleID = "reception.chair"         // how often the ward's chair receives in person
	RuleReceptionInPerson RuleID = "reception.in-person"     // no deputy in the chair's place
	RuleReceptionPosting  RuleID = "reception.posting"       // schedule posted before the session
	RuleReceptionOnline   RuleID = "reception.online-notice" // notice before an online session
	RuleReceptionRefusal  RuleID = "reception.refusal"       // notice of refusal, form 01/TCD
)

// Disclosure and access to information.
const (
	RuleDisclose            RuleID = "disclosure.publish"        // from the decision
	RuleDisclosePosted      RuleID = "disclosure.posted"         // consecutive days on the board
	RuleDiscloseLoudspeaker RuleID = "disclosure.loudspeaker"    // consecutive days on the loudspeaker
	RuleDiscloseDefault     RuleID = "disclosure.posted-default" // where no act says how long
	RuleDialogueYearly      RuleID = "disclosure.dialogue"       // dialogue of the committee with the people
	RuleBudgetDraft         RuleID = "budget.draft"              // from sending it to the council
	RuleBudgetApproved      RuleID = "budget.approved"           // estimates and final accounts
	RuleBudgetQuarter       RuleID = "budget.quarter"            // quarter, six months, nine months
	RuleBudgetPosted        RuleID = "budget.posted"
	RulePovertyPosted       RuleID = "poverty.posted"           // list of poor and near-poor households
	RuleLandPosted          RuleID = "land.compensation-posted" // compensation plan
	RuleInfoElectronic      RuleID = "information.electronic"   // answer to a simple electronic request
	RuleInfoComplex         RuleID = "information.complex"
	RuleInfoComplexExtend   RuleID = "information.complex-extend"
	RuleInfoOffice          RuleID = "information.office" // request made at the office
	RuleInfoOfficeExtend    RuleID = "information.office-extend"
	RuleInfoCorrect         RuleID = "information.correct" // answer to "this is wrong"
)

// Elections.
const (
	RuleLeaderPlan       RuleID = "leader-election.plan"       // decision and plan, before the vote
	RuleLeaderCandidates RuleID = "leader-election.candidates" // minutes on candidates to the committee, before the vote
	RuleLeaderTeam       RuleID = "leader-election.team"       // election team, before the vote
	RuleLeaderPosted     RuleID = "leader-election.posted"     // decisions told, posted and broadcast, before the vote
	RuleLeaderNotice     RuleID = "leader-election.notice"     // meeting notice, before the vote
	RuleLeaderVote       RuleID = "leader-election.vote"       // the vote itself
	RuleLeaderResult     RuleID = "leader-election.result"     // result to the committee
	RuleLeaderRecognise  RuleID = "leader-election.recognise"  // decision of recognition
	RuleLeaderTerm       RuleID = "leader-election.term"
	RuleLeaderActing     RuleID = "leader-election.acting"
	RuleVoterList        RuleID = "election.voter-list"      // posted before the day
	RuleVoterComplaint   RuleID = "election.voter-complaint" // time to complain, from posting
	RuleVoterAnswer      RuleID = "election.voter-answer"
	RuleCandidateList    RuleID = "election.candidate-list" // posted before the day
	RuleElectionNotice   RuleID = "election.notice"         // continuous notice of place and hours, before the day
	RuleElectionVoting   RuleID = "election.voting"         // the day and its hours
)

// Other campaigns.
const (
	RuleConsultPlan        RuleID = "consultation.plan"    // plan to the council and the Front
	RuleConsultOpen        RuleID = "consultation.open"    // days for opinions, from publication
	RuleMilitaryExamCall   RuleID = "military.exam-call"   // paper handed over, before the examination
	RuleMilitaryExamResult RuleID = "military.exam-result" // classes of health published, from the examination
	RuleMilitaryCall       RuleID = "military.call"        // order handed over, before enlistment
	RuleHealthNotice       RuleID = "health.notice"        // the ward's own practice, before the session
)

// Personal data.
const (
	RulePrivacyAnswer    RuleID = "privacy.answer"     // first answer to a person's request
	RulePrivacyStop      RuleID = "privacy.stop"       // stop, correct or erase
	RulePrivacyStopThird RuleID = "privacy.stop-third" // where a third party holds data too
	RulePrivacyExtend    RuleID = "privacy.extend"     // one extension
	RulePrivacyBreach    RuleID = "privacy.breach"     // report of a breach
)
