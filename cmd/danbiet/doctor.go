package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"danbiet/db"
	"danbiet/law"
	"danbiet/seal"
	"danbiet/ward"
)

// doctorCmd checks an installation.
type doctorCmd struct {
	serverFlags
}

// Help is shown after the command's one line.
func (doctorCmd) Help() string {
	return `Reads the same settings as serve and changes nothing. A line begins with ✓ when all is well, with ✗ and an advice when something is to be done; then the exit code is 1.`
}

// checkWithin bounds each check.
const checkWithin = 10 * time.Second

// doctor goes through the checks. Later ones need what earlier ones have opened, and are left out where that is missing.
type doctor struct {
	config Config
	out    io.Writer
	ill    int // checks that failed

	db    *db.DB
	house *ward.House
	slugs []string
	zone  *time.Location // of the first ward
}

// Run makes every check and fails when one of them does.
func (c doctorCmd) Run(ctx context.Context, s streams) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	d := &doctor{config: config, out: s.out, zone: law.Zone()}
	defer func() {
		if d.db != nil {
			_ = d.db.Close() // nothing was written
		}
	}()
	d.database(ctx)
	if d.db != nil {
		d.migrations(ctx)
		d.key(ctx)
	}
	if d.house != nil {
		for _, check := range []func(context.Context){d.wards, d.clock, d.outbox, d.jobs, d.announcements, d.talks, d.audit} {
			check(ctx)
		}
	}
	d.redis(ctx)
	d.telegram(ctx)
	if d.ill > 0 {
		return fmt.Errorf("%d of the checks failed", d.ill)
	}
	return nil
}

// well says that a check found nothing wrong.
func (d *doctor) well(name, format string, args ...any) { d.line("✓", name, format, args...) }

// bad says what is wrong and what to do.
func (d *doctor) bad(name, format string, args ...any) {
	d.ill++
	d.line("✗", name, format, args...)
}

func (d *doctor) line(sign, name, format string, args ...any) {
	fmt.Fprintf(d.out, "%s %-10s %s\n", sign, name, oneLine(fmt.Sprintf(format, args...)))
}

func (d *doctor) database(ctx context.Context) {
	const name = "database"
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	if path, ok := strings.CutPrefix(d.config.DatabaseURL, "sqlite:"); ok {
		if _, err := os.Stat(path); err != nil {
			d.bad(name, "there is none at %s: set DANBIET_DATABASE_URL, or start the server once", path)
			return
		}
	}
	var err error
	if d.db, err = db.Open(ctx, d.config.DatabaseURL); err != nil {
		d.bad(name, "%v: is it running, and is DANBIET_DATABASE_URL right?", err)
		return
	}
	d.well(name, "%s answers", d.db.Dialect)
}

func (d *doctor) migrations(ctx context.Context) {
	const name = "migrations"
	migrated, err := d.db.Migrated(ctx)
	switch {
	case err != nil:
		d.bad(name, "%v", err)
	case !migrated:
		d.bad(name, "the tables are not up to date: run danbiet migrate")
	default:
		d.well(name, "the tables are up to date")
	}
}

// key opens the house when the key is the one of this database.
func (d *doctor) key(ctx context.Context) {
	const name = "key"
	if d.ill > 0 {
		return // without the tables it cannot be compared
	}
	key, err := seal.Load(d.config.SecretKeyFile)
	if err != nil {
		d.bad(name, "%v: set DANBIET_SECRET_KEY_FILE, or bring the key back from its backup", err)
		return
	}
	house := ward.NewHouse(d.db, key)
	if err := house.CheckKey(ctx); err != nil {
		d.bad(name, "%v: bring the right one back from its backup to %s", err, d.config.SecretKeyFile)
		return
	}
	d.house = house
	if info, err := os.Stat(d.config.SecretKeyFile); err == nil && info.Mode().Perm()&0o077 != 0 {
		d.bad(name, "others on this machine may read %s: chmod 600 it", d.config.SecretKeyFile)
		return
	}
	d.well(name, "%s fits the database", d.config.SecretKeyFile)
}

func (d *doctor) wards(ctx context.Context) {
	const name = "wards"
	var err error
	d.slugs, err = d.house.Slugs(ctx)
	switch {
	case err != nil:
		d.bad(name, "%v", err)
	case len(d.slugs) == 0:
		d.bad(name, "there is none: set DANBIET_WARD, or run danbiet ward apply FILE")
	default:
		err = d.house.Read(ctx, d.slugs[0], func(w *ward.Ward) error { d.zone = w.Profile.Zone(); return nil })
		if err != nil {
			d.bad(name, "%v", err)
			return
		}
		d.well(name, "%s", strings.Join(d.slugs, ", "))
	}
}

// mostSkew is how far clocks may lie apart: replicas judge each other's signs of life by them.
const mostSkew = 2 * time.Second

func (d *doctor) clock(ctx context.Context) {
	const name = "clock"
	skew, err := d.house.ClockSkew(ctx)
	switch {
	case err != nil:
		d.bad(name, "%v", err)
	case skew.Abs() > mostSkew:
		d.bad(name, "it is %v off the database's: set up time synchronisation (systemd-timesyncd, chrony)", skew.Round(time.Millisecond))
	default:
		d.well(name, "%s", time.Now().In(d.zone).Format("2006-01-02 15:04:05 -0700"))
	}
}

// oldestLetter is how long a message may wait before somebody should look.
const oldestLetter = 15 * time.Minute

func (d *doctor) outbox(ctx context.Context) {
	const name = "outbox"
	all, err := d.house.Backlogs(ctx)
	if err != nil {
		d.bad(name, "%v", err)
		return
	}
	if len(all) == 0 {
		d.well(name, "nothing waits to be sent")
	}
	for _, b := range all {
		age := time.Since(b.Oldest).Round(time.Second)
		if age > oldestLetter {
			d.bad(name, "%d messages wait for %s, the oldest since %v: is the server running with this ward's token, and does it reach Telegram?", b.Letters, b.Channel, age)
			continue
		}
		d.well(name, "%d messages wait for %s, the oldest since %v", b.Letters, b.Channel, age)
	}
}

func (d *doctor) jobs(ctx context.Context) {
	const name = "jobs"
	runs, err := d.house.LastJobRuns(ctx)
	if err != nil {
		d.bad(name, "%v", err)
		return
	}
	if len(runs) == 0 {
		d.well(name, "none has run yet; the server runs them")
	}
	for _, r := range runs {
		when := r.PlannedAt.In(d.zone).Format("2006-01-02 15:04")
		switch r.Result {
		case ward.JobFailed:
			d.bad(name, "%s failed at %s: %s", r.Job, when, r.Detail)
		case ward.JobRunning:
			d.well(name, "%s began at %s and has not ended", r.Job, when)
		default:
			d.well(name, "%s ran at %s in %v: %s", r.Job, when, r.EndedAt.Sub(r.StartedAt), r.Detail)
		}
	}
}

// announcements counts what somebody may have to look after.
func (d *doctor) announcements(ctx context.Context) {
	const name = "notices"
	var waiting, running int64
	for _, slug := range d.slugs {
		err := d.house.Read(ctx, slug, func(w *ward.Ward) error {
			inWard, onTheirWay, err := w.AnnouncementsOpen(ctx)
			waiting, running = waiting+inWard, running+onTheirWay
			return err
		})
		if err != nil {
			d.bad(name, "%v", err)
			return
		}
	}
	d.well(name, "announcements that wait for approval: %d; runs going on: %d", waiting, running)
}

// talks looks for reserved talks that nobody at the desk may read: they would wait until they end by themselves.
func (d *doctor) talks(ctx context.Context) {
	const name = "talks"
	for _, slug := range d.slugs {
		var waiting int
		err := d.house.Read(ctx, slug, func(w *ward.Ward) (err error) { waiting, err = w.TalksForNobody(ctx); return err })
		switch {
		case err != nil:
			d.bad(name, "%s: %v", slug, err)
		case waiting > 0:
			d.bad(name, "%s: nobody may read %d talks that denounce somebody or name a leader: danbiet staff add somebody with the role %s", slug, waiting, ward.RoleReception)
		}
	}
}

func (d *doctor) redis(ctx context.Context) {
	const name = "redis"
	if d.config.Redis == nil {
		d.well(name, "not configured: one process only")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	client := redis.NewClient(d.config.Redis)
	err := client.Ping(ctx).Err()
	if err := errors.Join(err, client.Close()); err != nil {
		d.bad(name, "%v: is it running, and is DANBIET_REDIS_URL right?", err)
		return
	}
	d.well(name, "answers")
}

func (d *doctor) telegram(ctx context.Context) {
	const name = "telegram"
	tokens := []string{d.config.Token}
	for _, w := range d.config.Wards {
		tokens = append(tokens, w.Token)
	}
	tokens = slices.DeleteFunc(tokens, func(token string) bool { return token == "" })
	if len(tokens) == 0 {
		d.well(name, "not configured: the web chat alone")
	}
	for _, token := range tokens {
		if username, err := whoIs(ctx, d.config.TelegramAPI, token); err != nil {
			d.bad(name, "%v: is the token right, and is Telegram reached from here?", err)
		} else {
			d.well(name, "@%s answers, by %s", username, d.config.TelegramMode)
		}
	}
}
