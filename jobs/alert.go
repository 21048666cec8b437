package jobs

import (
	"context"
	"fmt"
	"time"

	"danbiet/ward"
)

// Alert tells the staff in their linked chats which cases are due soon, due, late, or have lain too long: on working days at
// 07:15, and at 12:15 what has become so since. Each alert is told once to each of those whom it is for, in one message
// together with the others. What is said is up to tell; post hands the written letters to the senders. A firing that was
// missed is made up for until the evening.
func Alert(house *ward.House, tell func(*ward.Ward, []ward.Alert) any, post func(slug string, letters []*ward.Letter)) Job {
	return Job{Name: "alert", Schedule: "15 7,12 * * *", Useful: 9 * time.Hour, Run: func(ctx context.Context) (string, error) {
		total := 0
		err := eachWard(ctx, house, func(slug string) error {
			letters, err := alertWard(ctx, house, slug, tell)
			if err != nil {
				return err
			}
			total += len(letters)
			post(slug, letters)
			return nil
		})
		return fmt.Sprintf("%d of the staff alerted", total), err
	}}
}

func alertWard(ctx context.Context, house *ward.House, slug string, tell func(*ward.Ward, []ward.Alert) any) (letters []*ward.Letter, err error) {
	err = house.Write(ctx, slug, func(w *ward.Ward) error {
		if !w.Calendar().Working(w.Today()) {
			return nil
		}
		all, err := w.Alerts(ctx)
		if err != nil || len(all) == 0 {
			return err
		}
		everybody, err := w.Everybody(ctx)
		if err != nil {
			return err
		}
		for _, s := range everybody {
			if !s.Linked() || s.Disabled {
				continue
			}
			mine, err := w.TakeAlerts(ctx, s, all)
			if err != nil {
				return err
			}
			if len(mine) == 0 {
				continue
			}
			if err := w.Notify(ctx, s.Channel, s.Chat, ward.LaneNotice, tell(w, mine)); err != nil {
				return err
			}
		}
		letters = w.Posted()
		return nil
	})
	return letters, err
}
