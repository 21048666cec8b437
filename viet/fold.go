package viet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normalisation form C, the form in which all text is kept. Phones and PDF readers often paste
// Vietnamese with separate marks (NFD), which compares unequal byte by byte.
func NFC(s string) string { return norm.NFC.String(s) }

// Fold returns the search key of s: lower case, without marks, with đ and its look-alikes ð, ɖ as d, runs of white space
// as one space, and styled letters (full width, mathematical bold) as plain ones. Control and invisible characters go.
// Punctuation and emoji stay; Words drops them. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if key, ok := foldVietnamese(s); ok {
		return key
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "")) {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
			continue
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf):
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

// folded gives the search key of ASCII and of precomposed Vietnamese letters, 0 for every other code point. Nearly all
// text consists of these, and folding it so is ten times as fast as through decomposition.
var folded = func() (table [0x1f00]byte) {
	for c := '!'; c <= '~'; c++ {
		table[c] = byte(unicode.ToLower(c))
	}
	for r, l := range letters {
		table[r] = byte(plain(l.base))
		table[unicode.ToUpper(r)] = byte(plain(l.base))
	}
	table['đ'], table['Đ'] = 'd', 'd'
	return table
}()

// foldVietnamese folds text of which folded knows every letter; ok is false if s holds anything else.
func foldVietnamese(s string) (key string, ok bool) {
	out := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
			gap = len(out) > 0
			continue
		}
		if r >= rune(len(folded)) || folded[r] == 0 {
			return "", false
		}
		if gap {
			out = append(out, ' ')
			gap = false
		}
		out = append(out, folded[r])
	}
	return string(out), true
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

// Words returns the folded words of s in order: letters and digits only, everything else separates. It returns nil if
// there are none.
func Words(s string) []string {
	words := strings.FieldsFunc(Fold(s), notWord)
	if len(words) == 0 {
		return nil
	}
	return words
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
