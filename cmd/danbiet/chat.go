package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"danbiet/bot"
)

// chatCmd talks in the terminal.
type chatCmd struct {
	Ward          string `placeholder:"SLUG" help:"Which ward to talk with. Default: the only one."`
	As            string `default:"me" placeholder:"NAME" help:"Who talks: each name has its own conversation, and goes on with it next time."`
	Data          string `placeholder:"DIR" help:"The folder of the demo's database and key. Default: one in your home."`
	Files         string `placeholder:"DIR" help:"Where files that the ward sends are saved. Default: files in the data folder."`
	DatabaseURL   string `name:"database-url" env:"DANBIET_DATABASE_URL" placeholder:"URL" help:"Talk through a server's database instead, sqlite:PATH or postgres://…; --data goes first."`
	SecretKeyFile string `env:"DANBIET_SECRET_KEY_FILE" placeholder:"FILE" help:"The key of that database."`
}

// Help is shown after the command's one line.
func (chatCmd) Help() string {
	return `Reads lines and answers each. A number chooses one of the numbered answers, @FILE sends a file.

What the ward sends on its own, such as an official's reply or a notice about a case, shows within two seconds, above the line being typed. Through a pipe, and where TERM is dumb, it shows with the next line.

Through a pipe: printf 'lich tiep dan\n' | danbiet chat`
}

// maxName bounds --as.
const maxName = 64

// Run talks until the input ends.
func (c chatCmd) Run(ctx context.Context, s streams) (err error) {
	if c.As == "" || len(c.As) > maxName {
		return wrongUsage("--as: a name has 1 to %d bytes", maxName)
	}
	h, data, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close(), data.Close()) }()
	slug, err := onlyWard(ctx, h.House, c.Ward)
	if err != nil {
		return err
	}
	engine := newEngine(h.House, h.IDs.Next(), slog.New(slog.NewTextHandler(s.err, nil)))
	engine.Start()
	defer engine.Stop()
	folder := c.Files
	if folder == "" {
		folder = filepath.Join(data.path, "files")
	}
	terminal := &bot.Terminal{
		Ward: slug, Chat: c.As, Receive: engine.Receive, Log: logOf(h.House, bot.TerminalChannel), OpenFile: fileOf(h.House, bot.TerminalChannel),
		NextID: func() string { return strconv.FormatInt(h.IDs.Next(), 36) }, Now: h.Now, Folder: folder,
		In: s.in, Out: s.out, Person: isTerminal(s.in),
	}
	if terminal.Person && isTerminal(s.out) && os.Getenv("TERM") != "dumb" && os.Getenv("TERM") != "" {
		ticker := time.NewTicker(lookEvery)
		defer ticker.Stop()
		terminal.Look = ticker.C
	}
	return terminal.Run(ctx)
}

// lookEvery is how often a chat on a screen looks for what the ward has sent: the desk is another process.
const lookEvery = 2 * time.Second

// open opens the server's database where one is configured, and else the folder of the demo with the sample ward.
func (c chatCmd) open(ctx context.Context) (*house, dataFolder, error) {
	if c.Data == "" && c.DatabaseURL != "" {
		config, err := storageFlags{DatabaseURL: c.DatabaseURL, SecretKeyFile: c.SecretKeyFile}.config()
		if err != nil {
			return nil, dataFolder{}, err
		}
		h, err := openExisting(ctx, config)
		return h, dataFolder{path: "."}, err
	}
	data, err := openDataFolder(c.Data)
	if err != nil {
		return nil, data, err
	}
	url, key := data.files()
	h, err := openHouse(ctx, Config{DatabaseURL: url, SecretKeyFile: key})
	if err != nil {
		return nil, data, errors.Join(err, data.Close())
	}
	if err := applySample(ctx, h.House); err != nil {
		return nil, data, errors.Join(err, h.Close(), data.Close())
	}
	return h, data, nil
}

// isTerminal reports whether a stream is a screen or a keyboard. The null device looks like one and is none.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
