package viet

import (
	"fmt"
	"time"
)

// Dates are taken as year, month and day, since a day has no hour and no zone. A time in the ward's zone is handed over
// as ShortDate(t.Date()).

// ShortDate writes 14/03/2024.
func ShortDate(year int, month time.Month, day int) string {
	return fmt.Sprintf("%02d/%02d/%04d", day, int(month), year)
}

// LongDate writes a date as official documents do: "ngày 06 tháng 02 năm 2024". A zero stands before days below 10 and
// before months 1 and 2 only, never before the others: "ngày 05 tháng 6 năm 2024" (Nghị định 30/2020/NĐ-CP, Điều 8 khoản
// 4).
func LongDate(year int, month time.Month, day int) string {
	if month <= time.February {
		return fmt.Sprintf("ngày %02d tháng %02d năm %d", day, int(month), year)
	}
	return fmt.Sprintf("ngày %02d tháng %d năm %d", day, int(month), year)
}

// WeekdayName returns "thứ Hai" … "thứ Bảy", "Chủ nhật", and "" for a number that is no weekday.
func WeekdayName(d time.Weekday) string {
	names := [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}
	if d < time.Sunday || d > time.Saturday {
		return ""
	}
	return names[d]
}

// DayAndDate writes "thứ Năm, 14/03/2024".
func DayAndDate(year int, month time.Month, day int) string {
	weekday := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday()
	return WeekdayName(weekday) + ", " + ShortDate(year, month, day)
}

// Clock writes the time of day in t's own zone: 07:30.
func Clock(t time.Time) string { return t.Format("15:04") }
