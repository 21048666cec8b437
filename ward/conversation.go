package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/db"
)

// Conversation is one chat of one citizen in one channel. Memory is what the flows remember; it is sealed at rest.
type Conversation struct {
	Channel, Chat string
	ID            int64 // a pseudonym: interaction events carry it instead of the chat
	CitizenID     int64
	Lang          string // "vi" or "en"
	Memory        []byte // JSON
	NudgeAt       time.Time
	ExpireAt      time.Time
	UnreachableAt time.Time // since when the platform says that the citizen cannot be reached; zero: they can
	LastSeq       int64     // of its letters
	HandoverID    int64     // the Handover in which staff answer, 0 where the program does
	New           bool      // no row existed before this turn

	seen []uint64 // the updates that were dealt with last
}

// Desk opens a ward inside a transaction that the caller runs, for a number of turns that commit together. When one of
// many fails, the caller runs each on its own. The caller ends with CloseAudit.
func (h *House) Desk(ctx context.Context, tx *db.Tx, slug string, turns int) (*Ward, error) {
	e, err := h.find(ctx, slug)
	if err != nil {
		return nil, err
	}
	return &Ward{ID: e.id, Profile: e.profile, calendar: e.calendar, house: h, tx: tx, many: turns > 1}, nil
}

// Warm loads a ward's profile so that Desk needs no query while a transaction is open.
func (h *House) Warm(ctx context.Context, slug string) error {
	_, err := h.find(ctx, slug)
	return err
}

// Lock returns the conversations of some chats of one channel and holds them until the transaction ends. Chats that
// were never heard of come back as new conversations, for SaveConversations to write.
func (w *Ward) Lock(ctx context.Context, channel string, chats []string) (map[string]*Conversation, error) {
	found := make(map[string]*Conversation, len(chats))
	if err := w.lockInto(ctx, channel, chats, found); err != nil {
		return nil, err
	}
	for _, chat := range chats {
		if found[chat] == nil {
			found[chat] = &Conversation{Channel: channel, Chat: chat, ID: w.house.IDs.Next(), CitizenID: w.house.IDs.Next(), Lang: "vi", New: true}
		}
	}
	if w.locked == nil {
		w.locked = make(map[[2]string]*Conversation, len(found))
	}
	for chat, c := range found {
		w.locked[[2]string{channel, chat}] = c
	}
	return found, nil
}

func (w *Ward) lockInto(ctx context.Context, channel string, chats []string, found map[string]*Conversation) error {
	err := w.tx.Each(ctx, func(scan func(...any) error) error {
		c := &Conversation{Channel: channel}
		var sealed, seen []byte
		var nudge, expire, unreachable, updated int64
		err := scan(&c.Chat, &c.ID, &c.CitizenID, &c.Lang, &sealed, &nudge, &expire, &unreachable, &c.LastSeq, &c.HandoverID, &seen, &updated)
		if err != nil {
			return err
		}
		if sealed != nil {
			if c.Memory, err = w.house.open(sealed, "conversation", w.ID, channel, c.Chat); err != nil {
				return err
			}
		}
		c.NudgeAt, c.ExpireAt, c.UnreachableAt = w.timeOrZero(nudge), w.timeOrZero(expire), w.timeOrZero(unreachable)
		c.seen = unpackSeen(seen, w.house.Now().Sub(time.UnixMilli(updated)))
		found[c.Chat] = c
		return nil
	}, `SELECT chat, conversation_id, citizen_id, lang, sealed, nudge_at, expire_at, unreachable_at, last_seq, handover_id, seen, updated_at FROM conversation
		WHERE ward_id = $1 AND channel = $2 AND `+w.tx.Dialect.In("chat", "$3")+` ORDER BY chat`+w.tx.Dialect.ForUpdate(),
		w.ID, channel, w.tx.Dialect.List(chats))
	if err != nil {
		return fmt.Errorf("lock conversations: %w", err)
	}
	return nil
}

func (w *Ward) timeOrZero(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return w.time(ms)
}

func millisOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}

// SaveConversations writes conversations back. It reports ErrRaced when another replica has begun one of the new ones in
// the meantime: the transaction must then be run again.
func (w *Ward) SaveConversations(ctx context.Context, conversations []*Conversation) error {
	if len(conversations) == 0 {
		return nil
	}
	// One order for all, so that two batches that begin the same conversations never wait for each other in a ring.
	sorted := slices.SortedFunc(slices.Values(conversations), func(a, b *Conversation) int { return strings.Compare(a.Chat, b.Chat) })
	var added, args []any
	for _, c := range sorted {
		var sealed []byte
		if c.Memory != nil {
			var err error
			if sealed, err = w.house.Key.Seal(c.Memory, bound("conversation", w.ID, []any{c.Channel, c.Chat})); err != nil {
				return err
			}
		}
		row := []any{
			w.ID, c.Channel, c.Chat, c.ID, c.CitizenID, c.Lang, sealed, millisOrZero(c.NudgeAt), millisOrZero(c.ExpireAt),
			millisOrZero(c.UnreachableAt), c.LastSeq, c.HandoverID, packSeen(c.seen), millis(w.house.Now()),
		}
		if c.New {
			added = append(added, row...)
		} else {
			args = append(args, row...)
		}
	}
	if err := w.addConversations(ctx, added); err != nil {
		return err
	}
	return w.updateConversations(ctx, args)
}

const conversationWidth = 14

const putConversations = `INSERT INTO conversation
	(ward_id, channel, chat, conversation_id, citizen_id, lang, sealed, nudge_at, expire_at, unreachable_at, last_seq, handover_id, seen, updated_at)
	{values} ON CONFLICT (ward_id, channel, chat) DO `

func (w *Ward) addConversations(ctx context.Context, values []any) error {
	return w.tx.QueueRows(ctx, "begin conversations", func(written int64) error {
		if written != int64(len(values)/conversationWidth) {
			return ErrRaced
		}
		return nil
	}, putConversations+`NOTHING`, conversationWidth, values)
}

func (w *Ward) updateConversations(ctx context.Context, values []any) error {
	return w.tx.QueueRows(ctx, "save conversations", nil, putConversations+`UPDATE SET lang = excluded.lang, sealed = excluded.sealed,
		nudge_at = excluded.nudge_at, expire_at = excluded.expire_at, unreachable_at = excluded.unreachable_at, last_seq = excluded.last_seq, handover_id = excluded.handover_id, seen = excluded.seen, updated_at = excluded.updated_at`, conversationWidth, values)
}

// ErrRaced is returned when another replica has done the same thing first; running the transaction again sees its work.
var ErrRaced = errors.New("another replica was first")

// Due names a conversation that a job must look at.
type Due struct{ Channel, Chat string }

// DueConversations lists conversations of this ward whose nudge or expiry has come, oldest first.
func (w *Ward) DueConversations(ctx context.Context, limit int) ([]Due, error) {
	now := millis(w.house.Now())
	rows, err := w.tx.Query(ctx, `SELECT channel, chat FROM conversation
		WHERE ward_id = $1 AND ((nudge_at > 0 AND nudge_at <= $2) OR (expire_at > 0 AND expire_at <= $2))
		ORDER BY updated_at LIMIT $3`, w.ID, now, limit)
	if err != nil {
		return nil, fmt.Errorf("look for conversations that wait: %w", err)
	}
	return collect(rows, func(r *sql.Rows, d *Due) error { return r.Scan(&d.Channel, &d.Chat) })
}
