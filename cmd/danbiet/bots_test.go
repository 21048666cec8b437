package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/sample"
	"danbiet/ward"
)

func TestACitizenTalksOnTelegram(t *testing.T) {
	for name, c := range map[string]struct {
		mode string
		url  func(testing.TB) string
	}{
		"polling, on SQLite":     {modePoll, dbtest.SQLiteURL},
		"webhook, on PostgreSQL": {modeWebhook, dbtest.PostgresURL},
	} {
		t.Run(name, func(t *testing.T) {
			telegram := telegramtest.NewServer()
			t.Cleanup(telegram.Close)
			app := withTelegram(newApp(t, c.url(t)), telegram, c.mode)
			running(t, app)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			citizen := telegram.User(42)
			citizen.Start("")
			if _, err := citizen.WaitFor(ctx, withButton(receptionLabel)); err != nil {
				t.Fatal(err)
			}
			citizen.SendText("lich tiep dan")
			if _, err := citizen.WaitFor(ctx, withButton("Xem theo tháng")); err != nil {
				t.Fatal(err)
			}
			if err := telegram.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			if got := len(telegram.Commands("")); got != 0 {
				t.Errorf("%d commands in every chat; want them in private chats only", got)
			}
			wantFigures(t, app, `danbiet_updates_received_total{channel="telegram"}`, `danbiet_turns_total{channel="telegram",result="ok"}`,
				`danbiet_deliveries_total{channel="telegram",result="sent"}`, `danbiet_outbox_waiting{channel="telegram"}`, `danbiet_turn_duration_seconds_count`)
		})
	}
}

// withTelegram gives an app a bot at a fake Telegram.
func withTelegram(app *App, telegram *telegramtest.Server, mode string) *App {
	app.Config.TelegramAPI, app.Config.TelegramMode, app.Config.Token = telegram.URL(), mode, telegramtest.Token
	return app
}

func withButton(label string) func(telegramtest.Message) bool {
	return func(m telegramtest.Message) bool {
		_, ok := m.Button(label)
		return ok
	}
}

// wantFigures checks that /metrics shows some figures, and nothing of the citizen.
func wantFigures(t *testing.T, app *App, figures ...string) {
	t.Helper()
	response, err := http.Get(app.URL() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range figures {
		if !strings.Contains(string(body), "\n"+figure) {
			t.Errorf("/metrics lacks %s", figure)
		}
	}
	if strings.Contains(string(body), `"42"`) || strings.Contains(string(body), "lich tiep") {
		t.Error("/metrics tells who a citizen is or what they wrote")
	}
}

func TestAfterADowntimeOpenDraftsAreAskedForAgain(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		telegram := telegramtest.NewServer()
		t.Cleanup(telegram.Close)
		now := time.Date(2026, time.March, 10, 8, 0, 0, 0, law.Zone())
		app := newApp(t, url)
		for downtime, due := range map[time.Duration]int{time.Minute: 0, 5 * time.Minute: 1} {
			draftIn(t, url, app.Config.SecretKeyFile, now)
			later := now.Add(downtime)
			next := withTelegram(newApp(t, url), telegram, modePoll)
			next.Config.SecretKeyFile, next.Now = app.Config.SecretKeyFile, func() time.Time { return later }
			if err := next.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := next.house.Read(t.Context(), "minh-duc", func(w *ward.Ward) error {
				waiting, err := w.DueConversations(t.Context(), 10)
				if len(waiting) != due {
					t.Errorf("after %v %d chats are asked again; want %d", downtime, len(waiting), due)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			if err := next.Close(); err != nil {
				t.Error(err)
			}
			now = later.Add(24 * time.Hour)
		}
	})
}

// draftIn leaves a question open in a chat on Telegram, and signs a replica off, all at one time.
func draftIn(t *testing.T, url, key string, at time.Time) {
	t.Helper()
	h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	h.Now = func() time.Time { return at }
	if _, err := h.ApplyFolder(t.Context(), sample.FS, sampleProfile); err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		found, err := w.Lock(t.Context(), bot.TelegramChannel, []string{"42"})
		if err != nil {
			return err
		}
		c := found["42"]
		c.NudgeAt, c.ExpireAt = at.Add(30*time.Minute), at.Add(24*time.Hour)
		return w.SaveConversations(t.Context(), []*ward.Conversation{c})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Retire(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
}
