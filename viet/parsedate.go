package viet

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Reasons for which ParseDate refuses a date, for the caller to turn into a sentence.
var (
	ErrDateUnread  = errors.New("no date understood")
	ErrDateInvalid = errors.New("no such day in the calendar")
	ErrDateLunar   = errors.New("date of the lunar calendar")
)

// ParseDate reads a day as citizens type it: "14/3/2024", "14-3-24", "14.3", "2024-03-14", "14032024", "ngày 14 tháng 3
// năm 2024", "thứ năm 14/3", "hôm nay", "sáng mai", "thứ 5", "thứ năm tuần sau", "chủ nhật". It returns midnight in
// ref's zone.
//
// A day without a year falls in the year that brings it nearest to ref, past or future. A year of two digits is the
// latest one not more than ten years after ref. A weekday without a week is the next one, today included. A weekday
// beside a date is not checked. A day said to be of the lunar calendar is refused, "mùng 2" alone is taken for the solar
// one: read the day back.
func ParseDate(s string, ref time.Time) (time.Time, error) {
	words := Words(Untelex(s))
	if isLunar(words) {
		return time.Time{}, ErrDateLunar
	}
	words = dropHours(words)
	if t, ok := spokenDay(strings.Join(words, " "), ref); ok {
		return t, nil
	}
	numbers, ok := dateNumbers(words)
	if !ok {
		return time.Time{}, ErrDateUnread
	}
	return dateOf(numbers, ref)
}

func midnight(ref time.Time, days int) time.Time {
	y, m, d := ref.Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, ref.Location())
}

// isLunar finds "10/3 âm lịch", "10/3 âm", "10/3 ta", "rằm", "tháng giêng", "tháng chạp".
func isLunar(words []string) bool {
	for i, w := range words {
		last := i == len(words)-1
		switch w {
		case "gieng", "chap", "ram":
			return true
		case "am", "ta":
			if i > 0 && (last || words[i+1] == "lich") {
				return true
			}
		}
	}
	return false
}

// dropHours takes away the part of the day and what politeness adds: "sáng mai ạ" is "mai".
func dropHours(words []string) []string {
	for len(words) > 1 && hourWords[words[0]] {
		words = words[1:]
	}
	for len(words) > 1 && (words[len(words)-1] == "a" || words[len(words)-1] == "nhe") {
		words = words[:len(words)-1]
	}
	return words
}

var hourWords = set("sang chieu toi trua vao")

// spokenDays are days said relative to today, by how many days ahead they are.
var spokenDays = map[string]int{
	"hom nay": 0, "nay": 0, "bua nay": 0, "ngay hom nay": 0, "today": 0,
	"mai": 1, "ngay mai": 1, "tomorrow": 1,
	"kia": 2, "ngay kia": 2,
	"hom qua": -1, "bua qua": -1, "ngay hom qua": -1, "yesterday": -1,
	"hom kia": -2, "ngay hom kia": -2, "bua kia": -2,
}

func spokenDay(text string, ref time.Time) (time.Time, bool) {
	if ahead, ok := spokenDays[text]; ok {
		return midnight(ref, ahead), true
	}
	return spokenWeekday(text, ref)
}

// weekdays are the names of the days of the week, by how many days after Monday they are.
var weekdays = map[string]int{
	"thu hai": 0, "thu 2": 0, "t2": 0, "thu2": 0,
	"thu ba": 1, "thu 3": 1, "t3": 1, "thu3": 1,
	"thu tu": 2, "thu 4": 2, "t4": 2, "thu4": 2,
	"thu nam": 3, "thu 5": 3, "t5": 3, "thu5": 3,
	"thu sau": 4, "thu 6": 4, "t6": 4, "thu6": 4,
	"thu bay": 5, "thu 7": 5, "t7": 5, "thu7": 5,
	"chu nhat": 6, "cn": 6,
}

// spokenWeekday reads "thu 5", "thu nam tuan sau", "cn tuan nay". The week begins on Monday.
func spokenWeekday(text string, ref time.Time) (time.Time, bool) {
	name, week, _ := strings.Cut(text, " tuan ")
	target, ok := weekdays[strings.TrimPrefix(name, "ngay ")]
	if !ok {
		return time.Time{}, false
	}
	today := (int(ref.Weekday()) + 6) % 7
	switch week {
	case "":
		return midnight(ref, (target-today+7)%7), true
	case "nay":
		return midnight(ref, target-today), true
	case "sau", "toi":
		return midnight(ref, target-today+7), true
	case "truoc", "roi", "vua roi", "qua":
		return midnight(ref, target-today-7), true
	}
	return time.Time{}, false
}

// dropWeekday takes away the weekday before a date: "thu nam 14 3".
func dropWeekday(words []string) []string {
	for n := 1; n <= 2 && n < len(words); n++ {
		if _, ok := weekdays[strings.Join(words[:n], " ")]; ok && len(words) > n+1 {
			return words[n:]
		}
	}
	return words
}

// dateNumbers picks day, month and perhaps year out of the words, as typed.
func dateNumbers(words []string) ([]string, bool) {
	var numbers []string
	for _, w := range dropWeekday(words) {
		switch {
		case onlyDigits(w) == w:
			numbers = append(numbers, w)
		case !dateWords[w]:
			return nil, false
		}
	}
	if len(numbers) == 1 {
		n := numbers[0] // 14032024, 140324
		if len(n) != 8 && len(n) != 6 {
			return nil, false
		}
		return []string{n[:2], n[2:4], n[4:]}, true
	}
	return numbers, len(numbers) == 2 || len(numbers) == 3
}

// dateWords may stand around the numbers of a date.
var dateWords = set("ngay thang thg th nam mung mong mon hom vao tu tr sinh a nhe la em anh chi ong ba d m y duong lich")

func dateOf(numbers []string, ref time.Time) (time.Time, error) {
	if len(numbers) == 3 && len(numbers[0]) == 4 {
		numbers = []string{numbers[2], numbers[1], numbers[0]} // 2024-03-14
	}
	var n [3]int
	for i, text := range numbers {
		if len(text) > 4 || i < 2 && len(text) > 2 {
			return time.Time{}, ErrDateUnread
		}
		n[i], _ = strconv.Atoi(text) // at most four digits
	}
	if len(numbers) == 2 {
		return nearest(n[0], n[1], ref)
	}
	switch len(numbers[2]) {
	case 4:
	case 2:
		n[2] += (ref.Year() + 10) / 100 * 100
		if n[2] > ref.Year()+10 {
			n[2] -= 100
		}
	default:
		return time.Time{}, ErrDateUnread
	}
	t, ok := calendarDay(n[2], n[1], n[0], ref.Location())
	if !ok {
		return time.Time{}, ErrDateInvalid
	}
	return t, nil
}

func calendarDay(year, month, day int, zone *time.Location) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, zone)
	return t, year > 0 && t.Year() == year && int(t.Month()) == month && t.Day() == day
}

// nearest returns the day and month in the year that brings it closest to ref; of two equally close ones the later.
// Eight years on either side always hold a 29 February.
func nearest(day, month int, ref time.Time) (time.Time, error) {
	var best time.Time
	today := midnight(ref, 0)
	for year := ref.Year() + 8; year >= ref.Year()-8; year-- {
		t, ok := calendarDay(year, month, day, ref.Location())
		if ok && (best.IsZero() || t.Sub(today).Abs() < best.Sub(today).Abs()) {
			best = t
		}
	}
	if best.IsZero() {
		return time.Time{}, ErrDateInvalid
	}
	return best, nil
}
