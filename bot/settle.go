package bot

import (
	"context"
	"time"

	"danbiet/ward"
)

// Results are settled together, because a commit costs the same for one and for a hundred: as many as come within a
// moment. A program that is killed within it sends them twice, so the moment is short.
const (
	maxSettle    = 256
	settleWithin = 20 * time.Millisecond
)

func (s *Sender) settleAll() {
	for first := range s.settle {
		s.settleBatch(s.gather(first))
	}
}

// gather adds to a result those that come within a moment. It does not wait for more when the sender stops.
func (s *Sender) gather(first ward.Sending) []ward.Sending {
	results := []ward.Sending{first}
	moment := time.NewTimer(settleWithin)
	defer moment.Stop()
	for len(results) < maxSettle {
		select {
		case r, ok := <-s.settle:
			if !ok {
				return results
			}
			results = append(results, r)
		case <-s.halted:
			return results
		case <-moment.C:
			return results
		}
	}
	return results
}

// settleBatch writes results, again and again while the database is away: a result that is lost is a letter sent twice.
// When the sender stops it tries once more.
func (s *Sender) settleBatch(results []ward.Sending) {
	for try := int64(1); ; try++ {
		last := s.isHalted()
		ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
		err := s.House.Settle(ctx, results)
		cancel()
		if err == nil {
			ids := make([]int64, len(results))
			for i, r := range results {
				ids[i] = r.ID
			}
			s.forget(ids...)
			return
		}
		s.Logger.Warn("sent messages could not be marked as sent yet", "messages", len(results), "error", err)
		if last {
			return
		}
		select {
		case <-s.halted:
		case <-time.After(backoff(min(try, 5))):
		}
	}
}

func (s *Sender) isHalted() bool {
	select {
	case <-s.halted:
		return true
	default:
		return false
	}
}
