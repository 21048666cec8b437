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

// ParseDate reads a day as citizens type it: "14/3/2024", "14-3-24", "14.3", "2024-03-14", "14032024", "ngày 14 tháng 3 năm
// 2024", "14 thg 3", "hôm nay", "mai", "hôm kia", "thứ 5", "thứ năm tuần sau", "chủ nhật". It returns midnight in ref's zone.
//
// A day without a year falls in the year that brings it nearest to ref, past or future. A year of two digits is the latest
// one not more than ten years after ref. A weekday without a week is the next one, today included. Read the day back to the citizen.
func ParseDate(s string, ref time.Time) (time.Time, error) {
	words := Words(Untelex(s))
	if isLunar(words) {
		return time.Time{}, ErrDateLunar
	}
	if t, ok := spokenDay(words, ref); ok {
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

func isLunar(words []string) bool {
	text := " " + strings.Join(words, " ") + " "
	return strings.Contains(text, " am lich ") || strings.HasSuffix(text, " am ") || strings.Contains(text, " ta ")
}

// spokenDay reads days said relative to today.
func spokenDay(words []string, ref time.Time) (time.Time, bool) {
	text := strings.Join(words, " ")
	text = strings.TrimSuffix(strings.TrimSuffix(text, " a"), " nhe")
	for _, day := range []struct {
		words string
		ahead int
	}{
		{"hom nay|nay|bua nay|ngay hom nay|today", 0},
		{"mai|ngay mai|hom sau|tomorrow", 1},
		{"kia|ngay kia|mot|ngay mot", 2},
		{"hom qua|qua|bua qua|ngay hom qua|yesterday", -1},
		{"hom kia|bua kia|hom truoc|ngay hom kia", -2},
	} {
		for said := range strings.SplitSeq(day.words, "|") {
			if text == said {
				return midnight(ref, day.ahead), true
			}
		}
	}
	return spokenWeekday(text, ref)
}

// spokenWeekday reads "thu 5", "thu nam tuan sau", "chu nhat tuan nay", "cn". The week begins on Monday.
func spokenWeekday(text string, ref time.Time) (time.Time, bool) {
	name, week, _ := strings.Cut(text, " tuan ")
	name = strings.TrimPrefix(strings.TrimPrefix(name, "ngay "), "sang ")
	target := -1 // days after Monday
	for i, names := range []string{
		"thu hai|thu 2|t2", "thu ba|thu 3|t3", "thu tu|thu 4|t4", "thu nam|thu 5|t5", "thu sau|thu 6|t6", "thu bay|thu 7|t7", "chu nhat|cn",
	} {
		for n := range strings.SplitSeq(names, "|") {
			if name == n {
				target = i
			}
		}
	}
	if target < 0 {
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

// dateNumbers picks day, month and perhaps year out of the words, as typed.
func dateNumbers(words []string) ([]string, bool) {
	var numbers []string
	for _, w := range words {
		switch {
		case onlyDigits(w) == w:
			numbers = append(numbers, w)
		case w == "gieng":
			numbers = append(numbers, "1")
		case w == "chap":
			numbers = append(numbers, "12")
		case !dateWords[w]:
			return nil, false
		}
	}
	if len(numbers) == 1 {
		n := numbers[0]
		switch len(n) {
		case 8:
			return []string{n[:2], n[2:4], n[4:]}, true
		case 6:
			return []string{n[:2], n[2:4], n[4:]}, true
		}
		return nil, false
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
	year := n[2]
	switch len(numbers[2]) {
	case 4:
	case 2:
		year += ref.Year() / 100 * 100
		for year > ref.Year()+10 {
			year -= 100
		}
		for year <= ref.Year()-90 {
			year += 100
		}
	default:
		return time.Time{}, ErrDateUnread
	}
	t, ok := calendarDay(year, n[1], n[0], ref.Location())
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
func nearest(day, month int, ref time.Time) (time.Time, error) {
	var best time.Time
	found := false
	for year := ref.Year() + 1; year >= ref.Year()-1; year-- {
		t, ok := calendarDay(year, month, day, ref.Location())
		if ok && (!found || t.Sub(midnight(ref, 0)).Abs() < best.Sub(midnight(ref, 0)).Abs()) {
			best, found = t, true
		}
	}
	if !found {
		return time.Time{}, ErrDateInvalid
	}
	return best, nil
}
