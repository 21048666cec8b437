package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

// poll calls getUpdates and returns the texts and the last id.
func poll(t *testing.T, s *telegramtest.Server, pairs ...any) (texts []string, last int64) {
	t.Helper()
	r := post(t, s, "getUpdates", object(pairs...))
	if !r.OK {
		t.Fatalf("poll: %s", r.Description)
	}
	var list []models.Update
	if err := json.Unmarshal(r.Result, &list); err != nil {
		t.Fatal(err)
	}
	for _, u := range list {
		texts = append(texts, u.Message.Text)
		last = u.ID
	}
	return texts, last
}

func TestPollingAcknowledgesBelowTheOffset(t *testing.T) {
	s := start(t)
	for i := range 5 {
		s.User(int64(i%2 + 1)).SendText(fmt.Sprint(i))
	}
	steps := []struct {
		name  string
		pairs func(last int64) []any
		want  []string
	}{
		{"the first two", func(int64) []any { return []any{"limit", 2} }, []string{"0", "1"}},
		{"again, as nothing was acknowledged", func(int64) []any { return []any{"limit", 2} }, []string{"0", "1"}},
		{"the rest", func(last int64) []any { return []any{"offset", last + 1} }, []string{"2", "3", "4"}},
		{"all but the last two are forgotten", func(int64) []any { return []any{"offset", -2} }, []string{"3", "4"}},
		{"nothing", func(last int64) []any { return []any{"offset", last + 1} }, nil},
	}
	var last int64
	for _, step := range steps {
		got, id := poll(t, s, step.pairs(last)...)
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.name, diff)
		}
		last = id
	}
	drain(t, s)
}

// longPoll starts a poll that waits, and returns its answer.
func longPoll(t *testing.T, s *telegramtest.Server) <-chan reply {
	t.Helper()
	answer := make(chan reply, 1)
	before := s.Waiting()
	go func() {
		r := reply{}
		resp, err := http.Post(s.URL()+"/bot"+s.Token()+"/getUpdates", "application/json", strings.NewReader(`{"timeout":50}`))
		if err == nil {
			err = json.NewDecoder(resp.Body).Decode(&r)
			_ = resp.Body.Close()
		}
		if err != nil {
			r.Description = err.Error()
		}
		answer <- r
	}()
	for s.Waiting() == before {
		post(t, s, "getMe", `{}`)
	}
	return answer
}

func TestALongPollEndsWithTheNextUpdate(t *testing.T) {
	s := start(t)
	answer := longPoll(t, s)
	s.User(1).SendText("chào")
	if r := <-answer; !r.OK || !strings.Contains(string(r.Result), "chào") {
		t.Errorf("answer = %+v", r)
	}
}

func TestASecondPollerEndsTheFirst(t *testing.T) {
	s := start(t)
	first := longPoll(t, s)
	second := make(chan reply, 1)
	go func() { second <- <-longPoll(t, s) }()
	r := <-first
	if r.Code != 409 || r.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("first = %+v", r)
	}
	s.User(1).SendText("chào")
	if r := <-second; !r.OK {
		t.Errorf("second = %+v", r)
	}
}

func TestPollingAndAWebhookExcludeEachOther(t *testing.T) {
	s := start(t)
	answer := longPoll(t, s)
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	if r := <-answer; r.Code != 409 || r.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("waiting poll = %+v", r)
	}
	r := post(t, s, "getUpdates", `{}`)
	if r.Code != 409 || !strings.Contains(r.Description, "can't use getUpdates method while webhook is active") {
		t.Errorf("poll = %+v", r)
	}
	b := client(t, s)
	if ok, err := b.DeleteWebhook(t.Context(), &bot.DeleteWebhookParams{}); !ok || err != nil {
		t.Fatalf("delete: %v, %v", ok, err)
	}
	s.User(1).SendText("chào")
	if got, _ := poll(t, s); len(got) != 1 {
		t.Errorf("polled %v", got)
	}
	setWebhook(t, s, "http://127.0.0.1:1")
	if r := post(t, s, "setWebhook", `{"url":""}`); !r.OK {
		t.Errorf("an empty address deletes the webhook: %+v", r)
	}
	if got, _ := poll(t, s); len(got) != 1 {
		t.Errorf("polled %v", got)
	}
}

func TestWhatWasPolledIsNotDeliveredToALaterWebhook(t *testing.T) {
	s := start(t)
	s.User(1).SendText("đã đọc")
	s.User(1).SendText("chưa đọc")
	_, last := poll(t, s, "limit", 1)
	poll(t, s, "offset", last+1, "limit", 1)
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	s.User(1).SendText("mới")
	drain(t, s)
	if diff := cmp.Diff([]string{"chưa đọc", "mới"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheClosingServerEndsALongPoll(t *testing.T) {
	s := telegramtest.NewServer()
	answer := longPoll(t, s)
	s.Close()
	if r := <-answer; r.OK && string(r.Result) != "[]" {
		t.Errorf("answer = %+v", r)
	}
}
