package telegramtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"danbiet/bot/telegramtest"
)

// start runs a server for a test.
func start(t *testing.T, opts ...telegramtest.Option) *telegramtest.Server {
	t.Helper()
	s := telegramtest.NewServer(opts...)
	t.Cleanup(s.Close)
	return s
}

// client is the real library, pointed at the server.
func client(t *testing.T, s *telegramtest.Server) *bot.Bot {
	t.Helper()
	b, err := bot.New(s.Token(), bot.WithServerURL(s.URL()))
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	return b
}

// soon bounds a wait that ends at once when all is well.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// hook is a webhook that hands each update to a test.
func hook(t *testing.T, s *telegramtest.Server, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	h := httptest.NewServer(handle)
	t.Cleanup(h.Close)
	if _, err := client(t, s).SetWebhook(t.Context(), &bot.SetWebhookParams{URL: h.URL, SecretToken: "s3cret"}); err != nil {
		t.Fatalf("set the webhook: %v", err)
	}
	return h
}

func TestTheBotAnswersACitizenThroughTheWebhook(t *testing.T) {
	s := start(t)
	b := client(t, s)
	hook(t, s, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("X-Telegram-Bot-Api-Secret-Token"); got != "s3cret" {
			t.Errorf("secret = %q", got)
		}
		body, _ := io.ReadAll(r.Body)
		if strings.Contains(string(body), `"text":"/start qr-1"`) {
			_, err := b.SendMessage(r.Context(), &bot.SendMessageParams{
				ChatID: 7, Text: "Xin chào <b>ông/bà</b>", ParseMode: models.ParseModeHTML,
				ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
					{{Text: "Phản ánh", CallbackData: "c1:kind:phan-anh"}},
				}},
			})
			if err != nil {
				t.Errorf("send: %v", err)
			}
		}
	})
	citizen := s.User(7)
	citizen.Start("qr-1")
	m, err := citizen.WaitFor(soon(t), func(m telegramtest.Message) bool { return m.Text == "Xin chào ông/bà" })
	if err != nil {
		t.Fatalf("no greeting: %v", err)
	}
	if button, ok := m.Button("Phản ánh"); !ok || button.Data != "c1:kind:phan-anh" {
		t.Errorf("buttons = %v", m.Inline)
	}
	query, err := citizen.PressLabel("Phản ánh")
	if err != nil {
		t.Fatalf("press: %v", err)
	}
	if _, err := b.AnswerCallbackQuery(t.Context(), &bot.AnswerCallbackQueryParams{CallbackQueryID: query, Text: "Vâng"}); err != nil {
		t.Fatalf("answer: %v", err)
	}
	if a, err := citizen.WaitAnswer(soon(t), query); err != nil || a.Text != "Vâng" {
		t.Errorf("answer = %+v, %v", a, err)
	}
	if err := s.Drain(soon(t)); err != nil {
		t.Errorf("drain: %v", err)
	}
	if st := s.Stats(); st.Messages != 1 || st.Updates.Delivered != 2 || st.Updates.Pending != 0 {
		t.Errorf("stats = %+v", st)
	}
}

func TestABlockedBotIsForbidden(t *testing.T) {
	s := start(t)
	b := client(t, s)
	citizen := s.User(9)
	citizen.Start("")
	citizen.Block()
	_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 9, Text: "x"})
	if !errors.Is(err, bot.ErrorForbidden) || !strings.Contains(err.Error(), "bot was blocked by the user") {
		t.Errorf("err = %v", err)
	}
}
