package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"danbiet/bench/crowd"
)

// contender is a program to measure.
type contender struct {
	name    string
	command []string
	profile string // of the ward that it serves
	script  crowd.Script
	// prepare makes what the program stores into.
	prepare func(ctx context.Context, folder string) (store, error)
}

// store is what a program stores into. Functions that have nothing to do are nil.
type store struct {
	env    []string                    // leads the program there
	warmed func(context.Context) error // is called after the warm-up
	remove func() error
}

func echoContender(s settings) contender {
	return contender{name: baseline, command: []string{s.echo}, script: crowd.Parrot, prepare: func(context.Context, string) (store, error) {
		return store{}, nil
	}}
}

func sqliteContender(s settings) contender {
	return contender{name: "sqlite", command: []string{s.program, "serve"}, profile: s.profile, script: crowd.Petition, prepare: func(_ context.Context, folder string) (store, error) {
		return store{env: append(rates("0"), "DANBIET_DATABASE_URL=sqlite:"+filepath.Join(folder, "danbiet.db"))}, nil // removed with the folder
	}}
}

// postgresContender runs on a new database of a PostgreSQL server and on an emptied Redis. After the warm-up the server
// looks at its tables once, as it does by itself within a minute: without that it plans for empty ones.
func postgresContender(s settings, name, server, redisURL, rate string) contender {
	return contender{name: name, command: []string{s.program, "serve"}, profile: s.profile, script: crowd.Petition, prepare: func(ctx context.Context, _ string) (store, error) {
		if err := flush(ctx, redisURL); err != nil {
			return store{}, err
		}
		kept, err := newDatabase(ctx, server)
		kept.env = append(append(kept.env, rates(rate)...), "DANBIET_REDIS_URL="+redisURL)
		return kept, err
	}}
}

// telebotContenders are a bot of another library that keeps the state of its conversations in PostgreSQL: it repeats what it
// is told, as the echo does, and it takes petitions with the same words and buttons as Danbiet.
func telebotContenders(s settings, server string) []contender {
	prepare := func(ctx context.Context, _ string) (store, error) { return newDatabase(ctx, server) }
	return []contender{
		{name: "telebot-echo", command: []string{s.telebot}, script: crowd.Parrot, prepare: prepare},
		{name: "telebot", command: []string{s.telebot, "-petition"}, script: crowd.Petition, prepare: prepare},
	}
}

// newDatabase is an empty database of a PostgreSQL server.
func newDatabase(ctx context.Context, server string) (store, error) {
	u, err := url.Parse(server)
	if err != nil {
		return store{}, errors.New("DANBIET_TEST_POSTGRES is not a URL")
	}
	database := "danbiet_bench_" + strings.ToLower(rand.Text())
	u.Path = "/" + database
	return store{
		env:    []string{"DANBIET_DATABASE_URL=" + u.String()},
		warmed: func(ctx context.Context) error { return execute(ctx, u.String(), "ANALYZE") },
		remove: func() error { return execute(context.Background(), server, "DROP DATABASE "+database+" WITH (FORCE)") },
	}, execute(ctx, server, "CREATE DATABASE "+database)
}

// rates are the variables that set how many messages a second are sent, in all and to one chat: "0" for no limit. A
// limit that is never reached is still counted, in Redis where there is one.
func rates(perSecond string) []string {
	return []string{"DANBIET_TELEGRAM_RATE=" + perSecond, "DANBIET_TELEGRAM_CHAT_RATE=" + perSecond}
}

func execute(ctx context.Context, server, statement string) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return errors.New("PostgreSQL at DANBIET_TEST_POSTGRES cannot be reached") // the cause could quote the password
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

func flush(ctx context.Context, redisURL string) error {
	options, err := redis.ParseURL(redisURL)
	if err != nil {
		return errors.New("DANBIET_TEST_REDIS is not a Redis URL")
	}
	client := redis.NewClient(options)
	return errors.Join(client.FlushDB(ctx).Err(), client.Close())
}

// machine tells what the figures were measured on.
func machine() string {
	model := "unknown processor"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%d cores, %s", cores(), model)
}
