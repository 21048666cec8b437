package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"danbiet/db"
)

// JobRun is one firing of a scheduled job. It belongs to the installation, not to a ward.
type JobRun struct {
	Job       string
	PlannedAt time.Time // when its schedule says; with Job it names the run
	Replica   int64     // which of the replicas claimed it
	StartedAt time.Time
	EndedAt   time.Time // zero while it runs, and for ever when its replica was killed
	Result    JobResult
	Detail    string // what it did, or why it failed; without personal data
}

// JobResult is how a run of a job ended.
type JobResult string

// The results of a job.
const (
	JobRunning JobResult = ""
	JobDone    JobResult = "ok"
	JobFailed  JobResult = "failed"
)

// ClaimJob makes a replica the one that runs a job's firing. It reports false when the firing was claimed before, by
// this replica or another.
func (h *House) ClaimJob(ctx context.Context, job string, planned time.Time, replica int64) (mine bool, err error) {
	err = h.DB.Write(ctx, func(tx *db.Tx) error {
		added, err := tx.Exec(ctx, `INSERT INTO job_run (job, planned_at, replica_id, started_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (job, planned_at) DO NOTHING`, job, millis(planned), replica, millis(h.Now()))
		mine = added == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claim a run of %s: %w", job, err)
	}
	return mine, nil
}

// EndJob records how a claimed firing ended.
func (h *House) EndJob(ctx context.Context, job string, planned time.Time, result JobResult, detail string) error {
	err := h.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE job_run SET ended_at = $1, result = $2, detail = $3 WHERE job = $4 AND planned_at = $5`,
			millis(h.Now()), string(result), detail, job, millis(planned))
		return err
	})
	if err != nil {
		return fmt.Errorf("record a run of %s: %w", job, err)
	}
	return nil
}

const jobRunColumns = `job, planned_at, replica_id, started_at, ended_at, result, detail`

func scanJobRun(r *JobRun, scan func(...any) error) error {
	var planned, started, ended int64
	if err := scan(&r.Job, &planned, &r.Replica, &started, &ended, &r.Result, &r.Detail); err != nil {
		return err
	}
	r.PlannedAt, r.StartedAt = time.UnixMilli(planned), time.UnixMilli(started)
	if ended > 0 {
		r.EndedAt = time.UnixMilli(ended)
	}
	return nil
}

// LastJobRun is the newest firing of a job that was claimed, however it ended; false when it was never claimed.
func (h *House) LastJobRun(ctx context.Context, job string) (run JobRun, found bool, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		return scanJobRun(&run, tx.QueryRow(ctx, `SELECT `+jobRunColumns+` FROM job_run WHERE job = $1 ORDER BY planned_at DESC LIMIT 1`, job).Scan)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return JobRun{}, false, nil
	case err != nil:
		return JobRun{}, false, fmt.Errorf("look up the last run of %s: %w", job, err)
	}
	return run, true, nil
}

// LastJobRuns is the newest claimed firing of every job, by the jobs' names.
func (h *House) LastJobRuns(ctx context.Context) (runs []JobRun, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT `+jobRunColumns+` FROM job_run
			WHERE (job, planned_at) IN (SELECT job, max(planned_at) FROM job_run GROUP BY job) ORDER BY job`)
		if err != nil {
			return err
		}
		runs, err = collect(rows, func(r *sql.Rows, run *JobRun) error { return scanJobRun(run, r.Scan) })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the last runs of jobs: %w", err)
	}
	return runs, nil
}

// PruneJobRuns deletes firings planned longer ago than age, but for the newest of each job, which tells a later start
// what it has missed.
func (h *House) PruneJobRuns(ctx context.Context, age time.Duration) (pruned int64, err error) {
	err = h.DB.Write(ctx, func(tx *db.Tx) (err error) {
		pruned, err = tx.Exec(ctx, `DELETE FROM job_run WHERE planned_at < $1
			AND (job, planned_at) NOT IN (SELECT job, max(planned_at) FROM job_run GROUP BY job)`, millis(h.Now().Add(-age)))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the runs of jobs: %w", err)
	}
	return pruned, nil
}
