package telegramtest

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"
)

// How long an update waits for a bot that is down.
const (
	updateLife   = 24 * time.Hour
	callbackLife = 150 * time.Second
)

// update is one update until it is acknowledged.
type update struct {
	id      int64
	kind    string // "message", "callback_query" …
	body    []byte
	queue   *queue
	born    time.Time // by the wall clock, for the latency figures
	expires time.Time // by the server's clock
	fails   int
	delay   int // seconds of the last back-off
	done    bool
	again   bool // its first acknowledgement will be lost
	overlap bool // it goes out twice at once
	late    bool // held until something else of the same person has been delivered
	swap    bool // held until the next one of its queue, which then goes first
}

// queueKey names a queue: updates of one kind from one person or chat keep their order, others do not.
type queueKey struct {
	kind  string // "messages", "callbacks", "members", or an update's kind
	owner int64
}

type queueState int

const (
	queueHeld    queueState = iota // the head is kept back on purpose
	queueReady                     // in the ready list
	queueBusy                      // the head is on its way
	queueWaiting                   // a timer will make it ready
)

// queue holds what waits, oldest first. A queue without updates is forgotten.
type queue struct {
	key   queueKey
	items []*update
	state queueState
	timer *time.Timer
}

// updates keeps what the bot has not acknowledged, for whichever way the bot fetches it.
type updates struct {
	set *settings

	mu      sync.Mutex
	work    *sync.Cond // something is ready, or the webhook changed
	arrived *sync.Cond // for long polls
	empty   *sync.Cond // for Drain
	rng     *rand.Rand
	nextID  int64
	pending int
	order   []*update // ascending ids, for getUpdates; acknowledged ones are dropped lazily
	queues  map[queueKey]*queue
	ready   []*queue
	held    map[int64]*queue // by owner: the queue whose head is late
	hook    *webhook         // nil while the bot polls
	workers sync.WaitGroup
	poller  int64             // the serial of the getUpdates call that may answer
	reply   func(body []byte) // carries out a method that the webhook's answer asks for
	waited  int               // polls that had to wait
	allowed []string          // nil: the default set
	closed  bool
	stats   UpdateStats
	latency histogram
}

func newUpdates(set *settings) *updates {
	u := &updates{
		set: set, nextID: 100_000_001, queues: make(map[queueKey]*queue), held: make(map[int64]*queue),
		rng: rand.New(rand.NewPCG(set.disorder.Seed, 2)),
	}
	u.work, u.arrived, u.empty = sync.NewCond(&u.mu), sync.NewCond(&u.mu), sync.NewCond(&u.mu)
	return u
}

// push makes an update of a payload and returns its id, or 0 if the bot did not ask for that kind.
func (u *updates) push(kind string, owner int64, payload []byte) int64 {
	now := u.set.now()
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.closed || !wanted(u.allowed, kind) {
		return 0
	}
	up := &update{id: u.nextID, kind: kind, born: time.Now(), expires: now.Add(lifeOf(kind))}
	u.nextID++
	body := make([]byte, 0, len(payload)+len(kind)+40)
	body = append(body, `{"update_id":`...)
	body = strconv.AppendInt(body, up.id, 10)
	body = append(body, `,"`...)
	body = append(body, kind...)
	body = append(body, `":`...)
	body = append(body, payload...)
	up.body = append(body, '}')
	u.pending++
	u.stats.Queued++
	u.order = append(u.order, up)
	u.disturb(up)
	u.enqueue(up, queueKey{queueOf(kind), owner})
	u.arrived.Broadcast()
	return up.id
}

// SetNextUpdateID makes the next update_id another one, as Telegram does after a week without updates. It is for bots
// with a webhook and nothing pending: getUpdates counts on ascending ids.
func (b *Bot) SetNextUpdateID(id int64) {
	b.updates.mu.Lock()
	defer b.updates.mu.Unlock()
	b.updates.nextID = id
}

// enqueue puts an update at the end of its queue, or before an update that waited to be swapped.
func (u *updates) enqueue(up *update, key queueKey) {
	q := u.queues[key]
	if q == nil {
		q = &queue{key: key, items: []*update{up}}
		up.queue = q
		u.queues[key] = q
		if up.late || up.swap {
			u.hold(q)
			return
		}
		u.makeReady(q)
		return
	}
	up.queue = q
	last := len(q.items) - 1
	if tail := q.items[last]; tail.swap && !(last == 0 && q.state == queueBusy) {
		tail.swap = false
		u.stats.Swapped++
		q.items = append(q.items[:last], up, tail)
		if q.state == queueHeld {
			u.release(q)
		}
		return
	}
	q.items = append(q.items, up)
}

// makeReady queues a queue for delivery. Without a webhook nobody would take it from the list: startHook looks for it.
func (u *updates) makeReady(q *queue) {
	q.state = queueReady
	if u.hook != nil {
		u.ready = append(u.ready, q)
		u.work.Signal()
	}
}

// makeReadyIn makes a queue ready after a while.
func (u *updates) makeReadyIn(q *queue, wait time.Duration) {
	if wait <= 0 {
		u.makeReady(q)
		return
	}
	q.state = queueWaiting
	q.timer = time.AfterFunc(wait, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		if q.state == queueWaiting && len(q.items) > 0 {
			u.makeReady(q)
		}
	})
}

// finish takes an update out: acknowledged, expired or dropped.
func (u *updates) finish(up *update) {
	if up.done {
		return
	}
	up.done = true
	up.body = nil
	u.pending--
	if u.pending == 0 {
		u.empty.Broadcast()
	}
	u.trimOrder()
}

func (u *updates) trimOrder() {
	i := 0
	for i < len(u.order) && u.order[i].done {
		u.order[i] = nil
		i++
	}
	u.order = u.order[i:]
}

// trim drops finished updates from a queue's head and forgets the queue when nothing is left. It tells whether
// something is left.
func (u *updates) trim(q *queue) bool {
	for len(q.items) > 0 && q.items[0].done {
		q.items[0] = nil
		q.items = q.items[1:]
	}
	if len(q.items) > 0 {
		return true
	}
	if u.queues[q.key] == q {
		delete(u.queues, q.key)
	}
	if u.held[q.key.owner] == q {
		delete(u.held, q.key.owner)
	}
	return false
}

// drain waits until nothing is pending.
func (u *updates) drain(ctx context.Context) error {
	defer u.broadcastWhenDone(ctx, u.empty)()
	u.mu.Lock()
	defer u.mu.Unlock()
	for u.pending > 0 && !u.closed {
		if err := ctx.Err(); err != nil {
			return err
		}
		u.empty.Wait()
	}
	return nil
}

// broadcastWhenDone wakes those who wait on a condition when the context ends; the returned function stops that.
func (u *updates) broadcastWhenDone(ctx context.Context, cond *sync.Cond) func() bool {
	return context.AfterFunc(ctx, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		cond.Broadcast()
	})
}

// clear drops everything that waits.
func (u *updates) clear() {
	for _, up := range slices.Clone(u.order) { // finishing one shortens the list
		u.finish(up)
	}
	for _, q := range u.queues {
		if q.state != queueBusy {
			u.forget(q)
		}
	}
}

// forget empties a queue that nobody is delivering.
func (u *updates) forget(q *queue) {
	if q.timer != nil {
		q.timer.Stop()
	}
	u.trim(q)
}

// close ends the deliveries and waits for those under way.
func (u *updates) close() {
	u.mu.Lock()
	u.closed = true
	u.stopHook()
	for _, q := range u.queues {
		if q.timer != nil {
			q.timer.Stop()
		}
	}
	u.work.Broadcast()
	u.arrived.Broadcast()
	u.empty.Broadcast()
	u.mu.Unlock()
	u.workers.Wait()
}

func lifeOf(kind string) time.Duration {
	switch kind {
	case "callback_query":
		return callbackLife
	case "inline_query":
		return 30 * time.Second
	}
	return updateLife
}

// queueOf names the queue of a kind of update: all that happens to messages shares one.
func queueOf(kind string) string {
	switch kind {
	case "message", "edited_message", "channel_post", "edited_channel_post":
		return "messages"
	case "callback_query":
		return "callbacks"
	case "my_chat_member":
		return "members"
	}
	return kind
}

// wanted tells whether an update of a kind is made. Without a choice the rare kinds are left out.
func wanted(allowed []string, kind string) bool {
	if allowed == nil {
		return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
	}
	return slices.Contains(allowed, kind)
}
