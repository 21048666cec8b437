package ward

import (
	"context"
	"fmt"
	"strings"
)

// ChangePassword gives somebody who is signed in another password. Their other sessions end. A wrong present password
// gives ErrWrongSignIn, one that will not do the errors of Accept, too many attempts a *WaitError.
func (h *House) ChangePassword(ctx context.Context, slug string, s Session, present, next string) error {
	if err := checkPassword(next, s.Staff.Login); err != nil {
		return err
	}
	var before string
	err := h.attempt(ctx, slug, s.Staff.Login, func(w *Ward) (err error) {
		_, before, err = w.passwordOf(ctx, s.Staff.Login)
		return err
	})
	if err != nil {
		return err
	}
	if len(present) > LongestPassword*4 || !isPassword(present, before) { // outside of a transaction, as is the next: they take long
		return ErrWrongSignIn
	}
	hash, err := hashPassword(next, h.Random)
	if err != nil {
		return err
	}
	return h.Write(ctx, slug, func(w *Ward) error {
		changed, err := w.tx.Exec(ctx, `UPDATE staff SET password = $1 WHERE ward_id = $2 AND staff_id = $3 AND password = $4 AND disabled_at = 0`,
			hash, w.ID, s.Staff.ID, before)
		if err != nil {
			return fmt.Errorf("change a password: %w", err)
		}
		if changed == 0 { // disabled, or another password by now
			return ErrWrongSignIn
		}
		if _, err := w.tx.Exec(ctx, `UPDATE staff_session SET revoked_at = $1 WHERE ward_id = $2 AND staff_id = $3 AND session_id <> $4 AND revoked_at = 0`,
			millis(w.house.Now()), w.ID, s.Staff.ID, s.ID); err != nil {
			return fmt.Errorf("end the other sessions: %w", err)
		}
		w.noteID(s.Staff, ActChangedStaff, s.Staff.ID, "password")
		return w.forgetFailures(ctx, s.Staff.Login)
	})
}

// RenewRecovery makes new recovery codes for somebody who is signed in and has a code of their app at hand; those of before
// are worth nothing any more, and the new ones are never shown again. A wrong code gives ErrWrongCode, too many attempts a
// *WaitError.
func (h *House) RenewRecovery(ctx context.Context, slug string, s Session, code string) (recovery []string, err error) {
	if err := h.attempt(ctx, slug, s.Staff.Login, func(*Ward) error { return nil }); err != nil {
		return nil, err
	}
	err = h.Write(ctx, slug, func(w *Ward) error {
		if _, err := w.useCode(ctx, s.Staff.ID, strings.ToUpper(onlyLetters(code))); err != nil {
			return err
		}
		if _, err := w.tx.Exec(ctx, `DELETE FROM staff_recovery WHERE ward_id = $1 AND staff_id = $2`, w.ID, s.Staff.ID); err != nil {
			return fmt.Errorf("forget the recovery codes of before: %w", err)
		}
		w.noteID(s.Staff, ActChangedStaff, s.Staff.ID, "recovery")
		if recovery, err = w.newRecovery(ctx, s.Staff.ID); err != nil {
			return err
		}
		return w.forgetFailures(ctx, s.Staff.Login)
	})
	if err != nil {
		return nil, err
	}
	return recovery, nil
}
