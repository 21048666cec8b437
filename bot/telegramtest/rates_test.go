package telegramtest_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

// say sends to a chat and returns retry_after: 0 for a message that was taken.
func say(t *testing.T, s *telegramtest.Server, chat int64) int {
	t.Helper()
	r := post(t, s, "sendMessage", object("chat_id", chat, "text", "x"))
	if !r.OK && (r.Code != 429 || r.Description != fmt.Sprintf("Too Many Requests: retry after %d", r.Parameters.RetryAfter)) {
		t.Fatalf("answer = %+v", r)
	}
	return r.Parameters.RetryAfter
}

func TestSendingTooFastIsRefused(t *testing.T) {
	type step struct {
		wait  time.Duration
		chat  int64
		retry int // seconds
	}
	tests := []struct {
		name   string
		limits telegramtest.Limits
		steps  []step
		kinds  []telegramtest.ViolationKind
	}{
		{
			"over all chats",
			telegramtest.Limits{PerSecond: 2, Enforce: true},
			[]step{{0, 1, 0}, {0, 2, 0}, {0, 3, 1}, {999 * time.Millisecond, 3, 1}, {time.Millisecond, 3, 0}},
			[]telegramtest.ViolationKind{telegramtest.OverSecond, telegramtest.DuringPause},
		},
		{
			"the window slides",
			telegramtest.Limits{PerSecond: 2, Enforce: true},
			[]step{{0, 1, 0}, {600 * time.Millisecond, 1, 0}, {500 * time.Millisecond, 1, 0}, {0, 1, 1}},
			[]telegramtest.ViolationKind{telegramtest.OverSecond},
		},
		{
			"one chat does not stop the others",
			telegramtest.Limits{PerChat: 1, Burst: 2, Enforce: true},
			[]step{{0, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 2, 0}, {time.Second, 1, 0}, {0, 1, 1}},
			[]telegramtest.ViolationKind{telegramtest.OverChat, telegramtest.OverChat},
		},
		{
			"a group",
			telegramtest.Limits{GroupPerMinute: 2, Enforce: true},
			[]step{{0, -1, 0}, {10 * time.Second, -1, 0}, {10 * time.Second, -1, 40}, {0, 1, 0}, {40 * time.Second, -1, 0}},
			[]telegramtest.ViolationKind{telegramtest.OverGroup},
		},
		{
			"a long pause stops the whole bot",
			telegramtest.Limits{PerSecond: 1, Enforce: true, RetryAfter: 30},
			[]step{{0, 1, 0}, {0, 2, 30}, {10 * time.Second, 3, 20}, {20 * time.Second, 2, 0}},
			[]telegramtest.ViolationKind{telegramtest.OverSecond, telegramtest.DuringPause},
		},
		{
			"only recorded",
			telegramtest.Limits{PerSecond: 1},
			[]step{{0, 1, 0}, {0, 2, 0}},
			[]telegramtest.ViolationKind{telegramtest.OverSecond},
		},
		{
			"without limits",
			telegramtest.Limits{Enforce: true},
			[]step{{0, 1, 0}, {0, 1, 0}, {0, -1, 0}},
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var hand clock
			s := start(t, telegramtest.WithClock(hand.Now), telegramtest.WithLimits(tt.limits))
			for id := range int64(3) {
				s.User(id + 1).Start("")
			}
			s.Group(-1, "Tổ dân phố")
			taken := 0
			for i, step := range tt.steps {
				hand.advance(step.wait)
				if got := say(t, s, step.chat); got != step.retry {
					t.Errorf("step %d: retry_after %d, want %d", i+1, got, step.retry)
				}
				if step.retry == 0 {
					taken++
				}
			}
			st := s.Stats()
			var kinds []telegramtest.ViolationKind
			for _, v := range st.Violations {
				kinds = append(kinds, v.Kind)
			}
			if diff := cmp.Diff(tt.kinds, kinds); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			if st.Messages != taken || st.Violated != len(kinds) {
				t.Errorf("stats = %+v, want %d messages", st, taken)
			}
		})
	}
}

func TestThePeakIsOfAnySecond(t *testing.T) {
	var hand clock
	s := start(t, telegramtest.WithClock(hand.Now))
	s.User(1).Start("")
	for _, wait := range []time.Duration{0, 900, 50, 40, 500, 600} {
		hand.advance(wait * time.Millisecond)
		say(t, s, 1)
	}
	if got := s.Stats().PeakSecond; got != 4 {
		t.Errorf("peak = %d, want 4", got)
	}
}

func TestTheLibraryUnderstandsA429(t *testing.T) {
	s := start(t)
	s.User(1).Start("")
	s.Fail("sendMessage", telegramtest.Fault{Kind: telegramtest.TooManyRequests, RetryAfter: 17})
	_, err := client(t, s).SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 1, Text: "x"})
	var wait *bot.TooManyRequestsError
	if !errors.As(err, &wait) || wait.RetryAfter != 17 {
		t.Errorf("err = %v", err)
	}
}

func TestTheLibraryUnderstandsAMigration(t *testing.T) {
	s := start(t)
	next := s.Group(-1, "Tổ dân phố").Migrate(-1001)
	b := client(t, s)
	_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: -1, Text: "x"})
	var moved *bot.MigrateError
	if !errors.As(err, &moved) || moved.MigrateToChatID != -1001 {
		t.Fatalf("err = %v", err)
	}
	if _, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: -1001, Text: "x"}); err != nil {
		t.Errorf("send to the new group: %v", err)
	}
	if err := next.Wait(soon(t), 1); err != nil || len(next.Messages()) != 1 {
		t.Errorf("messages = %v, %v", next.Messages(), err)
	}
}
