package ward

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// File is a stored file. Data is set only where the bytes were asked for.
type File struct {
	ID    string
	Owner string // channel/chat of the citizen that may open it; "" is a public file
	Name  string // may name a person: it is sealed with the bytes
	Mime  string // sniffed from the bytes
	Size  int64  // bytes
	Data  []byte
}

// Files live in the database, sealed: they commit with the turn that brings them, every replica sees them, and one
// backup holds all.

// ErrNoFile is returned for an id that names no file of this ward.
var ErrNoFile = errors.New("no such file")

// OwnerOf names a chat as the owner of its files.
func OwnerOf(channel, chat string) string { return channel + "/" + chat }

// Keep stores a citizen's file and returns it with its id, which is made when it has none. A file is loose until Hold:
// loose files are pruned with their drafts.
func (w *Ward) Keep(ctx context.Context, f File) (File, error) {
	if f.ID == "" {
		id, err := randomText(w.house.Random, fileAlphabet, 20)
		if err != nil {
			return f, fmt.Errorf("name a file: %w", err)
		}
		f.ID = id
	}
	f.Size = int64(len(f.Data))
	return f, w.putFile(ctx, f, false)
}

const fileAlphabet = "abcdefghijkmnpqrstuvwxyz23456789"

// Publish stores a public file, such as a disclosed document, under an id of its own. An id that is taken gets the new
// content, and the platforms' copies of the old are forgotten.
func (w *Ward) Publish(ctx context.Context, f File) error {
	if _, err := w.tx.Exec(ctx, `DELETE FROM file_ref WHERE ward_id = $1 AND file_id = $2`, w.ID, f.ID); err != nil {
		return fmt.Errorf("publish a file: %w", err)
	}
	return w.putFile(ctx, f, true)
}

func (w *Ward) putFile(ctx context.Context, f File, held bool) error {
	sealed, err := w.house.Key.Seal(named(f), bound("file", w.ID, []any{f.ID}))
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(ctx, `INSERT INTO file (ward_id, file_id, mime, name, size, created_at, owner, held, sealed) VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8)
		ON CONFLICT (ward_id, file_id) DO UPDATE SET mime = excluded.mime, name = excluded.name, size = excluded.size, sealed = excluded.sealed`,
		w.ID, f.ID, f.Mime, int64(len(f.Data)), millis(w.house.Now()), f.Owner, held, sealed)
	if err != nil {
		return fmt.Errorf("store a file: %w", err)
	}
	return nil
}

// Hold ties a file to a record for good.
func (w *Ward) Hold(ctx context.Context, id string) error {
	return w.tx.Queue(ctx, "hold a file", nil, `UPDATE file SET held = $1 WHERE ward_id = $2 AND file_id = $3`, true, w.ID, id)
}

// OpenFile reads a file, bytes and all.
func (w *Ward) OpenFile(ctx context.Context, id string) (File, error) {
	f := File{ID: id}
	var sealed []byte
	err := w.tx.QueryRow(ctx, `SELECT mime, name, size, owner, sealed FROM file WHERE ward_id = $1 AND file_id = $2`, w.ID, id).
		Scan(&f.Mime, &f.Name, &f.Size, &f.Owner, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return f, ErrNoFile
	}
	if err != nil {
		return f, fmt.Errorf("read a file: %w", err)
	}
	content, err := w.house.open(sealed, "file", w.ID, id)
	if err != nil {
		return f, err
	}
	if f.Name != "" { // a row from before names were sealed
		f.Data = content
		return f, nil
	}
	f.Name, f.Data, err = unnamed(content)
	return f, err
}

// named is what is sealed of a file: its name, which may be a citizen's ("CCCD Nguyễn Văn A.jpg"), and its bytes.
func named(f File) []byte {
	content := make([]byte, 0, binary.MaxVarintLen64+len(f.Name)+len(f.Data))
	content = binary.AppendUvarint(content, uint64(len(f.Name)))
	content = append(content, f.Name...)
	return append(content, f.Data...)
}

// unnamed takes apart what named has put together.
func unnamed(content []byte) (name string, data []byte, err error) {
	length, n := binary.Uvarint(content)
	if n <= 0 || length > uint64(len(content)-n) {
		return "", nil, errors.New("read a file: wrong form")
	}
	end := n + int(length)
	return string(content[n:end]), content[end:], nil
}

// FileRef is a platform's own id of a file that was uploaded before, "" when it was not.
func (w *Ward) FileRef(ctx context.Context, id, channel string) (ref string, err error) {
	err = w.tx.QueryRow(ctx, `SELECT ref FROM file_ref WHERE ward_id = $1 AND file_id = $2 AND channel = $3`, w.ID, id, channel).Scan(&ref)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look up an uploaded file: %w", err)
	}
	return ref, nil
}

// SetFileRef remembers a platform's id of a file; "" forgets it.
func (w *Ward) SetFileRef(ctx context.Context, id, channel, ref string) error {
	_, err := w.tx.Exec(ctx, `INSERT INTO file_ref (ward_id, file_id, channel, ref) VALUES ($1, $2, $3, $4)
		ON CONFLICT (ward_id, file_id, channel) DO UPDATE SET ref = excluded.ref`, w.ID, id, channel, ref)
	if err != nil {
		return fmt.Errorf("remember an uploaded file: %w", err)
	}
	return nil
}

// PruneFiles deletes loose files older than age.
func (w *Ward) PruneFiles(ctx context.Context, age time.Duration) (int64, error) {
	pruned, err := w.tx.Exec(ctx, `DELETE FROM file WHERE ward_id = $1 AND NOT held AND created_at < $2`, w.ID, millis(w.house.Now().Add(-age)))
	if err != nil {
		return 0, fmt.Errorf("prune the loose files: %w", err)
	}
	return pruned, nil
}
