package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"danbiet/ward"
)

// How long things are kept that nobody needs any more.
const (
	keepOutbox   = 30 * 24 * time.Hour // what was sent, and the log of the web chat
	keepFiles    = 48 * time.Hour      // files of drafts that were never filed; a draft lives for a day
	keepTalks    = 30 * 24 * time.Hour // what was said to the staff, from the end of the talk
	keepRuns     = 90 * 24 * time.Hour
	keepReplicas = 24 * time.Hour
)

// Prune deletes what nobody needs any more, at night.
func Prune(house *ward.House) Job {
	return Job{Name: "prune", Schedule: "30 2 * * *", Useful: 22 * time.Hour, Run: func(ctx context.Context) (string, error) {
		var pruned pruned
		err := eachWard(ctx, house, func(slug string) error { return pruned.ward(ctx, house, slug) })
		err = errors.Join(err, pruned.house(ctx, house))
		return pruned.String(), err
	}}
}

// pruned counts deleted rows.
type pruned struct{ letters, files, talks, runs, replicas int64 }

func (p pruned) String() string {
	return fmt.Sprintf("%d letters, %d files, %d talks, %d runs, %d replicas", p.letters, p.files, p.talks, p.runs, p.replicas)
}

// ward prunes each table in a transaction of its own: citizens' turns go on in between.
func (p *pruned) ward(ctx context.Context, house *ward.House, slug string) error {
	var problems []error
	for _, table := range []struct {
		count *int64
		prune func(*ward.Ward, context.Context, time.Duration) (int64, error)
		age   time.Duration
	}{
		{&p.letters, (*ward.Ward).PruneOutbox, keepOutbox},
		{&p.files, (*ward.Ward).PruneFiles, keepFiles},
		{&p.talks, (*ward.Ward).PruneTalks, keepTalks},
	} {
		err := house.Write(ctx, slug, func(w *ward.Ward) error {
			n, err := table.prune(w, ctx, table.age)
			*table.count += n
			return err
		})
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

func (p *pruned) house(ctx context.Context, house *ward.House) error {
	var errRuns, errReplicas error
	p.runs, errRuns = house.PruneJobRuns(ctx, keepRuns)
	p.replicas, errReplicas = house.PruneReplicas(ctx, keepReplicas)
	return errors.Join(errRuns, errReplicas)
}
