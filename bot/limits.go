package bot

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rates are what a platform permits. A rate of 0 is no limit.
type Rates struct {
	PerBot    float64 // messages a second in all
	PerChat   float64 // messages a second to one chat
	ChatBurst int     // messages that a chat takes at once
}

// The bot's rate is kept a little below the permitted one, and what is left over is room for turns that were missed by
// some milliseconds: a limiter without it would lose each moment between a turn and whoever takes it, which is a sixth of
// the rate on a busy machine. Together they stay under the permitted number in any one second.
const (
	rateShare = 0.97
	roomShare = 0.5 // of what is left over; the rest is for messages that arrive closer than they set out
)

// steady is the rate of a bot that sends at most perSecond messages in any one second, and how many it may send at once.
func steady(perSecond float64) (rate, burst float64) {
	return perSecond * rateShare, 1 + perSecond*(1-rateShare)*roomShare
}

// Limits keeps a bot under its platform's rates. It is one of *LocalLimits and *SharedLimits.
type Limits interface {
	// Take asks to send one message to a chat. When it must wait, nothing has been taken, and it is asked again later.
	Take(ctx context.Context, chat string) Wait
	// Pause holds everything for a while, as the platform has asked.
	Pause(ctx context.Context, d time.Duration)
}

// Wait is how long a message must wait. The zero Wait lets it go.
type Wait struct {
	Chat time.Duration // until something may go to its chat
	Bot  time.Duration // until anything may go to anybody
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
	perBot, burst := steady(r.PerBot)
	return &LocalLimits{rates: r, now: now, bot: newLimiter(perBot, burst), chats: map[string]*rate.Limiter{}}
}

// message is what a message takes of a limiter. A limiter's burst is a whole number: it counts hundredths of messages.
const message = 100

func newLimiter(perSecond, burst float64) *rate.Limiter {
	if perSecond == 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(perSecond*message), int(burst*message))
}

// Take asks to send one message to a chat.
func (l *LocalLimits) Take(_ context.Context, chat string) Wait {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.paused.After(now) {
		return Wait{Bot: l.paused.Sub(now)}
	}
	c := l.chat(now, chat)
	if c != nil && c.TokensAt(now) < message {
		return Wait{Chat: untilToken(c, now)}
	}
	if l.bot.Limit() != rate.Inf && l.bot.TokensAt(now) < message {
		return Wait{Bot: untilToken(l.bot, now)}
	}
	l.bot.AllowN(now, message)
	if c != nil {
		c.AllowN(now, message)
	}
	return Wait{}
}

// untilToken is how long until a limiter that has less than a message has one: never nothing.
func untilToken(r *rate.Limiter, now time.Time) time.Duration {
	missing := message - r.TokensAt(now)
	return max(time.Duration(missing/float64(r.Limit())*float64(time.Second)), time.Microsecond)
}

// chat is the limiter of a chat, nil where chats have none.
func (l *LocalLimits) chat(now time.Time, chat string) *rate.Limiter {
	if l.rates.PerChat == 0 {
		return nil
	}
	l.sweep(now)
	c := l.chats[chat]
	if c == nil {
		c = newLimiter(l.rates.PerChat, float64(max(l.rates.ChatBurst, 1)))
		l.chats[chat] = c
	}
	return c
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

// pausedFor is how long the pause lasts still.
func (l *LocalLimits) pausedFor(now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(l.paused.Sub(now), 0)
}
