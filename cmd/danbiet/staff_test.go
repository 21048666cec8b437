package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
)

// desked is an installation with the sample ward, and the flags that lead to it.
func desked(t *testing.T, url string) []string {
	t.Helper()
	key := filepath.Join(t.TempDir(), "secret.key")
	h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if err := applySample(t.Context(), h.House); err != nil {
		t.Fatal(err)
	}
	return []string{"--database-url", url, "--secret-key-file", key}
}

// ran runs a command that succeeds and returns what it says.
func ran(t *testing.T, flags []string, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	if code := run(t.Context(), slices.Concat(args, flags), streams{strings.NewReader(""), &out, &err}); code != 0 {
		t.Fatalf("%v: exit code %d: %s", args, code, &err)
	}
	return out.String() + err.String()
}

func TestAStaffLinkOpensTheBotOfTheWard(t *testing.T) {
	telegram := telegramtest.NewServer()
	defer telegram.Close()
	flags := append(desked(t, dbtest.EmptySQLiteURL(t)), "--telegram-api", telegram.URL(), "--public-url", "https://chat.example")
	add := []string{"staff", "add", "--name", "Ai", "--role", "editor", "--login"}
	out := ran(t, flags, append(add, "one", "--telegram-token", telegramtest.Token)...)
	if !hasLine(out, `  https://t\.me/\w+\?start=tk-\w{24}$`) || !hasLine(out, `  https://chat\.example/chat/minh-duc\?start=tk-\w{24}$`) {
		t.Errorf("with a bot: %s", out)
	}
	if !hasLine(out, `  https://chat\.example/console/minh-duc/loi-moi/\w{24}$`) {
		t.Errorf("no invitation to the console: %s", out)
	}
	out = ran(t, flags, append(add, "two", "--telegram-token", "123456789:AA-nobody-has-this-token")...)
	if strings.Contains(out, "t.me") || strings.Contains(out, "nobody-has") || !hasLine(out, `  https://chat\.example/`) || !hasLine(out, `danbiet: ask Telegram`) {
		t.Errorf("with a bot that does not answer: %s", out)
	}
}
