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
	Other        Case   // of a LinkKind, the other case
	PIN          string // of LinkPart, the PIN of the new case: shown now and never again
	Lang         string // of the conversation that the petition came from: "vi" or "en"
}

// tell writes the news of a case to the chat that the petition came from, in the transaction that makes it: no change
// without its message, and no message of a change that did not happen. What is said, and whether anything is, is up to
// House.Words. Nobody is told of a petition without a chat, or where the platform says that the citizen cannot be
// reached any more; told reports whether somebody is.
func (w *Ward) tell(ctx context.Context, n News) (told bool, err error) {
	c := n.Case
	if w.house.Words == nil || c.Chat == "" {
		return false, nil
	}
	var reached bool
	if n.Lang, reached, err = w.reach(ctx, c.Petition); err != nil || !reached {
		return false, err
	}
	message, err := w.house.Words(ctx, w, n)
	if err != nil || message == nil {
		return false, err
	}
	return true, w.Notify(ctx, c.Channel, c.Chat, LaneNotice, message)
}

// recordNews writes an entry of the timeline and tells the citizen.
func (w *Ward) recordNews(ctx context.Context, n News) error {
	if err := w.record(ctx, n.Case.ID, n.Event); err != nil {
		return err
	}
	_, err := w.tell(ctx, n)
	return err
}

// Reaches reports whether a petition's citizen is told of it in their chat. Where they are not, somebody has to call or to
// write to them.
func (w *Ward) Reaches(ctx context.Context, p Petition) (bool, error) {
	_, reached, err := w.reach(ctx, p)
	return reached, err
}

// reach looks for the chat that a petition came from, and its language.
func (w *Ward) reach(ctx context.Context, p Petition) (lang string, reached bool, err error) {
	if p.Chat == "" {
		return "", false, nil
	}
	var unreachable int64
	err = w.tx.QueryRow(ctx, `SELECT lang, unreachable_at FROM conversation WHERE ward_id = $1 AND channel = $2 AND chat = $3`, w.ID, p.Channel, p.Chat).
		Scan(&lang, &unreachable)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("look whom to tell of a case: %w", err)
	}
	return lang, unreachable == 0, nil
}
