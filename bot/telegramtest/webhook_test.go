package telegramtest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

// inbox collects what a webhook received, in the order of arrival.
type inbox struct {
	mu   sync.Mutex
	list []models.Update
}

func (b *inbox) take(r *http.Request) models.Update {
	var u models.Update
	_ = json.NewDecoder(r.Body).Decode(&u) // a bad body shows as an update without a number
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = append(b.list, u)
	return u
}

func (b *inbox) texts() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []string
	for _, u := range b.list {
		if u.Message != nil {
			list = append(list, u.Message.Text)
		}
	}
	return list
}

func (b *inbox) ids() []int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []int64
	for _, u := range b.list {
		list = append(list, u.ID)
	}
	return list
}

func drain(t *testing.T, s *telegramtest.Server) {
	t.Helper()
	if err := s.Drain(soon(t)); err != nil {
		t.Fatalf("updates are left: %v, %+v", err, s.Stats().Updates)
	}
}

func setWebhook(t *testing.T, s *telegramtest.Server, address string, pairs ...any) {
	t.Helper()
	if r := post(t, s, "setWebhook", object(append([]any{"url", address}, pairs...)...)); !r.OK {
		t.Fatalf("set the webhook: %s", r.Description)
	}
}

func TestMessagesOfAChatArriveOneByOneInOrder(t *testing.T) {
	s := start(t)
	var box inbox
	var busy [4]atomic.Int32
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) {
		u := box.take(r)
		n := &busy[u.Message.Chat.ID]
		if n.Add(1) != 1 {
			t.Error("two updates of one chat at the same time")
		}
		n.Add(-1)
	})
	want := make(map[int64][]string)
	for i := range 50 {
		for id := int64(1); id <= 3; id++ {
			text := fmt.Sprintf("%d của %d", i, id)
			s.User(id).SendText(text)
			want[id] = append(want[id], text)
		}
	}
	drain(t, s)
	got := make(map[int64][]string)
	for _, u := range box.list {
		got[u.Message.Chat.ID] = append(got[u.Message.Chat.ID], u.Message.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if ids := box.ids(); len(ids) != len(slices.Compact(slices.Sorted(slices.Values(ids)))) {
		t.Error("an update came twice")
	}
}

func TestAPressCanOvertakeTheTextBeforeIt(t *testing.T) {
	s := start(t)
	pressed := make(chan struct{})
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) {
		var box inbox
		if u := box.take(r); u.CallbackQuery != nil {
			close(pressed)
			return
		}
		select {
		case <-pressed:
		case <-r.Context().Done():
			t.Error("the press waited for the text")
		}
	})
	s.User(1).SendText("trước")
	s.User(1).Press(1, "sau")
	drain(t, s)
}

func TestAFailedUpdateIsTriedAgainBeforeTheNext(t *testing.T) {
	s := start(t, telegramtest.WithBackoff(time.Millisecond))
	var box inbox
	hook(t, s, func(w http.ResponseWriter, r *http.Request) {
		box.take(r)
		switch len(box.texts()) {
		case 1:
			w.WriteHeader(http.StatusInternalServerError)
		case 2:
			w.Header().Set("Retry-After", "3")
			w.WriteHeader(http.StatusServiceUnavailable)
		case 3:
			panic(http.ErrAbortHandler)
		}
	})
	s.User(1).SendText("một")
	s.User(1).SendText("hai")
	drain(t, s)
	if diff := cmp.Diff([]string{"một", "một", "một", "một", "hai"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if st := s.Stats().Updates; st.Retried != 3 || st.Delivered != 2 {
		t.Errorf("stats = %+v", st)
	}
}

func TestTheWebhookInfoTellsTheLastError(t *testing.T) {
	s := start(t)
	attempts := make(chan struct{})
	h := hook(t, s, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		attempts <- struct{}{}
	})
	s.User(1).SendText("chào")
	<-attempts
	<-attempts // the second one comes after the first answer has been understood
	info, err := client(t, s).GetWebhookInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if info.URL != h.URL || info.PendingUpdateCount != 1 || info.MaxConnections != 40 ||
		info.LastErrorMessage != "Wrong response from the webhook: 403 Forbidden" || info.LastErrorDate == 0 {
		t.Errorf("info = %+v", info)
	}
}

func TestUpdatesWaitForABotThatIsDown(t *testing.T) {
	s := start(t, telegramtest.WithBackoff(time.Millisecond))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	setWebhook(t, s, "http://"+address)
	for i := range 5 {
		s.User(int64(i + 1)).SendText("có ai không?")
	}
	for s.Stats().Updates.Unreached == 0 {
		post(t, s, "getMe", `{}`)
	}
	if l, err = net.Listen("tcp", address); err != nil {
		t.Fatalf("come back: %v", err)
	}
	var box inbox
	srv := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { box.take(r) })}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	drain(t, s)
	if st := s.Stats().Updates; len(box.texts()) != 5 || st.Retried != 0 || st.Delivered != 5 {
		t.Errorf("got %d, stats = %+v", len(box.texts()), st)
	}
}

func TestAMovedWebhookGetsWhatTheOldOneDidNot(t *testing.T) {
	s := start(t)
	reached := make(chan struct{})
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a hang-up is noticed only once the body is read
		close(reached)
		<-r.Context().Done() // never answers
	})
	s.User(1).SendText("một")
	s.User(1).SendText("hai")
	<-reached
	var box inbox
	hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	drain(t, s)
	if diff := cmp.Diff([]string{"một", "hai"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// clock is set by hand.
type clock struct{ now atomic.Int64 }

func (c *clock) Now() time.Time          { return time.Unix(1_700_000_000, c.now.Load()) }
func (c *clock) advance(d time.Duration) { c.now.Add(int64(d)) }

func TestPressesExpireLongBeforeMessages(t *testing.T) {
	var hand clock
	s := start(t, telegramtest.WithClock(hand.Now))
	citizen := s.User(1)
	citizen.SendText("trước khi máy hỏng")
	citizen.Press(1, "x")
	hand.advance(3 * time.Minute)
	var box inbox
	h := hook(t, s, func(_ http.ResponseWriter, r *http.Request) { box.take(r) })
	drain(t, s)
	if diff := cmp.Diff([]string{"trước khi máy hỏng"}, box.texts()); diff != "" || len(box.ids()) != 1 {
		t.Errorf("(-want +got):\n%s, %d updates", diff, len(box.ids()))
	}
	post(t, s, "deleteWebhook", `{}`)
	citizen.SendText("hôm qua")
	hand.advance(25 * time.Hour)
	citizen.SendText("hôm nay")
	setWebhook(t, s, h.URL)
	drain(t, s)
	if diff := cmp.Diff([]string{"trước khi máy hỏng", "hôm nay"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if st := s.Stats().Updates; st.Expired != 2 {
		t.Errorf("expired %d, want 2", st.Expired)
	}
}

func TestPendingUpdatesCanBeDropped(t *testing.T) {
	s := start(t)
	s.User(1).SendText("cũ")
	s.User(1).SendText("cũ nữa")
	var box inbox
	h := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { box.take(r) }))
	t.Cleanup(h.Close)
	setWebhook(t, s, h.URL, "drop_pending_updates", true)
	s.User(1).SendText("mới")
	drain(t, s)
	if diff := cmp.Diff([]string{"mới"}, box.texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOnlyAllowedUpdatesAreMade(t *testing.T) {
	s := start(t)
	var box inbox
	h := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { box.take(r) }))
	t.Cleanup(h.Close)
	setWebhook(t, s, h.URL, "allowed_updates", []string{"my_chat_member"})
	citizen := s.User(1)
	citizen.SendText("không ai nghe")
	citizen.Block()
	drain(t, s)
	if len(box.list) != 1 || box.list[0].MyChatMember == nil ||
		box.list[0].MyChatMember.NewChatMember.Type != models.ChatMemberTypeBanned {
		t.Errorf("updates = %+v", box.list)
	}
}

func TestAMethodInTheWebhooksAnswerIsCarriedOut(t *testing.T) {
	s := start(t)
	hook(t, s, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"method":"sendMessage","chat_id":1,"text":"nhận rồi"}`)
	})
	s.User(1).SendText("chào")
	drain(t, s)
	if m := s.User(1).Messages(); len(m) != 1 || m[0].Text != "nhận rồi" {
		t.Errorf("messages = %+v", m)
	}
}

func TestClosingEndsADeliveryUnderWay(t *testing.T) {
	s := telegramtest.NewServer()
	reached := make(chan struct{})
	left := make(chan struct{})
	h := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a hang-up is noticed only once the body is read
		close(reached)
		<-r.Context().Done()
		close(left)
	}))
	defer h.Close()
	if _, err := client(t, s).SetWebhook(t.Context(), &bot.SetWebhookParams{URL: h.URL}); err != nil {
		t.Fatal(err)
	}
	s.User(1).SendText("chào")
	<-reached
	s.Close()
	s.Close()
	<-left
	if err := s.Drain(context.Background()); err != nil {
		t.Errorf("drain after close: %v", err)
	}
}
