package telegramtest

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"sort"
	"sync"
	"time"
)

// leanKeep is how many messages of a chat the lean mode keeps: enough to press a button on a recent one.
const leanKeep = 4

// chat is what the server knows of one conversation of one bot.
type chat struct {
	bot  *Bot
	id   int64
	wire wireChat // never written after the chat is made known

	mu      sync.Mutex
	changed *sync.Cond // a message, an edit, a deletion, an answer or an action came
	started bool
	refusal error // why the bot may not write here; nil while it may
	gone    bool  // for ever: the account was deleted
	log     []*Message
	count   int    // messages ever accepted
	hash    uint64 // running hash of what was accepted, in order
	below   *Keyboard
	own     []int // ids of what people sent here, ascending; lean mode keeps only the last
	answers []Answer
	actions []string // kinds of chat action since the last message
	flow    flow     // the chat's rate, guarded by the meter
}

// Answer is what the bot replied to a button press.
type Answer struct {
	Callback string // the query's id, as returned by Press
	Text     string // "" only stops the button's spinner
	Alert    bool
	URL      string
}

func newChat(b *Bot, wire wireChat) *chat {
	c := &chat{bot: b, id: wire.ID, wire: wire}
	c.changed = sync.NewCond(&c.mu)
	return c
}

// writable tells why the bot may not write into the chat. The caller holds the lock.
func (c *chat) writable() error {
	switch {
	case c.refusal != nil:
		return c.refusal
	case c.wire.Type == "private" && !c.started:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}

// accept stores a message under a new id. The caller holds the lock.
func (c *chat) accept(m *Message, mk markup) {
	m.ID = c.bot.newMessageID()
	m.Inline, m.markup = mk.inline, mk.raw
	if mk.keyboard != nil {
		m.Keyboard = mk.keyboard
		c.below = mk.keyboard
	}
	c.count++
	c.actions = c.actions[:0]
	c.mix(m)
	if c.bot.set.lean && len(c.log) == leanKeep {
		copy(c.log, c.log[1:])
		c.log = c.log[:leanKeep-1]
	}
	c.log = append(c.log, m)
	c.changed.Broadcast()
}

// mix adds a message to the running hash.
func (c *chat) mix(m *Message) {
	var h maphash.Hash
	h.SetSeed(c.bot.seed)
	var sum [8]byte
	binary.LittleEndian.PutUint64(sum[:], c.hash)
	_, _ = h.Write(sum[:])
	_, _ = h.WriteString(m.Text)
	_, _ = h.Write(m.markup)
	c.hash = h.Sum64()
}

// find returns a message of the bot that is still kept, deleted or not. The caller holds the lock.
func (c *chat) find(id int) *Message {
	i := sort.Search(len(c.log), func(i int) bool { return c.log[i].ID >= id })
	if i < len(c.log) && c.log[i].ID == id {
		return c.log[i]
	}
	return nil
}

// received notes the id of a message that somebody sent here. The caller holds the lock.
func (c *chat) received(id int) {
	if c.bot.set.lean && len(c.own) == leanKeep {
		copy(c.own, c.own[1:])
		c.own = c.own[:leanKeep-1]
	}
	c.own = append(c.own, id)
}

// hasOwn tells whether id is a message that somebody sent here. The caller holds the lock.
func (c *chat) hasOwn(id int) bool {
	i := sort.SearchInts(c.own, id)
	return i < len(c.own) && c.own[i] == id
}

// messages copies what the bot sent, deleted messages included.
func (c *chat) messages() []Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]Message, len(c.log))
	for i, m := range c.log {
		list[i] = *m
	}
	return list
}

// wait blocks until ok says so or the context ends. ok runs under the chat's lock.
func (c *chat) wait(ctx context.Context, ok func() bool) error {
	stop := context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.changed.Broadcast()
	})
	defer stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !ok() {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.changed.Wait()
	}
	return nil
}

// edit changes a message under the lock and tells those who wait.
func (c *chat) edit(m *Message, now time.Time, change func(*Message)) {
	change(m)
	m.Edited = now
	c.changed.Broadcast()
}
