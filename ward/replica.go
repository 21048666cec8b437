package ward

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"danbiet/db"
)

// lastSign is the row of installation that outlives the replicas: when one last gave a sign of life and then retired.
const lastSign = "retired_at"

// Beat gives this replica's sign of life.
func (h *House) Beat(ctx context.Context, replica int64) error {
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO replica (replica_id, started_at, beat_at) VALUES ($1, $2, $2)
			ON CONFLICT (replica_id) DO UPDATE SET beat_at = excluded.beat_at`, replica, millis(h.Now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("give a sign of life: %w", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.beats = [2]time.Time{h.beats[1], h.Now()}
	return nil
}

// silence is how long this process itself had given no sign of life before its last one; 0 before its second.
func (h *House) silence() time.Duration {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if h.beats[0].IsZero() {
		return 0
	}
	return max(h.Now().Sub(h.beats[0]), 0)
}

// Retire takes this replica's sign of life away, so that others adopt its letters at once. When it was the last one,
// LastSign still tells when that was.
func (h *House) Retire(ctx context.Context, replica int64) error {
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM replica WHERE replica_id = $1`, replica); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
			lastSign, strconv.FormatInt(millis(h.Now()), 10))
		return err
	})
	if err != nil {
		return fmt.Errorf("retire: %w", err)
	}
	return nil
}

// LastSign is when any replica last gave a sign of life or retired; the zero time when none ever did.
func (h *House) LastSign(ctx context.Context) (time.Time, error) {
	var beat, retired sql.NullString
	err := h.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT (SELECT CAST(max(beat_at) AS TEXT) FROM replica), (SELECT value FROM installation WHERE name = $1)`, lastSign).
			Scan(&beat, &retired)
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("look for signs of life: %w", err)
	}
	var newest int64
	for _, sign := range []sql.NullString{beat, retired} {
		if ms, err := strconv.ParseInt(sign.String, 10, 64); err == nil {
			newest = max(newest, ms)
		}
	}
	if newest == 0 {
		return time.Time{}, nil
	}
	return time.UnixMilli(newest), nil
}

// PruneReplicas forgets replicas that were killed longer ago than age.
func (h *House) PruneReplicas(ctx context.Context, age time.Duration) (pruned int64, err error) {
	err = h.DB.Write(ctx, func(tx *db.Tx) (err error) {
		pruned, err = tx.Exec(ctx, `DELETE FROM replica WHERE beat_at < $1`, millis(h.Now().Add(-age)))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the replicas: %w", err)
	}
	return pruned, nil
}

// AskAgain makes the open questions of a channel due at once: those of chats that were last heard of between two times.
// A platform that keeps a button press only for minutes has lost those of a longer downtime, and the citizen waits.
func (h *House) AskAgain(ctx context.Context, channel string, from, to time.Time) (chats int64, err error) {
	err = h.DB.Write(ctx, func(tx *db.Tx) (err error) {
		chats, err = tx.Exec(ctx, `UPDATE conversation SET nudge_at = $1 WHERE channel = $2 AND updated_at >= $3 AND updated_at <= $4
			AND (nudge_at > 0 OR expire_at > 0) AND unreachable_at = 0`, millis(h.Now()), channel, millis(from), millis(to))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask open questions again: %w", err)
	}
	return chats, nil
}

// Backlog is what waits in the outbox of one channel.
type Backlog struct {
	Channel string
	Letters int64
	Oldest  time.Time // when the oldest of them was written
}

// Backlogs counts the letters that wait to be sent, by channel. Channels without any are left out.
func (h *House) Backlogs(ctx context.Context) (all []Backlog, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT channel, count(*), min(created_at) FROM outbox WHERE state = 'pending' GROUP BY channel ORDER BY channel`)
		if err != nil {
			return err
		}
		all, err = collect(rows, func(r *sql.Rows, b *Backlog) error {
			var oldest int64
			err := r.Scan(&b.Channel, &b.Letters, &oldest)
			b.Oldest = time.UnixMilli(oldest)
			return err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count the waiting letters: %w", err)
	}
	return all, nil
}

// ClockSkew is how far this program's clock is ahead of the database server's; negative when it is behind. SQLite has no
// clock of its own: there the clock can only be found to be behind the last sign of life.
func (h *House) ClockSkew(ctx context.Context) (time.Duration, error) {
	if h.DB.Dialect == db.SQLite {
		last, err := h.LastSign(ctx)
		if err != nil || last.IsZero() {
			return 0, err
		}
		return min(h.Now().Sub(last), 0), nil
	}
	var server int64
	err := h.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)`).Scan(&server)
	})
	if err != nil {
		return 0, fmt.Errorf("ask the database for its time: %w", err)
	}
	return h.Now().Sub(time.UnixMilli(server)), nil
}
