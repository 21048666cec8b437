package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow one letter; no script in use needs more, pranks pile up dozens.
const maxMarks = 4

// breaks makes one line end and one white space of many.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n", "\t", " ")

// Clean makes a person's text safe to keep and show: NFC, line ends as \n, tabs as spaces, no control characters, no
// bidi overrides and no invisible characters (a joiner between emoji stays), no white space at either end, at most
// maxRunes runes. It cuts between characters as people see them. maxRunes of zero or less gives "".
func Clean(s string, maxRunes int) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = breaks.Replace(s)
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	var last rune
	for i, r := range s {
		switch {
		case r == '\n':
		case r == zeroWidthJoiner:
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !isPictograph(last) && !isEmojiTail(last) || !isPictograph(next) {
				continue
			}
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs), isHidden(r):
			continue
		case unicode.Is(unicode.Mn, r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		b.WriteRune(r)
		last = r
	}
	clean := strings.TrimSpace(norm.NFC.String(b.String()))
	return strings.TrimSpace(cutRunes(clean, maxRunes))
}

const zeroWidthJoiner = '\u200d'

// isHidden finds characters that are no format characters but show nothing: fillers of Hangul and the braille blank.
func isHidden(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\u034f', '\u180b', '\u180c', '\u180d':
		return true
	}
	return unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// cutRunes cuts s to at most limit runes, between characters as people see them where it can.
func cutRunes(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	kept, runes := 0, 0
	for kept < len(s) {
		size := clusterLen(s[kept:])
		n := utf8.RuneCountInString(s[kept : kept+size])
		if runes+n > limit {
			break
		}
		kept += size
		runes += n
	}
	return s[:kept]
}

// Capital is s with its first letter in capitals, for the beginning of a line.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
