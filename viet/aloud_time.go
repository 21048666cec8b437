package viet

import (
	"regexp"
	"strconv"
)

var (
	clockShape = regexp.MustCompile(`^(\d{1,2})(?:\s?(?:h|g|giờ)\s?|:)([0-5]\d)(?:\s?phút|['′p])?`)
	hourShape  = regexp.MustCompile(`^(\d{1,2})\s?(?:h|giờ)`)
	dash       = regexp.MustCompile(`^\s?[-–—]\s?`)
	bareShort  = regexp.MustCompile(`^\d{1,2}`)
	figureRuns = regexp.MustCompile(`^[.,/:]?\d`)
)

// clock reads a time of day: 7h30, 07:30, 13 giờ 30, 6h.
func clock(text string) (words string, size int) {
	if m := clockShape.FindStringSubmatch(text); m != nil && !figureRuns.MatchString(text[len(m[0]):]) && ends(text[len(m[0]):]) {
		if hour, err := strconv.Atoi(m[1]); err == nil && hour <= 24 {
			words = cardinal(m[1]) + " giờ"
			if m[2] != "00" {
				words += " " + cardinal(m[2]) + " phút"
			}
			return words, len(m[0])
		}
	}
	if m := hourShape.FindStringSubmatch(text); m != nil && ends(text[len(m[0]):]) {
		return cardinal(m[1]) + " giờ", len(m[0])
	}
	return "", 0
}

// clockSpan reads a time of day, or two with a dash between them: "từ bảy giờ đến mười chín giờ". A ratio looks like a time
// and is none.
func clockSpan(text, before string) (words string, size int) {
	if word := lastWord(before); word == "lệ" || word == "số" {
		return "", 0
	}
	first, length := clock(text)
	alone := length > 0
	if !alone { // 7-9h
		number := bareShort.FindString(text)
		first, length = cardinal(number), len(number)
	}
	if bridge := dash.FindString(text[length:]); bridge != "" && length > 0 {
		if second, rest := clock(text[length+len(bridge):]); rest > 0 {
			return since(before) + first + " đến " + second, length + len(bridge) + rest
		}
	}
	if !alone {
		return "", 0
	}
	return first, length
}

// since returns the word that opens a span, unless it is written.
func since(before string) string {
	if lastWord(before) == "từ" {
		return ""
	}
	return "từ "
}

var (
	fullDate  = regexp.MustCompile(`^(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4})`)
	monthYear = regexp.MustCompile(`^(\d{1,2})/((?:19|20)\d\d)`)
	dayMonth  = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})`)
	// dayCue is what a day and month without a year follow; without it 5/5 is five of five.
	dayCue = regexp.MustCompile(`(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|hết|trước|sau|dịp|lễ|thứ (?:\d|hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày \d{1,2}/\d{1,2}(?:,| và| hoặc))[ ,(]*$`)
)

// date is a date as it is said: opener is "ngày" or "tháng", which the text may have said already.
type date struct{ opener, said string }

// readDate reads 17/3/2024, 3/2024, and 17/3 where it must be a day.
func readDate(text, before string) (d date, size int) {
	if m := fullDate.FindStringSubmatch(text); m != nil && isDay(m[1], m[3]) && ends(text[len(m[0]):]) {
		return date{"ngày", cardinal(m[1]) + " tháng " + monthName(m[3]) + " năm " + cardinal(m[4])}, len(m[0])
	}
	if m := monthYear.FindStringSubmatch(text); m != nil && isDay("1", m[1]) && ends(text[len(m[0]):]) && text[len(m[0]):] != "/" {
		switch lastWord(before) {
		case "số":
			return date{}, 0
		case "quý":
			return date{"quý", cardinal(m[1]) + " năm " + cardinal(m[2])}, len(m[0])
		}
		return date{"tháng", monthName(m[1]) + " năm " + cardinal(m[2])}, len(m[0])
	}
	if m := dayMonth.FindStringSubmatch(text); m != nil && isDay(m[1], m[2]) && !figureRuns.MatchString(text[len(m[0]):]) &&
		ends(text[len(m[0]):]) && dayCue.MatchString(tail(before, 40)) {
		return date{"ngày", cardinal(m[1]) + " tháng " + monthName(m[2])}, len(m[0])
	}
	return date{}, 0
}

func isDay(day, month string) bool {
	d, dayErr := strconv.Atoi(day)
	m, monthErr := strconv.Atoi(month)
	return dayErr == nil && monthErr == nil && d >= 1 && d <= 31 && m >= 1 && m <= 12
}

// monthName reads the number of a month: the fourth is "tư".
func monthName(digits string) string {
	if digits == "4" || digits == "04" {
		return "tư"
	}
	return cardinal(digits)
}

// dateSpan reads a date, or two with a dash between them; of the first a number may stand alone (15-17/3/2024).
func dateSpan(text, before string) (words string, size int) {
	first, length := readDate(text, before)
	if length == 0 {
		number := bareShort.FindString(text)
		bridge := dash.FindString(text[len(number):])
		second, rest := readDate(text[len(number)+len(bridge):], before)
		if number == "" || bridge == "" || rest == 0 {
			return "", 0
		}
		return sinceDay(before, second.opener) + cardinal(number) + " đến " + second.opener + " " + second.said, len(number) + len(bridge) + rest
	}
	if bridge := dash.FindString(text[length:]); bridge != "" {
		if second, rest := readDate(text[length+len(bridge):], "ngày "); rest > 0 {
			return sinceDay(before, first.opener) + first.said + " đến " + second.opener + " " + second.said, length + len(bridge) + rest
		}
	}
	return opening(before, first.opener) + first.said, length
}

// opening returns the word that opens a date, unless it is written.
func opening(before, opener string) string {
	if lastWord(before) == opener {
		return ""
	}
	return opener + " "
}

// sinceDay opens a span of dates: "từ ngày", or nothing after "ngày".
func sinceDay(before, opener string) string {
	if lastWord(before) == opener {
		return ""
	}
	return since(before) + opener + " "
}
