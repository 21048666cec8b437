package viet

import (
	"math"
	"math/bits"
	"slices"
)

// What an input's words cost when a phrase leaves them unmatched, against 1 for a matched word.
const (
	costUnknown  = 0.15
	costKnown    = 0.3  // a word that other labels use
	costOwn      = 0.05 // a word that the label itself uses in another phrase
	costNumber   = 0.05
	costNegation = 1.2
	costCourtesy = 1.0 // any other word beside a phrase of pure courtesy
	costLone     = 2.0 // factor for phrases of which one word matched
	costInside   = 1.5 // factor for words between matched ones
)

const (
	likeSound   = 0.8 // the same word in another region's spelling
	partMarks   = 0.9 // a marked word that lacks some of the marks
	otherMarks  = 0.7 // both words have marks, and different ones
	onlyAlike   = 0.7 // factor where no word matched to the letter
	outOfOrder  = 0.5 // factor for a word that stands elsewhere
	belowSure   = Sure - 0.01
	solid       = 0.7 // likeness from which a word supports weaker ones beside it
	loneShare   = 0.6 // of a phrase that one word alone must make up
	partShare   = 0.4 // of a phrase that an input of two words or more must make up to be asked about
	shortAnswer = 3   // letters: a bare word of this length may be several words
)

// reading is one reading of an input against the vocabulary.
type reading struct {
	*Phrases
	tokens []token
	like   []float32 // likeness of token i to vocabulary word w at i*len(words)+w
	best   []float32 // per vocabulary word
	cost   []float64 // per token, if unmatched
	known  []bool    // per token
	table  []float64 // scratch of align
	used   []bool    // scratch: per token, whether the phrase in hand uses it
}

// read prepares an input; nil if it has no words.
func (p *Phrases) read(text string) *reading {
	tokens := p.unjoin(tokenize(text, maxInput))
	if len(tokens) == 0 || len(p.words) == 0 {
		return nil
	}
	n := len(p.words)
	r := &reading{
		Phrases: p, tokens: tokens,
		like: make([]float32, len(tokens)*n), best: make([]float32, n),
		cost: make([]float64, len(tokens)), known: make([]bool, len(tokens)),
		table: make([]float64, (maxTerms+1)*(len(tokens)+1)), used: make([]bool, len(tokens)),
	}
	for i, t := range tokens {
		r.compare(i, t)
	}
	r.price()
	return r
}

// compare fills the row of token i.
func (r *reading) compare(i int, t token) {
	row := r.like[i*len(r.words) : (i+1)*len(r.words)]
	if !t.isNumber() {
		set := letterSet(t.key)
		for w, letters := range r.letters {
			if bits.OnesCount32(set^letters) <= 2 { // as many as one slip can change
				row[w] = float32(likeness(t.key, r.words[w].key))
			}
		}
		if len(t.key) >= 3 {
			for _, w := range r.sounds[sound(t.key)] {
				row[w] = max(row[w], likeSound)
			}
		}
	}
	if w, ok := r.ids[t.key]; ok {
		row[w] = 1
		r.known[i] = true
	}
	for w, l := range row {
		r.best[w] = max(r.best[w], l)
	}
}

// price sets what each token costs if a phrase does not use it. A "không" at the end asks, it does not deny.
func (r *reading) price() {
	end := len(r.tokens)
	for end > 0 && (fillerWords.has(r.tokens[end-1]) || negationWords.has(r.tokens[end-1])) {
		end--
	}
	for i, t := range r.tokens {
		switch {
		case i >= end || fillerWords.has(t):
			r.cost[i] = 0
		case negationWords.has(t):
			r.cost[i] = costNegation
		case t.isNumber():
			r.cost[i] = costNumber
		case r.known[i]:
			r.cost[i] = costKnown
		default:
			r.cost[i] = costUnknown
		}
	}
}

// score raises each label's score to that of its best phrase.
func (r *reading) score(scores []float64) {
	for i := range r.phrases {
		ph := &r.phrases[i]
		var bound float64
		for _, t := range ph.terms {
			bound += t.weight * float64(r.best[t.word])
		}
		if bound < partShare*ph.weight {
			continue
		}
		scores[ph.label] = max(scores[ph.label], r.scorePhrase(ph))
	}
}

// shape makes half a phrase count less than half: share to the power of 1.25.
func shape(share float64) float64 {
	share = min(share, 1)
	return share * math.Sqrt(math.Sqrt(share))
}

// scorePhrase weighs how much of the phrase was said against what else was said.
func (r *reading) scorePhrase(ph *phrase) float64 {
	f := r.align(ph)
	if f.weight == 0 {
		return 0
	}
	share, rest := f.weight/ph.weight, r.rest(ph, f)
	score := shape(share) * f.weight / (f.weight + rest)
	wordForWord := f.exact == len(ph.terms) && f.last-f.first == f.exact-1
	switch {
	case f.words == 1 && (share < loneShare || f.exact == 0 && len(r.tokens[f.first].key) <= shortAnswer):
		return 0
	case f.words >= 2 && f.exact > 0 && rest == 0 && share >= partShare:
		score = max(score, share, Maybe) // all that was said is in the phrase
	case f.words >= 2 && wordForWord && !ph.courtesy:
		score = max(score, Maybe) // the phrase was said, however long the rest
	}
	if f.exact == 0 { // slips and sounds alone: other words may be meant
		score = min(score*onlyAlike, belowSure)
	}
	if r.isShortAnswer(ph, f) {
		score = min(score, belowSure)
	}
	return min(score, 1)
}

// isShortAnswer finds bare words such as "don", which may be đơn, đón or dọn: worth a question, not an act.
func (r *reading) isShortAnswer(ph *phrase, f fit) bool {
	if f.words != 1 || f.first < 0 {
		return false
	}
	t := r.tokens[f.first]
	if t.marked != "" || len(t.key) > shortAnswer {
		return false
	}
	for _, term := range ph.terms {
		if term.key == t.key {
			return term.marked != ""
		}
	}
	return true
}

// rest sums up what the words cost that the phrase does not use.
func (r *reading) rest(ph *phrase, f fit) float64 {
	var sum float64
	for i := range r.tokens {
		cost := r.cost[i]
		if r.used[i] || cost == 0 {
			continue
		}
		switch {
		case ph.courtesy:
			cost = max(cost, costCourtesy)
		case cost == costKnown && r.isOwn(i, ph.label):
			cost = costOwn
		}
		if i > f.first && i < f.last {
			cost *= costInside
		}
		sum += cost
	}
	if f.words == 1 {
		sum *= costLone
	}
	return sum
}

// isOwn tells whether a label uses token i in any of its phrases.
func (r *reading) isOwn(i, label int) bool {
	return slices.Contains(r.words[r.ids[r.tokens[i].key]].labels, label)
}
