package viet

// alarm is what people say when they need a hotline.
type alarm struct {
	line    Hotline
	present phrases // certain to be happening now
	likely  phrases // an emergency unless something speaks against it
	cried   phrases // one beside a cry for help
	alone   phrases // one if nothing else is said
}

var alarms = []alarm{
	{
		line: Fire,
		present: patterns(`=đang cháy|=đang bốc cháy|dang boc chay|=đang bốc khói|gọi cứu hỏa|gọi chữa cháy|
			gọi xe chữa cháy|gọi 114|=cháy cứu|cứu với cháy|=đang đuối nước|=sắp chết đuối|đang mắc kẹt|đang bị kẹt|
			=đang cháy lan|there is a fire|there s a fire|theres a fire|is on fire|call the fire brigade|
			call the firefighters|someone is drowning|is drowning`),
		likely: patterns(`=cháy|chay nha roi|=bốc cháy|boc chay|dam chay|hỏa hoạn|cứu hỏa|=đuối nước|bi duoi nuoc|
			chết đuối|rơi xuống sông|rơi xuống ao|rơi xuống giếng|rơi xuống hồ|kẹt thang máy|kẹt trong thang máy|
			=sập nhà|=nhà sập|rò rỉ gas|rò gas|xì gas|nổ bình gas|nổ bình ga|nổ gas|nha bi chay|nha toi bi chay|
			chay nha toi|chay nha hang xom|dang chay nha|dot rac chay lan|dot rom chay lan|lửa lan|lửa cháy|
			nguoi duoi nuoc|be duoi nuoc|nguoi chet duoi|house on fire|caught fire|house is burning|
			building is burning|burning down|a fire in|a fire at|fire in my|fire in the|gas leak`),
		cried: patterns(`chay|duoi nuoc|chet duoi|kẹt|fire|drowning`),
		alone: patterns(`fire|fire fire|chay chay`),
	},
	{
		line: Ambulance,
		present: patterns(`cần cấp cứu|cấp cứu gấp|gọi 115|đang co giật|không thở được|ngừng thở|ngưng thở|
			đang bất tỉnh|đang chảy máu|vừa bị tai nạn|vừa xảy ra tai nạn|đang hấp hối|call an ambulance|
			need an ambulance|send an ambulance|not breathing|can t breathe|cannot breathe`),
		likely: patterns(`cấp cứu|đột quỵ|tai nạn|=tai biến|bất tỉnh|ngất xỉu|co giật|khó thở|nhồi máu cơ tim|
			ngừng tim|chảy máu nhiều|điện giật|ngộ độc|rắn cắn|sắp sinh rồi|sắp đẻ rồi|chuyển dạ|vỡ ối|=đẻ rơi|
			uống thuốc trừ sâu|uống thuốc diệt cỏ|=uống thuốc sâu|heart attack|having a stroke|had a stroke|
			unconscious|seizure|bleeding badly|bleeding heavily|electrocuted|car accident|motorbike accident|
			snake bite`),
		cried: patterns(`=máu|=gãy|dau tim`),
		alone: patterns(`ambulance`),
	},
	{
		line: Police,
		present: patterns(`đang đánh nhau|đang có trộm|gọi công an gấp|gọi cảnh sát|gọi 113|đang đột nhập|
			đang cầm dao|đang hành hung|=đang chém|đang bị đánh|=đang đánh vợ|=trộm cứu|=cướp cướp|=cướp cứu|
			cứu tôi có cướp|=đang đánh tôi|dang danh toi|=đang đánh em|=đang đánh mẹ|dang danh vo|đang đánh đập|
			đang bạo hành|đang bị bạo hành|bạo lực gia đình đang|đang bạo lực gia đình|đang có bạo lực gia đình|
			đang bị bạo lực|attacking me|is being attacked|hitting me|beating me|call the police|breaking into|
			broke into my house`),
		likely: patterns(`=trộm|co trom|trom cap|bi trom|bi mat trom|=cướp|bi cuop|co cuop|cuop giat|đánh nhau|
			đâm chém|chém nhau|giết người|đột nhập|hiếp dâm|bắt cóc|cầm dao|hành hung|kẻ gian vào nhà|=bị đánh|
			toi bi danh|em bi danh|con toi bi danh|vo toi bi danh|nguoi bi danh|bi danh dap|bi chong danh|chồng đánh|
			chồng tôi đánh|chồng em đánh|=bố đánh tôi|=bố đánh mẹ|bo danh me|đánh đập|=đánh vợ|danh vo con|
			đánh con tôi|bị bạo hành|bị bạo lực|nạn nhân bạo lực gia đình|có bạo lực gia đình|dọa giết|đòi giết|
			dọa chém|đòi chém|being robbed|got robbed|robbery|burglar|a thief|has a knife|police please|
			need the police|husband hit|husband hits|husband beats|domestic violence|trying to kill me|
			going to kill me|wants to kill me|threatened to kill`),
		alone: patterns(`=cứu|=cứu cứu|cuu cuu|police help|help police|police now|sos|help help|help help help|
			bạo lực gia đình|bạo hành|bi danh`),
	},
}

// never are words beside which nothing is an emergency, however urgent it sounds.
var never = patterns(`bóng đèn|cháy bóng|cháy đèn|đèn cháy|đèn bị cháy|đèn đường|bóng điện|cầu chì|cháy nắng|
	cháy hàng|cháy túi|cháy vé|cháy giáo án|cháy máy|phòng cháy|pccc|chống cháy|báo cháy|không cháy|không có cháy|
	hết cháy|đã dập|vụ cháy|bình chữa cháy|tập huấn|diễn tập|tuyên truyền|thủ tục|hồ sơ|giấy phép|giấy chứng nhận|
	nghiệm thu|trộm vía|nhìn trộm|nghĩ trộm|trộm nghĩ|xem trộm|vụng trộm|chống trộm|cướp lời|cướp công|cướp đất|
	bảo hiểm|viện phí|chế độ|trợ cấp|phòng chống|mức phạt|xử phạt|quy định|=luật|phòng ngừa|phòng tránh|lớp bơi|
	dạy bơi|học bơi|fire safety|fire prevention|fire protection|fire permit|fire certificate|fire drill|
	fire extinguisher|fire alarm|fire station|fire code|fire regulations|insurance|procedure|permit|certificate`)

// doubts are words beside which a likely emergency is none: it is over, it may come, it goes on all the time, or the
// office is to act. ("lát" is "last" read as Telex keys.)
var doubts = patterns(`chữa cháy|năm ngoái|năm trước|năm kia|năm xưa|tháng trước|tuần trước|tháng rồi|tuần rồi|
	hôm qua|hôm trước|hôm nọ|hôm kia|hôm rồi|ngày trước|lần trước|trước đây|trước kia|hồi trước|hồi đó|ngày xưa|=từng|
	đã lâu|lâu rồi|cách đây|nguy cơ|dễ gây|dễ xảy ra|dễ bị|có thể|=sợ|lo ngại|lo lắng|tránh|hạn chế|đề phòng|
	gây tai nạn|=nếu|nạn trộm|tệ nạn|tình trạng|thường xuyên|hay xảy ra|hay bị|hay có|nhiều lần|nhiều vụ|thỉnh thoảng|
	suốt ngày|kiến nghị|phản ánh|tố cáo|khiếu nại|tố giác|đề nghị|kết quả|hỗ trợ|xác nhận|đăng ký|bồi thường|hỏi|hoi|
	thông tin|camera|tuần tra|dự án|trên báo|có cấp cứu không|cách phòng|cách xử lý|sách|phim|báo cáo|thống kê|
	hóa đơn|tai nạn lao động|tai nạn nghề nghiệp|suýt|dễ cháy|bị phạt|phạt bao nhiêu|là gì|tư vấn|yesterday|last week|
	last month|last year|lát week|lát month|lát year|ago|used to|prevent|prevention|complaint|complain|report on|
	how much|phone number|office|address|where is|what is`)

// harmless are compounds of alarming words, left out before anything else is looked for.
var harmless = patterns(`đánh giá|đánh thuế|đánh số|đánh phí|=đánh dấu|=đánh mất|đánh trượt|đánh rớt|đánh rơi|
	đánh tráo|đánh lừa|đánh bại|đánh cắp|đánh đồng|đánh thức|đánh sập|đánh tụt|đánh bật|đánh bạc|đánh bài|đánh cờ|
	đánh đề|đánh bắt|=bí danh|sợ quá|sợ lắm|rất sợ|hoảng sợ|đang sợ|
	đổ trộm|=trộm đổ|trom do rac|trom do dat|trom do phe thai|đổ rác trộm|đổ rác thải trộm|đổ đất trộm|đổ phế thải trộm|
	đổ chất thải trộm|xả trộm|=trộm xả|xả thải trộm|câu trộm|câu điện trộm`)

// burning is what people do on purpose; it becomes an emergency once it is spreading.
var (
	burning   = patterns(`đốt rác|đốt rơm|đốt rạ|đốt cỏ|đốt đồng|đốt vàng mã`)
	spreading = patterns(`=cháy lan|=cháy nhà|=cháy sang|lửa lan|dot rac chay lan|dot rom chay lan|=bén sang`)
)

// cries make an emergency of what would be doubtful, and are one by themselves; noCries hold their words by chance or
// name a letter, as "tra cứu với" and "đơn kêu cứu" do.
var (
	cries = patterns(`cứu với|cứu tôi|cứu em|cứu con|cứu cháu|cứu bố|cứu mẹ|cứu chồng|cứu vợ|cứu mạng|cứu chúng tôi|
		cứu người với|save me|sos|help help|this is an emergency`)
	noCries = patterns(`tra cứu|nghiên cứu|kêu cứu|cầu cứu|giải cứu|=cựu|=cừu|cấp cứu|cứu trợ|cứu xét`)
)
