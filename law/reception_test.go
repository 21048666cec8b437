package law

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// thursdays is the ward's schedule in 2024: the chair receives every Thursday.
var thursdays = Weekly{
	Who: "Chủ tịch UBND phường", Chair: true, Weekdays: []time.Weekday{time.Thursday},
	Shifts: []Shift{{"07:30", "11:30"}, {"13:30", "17:00"}}, Place: "Phòng tiếp công dân",
}

func TestAShiftReadsAsItIsPosted(t *testing.T) {
	if got := (Shift{From: "07:30", To: "11:30"}).String(); got != "07:30–11:30" {
		t.Errorf("it reads %q", got)
	}
}

func TestThursdaysOfTheFirstHalfOf2024(t *testing.T) {
	cal := NewCalendar(nil)
	held, dropped := Plan([]Weekly{thursdays}, nil, nil, cal, MustDate("2024-01-01"), MustDate("2024-06-30"))
	if len(held) != 24 || len(dropped) != 2 {
		t.Fatalf("held %d and dropped %d sessions, want 24 and 2", len(held), len(dropped))
	}
	for i, want := range []string{"2024-02-08", "2024-04-18"} {
		if dropped[i].Date != MustDate(want) {
			t.Errorf("dropped %s, want %s", dropped[i].Date, want)
		}
	}
	if n := len(Sessions([]Weekly{thursdays}, nil, nil, cal, MustDate("2024-01-01"), MustDate("2024-06-13"))); n != 22 {
		t.Errorf("%d sessions up to 13/06, want 22", n)
	}
}

// in2024 and in2026 are the ward's schedules before and after 1 July 2026.
var (
	in2024 = []Weekly{thursdays}
	in2026 = []Weekly{{
		Who: "Chủ tịch UBND phường", Chair: true, MonthDays: []int{10, 25}, OnHoliday: NextWorkingDay,
		Shifts: []Shift{{"07:30", "11:30"}}, Place: "Phòng tiếp công dân", From: MustDate("2026-07-01"), Document: "Lịch 12/TB-UBND",
	}}
)

// brief prints sessions as "day", "day<planned day" where moved.
func brief(sessions []Session) []string {
	var out []string
	for _, s := range sessions {
		text := s.Date.String()
		if !s.MovedFrom.IsZero() {
			text += "<" + s.MovedFrom.String()
		}
		out = append(out, text)
	}
	return out
}

func TestWhichDaysAreReceptionDays(t *testing.T) {
	monday := Weekly{Who: "Trưởng Công an phường", Weekdays: []time.Weekday{time.Monday}}
	firstAndThird, last, ended := monday, monday, monday
	firstAndThird.EveryNth = []int{1, 3}
	last.EveryNth = []int{-1}
	ended.From, ended.To = MustDate("2024-06-10"), MustDate("2024-06-17")
	day31 := Weekly{Who: "Bí thư", MonthDays: []int{31}}
	saturday := Weekly{Who: "Bộ phận một cửa", Weekdays: []time.Weekday{time.Saturday}}
	for _, c := range []struct {
		name     string
		rule     Weekly
		from, to string
		want     []string
	}{
		{"every Monday", monday, "2024-06-01", "2024-06-30", []string{"2024-06-03", "2024-06-10", "2024-06-17", "2024-06-24"}},
		{"first and third Monday", firstAndThird, "2024-06-01", "2024-07-31", []string{"2024-06-03", "2024-06-17", "2024-07-01", "2024-07-15"}},
		{"last Monday", last, "2024-06-01", "2024-07-31", []string{"2024-06-24", "2024-07-29"}},
		{"a schedule with two ends", ended, "2024-06-01", "2024-06-30", []string{"2024-06-10", "2024-06-17"}},
		{"Saturdays where the schedule says so, not in Tết", saturday, "2024-02-01", "2024-02-29", []string{"2024-02-03", "2024-02-17", "2024-02-24"}},
		{"both ends of the span count", monday, "2024-06-03", "2024-06-10", []string{"2024-06-03", "2024-06-10"}},
		{"a month without that day has none", day31, "2024-06-01", "2024-07-31", []string{"2024-07-31"}},
		{"days 10 and 25, off days passed on", in2026[0], "2026-07-01", "2026-10-31", []string{
			"2026-07-10", "2026-07-27<2026-07-25", "2026-08-10", "2026-08-25", "2026-09-10", "2026-09-25", "2026-10-12<2026-10-10", "2026-10-26<2026-10-25",
		}},
		{"a session rolls into the span", in2026[0], "2026-10-26", "2026-10-31", []string{"2026-10-26<2026-10-25"}},
		{"and out of it", in2026[0], "2026-10-20", "2026-10-25", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Sessions([]Weekly{c.rule}, nil, nil, NewCalendar(nil), MustDate(c.from), MustDate(c.to))
			if diff := cmp.Diff(c.want, brief(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestASessionOnADayOffSaysWhyItFallsOut(t *testing.T) {
	_, dropped := Plan(in2024, nil, nil, NewCalendar(nil), MustDate("2024-04-18"), MustDate("2024-04-18"))
	if len(dropped) != 1 || dropped[0].Reason != "Trùng ngày nghỉ Giỗ Tổ Hùng Vương" {
		t.Errorf("got %+v", dropped)
	}
	moved := Sessions(in2026, nil, nil, NewCalendar(nil), MustDate("2026-07-27"), MustDate("2026-07-27"))
	if len(moved) != 1 || moved[0].Reason != "Trùng ngày nghỉ hằng tuần (thứ Bảy)" || moved[0].Document != "Lịch 12/TB-UBND" {
		t.Errorf("got %+v", moved)
	}
}

func TestMoves(t *testing.T) {
	const chair = "Chủ tịch UBND phường"
	for _, c := range []struct {
		name          string
		move          Move
		from, to      string
		held, dropped []string
		reason, note  string // of the first moved session, or of the first dropped one
	}{
		{
			"to another day",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-15"), Who: chair, Reason: "Chủ tịch đi họp"},
			"2024-03-11", "2024-03-17",
			[]string{"2024-03-15<2024-03-14"},
			nil, "Chủ tịch đi họp", "",
		},
		{
			"for everybody",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-15")},
			"2024-03-11", "2024-03-17",
			[]string{"2024-03-15<2024-03-14"},
			nil, "", "",
		},
		{
			"somebody else's is untouched",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-15"), Who: "Bí thư"},
			"2024-03-11", "2024-03-17",
			[]string{"2024-03-14"},
			nil, "", "",
		},
		{
			"a day without a session",
			Move{Date: MustDate("2024-03-13"), To: MustDate("2024-03-15"), Who: chair},
			"2024-03-11", "2024-03-17",
			[]string{"2024-03-14"},
			nil, "", "",
		},
		{
			"cancelled",
			Move{Date: MustDate("2024-03-14"), Who: chair, Reason: "Bão số 3"},
			"2024-03-11", "2024-03-17", nil,
			[]string{"2024-03-14"},
			"Bão số 3", "",
		},
		{
			"cancelled without a reason",
			Move{Date: MustDate("2024-03-14"), Who: chair},
			"2024-03-11", "2024-03-17", nil,
			[]string{"2024-03-14"},
			"Hủy buổi tiếp", "",
		},
		{
			"a holiday's session saved by a move",
			Move{Date: MustDate("2024-04-18"), To: MustDate("2024-04-19"), Reason: "Giỗ Tổ"},
			"2024-04-15", "2024-04-21",
			[]string{"2024-04-19<2024-04-18"},
			nil, "Giỗ Tổ", "",
		},
		{
			"onto a day off, with a warning",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-16"), Reason: "Chủ tịch đi họp"},
			"2024-03-11", "2024-03-17",
			[]string{"2024-03-16<2024-03-14"},
			nil, "Chủ tịch đi họp", "Buổi tiếp được dời sang ngày nghỉ, cần kiểm tra lại lịch",
		},
		{
			"into the span from far before it",
			Move{Date: MustDate("2024-01-04"), To: MustDate("2024-03-12"), Reason: "Dời"},
			"2024-03-11", "2024-03-12",
			[]string{"2024-03-12<2024-01-04"},
			nil, "Dời", "",
		},
		{
			"into the span from after it",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-12"), Reason: "Sớm hơn"},
			"2024-03-11", "2024-03-12",
			[]string{"2024-03-12<2024-03-14"},
			nil, "Sớm hơn", "",
		},
		{
			"onto the next regular session: one remains",
			Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-21"), Reason: "Đi họp."},
			"2024-03-11", "2024-03-24",
			[]string{"2024-03-21"},
			[]string{"2024-03-14"},
			"Đi họp; Gộp vào buổi tiếp ngày 21/03/2024", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			held, dropped := Plan(in2024, []Move{c.move}, nil, NewCalendar(nil), MustDate(c.from), MustDate(c.to))
			if diff := cmp.Diff(c.held, brief(held)); diff != "" {
				t.Errorf("held (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.dropped, brief(dropped)); diff != "" {
				t.Errorf("dropped (-want +got)\n%s", diff)
			}
			if all := append(dropped, held...); len(all) > 0 && (all[0].Reason != c.reason || all[0].Note != c.note) {
				t.Errorf("reason %q, note %q", all[0].Reason, all[0].Note)
			}
		})
	}
}

func TestTwoHoursOfOneDayMoveTogether(t *testing.T) {
	morning, afternoon := thursdays, thursdays
	morning.Shifts, afternoon.Shifts = thursdays.Shifts[:1], thursdays.Shifts[1:]
	move := Move{Date: MustDate("2024-03-14"), To: MustDate("2024-03-15")}
	got := Sessions([]Weekly{morning, afternoon}, []Move{move}, nil, NewCalendar(nil), MustDate("2024-03-11"), MustDate("2024-03-17"))
	if diff := cmp.Diff([]string{"2024-03-15<2024-03-14", "2024-03-15<2024-03-14"}, brief(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestADeputyForTheChairIsFlaggedFromJuly2026(t *testing.T) {
	for _, c := range []struct {
		rules   []Weekly
		day     string
		flagged bool
	}{
		{in2024, "2024-03-14", false},
		{in2026, "2026-07-10", true},
	} {
		sub := Substitute{Date: MustDate(c.day), Who: "Chủ tịch UBND phường", By: "Phó Chủ tịch UBND phường", Reason: "Chủ tịch đi họp"}
		other := Substitute{Date: MustDate(c.day), Who: "Bí thư", By: "Phó Bí thư"}
		got := Sessions(c.rules, nil, []Substitute{other, sub}, NewCalendar(nil), MustDate(c.day), MustDate(c.day))
		if len(got) != 1 || got[0].By != sub.By || got[0].Reason != sub.Reason {
			t.Fatalf("got %+v", got)
		}
		want := ""
		if c.flagged {
			want = "Từ 01/07/2026, Chủ tịch không ủy quyền cho cấp phó tiếp công dân định kỳ; cần dời buổi tiếp sang ngày khác"
		}
		if got[0].Note != want {
			t.Errorf("%s: note %q, want %q", c.day, got[0].Note, want)
		}
	}
}

func TestTheScheduleIsPostedFiveWorkingDaysBefore(t *testing.T) {
	cal := NewCalendar(nil)
	for session, want := range map[string]string{
		"2024-03-14": "2024-03-07",
		"2024-02-15": "2024-02-01", // Tết in between
		"2024-05-09": "2024-05-03", // 04/05 is a worked Saturday
		"2014-06-30": "2014-06-30", // before the law
	} {
		if got := PostBy(MustDate(session), cal); got != MustDate(want) {
			t.Errorf("session of %s is posted by %s, want %s", session, got, want)
		}
	}
}

func TestTheChairsMinimum(t *testing.T) {
	cal := NewCalendar(nil)
	held := Sessions(in2024, nil, nil, cal, MustDate("2024-01-01"), MustDate("2024-06-30"))
	short := ChairShortfalls(held, MustDate("2024-01-01"), MustDate("2024-06-30"))
	var weeks []string
	for _, s := range short {
		weeks = append(weeks, s.From.String()+" "+s.To.String())
	}
	if diff := cmp.Diff([]string{"2024-02-05 2024-02-11", "2024-04-15 2024-04-21"}, weeks); diff != "" {
		t.Errorf("weeks without the chair (-want +got)\n%s", diff)
	}

	sub := Substitute{Date: MustDate("2026-08-25"), Who: "Chủ tịch UBND phường", By: "Phó Chủ tịch UBND phường"}
	held = Sessions(in2026, nil, []Substitute{sub}, cal, MustDate("2026-06-15"), MustDate("2026-10-15"))
	short = ChairShortfalls(held, MustDate("2026-06-15"), MustDate("2026-10-15"))
	want := []Shortfall{
		{From: MustDate("2026-06-15"), To: MustDate("2026-06-21"), Required: 1},
		{From: MustDate("2026-06-22"), To: MustDate("2026-06-28"), Required: 1},
		{From: MustDate("2026-08-01"), To: MustDate("2026-08-31"), Held: 1, Required: 2},
	}
	for i := range short {
		short[i].Rule = Rule{}
	}
	if diff := cmp.Diff(want, short); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSessionsAreOrderedAndInside(t *testing.T) {
	cal := NewCalendar(nil)
	rapid.Check(t, func(t *rapid.T) {
		from := Date{2024, 1, 1}.AddDays(rapid.IntRange(0, 1500).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 120).Draw(t, "length"))
		rule := Weekly{
			Who: "A", Weekdays: []time.Weekday{time.Weekday(rapid.IntRange(1, 5).Draw(t, "weekday"))},
			MonthDays: []int{rapid.IntRange(1, 31).Draw(t, "day")},
			OnHoliday: rapid.SampledFrom([]OnHoliday{"", Skip, NextWorkingDay}).Draw(t, "holiday"),
		}
		sessions := Sessions([]Weekly{rule}, nil, nil, cal, from, to)
		for i, s := range sessions {
			if !within(s.Date, from, to) || !cal.Working(s.Date) || i > 0 && !sessions[i-1].Date.Before(s.Date) {
				t.Fatalf("session %d of %v", i, brief(sessions))
			}
		}
	})
}
