package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// demoCmd runs the sample ward.
type demoCmd struct {
	Listen string `default:"127.0.0.1:8080" env:"DANBIET_LISTEN" placeholder:"ADDRESS" help:"Where to listen, on this machine only: 127.0.0.1:PORT."`
	Data   string `placeholder:"DIR" help:"The folder of the demo's database and key. Default: one in your home."`
	Token  string `name:"telegram-token" env:"DANBIET_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"The token of a real bot: the demo then answers on Telegram too."`
	API    string `name:"telegram-api" env:"DANBIET_TELEGRAM_API" placeholder:"URL" help:"The Bot API server. Default: the public one."`
}

// Run serves until the program is told to stop.
func (c demoCmd) Run(ctx context.Context, s streams) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	data, err := openDataFolder(c.Data)
	if err != nil {
		return err
	}
	config.DatabaseURL, config.SecretKeyFile = data.files()
	app := &App{Config: config, Sample: true, Logger: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelError}))}
	err = serveUntilTold(ctx, app, func() { c.welcome(ctx, s.out, app, data) })
	return errors.Join(err, data.Close())
}

// config checks the flags. The demo has no access control and therefore leaves this machine under no circumstances.
func (c demoCmd) config() (Config, error) {
	c.Listen = cmp.Or(c.Listen, "127.0.0.1:8080") // an empty variable sets nothing
	if err := checkAddress(setting{"--listen", c.Listen}); err != nil {
		return Config{}, err
	}
	if host, _, _ := net.SplitHostPort(c.Listen); !loopback(host) {
		return Config{}, wrongUsage("--listen: the demo answers this machine only, so %s must be 127.0.0.1 or ::1, in DANBIET_LISTEN too; danbiet serve is for others", c.Listen)
	}
	flags := serverFlags{Token: c.Token, TelegramAPI: c.API, TelegramMode: modePoll, Listen: c.Listen}
	settings, config := chooser{file: &configFile{}}, Config{}
	if err := flags.network(settings, &config); err != nil {
		return Config{}, err
	}
	return config, flags.telegram(settings, &config)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// welcome says where everything is.
func (c demoCmd) welcome(ctx context.Context, out io.Writer, app *App, data dataFolder) {
	slugs, err := app.house.Slugs(context.Background())
	if err != nil || len(slugs) == 0 {
		slugs = []string{"minh-duc"}
	}
	slug, base := slugs[0], app.URL()
	program, again := programName(), ""
	if c.Data != "" {
		again = " --data " + c.Data
	}
	fmt.Fprintf(out, `Danbiet is running with the sample ward Minh Đức, for this machine only.

  Chat          %[1]s/chat/%[2]s
  Public pages  %[1]s/phuong/%[2]s/
  Health        %[1]s/healthz
  In a terminal %[5]s chat%[3]s

Data is kept in %[4]s; remove it to begin anew.
`, base, slug, again, data.path, program)
	if door, err := openDemoDesk(ctx, app.house.House); err != nil {
		app.Logger.Error("the demo's desk cannot be opened", "error", err)
	} else {
		fmt.Fprintf(out, `
The staff's desk, until the demo stops:
  Desk          %s/console/%s/
  Login         %s
  Password      %s
  Codes         %s … each for one sign-in

`, base, slug, door.login, door.password, strings.Join(door.codes[:3], "  "))
	}
	if len(app.bots) > 0 {
		fmt.Fprintf(out, "Telegram: the bot with your token answers for %s.\n", strings.Join(app.botSlugs(), ", "))
	} else {
		fmt.Fprintf(out, `To connect a Telegram bot, get a token from @BotFather (https://t.me/BotFather) and start again with it:
  DANBIET_TELEGRAM_TOKEN=123456789:AA… %s demo%s
`, program, again)
	}
	fmt.Fprintln(out, "Ctrl+C stops.")
}

// programName is how this program was called: by name, or out of its source.
func programName() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/danbiet"
	}
	return "danbiet"
}

// serveUntilTold runs an app until the context ends, the program is told to stop by a signal, or the app fails.
func serveUntilTold(ctx context.Context, app *App, started func()) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := app.Run(ctx); err != nil {
		return err
	}
	started()
	var failed error
	select {
	case <-ctx.Done():
	case failed = <-app.Failed():
	}
	stop() // a second signal ends the program at once
	return errors.Join(failed, app.Close())
}
