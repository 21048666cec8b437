package ward

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Notify tells a chat something besides what its own turn says, such as an approver that a draft waits for them. The
// message is a talk.Message. It is written in this transaction and handed on once that has committed: by House.Write, or
// by whoever has taken it with Posted.
func (w *Ward) Notify(ctx context.Context, channel, chat string, lane Lane, message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return fmt.Errorf("write a notice: %w", err)
	}
	l := &Letter{Channel: channel, Chat: chat, Lane: lane, Body: body, Message: message, Logged: w.house.keepsLog(channel)}
	if l.Seq, err = w.nextSeq(ctx, channel, chat); err != nil {
		return err
	}
	if err := w.Post(ctx, w.house.Replica, []*Letter{l}); err != nil {
		return err
	}
	w.posted = append(w.posted, l)
	return nil
}

// Posted takes the letters that Notify has written in this transaction: the caller hands them on once it has committed.
func (w *Ward) Posted() []*Letter {
	w.taken = true
	return w.posted
}

// nextSeq counts one more letter of a chat. A conversation that this transaction has locked is counted on in memory as
// well, for SaveConversations to write.
func (w *Ward) nextSeq(ctx context.Context, channel, chat string) (seq int64, err error) {
	if c := w.locked[[2]string{channel, chat}]; c != nil {
		c.LastSeq++
		return c.LastSeq, w.tx.Queue(ctx, "number a letter", nil, `UPDATE conversation SET last_seq = $1 WHERE ward_id = $2 AND channel = $3 AND chat = $4`,
			c.LastSeq, w.ID, channel, chat)
	}
	err = w.tx.QueryRow(ctx, `UPDATE conversation SET last_seq = last_seq + 1 WHERE ward_id = $1 AND channel = $2 AND chat = $3 RETURNING last_seq`, w.ID, channel, chat).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("number a letter: %w", err)
	}
	return seq, nil
}

// keepsLog reports whether a channel keeps a log, which citizens read, instead of pushing messages to them.
func (h *House) keepsLog(channel string) bool { return !slices.Contains(h.Pushes, channel) }
