package main

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	_ "modernc.org/sqlite"             // the driver named "sqlite"

	"danbiet/bench/crowd"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
)

// stormTime bounds one storm; it takes a fraction of it.
const stormTime = 4 * time.Minute

// badDay is Telegram as it is on a bad day: two calls in a hundred fail, one update in twenty comes twice, one late.
func badDay() []telegramtest.Option {
	return []telegramtest.Option{
		telegramtest.WithBackoff(10 * time.Millisecond),
		telegramtest.WithFaults(telegramtest.FaultRates{Seed: 1, TooManyRequests: 0.0005, ServerError: 0.01, BadGateway: 0.0095, RetryAfter: 1, Methods: []string{"sendMessage"}}),
		telegramtest.WithDisorder(telegramtest.Disorder{Seed: 1, Twice: 0.025, Overlap: 0.025, Late: 0.05}),
	}
}

// TestAThousandCitizensFilePetitionsOnABadDay is the whole program under load: nobody's reply is lost or comes twice, and
// nobody's petition is filed twice or not at all. `make stress` has a thousand citizens.
func TestACrowdFilesPetitionsOnABadDay(t *testing.T) {
	citizens := crowdSize(t, 250)
	telegram := telegramtest.NewServer(badDay()...)
	t.Cleanup(telegram.Close)
	url := dbtest.PostgresURL(t)
	app := withTelegram(newApp(t, url), telegram, modeWebhook)
	app.Config.Redis = dbtest.Redis(t).Options()
	running(t, app)
	ctx, cancel := context.WithTimeout(t.Context(), stormTime)
	defer cancel()
	filed := storm(ctx, t, telegram, citizens)
	if err := telegram.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	records := open(t, "pgx", url)
	awaitSent(ctx, t, records)
	wantOneEach(t, records, filed)
	wantRepliesOnce(t, records, telegram, 0)
	if faults := telegram.Stats().Faults; len(faults) < 3 {
		t.Errorf("the day was not bad: %v", faults)
	}
}

// TestAKilledReplicaLosesNothing kills the program outright in the middle of the load, twice, and starts it again.
func TestAKilledReplicaLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		driver string
		url    func(testing.TB) (url, source string)
	}{
		"sqlite": {"sqlite", func(t testing.TB) (string, string) {
			file := filepath.Join(t.TempDir(), "ward.db")
			return "sqlite:" + file, "file:" + file + "?_pragma=busy_timeout(10000)"
		}},
		"postgres": {"pgx", func(t testing.TB) (string, string) { url := dbtest.EmptyPostgresURL(t); return url, url }},
	} {
		t.Run(name, func(t *testing.T) {
			citizens := crowdSize(t, 100)
			telegram := telegramtest.NewServer(telegramtest.WithBackoff(20*time.Millisecond), telegramtest.WithDisorder(telegramtest.Disorder{Seed: 2, Twice: 0.05}))
			t.Cleanup(telegram.Close)
			url, source := c.url(t)
			program := newProgram(t, url, telegram)
			program.start()
			ctx, cancel := context.WithTimeout(t.Context(), stormTime)
			defer cancel()
			done := make(chan map[string]int)
			go func() { done <- storm(ctx, t, telegram, citizens) }()
			for kill := range 2 {
				if !waitUntil(ctx, func() bool { return telegram.Stats().Messages > citizens*(3+3*kill) }) {
					t.Fatal("the load does not come up")
				}
				program.kill()
				program.start()
			}
			filed := <-done
			if err := telegram.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			records := open(t, c.driver, source)
			awaitSent(ctx, t, records)
			wantOneEach(t, records, filed)
			doubled := wantRepliesOnce(t, records, telegram, 2*inFlight)
			t.Logf("two kills, %d messages doubled of %d", doubled, telegram.Stats().Messages)
		})
	}
}

// crowdSize is how many citizens take part: DANBIET_TEST_CROWD, or as many as the whole suite has time for.
func crowdSize(t *testing.T, otherwise int) int {
	t.Helper()
	set := os.Getenv("DANBIET_TEST_CROWD")
	if set == "" {
		return otherwise
	}
	n, err := strconv.Atoi(set)
	if err != nil {
		t.Fatalf("DANBIET_TEST_CROWD: %v", err)
	}
	return n
}

// inFlight is the most messages that are under way at one moment: the sender's calls at a time, and the results that wait
// to be written together.
const inFlight = 32 + 256

// storm has citizens file a petition each, all at the same time, and returns how often each was told a code.
func storm(ctx context.Context, t *testing.T, telegram *telegramtest.Server, citizens int) map[string]int {
	filed := map[string]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for id := range citizens {
		all.Go(func() {
			c := crowd.New(telegram.Bot, int64(1000+id), crowd.Petition)
			for !c.Done() {
				if _, err := c.Step(ctx); err != nil {
					t.Error(err)
					return
				}
			}
			mu.Lock()
			defer mu.Unlock()
			filed[fmt.Sprint(c.User.ID())]++
		})
	}
	all.Wait()
	return filed
}

func open(t *testing.T, driver, source string) *sql.DB {
	t.Helper()
	records, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = records.Close() })
	return records
}

// counts reads rows of a text and a number.
func counts(t *testing.T, records *sql.DB, query string) map[string]int {
	t.Helper()
	rows, err := records.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[string]int{}
	for rows.Next() {
		var key string
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			t.Fatal(err)
		}
		found[key] = n
	}
	return found
}

// awaitSent waits until nothing waits to be sent, and makes sure that nothing was given up.
func awaitSent(ctx context.Context, t *testing.T, records *sql.DB) {
	t.Helper()
	var states map[string]int
	if !waitUntil(ctx, func() bool {
		states = counts(t, records, `SELECT state, count(*) FROM outbox GROUP BY state`)
		return states["pending"] == 0
	}) {
		t.Fatalf("letters still wait: %v", states)
	}
	if len(states) > 0 {
		t.Errorf("letters that did not end as sent: %v", states)
	}
}

// waitUntil asks again and again, until the context ends.
func waitUntil(ctx context.Context, ok func() bool) bool {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}

// wantOneEach makes sure that everybody who was told a code has one petition.
func wantOneEach(t *testing.T, records *sql.DB, filed map[string]int) {
	t.Helper()
	stored := counts(t, records, `SELECT chat, count(*) FROM petition GROUP BY chat`)
	if !maps.Equal(stored, filed) {
		t.Errorf("%d chats have petitions (%v), want %d, one each", len(stored), slices.Collect(maps.Values(stored))[:min(3, len(stored))], len(filed))
	}
}

// wantRepliesOnce makes sure that Telegram took every message that was ever written, and at most some of them twice. It
// returns how many.
func wantRepliesOnce(t *testing.T, records *sql.DB, telegram *telegramtest.Server, atMost int) (doubled int) {
	t.Helper()
	posted := counts(t, records, `SELECT chat, last_seq FROM conversation`)
	for chat, n := range telegram.Counts() {
		switch got := n - posted[fmt.Sprint(chat)]; {
		case got < 0:
			t.Errorf("chat %d lost %d messages", chat, -got)
		default:
			doubled += got
		}
	}
	if doubled > atMost {
		t.Errorf("%d messages came twice; want at most %d", doubled, atMost)
	}
	return doubled
}

// program is the real program in a process of its own, which can be killed.
type program struct {
	t       *testing.T
	env     []string
	address string
	process *exec.Cmd
}

func newProgram(t *testing.T, url string, telegram *telegramtest.Server) *program {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	ward, err := filepath.Abs("../../sample/ward.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, address: address, env: append(os.Environ(), "DANBIET_DATABASE_URL="+url, "DANBIET_LISTEN="+address, "DANBIET_PUBLIC_URL=http://"+address,
		"DANBIET_SECRET_KEY_FILE="+filepath.Join(t.TempDir(), "secret.key"), "DANBIET_WARD="+ward, "DANBIET_TELEGRAM_API="+telegram.URL(),
		"DANBIET_TELEGRAM_TOKEN="+telegramtest.Token, "DANBIET_TELEGRAM_MODE=webhook", "DANBIET_TELEGRAM_RATE=0", "DANBIET_TELEGRAM_CHAT_RATE=0")}
	t.Cleanup(p.kill)
	return p
}

func (p *program) start() {
	p.t.Helper()
	p.process = exec.Command("danbiet", "serve")
	p.process.Env, p.process.Stderr = p.env, testWriter{p.t}
	if err := p.process.Start(); err != nil {
		p.t.Fatal(err)
	}
}

func (p *program) kill() {
	if p.process != nil {
		_ = p.process.Process.Kill() // SIGKILL: nothing is written, nobody is told
		_ = p.process.Wait()
		p.process = nil
	}
}
