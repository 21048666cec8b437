package ward_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// A citizen withdraws while an officer takes a step: one of them waits for the other, and neither is turned away by the
// database. SQLite has one writer at a time, who cannot wait crosswise.
func TestACitizensTurnAndAnOfficersStepDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	desk := newDesk(t, dbtest.Postgres(t))
	c := desk.file("crosswise", law.PhanAnh)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	lock := func(w *ward.Ward) (*ward.Conversation, error) {
		found, err := w.Lock(ctx, c.Channel, []string{c.Chat})
		return found[c.Chat], err
	}
	in(t, desk.house, func(w *ward.Ward) error {
		conversation, err := lock(w)
		return errors.Join(err, w.SaveConversations(ctx, []*ward.Conversation{conversation}))
	})
	moved := make(chan error, 1)
	err := desk.house.Write(ctx, "minh-duc", func(w *ward.Ward) error {
		if _, err := lock(w); err != nil {
			return err
		}
		go func() {
			moved <- desk.house.Write(ctx, "minh-duc", func(w *ward.Ward) error {
				_, err := w.Move(ctx, c.ID, ward.Transition{To: ward.StatusClassified}, desk.officer, c.Version)
				return err
			})
		}()
		if err := awaitWaiter(ctx, w); err != nil {
			return err
		}
		return w.Withdraw(ctx, c.Petition)
	})
	if err != nil {
		t.Errorf("the citizen withdraws: %v", err)
	}
	if err := <-moved; !errors.Is(err, ward.ErrChanged) {
		t.Errorf("the officer's step: %v; want to hear that the case has changed", err)
	}
}

// awaitWaiter returns once another transaction waits for a lock.
func awaitWaiter(ctx context.Context, w *ward.Ward) error {
	for waiting := 0; waiting == 0; {
		err := w.Tx().QueryRow(ctx, `SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
			WHERE NOT l.granted AND a.datname = current_database()`).Scan(&waiting)
		if err != nil {
			return err
		}
	}
	return nil
}
