package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// News is a change of a case that its citizen is to hear of.
type News struct {
	Case  Case // as it is now
	Event PetitionEvent
	// Reclassified tells that the petition is of another kind now.
	Reclassified bool
	Lang         string // of the conversation that the petition came from: "vi" or "en"
}

// tell writes the news of a case to the chat that the petition came from, in the transaction that makes it: no change
// without its message, and no message of a change that did not happen. What is said, and whether anything is, is up to
// House.Words. Nobody is told of a petition without a chat, or where the platform says that the citizen cannot be
// reached any more.
func (w *Ward) tell(ctx context.Context, n News) error {
	c := n.Case
	if w.house.Words == nil || c.Chat == "" {
		return nil
	}
	var unreachable int64
	err := w.tx.QueryRow(ctx, `SELECT lang, unreachable_at FROM conversation WHERE ward_id = $1 AND channel = $2 AND chat = $3`, w.ID, c.Channel, c.Chat).
		Scan(&n.Lang, &unreachable)
	if errors.Is(err, sql.ErrNoRows) || err == nil && unreachable > 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look whom to tell of a case: %w", err)
	}
	message, err := w.house.Words(ctx, w, n)
	if err != nil || message == nil {
		return err
	}
	return w.Notify(ctx, c.Channel, c.Chat, LaneNotice, message)
}

// recordNews writes an entry of the timeline and tells the citizen.
func (w *Ward) recordNews(ctx context.Context, n News) error {
	if err := w.record(ctx, n.Case.ID, n.Event); err != nil {
		return err
	}
	return w.tell(ctx, n)
}
