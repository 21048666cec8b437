package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"danbiet/bot/telegramtest"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

// hostile are words that break careless programs.
var hostile = map[string]string{
	"SQL":                       `'; DROP TABLE conversation; --`,
	"SQL with a backslash":      `\'; DELETE FROM outbox WHERE 1=1; --`,
	"HTML":                      `<b onclick="alert(1)">x</b><script>alert('x')</script>&lt;&amp;`,
	"an unclosed tag":           `<b`,
	"entities":                  `&amp;&#60;script&#62; &nbsp; &bogus;`,
	"control characters":        "a\x01b\x07c\x1bd\x7fe",
	"nul":                       "a\x00b",
	"text that runs backwards":  "abc\u202ecba\u2066x",
	"many marks on one letter":  "a" + strings.Repeat("\u0301", 200),
	"format words":              "%s %d %!v(PANIC) {{.Token}} ${jndi:ldap://x}",
	"emoji of several parts":    "👨‍👩‍👧‍👦🇻🇳❤️",
	"astral letters":            strings.Repeat("𝔘", 100),
	"a whole message of quotes": strings.Repeat(`"`, 4096),
	"a whole message of <":      strings.Repeat(`<`, 4096),
}

func TestSQLAndHTMLInEveryFieldArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := openHall(t, d, nil)
		n := int64(0)
		for name, words := range hostile {
			n++
			raw, err := json.Marshal(words)
			if err != nil {
				t.Fatal(err)
			}
			field, album := string(raw), `""`
			if name == "nul" || name == "SQL" {
				album = field // an album's answer waits for its next part: not for each of these words
			}
			body := fmt.Sprintf(`{"update_id":%[1]d,"message":{"message_id":1,"date":1,"from":{"id":%[1]d,"first_name":%[2]s},"chat":{"id":%[1]d,"type":"private","title":%[2]s},
				"text":%[2]s,"media_group_id":%[3]s,"contact":{"phone_number":%[2]s,"first_name":%[2]s},"document":{"file_id":%[2]s,"file_name":%[2]s}}}`, 1000+n, field, album)
			u := h.fake.User(1000 + n)
			u.SendText("x") // so that the bot may write
			h.hears(u, 1)
			if r := h.deliver(http.MethodPost, "mat-khau", body); r.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", name, r.Status)
				continue
			}
			press := fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":%[2]s,"from":{"id":%d},"data":%[2]s,"message":{"chat":{"type":"private"},"reply_markup":{"inline_keyboard":[[{"text":%[2]s,"callback_data":%[2]s}]]}}}}`, 5000+n, field, 1000+n)
			if r := h.deliver(http.MethodPost, "mat-khau", press); r.StatusCode != http.StatusOK {
				t.Errorf("%s, pressed: %s", name, r.Status)
			}
			if got := strings.Join(h.hears(u, 3), "\n"); !strings.Contains(got, sample(words)) {
				t.Errorf("%s: the citizen hears %.80q; want it to hold %.80q", name, got, sample(words))
			}
		}
		if log := h.log.String(); strings.Contains(log, "refuses") || strings.Contains(log, "could not be stored") || strings.Contains(log, "DROP TABLE") {
			t.Errorf("the log:\n%.2000s", log)
		}
	})
}

// sample is a stretch of some words that Telegram leaves as it is.
func sample(words string) string {
	words = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x300 && r <= 0x36f || r >= 0x200e && r <= 0x2069 {
			return '|'
		}
		return r
	}, words)
	return strings.Split(words, "|")[0][:1]
}

func TestControlCharactersDoNotReachTheDatabaseAsAnError(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := openHall(t, d, func(_ context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
			c.Memory = []byte(in.Text)
			return []talk.Message{{Text: "Đã nhận " + in.Text}}, nil, nil
		})
		u := h.fake.User(7)
		var all strings.Builder
		for r := range rune(0x20) {
			all.WriteRune(r)
		}
		raw, err := json.Marshal("a" + all.String() + "b")
		if err != nil {
			t.Fatal(err)
		}
		u.SendText("x")
		h.hears(u, 1)
		if r := h.deliver(http.MethodPost, "mat-khau", fmt.Sprintf(`{"update_id":9,"message":{"date":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"text":%s}}`, raw)); r.StatusCode != http.StatusOK {
			t.Fatal(r.Status)
		}
		if got := h.hears(u, 2)[1]; !strings.HasPrefix(got, "Đã nhận a") || !strings.HasSuffix(got, "b") {
			t.Errorf("%q", got)
		}
	})
}

func TestAMessageOfTenThousandCharactersIsTakenWhole(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), func(_ context.Context, _ *ward.Ward, _ *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		return []talk.Message{{Text: fmt.Sprint(len([]rune(in.Text)))}}, nil, nil
	})
	u := h.fake.User(7)
	long := strings.Repeat("Rác đầy ngõ. ", 800) // 10,400 characters
	u.SendText(long)                             // as a telephone does it: in several messages
	total := 0
	for _, got := range h.hears(u, 3) {
		var n int
		if _, err := fmt.Sscan(got, &n); err != nil {
			t.Fatal(err)
		}
		total += n
	}
	if want := len([]rune(strings.TrimSpace(long))); total < want-3 || total > want { // blanks at the cuts
		t.Errorf("%d characters arrived of %d", total, want)
	}
	raw, err := json.Marshal(strings.Repeat("ờ", 10_000)) // as no telephone does it
	if err != nil {
		t.Fatal(err)
	}
	body := fmt.Sprintf(`{"update_id":9,"message":{"date":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"text":%s}}`, raw)
	if r := h.deliver(http.MethodPost, "mat-khau", body); r.StatusCode != http.StatusOK {
		t.Fatal(r.Status)
	}
	if got := h.hears(u, 4)[3]; got != "10000" {
		t.Errorf("%s characters arrived of 10000", got)
	}
}

func TestPressesThatNobodyMadeAreHandedOnAndHarmless(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), nil)
	u := h.fake.User(7)
	u.SendText("x")
	h.hears(u, 1)
	all := []string{strings.Repeat("\xff", 64), "run1:kind:<", "go:petition:", "::::", "\x00", strings.Repeat("ờ", 21), `{"a":1}`, "'; DROP TABLE x; --", strings.Repeat("x", 64)}
	for i, data := range all {
		u.Press(1, data)
		h.hears(u, 2+i)
	}
	h.drain()
	if got := h.given(); len(got) != 1+len(all) {
		t.Errorf("%d turns; want %d", len(got), 1+len(all))
	}
	if n := len(u.Answers()); n != len(all) {
		t.Errorf("%d presses were answered; want %d", n, len(all))
	}
}

func TestUpdatesThatComeTwiceAtOnceLateAndOutOfOrderAreAnsweredOnceEach(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := openHall(t, d, counting, telegramtest.WithDisorder(telegramtest.Disorder{Seed: 7, Twice: 0.3, Overlap: 0.3, Late: 0.2, Swap: 0.2}))
		const citizens, each = 10, 8
		var all sync.WaitGroup
		for id := int64(1); id <= citizens; id++ {
			all.Go(func() {
				u := h.fake.User(id)
				for i := range each {
					if i%3 == 2 {
						u.Press(1, "x")
					} else {
						u.SendText("x")
					}
				}
			})
		}
		all.Wait()
		h.drain()
		for id := int64(1); id <= citizens; id++ {
			texts := h.hears(h.fake.User(id), each)
			for i, text := range texts {
				if want := fmt.Sprint(i + 1); strings.TrimPrefix(text, "x ") != want {
					t.Errorf("citizen %d hears %q as number %s", id, text, want)
				}
			}
			if len(texts) != each {
				t.Errorf("citizen %d hears %d messages; want %d", id, len(texts), each)
			}
		}
		stats := h.fake.Stats().Updates
		if stats.Duplicated == 0 || stats.Swapped+stats.Reordered == 0 {
			t.Errorf("Telegram was too orderly: %+v", stats)
		}
	})
}
