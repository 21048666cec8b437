package viet

import (
	"slices"
	"strings"
)

// fillers are words of courtesy and grammar. Around a phrase they cost nothing, inside one they count little. They are
// listed with marks: a marked word must be one of these exactly ("cần" is one, "căn" is not), a bare word only alike.
const fillers = `
	ạ à ah á ơi ới dạ vâng thưa kính xin chào cho tôi tui em anh chị ông bà bác cô chú cháu con mình các bạn ad admin
	muốn cần hỏi về việc là thì mà với nhé nha nhỉ nào gì sao thế vậy rồi giúp giùm hộ dùm ơn vui lòng cảm cám
	của ở tại và hay như sẽ đã đang phải nên biết xem được đi này kia đó đây ấy ra vào bao nhiêu lâu khi lúc có hả hử
	để từ đến bên phường xã ubnd ủy ban quá lắm rất thật cái những một số chút thử luôn nữa ok oke okay please`

// negations turn a phrase round unless they end a question.
const negations = `không chưa đừng chẳng hủy huỷ ngừng thôi bỏ dừng`

// lexicon is a set of words that knows both their marked and their bare forms.
type lexicon struct{ marked, bare map[string]bool }

func newLexicon(words string) lexicon {
	l := lexicon{map[string]bool{}, map[string]bool{}}
	for _, t := range tokenize(words, len(words)) {
		l.marked[t.marked] = true
		l.bare[t.key] = true
	}
	return l
}

var (
	fillerWords   = newLexicon(fillers)
	negationWords = newLexicon(negations)
)

func (l lexicon) has(t token) bool {
	if t.marked == "" {
		return l.bare[t.key]
	}
	return l.marked[t.marked]
}

// isNumber tells whether a token is digits only.
func (t token) isNumber() bool { return strings.Trim(t.key, "0123456789") == "" }

// meant are the tokens that carry a meaning: neither courtesy and grammar nor a denial.
func meant(tokens []token) []token {
	return slices.DeleteFunc(slices.Clone(tokens), func(t token) bool { return fillerWords.has(t) || negationWords.has(t) })
}

// Keywords returns the folded words of s that carry a meaning, without words of courtesy, grammar and denial. A bare word
// that is one of these in another spelling ("lam" is lắm or làm) goes too. Nil if none is left.
func Keywords(s string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(NFC(s), notWordOrMark) {
		if len(meant(tokenize(word, 1))) > 0 {
			words = append(words, Fold(word))
		}
	}
	return words
}
