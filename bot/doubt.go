package bot

import (
	"context"

	"danbiet/ward"
)

// doubt is what a commit that got no answer may have written: the connection broke after it was asked for. If it was
// written, the update is known when it comes again, and nobody else would send these letters while this replica lives.
type doubt struct {
	slug, channel string
	letters       []*ward.Letter
}

func (e *Engine) doubt(slug, channel string, letters []*ward.Letter) {
	if len(letters) == 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.doubts = append(e.doubts, doubt{slug, channel, letters})
}

// resolve delivers those letters of doubtful commits that turn out to be written, as soon as the database is back.
func (e *Engine) resolve(ctx context.Context) {
	e.mu.Lock()
	doubts := e.doubts
	e.doubts = nil
	e.mu.Unlock()
	for i, d := range doubts {
		if e.Channels[d.channel] == nil {
			e.deliver(d.slug, d.channel, d.letters) // readers look at the log, which knows
			continue
		}
		unsent, err := e.House.Unsent(ctx, e.Owner, d.letters)
		if err != nil {
			e.mu.Lock()
			e.doubts = append(doubts[i:], e.doubts...)
			e.mu.Unlock()
			return
		}
		e.deliver(d.slug, d.channel, unsent)
	}
}
