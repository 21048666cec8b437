package ward

import "slices"

// Parts that letters of reply share.
const (
	replyOpening = "Kính gửi ông/bà,\n\n{ubnd} đã nhận {loại} của ông/bà về lĩnh vực {lĩnh vực} (mã hồ sơ {mã}, ngày {ngày nhận}).\n\n"
	replyEnd     = "\n\nTrân trọng cảm ơn ông/bà đã gửi ý kiến đến {đơn vị}. Nếu cần trao đổi thêm, mời ông/bà đến {nơi tiếp}."
)

// builtInReplies are the letters that every ward begins with until it writes its own, in the order in which they are offered.
var builtInReplies = [...]ReplyTemplate{
	{Slug: "da-giai-quyet", Purpose: ReplyAnswer, Label: "Đã giải quyết", Text: replyOpening + "Sau khi kiểm tra, {đơn vị} đã giải quyết như sau: […]" + replyEnd},
	{
		Slug: "hen-ket-qua", Purpose: ReplyAnswer, Label: "Hẹn thời gian khắc phục",
		Text: replyOpening + "{Đơn vị} đã giao […] khắc phục, hoàn thành trước ngày {hạn}." + replyEnd,
	},
	{
		Slug: "giai-thich", Purpose: ReplyAnswer, Label: "Giải thích quy định",
		Text: replyOpening + "Theo quy định tại […], {đơn vị} trả lời như sau: […]" + replyEnd,
	},
	{
		Slug: "co-quan-khac", Purpose: ReplyAnswer, Label: "Việc của cơ quan khác",
		Text: replyOpening + "Nội dung này thuộc thẩm quyền của […]. Mời ông/bà liên hệ cơ quan đó tại […] để được giải quyết." + replyEnd,
	},
	{
		// Luật Khiếu nại 2011, Điều 8; Luật Tố cáo 2018, Điều 23.
		Slug: "thieu-chu-ky", Purpose: ReplySupplement, Label: "Đơn chưa ký",
		Text: "Đơn chưa có chữ ký hoặc điểm chỉ của ông/bà. Mời ông/bà ký hoặc điểm chỉ vào đơn rồi nộp tại {nơi tiếp}.",
	},
	{
		Slug: "thieu-tai-lieu", Purpose: ReplySupplement, Label: "Thiếu tài liệu",
		Text: "Để xem xét {loại} này, {đơn vị} cần ông/bà gửi thêm: […]. Ông/bà gửi ảnh chụp ngay tại đây, hoặc nộp tại {nơi tiếp}.",
	},
	{
		Slug: "chua-ro", Purpose: ReplySupplement, Label: "Nội dung chưa rõ",
		Text: "{Đơn vị} chưa rõ: […]. Xin ông/bà cho biết thêm địa điểm, thời gian và sự việc cụ thể.",
	},
}

// BuiltInReply is the program's own letter under a slug, false where it has none.
func BuiltInReply(slug string) (ReplyTemplate, bool) {
	i := slices.IndexFunc(builtInReplies[:], func(t ReplyTemplate) bool { return t.Slug == slug })
	if i < 0 {
		return ReplyTemplate{}, false
	}
	t := builtInReplies[i]
	t.BuiltIn = true
	return t, true
}
