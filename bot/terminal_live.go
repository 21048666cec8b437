package bot

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// How a terminal waits for a line and for the ward at once.

// terminalLines reads one line at a time, when it is wanted. A read cannot be called off: it ends with its input.
type terminalLines struct {
	want chan struct{}
	got  chan terminalLine
}

type terminalLine struct {
	text string
	err  error // io.EOF after the last line
}

// readLines starts reading. Whoever closes want ends it, once a read that has begun is over.
func readLines(in io.Reader) terminalLines {
	l := terminalLines{want: make(chan struct{}), got: make(chan terminalLine, 1)}
	go func() {
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, maxLine)
		for range l.want {
			switch {
			case scanner.Scan():
				l.got <- terminalLine{text: scanner.Text()}
			case errors.Is(scanner.Err(), bufio.ErrTooLong):
				l.got <- terminalLine{err: fmt.Errorf("a line is longer than %d bytes", maxLine)}
			case scanner.Err() != nil:
				l.got <- terminalLine{err: scanner.Err()}
			default:
				l.got <- terminalLine{err: io.EOF}
			}
		}
	}()
	return l
}

// await returns the next line. Until it is typed, what the ward sends shows above it.
func (t *Terminal) await(ctx context.Context, lines terminalLines) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	lines.want <- struct{}{}
	for {
		select {
		case line := <-lines.got:
			return line.text, line.err
		case <-t.Look:
			if err := t.overhear(ctx); err != nil {
				return "", err
			}
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// overhear shows what has come above the line being typed. Its buttons are numbered on from those above, so that a number
// half typed means what it meant.
func (t *Terminal) overhear(ctx context.Context) error {
	came, err := t.news(ctx)
	if err != nil || len(came) == 0 {
		return err
	}
	var b strings.Builder
	if err := t.render(ctx, &b, came); err != nil {
		return err
	}
	_, err = io.WriteString(t.Out, above(b.String()+"\n"))
	return err
}

// Control sequences of ECMA-48 and the VT100 that every terminal of today knows.
const (
	indexDown   = "\x1bD"    // a line down in the same column; the screen scrolls at its end
	cursorUp    = "\x1b[A"   // a line up
	cursorDown  = "\x1b[B"   // a line down, without scrolling
	saveCursor  = "\x1b7"    // remembers row and column
	goToSaved   = "\x1b8"    // goes there
	insertLine  = "\x1b[L"   // an empty line here; what stands here and below moves down
	withoutWrap = "\x1b[?7l" // a long line is cut: it must not push the typed one away
	withWrap    = "\x1b[?7h"
)

// newsWidth is how many letters a line of news has at most: nearly every terminal is wider.
const newsWidth = 76

// above is what writes a text above the line of the cursor and leaves that line, and the cursor's place in it, as they are.
func above(text string) string {
	var b strings.Builder
	b.WriteString(withoutWrap)
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		for _, part := range wrapped(line, newsWidth) {
			b.WriteString(indexDown + cursorUp + saveCursor + "\r" + insertLine + part + goToSaved + cursorDown)
		}
	}
	b.WriteString(withWrap)
	return b.String()
}

// wrapped cuts a line between words into parts of at most width letters. A word that is longer is a part of its own.
func wrapped(line string, width int) []string {
	if utf8.RuneCountInString(line) <= width {
		return []string{line}
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	var parts []string
	part := indent
	for _, word := range strings.Fields(line) {
		switch {
		case part == indent:
			part += word
		case utf8.RuneCountInString(part)+1+utf8.RuneCountInString(word) <= width:
			part += " " + word
		default:
			parts = append(parts, part)
			part = indent + word
		}
	}
	return append(parts, part)
}
