package ward

import (
	"encoding/binary"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"time"
)

// How much is remembered of the updates of a chat that have been dealt with.
const (
	maxSeen  = 32
	keepSeen = 48 * time.Hour // a platform delivers again for a day at most
)

// hashed marks a number that was made from an id that is none.
const hashed = 1 << 63

// See reports whether an update of this chat was dealt with before, and remembers it as dealt with.
//
// Only the last ids are remembered, in the chat's own row, which every turn writes anyway. An id that is a number and
// lower than all of them came before them: platforms count upwards, and one that was never heard of cannot come after
// thirty later ones of its own chat. Ids are forgotten after two days, because Telegram begins a new count after a week
// without updates.
func (c *Conversation) See(updateID string) (before bool) {
	id := numberOf(updateID)
	if slices.Contains(c.seen, id) {
		return true
	}
	if len(c.seen) == maxSeen {
		lowest := slices.Index(c.seen, slices.Min(c.seen))
		switch {
		case id&hashed != 0:
			lowest = 0 // hashes tell no order but that of their arrival
		case id < c.seen[lowest]:
			return true
		}
		c.seen = slices.Delete(c.seen, lowest, lowest+1)
	}
	c.seen = append(c.seen, id)
	return false
}

// numberOf is an update's id as a number: itself, or a hash of a name.
func numberOf(updateID string) uint64 {
	if n, err := strconv.ParseUint(updateID, 10, 63); err == nil {
		return n
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, updateID) // a hash never fails
	return h.Sum64() | hashed
}

func packSeen(ids []uint64) []byte {
	packed := make([]byte, 0, 8*len(ids))
	for _, id := range ids {
		packed = binary.BigEndian.AppendUint64(packed, id)
	}
	return packed
}

func unpackSeen(packed []byte, age time.Duration) []uint64 {
	if age > keepSeen {
		return nil
	}
	ids := make([]uint64, 0, len(packed)/8+1)
	for ; len(packed) >= 8; packed = packed[8:] {
		ids = append(ids, binary.BigEndian.Uint64(packed))
	}
	return ids
}
