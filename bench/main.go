// Command bench measures Danbiet under load, beside a bare echo on the same Telegram library, and a bot of
// another library that keeps its state in PostgreSQL: `make bench`.
//
// A crowd of scripted citizens files petitions at a fake Bot API server in this process. The programs run as processes
// of their own, one after the other and in turn (echo, SQLite, telebot, PostgreSQL, echo …), so that a machine that slows down
// slows all of them down. Everything stays on 127.0.0.1, ends by itself and leaves nothing behind.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// settings are the flags.
type settings struct {
	program  string
	echo     string
	telebot  string
	profile  string // of the ward
	only     string
	runs     int
	citizens int
	warm     time.Duration
	flood    time.Duration
	paced    time.Duration
	rate     int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := settings{}
	flag.StringVar(&s.program, "program", "bin/danbiet", "the built program")
	flag.StringVar(&s.echo, "echo", "bin/echo", "the built echo")
	flag.StringVar(&s.telebot, "telebot", "bin/telebot", "the built bot of another library")
	flag.StringVar(&s.profile, "ward", "sample/ward.yaml", "the ward that the citizens write to")
	flag.StringVar(&s.only, "only", "", "measure only these, a comma between: echo, sqlite, telebot-echo, telebot, postgres, limits")
	flag.IntVar(&s.runs, "runs", 3, "runs of each program; the median counts")
	flag.IntVar(&s.citizens, "citizens", 128, "citizens who act at the same time, each as soon as they are answered")
	flag.DurationVar(&s.warm, "warm", 2*time.Second, "load before anything is measured")
	flag.DurationVar(&s.flood, "flood", 6*time.Second, "how long the crowd acts as fast as it is answered")
	flag.DurationVar(&s.paced, "paced", 10*time.Second, "how long updates come at a fixed rate")
	flag.IntVar(&s.rate, "rate", 100, "updates a second of the fixed rate")
	flag.Parse()
	if err := errors.Join(absolute(&s.program, &s.echo, &s.telebot, &s.profile), run(ctx, s)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// absolute makes paths independent of the folder that the programs run in.
func absolute(paths ...*string) (err error) {
	for _, p := range paths {
		if *p, err = filepath.Abs(*p); err != nil {
			return err
		}
	}
	return nil
}

// baseline is the name of the contender that the others are compared with.
const baseline = "echo"

func run(ctx context.Context, s settings) error {
	all, err := contenders(s)
	if err != nil {
		return err
	}
	fmt.Printf("%s; %d runs of each, %d citizens at a time\n\n", machine(), s.runs, s.citizens)
	fmt.Println(tableHead(s.rate))
	results := map[string][]figures{}
	for i := range s.runs {
		for _, c := range all {
			f, err := measure(ctx, s, c)
			if err != nil {
				return fmt.Errorf("%s, run %d: %w", c.name, i+1, err)
			}
			results[c.name] = append(results[c.name], f)
			fmt.Println(f.row(c.name, results[baseline]))
		}
	}
	fmt.Printf("\nMedians\n\n%s\n", tableHead(s.rate))
	for _, c := range all {
		fmt.Println(median(results[c.name]).row(c.name, results[baseline]))
	}
	return nil
}

// contenders are the programs to measure, the baseline first.
func contenders(s settings) ([]contender, error) {
	postgres, redis := os.Getenv("DANBIET_TEST_POSTGRES"), os.Getenv("DANBIET_TEST_REDIS")
	all := []contender{echoContender(s), sqliteContender(s)}
	if postgres != "" && redis != "" {
		all = append(append(all, telebotContenders(s, postgres)...), postgresContender(s, "postgres", postgres, redis, "0"), postgresContender(s, "limits", postgres, redis, "100000"))
	} else {
		fmt.Println("without PostgreSQL and Redis: `make bench` starts both")
	}
	if s.only == "" {
		return all, nil
	}
	var chosen []contender
	for name := range strings.SplitSeq(s.only, ",") {
		for _, c := range all {
			if c.name == name {
				chosen = append(chosen, c)
			}
		}
	}
	if len(chosen) == 0 {
		return nil, errors.New("-only names nothing that can be measured")
	}
	return chosen, nil
}
