package ward

import (
	"context"
	"database/sql"
	"fmt"
)

// Progress is how far a run has come.
type Progress struct {
	Total, Sent, Seen int64
	Gone              int64            // cannot be reached: blocked, or the chat is no more
	Failed            map[string]int64 // by the platform's reason
	Waiting           int64            // with those whose letter is on its way
	Stopped           int64
}

// Done is how many of the recipients are dealt with.
func (p Progress) Done() int64 { return p.Total - p.Waiting }

// Progress counts the deliveries of a run.
func (w *Ward) Progress(ctx context.Context, run int64) (Progress, error) {
	rows, err := w.tx.Query(ctx, `SELECT state, CASE WHEN state = 'failed' THEN problem ELSE '' END AS reason, count(*), count(CASE WHEN seen_at > 0 THEN 1 END)
		FROM delivery WHERE ward_id = $1 AND run_id = $2 GROUP BY 1, 2`, w.ID, run)
	if err != nil {
		return Progress{}, fmt.Errorf("count deliveries: %w", err)
	}
	type part struct {
		state, problem string
		count, seen    int64
	}
	parts, err := collect(rows, func(r *sql.Rows, p *part) error { return r.Scan(&p.state, &p.problem, &p.count, &p.seen) })
	p := Progress{Failed: map[string]int64{}}
	for _, part := range parts {
		p.add(part.state, part.problem, part.count, part.seen)
	}
	return p, err
}

// add counts deliveries of one state.
func (p *Progress) add(state, reason string, count, seen int64) {
	p.Total += count
	p.Seen += seen
	switch state {
	case deliverySent:
		p.Sent += count
	case StateGone:
		p.Gone += count
	case StateFailed:
		p.Failed[reason] += count
	case deliveryStopped:
		p.Stopped += count
	default:
		p.Waiting += count
	}
}

// MarkSeen notes that a citizen has said that they have read an announcement. It reports false when they never got it.
func (w *Ward) MarkSeen(ctx context.Context, run, citizen int64) (bool, error) {
	changed, err := w.tx.Exec(ctx, `UPDATE delivery SET seen_at = CASE WHEN seen_at > 0 THEN seen_at ELSE $1 END
		WHERE ward_id = $2 AND run_id = $3 AND citizen_id = $4`, millis(w.house.Now()), w.ID, run, citizen)
	if err != nil {
		return false, fmt.Errorf("note that an announcement was read: %w", err)
	}
	return changed > 0, nil
}
