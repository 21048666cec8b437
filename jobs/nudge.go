package jobs

import (
	"context"
	"fmt"
	"slices"

	"danbiet/ward"
)

// nudgeAtOnce is how many conversations are handed over together, so that their turns commit together.
const nudgeAtOnce = 200

// Nudge lets time pass in conversations that wait: a kind reminder of an open question, and the end of a draft that
// nobody came back to. What is said is up to tick, which runs a turn without input in each of the given conversations
// and returns when all have committed. A missed firing needs no making up: the next comes within a minute.
func Nudge(house *ward.House, tick func(ctx context.Context, slug string, due []ward.Due) error) Job {
	return Job{Name: "nudge", Schedule: "* * * * *", Run: func(ctx context.Context) (string, error) {
		total := 0
		err := eachWard(ctx, house, func(slug string) error {
			n, err := nudgeWard(ctx, house, slug, tick)
			total += n
			return err
		})
		return fmt.Sprintf("conversations: %d", total), err
	}}
}

// nudgeWard goes through a ward's due conversations. One that stays due after its turn is left to the next firing.
func nudgeWard(ctx context.Context, house *ward.House, slug string, tick func(context.Context, string, []ward.Due) error) (total int, err error) {
	done := map[ward.Due]bool{}
	for {
		var due []ward.Due
		err := house.Read(ctx, slug, func(w *ward.Ward) (err error) {
			due, err = w.DueConversations(ctx, nudgeAtOnce)
			return err
		})
		if err != nil {
			return total, err
		}
		due = slices.DeleteFunc(due, func(d ward.Due) bool { return done[d] })
		if len(due) == 0 {
			return total, nil
		}
		if err := tick(ctx, slug, due); err != nil {
			return total, err
		}
		for _, d := range due {
			done[d] = true
		}
		total += len(due)
	}
}
