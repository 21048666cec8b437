package console

import (
	"context"
	"maps"
	"sync"
	"time"

	"danbiet/ward"
)

// countsLast is how long counts may serve other pages. A form that is sent to this process ends it at once.
const countsLast = 3 * time.Second

// tally keeps the counts of whole inboxes for a moment: with 200 officers at 20,000 petitions counting was nine tenths of
// the work. Lists are always read anew, and so are counts with a filter.
type tally struct {
	mu    sync.Mutex
	wards map[string]*tallied
}

// tallied are the counts of one ward.
type tallied struct {
	at       time.Time
	counting bool // somebody does: until then the old counts serve the others
	forms    int  // how many forms have come: counts from before the last are worth nothing
	counts   map[ward.View]int
	open     map[int64]int // by handler
}

func newTally() *tally { return &tally{wards: map[string]*tallied{}} }

// forget has a ward counted anew: something may have changed.
func (t *tally) forget(slug string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.wards[slug]; c != nil {
		c.forms, c.counts, c.open = c.forms+1, nil, nil
	}
}

// count is InboxCounts, from memory where that is fresh enough and nothing is filtered.
func (t *tally) count(ctx context.Context, w *ward.Ward, q ward.Inbox) (map[ward.View]int, error) {
	if filtered(q) {
		return w.InboxCounts(ctx, q)
	}
	kept, forms := t.kept(w.Profile.Slug)
	if kept.counts == nil {
		counts, err := w.InboxCounts(ctx, ward.Inbox{})
		if err == nil {
			kept.counts = counts
			kept.open, err = w.OpenByHandler(ctx)
		}
		t.keep(w.Profile.Slug, forms, kept, err)
		if err != nil {
			return nil, err
		}
	}
	counts := maps.Clone(kept.counts)
	counts[ward.ViewMine] = kept.open[q.Me]
	return counts, nil
}

// kept are the counts that may be shown, without any where the caller has to count.
func (t *tally) kept(slug string) (counts tallied, forms int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.wards[slug]
	if c == nil {
		c = &tallied{}
		t.wards[slug] = c
	}
	if c.counts != nil && (c.counting || time.Since(c.at) < countsLast) {
		return *c, c.forms
	}
	c.counting = true
	return tallied{}, c.forms
}

func (t *tally) keep(slug string, forms int, counted tallied, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.wards[slug]
	c.counting = false
	if err == nil && c.forms == forms {
		c.at, c.counts, c.open = time.Now(), counted.counts, counted.open
	}
}
