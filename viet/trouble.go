package viet

import (
	"slices"
	"strings"
)

// Complains tells whether words describe something that is wrong where people live, in Vietnamese or English: "rác đổ đầy
// đường cả tuần nay", "chua sach lam", "street light broken". It looks for a plain complaint, for a thing with what is
// wrong about it, or for one of the two with how long it has gone on. Questions about papers, rules and plans are none.
func Complains(s string) bool {
	all := tokenized(s)
	if anyReading(all, func(tokens []token) bool { return anyHolds(treated, tokens) }) {
		return true
	}
	if anyReading(all, isMatter) || anyReading(all, asksWhether) {
		return false
	}
	return anyReading(all, complainsIn)
}

// tokenized are the words of every reading of a text.
func tokenized(s string) [][]token {
	var all [][]token
	for _, reading := range readings(s) {
		all = append(all, tokenize(reading, maxInput))
	}
	return all
}

func anyReading(all [][]token, holds func([]token) bool) bool { return slices.ContainsFunc(all, holds) }

func isMatter(tokens []token) bool { return anyHolds(matters, tokens) }

func complainsIn(tokens []token) bool {
	tokens = without(notWrong, tokens)
	thing, wrong := anyHolds(things, tokens), anyHolds(wrongs, tokens) || deniesWithin(tokens)
	return anyHolds(complaints, tokens) || thing && wrong || (thing || wrong) && anyHolds(spans, tokens)
}

// SpeaksOfPlace tells whether words state something about what stands or happens where people live, right or wrong: "hố ga
// mất nắp". It is weaker than Complains, for when nothing else explains the words; questions are none.
func SpeaksOfPlace(s string) bool {
	all := tokenized(s)
	if IsQuestion(s) || anyReading(all, isMatter) {
		return false
	}
	return anyReading(all, func(tokens []token) bool {
		tokens = without(notWrong, tokens)
		return anyHolds(things, tokens) && len(meant(tokens)) >= fewestMeant
	})
}

// Proposes tells whether words ask the office to do something: "đề nghị lắp thêm đèn đường". A bare "đề nghị" proposes
// nothing yet.
func Proposes(s string) bool {
	all := tokenized(s)
	return !anyReading(all, isMatter) && anyReading(all, func(tokens []token) bool {
		return anyHolds(proposals, tokens) && len(meant(without(proposals, tokens))) >= fewestMeant
	})
}

// fewestMeant is how many words of meaning a proposal has besides the one that proposes, and a statement about a place.
const fewestMeant = 3

// deniesWithin finds a denial that more follows: "xe rác không đến lấy". At the end it asks.
func deniesWithin(tokens []token) bool {
	tokens = trim(tokens)
	return !anyHolds(asking, tokens) && len(tokens) > 0 && anyHolds(denied, tokens[:len(tokens)-1])
}

// denied says of something that it is not so.
var denied = patterns(`không|chưa|chẳng|=chả`)

// asking are words that make a question of a sentence.
var asking = patterns(`hỏi|=gì|là gì|cần gì|bao nhiêu|ở đâu|o dau|thế nào|the nao|như nào|nhu nao|làm sao|tại sao|khi nào|khi nao|bao giờ|bao gio|mấy giờ|may gio|thứ mấy|
	bao lâu|ai là|ai phụ trách|=nào|có phải|được không|phải không|có không|what|how|where|when|which|who`)

// IsQuestion tells whether words ask something, in Vietnamese or English.
func IsQuestion(s string) bool {
	all := tokenized(s)
	return strings.ContainsAny(s, "?？") || anyReading(all, func(tokens []token) bool { return anyHolds(asking, tokens) }) || anyReading(all, asksWhether)
}

// asksWhether finds a "không" or "chưa" at the end.
func asksWhether(tokens []token) bool {
	tokens = trim(tokens)
	if len(tokens) == 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	return last.key == "khong" || last.key == "chua" && last.marked != "chua1" // chùa is a pagoda
}

// complaints are plain without anything beside them.
var complaints = patterns(`chưa sạch|không sạch|không được sạch|mất vệ sinh|bừa bãi|mùi hôi|hôi thối|hôi hám|=bốc mùi|ô nhiễm|nước bẩn|bẩn quá|=bẩn lắm|
	=rất bẩn|rác đổ|đổ rác|đổ trộm|xả rác|đốt rác|đốt rơm|đốt rạ|rác tràn|ngập rác|đầy rác|=đầy đường|=đầy ngõ|bãi rác|xả thải|xả nước|xả khói|
	ổ gà|ổ voi|lầy lội|sụt lún|sạt lở|ngập nước|bị ngập|ngập lụt|ngập úng|=tắc cống|cống tắc|mất điện|cúp điện|=mất nước|mất nước sinh hoạt|cúp nước|nước yếu|tối om|
	gây ồn|ồn ào|=ồn quá|=ồn lắm|làm ồn|tiếng ồn|=ầm ĩ|inh ỏi|hát karaoke|karaoke to|karaoke ồn|mở nhạc to|nhạc to|không ngủ được|không ngủ nổi|
	lấn chiếm|chiếm vỉa hè|lấn vỉa hè|chiếm lòng đường|chắn đường|chắn lối|xây trái phép|xây dựng trái phép|xây lấn|thả rông|chó cắn|cây đổ|
	dây điện đứt|đứt dây điện|rò rỉ nước|vỡ ống|chậm chạp|làm việc chậm|chậm quá|chậm lắm|lạm thu|phóng uế|phân chó|cỏ mọc|nhiều muỗi|nhiều chuột|vàng đục|nước đục|vỡ kính|mở nhạc|=ầm ầm|
	không ai sửa|không ai giải quyết|không ai xử lý|không ai thu|không ai dọn|không ai đến|không ai quan tâm|chưa ai sửa|chưa ai đến|
	chưa ai giải quyết|chưa có ai|chưa được giải quyết|chưa được xử lý|chưa được sửa|chưa dọn|chưa sửa|không dọn|=bức xúc|không chịu nổi|
	rubbish everywhere|garbage everywhere|trash everywhere|full of rubbish|full of trash|full of garbage|not clean|pothole|potholes|flooded|flooding|
	noisy|loud music|too loud|noise every|power cut|no electricity|no water|blocked drain|bad smell|smells bad|smelly|illegal dumping|dumping rubbish`)

// treated is how nobody wants to be treated by an office, whatever it was about.
var treated = patterns(`hách dịch|nhũng nhiễu|gây khó khăn|gây khó dễ|chờ cả buổi|chờ cả ngày|cho ca buoi|quát mắng|=cửa quyền|cáu gắt|thái độ không|thái độ kém|thái độ tệ|
	thái độ khó chịu|bị trả lại|bắt đi lại|bắt chờ|bắt tôi đi|bắt tôi chờ|hẹn đi hẹn lại|đùn đẩy|rude|very slow|kept waiting`)

// things stand about where people live.
var things = patterns(`rác|=đường|duong|=ngõ|ngo|=ngách|=hẻm|=cống|cong|cống rãnh|mương|=rãnh|kênh|hố ga|=nắp|ống nước|cột điện|dây điện|cành cây|=heo|=trâu|=bò|=muỗi|=chuột|=cỏ|bãi đất|nhà bên|nhà bên cạnh|lò gạch|=bể|giao thông|ngã ba|ngã tư|=đèn|den duong|đèn đường|=điện|dien|=nước|nuoc|vỉa hè|lòng đường|
	=cây|=khói|khoi|=bụi|=chó|=lợn|=xe|xe tải|xe ben|xe chở đất|công trình|hàng xóm|=quán|quan nhau|=chợ|=xưởng|nhà máy|=cầu|nắp cống|=loa|karaoke|nhà văn hóa|=cột|
	=ao|bờ sông|sân chơi|cán bộ|công chức|một cửa|tổ vệ sinh|thu gom|=mạng|cổng trường|
	street|road|rubbish|garbage|trash|drain|sewer|street light|lamp|pavement|sidewalk|neighbour|neighbours|neighbor|dog|dogs|sewage|water|mosquitoes|lamps|alley|bridge|smoke|dust|noise`)

// wrongs are what may be wrong about a thing.
var wrongs = patterns(`=bẩn|hỏng|=hư|hư hỏng|=vỡ|vo nat|=bể|=tắc|=nghẹt|ngập|=tràn|=hôi|=thối|=ồn|nguy hiểm|=tối|=tắt|=sụt|=lún|=nứt|=gãy|=đứt|mù mịt|đen ngòm|=chắn|lấn|
	bị chiếm|=cắn|không sáng|chưa sáng|không cháy|không thu|chưa thu|không thấy thu|=đầy|=đổ|bốc khói|=bụi|chảy ra|=rò|bị mất|=mất|tự phát|trái phép|xuống cấp|
	chậm trễ|chậm trả|đi lại nhiều lần|bắt đi lại|=khổ|=nghiêng|dột|sắp đổ|làm phiền|=gây|bị tắc|bị hỏng|bị vỡ|tac nghen|tac tu|mat tu|tràn ra|tràn vào|quá to|=to quá|to qua|
	broken|damaged|dirty|blocked|burning|barking|dumped|overflowing|smell|stinks|all over|every night|all night|dangerous|holes|burns`)

// spans say how long something has gone on, or at what bad time.
var spans = patterns(`mấy hôm nay|mấy bữa nay|mấy ngày nay|mấy tuần nay|mấy tháng nay|cả tuần nay|cả tháng nay|cả ngày|cả đêm|tuần nay|tháng nay|suốt|liên tục|
	đêm nào cũng|ngày nào cũng|hôm nào cũng|tối nào cũng|từ hôm qua|hôm nay rồi|ngày nay|ngày rồi|tuần rồi|tháng rồi|từ sáng|từ tối qua|từ tuần trước|từ tháng trước|nửa đêm|giữa đêm|ban đêm|nhiều lần|mãi không|
	for weeks|for days|for two weeks|for a week|for months|every night|all night`)

// proposals ask for something.
var proposals = patterns(`đề nghị|kiến nghị|đề xuất|góp ý|kính mong|mong phường|mong ubnd|mong chính quyền|mong được|rất mong|xin phường|nên lắp|nên làm|lắp thêm|làm thêm|
	xây thêm|cần thêm|i suggest|i propose|please install|please repair|please fix`)

// matters are what questions about papers, rules and plans turn on, not reports.
var matters = patterns(`thủ tục|giấy tờ|giấy phép|giấy chứng nhận|bao nhiêu tiền|mức phạt|phạt bao nhiêu|quy định|=luật|theo luật|là gì|kế hoạch|quy hoạch|dự án|ngân sách|
	lịch cắt điện|lịch cúp điện|lịch thu gom|số điện thoại|hồ sơ|how do i|how can i|what is|where is|phone number`)

// notWrong holds words of the lists by chance.
var notWrong = patterns(`đầy đủ|nước ngoài|nhà nước|đất nước|cả nước|điện thoại|điện tử|đường dây|=thẻ|con đường nào|=đường nào|công điện|cây xăng|
	trái cây|mất bao lâu|mất bao nhiêu|mất giấy|=mất thẻ|mất sổ|gây quỹ|=tắt thông báo|=tắt tin`)
