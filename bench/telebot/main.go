// Command telebot is a bot on another Telegram library that keeps the state of each conversation in PostgreSQL, as such bots
// commonly do: it reads the state of the chat, writes the next one and then sends its answer, once. It has no outbox, does
// not know an update that comes twice, and takes updates before anything of them is stored: a crash loses what is under way.
//
// It repeats what it is told, or, with -petition, takes a petition with the words and buttons of Danbiet's own flow, without
// reading the answers. Danbiet is measured beside it.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	telebot "gopkg.in/telebot.v4"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "telebot:", err)
		os.Exit(1)
	}
}

func run() error {
	petition := flag.Bool("petition", false, "take petitions instead of repeating what is told")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	states, err := openStates(ctx, os.Getenv("DANBIET_DATABASE_URL"))
	if err != nil {
		return err
	}
	if *petition {
		if states.visit, err = readVisit(); err != nil {
			return err
		}
	}
	defer states.pool.Close()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 256, 256 // as the echo has it
	address := os.Getenv("DANBIET_LISTEN")
	bot, err := telebot.NewBot(telebot.Settings{
		URL: os.Getenv("DANBIET_TELEGRAM_API"), Token: os.Getenv("DANBIET_TELEGRAM_TOKEN"),
		Client: &http.Client{Transport: transport, Timeout: time.Minute},
		Poller: &telebot.Webhook{
			Listen: address, SecretToken: os.Getenv("DANBIET_TELEGRAM_SECRET"), MaxConnections: 100,
			Endpoint: &telebot.WebhookEndpoint{PublicURL: "http://" + address + "/"},
		},
		OnError: func(err error, _ telebot.Context) { fmt.Fprintln(os.Stderr, "telebot:", err) },
	})
	if err != nil {
		return err
	}
	bot.Handle(telebot.OnText, func(c telebot.Context) error { return states.answer(ctx, c, c.Text()) })
	bot.Handle("/start", func(c telebot.Context) error { return states.answer(ctx, c, c.Text()) })
	bot.Handle(telebot.OnContact, func(c telebot.Context) error { return states.answer(ctx, c, c.Message().Contact.PhoneNumber) })
	bot.Handle(telebot.OnCallback, func(c telebot.Context) error {
		if err := c.Respond(); err != nil {
			return err
		}
		return states.answer(ctx, c, c.Callback().Data)
	})
	go func() {
		<-ctx.Done()
		bot.Stop()
	}()
	bot.Start()
	return nil
}
