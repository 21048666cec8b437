package bot

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"danbiet/ward"
)

// line is the order in which a sender's letters go. It knows no lock and no clock: the sender guards it and tells the time.
type line struct {
	chats  map[chatKey]*outgoing
	ready  [lanes][]*outgoing // chats that may be sent to, by the lane of their next letter
	front  [lanes][]*outgoing // the same, before all others: they had their turn and the bot's limit was in the way
	later  waitingChats       // chats that must wait, the soonest first
	resume time.Time          // nobody may be sent to before
}

const lanes = int(ward.LaneBulk) + 1

// outgoing is what is to be sent to one chat, in order: by lane, so that a reply never waits behind a broadcast, and then
// as it was said.
type outgoing struct {
	key     chatKey
	letters []*ward.Letter // without the one in hand
	hand    *ward.Letter   // the one that a worker has
	place   place
	lane    int       // where it is ready
	index   int       // where it waits
	at      time.Time // before which the chat must not be sent to
	due     time.Time // when it goes on, while it waits
}

// place tells where a chat stands. One that changes its lane leaves an entry behind that is passed over.
type place int

const (
	inHand place = iota
	isReady
	isWaiting
)

func byTurn(a, b *ward.Letter) int {
	return cmp.Or(cmp.Compare(a.Lane, b.Lane), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID))
}

// add puts a letter in its place.
func (q *line) add(l *ward.Letter, now time.Time) {
	key := chatKey{l.Slug, l.Channel, l.Chat}
	o := q.chats[key]
	if o == nil {
		o = &outgoing{key: key}
		q.chats[key] = o
	}
	o.insert(l)
	switch {
	case o.hand != nil, o.place != inHand && o.letters[0] != l: // its turn has not changed
		return
	case o.place == isWaiting:
		heap.Remove(&q.later, o.index)
	}
	q.offer(o, now)
}

func (o *outgoing) insert(l *ward.Letter) {
	i, _ := slices.BinarySearchFunc(o.letters, l, byTurn)
	o.letters = slices.Insert(o.letters, i, l)
}

// offer puts a chat where it is found, now or later.
func (q *line) offer(o *outgoing, now time.Time) {
	o.due = o.at
	if next := o.letters[0].NotBefore; next.After(o.due) {
		o.due = next
	}
	if o.due.After(now) {
		o.place = isWaiting
		heap.Push(&q.later, o)
		return
	}
	o.place, o.lane = isReady, o.nextLane()
	q.ready[o.lane] = append(q.ready[o.lane], o)
}

func (o *outgoing) nextLane() int { return min(max(int(o.letters[0].Lane), 0), lanes-1) }

// rouse offers the chats whose time has come.
func (q *line) rouse(now time.Time) {
	for len(q.later) > 0 && !q.later[0].due.After(now) {
		q.offer(heap.Pop(&q.later).(*outgoing), now)
	}
}

// next is the next moment at which something changes by itself.
func (q *line) next(now time.Time) (at time.Time, ok bool) {
	if len(q.later) > 0 {
		at, ok = q.later[0].due, true
	}
	if q.resume.After(now) && (!ok || q.resume.Before(at)) {
		at, ok = q.resume, true
	}
	return at, ok
}

// take takes the chat whose turn it is, with its next letter in hand; nil when nobody may be sent to.
func (q *line) take(now time.Time) *outgoing {
	if q.resume.After(now) {
		return nil
	}
	for lane := range lanes {
		for _, chats := range []*[]*outgoing{&q.front[lane], &q.ready[lane]} {
			for len(*chats) > 0 {
				o := (*chats)[0]
				(*chats)[0] = nil
				*chats = (*chats)[1:]
				if o.place == isReady && o.lane == lane {
					o.place, o.hand, o.letters = inHand, o.letters[0], o.letters[1:]
					return o
				}
			}
		}
	}
	return nil
}

// giveBack takes a chat back after its letter was tried.
func (q *line) giveBack(o *outgoing, v verdict, now time.Time) {
	letter := o.hand
	o.hand = nil
	if !v.settled {
		o.insert(letter)
	}
	if resume := now.Add(v.wait.Bot); v.wait.Bot > 0 && resume.After(q.resume) {
		q.resume = resume
	}
	if v.wait.Chat > 0 {
		o.at = now.Add(v.wait.Chat)
	}
	switch {
	case len(o.letters) == 0:
		delete(q.chats, o.key)
	case v.wait.Bot > 0 && o.letters[0] == letter:
		o.place, o.lane = isReady, o.nextLane()
		q.front[o.lane] = append(q.front[o.lane], o)
	default:
		q.offer(o, now)
	}
}

// waitingChats is a heap of chats by the time they go on.
type waitingChats []*outgoing

func (h waitingChats) Len() int           { return len(h) }
func (h waitingChats) Less(i, j int) bool { return h[i].due.Before(h[j].due) }

// Swap lets two chats change places.
func (h waitingChats) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

// Push adds a chat.
func (h *waitingChats) Push(x any) {
	o := x.(*outgoing)
	o.index = len(*h)
	*h = append(*h, o)
}

// Pop takes the last chat.
func (h *waitingChats) Pop() any {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return last
}
