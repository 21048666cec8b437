package jobs

import (
	"context"
	"fmt"
	"time"

	"danbiet/report"
	"danbiet/ward"
)

// RollUp counts each day that has gone by into the roll-ups of figures, at night. A day whose night was missed is counted
// the next time.
func RollUp(house *ward.House) Job {
	return Job{Name: "rollup", Schedule: "10 1 * * *", Useful: 22 * time.Hour, Run: func(ctx context.Context) (string, error) {
		wards := 0
		err := eachWard(ctx, house, func(slug string) error {
			wards++
			return rollUp(ctx, house, slug)
		})
		return fmt.Sprintf("wards: %d", wards), err
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
