package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

// patience bounds what a test waits for: reached only when it fails.
const patience = 30 * time.Second

// office is a ward with an engine, a channel that takes letters, and a channel "web" that keeps a log.
type office struct {
	t      testing.TB
	house  *ward.House
	engine *bot.Engine
	log    *journal

	mu     sync.Mutex
	posted []*ward.Letter
	grown  []string
	fed    *sync.Cond
}

// openOffice opens an office on a database. The turn is the engine's; it is started, and stopped at the end of the test.
func openOffice(t testing.TB, d *db.DB, turn bot.Turn) *office {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	house := ward.NewHouse(d, key)
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường Minh Đức", Short: "phường Minh Đức"}); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, house: house, log: &journal{}}
	o.fed = sync.NewCond(&o.mu)
	o.engine = &bot.Engine{
		House: house, Turn: turn, Owner: 1, Logger: slog.New(slog.NewTextHandler(o.log, nil)),
		Apology: func(*ward.Profile, string) talk.Message { return talk.Message{Text: "Xin lỗi ông/bà."} },
		Grown: func(slug, channel, chat string) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.grown = append(o.grown, slug+"/"+channel+"/"+chat)
		},
		Channels: map[string]*bot.Channel{bot.TelegramChannel: {
			Join:  func(all []talk.Message) []talk.Message { return all },
			Split: func(m talk.Message) []talk.Message { return []talk.Message{m} },
			Post: func(letters []*ward.Letter) {
				o.mu.Lock()
				defer o.mu.Unlock()
				o.posted = append(o.posted, letters...)
				o.fed.Broadcast()
			},
		}},
	}
	o.engine.Start()
	t.Cleanup(o.engine.Stop)
	return o
}

// journal is a log that a test reads.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// said is an update with words in a chat on Telegram.
func said(chat, id, words string) bot.Inbound {
	return bot.Inbound{Ward: "minh-duc", Channel: bot.TelegramChannel, Chat: chat, UpdateID: id, Input: talk.Input{Text: words}}
}

// receive hands updates in one after the other and expects each to be taken.
func (o *office) receive(updates ...bot.Inbound) {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), patience)
	defer cancel()
	for _, in := range updates {
		if err := o.engine.Receive(ctx, in); err != nil {
			o.t.Fatalf("update %s of chat %s: %v", in.UpdateID, in.Chat, err)
		}
	}
}

// enqueue hands in an update that waits behind others.
func (o *office) enqueue(in bot.Inbound) <-chan error {
	o.t.Helper()
	done, err := o.engine.Enqueue(in)
	if err != nil {
		o.t.Fatal(err)
	}
	return done
}

// texts are the texts of the letters posted so far, by chat.
func (o *office) texts() map[string][]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := map[string][]string{}
	for _, l := range o.posted {
		all[l.Chat] = append(all[l.Chat], textOf(o.t, l))
	}
	return all
}

func textOf(t testing.TB, l *ward.Letter) string {
	t.Helper()
	var m talk.Message
	if err := json.Unmarshal(l.Body, &m); err != nil {
		t.Error(err)
	}
	return strings.TrimSpace(m.Title + " " + m.Text)
}

// counting is a turn that remembers how many updates a chat has had, and answers each with its words and the count.
func counting(_ context.Context, _ *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
	n, _ := strconv.Atoi(string(c.Memory)) // empty at first
	c.Memory = []byte(strconv.Itoa(n + 1))
	return []talk.Message{{Text: in.Text + " " + string(c.Memory)}}, []talk.Event{{Flow: "count", Step: "n", Kind: talk.EventAnswered}}, nil
}
