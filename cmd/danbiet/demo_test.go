package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"danbiet/bot/telegramtest"
)

// started runs a command until it has said a line, and returns what it had said by then. The function that it returns
// has the program told to stop, as by a service manager, and returns its exit code and its complaints.
func started(t *testing.T, until string, args ...string) (said string, stop func() (int, string)) {
	t.Helper()
	out, in := io.Pipe()
	var complaints bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(t.Context(), args, streams{strings.NewReader(""), in, &complaints})
		_ = in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), until) {
			return said, func() (int, string) {
				if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
					t.Fatal(err)
				}
				select {
				case c := <-code:
					return c, complaints.String()
				case <-time.After(patience):
					t.Fatal("it does not stop")
					return 0, ""
				}
			}
		}
	}
	t.Fatalf("it ended with %d: %s", <-code, &complaints)
	return "", nil
}

const lastLine = "Ctrl+C stops."

func TestTheDemoSaysWhereEverythingIsAndStopsWhenTold(t *testing.T) {
	data := t.TempDir()
	said, stop := started(t, lastLine, "demo", "--listen", "127.0.0.1:0", "--data", data)
	for _, line := range []string{`Chat +(\S+)`, `Public pages +(\S+)`, `Health +(\S+)`} {
		found := regexp.MustCompile(line).FindStringSubmatch(said)
		if found == nil {
			t.Fatalf("%q lacks %s", said, line)
		}
		response, err := http.Get(found[1])
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s answers %s", found[1], response.Status)
		}
	}
	for _, line := range []string{`Desk +http://\S+/console/minh-duc/`, `Login +\S+`, `Password +\S{16}`, `Codes +\w{5}-\w{5}  \w{5}-\w{5}`} {
		if !regexp.MustCompile(line).MatchString(said) {
			t.Errorf("%q lacks %s", said, line)
		}
	}
	if !strings.Contains(said, "@BotFather") || !strings.Contains(said, data) {
		t.Errorf("%q; want how to connect a bot, and where the data is", said)
	}
	if code, complaints := stop(); code != 0 || complaints != "" {
		t.Errorf("exit code %d, %q; want 0 and no complaints", code, complaints)
	}
}

func TestTheDemoAnswersOnTelegramWithAToken(t *testing.T) {
	telegram := telegramtest.NewServer()
	defer telegram.Close()
	t.Setenv("DANBIET_TELEGRAM_TOKEN", telegramtest.Token)
	t.Setenv("DANBIET_TELEGRAM_API", telegram.URL())
	said, stop := started(t, lastLine, "demo", "--listen", "127.0.0.1:0", "--data", t.TempDir())
	if !strings.Contains(said, "answers for minh-duc") || strings.Contains(said, telegramtest.Token) {
		t.Errorf("%q; want that the bot answers, without its token", said)
	}
	citizen := telegram.User(7)
	citizen.Start("")
	if _, err := citizen.WaitFor(t.Context(), withButton(receptionLabel)); err != nil {
		t.Error(err)
	}
	if code, complaints := stop(); code != 0 || complaints != "" {
		t.Errorf("exit code %d, %q; want 0 and no complaints", code, complaints)
	}
}
