package ward

import (
	"context"
	"errors"
	"fmt"

	"danbiet/law"
)

// LinkKind is how a case belongs to another. It is the kind of the entry of the timeline that tells of it, whose document
// is the other's code.
type LinkKind string

// The kinds of links.
const (
	LinkSplit  LinkKind = "split"  // a part of this case became the other (tách đơn)
	LinkPart   LinkKind = "part"   // this case is a part of the other
	LinkMerged LinkKind = "merged" // this case is closed: it goes on in the other (gộp đơn trùng)
	LinkJoined LinkKind = "joined" // the other was merged into this one
	LinkAlone  LinkKind = "alone"  // the other, which this case had gone on in, was withdrawn: this one goes on by itself
)

// Link is another case that a case belongs to.
type Link struct {
	Kind LinkKind
	Code Code
}

// LinksOf are the links that a timeline tells of, the oldest first.
func LinksOf(events []PetitionEvent) []Link {
	var all []Link
	for _, e := range events {
		switch kind := LinkKind(e.Kind); kind {
		case LinkSplit, LinkPart, LinkMerged, LinkJoined, LinkAlone:
			all = append(all, Link{Kind: kind, Code: Code(e.Document)})
		}
	}
	return all
}

// ErrNeedsText is returned for a part without words.
var ErrNeedsText = errors.New("a part of a petition has words")

// Part is what is taken out of a petition of mixed content, to become a case of its own.
type Part struct {
	Kind          law.PetitionKind
	Field         string // a Field's slug
	Neighbourhood string // a Neighbourhood's slug, "" for none
	What          string // the part of the text
}

// SplitOff is the case that a part has become.
type SplitOff struct {
	Case

	PIN string // six digits for its citizen; "" where their chat has told it to them
}

// Split makes a case of a part of a petition (tách đơn, Nghị định 154/2026/NĐ-CP, Điều 14). The new one was received when
// the whole was, from the same citizen and with the same files; the whole keeps its text, for that is what was sent. The
// citizen is told the new code and its PIN, see News. The errors are those of Move; ErrNoStep for a closed case or a kind
// or field that is none; ErrNeedsText.
func (w *Ward) Split(ctx context.Context, petition int64, part Part, by Staff, version int64) (SplitOff, error) {
	whole, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return SplitOff{}, err
	}
	to := Classification{Kind: part.Kind, Field: part.Field, Neighbourhood: part.Neighbourhood}
	if !whole.ClosedAt.IsZero() || !w.classified(whole.Petition, to) {
		return SplitOff{}, fmt.Errorf("%w: split %s", ErrNoStep, whole.Status)
	}
	if part.What == "" {
		return SplitOff{}, ErrNeedsText
	}
	p, pin, err := w.partOf(ctx, whole, part)
	if err != nil {
		return SplitOff{}, err
	}
	if err := w.saveCase(ctx, &whole); err != nil {
		return SplitOff{}, err
	}
	if err := w.copyFiles(ctx, whole.ID, p.ID); err != nil {
		return SplitOff{}, err
	}
	if err := w.link(ctx, whole.ID, LinkSplit, p.Code, whole.Status, by); err != nil {
		return SplitOff{}, err
	}
	w.noteCase(by, ActSplit, whole, string(p.Code))
	return w.tellOfPart(ctx, p, whole, pin, by)
}

// tellOfPart links a part to its whole and tells its citizen how to follow it.
func (w *Ward) tellOfPart(ctx context.Context, p Petition, whole Case, pin string, by Staff) (SplitOff, error) {
	event := w.linkTo(LinkPart, whole.Code, p.Status, by)
	if err := w.record(ctx, p.ID, event); err != nil {
		return SplitOff{}, err
	}
	c, err := w.Case(ctx, p.Code)
	if err != nil {
		return SplitOff{}, err
	}
	told, err := w.tell(ctx, News{Case: c, Event: event, PIN: pin, Other: whole})
	if told {
		pin = ""
	}
	return SplitOff{Case: c, PIN: pin}, err
}

// copyFiles ties what was sent with a petition to a part of it.
func (w *Ward) copyFiles(ctx context.Context, from, to int64) error {
	files, err := w.CaseFiles(ctx, from)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Role != "evidence" {
			continue
		}
		if err := w.AddFile(ctx, to, f.ID, f.Role); err != nil {
			return err
		}
	}
	return nil
}

// partOf files a part of a petition.
func (w *Ward) partOf(ctx context.Context, whole Case, part Part) (p Petition, pin string, err error) {
	content, err := w.PetitionContent(ctx, whole.ID)
	if err != nil {
		return p, "", err
	}
	content.What = part.What
	code, err := NewCode(w.house.Random)
	if err != nil {
		return p, "", err
	}
	if pin, err = newPIN(w.house.Random); err != nil {
		return p, "", err
	}
	p = whole.Petition
	p.ID, p.Code, p.Kind, p.Field, p.Neighbourhood, p.Content = w.house.IDs.Next(), code, part.Kind, part.Field, part.Neighbourhood, content
	p.Status, p.DueOn, p.DueRule, p.DueExplained = StatusReceived, law.Date{}, "", ""
	if p.Kind == law.KhieuNai {
		p.Status = StatusUnsigned
	} else if err := w.startClock(&p); err != nil {
		return p, "", err
	}
	return p, pin, w.insertPetition(ctx, p, fmt.Sprintf("split/%s/%d", whole.Code, whole.Version), pin)
}

func (w *Ward) link(ctx context.Context, petition int64, kind LinkKind, other Code, status Status, by Staff) error {
	return w.record(ctx, petition, w.linkTo(kind, other, status, by))
}

func (w *Ward) linkTo(kind LinkKind, other Code, status Status, by Staff) PetitionEvent {
	return PetitionEvent{Kind: string(kind), Status: status, Document: string(other), StaffID: by.ID, On: w.Today()}
}
