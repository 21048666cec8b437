package viet

// fit is how a phrase lies on an input.
type fit struct {
	weight      float64 // of the matched terms, each times its likeness
	words       int     // matched terms
	exact       int     // of these, the ones that match to the letter
	first, last int     // tokens, -1 if none
}

// gain returns what matching term t with token i is worth, from 0 to 1.
func (r *reading) gain(t *term, i int) float64 {
	like := float64(r.like[i*len(r.words)+t.word])
	typed := r.tokens[i].marked
	switch {
	case like < 1 || t.marked == "" || typed == "" || typed == t.marked:
		return like
	case isPartly(typed, t.marked):
		return partMarks
	}
	return otherMarks
}

// isPartly tells whether a typed word has some of the marks of a known one and no others: "tiêp" or "tiep" with a tone
// of tiếp. Both are marked keys of words that fold alike.
func isPartly(typed, known string) bool {
	a, b := []rune(typed), []rune(known)
	if len(a) != len(b) {
		return false
	}
	last := len(a) - 1 // the tone
	for i, r := range a[:last] {
		if r != b[i] && r != plain(b[i]) {
			return false
		}
	}
	return a[last] == b[last] || a[last] == '0'
}

// align finds the matching of terms and tokens in order that is worth most, then lets terms left over match out of order
// for part of their weight. It notes in r.used which tokens matched.
func (r *reading) align(ph *phrase) fit {
	n, m := len(ph.terms), len(r.tokens)
	width := m + 1
	table := r.table[:(n+1)*width]
	clear(table[:width])
	for i := 1; i <= n; i++ {
		t := &ph.terms[i-1]
		table[i*width] = 0
		for j := 1; j <= m; j++ {
			best := max(table[(i-1)*width+j], table[i*width+j-1])
			if g := r.gain(t, j-1); g > 0 {
				best = max(best, table[(i-1)*width+j-1]+g*t.weight)
			}
			table[i*width+j] = best
		}
	}
	return r.trace(ph, table, width)
}

// pair is the token that a term matches: none if gain is 0.
type pair struct {
	gain  float64
	at    int
	moved bool // out of order
}

// trace walks the table back.
func (r *reading) trace(ph *phrase, table []float64, width int) fit {
	clear(r.used)
	var pairs [maxTerms]pair
	for i, j := len(ph.terms), len(r.tokens); i > 0 && j > 0; {
		here, above := table[i*width+j], table[(i-1)*width+j]
		if here == table[i*width+j-1] {
			j--
			continue
		}
		if here > above {
			j--
			pairs[i-1] = pair{gain: r.gain(&ph.terms[i-1], j), at: j}
			r.used[j] = true
		}
		i--
	}
	r.pickUp(ph, &pairs)
	return r.sum(ph, &pairs)
}

// pickUp matches terms left over with tokens elsewhere.
func (r *reading) pickUp(ph *phrase, pairs *[maxTerms]pair) {
	for i := range ph.terms {
		if pairs[i].gain > 0 || float64(r.best[ph.terms[i].word]) < solid {
			continue
		}
		for j := range r.tokens {
			if g := r.gain(&ph.terms[i], j); g >= solid && !r.used[j] {
				pairs[i] = pair{gain: g * outOfOrder, at: j, moved: true}
				r.used[j] = true
				break
			}
		}
	}
}

// sum adds up a matching. Weak likenesses of short words count only if the solid ones make up half the phrase.
func (r *reading) sum(ph *phrase, pairs *[maxTerms]pair) fit {
	var firm float64
	for i, t := range ph.terms {
		if pairs[i].gain >= solid {
			firm += t.weight
		}
	}
	f := fit{first: -1, last: -1}
	for i, t := range ph.terms {
		p := pairs[i]
		switch {
		case p.gain == 0:
			continue
		case p.gain < solid && !p.moved && firm < ph.weight/2:
			r.used[p.at] = false
			continue
		case p.gain == 1:
			f.exact++
		}
		f.weight += p.gain * t.weight
		f.words++
		if f.first < 0 || p.at < f.first {
			f.first = p.at
		}
		f.last = max(f.last, p.at)
	}
	return f
}

// unjoin splits words that were run together ("lichtiepdan", "#khieunai") where known words and fillers make them up.
func (p *Phrases) unjoin(tokens []token) []token {
	out := tokens[:0:0]
	for _, t := range tokens {
		if _, known := p.ids[t.key]; known || len(t.key) < 5 || fillerWords.bare[t.key] {
			out = append(out, t)
			continue
		}
		if parts := p.pieces(t.key); parts != nil {
			out = append(out, parts...)
		} else {
			out = append(out, t)
		}
	}
	return out[:min(len(out), maxInput)]
}

// pieces returns the fewest known words of two letters or more that make up key, nil if none do.
func (p *Phrases) pieces(key string) []token {
	if len(key) > 40 {
		return nil
	}
	var from, count [41]int // for each end: where its last word begins, how many words
	for end := 2; end <= len(key); end++ {
		for start := 0; start <= end-2; start++ {
			if start > 0 && count[start] == 0 {
				continue
			}
			_, known := p.ids[key[start:end]]
			if !known && !fillerWords.bare[key[start:end]] {
				continue
			}
			if n := count[start] + 1; count[end] == 0 || n < count[end] {
				from[end], count[end] = start, n
			}
		}
	}
	n := count[len(key)]
	if n < 2 {
		return nil
	}
	parts := make([]token, n)
	for end := len(key); end > 0; end = from[end] {
		n--
		parts[n] = token{key: key[from[end]:end]}
	}
	return parts
}
