package bot

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

// newTurnHouse is a house with one ward, and an engine that runs a turn in it until the test ends.
func newTurnHouse(t *testing.T, turn Turn) (*ward.House, *Engine) {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	house := ward.NewHouse(dbtest.SQLite(t), key)
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường", Short: "phường"}); err != nil {
		t.Fatal(err)
	}
	e := &Engine{
		House: house, Turn: turn, Logger: slog.New(slog.DiscardHandler), Grown: func(string, string, string) {},
		Apology: func(*ward.Profile, string) talk.Message { return talk.Message{Text: "Xin lỗi ông/bà."} },
	}
	e.Start()
	t.Cleanup(e.Stop)
	return house, e
}

func TestPassingTimeThatFailsIsNoLongerDueAndSaysNothing(t *testing.T) {
	house, e := newTurnHouse(t, func(_ context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		if in.Tick {
			return nil, nil, errors.New("a flow's mistake")
		}
		c.NudgeAt, c.ExpireAt = w.Now().Add(-time.Minute), w.Now().Add(-time.Minute)
		return []talk.Message{{Text: "Về việc gì?"}}, nil, nil
	})
	for _, in := range []talk.Input{{Text: "xin chào"}, {Tick: true}} {
		if err := e.Receive(t.Context(), Inbound{Ward: "minh-duc", Channel: webChannel, Chat: "c", Input: in}); err != nil {
			t.Fatal(err)
		}
	}
	err := house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
		due, err := w.DueConversations(t.Context(), 10)
		if err != nil || len(due) > 0 {
			t.Errorf("due = %v, %v; want nothing that comes again each minute", due, err)
		}
		log, err := w.Log(t.Context(), webChannel, "c", 0, 10)
		if len(log) != 2 {
			t.Errorf("the log has %d entries; want the greeting and its answer only", len(log))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAConversationBeginsInTheLanguageOfTheChannel(t *testing.T) {
	for setting, want := range map[string]string{"": "vi", "vi": "vi", "en": "en", "en-GB": "en", "fr": "vi", "enm": "vi"} {
		begun := make(chan string, 1)
		_, e := newTurnHouse(t, func(_ context.Context, _ *ward.Ward, c *ward.Conversation, _ talk.Input) ([]talk.Message, []talk.Event, error) {
			begun <- c.Lang
			return nil, nil, nil
		})
		if err := e.Receive(t.Context(), Inbound{Ward: "minh-duc", Channel: webChannel, Chat: "c", Lang: setting, Input: talk.Input{Text: "x"}}); err != nil {
			t.Fatal(err)
		}
		if got := <-begun; got != want {
			t.Errorf("%q begins in %q, want %q", setting, got, want)
		}
	}
}
