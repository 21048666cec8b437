// Command echo is the bare bot that Danbiet is measured against: it repeats what it is told, on the same Telegram
// library, with that library's own webhook and defaults, and without any storage.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "echo:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The library asks for a client at all only to be pointed at another server; its own has two idle connections a
	// host, and would open a new one for nearly every message.
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 256, 256
	secret := os.Getenv("DANBIET_TELEGRAM_SECRET")
	bot, err := telegram.New(os.Getenv("DANBIET_TELEGRAM_TOKEN"), telegram.WithServerURL(os.Getenv("DANBIET_TELEGRAM_API")),
		telegram.WithHTTPClient(time.Minute, &http.Client{Transport: transport, Timeout: time.Minute}),
		telegram.WithWebhookSecretToken(secret), telegram.WithDefaultHandler(repeat))
	if err != nil {
		return err
	}
	go bot.StartWebhook(ctx)
	server := &http.Server{Addr: os.Getenv("DANBIET_LISTEN"), Handler: bot.WebhookHandler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	address := "http://" + server.Addr + "/"
	if _, err := bot.SetWebhook(ctx, &telegram.SetWebhookParams{URL: address, SecretToken: secret, MaxConnections: 100}); err != nil {
		return err
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

// repeat answers as Danbiet must: a press is acknowledged, and one message is sent.
func repeat(ctx context.Context, b *telegram.Bot, u *models.Update) {
	send := telegram.SendMessageParams{}
	switch {
	case u.CallbackQuery != nil:
		if _, err := b.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID}); err != nil {
			fmt.Fprintln(os.Stderr, "echo:", err)
		}
		send.ChatID, send.Text = u.CallbackQuery.From.ID, u.CallbackQuery.Data
	case u.Message != nil:
		send.ChatID, send.Text = u.Message.Chat.ID, u.Message.Text
		if u.Message.Contact != nil {
			send.Text = u.Message.Contact.PhoneNumber
		}
	default:
		return
	}
	if _, err := b.SendMessage(ctx, &send); err != nil {
		fmt.Fprintln(os.Stderr, "echo:", err)
	}
}
