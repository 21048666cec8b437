package bot

import (
	"context"
	"time"

	"danbiet/ward"
)

// The settling of results: together, because a commit costs the same for one and for a hundred.
const maxSettle = 256

func (s *Sender) settleAll() {
	for first := range s.settle {
		results := []ward.Sending{first}
		for len(results) < maxSettle {
			more, ok := s.nextResult()
			if !ok {
				break
			}
			results = append(results, more)
		}
		s.settleBatch(results)
	}
}

func (s *Sender) nextResult() (ward.Sending, bool) {
	select {
	case r, ok := <-s.settle:
		return r, ok
	default:
		return ward.Sending{}, false
	}
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
