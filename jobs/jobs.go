// Package jobs does what must happen by itself, one job a file, each at the times of its schedule.
//
// Every replica ticks. A firing is claimed by inserting its job and planned time into the database, so it runs once; how
// it ended and how long it took stay there.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"danbiet/ward"
)

// Job is one thing that happens by itself.
type Job struct {
	Name     string        // stable: its runs are stored under it
	Schedule string        // a cron line of five fields, in the runner's time zone
	Useful   time.Duration // a firing missed by no more than this is made up for, once; 0: it is left out
	// Run does the job and says in a few words what it did, without personal data. It may be stopped by the context.
	Run func(context.Context) (detail string, err error)
}

// Runner runs jobs. Its fields are set before Start and not changed afterwards.
type Runner struct {
	House   *ward.House // its clock is the runner's
	Replica int64
	Zone    *time.Location
	Jobs    []Job
	Logger  *slog.Logger

	cancel  context.CancelFunc
	running sync.WaitGroup
}

// Start begins to tick, and first makes up for what was missed while no replica ran. A schedule that cannot be read is
// an error, and then nothing has started. The context's end, or Stop, ends it.
func (r *Runner) Start(ctx context.Context) error {
	schedules := make([]cron.Schedule, len(r.Jobs))
	for i, job := range r.Jobs {
		var err error
		if schedules[i], err = cron.ParseStandard(job.Schedule); err != nil {
			return fmt.Errorf("the schedule of the job %s: %w", job.Name, err)
		}
	}
	ctx, r.cancel = context.WithCancel(ctx)
	for i, job := range r.Jobs {
		r.running.Go(func() { r.tick(ctx, job, schedules[i]) })
	}
	return nil
}

// Stop asks running jobs to end and returns when they have.
func (r *Runner) Stop() {
	r.cancel()
	r.running.Wait()
}

// now is the clock in the runner's zone: a schedule without a zone is read in that of the time it is given.
func (r *Runner) now() time.Time { return r.House.Now().In(r.Zone) }

// tick fires one job until the context ends. A firing that comes while the job still runs is left out.
func (r *Runner) tick(ctx context.Context, job Job, schedule cron.Schedule) {
	r.catchUp(ctx, job, schedule)
	for {
		next := schedule.Next(r.now())
		if next.IsZero() || !r.waitUntil(ctx, next) {
			return
		}
		r.fire(ctx, job, next)
	}
}

// longestWait is how long the runner trusts a timer: a machine that slept, or a clock that was set, is noticed then.
const longestWait = time.Minute

// waitUntil reports false when the context ends first.
func (r *Runner) waitUntil(ctx context.Context, t time.Time) bool {
	for {
		wait := t.Sub(r.now())
		if wait <= 0 {
			return ctx.Err() == nil
		}
		timer := time.NewTimer(min(wait, longestWait))
		select {
		case <-ctx.Done():
			timer.Stop()
			return false
		case <-timer.C:
		}
	}
}

// catchUp runs the newest firing that no replica was there to claim.
func (r *Runner) catchUp(ctx context.Context, job Job, schedule cron.Schedule) {
	last, found, err := r.House.LastJobRun(ctx, job.Name)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		r.Logger.Warn("it cannot be told whether a job was missed", "job", job.Name, "error", err)
		return
	}
	if !found {
		return // a new installation has missed nothing
	}
	if planned, ok := missed(schedule, last.PlannedAt.In(r.Zone), r.now(), job.Useful); ok {
		r.fire(ctx, job, planned)
	}
}

// missed is the newest firing after the last claimed one that is over and still useful.
func missed(schedule cron.Schedule, last, now time.Time, useful time.Duration) (newest time.Time, ok bool) {
	from := last
	if oldest := now.Add(-useful - time.Second); oldest.After(from) {
		from = oldest // what came before is too old, and need not be walked through
	}
	for next := schedule.Next(from); !next.IsZero() && !next.After(now); next = schedule.Next(next) {
		if now.Sub(next) <= useful {
			newest, ok = next, true
		}
	}
	return newest, ok
}

// recordWithin bounds the writing of a result, which must succeed even while the program stops.
const recordWithin = 10 * time.Second

// fire runs one firing unless it was claimed by somebody else.
func (r *Runner) fire(ctx context.Context, job Job, planned time.Time) {
	mine, err := r.House.ClaimJob(ctx, job.Name, planned, r.Replica)
	if ctx.Err() != nil && !mine {
		return
	}
	if err != nil {
		r.Logger.Warn("a job could not be claimed and is left out", "job", job.Name, "error", err)
		return
	}
	if !mine {
		return
	}
	began := r.now()
	detail, err := safely(ctx, job)
	result := ward.JobDone
	if err != nil {
		result, detail = ward.JobFailed, err.Error()
		r.Logger.Error("a job failed", "job", job.Name, "error", err, "stack", stackOf(err))
	}
	r.Logger.Debug("a job has run", "job", job.Name, "took", r.now().Sub(began), "detail", detail)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordWithin)
	defer cancel()
	if err := r.House.EndJob(ctx, job.Name, planned, result, shorten(detail)); err != nil {
		r.Logger.Warn("the result of a job could not be recorded", "job", job.Name, "error", err)
	}
}

// safely runs a job and turns a panic into an error.
func safely(ctx context.Context, job Job) (detail string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicError{kind: fmt.Sprintf("%T", p), stack: string(debug.Stack())}
		}
	}()
	return job.Run(ctx)
}

// panicError is a panic in a job. It names the panic's type, never its words, which may hold personal data.
type panicError struct{ kind, stack string }

func (e panicError) Error() string { return "panic of type " + e.kind }

func stackOf(err error) string {
	var p panicError
	errors.As(err, &p)
	return p.stack
}

// maxDetail bounds what is stored of a run, in letters.
const maxDetail = 500

func shorten(s string) string {
	letters := []rune(s)
	return string(letters[:min(len(letters), maxDetail)])
}

// eachWard does something in every ward. What fails in one is told when the others have had their turn.
func eachWard(ctx context.Context, house *ward.House, do func(slug string) error) error {
	slugs, err := house.Slugs(ctx)
	if err != nil {
		return err
	}
	var problems []error
	for _, slug := range slugs {
		if err := do(slug); err != nil {
			problems = append(problems, fmt.Errorf("in %s: %w", slug, err))
		}
	}
	return errors.Join(problems...)
}
