package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// doctored runs doctor and returns its lines and its exit code.
func doctored(t *testing.T, flags ...string) (string, int) {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), append([]string{"doctor"}, flags...), streams{strings.NewReader(""), &out, &err})
	if strings.Count(err.String(), "\n") > 1 {
		t.Errorf("complains in more than a line: %s", &err)
	}
	return out.String(), code
}

func TestDoctorFindsWhatAnAdministratorMustSee(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		telegram := telegramtest.NewServer()
		defer telegram.Close()
		key := filepath.Join(t.TempDir(), "secret.key")
		flags := []string{"--database-url", url, "--secret-key-file", key, "--telegram-api", telegram.URL(), "--redis-url", dbtest.RedisURL(t)}
		h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: key})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = h.Close() }()

		out, code := doctored(t, append(slices.Clone(flags), "--telegram-token", telegramtest.Token)...)
		if code != 1 || !hasLine(out, `✗ wards .*ward apply`) || !hasLine(out, `✓ telegram +@\w+ answers, by poll`) || !hasLine(out, `✓ redis +answers`) {
			t.Errorf("without a ward: exit code %d\n%s", code, out)
		}

		profile := &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường", Short: "phường", Topics: []ward.Topic{{Slug: "chung", Name: "Chung"}}}
		if err := h.Apply(t.Context(), profile); err != nil {
			t.Fatal(err)
		}
		if out, code := doctored(t, flags...); code != 0 {
			t.Errorf("all is well: exit code %d\n%s", code, out)
		}

		since := fallIll(t, h.House)
		if out, _ := doctored(t, flags...); !hasLine(out, `✓ audit +minh-duc: \d+ rows, none changed; write down the last: \d+ [0-9a-f]{16}$`) {
			t.Errorf("the log is whole:\n%s", out)
		}
		forge(t, h.House)
		out, code = doctored(t, append(slices.Clone(flags), "--telegram-token", "123456789:AA-nobody-has-this-token")...)
		for _, line := range []string{
			`✗ outbox +1 messages wait for telegram, the oldest since 1h0m`, `✗ jobs +prune failed at \d{4}-.*: the disk is full`,
			`✓ jobs +nudge ran at ` + since.In(law.Zone()).Format("2006-01-02 15:04") + ` .*: conversations: 3`,
			`✗ talks +minh-duc: nobody may read 1 talks that denounce`,
			`✗ audit +minh-duc, row 1 of the log: it was changed`,
			`✓ notices +announcements that wait for approval: 1; runs going on: 0$`, `✗ telegram .*is the token right`,
		} {
			if !hasLine(out, line) {
				t.Errorf("doctor lacks %s:\n%s", line, out)
			}
		}
		if code != 1 || strings.Contains(out, "nobody-has-this-token") {
			t.Errorf("exit code %d; want 1, and the token hidden:\n%s", code, out)
		}
	})
}

// forge changes the log as somebody who owns the database can.
func forge(t *testing.T, h *ward.House) {
	t.Helper()
	of := map[db.Dialect]string{db.Postgres: " ON audit"}[h.DB.Dialect]
	err := h.DB.Write(t.Context(), func(tx *db.Tx) error {
		_, errDrop := tx.Exec(t.Context(), `DROP TRIGGER audit_unchanged`+of)
		_, errChange := tx.Exec(t.Context(), `UPDATE audit SET staff_id = 7 WHERE seq = 1`)
		return errors.Join(errDrop, errChange)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func hasLine(out, pattern string) bool { return regexp.MustCompile(`(?m)^` + pattern).MatchString(out) }

// fallIll leaves behind what nobody has seen to since the time that it returns, an hour ago: a message that was not sent,
// an announcement that was not approved, a talk that nobody may read, and a job that failed.
func fallIll(t *testing.T, h *ward.House) time.Time {
	t.Helper()
	hourAgo := time.Now().Add(-time.Hour)
	h.Now = func() time.Time { return hourAgo }
	err := h.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		if err := errors.Join(leaveUnapproved(t.Context(), w), leaveUnread(t.Context(), w)); err != nil {
			return err
		}
		return w.Post(t.Context(), 1, []*ward.Letter{{Channel: bot.TelegramChannel, Chat: "1", Seq: 1, Body: json.RawMessage(`{}`)}})
	})
	if err != nil {
		t.Fatal(err)
	}
	for job, end := range map[string]struct {
		result ward.JobResult
		detail string
	}{"prune": {ward.JobFailed, "the disk is full"}, "nudge": {ward.JobDone, "conversations: 3"}} {
		if _, err := h.ClaimJob(t.Context(), job, hourAgo, 1); err != nil {
			t.Fatal(err)
		}
		if err := h.EndJob(t.Context(), job, hourAgo, end.result, end.detail); err != nil {
			t.Fatal(err)
		}
	}
	return hourAgo
}

// leaveUnread begins a talk that only somebody at the reception may read, of whom there is none.
func leaveUnread(ctx context.Context, w *ward.Ward) error {
	all, err := w.Lock(ctx, bot.TelegramChannel, []string{"2"})
	if err != nil {
		return err
	}
	if err := w.BeginHandover(ctx, all["2"], ward.Said{Text: "Tôi muốn tố cáo"}); err != nil {
		return err
	}
	return w.SaveConversations(ctx, []*ward.Conversation{all["2"]})
}

// leaveUnapproved submits an announcement that nobody has approved.
func leaveUnapproved(ctx context.Context, w *ward.Ward) error {
	if _, err := w.AddStaff(ctx, ward.Staff{Login: "bientap", Name: "Biên tập", Role: ward.RoleEditor}); err != nil {
		return err
	}
	author, err := w.StaffByLogin(ctx, "bientap")
	if err != nil {
		return err
	}
	morning := law.DateOf(w.Now()).AddDays(1).At(7, 0, law.Zone())
	id, err := w.Compose(ctx, author, ward.Notice{Title: "Một", Text: "Hai", Topic: "chung", Plan: ward.Plan{At: morning}})
	if err != nil {
		return err
	}
	return w.Submit(ctx, id, author)
}
