package law

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// offDays lists the weekdays on which nobody works and the days of weekly rest
// that are worked.
func offDays(c *Calendar, year int) (off, worked []string) {
	for d := (Date{year, time.January, 1}); d.Year == year; d = d.AddDays(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		switch {
		case !weekend && !c.Working(d):
			off = append(off, d.String())
		case weekend && c.Working(d):
			worked = append(worked, d.String())
		}
	}
	return off, worked
}

// The days are those announced to officials for each year.
func TestDaysOffOfDecidedYears(t *testing.T) {
	for _, c := range []struct {
		year        int
		off, worked []string
	}{
		{2021, []string{
			"2021-01-01", "2021-02-10", "2021-02-11", "2021-02-12", "2021-02-15", "2021-02-16", "2021-04-21",
			"2021-04-30", "2021-05-03", "2021-09-02", "2021-09-03",
		}, nil},
		{2022, []string{
			"2022-01-03", "2022-01-31", "2022-02-01", "2022-02-02", "2022-02-03", "2022-02-04", "2022-04-11",
			"2022-05-02", "2022-05-03", "2022-09-01", "2022-09-02",
		}, nil},
		{2023, []string{
			"2023-01-02", "2023-01-20", "2023-01-23", "2023-01-24", "2023-01-25", "2023-01-26",
			"2023-05-01", "2023-05-02", "2023-05-03", "2023-09-01", "2023-09-04",
		}, nil},
		{2024, []string{
			"2024-01-01", "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14", "2024-04-18",
			"2024-04-29", "2024-04-30", "2024-05-01", "2024-09-02", "2024-09-03",
		}, []string{"2024-05-04"}},
		{2025, []string{
			"2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07",
			"2025-04-30", "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02",
		}, []string{"2025-04-26"}},
		{2026, []string{
			"2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27",
			"2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02",
		}, []string{"2026-01-10", "2026-08-22"}},
	} {
		off, worked := offDays(NewCalendar(nil), c.year)
		if diff := cmp.Diff(c.off, off); diff != "" {
			t.Errorf("%d, off (-want +got)\n%s", c.year, diff)
		}
		if diff := cmp.Diff(c.worked, worked); diff != "" {
			t.Errorf("%d, worked (-want +got)\n%s", c.year, diff)
		}
		for _, s := range NewCalendar(nil).Year(c.year) {
			if s.Provisional {
				t.Errorf("%s %s is decided, not provisional", s.Date, s.Name)
			}
		}
	}
}

func TestAYearListsEachSpecialDayOnce(t *testing.T) {
	want := []SpecialDay{
		{Date: MustDate("2024-01-01"), Kind: KindHoliday, Name: "Tết Dương lịch"},
		{Date: MustDate("2024-02-08"), Kind: KindHoliday, Name: "Tết Nguyên đán"},
		{Date: MustDate("2024-02-09"), Kind: KindHoliday, Name: "Tết Nguyên đán"},
		{Date: MustDate("2024-02-10"), Kind: KindHoliday, Name: "Tết Nguyên đán"},
		{Date: MustDate("2024-02-11"), Kind: KindHoliday, Name: "Tết Nguyên đán"},
		{Date: MustDate("2024-02-12"), Kind: KindHoliday, Name: "Tết Nguyên đán"},
		{Date: MustDate("2024-02-13"), Kind: KindSwapOff, Name: "Nghỉ bù Tết Nguyên đán"},
		{Date: MustDate("2024-02-14"), Kind: KindSwapOff, Name: "Nghỉ bù Tết Nguyên đán"},
		{Date: MustDate("2024-04-18"), Kind: KindHoliday, Name: "Giỗ Tổ Hùng Vương"},
		{Date: MustDate("2024-04-29"), Kind: KindSwapOff, Name: "Nghỉ hoán đổi dịp 30/4–1/5"},
		{Date: MustDate("2024-04-30"), Kind: KindHoliday, Name: "Ngày Chiến thắng 30/4"},
		{Date: MustDate("2024-05-01"), Kind: KindHoliday, Name: "Ngày Quốc tế lao động 1/5"},
		{Date: MustDate("2024-05-04"), Kind: KindSwapWork, Name: "Làm bù cho ngày 29/04/2024"},
		{Date: MustDate("2024-09-02"), Kind: KindHoliday, Name: "Quốc khánh"},
		{Date: MustDate("2024-09-03"), Kind: KindHoliday, Name: "Quốc khánh"},
	}
	got := NewCalendar(nil).Year(2024)
	for i := range got {
		if got[i].Source == "" || !got[i].Confirmed {
			t.Errorf("%s: source %q, confirmed %v", got[i].Date, got[i].Source, got[i].Confirmed)
		}
		got[i].Source, got[i].Confirmed = "", false
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestYearsWithoutADecisionFollowCustomAndSaySo(t *testing.T) {
	for _, c := range []struct{ day, why string }{
		{"2027-02-04", "mùng 1 is a Saturday: two days before"},
		{"2027-09-03", "2 September is a Thursday"},
		{"2028-09-01", "2 September is a Saturday"},
		{"2030-01-31", "mùng 1 is a Saturday by UTC+7"},
	} {
		s, ok := NewCalendar(nil).Special(MustDate(c.day))
		if !ok || !s.Off() || !s.Provisional {
			t.Errorf("%s (%s): got %+v, %v; want a provisional day off", c.day, c.why, s, ok)
		}
	}
	cal := NewCalendar(nil)
	if s, _ := cal.Special(Tet(2027)); s.Provisional {
		t.Error("the first day of the year is off whatever is decided")
	}
}

func TestCultureDayIsListedAndWorkedUntilConfirmed(t *testing.T) {
	day := MustDate("2026-11-24")
	cal := NewCalendar(nil)
	s, ok := cal.Special(day)
	if !ok || s.Confirmed || s.Off() || !cal.Working(day) {
		t.Errorf("got %+v, working %v", s, cal.Working(day))
	}
	confirmed := NewCalendar([]SpecialDay{{
		Date: day, Kind: KindHoliday, Name: "Ngày Văn hóa Việt Nam", Source: "Nghị quyết của Quốc hội", Confirmed: true,
	}})
	if confirmed.Working(day) {
		t.Error("a confirmed row makes it a day off")
	}
	if cal.Version() == confirmed.Version() {
		t.Error("new data needs a new version")
	}
}

func TestAWardsRowsComeLast(t *testing.T) {
	row := func(day string, kind DayKind) SpecialDay {
		return SpecialDay{Date: MustDate(day), Kind: kind, Name: "Quyết định riêng", Confirmed: true}
	}
	cal := NewCalendar([]SpecialDay{
		row("2026-08-22", KindSwapOff),  // replaces the worked Saturday
		row("2026-04-27", KindSwapOff),  // repeats the compensation: no second one
		row("2026-06-06", KindSwapWork), // a Saturday
		row("2026-06-05", KindSession),  // sessions are not days off
		{Date: MustDate("2026-06-08"), Kind: KindSwapOff, Name: "Dự kiến"},
	})
	for day, want := range map[string]bool{
		"2026-08-22": false, "2026-04-27": false, "2026-04-28": true, "2026-06-06": true, "2026-06-05": true, "2026-06-08": true,
	} {
		if got := cal.Working(MustDate(day)); got != want {
			t.Errorf("%s working: %v, want %v", day, got, want)
		}
	}
	if s, _ := cal.Special(MustDate("2026-04-27")); s.Name != "Quyết định riêng" {
		t.Errorf("the decision's own name stays, got %q", s.Name)
	}
}

func TestAWardThatWorksOnSaturdays(t *testing.T) {
	cal := NewCalendar(nil, WeeklyRest(time.Sunday))
	if !cal.Working(MustDate("2024-03-09")) || cal.Working(MustDate("2024-03-10")) {
		t.Error("Saturday works and Sunday rests")
	}
	d, err := Due(KienNghi, StageTransfer, MustDate("2024-03-07"), cal, DueOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Hạn 13/03/2024: 05 ngày làm việc kể từ ngày tiếp nhận 07/03/2024, không tính Chủ nhật"; d.Explain() != want {
		t.Errorf("got %q", d.Explain())
	}
	defer func() {
		if recover() == nil {
			t.Error("seven days of rest must panic")
		}
	}()
	NewCalendar(nil, WeeklyRest(0, 1, 2, 3, 4, 5, 6))
}

func TestBefore2021TheNationalDayHasOneDay(t *testing.T) {
	cal := NewCalendar(nil)
	if !cal.Working(MustDate("2020-09-03")) || !cal.Working(MustDate("2020-09-01")) || cal.Working(MustDate("2020-09-02")) {
		t.Error("Bộ luật Lao động 2012 gives 2 September alone")
	}
	if s, _ := cal.Special(MustDate("2020-09-02")); s.Source != laborCode2012 {
		t.Errorf("source %q", s.Source)
	}
}

func TestVersionIsStable(t *testing.T) {
	if a, b := NewCalendar(nil).Version(), NewCalendar(nil).Version(); a != b || len(a) != 12 {
		t.Errorf("versions %q and %q", a, b)
	}
	if NewCalendar(nil).Version() == NewCalendar(nil, WeeklyRest(time.Sunday)).Version() {
		t.Error("other days of rest are another calendar")
	}
}

func TestReturnedDaysAreACopy(t *testing.T) {
	cal := NewCalendar(nil)
	cal.Year(2024)[0].Name = "changed"
	if got := cal.Year(2024)[0].Name; got != "Tết Dương lịch" {
		t.Errorf("the calendar was changed from outside: %q", got)
	}
}

func TestManyReadersAtOnce(t *testing.T) {
	cal := NewCalendar(nil)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() { cal.AddWorkingDays(Date{2020 + i, 1, 1}, 300) })
	}
	wg.Wait()
}

func TestWorkingDayArithmetic(t *testing.T) {
	cal := NewCalendar(nil)
	rapid.Check(t, func(t *rapid.T) {
		d := Date{2015, 1, 1}.AddDays(rapid.IntRange(0, 40*365).Draw(t, "day"))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		end := cal.AddWorkingDays(d, n)
		if got := cal.WorkingDaysBetween(d, end); got != n {
			t.Fatalf("%d working days from %s end on %s, counted back %d", n, d, end, got)
		}
		if n != 0 && !cal.Working(end) {
			t.Fatalf("%d working days from %s end on a day off, %s", n, d, end)
		}
		next := cal.NextWorking(d)
		if !cal.Working(next) || next.Before(d) || next.Sub(d) > 14 {
			t.Fatalf("next working day of %s is %s", d, next)
		}
	})
}

func TestEveryHolidayOnAWeekendIsCompensated(t *testing.T) {
	cal := NewCalendar(nil)
	for year := 2013; year <= 2100; year++ {
		holidays, off := 0, 0
		for _, s := range cal.Year(year) {
			if s.Kind == KindHoliday && s.Confirmed {
				holidays++
			}
			if s.Off() && !cal.rest[s.Date.Weekday()] && s.Source != swap2024 && s.Source != swap2025 &&
				s.Source != swapNewYear2026 && s.Source != swapNational2026 {
				off++
			}
		}
		want := 11
		if year < firstYear2019 {
			want = 10
		}
		// In none of these years do two holidays share a day.
		if holidays != want || off != want {
			t.Errorf("%d: %d holidays and %d weekdays off, want %d of each", year, holidays, off, want)
		}
	}
}
