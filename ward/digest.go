package ward

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"danbiet/law"
)

// DigestReaders are the leaders who get the weekly digest of figures: those with a linked chat who want it, by login.
func (w *Ward) DigestReaders(ctx context.Context) ([]Staff, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+staffColumns+` FROM staff
		WHERE ward_id = $1 AND role = $2 AND disabled_at = 0 AND chat <> '' AND digest_off_at = 0 ORDER BY login`, w.ID, string(RoleLeader))
	if err != nil {
		return nil, fmt.Errorf("look for the readers of the digest: %w", err)
	}
	return collect(rows, func(r *sql.Rows, s *Staff) (err error) { *s, err = scanStaff(r.Scan); return err })
}

// digestSent marks the digest of a day among the alerts that were told: it is about no case.
func digestSent(day law.Date) string { return "digest." + day.String() }

// AwaitDigest are the readers of the digest who have not been told on a day.
func (w *Ward) AwaitDigest(ctx context.Context, day law.Date) ([]Staff, error) {
	readers, err := w.DigestReaders(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := w.tx.Query(ctx, `SELECT staff_id FROM alert_sent WHERE ward_id = $1 AND petition_id = 0 AND alert = $2`, w.ID, digestSent(day))
	if err != nil {
		return nil, fmt.Errorf("look who has the digest: %w", err)
	}
	told, err := collect(rows, func(r *sql.Rows, id *int64) error { return r.Scan(id) })
	return slices.DeleteFunc(readers, func(s Staff) bool { return slices.Contains(told, s.ID) }), err
}

// TakeDigest notes that somebody is told the digest of a day, and reports false where they were before.
func (w *Ward) TakeDigest(ctx context.Context, to Staff, day law.Date) (fresh bool, err error) {
	n, err := w.tx.Exec(ctx, `INSERT INTO alert_sent (ward_id, petition_id, staff_id, alert, at) VALUES ($1, 0, $2, $3, $4)
		ON CONFLICT (ward_id, petition_id, staff_id, alert) DO NOTHING`, w.ID, to.ID, digestSent(day), millis(w.house.Now()))
	if err != nil {
		return false, fmt.Errorf("note who has the digest: %w", err)
	}
	return n == 1, nil
}

// GetsDigest reports whether somebody of the staff gets the weekly digest in their chat.
func (w *Ward) GetsDigest(ctx context.Context, by Staff) (bool, error) {
	all, err := w.DigestReaders(ctx)
	for _, s := range all {
		if s.ID == by.ID {
			return true, err
		}
	}
	return false, err
}

// WantDigest notes whether somebody of the staff wants the weekly digest.
func (w *Ward) WantDigest(ctx context.Context, by Staff, wanted bool) error {
	off := int64(0)
	if !wanted {
		off = millis(w.house.Now())
	}
	if _, err := w.tx.Exec(ctx, `UPDATE staff SET digest_off_at = $1 WHERE ward_id = $2 AND staff_id = $3`, off, w.ID, by.ID); err != nil {
		return fmt.Errorf("note who wants the digest: %w", err)
	}
	return nil
}
