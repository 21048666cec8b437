package bot

import (
	"context"
	_ "embed" // the script
	"log/slog"
	"math"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// SharedLimits are the limits of all replicas together, kept in Redis. Without Redis each replica goes on by itself at a
// fraction of the rate: slower, and still under the limit with a handful of replicas. It is safe for concurrent use.
type SharedLimits struct {
	client *redis.Client
	quick  *redis.Client // the same, less patient
	rates  Rates
	chunk  int    // messages that Redis grants at once
	bot    string // names the bot among all that share the Redis
	alone  *LocalLimits
	logger *slog.Logger

	mu       sync.Mutex
	leased   int       // messages that Redis has granted and nobody has sent yet
	leaseEnd time.Time // they lapse then
	full     time.Time // Redis grants nothing before
	failing  bool      // Redis did not answer the last question
	askAgain time.Time // it is not asked before
}

// aloneShare is the part of the rate that a replica takes when it cannot ask Redis.
const aloneShare = 4

// Redis is given this long to answer, and when it does not, it is left alone for a while: nobody waits for it meanwhile.
const (
	redisPatience = 500 * time.Millisecond
	redisRest     = time.Second
)

// leases is how many times a second a replica asks Redis at most: at high rates it takes several messages at once.
const leases = 50

// NewSharedLimits makes limits for the bot of that name.
func NewSharedLimits(client *redis.Client, bot string, r Rates, now func() time.Time, logger *slog.Logger) *SharedLimits {
	alone := r
	alone.PerBot, alone.PerChat = r.PerBot/aloneShare, r.PerChat/aloneShare
	return &SharedLimits{
		client: client, quick: client.WithTimeout(redisPatience), rates: r, chunk: max(int(r.PerBot)/leases, 1), bot: bot,
		alone: NewLocalLimits(alone, now), logger: logger,
	}
}

// Take asks Redis to send one message to a chat.
func (l *SharedLimits) Take(ctx context.Context, chat string) Wait {
	now := l.alone.now()
	if wait := l.alone.pausedFor(now); wait > 0 {
		return Wait{Bot: wait}
	}
	if !l.mayAsk(now) {
		return l.alone.Take(ctx, chat)
	}
	chunk, wait := l.takeLeased(now)
	if wait > 0 {
		return Wait{Bot: wait}
	}
	if chunk == 0 && l.rates.PerChat == 0 {
		return Wait{}
	}
	answer, err := l.ask(ctx, chat, chunk)
	if ctx.Err() == nil {
		l.report(err)
	}
	if err != nil {
		return l.alone.Take(ctx, chat)
	}
	l.note(now, chunk, answer)
	return answer.wait
}

// mayAsk reports whether Redis may be asked. While it does not answer, one caller asks at a time.
func (l *SharedLimits) mayAsk(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.failing {
		return true
	}
	if now.Before(l.askAgain) {
		return false
	}
	l.askAgain = now.Add(redisPatience + redisRest)
	return true
}

// takeLeased takes a message that Redis has granted before; otherwise it returns how many to ask for now, or how long it
// is known to grant none.
func (l *SharedLimits) takeLeased(now time.Time) (ask int, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.rates.PerBot == 0:
		return 0, 0
	case l.leased > 0 && now.Before(l.leaseEnd):
		l.leased--
		return 0, 0
	case now.Before(l.full):
		return 0, l.full.Sub(now)
	}
	return l.chunk, 0
}

// note remembers what an answer means for those who ask next.
func (l *SharedLimits) note(asked time.Time, chunk int, a answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case a.wait.Bot > 0:
		l.full = l.alone.now().Add(a.wait.Bot)
	case a.wait.Chat > 0 && chunk == 0 && l.rates.PerBot > 0:
		l.leased++ // the chat could not use it
	case a.granted > 1:
		l.leased, l.leaseEnd = a.granted-1, asked.Add(time.Second/leases)
	}
}

// answer is what Redis says: how many messages the bot may send, one of them to the chat, or how long to wait.
type answer struct {
	granted int
	wait    Wait
}

//go:embed limits.lua
var limitsScript string

var askLimits = redis.NewScript(limitsScript)

func (l *SharedLimits) ask(ctx context.Context, chat string, chunk int) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, redisPatience)
	defer cancel()
	perBot, burst := steady(l.rates.PerBot)
	if l.chunk > 1 { // a second may hold what was granted at both its edges: the rate leaves room for that
		perBot, burst = l.rates.PerBot-float64(2*l.chunk), float64(l.chunk)
	}
	keys := []string{"danbiet:{" + l.bot + "}", "danbiet:{" + l.bot + "}:" + chat}
	got, err := askLimits.Run(ctx, l.quick, keys, chunk, interval(perBot), burst, interval(l.rates.PerChat), max(l.rates.ChatBurst, 1)).Int64Slice()
	if err != nil {
		return answer{}, err
	}
	return answer{granted: int(got[0]), wait: Wait{Chat: time.Duration(got[1]) * time.Microsecond, Bot: time.Duration(got[2]) * time.Microsecond}}, nil
}

// interval is the time between two messages in microseconds; 0 for no limit.
func interval(perSecond float64) int64 {
	if perSecond == 0 {
		return 0
	}
	return int64(math.Ceil(1e6 / perSecond))
}

// pauseTopic is where replicas tell each other to pause.
func (l *SharedLimits) pauseTopic() string { return "danbiet:pause:" + l.bot }

// Pause holds this replica, and tells the others.
func (l *SharedLimits) Pause(ctx context.Context, d time.Duration) {
	l.alone.Pause(ctx, d)
	tell, cancel := context.WithTimeout(ctx, redisPatience)
	defer cancel()
	if err := l.quick.Publish(tell, l.pauseTopic(), d.String()).Err(); ctx.Err() == nil {
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
