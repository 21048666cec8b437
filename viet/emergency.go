package viet

import "strings"

// Hotline is an emergency number, free from every phone in the country.
type Hotline string

// The emergency numbers.
const (
	Police    Hotline = "113" // công an
	Fire      Hotline = "114" // chữa cháy, cứu nạn, cứu hộ
	Ambulance Hotline = "115" // cấp cứu y tế
)

// Emergency tells whether a person seems to report an emergency that is happening now, in Vietnamese or English, and
// whom to call: fire and rescue before ambulance before police if several fit, the police for a bare cry for help. It is
// careful, since the answer interrupts a conversation: reports of the past, procedures, drills, risks and idioms are none
// ("cháy bóng đèn", "phòng cháy chữa cháy", "cấp cứu năm ngoái"), and words without marks count only where no everyday
// reading is likely ("chay xe" is mostly chạy xe). Talk of suicide is for the ambulance: see Despair.
func Emergency(s string) (Hotline, bool) {
	for _, reading := range readings(s) {
		if line, ok := emergencyIn(tokenize(reading, maxInput)); ok {
			return line, true
		}
	}
	return "", false
}

// pattern is a sequence of words to find side by side.
type pattern struct {
	words []token
	exact bool // a bare word in the input does not match a marked one here
}

// begins tells whether the tokens begin with the pattern.
func (p pattern) begins(tokens []token) bool {
	if len(tokens) < len(p.words) {
		return false
	}
	for i, w := range p.words {
		t := tokens[i]
		if t.key != w.key || t.marked != w.marked && (p.exact || t.marked != "") {
			return false
		}
	}
	return true
}

// phrases are patterns by the key of their first word: a text is looked through once, however many there are.
type phrases map[string][]pattern

// patterns reads a list separated by "|"; those that begin with "=" are exact.
func patterns(list string) phrases {
	out := phrases{}
	for text := range strings.SplitSeq(list, "|") {
		words, exact := strings.CutPrefix(strings.TrimSpace(text), "=")
		p := pattern{tokenize(words, maxTerms), exact}
		out[p.words[0].key] = append(out[p.words[0].key], p)
	}
	return out
}

// anyHolds tells whether one of the patterns stands somewhere in the tokens.
func anyHolds(list phrases, tokens []token) bool {
	for i, t := range tokens {
		for _, p := range list[t.key] {
			if p.begins(tokens[i:]) {
				return true
			}
		}
	}
	return false
}

// longest returns the length of the longest pattern that the tokens begin with, 0 if there is none.
func longest(list phrases, tokens []token) int {
	n := 0
	for _, p := range list[tokens[0].key] {
		if len(p.words) > n && p.begins(tokens) {
			n = len(p.words)
		}
	}
	return n
}

func emergencyIn(tokens []token) (Hotline, bool) {
	line, found := dangerIn(tokens)
	if line != Fire && despairIn(tokens) {
		return Ambulance, true
	}
	return line, found
}

// dangerIn looks for every emergency but despair.
func dangerIn(tokens []token) (Hotline, bool) {
	tokens = without(harmless, tokens)
	if len(tokens) == 0 || anyHolds(never, tokens) {
		return "", false
	}
	if line, ok := lineAlone(tokens); ok {
		return line, true
	}
	for _, a := range alarms {
		if anyHolds(a.present, tokens) {
			return a.line, true
		}
	}
	cry := anyHolds(cries, tokens) && !anyHolds(noCries, tokens)
	doubt := isDoubtful(tokens)
	if doubt && !cry {
		return "", false
	}
	for _, a := range alarms {
		if anyHolds(a.likely, tokens) || cry && anyHolds(a.cried, tokens) {
			return a.line, true
		}
	}
	if cry && !doubt {
		return Police, true
	}
	return "", false
}

// lineAlone reads messages of nothing but a number or a single alarming word, which within a sentence says little.
func lineAlone(tokens []token) (Hotline, bool) {
	if len(tokens) == 1 {
		switch line := Hotline(tokens[0].key); line {
		case Police, Fire, Ambulance:
			return line, true
		}
	}
	tokens = trim(tokens)
	if len(tokens) == 0 {
		return "", false
	}
	for _, a := range alarms {
		for _, p := range a.alone[tokens[0].key] {
			if len(tokens) == len(p.words) && p.begins(tokens) {
				return a.line, true
			}
		}
	}
	return "", false
}

// softeners are words at either end that change nothing about what is said.
var softeners = newLexicon(`alo dạ thưa ạ ơi à với em anh chị ông bà bác cô chú ad nhé nha rồi quá lắm mà đi please`)

func trim(tokens []token) []token {
	for len(tokens) > 0 && softeners.has(tokens[0]) {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 && softeners.has(tokens[len(tokens)-1]) {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

func isDoubtful(tokens []token) bool {
	return anyHolds(doubts, tokens) || namesYear(tokens) || anyHolds(burning, tokens) && !anyHolds(spreading, tokens)
}

// namesYear finds "năm 2020": who names a year tells of the past.
func namesYear(tokens []token) bool {
	for i := 1; i < len(tokens); i++ {
		if tokens[i-1].key == "nam" && len(tokens[i].key) == 4 && tokens[i].isNumber() {
			return true
		}
	}
	return false
}
