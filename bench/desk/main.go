// Command desk measures the staff's inbox under load: `make bench-desk`.
//
// It fills a new database with petitions, serves the console on 127.0.0.1 and has officers open the inbox, first each at
// an officer's pace and then all at once. Every officer also has the live inbox open. It ends by itself and leaves
// nothing behind.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"danbiet/db"
	"danbiet/sample"
	"danbiet/seal"
	"danbiet/ward"
)

// settings are the flags.
type settings struct {
	petitions int
	open      int // in a hundred
	officers  int
	every     time.Duration
	paced     time.Duration
	flood     time.Duration
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := settings{}
	flag.IntVar(&s.petitions, "petitions", 20000, "petitions of the ward")
	flag.IntVar(&s.open, "open", 10, "how many in a hundred of them are open")
	flag.IntVar(&s.officers, "officers", 200, "officers at the same time")
	flag.DurationVar(&s.every, "every", 5*time.Second, "how often an officer opens the inbox, on average")
	flag.DurationVar(&s.paced, "paced", 20*time.Second, "how long they do so")
	flag.DurationVar(&s.flood, "flood", 5*time.Second, "how long each then asks again as soon as they are answered")
	flag.Parse()
	if err := run(ctx, s); err != nil {
		fmt.Fprintln(os.Stderr, "bench/desk:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	fmt.Printf("%d petitions, %d %% of them open; %d officers with an open stream each\n\n", s.petitions, s.open, s.officers)
	fmt.Println("| database | load | requests/s | p50 | p95 | p99 | CPU per request | largest page, packed |\n|---|---|---:|---:|---:|---:|---:|---:|")
	folder, err := os.MkdirTemp("", "danbiet-bench-desk-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := measure(ctx, s, "SQLite", "sqlite:"+filepath.Join(folder, "danbiet.db")); err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	server := os.Getenv("DANBIET_TEST_POSTGRES")
	if server == "" {
		fmt.Println("\nwithout PostgreSQL: `make bench-desk` starts it")
		return nil
	}
	database, err := newDatabase(ctx, server)
	if err != nil {
		return err
	}
	err = measure(ctx, s, "PostgreSQL", database.String())
	return errors.Join(err, execute(context.WithoutCancel(ctx), server, "DROP DATABASE "+strings.TrimPrefix(database.Path, "/")+" WITH (FORCE)"))
}

// newDatabase makes an empty database on a PostgreSQL server.
func newDatabase(ctx context.Context, server string) (*url.URL, error) {
	u, err := url.Parse(server)
	if err != nil {
		return nil, errors.New("DANBIET_TEST_POSTGRES is not a URL")
	}
	name := "danbiet_bench_" + strings.ToLower(rand.Text())
	u.Path = "/" + name
	return u, execute(ctx, server, "CREATE DATABASE "+name)
}

func execute(ctx context.Context, server, statement string) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return errors.New("PostgreSQL cannot be reached") // the cause could quote the password
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// measure fills a database and prints a row for each load.
func measure(ctx context.Context, s settings, name, address string) error {
	d, err := db.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	key, err := seal.New()
	if err != nil {
		return err
	}
	if err := d.Migrate(ctx); err != nil {
		return err
	}
	h := ward.NewHouse(d, key)
	if _, err := h.ApplyFolder(ctx, sample.FS, "ward.yaml"); err != nil {
		return err
	}
	if err := fill(ctx, h, s); err != nil {
		return err
	}
	if strings.HasPrefix(address, "postgres") { // as the server does by itself within a minute
		if err := execute(ctx, address, "ANALYZE"); err != nil {
			return err
		}
	}
	office, err := openOffice(ctx, h, s)
	if err != nil {
		return err
	}
	defer office.close()
	for _, load := range []struct {
		name  string
		every time.Duration
		span  time.Duration
	}{
		{fmt.Sprintf("each every %v", s.every), s.every, s.paced},
		{"all at once, again and again", 0, s.flood},
	} {
		found, err := office.play(ctx, load.every, load.span)
		if err != nil {
			return fmt.Errorf("%s: %w", load.name, err)
		}
		fmt.Println(found.row(name, load.name, load.span))
	}
	return nil
}
