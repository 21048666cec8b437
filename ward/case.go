package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"danbiet/db"
	"danbiet/law"
)

// Case is a petition at the desk (vụ việc).
type Case struct {
	Petition

	Version    int64     // raised by every change; whoever changes the case names the one that they saw
	HandlerID  int64     // of the staff, 0 for nobody
	Stage      law.Stage // what DueOn is the term of, "" while no clock runs
	ClockFrom  law.Date  // day 0 of that term
	Extensions int       // of a denunciation's term, Luật Tố cáo 2018, Điều 30
	Flags      Flags
	ClosedAt   time.Time // zero while the desk has something to do
}

// Flags are what officers decide about a case. That it is late (quá hạn) is none of them: Overdue computes it.
type Flags struct {
	Complex       bool `json:"complex,omitempty"`        // vụ việc phức tạp: 45 days for a complaint, Luật Khiếu nại 2011, Điều 28
	Remote        bool `json:"remote,omitempty"`         // vùng sâu, vùng xa
	SeveralPlaces bool `json:"several_places,omitempty"` // a denouncer to be checked in several places, Luật Tố cáo 2018, Điều 24
	Prolonged     bool `json:"prolonged,omitempty"`      // kéo dài: goes on after its lawful settlement, Luật Tiếp công dân 2013, Điều 9.3
	AboveLevel    bool `json:"above_level,omitempty"`    // vượt cấp: was sent above the competent level
}

// Overdue reports whether the term that runs is over on a day (quá hạn). Without a term, and while it is suspended, a case
// is never late.
func (c Case) Overdue(on law.Date) bool {
	return c.ClosedAt.IsZero() && !c.DueOn.IsZero() && on.After(c.DueOn)
}

// Steps are what the case may become now.
func (c Case) Steps() []Step { return Steps(c.Kind, c.Status) }

// Transition is a step that an officer takes with a case.
type Transition struct {
	To       Status
	Reason   string   // may hold personal data: it is sealed
	Document string   // number of the notice or decision, as "12/TB-UBND"; without personal data: it is not sealed
	On       law.Date // of the act; zero is today
}

// The errors of changing a case; compare with errors.Is.
var (
	ErrNoStep        = errors.New("the case cannot become this")
	ErrNeedsReason   = errors.New("this step needs a reason")
	ErrNeedsDocument = errors.New("this step needs the number of a document, of at most 60 letters")
	ErrNeedsDate     = errors.New("this step needs the day of the act, from reception until today")
)

// maxDocument is how many bytes the number of a document has at most.
const maxDocument = 60

const caseColumns = petitionColumns + `, version, handler_id, clock_stage, clock_from, extensions, is_complex, is_remote, several_places, prolonged, above_level, closed_at`

// Case finds a case by its code, without its content; ErrNoPetition where there is none, and for one that is about the
// ward's leaders: see KeptCase.
func (w *Ward) Case(ctx context.Context, code Code) (Case, error) {
	return w.oneCase(w.tx.QueryRow(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND code = $2 AND about_leader = 0`, w.ID, string(code)).Scan)
}

// lockCase reads a case to change it. A version other than the one that was seen gives ErrChanged.
func (w *Ward) lockCase(ctx context.Context, petition, version int64) (Case, error) {
	if err := w.lockChatOf(ctx, petition); err != nil {
		return Case{}, err
	}
	c, err := w.oneCase(w.tx.QueryRow(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND petition_id = $2 AND about_leader = 0`+w.tx.Dialect.ForUpdate(),
		w.ID, petition).Scan)
	if err == nil && c.Version != version {
		return c, ErrChanged
	}
	return c, err
}

// lockChatOf locks the chat that a petition came from before the petition itself, in the order of a citizen's turn: the
// other way round the two would wait for each other. SQLite has one writer and nothing to lock.
func (w *Ward) lockChatOf(ctx context.Context, petition int64) error {
	if w.tx.Dialect == db.SQLite {
		return nil
	}
	var one int
	err := w.tx.QueryRow(ctx, `SELECT 1 FROM conversation WHERE ward_id = $1
		AND (channel, chat) = (SELECT channel, chat FROM petition WHERE ward_id = $1 AND petition_id = $2)`+w.tx.Dialect.ForUpdate(), w.ID, petition).Scan(&one)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("lock the chat of a case: %w", err)
	}
	return nil
}

func (w *Ward) oneCase(scan func(...any) error) (Case, error) {
	c, err := w.scanCase(scan)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrNoPetition
	}
	if err != nil {
		return c, fmt.Errorf("read a case: %w", err)
	}
	return c, nil
}

// scanCase reads caseColumns and what is selected after them.
func (w *Ward) scanCase(scan func(...any) error, more ...any) (Case, error) {
	var c Case
	var from string
	var closed int64
	var err error
	c.Petition, err = w.scanPetition(func(into ...any) error {
		f := &c.Flags
		into = append(into, &c.Version, &c.HandlerID, &c.Stage, &from, &c.Extensions, &f.Complex, &f.Remote, &f.SeveralPlaces, &f.Prolonged, &f.AboveLevel, &closed)
		return scan(append(into, more...)...)
	})
	if err != nil {
		return c, err
	}
	if closed > 0 {
		c.ClosedAt = w.time(closed)
	}
	c.ClockFrom, err = dateOrZero(from)
	return c, err
}

// saveCase writes a case over the version that it was read at.
func (w *Ward) saveCase(ctx context.Context, c *Case) error {
	closed, f := int64(0), c.Flags
	if !c.ClosedAt.IsZero() {
		closed = millis(c.ClosedAt)
	}
	changed, err := w.tx.Exec(ctx, `UPDATE petition SET version = version + 1, kind = $1, field = $2, neighbourhood = $3, search = $4, status = $5, handler_id = $6,
		clock_stage = $7, clock_from = $8, due_on = $9, due_rule = $10, due_explained = $11, calendar_version = $12, extensions = $13, is_complex = $14,
		is_remote = $15, several_places = $16, prolonged = $17, above_level = $18, closed_at = $19, updated_at = $20
		WHERE ward_id = $21 AND petition_id = $22 AND version = $23`,
		string(c.Kind), c.Field, c.Neighbourhood, w.searchOf(c.Petition), string(c.Status), c.HandlerID,
		string(c.Stage), c.ClockFrom.String(), c.DueOn.String(), c.DueRule, c.DueExplained, w.Calendar().Version(), c.Extensions, f.Complex,
		f.Remote, f.SeveralPlaces, f.Prolonged, f.AboveLevel, closed, millis(w.house.Now()), w.ID, c.ID, c.Version)
	if err != nil {
		return fmt.Errorf("save a case: %w", err)
	}
	if changed == 0 {
		return ErrChanged
	}
	c.Version++
	return nil
}

// Move takes a case a step on: its status, its clock where the law begins, stops or suspends one, and an entry of its
// timeline. version is the one that the officer saw; when the case has changed since, ErrChanged is returned and nothing
// is written. A step that the case cannot take gives ErrNoStep; one that lacks what the law asks for, ErrNeedsReason,
// ErrNeedsDocument or ErrNeedsDate; a third extension of a denunciation, law.ErrExtended. The citizen is told, see News.
//
// Whether the officer may do this is for the caller to check.
func (w *Ward) Move(ctx context.Context, petition int64, t Transition, by Staff, version int64) (Case, error) {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return c, err
	}
	step, ok := c.step(t.To)
	if !ok {
		return c, fmt.Errorf("%w: %s of a %s from %s", ErrNoStep, t.To, c.Kind, c.Status)
	}
	if err := step.check(t, law.DateOf(c.ReceivedAt), w.Today()); err != nil {
		return c, err
	}
	if t.On.IsZero() {
		t.On = w.Today()
	}
	was := c
	c.Status = t.To
	c.close(w.Now())
	if err := w.turnClock(ctx, &c, was.Status, step.clock, t.On); err != nil {
		return was, err
	}
	if err := w.saveCase(ctx, &c); err != nil {
		return was, err
	}
	if c.Status == StatusAnswered {
		w.noteCase(by, ActReplied, c, t.Document)
	} else {
		w.noteCase(by, ActMoved, c, string(c.Status))
	}
	event := PetitionEvent{Kind: "status", Status: c.Status, Note: t.Reason, StaffID: by.ID, Document: t.Document, On: t.On, Due: was.DueOn}
	if err := w.recordNews(ctx, News{Case: c, Event: event}); err != nil {
		return c, err
	}
	if c.Status == StatusWithdrawn {
		return c, w.goOnAlone(ctx, c, by)
	}
	return c, w.passOn(ctx, c, event)
}

func (c Case) step(to Status) (Step, bool) {
	steps := c.Steps()
	i := slices.IndexFunc(steps, func(s Step) bool { return s.To == to })
	if i < 0 {
		return Step{}, false
	}
	return steps[i], true
}

// check makes sure that a transition tells what the law asks for.
func (s Step) check(t Transition, received, today law.Date) error {
	switch {
	case s.Reason && t.Reason == "":
		return ErrNeedsReason
	case s.Document && t.Document == "", len(t.Document) > maxDocument:
		return ErrNeedsDocument
	case t.On.IsZero() && s.Date, !t.On.IsZero() && (t.On.Before(received) || t.On.After(today)):
		return ErrNeedsDate
	}
	return nil
}

// close notes when the desk had nothing more to do, or that it has again. What is closed already stays closed since then.
func (c *Case) close(now time.Time) {
	switch {
	case !c.Status.Closed():
		c.ClosedAt = time.Time{}
	case c.ClosedAt.IsZero():
		c.ClosedAt = now
	}
}
