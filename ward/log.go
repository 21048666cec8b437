package ward

import (
	"context"
	"fmt"
)

// EraseLog erases what was said in a chat after a sequence number, both sides of it: a draft that came to nothing must not
// live on in a log. Letters that wait to be sent stay.
func (w *Ward) EraseLog(ctx context.Context, channel, chat string, after int64) error {
	_, err := w.tx.Exec(ctx, `DELETE FROM outbox WHERE ward_id = $1 AND channel = $2 AND chat = $3 AND seq > $4 AND state <> 'pending'`, w.ID, channel, chat, after)
	if err != nil {
		return fmt.Errorf("erase a log: %w", err)
	}
	return nil
}
