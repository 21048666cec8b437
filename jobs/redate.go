package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"danbiet/ward"
)

// Redate computes the due dates of open cases again at night, where days off have changed since they were computed: by a
// decision that another process has taken in, or by a newer version of the program that knows a year's decision.
func Redate(house *ward.House) Job {
	return Job{Name: "redate", Schedule: "40 1 * * *", Useful: 20 * time.Hour, Run: func(ctx context.Context) (string, error) {
		slugs, err := house.Slugs(ctx)
		if err != nil {
			return "", err
		}
		total := 0
		var problems []error
		for _, slug := range slugs {
			n, err := house.Redate(ctx, slug)
			total += n
			if err != nil {
				problems = append(problems, fmt.Errorf("date the cases of %s again: %w", slug, err))
			}
		}
		return fmt.Sprintf("%d due dates changed", total), errors.Join(problems...)
	}}
}
