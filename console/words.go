package console

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// capital makes a sentence or a label begin with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lower makes the first letter of a name small, for the middle of a sentence.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// longDay is a day with its weekday, "thứ Năm, 26/11/2026".
func longDay(d law.Date) string { return viet.DayAndDate(d.Year, d.Month, d.Day) }

// spans are a session's shifts as people read them: "07:30–11:30".
func spans(shifts []law.Shift) []string {
	all := make([]string, len(shifts))
	for i, s := range shifts {
		all[i] = s.String()
	}
	return all
}

// listed joins words as a sentence does: "A, B và C".
func listed(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " và " + parts[last]
}

// weekdaysInWords names weekdays from Monday on: "thứ Hai đến thứ Sáu", "thứ Ba và thứ Năm".
func weekdaysInWords(names []string) string {
	days, err := ward.WeekdaysOf(names)
	if err != nil || len(days) == 0 {
		return ""
	}
	var week []int // Monday is 0
	for _, d := range days {
		week = append(week, mondayFirst(d))
	}
	slices.Sort(week)
	week = slices.Compact(week)
	first, last := week[0], week[len(week)-1]
	if run := last - first + 1; run == len(week) && run >= 3 {
		return weekday(first) + " đến " + weekday(last)
	}
	words := make([]string, len(week))
	for i, n := range week {
		words[i] = weekday(n)
	}
	return listed(words)
}

// mondayFirst is a weekday's place in a Vietnamese week, 0 for Monday.
func mondayFirst(d time.Weekday) int { return (int(d) + 6) % 7 }

func weekday(place int) string { return viet.WeekdayName(time.Weekday((place + 1) % 7)) }

// dashed are a profile's shifts as people read them: "07:30–11:30".
func dashed(shifts []string) []string {
	all := make([]string, len(shifts))
	for i, s := range shifts {
		all[i] = strings.Replace(s, "-", "–", 1)
	}
	return all
}

// received is when a session of a rule takes place: "thứ Năm hằng tuần", "ngày 10 và 25 hằng tháng".
func received(r ward.ReceptionRule) string {
	var parts []string
	if len(r.Days) > 0 {
		parts = append(parts, weekdaysInWords(r.Days)+" hằng tuần")
	}
	if len(r.MonthDays) > 0 {
		days := make([]string, len(r.MonthDays))
		for i, d := range r.MonthDays {
			days[i] = fmt.Sprintf("%02d", d)
		}
		parts = append(parts, "ngày "+listed(days)+" hằng tháng")
	}
	return strings.Join(parts, "; ")
}

// council is what people call a ward's committee for short: "UBND phường Minh Đức".
func council(p *ward.Profile) string { return "UBND " + p.Short }

// willDeclare says what a ward has still to declare: once below a list, not in each of its entries.
func willDeclare(p *ward.Profile, what ...string) string {
	return strings.TrimSpace(capital(p.Unit())+" sẽ cập nhật "+listed(what)) + "."
}

// phoneDigits is what a telephone dials, "" where a text holds nothing to dial.
func phoneDigits(number string) string {
	if phone, err := viet.ParsePhone(number); err == nil {
		return phone.String()
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// dateOf reads a profile's date, which was checked when it was applied; the zero Date where there is none.
func dateOf(text string) law.Date {
	d, err := law.ParseDate(text)
	if err != nil {
		return law.Date{}
	}
	return d
}
