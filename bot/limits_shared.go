package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
)

// SharedLimits are the limits of all replicas together, kept in Redis. Without Redis each replica goes on by itself at a
// fraction of the rate: slower, and still under the limit with a handful of replicas. It is safe for concurrent use.
type SharedLimits struct {
	client *redis.Client
	shared *redis_rate.Limiter
	rates  Rates
	bot    string // names the bot among all that share the Redis
	alone  *LocalLimits
	logger *slog.Logger

	asking sync.Mutex // one caller asks for the bot at a time: what it gets may serve others

	mu       sync.Mutex
	paid     map[string]bool // chats whose own limit has granted a message that the bot's limit then held up
	leased   int             // messages that Redis has granted and nobody has sent yet
	leaseEnd time.Time       // they lapse then
	full     time.Time       // Redis grants nothing before
	failing  bool            // Redis did not answer the last question
	askAgain time.Time       // it is not asked before
}

// aloneShare is the part of the rate that a replica takes when it cannot ask Redis.
const aloneShare = 4

// Redis is given this long to answer, and when it does not, it is left alone for a while: nobody waits for it meanwhile.
const (
	redisPatience = 500 * time.Millisecond
	redisRest     = time.Second
)

// NewSharedLimits makes limits for the bot of that name.
func NewSharedLimits(client *redis.Client, bot string, r Rates, now func() time.Time, logger *slog.Logger) *SharedLimits {
	alone := r
	alone.PerBot, alone.PerChat = r.PerBot/aloneShare, r.PerChat/aloneShare
	return &SharedLimits{
		client: client, shared: redis_rate.NewLimiter(client.WithTimeout(redisPatience)), rates: r, bot: bot,
		alone: NewLocalLimits(alone, now), logger: logger, paid: map[string]bool{},
	}
}

// Take asks Redis to send one message to a chat.
func (l *SharedLimits) Take(ctx context.Context, chat string) Wait {
	if wait := l.alone.pausedFor(l.alone.now()); wait > 0 {
		return Wait{Bot: wait}
	}
	if !l.mayAsk() {
		return l.alone.Take(ctx, chat)
	}
	ask, cancel := context.WithTimeout(ctx, redisPatience)
	defer cancel()
	wait, err := l.take(ask, chat)
	if ctx.Err() == nil {
		l.report(err)
	}
	if err != nil {
		return l.alone.Take(ctx, chat)
	}
	return wait
}

// mayAsk reports whether Redis may be asked. While it does not answer, one caller asks at a time.
func (l *SharedLimits) mayAsk() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.alone.now()
	if !l.failing {
		return true
	}
	if now.Before(l.askAgain) {
		return false
	}
	l.askAgain = now.Add(redisPatience + redisRest)
	return true
}

func (l *SharedLimits) take(ctx context.Context, chat string) (Wait, error) {
	if l.rates.PerChat > 0 {
		if wait, err := l.takeChat(ctx, chat); wait > 0 || err != nil {
			return Wait{Chat: wait}, err
		}
	}
	wait, err := l.takeBot(ctx)
	if l.rates.PerChat > 0 && wait > 0 {
		l.mu.Lock()
		l.paid[chat] = true
		l.mu.Unlock()
	}
	return Wait{Bot: wait}, err
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
	got, err := l.shared.Allow(ctx, "danbiet:"+l.bot+":"+chat, every(l.rates.PerChat, max(l.rates.ChatBurst, 1)))
	if err != nil || got.Allowed > 0 {
		return 0, err
	}
	return max(got.RetryAfter, time.Millisecond), nil
}

// every is a limit of so many a second, which may be a fraction.
func every(perSecond float64, burst int) redis_rate.Limit {
	return redis_rate.Limit{Rate: 1, Period: time.Duration(float64(time.Second) / perSecond), Burst: burst}
}

// leases is how many times a second a replica asks Redis at most: at high rates it takes several messages at once.
const leases = 50

func (l *SharedLimits) takeBot(ctx context.Context) (time.Duration, error) {
	if l.rates.PerBot == 0 {
		return 0, nil
	}
	l.asking.Lock()
	defer l.asking.Unlock()
	if wait, ok := l.takeLeased(); ok {
		return wait, nil
	}
	if err := ctx.Err(); err != nil {
		return 0, err // those before have waited in vain
	}
	chunk := max(int(l.rates.PerBot)/leases, 1)
	asked := l.alone.now()
	got, err := l.shared.AllowAtMost(ctx, "danbiet:"+l.bot, every(l.rates.PerBot, chunk), chunk)
	if err != nil {
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if got.Allowed == 0 {
		wait := max(got.RetryAfter, time.Millisecond)
		l.full = l.alone.now().Add(wait)
		return wait, nil
	}
	l.leased, l.leaseEnd = got.Allowed-1, asked.Add(time.Second/leases)
	return 0, nil
}

// takeLeased answers from what Redis has said before, where that still holds.
func (l *SharedLimits) takeLeased() (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.alone.now()
	switch {
	case l.leased > 0 && now.Before(l.leaseEnd):
		l.leased--
		return 0, true
	case now.Before(l.full):
		return l.full.Sub(now), true
	}
	return 0, false
}

// pauseTopic is where replicas tell each other to pause.
func (l *SharedLimits) pauseTopic() string { return "danbiet:pause:" + l.bot }

// Pause holds this replica, and tells the others.
func (l *SharedLimits) Pause(ctx context.Context, d time.Duration) {
	l.alone.Pause(ctx, d)
	tell, cancel := context.WithTimeout(ctx, redisPatience)
	defer cancel()
	if err := l.client.Publish(tell, l.pauseTopic(), d.String()).Err(); ctx.Err() == nil {
		l.report(err)
	}
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

// report notes whether Redis answers, and logs when it goes away and when it comes back, once each.
func (l *SharedLimits) report(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	failing := err != nil
	if failing {
		l.askAgain = l.alone.now().Add(redisRest)
	}
	if failing == l.failing {
		return
	}
	l.failing = failing
	if failing {
		l.logger.Warn("Redis does not answer: sending goes on slower, by this replica's own count", "error", err)
	} else {
		l.logger.Info("Redis answers again")
	}
}
