package bot_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

// postRoom is a ward with a sender whose platform is the test.
type postRoom struct {
	t      testing.TB
	house  *ward.House
	sender *bot.Sender
	log    *journal
	owner  int64

	mu    sync.Mutex
	sent  []string // "chat:seq" of the letters that the platform has taken, in order
	times []time.Time
}

// openPostRoom opens a post room on a database. Deliver is the platform; nil takes everything. The sender is not started.
func openPostRoom(t testing.TB, d *db.DB, deliver func(context.Context, *ward.Letter) error) *postRoom {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	house := ward.NewHouse(d, key)
	if err := house.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường Minh Đức", Short: "phường Minh Đức"}); err != nil {
		t.Fatal(err)
	}
	return newPostRoom(t, house, 1, deliver)
}

// newPostRoom opens the post room of one more replica.
func newPostRoom(t testing.TB, house *ward.House, owner int64, deliver func(context.Context, *ward.Letter) error) *postRoom {
	p := &postRoom{t: t, house: house, log: &journal{}, owner: owner}
	p.sender = &bot.Sender{
		House: house, Channel: bot.TelegramChannel, Limits: bot.NewLocalLimits(bot.Rates{}, time.Now), Now: time.Now,
		Logger: slog.New(slog.NewTextHandler(p.log, nil)), Deliver: func(ctx context.Context, l *ward.Letter) error {
			if deliver != nil {
				if err := deliver(ctx, l); err != nil {
					return err
				}
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			p.sent = append(p.sent, name(l))
			p.times = append(p.times, time.Now())
			return nil
		},
	}
	return p
}

// name names a letter as "chat:seq".
func name(l *ward.Letter) string { return fmt.Sprintf("%s:%d", l.Chat, l.Seq) }

// letter is a letter to a chat.
func letter(chat string, seq int64) *ward.Letter {
	body, _ := json.Marshal(talk.Message{Text: chat + " " + strconv.FormatInt(seq, 10)}) // texts always encode
	return &ward.Letter{Channel: bot.TelegramChannel, Chat: chat, Seq: seq, Body: body}
}

// write writes letters into the outbox, as a turn's commit does.
func (p *postRoom) write(letters ...*ward.Letter) []*ward.Letter {
	p.t.Helper()
	err := p.house.Write(p.t.Context(), "minh-duc", func(w *ward.Ward) error { return w.Post(p.t.Context(), p.owner, letters) })
	if err != nil {
		p.t.Fatal(err)
	}
	return letters
}

// post writes letters and hands them to the sender.
func (p *postRoom) post(letters ...*ward.Letter) { p.t.Helper(); p.sender.Post(p.write(letters...)) }

func (p *postRoom) arrived() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sent)
}

// moments are when the letters arrived.
func (p *postRoom) moments() []time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.times)
}

// states are the letters in the outbox as "chat:seq state problem", by chat and number.
func (p *postRoom) states() (all []string) {
	p.t.Helper()
	err := p.house.DB.Read(p.t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Query(p.t.Context(), `SELECT chat, seq, state, problem FROM outbox ORDER BY chat, seq`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var chat, state, problem string
			var seq int64
			if err := rows.Scan(&chat, &seq, &state, &problem); err != nil {
				return err
			}
			line := fmt.Sprintf("%s:%d %s", chat, seq, state)
			if problem != "" {
				line += " (" + problem + ")"
			}
			all = append(all, line)
		}
		return rows.Err()
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

// ofChat are the letters of one chat, in the order in which they arrived.
func ofChat(sent []string, chat string) (all []string) {
	for _, name := range sent {
		if c, _, _ := cutLast(name); c == chat {
			all = append(all, name)
		}
	}
	return all
}

func cutLast(name string) (chat, seq string, ok bool) {
	i := slices.Index([]byte(name), ':')
	return name[:max(i, 0)], name[i+1:], i >= 0
}

// adopt takes over what dead replicas have left.
func (p *postRoom) adopt() {
	p.t.Helper()
	fleet := &bot.Fleet{House: p.house, Channel: bot.TelegramChannel, Senders: map[string]*bot.Sender{"minh-duc": p.sender}, Now: time.Now, Logger: p.sender.Logger}
	if err := fleet.Adopt(p.t.Context(), p.owner, 0); err != nil {
		p.t.Fatal(err)
	}
}

// inTime plays a scene on SQLite in a time of its own, which passes when nobody has anything to do. The scene ends with
// the sender stopped, and fails when a goroutine is left.
func inTime(t *testing.T, deliver func(context.Context, *ward.Letter) error, scene func(t *testing.T, p *postRoom)) {
	t.Helper()
	timed(t, func(t *testing.T) {
		p := openPostRoom(t, dbtest.SQLite(t), deliver)
		scene(t, p)
	})
}

func sorted(all []string) []string {
	return slices.SortedFunc(slices.Values(all), cmp.Compare[string])
}
