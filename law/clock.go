package law

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// PetitionKind is the legal kind of what a citizen sends.
type PetitionKind string

// The kinds. A complaint and a denunciation need a signature or fingerprint
// (Luật Khiếu nại 2011, Điều 8; Luật Tố cáo 2018, Điều 23): what arrives by chat
// is a draft until it is signed.
const (
	KienNghi PetitionKind = "kien-nghi" // proposal
	PhanAnh  PetitionKind = "phan-anh"  // feedback
	KhieuNai PetitionKind = "khieu-nai" // complaint
	ToCao    PetitionKind = "to-cao"    // denunciation
)

// PetitionKinds returns the four kinds in the order they are offered.
func PetitionKinds() []PetitionKind { return []PetitionKind{KienNghi, PhanAnh, KhieuNai, ToCao} }

// Name returns the Vietnamese name in lower case: "kiến nghị". An unknown kind
// is named by itself.
func (k PetitionKind) Name() string {
	switch k {
	case KienNghi:
		return "kiến nghị"
	case PhanAnh:
		return "phản ánh"
	case KhieuNai:
		return "khiếu nại"
	case ToCao:
		return "tố cáo"
	}
	return string(k)
}

// Stage is a step of a petition that has a term.
type Stage string

// The stages, with the day their term starts from.
const (
	StageNotify   Stage = "notify"   // first notice to the sender; from reception
	StageAccept   Stage = "accept"   // accept or refuse (thụ lý); from reception
	StageTransfer Stage = "transfer" // hand over to the competent body; from reception
	StageParties  Stage = "parties"  // notify the parties; complaint: from reception, denunciation: from acceptance
	StageResolve  Stage = "resolve"  // from acceptance; proposals and feedback: from reception
	StageSend     Stage = "send"     // send the decision on a complaint; from its signing
	StagePublish  Stage = "publish"  // publish the conclusion on a denunciation; from its signing
	StageAgain    Stage = "again"    // the citizen's time to complain again; from receipt of the decision
	StageSecond   Stage = "second"   // resolve a complaint at second instance; from acceptance
	StageAlarm    Stage = "alarm"    // petition left unprocessed; from reception
)

// Errors of Due; compare with errors.Is.
var (
	ErrNoTerm   = errors.New("no term for this kind and stage")
	ErrNoRule   = errors.New("no rule in force on that day")
	ErrNoDate   = errors.New("no start date")
	ErrExtended = errors.New("more extensions than the law allows")
)

// Suspension is a time that a petition's clock stands still (tạm đình chỉ).
type Suspension struct {
	From    Date // first day that does not count
	Resumed Date // first day that counts again; zero while suspended
}

func (s Suspension) holds(d Date) bool {
	return !d.Before(s.From) && (s.Resumed.IsZero() || d.Before(s.Resumed))
}

// DueOptions describe the case. The zero value is an ordinary one.
type DueOptions struct {
	Complex       bool // complicated complaint (vụ việc phức tạp)
	Remote        bool // remote area, difficult travel (vùng sâu, vùng xa)
	SeveralPlaces bool // the denouncer's identity must be checked in several places
	// Extensions of a denunciation, each by written decision: one where it is
	// complicated, two where it is especially so (Luật Tố cáo 2018, Điều 30).
	Extensions int
	Suspended  []Suspension
	// WardDays replaces the working days that the ward promises for proposals and
	// feedback. Zero keeps the default; it has no effect on terms set by law.
	WardDays int
}

// Deadline is a computed due date with everything needed to explain it.
type Deadline struct {
	Kind  PetitionKind
	Stage Stage
	Start Date // day 0, which does not count
	// Due is the last day on which the duty is done in time. It is zero while an
	// open suspension keeps the clock from reaching the end.
	Due        Date
	Rule       Rule // as in force on Start, with the ward's own value if it set one
	Term       int  // the rule's value and the extensions, in the rule's unit
	Extensions int
	Skipped    []SpecialDay   // days off on weekdays that moved the due date
	Worked     []SpecialDay   // days of weekly rest that counted because they were worked
	Rest       []time.Weekday // the days of weekly rest that were counted around
	Suspended  int            // days the clock stood still
	// Rolled: the term ended on LastDay, a day off, and moved to the next working
	// day (Bộ luật Dân sự 2015, Điều 148.5).
	Rolled  bool
	LastDay Date
	// Provisional: a day off inside the term still awaits the year's decision, so
	// compute again when CalendarVersion changes.
	Provisional     bool
	CalendarVersion string
}

// Overdue reports whether the duty, still undone on that day, is late. It never
// is while the clock is suspended.
func (d Deadline) Overdue(on Date) bool { return !d.Due.IsZero() && on.After(d.Due) }

// Due computes a deadline. The start date is day 0 of the term: the day of
// reception or of the act that the stage names. The rule is the one in force on
// that day, so a change of law does not move a clock already running.
//
// Errors: ErrNoTerm where the law sets no such term (a complaint is not
// transferred, the citizen is guided), ErrNoRule where none was in force yet,
// ErrNoDate for a zero start, ErrExtended.
func Due(kind PetitionKind, stage Stage, start Date, cal *Calendar, opts DueOptions) (Deadline, error) {
	if start.IsZero() {
		return Deadline{}, fmt.Errorf("deadline of %s, %s: %w", kind, stage, ErrNoDate)
	}
	id, ok := termOf(kind, stage, opts)
	if !ok {
		return Deadline{}, fmt.Errorf("deadline of %s, %s: %w", kind, stage, ErrNoTerm)
	}
	rule, ok := RuleAt(id, start)
	if !ok {
		return Deadline{}, fmt.Errorf("deadline of %s, %s from %s: %w", kind, stage, start, ErrNoRule)
	}
	if id == RuleFeedbackResolve && opts.WardDays > 0 {
		rule.Value = opts.WardDays
	}
	d := Deadline{
		Kind: kind, Stage: stage, Start: start, Rule: rule, Term: rule.Value,
		Extensions: opts.Extensions, CalendarVersion: cal.Version(),
	}
	if err := d.extend(); err != nil {
		return Deadline{}, err
	}
	d.run(cal, opts.Suspended)
	return d, nil
}

// extend lengthens the term of a denunciation by its extensions.
func (d *Deadline) extend() error {
	if d.Extensions == 0 {
		return nil
	}
	const most = 2
	step, ok := RuleAt(RuleDenunciationExtend, d.Start)
	if !ok || d.Kind != ToCao || d.Stage != StageResolve || d.Extensions < 0 || d.Extensions > most {
		return fmt.Errorf("deadline of %s, %s with %d extensions: %w", d.Kind, d.Stage, d.Extensions, ErrExtended)
	}
	d.Term += d.Extensions * step.Value
	return nil
}

// run counts the term day by day: the calendars are short and every day that is
// passed over has to be told.
func (d *Deadline) run(cal *Calendar, suspended []Suspension) {
	working := d.Rule.Unit == WorkingDays
	if working {
		d.Rest = cal.Rest()
	}
	day, left := d.Start, d.Term
	for left > 0 {
		day = day.AddDays(1)
		if s, ok := suspension(suspended, day); ok {
			if s.Resumed.IsZero() {
				return
			}
			d.Suspended++
			continue
		}
		if working && !d.counts(cal, day) {
			continue
		}
		left--
	}
	// The alarm is a threshold, not a term for an act: it does not wait for Monday.
	if !working && d.Stage != StageAlarm {
		day = d.roll(cal, day)
	}
	d.Due = day
}

// counts reports whether day is a working day, and notes what made it differ
// from its weekday.
func (d *Deadline) counts(cal *Calendar, day Date) bool {
	works := cal.Working(day)
	if s, ok := cal.Special(day); ok {
		switch {
		case !works && !slices.Contains(d.Rest, day.Weekday()):
			d.Skipped = append(d.Skipped, s)
			d.Provisional = d.Provisional || s.Provisional
		case works && s.Kind == KindSwapWork:
			d.Worked = append(d.Worked, s)
		}
	}
	return works
}

// roll moves a term that ends on a day off to the next working day.
func (d *Deadline) roll(cal *Calendar, day Date) Date {
	end := cal.NextWorking(day)
	if end == day {
		return day
	}
	d.Rolled, d.LastDay = true, day
	for ; day.Before(end); day = day.AddDays(1) {
		if s, ok := cal.Special(day); ok && s.Off() {
			d.Skipped = append(d.Skipped, s)
			d.Provisional = d.Provisional || s.Provisional
		}
	}
	return end
}

func suspension(all []Suspension, d Date) (Suspension, bool) {
	for _, s := range all {
		if s.holds(d) {
			return s, true
		}
	}
	return Suspension{}, false
}

// termOf names the rule that sets the term of a stage.
func termOf(kind PetitionKind, stage Stage, o DueOptions) (RuleID, bool) {
	switch stage {
	case StageNotify:
		return RuleFirstNotice, slices.Contains(PetitionKinds(), kind)
	case StageAlarm:
		return RuleUnprocessedAlarm, slices.Contains(PetitionKinds(), kind)
	}
	switch kind {
	case KhieuNai:
		return complaintTerm(stage, o)
	case ToCao:
		return denunciationTerm(stage, o)
	case KienNghi, PhanAnh:
		switch stage {
		case StageTransfer:
			return RuleFeedbackTransfer, true
		case StageResolve:
			return RuleFeedbackResolve, true
		}
	}
	return "", false
}

func complaintTerm(stage Stage, o DueOptions) (RuleID, bool) {
	switch stage {
	case StageAccept, StageParties:
		return RuleComplaintAccept, true
	case StageResolve:
		return byCase(o, RuleComplaintResolve, RuleComplaintResolveComplex, RuleComplaintResolveRemote, RuleComplaintResolveBoth), true
	case StageSecond:
		return byCase(o, RuleSecondResolve, RuleSecondResolveComplex, RuleSecondResolveRemote, RuleSecondResolveBoth), true
	case StageSend:
		return RuleComplaintSend, true
	case StageAgain:
		return byCase(o, RuleComplaintAgain, RuleComplaintAgain, RuleComplaintAgainRemote, RuleComplaintAgainRemote), true
	}
	return "", false
}

func byCase(o DueOptions, ordinary, complex, remote, both RuleID) RuleID {
	switch {
	case o.Complex && o.Remote:
		return both
	case o.Remote:
		return remote
	case o.Complex:
		return complex
	}
	return ordinary
}

func denunciationTerm(stage Stage, o DueOptions) (RuleID, bool) {
	switch stage {
	case StageAccept:
		if o.SeveralPlaces {
			return RuleDenunciationAcceptPlaces, true
		}
		return RuleDenunciationAccept, true
	case StageTransfer:
		return RuleDenunciationTransfer, true
	case StageParties:
		return RuleDenunciationNotify, true
	case StageResolve:
		return RuleDenunciationResolve, true
	case StagePublish:
		return RuleDenunciationPublish, true
	}
	return "", false
}
