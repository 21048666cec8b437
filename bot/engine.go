// Package bot brings citizens' updates in and the ward's messages out: receive → turn → outbox → send.
//
// An update is answered only after its turn has committed. Turns of different chats commit together; those of one chat
// follow one another. What a turn says is written in the same transaction as what it does, and sent afterwards.
package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"

	"danbiet/db"
	"danbiet/talk"
	"danbiet/ward"
)

// Turn runs one turn of a conversation: it changes the conversation, writes rows through the ward, and returns what to
// say and what to count. It must not touch the network.
type Turn func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error)

// Engine runs turns. Its fields are set before Start and not changed afterwards.
type Engine struct {
	House   *ward.House
	Turn    Turn
	Apology func(p *ward.Profile, lang string) talk.Message // said when a turn fails
	Owner   int64                                           // this replica's id
	Workers int                                             // batches at a time; 0: one on SQLite, two on PostgreSQL
	Room    int                                             // updates that may wait; more are refused and come again; 0: 4096
	Logger  *slog.Logger
	// Channels tells how each channel sends. A channel that is missing keeps a log instead.
	Channels map[string]*Channel
	// Grown is called after a commit for each chat whose log has grown.
	Grown func(slug, channel, chat string)

	mu      sync.Mutex
	wake    *sync.Cond
	queues  map[chatKey]*queue
	ready   []*queue // chats with something to do that no batch has in hand
	waiting int      // updates that are not answered yet
	doubts  []doubt  // of commits that got no answer
	stopped bool
	workers sync.WaitGroup
}

// Channel is how a channel that pushes messages does it.
type Channel struct {
	Join  func([]talk.Message) []talk.Message // says the same in fewer messages
	Split func(talk.Message) []talk.Message   // into messages that the platform takes whole
	Post  func([]*ward.Letter)                // takes letters that have committed
}

type chatKey struct{ ward, channel, chat string }

// queue holds the updates of one chat in the order of their arrival. The mutex guards it, but for the one update that a
// batch has in hand.
type queue struct {
	key     chatKey
	pending []*pending
	hand    *pending
}

type pending struct {
	in   Inbound
	done chan error
}

// maxBatch is how many turns one commit holds at most.
const maxBatch = 48

// The errors of Receive. Both are temporary.
var (
	ErrBusy    = errors.New("too many updates are waiting")
	ErrStopped = errors.New("the bot is stopping")
)

// Start begins to work. Stop ends it.
func (e *Engine) Start() {
	e.wake = sync.NewCond(&e.mu)
	e.queues = map[chatKey]*queue{}
	if e.Workers == 0 {
		e.Workers = 1
		if e.House.DB.Dialect == db.Postgres {
			e.Workers = 2 // one runs turns while the other waits for the disk; with more the batches are smaller and cost more
		}
	}
	for range e.Workers {
		e.workers.Go(e.work)
	}
}

// Stop takes no more updates, finishes those that wait, and returns.
func (e *Engine) Stop() {
	e.mu.Lock()
	e.stopped = true
	e.mu.Unlock()
	e.wake.Broadcast()
	e.workers.Wait()
}

// Receive runs the turn of an update and returns after its commit. An update that was seen before changes nothing and
// is no error. Every error is temporary: the update should come again.
func (e *Engine) Receive(ctx context.Context, in Inbound) error {
	done, err := e.Enqueue(in)
	if err != nil {
		return err
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err() // the turn may still commit; then the update is seen when it comes again
	}
}

// Enqueue is Receive for a caller that keeps the order of several updates itself: the channel receives the result.
func (e *Engine) Enqueue(in Inbound) (<-chan error, error) {
	p := &pending{in: in, done: make(chan error, 1)}
	key := chatKey{in.Ward, in.Channel, in.Chat}
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.stopped:
		return nil, ErrStopped
	case e.waiting >= cmp.Or(e.Room, 4096):
		return nil, ErrBusy
	}
	e.waiting++
	q := e.queues[key]
	if q == nil {
		q = &queue{key: key}
		e.queues[key] = q
		e.ready = append(e.ready, q)
		e.wake.Signal()
	}
	q.pending = append(q.pending, p)
	return p.done, nil
}

func (e *Engine) work() {
	for {
		batch := e.take()
		if batch == nil {
			return
		}
		e.release(batch, e.run(batch))
	}
}

// take waits for chats with updates and takes one update of each that belongs to one ward and channel. It returns nil
// when the engine has stopped and nothing waits.
func (e *Engine) take() []*queue {
	e.mu.Lock()
	defer e.mu.Unlock()
	for len(e.ready) == 0 {
		if e.stopped && e.waiting == 0 {
			return nil
		}
		e.wake.Wait()
	}
	first := e.ready[0].key
	var batch, rest []*queue
	for i, q := range e.ready {
		if q.key.ward == first.ward && q.key.channel == first.channel {
			batch = append(batch, q)
		} else {
			rest = append(rest, q)
		}
		if len(batch) == maxBatch {
			rest = append(rest, e.ready[i+1:]...)
			break
		}
	}
	e.ready = rest
	for _, q := range batch {
		q.hand, q.pending = q.pending[0], q.pending[1:]
	}
	return batch
}

// release tells the results and gives chats back: to the end of the line when more has come for them meanwhile. Updates
// behind one that has to come again come again as well, or they would overtake it; one that comes after the result was told
// is behind nothing.
func (e *Engine) release(batch []*queue, results []error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, q := range batch {
		q.hand.done <- results[i] // it has room: nobody is waited for
		q.hand = nil
		e.waiting--
		if err := results[i]; err != nil {
			for _, p := range q.pending {
				p.done <- err
			}
			e.waiting -= len(q.pending)
			q.pending = nil
		}
		if len(q.pending) == 0 {
			delete(e.queues, q.key)
			continue
		}
		e.ready = append(e.ready, q)
		e.wake.Signal()
	}
	if e.stopped && e.waiting == 0 {
		e.wake.Broadcast()
	}
}
