package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
)

// Assign gives a case to a handler, or with 0 to nobody. A handler who is not there or disabled gives ErrNoStaff, a case
// that has changed since version was seen, ErrChanged. Only the desk's notes tell of it.
func (w *Ward) Assign(ctx context.Context, petition, handler int64, by Staff, version int64) (Case, error) {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	name := ""
	if handler != 0 {
		s, err := w.staff(ctx, handler)
		if err != nil {
			return c, err
		}
		if s.Disabled {
			return c, ErrNoStaff
		}
		name = s.Name
	}
	c.HandlerID = handler
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	w.noteCase(by, ActAssigned, c, strconv.FormatInt(handler, 10))
	return c, w.addNote(ctx, c.ID, NoteAssigned, name, by)
}

// Classification is what a petition is about, as an officer sees it.
type Classification struct {
	Kind          law.PetitionKind
	Field         string   // a Field's slug
	Neighbourhood string   // a Neighbourhood's slug, "" for none
	Signed        law.Date // when the signed form of a complaint was received; zero: not yet
	Reason        string   // for the desk
}

// reclassifiable are the statuses in which a petition may still turn out to be of another kind. Later its kind stands in
// a notice or a decision, and only a new petition changes it.
var reclassifiable = []Status{StatusReceived, StatusUnsigned, StatusRegistered, StatusClassified, StatusEligible, StatusIneligible}

// Reclassifiable reports whether the case may still turn out to be of another kind, field or neighbourhood.
func (c Case) Reclassifiable() bool { return slices.Contains(reclassifiable, c.Status) }

// Reclassify says that a petition is of another kind, field or neighbourhood. Another kind begins its clock anew: a
// complaint waits without one for its signature (Luật Khiếu nại 2011, Điều 8), or is to be accepted within the term from
// the day on which the signed form came; a denunciation from reception; a proposal or feedback is to be answered. The
// errors are those of Move; ErrNoStep where it is too late, or for a kind, field or neighbourhood that is none.
func (w *Ward) Reclassify(ctx context.Context, petition int64, to Classification, by Staff, version int64) (Case, error) {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	was := c
	if !c.Reclassifiable() || !w.classified(c.Petition, to) {
		return c, fmt.Errorf("%w: %s from %s", ErrNoStep, to.Kind, c.Status)
	}
	received := law.DateOf(c.ReceivedAt)
	if !to.Signed.IsZero() && (to.Signed.Before(received) || to.Signed.After(w.Today())) {
		return c, ErrNeedsDate
	}
	c.Kind, c.Field, c.Neighbourhood = to.Kind, to.Field, to.Neighbourhood
	if c.Kind != was.Kind {
		c.reclassify(to.Signed, received)
		if err := w.computeDue(ctx, &c); err != nil {
			return was, err
		}
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return was, err
	}
	if c.Status != was.Status || c.Kind != was.Kind {
		e := PetitionEvent{Kind: "status", Status: c.Status, StaffID: by.ID, On: w.Today(), Due: was.DueOn}
		err = w.recordNews(ctx, News{Case: c, Event: e, Reclassified: c.Kind != was.Kind})
		if err != nil {
			return c, err
		}
	}
	w.noteCase(by, ActReclassified, c, string(c.Kind))
	return c, w.addNote(ctx, c.ID, NoteReclassified, strings.TrimSpace(was.Kind.Name()+" → "+c.Kind.Name()+". "+to.Reason), by)
}

// classified reports whether a classification names what the ward knows. What the petition was filed with is left to it.
func (w *Ward) classified(p Petition, to Classification) bool {
	_, field := w.Profile.Field(to.Field)
	_, neighbourhood := w.Profile.Neighbourhood(to.Neighbourhood)
	return slices.Contains(law.PetitionKinds(), to.Kind) && (field || to.Field == p.Field) &&
		(neighbourhood || to.Neighbourhood == "" || to.Neighbourhood == p.Neighbourhood)
}

// reclassify begins the clock of another kind.
func (c *Case) reclassify(signed, received law.Date) {
	c.Status, c.Extensions = StatusClassified, 0
	switch {
	case c.Kind == law.KhieuNai && signed.IsZero():
		c.Status = StatusUnsigned
		c.stopClock()
	case c.Kind == law.KhieuNai:
		c.startClock(law.StageAccept, signed)
	case c.Kind == law.ToCao:
		c.startClock(law.StageAccept, received)
	default:
		c.startClock(law.StageResolve, received)
	}
}

// SetFlags writes what officers have decided about a case and computes its clock again. The errors are those of Move.
// Only the desk's notes tell of it.
func (w *Ward) SetFlags(ctx context.Context, petition int64, f Flags, by Staff, version int64) (Case, error) {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	c.Flags = f
	if err := w.computeDue(ctx, &c); err != nil {
		return c, err
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return c, err
	}
	w.noteCase(by, ActFlagged, c, "")
	return c, w.addNote(ctx, c.ID, NoteFlagged, strings.Join(f.Names(), ", "), by)
}

// Names are the flags in Vietnamese.
func (f Flags) Names() []string {
	var all []string
	for _, flag := range []struct {
		set  bool
		name string
	}{
		{f.Complex, "phức tạp"},
		{f.Remote, "vùng sâu, vùng xa"},
		{f.SeveralPlaces, "xác minh tại nhiều địa điểm"},
		{f.Prolonged, "kéo dài"},
		{f.AboveLevel, "vượt cấp"},
	} {
		if flag.set {
			all = append(all, flag.name)
		}
	}
	return all
}

// NoteKind is what a note of the desk is of.
type NoteKind string

// The kinds of notes.
const (
	NoteWritten      NoteKind = "note"         // by an officer
	NoteAssigned     NoteKind = "assigned"     // its text is the handler's name, "" for nobody
	NoteReclassified NoteKind = "reclassified" // its text is the kinds and why
	NoteFlagged      NoteKind = "flagged"      // its text is the flags that are set
)

// Note is what the desk keeps for itself about a case (ghi chú nội bộ). It is sealed at rest, and no citizen sees it.
type Note struct {
	At      time.Time
	StaffID int64
	Kind    NoteKind
	Text    string
}

// AddNote keeps an officer's note. It does not change the case's version: two officers may note at once.
func (w *Ward) AddNote(ctx context.Context, petition int64, text string, by Staff) error {
	var code Code
	err := w.tx.QueryRow(ctx, `SELECT code FROM petition WHERE ward_id = $1 AND petition_id = $2`, w.ID, petition).Scan(&code)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoPetition
	}
	if err != nil {
		return fmt.Errorf("find the case of a note: %w", err)
	}
	w.Note(by, ActNoted, string(code), "")
	return w.addNote(ctx, petition, NoteWritten, text, by)
}

func (w *Ward) addNote(ctx context.Context, petition int64, kind NoteKind, text string, by Staff) error {
	id := w.house.IDs.Next()
	sealed, err := w.sealFor(text, "petition_note", id)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, "keep a note", nil, `INSERT INTO petition_note (ward_id, petition_id, note_id, at, staff_id, kind, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		w.ID, petition, id, millis(w.house.Now()), by.ID, string(kind), sealed)
}

// Notes are the desk's notes of a case, oldest first. The caller has made sure that an officer reads them.
func (w *Ward) Notes(ctx context.Context, petition int64) ([]Note, error) {
	rows, err := w.tx.Query(ctx, `SELECT note_id, at, staff_id, kind, sealed FROM petition_note WHERE ward_id = $1 AND petition_id = $2 ORDER BY note_id`, w.ID, petition)
	if err != nil {
		return nil, fmt.Errorf("read the notes of a case: %w", err)
	}
	return collect(rows, func(r *sql.Rows, n *Note) error {
		var id, at int64
		var sealed []byte
		if err := r.Scan(&id, &at, &n.StaffID, &n.Kind, &sealed); err != nil {
			return err
		}
		n.At = w.time(at)
		return w.openFrom(sealed, &n.Text, "petition_note", id)
	})
}
