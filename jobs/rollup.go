package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"danbiet/report"
	"danbiet/ward"
)

// RollUp counts each day that has gone by into the roll-ups of figures, at night. A day whose night was missed is counted
// the next time.
func RollUp(house *ward.House) Job {
	return Job{Name: "rollup", Schedule: "10 1 * * *", Useful: 22 * time.Hour, Run: func(ctx context.Context) (string, error) {
		slugs, err := house.Slugs(ctx)
		if err != nil {
			return "", err
		}
		var problems []error
		for _, slug := range slugs {
			if err := rollUp(ctx, house, slug); err != nil {
				problems = append(problems, fmt.Errorf("roll up %s: %w", slug, err))
			}
		}
		return fmt.Sprintf("wards: %d", len(slugs)-len(problems)), errors.Join(problems...)
	}}
}

// rollUp takes a month after the other: citizens' turns go on in between.
func rollUp(ctx context.Context, house *ward.House, slug string) error {
	for more := true; more; {
		err := house.Write(ctx, slug, func(w *ward.Ward) (err error) {
			more, err = report.RollUpMore(ctx, w)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
