package ward

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"danbiet/db"
)

// Run is one going out of an announcement (đợt phát). It is unique by its announcement and planned time.
type Run struct {
	ID             int64
	AnnouncementID int64
	PlannedAt      time.Time
	StartedAt      time.Time
	EndedAt        time.Time // zero while it goes on
	State          RunState
	Total          int64 // recipients
	Excluded       map[Exclusion]int64
}

// RunState is where a run stands.
type RunState string

// The states of a run.
const (
	RunRunning RunState = "running"
	RunPaused  RunState = "paused"
	RunDone    RunState = "done"
	RunStopped RunState = "stopped"
	RunSkipped RunState = "skipped" // it came too late, and nobody was told
)

// The states of a delivery. Each ends in one of the last four.
const (
	deliveryWaiting = "waiting"
	deliveryQueued  = "queued" // its letter is in the outbox
	deliverySent    = "sent"
	deliveryStopped = "stopped"
)

// StartRuns starts the runs whose time has come, each once over all replicas, and returns how many it has started. Of
// several that were missed the newest is started, unless it is later than its plan allows; the others are recorded as
// skipped. The recipients are those of this moment: who joins later gets the next run.
func (h *House) StartRuns(ctx context.Context) (started int, err error) {
	slugs, err := h.Slugs(ctx)
	if err != nil {
		return 0, err
	}
	var problems []error
	for _, slug := range slugs {
		err := h.Write(ctx, slug, func(w *Ward) error {
			n, err := w.startRuns(ctx)
			started += n
			return err
		})
		problems = append(problems, err)
	}
	return started, errors.Join(problems...)
}

// startRuns starts the runs of this ward whose time has come.
func (w *Ward) startRuns(ctx context.Context) (started int, err error) {
	rows, err := w.tx.Query(ctx, `SELECT `+announcementColumns+` FROM announcement
		WHERE ward_id = $1 AND next_at > 0 AND next_at <= $2 AND state = $3 ORDER BY next_at`+w.tx.Dialect.SkipLocked(), w.ID, millis(w.house.Now()), string(AnnouncementApproved))
	if err != nil {
		return 0, fmt.Errorf("look for announcements that are due: %w", err)
	}
	due, err := collect(rows, func(r *sql.Rows, a *Announcement) (err error) { *a, err = w.scanAnnouncement(r.Scan); return err })
	if err != nil {
		return 0, err
	}
	for _, a := range due {
		n, err := w.startDue(ctx, a)
		if err != nil {
			return started, err
		}
		started += n
	}
	return started, nil
}

func (w *Ward) startDue(ctx context.Context, a Announcement) (started int, err error) {
	now, plan := w.Now(), a.Notice.Plan
	next, more := a.NextAt, true
	for more && !next.After(now) {
		planned := next
		next, more = plan.Next(planned, w.Calendar())
		missed := more && !next.After(now) || now.Sub(planned) > plan.late()
		n, err := w.startRun(ctx, a, planned, missed)
		if err != nil {
			return started, err
		}
		started += n
	}
	if !more {
		next = time.Time{}
	}
	if _, err := w.tx.Exec(ctx, `UPDATE announcement SET next_at = $1 WHERE ward_id = $2 AND announcement_id = $3`, millisOrZero(next), w.ID, a.ID); err != nil {
		return started, fmt.Errorf("plan the next run: %w", err)
	}
	return started, w.finish(ctx, a.ID)
}

// startRun starts one run with its recipients, or records that it was missed.
func (w *Ward) startRun(ctx context.Context, a Announcement, planned time.Time, missed bool) (started int, err error) {
	id, now := w.house.IDs.Next(), millis(w.house.Now())
	state, ended := RunRunning, int64(0)
	if missed {
		state, ended = RunSkipped, now
	}
	added, err := w.tx.Exec(ctx, `INSERT INTO announcement_run (ward_id, run_id, announcement_id, planned_at, started_at, ended_at, state, emergency, total)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (ward_id, announcement_id, planned_at) DO NOTHING`,
		w.ID, id, a.ID, millis(planned), now, ended, string(state), a.Notice.Emergency)
	if err != nil {
		return 0, fmt.Errorf("start a run: %w", err)
	}
	if added == 0 || missed {
		return 0, nil
	}
	reach, err := w.Reach(ctx, a.Notice)
	if err != nil {
		return 0, err
	}
	excluded, err := json.Marshal(reach.Excluded)
	if err != nil {
		return 0, fmt.Errorf("start a run: %w", err)
	}
	total, err := w.enlist(ctx, id, a.Notice)
	if err != nil {
		return 0, err
	}
	if _, err := w.tx.Exec(ctx, `UPDATE announcement_run SET total = $1, excluded = $2 WHERE ward_id = $3 AND run_id = $4`, total, string(excluded), w.ID, id); err != nil {
		return 0, fmt.Errorf("start a run: %w", err)
	}
	return 1, nil
}

// holdRuns pauses or stops the running runs of an announcement, and takes back the letters that no sender has in hand.
func (w *Ward) holdRuns(ctx context.Context, announcement int64, state RunState) error {
	open := `SELECT run_id FROM announcement_run WHERE ward_id = $1 AND announcement_id = $2 AND state IN ('running', 'paused')`
	if _, err := w.tx.Exec(ctx, `DELETE FROM outbox WHERE ward_id = $1 AND state = 'pending' AND run_id IN (`+open+`)`, w.ID, announcement); err != nil {
		return fmt.Errorf("take back the letters of a run: %w", err)
	}
	unsent, ended := deliveryWaiting, int64(0)
	if state == RunStopped {
		unsent, ended = deliveryStopped, millis(w.house.Now())
	}
	if _, err := w.tx.Exec(ctx, `UPDATE delivery SET state = $3, done_at = $4 WHERE ward_id = $1 AND run_id IN (`+open+`) AND state IN ('waiting', 'queued')`,
		w.ID, announcement, unsent, ended); err != nil {
		return fmt.Errorf("take back the letters of a run: %w", err)
	}
	_, err := w.tx.Exec(ctx, `UPDATE announcement_run SET state = $3, ended_at = $4 WHERE ward_id = $1 AND announcement_id = $2 AND state IN ('running', 'paused')`,
		w.ID, announcement, string(state), ended)
	if err != nil {
		return fmt.Errorf("hold a run: %w", err)
	}
	return nil
}

func (w *Ward) resumeRuns(ctx context.Context, announcement int64) error {
	_, err := w.tx.Exec(ctx, `UPDATE announcement_run SET state = 'running' WHERE ward_id = $1 AND announcement_id = $2 AND state = 'paused'`, w.ID, announcement)
	if err != nil {
		return fmt.Errorf("resume a run: %w", err)
	}
	return nil
}

// finish ends an announcement that has nothing more to do: no run planned, and none under way.
func (w *Ward) finish(ctx context.Context, id int64) error {
	changed, err := w.tx.Exec(ctx, `UPDATE announcement SET state = $1, updated_at = $2 WHERE ward_id = $3 AND announcement_id = $4 AND state = $5 AND next_at = 0
		AND NOT EXISTS (SELECT 1 FROM announcement_run r WHERE r.ward_id = announcement.ward_id AND r.announcement_id = announcement.announcement_id AND r.state IN ('running', 'paused'))`,
		string(AnnouncementFinished), millis(w.house.Now()), w.ID, id, string(AnnouncementApproved))
	if err != nil {
		return fmt.Errorf("finish an announcement: %w", err)
	}
	if changed == 0 {
		return nil
	}
	return w.logAnnouncement(ctx, id, Staff{}, "finished", "")
}

// Announcing lists the wards that have a run under way, or one whose end is still to be shown.
func (h *House) Announcing(ctx context.Context) (slugs []string, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := tx.Query(ctx, `SELECT slug FROM ward WHERE EXISTS (SELECT 1 FROM announcement_run r WHERE r.ward_id = ward.ward_id
			AND (r.state = 'running' OR r.shown_ref <> '' AND r.ended_at > r.shown_at)) ORDER BY slug`)
		if err != nil {
			return fmt.Errorf("look for announcements under way: %w", err)
		}
		slugs, err = collect(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
		return err
	})
	return slugs, err
}

// Dispatch is what Claim has taken from the running runs of a ward.
type Dispatch struct {
	Letters []*Letter // to be sent, or, in channels that keep a log, in it already
	Told    int       // recipients
	Ended   []Run     // runs that have nothing more to do
}

// Claim takes up to limit recipients of the running runs of this ward, emergencies first, and writes their letters into
// the outbox, for their owner, a replica, to send. In the quiet hours only emergencies go out. compose makes an
// announcement's messages for one recipient, as JSON; the last of them counts as the delivery.
//
// A replica that claims gets rows that no other has.
func (w *Ward) Claim(ctx context.Context, owner int64, limit int, compose func(Announcement, Run) ([]json.RawMessage, error)) (d Dispatch, err error) {
	runs, err := w.runs(ctx, `state = 'running' ORDER BY emergency DESC, run_id`)
	if err != nil {
		return d, err
	}
	for _, r := range runs {
		if d.Told >= limit {
			break
		}
		a, err := w.Announcement(ctx, r.AnnouncementID)
		if err != nil {
			return d, err
		}
		if Quiet(w.Now()) && !a.Notice.Emergency {
			continue
		}
		bodies, err := compose(a, r)
		if err != nil {
			return d, err
		}
		if err := w.claimOf(ctx, r, limit-d.Told, bodies, &d); err != nil {
			return d, err
		}
	}
	return d, w.Post(ctx, owner, d.Letters)
}

func (w *Ward) claimOf(ctx context.Context, r Run, limit int, bodies []json.RawMessage, d *Dispatch) error {
	rows, err := w.tx.Query(ctx, `SELECT citizen_id, channel, chat FROM delivery WHERE ward_id = $1 AND run_id = $2 AND state = 'waiting'
		ORDER BY citizen_id LIMIT $3`+w.tx.Dialect.SkipLocked(), w.ID, r.ID, limit)
	if err != nil {
		return fmt.Errorf("claim recipients: %w", err)
	}
	type recipient struct {
		citizen       int64
		channel, chat string
	}
	recipients, err := collect(rows, func(r *sql.Rows, to *recipient) error { return r.Scan(&to.citizen, &to.channel, &to.chat) })
	if err != nil {
		return err
	}
	if len(recipients) == 0 {
		return w.endRun(ctx, r, d)
	}
	d.Told += len(recipients)
	var states []any
	for _, to := range recipients {
		state, done := deliveryQueued, int64(0)
		if w.house.keepsLog(to.channel) {
			state, done = deliverySent, millis(w.house.Now())
		}
		states = append(states, w.ID, r.ID, to.citizen, state, done)
		for i, body := range bodies {
			l := &Letter{Channel: to.channel, Chat: to.chat, Lane: LaneBulk, Body: body, RunID: r.ID, Logged: w.house.keepsLog(to.channel)}
			if i == len(bodies)-1 {
				l.CitizenID = to.citizen
			}
			if l.Logged {
				if l.Seq, err = w.nextSeq(ctx, to.channel, to.chat); err != nil {
					return err
				}
			}
			d.Letters = append(d.Letters, l)
		}
	}
	return w.tx.QueueRows(ctx, "claim recipients", nil, `UPDATE delivery SET state = r.c4, done_at = r.c5 FROM {rows}
		WHERE delivery.ward_id = r.c1 AND delivery.run_id = r.c2 AND delivery.citizen_id = r.c3`, 5, states)
}

// endRun ends a run when nothing of it is under way any more.
func (w *Ward) endRun(ctx context.Context, r Run, d *Dispatch) error {
	ended := w.house.Now()
	changed, err := w.tx.Exec(ctx, `UPDATE announcement_run SET state = 'done', ended_at = $1 WHERE ward_id = $2 AND run_id = $3 AND state = 'running'
		AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.ward_id = $2 AND d.run_id = $3 AND d.state IN ('waiting', 'queued'))`, millis(ended), w.ID, r.ID)
	if err != nil {
		return fmt.Errorf("end a run: %w", err)
	}
	if changed == 0 {
		return nil
	}
	r.State, r.EndedAt = RunDone, ended
	d.Ended = append(d.Ended, r)
	return w.finish(ctx, r.AnnouncementID)
}

// Runs lists the runs of an announcement, newest first.
func (w *Ward) Runs(ctx context.Context, announcement int64) ([]Run, error) {
	return w.runs(ctx, `announcement_id = $2 ORDER BY run_id DESC`, announcement)
}

func (w *Ward) runs(ctx context.Context, where string, args ...any) ([]Run, error) {
	rows, err := w.tx.Query(ctx, `SELECT run_id, announcement_id, planned_at, started_at, ended_at, state, total, excluded FROM announcement_run
		WHERE ward_id = $1 AND `+where, append([]any{w.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	return collect(rows, func(rows *sql.Rows, r *Run) error {
		var planned, started, ended int64
		var excluded string
		if err := rows.Scan(&r.ID, &r.AnnouncementID, &planned, &started, &ended, &r.State, &r.Total, &excluded); err != nil {
			return err
		}
		r.PlannedAt, r.StartedAt, r.EndedAt = w.time(planned), w.time(started), w.timeOrZero(ended)
		if excluded == "" {
			return nil
		}
		return json.Unmarshal([]byte(excluded), &r.Excluded)
	})
}

// settleDeliveries records what became of the letters that are deliveries.
func settleDeliveries(ctx context.Context, tx *db.Tx, now int64, sendings []Sending) error {
	var values []any
	for _, s := range sendings {
		if s.CitizenID != 0 {
			values = append(values, s.WardID, s.RunID, s.CitizenID, s.State, s.Problem, now)
		}
	}
	return tx.QueueRows(ctx, "settle deliveries", nil, `UPDATE delivery SET state = r.c4, problem = r.c5, done_at = r.c6 FROM {rows}
		WHERE delivery.ward_id = r.c1 AND delivery.run_id = r.c2 AND delivery.citizen_id = r.c3 AND delivery.state <> 'sent'`, 6, values)
}
