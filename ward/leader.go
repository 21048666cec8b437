package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"danbiet/law"
)

// A denunciation of the ward's chair or a vice-chair is not the ward's: the chair of the province settles it (Luật Tố cáo
// 2018, Điều 13), and whoever denounced is to be kept secret from whom they denounced (Điều 8). So nobody of the ward
// handles it. The officer who took it in keeps it alone until they have transferred it, within five working days of its
// reception (Điều 24). Everywhere else it does not exist but in figures: Case, Inbox and their like do not find it.

// mayKeep reports whether somebody may keep a denunciation of the ward's leaders: those who take petitions in and approve
// nothing, for whoever approves is a leader.
func mayKeep(s Staff) bool { return s.Role.Can(MayReceiveCases) && !s.Role.Approves() }

// ErrNotToKeep is returned where somebody or something is not to be kept for the province: what is no denunciation, is
// closed, or is marked by a leader.
var ErrNotToKeep = errors.New("not a denunciation that this officer may keep for the province")

// KeepForProvince marks a denunciation that turns out to be about the ward's leaders. From then on it exists for the
// officer who marks it alone, and is due to be transferred. Its handler, if any, has it no more. The errors are those of
// Move, and ErrNotToKeep.
func (w *Ward) KeepForProvince(ctx context.Context, petition int64, by Staff, version int64) error {
	c, err := w.lockCase(ctx, petition, version)
	if err != nil {
		return err
	}
	if !mayKeep(by) || c.Kind != law.ToCao || !c.ClosedAt.IsZero() {
		return ErrNotToKeep
	}
	w.noteCase(by, ActFlagged, c, "")
	return w.keepForProvince(ctx, &c, by)
}

func (w *Ward) keepForProvince(ctx context.Context, c *Case, by Staff) error {
	c.HandlerID = 0
	c.startClock(law.StageTransfer, law.DateOf(c.ReceivedAt))
	if err := w.computeDue(ctx, c); err != nil {
		return err
	}
	if err := w.saveCase(ctx, c); err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `UPDATE petition SET about_leader = $1 WHERE ward_id = $2 AND petition_id = $3`, by.ID, w.ID, c.ID); err != nil {
		return fmt.Errorf("keep a case for the province: %w", err)
	}
	return nil
}

// KeptCases are the denunciations of the ward's leaders that somebody keeps, those still to be transferred first.
func (w *Ward) KeptCases(ctx context.Context, by Staff) ([]Case, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND about_leader > 0 AND about_leader = $2 ORDER BY burns_on, petition_id`, w.ID, by.ID)
	if err != nil {
		return nil, fmt.Errorf("list the cases kept for the province: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *Case) (err error) { *c, err = w.scanCase(r.Scan); return err })
}

// KeptFrom are the codes of the denunciations of the ward's leaders that somebody does not keep: where the rows of a figure
// are listed for them, these have no code.
func (w *Ward) KeptFrom(ctx context.Context, by Staff) ([]Code, error) {
	rows, err := w.tx.Query(ctx, `SELECT code FROM petition WHERE ward_id = $1 AND about_leader > 0 AND about_leader <> $2`, w.ID, by.ID)
	if err != nil {
		return nil, fmt.Errorf("list the codes of kept cases: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *Code) error { return r.Scan(c) })
}

// keeperGone is true of a kept case whose keeper is disabled.
const keeperGone = `EXISTS (SELECT 1 FROM staff s WHERE s.ward_id = petition.ward_id AND s.staff_id = petition.about_leader AND s.disabled_at > 0)`

// LostCases are the denunciations of the ward's leaders that nobody can open, because whoever kept them is disabled, those
// still to be transferred first. For somebody who may not keep one there are none.
func (w *Ward) LostCases(ctx context.Context, by Staff) ([]Case, error) {
	if !mayKeep(by) {
		return nil, nil
	}
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND about_leader > 0 AND `+keeperGone+` ORDER BY burns_on, petition_id`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list the cases that nobody keeps any more: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *Case) (err error) { *c, err = w.scanCase(r.Scan); return err })
}

// TakeOverKept gives a case of LostCases to another officer, who says why for the log. One that is none of theirs to take
// gives ErrNoPetition, a reason with fewer than ten letters ErrShortReason.
func (w *Ward) TakeOverKept(ctx context.Context, code Code, by Staff, reason string) error {
	if !mayKeep(by) {
		return ErrNoPetition
	}
	if tooShort(reason) {
		return ErrShortReason
	}
	changed, err := w.tx.Exec(ctx, `UPDATE petition SET about_leader = $1, version = version + 1, updated_at = $2 WHERE ward_id = $3 AND code = $4 AND about_leader > 0 AND `+keeperGone,
		by.ID, millis(w.house.Now()), w.ID, string(code))
	if err != nil {
		return fmt.Errorf("take over a kept case: %w", err)
	}
	if changed == 0 {
		return ErrNoPetition
	}
	w.noteReason(by, ActTookOver, string(code), "", reason)
	return nil
}

// KeptCase finds a denunciation of the ward's leaders for the officer who keeps it; ErrNoPetition for everybody else, and
// for every other case.
func (w *Ward) KeptCase(ctx context.Context, code Code, by Staff) (Case, error) {
	return w.oneCase(w.tx.QueryRow(ctx, `SELECT `+caseColumns+` FROM petition WHERE ward_id = $1 AND code = $2 AND about_leader > 0 AND about_leader = $3`,
		w.ID, string(code), by.ID).Scan)
}

// TransferKept ends a denunciation of the ward's leaders at the ward: it is with the body above. to names that body and is
// sealed. The errors are those of Move, ErrNoPetition for whoever does not keep it, and ErrNoStep once it is closed.
func (w *Ward) TransferKept(ctx context.Context, code Code, t Transition, by Staff, version int64) error {
	c, err := w.KeptCase(ctx, code, by)
	if err != nil {
		return err
	}
	if c.Version != version {
		return ErrChanged
	}
	if !c.ClosedAt.IsZero() {
		return ErrNoStep
	}
	if err := (Step{Reason: true, Document: true, Date: true}).check(t, law.DateOf(c.ReceivedAt), w.Today()); err != nil {
		return err
	}
	if err := w.lockChatOf(ctx, c.ID); err != nil {
		return err
	}
	due := c.DueOn
	c.Status = StatusTransferred
	c.close(w.Now())
	c.stopClock()
	if err := w.saveCase(ctx, &c); err != nil {
		return err
	}
	w.noteCase(by, ActMoved, c, string(c.Status))
	return w.recordNews(ctx, News{Case: c, Event: PetitionEvent{
		Kind: "status", Status: c.Status, Note: t.Reason, StaffID: by.ID, Document: t.Document, On: t.On, Due: due,
	}})
}
