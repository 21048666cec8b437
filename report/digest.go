package report

import (
	"context"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// Digest is what a leader reads on a Monday: how the week before went, and what waits now. It names nobody, and holds no
// word of a citizen.
func Digest(ctx context.Context, w *ward.Ward) (title string, lines []string, err error) {
	week := lastWeek(w.Today())
	before := Scope{From: week.From.AddDays(-7), To: week.From.AddDays(-1)}
	b, err := NewBrief(ctx, w, week, before)
	if err != nil {
		return "", nil, err
	}
	counts, err := w.InboxCounts(ctx, ward.Inbox{})
	if err != nil {
		return "", nil, err
	}
	var talks, calls int64
	err = w.Tx().QueryRow(ctx, `SELECT (SELECT count(*) FROM handover WHERE ward_id = $1 AND ended_at = 0 AND waits),
		(SELECT count(*) FROM callback WHERE ward_id = $1 AND done_at = 0)`, w.ID).Scan(&talks, &calls)
	if err != nil {
		return "", nil, fmt.Errorf("count who waits: %w", err)
	}
	burning := counts[ward.ViewOverdue] + counts[ward.ViewDueSoon]
	for i, f := range b.Figures {
		switch f.Metric.ID {
		case "A1", "A3.so-luong", "A3", "E1", "E6":
			lines = append(lines, f.Metric.Name+": "+f.said()+change(f, b.Earlier[i]))
		}
	}
	lines = append(lines, "",
		"Đang giải quyết: "+Counted(b.Open)+" đơn",
		fmt.Sprintf("Cần chú ý: %s đơn (quá hạn: %s; đến hạn trong %d ngày tới: %s)", Counted(int64(burning)),
			Counted(int64(counts[ward.ViewOverdue])), ward.SoonDays, Counted(int64(counts[ward.ViewDueSoon]))),
		"Cuộc trò chuyện chờ cán bộ trả lời: "+Counted(talks),
		"Người dân chờ gọi lại: "+Counted(calls))
	title = fmt.Sprintf("Tuần qua tại %s (%s–%s)", w.Profile.Short, strings.TrimSuffix(week.From.Vietnamese(), "/"+fmt.Sprint(week.From.Year)), week.To.Vietnamese())
	return title, lines, nil
}

// lastWeek is the week, Monday to Sunday, before the one of a day.
func lastWeek(today law.Date) Scope {
	monday := today.Monday()
	return Scope{From: monday.AddDays(-7), To: monday.AddDays(-1)}
}
