package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"danbiet/viet"
)

// Showing is the progress of a run on its way to whoever wrote the announcement.
type Showing struct {
	Announcement Announcement
	Run          Run
	Progress     Progress
	To           Staff
	Ref          string // the messenger's id of the message that shows it so far, "" for none yet
}

// ToShow takes the runs whose progress is to be shown anew: those under way that were not shown for a while, and those
// that have ended since. Of several replicas one gets each. Runs of authors without a linked chat are left out.
func (w *Ward) ToShow(ctx context.Context, every time.Duration) ([]Showing, error) {
	now := w.house.Now()
	rows, err := w.tx.Query(ctx, `UPDATE announcement_run SET shown_at = $1
		WHERE ward_id = $2 AND shown_at < $3 AND (state = 'running' OR shown_ref <> '' AND ended_at > shown_at)
		RETURNING run_id, shown_ref`, millis(now), w.ID, millis(now.Add(-every))+1)
	if err != nil {
		return nil, fmt.Errorf("look for progress to show: %w", err)
	}
	type shown struct {
		run int64
		ref string
	}
	all, err := collect(rows, func(r *sql.Rows, s *shown) error { return r.Scan(&s.run, &s.ref) })
	if err != nil {
		return nil, err
	}
	var showings []Showing
	for _, one := range all {
		s, err := w.Showing(ctx, one.run)
		switch {
		case errors.Is(err, ErrNoStaff):
		case err != nil:
			return nil, err
		case s.To.Chat != "":
			s.Ref = one.ref
			showings = append(showings, s)
		}
	}
	return showings, nil
}

// Showing is how far a run has come. ErrNoStaff means that its author is no more, ErrNoAnnouncement that there is no such
// run.
func (w *Ward) Showing(ctx context.Context, run int64) (s Showing, err error) {
	runs, err := w.runs(ctx, `run_id = $2`, run)
	if err != nil {
		return s, err
	}
	if len(runs) == 0 {
		return s, ErrNoAnnouncement
	}
	s.Run = runs[0]
	if s.Announcement, err = w.Announcement(ctx, s.Run.AnnouncementID); err != nil {
		return s, err
	}
	if s.Progress, err = w.Progress(ctx, run); err != nil {
		return s, err
	}
	s.To, err = w.Author(ctx, s.Announcement)
	return s, err
}

// Shown remembers the message that shows a run's progress.
func (w *Ward) Shown(ctx context.Context, run int64, ref string) error {
	if _, err := w.tx.Exec(ctx, `UPDATE announcement_run SET shown_ref = $1 WHERE ward_id = $2 AND run_id = $3`, ref, w.ID, run); err != nil {
		return fmt.Errorf("remember where progress is shown: %w", err)
	}
	return nil
}

// Title heads the progress, in Vietnamese.
func (s Showing) Title() string {
	head := map[RunState]string{
		RunRunning: "Đang phát", RunPaused: "Tạm dừng", RunDone: "Đã phát xong", RunStopped: "Đã dừng hẳn", RunSkipped: "Bỏ qua vì quá giờ",
	}[s.Run.State]
	return head + ": " + s.Announcement.Notice.Title
}

// Text is the progress in Vietnamese: a bar, how fast, how long still, whom it reached, and why not the others.
func (s Showing) Text(now time.Time) string {
	p := s.Progress
	lines := []string{fmt.Sprintf("%s %d %% (%s/%s)", bar(p.Done(), p.Total), percent(p.Done(), p.Total), viet.Number(p.Done()), viet.Number(p.Total))}
	if s.Run.State == RunRunning {
		lines = append(lines, s.pace(now)...)
	}
	lines = append(lines, "Đã đến: "+viet.Number(p.Sent))
	if s.Announcement.Notice.AskSeen {
		lines[len(lines)-1] += "; bấm “Đã xem”: " + viet.Number(p.Seen)
	}
	if p.Gone > 0 {
		lines = append(lines, "Không liên lạc được: "+viet.Number(p.Gone))
	}
	for _, reason := range slices.Sorted(maps.Keys(p.Failed)) {
		lines = append(lines, "Lỗi: "+viet.Number(p.Failed[reason])+" ("+reason+")")
	}
	if p.Stopped > 0 {
		lines = append(lines, "Chưa gửi thì dừng: "+viet.Number(p.Stopped))
	}
	for _, why := range Exclusions() {
		if n := s.Run.Excluded[why]; n > 0 {
			lines = append(lines, "Không gửi: "+viet.Number(n)+" ("+why.Name()+")")
		}
	}
	return strings.Join(lines, "\n")
}

// Pace is how many recipients a run deals with in a second, and how long it still takes at that. It reports false while
// there is nothing to tell from.
func (s Showing) Pace(now time.Time) (rate float64, left time.Duration, ok bool) {
	took := now.Sub(s.Run.StartedAt).Seconds()
	rate = float64(s.Progress.Done()) / took
	if took < 1 || rate <= 0 {
		return 0, 0, false
	}
	return rate, time.Duration(float64(s.Progress.Waiting) / rate * float64(time.Second)).Round(time.Second), true
}

// pace tells how fast a run goes, once there is something to tell from.
func (s Showing) pace(now time.Time) []string {
	rate, left, ok := s.Pace(now)
	if !ok {
		return nil
	}
	span := fmt.Sprintf("%d giây", int(left.Seconds()))
	if left >= 2*time.Minute {
		span = fmt.Sprintf("%d phút", int(left.Round(time.Minute).Minutes()))
	}
	return []string{fmt.Sprintf("Tốc độ: %s tin/giây; còn khoảng %s", strings.Replace(fmt.Sprintf("%.1f", rate), ".", ",", 1), span)}
}

func percent(part, whole int64) int64 {
	if whole == 0 {
		return 100
	}
	return part * 100 / whole
}

// bar is a bar of ten fields.
func bar(part, whole int64) string {
	full := int(percent(part, whole) / 10)
	return strings.Repeat("▓", full) + strings.Repeat("░", 10-full)
}
