package ward

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"danbiet/db"
)

// Lane is the urgency of a message: a lower lane goes first.
type Lane int64

// The lanes of the outbox.
const (
	LaneReply  Lane = 0 // answers in a conversation
	LaneNotice Lane = 1 // news of a citizen's own case
	LaneBulk   Lane = 2 // broadcasts
)

// Letter is a message on its way to a chat, or, in channels that keep a log, in it.
type Letter struct {
	ID            int64 // grows with time
	Seq           int64 // the order within a chat: the caller counts it in the locked Conversation
	WardID        int64
	Slug          string // of the ward
	Channel, Chat string
	Lane          Lane
	Merge         string    // a later letter to the same chat with the same key replaces an unsent one
	NotBefore     time.Time // zero: at once
	CreatedAt     time.Time
	Attempts      int64
	Ref           string          // of an echo: the citizen's own id
	Body          json.RawMessage // a talk.Message
	Message       any             // what Body was written from, nil where it was read from the database
	RunID         int64           // of the announcement that it is part of, 0 for none
	CitizenID     int64           // of the last letter of a recipient: its fate is that of the delivery
	Logged        bool            // the channel keeps a log and fetches from it: nothing is to be sent
}

// The states of a letter.
const (
	stateLogged = "logged"
	statePost   = "pending"

	StateSent   = "sent"   // deleted at once
	StateFailed = "failed" // given up
	StateGone   = "gone"   // the citizen cannot be reached
)

// Post writes letters in the transaction of the turn that they answer. Each gets its number here. The owner is the
// replica that will send them.
func (w *Ward) Post(ctx context.Context, owner int64, letters []*Letter) error {
	if len(letters) == 0 {
		return nil
	}
	args := make([]any, 0, 15*len(letters))
	for _, l := range letters {
		l.ID, l.WardID, l.Slug, l.CreatedAt = w.house.IDs.Next(), w.ID, w.Profile.Slug, w.house.Now()
		sealed, err := w.house.Key.Seal(l.Body, bound("outbox", w.ID, []any{l.ID}))
		if err != nil {
			return err
		}
		state := statePost
		if l.Logged {
			state = stateLogged
		}
		if err := w.supersede(ctx, l); err != nil {
			return err
		}
		args = append(args, w.ID, l.ID, l.Channel, l.Chat, l.Seq, int64(l.Lane), state, owner, l.Merge, millisOrZero(l.NotBefore), millis(l.CreatedAt), l.Ref, sealed, l.RunID, l.CitizenID)
	}
	return w.tx.QueueRows(ctx, "post letters", nil, `INSERT INTO outbox (ward_id, outbox_id, channel, chat, seq, lane, state, owner, merge, not_before, created_at, ref, sealed, run_id, citizen_id)
		{values}`, 15, args)
}

func (w *Ward) supersede(ctx context.Context, l *Letter) error {
	if l.Merge == "" {
		return nil
	}
	return w.tx.Queue(ctx, "replace an unsent letter", nil, `UPDATE outbox SET state = 'superseded', done_at = $1
		WHERE ward_id = $2 AND channel = $3 AND chat = $4 AND merge = $5 AND merge <> '' AND state = 'pending' AND not_before > $1`,
		millis(w.house.Now()), w.ID, l.Channel, l.Chat, l.Merge)
}

// Sending is what became of a letter.
type Sending struct {
	WardID, ID int64
	RunID      int64  // of the letter
	CitizenID  int64  // of the letter
	State      string // StateSent, StateFailed or StateGone
	Attempts   int64
	Problem    string // why it failed, without words of the message
}

// Settle records what became of letters. One that was sent is deleted: what was said is with the citizen now. One that
// could not be sent stays, emptied, with the reason. A letter that was settled before is left as it is.
func (h *House) Settle(ctx context.Context, sendings []Sending) error {
	if len(sendings) == 0 {
		return nil
	}
	now := millis(h.Now())
	var sent, others []any
	for _, s := range sendings {
		if s.State == StateSent {
			sent = append(sent, s.WardID, s.ID)
			continue
		}
		others = append(others, s.WardID, s.ID, s.State, s.Attempts, s.Problem, now, []byte{})
	}
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		if err := settleDeliveries(ctx, tx, now, sendings); err != nil {
			return err
		}
		// Letters are found by their key: the index of pending ones, which "state = 'pending'" would offer, is full of entries
		// of letters that have just been sent.
		err := tx.QueueRows(ctx, "delete", nil, `DELETE FROM outbox WHERE (ward_id, outbox_id) IN (SELECT r.c1, r.c2 FROM {rows}) AND done_at = 0`, 2, sent)
		if err != nil {
			return err
		}
		return tx.QueueRows(ctx, "update", nil, `UPDATE outbox SET state = r.c3, attempts = r.c4, problem = r.c5, done_at = r.c6, sealed = r.c7
			FROM {rows} WHERE outbox.ward_id = r.c1 AND outbox.outbox_id = r.c2 AND outbox.done_at = 0`, 7, others)
	})
	if err != nil {
		return fmt.Errorf("settle letters: %w", err)
	}
	return nil
}

// StillPending reports whether a letter waits to be sent: a merged one may have been replaced. A letter that is no more
// does not wait.
func (h *House) StillPending(ctx context.Context, wardID, id int64) (pending bool, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT state = 'pending' FROM outbox WHERE ward_id = $1 AND outbox_id = $2`, wardID, id).Scan(&pending)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at a letter: %w", err)
	}
	return pending, nil
}

// Unsent returns those of some letters that stand in the outbox, wait to be sent and belong to a replica. It tells what
// became of letters whose commit got no answer.
func (h *House) Unsent(ctx context.Context, owner int64, letters []*Letter) (unsent []*Letter, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		unsent = nil
		for _, l := range letters {
			var n int
			if err := tx.QueryRow(ctx, `SELECT count(*) FROM outbox WHERE ward_id = $1 AND outbox_id = $2 AND owner = $3 AND state = 'pending'`,
				l.WardID, l.ID, owner).Scan(&n); err != nil {
				return fmt.Errorf("look for letters: %w", err)
			}
			if n > 0 {
				unsent = append(unsent, l)
			}
		}
		return nil
	})
	return unsent, err
}

// Adopt makes a replica the owner of pending letters whose owner has not given a sign of life since a time, and returns
// them in no order, the oldest and at most limit. A replica that calls it with its own id among the dead gets nothing of
// its own.
//
// For as long as this process gave no sign of life itself, nobody else's silence counts: the database was away, the
// others hold their letters still, and both would send them.
func (h *House) Adopt(ctx context.Context, me int64, channel string, since time.Time, limit int) ([]*Letter, error) {
	var letters []*Letter
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		// Materialized, because PostgreSQL may otherwise choose the letters anew for each row, and go past the limit.
		rows, err := tx.Query(ctx, `WITH left_behind AS MATERIALIZED (
			SELECT ward_id, outbox_id FROM outbox WHERE state = 'pending' AND channel = $2 AND owner <> $1
			AND owner NOT IN (SELECT replica_id FROM replica WHERE beat_at >= $3) ORDER BY outbox_id LIMIT $4`+tx.Dialect.SkipLocked()+`)
			UPDATE outbox SET owner = $1 WHERE (ward_id, outbox_id) IN (SELECT ward_id, outbox_id FROM left_behind)
			RETURNING ward_id, (SELECT slug FROM ward WHERE ward.ward_id = outbox.ward_id), outbox_id, channel, chat, seq, lane, merge, not_before, created_at, attempts, run_id, citizen_id, sealed`,
			me, channel, millis(since.Add(-h.silence())), limit)
		if err != nil {
			return fmt.Errorf("adopt letters: %w", err)
		}
		letters, err = collect(rows, h.scanLetter)
		return err
	})
	return letters, err
}

func (h *House) scanLetter(r *sql.Rows, into **Letter) error {
	l := &Letter{}
	var notBefore, createdAt int64
	var sealed []byte
	if err := r.Scan(&l.WardID, &l.Slug, &l.ID, &l.Channel, &l.Chat, &l.Seq, &l.Lane, &l.Merge, &notBefore, &createdAt, &l.Attempts, &l.RunID, &l.CitizenID, &sealed); err != nil {
		return err
	}
	if notBefore > 0 {
		l.NotBefore = time.UnixMilli(notBefore)
	}
	l.CreatedAt = time.UnixMilli(createdAt)
	l.Body, _ = h.open(sealed, "outbox", l.WardID, l.ID) // a damaged letter must not hold up the others: it is refused as empty
	*into = l
	return nil
}

// Log returns what stands in a chat's log after a sequence number, oldest first: letters of channels that keep one.
func (w *Ward) Log(ctx context.Context, channel, chat string, after int64, limit int) ([]*Letter, error) {
	rows, err := w.tx.Query(ctx, `SELECT outbox_id, seq, created_at, ref, sealed FROM outbox
		WHERE ward_id = $1 AND channel = $2 AND chat = $3 AND seq > $4 AND state = 'logged' ORDER BY seq LIMIT $5`, w.ID, channel, chat, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	return collect(rows, func(r *sql.Rows, into **Letter) error {
		l := &Letter{WardID: w.ID, Slug: w.Profile.Slug, Channel: channel, Chat: chat, Logged: true}
		var createdAt int64
		var sealed []byte
		if err := r.Scan(&l.ID, &l.Seq, &createdAt, &l.Ref, &sealed); err != nil {
			return err
		}
		l.CreatedAt = w.time(createdAt)
		var err error
		l.Body, err = w.house.open(sealed, "outbox", w.ID, l.ID)
		*into = l
		return err
	})
}

// Unreachable marks the citizen of a chat as unreachable, or as reachable again.
func (h *House) Unreachable(ctx context.Context, wardID int64, channel, chat string, unreachable bool) error {
	at := int64(0)
	if unreachable {
		at = millis(h.Now())
	}
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE conversation SET unreachable_at = $1 WHERE ward_id = $2 AND channel = $3 AND chat = $4`, at, wardID, channel, chat)
		return err
	})
	if err != nil {
		return fmt.Errorf("mark whether a citizen can be reached: %w", err)
	}
	return nil
}

// Reach is Unreachable for a ward named by its slug, told by the platform itself.
func (h *House) Reach(ctx context.Context, slug, channel, chat string, reachable bool) error {
	e, err := h.find(ctx, slug)
	if err != nil {
		return err
	}
	return h.Unreachable(ctx, e.id, channel, chat, !reachable)
}

// PruneOutbox deletes settled letters and log entries older than age.
func (w *Ward) PruneOutbox(ctx context.Context, age time.Duration) (int64, error) {
	pruned, err := w.tx.Exec(ctx, `DELETE FROM outbox WHERE ward_id = $1 AND state <> 'pending' AND created_at < $2`, w.ID, millis(w.house.Now().Add(-age)))
	if err != nil {
		return 0, fmt.Errorf("prune the outbox: %w", err)
	}
	return pruned, nil
}
