package viet

import "strings"

// Courtesies is a kind of courtesy that ends a conversation rather than asking for anything.
type Courtesies string

// The kinds that Courtesy tells apart.
const (
	Thanks  Courtesies = "thanks"
	Goodbye Courtesies = "goodbye"
)

// Courtesy recognises messages of nothing but thanks or a goodbye, with whom they are said to: "dạ em cảm ơn cán bộ nhiều
// ạ", "chào nhé". Thanks and a goodbye in one are a goodbye. A greeting is neither, nor is a refusal ("thôi, cảm ơn").
func Courtesy(s string) (kind Courtesies, ok bool) {
	for _, tokens := range shortReadings(s) {
		switch {
		case goodbye.is(tokens):
			return Goodbye, true
		case thanks.is(tokens):
			return Thanks, true
		}
	}
	return "", false
}

// Yes recognises messages of nothing but assent: "có", "dạ vâng ạ", "ok em ơi". Marks decide where they are typed ("đúng"
// is, "dừng" is not), and a bare word counts as what it mostly means in an answer ("dung" as đúng). Whatever asks is
// neither a yes nor a no: "có không", "đúng à", "ok?".
func Yes(s string) bool { return answerTo(s) == assent }

// No recognises messages of nothing but refusal or denial: "không", "ko", "dạ chưa ạ", "thôi khỏi", "không cần, cảm ơn".
// The rules are those of Yes, and no message is both. A lone "thôi" is a wish to stop, not an answer.
func No(s string) bool { return answerTo(s) == refusal }

// answer is what a whole message says to a question of yes or no.
type answer uint8

const (
	unclear answer = iota
	assent
	refusal
)

func answerTo(s string) answer {
	if strings.ContainsAny(s, "?？") {
		return unclear
	}
	for _, tokens := range shortReadings(s) {
		switch {
		case refusals.is(tokens):
			return refusal
		case assents.is(tokens):
			return assent
		}
	}
	return unclear
}

// maxAnswer is the most words of a message that is looked at whole.
const maxAnswer = 12

// shortReadings are the readings of a short message, word by word; none of a longer one.
func shortReadings(s string) [][]token {
	if len(s) > maxAnswer*maxWord {
		return nil
	}
	var all [][]token
	for _, reading := range readings(s) {
		if tokens := tokenize(reading, maxAnswer+1); len(tokens) <= maxAnswer {
			all = append(all, tokens)
		}
	}
	return all
}

// maxWord is more bytes than a word and its marks, sign and space have, with room for some emoji.
const maxWord = 40

// saying is what a whole message may consist of.
type saying struct {
	cores  phrases // one at least
	around phrases // words that change nothing
	broken phrases // word pairs that mean something else
}

// is tells whether the tokens are cores and what may stand around them, from the first to the last.
func (s saying) is(tokens []token) bool {
	if anyHolds(s.broken, tokens) {
		return false
	}
	found := false
	for len(tokens) > 0 {
		n := longest(s.cores, tokens)
		found = found || n > 0
		if n == 0 {
			n = longest(s.around, tokens)
		}
		if n == 0 {
			return false
		}
		tokens = tokens[n:]
	}
	return found
}

// Whom people speak to and how they soften it. None of these asks.
const (
	people    = `tôi|tui|em|anh|chị|ông|bà|bác|cô|chú|cháu|con|mình|bạn|các|ad|admin`
	particles = `ạ|ah|nhé|nhe|nha|nhá|ơi|thưa|dạ|vâng|rồi|luôn|đấy|đó|mà|ha`
	office    = `phường|cán bộ|ủy ban|ubnd|trợ lý|trợ lý ảo|bot|chatbot|quý|lãnh đạo|chính quyền`
	gratitude = `cảm ơn|cám ơn|cãm ơn|camon|cảm tạ|đa tạ|thanks|thank you|thank|thank u|tks|thks|thx|ty|many thanks`
	favours   = `xin|rất|nhiều|lắm|quá|chân thành|trân trọng|vô cùng|ok|oke|okay|được|tốt|vì|đã giúp|đã giúp đỡ|đã hỗ trợ|đã trả lời|
		đã hướng dẫn|đã tư vấn|sự giúp đỡ|nhiệt tình|very much|so much|a lot|for your help|for the help|you|sir|madam`
)

var (
	thanks = saying{
		cores:  patterns(gratitude),
		around: patterns(people + "|" + particles + "|" + office + "|" + favours),
	}
	goodbye = saying{
		cores: patterns(`tạm biệt|chào tạm biệt|chào nhé|chào nha|chào em nhé|chào anh nhé|chào chị nhé|chào bạn nhé|chào cháu nhé|
			hẹn gặp lại|gặp lại sau|bye|bye bye|bai bai|=bái bai|=bai nhé|goodbye|good bye|see you|see you later|see ya`),
		around: patterns(people + "|" + particles + "|" + office + "|" + favours + "|" + gratitude + "|chào|kính|thôi"),
	}
	assents = saying{
		cores: patterns(`có|có chứ|rồi|ừ|=ờ|=ừa|ừm|uh|uhm|um|uk|ukm|vâng|dạ|đúng|đúng vậy|đúng thế|đúng chứ|ok|oke|okay|=okê|oki|okie|okela|
			ok thôi|đồng ý|nhất trí|được|=đc|được chứ|được thôi|chuẩn|phải|chính xác|tất nhiên|đương nhiên|yes|y|yep|yeah|yup|sure|
			correct|right|that s right|that is right|i agree|agree|yes please|yes thanks|yes thank you|yes i do|yes it is|of course`),
		around: patterns(people + "|" + particles + "|vậy|thế|quá|hoàn toàn|please|sir|madam"),
		broken: patterns(`có phải|phải có|có được|có thể|có con`),
	}
	refusals = saying{
		cores: patterns(`không|kh|khg|kg|kô|none|k0|hông|hổng|hong|hem|=hem|khum|không phải|không có|không đúng|không đồng ý|không được|không cần|
			không muốn|không đâu|khỏi|khỏi cần|thôi khỏi|thôi không|thôi không cần|thôi cảm ơn|thôi cám ơn|chưa|chưa có|chưa được|
			chưa đúng|chẳng|đâu có|=sai|sai rồi|no|n|nope|nah|not yet|no thanks|no thank you|wrong|disagree`),
		around: patterns(people + "|" + particles + "|" + gratitude + "|đâu|nữa|please|sir|madam"),
		broken: patterns(`không sai|chưa sai|chẳng sai|không phải không|không khỏi|chưa khỏi|khỏi rồi|không chưa`),
	}
)
