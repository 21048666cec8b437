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

// countsOld is how long they may serve while somebody counts anew.
const countsOld = 10 * countsLast

// mostTallied is how many filters of a ward are remembered before those that have served their time are thrown away.
const mostTallied = 100

// tally keeps the counts of inboxes for a moment, each with what it is filtered by: with 200 officers at 20,000 petitions
// counting was nine tenths of the work. Lists are always read anew.
type tally struct {
	mu    sync.Mutex
	wards map[string]map[ward.Inbox]*tallied
}

// tallied are the counts of one ward behind one filter.
type tallied struct {
	at       time.Time
	counting bool // somebody does: until then the old counts serve the others
	forms    int  // how many forms have come: counts from before the last are worth nothing
	counts   map[ward.View]int
	open     map[int64]int // by handler
}

func newTally() *tally { return &tally{wards: map[string]map[ward.Inbox]*tallied{}} }

// forget has a ward counted anew: something may have changed.
func (t *tally) forget(slug string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.wards[slug] {
		c.forms, c.counts, c.open = c.forms+1, nil, nil
	}
}

// count is InboxCounts, from memory where that is fresh enough.
func (t *tally) count(ctx context.Context, w *ward.Ward, q ward.Inbox) (map[ward.View]int, error) {
	me := q.Me
	q.View, q.Me, q.After, q.Limit = "", 0, "", 0 // what is left is the filter, which officers share
	c, kept := t.kept(w.Profile.Slug, q)
	if kept.counts == nil {
		counts, err := w.InboxCounts(ctx, q)
		if err == nil {
			kept.counts = counts
			kept.open, err = w.OpenByHandler(ctx, q)
		}
		t.keep(c, kept, err)
		if err != nil {
			return nil, err
		}
	}
	counts := maps.Clone(kept.counts)
	counts[ward.ViewMine] = kept.open[me]
	return counts, nil
}

// kept is the place of a filter's counts, with those that may be shown, or with none where the caller has to count.
func (t *tally) kept(slug string, filter ward.Inbox) (c *tallied, counts tallied) {
	t.mu.Lock()
	defer t.mu.Unlock()
	inboxes := t.wards[slug]
	if inboxes == nil {
		inboxes = map[ward.Inbox]*tallied{}
		t.wards[slug] = inboxes
	}
	if c = inboxes[filter]; c == nil {
		if len(inboxes) >= mostTallied {
			maps.DeleteFunc(inboxes, func(_ ward.Inbox, old *tallied) bool { return !old.counting && time.Since(old.at) >= countsLast })
		}
		c = &tallied{}
		inboxes[filter] = c
	}
	if age := time.Since(c.at); c.counts != nil && (age < countsLast || c.counting && age < countsOld) {
		return c, *c
	}
	c.counting = true
	return c, tallied{forms: c.forms}
}

// keep remembers what was counted, unless a form has come since.
func (t *tally) keep(c *tallied, counted tallied, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c.counting = false
	if err == nil && c.forms == counted.forms {
		c.at, c.counts, c.open = time.Now(), counted.counts, counted.open
	}
}
