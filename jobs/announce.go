package jobs

import (
	"context"
	"fmt"
	"time"

	"danbiet/ward"
)

// Announce starts the announcements whose time has come. How late a run may start is told by its own plan.
func Announce(house *ward.House) Job {
	return Job{Name: "announce", Schedule: "* * * * *", Useful: 24 * time.Hour, Run: func(ctx context.Context) (string, error) {
		started, err := house.StartRuns(ctx)
		return fmt.Sprintf("%d runs started", started), err
	}}
}
