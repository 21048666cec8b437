package check

import (
	"regexp"
	"strconv"
	"strings"
)

type labelKind int

const (
	noLabel labelKind = iota
	roman             // I.
	decimal           // 2. or 2.1.
	letter            // a. or a)
	bullet            // -
	chapter           // Phần I.
)

// listLabel is what a paragraph begins with to show its place.
type listLabel struct {
	kind labelKind
	path []int // the numbers: {2, 1} for 2.1; {3} for III and c
	text string
	size int // bytes before the paragraph's own words
}

var (
	romanLabel   = regexp.MustCompile(`^(?:Phần |PHẦN )?([IVX]{1,5})[.)\-:]\s+`)
	decimalLabel = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\p{Lu}|^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+`)
	letterLabel  = regexp.MustCompile(`^([a-zđ])[.)]\s+`)
	bulletLabel  = regexp.MustCompile(`^[-–—+•*]\s*`)
)

const (
	romans = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV"
	// listLetters are the letters of Vietnamese lists: đ follows d; f, j, w and z do not occur.
	listLetters = "abcdđeghiklmnopqrstuvxy"
)

func label(s string) listLabel {
	if m := romanLabel.FindStringSubmatch(s); m != nil {
		for i, numeral := range strings.Fields(romans) {
			if numeral == m[1] && m[0][0] == 'P' {
				return listLabel{chapter, []int{i + 1}, "Phần " + m[1], len(m[0])}
			}
			if numeral == m[1] {
				return listLabel{roman, []int{i + 1}, m[1], len(m[0])}
			}
		}
	}
	if m := decimalLabel.FindStringSubmatch(s); m != nil {
		text := m[1] + m[2]
		var path []int
		for number := range strings.SplitSeq(text, ".") {
			n, _ := strconv.Atoi(number) // two digits at most
			path = append(path, n)
		}
		return listLabel{decimal, path, text, len(text)}
	}
	if m := letterLabel.FindStringSubmatch(s); m != nil {
		if at := strings.Index(listLetters, m[1]); at >= 0 {
			return listLabel{letter, []int{len([]rune(listLetters[:at])) + 1}, m[1], len(m[0])}
		}
	}
	if m := bulletLabel.FindString(s); m != "" {
		return listLabel{bullet, nil, "-", len(m)}
	}
	return listLabel{}
}

// isHeading reports whether a paragraph is a heading with no sentence of its own.
func (p *paragraph) isHeading() bool {
	l := label(p.text)
	if p.table > 0 || l.kind == noLabel || l.kind == bullet {
		return false
	}
	rest := strings.TrimSpace(p.text[l.size:])
	return len([]rune(rest)) <= 160 && !strings.ContainsAny(lastRune(rest), ".;") && !strings.Contains(rest, ": ")
}
