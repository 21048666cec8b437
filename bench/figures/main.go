// Command figures measures how long the figures of a ward take over a half-year in which citizens have pressed and written
// very often: before the nightly roll-ups, and with them.
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
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"danbiet/db"
	"danbiet/law"
	"danbiet/report"
	"danbiet/sample"
	"danbiet/seal"
	"danbiet/ward"
)

const slug = "minh-duc"

// half is the half-year that is measured; the clock stands on the day after it.
var half = report.Scope{From: law.MustDate("2026-01-01"), To: law.MustDate("2026-06-30")}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	one := flag.Int("events", 1_000_000, "interactions of the one ward on SQLite")
	all := flag.Int("all", 10_000_000, "interactions of all the wards on PostgreSQL, 0 for not at all")
	wards := flag.Int("wards", 100, "wards on PostgreSQL")
	raw := flag.Bool("raw", true, "also before the first roll-up")
	flag.Parse()
	if err := run(ctx, *one, *all, *wards, *raw); err != nil {
		fmt.Fprintln(os.Stderr, "bench/figures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, one, all, wards int, raw bool) error {
	fmt.Println("| database | events | wards | report, raw | dashboard, raw | roll-up | report | dashboard | processor, report | dashboard |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
	folder, err := os.MkdirTemp("", "danbiet-bench-figures-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := measure(ctx, "SQLite", "sqlite:"+filepath.Join(folder, "danbiet.db"), one, 1, raw); err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	server := os.Getenv("DANBIET_TEST_POSTGRES")
	if server == "" || all == 0 {
		return nil
	}
	u, err := url.Parse(server)
	if err != nil {
		return errors.New("DANBIET_TEST_POSTGRES is not a URL")
	}
	name := "danbiet_bench_" + strings.ToLower(rand.Text())
	if err := execute(ctx, server, "CREATE DATABASE "+name); err != nil {
		return err
	}
	u.Path = "/" + name
	err = measure(ctx, "PostgreSQL", u.String(), all, wards, raw)
	return errors.Join(err, execute(context.WithoutCancel(ctx), server, "DROP DATABASE "+name+" WITH (FORCE)"))
}

func execute(ctx context.Context, server, statement string) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return errors.New("PostgreSQL cannot be reached") // the cause could quote the password
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

func measure(ctx context.Context, name, address string, events, wards int, raw bool) (err error) {
	d, err := db.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	key, err := seal.New()
	if err != nil {
		return err
	}
	if err := d.Migrate(ctx); err != nil {
		return err
	}
	h := ward.NewHouse(d, key)
	h.Now = func() time.Time { return half.To.AddDays(1).At(8, 0, law.Zone()) }
	if _, err := h.ApplyFolder(ctx, sample.FS, "ward.yaml"); err != nil {
		return err
	}
	if err := h.Write(ctx, slug, func(w *ward.Ward) error { return fill(ctx, w, name == "SQLite", events, wards) }); err != nil {
		return err
	}
	if name != "SQLite" { // as the server does by itself within a minute
		if err := execute(ctx, address, "ANALYZE"); err != nil {
			return err
		}
	}
	var rawSheet, rawDashboard times
	if raw {
		if rawSheet, rawDashboard, err = figures(ctx, h); err != nil {
			return err
		}
	}
	begun := time.Now()
	err = h.Write(ctx, slug, func(w *ward.Ward) error { return report.RollUp(ctx, w, half.To) })
	if err != nil {
		return err
	}
	rolled := time.Since(begun)
	sheet, dashboard, err := figures(ctx, h)
	if err != nil {
		return err
	}
	ms := func(d time.Duration) string {
		if d == 0 {
			return "–"
		}
		return d.Round(time.Millisecond).String()
	}
	fmt.Printf("| %s | %d | %d | %s | %s | %s | %s | %s | %s | %s |\n", name, events, wards,
		ms(rawSheet.took), ms(rawDashboard.took), ms(rolled), ms(sheet.took), ms(dashboard.took), ms(sheet.used), ms(dashboard.used))
	return nil
}

// fill writes steps of talks evenly over the half-year, to each ward as many: 250 steps a chat.
func fill(ctx context.Context, w *ward.Ward, sqlite bool, events, wards int) error {
	series := `generate_series(1, CAST($1 AS BIGINT)) AS s(i)`
	with := ``
	if sqlite {
		with, series = `WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $1) `, `s`
	}
	_, err := w.Tx().Exec(ctx, `INSERT INTO interaction (ward_id, interaction_id, at, conversation, channel, lang, flow, step, kind) `+with+`
		SELECT $2 + i % $3, i, $4 + (i * 7919 % 15552000) * 1000, i / (250 * $3), CASE WHEN i % 3 = 0 THEN 'telegram' ELSE 'web' END, 'vi',
		CASE WHEN i % 7 < 4 THEN 'petition' WHEN i % 7 = 4 THEN 'procedures' WHEN i % 7 = 5 THEN 'disclosures' ELSE 'directory' END,
		CASE WHEN i % 11 = 0 THEN '' WHEN i % 11 < 5 THEN 'what' ELSE 'page.0' END,
		CASE WHEN i % 11 = 0 THEN 'started' WHEN i % 13 < 6 THEN 'asked' WHEN i % 13 < 11 THEN 'answered' WHEN i % 13 = 11 THEN 'not-understood' ELSE 'completed' END
		FROM `+series, int64(events), w.ID, int64(wards), half.From.At(0, 0, law.Zone()).UnixMilli())
	return err
}

// times are the middle of five times, and of the processor time that this process, without a server, has taken.
type times struct{ took, used time.Duration }

// figures is how long the report's figures take, and those that the dashboard reads.
func figures(ctx context.Context, h *ward.House) (sheet, dashboard times, err error) {
	sheet, err = middle(func() error {
		return h.Read(ctx, slug, func(w *ward.Ward) error { _, err := report.NewSheet(ctx, w, half); return err })
	})
	if err != nil {
		return times{}, times{}, err
	}
	before := report.Scope{From: half.From.AddMonths(-6), To: half.From.AddDays(-1)}
	year := report.Scope{From: half.From.AddMonths(-12), To: half.To.AddMonths(-12)}
	dashboard, err = middle(func() error {
		return h.Read(ctx, slug, func(w *ward.Ward) error {
			for _, s := range []report.Scope{half, before, year} {
				if _, err := report.Compute(ctx, w, s, report.Catalogue()...); err != nil {
					return err
				}
			}
			_, errFunnels := report.Funnels(ctx, w, half)
			_, errHours := report.Hours(ctx, w, half)
			return errors.Join(errFunnels, errHours)
		})
	})
	return sheet, dashboard, err
}

func middle(do func() error) (times, error) {
	var took, spent []time.Duration
	for range 5 {
		begun, before := time.Now(), used()
		if err := do(); err != nil {
			return times{}, err
		}
		took, spent = append(took, time.Since(begun)), append(spent, used()-before)
	}
	slices.Sort(took)
	slices.Sort(spent)
	return times{took[len(took)/2], spent[len(spent)/2]}, nil
}

// used is the processor time that this process has taken.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
