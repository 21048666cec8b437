package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"danbiet/ward"
)

// announceWatchCmd shows progress.
type announceWatchCmd struct {
	deskFlags
	announcementArg
}

// Help is shown after the command's one line.
func (announceWatchCmd) Help() string {
	return `Waits for the run that goes on or comes next, and ends with it. In a terminal the progress is brought up to date in its place; in a pipe there is a line every few seconds. Ctrl+C ends the watching and nothing else.`
}

// Run watches.
func (c announceWatchCmd) Run(ctx context.Context, s streams) error {
	id, err := c.number()
	if err != nil {
		return err
	}
	return c.at(ctx, s, func(d *desk) error { return d.watch(ctx, id) })
}

// How often progress is looked at.
const (
	lookOnScreen = time.Second
	lookInPipe   = 5 * time.Second
)

// watch shows the progress of an announcement until its run ends or the person has seen enough.
func (d *desk) watch(ctx context.Context, id int64) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	every := lookInPipe
	screen := isTerminal(d.out.out)
	if screen {
		every = lookOnScreen
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	watch := &watcher{desk: d, id: id, display: display{out: d.out.out, inPlace: screen}, pause: func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
			return nil
		}
	}}
	err := watch.run(ctx)
	if ctx.Err() != nil { // whoever watches may go; the announcement goes on
		return nil
	}
	return err
}

// watcher follows an announcement to the end of a run.
type watcher struct {
	desk    *desk
	id      int64
	display display
	pause   func(context.Context) error // until the next look

	before int64 // the newest run that had ended when the watching began
	begun  bool
	at     time.Time // of the last look, by the ward's clock
}

// run looks again and again until there is no more to see.
func (o *watcher) run(ctx context.Context) error {
	for {
		text, over, err := o.look(ctx)
		if err != nil {
			return err
		}
		if err := o.display.show(o.at, text); err != nil || over {
			return err
		}
		if err := o.pause(ctx); err != nil {
			return err
		}
	}
}

// look tells how it stands, and whether that is the end.
func (o *watcher) look(ctx context.Context) (text string, over bool, err error) {
	err = o.desk.read(ctx, func(w *ward.Ward) error {
		o.at = w.Now()
		a, err := w.Announcement(ctx, o.id)
		if err != nil {
			return explained("", err)
		}
		runs, err := w.Runs(ctx, o.id)
		if err != nil {
			return err
		}
		run, open := o.choose(a, runs)
		if run == 0 {
			text, over = waiting(a), ended(a)
			return nil
		}
		showing, err := w.Showing(ctx, run)
		if err != nil {
			return err
		}
		text, over = showing.Title()+"\n"+showing.Text(w.Now()), !open
		return nil
	})
	return text, over, err
}

// choose picks the run to show, 0 for none yet: one that goes on, one that has ended since the watching began, or the
// newest of an announcement that has nothing more to come.
func (o *watcher) choose(a ward.Announcement, runs []ward.Run) (run int64, open bool) {
	for _, r := range runs {
		if r.State == ward.RunRunning || r.State == ward.RunPaused {
			o.begun = true
			return r.ID, true
		}
	}
	if len(runs) == 0 {
		o.begun = true
		return 0, false
	}
	newest := runs[0].ID
	if !o.begun {
		o.begun, o.before = true, newest
	}
	if newest > o.before || ended(a) {
		return newest, false
	}
	return 0, false
}

// ended reports whether nothing of an announcement is to come unless somebody writes it anew.
func ended(a ward.Announcement) bool {
	return a.State == ward.AnnouncementStopped || a.State == ward.AnnouncementFinished || a.State == ward.AnnouncementDraft
}

// waiting says what an announcement waits for.
func waiting(a ward.Announcement) string {
	text := a.State.Name() + ": " + a.Notice.Title
	if !a.NextAt.IsZero() {
		text += "\nLần phát tới: " + atInWords(a.NextAt)
	}
	return text
}

// display shows a text that changes: in its place on a screen, and else a line each time it has changed.
type display struct {
	out     io.Writer
	inPlace bool
	last    string
	lines   int // of the last text on the screen
}

// widest is how many letters of a line surely fit a screen: a longer one would break, and the lines be miscounted.
const widest = 79

func (d *display) show(now time.Time, text string) error {
	if text == d.last {
		return nil
	}
	d.last = text
	lines := strings.Split(text, "\n")
	if !d.inPlace {
		_, err := fmt.Fprintf(d.out, "%s  %s\n", now.Format("15:04:05"), strings.Join(lines, "; "))
		return err
	}
	var b strings.Builder
	if d.lines > 0 {
		fmt.Fprintf(&b, "\x1b[%dA\x1b[J", d.lines) // up to where it began, and clear from there
	}
	for _, line := range lines {
		letters := []rune(line)
		fmt.Fprintln(&b, string(letters[:min(len(letters), widest)]))
	}
	d.lines = len(lines)
	_, err := io.WriteString(d.out, b.String())
	return err
}
