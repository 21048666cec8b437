package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"danbiet/talk"
)

// fuzzed is a bot whose Telegram is not there and whose turns are taken.
func fuzzed(t testing.TB, receive func(Inbound)) *Telegram {
	t.Helper()
	b := &Telegram{
		Ward: "minh-duc", Token: "7000000001:AAH-fuzz", API: "http://127.0.0.1:1", Secret: "mat-khau", Logger: slog.New(slog.DiscardHandler),
		Receive: func(_ context.Context, in Inbound) error { receive(in); return nil },
	}
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	return b
}

func webhook(b *Telegram, body []byte) int {
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "mat-khau")
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w.Code
}

func FuzzWebhook(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `7`, `"x"`, `{"update_id":1}`, `{"update_id":1e400}`, `{"update_id":"1"}`, "\xff\xfe", `{"message":null,"callback_query":null}`,
		`{"update_id":1,"message":{"message_id":1,"date":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"text":"x"}}`,
		`{"update_id":1,"message":{"date":-1,"from":{"id":7},"chat":{"id":7,"type":"private"},"contact":{"user_id":7},"location":{"latitude":1e308}}}`,
		`{"update_id":1,"message":{"from":{"id":7},"chat":{"id":7,"type":"private"},"photo":[],"document":{},"voice":null,"video":0,"sticker":false}}`,
		`{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"data":"run1:kind:x","message":{"reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"run1:kind:x"}]]}}}}`,
		`{"update_id":1,"message":{"text":"a","text":"b","chat":{"type":"group"}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if bytes.Contains(body, []byte("my_chat_member")) {
			return // goes to the database, which is not there
		}
		turns := 0
		code := webhook(fuzzed(t, func(in Inbound) {
			turns++
			if in.Chat == "" || in.UpdateID == "" || !utf8.ValidString(in.Input.Text) {
				t.Errorf("inbound = %+v", in)
			}
		}), body)
		want := http.StatusOK
		if !json.Valid(body) {
			want = http.StatusBadRequest
		}
		if code != want || turns > 1 {
			t.Errorf("%q: %d and %d turns; want %d", body, code, turns, want)
		}
	})
}

func FuzzCallbackData(f *testing.F) {
	for _, seed := range []string{"run1:kind:rac", "go:menu", "", ":::", "\x00", "\xff", strings.Repeat("x", 64), `"}}`, "<b>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		raw, err := json.Marshal(data)
		if err != nil || !utf8.ValidString(data) {
			return
		}
		var got []string
		b := fuzzed(t, func(in Inbound) { got = append(got, in.Input.Button) })
		code := webhook(b, []byte(`{"update_id":1,"callback_query":{"id":"1","from":{"id":7},"data":`+string(raw)+`}}`))
		if code != http.StatusOK || len(got) != 1 || got[0] != data {
			t.Errorf("%q arrives as %q, %d", data, got, code)
		}
	})
}

func FuzzSplitForTelegram(f *testing.F) {
	f.Add("", "", false)
	f.Add("Tiêu đề", strings.Repeat("chữ. ", 3000), true)
	f.Add(strings.Repeat("T", 5000), "x", false)
	f.Add("T", strings.Repeat("𝔘", 5000), true)
	f.Add(strings.Repeat("𝔘", 200), strings.Repeat("\n", 9000)+"x", false)
	f.Fuzz(func(t *testing.T, title, text string, file bool) {
		if !utf8.ValidString(title + text) {
			return // a message is JSON before it comes here
		}
		m := talk.Message{Title: title, Text: text, Want: talk.WantChoice}
		if file {
			m.File = &talk.Sent{ID: "f"}
		}
		var all strings.Builder
		parts := splitForTelegram(m)
		for i, p := range parts {
			limit := maxTelegramText
			if p.File != nil {
				limit = maxTelegramCaption
			}
			if n := utf16Len(p.Title) + utf16Len(p.Text); n > limit {
				t.Errorf("part %d has %d units", i+1, n)
			}
			if (p.Want == talk.WantChoice) != (i == len(parts)-1) {
				t.Errorf("part %d of %d holds the question: %q", i+1, len(parts), p.Want)
			}
			all.WriteString(p.Title + p.Text)
		}
		without := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := without(all.String()), without(title+text); got != want {
			t.Errorf("%d letters become %d", len(want), len(got))
		}
	})
}
