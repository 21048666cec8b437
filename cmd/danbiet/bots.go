package main

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"danbiet/bot"
	"danbiet/flows"
	"danbiet/ward"
)

// account is what a ward's bot identifies itself with.
type account struct{ token, secret string }

// openBots makes the Telegram bot of each ward that has a token, and what sends through it.
func (a *App) openBots(ctx context.Context) error {
	a.bots = map[string]*bot.Telegram{}
	a.fleet = &bot.Fleet{House: a.house.House, Channel: bot.TelegramChannel, Senders: map[string]*bot.Sender{}, Now: a.house.Now, Logger: a.Logger}
	accounts, err := a.accounts(ctx)
	if err != nil {
		return err
	}
	for slug, account := range accounts {
		profile, err := a.house.Profile(ctx, slug)
		if errors.Is(err, ward.ErrNoWard) {
			return wrongUsage("there is no ward %q to give a bot to: apply its profile first", slug)
		} else if err != nil {
			return err
		}
		t, err := a.newBot(account, profile)
		if err != nil {
			return err
		}
		a.bots[slug] = t
		a.fleet.Senders[slug] = &bot.Sender{
			House: a.house.House, Channel: bot.TelegramChannel, Deliver: a.metrics.deliver(t.Deliver),
			Limits: a.limits(account), Now: a.house.Now, Logger: a.Logger,
		}
	}
	return nil
}

// accounts finds which ward each token belongs to.
func (a *App) accounts(ctx context.Context) (map[string]account, error) {
	accounts := map[string]account{}
	for slug, w := range a.applied {
		if w.Token != "" {
			accounts[slug] = account{w.Token, w.Secret}
		}
	}
	if a.Config.Token == "" {
		return accounts, nil
	}
	slugs, err := a.house.Slugs(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(slugs) == 0:
		return nil, wrongUsage("DANBIET_TELEGRAM_TOKEN: there is no ward yet that the bot could speak for; set DANBIET_WARD, or run danbiet ward apply FILE")
	case len(slugs) > 1:
		return nil, wrongUsage("DANBIET_TELEGRAM_TOKEN: there are several wards (%s); give each its token in the file of DANBIET_CONFIG", strings.Join(slugs, ", "))
	}
	accounts[slugs[0]] = account{a.Config.Token, a.Config.Secret}
	return accounts, nil
}

func (a *App) newBot(account account, p *ward.Profile) (*bot.Telegram, error) {
	if account.secret == "" { // the same at every replica, and nobody can guess it
		var err error
		if account.secret, err = a.house.Key.Hash("telegram-webhook", p.Slug); err != nil {
			return nil, err
		}
	}
	t := &bot.Telegram{
		Ward: p.Slug, Token: account.token, API: a.Config.TelegramAPI, Secret: account.secret, House: a.house.House, Logger: a.Logger,
		// The engine is made later than the bots, and before the first update.
		Receive: a.metrics.receive(func(ctx context.Context, in bot.Inbound) error { return a.engine.Receive(ctx, in) }),
		Enqueue: a.metrics.enqueue(func(in bot.Inbound) (<-chan error, error) { return a.engine.Enqueue(in) }),
		Words: bot.TelegramWords{
			Commands: commands("vi"), English: commands("en"), Description: flows.Description(p),
			Contact: "📱 Gửi số điện thoại của tôi", Location: "📍 Gửi vị trí của tôi", Chosen: "Đã chọn: %s",
		},
	}
	return t, t.Open()
}

func commands(lang string) []models.BotCommand {
	var all []models.BotCommand
	for _, c := range flows.Commands(lang) {
		all = append(all, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	return all
}

// limits keep one bot under its rates, together with all replicas where there is Redis.
func (a *App) limits(account account) bot.Limits {
	if a.redis == nil {
		return bot.NewLocalLimits(a.Config.Rates, a.house.Now)
	}
	id, _, _ := strings.Cut(account.token, ":") // the public part of the token
	shared := bot.NewSharedLimits(a.redis, id, a.Config.Rates, a.house.Now, a.Logger)
	a.background(shared.Listen)
	return shared
}

// startBots lets Telegram know of the bots, and fetches updates where it cannot deliver them. A Telegram that cannot be
// reached holds nothing up: it is tried again and again.
func (a *App) startBots(context.Context) error {
	for slug, t := range a.bots {
		a.background(func(ctx context.Context) { a.persist(ctx, slug, t.Introduce) })
		if a.Config.TelegramMode == modePoll {
			a.background(func(ctx context.Context) { a.persist(ctx, slug, t.Poll) })
			continue
		}
		address := a.URL() + "/telegram/" + slug
		a.background(func(ctx context.Context) {
			a.persist(ctx, slug, func(ctx context.Context) error { return t.SetWebhook(ctx, address) })
		})
	}
	if len(a.bots) > 0 && a.redis != nil && a.Config.TelegramMode == modePoll {
		a.Logger.Warn("Telegram lets one process poll: with several replicas use DANBIET_TELEGRAM_MODE=webhook")
	}
	return nil
}

// Pauses between attempts to reach Telegram.
const (
	firstPause   = time.Second
	longestPause = time.Minute
)

// persist does something until it succeeds or the context ends.
func (a *App) persist(ctx context.Context, slug string, do func(context.Context) error) {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := do(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		a.Logger.Warn("Telegram is tried again", "ward", slug, "in", pause, "error", err)
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// serveWebhook hands an update to its ward's bot. A ward without a bot that Telegram delivers to is not there.
func (a *App) serveWebhook(w http.ResponseWriter, r *http.Request) {
	t := a.bots[r.PathValue("ward")]
	if t == nil || a.Config.TelegramMode != modeWebhook {
		http.NotFound(w, r)
		return
	}
	t.ServeHTTP(w, r)
}

// botSlugs are the wards that have a bot, in order.
func (a *App) botSlugs() []string {
	slugs := make([]string, 0, len(a.bots))
	for slug := range a.bots {
		slugs = append(slugs, slug)
	}
	slices.Sort(slugs)
	return slugs
}
