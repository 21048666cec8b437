package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normalisation form C, the form in which all text is kept. Phones and PDF readers often paste
// Vietnamese with separate marks (NFD), which compares unequal byte by byte.
func NFC(s string) string { return norm.NFC.String(s) }

// Fold returns the search key of s: lower case, without marks, with đ and its look-alikes ð, ɖ as d, runs of white space as
// one space, and styled letters (full width, mathematical bold) as plain ones. Control and invisible characters go.
// Punctuation and emoji stay; Words drops them. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if key, ok := foldASCII(s); ok {
		return key
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
			continue
		case r == utf8.RuneError || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf):
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(foldRune(r))
	}
	return norm.NFC.String(b.String())
}

// foldASCII folds text that needs nothing but lower case and tidy spaces; ok is false if s holds anything else.
func foldASCII(s string) (key string, ok bool) {
	tidy := true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			return "", false
		}
		if c < ' ' || c == ' ' && (i == 0 || s[i-1] == ' ' || i == len(s)-1) {
			tidy = false
		}
	}
	if !tidy {
		s = strings.Join(strings.Fields(s), " ")
	}
	return strings.ToLower(s), true
}

// foldRune folds one rune that carries no mark. The letter đ has no decomposition in Unicode, and keyboards and old
// conversions also produce the Icelandic ð and the African ɖ, which look the same in capitals.
func foldRune(r rune) rune {
	switch r {
	case 'đ', 'Đ', 'ð', 'Ð', 'ɖ', 'Ɖ':
		return 'd'
	case 'ı':
		return 'i'
	}
	return unicode.ToLower(r)
}

// Words returns the folded words of s in order: letters and digits only, everything else separates. It returns nil if there
// are none.
func Words(s string) []string {
	words := strings.FieldsFunc(Fold(s), notWord)
	if len(words) == 0 {
		return nil
	}
	return words
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
