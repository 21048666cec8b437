package bot

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"danbiet/ward"
)

// Sender sends letters of one channel: replies before case notices before bulk, those of one chat one after the other,
// no faster than its limits. Its fields are set before Start and not changed afterwards.
type Sender struct {
	House   *ward.House
	Channel string
	Deliver func(context.Context, *ward.Letter) (ref string, err error) // one call to the platform
	Limits  Limits
	Workers int // calls at a time; 0: 32
	Now     func() time.Time
	Logger  *slog.Logger

	mu      sync.Mutex
	wake    *sync.Cond
	chats   map[chatKey]*outgoing
	ready   [3][]*outgoing // by lane
	later   waitingChats   // chats that must wait, the soonest first
	timer   *time.Timer
	stopped bool
	settle  chan ward.Sending
	cancel  context.CancelFunc
	workers sync.WaitGroup
	settler sync.WaitGroup
}

// outgoing is what is to be sent to one chat, in order.
type outgoing struct {
	key     chatKey
	letters []*ward.Letter
	at      time.Time // when it may go on, while it waits
	held    bool      // a worker has it, or it waits
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

// Start begins to send. The context's end, or Stop, ends it.
func (s *Sender) Start(ctx context.Context) {
	s.wake = sync.NewCond(&s.mu)
	s.chats = map[chatKey]*outgoing{}
	s.settle = make(chan ward.Sending, 1024)
	ctx, s.cancel = context.WithCancel(ctx)
	for range cmp.Or(s.Workers, 32) {
		s.workers.Go(func() { s.work(ctx) })
	}
	s.settler.Go(s.settleAll)
}

// Stop waits for calls under way, leaves the rest in the outbox for the next start, and returns.
func (s *Sender) Stop() {
	s.mu.Lock()
	s.stopped = true
	if s.timer != nil {
		s.timer.Stop()
	}
	s.mu.Unlock()
	s.wake.Broadcast()
	stop := time.AfterFunc(stopGrace, s.cancel) // a call that hangs is cut off
	s.workers.Wait()
	stop.Stop()
	s.cancel()
	close(s.settle)
	s.settler.Wait()
}

const stopGrace = 5 * time.Second

// Post takes letters that have committed.
func (s *Sender) Post(letters []*ward.Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return // they are in the outbox
	}
	for _, l := range letters {
		key := chatKey{l.Slug, l.Channel, l.Chat}
		o := s.chats[key]
		if o == nil {
			o = &outgoing{key: key}
			s.chats[key] = o
		}
		o.letters = append(o.letters, l)
		if !o.held {
			s.offer(o)
		}
	}
}

// Waiting is the number of chats that something is to be sent to.
func (s *Sender) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.chats)
}

// offer puts a chat where workers find it, now or later. The mutex is held.
func (s *Sender) offer(o *outgoing) {
	o.held = false
	next := o.letters[0]
	if at := next.NotBefore; at.After(o.at) {
		o.at = at
	}
	if o.at.After(s.Now()) {
		o.held = true
		heap.Push(&s.later, o)
		s.schedule()
		return
	}
	o.held = true
	lane := min(max(int(next.Lane), 0), len(s.ready)-1)
	s.ready[lane] = append(s.ready[lane], o)
	s.wake.Signal()
}

// schedule sets the timer to the soonest waiting chat. The mutex is held.
func (s *Sender) schedule() {
	if len(s.later) == 0 || s.stopped {
		return
	}
	wait := s.later[0].at.Sub(s.Now())
	if s.timer == nil {
		s.timer = time.AfterFunc(wait, s.rouse)
		return
	}
	s.timer.Reset(wait)
}

// rouse offers the chats whose time has come.
func (s *Sender) rouse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.later) > 0 && !s.later[0].at.After(s.Now()) {
		s.offer(heap.Pop(&s.later).(*outgoing))
	}
	s.schedule()
}

// take waits for a chat to send to; nil when the sender stops.
func (s *Sender) take() *outgoing {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.stopped {
		for lane, chats := range s.ready {
			if len(chats) > 0 {
				s.ready[lane] = chats[1:]
				return chats[0]
			}
		}
		s.wake.Wait()
	}
	return nil
}

// done gives a chat back after its first letter was dealt with. A letter that goes on waiting stays the first.
func (s *Sender) done(o *outgoing, settled bool, notBefore time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if settled {
		o.letters = o.letters[1:]
	}
	o.at = notBefore
	if len(o.letters) == 0 {
		delete(s.chats, o.key)
		return
	}
	s.offer(o)
}

func (s *Sender) work(ctx context.Context) {
	for {
		o := s.take()
		if o == nil {
			return
		}
		letter := o.letters[0] // only this worker has the chat; others only append
		settled, notBefore := s.send(ctx, letter)
		s.done(o, settled, notBefore)
	}
}

// send tries one letter. It reports whether the letter is dealt with, and before when the chat must not be tried again.
func (s *Sender) send(ctx context.Context, l *ward.Letter) (settled bool, notBefore time.Time) {
	if l.Merge != "" {
		pending, err := s.House.StillPending(ctx, l.WardID, l.ID)
		if err != nil {
			return false, s.Now().Add(time.Second)
		}
		if !pending {
			return true, time.Time{} // a later letter has replaced it
		}
	}
	wait, err := s.Limits.Take(ctx, l.Slug+"/"+l.Chat)
	if err != nil {
		return false, s.Now().Add(time.Second)
	}
	if wait > 0 {
		return false, s.Now().Add(wait)
	}
	ref, err := s.Deliver(ctx, l)
	return s.judge(ctx, l, ref, err)
}

// judge decides what follows from a delivery.
func (s *Sender) judge(ctx context.Context, l *ward.Letter, ref string, err error) (bool, time.Time) {
	result := ward.Sending{WardID: l.WardID, ID: l.ID, Attempts: l.Attempts + 1, Ref: ref}
	var flooded Flooded
	var gone Gone
	var refused Refused
	switch {
	case err == nil:
		result.State = "sent"
	case errors.As(err, &flooded):
		s.Limits.Pause(ctx, flooded.Pause)
		return false, s.Now().Add(flooded.Pause)
	case errors.As(err, &gone):
		result.State, result.Problem = "gone", gone.Reason
		if err := s.House.Unreachable(ctx, l.WardID, l.Channel, l.Chat, true); err != nil {
			s.Logger.Warn("a citizen could not be marked as unreachable", "ward", l.Slug, "error", err)
		}
	case errors.As(err, &refused):
		result.State, result.Problem = "failed", refused.Reason
		s.Logger.Error("the platform refuses a message", "ward", l.Slug, "letter", l.ID, "reason", refused.Reason)
	case l.Attempts+1 >= maxAttempts:
		result.State, result.Problem = "failed", "given up"
		s.Logger.Error("a message was given up", "ward", l.Slug, "letter", l.ID, "attempts", l.Attempts+1)
	default:
		l.Attempts++
		return false, s.Now().Add(backoff(l.Attempts))
	}
	s.settle <- result
	return true, time.Time{}
}

// backoff is the pause before another attempt: doubling from a quarter of a second to six minutes, with jitter so that
// many letters that failed together do not come again together.
func backoff(attempts int64) time.Duration {
	longest := 250 * time.Millisecond << min(attempts-1, 11)
	longest = min(longest, 6*time.Minute)
	return longest/2 + rand.N(longest/2)
}

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
func (s *Sender) settleBatch(results []ward.Sending) {
	for try := int64(1); ; try++ {
		ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
		err := s.House.Settle(ctx, results)
		cancel()
		if err == nil {
			return
		}
		s.Logger.Warn("sent messages could not be marked as sent yet", "messages", len(results), "error", err)
		if s.pauseOrStop(backoff(min(try, 5))) {
			return
		}
	}
}

// pauseOrStop waits, or reports that the sender stops and waiting has no sense.
func (s *Sender) pauseOrStop(d time.Duration) bool {
	s.mu.Lock()
	stopped := s.stopped
	s.mu.Unlock()
	if stopped {
		return true
	}
	<-time.After(d)
	return false
}

// Adopt takes over letters of replicas that are gone, at the start and then from time to time, until the context ends.
// deadAfter is how long a replica gives no sign of life before it counts as gone.
func (s *Sender) Adopt(ctx context.Context, me int64, deadAfter time.Duration) error {
	for {
		letters, err := s.House.Adopt(ctx, me, s.Channel, s.Now().Add(-deadAfter), adoptAtOnce)
		if err != nil {
			return err
		}
		slices.SortFunc(letters, func(a, b *ward.Letter) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID)) })
		s.Post(letters)
		if len(letters) < adoptAtOnce {
			return nil
		}
	}
}

const adoptAtOnce = 1000

// waitingChats is a heap of chats by the time they may go on.
type waitingChats []*outgoing

func (h waitingChats) Len() int           { return len(h) }
func (h waitingChats) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h waitingChats) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push adds a chat.
func (h *waitingChats) Push(x any) { *h = append(*h, x.(*outgoing)) }

// Pop takes the last chat.
func (h *waitingChats) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
