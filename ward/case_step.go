package ward

import (
	"slices"

	"danbiet/law"
)

// Step is one transition that a case may take, with what the law asks of whoever takes it.
type Step struct {
	From  []Status
	To    Status
	Kinds []law.PetitionKind
	// What has to be told: why, by which document, and on which day the act was done.
	Reason, Document, Date bool
	Basis                  string // act and article, in Vietnamese; "" where no act says so
	clock                  clockChange
}

// clockChange is what a step does to the clock.
type clockChange int

const (
	clockKeeps    clockChange = iota
	clockStops                // nothing is due any more
	clockAccepts              // the term to accept or refuse begins, from reception, or from the signed form
	clockResolves             // the term to resolve begins
	clockSends                // the term to send the decision begins
	clockPublishes
	clockSuspends
	clockResumes
	clockExtends
)

// Kinds of petitions that go one way together.
var (
	everyKind   = law.PetitionKinds()
	complaint   = []law.PetitionKind{law.KhieuNai}
	denounce    = []law.PetitionKind{law.ToCao}
	disputes    = []law.PetitionKind{law.KhieuNai, law.ToCao}
	comments    = []law.PetitionKind{law.KienNghi, law.PhanAnh}
	notDenounce = []law.PetitionKind{law.KienNghi, law.PhanAnh, law.KhieuNai}
)

// Statuses that steps leave from together.
var (
	unproven  = []Status{StatusReceived, StatusRegistered, StatusClassified, StatusIneligible}
	sorted    = []Status{StatusClassified, StatusEligible}
	unfit     = []Status{StatusClassified, StatusEligible, StatusIneligible}
	underway  = []Status{StatusAccepted, StatusVerifying, StatusDialogue, StatusExtended}
	stoppable = []Status{StatusAccepted, StatusVerifying, StatusDialogue, StatusExtended, StatusSuspended}
	answering = []Status{StatusReceived, StatusRegistered, StatusClassified, StatusEligible, StatusVerifying}
	unsettled = []Status{
		StatusReceived, StatusUnsigned, StatusRegistered, StatusClassified, StatusEligible, StatusIneligible,
		StatusAccepted, StatusVerifying, StatusDialogue, StatusExtended, StatusSuspended,
	}
	settled = []Status{
		StatusDecided, StatusConcluded, StatusAnswered, StatusPublished, StatusRefused, StatusGuided, StatusTransferred,
		StatusReturned, StatusFiledAway, StatusDropped, StatusWithdrawn,
	}
	answered = []Status{StatusAnswered, StatusPublished, StatusClosed}
)

// Acts that the steps cite.
const (
	citeReception   = "Điều 28 Luật Tiếp công dân 2013 (42/2013/QH13)"
	citeHandling    = "Điều 6 Thông tư 05/2021/TT-TTCP"
	citePractice    = "Cam kết của Ủy ban nhân dân phường"
	citeComplaint   = " Luật Khiếu nại 2011 (02/2011/QH13)"
	citeDenounce    = " Luật Tố cáo 2018 (25/2018/QH14)"
	citeDecree155   = " Nghị định 155/2026/NĐ-CP"
	citeDecree156   = "Điều 1 Nghị định 156/2026/NĐ-CP"
	citeRegulations = "Điều 9 Nghị định 20/2008/NĐ-CP (sửa đổi bởi 48/2013/NĐ-CP, 92/2017/NĐ-CP)"
)

// stepTable is every step. Where the law asks for a notice or a decision, a step asks for its number and date. The law
// sets no formalities for the answer to a proposal or feedback, so it asks for none.
var stepTable = [...]Step{
	// Received, registered, sorted.
	{From: []Status{StatusReceived}, To: StatusRegistered, Kinds: disputes, Basis: citeReception, clock: clockAccepts},
	{From: []Status{StatusUnsigned}, To: StatusRegistered, Kinds: disputes, Date: true, Basis: "Điều 8" + citeComplaint + "; Điều 23" + citeDenounce, clock: clockAccepts},
	{From: []Status{StatusReceived, StatusUnsigned}, To: StatusRegistered, Kinds: comments, Basis: citeReception},
	{From: unproven, To: StatusUnsigned, Kinds: complaint, Reason: true, Basis: "Điều 8" + citeComplaint, clock: clockStops},
	{From: unproven, To: StatusUnsigned, Kinds: denounce, Reason: true, Basis: "Điều 23" + citeDenounce},
	{From: unproven, To: StatusUnsigned, Kinds: comments, Reason: true, Basis: citeHandling},
	{From: []Status{StatusReceived}, To: StatusClassified, Kinds: disputes, Basis: citeHandling, clock: clockAccepts},
	{From: []Status{StatusReceived}, To: StatusClassified, Kinds: comments, Basis: citeHandling},
	{From: []Status{StatusRegistered}, To: StatusClassified, Kinds: everyKind, Basis: citeHandling},
	{From: []Status{StatusClassified, StatusIneligible}, To: StatusEligible, Kinds: everyKind, Basis: citeHandling},
	{From: []Status{StatusClassified}, To: StatusIneligible, Kinds: everyKind, Reason: true, Basis: citeHandling},

	// Accepted, refused, sent elsewhere.
	{From: sorted, To: StatusAccepted, Kinds: complaint, Document: true, Date: true, Basis: "Điều 27" + citeComplaint + "; Điều 10" + citeDecree155, clock: clockResolves},
	{From: sorted, To: StatusAccepted, Kinds: denounce, Document: true, Date: true, Basis: "Điều 29" + citeDenounce, clock: clockResolves},
	{From: unfit, To: StatusRefused, Kinds: complaint, Reason: true, Document: true, Date: true, Basis: "Điều 27" + citeComplaint + "; Điều 10" + citeDecree155, clock: clockStops},
	{From: unfit, To: StatusRefused, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: "Điều 24" + citeDenounce, clock: clockStops},
	{From: unfit, To: StatusGuided, Kinds: notDenounce, Reason: true, Document: true, Date: true, Basis: citeReception, clock: clockStops},
	{From: unfit, To: StatusTransferred, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: "Điều 24" + citeDenounce + "; Điều 14 Thông tư 05/2021/TT-TTCP", clock: clockStops},
	{From: unfit, To: StatusTransferred, Kinds: comments, Reason: true, Document: true, Date: true, Basis: citeRegulations, clock: clockStops},
	{From: []Status{StatusIneligible, StatusRefused, StatusGuided}, To: StatusReturned, Kinds: everyKind, Reason: true, Date: true, Basis: citeHandling, clock: clockStops},
	{From: []Status{StatusIneligible, StatusUnsigned}, To: StatusFiledAway, Kinds: everyKind, Reason: true, Basis: citeHandling, clock: clockStops},

	// Looked into.
	{From: []Status{StatusAccepted, StatusDialogue, StatusExtended}, To: StatusVerifying, Kinds: complaint, Basis: "Điều 29" + citeComplaint},
	{From: []Status{StatusAccepted, StatusExtended}, To: StatusVerifying, Kinds: denounce, Basis: "Điều 31" + citeDenounce},
	{From: sorted, To: StatusVerifying, Kinds: comments, Basis: citePractice},
	{From: []Status{StatusAccepted, StatusVerifying, StatusExtended}, To: StatusDialogue, Kinds: complaint, Document: true, Date: true, Basis: "Điều 30" + citeComplaint + "; Điều 11" + citeDecree155},
	{From: []Status{StatusAccepted, StatusVerifying, StatusDialogue}, To: StatusExtended, Kinds: complaint, Reason: true, Document: true, Date: true, Basis: "Điều 28" + citeComplaint, clock: clockExtends},
	{From: underway, To: StatusExtended, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: "Điều 30" + citeDenounce, clock: clockExtends},
	{From: underway, To: StatusSuspended, Kinds: complaint, Reason: true, Document: true, Date: true, Basis: "Điều 12" + citeDecree155, clock: clockSuspends},
	{From: underway, To: StatusSuspended, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: "Điều 34" + citeDenounce, clock: clockSuspends},
	{From: []Status{StatusSuspended}, To: StatusVerifying, Kinds: complaint, Document: true, Date: true, Basis: "Điều 12" + citeDecree155, clock: clockResumes},
	{From: []Status{StatusSuspended}, To: StatusVerifying, Kinds: denounce, Document: true, Date: true, Basis: "Điều 34" + citeDenounce, clock: clockResumes},
	{From: stoppable, To: StatusDropped, Kinds: complaint, Reason: true, Document: true, Date: true, Basis: "Điều 12" + citeDecree155, clock: clockStops},
	{From: stoppable, To: StatusDropped, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: "Điều 34" + citeDenounce, clock: clockStops},
	{From: unsettled, To: StatusWithdrawn, Kinds: complaint, Reason: true, Date: true, Basis: "Điều 10" + citeComplaint, clock: clockStops},
	{From: unsettled, To: StatusWithdrawn, Kinds: denounce, Reason: true, Date: true, Basis: "Điều 33" + citeDenounce, clock: clockStops},
	{From: unsettled, To: StatusWithdrawn, Kinds: comments, Reason: true, Date: true, clock: clockStops},
	// A withdrawn denunciation goes on where there are signs of a violation, or where its author was put under pressure.
	{From: []Status{StatusWithdrawn}, To: StatusVerifying, Kinds: denounce, Reason: true, Document: true, Date: true, Basis: citeDecree156, clock: clockResolves},

	// Settled, made public, ended, taken up again.
	{From: underway, To: StatusDecided, Kinds: complaint, Document: true, Date: true, Basis: "Điều 31" + citeComplaint, clock: clockSends},
	{From: underway, To: StatusConcluded, Kinds: denounce, Document: true, Date: true, Basis: "Điều 35" + citeDenounce, clock: clockPublishes},
	{From: answering, To: StatusAnswered, Kinds: comments, Basis: citePractice, clock: clockStops},
	{From: []Status{StatusDecided}, To: StatusPublished, Kinds: complaint, Date: true, Basis: "Điều 32" + citeComplaint, clock: clockStops},
	{From: []Status{StatusConcluded}, To: StatusPublished, Kinds: denounce, Date: true, Basis: "Điều 40" + citeDenounce, clock: clockStops},
	{From: []Status{StatusAnswered}, To: StatusPublished, Kinds: comments, Date: true, Basis: citePractice, clock: clockStops},
	{From: settled, To: StatusClosed, Kinds: everyKind, clock: clockStops},
	{From: answered, To: StatusVerifying, Kinds: comments, Reason: true, Basis: citePractice, clock: clockResolves},
}

// Steps are what a petition of a kind may become from a status, in the order of a case; none for an unknown one.
func Steps(kind law.PetitionKind, from Status) []Step {
	var all []Step
	for _, s := range stepTable {
		if slices.Contains(s.Kinds, kind) && slices.Contains(s.From, from) {
			all = append(all, s)
		}
	}
	return all
}

// AllSteps returns the whole table: for a page on which an official checks it.
func AllSteps() []Step { return slices.Clone(stepTable[:]) }
