package telegramtest

import "time"

// Disorder makes the webhook do what Telegram does on a bad day, reproducibly. Shares are between 0 and 1 and are drawn
// independently. getUpdates is not disturbed: there, order is by update_id.
type Disorder struct {
	Seed    uint64
	Twice   float64       // delivered again after its 2xx, as if the answer had been lost
	Overlap float64       // delivered twice at the same time, as after a time-out
	Late    float64       // held until something newer from another queue of the same person or chat was delivered
	Swap    float64       // two neighbours of one queue change places: against Telegram's word, for the careful
	Hold    time.Duration // the longest that Late and Swap keep an update back (default 20 ms)
}

// disturb decides the fate of a new update. The caller holds the lock.
func (u *updates) disturb(up *update) {
	d := &u.set.disorder
	if u.hook == nil {
		return
	}
	up.again = d.Twice > 0 && u.rng.Float64() < d.Twice
	up.overlap = d.Overlap > 0 && u.rng.Float64() < d.Overlap
	up.late = d.Late > 0 && u.rng.Float64() < d.Late
	up.swap = d.Swap > 0 && u.rng.Float64() < d.Swap
}

// advance makes a queue's head ready, or keeps it back if that is its fate.
func (u *updates) advance(q *queue) {
	if head := q.items[0]; head.late || head.swap {
		u.hold(q)
		return
	}
	u.makeReady(q)
}

// hold keeps a queue back. Only one queue of a person is held at a time: two would wait for each other.
func (u *updates) hold(q *queue) {
	if u.held[q.key.owner] != nil {
		q.items[0].late, q.items[0].swap = false, false
		u.makeReady(q)
		return
	}
	u.held[q.key.owner] = q
	q.state = queueHeld
	wait := u.set.disorder.Hold
	if wait == 0 {
		wait = 20 * time.Millisecond
	}
	q.timer = time.AfterFunc(wait, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		if q.state == queueHeld && u.held[q.key.owner] == q {
			u.release(q)
		}
	})
}

// release lets a held queue go.
func (u *updates) release(q *queue) {
	delete(u.held, q.key.owner)
	q.timer.Stop()
	q.items[0].late, q.items[0].swap = false, false
	u.makeReady(q)
}

// overtaken releases the held queue of a person when an update from another queue has been delivered.
func (u *updates) overtaken(by *update) {
	q := u.held[by.queue.key.owner]
	if q == nil || q == by.queue || !q.items[0].late || q.items[0].id > by.id {
		return
	}
	u.stats.Reordered++
	u.release(q)
}
