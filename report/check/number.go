package check

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// number is a number as it is written in a report.
type number struct {
	value      float64 // with its multiplier: 220 triệu is 220,000,000
	decimals   int
	raw        string
	scale      float64 // 1e6 for triệu, 1 without a multiplier
	times      string  // "triệu"
	start, end int     // in the sentence, the percent sign and the multiplier included
	percent    bool    // followed by %
	counts     bool    // no year, and no number that is a name (thôn 2)
	after      string
}

var (
	numeral    = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	multiplier = regexp.MustCompile(`^\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?:[\s.,;)]|$)`)
	grouped    = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+(?:,\d+)?$`)
	commas     = regexp.MustCompile(`^\d{1,3}(?:,\d{3}){2,}$`)
)

var multiples = map[string]float64{"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}

// numbersIn finds the numbers of a small-letter sentence that stand alone: no parts of dates, of the symbols of papers,
// of words such as QL5, of a/b.
func numbersIn(s string) []number {
	var all []number
	for _, at := range numeral.FindAllStringIndex(s, -1) {
		raw := s[at[0]:at[1]]
		before, after := s[:at[0]], s[at[1]:]
		if joined(before, after) {
			continue
		}
		n := number{raw: raw, scale: 1, start: at[0], end: at[1], after: after}
		n.value, n.decimals = parseNumber(raw)
		if trimmed := strings.TrimLeft(after, " "); strings.HasPrefix(trimmed, "%") {
			n.percent, n.end = true, len(s)-len(trimmed)+1
		} else if m := multiplier.FindStringSubmatch(after); m != nil {
			n.times, n.scale = m[1], multiples[m[1]]
			n.value *= n.scale
			n.end += strings.Index(after, m[1]) + len(m[1])
		}
		n.after = s[n.end:]
		n.counts = !nearYear(s, n) && !ordinalBefore.MatchString(tail(s, n.start))
		all = append(all, n)
	}
	return all
}

// joined reports whether what stands around digits makes them part of something else.
func joined(before, after string) bool {
	if before != "" {
		if r := lastRune(before); r == "/" || r == "-" && !strings.HasSuffix(before, " -") || isLetter(r) || r == "_" {
			return true
		}
	}
	return after != "" && (after[0] == '/' || isLetter(after) || after[0] == '-' && len(after) > 1 && after[1] != ' ')
}

func isLetter(s string) bool {
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0xc3
}

// parseNumber reads digits in Vietnamese form: 8.805 is a thousand and more, 90,3 has one decimal. A dot that groups
// nothing (90.3) is read as a decimal mark.
func parseNumber(raw string) (value float64, decimals int) {
	clean := raw
	switch {
	case commas.MatchString(raw):
		clean = strings.ReplaceAll(raw, ",", "")
	case grouped.MatchString(raw):
		clean = strings.ReplaceAll(strings.ReplaceAll(raw, ".", ""), ",", ".")
	default:
		clean = strings.ReplaceAll(raw, ",", ".")
		if strings.Count(clean, ".") > 1 {
			clean = strings.ReplaceAll(clean, ".", "")
		}
	}
	if _, fraction, ok := strings.Cut(clean, "."); ok {
		decimals = len(fraction)
	}
	value, err := strconv.ParseFloat(clean, 64)
	if err != nil {
		return math.NaN(), 0
	}
	return value, decimals
}

// percentOf reports whether part of whole may be written as n: rounded either way at its last digit.
func (n number) percentOf(part, whole float64) bool {
	if whole == 0 {
		return true // nothing can be said
	}
	return math.Abs(part/whole*100-n.value) < math.Pow(10, -float64(n.decimals))-1e-9
}

// written is a value with a dot between thousands and a decimal comma, at most as many decimals as said.
func written(value float64, decimals int) string {
	s := strconv.FormatFloat(value, 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	var out []byte
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 && whole[i-1] != '-' {
			out = append(out, '.')
		}
		out = append(out, whole[i])
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return string(out) + "," + fraction
	}
	return string(out)
}
