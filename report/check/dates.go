package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
)

// date is a day named in a sentence.
type date struct {
	law.Date
	start, end int
	raw        string // the digits as written
	weekday    string // "thứ hai" before it
}

var (
	// \b knows only ASCII, which digits are.
	fullDate = regexp.MustCompile(`(?:(thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[\s,(]*)?(?:ngày\s+)?\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b` +
		`|(?:(thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[\s,(]*)?ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\b`)
	shortDate = regexp.MustCompile(`ngày\s+(\d{1,2})/(\d{1,2})(?:[^\d/]|$)`)
	spanOfDay = regexp.MustCompile(`từ (?:ngày )?$`)
	spanTo    = regexp.MustCompile(`^\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?$`)
)

// datesIn finds the whole dates of a small-letter sentence, possible or not.
func datesIn(s string) []date {
	var all []date
	for _, m := range fullDate.FindAllStringSubmatchIndex(s, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		d := date{
			Date:  dayOf(group(2)+group(6), group(3)+group(7), group(4)+group(8)),
			start: m[0], end: m[1], weekday: group(1) + group(5),
		}
		d.raw = strings.TrimSpace(s[m[0]:m[1]])
		if m[4] >= 0 {
			d.raw = s[m[4]:m[1]]
		}
		all = append(all, d)
	}
	return all
}

// dayOf reads digits as they stand: day 31 of June stays day 31 of June. No digits give the zero Date.
func dayOf(day, month, year string) law.Date {
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	if d == 0 && day == "" || y == 0 {
		return law.Date{}
	}
	return law.Date{Year: y, Month: time.Month(m), Day: d}
}

func exists(d law.Date) bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && law.DateOf(d.At(0, 0, time.UTC)) == d
}

var weekdays = map[string]time.Weekday{
	"thứ hai": 1, "thứ ba": 2, "thứ tư": 3, "thứ năm": 4, "thứ sáu": 5, "thứ bảy": 6, "chủ nhật": 0,
	"thứ 2": 1, "thứ 3": 2, "thứ 4": 3, "thứ 5": 4, "thứ 6": 5, "thứ 7": 6,
}

// impossibleDates: rules impossible-date, wrong-weekday, date-range and future-event.
func impossibleDates(r *report) {
	for _, s := range r.sentences {
		for i, d := range s.dates {
			line := s.line(d.start)
			if !exists(d.Date) {
				r.add(Finding{
					Line: line, Severity: Error, Rule: "impossible-date",
					Message: fmt.Sprintf("Không có ngày %s.", d.raw), Suggestion: "Hãy đối chiếu lại ngày với văn bản gốc.",
				})
				continue
			}
			if day, ok := weekdays[d.weekday]; ok && d.Weekday() != day {
				r.add(Finding{
					Line: line, Severity: Error, Rule: "wrong-weekday",
					Message:    fmt.Sprintf("Ngày %s là %s, không phải %s.", d.Vietnamese(), law.WeekdayName(d.Weekday()), d.weekday),
					Suggestion: "Hãy sửa thứ hoặc ngày cho khớp lịch.",
				})
			}
			if i > 0 && exists(s.dates[i-1].Date) && d.Before(s.dates[i-1].Date) &&
				spanOfDay.MatchString(s.low[:s.dates[i-1].start]) && spanTo.MatchString(s.low[s.dates[i-1].end:d.start]) {
				r.add(Finding{
					Line: line, Severity: Error, Rule: "date-range",
					Message:    fmt.Sprintf("Khoảng thời gian kết thúc (%s) trước khi bắt đầu (%s).", d.Vietnamese(), s.dates[i-1].Vietnamese()),
					Suggestion: "Hãy kiểm tra lại hai ngày.",
				})
			}
			r.futureEvent(s, d, line)
		}
		for _, m := range shortDate.FindAllStringSubmatchIndex(s.low, -1) {
			day, month := s.low[m[2]:m[3]], s.low[m[4]:m[5]]
			if d := dayOf(day, month, "2024"); !exists(d) { // a leap year, so that 29/2 may be
				r.add(Finding{
					Line: s.line(m[0]), Severity: Error, Rule: "impossible-date",
					Message: fmt.Sprintf("Không có ngày %s/%s.", day, month), Suggestion: "Hãy đối chiếu lại ngày với văn bản gốc.",
				})
			}
		}
	}
}

var notYet = regexp.MustCompile(`dự kiến|sẽ|phấn đấu|kế hoạch|đến hết|trước ngày|chậm nhất|hạn|hiệu lực|nhiệm kỳ|giai đoạn|sắp|từ ngày|đến ngày|định hướng|lịch `)

// futureEvent finds what is told as done on a day after the report's own.
func (r *report) futureEvent(s *sentence, d date, line int) {
	if r.dated.IsZero() || !exists(r.dated) || !d.After(r.dated) || notYet.MatchString(s.low) || line <= r.dateLine {
		return
	}
	r.add(Finding{
		Line: line, Also: []int{r.dateLine}, Severity: Error, Rule: "future-event",
		Message:    fmt.Sprintf("Ngày %s sau ngày ký báo cáo %s (dòng %d) nhưng được kể như việc đã xảy ra.", d.Vietnamese(), r.dated.Vietnamese(), r.dateLine),
		Suggestion: "Hãy sửa ngày, hoặc ghi rõ “dự kiến”.",
	})
}

// dateStyles: rule date-style. A date is written one way; tháng has no zero from 3 to 9 in the line of place and date
// (Nghị định 30/2020/NĐ-CP, Phụ lục I).
func dateStyles(r *report) {
	padded, bare := map[law.Date]date{}, map[law.Date]date{}
	lines := map[string]int{}
	for _, s := range r.sentences {
		for _, d := range s.dates {
			_, rest, ok := strings.Cut(d.raw, "/")
			if !ok || !exists(d.Date) || d.Month > 9 {
				continue
			}
			seen := bare
			if rest[0] == '0' {
				seen = padded
			}
			if _, known := seen[d.Date]; !known {
				seen[d.Date] = d
				lines[d.raw] = s.line(d.start)
			}
		}
	}
	for day, a := range bare {
		if b, ok := padded[day]; ok {
			r.add(Finding{
				Line: max(lines[a.raw], lines[b.raw]), Also: []int{lines[a.raw], lines[b.raw]}, Severity: Warning, Rule: "date-style",
				Message:    fmt.Sprintf("Một ngày viết hai cách: %s (dòng %d) và %s (dòng %d).", a.raw, lines[a.raw], b.raw, lines[b.raw]),
				Suggestion: fmt.Sprintf("Hãy viết thống nhất %s.", day.Vietnamese()),
			})
		}
	}
	for _, s := range r.sentences {
		for _, m := range paddedMonth.FindAllStringSubmatchIndex(s.low, -1) {
			month := s.low[m[2]:m[3]]
			r.add(Finding{
				Line: s.line(m[0]), Severity: Warning, Rule: "date-style",
				Message:    fmt.Sprintf("“tháng %s” thừa số 0: chỉ tháng 1 và tháng 2 viết hai chữ số (Nghị định 30/2020/NĐ-CP, Phụ lục I).", month),
				Suggestion: fmt.Sprintf("Viết “tháng %s”.", month[1:]),
			})
		}
	}
}

var paddedMonth = regexp.MustCompile(`ngày\s+\d{1,2}\s+tháng\s+(0[3-9])\s+năm`)
