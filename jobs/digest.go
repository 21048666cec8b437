package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"danbiet/report"
	"danbiet/ward"
)

// Digest tells the leaders on Monday morning how the week before went and what waits. What is said is up to tell. A
// firing that was missed is made up for until the evening. The letters are handed on by the house.
func Digest(house *ward.House, tell func(title string, lines []string) any) Job {
	return Job{Name: "digest", Schedule: "0 7 * * 1", Useful: 12 * time.Hour, Run: func(ctx context.Context) (string, error) {
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
	errNobody := errors.New("nobody reads it")
	err = house.Read(ctx, slug, func(w *ward.Ward) error { // the figures are computed while others may write
		readers, err := w.DigestReaders(ctx)
		if err == nil && len(readers) == 0 {
			return errNobody
		}
		if err != nil {
			return err
		}
		title, lines, err = report.Digest(ctx, w)
		return err
	})
	if errors.Is(err, errNobody) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	err = house.Write(ctx, slug, func(w *ward.Ward) error {
		readers, err := w.DigestReaders(ctx)
		if err != nil {
			return err
		}
		for _, to := range readers {
			if err := w.Notify(ctx, to.Channel, to.Chat, ward.LaneNotice, tell(title, lines)); err != nil {
				return err
			}
		}
		told = len(readers)
		return nil
	})
	return told, err
}
