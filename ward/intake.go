package ward

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danbiet/law"
)

// Intake is a petition that staff take in for a citizen, on paper or by phone. That the ward handles what stands on it
// rests on the law of petitions, not on consent: Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15), Điều 19.
type Intake struct {
	Key           string // of the form: taking the same form in again finds the first petition
	Channel       string // ChannelPaper or ChannelPhone
	Received      law.Date
	Kind          law.PetitionKind
	Field         string // a Field's slug
	Neighbourhood string // a Neighbourhood's slug, "" for none
	Content       Content
	AboveLevel    bool     // vượt cấp: it was sent above the competent level, and comes back from there
	AboutLeader   bool     // a denunciation of the ward's chair or a vice-chair: see KeepForProvince
	Files         []string // ids of kept files, of the owner that Owner names
	Settled       Settled  // of a petition that was settled before it is brought in
}

// Settled is how a petition ended before it was brought into the register; the zero value is one that has not.
type Settled struct {
	Status   Status
	On       law.Date
	Document string // number of the answer or decision
	Result   string // sealed
}

// Owner is the owner of the scans that are kept for an intake.
func (in Intake) Owner() string { return OwnerOf("desk", in.Key) }

// NewIntakeKey makes a key of a form, which nobody can guess.
func (h *House) NewIntakeKey() (string, error) { return randomText(h.Random, fileAlphabet, 20) }

// Fault is what is wrong with an intake.
type Fault string

// The faults.
const (
	FaultChannel       Fault = "channel"
	FaultReceived      Fault = "received" // after today, or more than ten years ago
	FaultKind          Fault = "kind"
	FaultField         Fault = "field"
	FaultNeighbourhood Fault = "neighbourhood"
	FaultWhat          Fault = "what"      // nothing is told
	FaultName          Fault = "name"      // none, and not said that there is none
	FaultAnonymous     Fault = "anonymous" // said that there is none, and one given
	FaultPersons       Fault = "persons"   // below 0 or above 100,000
	FaultSigning       Fault = "signing"   // a way that is none, or any by phone
	FaultFrom          Fault = "from"      // sent on, or sent too high, without who has sent it on
	FaultLeader        Fault = "leader"    // of another kind, or taken in by a leader
	FaultSettled       Fault = "settled"   // before reception, after today, or of a status that ends nothing
)

const (
	oldestIntake = 10 // years
	mostPersons  = 100_000
)

// Faults are what is wrong with an intake, in the order of its fields; none where it can be taken in by somebody.
func (w *Ward) Faults(in Intake, by Staff) (all []Fault) {
	c := in.Content
	_, field := w.Profile.Field(in.Field)
	_, place := w.Profile.Neighbourhood(in.Neighbourhood)
	for _, f := range []struct {
		fault Fault
		wrong bool
	}{
		{FaultChannel, in.Channel != ChannelPaper && in.Channel != ChannelPhone},
		{FaultReceived, in.Received.After(w.Today()) || in.Received.Before(w.Today().AddDays(-366*oldestIntake))},
		{FaultKind, !slices.Contains(law.PetitionKinds(), in.Kind)},
		{FaultName, c.Name == "" && !c.Anonymous},
		{FaultAnonymous, c.Name != "" && c.Anonymous},
		{FaultPersons, c.Persons < 0 || c.Persons > mostPersons},
		{FaultWhat, c.What == ""},
		{FaultField, !field},
		{FaultNeighbourhood, !place && in.Neighbourhood != ""},
		{FaultSigning, !slices.Contains([]Signing{Unsigned, Signed, Fingerprinted}, c.Signing) || c.Signing != Unsigned && in.Channel == ChannelPhone},
		{FaultFrom, c.From == "" && (in.AboveLevel || c.FromDocument != "")},
		{FaultLeader, in.AboutLeader && (in.Kind != law.ToCao || !mayKeep(by))},
		{FaultSettled, in.Settled.wrong(in.Received, w.Today())},
	} {
		if f.wrong {
			all = append(all, f.fault)
		}
	}
	return all
}

func (s Settled) wrong(received, today law.Date) bool {
	if s.Status == "" {
		return false
	}
	return s.On.Before(received) || s.On.After(today) || !slices.Contains(settled, s.Status)
}

// A FaultyIntake is returned for an intake that cannot be taken in; it tells why.
type FaultyIntake []Fault

// Error names the faults.
func (f FaultyIntake) Error() string {
	return fmt.Sprintf("the petition cannot be taken in: %v", []Fault(f))
}

// TakeIn files a petition for a citizen. It is received on its day, without an hour where that is not today. A proposal or
// feedback is to be answered within its term from then; a complaint and a denunciation are to be accepted or refused,
// once they are signed and say whose they are: until then they wait for their citizen, and no term runs. An intake that
// was taken in before gives the first petition's code, without its PIN. The error may be a FaultyIntake.
func (w *Ward) TakeIn(ctx context.Context, in Intake, by Staff) (Filed, error) {
	if in.Received.IsZero() {
		in.Received = w.Today()
	}
	key := "desk/" + in.Key
	if filed, err := w.FiledBefore(ctx, key); err != nil || filed.Code != "" {
		return filed, err
	}
	if faults := w.Faults(in, by); len(faults) > 0 {
		return Filed{}, FaultyIntake(faults)
	}
	p, pin, err := w.newIntake(in)
	if err != nil {
		return Filed{}, err
	}
	if err := w.insertPetition(ctx, p, key, pin); err != nil {
		return Filed{}, err
	}
	if err := w.addScans(ctx, p.ID, in); err != nil {
		return Filed{}, err
	}
	if err := w.record(ctx, p.ID, PetitionEvent{Kind: "filed", Status: p.Status, StaffID: by.ID, On: in.Received}); err != nil {
		return Filed{}, err
	}
	c, err := w.beginIntake(ctx, p, in, by)
	if err != nil {
		return Filed{}, err
	}
	w.noteCase(by, ActTookIn, c, p.Channel)
	filed := Filed{Code: p.Code, PIN: pin, At: p.ReceivedAt, DueExplained: c.DueExplained, PetitionID: p.ID}
	if !c.DueOn.IsZero() {
		filed.Due = c.DueOn.Vietnamese()
	}
	return filed, nil
}

// newIntake is the petition of an intake before any term runs, with its PIN.
func (w *Ward) newIntake(in Intake) (p Petition, pin string, err error) {
	code, err := NewCode(w.house.Random)
	if err != nil {
		return p, "", err
	}
	if pin, err = newPIN(w.house.Random); err != nil {
		return p, "", err
	}
	p = Petition{
		ID: w.house.IDs.Next(), Code: code, Kind: in.Kind, Field: in.Field, Neighbourhood: in.Neighbourhood, Channel: in.Channel,
		ReceivedAt: w.Now(), Status: StatusReceived, Content: in.Content,
	}
	if in.Received != w.Today() {
		p.ReceivedAt = in.Received.At(0, 0, w.Profile.Zone())
	}
	if in.Content.waits(in.Kind) {
		p.Status = StatusUnsigned
	}
	return p, pin, nil
}

// addScans ties the scans of an intake to its petition. Those of another form are left out: their ids were not given by
// this one.
func (w *Ward) addScans(ctx context.Context, petition int64, in Intake) error {
	for _, id := range in.Files {
		f, err := w.OpenFile(ctx, id)
		if err != nil {
			return err
		}
		if f.Owner != in.Owner() {
			return ErrNoFile
		}
		if err := w.AddFile(ctx, petition, id, "evidence"); err != nil {
			return err
		}
	}
	return nil
}

// beginIntake starts the clock of a petition that was taken in, or ends the one of a petition that is settled.
func (w *Ward) beginIntake(ctx context.Context, p Petition, in Intake, by Staff) (Case, error) {
	c, err := w.lockCase(ctx, p.ID, 1)
	if err != nil {
		return c, err
	}
	c.Flags.AboveLevel = in.AboveLevel
	if c.Status != StatusUnsigned {
		stage := firstStage(c.Kind)
		if in.AboutLeader {
			stage = law.StageTransfer
		}
		c.startClock(stage, in.Received)
		if err := w.computeDue(ctx, &c); err != nil {
			return c, err
		}
	}
	if in.Settled.Status != "" {
		return c, w.settleIntake(ctx, c, in, by)
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	if in.AboutLeader {
		return c, w.keepForProvince(ctx, &c, by)
	}
	return c, nil
}

// settleIntake writes how a petition ended before it was brought in. It was in time when it ended within the term to
// resolve it from reception, or to accept it where it was refused or sent elsewhere.
func (w *Ward) settleIntake(ctx context.Context, c Case, in Intake, by Staff) error {
	due := c.DueOn
	if slices.Contains([]Status{StatusDecided, StatusConcluded, StatusPublished}, in.Settled.Status) {
		resolve, err := w.AnswerDue(c.Kind, in.Received.At(0, 0, w.Profile.Zone()))
		if err != nil {
			return fmt.Errorf("compute the due date: %w", err)
		}
		due = resolve.Due
	}
	c.Status = in.Settled.Status
	c.close(in.Settled.On.At(0, 0, w.Profile.Zone()))
	c.stopClock()
	if err := w.saveCase(ctx, &c); err != nil {
		return err
	}
	return w.record(ctx, c.ID, PetitionEvent{
		Kind: "status", Status: c.Status, Note: strings.TrimSpace(in.Settled.Result), StaffID: by.ID, Document: in.Settled.Document, On: in.Settled.On, Due: due,
	})
}
