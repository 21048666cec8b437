package ward

import (
	"context"
	"database/sql"
	"fmt"
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
