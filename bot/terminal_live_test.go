package bot

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"danbiet/talk"
)

// TestNewsShowsAboveTheLineBeingTyped: an official answers while the person has typed "2" and not pressed Enter. The news
// shows at once, its buttons are numbered on, and the "2" still means what it meant.
func TestNewsShowsAboveTheLineBeingTyped(t *testing.T) {
	stage := &terminalStage{answer: askedForField}
	terminal, out := stage.terminal(t)
	keys, keyboard := io.Pipe()
	look := make(chan time.Time)
	terminal.In, terminal.Look, terminal.Person = keys, look, true
	arriving := make(chan talk.Message, 1)
	terminal.Log = func(ctx context.Context, ward, chat string, after int64, limit int) ([]LogEntry, error) {
		select {
		case m := <-arriving:
			stage.log = append(stage.log, LogEntry{Seq: int64(len(stage.log) + 1), Message: m})
		default:
		}
		return stage.read(ctx, ward, chat, after, limit)
	}
	ended := make(chan error, 1)
	go func() { ended <- terminal.Run(t.Context()) }()
	look <- webNoon // nothing has come; the person is greeted by now
	before := len(out.String())
	if _, err := io.WriteString(keyboard, "2"); err != nil {
		t.Fatal(err)
	}
	arriving <- talk.Message{Text: "Cán bộ trả lời: phường đã đến xem.", Rows: [][]talk.Button{{button("Hài lòng", "go:rate:5")}}}
	look <- webNoon
	look <- webNoon // the look before is over
	news := out.String()[before:]
	if strings.Count(news, "phường đã đến xem") != 1 || !strings.Contains(news, "  5. Hài lòng") || strings.Contains(news, "\n") {
		t.Errorf("the screen gets %q; want the news once, its button as 5, and the cursor never sent to a new line", news)
	}
	if _, err := io.WriteString(keyboard, "\n5\n"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(keyboard.Close(), <-ended); err != nil {
		t.Fatal(err)
	}
	var pressed []string
	for _, in := range stage.inputs[1:] {
		pressed = append(pressed, in.Button)
	}
	if strings.Join(pressed, " ") != "r:field:dat-dai " { // the second answer offers anew, without a 5
		t.Errorf("pressed %q", pressed)
	}
}

func TestACallToStopEndsAChatThatWaitsForALine(t *testing.T) {
	stage := &terminalStage{answer: askedForField}
	terminal, _ := stage.terminal(t)
	keys, keyboard := io.Pipe()
	defer func() { _ = keyboard.Close() }() // ends the read
	ctx, stop := context.WithCancel(t.Context())
	look := make(chan time.Time)
	terminal.In, terminal.Look, terminal.Person = keys, look, true
	ended := make(chan error, 1)
	go func() { ended <- terminal.Run(ctx) }()
	look <- webNoon
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestALongLineOfNewsIsCutBetweenWords(t *testing.T) {
	line := "  " + strings.Repeat("phường ", 30)
	parts := wrapped(line, newsWidth)
	for _, p := range parts {
		if n := len([]rune(p)); n > newsWidth || !strings.HasPrefix(p, "  phường") {
			t.Errorf("%d letters: %q", n, p)
		}
	}
	if got := strings.Join(strings.Fields(strings.Join(parts, " ")), " "); got != strings.TrimSpace(line) {
		t.Errorf("lost words: %q", got)
	}
	if word := strings.Repeat("a", 100); len(wrapped(word, newsWidth)) != 1 {
		t.Errorf("a word was cut: %q", wrapped(word, newsWidth))
	}
}
