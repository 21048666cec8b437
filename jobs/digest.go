package jobs

import (
	"context"
	"fmt"
	"time"

	"danbiet/report"
	"danbiet/ward"
)

// Digest tells the leaders on Monday morning how the week before went and what waits. What is said is up to tell. It fires
// three times, and whoever was told is not told again: what failed in one ward, or was cut off, is made good two hours
// later. A firing that was missed is made up for until the evening. The letters are handed on by the house.
func Digest(house *ward.House, tell func(title string, lines []string) any) Job {
	return Job{Name: "digest", Schedule: "0 7,9,11 * * 1", Useful: 8 * time.Hour, Run: func(ctx context.Context) (string, error) {
		told := 0
		err := eachWard(ctx, house, func(slug string) error {
			n, err := digestOf(ctx, house, slug, tell)
			told += n
			return err
		})
		return fmt.Sprintf("%d leaders told", told), err
	}}
}

func digestOf(ctx context.Context, house *ward.House, slug string, tell func(string, []string) any) (told int, err error) {
	var title string
	var lines []string
	err = house.Read(ctx, slug, func(w *ward.Ward) error { // the figures are computed while others may write
		readers, err := w.AwaitDigest(ctx, w.Today())
		if err != nil || len(readers) == 0 {
			return err
		}
		title, lines, err = report.Digest(ctx, w)
		return err
	})
	if err != nil || title == "" { // nobody reads it
		return 0, err
	}
	err = house.Write(ctx, slug, func(w *ward.Ward) error {
		told = 0
		readers, err := w.AwaitDigest(ctx, w.Today())
		if err != nil {
			return err
		}
		for _, to := range readers {
			fresh, err := w.TakeDigest(ctx, to, w.Today())
			if err != nil {
				return err
			}
			if !fresh {
				continue
			}
			if err := w.Notify(ctx, to.Channel, to.Chat, ward.LaneNotice, tell(title, lines)); err != nil {
				return err
			}
			told++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return told, nil
}
