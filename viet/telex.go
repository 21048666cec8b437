package viet

import (
	"slices"
	"strings"
	"unicode"
)

// Untelex reads keystrokes that an input method left unconverted: Telex ("khieesu naij" → "khiếu nại") and VNI
// ("khie61u na5i"). A word changes only if its keys spell a whole Vietnamese syllable. Words that are also common English
// ("as", "tax", "see") and words with one digit at the end ("so5", "thu5") change only beside a word that is certain.
// Everything between the words stays as it is.
func Untelex(s string) string {
	s = NFC(s)
	spans := wordSpans(s)
	read := make([]keyed, len(spans))
	var telexSeen, vniSeen bool
	for i, sp := range spans {
		read[i] = readKeys(s[sp.start:sp.end])
		telexSeen = telexSeen || read[i].sure && !read[i].vni
		vniSeen = vniSeen || read[i].sure && read[i].vni
	}
	if !telexSeen && !vniSeen {
		return s
	}
	var b strings.Builder
	last := 0
	for i, sp := range spans {
		k := read[i]
		if k.word == "" || !k.sure && (k.vni && !vniSeen || !k.vni && !telexSeen) {
			continue
		}
		b.WriteString(s[last:sp.start])
		b.WriteString(k.word)
		last = sp.end
	}
	b.WriteString(s[last:])
	return b.String()
}

// span is a run of letters and digits, in bytes.
type span struct{ start, end int }

func wordSpans(s string) []span {
	var spans []span
	start := -1
	for i, r := range s {
		switch word := !notWord(r); {
		case word && start < 0:
			start = i
		case !word && start >= 0:
			spans = append(spans, span{start, i})
			start = -1
		}
	}
	if start >= 0 {
		spans = append(spans, span{start, len(s)})
	}
	return spans
}

// keyed is a word read as keystrokes. word is empty if it is none.
type keyed struct {
	word string
	vni  bool
	sure bool // no ordinary word looks like this
}

// maxKeys is longer than any syllable in keystrokes: "nghieengsz", "nghie6ng1".
const maxKeys = 10

func readKeys(word string) keyed {
	if len(word) < 2 || len(word) > maxKeys {
		return keyed{}
	}
	digits := 0
	for _, c := range []byte(word) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 < 'a' || c|0x20 > 'z':
			return keyed{}
		}
	}
	lower := strings.ToLower(word)
	k := keyed{vni: digits > 0}
	var syllable string
	if k.vni {
		syllable, k.sure = readVNI(lower, digits)
	} else {
		syllable, k.sure = readTelex(lower)
	}
	if syllable == "" {
		return keyed{}
	}
	k.word = matchCase(syllable, word)
	return k
}

// readTelex returns the syllable that lower-case letters spell in Telex, "" if none or if no key changes anything.
func readTelex(word string) (syllable string, sure bool) {
	k := keys{bases: make([]rune, 0, len(word))}
	for _, c := range word {
		if !k.telex(c) {
			return "", false
		}
	}
	if k.marks == 0 {
		return "", false
	}
	syllable = k.syllable()
	return syllable, !looksOrdinary(word)
}

// readVNI does the same for VNI, where 1–5 are tones, 6 the hat, 7 the horn, 8 the breve and 9 the bar.
func readVNI(word string, digits int) (syllable string, sure bool) {
	if unicode.IsDigit(rune(word[0])) || digits > 3 {
		return "", false
	}
	k := keys{bases: make([]rune, 0, len(word))}
	for _, c := range word {
		if !k.vni(c) {
			return "", false
		}
	}
	// "so5", "nha2", "thu7" are a noun and its number more often than keystrokes.
	last := unicode.IsDigit(rune(word[len(word)-1]))
	sure = !last || digits > 1 && !unicode.IsDigit(rune(word[len(word)-2]))
	if !sure && counted[word[:len(word)-1]] {
		return "", false
	}
	return k.syllable(), sure
}

// counted are nouns that people write against a number: "thu5" (thứ 5), "to3" (tổ 3), "thang2".
var counted = set("so thu to ngo ngach khu thang ngay lo nha quy ky lop hem tang phong thon doi cum ap khoi tuan nam dot lan muc dieu")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// keys plays keystrokes the way an input method does.
type keys struct {
	bases []rune
	tone  tone
	marks int // keys that changed something
}

// telex plays one key; false means that no input method would take it.
func (k *keys) telex(c rune) bool {
	switch c {
	case 'f', 's', 'r', 'x', 'j':
		if slices.ContainsFunc(k.bases, isVowel) {
			k.setTone(c)
			return true
		}
		if c == 'f' || c == 'j' {
			return false
		}
	case 'a', 'e', 'o':
		if k.hat(c) {
			return true
		}
	case 'w':
		return k.horn(true)
	case 'd':
		if len(k.bases) == 1 && k.bases[0] == 'd' {
			k.change(0, 'đ')
			return true
		}
	case 'z':
		return false
	}
	k.bases = append(k.bases, c)
	return true
}

// vni plays one key of the VNI method.
func (k *keys) vni(c rune) bool {
	switch c {
	case '1', '2', '3', '4', '5':
		if !slices.ContainsFunc(k.bases, isVowel) {
			return false
		}
		k.setTone(rune("sfrxj"[c-'1']))
		return true
	case '6':
		for i := len(k.bases) - 1; i >= 0; i-- {
			if hatted, ok := hats[k.bases[i]]; ok {
				k.change(i, hatted)
				return true
			}
		}
		return false
	case '7':
		return k.horn(false)
	case '8':
		return k.replaceLast('a', 'ă')
	case '9':
		return k.replaceLast('d', 'đ')
	case '0':
		return false
	}
	k.bases = append(k.bases, c)
	return true
}

var hats = map[rune]rune{'a': 'â', 'e': 'ê', 'o': 'ô'}

func (k *keys) change(i int, to rune) {
	k.bases[i] = to
	k.marks++
}

func (k *keys) setTone(key rune) {
	switch key {
	case 'f':
		k.tone = huyen
	case 's':
		k.tone = sac
	case 'r':
		k.tone = hoi
	case 'x':
		k.tone = nga
	case 'j':
		k.tone = nang
	}
	k.marks++
}

// hat turns the second of two equal vowels into a hat: at once ("cao" no, "caao" yes) or, as fast typists do, after the
// final consonants ("tona" no, "thongo" yes).
func (k *keys) hat(c rune) bool {
	for i := len(k.bases) - 1; i >= 0; i-- {
		if k.bases[i] == c {
			k.change(i, hats[c])
			return true
		}
		if isVowel(k.bases[i]) && i == len(k.bases)-1 {
			return false
		}
	}
	return false
}

// horn puts the horn on u and o, in Telex also the breve on a, and without a vowel writes ư.
func (k *keys) horn(telex bool) bool {
	last := func(r rune) int { return lastIndex(k.bases, r) }
	u, o, a := last('u'), last('o'), last('a')
	switch {
	case o > 0 && u == o-1 && !(o == 2 && k.bases[0] == 'q'):
		k.bases[u] = 'ư'
		k.change(o, 'ơ')
	case u >= 0 && a == u+1 && !(u == 1 && k.bases[0] == 'q'):
		k.change(u, 'ư')
	case telex && a >= 0:
		k.change(a, 'ă')
	case o >= 0:
		k.change(o, 'ơ')
	case u >= 0:
		k.change(u, 'ư')
	case telex && !slices.ContainsFunc(k.bases, isVowel):
		k.bases = append(k.bases, 'ư')
		k.marks++
	default:
		return false
	}
	return true
}

func lastIndex(bases []rune, r rune) int {
	for i := len(bases) - 1; i >= 0; i-- {
		if bases[i] == r {
			return i
		}
	}
	return -1
}

func (k *keys) replaceLast(from, to rune) bool {
	i := lastIndex(k.bases, from)
	if i < 0 {
		return false
	}
	k.change(i, to)
	return true
}

// syllable returns the finished syllable, "" if the letters spell none.
func (k *keys) syllable() string {
	word := string(k.bases)
	word = strings.Replace(word, "ưo", "ươ", 1) // "dduwoc": the second w is often left out
	if rest, open := strings.CutSuffix(word, "ươ"); open {
		word = rest + "uơ"
	}
	bases := []rune(word)
	if !isSyllable(bases, k.tone) {
		return ""
	}
	return putTogether(bases, k.tone)
}

// looksOrdinary tells whether Telex letters are also a word that people write for itself, mostly English.
func looksOrdinary(word string) bool { return ordinary[word] }

var ordinary = set(`
	as is us or has his was does goes toes car bar far for war her per sir fur bus gas plus yes this thus kiss miss pass
	boss loss less mess mix max fax tax box fox six sex see bee too boo zoo room moon soon noon boot loop look book good
	food root been seen teen deep keep meet beer law saw raw low now how row new few view tow mow bow cow sow wow
	or nor dear mar bas des les vis mars cas pas los mos`)
