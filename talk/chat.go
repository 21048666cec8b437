package talk

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
)

// Chat is one run of a flow: what it may ask, say and remember. It is used only inside Flow.Run, by one goroutine.
type Chat struct {
	ctx   context.Context // of this turn
	state State
	lang  Language
	input *Input // what the citizen did, until a question takes it

	at       string // the key the run has come to, for errors
	claimed  []string
	said     []Message // said since the last answered question
	out      []Message // what the citizen gets before the said ones: remarks on the input
	events   []Event
	next     *Next
	stale    bool
	missed   bool
	finished bool
	again    bool
	stuck    bool // going back was asked for and is not possible
	err      error
}

// In is anything that holds a Chat: a *Chat, or a struct that embeds one.
type In interface{ chat() *Chat }

func (c *Chat) chat() *Chat { return c }

// Context is the turn's context.
func (c *Chat) Context() context.Context { return c.ctx }

// Arg is what the flow was started with, "" for nothing.
func (c *Chat) Arg() string { return c.state.Arg }

// Run names this run of the flow; it stays the same from its first to its last turn.
func (c *Chat) Run() string { return c.state.ID }

// T translates a source sentence and fills it in. Arguments are not translated.
func (c *Chat) T(format string, args ...any) string {
	if len(args) == 0 {
		return c.lang.Translate(format)
	}
	return fmt.Sprintf(c.lang.Translate(format), args...)
}

// Say tells the citizen something. What was said before an answered question is not repeated.
func (c *Chat) Say(format string, args ...any) { c.Send(Message{Text: c.T(format, args...)}) }

// Send is Say for a whole message; its texts are sent as they are.
func (c *Chat) Send(m Message) { c.said = append(c.said, m) }

// Go ends the flow and starts another.
func (c *Chat) Go(flow, arg string) {
	c.next = &Next{Flow: flow, Arg: arg}
	c.finished = true
	runtime.Goexit()
}

// Forget forgets an answer, for Again to ask another one before it.
func (c *Chat) Forget(key string) { c.state.Forget(key) }

// Again forgets an answer and runs the flow from the top, which asks for it again.
func (c *Chat) Again(key string) {
	c.state.Forget(key)
	c.again = true
	runtime.Goexit()
}

// Fail ends the turn with an error: nothing of it is kept.
func (c *Chat) Fail(err error) {
	c.err = err
	runtime.Goexit()
}

// Once runs do when the flow first comes here and remembers its value: for an effect, such as filing a petition. It
// writes rows in the turn's transaction, never to the network. A citizen cannot go back over it.
func Once[T any](in In, key string, do func(context.Context) (T, error)) T {
	return remember(in.chat(), key, Done, do)
}

// Look is Once for reading what may change between turns: the flow sees the same until the citizen goes back over it.
func Look[T any](in In, key string, do func(context.Context) (T, error)) T {
	return remember(in.chat(), key, Looked, do)
}

func remember[T any](c *Chat, key string, made Made, do func(context.Context) (T, error)) T {
	c.claim(key)
	var value T
	if raw, ok := c.state.find(key); ok {
		err := recall(raw, &value)
		switch {
		case err == nil:
			return value
		case made == Done: // done again, it would be there twice
			c.Fail(errUnreadable)
		}
	}
	value, err := do(c.ctx)
	if err == nil {
		err = c.state.record(key, value, made)
	}
	if err != nil {
		c.Fail(err)
	}
	return value
}

// errUnreadable is met when the type of an effect's value has changed and the flow has no Upgrade for it. It quotes nothing.
var errUnreadable = errors.New("what was done is remembered in a form that cannot be read any more")

// Ask asks a question and returns its answer, at once when it is already answered. The key is stable: letters, digits,
// '-', and '.' before the number of a loop's turn. One run asks a key only once.
func Ask[T any](in In, key string, a Answer[T], format string, args ...any) T {
	c := in.chat()
	c.claim(key)
	if raw, ok := c.state.find(key); ok {
		var value T
		if recall(raw, &value) == nil && a.Still(value) {
			c.said = nil
			return value
		}
		c.state.Forget(key)
	}
	if c.input != nil && c.state.Open == key {
		if value, ok := take(c, key, a); ok {
			return value
		}
	}
	c.show(key, a.Ask(c), c.T(format, args...))
	panic(misuse("show returned"))
}

// take hands the input to the open question.
func take[T any](c *Chat, key string, a Answer[T]) (T, bool) {
	in := c.input
	c.input, c.said = nil, nil
	value, err := a.Read(c, in)
	if err == nil {
		err = c.state.record(key, value, Answered)
	} else if problem := Problem(""); errors.As(err, &problem) {
		c.note(string(problem))
		c.miss(key)
		return value, false
	}
	if err != nil {
		c.Fail(err)
	}
	if len(in.Files) > 0 {
		c.state.Album = in.Files[0].Album
	}
	c.state.Missed = 0
	c.count(key, EventAnswered)
	return value, true
}

// miss counts an input that the open question did not understand.
func (c *Chat) miss(key string) {
	c.missed = true
	c.state.Missed++
	c.count(key, EventNotUnderstood)
}

func (c *Chat) note(text string) {
	if text != "" {
		c.out = append(c.out, Message{Text: text})
	}
}

// show shows a question and stops the run.
func (c *Chat) show(key string, q question, text string) {
	if c.state.Open != key {
		c.state.Open, c.state.Missed = key, 0
		c.count(key, EventAsked)
	}
	if c.missed || c.stale || c.stuck {
		c.said = nil // it was said when the question was first shown
	}
	m := Message{Text: text, Title: q.title, Want: q.want}
	for _, o := range q.options {
		b := Button{Label: o.Label, URL: o.URL}
		if o.URL == "" {
			b.Data = c.button(key, choice(o.Value))
		}
		m.Rows = append(m.Rows, []Button{b})
	}
	m.Rows = pack(m.Rows, q.columns)
	m.Rows = append(m.Rows, c.ways(key, q)...)
	c.said = append(c.said, m)
	runtime.Goexit()
}

// ways are the buttons that every question has: back and stop.
func (c *Chat) ways(key string, q question) [][]Button {
	if q.bare {
		return nil
	}
	stop := Button{Label: c.T("Dừng lại"), Data: c.button(key, cancelValue)}
	if !c.state.canGoBack() {
		return [][]Button{{stop}}
	}
	return [][]Button{{{Label: c.T("‹ Quay lại"), Data: c.button(key, backValue)}, stop}}
}

// choice checks that an option's value is not one that a button could not choose.
func choice(value string) string {
	switch value {
	case "", backValue, cancelValue, resumeValue:
		panic(misuse(fmt.Sprintf("%q is no value of an option", value)))
	}
	return value
}

func (c *Chat) button(key, value string) string {
	data := c.state.ID + ":" + key + ":" + value
	if len(data) > MaxButton {
		panic(misuse(fmt.Sprintf("button of %s is longer than %d bytes", key, MaxButton)))
	}
	return data
}

// pack puts single-button rows next to each other where the labels are short.
func pack(rows [][]Button, columns int) [][]Button {
	if columns < 2 {
		return rows
	}
	var packed [][]Button
	for chunk := range slices.Chunk(rows, columns) {
		packed = append(packed, slices.Concat(chunk...))
	}
	return packed
}

func (c *Chat) claim(key string) {
	c.at = key
	if strings.ContainsAny(key, ": ") || key == "" {
		panic(misuse(fmt.Sprintf("%q is no key", key)))
	}
	if slices.Contains(c.claimed, key) {
		panic(misuse(fmt.Sprintf("the key %s is used twice in one run", key)))
	}
	c.claimed = append(c.claimed, key)
}

func (c *Chat) count(step string, kind EventKind) {
	c.events = append(c.events, Event{Flow: c.state.Flow, Step: step, Kind: kind})
}

func (c *Chat) goBack() {
	c.stuck = !c.state.back()
	if !c.stuck {
		c.state.Open = ""
	}
}

// begin readies the Chat for a run from the top.
func (c *Chat) begin() {
	c.claimed, c.said, c.again = c.claimed[:0], nil, false
}

func (c *Chat) outcome() Outcome {
	o := Outcome{State: c.state, Events: c.events, Understood: !c.missed, Stale: c.stale, Next: c.next, Ended: c.finished}
	if c.stale {
		c.note(c.T("Nút này thuộc câu hỏi trước, nay không dùng nữa. Mời ông/bà trả lời câu hỏi dưới đây."))
	}
	if c.stuck {
		c.note(c.T("Không quay lại được nữa từ bước này."))
	}
	o.Messages = slices.Concat(c.out, c.said)
	if c.finished {
		o.State = State{}
		o.Events = append(o.Events, Event{Flow: c.state.Flow, Step: c.state.Open, Kind: EventCompleted})
	}
	return o
}
