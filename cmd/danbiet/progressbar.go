package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"danbiet/viet"
)

// progressBar shows on a screen how many rows have gone, how fast, and of how many.
type progressBar struct {
	out   io.Writer
	now   func() time.Time
	total int64 // -1 for unknown
	done  int64
	begun time.Time
	shown time.Time
}

// How wide a bar is, and how often it looks at the clock and shows itself.
const (
	barWidth  = 24
	barLooks  = 256 // rows
	barShows  = 200 * time.Millisecond
	barMargin = 70 // letters that a line has at most, so that a shorter one covers it
)

func newProgressBar(out io.Writer, total int64, now func() time.Time) *progressBar {
	return &progressBar{out: out, now: now, total: total, begun: now(), shown: now()}
}

// step counts a row.
func (b *progressBar) step() {
	b.done++
	if b.done%barLooks != 0 {
		return
	}
	if now := b.now(); now.Sub(b.shown) >= barShows {
		b.shown = now
		b.show(now)
	}
}

// end shows where it has come to, and leaves the line.
func (b *progressBar) end() {
	b.show(b.now())
	fmt.Fprintln(b.out) // a screen that is gone stops no export
}

func (b *progressBar) show(now time.Time) {
	rate := int64(float64(b.done) / max(now.Sub(b.begun).Seconds(), 0.001))
	line := fmt.Sprintf("%s rows, %s a second", viet.Number(b.done), viet.Number(rate))
	if b.total > 0 {
		part := min(int(b.done*barWidth/b.total), barWidth)
		line = fmt.Sprintf("[%s%s] %s of %s rows, %s a second", strings.Repeat("█", part), strings.Repeat("·", barWidth-part), viet.Number(b.done), viet.Number(b.total), viet.Number(rate))
	}
	fmt.Fprintf(b.out, "\r%-*s", barMargin, line)
}
