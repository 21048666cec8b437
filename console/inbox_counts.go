package console

import (
	"context"
	"maps"
	"net/http"
	"time"

	"danbiet/ward"
)

// tally keeps for a moment what the pages of a ward count over all its open cases: with 200 officers at 20,000 petitions
// counting was nine tenths of the work, and the alerts were half of what was left.
type tally struct {
	counts *recent[ward.Inbox, inboxCounts] // by what the inbox is filtered by
	alerts *recent[struct{}, []ward.Alert]
}

// inboxCounts are the counts of the inbox behind one filter.
type inboxCounts struct {
	views map[ward.View]int
	open  map[int64]int // by handler
}

func newTally() *tally {
	return &tally{counts: newRecent[ward.Inbox, inboxCounts](), alerts: newRecent[struct{}, []ward.Alert]()}
}

// forget has a ward counted anew: something may have changed.
func (t *tally) forget(slug string) {
	t.counts.forget(slug)
	t.alerts.forget(slug)
}

// changedCookie says for a moment which process took an officer's last form.
const changedCookie = "danbiet_changed"

// noteChange has whoever has sent a form to one process read what they changed at every other: only the first one knows that
// its memory is worth nothing any more. To be called before the answer begins.
func (d *desk) noteChange(v *visit) {
	if v.session == nil {
		return
	}
	if v.r.Method == http.MethodPost {
		d.setCookie(v, changedCookie, d.process, int(recentOld/time.Second))
		return
	}
	if c, err := v.r.Cookie(changedCookie); err == nil && c.Value != d.process {
		d.tally.forget(v.ward.Slug)
	}
}

// counts is InboxCounts, from memory where that is fresh enough.
func (d *desk) counts(ctx context.Context, slug string, q ward.Inbox) (map[ward.View]int, error) {
	me := q.Me
	q.View, q.Me, q.After, q.Limit = "", 0, "", 0 // what is left is the filter, which officers share
	kept, err := d.tally.counts.get(slug, q, func() (c inboxCounts, err error) {
		err = d.House.Read(ctx, slug, func(w *ward.Ward) (err error) {
			if c.views, err = w.InboxCounts(ctx, q); err == nil {
				c.open, err = w.OpenByHandler(ctx, q)
			}
			return err
		})
		return c, err
	})
	if err != nil {
		return nil, err
	}
	counts := maps.Clone(kept.views)
	counts[ward.ViewMine] = kept.open[me]
	return counts, nil
}

// alertsFor are the alerts that are for somebody, from memory where that is fresh enough.
func (d *desk) alertsFor(ctx context.Context, slug string, who ward.Staff) ([]ward.Alert, error) {
	all, err := d.tally.alerts.get(slug, struct{}{}, func() (all []ward.Alert, err error) {
		err = d.House.Read(ctx, slug, func(w *ward.Ward) (err error) {
			all, err = w.Alerts(ctx)
			return err
		})
		return all, err
	})
	return alertsOf(all, who), err
}
