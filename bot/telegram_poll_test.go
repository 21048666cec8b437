package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

// poll polls until the returned function is called, which waits for the end.
func (h *hall) poll() (stop func()) {
	ctx, cancel := context.WithCancel(h.t.Context())
	var polling sync.WaitGroup
	polling.Go(func() {
		if err := h.telegram.Poll(ctx); err != nil {
			h.t.Errorf("poll: %v", err)
		}
	})
	stop = sync.OnceFunc(func() { cancel(); polling.Wait() })
	h.t.Cleanup(stop)
	return stop
}

func TestPolledUpdatesAreAnsweredInOrderAndAcknowledged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHall(t, d, counting)
		u, other := h.fake.User(7), h.fake.User(8)
		u.SendText("một") // while the bot was down
		other.SendText("một")
		stop := h.poll()
		same(t, "before", []string{"một 1"}, h.hears(u, 1))
		u.SendText("hai")
		u.Press(1, "run1:kind:x")
		other.Block()
		u.SendText("ba")
		same(t, "heard", []string{"một 1", "hai 2", "3", "ba 4"}, h.hears(u, 4))
		h.drain()
		stop()
		if n := len(u.Answers()); n != 1 {
			t.Errorf("%d presses were answered; want 1", n)
		}
		if o := (&office{t: t, house: h.house}); !o.unreachable("8") {
			t.Error("a block that was polled is not noted")
		}
	})
}

func TestAnUpdateIsAcknowledgedOnlyWhenItIsStored(t *testing.T) {
	t.Parallel()
	h := newHall(t, dbtest.SQLite(t), counting)
	u := h.fake.User(7)
	for _, words := range []string{"một", "hai", "ba"} {
		u.SendText(words)
	}
	enqueue := h.telegram.Enqueue
	var refusals atomic.Int32
	h.telegram.Enqueue = func(in bot.Inbound) (<-chan error, error) {
		if in.Input.Text == "hai" && refusals.Add(1) <= 2 {
			done := make(chan error, 1)
			done <- errors.New("the database is away")
			return done, nil
		}
		if in.Input.Text == "ba" && refusals.Load() <= 2 {
			return nil, bot.ErrBusy
		}
		return enqueue(in)
	}
	h.poll()
	same(t, "heard", []string{"một 1", "hai 2", "ba 3"}, h.hears(u, 3))
	h.drain()
	if refusals.Load() != 3 {
		t.Errorf("the second update was tried %d times; want 3", refusals.Load())
	}
}

func TestAProgramThatWasKilledBetweenTheCommitAndTheNextPollAnswersOnce(t *testing.T) {
	h := newHall(t, dbtest.SQLite(t), counting)
	u := h.fake.User(7)
	u.SendText("một")
	enqueue := h.telegram.Enqueue
	ctx, kill := context.WithCancel(t.Context())
	h.telegram.Enqueue = func(in bot.Inbound) (<-chan error, error) {
		done, err := enqueue(in)
		if err != nil {
			return nil, err
		}
		result := <-done // it is committed
		kill()
		again := make(chan error, 1)
		again <- result
		return again, nil
	}
	if err := h.telegram.Poll(ctx); err != nil {
		t.Fatal(err)
	}
	h.hears(u, 1)
	h.telegram.Enqueue = enqueue
	u.SendText("hai")
	h.poll()
	same(t, "heard", []string{"một 1", "hai 2"}, h.hears(u, 2))
	h.drain()
}

func TestASecondPollerIsToldAndTheFirstGoesOn(t *testing.T) {
	t.Parallel()
	h := newHall(t, dbtest.SQLite(t), counting)
	u := h.fake.User(7)
	for _, fault := range []telegramtest.FaultKind{telegramtest.ServerError, telegramtest.BadGateway, telegramtest.DropBefore, telegramtest.TooManyRequests} {
		h.fake.Fail("getUpdates", telegramtest.Fault{Kind: fault})
	}
	h.poll()
	u.SendText("một")
	h.hears(u, 1)
	if log := h.log.String(); strings.Contains(log, h.fake.Token()) || strings.Contains(log, "<html>") || strings.Count(log, "updates could not be fetched") != 4 {
		t.Errorf("the log:\n%s", log)
	}
}

func TestAnUpdateThatNobodyCanReadDoesNotStopThePolling(t *testing.T) {
	h := newHall(t, dbtest.SQLite(t), counting)
	u := h.fake.User(7)
	for _, body := range []string{
		`{"message":{"chat":"not an object","text":7}}`, `{"callback_query":[1,2,3]}`, `{"my_chat_member":{"chat":{"type":"private","id":7},"new_chat_member":{"status":{"new":"kind"}}}}`,
	} {
		if _, err := u.SendUpdate(json.RawMessage(body)); err != nil {
			t.Fatal(err)
		}
	}
	u.SendText("một")
	h.poll()
	same(t, "heard", []string{"một 1"}, h.hears(u, 1))
	h.drain()
}

func TestThePollingEndsWithItsContext(t *testing.T) {
	h := newHall(t, dbtest.SQLite(t), func(context.Context, *ward.Ward, *ward.Conversation, talk.Input) ([]talk.Message, []talk.Event, error) {
		return nil, nil, nil
	})
	stop := h.poll()
	deadline := time.Now().Add(patience)
	for h.fake.Waiting() == 0 {
		if time.Now().After(deadline) {
			t.Fatal("nobody polls")
		}
	}
	stop()
	h.fake.Fail("deleteWebhook", telegramtest.Fault{Kind: telegramtest.BadGateway})
	if err := h.telegram.Poll(t.Context()); err == nil || strings.Contains(err.Error(), "<html>") {
		t.Errorf("without Telegram the polling begins: %v; want an error without a page", err)
	}
}
