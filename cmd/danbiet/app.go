package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"danbiet/bot"
	"danbiet/db"
	"danbiet/flows"
	"danbiet/jobs"
	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// App is the running program: its parts and how they are joined. Its exported fields are set before Run and not changed
// afterwards.
type App struct {
	Config Config
	Sample bool // apply the sample ward at start
	Logger *slog.Logger
	Now    func() time.Time // nil: the real clock

	listener   net.Listener
	house      *house
	redis      *redis.Client // nil: one process
	replica    int64
	metrics    *metrics
	hub        *bot.Hub
	engine     *bot.Engine
	dispatcher *bot.Dispatcher
	fleet      *bot.Fleet
	bots       map[string]*bot.Telegram // by the ward's slug
	applied    map[string]WardConfig    // by the ward's slug

	stopping atomic.Bool
	stop     chan struct{} // closed when the shutdown begins
	failed   chan error
	closers  []func() error // in the order in which the parts began
	closing  sync.Once
	closeErr error
}

// Run starts the program and returns when it serves. The context bounds the start only; Close ends what runs. When the
// start fails, everything is closed again.
func (a *App) Run(ctx context.Context) error {
	a.stop, a.failed = make(chan struct{}), make(chan error, 1)
	for _, start := range []func(context.Context) error{
		a.listen, a.openHouse, a.applyWards, a.openRedis, a.openBots, a.signOn, a.startHub, a.startSending, a.startTurns, a.startDispatch, a.startJobs,
		a.settleMemory, a.startServer, a.startBots,
	} {
		if err := start(ctx); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	return nil
}

// Failed receives when the program cannot go on serving.
func (a *App) Failed() <-chan error { return a.failed }

// URL is the address under which the program is reached: the public one, or that of this machine.
func (a *App) URL() string {
	if a.Config.PublicURL != "" {
		return a.Config.PublicURL
	}
	return localURL(a.listener.Addr().String())
}

// localURL is how a server that listens on an address is reached from its own machine.
func localURL(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Close stops taking updates, finishes those that wait, stops sending, and closes everything. What was not sent goes out
// at the next start. Closing again does nothing and returns the first result.
func (a *App) Close() error {
	a.closing.Do(func() {
		a.stopping.Store(true)
		if a.stop != nil { // Run was called
			close(a.stop)
		}
		for i := len(a.closers) - 1; i >= 0; i-- {
			a.closeErr = errors.Join(a.closeErr, a.closers[i]())
		}
	})
	return a.closeErr
}

// atEnd has something closed at the end, before all that began earlier.
func (a *App) atEnd(closer func() error) { a.closers = append(a.closers, closer) }

// background runs something until the shutdown, which waits for its end.
func (a *App) background(do func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { do(ctx) })
	a.atEnd(func() error {
		cancel()
		running.Wait()
		return nil
	})
}

func (a *App) listen(context.Context) (err error) {
	if a.listener, err = net.Listen("tcp", a.Config.Listen); err != nil {
		return fmt.Errorf("DANBIET_LISTEN: %w", err)
	}
	a.atEnd(func() error {
		if err := a.listener.Close(); !errors.Is(err, net.ErrClosed) { // the server closes it first
			return err
		}
		return nil
	})
	return nil
}

func (a *App) openHouse(ctx context.Context) (err error) {
	if a.house, err = openHouse(ctx, a.Config); err != nil {
		return err
	}
	a.atEnd(a.house.Close)
	if a.house.newKey {
		a.Logger.Warn("a new secret key was made: back it up apart from the database, nothing opens without it", "file", a.Config.SecretKeyFile)
	}
	if a.Now != nil {
		a.house.Now, a.house.IDs = a.Now, ward.NewIDs(a.Now)
	}
	if base := a.URL(); a.Config.PublicURL != "" || a.Sample { // an address of this machine is of use to nobody else
		a.house.Link = func(slug, path string) string { return base + "/phuong/" + slug + "/" + path }
	}
	a.replica, a.metrics = a.house.IDs.Next(), newMetrics(a.house.House)
	a.house.Replica = a.replica
	return nil
}

// applyWards applies the sample and the configured profiles, and notes which ward each belongs to.
func (a *App) applyWards(ctx context.Context) error {
	a.applied = map[string]WardConfig{}
	if a.Sample {
		if err := applySample(ctx, a.house.House); err != nil {
			return err
		}
	}
	for _, w := range a.Config.Wards {
		slug := w.Slug
		if w.Profile != "" {
			profile, err := applyFile(ctx, a.house.House, w.Profile)
			if errors.As(err, new(*ward.MistakeError)) {
				return wrongUsage("%s: %v", w.Setting, err)
			}
			if err != nil {
				return err
			}
			slug = profile.Slug
		}
		if _, twice := a.applied[slug]; twice {
			return wrongUsage("%s: the ward %s stands there twice", w.Setting, slug)
		}
		a.applied[slug] = w
	}
	return nil
}

func (a *App) openRedis(ctx context.Context) error {
	if a.Config.Redis == nil {
		return nil
	}
	a.redis = redis.NewClient(a.Config.Redis)
	a.atEnd(a.redis.Close)
	if err := a.redis.Ping(ctx).Err(); err != nil {
		a.Logger.Warn("Redis does not answer: the program runs, sends slower, and goes on trying", "error", err)
	}
	return nil
}

// The signs of life of a replica.
const (
	beatEvery = 2 * time.Second
	deadAfter = 10 * time.Second
)

// Telegram keeps a button press for 150 seconds. After a longer downtime the questions that were open in the hour before
// it are asked again.
const (
	pressesLast = 150 * time.Second
	askedWithin = time.Hour
)

// signOn gives the first sign of life, after a look at when the last one of any replica was.
func (a *App) signOn(ctx context.Context) error {
	last, err := a.house.LastSign(ctx)
	if err != nil {
		return err
	}
	if err := a.house.Beat(ctx, a.replica); err != nil {
		return err
	}
	a.atEnd(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
		defer cancel()
		if err := a.house.Retire(ctx, a.replica); err != nil {
			a.Logger.Warn("the replica could not sign off: others take over its messages a few seconds later", "error", err)
		}
		return nil
	})
	now := a.house.Now()
	if len(a.bots) == 0 || last.IsZero() || now.Sub(last) <= pressesLast {
		return nil
	}
	chats, err := a.house.AskAgain(ctx, bot.TelegramChannel, last.Add(-askedWithin), now)
	if err == nil && chats > 0 {
		a.Logger.Info("open questions are asked again after a downtime", "downtime", now.Sub(last).Round(time.Second), "chats", chats)
	}
	return err
}

// closeWithin bounds each step of the shutdown.
const closeWithin = 10 * time.Second

func (a *App) startHub(context.Context) error {
	a.hub = bot.NewHub(a.redis, strconv.FormatInt(a.replica, 10), a.Logger)
	a.background(a.hub.Run)
	return nil
}

// startSending starts the senders with what was left unsent. A SQLite file has one process: everybody else is gone.
func (a *App) startSending(ctx context.Context) error {
	for _, t := range a.bots {
		a.atEnd(func() error { t.Close(); return nil })
	}
	a.fleet.Start(context.Background())
	a.atEnd(func() error { a.fleet.Stop(); return nil })
	dead := deadAfter
	if a.house.DB.Dialect == db.SQLite {
		dead = 0
	}
	if err := a.fleet.Adopt(ctx, a.replica, dead); err != nil {
		return err
	}
	a.background(a.beat)
	return nil
}

// beat gives signs of life and takes over from replicas that give none.
func (a *App) beat(ctx context.Context) {
	ticker := time.NewTicker(beatEvery)
	defer ticker.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := a.house.Beat(ctx, a.replica)
		if err == nil {
			err = a.fleet.Adopt(ctx, a.replica, deadAfter)
		}
		if ctx.Err() == nil && (err != nil) != failing {
			failing = err != nil
			if failing {
				a.Logger.Error("the database does not answer", "error", err)
			} else {
				a.Logger.Info("the database answers again")
			}
		}
	}
}

// startTurns starts the engine.
func (a *App) startTurns(context.Context) error {
	a.engine = newEngine(a.house.House, a.replica, a.Logger)
	a.engine.Turn = a.metrics.turn(a.engine.Turn)
	a.engine.Channels = map[string]*bot.Channel{bot.TelegramChannel: a.fleet.ForTelegram()}
	a.engine.Grown = func(slug, _, chat string) { a.hub.Wake(slug, chat) }
	a.engine.Start()
	a.atEnd(func() error { a.engine.Stop(); return nil })
	return nil
}

// startDispatch lets announcements go out.
func (a *App) startDispatch(context.Context) error {
	a.dispatcher = &bot.Dispatcher{
		House: a.house.House, Fleet: a.fleet, Bots: a.bots, Owner: a.replica, Logger: a.Logger,
		Compose: flows.Notice, Show: flows.RunMessage, Ended: flows.RunEnded,
		Grown: func(slug, _, chat string) { a.hub.Wake(slug, chat) },
	}
	a.house.Words, a.house.StaffWords, a.house.HandOn = flows.CaseNews, flows.StaffSays, a.dispatcher.HandOn
	a.house.VisitWords = flows.VisitWords
	a.background(a.dispatcher.Run)
	return nil
}

// newEngine makes an engine over the flows, for channels that keep a log.
func newEngine(h *ward.House, owner int64, logger *slog.Logger) *bot.Engine {
	router := flows.New(newRunID).WithFigures(briefOf)
	return &bot.Engine{House: h, Turn: router.Turn, Apology: flows.Apology, Owner: owner, Logger: logger, Grown: func(string, string, string) {}}
}

// newRunID names a run of a flow in buttons: 30 bits, unlikely to repeat within a chat.
func newRunID() string { return strings.ToLower(rand.Text()[:6]) }

func (a *App) startJobs(ctx context.Context) error {
	runner := &jobs.Runner{
		House: a.house.House, Replica: a.replica, Zone: law.Zone(), Logger: a.Logger,
		Jobs: []jobs.Job{
			jobs.Announce(a.house.House), jobs.Remind(a.house.House, flows.Reminder, a.dispatcher.HandOn),
			jobs.Nudge(a.house.House, a.tick), jobs.Prune(a.house.House), jobs.RollUp(a.house.House),
			jobs.Alert(a.house.House, a.alert, a.dispatcher.HandOn), jobs.Redate(a.house.House), jobs.Digest(a.house.House, weekly),
		},
	}
	if err := runner.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	a.atEnd(func() error { runner.Stop(); return nil })
	return nil
}

// alert is what the staff are told of cases that need their eye, with the way to the console.
func (a *App) alert(w *ward.Ward, all []ward.Alert) any {
	desk := ""
	if a.Config.PublicURL != "" {
		desk = a.Config.PublicURL + "/console/" + url.PathEscape(w.Profile.Slug) + "/"
	}
	return flows.Alerts(w, all, desk)
}

// tick runs a turn without input in each conversation: time has passed.
func (a *App) tick(ctx context.Context, slug string, due []ward.Due) error {
	results := make([]<-chan error, 0, len(due))
	for _, d := range due {
		done, err := a.engine.Enqueue(bot.Inbound{Ward: slug, Channel: d.Channel, Chat: d.Chat, At: a.house.Now(), Input: talk.Input{Tick: true}})
		if err != nil {
			return err
		}
		results = append(results, done)
	}
	var failed int
	var last error
	for _, done := range results {
		select {
		case err := <-done:
			if err != nil {
				failed, last = failed+1, err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d turns: %w", failed, len(due), last)
	}
	return nil
}
