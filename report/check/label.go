package check

import (
	"regexp"
	"slices"
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
	chapter           // Phần I. or Phần thứ nhất
	capital           // A.
)

// listLabel is what a paragraph begins with to show its place.
type listLabel struct {
	kind labelKind
	path []int // the numbers: {2, 1} for 2.1; {3} for III and c
	text string
	size int // bytes before the paragraph's own words
}

var (
	chapterLabel = regexp.MustCompile(`^((?i:phần)\s+(?:(?i:thứ)\s+)?([IVX]{1,5}|(?i:nhất|hai|ba|tư|bốn|năm)))(?:\s*[.:)–-]\s*|\s*$|\s+\p{Lu})`)
	romanLabel   = regexp.MustCompile(`^([IVX]{1,5})[.)/\-:]\s+`)
	capitalLabel = regexp.MustCompile(`^([A-ZĐ])[.)/]\s+\p{Lu}`)
	decimalLabel = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){0,3})[.)/]?\s+\p{Lu}|^(\d{1,2}(?:\.\d{1,2}){0,3})[.)/]\s+`)
	letterLabel  = regexp.MustCompile(`^([a-zđ])[.)/]\s+`)
	bulletLabel  = regexp.MustCompile(`^[-–—+•*]\s*`)
)

const (
	romans = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV"
	// listLetters are the letters of Vietnamese lists: đ follows d; f, j, w and z do not occur.
	listLetters = "abcdđeghiklmnopqrstuvxy"
)

// ordinals are what follows "Phần thứ".
var ordinals = map[string]int{"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}

func label(s string) listLabel {
	if m := chapterLabel.FindStringSubmatch(s); m != nil {
		n := ordinals[lower(m[2])]
		if n == 0 {
			n = slices.Index(strings.Fields(romans), m[2]) + 1
		}
		if n > 0 {
			return listLabel{chapter, []int{n}, m[1], len(m[1])}
		}
	}
	if m := romanLabel.FindStringSubmatch(s); m != nil {
		if i := slices.Index(strings.Fields(romans), m[1]); i >= 0 {
			return listLabel{roman, []int{i + 1}, m[1], len(m[0])}
		}
	}
	if m := capitalLabel.FindStringSubmatch(s); m != nil {
		if at := strings.Index(listLetters, strings.ToLower(m[1])); at >= 0 {
			return listLabel{capital, []int{len([]rune(listLetters[:at])) + 1}, m[1], len(m[1]) + 1}
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
	return rest == "" || len([]rune(rest)) <= 160 && !strings.ContainsAny(lastRune(rest), ".;") && !strings.Contains(rest, ": ")
}

// isTop reports whether a label is of the outline's first levels: a part, A or I.
func (l listLabel) isTop() bool { return l.kind == chapter || l.kind == capital || l.kind == roman }
