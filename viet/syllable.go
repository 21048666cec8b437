package viet

import (
	"slices"
	"strings"
	"unicode"
)

// tone is one of the six tones, in dictionary order.
type tone uint8

const (
	ngang tone = iota
	huyen
	hoi
	nga
	sac
	nang
)

// vowels lists each vowel letter with its six tones, in the order of the constants above.
var vowels = [12][6]rune{
	{'a', 'à', 'ả', 'ã', 'á', 'ạ'},
	{'ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'},
	{'â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'},
	{'e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'},
	{'ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'},
	{'i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'},
	{'o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'},
	{'ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'},
	{'ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'},
	{'u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'},
	{'ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'},
	{'y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'},
}

// letter is a lower-case letter taken apart: its base (with hat, breve or horn) and its tone.
type letter struct {
	base rune
	tone tone
}

var letters = func() map[rune]letter {
	m := make(map[rune]letter, 72)
	for _, row := range vowels {
		for t, r := range row {
			m[r] = letter{row[0], tone(t)}
		}
	}
	return m
}()

func isVowel(base rune) bool { return strings.ContainsRune("aăâeêioôơuưy", base) }

// plain takes hat, breve, horn and bar off a lower-case base letter.
func plain(base rune) rune {
	switch base {
	case 'ă', 'â':
		return 'a'
	case 'ê':
		return 'e'
	case 'ô', 'ơ':
		return 'o'
	case 'ư':
		return 'u'
	case 'đ', 'ð':
		return 'd'
	}
	return base
}

// takeApart splits a lower-case NFC word into its letters and its tone. With two tones, as no syllable has, the last one
// counts and ok is false.
func takeApart(word string) (bases []rune, t tone, ok bool) {
	ok = true
	bases = make([]rune, 0, len(word))
	for _, r := range word {
		if l, found := letters[r]; found {
			if l.tone != ngang {
				ok = ok && t == ngang
				t = l.tone
			}
			r = l.base
		}
		bases = append(bases, r)
	}
	return bases, t, ok
}

var onsets = []string{
	"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
	"b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
}

var rhymes = func() map[string]bool {
	const all = `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
		i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
		o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
		ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
		u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu
		uôc uôi uôm uôn uông uôt
		ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
		y yêm yên yêng yêt yêu yn ynh yt ych`
	m := map[string]bool{}
	for rhyme := range strings.FieldsSeq(all) {
		m[rhyme] = true
	}
	return m
}()

// isSyllable tells whether the letters and tone spell a Vietnamese syllable.
func isSyllable(bases []rune, t tone) bool {
	word := string(bases)
	for _, onset := range onsets {
		rhyme, found := strings.CutPrefix(word, onset)
		if found && rhymes[rhyme] && spells(onset, rhyme) {
			return t == sac || t == nang || !isStopped(rhyme)
		}
	}
	return false
}

// spells tells whether onset and rhyme may stand together: k, gh and ngh before e, ê, i, y only, c, g and ng never.
func spells(onset, rhyme string) bool {
	first := []rune(rhyme)[0]
	front := strings.ContainsRune("eêiy", first)
	switch onset {
	case "k", "gh", "ngh":
		return front
	case "c", "ng":
		return !front
	case "g":
		return !front || first == 'i'
	case "":
		return true
	}
	return !strings.HasPrefix(rhyme, "yê") || onset == "qu"
}

// isStopped tells whether a rhyme ends in p, t, c or ch, which only the tones sắc and nặng can carry.
func isStopped(rhyme string) bool {
	return strings.HasSuffix(rhyme, "p") || strings.HasSuffix(rhyme, "t") ||
		strings.HasSuffix(rhyme, "c") || strings.HasSuffix(rhyme, "ch")
}

// putTogether writes a syllable with its tone in the old placement: hòa, thủy.
func putTogether(bases []rune, t tone) string {
	if t == ngang {
		return string(bases)
	}
	at := tonePlace(bases)
	if at < 0 {
		return string(bases)
	}
	out := slices.Clone(bases)
	for _, row := range vowels {
		if row[0] == out[at] {
			out[at] = row[t]
		}
	}
	return string(out)
}

// tonePlace returns the index of the letter that carries the tone, -1 without a vowel.
func tonePlace(bases []rune) int {
	start := slices.IndexFunc(bases, isVowel)
	if start < 0 {
		return -1
	}
	word := string(bases)
	glide := strings.HasPrefix(word, "qu") || strings.HasPrefix(word, "gi")
	if glide && len(bases) > start+1 && isVowel(bases[start+1]) {
		start++
	}
	end := start
	for end < len(bases) && isVowel(bases[end]) {
		end++
	}
	for i := end - 1; i >= start; i-- {
		if strings.ContainsRune("ăâêôơư", bases[i]) {
			return i
		}
	}
	switch n := end - start; {
	case n == 1:
		return start
	case end < len(bases), n == 3:
		return start + 1
	}
	return start
}

// matchCase gives word the capitals of model: all, the first, or none.
func matchCase(word, model string) string {
	up := 0
	first := false
	for i, r := range model {
		if unicode.IsUpper(r) {
			up++
			first = first || i == 0
		}
	}
	switch {
	case up > 1:
		return strings.ToUpper(word)
	case first:
		r := []rune(word)
		r[0] = unicode.ToUpper(r[0])
		return string(r)
	}
	return word
}

// IsSyllable reports whether a word, in any case, is spelt like a Vietnamese syllable: an onset, a rhyme and one tone that
// go together. Words that no dictionary has may be one (lìn); letters of other languages never are.
func IsSyllable(word string) bool {
	bases, t, ok := takeApart(strings.ToLower(NFC(word)))
	return ok && isSyllable(bases, t)
}
