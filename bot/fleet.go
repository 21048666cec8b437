package bot

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"danbiet/ward"
)

// Fleet is the senders of one channel's bots, one for each ward by its slug: what one platform account may send says
// nothing of another's. Its fields are set before use and not changed afterwards.
type Fleet struct {
	House   *ward.House
	Channel string
	Senders map[string]*Sender
	Now     func() time.Time
	Logger  *slog.Logger

	told sync.Map // slugs without a sender that were complained of
}

// Post hands each letter to its ward's sender. Letters of a ward that has none stay in the outbox.
func (f *Fleet) Post(letters []*ward.Letter) {
	byWard := map[string][]*ward.Letter{}
	for _, l := range letters {
		byWard[l.Slug] = append(byWard[l.Slug], l)
	}
	for slug, letters := range byWard {
		if sender := f.Senders[slug]; sender != nil {
			sender.Post(letters)
		} else if _, told := f.told.LoadOrStore(slug, true); !told {
			f.Logger.Warn("letters wait for a bot that is not configured", "ward", slug, "channel", f.Channel)
		}
	}
}

// adoptAtOnce is how many letters are taken over in one transaction.
const adoptAtOnce = 1000

// Adopt takes over letters of replicas that are gone. deadAfter is how long a replica gives no sign of life before it
// counts as gone.
func (f *Fleet) Adopt(ctx context.Context, me int64, deadAfter time.Duration) error {
	for {
		letters, err := f.House.Adopt(ctx, me, f.Channel, f.Now().Add(-deadAfter), adoptAtOnce)
		if err != nil {
			return err
		}
		slices.SortFunc(letters, func(a, b *ward.Letter) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID)) })
		f.Post(letters)
		if len(letters) < adoptAtOnce {
			return nil
		}
	}
}

// Waiting is the number of chats that something is to be sent to.
func (f *Fleet) Waiting() (n int) {
	for _, s := range f.Senders {
		n += s.Waiting()
	}
	return n
}

// Start begins to send. The context's end, or Stop, ends it.
func (f *Fleet) Start(ctx context.Context) {
	for _, s := range f.Senders {
		s.Start(ctx)
	}
}

// Stop stops all senders at the same time and returns when they have.
func (f *Fleet) Stop() {
	var stopping sync.WaitGroup
	for _, s := range f.Senders {
		stopping.Go(s.Stop)
	}
	stopping.Wait()
}

// ForTelegram is how the engine posts to Telegram through the fleet.
func (f *Fleet) ForTelegram() *Channel {
	return &Channel{Join: joinRemarks, Split: splitForTelegram, Post: f.Post}
}
