package ward

import (
	"crypto/rand"
	"encoding/binary"
	"sync"
	"time"
)

// IDs makes row numbers that grow with time: 41 bits of milliseconds since 2024, 10 bits that count within one, and 12
// random bits that tell processes apart. It is safe for concurrent use.
type IDs struct {
	mu   sync.Mutex
	now  func() time.Time
	node int64
	last int64 // millisecond and count, in one number
}

// NewIDs makes a generator on a clock. A clock that jumps back does not make numbers fall back.
func NewIDs(now func() time.Time) *IDs {
	var b [2]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the program instead
	return &IDs{now: now, node: int64(binary.BigEndian.Uint16(b[:])) & 0xfff}
}

// idEpoch is 1 January 2024, UTC, in milliseconds.
const idEpoch = 1704067200000

// Next returns the next number. More than 1,024 in one millisecond borrow from the next.
func (g *IDs) Next() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = max(g.last+1, (g.now().UnixMilli()-idEpoch)<<10)
	return g.last<<12 | g.node
}
