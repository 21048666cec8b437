// Package talk runs conversations by named replay.
//
// A flow is an ordinary function that runs from the top at every turn. A question that is already answered returns its
// answer at once; the first unanswered one is shown and stops the function. What is remembered is the list of answers by
// name, so a flow survives restarts and new versions of the program. The package knows no channel, no database and no
// language: words are folded, matched and translated by the Language that the caller hands in.
package talk

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
)

// Flow is one conversation.
type Flow struct {
	Name    string       // stable: stored in every State
	Version int          // raised only when a key changes its meaning
	Upgrade func(*State) // renames or drops keys saved by older versions; nil when there were none
	Run     func(*Chat)
}

// Language is what the engine needs to know of the citizen's language. Every function is required.
type Language struct {
	Translate func(string) string                                                     // a source sentence or label in the citizen's language
	Fold      func(string) string                                                     // what is left of words for comparing: no marks, no capitals
	Closest   func(typed string, options map[string][]string) (value string, ok bool) // the one option, by its words, that was surely meant
	Yes, No   func(typed string) bool                                                 // the many ways to say yes and no
	NewID     func() string                                                           // a short id for a new run: letters and digits, at most 8 bytes
}

// EventKind is a step of a conversation that is counted.
type EventKind string

// The steps that are counted.
const (
	EventStarted       EventKind = "started"
	EventAsked         EventKind = "asked"
	EventAnswered      EventKind = "answered"
	EventNotUnderstood EventKind = "not-understood"
	EventAbandoned     EventKind = "abandoned"
	EventCompleted     EventKind = "completed"
)

// Event is a counted step. It never holds what was said.
type Event struct {
	Flow, Step string
	Kind       EventKind
}

// Outcome is what a turn leads to.
type Outcome struct {
	State      State // zero when the flow has ended
	Messages   []Message
	Events     []Event
	Ended      bool
	Cancelled  bool
	Understood bool  // false when the open question did not understand the input
	Stale      bool  // an old button was pressed; Messages say so and show the open question again
	Next       *Next // the flow to start now, when the ended one asked for it
}

// Next names a flow to start and what to start it with.
type Next struct{ Flow, Arg string }

// Reserved button values: they never name a choice.
const (
	backValue   = "<"
	cancelValue = "!"
	resumeValue = "~"
)

// Start begins the flow: it runs to its first question.
func (f Flow) Start(ctx context.Context, l Language, arg string) (Outcome, error) {
	s := State{Flow: f.Name, Version: f.Version, ID: l.NewID(), Arg: arg}
	c := &Chat{ctx: ctx, state: s, lang: l}
	c.count("", EventStarted)
	return f.run(c)
}

// Show shows the open question again, after a pause or a change of language. It counts nothing.
func (f Flow) Show(ctx context.Context, l Language, s State) (Outcome, error) {
	return f.run(f.chat(ctx, l, s))
}

// Back forgets the last answer and asks for it again. Where it cannot, it says why and shows the open question.
func (f Flow) Back(ctx context.Context, l Language, s State) (Outcome, error) {
	c := f.chat(ctx, l, s)
	c.goBack()
	return f.run(c)
}

// Cancel ends the flow without running it.
func (f Flow) Cancel(s State) Outcome {
	return Outcome{Ended: true, Cancelled: true, Understood: true, Events: []Event{{Flow: f.Name, Step: s.Open, Kind: EventAbandoned}}}
}

// Turn hands an input to the flow that s belongs to. The given state is not changed; on an error nothing has happened
// but what Once has written in the caller's transaction, which must be rolled back. A panic in the flow is returned as a
// *PanicError.
func (f Flow) Turn(ctx context.Context, l Language, s State, in Input) (Outcome, error) {
	c := f.chat(ctx, l, s)
	if in.Button == "" {
		c.input = &in
		return f.run(c)
	}
	id, key, value, ok := splitButton(in.Button)
	switch {
	case !ok || id != c.state.ID || key != c.state.Open:
		c.stale = true
	case value == backValue:
		c.goBack()
	case value == cancelValue:
		return f.Cancel(c.state), nil
	case value == resumeValue:
		// the question is shown again as it was
	default:
		in.Button = value
		c.input = &in
	}
	return f.run(c)
}

func (f Flow) chat(ctx context.Context, l Language, s State) *Chat {
	s = s.clone()
	if s.Version < f.Version {
		if f.Upgrade != nil {
			f.Upgrade(&s)
		}
		s.Version = f.Version
	}
	return &Chat{ctx: ctx, state: s, lang: l}
}

// maxRuns bounds how often one turn may start over (an answer dropped at the review starts the flow over once).
const maxRuns = 8

func (f Flow) run(c *Chat) (Outcome, error) {
	for range maxRuns {
		c.begin()
		f.runOnce(c)
		switch {
		case c.err != nil:
			return Outcome{}, fmt.Errorf("flow %s at %q: %w", f.Name, c.at, c.err)
		case c.again:
			continue
		}
		return c.outcome(), nil
	}
	return Outcome{}, fmt.Errorf("flow %s at %q starts over without end", f.Name, c.at)
}

// runOnce runs the flow's function in a goroutine of its own, because a question stops it with runtime.Goexit.
func (f Flow) runOnce(c *Chat) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				c.err = &PanicError{Type: fmt.Sprintf("%T", p), Reason: safeReason(p), Stack: debug.Stack()}
			}
		}()
		f.Run(c)
		c.finished = true
	}()
	<-done
}

// PanicError is a panic inside a flow. It names the panic's type, never its words, which may be a citizen's.
type PanicError struct {
	Type   string
	Reason string // set only where the program itself wrote it
	Stack  []byte
}

func (e *PanicError) Error() string {
	return strings.TrimSpace("panic of type " + e.Type + " " + e.Reason)
}

// misuse is a mistake in a flow's code, such as one key asked twice.
type misuse string

func safeReason(p any) string {
	if m, ok := p.(misuse); ok {
		return string(m)
	}
	return ""
}

// MaxButton is the most bytes of a button's data that every channel carries.
const MaxButton = 64

func splitButton(data string) (id, key, value string, ok bool) {
	parts := strings.SplitN(data, ":", 3)
	if len(parts) != 3 {
		return "", "", "", false
	}
	return parts[0], parts[1], parts[2], true
}
