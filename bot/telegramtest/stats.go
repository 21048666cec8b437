package telegramtest

import (
	"maps"
	"math/bits"
	"sync"
	"time"
)

// Stats is what a server has seen of one bot.
type Stats struct {
	Calls      map[string]int    // by method, lower case; without those that a fault kept from being handled
	Refused    map[int]int       // by error code, faults not counted
	Messages   int               // accepted by the send methods, each file of an album for itself
	PeakSecond int               // the most messages in any one second
	Violations []Violation       // the first thousand
	Violated   int               // all of them
	Faults     map[FaultKind]int // played
	Updates    UpdateStats
}

// UpdateStats is what became of the updates. Latency is from the person's act to the acknowledgement, in real time.
type UpdateStats struct {
	Queued     int
	Delivered  int // acknowledged
	Pending    int
	Retried    int // attempts after a failure
	Unreached  int // times that nobody answered at the webhook's address
	Duplicated int
	Reordered  int // overtaken by another queue, on purpose
	Swapped    int
	Expired    int
	P50        time.Duration
	P95        time.Duration
	P99        time.Duration
	Max        time.Duration
}

// tally counts the calls.
type tally struct {
	mu       sync.Mutex
	calls    map[string]int
	refused  map[int]int
	messages int
}

func (t *tally) call(method string, code int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls[method]++
	if code != 0 {
		t.refused[code]++
	}
}

func (t *tally) accepted(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.messages += n
}

// Stats takes a snapshot.
func (b *Bot) Stats() Stats {
	var s Stats
	b.tally.mu.Lock()
	s.Calls, s.Refused, s.Messages = maps.Clone(b.tally.calls), maps.Clone(b.tally.refused), b.tally.messages
	b.tally.mu.Unlock()

	b.meter.mu.Lock()
	s.PeakSecond, s.Violated = b.meter.peak, b.meter.violated
	s.Violations = append(s.Violations, b.meter.violations...)
	b.meter.mu.Unlock()

	b.faults.mu.Lock()
	s.Faults = maps.Clone(b.faults.counts)
	b.faults.mu.Unlock()

	b.updates.mu.Lock()
	defer b.updates.mu.Unlock()
	s.Updates = b.updates.stats
	s.Updates.Pending = b.updates.pending
	l := &b.updates.latency
	s.Updates.P50, s.Updates.P95, s.Updates.P99, s.Updates.Max = l.quantile(0.50), l.quantile(0.95), l.quantile(0.99), l.max
	return s
}

// Counts returns how many messages each chat got, by chat id.
func (b *Bot) Counts() map[int64]int {
	b.mu.Lock()
	list := make([]*chat, 0, len(b.chats))
	for _, c := range b.chats {
		list = append(list, c)
	}
	b.mu.Unlock()
	counts := make(map[int64]int, len(list))
	for _, c := range list {
		c.mu.Lock()
		if c.count > 0 {
			counts[c.id] = c.count
		}
		c.mu.Unlock()
	}
	return counts
}

// histogram counts durations in buckets, each an eighth of a power of two of microseconds wide: quantiles are right
// within a tenth.
type histogram struct {
	buckets [8 * 40]uint32
	n       uint64
	max     time.Duration
}

func (h *histogram) add(d time.Duration) {
	h.buckets[bucketOf(d)]++
	h.n++
	h.max = max(h.max, d)
}

func bucketOf(d time.Duration) int {
	us := uint64(max(d.Microseconds(), 8))
	octave := bits.Len64(us) - 4 // 8…15 µs is octave 0
	return min(octave*8+int(us>>octave)-8, 8*40-1)
}

// quantile returns the upper edge of the bucket that holds it.
func (h *histogram) quantile(q float64) time.Duration {
	rank, seen := uint64(q*float64(h.n)), uint64(0)
	for i, n := range h.buckets {
		if seen += uint64(n); seen > rank {
			return min(time.Duration((8+i%8+1)<<(i/8))*time.Microsecond, h.max)
		}
	}
	return h.max
}
