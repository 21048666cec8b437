package telegramtest

import (
	"math"
	"sync"
	"time"
)

// Limits are the rates that the server watches. A zero rate is unlimited. Only what adds messages to a chat counts
// (the send methods; an album counts once for each file), not edits, answers or chat actions.
type Limits struct {
	PerSecond      int     // messages in any one second, over all chats; Telegram's is about 30
	PerChat        float64 // messages a second to one chat, in the long run; Telegram's is about 1
	Burst          int     // how many may go to one chat at once before PerChat bites (default 3)
	GroupPerMinute int     // messages in any one minute to one group; Telegram's is 20
	Enforce        bool    // answer 429; otherwise only record
	RetryAfter     int     // seconds to ask for; 0 means the least that is enough
}

// ViolationKind says which limit a message broke.
type ViolationKind string

// The ways to send too fast.
const (
	OverSecond  ViolationKind = "over-second"  // the rate over all chats
	OverChat    ViolationKind = "over-chat"    // the rate to one chat
	OverGroup   ViolationKind = "over-group"   // the rate to a group
	DuringPause ViolationKind = "during-pause" // sent before retry_after had passed
)

// Violation is one message that was sent too fast, delivered or refused.
type Violation struct {
	At      time.Time
	ChatID  int64
	Kind    ViolationKind
	Refused bool
}

// maxViolations bounds the list; the count goes on.
const maxViolations = 1000

// meter measures and limits what the bot sends.
type meter struct {
	limits Limits

	mu         sync.Mutex
	window     window // accepted messages of the last second
	peak       int
	pausedTill time.Time
	violations []Violation
	violated   int
}

// flow is the state of one chat's rate.
type flow struct {
	tokens float64 // what of the burst is left
	filled time.Time
	till   time.Time // refused until then
	minute window    // groups only
}

// window holds the times of the events of a span that ends now, in nanoseconds, oldest first. Old ones are cut off the
// front without moving the rest: a second of a load run is thousands of them.
type window struct{ times []int64 }

// count forgets what is older than span and tells how many are left.
func (w *window) count(now time.Time, span time.Duration) int {
	since := now.UnixNano() - int64(span)
	i := 0
	for i < len(w.times) && w.times[i] <= since {
		i++
	}
	w.times = w.times[i:]
	return len(w.times)
}

func (w *window) add(now time.Time) { w.times = append(w.times, now.UnixNano()) }

// wait says how long until n more fit under limit.
func (w *window) wait(now time.Time, span time.Duration, n, limit int) time.Duration {
	over := min(len(w.times)+n-limit, len(w.times))
	if over <= 0 {
		return span
	}
	return span - time.Duration(now.UnixNano()-w.times[over-1])
}

// admit takes n messages to a chat into account. It returns a 429 when limits are enforced and broken.
func (m *meter) admit(c *chat, n int, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	kind, wait := m.check(c, n, now)
	if kind != "" {
		m.record(Violation{At: now, ChatID: c.id, Kind: kind, Refused: m.limits.Enforce})
		if m.limits.Enforce {
			return m.refuse(c, kind, now, wait)
		}
	}
	m.window.count(now, time.Second)
	for range n {
		m.window.add(now)
		if c.wire.Type != "private" && m.limits.GroupPerMinute > 0 {
			c.flow.minute.add(now)
		}
	}
	m.peak = max(m.peak, len(m.window.times))
	c.flow.tokens -= float64(n)
	return nil
}

// check finds the limit that n more messages would break, and how long it stays broken.
func (m *meter) check(c *chat, n int, now time.Time) (ViolationKind, time.Duration) {
	f := &c.flow
	rate := m.limits.PerChat
	if rate > 0 {
		burst := float64(m.burst())
		if f.filled.IsZero() {
			f.tokens = burst
		}
		f.tokens = min(burst, f.tokens+now.Sub(f.filled).Seconds()*rate)
		f.filled = now
	}
	switch {
	case now.Before(m.pausedTill):
		return DuringPause, m.pausedTill.Sub(now)
	case now.Before(f.till):
		return DuringPause, f.till.Sub(now)
	case m.limits.PerSecond > 0 && m.window.count(now, time.Second)+n > m.limits.PerSecond:
		return OverSecond, m.window.wait(now, time.Second, n, m.limits.PerSecond)
	case c.wire.Type != "private" && m.limits.GroupPerMinute > 0 &&
		f.minute.count(now, time.Minute)+n > m.limits.GroupPerMinute:
		return OverGroup, f.minute.wait(now, time.Minute, n, m.limits.GroupPerMinute)
	case rate > 0 && f.tokens < float64(min(n, m.burst())):
		return OverChat, time.Duration((float64(min(n, m.burst())) - f.tokens) / rate * float64(time.Second))
	}
	return "", 0
}

func (m *meter) burst() int {
	if m.limits.Burst == 0 {
		return 3
	}
	return m.limits.Burst
}

// refuse starts a pause (of the whole bot, or of one chat) and words it. Retrying inside a pause does not lengthen it.
func (m *meter) refuse(c *chat, kind ViolationKind, now time.Time, wait time.Duration) error {
	seconds := max(1, int(math.Ceil(wait.Seconds())))
	if kind != DuringPause {
		if m.limits.RetryAfter > 0 {
			seconds = m.limits.RetryAfter
		}
		till := now.Add(time.Duration(seconds) * time.Second)
		if kind == OverSecond {
			m.pausedTill = till
		} else {
			c.flow.till = till
		}
	}
	return tooMany(seconds)
}

func (m *meter) record(v Violation) {
	m.violated++
	if len(m.violations) < maxViolations {
		m.violations = append(m.violations, v)
	}
}
