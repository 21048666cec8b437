package check

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// persons are the words with which people are counted: 720 học sinh are 350 em and 370 em.
var persons = wordSet(`người em cháu học trẻ khẩu nhân dân công cán hội đoàn đảng lượt đại cử thành viên`)

// unit is what a number counts, as far as two numbers may be compared: "đồng" for money however it is written, "%" for a
// share, "người" for people, else the first word behind it; "" for none.
func (n number) unit() string {
	noun := firstNoun(n.after)
	switch {
	case n.percent:
		return "%"
	case noun == "đồng" || noun == "đ" || noun == "vnđ" || n.scale > 1 && noun == "":
		return "đồng"
	case persons[noun]:
		return "người"
	default:
		return noun
	}
}

// isMoney reports whether a number is an amount of money.
func (n number) isMoney() bool { return n.unit() == "đồng" || n.scale > 1 }

// said is the number as written, with its multiplier: "1.680 triệu".
func (n number) said() string {
	if n.percent {
		return n.raw + "%"
	}
	return strings.TrimSpace(n.raw + " " + n.times)
}

// like writes another value as n is written: in millions where n is.
func (n number) like(value float64) string {
	n.raw = written(value/max(n.scale, 1), max(n.decimals, 2))
	return n.said()
}

// slack is how far a rounded number may lie from what it stands for.
func (n number) slack() float64 {
	return math.Pow(10, -float64(n.decimals)) * max(n.scale, 1) * 0.999
}

// countBetween are the numbers of a sentence between two offsets, years left out.
func (s *sentence) countBetween(from, to int) (all []number) {
	for _, n := range s.numbers {
		if n.counts && n.start >= from && n.end <= to {
			all = append(all, n)
		}
	}
	return all
}

// before are the sentences of the same paragraph right before s, at most n of them, the nearest last.
func (r *report) before(i, n int) (all []*sentence) {
	for k := max(0, i-n); k < i; k++ {
		if r.sentences[k].p == r.sentences[i].p {
			all = append(all, r.sentences[k])
		}
	}
	return all
}

var eachOf = regexp.MustCompile(`mỗi|bình quân|trung bình|/\s*(?:hộ|người|suất|năm|tháng|ngày|m2|ha|lượt)`)

// tail is the end of what stands before an offset: enough for what a rule asks of the words right before a number.
func tail(s string, end int) string {
	const most = 240
	start := max(0, end-most)
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	return s[start:end]
}
