package ward

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"danbiet/law"
)

// RunRecord is a run of an announcement with what became of it, for figures: it names no citizen.
type RunRecord struct {
	Run
	Notice   Notice
	Progress Progress
	Places   []PlaceReach // by neighbourhood, in the order of their slugs
}

// PlaceReach is how many of a neighbourhood were to be told, how many were, and how many of these say that they have read it.
type PlaceReach struct {
	Neighbourhood     string // slug, "" for those who have not said where they live
	Total, Sent, Seen int64
}

// runsWithDeliveries has a row for each run, neighbourhood, state and reason of failure; one for a run without deliveries.
const runsWithDeliveries = `SELECT r.run_id, r.announcement_id, r.planned_at, r.started_at, r.ended_at, r.state, r.total, r.excluded, a.content,
	coalesce(d.neighbourhood, ''), coalesce(d.state, ''), coalesce(d.reason, ''), coalesce(d.everybody, 0), coalesce(d.seen, 0)
	FROM announcement_run r JOIN announcement a ON a.ward_id = r.ward_id AND a.announcement_id = r.announcement_id
	LEFT JOIN (SELECT run_id, neighbourhood, state, CASE WHEN state = 'failed' THEN problem ELSE '' END AS reason,
			count(*) AS everybody, count(CASE WHEN seen_at > 0 THEN 1 END) AS seen
		FROM delivery WHERE ward_id = $1 AND run_id IN (SELECT run_id FROM announcement_run WHERE ward_id = $1 AND planned_at >= $2 AND planned_at < $3)
		GROUP BY 1, 2, 3, 4) d ON d.run_id = r.run_id
	WHERE r.ward_id = $1 AND r.planned_at >= $2 AND r.planned_at < $3
	ORDER BY r.planned_at, r.run_id, 10, 11, 12`

// AnnouncementRuns calls each for every run that was planned on the days from–to, both included, in the order of their
// planned times. It streams: memory does not grow with their number.
func (w *Ward) AnnouncementRuns(ctx context.Context, from, to law.Date, each func(RunRecord) error) error {
	rows, err := w.tx.Query(ctx, runsWithDeliveries, w.ID, millis(from.At(0, 0, w.Profile.Zone())), millis(to.AddDays(1).At(0, 0, w.Profile.Zone())))
	if err != nil {
		return fmt.Errorf("read the runs of announcements: %w", err)
	}
	defer rows.Close()
	var current RunRecord
	for rows.Next() {
		var part runPart
		if err := part.scan(rows.Scan); err != nil {
			return fmt.Errorf("read the runs of announcements: %w", err)
		}
		if part.run != current.ID {
			if current.ID != 0 {
				if err := each(current); err != nil {
					return err
				}
			}
			if current, err = w.begin(part); err != nil {
				return err
			}
		}
		current.add(part)
	}
	if err := rows.Err(); err != nil || current.ID == 0 {
		return err
	}
	return each(current)
}

// runPart is a row of runsWithDeliveries.
type runPart struct {
	run, announcement, planned, started, ended, total int64
	state                                             RunState
	excluded, content                                 string

	neighbourhood, delivery, reason string
	count, seen                     int64
}

func (p *runPart) scan(scan func(...any) error) error {
	return scan(&p.run, &p.announcement, &p.planned, &p.started, &p.ended, &p.state, &p.total, &p.excluded, &p.content,
		&p.neighbourhood, &p.delivery, &p.reason, &p.count, &p.seen)
}

// begin makes the record that a run's first row begins.
func (w *Ward) begin(p runPart) (RunRecord, error) {
	r := RunRecord{
		Run: Run{
			ID: p.run, AnnouncementID: p.announcement, PlannedAt: w.time(p.planned), StartedAt: w.time(p.started), EndedAt: w.timeOrZero(p.ended),
			State: p.state, Total: p.total,
		},
		Progress: Progress{Failed: map[string]int64{}},
	}
	if err := json.Unmarshal([]byte(cmp.Or(p.excluded, "null")), &r.Excluded); err != nil {
		return r, fmt.Errorf("read a run: %w", err)
	}
	if err := json.Unmarshal([]byte(p.content), &r.Notice); err != nil {
		return r, fmt.Errorf("read an announcement: %w", err)
	}
	return r, nil
}

func (r *RunRecord) add(p runPart) {
	if p.count == 0 { // nobody was to be told
		return
	}
	r.Progress.add(p.delivery, p.reason, p.count, p.seen)
	if n := len(r.Places); n == 0 || r.Places[n-1].Neighbourhood != p.neighbourhood {
		r.Places = append(r.Places, PlaceReach{Neighbourhood: p.neighbourhood})
	}
	place := &r.Places[len(r.Places)-1]
	place.Total += p.count
	place.Seen += p.seen
	if p.delivery == deliverySent {
		place.Sent += p.count
	}
}

// AnnouncementsOpen counts the announcements that wait for approval, and the runs that go on or are paused.
func (w *Ward) AnnouncementsOpen(ctx context.Context) (waiting, running int64, err error) {
	err = w.tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM announcement WHERE ward_id = $1 AND state = $2),
		(SELECT count(*) FROM announcement_run WHERE ward_id = $1 AND state IN ('running', 'paused'))`, w.ID, string(AnnouncementSubmitted)).Scan(&waiting, &running)
	if err != nil {
		return 0, 0, fmt.Errorf("count open announcements: %w", err)
	}
	return waiting, running, nil
}
