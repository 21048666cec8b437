// Package law holds what a ward's duties are measured with: dated legal rules,
// the working calendar with its lunar holidays, the clocks of petitions, the
// reception schedule and the groups of matters to disclose.
//
// Everything is a value or a function of values: no clock, no storage, no
// network. A rule is never edited: a change of law is a new dated row, so that
// a deadline of last year can still be explained by the law of last year.
package law

import (
	"cmp"
	"fmt"
	"time"
)

// Hanoi is the IANA name of the time zone that every date of a ward is in.
const Hanoi = "Asia/Ho_Chi_Minh"

// hanoi needs no time zone database: Vietnam has kept UTC+7 without summer time
// since 1975.
var hanoi = time.FixedZone("+07", 7*60*60)

// Zone returns Vietnam's time zone. It is the same pointer at every call and
// needs no time zone database on the machine.
func Zone() *time.Location { return hanoi }

// Date is a day of the Gregorian calendar without a time of day. The zero Date
// means "no date" (an open end, an unknown day). Dates are comparable with ==
// as long as they come from this package; a literal such as {2024, 2, 30} is
// read as the day it overflows to, but is not == to it.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2024-02-08". Days that do not exist, such as 2023-02-29, are
// errors.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for literals in code and tests; it panics on an error.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf returns the day of t in t's own location: hand in t.In(Zone()) to get
// the day in Vietnam.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether d means "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String formats d as 2024-02-08, and the zero Date as "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Vietnamese formats d as 08/02/2024, and the zero Date as "".
func (d Date) Vietnamese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.At(0, 0, time.UTC).Weekday() }

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC))
}

// Monday is the first day of the week that d is in.
func (d Date) Monday() Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// AddMonths returns the same day n months later. Where that month has no such
// day, its last day is meant (Bộ luật Dân sự 2015, Điều 148.3): 31 January plus
// one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	first := DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	last := time.Date(first.Year, first.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{first.Year, first.Month, min(d.Day, last)}
}

// Compare returns -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Sub returns the number of days from e to d: negative when d is earlier.
func (d Date) Sub(e Date) int { return d.dayNumber() - e.dayNumber() }

// At returns the moment at hour:min of that day in loc.
func (d Date) At(hour, min int, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, min, 0, 0, loc)
}

// MarshalText writes 2024-02-08, and nothing for the zero Date, so that JSON,
// YAML and CSV hold dates as people write them.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// unixDay0 is the Julian day number (at noon) of 1 January 1970.
const unixDay0 = 2440588

// dayNumber is the Julian day number of d, the count of days that astronomy uses.
func (d Date) dayNumber() int {
	const secondsPerDay = 24 * 60 * 60
	unix := d.At(0, 0, time.UTC).Unix() // a whole number of days, so the division is exact
	return int(unix/secondsPerDay) + unixDay0
}

// dateOfDayNumber is the inverse of dayNumber.
func dateOfDayNumber(n int) Date {
	return Date{1970, time.January, 1}.AddDays(n - unixDay0)
}
