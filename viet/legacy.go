package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texts typed with the fonts of the 1990s keep Vietnamese letters as Latin-1 signs: pasted elsewhere, TCVN3 (.VnTime)
// reads "khiÕu n¹i" and VNI-Windows reads "khieáu naïi".

// FixMojibake converts text that was typed for a TCVN3 or a VNI-Windows font into Unicode. It is careful: it converts
// only if at least one word becomes Vietnamese that was not, no word with signs fails to become a Vietnamese syllable,
// and the text holds no letter that only real Vietnamese has. Anything else comes back in NFC, with ok false.
func FixMojibake(s string) (fixed string, ok bool) {
	s = NFC(s)
	if !couldBeLegacy(s) {
		return s, false
	}
	// VNI first: its signs follow vowels, which those of TCVN3 seldom do by chance.
	for _, convert := range []func(string) (string, bool){fromVNI, fromTCVN3} {
		if fixed, whole := convert(s); whole && isBetter(s, fixed) {
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

// fromTCVN3 converts every sign; any text can be converted, though mostly to nonsense.
func fromTCVN3(s string) (string, bool) {
	return strings.Map(func(r rune) rune {
		if r >= 0xa1 && r <= 0xff {
			if to := tcvn3[r-0xa1]; to != ' ' {
				return to
			}
		}
		return r
	}, s), true
}

// vniMarks are the signs that follow a vowel in VNI-Windows: what each does to it.
var vniMarks = map[rune]letter{
	'ù': {0, sac}, 'ø': {0, huyen}, 'û': {0, hoi}, 'õ': {0, nga}, 'ï': {0, nang},
	'â': {'^', ngang}, 'á': {'^', sac}, 'à': {'^', huyen}, 'å': {'^', hoi}, 'ã': {'^', nga}, 'ä': {'^', nang},
	'ê': {'(', ngang}, 'é': {'(', sac}, 'è': {'(', huyen}, 'ú': {'(', hoi}, 'ü': {'(', nga}, 'ë': {'(', nang},
}

// vniLetters are the signs that are letters by themselves.
var vniLetters = map[rune]rune{'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ'}

// fromVNI converts signs that are letters and signs that follow a vowel in the same case; whole is false if any other
// sign is left.
func fromVNI(s string) (fixed string, whole bool) {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r < 0xc0 || r > 0xff {
			out = append(out, r)
			continue
		}
		lower := unicode.ToLower(r)
		capital := r != lower
		if n := len(out); n > 0 && unicode.IsUpper(out[n-1]) == capital {
			if marked, ok := addMark(unicode.ToLower(out[n-1]), vniMarks[lower]); ok {
				out[n-1] = inCase(marked, capital)
				continue
			}
		}
		letter, ok := vniLetters[lower]
		if n := len(out); !ok || capital && n > 0 && unicode.IsLower(out[n-1]) {
			return s, false
		}
		out = append(out, inCase(letter, capital))
	}
	return string(out), true
}

func inCase(r rune, capital bool) rune {
	if capital {
		return unicode.ToUpper(r)
	}
	return r
}

// addMark puts a VNI mark on a bare vowel; false if that vowel does not take it, or if mark is none.
func addMark(vowel rune, mark letter) (rune, bool) {
	switch {
	case mark == letter{}:
		return 0, false
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

// isBetter tells whether every word with signs is a Vietnamese syllable now, and enough of them were none before: one of
// three letters or two of two, so that units such as µm stay.
func isBetter(before, after string) bool {
	gained := 0
	for word := range strings.FieldsFuncSeq(before, isLegacyGap) {
		if !isASCII(word) && !spellsSyllable(word) {
			gained += utf8.RuneCountInString(word) - 1
		}
	}
	if before == after || gained < 2 {
		return false
	}
	for word := range strings.FieldsFuncSeq(after, isLegacyGap) {
		if !isASCII(word) && !spellsSyllable(word) && !isAcronym(word) {
			return false
		}
	}
	return true
}

// isLegacyGap separates words of a legacy text, in which signs such as ¹ and ¨ are letters.
func isLegacyGap(r rune) bool { return (r < 0xa1 || r > 0xff) && notWord(r) }

// isAcronym accepts NĐ, QĐ, HĐND: capital consonants with Đ, which spell no syllable.
func isAcronym(word string) bool {
	for _, r := range word {
		if r != 'Đ' && (r < 'A' || r > 'Z' || isVowel(unicode.ToLower(r))) {
			return false
		}
	}
	return len(word) <= 8
}

// spellsSyllable tells whether a word in NFC is one Vietnamese syllable with its marks.
func spellsSyllable(word string) bool {
	bases, t, ok := takeApart(strings.ToLower(word))
	return ok && isSyllable(bases, t)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// readings are the ways to read an input that are worth matching, the likeliest first: as typed, with Telex and VNI residue
// read, or with a legacy font's signs converted.
func readings(s string) []string {
	s = NFC(s)
	all := []string{s}
	if fixed, ok := FixMojibake(s); ok {
		return append(all, fixed)
	}
	if read := untelexAll(s); read != s {
		all = append(all, read)
	}
	return all
}
