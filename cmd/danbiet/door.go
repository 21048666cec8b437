package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"

	"danbiet/bot"
	"danbiet/ward"
)

// deskFlags are what the commands of the desk need: where the data is, which ward is meant, and how it is reached from
// outside, for the links that they print.
type deskFlags struct {
	storageFlags
	Ward        string `placeholder:"SLUG" help:"Which ward. Default: the only one."`
	PublicURL   string `name:"public-url" env:"DANBIET_PUBLIC_URL" placeholder:"URL" help:"Where citizens reach the server, for links into the web chat."`
	Profile     string `name:"ward-profile" env:"DANBIET_WARD" hidden:""` // serve gives the token to this ward
	Token       string `name:"telegram-token" env:"DANBIET_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"The bot's token, for links to it. Better the variable, or the file."`
	TokenFile   string `name:"telegram-token-file" env:"DANBIET_TELEGRAM_TOKEN_FILE" placeholder:"FILE" help:"A file that holds the token."`
	TelegramAPI string `name:"telegram-api" env:"DANBIET_TELEGRAM_API" placeholder:"URL" help:"The Bot API server. Default: the public one."`
}

func (f deskFlags) config() (Config, error) {
	return serverFlags{
		storageFlags: f.storageFlags, PublicURL: f.PublicURL, WardProfile: f.Profile, Token: f.Token, TokenFile: f.TokenFile,
		TelegramAPI: f.TelegramAPI, TelegramMode: modePoll, // so that no webhook's address is asked for
	}.config()
}

// desk is an open installation with the ward that a command is about.
type desk struct {
	*house
	config Config
	slug   string
	out    streams
}

// open opens the desk of the ward that the flags mean.
func (f deskFlags) open(ctx context.Context, s streams) (*desk, error) {
	config, err := f.config()
	if err != nil {
		return nil, err
	}
	h, err := openExisting(ctx, config)
	if err != nil {
		return nil, err
	}
	slug, err := onlyWard(ctx, h.House, f.Ward)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return &desk{house: h, config: config, slug: slug, out: s}, nil
}

// at opens the desk, does something there and closes it again.
func (f deskFlags) at(ctx context.Context, s streams, do func(*desk) error) error {
	d, err := f.open(ctx, s)
	if err != nil {
		return err
	}
	return errors.Join(do(d), d.Close())
}

func (d *desk) read(ctx context.Context, do func(*ward.Ward) error) error {
	return d.Read(ctx, d.slug, do)
}

func (d *desk) write(ctx context.Context, do func(*ward.Ward) error) error {
	return d.Write(ctx, d.slug, do)
}

// say prints a line.
func (d *desk) say(format string, args ...any) { fmt.Fprintf(d.out.out, format+"\n", args...) }

// warn prints a line that is not the result.
func (d *desk) warn(format string, args ...any) {
	fmt.Fprintln(d.out.err, "danbiet: "+oneLine(fmt.Sprintf(format, args...)))
}

// doors are the addresses at which a chat begins with a payload, the bot's first. A bot that does not answer is left out,
// with a warning.
func (d *desk) doors(ctx context.Context, payload string) []string {
	var all []string
	if token := d.token(ctx); token != "" {
		username, err := whoIs(ctx, d.config.TelegramAPI, token)
		if err != nil {
			d.warn("%v: the link leaves the bot out", err)
		} else {
			all = append(all, "https://t.me/"+username+"?start="+payload)
		}
	}
	if d.config.PublicURL != "" {
		all = append(all, d.config.PublicURL+"/chat/"+url.PathEscape(d.slug)+"?start="+payload)
	}
	return all
}

// token is that of the ward's bot, "" where it has none.
func (d *desk) token(ctx context.Context) string {
	i := slices.IndexFunc(d.config.Wards, func(w WardConfig) bool { return w.Token != "" && slugOf(w) == d.slug })
	if i >= 0 {
		return d.config.Wards[i].Token
	}
	if slugs, err := d.Slugs(ctx); err != nil || len(slugs) != 1 {
		return "" // serve asks for one token each
	}
	return d.config.Token
}

// slugOf is the ward of an entry, "" when its profile cannot be read: serve says so.
func slugOf(w WardConfig) string {
	if w.Profile == "" {
		return w.Slug
	}
	raw, err := os.ReadFile(w.Profile)
	if err != nil {
		return ""
	}
	profile, err := ward.ParseProfile(raw)
	if err != nil {
		return ""
	}
	return profile.Slug
}

// whoIs asks Telegram for the name of a token's bot.
func whoIs(ctx context.Context, api, token string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	t := &bot.Telegram{Token: token, API: api}
	if err := t.Open(); err != nil {
		return "", err
	}
	return t.Me(ctx)
}
