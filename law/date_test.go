package law

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyDate draws a day from 1900 to 2199.
func anyDate() *rapid.Generator[Date] {
	first := MustDate("1900-01-01")
	days := MustDate("2199-12-31").Sub(first)
	return rapid.Custom(func(t *rapid.T) Date { return first.AddDays(rapid.IntRange(0, days).Draw(t, "day")) })
}

func TestDatesReadAsPeopleWriteThem(t *testing.T) {
	d, err := ParseDate("2024-02-08")
	if err != nil {
		t.Fatal(err)
	}
	if d.String() != "2024-02-08" || d.Vietnamese() != "08/02/2024" || d.Weekday() != time.Thursday {
		t.Errorf("got %s, %s, %s", d, d.Vietnamese(), d.Weekday())
	}
	for _, bad := range []string{"", "2024-2-8", "08/02/2024", "2023-02-29", "2024-13-01", "2024-02-08T00:00:00Z"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", bad, d)
		}
	}
}

func TestABadDateInTheCodeIsFoundAtOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("MustDate must panic")
		}
	}()
	MustDate("2023-02-29")
}

func TestTheZeroDateIsNoDate(t *testing.T) {
	var d Date
	if !d.IsZero() || d.String() != "" || d.Vietnamese() != "" {
		t.Errorf("zero date prints %q, %q", d.String(), d.Vietnamese())
	}
	if !d.Before(MustDate("1900-01-01")) {
		t.Error("the zero date is before every date")
	}
}

func TestAMonthLaterStaysInTheMonth(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-12-15", 1, "2025-01-15"},
		{"2024-01-15", -1, "2023-12-15"},
		{"2024-05-31", 6, "2024-11-30"},
		{"2024-02-29", 12, "2025-02-28"},
	} {
		if got := MustDate(c.from).AddMonths(c.n); got != MustDate(c.want) {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestADayBeginsAtMidnightInVietnam(t *testing.T) {
	justBefore := time.Date(2024, 2, 7, 16, 59, 59, 0, time.UTC)
	if got := DateOf(justBefore.In(Zone())); got != MustDate("2024-02-07") {
		t.Errorf("a second before midnight is %s", got)
	}
	if got := DateOf(justBefore.Add(time.Second).In(Zone())); got != MustDate("2024-02-08") {
		t.Errorf("midnight is %s", got)
	}
	opening := MustDate("2024-02-15").At(7, 30, Zone())
	if want := time.Date(2024, 2, 15, 0, 30, 0, 0, time.UTC); !opening.Equal(want) {
		t.Errorf("07:30 in Vietnam is %s, want %s", opening, want)
	}
}

func TestDatesInJSON(t *testing.T) {
	type row struct{ From, To Date }
	text, err := json.Marshal(row{From: MustDate("2024-02-08")})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"From":"2024-02-08","To":""}`; string(text) != want {
		t.Errorf("got %s, want %s", text, want)
	}
	var back row
	if err := json.Unmarshal(text, &back); err != nil || back.From != MustDate("2024-02-08") || !back.To.IsZero() {
		t.Errorf("read back %+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"From":"30/02/2024"}`), &back); err == nil {
		t.Error("a date in another form must be refused")
	}
}

func TestDateArithmeticAgreesWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		n := rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		e := d.AddDays(n)
		if e.Sub(d) != n || e.AddDays(-n) != d || e.Compare(d) != sign(n) {
			t.Fatalf("%s + %d = %s", d, n, e)
		}
		if d.AddDays(7).Weekday() != d.Weekday() {
			t.Fatalf("a week after %s is another weekday", d)
		}
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%s reads back as %s, %v", d, back, err)
		}
	})
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
