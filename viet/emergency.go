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

// Emergency tells whether a person seems to report an emergency that is happening now, and whom to call: fire and rescue
// before ambulance before police if several fit. It is careful, since the answer interrupts a conversation: reports of
// the past, procedures, drills, risks and idioms are none ("cháy bóng đèn", "phòng cháy chữa cháy", "cấp cứu năm
// ngoái"), and words without marks count only where no everyday reading is likely ("chay xe" is mostly chạy xe).
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

// holds tells whether the pattern stands somewhere in the tokens.
func (p pattern) holds(tokens []token) bool {
	for i := range len(tokens) - len(p.words) + 1 {
		if p.begins(tokens[i:]) {
			return true
		}
	}
	return false
}

func (p pattern) begins(tokens []token) bool {
	for i, w := range p.words {
		t := tokens[i]
		if t.key != w.key || t.marked != w.marked && (p.exact || t.marked != "") {
			return false
		}
	}
	return true
}

// patterns reads a list separated by "|"; those that begin with "=" are exact.
func patterns(list string) []pattern {
	var out []pattern
	for text := range strings.SplitSeq(list, "|") {
		words, exact := strings.CutPrefix(strings.TrimSpace(text), "=")
		out = append(out, pattern{tokenize(words, maxTerms), exact})
	}
	return out
}

func anyHolds(list []pattern, tokens []token) bool {
	for _, p := range list {
		if p.holds(tokens) {
			return true
		}
	}
	return false
}

// alarm is what people say when they need a hotline.
type alarm struct {
	line    Hotline
	present []pattern // certain to be happening now
	likely  []pattern // an emergency unless something speaks against it
}

var alarms = []alarm{
	{
		line: Fire,
		present: patterns(`=đang cháy|=đang bốc cháy|dang boc chay|=đang bốc khói|gọi cứu hỏa|gọi chữa cháy|gọi xe chữa cháy|gọi 114|=cháy cứu|cứu với cháy|
			=đang đuối nước|=sắp chết đuối|đang mắc kẹt|đang bị kẹt`),
		likely: patterns(`=cháy|chay nha roi|=bốc cháy|boc chay|dam chay|hỏa hoạn|cứu hỏa|=đuối nước|bi duoi nuoc|chết đuối|
			rơi xuống sông|rơi xuống ao|rơi xuống giếng|rơi xuống hồ|kẹt thang máy|kẹt trong thang máy|=sập nhà|
			=nhà sập|rò rỉ gas|rò gas|xì gas|nổ bình gas|nổ bình ga|nổ gas`),
	},
	{
		line: Ambulance,
		present: patterns(`cần cấp cứu|cấp cứu gấp|gọi 115|đang co giật|không thở được|ngừng thở|ngưng thở|đang bất tỉnh|
			đang chảy máu|đang tự tử|vừa bị tai nạn|vừa xảy ra tai nạn|đang hấp hối`),
		likely: patterns(`cấp cứu|đột quỵ|tai nạn|=tai biến|bất tỉnh|ngất xỉu|co giật|khó thở|nhồi máu cơ tim|ngừng tim|
			chảy máu nhiều|điện giật|ngộ độc|rắn cắn|tự tử|sắp sinh rồi|sắp đẻ rồi|chuyển dạ|vỡ ối|=đẻ rơi`),
	},
	{
		line: Police,
		present: patterns(`đang đánh nhau|đang có trộm|gọi công an gấp|gọi cảnh sát|gọi 113|đang đột nhập|đang cầm dao|
			đang hành hung|=đang chém|đang bị đánh|=đang đánh vợ|=trộm cứu|=cướp cướp|=cướp cứu|cứu tôi có cướp`),
		likely: patterns(`=trộm|co trom|trom cap|bi trom|bi mat trom|=cướp|bi cuop|co cuop|cuop giat|đánh nhau|đâm chém|
			chém nhau|giết người|đột nhập|hiếp dâm|bắt cóc|cầm dao|hành hung|kẻ gian vào nhà`),
	},
}

// never are words beside which nothing is an emergency, however urgent it sounds.
var never = patterns(`bóng đèn|cháy bóng|cháy đèn|đèn cháy|đèn bị cháy|đèn đường|bóng điện|cầu chì|cháy nắng|cháy hàng|
	cháy túi|cháy vé|cháy giáo án|cháy máy|phòng cháy|pccc|chống cháy|báo cháy|không cháy|không có cháy|
	hết cháy|đã dập|vụ cháy|bình chữa cháy|tập huấn|diễn tập|tuyên truyền|thủ tục|hồ sơ|
	giấy phép|giấy chứng nhận|nghiệm thu|trộm vía|nhìn trộm|nghĩ trộm|trộm nghĩ|xem trộm|vụng trộm|
	chống trộm|cướp lời|cướp công|cướp đất|bảo hiểm|viện phí|chế độ|trợ cấp|phòng chống|mức phạt|xử phạt|
	quy định|=luật|phòng ngừa|phòng tránh|lớp bơi|dạy bơi|học bơi`)

// doubts are words beside which a likely emergency is none: it is over, it may come, it goes on all the time, or the
// office is to act.
var doubts = patterns(`chữa cháy|năm ngoái|năm trước|năm kia|năm xưa|tháng trước|tuần trước|tháng rồi|tuần rồi|hôm qua|hôm trước|
	hôm nọ|hôm kia|hôm rồi|ngày trước|lần trước|trước đây|trước kia|hồi trước|hồi đó|ngày xưa|=từng|
	đã lâu|lâu rồi|cách đây|nguy cơ|dễ gây|dễ xảy ra|dễ bị|có thể|=sợ|lo ngại|lo lắng|tránh|hạn chế|
	đề phòng|gây tai nạn|=nếu|nạn trộm|tệ nạn|tình trạng|thường xuyên|hay xảy ra|hay bị|hay có|nhiều lần|
	nhiều vụ|thỉnh thoảng|suốt ngày|kiến nghị|phản ánh|tố cáo|khiếu nại|tố giác|đề nghị|kết quả|hỗ trợ|
	xác nhận|đăng ký|bồi thường|hỏi|hoi|thông tin|camera|tuần tra|dự án|trên báo|có cấp cứu không|
	cách phòng|cách xử lý|sách|phim|báo cáo|thống kê|hóa đơn|tai nạn lao động|tai nạn nghề nghiệp|
	đốt rác|đốt rơm|đốt rạ|đốt vàng mã`)

func emergencyIn(tokens []token) (Hotline, bool) {
	if len(tokens) == 0 || anyHolds(never, tokens) {
		return "", false
	}
	if len(tokens) == 1 {
		switch line := Hotline(tokens[0].key); line {
		case Police, Fire, Ambulance:
			return line, true
		}
	}
	for _, a := range alarms {
		if anyHolds(a.present, tokens) {
			return a.line, true
		}
	}
	if anyHolds(doubts, tokens) || namesYear(tokens) {
		return "", false
	}
	for _, a := range alarms {
		if anyHolds(a.likely, tokens) {
			return a.line, true
		}
	}
	return "", false
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
