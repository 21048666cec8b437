package viet

import (
	"strings"
	"unicode/utf8"
)

// Compare orders a and b as a Vietnamese dictionary does and returns -1, 0 or +1: syllable by syllable, in each first
// the letters (a ă â b c d đ e ê … o ô ơ … u ư …), then the tone (ngang, huyền, hỏi, ngã, sắc, nặng). Numbers come
// before letters and by value (Tổ 2, Tổ 10), a shorter text before a longer one that begins with it. Case, punctuation
// and the place of the tone (hòa, hoà) decide only between texts that are otherwise equal, so that the order is total: 0
// means the same text in NFC.
func Compare(a, b string) int {
	if c := strings.Compare(SortKey(a), SortKey(b)); c != 0 {
		return c
	}
	return strings.Compare(NFC(a), NFC(b))
}

// alphabet is the Vietnamese one, with f, j, w, z in their Latin places.
var alphabet = []rune("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")

// ranks gives each letter of the alphabet its byte in a sort key, from 'A' on.
var ranks = func() map[rune]byte {
	m := make(map[rune]byte, len(alphabet))
	for i, r := range alphabet {
		m[r] = byte('A' + i)
	}
	return m
}()

// SortKey returns a key that sorts as Compare does, but for its last resort, when compared byte by byte (BINARY in
// SQLite, COLLATE "C" in PostgreSQL). Each syllable is its letters, a space that ends them, and its tone from 1 to 6; a
// number is led by the count of its digits.
func SortKey(s string) string {
	var key []byte
	for word := range strings.FieldsFuncSeq(strings.ToLower(NFC(s)), notWordOrMark) {
		bases, t, _ := takeApart(word)
		for i := 0; i < len(bases); {
			if n := digitRun(bases[i:]); n > 0 {
				key = appendNumber(key, string(bases[i:i+n]))
				i += n
				continue
			}
			if rank, ok := ranks[bases[i]]; ok {
				key = append(key, rank)
			} else {
				key = utf8.AppendRune(key, bases[i]) // after the alphabet
			}
			i++
		}
		key = append(key, ' ', '1'+byte(t))
	}
	return string(key)
}

// digitRun returns how many ASCII digits stand at the beginning.
func digitRun(bases []rune) int {
	n := 0
	for n < len(bases) && bases[n] >= '0' && bases[n] <= '9' {
		n++
	}
	return n
}

// appendNumber writes a number so that the longer one sorts later; a count of nine digits stands for more, too.
func appendNumber(key []byte, digits string) []byte {
	digits = strings.TrimLeft(digits, "0")
	key = append(key, '0'+byte(min(len(digits), 9)))
	return append(key, digits...)
}
