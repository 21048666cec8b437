package console

import (
	"context"
	"maps"
	"sync"
	"time"

	"danbiet/ward"
)

// The rhythm of the live inbox.
const (
	liveEvery = 3 * time.Second  // how often a ward's changes are looked for while somebody listens
	liveBeat  = 15 * time.Second // how often a stream shows that it is there, and that its session still counts
	liveSlack = 30 * time.Second // a change may be seen this much later than it was made: a slow transaction, another clock
	liveKept  = time.Hour        // how long a change is remembered, for pages that were read before it
	liveMost  = 500              // changes that are read at once
	// liveStreams is how many streams a session may have open, one for each tab: a browser keeps six connections to a server.
	liveStreams = 4
)

// live tells the open inboxes of each ward what has changed. One look at the database serves all who listen.
type live struct {
	house *ward.House
	every time.Duration
	fail  func(error)

	mu      sync.Mutex
	wards   map[string]*pulse
	streams map[int64]int // open ones by session
}

func newLive(h *ward.House, every time.Duration, fail func(error)) *live {
	return &live{house: h, every: every, fail: fail, wards: map[string]*pulse{}, streams: map[int64]int{}}
}

// pulse is what is known of one ward while somebody listens.
type pulse struct {
	stop      context.CancelFunc
	poke      chan struct{} // look now
	listeners map[chan struct{}]struct{}
	state     liveState
}

// liveState is never changed once it is shared.
type liveState struct {
	known   bool // the database was read at least once
	day     string
	counts  map[ward.View]int
	open    map[int64]int   // open cases by handler
	changed map[int64]int64 // the last change of each case, in milliseconds
}

// news is how many cases have changed since a time in milliseconds.
func (s liveState) news(since int64) (n int) {
	for _, at := range s.changed {
		if at > since {
			n++
		}
	}
	return n
}

// listen subscribes a session to a ward until leave, which is called once. wake receives at first and after a change; ok is false where
// the session has too many streams.
func (l *live) listen(slug string, session int64) (wake <-chan struct{}, leave func(), ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.streams[session] >= liveStreams {
		return nil, nil, false
	}
	l.streams[session]++
	p := l.wards[slug]
	if p == nil {
		ctx, stop := context.WithCancel(context.Background())
		p = &pulse{stop: stop, poke: make(chan struct{}, 1), listeners: map[chan struct{}]struct{}{}}
		l.wards[slug] = p
		go l.watch(ctx, slug, p) // until the last listener has left
	}
	mine := make(chan struct{}, 1)
	if p.state.known { // and for the first listener once it is
		mine <- struct{}{}
	}
	p.listeners[mine] = struct{}{}
	return mine, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.streams[session]--; l.streams[session] == 0 {
			delete(l.streams, session)
		}
		if delete(p.listeners, mine); len(p.listeners) == 0 {
			p.stop()
			delete(l.wards, slug)
		}
	}, true
}

// state is what is known of a ward now.
func (l *live) state(slug string) liveState {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.wards[slug]; p != nil {
		return p.state
	}
	return liveState{}
}

// look has a ward's changes looked for at once, where somebody listens.
func (l *live) look(slug string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.wards[slug]; p != nil {
		select {
		case p.poke <- struct{}{}:
		default: // it is about to look
		}
	}
}

// watch looks for changes until the context ends. A database that does not answer is told once.
func (l *live) watch(ctx context.Context, slug string, p *pulse) {
	ticker := time.NewTicker(l.every)
	defer ticker.Stop()
	var now liveState
	failing := false
	for {
		next, changed, err := l.next(ctx, slug, now)
		if err != nil && ctx.Err() == nil && !failing {
			l.fail(err)
		}
		failing = err != nil
		if err == nil && changed {
			now = next
			l.tell(p, now)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-p.poke:
		}
	}
}

func (l *live) tell(p *pulse, s liveState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.state = s
	for wake := range p.listeners {
		select {
		case wake <- struct{}{}:
		default: // it has not looked since the last wake
		}
	}
}

// next reads what has changed since a state. Cases are counted anew only when one has changed, or a day has begun.
func (l *live) next(ctx context.Context, slug string, was liveState) (next liveState, changed bool, err error) {
	err = l.house.Read(ctx, slug, func(w *ward.Ward) error {
		since := w.Now().Add(-liveSlack)
		if !was.known {
			since = w.Now().Add(-liveKept)
		}
		changes, err := w.ChangedSince(ctx, since, liveMost)
		if err != nil {
			return err
		}
		next = liveState{known: true, day: w.Today().String(), counts: was.counts, open: was.open, changed: maps.Clone(was.changed)}
		if next.changed == nil {
			next.changed = map[int64]int64{}
		}
		changed = !was.known || next.day != was.day
		for _, c := range changes {
			if at := c.At.UnixMilli(); next.changed[c.ID] != at {
				next.changed[c.ID], changed = at, true
			}
		}
		if !changed {
			return nil
		}
		oldest := w.Now().Add(-liveKept).UnixMilli()
		maps.DeleteFunc(next.changed, func(_, at int64) bool { return at < oldest })
		if next.counts, err = w.InboxCounts(ctx, ward.Inbox{}); err != nil {
			return err
		}
		next.open, err = w.OpenByHandler(ctx, ward.Inbox{})
		return err
	})
	return next, changed, err
}
