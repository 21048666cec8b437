package law

import (
	"testing"
	"time"
)

// thursdays is the ward's schedule in 2024: the chair receives every Thursday.
var thursdays = Weekly{
	Who: "Chủ tịch UBND phường", Chair: true, Weekdays: []time.Weekday{time.Thursday},
	Shifts: []Shift{{"07:30", "11:30"}, {"13:30", "17:00"}}, Place: "Phòng tiếp công dân",
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
