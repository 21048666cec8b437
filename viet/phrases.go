package viet

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Levels of Match.Score.
const (
	// Sure is the score from which a caller may act, if no other label comes close: see Best.
	Sure = 0.8
	// Maybe is the score from which a caller may ask "Ý ông/bà là…?". Match returns nothing below it.
	Maybe = 0.5
	// Lead is how far the best label must be ahead of the next one.
	Lead = 0.08
	// Suggestions is how many labels to offer when none is sure.
	Suggestions = 3
)

// Match is a label and how well an input fits it, from Maybe to 1.
type Match struct {
	Label string
	Score float64
}

// Best returns the first match if a caller may act on it without asking: it is Sure and leads the second by Lead.
func Best(matches []Match) (Match, bool) {
	if len(matches) == 0 || matches[0].Score < Sure {
		return Match{}, false
	}
	if len(matches) > 1 && matches[0].Score-matches[1].Score < Lead {
		return Match{}, false
	}
	return matches[0], true
}

// Phrases recognises what people ask for by example phrases. It is safe for use by several goroutines.
type Phrases struct {
	labels  []string // sorted
	phrases []phrase
	ids     map[string]int // vocabulary: key → index into words
	words   []word
	letters []uint32         // per word: which of a–z occur in it
	sounds  map[string][]int // sound → indexes into words
}

// phrase is one example, ready for matching.
type phrase struct {
	label    int
	terms    []term
	weight   float64 // of all terms
	courtesy bool    // nothing but fillers
}

type term struct {
	token
	word   int // index into Phrases.words
	weight float64
}

// word is an entry of the vocabulary.
type word struct {
	key    string
	labels []int // that use it, ascending
}

// maxTerms bounds the length of an example phrase and maxInput that of an input, in words; what comes after is not read.
const (
	maxTerms = 16
	maxInput = 80
)

// fillerWeight is what a filler inside a phrase counts, against 1 for another word.
const fillerWeight = 0.25

// NewPhrases prepares the example phrases of each label. They may be written with or without marks; with marks is
// better, since a marked input then tells đơn from đón. Empty phrases are ignored.
func NewPhrases(examples map[string][]string) *Phrases {
	p := &Phrases{ids: map[string]int{}, sounds: map[string][]int{}}
	for label := range examples {
		p.labels = append(p.labels, label)
	}
	slices.Sort(p.labels)
	for i, label := range p.labels {
		for _, example := range examples[label] {
			p.add(i, tokenize(example, maxTerms))
		}
	}
	for i := range p.phrases {
		p.weigh(&p.phrases[i])
	}
	return p
}

// add records an example and its words. Labels come in ascending order.
func (p *Phrases) add(label int, tokens []token) {
	if len(tokens) == 0 {
		return
	}
	ph := phrase{label: label, courtesy: true}
	for _, t := range tokens {
		id, known := p.ids[t.key]
		if !known {
			id = len(p.words)
			p.ids[t.key] = id
			p.words = append(p.words, word{key: t.key})
			p.letters = append(p.letters, letterSet(t.key))
			p.sounds[sound(t.key)] = append(p.sounds[sound(t.key)], id)
		}
		if w := &p.words[id]; len(w.labels) == 0 || w.labels[len(w.labels)-1] != label {
			w.labels = append(w.labels, label)
		}
		ph.courtesy = ph.courtesy && fillerWords.has(t)
		ph.terms = append(ph.terms, term{token: t, word: id})
	}
	p.phrases = append(p.phrases, ph)
}

// weigh gives the words of a phrase their weights: a word that many labels share tells little.
func (p *Phrases) weigh(ph *phrase) {
	for i := range ph.terms {
		t := &ph.terms[i]
		t.weight = 1 / math.Pow(float64(len(p.words[t.word].labels)), 0.3)
		if fillerWords.has(t.token) && !ph.courtesy {
			t.weight *= fillerWeight
		}
		ph.weight += t.weight
	}
}

// Match returns the labels that the input may mean, best first, equal scores in the order of their names, each label
// once. The input may lack marks, have them as NFD, in Telex or VNI keys or in a legacy font's signs, and have slips of
// a letter, words run together, capitals, emoji and words of courtesy. It returns nil if nothing reaches Maybe.
func (p *Phrases) Match(input string) []Match {
	scores := make([]float64, len(p.labels))
	for _, reading := range readings(input) {
		if r := p.read(reading); r != nil {
			r.score(scores)
		}
	}
	var matches []Match
	for i, score := range scores {
		if score >= Maybe {
			matches = append(matches, Match{p.labels[i], score})
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Label, b.Label))
	})
	return matches
}

func letterSet(key string) uint32 {
	var set uint32
	for _, c := range []byte(key) {
		if c >= 'a' && c <= 'z' {
			set |= 1 << (c - 'a')
		} else {
			set |= 1 << 26
		}
	}
	return set
}

// likeness returns how much a typed key resembles a known one that it does not equal: 0 if not at all. One slip is
// allowed, none in words of one or two letters.
func likeness(typed, known string) float64 {
	short, long := min(len(typed), len(known)), max(len(typed), len(known))
	switch {
	case short < 3, long-short > 1, !oneSlip(typed, known):
		return 0
	case long == 3:
		return 0.6
	}
	return 1 - 1/float64(long)
}

// oneSlip tells whether two different keys are one insertion, deletion, replacement or swap apart.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
		return true
	}
	return i < len(a) && a[i+1:] == b[i+1:]
}

// sound merges initials that regions pronounce, and so type, alike: l/n, s/x, ch/tr, d/gi/r.
func sound(key string) string {
	for _, pair := range [...][2]string{{"tr", "ch"}, {"gi", "d"}} {
		if rest, ok := strings.CutPrefix(key, pair[0]); ok && len(rest) > 1 {
			return pair[1] + rest
		}
	}
	if len(key) < 3 {
		return key
	}
	switch key[0] {
	case 'n':
		if key[1] != 'g' && key[1] != 'h' {
			return "l" + key[1:]
		}
	case 'x':
		return "s" + key[1:]
	case 'r':
		return "d" + key[1:]
	}
	return key
}
