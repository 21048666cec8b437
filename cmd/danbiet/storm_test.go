package main

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver named "pgx"
	_ "modernc.org/sqlite"             // the driver named "sqlite"

	"danbiet/bench/crowd"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
)

// stormTime bounds one storm; it takes a fraction of it.
const stormTime = 4 * time.Minute

// badDay is Telegram as it is on a bad day: two calls in a hundred fail, one update in twenty comes twice, and of two
// that are under way at once one in five is overtaken by the other, which is one in twenty of all with hasty citizens.
func badDay() []telegramtest.Option {
	return []telegramtest.Option{
		telegramtest.WithBackoff(10 * time.Millisecond),
		telegramtest.WithFaults(telegramtest.FaultRates{Seed: 1, TooManyRequests: 0.0005, ServerError: 0.01, BadGateway: 0.0095, RetryAfter: 1, Methods: []string{"sendMessage"}}),
		telegramtest.WithDisorder(telegramtest.Disorder{Seed: 1, Twice: 0.025, Overlap: 0.025, Late: 0.2, Swap: 0.2, Hold: 500 * time.Millisecond}),
	}
}

// TestACrowdFilesPetitionsOnABadDay is the whole program under load: everybody gets each reply once and in order, and has
// the one petition whose code they were told. `make stress` has a thousand citizens.
func TestACrowdFilesPetitionsOnABadDay(t *testing.T) {
	citizens := crowdSize(t, 250)
	telegram := telegramtest.NewServer(badDay()...)
	t.Cleanup(telegram.Close)
	url := dbtest.PostgresURL(t)
	records := open(t, "pgx", url)
	keepWritten(t, records, keepOnPostgres)
	app := withTelegram(newApp(t, url), telegram, modeWebhook)
	app.Config.Redis = dbtest.Redis(t).Options()
	running(t, app)
	ctx, cancel := context.WithTimeout(t.Context(), stormTime)
	defer cancel()
	told := storm(ctx, t, telegram, citizens, crowd.Hasty)
	if err := telegram.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	awaitSent(ctx, t, records)
	if err := app.Close(); err != nil {
		t.Error(err)
	}
	wantPetitions(t, records, told)
	wantAllSaid(ctx, t, app.Config, records, telegram, 0)
	wantBadDay(t, telegram.Stats())
}

// wantBadDay makes sure that the test was one: what was drawn for the day has really happened.
func wantBadDay(t *testing.T, s telegramtest.Stats) {
	t.Helper()
	for _, kind := range []telegramtest.FaultKind{telegramtest.TooManyRequests, telegramtest.ServerError, telegramtest.BadGateway} {
		if s.Faults[kind] == 0 {
			t.Errorf("no call failed with %s", kind)
		}
	}
	u := s.Updates
	if u.Duplicated == 0 || u.Reordered == 0 || u.Swapped == 0 {
		t.Errorf("the day was not bad: %+v", u)
	}
	t.Logf("%d updates: %d came again later, %d were overtaken by another queue's, %d by the next one; %d messages, failed calls: %v",
		u.Queued, u.Duplicated, u.Reordered, u.Swapped, s.Messages, s.Faults)
}

// kills is how often the program is killed under load.
const kills = 2

// TestAKilledReplicaLosesNothing kills the program outright in the middle of the load, twice, and starts it again.
func TestAKilledReplicaLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		url          func(testing.TB) string
		driver, keep string
	}{
		"sqlite":   {dbtest.SQLiteURL, "sqlite", keepOnSQLite},
		"postgres": {dbtest.PostgresURL, "pgx", keepOnPostgres},
	} {
		t.Run(name, func(t *testing.T) {
			citizens := crowdSize(t, 100)
			telegram := telegramtest.NewServer(telegramtest.WithBackoff(20*time.Millisecond), telegramtest.WithDisorder(telegramtest.Disorder{Seed: 2, Twice: 0.05}))
			t.Cleanup(telegram.Close)
			url := c.url(t)
			records := open(t, c.driver, sourceOf(url))
			keepWritten(t, records, c.keep)
			program := newProgram(t, url, telegram)
			program.start()
			ctx, cancel := context.WithTimeout(t.Context(), stormTime)
			defer cancel()
			done := make(chan map[string]string)
			go func() { done <- storm(ctx, t, telegram, citizens, crowd.Petition) }()
			for kill := range kills {
				if !waitUntil(ctx, func() bool { return telegram.Stats().Messages > citizens*(3+3*kill) }) {
					t.Fatal("the load does not come up")
				}
				program.kill()
				program.start()
			}
			told := <-done
			if err := telegram.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			awaitSent(ctx, t, records)
			program.kill()
			wantPetitions(t, records, told)
			doubled := wantAllSaid(ctx, t, program.config, records, telegram, kills)
			if doubled > kills*inFlight {
				t.Errorf("%d messages came twice; want at most %d", doubled, kills*inFlight)
			}
			t.Logf("two kills, %d messages doubled of %d", doubled, telegram.Stats().Messages)
		})
	}
}

// sourceOf is what a driver calls the database of a URL.
func sourceOf(url string) string {
	if file, ok := strings.CutPrefix(url, "sqlite:"); ok {
		return "file:" + file + "?_pragma=busy_timeout(10000)"
	}
	return url
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

// storm has citizens file a petition each, all at the same time, and returns the code that each chat was told.
func storm(ctx context.Context, t *testing.T, telegram *telegramtest.Server, citizens int, script crowd.Script) map[string]string {
	told := map[string]string{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for id := range citizens {
		all.Go(func() {
			c := crowd.New(telegram.Bot, int64(1000+id), script)
			for !c.Done() {
				if _, err := c.Step(ctx); err != nil {
					t.Error(err)
					return
				}
			}
			mu.Lock()
			defer mu.Unlock()
			told[fmt.Sprint(c.User.ID())] = c.Code
		})
	}
	all.Wait()
	return told
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

// wantPetitions makes sure that each chat has one petition, the one whose code it was told, and that there is no other.
func wantPetitions(t *testing.T, records *sql.DB, told map[string]string) {
	t.Helper()
	want := map[string]int{}
	for chat, code := range told {
		want[chat+" "+code] = 1
	}
	stored := counts(t, records, `SELECT chat || ' ' || code, count(*) FROM petition WHERE chat <> '' GROUP BY chat, code`)
	if diff := cmp.Diff(want, stored); diff != "" {
		t.Errorf("petitions of chats (-told +stored):\n%s", diff)
	}
}

// program is the real program in a process of its own, which can be killed.
type program struct {
	t       *testing.T
	config  Config // where its data is
	env     []string
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
	key := filepath.Join(t.TempDir(), "secret.key")
	p := &program{t: t, config: Config{DatabaseURL: url, SecretKeyFile: key}, env: append(os.Environ(), "DANBIET_DATABASE_URL="+url, "DANBIET_LISTEN="+address,
		"DANBIET_PUBLIC_URL=http://"+address, "DANBIET_SECRET_KEY_FILE="+key, "DANBIET_WARD="+ward, "DANBIET_TELEGRAM_API="+telegram.URL(),
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
