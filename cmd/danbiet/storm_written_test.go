package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/ward"
)

// A letter is deleted once it is sent. So that what arrived can be compared with what was written, a trigger keeps a copy
// of each letter; at the end all are sent once more, one by one and on a good day, to a second Telegram. What a chat has
// there is what it should have.

const (
	letterColumns = "ward_id, outbox_id, channel, chat, seq, lane, state, owner, created_at, sealed"
	newLetter     = "NEW.ward_id, NEW.outbox_id, NEW.channel, NEW.chat, NEW.seq, NEW.lane, NEW.state, NEW.owner, NEW.created_at, NEW.sealed"

	keepOnSQLite = `CREATE TABLE written AS SELECT ` + letterColumns + ` FROM outbox WHERE 0;
		CREATE TRIGGER keep AFTER INSERT ON outbox BEGIN INSERT INTO written VALUES (` + newLetter + `); END`
	keepOnPostgres = `CREATE TABLE written AS SELECT ` + letterColumns + ` FROM outbox WHERE false;
		CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO written VALUES (` + newLetter + `); RETURN NULL; END';
		CREATE TRIGGER keep AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep()`
)

// keepWritten makes a database keep a copy of each letter from now on.
func keepWritten(t *testing.T, records *sql.DB, statements string) {
	t.Helper()
	if _, err := records.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// wantAllSaid makes sure that each chat got every letter that was written to it, with its words and buttons, and nothing
// else: once and in order when nobody killed the program. At a kill, letters that were sent and not yet marked as sent are
// sent again when the replica counts as gone, after newer ones perhaps. It returns how many messages came again. The
// program must have stopped.
func wantAllSaid(ctx context.Context, t *testing.T, config Config, records *sql.DB, telegram *telegramtest.Server, kills int) (doubled int) {
	t.Helper()
	written := saidOnAGoodDay(ctx, t, config, records)
	for chat, last := range counts(t, records, `SELECT chat, last_seq FROM conversation`) {
		if len(written[chat]) != last {
			t.Errorf("chat %s: %d letters are known, the last one is number %d", chat, len(written[chat]), last)
		}
	}
	for id := range telegram.Counts() {
		chat := fmt.Sprint(id)
		got := said(telegram, id)
		if problem := compare(written[chat], got, kills); problem != "" {
			t.Errorf("chat %s was written %d letters and got %d messages: %s", chat, len(written[chat]), len(got), problem)
		}
		doubled += len(got) - len(written[chat])
		delete(written, chat)
	}
	for chat, letters := range written {
		t.Errorf("chat %s got none of %d letters", chat, len(letters))
	}
	return doubled
}

// saidOnAGoodDay puts the letters back as those of a replica that is gone, takes them over and sends them in order. It
// returns what each chat got.
func saidOnAGoodDay(ctx context.Context, t *testing.T, config Config, records *sql.DB) map[string][]string {
	t.Helper()
	if _, err := records.ExecContext(ctx, `INSERT INTO outbox (`+letterColumns+`) SELECT `+letterColumns+` FROM written`); err != nil {
		t.Fatal(err)
	}
	h, err := openHouse(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	letters, err := h.Adopt(ctx, h.IDs.Next(), bot.TelegramChannel, time.Now().Add(time.Hour), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(letters, func(a, b *ward.Letter) int { return cmp.Or(cmp.Compare(a.Chat, b.Chat), cmp.Compare(a.Seq, b.Seq)) })
	telegram := telegramtest.NewServer()
	defer telegram.Close()
	deliverAll(ctx, t, telegram, letters)
	all := map[string][]string{}
	for id := range telegram.Counts() {
		all[fmt.Sprint(id)] = said(telegram, id)
	}
	return all
}

// deliverAll sends letters, those of each chat one after the other and those of several chats at a time.
func deliverAll(ctx context.Context, t *testing.T, telegram *telegramtest.Server, letters []*ward.Letter) {
	t.Helper()
	sender := &bot.Telegram{Token: telegramtest.Token, API: telegram.URL(), Logger: slog.New(slog.DiscardHandler)}
	if err := sender.Open(); err != nil {
		t.Fatal(err)
	}
	chats := make(chan []*ward.Letter)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for letters := range chats {
				for _, l := range letters {
					if err := sender.Deliver(ctx, l); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	for len(letters) > 0 {
		n := slices.IndexFunc(letters, func(l *ward.Letter) bool { return l.Chat != letters[0].Chat })
		if n < 0 {
			n = len(letters)
		}
		greet(t, telegram, letters[0].Chat)
		chats <- letters[:n]
		letters = letters[n:]
	}
	close(chats)
	all.Wait()
}

// greet has a citizen write first: before, a bot may not write to them.
func greet(t *testing.T, telegram *telegramtest.Server, chat string) {
	t.Helper()
	var id int64
	if _, err := fmt.Sscan(chat, &id); err != nil {
		t.Fatal(err)
	}
	telegram.User(id).Start("")
}

// said is what a chat got: the words and the buttons of each message. The keyboard below the chat is left out.
func said(telegram *telegramtest.Server, chat int64) []string {
	var all []string
	for _, m := range telegram.User(chat).Messages() {
		all = append(all, fmt.Sprintf("%s %+v", m.Text, m.Inline))
	}
	return all
}

// compare tells what is wrong with the messages that a chat got for its letters, "" for nothing. Without a kill they must
// be the same, in order; each kill may bring each letter once more. What it cannot see is a letter lost at a kill while
// another one of the same words and buttons came twice: a question that was asked anew in one visit.
func compare(letters, messages []string, kills int) string {
	if kills == 0 && !slices.Equal(letters, messages) {
		return "not the letters in order"
	}
	missing := map[string]int{}
	for _, letter := range letters {
		missing[letter]++
	}
	most := map[string]int{}
	for letter, n := range missing {
		most[letter] = n * (1 + kills)
	}
	for _, m := range messages {
		missing[m]--
		most[m]--
	}
	for m := range most {
		switch {
		case missing[m] > 0:
			return "one is lost"
		case most[m] < 0:
			return "one was never written, or came too often"
		}
	}
	return ""
}

func TestMessagesAreComparedOneByOne(t *testing.T) {
	letters := []string{"a", "b", "b", "c", "d"}
	for name, c := range map[string]struct {
		messages []string
		kills    int
		right    bool
	}{
		"as written":                             {[]string{"a", "b", "b", "c", "d"}, 0, true},
		"the last one lost":                      {[]string{"a", "b", "b", "c"}, 2, false},
		"one lost and another one doubled":       {[]string{"a", "a", "b", "b", "d"}, 2, false},
		"one of two alike lost, another doubled": {[]string{"a", "b", "c", "c", "d"}, 2, false},
		"two changed places":                     {[]string{"a", "b", "b", "d", "c"}, 0, false},
		"doubled without a kill":                 {[]string{"a", "b", "b", "c", "c", "d"}, 0, false},
		"doubled at a kill":                      {[]string{"a", "b", "b", "c", "c", "d"}, 1, true},
		"doubled at a kill, and late":            {[]string{"a", "b", "b", "c", "d", "b", "c"}, 1, true},
		"three times, one kill":                  {[]string{"a", "a", "a", "b", "b", "c", "d"}, 1, false},
		"nothing at all":                         {nil, 2, false},
		"a message that was never written":       {[]string{"a", "b", "x", "b", "c", "d"}, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			if problem := compare(letters, c.messages, c.kills); (problem == "") != c.right {
				t.Errorf("%q for %q", problem, c.messages)
			}
		})
	}
}
