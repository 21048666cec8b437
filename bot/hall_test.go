package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db"
	"danbiet/talk"
	"danbiet/ward"
)

// hall is everything from a citizen's telephone to the database and back: a fake of Telegram, the bot, the engine and the
// sender.
type hall struct {
	t        *testing.T
	fake     *telegramtest.Server
	house    *ward.House
	engine   *bot.Engine
	sender   *bot.Sender
	telegram *bot.Telegram
	log      *journal
	web      *httptest.Server

	mu     sync.Mutex
	inputs []talk.Input
}

// openHall opens a hall that Telegram delivers to.
func openHall(t *testing.T, d *db.DB, turn bot.Turn, options ...telegramtest.Option) *hall {
	t.Helper()
	h := newHall(t, d, turn, options...)
	h.web = httptest.NewServer(h.telegram)
	t.Cleanup(h.web.Close)
	if err := h.telegram.SetWebhook(t.Context(), h.web.URL); err != nil {
		t.Fatal(err)
	}
	return h
}

// newHall opens a hall that Telegram does not know of yet. A nil turn describes what it is given.
func newHall(t *testing.T, d *db.DB, turn bot.Turn, options ...telegramtest.Option) *hall {
	t.Helper()
	o := openPostRoom(t, d, nil)
	h := &hall{t: t, house: o.house, log: o.log, fake: telegramtest.NewServer(append([]telegramtest.Option{telegramtest.WithBackoff(time.Millisecond)}, options...)...)}
	t.Cleanup(h.fake.Close)
	if turn == nil {
		turn = describing
	}
	logger := slog.New(slog.NewTextHandler(h.log, nil))
	h.telegram = &bot.Telegram{
		Ward: "minh-duc", Token: h.fake.Token(), API: h.fake.URL(), Secret: "mat-khau", House: h.house, Logger: logger,
		Receive: func(ctx context.Context, in bot.Inbound) error { return h.engine.Receive(ctx, in) },
		Enqueue: func(in bot.Inbound) (<-chan error, error) { return h.engine.Enqueue(in) },
		Words: bot.TelegramWords{
			Contact: "Gửi số của tôi", Location: "Gửi vị trí", Chosen: "Đã chọn: %s", Description: "Trợ lý ảo",
			Commands: []models.BotCommand{{Command: "menu", Description: "Menu chính"}}, English: []models.BotCommand{{Command: "menu", Description: "Main menu"}},
		},
	}
	if err := h.telegram.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.telegram.Close)
	h.sender = &bot.Sender{House: h.house, Channel: bot.TelegramChannel, Deliver: h.telegram.Deliver, Limits: bot.NewLocalLimits(bot.Rates{}, time.Now), Now: time.Now, Logger: logger}
	h.sender.Start(t.Context())
	t.Cleanup(h.sender.Stop)
	h.engine = &bot.Engine{
		House: h.house, Owner: 1, Logger: logger, Turn: h.watch(turn), Channels: map[string]*bot.Channel{bot.TelegramChannel: h.telegram.Channel(h.sender)},
		Apology: func(*ward.Profile, string) talk.Message { return talk.Message{Text: "Xin lỗi ông/bà."} },
	}
	h.engine.Start()
	t.Cleanup(h.engine.Stop)
	return h
}

// watch notes what the turns are given.
func (h *hall) watch(turn bot.Turn) bot.Turn {
	return func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		h.mu.Lock()
		h.inputs = append(h.inputs, in)
		h.mu.Unlock()
		return turn(ctx, w, c, in)
	}
}

// given are the inputs of all turns so far.
func (h *hall) given() []talk.Input {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]talk.Input(nil), h.inputs...)
}

// drain waits until Telegram has delivered everything.
func (h *hall) drain() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	if err := h.fake.Drain(ctx); err != nil {
		h.t.Fatalf("updates are left: %v, %+v\n%s", err, h.fake.Stats().Updates, h.log)
	}
}

// hears waits until a citizen has got so many messages, and returns their texts.
func (h *hall) hears(u *telegramtest.User, n int) (texts []string) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	if err := u.Wait(ctx, n); err != nil {
		h.t.Fatalf("%d of %d messages have come: %v\n%s", u.Count(), n, err, h.log)
	}
	for _, m := range u.Messages() {
		texts = append(texts, m.Text)
	}
	return texts
}

// deliver posts a body to the webhook as Telegram does, or not quite.
func (h *hall) deliver(method, secret, body string) *http.Response {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.t.Context(), method, h.web.URL, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if secret != "" {
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	_ = response.Body.Close()
	return response
}

// describing is a turn that says what it was given.
func describing(_ context.Context, _ *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
	var all []string
	if in.Button != "" {
		all = append(all, "nút "+in.Button)
	}
	if in.Start != "" {
		all = append(all, "bắt đầu "+in.Start)
	}
	if in.Text != "" {
		all = append(all, in.Text)
	}
	for _, f := range in.Files {
		all = append(all, fmt.Sprintf("%s %s %s %d", f.Kind, f.Name, f.Mime, f.Size))
	}
	for _, r := range in.Refused {
		all = append(all, fmt.Sprintf("từ chối %s: %s", r.Name, r.Reason))
	}
	if l := in.Location; l != nil {
		all = append(all, fmt.Sprintf("ở %.4f %.4f", l.Latitude, l.Longitude))
	}
	if p := in.Contact; p != nil {
		all = append(all, fmt.Sprintf("số %s của %s, chính mình: %v", p.Phone, p.Name, p.Own))
	}
	return []talk.Message{{Text: strings.Join(all, "\n")}}, nil, nil
}

// asking is a turn that answers everything with one message.
func asking(m talk.Message) bot.Turn {
	return func(context.Context, *ward.Ward, *ward.Conversation, talk.Input) ([]talk.Message, []talk.Event, error) {
		return []talk.Message{m}, nil, nil
	}
}
