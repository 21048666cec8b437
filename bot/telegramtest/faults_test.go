package telegramtest_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

// attempt sends a message and tells the status, or 0 for a connection that was dropped, and the answer's kind.
func attempt(t *testing.T, s *telegramtest.Server) (status int, contentType string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/bot"+s.Token()+"/sendMessage",
		io.MultiReader(strings.NewReader(`{"chat_id":1,"text":"x"}`)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	_ = resp.Body.Close()
	return resp.StatusCode, resp.Header.Get("Content-Type")
}

func TestOnlyALostAnswerDelivers(t *testing.T) {
	tests := []struct {
		fault     telegramtest.Fault
		status    int
		kind      string
		delivered int
	}{
		{telegramtest.Fault{Kind: telegramtest.TooManyRequests, RetryAfter: 5}, 429, "application/json", 0},
		{telegramtest.Fault{Kind: telegramtest.ServerError}, 500, "application/json", 0},
		{telegramtest.Fault{Kind: telegramtest.BadGateway}, 502, "text/html", 0},
		{telegramtest.Fault{Kind: telegramtest.DropBefore}, 0, "", 0},
		{telegramtest.Fault{Kind: telegramtest.DropAfter}, 0, "", 1},
		{telegramtest.Fault{Kind: telegramtest.Slow, Delay: time.Millisecond}, 200, "application/json", 1},
	}
	for _, tt := range tests {
		t.Run(string(tt.fault.Kind), func(t *testing.T) {
			s := start(t)
			s.User(1).Start("")
			s.Fail("sendMessage", tt.fault)
			if status, kind := attempt(t, s); status != tt.status || kind != tt.kind {
				t.Errorf("got %d %q, want %d %q", status, kind, tt.status, tt.kind)
			}
			if n := s.User(1).Count(); n != tt.delivered {
				t.Errorf("delivered %d, want %d", n, tt.delivered)
			}
			if status, _ := attempt(t, s); status != 200 {
				t.Errorf("the next call got %d", status)
			}
			if diff := cmp.Diff(map[telegramtest.FaultKind]int{tt.fault.Kind: 1}, s.Stats().Faults); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRandomFaultsRepeatWithTheirSeed(t *testing.T) {
	run := func(seed uint64) []int {
		s := start(t, telegramtest.WithFaults(telegramtest.FaultRates{
			Seed: seed, ServerError: 0.2, BadGateway: 0.2, DropBefore: 0.1, DropAfter: 0.1, TooManyRequests: 0.1,
			Methods: []string{"sendMessage"},
		}))
		s.User(1).Start("")
		list := make([]int, 40)
		for i := range list {
			list[i], _ = attempt(t, s)
		}
		return list
	}
	first := run(1)
	if diff := cmp.Diff(first, run(1)); diff != "" {
		t.Errorf("same seed (-first +second):\n%s", diff)
	}
	if cmp.Equal(first, run(2)) {
		t.Error("another seed made the same faults")
	}
}

func TestADelayedCallCanBeGivenUp(t *testing.T) {
	s := start(t)
	s.User(1).Start("")
	s.Fail("sendMessage", telegramtest.Fault{Kind: telegramtest.Slow, Delay: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/bot"+s.Token()+"/sendMessage?chat_id=1&text=x", nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := http.DefaultClient.Do(req)
		done <- err
	}()
	for s.Stats().Faults[telegramtest.Slow] == 0 {
		post(t, s, "getMe", `{}`)
	}
	cancel()
	if err := <-done; err == nil {
		t.Error("the call came back")
	}
	if s.User(1).Count() != 0 {
		t.Error("a call that was given up was carried out")
	}
}
