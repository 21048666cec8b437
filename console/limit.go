package console

import (
	"sync"
	"time"
)

// lookupsAMinute is how many tracking codes one visitor may look up in a minute. A person types three or four; a code
// cannot be guessed at any such pace.
const lookupsAMinute = 10

// maxVisitors bounds what is remembered of one minute. Past it nobody new is let in until the next.
const maxVisitors = 50_000

// lookups counts look-ups by visitor and minute, in memory. It is safe for concurrent use.
type lookups struct {
	limit  int
	mu     sync.Mutex
	minute time.Time
	counts map[string]int
}

func newLookups(limit int) *lookups { return &lookups{limit: limit} }

// allow counts a look-up and reports whether it is within the limit; when it is not, wait is how long until the next
// minute begins.
func (l *lookups) allow(visitor string, now time.Time) (ok bool, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	minute := now.Truncate(time.Minute)
	if !minute.Equal(l.minute) || l.counts == nil {
		l.minute, l.counts = minute, map[string]int{}
	}
	_, known := l.counts[visitor]
	if !known && len(l.counts) >= maxVisitors || l.counts[visitor] >= l.limit {
		return false, minute.Add(time.Minute).Sub(now)
	}
	l.counts[visitor]++
	return true, 0
}
