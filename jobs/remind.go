package jobs

import (
	"context"
	"fmt"
	"time"

	"danbiet/ward"
)

// remindAtOnce is how many reminders are written in one transaction.
const remindAtOnce = 200

// Remind reminds citizens of tomorrow's reception days, in the afternoon before. What is said is up to tell, which
// returns nil where nothing is to be said any more; post hands the written letters to the senders. A firing that was
// missed is made up for until the evening.
func Remind(house *ward.House, tell func(*ward.Ward, ward.Reminder) any, post func(slug string, letters []*ward.Letter)) Job {
	return Job{Name: "remind", Schedule: "30 15 * * *", Useful: 5 * time.Hour, Run: func(ctx context.Context) (string, error) {
		total := 0
		err := eachWard(ctx, house, func(slug string) error {
			for {
				taken, reminded, err := remindSome(ctx, house, slug, tell, post)
				total += reminded
				if err != nil || taken < remindAtOnce {
					return err
				}
			}
		})
		return fmt.Sprintf("%d citizens reminded", total), err
	}}
}

func remindSome(ctx context.Context, house *ward.House, slug string, tell func(*ward.Ward, ward.Reminder) any, post func(string, []*ward.Letter)) (taken, reminded int, err error) {
	var letters []*ward.Letter
	err = house.Write(ctx, slug, func(w *ward.Ward) error {
		all, err := w.TakeReminders(ctx, w.Today().AddDays(1), remindAtOnce)
		if err != nil {
			return err
		}
		taken = len(all)
		for _, r := range all {
			message := any(nil)
			if r.Lang != "" { // the conversation is there, and can be reached
				message = tell(w, r)
			}
			if message == nil {
				continue
			}
			if err := w.Notify(ctx, r.Channel, r.Chat, ward.LaneNotice, message); err != nil {
				return err
			}
		}
		letters = w.Posted()
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	post(slug, letters)
	return taken, len(letters), nil
}
