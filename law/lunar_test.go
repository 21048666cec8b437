package law

import (
	"testing"

	"pgregory.net/rapid"
)

// Years in which a calendar computed for UTC+8 is wrong are among them: 1968,
// 1969, 1985, 2007 and 2030.
func TestTetFallsOnTheDayThatVietnamCelebrates(t *testing.T) {
	for year, want := range map[int]string{
		1968: "1968-01-29", 1969: "1969-02-16", 1985: "1985-01-21", 2007: "2007-02-17",
		2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17", 2027: "2027-02-06", 2028: "2028-01-26",
		2029: "2029-02-13", 2030: "2030-02-02", 2031: "2031-01-23", 2032: "2032-02-11",
	} {
		if got := Tet(year); got != MustDate(want) {
			t.Errorf("Tet(%d) = %s, want %s", year, got, want)
		}
	}
}

func TestHungKingsCommemoration(t *testing.T) {
	for year, want := range map[int]string{
		2024: "2024-04-18", 2025: "2025-04-07", 2026: "2026-04-26", 2027: "2027-04-16", 2028: "2028-04-04",
		2029: "2029-04-23", 2030: "2030-04-12", 2031: "2031-04-01", 2032: "2032-04-19",
	} {
		if got := HungKings(year); got != MustDate(want) {
			t.Errorf("HungKings(%d) = %s, want %s", year, got, want)
		}
	}
}

// leapMonths are those of the printed Vietnamese calendars; 0 is an ordinary
// year. In 1985 and 1987 they differ from the Chinese calendar, and 2033 has the
// rare leap month 11 after two months without a major term.
func TestLeapMonths(t *testing.T) {
	for year, want := range map[int]int{
		1984: 0, 1985: 2, 1986: 0, 1987: 7, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2022: 0,
		2023: 2, 2024: 0, 2025: 6, 2026: 0, 2027: 0, 2028: 5, 2029: 0, 2030: 0, 2031: 3, 2032: 0, 2033: 11, 2034: 0,
	} {
		for month := 1; month <= 12; month++ {
			_, ok := FromLunar(LunarDate{Year: year, Month: month, Day: 1, Leap: true})
			if ok != (month == want) {
				t.Errorf("%d: leap month %d exists: %v; the leap month is %d", year, month, ok, want)
			}
		}
	}
}

func TestTheLastMonthHas29DaysFrom2025To2032(t *testing.T) {
	for year := 2025; year <= 2032; year++ {
		eve := Lunar(Tet(year).AddDays(-1))
		if want := (LunarDate{Year: year - 1, Month: 12, Day: 29}); eve != want {
			t.Errorf("the eve of Tết %d is %+v, want %+v", year, eve, want)
		}
		if d, ok := FromLunar(LunarDate{Year: year - 1, Month: 12, Day: 30}); ok {
			t.Errorf("30 Tết before %d is %s, want none", year, d)
		}
	}
	if d, ok := FromLunar(LunarDate{Year: 2023, Month: 12, Day: 30}); !ok || d != MustDate("2024-02-09") {
		t.Errorf("30 Tết before 2024 is %s, %v", d, ok)
	}
}

func TestLunarDatesOfKnownDays(t *testing.T) {
	for day, want := range map[string]LunarDate{
		"1945-09-02": {Year: 1945, Month: 7, Day: 26},
		"2020-05-23": {Year: 2020, Month: 4, Day: 1, Leap: true},
		"2024-09-17": {Year: 2024, Month: 8, Day: 15},
		"2025-07-25": {Year: 2025, Month: 6, Day: 1, Leap: true},
		"2026-11-22": {Year: 2026, Month: 10, Day: 14},
	} {
		if got := Lunar(MustDate(day)); got != want {
			t.Errorf("Lunar(%s) = %+v, want %+v", day, got, want)
		}
	}
}

func TestNoSuchLunarDate(t *testing.T) {
	for _, l := range []LunarDate{
		{},
		{Year: 2024, Month: 13, Day: 1},
		{Year: 2024, Month: 0, Day: 1},
		{Year: 2024, Month: 1, Day: 0},
		{Year: 2024, Month: 1, Day: 30},
		{Year: 2024, Month: 1, Day: 31},
		{Year: 2024, Month: 2, Day: 1, Leap: true},
	} {
		if d, ok := FromLunar(l); ok {
			t.Errorf("%+v is %s, want none", l, d)
		}
	}
}

func TestEveryDayHasOneLunarDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		l := Lunar(d)
		if back, ok := FromLunar(l); !ok || back != d {
			t.Fatalf("%s is %+v, which is %s, %v", d, l, back, ok)
		}
		next := Lunar(d.AddDays(1))
		if next.Day != l.Day+1 && !(next.Day == 1 && l.Day >= 29) {
			t.Fatalf("%+v is followed by %+v", l, next)
		}
	})
}

func TestEveryLunarMonthHas29Or30Days(t *testing.T) {
	for year := 1901; year <= 2199; year++ {
		months := lunarMonths(year)
		if n := len(months); n != 12 && n != 13 {
			t.Fatalf("%d months before the solstice of %d", n, year)
		}
		for i, m := range months[1:] {
			if days := m.start - months[i].start; days != 29 && days != 30 {
				t.Errorf("%d: month %d has %d days", months[i].year, months[i].number, days)
			}
		}
		if tet := Tet(year); tet.Before(Date{year, 1, 20}) || tet.After(Date{year, 2, 21}) {
			t.Errorf("Tết %d on %s", year, tet)
		}
	}
}

// The moments, to the minute in UT, are those of published almanacs.
func TestSolsticesAndNewMoons(t *testing.T) {
	at := func(day string, hour, minute int) float64 {
		return float64(MustDate(day).dayNumber()) - 0.5 + (float64(hour)+float64(minute)/60)/24
	}
	const minutes = 3.0 / (24 * 60)
	for _, solstice := range []float64{at("2023-12-22", 3, 27), at("2024-12-21", 9, 21), at("2025-12-21", 15, 3)} {
		before, after := sunLongitude(solstice-minutes+deltaT(solstice)), sunLongitude(solstice+minutes+deltaT(solstice))
		if before > 270 || after < 270 {
			t.Errorf("the sun passes 270° outside three minutes of %f: %f to %f", solstice, before, after)
		}
	}
	for _, moon := range []float64{at("2024-02-09", 22, 59), at("2025-01-29", 12, 36), at("2030-02-02", 16, 7)} {
		jde := newMoon(lunation(int(moon + 0.5)))
		if got := jde - deltaT(jde); got < moon-minutes || got > moon+minutes {
			t.Errorf("new moon at %f, want %f", got, moon)
		}
	}
}
