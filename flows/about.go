package flows

import "danbiet/talk"

func aboutFlow() Flow {
	return Flow{
		Name: "about", Version: 1, Run: about,
		Title: "Trợ lý này làm được gì",
		Phrases: []string{
			"bạn là ai", "đây là ai", "máy hay người", "đây là máy trả lời", "máy trả lời tự động", "có phải người thật không", "trợ lý ảo là gì", "hướng dẫn sử dụng", "hướng dẫn tôi", "làm được gì", "giúp tôi", "tôi không hiểu", "không hiểu gì cả",
			"who are you", "are you a bot", "what can you do", "help",
		},
	}
}

func about(c *Chat) {
	switch c.Arg() {
	case "thanks":
		c.Say("Phường cảm ơn ông/bà. Khi cần, mời ông/bà nhắn tiếp.")
		return
	case "goodbye":
		c.Say("Kính chào ông/bà. Khi cần, mời ông/bà nhắn tiếp.")
		return
	}
	c.Send(talk.Message{
		Title: c.T("Tôi là trợ lý ảo của UBND %s", c.wardName()), Text: c.T(
			`Tôi là máy trả lời tự động theo kịch bản có sẵn, không phải cán bộ và không đưa ra kết luận pháp lý. Nội dung ông/bà gửi do cán bộ phường đọc và trả lời.
Tôi giúp ông/bà gửi phản ánh, kiến nghị; soạn đơn khiếu nại; theo dõi hồ sơ; xem lịch tiếp công dân, tài liệu công khai, thủ tục, danh bạ.
Gõ “menu” để về đầu, “quay lại” để sửa câu trước, “dừng” để thôi, /en để dùng tiếng Anh.`),
		Rows: [][]talk.Button{{{Label: c.T(personFlow().Title), Data: goTo(personFlow().Name, "")}}},
	})
}
