package viet

import (
	"slices"
	"strings"
)

// Untelex reads keystrokes that an input method left unconverted: Telex ("khieesu naij" → "khiếu nại") and VNI ("khie61u
// na5i"). A word changes only if its keys spell a whole Vietnamese syllable. Keys that also occur in ordinary words
// ("list", "hair", "so5") are read only beside a word that is certain, and words that people often write for themselves
// ("tax", "max", "see") only if certain ones prevail. Everything between the words stays as it is.
func Untelex(s string) string {
	s = NFC(s)
	words := readWords(s)
	var count [2][3]int // by method and doubt
	for _, w := range words {
		count[w.method][w.doubt]++
	}
	return rewrite(s, words, func(w typed) bool {
		n := count[w.method]
		switch {
		case w.doubt == none:
			return true
		case w.doubt == isWord && (w.method == vni || n[isWord] > 2*n[none]+n[some]):
			return false
		}
		return n[none] > 0
	})
}

// untelexAll reads every word that can be read; a matcher weighs this reading against the text as typed.
func untelexAll(s string) string {
	return rewrite(s, readWords(s), func(typed) bool { return true })
}

// typed is a word of a text that can be read as keystrokes.
type typed struct {
	start, end int // in bytes
	syllable   string
	method     method
	doubt      doubt
}

type method uint8

const (
	telex method = iota
	vni
)

// doubt says how likely a word is meant as it stands.
type doubt uint8

const (
	none   doubt = iota // no ordinary word looks like this
	some                // some do
	isWord              // it is one
)

func readWords(s string) []typed {
	var words []typed
	for _, sp := range wordSpans(s) {
		if w := readKeys(s[sp.start:sp.end]); w.syllable != "" {
			w.start, w.end = sp.start, sp.end
			words = append(words, w)
		}
	}
	return words
}

// rewrite replaces the words that take accepts.
func rewrite(s string, words []typed, take func(typed) bool) string {
	var b strings.Builder
	last := 0
	for _, w := range words {
		if take(w) {
			b.WriteString(s[last:w.start])
			b.WriteString(w.syllable)
			last = w.end
		}
	}
	if last == 0 {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// span is a run of letters, digits and marks, in bytes.
type span struct{ start, end int }

func wordSpans(s string) []span {
	var spans []span
	start := -1
	for i, r := range s {
		switch word := !notWordOrMark(r); {
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

// maxKeys is the length of the longest syllables in keystrokes: "nghieengs", "dduwowngf".
const maxKeys = 10

// readKeys reads one word; its syllable is empty if it spells none.
func readKeys(word string) typed {
	if len(word) < 2 || len(word) > maxKeys {
		return typed{}
	}
	digits := 0
	for _, c := range []byte(word) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 < 'a' || c|0x20 > 'z':
			return typed{}
		}
	}
	lower := strings.ToLower(word)
	k := keyboard{bases: make([]rune, 0, len(word))}
	w := typed{method: telex}
	play := k.telex
	if digits > 0 {
		w.method = vni
		play = k.vni
	}
	for _, c := range lower {
		if !play(c) {
			return typed{}
		}
	}
	if k.tones+k.shapes == 0 || k.tones > 1 {
		return typed{}
	}
	syllable := k.syllable()
	if syllable == "" {
		return typed{}
	}
	w.syllable = matchCase(syllable, word)
	if w.method == vni {
		w.doubt = vniDoubt(lower, digits)
	} else {
		w.doubt = k.telexDoubt(lower)
	}
	return w
}

// vniDoubt: "na5i" is certain, "so5", "nha2", "thu7" are a noun and its number more often than keystrokes.
func vniDoubt(word string, digits int) doubt {
	isDigit := func(i int) bool { return word[i] >= '0' && word[i] <= '9' }
	n := len(word)
	switch {
	case !isDigit(n - 1), digits > 1 && n > 2 && !isDigit(n-2):
		return none
	case counted[strings.TrimRight(word, "0123456789")]:
		return isWord
	}
	return some
}

// counted are nouns that people write against a number: "thu5" (thứ 5), "to3" (tổ 3), "thang2".
var counted = set(`so thu to ngo ngach khu thang ngay lo nha quy ky lop hem tang phong thon doi cum ap khoi tuan nam dot lan
	muc dieu a b c d e k m n p q t h l`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// telexDoubt judges by what ordinary words, mostly English, look like.
func (k *keyboard) telexDoubt(word string) doubt {
	if stem := strings.TrimSuffix(word, "s"); ordinary[word] || len(stem) > 3 && ordinary[stem] {
		return isWord
	}
	switch {
	case k.late:
		return some
	case k.tone == nang, k.barred, strings.HasPrefix(word, "ng"), strings.HasPrefix(word, "nh"), strings.HasPrefix(word, "kh"):
		return none
	case slices.ContainsFunc(neverEnglish, func(run string) bool { return strings.Contains(word, run) }):
		return none
	case k.tones > 0 && k.shapes > 0, k.tone == huyen && len(word) > 3:
		return none
	}
	return some
}

// neverEnglish are runs of keys that English words do not have.
var neverEnglish = []string{"uw", "uow", "aa", "iee", "yee", "eeu", "oong", "ooi", "uoo"}

// ordinary are common words whose letters also spell a syllable in Telex; plurals in -s of the longer ones count too.
var ordinary = set(`
	as is us or off of if has his was her its does goes toes car bar far for war per sir bus gas plus yes this thus kiss
	miss pass boss loss less mess mix max fax tax box six sex see bee fee tee too boo zoo moo room moon soon noon boot loop
	look book good root been seen teen keep meet deep seem beer deer peer door poor tour beef reef roof hoof chef ref def
	buf law saw raw low now how row new few view tow mow bow cow sow bows cows rows news bees sees fees owns boost oops own town down gown dawn lawn pawn wow nor dear mar bas des les
	vis mars cas pas los mos maps chips tips last list best test rest most host post cost past must just nest vest cast
	there here these those more core bore chose lose rose nose dose tree three here term turn born torn corn norm harm
	hair pair chair liar says days boys toys rays bias error two mister sister virus bonus basis paris texas visa
	ops dir var arm err sort part port dark harp carp tar jar wifi laos
	aux bits hits sets runs dots dogs docs tabs tops taps laps caps gaps mops cops pops hops ups ads cars bars hot ohms`)
