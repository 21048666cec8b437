package viet

import (
	"strings"
	"unicode"
)

// token is one word of a text, prepared for matching.
type token struct {
	key    string // folded, with short final y as i and chat abbreviations spelled out
	marked string // letters with hats and bars, then the tone: equal for hoà and hòa; "" if the word carries no mark
}

// tokenize splits a text into at most limit tokens.
func tokenize(s string, limit int) []token {
	var tokens []token
	for word := range strings.FieldsFuncSeq(strings.ToLower(NFC(s)), notWordOrMark) {
		if len(tokens) == limit {
			break
		}
		if key := matchKey(Fold(word)); key != "" {
			tokens = append(tokens, token{key, markedKey(word)})
		}
	}
	return tokens
}

func notWordOrMark(r rune) bool { return notWord(r) && !unicode.Is(unicode.Mn, r) }

// matchKey folds further what people spell in two ways: kỹ and kĩ, quý and quí; ko and không.
func matchKey(folded string) string {
	if full, ok := abbreviations[folded]; ok {
		return full
	}
	if folded == "quy" {
		return "qui"
	}
	if len(folded) == 2 && folded[1] == 'y' && strings.IndexByte("hklmstv", folded[0]) >= 0 {
		return folded[:1] + "i"
	}
	return folded
}

// abbreviations are the ones nobody reads differently.
var abbreviations = map[string]string{
	"ko": "khong", "k": "khong", "hok": "khong", "dc": "duoc", "vs": "voi",
	"p": "phuong", "ubndp": "ubnd",
}

// markedKey returns the letters and the tone of a word apart, so that the place of the tone does not matter.
func markedKey(word string) string {
	if isASCII(word) {
		return ""
	}
	bases, t, _ := takeApart(word)
	key := string(bases)
	if t == ngang && isASCII(key) {
		return ""
	}
	if n := len(bases); n >= 2 && bases[n-1] == 'y' && (n == 2 && !isVowel(bases[0]) || n == 3 && string(bases[:2]) == "qu") {
		key = key[:len(key)-1] + "i"
	}
	return key + string('0'+rune(t))
}
