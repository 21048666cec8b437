package ward

import (
	"context"
	"fmt"
	"time"

	"danbiet/law"
)

// Interaction is one counted step of a conversation. It never holds what was said, nor who said it: Conversation is a
// pseudonym.
type Interaction struct {
	At            time.Time
	Conversation  int64
	Channel, Lang string
	Flow, Step    string
	Kind          string // started, asked, answered, abandoned, completed, not-understood
}

// Count writes interactions.
func (w *Ward) Count(ctx context.Context, interactions []Interaction) error {
	if len(interactions) == 0 {
		return nil
	}
	args := make([]any, 0, 9*len(interactions))
	for _, i := range interactions {
		args = append(args, w.ID, w.house.IDs.Next(), millis(i.At), i.Conversation, i.Channel, i.Lang, i.Flow, i.Step, i.Kind)
	}
	return w.tx.QueueRows(ctx, "count interactions", nil, `INSERT INTO interaction (ward_id, interaction_id, at, conversation, channel, lang, flow, step, kind) {values}`, 9, args)
}

// Interactions calls each for every interaction of the days from–to, both included, in the order in which they happened.
// It streams: memory does not grow with their number.
func (w *Ward) Interactions(ctx context.Context, from, to law.Date, each func(Interaction) error) error {
	rows, err := w.tx.Query(ctx, `SELECT at, conversation, channel, lang, flow, step, kind FROM interaction
		WHERE ward_id = $1 AND at >= $2 AND at < $3 ORDER BY at, interaction_id`,
		w.ID, millis(from.At(0, 0, w.Profile.Zone())), millis(to.AddDays(1).At(0, 0, w.Profile.Zone())))
	if err != nil {
		return fmt.Errorf("read interactions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var i Interaction
		var at int64
		if err := rows.Scan(&at, &i.Conversation, &i.Channel, &i.Lang, &i.Flow, &i.Step, &i.Kind); err != nil {
			return fmt.Errorf("read an interaction: %w", err)
		}
		i.At = w.time(at)
		if err := each(i); err != nil {
			return err
		}
	}
	return rows.Err()
}
