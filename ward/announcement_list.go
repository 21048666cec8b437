package ward

import (
	"context"
	"database/sql"
	"fmt"
)

// AnnouncementAt is Announcement for whoever is about to change the version that they have looked at: until the end of the
// transaction nobody else changes it. A later version gives ErrChanged.
func (w *Ward) AnnouncementAt(ctx context.Context, id, version int64) (Announcement, error) {
	a, err := w.lockAnnouncement(ctx, id)
	if err == nil && a.Version != version {
		err = ErrChanged
	}
	return a, err
}

// AnnouncementsIn lists the announcements in some states, newest first, skip of them left out, limit at most.
func (w *Ward) AnnouncementsIn(ctx context.Context, states []AnnouncementState, skip, limit int) ([]Announcement, error) {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = string(s)
	}
	rows, err := w.tx.Query(ctx, `SELECT `+announcementColumns+` FROM announcement WHERE ward_id = $1 AND `+w.tx.Dialect.In("state", "$2")+`
		ORDER BY announcement_id DESC LIMIT $3 OFFSET $4`, w.ID, w.tx.Dialect.List(names), limit, skip)
	if err != nil {
		return nil, fmt.Errorf("list announcements: %w", err)
	}
	return collect(rows, func(r *sql.Rows, a *Announcement) (err error) { *a, err = w.scanAnnouncement(r.Scan); return err })
}

// AnnouncementCounts counts the announcements of each state; a state without one is left out.
func (w *Ward) AnnouncementCounts(ctx context.Context) (map[AnnouncementState]int, error) {
	rows, err := w.tx.Query(ctx, `SELECT state, count(*) FROM announcement WHERE ward_id = $1 GROUP BY state`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("count announcements: %w", err)
	}
	type part struct {
		state AnnouncementState
		count int
	}
	parts, err := collect(rows, func(r *sql.Rows, p *part) error { return r.Scan(&p.state, &p.count) })
	counts := make(map[AnnouncementState]int, len(parts))
	for _, p := range parts {
		counts[p.state] = p.count
	}
	return counts, err
}

// RunPlaces tells of each neighbourhood, in the order of their slugs, how many of it a run was to tell, has told, and how
// many of these have pressed “Đã xem”.
func (w *Ward) RunPlaces(ctx context.Context, run int64) ([]PlaceReach, error) {
	rows, err := w.tx.Query(ctx, `SELECT neighbourhood, count(*), count(CASE WHEN state = 'sent' THEN 1 END), count(CASE WHEN seen_at > 0 THEN 1 END)
		FROM delivery WHERE ward_id = $1 AND run_id = $2 GROUP BY neighbourhood ORDER BY neighbourhood`, w.ID, run)
	if err != nil {
		return nil, fmt.Errorf("count a run by neighbourhood: %w", err)
	}
	return collect(rows, func(r *sql.Rows, p *PlaceReach) error { return r.Scan(&p.Neighbourhood, &p.Total, &p.Sent, &p.Seen) })
}
