package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// The errors of signing in. None of them tells whether a login is somebody's.
var (
	ErrNoInvitation = errors.New("no such invitation")
	ErrWrongSignIn  = errors.New("wrong login or password")
	ErrWrongCode    = errors.New("wrong one-time code")
)

// WaitError is returned when there were too many attempts.
type WaitError struct {
	For time.Duration // until the next may be made
}

func (e *WaitError) Error() string { return "too many attempts" }

// Attempts that fail are free up to a number; each further one doubles the wait, up to a longest. A wait that is over by
// failuresKept is forgotten.
const (
	freeFailures = 5
	firstWait    = time.Minute
	longestWait  = time.Hour
	failuresKept = 24 * time.Hour
	recoveries   = 10 // codes
	recoveryHalf = 5  // letters on either side of the hyphen, of nearly five bits each
)

// NewInvitation makes a one-time invitation to choose a password, for two days; an earlier one is worth nothing any more.
// What they sign in with now stays good until the new one is used.
func (w *Ward) NewInvitation(ctx context.Context, login string) (token string, err error) {
	token, err = randomText(w.house.Random, codeAlphabet, linkLetters)
	if err != nil {
		return "", fmt.Errorf("make an invitation: %w", err)
	}
	hash, err := w.house.Key.Hash("staff-invitation", token)
	if err != nil {
		return "", err
	}
	who, err := w.StaffByLogin(ctx, login)
	if err != nil {
		return "", err
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET invite_hash = $1, invite_until = $2 WHERE ward_id = $3 AND login = $4 AND disabled_at = 0`,
		hash, millis(w.house.Now().Add(linkLasts)), w.ID, login)
	if err != nil {
		return "", fmt.Errorf("make an invitation: %w", err)
	}
	if changed == 0 {
		return "", ErrNoStaff
	}
	w.noteID(w.actor, ActChangedStaff, who.ID, "invited")
	return token, nil
}

// Invited is whom an invitation is for. One that is unknown, used or too old gives ErrNoInvitation.
func (w *Ward) Invited(ctx context.Context, token string) (Staff, error) {
	hash, err := w.house.Key.Hash("staff-invitation", token)
	if err != nil {
		return Staff{}, err
	}
	s, err := scanStaff(w.tx.QueryRow(ctx, `SELECT `+staffColumns+` FROM staff WHERE ward_id = $1 AND invite_hash = $2 AND invite_hash <> ''
		AND invite_until > $3 AND disabled_at = 0`, w.ID, hash, millis(w.house.Now())).Scan)
	if errors.Is(err, ErrNoStaff) {
		return s, ErrNoInvitation
	}
	return s, err
}

// Accept uses an invitation up: it sets the password, makes a new secret for one-time codes, ends every session and
// forgets the recovery codes of before. from is where it is done, for the log, as in Staff. It returns the token of a session
// whose second step is still to come.
func (h *House) Accept(ctx context.Context, slug, invitation, password, agent, from string) (token string, err error) {
	var who Staff
	if err := h.Read(ctx, slug, func(w *Ward) (err error) { who, err = w.Invited(ctx, invitation); return err }); err != nil {
		return "", err
	}
	if err := checkPassword(password, who.Login); err != nil {
		return "", err
	}
	hash, err := hashPassword(password, h.Random) // outside of the transaction: it takes as long as a hundred of them
	if err != nil {
		return "", err
	}
	err = h.Write(ctx, slug, func(w *Ward) error {
		who, err := w.Invited(ctx, invitation)
		if err != nil {
			return err
		}
		if err := w.renewSignIn(ctx, who, invitation, hash); err != nil {
			return err
		}
		who.From = from
		w.noteID(who, ActChangedStaff, who.ID, "accepted")
		token, err = w.openSession(ctx, who.ID, false, agent)
		return err
	})
	return token, err
}

func (w *Ward) renewSignIn(ctx context.Context, who Staff, invitation, password string) error {
	secret := make([]byte, totpSecret)
	if _, err := io.ReadFull(w.house.Random, secret); err != nil {
		return fmt.Errorf("make a secret: %w", err)
	}
	sealed, err := w.sealFor(secret, "staff", who.ID)
	if err != nil {
		return err
	}
	hash, err := w.house.Key.Hash("staff-invitation", invitation)
	if err != nil {
		return err
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET password = $1, totp = $2, totp_since = 0, totp_step = 0, invite_hash = '', invite_until = 0
		WHERE ward_id = $3 AND staff_id = $4 AND invite_hash = $5`, password, sealed, w.ID, who.ID, hash)
	if err != nil {
		return fmt.Errorf("set a password: %w", err)
	}
	if changed == 0 { // another browser was quicker
		return ErrNoInvitation
	}
	if _, err := w.tx.Exec(ctx, `UPDATE staff_session SET revoked_at = $1 WHERE ward_id = $2 AND staff_id = $3 AND revoked_at = 0`, millis(w.house.Now()), w.ID, who.ID); err != nil {
		return fmt.Errorf("end the sessions of before: %w", err)
	}
	if _, err := w.tx.Exec(ctx, `DELETE FROM staff_recovery WHERE ward_id = $1 AND staff_id = $2`, w.ID, who.ID); err != nil {
		return fmt.Errorf("forget the recovery codes of before: %w", err)
	}
	return w.forgetFailures(ctx, who.Login)
}

// SignIn is the first step: it returns the token of a session whose second step is still to come. A wrong login or
// password gives ErrWrongSignIn, too many attempts a *WaitError.
func (h *House) SignIn(ctx context.Context, slug, login, password, agent string) (token string, err error) {
	var hash string
	var who Staff
	if err := h.attempt(ctx, slug, login, func(w *Ward) (err error) {
		who, hash, err = w.passwordOf(ctx, login)
		return err
	}); err != nil {
		return "", err
	}
	if len(password) > LongestPassword*4 || !isPassword(password, hash) { // outside of a transaction: it takes long
		return "", ErrWrongSignIn
	}
	err = h.Write(ctx, slug, func(w *Ward) error {
		_, now, err := w.passwordOf(ctx, login)
		if err != nil {
			return err
		}
		if now != hash { // disabled, or another password by now
			return ErrWrongSignIn
		}
		if err := w.forgiveFailure(ctx, login); err != nil {
			return err
		}
		token, err = w.openSession(ctx, who.ID, false, agent)
		return err
	})
	return token, err
}

// passwordOf is somebody with their password's hash, nobody and "" for a login that is nobody's.
func (w *Ward) passwordOf(ctx context.Context, login string) (who Staff, hash string, err error) {
	err = w.tx.QueryRow(ctx, `SELECT staff_id, login, password FROM staff WHERE ward_id = $1 AND login = $2 AND disabled_at = 0`, w.ID, login).Scan(&who.ID, &who.Login, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return who, "", nil
	}
	if err != nil {
		return who, "", fmt.Errorf("read a password: %w", err)
	}
	return who, hash, nil
}

// Secret is what the app of a session's owner makes codes with, for the page that sets the app up. Once a code was right
// it is never shown again: then it gives ErrNoSession.
func (w *Ward) Secret(ctx context.Context, s Session) (TOTP, error) {
	t, since, _, err := w.totp(ctx, s.Staff.ID)
	if err == nil && since > 0 {
		err = ErrNoSession
	}
	if err != nil {
		return TOTP{}, err
	}
	return t, nil
}

func (w *Ward) totp(ctx context.Context, staff int64) (t TOTP, since, last int64, err error) {
	var sealed []byte
	err = w.tx.QueryRow(ctx, `SELECT totp, totp_since, totp_step FROM staff WHERE ward_id = $1 AND staff_id = $2 AND disabled_at = 0`, w.ID, staff).Scan(&sealed, &since, &last)
	if errors.Is(err, sql.ErrNoRows) || err == nil && sealed == nil {
		return t, 0, 0, ErrNoSession
	}
	if err != nil {
		return t, 0, 0, fmt.Errorf("read a secret: %w", err)
	}
	if err := w.openFrom(sealed, &t.Secret, "staff", staff); err != nil {
		return t, 0, 0, err
	}
	return t, since, last, nil
}

// PassCode is the second step: with a code of their app, or a recovery code, which is used up, it ends the session of the
// first step and returns the token of one that has passed both. The first right code of a new app also makes the recovery
// codes, which are never shown again. A wrong code gives ErrWrongCode, too many attempts a *WaitError.
func (h *House) PassCode(ctx context.Context, slug string, s Session, code string) (token string, recovery []string, err error) {
	if err := h.attempt(ctx, slug, s.Staff.Login, func(*Ward) error { return nil }); err != nil {
		return "", nil, err
	}
	err = h.Write(ctx, slug, func(w *Ward) error {
		recovery, err = w.useCode(ctx, s.Staff.ID, strings.ToUpper(onlyLetters(code)))
		if err != nil {
			return err
		}
		if err := w.endSession(ctx, s.Staff.ID, s.ID); err != nil {
			return err
		}
		if err := w.forgetFailures(ctx, s.Staff.Login); err != nil {
			return err
		}
		w.Note(s.Staff, ActSignedIn, "", "")
		token, err = w.openSession(ctx, s.Staff.ID, true, s.Agent)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	return token, recovery, nil
}

// onlyLetters leaves letters and digits of ASCII: codes are typed with spaces and hyphens.
func onlyLetters(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, code)
}

// useCode uses up a code of the app or a recovery code, and returns new recovery codes with the first of an app.
func (w *Ward) useCode(ctx context.Context, staff int64, code string) (recovery []string, err error) {
	t, since, last, err := w.totp(ctx, staff)
	if err != nil {
		return nil, err
	}
	step, ok := t.check(code, w.house.Now(), last)
	if !ok {
		return nil, w.useRecovery(ctx, staff, code)
	}
	changed, err := w.tx.Exec(ctx, `UPDATE staff SET totp_step = $1, totp_since = CASE WHEN totp_since = 0 THEN $2 ELSE totp_since END
		WHERE ward_id = $3 AND staff_id = $4 AND totp_step < $1`, step, millis(w.house.Now()), w.ID, staff)
	if err != nil {
		return nil, fmt.Errorf("use a code: %w", err)
	}
	if changed == 0 { // another browser was quicker with the same code
		return nil, ErrWrongCode
	}
	if since > 0 {
		return nil, nil
	}
	return w.newRecovery(ctx, staff)
}

func (w *Ward) newRecovery(ctx context.Context, staff int64) (codes []string, err error) {
	for range recoveries {
		code, err := randomText(w.house.Random, codeAlphabet, 2*recoveryHalf)
		if err != nil {
			return nil, fmt.Errorf("make a recovery code: %w", err)
		}
		hash, err := w.house.Key.Hash("staff-recovery", code)
		if err != nil {
			return nil, err
		}
		if _, err := w.tx.Exec(ctx, `INSERT INTO staff_recovery (ward_id, staff_id, code_hash) VALUES ($1, $2, $3)`, w.ID, staff, hash); err != nil {
			return nil, fmt.Errorf("keep a recovery code: %w", err)
		}
		codes = append(codes, code[:recoveryHalf]+"-"+code[recoveryHalf:])
	}
	return codes, nil
}

func (w *Ward) useRecovery(ctx context.Context, staff int64, code string) error {
	hash, err := w.house.Key.Hash("staff-recovery", code)
	if err != nil {
		return err
	}
	used, err := w.tx.Exec(ctx, `DELETE FROM staff_recovery WHERE ward_id = $1 AND staff_id = $2 AND code_hash = $3`, w.ID, staff, hash)
	if err != nil {
		return fmt.Errorf("use a recovery code: %w", err)
	}
	if used == 0 {
		return ErrWrongCode
	}
	return nil
}

// RecoveryLeft is how many recovery codes somebody has not used.
func (w *Ward) RecoveryLeft(ctx context.Context, staff int64) (n int, err error) {
	if err := w.tx.QueryRow(ctx, `SELECT count(*) FROM staff_recovery WHERE ward_id = $1 AND staff_id = $2`, w.ID, staff).Scan(&n); err != nil {
		return 0, fmt.Errorf("count recovery codes: %w", err)
	}
	return n, nil
}
