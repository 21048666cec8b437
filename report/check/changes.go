package check

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

var (
	fromWord   = regexp.MustCompile(`(?:^|\s)từ\s+(?:mức\s+)?$`)
	toWord     = regexp.MustCompile(`^[\p{L}\s]{0,25}?(?:lên|xuống|còn|đến)(?:\s+(?:thành|đến|còn|mức|là))?\s+$`)
	upBefore   = regexp.MustCompile(`(?:tăng|nâng)[^\d.,;]{0,60}từ\s+(?:mức\s+)?$`)
	downBefore = regexp.MustCompile(`(?:giảm|hạ)[^\d.,;]{0,60}từ\s+(?:mức\s+)?$`)
	change     = regexp.MustCompile(`(tăng|giảm)(?:\s+(?:thêm|được|khoảng|so|thực tế))?\s+$`)
	thanBefore = regexp.MustCompile(`^[^;.()]{0,40}?so với[^;.()]{0,80}\(\s*(?:là\s+|đạt\s+)?$`)
	thanAfter  = regexp.MustCompile(`so với[^;.()]{0,80}\(\s*(?:là\s+|đạt\s+)?$`)
	afterThan  = regexp.MustCompile(`^[^()\d]{0,30}\)\s*,?\s*(?:thì\s+)?(tăng|giảm)(?:\s+(?:thêm|được|khoảng))?\s+$`)
)

// changes: rule change. What was and what is give the increase or decrease that is told.
func changes(r *report) {
	for i, s := range r.sentences {
		if s.p.table > 0 || len(s.numbers) == 0 {
			continue
		}
		for k, n := range s.numbers {
			r.changeFromTo(s, k)
			if verb := change.FindStringSubmatch(tail(s.low, n.start)); verb != nil {
				r.changeThan(i, k, verb[1] == "tăng")
			}
		}
	}
}

// changeFromTo checks "tăng từ 50 lên 60, tăng 12".
func (r *report) changeFromTo(s *sentence, k int) {
	if k+1 >= len(s.numbers) {
		return
	}
	a, b := s.numbers[k], s.numbers[k+1]
	prefix := s.low[:a.start]
	between := s.low[a.end:b.start]
	if !fromWord.MatchString(prefix) || !toWord.MatchString(between) || a.percent != b.percent && a.unit() != "" || nearYear(s.low, a) || nearYear(s.low, b) {
		return
	}
	up, down := upBefore.MatchString(prefix), downBefore.MatchString(prefix)
	if !up && !down { // without a verb the word between decides
		up, down = strings.Contains(between, "lên"), strings.Contains(between, "xuống")
	}
	if !up && !down || up && down || a.value == b.value {
		return
	}
	if up != (b.value > a.value) {
		r.add(Finding{
			Line: s.line(a.start), Severity: Error, Rule: "change",
			Message:    fmt.Sprintf("Ghi là %s nhưng từ %s đến %s là %s.", upOrDown(up), a.said(), b.said(), upOrDown(!up)),
			Suggestion: "Hãy kiểm tra lại hai số hoặc chữ tăng, giảm.",
		})
		return
	}
	if k+2 >= len(s.numbers) {
		return
	}
	c := s.numbers[k+2]
	gap := s.low[b.end:c.start]
	if verb := change.FindStringSubmatch(gap); len(gap) < 60 && verb != nil && !strings.ContainsAny(gap, ";.") &&
		r.basisOf(s, c.end, k+2) == 0 && !fitsChange(c, a.value, b.value, a.percent) && comparableChange(c, a, b) {
		r.wrongChange(s, c, a, b)
	}
}

func upOrDown(up bool) string {
	if up {
		return "tăng"
	}
	return "giảm"
}

// comparableChange reports whether c may be the difference of a and b: of their kind, a share, or a number of times.
func comparableChange(c, a, b number) bool {
	return c.percent || !a.percent && (c.unit() == a.unit() || c.unit() == b.unit() || c.unit() == "" || b.unit() == "" || c.unit() == "lần")
}

// changeThan checks "28 đơn, tăng 09 đơn so với cùng kỳ (21 đơn)" and "so với quý II (890 hồ sơ) tăng 12,1%": one of the
// numbers before has to give it.
func (r *report) changeThan(i, k int, up bool) {
	s := r.sentences[i]
	c := s.numbers[k]
	var then number
	switch {
	case k+1 < len(s.numbers) && r.basisOf(s, c.end, k) > 0:
		then = s.numbers[r.basisOf(s, c.end, k)]
	case k > 0 && thanAfter.MatchString(tail(s.low, s.numbers[k-1].start)) && afterThan.MatchString(s.low[s.numbers[k-1].end:c.start]):
		then = s.numbers[k-1]
	default:
		return
	}
	var now []number
	for _, n := range s.countBetween(0, min(c.start, then.start)) {
		now = appendSame(now, n, then)
	}
	if len(now) == 0 {
		for _, other := range r.before(i, 2) {
			for _, n := range other.countBetween(0, len(other.low)) {
				now = appendSame(now, n, then)
			}
		}
	}
	if len(now) == 0 || then.percent && !c.percent || !then.percent && !c.percent && c.unit() != "" && then.unit() != "" && c.unit() != then.unit() {
		return
	}
	for _, n := range now {
		if fitsChange(c, then.value, n.value, then.percent) && (n.value == then.value || up == (n.value > then.value)) {
			return
		}
	}
	r.wrongChange(s, c, then, now[len(now)-1])
}

// basisOf is the index of the number in brackets behind "so với" that follows an offset; 0 without one.
func (r *report) basisOf(s *sentence, from, k int) int {
	for next := k + 1; next < len(s.numbers); next++ {
		if thanBefore.MatchString(s.low[from:s.numbers[next].start]) {
			return next
		}
	}
	return 0
}

func appendSame(all []number, n, then number) []number {
	if n.percent == then.percent && (n.unit() == then.unit() || then.unit() == "") {
		return append(all, n)
	}
	return all
}

func (r *report) wrongChange(s *sentence, c, then, now number) {
	difference := math.Abs(now.value - then.value)
	says := then.like(difference)
	switch {
	case then.percent:
		says = written(difference, 2) + " điểm %"
	case then.value != 0: // from nothing no share is an increase
		says += " (" + written(difference/then.value*100, 2) + "%)"
	}
	r.add(Finding{
		Line: s.line(c.start), Severity: Error, Rule: "change",
		Message:    fmt.Sprintf("Từ %s đến %s là %s %s, không phải %s.", then.said(), now.said(), upOrDown(now.value > then.value), says, c.said()),
		Suggestion: "Hãy kiểm tra số kỳ này, số kỳ trước và mức tăng, giảm.",
	})
}

// fitsChange reports whether c may be told as the change from one value to another: their difference, the share of it, or
// how many times. Shares change by points or by a share of themselves.
func fitsChange(c number, then, now float64, shares bool) bool {
	difference := math.Abs(now - then)
	if firstNoun(c.after) == "lần" && then > 0 && now > 0 {
		times := max(now/then, then/now)
		return math.Abs(times-c.value) < c.slack() || math.Abs(times-1-c.value) < c.slack()
	}
	if c.percent {
		return then != 0 && math.Abs(difference/then*100-c.value) < c.slack() || shares && math.Abs(difference-c.value) < c.slack()
	}
	return math.Abs(difference-c.value) < c.slack() && (c.decimals > 0 || c.scale > 1) || math.Abs(difference-c.value) < 0.51
}

var (
	averageWord = regexp.MustCompile(`(?:bình quân|trung bình)(?:\s+(?:mỗi\s+\p{L}+|là|đạt|có|khoảng|chung|\p{L}+))?\s+$`)
	perUnit     = regexp.MustCompile(`^\s*((?:\p{L}+\s){0,2}\p{L}+)\s*/\s*(\p{L}+)`)
	eachAmount  = regexp.MustCompile(`\(\s*(?:mức\s+)?mỗi\s+(\p{L}+)(?:\s[\p{L}]+){0,4}?\s+$`)
)

// averages: rule average. A total, a count and their average in one sentence agree.
func averages(r *report) {
	for _, s := range r.sentences {
		if s.p.table > 0 {
			continue
		}
		for _, n := range s.numbers {
			if m := perUnit.FindStringSubmatch(n.after); m != nil && averageWord.MatchString(tail(s.low, n.start)) {
				r.average(s, n, m[2])
			} else if m := eachAmount.FindStringSubmatch(tail(s.low, n.start)); m != nil && n.isMoney() {
				r.average(s, n, m[1])
			}
		}
	}
}

// average holds n, so much for each, against the only total of its unit and the only count in the sentence.
func (r *report) average(s *sentence, n number, each string) {
	if strings.Count(s.low, "mỗi ")+strings.Count(s.low, "bình quân") > 1 {
		return
	}
	var totals, counts []number
	for _, other := range s.countBetween(0, len(s.low)) {
		switch {
		case other.start == n.start:
		case firstNoun(other.after) == each && !other.percent:
			counts = append(counts, other)
		case other.unit() == n.unit():
			totals = append(totals, other)
		}
	}
	if len(totals) != 1 || len(counts) != 1 || counts[0].value == 0 || n.value > totals[0].value {
		return
	}
	if right := totals[0].value / counts[0].value; math.Abs(right-n.value) >= n.slack() {
		r.add(Finding{
			Line: s.line(n.start), Severity: Error, Rule: "average",
			Message:    fmt.Sprintf("%s chia cho %s bằng %s, không phải %s.", totals[0].said(), counts[0].said(), n.like(right), n.said()),
			Suggestion: "Hãy kiểm tra tổng số, số lượng và mức bình quân.",
		})
	}
}
