package bot

import (
	"context"
	"time"

	"danbiet/ward"
)

// Results are settled together, because a commit costs about the same for one and for a hundred. But a result that waits
// for company is a letter that comes twice when the program is killed. So a result that comes alone is settled at once,
// and only those that come during a commit and a moment after it wait for the next.
const (
	maxSettle   = 256
	settlePause = 5 * time.Millisecond
)

func (s *Sender) settleAll() {
	pause := time.NewTimer(0)
	defer pause.Stop()
	for first := range s.settle {
		select {
		case <-pause.C:
		case <-s.halted:
		}
		s.settleBatch(s.gather(first))
		pause.Reset(settlePause)
	}
}

// gather adds to a result those that have come meanwhile.
func (s *Sender) gather(first ward.Sending) []ward.Sending {
	results := []ward.Sending{first}
	for len(results) < maxSettle {
		select {
		case r, ok := <-s.settle:
			if !ok {
				return results
			}
			results = append(results, r)
		default:
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
