package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
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

		if err := h.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường", Short: "phường"}); err != nil {
			t.Fatal(err)
		}
		if out, code := doctored(t, flags...); code != 0 {
			t.Errorf("all is well: exit code %d\n%s", code, out)
		}

		fallIll(t, h.House)
		out, code = doctored(t, append(slices.Clone(flags), "--telegram-token", "123456789:AA-nobody-has-this-token")...)
		for _, line := range []string{
			`✗ outbox +1 messages wait for telegram, the oldest since 1h0m`, `✗ jobs +prune failed at \d{4}-.*: the disk is full`,
			`✓ jobs +nudge ran at .*: conversations: 3`, `✗ telegram .*is the token right`,
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

func hasLine(out, pattern string) bool { return regexp.MustCompile(`(?m)^` + pattern).MatchString(out) }

// fallIll leaves behind a message that nobody has sent for an hour and a job that failed.
func fallIll(t *testing.T, h *ward.House) {
	t.Helper()
	hourAgo := time.Now().Add(-time.Hour)
	h.Now = func() time.Time { return hourAgo }
	err := h.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
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
}
