// Package bot brings citizens' updates in and the ward's messages out: receive → turn → outbox → send.
//
// An update is answered only after its turn has committed. Turns of different chats commit together; those of one chat
// follow one another. What a turn says is written in the same transaction as what it does, and sent afterwards.
package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"time"

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
	Workers int                                             // batches at a time; 0: one on SQLite, four on PostgreSQL
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
	Split func(talk.Message) []talk.Message // into messages that the platform takes whole
	Post  func([]*ward.Letter)              // takes letters that have committed
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

// Limits of the engine.
const (
	maxBatch   = 48   // turns in one commit
	maxWaiting = 4096 // updates in memory; more are refused and come again
)

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
			e.Workers = 4
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
	case e.waiting >= maxWaiting:
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
		results := e.run(batch)
		for i, q := range batch {
			q.hand.done <- results[i]
		}
		e.release(batch, results)
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

// release gives chats back: to the end of the line when more has come for them meanwhile. Updates behind one that has to
// come again come again as well, or they would overtake it.
func (e *Engine) release(batch []*queue, results []error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, q := range batch {
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

// run runs one turn of each chat. Together first; when anything goes wrong, nothing of it has happened, and each runs
// alone, so that one bad turn does not hold up the others. When the database is away, it is away for all: they are not
// tried one after the other.
func (e *Engine) run(batch []*queue) []error {
	updates := make([]Inbound, len(batch))
	for i, q := range batch {
		updates[i] = q.hand.in
	}
	results := make([]error, len(batch))
	if len(batch) > 1 {
		err := e.commit(updates, e.Turn)
		if err == nil {
			return results
		}
		e.Logger.Warn("turns run one by one after a failed batch", "turns", len(batch), "error", err)
	}
	var away error
	for i, in := range updates {
		if results[i] = away; away != nil {
			continue
		}
		if results[i] = e.alone(in); results[i] != nil && !e.answers() {
			away = results[i]
		}
	}
	return results
}

// answers reports whether the database does.
func (e *Engine) answers() bool {
	ctx, cancel := context.WithTimeout(context.Background(), pingTimeout)
	defer cancel()
	return e.House.DB.Ping(ctx) == nil
}

// alone runs one turn, twice if it fails, and apologises when it fails again for a reason of its own.
func (e *Engine) alone(in Inbound) error {
	one := []Inbound{in}
	err := e.commit(one, e.Turn)
	if err == nil {
		return nil
	}
	if err = e.commit(one, e.Turn); err == nil {
		return nil
	}
	if failed := (*turnError)(nil); errors.As(err, &failed) && e.answers() {
		e.Logger.Error("a turn failed", "ward", in.Ward, "channel", in.Channel, "error", failed.cause, "stack", failed.stack())
		return e.commit(one, e.apologise)
	}
	e.Logger.Error("an update could not be stored", "ward", in.Ward, "channel", in.Channel, "error", err)
	return err
}

// turnError is a failure inside a turn, as against one of the database around it.
type turnError struct{ cause error }

func (t *turnError) Error() string { return t.cause.Error() }
func (t *turnError) Unwrap() error { return t.cause }

func (t *turnError) stack() string {
	if p := (*talk.PanicError)(nil); errors.As(t.cause, &p) {
		return string(p.Stack)
	}
	return ""
}

// commitTimeout bounds one transaction of turns, pingTimeout the question whether the database is there.
const (
	commitTimeout = 20 * time.Second
	pingTimeout   = 2 * time.Second
)

// commit runs the turns of several chats of one ward and channel in one transaction, and hands on what they say once
// it has committed.
func (e *Engine) commit(updates []Inbound, turn Turn) error {
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	slug, channel := updates[0].Ward, updates[0].Channel
	if err := e.House.Warm(ctx, slug); err != nil {
		return err
	}
	var letters []*ward.Letter
	var written bool
	err := e.House.DB.Write(ctx, func(tx *db.Tx) error {
		w, err := e.House.Desk(ctx, tx, slug)
		if err != nil {
			return err
		}
		letters, err = e.turns(ctx, w, channel, updates, turn)
		written = err == nil
		return err
	})
	if err != nil {
		if written {
			e.doubt(slug, channel, letters)
		}
		return err
	}
	e.resolve(ctx)
	e.deliver(slug, channel, letters)
	return nil
}

func (e *Engine) turns(ctx context.Context, w *ward.Ward, channel string, updates []Inbound, turn Turn) ([]*ward.Letter, error) {
	chats, ids := make([]string, len(updates)), make([]string, 0, len(updates))
	for i, in := range updates {
		chats[i] = in.Chat
		if in.UpdateID != "" {
			ids = append(ids, in.seenAs())
		}
	}
	conversations, err := w.Lock(ctx, channel, chats)
	if err != nil {
		return nil, err
	}
	fresh, err := w.Fresh(ctx, channel, ids)
	if err != nil {
		return nil, err
	}
	b := turnBatch{engine: e, ward: w, turn: turn}
	for _, in := range updates {
		if in.UpdateID != "" && !fresh[in.seenAs()] {
			continue
		}
		if err := b.add(ctx, conversations[in.Chat], in); err != nil {
			return nil, err
		}
	}
	return b.letters, b.write(ctx)
}

// seenAs is the update's id among all of the channel's.
func (in Inbound) seenAs() string { return in.Chat + "/" + in.UpdateID }

// turnBatch gathers what several turns write, so that each table is written once.
type turnBatch struct {
	engine        *Engine
	ward          *ward.Ward
	turn          Turn
	conversations []*ward.Conversation
	letters       []*ward.Letter
	steps         []ward.Interaction
}

func (b *turnBatch) add(ctx context.Context, c *ward.Conversation, in Inbound) error {
	if err := b.keepFiles(ctx, in); err != nil {
		return err
	}
	if c.New {
		c.Lang = in.language()
	}
	messages, events, err := b.run(ctx, c, in.Input)
	if err != nil {
		return &turnError{err}
	}
	if !in.Input.Tick {
		c.UnreachableAt = time.Time{} // whoever writes can be written to
	}
	if err := b.post(c, in, messages); err != nil {
		return err
	}
	for _, ev := range events {
		b.steps = append(b.steps, ward.Interaction{At: b.ward.Now(), Conversation: c.ID, Channel: c.Channel, Lang: c.Lang,
			Flow: ev.Flow, Step: ev.Step, Kind: string(ev.Kind)})
	}
	b.conversations = append(b.conversations, c)
	return nil
}

// run runs the turn. A panic in it is an error, and names nothing that a citizen wrote.
func (b *turnBatch) run(ctx context.Context, c *ward.Conversation, in talk.Input) (messages []talk.Message, events []talk.Event, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &talk.PanicError{Type: fmt.Sprintf("%T", p), Stack: debug.Stack()}
		}
	}()
	return b.turn(ctx, b.ward, c, in)
}

func (b *turnBatch) keepFiles(ctx context.Context, in Inbound) error {
	for i := range in.Input.Files {
		f := &in.Input.Files[i]
		kept, err := b.ward.Keep(ctx, ward.File{ID: f.ID, Owner: ward.OwnerOf(in.Channel, in.Chat), Name: f.Name, Mime: f.Mime, Data: f.Data})
		if err != nil {
			return err
		}
		f.ID, f.Size = kept.ID, kept.Size
	}
	return nil
}

// albumPause is how long the answer to a part of an album waits for the next part, which replaces it.
const albumPause = 900 * time.Millisecond

func (b *turnBatch) post(c *ward.Conversation, in Inbound, messages []talk.Message) error {
	channel := b.engine.Channels[c.Channel]
	if channel == nil {
		messages = append(echo(in, slices.ContainsFunc(messages, func(m talk.Message) bool { return m.Hush })), messages...)
	} else {
		var parts []talk.Message
		for _, m := range messages {
			parts = append(parts, channel.Split(m)...)
		}
		messages = parts
	}
	for _, m := range messages {
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("write a message: %w", err)
		}
		c.LastSeq++
		l := &ward.Letter{Channel: c.Channel, Chat: c.Chat, Seq: c.LastSeq, Lane: ward.LaneReply, Body: body, Logged: channel == nil}
		if m.Echo {
			l.Ref = in.UpdateID
		}
		if in.Album != "" && channel != nil {
			l.Merge, l.NotBefore = in.Album+"/"+mergeAs(m), b.engine.House.Now().Add(albumPause)
		}
		b.letters = append(b.letters, l)
	}
	return nil
}

// mergeAs tells which answers to the parts of an album replace each other: the question that is asked anew after each
// part, and remarks that say the same. A remark on one part, such as that its file is too large, stays.
func mergeAs(m talk.Message) string {
	if m.Want != talk.WantNothing {
		return "question"
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, m.Title+"\n"+m.Text) // a hash never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

func (b *turnBatch) write(ctx context.Context) error {
	if err := b.ward.SaveConversations(ctx, b.conversations); err != nil {
		return err
	}
	if err := b.ward.Post(ctx, b.engine.Owner, b.letters); err != nil {
		return err
	}
	return b.ward.Count(ctx, b.steps)
}

// echo is what the citizen did, for channels that show a log; with hush only that they did something.
func echo(in Inbound, hush bool) []talk.Message {
	if hush {
		return []talk.Message{{Echo: true, Text: "•••"}}
	}
	var echoes []talk.Message
	if in.Input.Text != "" {
		echoes = append(echoes, talk.Message{Echo: true, Text: in.Input.Text})
	}
	for _, f := range in.Input.Files {
		echoes = append(echoes, talk.Message{Echo: true, File: &talk.Sent{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}})
	}
	if l := in.Input.Location; l != nil {
		echoes = append(echoes, talk.Message{Echo: true, Text: fmt.Sprintf("📍 %.5f, %.5f", l.Latitude, l.Longitude)})
	}
	return echoes
}

// apologise is the turn that stands in for one that failed. It changes nothing of the conversation. Where nobody did
// anything, nobody is apologised to; but time must not pass in it again every minute.
func (e *Engine) apologise(_ context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
	if in.Tick {
		c.NudgeAt = time.Time{}
		if !c.ExpireAt.IsZero() {
			c.ExpireAt = w.Now().Add(24 * time.Hour)
		}
		return nil, nil, nil
	}
	return []talk.Message{e.Apology(w.Profile, c.Lang)}, nil, nil
}

// deliver hands committed letters to the sender, or tells readers of a log that it has grown.
func (e *Engine) deliver(slug, channel string, letters []*ward.Letter) {
	if len(letters) == 0 {
		return
	}
	if c := e.Channels[channel]; c != nil {
		c.Post(letters)
		return
	}
	seen := map[string]bool{}
	for _, l := range letters {
		if !seen[l.Chat] {
			seen[l.Chat] = true
			e.Grown(slug, channel, l.Chat)
		}
	}
}
