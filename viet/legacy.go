package viet

import (
	"strings"
	"unicode"
)

// Texts typed with the fonts of the 1990s keep Vietnamese letters as Latin-1 signs: pasted elsewhere, TCVN3 (.VnTime) reads
// "khiÕu n¹i" and VNI-Windows reads "khieáu naïi".

// FixMojibake converts text that was typed for a TCVN3 or a VNI-Windows font into Unicode. It is careful: it converts only
// if at least one word becomes Vietnamese that was not, no word with signs fails to become a Vietnamese syllable, and the
// text holds no letter that only real Vietnamese has. Anything else comes back in NFC, with ok false.
func FixMojibake(s string) (fixed string, ok bool) {
	s = NFC(s)
	if !couldBeLegacy(s) {
		return s, false
	}
	for _, convert := range []func(string) string{fromTCVN3, fromVNI} {
		if fixed := convert(s); isBetter(s, fixed) {
			return fixed, true
		}
	}
	return s, false
}

// couldBeLegacy is true if the only letters beyond ASCII are those of Latin-1, and there are some.
func couldBeLegacy(s string) bool {
	found := false
	for _, r := range s {
		switch {
		case r >= 0xa1 && r <= 0xff:
			found = true
		case r > 0xff && unicode.IsLetter(r):
			return false
		}
	}
	return found
}

// tcvn3 maps the signs of TCVN 5712:1993 (VN3), from ¡ (0xA1) on; a space is no letter. Capitals with a tone do not exist
// in it: its capital fonts draw the small letters as capitals.
var tcvn3 = []rune("ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ ")

func fromTCVN3(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xa1 && r <= 0xff {
			if to := tcvn3[r-0xa1]; to != ' ' {
				return to
			}
		}
		return r
	}, s)
}

// vniMarks are the signs that follow a vowel in VNI-Windows: what each does to it.
var vniMarks = map[rune]letter{
	'ù': {0, sac}, 'ø': {0, huyen}, 'û': {0, hoi}, 'õ': {0, nga}, 'ï': {0, nang},
	'â': {'^', ngang}, 'á': {'^', sac}, 'à': {'^', huyen}, 'å': {'^', hoi}, 'ã': {'^', nga}, 'ä': {'^', nang},
	'ê': {'(', ngang}, 'é': {'(', sac}, 'è': {'(', huyen}, 'ú': {'(', hoi}, 'ü': {'(', nga}, 'ë': {'(', nang},
}

// vniLetters are the signs that are letters by themselves.
var vniLetters = map[rune]rune{'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ'}

func fromVNI(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		lower := unicode.ToLower(r)
		if n := len(out); n > 0 {
			if mark, ok := vniMarks[lower]; ok {
				if marked, ok := addMark(unicode.ToLower(out[n-1]), mark); ok {
					if unicode.IsUpper(out[n-1]) {
						marked = unicode.ToUpper(marked)
					}
					out[n-1] = marked
					continue
				}
			}
		}
		if to, ok := vniLetters[lower]; ok {
			if unicode.IsUpper(r) {
				to = unicode.ToUpper(to)
			}
			r = to
		}
		out = append(out, r)
	}
	return string(out)
}

// addMark puts a VNI mark on a bare vowel; false if that vowel does not take it.
func addMark(vowel rune, mark letter) (rune, bool) {
	switch {
	case mark.base == '^' && hats[vowel] != 0:
		vowel = hats[vowel]
	case mark.base == '(' && vowel == 'a':
		vowel = 'ă'
	case mark.base != 0:
		return 0, false
	}
	for _, row := range vowels {
		if row[0] == vowel {
			return row[mark.tone], true
		}
	}
	return 0, false
}

// isBetter tells whether every word that changed is a Vietnamese syllable now, and some word was none before.
func isBetter(before, after string) bool {
	if before == after {
		return false
	}
	gained := false
	for word := range strings.FieldsFuncSeq(before, isLegacyGap) {
		if isASCII(word) {
			continue
		}
		gained = gained || !allSyllables(word)
	}
	if !gained {
		return false
	}
	for word := range strings.FieldsFuncSeq(after, notWord) {
		if !isASCII(word) && !allSyllables(word) {
			return false
		}
	}
	return strings.IndexFunc(after, isLatin1Sign) < 0
}

// isLegacyGap separates words of a legacy text, in which signs such as ¹ and ¨ are letters.
func isLegacyGap(r rune) bool { return r < 0xa1 && notWord(r) }

// isLatin1Sign finds signs that a true conversion leaves none of; quotation marks, § and ° are ordinary in Vietnamese.
func isLatin1Sign(r rune) bool {
	return r >= 0xa1 && r <= 0xbf && !strings.ContainsRune("§«°»·²³", r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func allSyllables(word string) bool {
	bases, t, ok := takeApart(strings.ToLower(word))
	return ok && isSyllable(bases, t)
}

// Candidates returns the folded readings of an input that are worth matching, the likeliest first and none twice: as typed,
// with Telex and VNI residue read, and with a legacy font's signs converted. It returns nil if nothing is left to read.
func Candidates(s string) []string {
	var folded []string
	for _, reading := range readings(s) {
		key := Fold(reading)
		if key != "" && !contains(folded, key) {
			folded = append(folded, key)
		}
	}
	return folded
}

// readings returns the readings with their marks.
func readings(s string) []string {
	s = NFC(s)
	all := []string{s}
	if fixed, ok := FixMojibake(s); ok {
		return append(all, fixed)
	}
	if read := Untelex(s); read != s {
		all = append(all, read)
	}
	return all
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
