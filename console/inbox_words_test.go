package console

import (
	"testing"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

func TestADueDateIsToldInWords(t *testing.T) {
	cal := law.NewCalendar(nil)
	today := law.MustDate("2026-11-26") // a Thursday
	for _, c := range []struct {
		due    string
		status ward.Status
		closed bool
		want   string
		burns  burning
	}{
		{"2026-11-24", ward.StatusVerifying, false, "quá hạn 2 ngày", burnsLate},
		{"2026-11-26", ward.StatusVerifying, false, "đến hạn hôm nay", burnsSoon},
		{"2026-11-27", ward.StatusVerifying, false, "còn 1 ngày làm việc", burnsSoon},
		{"2026-11-29", ward.StatusVerifying, false, "còn 1 ngày làm việc", burnsSoon}, // the Sunday: Friday is left
		{"2026-11-30", ward.StatusVerifying, false, "còn 2 ngày làm việc", burnsCalm},
		{"2026-12-10", ward.StatusVerifying, false, "còn 10 ngày làm việc", burnsCalm},
		{"", ward.StatusUnsigned, false, "chờ người dân bổ sung", burnsRest},
		{"", ward.StatusSuspended, false, "không tính hạn", burnsRest},
		{"2026-11-24", ward.StatusClosed, true, "xong 25/11/2026", burnsDone},
	} {
		one := ward.Case{Petition: ward.Petition{Status: c.status}}
		if c.due != "" {
			one.DueOn = law.MustDate(c.due)
		}
		if c.closed {
			one.ClosedAt = time.Date(2026, time.November, 25, 10, 0, 0, 0, law.Zone())
		}
		if got, burns := dueWords(one, today, cal); got != c.want || burns != c.burns {
			t.Errorf("%s due on %q: %q, %s; want %q, %s", c.status, c.due, got, burns, c.want, c.burns)
		}
	}
	saturday := law.MustDate("2026-11-28")
	one := ward.Case{Petition: ward.Petition{Status: ward.StatusVerifying, DueOn: law.MustDate("2026-11-29")}}
	if got, _ := dueWords(one, saturday, cal); got != "còn 1 ngày" {
		t.Errorf("from Saturday to Sunday: %q", got)
	}
}
