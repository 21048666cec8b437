package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/talk"
	"danbiet/ward"
)

// openTelegram returns a bot on the fake server, and a citizen who has written to it.
func openTelegram(t *testing.T, receive func(context.Context, bot.Inbound) error) (*bot.Telegram, *telegramtest.Server, *telegramtest.User) {
	t.Helper()
	fake := telegramtest.NewServer()
	t.Cleanup(fake.Close)
	b := &bot.Telegram{
		Ward: "minh-duc", Token: fake.Token(), API: fake.URL(), Secret: "secret", Receive: receive,
		Words: bot.TelegramWords{Chosen: "Đã chọn: %s"}, Logger: slog.New(slog.DiscardHandler),
	}
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	web := httptest.NewServer(b)
	t.Cleanup(web.Close)
	if err := b.SetWebhook(t.Context(), web.URL); err != nil {
		t.Fatal(err)
	}
	citizen := fake.User(7)
	citizen.Start("")
	return b, fake, citizen
}

func ignore(context.Context, bot.Inbound) error { return nil }

func letterTo(t *testing.T, chat int64, m talk.Message) *ward.Letter {
	t.Helper()
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return &ward.Letter{Slug: "minh-duc", Channel: bot.TelegramChannel, Chat: strconv.FormatInt(chat, 10), Body: body}
}

func TestAMessageArrivesAsItWasWritten(t *testing.T) {
	b, _, citizen := openTelegram(t, ignore)
	err := b.Deliver(t.Context(), letterTo(t, 7, talk.Message{Title: "Mời chọn & gửi", Text: "1 < 2\n\"đường\" <b>", Rows: [][]talk.Button{
		{{Label: "Có", Data: "r1:kind:yes"}, {Label: "Trang chủ", URL: "https://example.vn/"}},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	all := citizen.Messages()
	if len(all) != 1 {
		t.Fatalf("%d messages; want 1", len(all))
	}
	m := all[0]
	if want := "Mời chọn & gửi\n\n1 < 2\n\"đường\" <b>"; m.Text != want || len(m.Entities) != 1 || m.Entities[0].Type != "bold" {
		t.Errorf("text %q with %v; want %q with its title bold", m.Text, m.Entities, want)
	}
	if yes, ok := m.Button("Có"); !ok || yes.Data != "r1:kind:yes" {
		t.Errorf("the button is %+v", yes)
	}
	if home, ok := m.Button("Trang chủ"); !ok || home.URL != "https://example.vn/" {
		t.Errorf("the link is %+v", home)
	}
}

func TestWhatTelegramAnswersDecidesWhatBecomesOfALetter(t *testing.T) {
	b, fake, citizen := openTelegram(t, ignore)
	message := talk.Message{Text: "Xin chào"}
	outcome := func(t *testing.T, chat int64, m talk.Message) error {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		return b.Deliver(ctx, letterTo(t, chat, m))
	}
	var flooded bot.Flooded
	var gone bot.Gone
	var refused bot.Refused
	t.Run("too many requests", func(t *testing.T) {
		fake.Fail("sendMessage", telegramtest.Fault{Kind: telegramtest.TooManyRequests, RetryAfter: 17})
		if err := outcome(t, 7, message); !errors.As(err, &flooded) || flooded.Pause != 17*time.Second {
			t.Errorf("%v; want a pause of 17 s", err)
		}
	})
	for _, kind := range []telegramtest.FaultKind{telegramtest.ServerError, telegramtest.BadGateway, telegramtest.DropBefore} {
		t.Run(string(kind), func(t *testing.T) {
			fake.Fail("sendMessage", telegramtest.Fault{Kind: kind})
			err := outcome(t, 7, message)
			if err == nil || errors.As(err, &flooded) || errors.As(err, &gone) || errors.As(err, &refused) {
				t.Errorf("%v; want something temporary", err)
			}
			if err != nil && strings.Contains(err.Error(), b.Token) {
				t.Error("the error holds the token")
			}
		})
	}
	t.Run("a message that Telegram never takes", func(t *testing.T) {
		if err := outcome(t, 7, talk.Message{Text: strings.Repeat("ă", 5000)}); !errors.As(err, &refused) {
			t.Errorf("%v; want refused", err)
		}
	})
	t.Run("nobody is there", func(t *testing.T) {
		if err := outcome(t, 99, message); !errors.As(err, &gone) {
			t.Errorf("%v; want gone", err)
		}
	})
	t.Run("the citizen has left Telegram", func(t *testing.T) {
		citizen.Deactivate()
		if err := outcome(t, 7, message); !errors.As(err, &gone) {
			t.Errorf("%v; want gone", err)
		}
	})
}

func TestAPressIsAnsweredInTheWebhooksOwnAnswer(t *testing.T) {
	b, _, citizen := openTelegram(t, ignore)
	if err := b.Deliver(t.Context(), letterTo(t, 7, talk.Message{Text: "Chọn", Rows: [][]talk.Button{{{Label: "Có", Data: "r1:kind:yes"}}}})); err != nil {
		t.Fatal(err)
	}
	press := citizen.Press(citizen.Messages()[0].ID, "r1:kind:yes")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	answer, err := citizen.WaitAnswer(ctx, press)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Text != "Đã chọn: Có" {
		t.Errorf("the answer says %q", answer.Text)
	}
}

func TestAPressThatCouldNotBeStoredComesAgainBeforeItIsAnswered(t *testing.T) {
	failing := true
	b, _, citizen := openTelegram(t, func(_ context.Context, in bot.Inbound) error {
		if in.Input.Button != "" && failing {
			failing = false
			return bot.ErrBusy
		}
		return nil
	})
	if err := b.Deliver(t.Context(), letterTo(t, 7, talk.Message{Text: "Chọn", Rows: [][]talk.Button{{{Label: "Có", Data: "r1:kind:yes"}}}})); err != nil {
		t.Fatal(err)
	}
	press := citizen.Press(citizen.Messages()[0].ID, "r1:kind:yes")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := citizen.WaitAnswer(ctx, press); err != nil {
		t.Fatal(err)
	}
	if failing {
		t.Error("the press was answered before it was stored")
	}
}

func TestTheWebhookTurnsAwayWhatIsNoUpdate(t *testing.T) {
	b, _, _ := openTelegram(t, ignore)
	for name, tt := range map[string]struct {
		secret, body string
		want         int
	}{
		"a wrong secret":      {"guess", `{"update_id":1}`, http.StatusUnauthorized},
		"no secret":           {"", `{"update_id":1}`, http.StatusUnauthorized},
		"no JSON":             {"secret", `update`, http.StatusBadRequest},
		"too much":            {"secret", `{"update_id":1,"x":"` + strings.Repeat("a", 1<<20) + `"}`, http.StatusRequestEntityTooLarge},
		"an unknown kind":     {"secret", `{"update_id":1,"poll":{}}`, http.StatusOK},
		"a press with nobody": {"secret", `{"update_id":1,"callback_query":{"id":"1"}}`, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(tt.body))
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			w := httptest.NewRecorder()
			b.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("%d; want %d", w.Code, tt.want)
			}
		})
	}
}
