package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"danbiet/ward"
)

// Sender sends letters of one bot: replies before case notices before bulk, those of one chat and lane one after the
// other, no faster than its limits. Its fields are set before Start and not changed afterwards.
type Sender struct {
	House   *ward.House
	Channel string
	Deliver func(context.Context, *ward.Letter) error // one call to the platform
	Limits  Limits
	Workers int // calls at a time; 0: 32
	Now     func() time.Time
	Logger  *slog.Logger

	mu       sync.Mutex
	line     line
	stopped  bool
	failures int            // temporary errors since something was sent
	known    map[int64]bool // letters that are here, or were sent and are not settled yet
	wake     *sync.Cond
	alarm    *time.Timer
	settle   chan ward.Sending
	halted   chan struct{} // closed when the sender stops
	cancel   context.CancelFunc
	ending   sync.Once
	workers  sync.WaitGroup
	settler  sync.WaitGroup
}

// The errors of a delivery. Any other is temporary: the letter is tried again.
type (
	// Flooded says that the platform wants the whole bot to pause.
	Flooded struct{ Pause time.Duration }
	// Gone says that the citizen cannot be reached: they blocked the bot, or the chat is no more.
	Gone struct{ Reason string }
	// Refused says that the platform will never take this letter.
	Refused struct{ Reason string }
)

func (e Flooded) Error() string { return "the platform asks for a pause of " + e.Pause.String() }
func (e Gone) Error() string    { return "the citizen cannot be reached: " + e.Reason }
func (e Refused) Error() string { return "the platform refuses the message: " + e.Reason }

// maxAttempts is how often a letter is tried before it is given up: about six hours with the longest back-off.
const maxAttempts = 60

// Start begins to send. The context's end makes it begin nothing new; Stop ends it.
func (s *Sender) Start(ctx context.Context) {
	s.wake = sync.NewCond(&s.mu)
	s.line = line{chats: map[chatKey]*outgoing{}}
	s.known = map[int64]bool{}
	s.settle, s.halted = make(chan ward.Sending, 1024), make(chan struct{})
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx)) // a call that is cut off may have been heard
	unbind := context.AfterFunc(ctx, s.halt)
	s.cancel = func() { unbind(); cancel() }
	for range cmp.Or(s.Workers, 32) {
		s.workers.Go(func() { s.work(calls) })
	}
	s.settler.Go(s.settleAll)
}

// halt makes the workers end after the call that each has under way.
func (s *Sender) halt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return
	}
	s.stopped = true
	if s.alarm != nil {
		s.alarm.Stop()
	}
	close(s.halted)
	s.wake.Broadcast()
}

// Stop waits for calls under way, leaves the rest in the outbox for the next start, and returns. Stopping again does
// nothing.
func (s *Sender) Stop() { s.ending.Do(s.stop) }

func (s *Sender) stop() {
	s.halt()
	stop := time.AfterFunc(stopGrace, s.cancel) // a call that hangs is cut off
	s.workers.Wait()
	stop.Stop()
	s.cancel()
	close(s.settle)
	s.settler.Wait()
}

const stopGrace = 5 * time.Second

// Post takes letters that have committed. One that is here already, or was sent, is taken once.
func (s *Sender) Post(letters []*ward.Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return // they are in the outbox
	}
	for _, l := range letters {
		if s.known[l.ID] {
			continue
		}
		s.known[l.ID] = true
		s.line.add(l, s.Now())
		s.wake.Signal()
	}
	s.arm()
}

// Waiting is the number of chats that something is to be sent to.
func (s *Sender) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.line.chats)
}

// arm sets the alarm to the next moment at which something may be sent that may not be sent now. The mutex is held.
func (s *Sender) arm() {
	at, ok := s.line.next(s.Now())
	if !ok || s.stopped {
		return
	}
	wait := at.Sub(s.Now())
	if s.alarm == nil {
		s.alarm = time.AfterFunc(wait, s.ring)
		return
	}
	s.alarm.Reset(wait)
}

// ring is called when the alarm goes off.
func (s *Sender) ring() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.line.rouse(s.Now())
	s.wake.Broadcast()
	s.arm()
}

// take waits for a chat to send to, and takes its next letter; nil when the sender stops.
func (s *Sender) take() (*outgoing, *ward.Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.stopped {
		if o := s.line.take(s.Now()); o != nil {
			return o, o.hand
		}
		s.wake.Wait()
	}
	return nil, nil
}

// verdict is what follows from trying a letter: it is dealt with, or it waits, with its chat or with the whole bot.
type verdict struct {
	settled bool
	wait    Wait
}

func (s *Sender) work(ctx context.Context) {
	for {
		o, letter := s.take()
		if o == nil {
			return
		}
		v := s.send(ctx, letter)
		s.mu.Lock()
		s.line.giveBack(o, v, s.Now()) // this worker goes on with it, or with another: nobody needs to be woken
		s.arm()
		s.mu.Unlock()
	}
}

// send tries one letter.
func (s *Sender) send(ctx context.Context, l *ward.Letter) verdict {
	if l.Merge != "" || l.RunID != 0 {
		pending, err := s.House.StillPending(ctx, l.WardID, l.ID)
		if err != nil {
			return verdict{wait: Wait{Chat: time.Second}}
		}
		if !pending {
			s.forget(l.ID)
			return verdict{settled: true} // a later letter has replaced it, or its announcement was held
		}
	}
	if wait := s.Limits.Take(ctx, l.Slug+"/"+l.Chat); wait != (Wait{}) {
		return verdict{wait: wait}
	}
	return s.judge(ctx, l, s.deliver(ctx, l))
}

// deliver calls the platform. A panic would be the same at the next try.
func (s *Sender) deliver(ctx context.Context, l *ward.Letter) (err error) {
	defer func() {
		if p := recover(); p != nil {
			s.Logger.Error("sending a message panicked", "ward", l.Slug, "letter", l.ID, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = Refused{"panic"}
		}
	}()
	return s.Deliver(ctx, l)
}

// judge decides what follows from a delivery.
func (s *Sender) judge(ctx context.Context, l *ward.Letter, err error) verdict {
	result := ward.Sending{WardID: l.WardID, ID: l.ID, RunID: l.RunID, CitizenID: l.CitizenID, Attempts: l.Attempts + 1}
	var flooded Flooded
	var gone Gone
	var refused Refused
	switch {
	case err == nil:
		result.State = ward.StateSent
		s.report(nil)
	case errors.As(err, &flooded):
		s.Limits.Pause(ctx, flooded.Pause)
		return verdict{wait: Wait{Bot: flooded.Pause}}
	case errors.As(err, &gone):
		result.State, result.Problem = ward.StateGone, gone.Reason
		if err := s.House.Unreachable(ctx, l.WardID, l.Channel, l.Chat, true); err != nil {
			s.Logger.Warn("a citizen could not be marked as unreachable", "ward", l.Slug, "error", err)
		}
	case errors.As(err, &refused):
		result.State, result.Problem = ward.StateFailed, refused.Reason
		s.Logger.Error("the platform refuses a message", "ward", l.Slug, "letter", l.ID, "reason", refused.Reason)
	case ctx.Err() != nil: // the sender stops: no fault of the letter
		return verdict{}
	case l.Attempts+1 >= maxAttempts:
		result.State, result.Problem = ward.StateFailed, "given up"
		s.Logger.Error("a message was given up", "ward", l.Slug, "letter", l.ID, "attempts", l.Attempts+1)
	default:
		s.report(err)
		l.Attempts++
		return verdict{wait: Wait{Chat: backoff(l.Attempts)}}
	}
	s.settle <- result
	return verdict{settled: true}
}

// manyFailures in a row are no accident of one message any more.
const manyFailures = 10

// report logs when nothing can be sent any more and when it can again, once each.
func (s *Sender) report(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if s.failures++; s.failures == manyFailures {
			s.Logger.Warn("messages cannot be sent: they are tried again", "channel", s.Channel, "error", err)
		}
		return
	}
	if s.failures >= manyFailures {
		s.Logger.Info("messages are sent again", "channel", s.Channel)
	}
	s.failures = 0
}

// backoff is the pause before another attempt: doubling from a quarter of a second to six minutes, with jitter so that
// many letters that failed together do not come again together.
func backoff(attempts int64) time.Duration {
	longest := 250 * time.Millisecond << min(attempts-1, 11)
	longest = min(longest, 6*time.Minute)
	return longest/2 + rand.N(longest/2)
}

// forget ends the interest in letters that are dealt with.
func (s *Sender) forget(ids ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		delete(s.known, id)
	}
}
