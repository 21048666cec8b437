package law

import "testing"

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
