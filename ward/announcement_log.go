package ward

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// AnnouncementEvent is an entry of an announcement's log.
type AnnouncementEvent struct {
	At    time.Time
	Staff string // login, "" for the program
	Kind  string // composed, edited, submitted, approved, approved-alone, rejected, paused, resumed, stopped, finished
	Note  string
}

// logAnnouncement adds to an announcement's log, and to the ward's what somebody has done.
func (w *Ward) logAnnouncement(ctx context.Context, id int64, by Staff, kind, note string) error {
	switch {
	case by.ID == 0: // the program
	case kind == "approved", kind == "approved-alone":
		w.noteID(by, ActApproved, id, kind)
	default:
		w.noteID(by, ActAnnounced, id, kind)
	}
	return w.tx.Queue(ctx, "write an announcement's log", nil, `INSERT INTO announcement_event (ward_id, announcement_id, event_id, at, staff_id, kind, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, w.ID, id, w.house.IDs.Next(), millis(w.house.Now()), by.ID, kind, note)
}

// AnnouncementLog tells what has happened to an announcement, oldest first.
func (w *Ward) AnnouncementLog(ctx context.Context, id int64) ([]AnnouncementEvent, error) {
	rows, err := w.tx.Query(ctx, `SELECT e.at, coalesce(s.login, ''), e.kind, e.note FROM announcement_event e
		LEFT JOIN staff s ON s.ward_id = e.ward_id AND s.staff_id = e.staff_id
		WHERE e.ward_id = $1 AND e.announcement_id = $2 ORDER BY e.event_id`, w.ID, id)
	if err != nil {
		return nil, fmt.Errorf("read an announcement's log: %w", err)
	}
	return collect(rows, func(r *sql.Rows, e *AnnouncementEvent) error {
		var at int64
		err := r.Scan(&at, &e.Staff, &e.Kind, &e.Note)
		e.At = w.time(at)
		return err
	})
}
