package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// CaseFile is a file of a case without its bytes and its name, which may be a citizen's and is sealed with them.
type CaseFile struct {
	ID      string
	Role    string // evidence, form or receipt
	Mime    string
	Size    int64 // bytes
	AddedAt time.Time
}

// CaseFiles are the files of a case, in the order in which they came.
func (w *Ward) CaseFiles(ctx context.Context, petition int64) ([]CaseFile, error) {
	rows, err := w.tx.Query(ctx, `SELECT f.file_id, p.role, f.mime, f.size, p.added_at FROM petition_file p
		JOIN file f ON f.ward_id = p.ward_id AND f.file_id = p.file_id
		WHERE p.ward_id = $1 AND p.petition_id = $2 ORDER BY p.added_at, f.file_id`, w.ID, petition)
	if err != nil {
		return nil, fmt.Errorf("list the files of a case: %w", err)
	}
	return collect(rows, func(r *sql.Rows, f *CaseFile) error {
		var added int64
		err := r.Scan(&f.ID, &f.Role, &f.Mime, &f.Size, &added)
		f.AddedAt = w.time(added)
		return err
	})
}

// CaseFile opens a file of a case, bytes and all; ErrNoFile for one that is not this case's. The caller has made sure that
// the reader may see it.
func (w *Ward) CaseFile(ctx context.Context, petition int64, id string) (File, error) {
	var one int64
	err := w.tx.QueryRow(ctx, `SELECT petition_id FROM petition_file WHERE ward_id = $1 AND petition_id = $2 AND file_id = $3`, w.ID, petition, id).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return File{}, ErrNoFile
	}
	if err != nil {
		return File{}, fmt.Errorf("find a file of a case: %w", err)
	}
	return w.OpenFile(ctx, id)
}
