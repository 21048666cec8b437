package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"danbiet/talk"
	"danbiet/ward"
)

// Dispatcher hands the recipients of running announcements to the senders, a few at a time: as many as go out within
// seconds, so that whoever pauses or stops an announcement has it stopped at once. Every replica has one; none claims
// what another has. Its fields are set before use and not changed afterwards.
type Dispatcher struct {
	House *ward.House
	Fleet *Fleet
	Owner int64 // this replica's id
	// Compose is what citizens get of a run, in this order: whoever got the last message was told.
	Compose func(p *ward.Profile, a ward.Announcement, run ward.Run) []talk.Message
	Show    func(s ward.Showing, now time.Time) talk.Message // how far a run has come
	Bots    map[string]*Telegram                             // by the ward's slug: they show the progress
	Grown   func(slug, channel, chat string)                 // called for each chat whose log has grown
	// Ended tells whoever must know how a run has ended, in the transaction that ends it.
	Ended  func(ctx context.Context, w *ward.Ward, run ward.Run) error
	Logger *slog.Logger
}

// How much is claimed, when, and how often it is looked.
const (
	dispatchEvery = 250 * time.Millisecond
	dispatchBelow = 150 // chats that something is on its way to: with fewer, more recipients are claimed
	dispatchBatch = 300
)

// Run dispatches, and shows progress, until the context ends.
func (d *Dispatcher) Run(ctx context.Context) {
	var loops sync.WaitGroup
	loops.Go(func() { d.loop(ctx, dispatchEvery, "announcements go out", d.Dispatch) })
	loops.Go(func() { d.loop(ctx, showEvery/3, "progress is shown", d.show) }) // apart: the messenger may keep it waiting
	loops.Wait()
}

func (d *Dispatcher) loop(ctx context.Context, every time.Duration, what string, do func(context.Context) error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := do(ctx)
		if ctx.Err() == nil && (err != nil) != failing {
			if failing = err != nil; failing {
				d.Logger.Error("it fails that "+what+", and is tried again", "error", err)
			} else {
				d.Logger.Info(what + " again")
			}
		}
	}
}

// Dispatch claims recipients once, for every ward that has room for more.
func (d *Dispatcher) Dispatch(ctx context.Context) error {
	slugs, err := d.House.Announcing(ctx)
	if err != nil {
		return err
	}
	var problems []error
	for _, slug := range slugs {
		if sender := d.Fleet.Senders[slug]; sender == nil || sender.Waiting() < dispatchBelow {
			problems = append(problems, d.dispatch(ctx, slug))
		}
	}
	return errors.Join(problems...)
}

func (d *Dispatcher) dispatch(ctx context.Context, slug string) error {
	var claimed ward.Dispatch
	var notices []*ward.Letter
	err := d.House.Write(ctx, slug, func(w *ward.Ward) (err error) {
		claimed, err = w.Claim(ctx, d.Owner, dispatchBatch, func(a ward.Announcement, r ward.Run) ([]json.RawMessage, error) {
			return bodies(d.Compose(w.Profile, a, r))
		})
		if err != nil {
			return err
		}
		for _, r := range claimed.Ended {
			if err := d.Ended(ctx, w, r); err != nil {
				return err
			}
		}
		notices = w.Posted()
		return nil
	})
	if err != nil {
		return err
	}
	d.HandOn(slug, append(claimed.Letters, notices...))
	return nil
}

// showEvery is how often the message that shows a run's progress is brought up to date.
const showEvery = 3 * time.Second

// show shows the progress of runs to their authors. It is worth little a moment later, so it is not stored and not tried
// again, and gives way to everything else where the bot is at its limit.
func (d *Dispatcher) show(ctx context.Context) error {
	slugs, err := d.House.Announcing(ctx)
	problems := []error{err}
	for _, slug := range slugs {
		if t := d.Bots[slug]; t != nil {
			problems = append(problems, d.showIn(ctx, t, d.Fleet.Senders[slug].Limits))
		}
	}
	return errors.Join(problems...)
}

func (d *Dispatcher) showIn(ctx context.Context, t *Telegram, limits Limits) error {
	var showings []ward.Showing
	err := d.House.Write(ctx, t.Ward, func(w *ward.Ward) (err error) { showings, err = w.ToShow(ctx, showEvery); return err })
	if err != nil {
		return err
	}
	for _, s := range showings {
		if s.To.Channel != TelegramChannel || limits.Take(ctx, t.Ward+"/"+s.To.Chat) != (Wait{}) {
			continue
		}
		ref, err := t.Show(ctx, s.To.Chat, s.Ref, d.Show(s, d.House.Now()))
		if err != nil {
			d.Logger.Debug("progress was not shown", "ward", t.Ward, "error", err)
			continue
		}
		if ref == s.Ref {
			continue
		}
		if err := d.House.Write(ctx, t.Ward, func(w *ward.Ward) error { return w.Shown(ctx, s.Run.ID, ref) }); err != nil {
			return err
		}
	}
	return nil
}

// HandOn gives committed letters to the senders, or wakes the readers of their log.
func (d *Dispatcher) HandOn(slug string, letters []*ward.Letter) {
	var pushed []*ward.Letter
	for _, l := range letters {
		if l.Logged {
			d.Grown(slug, l.Channel, l.Chat)
		} else {
			pushed = append(pushed, l)
		}
	}
	d.Fleet.Post(pushed)
}

// bodies are the letters that messages make.
func bodies(messages []talk.Message) (all []json.RawMessage, err error) {
	for _, m := range messages {
		for _, part := range splitForTelegram(m) {
			body, err := json.Marshal(part)
			if err != nil {
				return nil, fmt.Errorf("write a notice: %w", err)
			}
			all = append(all, body)
		}
	}
	return all, nil
}
