package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"danbiet/db"
	"danbiet/talk"
	"danbiet/ward"
)

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
	var letters, notices []*ward.Letter
	var written bool
	err := e.House.DB.Write(ctx, func(tx *db.Tx) error {
		w, err := e.House.Desk(ctx, tx, slug, len(updates))
		if err != nil {
			return err
		}
		letters, err = e.turns(ctx, w, channel, updates, turn)
		notices, written = w.Posted(), err == nil
		return err
	})
	if err != nil {
		if written {
			e.doubt(slug, channel, letters)
			for _, l := range notices {
				e.doubt(slug, l.Channel, []*ward.Letter{l})
			}
		}
		return err
	}
	e.resolve(ctx)
	e.deliver(slug, channel, letters)
	for _, l := range notices {
		e.deliver(slug, l.Channel, []*ward.Letter{l})
	}
	return nil
}

func (e *Engine) turns(ctx context.Context, w *ward.Ward, channel string, updates []Inbound, turn Turn) ([]*ward.Letter, error) {
	chats := make([]string, len(updates))
	for i, in := range updates {
		chats[i] = in.Chat
	}
	conversations, err := w.Lock(ctx, channel, chats)
	if err != nil {
		return nil, err
	}
	b := turnBatch{engine: e, ward: w, turn: turn}
	for _, in := range updates {
		c := conversations[in.Chat]
		if in.UpdateID != "" && c.See(in.UpdateID) {
			continue
		}
		if err := b.add(ctx, c, in); err != nil {
			return nil, err
		}
	}
	return b.letters, b.write(ctx)
}

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
		b.steps = append(b.steps, ward.Interaction{
			At: b.ward.Now(), Conversation: c.ID, Channel: c.Channel, Lang: c.Lang,
			Flow: ev.Flow, Step: ev.Step, Kind: string(ev.Kind),
		})
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
		if in.Album == "" { // the answers to the parts of an album replace each other, remarks and questions apart
			messages = channel.Join(messages)
		}
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
		l := &ward.Letter{Channel: c.Channel, Chat: c.Chat, Seq: c.LastSeq, Lane: ward.LaneReply, Body: body, Message: m, Logged: channel == nil}
		if m.Echo {
			l.Ref = in.UpdateID
		}
		if in.Album != "" && channel != nil {
			l.Merge, l.NotBefore = mergeAs(in.Album, m), b.engine.House.Now().Add(albumPause)
		}
		b.letters = append(b.letters, l)
	}
	return nil
}

// mergeAs tells which answers to the parts of an album replace each other: the question that is asked anew after each
// part, and remarks that say the same. A remark on one part, such as that its file is too large, stays.
func mergeAs(album string, m talk.Message) string {
	what := "question"
	if m.Want == talk.WantNothing {
		what = m.Title + "\n" + m.Text
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, album+"\n"+what) // a hash never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

func (b *turnBatch) write(ctx context.Context) error {
	if err := b.ward.SaveConversations(ctx, b.conversations); err != nil {
		return err
	}
	if err := b.ward.Post(ctx, b.engine.Owner, b.letters); err != nil {
		return err
	}
	if err := b.ward.Count(ctx, b.steps); err != nil {
		return err
	}
	return b.ward.CloseAudit(ctx)
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
