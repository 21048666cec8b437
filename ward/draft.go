package ward

import (
	"context"
	"fmt"
)

// EraseDraft erases what a draft that came to nothing has left: what was said in the chat after a sequence number, by both
// sides, and the chat's files that belong to no record. Letters that wait to be sent stay.
func (w *Ward) EraseDraft(ctx context.Context, channel, chat string, after int64) error {
	_, err := w.tx.Exec(ctx, `DELETE FROM outbox WHERE ward_id = $1 AND channel = $2 AND chat = $3 AND seq > $4 AND state <> 'pending'`, w.ID, channel, chat, after)
	if err != nil {
		return fmt.Errorf("erase a log: %w", err)
	}
	if _, err := w.tx.Exec(ctx, `DELETE FROM file WHERE ward_id = $1 AND owner = $2 AND NOT held`, w.ID, OwnerOf(channel, chat)); err != nil {
		return fmt.Errorf("erase a draft's files: %w", err)
	}
	return nil
}
