package report

import (
	"fmt"
	"strings"
	"time"

	"danbiet/law"
)

// Periods of reports in months, and how each is called: the half-year by its place in the year.
const (
	month    = 1
	quarter  = 3
	halfYear = 6
	year     = 12
)

// LastDay is the day of the month on which periods end where a ward decides nothing else: a half-year is 15/12–14/6
// (Nghị định 09/2019/NĐ-CP, Điều 12). A ward whose periods are those of the calendar says 31.
const LastDay = 14

// HalfYear is the first or the second half of a year, with periods that end on the given day of a month; 0 is LastDay.
func HalfYear(y int, second bool, lastDay int) Scope {
	if lastDay == 0 {
		lastDay = LastDay
	}
	from := law.Date{Year: y, Month: time.January, Day: 1}
	if lastDay < 28 {
		from = law.Date{Year: y - 1, Month: time.December, Day: lastDay + 1}
	}
	if second {
		from = from.AddMonths(halfYear)
	}
	return Scope{From: from, To: from.AddMonths(halfYear).AddDays(-1)}
}

// ParseHalf is the half of a year that is written as "2024-1" or "2024-2", with periods that end as for HalfYear.
func ParseHalf(text string, lastDay int) (s Scope, ok bool) {
	var y, half int
	n, err := fmt.Sscanf(text, "%4d-%1d", &y, &half)
	if n != 2 || err != nil || y < 1000 || half < 1 || half > 2 || len(text) != len("2024-1") {
		return Scope{}, false
	}
	return HalfYear(y, half == 2, lastDay), true
}

// Half is the scope as ParseHalf reads it, "" where it is no half-year.
func (s Scope) Half() string {
	months, begin := s.span()
	if months != halfYear {
		return ""
	}
	return fmt.Sprintf("%d-%d", begin.Year, (int(begin.Month)-1)/halfYear+1)
}

// HalfYearOf is the half-year in which a day lies, with periods that end as for HalfYear.
func HalfYearOf(day law.Date, lastDay int) Scope {
	s := HalfYear(day.Year, false, lastDay)
	for s.To.Before(day) {
		s = s.Next()
	}
	return s
}

// Previous is the half-year before a half-year.
func (s Scope) Previous() Scope {
	return Scope{From: s.From.AddMonths(-halfYear), To: s.From.AddDays(-1)}
}

// span is how many months the scope's days are, 0 where they are no month, quarter, half-year or year; and the month and
// year in which it is counted to begin: a period from the 15th of December is the first half of the next year.
func (s Scope) span() (months int, begin law.Date) {
	begin = law.Date{Year: s.From.Year, Month: s.From.Month, Day: 1}
	if s.From.Day > 28 { // no month is sure to have it
		return 0, begin
	}
	if s.From.Day > 1 {
		begin = begin.AddMonths(1)
	}
	for _, n := range [...]int{month, quarter, halfYear, year} {
		if (int(begin.Month)-1)%n == 0 && s.From.AddMonths(n).AddDays(-1) == s.To {
			return n, begin
		}
	}
	return 0, begin
}

// Name is the period as a Vietnamese report calls it: "6 tháng đầu năm 2024", "quý II năm 2024", or its days.
func (s Scope) Name() string {
	months, begin := s.span()
	switch months {
	case month:
		return fmt.Sprintf("tháng %d năm %d", begin.Month, begin.Year)
	case quarter:
		return fmt.Sprintf("quý %s năm %d", [...]string{"I", "II", "III", "IV"}[(begin.Month-1)/quarter], begin.Year)
	case halfYear:
		return fmt.Sprintf("6 tháng %s năm %d", [...]string{"đầu", "cuối"}[(begin.Month-1)/halfYear], begin.Year)
	case year:
		return fmt.Sprintf("năm %d", begin.Year)
	}
	return fmt.Sprintf("từ ngày %s đến ngày %s", s.From.Vietnamese(), s.To.Vietnamese())
}

// Year is the year that the period is counted to.
func (s Scope) Year() int {
	if months, begin := s.span(); months > 0 {
		return begin.Year
	}
	return s.To.Year
}

// Next is the period of the same kind that follows: as many months, or as many days.
func (s Scope) Next() Scope {
	from := s.To.AddDays(1)
	next := Scope{From: from, To: from.AddDays(s.To.Sub(s.From))}
	if months, _ := s.span(); months > 0 {
		next.To = from.AddMonths(months).AddDays(-1)
	}
	return next
}

// Ahead is the next period as a report speaks of it: of a half-year "6 tháng cuối năm 2024", of other days "thời gian tới".
func (s Scope) Ahead() string {
	if months, _ := s.span(); months == 0 {
		return "thời gian tới"
	}
	return s.Next().Name()
}

// capitals is a text in capitals.
func capitals(s string) string { return strings.ToUpper(s) }
