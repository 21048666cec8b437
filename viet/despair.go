package viet

// Despair tells whether a person speaks of ending a life, their own or that of somebody beside them, or of not wanting to
// live any longer. Emergency then holds too, with Ambulance unless there is a fire; whoever answers should not sound like
// an alarm. Where the words are plain, nothing around them makes them harmless, neither a procedure nor the past: here a
// miss is worse than a needless kind word. Only a denial does ("không muốn tự tử"). The everyday "mệt muốn chết", "từ từ"
// typed as "tu tu", and suicide as a subject ("phòng chống tự tử") are none.
func Despair(s string) bool {
	for _, reading := range readings(s) {
		if despairIn(tokenize(reading, maxInput)) {
			return true
		}
	}
	return false
}

// lastWords are plain.
var lastWords = patterns(`không muốn sống nữa|không muốn sống tiếp|không còn muốn sống nữa|không còn thiết sống|không thiết sống|
	chẳng muốn sống nữa|chẳng thiết sống|chả muốn sống nữa|tôi chán sống|em chán sống|=chán sống lắm|=chán sống quá|
	sống làm gì nữa|sống để làm gì nữa|muốn tự tử|định tự tử|đòi tự tử|sắp tự tử|đang tự tử|=sẽ tự tử|=dọa tự tử|
	muốn tự sát|định tự sát|=muốn tự vẫn|=định tự vẫn|muốn kết liễu|tôi muốn chết|em muốn chết|con muốn chết|cháu muốn chết|
	mình muốn chết|chỉ muốn chết|muốn chết đi|muốn chết quách|muốn chết cho|=chết quách đi|=chết cho xong|=chết cho rồi|
	muốn nhảy cầu|định nhảy cầu|đòi nhảy cầu|muốn nhảy lầu|định nhảy lầu|đòi nhảy lầu|=muốn treo cổ|=định treo cổ|
	kill myself|killing myself|end my life|want to die|wanna die|don t want to live|dont want to live|do not want to live|
	no reason to live|commit suicide|i am suicidal|i m suicidal`)

// endWords are plain at the end of a message only: "không muốn sống" may go on with "ở đây".
var endWords = patterns(`không muốn sống|không còn muốn sống|chẳng muốn sống|hết muốn sống|=chán sống`)

// suicide is a word for the deed, which may be told as news or asked about.
var suicide = patterns(`=tự tử|=tự sát|=tự vẫn|=treo cổ|=cắt cổ tay|=quyên sinh|suicide`)

// denials say of the words they hold that they are not meant, or no longer.
var denials = patterns(`không muốn tự tử|không định tự tử|không tự tử|không muốn chết|chưa muốn chết|đừng tự tử|từng muốn tự tử|
	từng định tự tử|từng tự tử|từng muốn chết|don t want to die|dont want to die|do not want to die|won t kill myself|not suicidal`)

func despairIn(tokens []token) bool {
	tokens = without(denials, tokens)
	if anyHolds(lastWords, tokens) {
		return true
	}
	bare := trim(tokens)
	for i, t := range bare {
		for _, p := range endWords[t.key] {
			if len(p.words) == len(bare)-i && p.begins(bare[i:]) {
				return true
			}
		}
	}
	return anyHolds(suicide, tokens) && !anyHolds(never, tokens) && !isDoubtful(tokens)
}

// without leaves out the tokens that make up patterns of the list.
func without(list phrases, tokens []token) []token {
	var rest []token
	for len(tokens) > 0 {
		n := longest(list, tokens)
		if n == 0 {
			rest = append(rest, tokens[0])
			n = 1
		}
		tokens = tokens[n:]
	}
	return rest
}
