package flows

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
)

// Days and times as people write them. Whatever is not wholly understood is not understood at all: a notice that goes out
// on another day than its author meant is worse than a question asked again.

// typedWhen is what is read of typed words: the days in their order, and the times of day.
type typedWhen struct {
	days  []typedDay
	times []clockTime
}

// typedDay is a day that was named. A near one has been reckoned from today; a loose one is a weekday of no said week.
type typedDay struct {
	date        law.Date
	near, loose bool
	from, to    int // where it stands in the words
}

type clockTime struct{ hour, minute int }

// Forms in folded words. Times with a colon are taken out first and those with “giờ” last, so that the day of
// “17 giờ 5/12” is not read as minutes.
var (
	colonForm = regexp.MustCompile(`\b(\d{1,2}):(\d{2})\b(?:\s*(sang|trua|chieu|toi|dem)\b)?`)
	hourForm  = regexp.MustCompile(`\b(\d{1,2})\s*(?:h|g|gio)\s*(?:kem\s*(\d{1,2})|(\d{1,2})\s*(?:phut|p|')|(\d{2})|(ruoi))?(?:\s*(?:phut|p))?\b(?:\s*(sang|trua|chieu|toi|dem)\b)?`)
	wordForm  = regexp.MustCompile(`[\p{L}\p{M}]+`)
	partForm  = regexp.MustCompile(`\b(sang|trua|chieu|toi|dem)\b`)
	dayForm   = regexp.MustCompile(`\b(?:` + strings.Join([]string{
		`(?P<isoYear>\d{4})-(?P<isoMonth>\d{2})-(?P<isoDay>\d{2})`,
		`(?:ngay\s+)?(?P<wordDay>\d{1,2})\s*thang\s*(?P<wordMonth>\d{1,2})(?:\s*,?\s*(?:nam|/)\s*(?P<wordYear>\d{4}))?`,
		`(?:ngay\s+)?(?P<day>\d{1,2})(?:\s*/\s*|[.-])(?P<month>\d{1,2})(?:(?:\s*/\s*|[.-]|\s*nam\s*)(?P<year>\d{4})|\s*/\s*(?P<shortYear>\d{2}))?`,
		`ngay\s+(?P<only>\d{1,2})(?:\s+thang\s+(?P<which>nay|sau|saptoi))?`,
		`(?:thu\s*(?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|t(?P<shortWeekday>[2-7])|(?P<sunday>chu\s*nhat|cn))(?:\s+(?P<week>tuan\s+nay|tuan\s+sau|tuan\s+saptoi|nay|saptoi))?`,
		`(?P<near>hom\s+nay|ngay\s+mai|ngay\s+kia|mai|nay)`,
	}, "|") + `)\b`)
	glueForm = regexp.MustCompile(`^[\s,(]*(?:ngay\s*)?[\s,(]*$`) // between a weekday and its date
)

// fillers are words that say nothing about when. Every other word that is left over makes the whole not understood.
var fillers = map[string]bool{
	"luc": true, "vao": true, "ngay": true, "gio": true, "va": true, "tu": true, "den": true, "saptoi": true, "het": true, "dung": true, "hom": true, "buoi": true,
	"phat": true, "cac": true, "trong": true, "hang": true, "moi": true, "a": true, "nhe": true,
}

var weekdays = map[string]time.Weekday{
	"hai": time.Monday, "ba": time.Tuesday, "tu": time.Wednesday, "nam": time.Thursday, "sau": time.Friday, "bay": time.Saturday,
	"2": time.Monday, "3": time.Tuesday, "4": time.Wednesday, "5": time.Thursday, "6": time.Friday, "7": time.Saturday,
}

// foldWhen folds words, but keeps apart those that only their marks tell apart: tới (next) and tối (evening), mốt (in two
// days) and một (one).
func foldWhen(typed string) string {
	marked := wordForm.ReplaceAllStringFunc(strings.ToLower(viet.NFC(typed)), func(word string) string {
		switch word {
		case "tới":
			return "saptoi"
		case "mốt":
			return "ngày kia"
		}
		return word
	})
	return viet.Fold(marked)
}

// readWhen reads folded words. It reports false unless it has understood all of them.
func readWhen(folded string, today law.Date) (w typedWhen, ok bool) {
	rest, ok := w.takeTimes(folded, colonForm, colonTime)
	if !ok {
		return w, false
	}
	if rest, ok = w.takeDays(rest, today); !ok {
		return w, false
	}
	if rest, ok = w.takeTimes(rest, hourForm, hourTime); !ok {
		return w, false
	}
	// A part of the day that stands apart, as in “sáng mai lúc 6h”, belongs to the only time.
	if parts := partForm.FindAllString(rest, -1); len(parts) > 0 {
		if len(parts) > 1 || len(w.times) != 1 {
			return w, false
		}
		hour, ok := inPart(w.times[0].hour, parts[0])
		if !ok {
			return w, false
		}
		w.times[0].hour = hour
		rest = partForm.ReplaceAllString(rest, " ")
	}
	return w, !slices.ContainsFunc(viet.Words(rest), func(word string) bool { return !fillers[word] })
}

// takeTimes takes the times of one form out of the words.
func (w *typedWhen) takeTimes(folded string, form *regexp.Regexp, read func([]string) (clockTime, bool)) (rest string, ok bool) {
	for _, found := range form.FindAllStringSubmatch(folded, -1) {
		t, ok := read(found)
		if !ok {
			return folded, false
		}
		w.times = append(w.times, t)
	}
	return form.ReplaceAllString(folded, " , "), true
}

func colonTime(found []string) (clockTime, bool) {
	return timeOfDay(found[1], found[2], false, found[3])
}

func hourTime(found []string) (clockTime, bool) {
	minutes := found[3] + found[4]
	if found[5] != "" {
		minutes = "30"
	}
	if found[2] != "" {
		return timeOfDay(found[1], found[2], true, found[6])
	}
	return timeOfDay(found[1], minutes, false, found[6])
}

// timeOfDay is a time from its digits; before makes it so many minutes before the hour.
func timeOfDay(hours, minutes string, before bool, part string) (t clockTime, ok bool) {
	t.hour, _ = strconv.Atoi(hours) // one or two digits
	t.minute, _ = strconv.Atoi(minutes)
	if t.hour > 23 || t.minute > 59 {
		return t, false
	}
	if part != "" {
		if t.hour, ok = inPart(t.hour, part); !ok {
			return t, false
		}
	}
	if !before || t.minute == 0 {
		return t, !before
	}
	t.hour, t.minute = t.hour-1, 60-t.minute
	return t, t.hour >= 0
}

// inPart is an hour in a part of the day, of 24. It reports false for one that does not lie there: “17 giờ sáng”.
func inPart(hour int, part string) (int, bool) {
	span := map[string][2]int{"sang": {0, 11}, "trua": {10, 14}, "chieu": {12, 18}, "toi": {17, 23}, "dem": {21, 23}}[part]
	for _, h := range []int{hour, hour + 12} {
		if h >= span[0] && h <= span[1] {
			return h, true
		}
	}
	return hour, part == "dem" && hour <= 4
}

// takeDays takes the days out of the words. A weekday or “ngày mai” beside a date must be that very day.
func (w *typedWhen) takeDays(folded string, today law.Date) (rest string, ok bool) {
	for _, at := range dayForm.FindAllStringSubmatchIndex(folded, -1) {
		group := func(name string) string {
			i := 2 * dayForm.SubexpIndex(name)
			if at[i] < 0 {
				return ""
			}
			return folded[at[i]:at[i+1]]
		}
		d, ok := readDay(group, today)
		if !ok {
			return folded, false
		}
		d.from, d.to = at[0], at[1]
		if n := len(w.days); n > 0 && w.days[n-1].near != d.near && glueForm.MatchString(folded[w.days[n-1].to:d.from]) {
			if d, ok = w.days[n-1].with(d); !ok {
				return folded, false
			}
			w.days = w.days[:n-1]
		}
		w.days = append(w.days, d)
	}
	return dayForm.ReplaceAllString(folded, " , "), true
}

// with is the day that is named twice, once as a date. It reports false where the two are not the same.
func (d typedDay) with(e typedDay) (typedDay, bool) {
	near, date := d, e
	if e.near {
		near, date = e, d
	}
	same := near.date == date.date || near.loose && near.date.Weekday() == date.date.Weekday()
	date.to = e.to
	return date, same
}

// readDay reads one day from the groups of dayForm.
func readDay(group func(string) string, today law.Date) (d typedDay, ok bool) {
	year := group("isoYear") + group("wordYear") + group("year")
	if short := group("shortYear"); short != "" {
		year = "20" + short
	}
	switch day, month := group("isoDay")+group("wordDay")+group("day"), group("isoMonth")+group("wordMonth")+group("month"); {
	case day != "":
		d.date, ok = dateOf(day, month, year, today)
	case group("only") != "":
		d.date, ok = dayOfMonth(group("only"), group("which"), today)
	case group("near") != "":
		d.near = true
		d.date, ok = today.AddDays(map[string]int{"mai": 1, "kia": 2}[lastWord(group("near"))]), true
	default:
		weekday := weekdays[group("weekday")+group("shortWeekday")] // the zero one is Sunday
		d.near, d.loose = true, group("week") == ""
		d.date, ok = weekdayNear(weekday, group("week"), today), true
	}
	return d, ok
}

func lastWord(s string) string {
	words := strings.Fields(s)
	return words[len(words)-1]
}

// dateOf is a date. One without a year is of this year, but of the next one when it has been gone for half a year.
func dateOf(day, month, year string, today law.Date) (law.Date, bool) {
	const halfYear = 183
	if year != "" {
		d, err := law.ParseDate(fmt.Sprintf("%s-%02s-%02s", year, month, day))
		return d, err == nil
	}
	for y := today.Year; y <= today.Year+1; y++ {
		d, err := law.ParseDate(fmt.Sprintf("%04d-%02s-%02s", y, month, day))
		if err != nil {
			return d, false
		}
		if today.Sub(d) <= halfYear {
			return d, true
		}
	}
	return law.Date{}, false
}

// dayOfMonth is “ngày 28”: of this month, or of the next one when it is over here.
func dayOfMonth(day, which string, today law.Date) (law.Date, bool) {
	first := today.AddDays(1 - today.Day)
	if which == "sau" || which == "saptoi" {
		first = first.AddMonths(1)
	}
	n, _ := strconv.Atoi(day) // one or two digits
	d := first.AddDays(n - 1)
	if which == "" && n >= 1 && d.Month == first.Month && d.Before(today) {
		first = first.AddMonths(1)
		d = first.AddDays(n - 1)
	}
	return d, n >= 1 && d.Month == first.Month
}

// weekdayNear is a weekday of a week that begins on Monday; without a week it is the next one, which may be today.
func weekdayNear(weekday time.Weekday, week string, today law.Date) law.Date {
	const days = 7
	ahead := int(weekday-today.Weekday()+days) % days
	monday := today.AddDays(-(int(today.Weekday()) + days - 1) % days)
	inWeek := monday.AddDays((int(weekday) + days - 1) % days)
	switch lastWord("- " + week) {
	case "nay":
		return inWeek
	case "sau":
		return inWeek.AddDays(days)
	case "saptoi":
		if strings.HasPrefix(week, "tuan") {
			return inWeek.AddDays(days)
		}
		if ahead == 0 {
			ahead = days
		}
	}
	return today.AddDays(ahead)
}
