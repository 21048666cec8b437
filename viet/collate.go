package viet

import (
	"cmp"
	"strings"
	"unicode"
)

// Compare orders a and b as a Vietnamese dictionary does and returns -1, 0 or +1: syllable by syllable, in each first the
// letters (a ă â b c d đ e ê … o ô ơ … u ư …), then the tone (ngang, huyền, hỏi, ngã, sắc, nặng). Digits come before
// letters, a shorter text before a longer one that begins with it. Case and punctuation decide only between texts that are
// otherwise equal, so that the order is total: 0 means the same text in NFC.
func Compare(a, b string) int {
	a, b = NFC(a), NFC(b)
	if c := compareWords(a, b); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

func compareWords(a, b string) int {
	wa := strings.FieldsFunc(strings.ToLower(a), notWord)
	wb := strings.FieldsFunc(strings.ToLower(b), notWord)
	for i := range min(len(wa), len(wb)) {
		if c := compareSyllables(wa[i], wb[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(wa), len(wb))
}

func compareSyllables(a, b string) int {
	ba, ta, _ := takeApart(a)
	bb, tb, _ := takeApart(b)
	for i := range min(len(ba), len(bb)) {
		if c := cmp.Compare(letterRank(ba[i]), letterRank(bb[i])); c != 0 {
			return c
		}
	}
	if c := cmp.Compare(len(ba), len(bb)); c != 0 {
		return c
	}
	return cmp.Compare(ta, tb)
}

// alphabet is the Vietnamese one, with f, j, w, z in their Latin places.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// letterRank puts digits first, then the alphabet, then everything else by code point.
func letterRank(r rune) int {
	if unicode.IsDigit(r) {
		return int(r) - unicode.MaxRune
	}
	if i := strings.IndexRune(alphabet, r); i >= 0 {
		return i
	}
	return len(alphabet) + int(r)
}
