package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"danbiet/db/dbtest"
	"danbiet/flows"
	"danbiet/jobs"
	"danbiet/talk"
	"danbiet/ward"
)

// patience bounds every single wait of these tests.
const patience = time.Minute

// newApp is an app on a database, with the sample ward, at a spare port of this machine.
func newApp(t *testing.T, url string) *App {
	t.Helper()
	return &App{
		Config: Config{DatabaseURL: url, SecretKeyFile: filepath.Join(t.TempDir(), "secret.key"), Listen: "127.0.0.1:0", TelegramMode: modePoll},
		Sample: true, Logger: slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
}

// testWriter shows the log of a failed test.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(line []byte) (int, error) {
	w.t.Logf("%s", line)
	return len(line), nil
}

// running starts an app and closes it at the end of the test.
func running(t *testing.T, app *App) *App {
	t.Helper()
	if err := app.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return app
}

// browser is a citizen's browser with the chat of the sample ward open.
type browser struct {
	t      *testing.T
	client *http.Client
	events <-chan talk.Message
}

const chatPath = "/chat/minh-duc"

// openChat opens the chat's page and its stream at an app. The cookies are those of another browser, or fresh ones.
func openChat(t *testing.T, app *App, cookies http.CookieJar) *browser {
	t.Helper()
	b := &browser{t: t, client: &http.Client{Jar: cookies}}
	page := b.do(app, http.MethodGet, chatPath, "")
	_ = page.Body.Close()
	if page.StatusCode != http.StatusOK {
		t.Fatalf("the page answers %s", page.Status)
	}
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, app.URL()+chatPath+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := b.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	events := make(chan talk.Message, 100)
	go readEvents(stream.Body, events)
	t.Cleanup(func() { cancel(); _ = stream.Body.Close() })
	b.events = events
	return b
}

// readEvents hands out what the ward says, until the stream ends.
func readEvents(stream io.Reader, to chan<- talk.Message) {
	defer close(to)
	lines := bufio.NewScanner(stream)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		var event struct {
			Seq     int64
			Message talk.Message
		}
		if ok && json.Unmarshal([]byte(data), &event) == nil && event.Seq > 0 && !event.Message.Echo {
			to <- event.Message
		}
	}
}

func (b *browser) do(app *App, method, path, body string) *http.Response {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, app.URL()+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	return response
}

// write sends words to the chat at an app.
func (b *browser) write(app *App, id, words string) {
	b.t.Helper()
	body, err := json.Marshal(map[string]string{"id": id, "text": words})
	if err != nil {
		b.t.Fatal(err)
	}
	response := b.do(app, http.MethodPost, chatPath+"/messages", string(body))
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusAccepted {
		b.t.Fatalf("the chat answers %s", response.Status)
	}
}

// hears waits for a message with a button.
func (b *browser) hears(label string) {
	b.t.Helper()
	late := time.After(patience)
	for {
		select {
		case m, open := <-b.events:
			if !open {
				b.t.Fatalf("the stream ended before %q came", label)
			}
			for _, row := range m.Rows {
				for _, button := range row {
					if button.Label == label {
						return
					}
				}
			}
		case <-late:
			b.t.Fatalf("%q did not come", label)
		}
	}
}

func freshCookies(t *testing.T) http.CookieJar {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return jar
}

const receptionLabel = "Lịch tiếp công dân" // a button of the menu

func TestACitizenTalksInTheBrowser(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		app := running(t, newApp(t, url))
		citizen := openChat(t, app, freshCookies(t))
		citizen.hears(receptionLabel) // the greeting
		citizen.write(app, "message-1", "menu")
		citizen.hears(receptionLabel)
		citizen.write(app, "message-1", "menu") // the browser is not sure that it arrived
		citizen.write(app, "message-2", "lich tiep dan")
		citizen.hears("Xem theo tháng")
		if err := app.Close(); err != nil {
			t.Error(err)
		}
		for range citizen.events { // the stream ends, and in it no second menu
			t.Error("something was said after the answer")
		}
	})
}

func TestTheChatGoesOnAtAnotherReplica(t *testing.T) {
	options, err := redis.ParseURL(dbtest.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	first, second := newApp(t, dbtest.PostgresURL(t)), newApp(t, "")
	first.Config.Redis, second.Config = options, first.Config
	second.Config.Redis = options
	running(t, first)
	running(t, second)
	cookies := freshCookies(t) // they know no ports: to the browser both are one server
	here := openChat(t, first, cookies)
	here.hears(receptionLabel)
	there := openChat(t, second, cookies)
	there.hears(receptionLabel)
	there.write(second, "message-1", "lich tiep dan")
	here.hears("Xem theo tháng") // long before the heartbeat, at which the log is read anyway
	there.hears("Xem theo tháng")
}

func TestADraftLeftOpenIsKindlyReminded(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		var ahead atomic.Int64 // how far the program's clock has moved on
		app := newApp(t, url)
		app.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
		running(t, app)
		citizen := openChat(t, app, freshCookies(t))
		citizen.hears(receptionLabel)
		citizen.write(app, "message-1", "phan anh rac thai")
		citizen.write(app, "message-2", "1")
		ahead.Store(int64(31 * time.Minute))
		if detail, err := jobs.Nudge(app.house.House, app.tick).Run(t.Context()); err != nil || detail != "conversations: 1" {
			t.Fatalf("%q, %v; want one conversation", detail, err)
		}
		citizen.hears("Tiếp tục")
	})
}

func TestAStartThatFailsLeavesNothingBehind(t *testing.T) {
	app := newApp(t, "sqlite:"+filepath.Join(t.TempDir(), "no", "such", "folder.db"))
	if err := app.Run(t.Context()); err == nil {
		t.Fatal("it started without a folder for its database")
	}
	blocked := newApp(t, dbtest.SQLiteURL(t))
	other := running(t, newApp(t, dbtest.SQLiteURL(t)))
	blocked.Config.Listen = other.listener.Addr().String()
	if err := blocked.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("error = %v; want one about the address", err)
	}
	if err := blocked.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
}

func TestTheFrontPageLeadsToTheOnlyWardOrListsThem(t *testing.T) {
	app := running(t, newApp(t, dbtest.SQLiteURL(t)))
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	front := func() (*http.Response, string) {
		response, err := client.Get(app.URL() + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response, string(body)
	}
	if response, _ := front(); response.Header.Get("Location") != "/phuong/minh-duc/" {
		t.Errorf("the only ward: %s to %q", response.Status, response.Header.Get("Location"))
	}
	if err := app.house.Apply(t.Context(), &ward.Profile{Slug: "thuong-hong", Name: "Ủy ban nhân dân phường Thượng Hồng", Short: "phường <b>Thượng Hồng"}); err != nil {
		t.Fatal(err)
	}
	response, body := front()
	if response.StatusCode != http.StatusOK || !strings.Contains(body, `href="/phuong/minh-duc/">Phường Minh Đức`) || !strings.Contains(body, "Phường &lt;b&gt;Thượng Hồng") {
		t.Errorf("two wards: %s %s", response.Status, body)
	}
}

func TestWhileTheDatabaseIsAwayTheServerSaysLater(t *testing.T) {
	var ahead atomic.Int64
	app := newApp(t, dbtest.SQLiteURL(t))
	app.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	running(t, app)
	citizen := openChat(t, app, freshCookies(t))
	citizen.hears(receptionLabel)
	status := func(path string) int {
		response, err := http.Get(app.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	if status("/healthz") != http.StatusOK || status("/readyz") != http.StatusOK {
		t.Error("a running server is not ready")
	}
	if err := app.house.DB.Close(); err != nil {
		t.Fatal(err)
	}
	ahead.Store(int64(time.Hour)) // nothing that was read before counts as fresh
	if status("/healthz") != http.StatusOK || status("/readyz") != http.StatusServiceUnavailable {
		t.Error("without its database the server runs, and is not ready")
	}
	later := citizen.do(app, http.MethodPost, chatPath+"/messages", `{"id":"message-1","text":"menu"}`)
	_ = later.Body.Close()
	if later.StatusCode != http.StatusServiceUnavailable || later.Header.Get("Retry-After") == "" {
		t.Errorf("the chat answers %s; want to be asked again later, so that the browser keeps the message", later.Status)
	}
	if status("/metrics") != http.StatusOK || status("/chat/minh-duc/nothing") != http.StatusNotFound {
		t.Error("without its database the server still answers")
	}
}

func TestEveryFlowsCommandFitsTelegramsMenu(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		all := commands(lang)
		if len(all) != len(flows.Commands(lang)) || len(all) == 0 {
			t.Errorf("%d commands in %s", len(all), lang)
		}
	}
}
