package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
	"golang.org/x/time/rate"
)

// Rates are what a platform permits. A rate of 0 is no limit.
type Rates struct {
	PerBot    float64 // messages a second in all
	PerChat   float64 // messages a second to one chat
	ChatBurst int     // messages that a chat takes at once
}

// Limits keeps a bot under its platform's rates. It is one of *LocalLimits and *SharedLimits.
type Limits interface {
	// Take asks to send one message to a chat. Zero: it may go now. Otherwise: how long to wait before asking again.
	Take(ctx context.Context, chat string) (time.Duration, error)
	// Pause holds everything for a while, as the platform has asked.
	Pause(ctx context.Context, d time.Duration)
}

// LocalLimits are the limits of a single process. They are safe for concurrent use.
type LocalLimits struct {
	rates Rates
	now   func() time.Time
	bot   *rate.Limiter

	mu     sync.Mutex
	chats  map[string]*rate.Limiter
	swept  time.Time
	paused time.Time
}

// NewLocalLimits makes limits on a clock.
func NewLocalLimits(r Rates, now func() time.Time) *LocalLimits {
	return &LocalLimits{rates: r, now: now, bot: rate.NewLimiter(limit(r.PerBot), 1), chats: map[string]*rate.Limiter{}}
}

func limit(perSecond float64) rate.Limit {
	if perSecond == 0 {
		return rate.Inf
	}
	return rate.Limit(perSecond)
}

// Take asks to send one message to a chat. The error is always nil.
func (l *LocalLimits) Take(_ context.Context, chat string) (time.Duration, error) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.paused.After(now) {
		return l.paused.Sub(now), nil
	}
	if wait := l.takeChat(now, chat); wait > 0 {
		return wait, nil
	}
	if r := l.bot.ReserveN(now, 1); r.DelayFrom(now) > 0 {
		wait := r.DelayFrom(now)
		r.CancelAt(now)
		return wait, nil
	}
	if c := l.chats[chat]; c != nil {
		c.AllowN(now, 1)
	}
	return 0, nil
}

// takeChat is how long the chat must wait. It takes nothing: the bot may still have to wait.
func (l *LocalLimits) takeChat(now time.Time, chat string) time.Duration {
	if l.rates.PerChat == 0 {
		return 0
	}
	l.sweep(now)
	c := l.chats[chat]
	if c == nil {
		c = rate.NewLimiter(limit(l.rates.PerChat), max(l.rates.ChatBurst, 1))
		l.chats[chat] = c
	}
	r := c.ReserveN(now, 1)
	defer r.CancelAt(now)
	return r.DelayFrom(now)
}

// sweepEvery is how often chats that have been quiet are forgotten.
const sweepEvery = time.Minute

func (l *LocalLimits) sweep(now time.Time) {
	if now.Sub(l.swept) < sweepEvery {
		return
	}
	l.swept = now
	for chat, c := range l.chats {
		if c.TokensAt(now) >= float64(c.Burst()) {
			delete(l.chats, chat)
		}
	}
}

// Pause holds everything for a while. A shorter pause does not end a longer one.
func (l *LocalLimits) Pause(_ context.Context, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := l.now().Add(d); until.After(l.paused) {
		l.paused = until
	}
}

// SharedLimits are the limits of all replicas together, kept in Redis. Without Redis each replica goes on by itself at a
// fraction of the rate: slower, and still under the limit with a handful of replicas.
type SharedLimits struct {
	client *redis.Client
	shared *redis_rate.Limiter
	rates  Rates
	bot    string // names the bot among all that share the Redis
	alone  *LocalLimits
	logger *slog.Logger

	mu       sync.Mutex
	paid     map[string]bool // chats whose own limit has granted a message that the bot's limit then held up
	leased   int             // messages that Redis has granted and nobody has sent yet
	leaseEnd time.Time       // they lapse then
	failing  bool
}

// aloneShare is the part of the rate that a replica takes when it cannot ask Redis.
const aloneShare = 4

// NewSharedLimits makes limits for the bot of that name.
func NewSharedLimits(client *redis.Client, bot string, r Rates, now func() time.Time, logger *slog.Logger) *SharedLimits {
	alone := r
	alone.PerBot, alone.PerChat = r.PerBot/aloneShare, r.PerChat/aloneShare
	return &SharedLimits{client: client, shared: redis_rate.NewLimiter(client), rates: r, bot: bot, alone: NewLocalLimits(alone, now), logger: logger, paid: map[string]bool{}}
}

// Take asks Redis to send one message to a chat.
func (l *SharedLimits) Take(ctx context.Context, chat string) (time.Duration, error) {
	if wait, err := l.alone.pausedFor(); wait > 0 {
		return wait, err
	}
	wait, err := l.take(ctx, chat)
	l.report(err)
	if err != nil && ctx.Err() == nil {
		return l.alone.Take(ctx, chat)
	}
	return wait, err
}

func (l *LocalLimits) pausedFor() (time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(l.paused.Sub(l.now()), 0), nil
}

func (l *SharedLimits) take(ctx context.Context, chat string) (time.Duration, error) {
	if l.rates.PerChat == 0 {
		return l.takeBot(ctx)
	}
	if wait, err := l.takeChat(ctx, chat); wait > 0 || err != nil {
		return wait, err
	}
	wait, err := l.takeBot(ctx)
	if wait > 0 || err != nil {
		l.mu.Lock()
		l.paid[chat] = true
		l.mu.Unlock()
	}
	return wait, err
}

// takeChat asks for a message to the chat, unless one is paid for already.
func (l *SharedLimits) takeChat(ctx context.Context, chat string) (time.Duration, error) {
	l.mu.Lock()
	paid := l.paid[chat]
	delete(l.paid, chat)
	l.mu.Unlock()
	if paid {
		return 0, nil
	}
	one := redis_rate.Limit{Rate: max(int(l.rates.PerChat), 1), Period: time.Second, Burst: max(l.rates.ChatBurst, 1)}
	got, err := l.shared.Allow(ctx, "danbiet:"+l.bot+":"+chat, one)
	if err != nil || got.Allowed > 0 {
		return 0, err
	}
	return max(got.RetryAfter, time.Millisecond), nil
}

// leases is how many times a second a replica asks Redis at most: at high rates it takes several messages at once.
const leases = 50

func (l *SharedLimits) takeBot(ctx context.Context) (time.Duration, error) {
	if l.rates.PerBot == 0 {
		return 0, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.alone.now()
	if l.leased > 0 && now.Before(l.leaseEnd) {
		l.leased--
		return 0, nil
	}
	chunk := max(int(l.rates.PerBot)/leases, 1)
	got, err := l.shared.AllowAtMost(ctx, "danbiet:"+l.bot, redis_rate.Limit{Rate: max(int(l.rates.PerBot), 1), Period: time.Second, Burst: chunk}, chunk)
	if err != nil {
		return 0, err
	}
	if got.Allowed == 0 {
		return max(got.RetryAfter, time.Millisecond), nil
	}
	l.leased, l.leaseEnd = got.Allowed-1, now.Add(time.Second/leases)
	return 0, nil
}

// pauseTopic is where replicas tell each other to pause.
func (l *SharedLimits) pauseTopic() string { return "danbiet:pause:" + l.bot }

// Pause holds this replica, and tells the others.
func (l *SharedLimits) Pause(ctx context.Context, d time.Duration) {
	l.alone.Pause(ctx, d)
	l.report(l.client.Publish(ctx, l.pauseTopic(), d.String()).Err())
}

// Listen obeys the other replicas' pauses until the context ends.
func (l *SharedLimits) Listen(ctx context.Context) {
	told := l.client.Subscribe(ctx, l.pauseTopic())
	defer func() { _ = told.Close() }()
	for {
		select {
		case <-ctx.Done():
			return
		case m, ok := <-told.Channel():
			if !ok {
				return
			}
			if d, err := time.ParseDuration(m.Payload); err == nil {
				l.alone.Pause(ctx, d)
			}
		}
	}
}

// report logs when Redis goes away and when it comes back, once each.
func (l *SharedLimits) report(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if failing := err != nil; failing != l.failing {
		l.failing = failing
		if failing {
			l.logger.Warn("Redis does not answer: sending goes on slower, by this replica's own count", "error", err)
		} else {
			l.logger.Info("Redis answers again")
		}
	}
}
