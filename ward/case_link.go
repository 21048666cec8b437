package ward

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
		case LinkSplit, LinkPart, LinkMerged, LinkJoined:
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

// Split makes a case of a part of a petition (tách đơn, Nghị định 154/2026/NĐ-CP, Điều 14). The new one was received when
// the whole was, from the same citizen and with the same files; the whole keeps its text, for that is what was sent. The
// errors are those of Move; ErrNoStep for a closed case or a kind or field that is none; ErrNeedsText.
func (w *Ward) Split(ctx context.Context, petition int64, part Part, by Staff, version int64) (Case, error) {
	whole, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return whole, err
	}
	to := Classification{Kind: part.Kind, Field: part.Field, Neighbourhood: part.Neighbourhood}
	if !whole.ClosedAt.IsZero() || !w.classified(whole.Petition, to) {
		return whole, fmt.Errorf("%w: split %s", ErrNoStep, whole.Status)
	}
	if part.What == "" {
		return whole, ErrNeedsText
	}
	p, err := w.partOf(ctx, whole, part)
	if err != nil {
		return whole, err
	}
	if err := w.saveCase(ctx, &whole); err != nil {
		return whole, err
	}
	files, err := w.CaseFiles(ctx, petition)
	if err != nil {
		return whole, err
	}
	for _, f := range files {
		if f.Role != "evidence" {
			continue
		}
		if err := w.AddFile(ctx, p.ID, f.ID, f.Role); err != nil {
			return whole, err
		}
	}
	if err := w.link(ctx, p.ID, LinkPart, whole.Code, p.Status, by); err != nil {
		return whole, err
	}
	if err := w.link(ctx, whole.ID, LinkSplit, p.Code, whole.Status, by); err != nil {
		return whole, err
	}
	w.noteCase(by, ActSplit, whole, string(p.Code))
	return w.Case(ctx, p.Code)
}

// partOf files a part of a petition.
func (w *Ward) partOf(ctx context.Context, whole Case, part Part) (Petition, error) {
	content, err := w.PetitionContent(ctx, whole.ID)
	if err != nil {
		return Petition{}, err
	}
	content.What = part.What
	code, err := NewCode(w.house.Random)
	if err != nil {
		return Petition{}, err
	}
	pin, err := newPIN(w.house.Random) // nobody is told it: the part opens in the chat that the whole came from
	if err != nil {
		return Petition{}, err
	}
	p := whole.Petition
	p.ID, p.Code, p.Kind, p.Field, p.Neighbourhood, p.Content = w.house.IDs.Next(), code, part.Kind, part.Field, part.Neighbourhood, content
	p.Status, p.DueOn, p.DueRule, p.DueExplained = StatusReceived, law.Date{}, "", ""
	if p.Kind == law.KhieuNai {
		p.Status = StatusUnsigned
	} else if err := w.startClock(&p); err != nil {
		return p, err
	}
	return p, w.insertPetition(ctx, p, fmt.Sprintf("split/%s/%d", whole.Code, whole.Version), pin)
}

func (w *Ward) link(ctx context.Context, petition int64, kind LinkKind, other Code, status Status, by Staff) error {
	return w.record(ctx, petition, PetitionEvent{Kind: string(kind), Status: status, Document: string(other), StaffID: by.ID, On: w.Today()})
}

// ErrNotMain is returned for a case that another cannot be merged into.
var ErrNotMain = errors.New("a case is merged into another open one that is a proposal or feedback too")

// Merge closes a case as a duplicate of another (gộp đơn trùng), which it goes on in: the other's answer is its answer. It
// is for proposals and feedback alone: a complaint is about its author's own rights, and who denounced must not be seen
// from another's case. The errors are those of Move; ErrNoStep for a case that is closed, ErrNotMain for another that it
// cannot go on in.
func (w *Ward) Merge(ctx context.Context, petition int64, into Code, by Staff, version int64) (Case, error) {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	if !c.ClosedAt.IsZero() || !slices.Contains(comments, c.Kind) {
		return c, fmt.Errorf("%w: merge a %s from %s", ErrNoStep, c.Kind, c.Status)
	}
	main, err := w.Case(ctx, into)
	if errors.Is(err, ErrNoPetition) {
		return c, ErrNotMain
	}
	if err != nil {
		return c, err
	}
	if main, err = w.lockCase(ctx, main.ID, main.Version); err != nil {
		return c, err
	}
	if main.ID == c.ID || !main.ClosedAt.IsZero() || !slices.Contains(comments, main.Kind) {
		return c, ErrNotMain
	}
	due := c.DueOn
	c.Status = StatusClosed
	c.close(w.Now())
	c.stopClock()
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	if err := w.link(ctx, main.ID, LinkJoined, c.Code, main.Status, by); err != nil {
		return c, err
	}
	event := PetitionEvent{Kind: string(LinkMerged), Status: c.Status, Document: string(main.Code), StaffID: by.ID, On: w.Today(), Due: due}
	w.noteCase(by, ActMerged, c, string(main.Code))
	return c, w.record(ctx, c.ID, event)
}
