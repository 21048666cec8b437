package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// attempt counts an attempt to sign in as one that fails, before it is known to, so that many at once count as many. Then
// it reads what the attempt needs. While there is a wait, it counts nothing and returns a *WaitError.
func (h *House) attempt(ctx context.Context, slug, login string, read func(*Ward) error) error {
	return h.Write(ctx, slug, func(w *Ward) error {
		if err := w.countFailure(ctx, login); err != nil {
			return err
		}
		return read(w)
	})
}

func (w *Ward) countFailure(ctx context.Context, login string) error {
	hash, err := w.house.Key.Hash("signin-failure", login)
	if err != nil {
		return err
	}
	now := w.house.Now()
	if _, err := w.tx.Exec(ctx, `DELETE FROM signin_failure WHERE ward_id = $1 AND next_at < $2`, w.ID, millis(now.Add(-failuresKept))); err != nil {
		return fmt.Errorf("forget old attempts: %w", err)
	}
	// Written before it is read: of several at once, the others wait here.
	if _, err := w.tx.Exec(ctx, `INSERT INTO signin_failure (ward_id, login_hash, failures, next_at) VALUES ($1, $2, 0, $3)
		ON CONFLICT (ward_id, login_hash) DO NOTHING`, w.ID, hash, millis(now)); err != nil {
		return fmt.Errorf("count an attempt: %w", err)
	}
	var failures int
	var next int64
	err = w.tx.QueryRow(ctx, `SELECT failures, next_at FROM signin_failure WHERE ward_id = $1 AND login_hash = $2`+w.tx.Dialect.ForUpdate(), w.ID, hash).Scan(&failures, &next)
	if errors.Is(err, sql.ErrNoRows) { // whose wait was forgotten meanwhile
		return nil
	}
	if err != nil {
		return fmt.Errorf("count an attempt: %w", err)
	}
	if next > millis(now) {
		return &WaitError{For: w.time(next).Sub(now)}
	}
	failures++
	_, err = w.tx.Exec(ctx, `UPDATE signin_failure SET failures = $1, next_at = $2 WHERE ward_id = $3 AND login_hash = $4`,
		failures, millis(now.Add(waitAfter(failures))), w.ID, hash)
	if err != nil {
		return fmt.Errorf("count an attempt: %w", err)
	}
	return nil
}

// waitAfter is the wait after a number of failures in a row.
func waitAfter(failures int) time.Duration {
	wait := time.Duration(0)
	for range failures - freeFailures + 1 {
		wait = min(max(firstWait, 2*wait), longestWait)
	}
	return wait
}

// forgiveFailure takes the last attempt back, which was right. Those before it still count, until the second step is done.
func (w *Ward) forgiveFailure(ctx context.Context, login string) error {
	hash, err := w.house.Key.Hash("signin-failure", login)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(ctx, `UPDATE signin_failure SET failures = failures - 1, next_at = $1 WHERE ward_id = $2 AND login_hash = $3 AND failures > 0`,
		millis(w.house.Now()), w.ID, hash)
	if err != nil {
		return fmt.Errorf("take an attempt back: %w", err)
	}
	return nil
}

// forgetFailures begins the counting anew for somebody who is signed in.
func (w *Ward) forgetFailures(ctx context.Context, login string) error {
	hash, err := w.house.Key.Hash("signin-failure", login)
	if err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `DELETE FROM signin_failure WHERE ward_id = $1 AND login_hash = $2`, w.ID, hash); err != nil {
		return fmt.Errorf("forget the attempts: %w", err)
	}
	return nil
}
