package viet

import (
	"strconv"
	"strings"
)

var digitNames = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// longestCardinal is how many digits are still read as one number; nobody follows more by ear.
const longestCardinal = 15

// cardinal reads a run of digits as a number in the northern way: linh, nghìn, and mốt, tư, lăm after mươi. Leading zeros
// are not read. More than fifteen digits are read one by one.
func cardinal(digits string) string {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(digits) > longestCardinal {
		return oneByOne(digits)
	}
	if n == 0 {
		return digitNames[0]
	}
	return strings.Join(cardinalWords(n, false), " ")
}

// cardinalWords reads n; after a larger part of the same number, full keeps the empty hundreds: "một nghìn không trăm linh
// năm".
func cardinalWords(n int64, full bool) []string {
	var words []string
	for _, scale := range []struct {
		unit int64
		name string
	}{{1e9, "tỷ"}, {1e6, "triệu"}, {1e3, "nghìn"}} {
		if part := n / scale.unit; part > 0 {
			words = append(append(words, cardinalWords(part, full)...), scale.name)
			n %= scale.unit
			full = true
		}
	}
	if n > 0 {
		words = append(words, hundreds(int(n), full)...)
	}
	return words
}

// hundreds reads 1 to 999.
func hundreds(n int, full bool) []string {
	var words []string
	hundred, ten, one := n/100, n/10%10, n%10
	if hundred > 0 || full {
		words = append(words, digitNames[hundred], "trăm")
	}
	switch {
	case ten == 0 && one > 0 && len(words) > 0:
		words = append(words, "linh")
	case ten == 1:
		words = append(words, "mười")
	case ten > 1:
		words = append(words, digitNames[ten], "mươi")
	}
	switch {
	case one == 0:
		return words
	case one == 1 && ten > 1:
		return append(words, "mốt")
	case one == 4 && ten > 1:
		return append(words, "tư")
	case one == 5 && ten > 0:
		return append(words, "lăm")
	}
	return append(words, digitNames[one])
}

// oneByOne reads digits singly, with a pause after every third so that a listener can write along. What is no digit parts
// groups: "0912 345 678" is read in the groups that it is written in.
func oneByOne(digits string) string {
	groups := strings.FieldsFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if len(groups) == 1 {
		whole := groups[0]
		groups = nil
		for len(whole) > 4 { // no last group of a single digit
			groups, whole = append(groups, whole[:3]), whole[3:]
		}
		groups = append(groups, whole)
	}
	for i, group := range groups {
		groups[i] = singly(group)
	}
	return strings.Join(groups, ", ")
}

// singly reads digits without a pause.
func singly(digits string) string {
	names := make([]string, len(digits))
	for i, d := range []byte(digits) {
		names[i] = digitNames[d-'0']
	}
	return strings.Join(names, " ")
}

// fraction reads what stands behind the comma: as a number where a person would, singly after a zero or in long runs.
func fraction(digits string) string {
	if digits[0] == '0' || len(digits) > 3 {
		return singly(digits)
	}
	return cardinal(digits)
}

// romanValue returns the number of a Roman numeral from 1 to 39, all that offices use, in its one right spelling.
func romanValue(s string) (int, bool) {
	tens := len(s) - len(strings.TrimLeft(s, "X"))
	if tens > 3 {
		return 0, false
	}
	for i, ones := range [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"} {
		if s[tens:] == ones {
			return tens*10 + i, tens+i > 0
		}
	}
	return 0, false
}
