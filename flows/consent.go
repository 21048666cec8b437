package flows

import (
	"context"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// consentVersion names the text below. A changed text gets a new version, and citizens are asked anew.
const consentVersion = "2026-11"

// agree asks once for consent before the first personal datum: who, what for, how long, which rights. It records the
// answer with the text's version, the time and the channel, and reports whether it was yes.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15): consent is voluntary, informed, for one purpose, and provable.
func (c *Chat) agree() bool {
	before := look(c, "agreed", func(ctx context.Context) (bool, error) {
		return c.Ward.Agreed(ctx, c.Conversation.CitizenID, ward.ForPetitions, consentVersion)
	})
	if before {
		return true
	}
	answer := talk.Ask(c, "consent", talk.Choose{Title: c.T("Trước khi khai, xin ông/bà đọc và cho biết ý kiến"), Options: []talk.Option{
		{Value: "yes", Label: "Tôi đồng ý", Aliases: []string{"agree"}, Means: viet.Yes},
		{Value: "no", Label: "Tôi không đồng ý", Aliases: []string{"không đồng ý", "disagree"}, Means: viet.No},
	}}, `• Ai giữ: UBND %s.
• Giữ gì: nội dung ông/bà gửi, ảnh và tệp, địa điểm; họ tên và số điện thoại nếu ông/bà cho biết.
• Để làm gì: chỉ để giải quyết và trả lời nội dung này, theo Luật Tiếp công dân và các luật liên quan; họ tên, số điện thoại được nhớ riêng cho trò chuyện này để lần sau khỏi khai lại.
• Giữ bao lâu: hồ sơ theo thời hạn lưu trữ; nội dung trò chuyện 30 ngày; bản khai dở được xóa sau 24 giờ.
• Quyền của ông/bà: xem, sửa, rút lại đồng ý, yêu cầu xóa (gõ /rieng_tu).
Không đồng ý thì ông/bà vẫn xem được lịch tiếp dân, tài liệu công khai và danh bạ.`, c.wardName())
	// Going back and answering again adds a row: the last one counts, and all are kept.
	look(c, "consented", func(ctx context.Context) (bool, error) {
		return true, c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForPetitions, answer == "yes", consentVersion, c.Conversation.Channel)
	})
	if answer != "yes" {
		c.Say("Phường tôn trọng lựa chọn của ông/bà và không lưu gì. Ông/bà có thể đến trình bày trực tiếp tại %s trong giờ làm việc.", c.Ward.Profile.Reception.Place)
		return false
	}
	return true
}
