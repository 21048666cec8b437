package flows

import (
	"context"
	"strings"

	"danbiet/talk"
	"danbiet/ward"
)

func denunciationFlow() Flow {
	return Flow{
		Name: "to-cao", Version: 1, Run: denunciation,
		Title: "Hướng dẫn tố cáo",
		Phrases: []string{
			"tố cáo", "tôi muốn tố cáo", "đơn tố cáo", "tố giác", "tố giác tội phạm", "tố cáo cán bộ", "cán bộ tham nhũng", "cán bộ nhận hối lộ", "đòi tiền lót tay", "cán bộ đòi tiền lót tay", "tố cáo ông", "tố cáo bà",
			"vòi vĩnh", "tố cáo chủ tịch phường", "báo tham nhũng", "denounce an official", "report corruption",
		},
	}
}

// denunciation explains how to denounce. It asks nothing and keeps nothing: an identity does not belong on a messenger.
// Luật Tố cáo 2018: Điều 9 (protection), Điều 12 and 13 (who decides), Điều 22 and 23 (forms, signature).
func denunciation(c *Chat) {
	p := c.Ward.Profile
	form := talk.Once(c, "form", func(ctx context.Context) (*talk.Sent, error) {
		f, err := c.Ward.DenunciationPaper(ctx)
		return sent(f), err
	})
	c.Send(talk.Message{Hush: true, Title: c.T("Tố cáo: xin KHÔNG gửi tên, số điện thoại hay nội dung tố cáo qua trò chuyện này"), Text: c.T(
		`Để bảo vệ người tố cáo, tôi không hỏi và không lưu thông tin của ông/bà. Đơn tố cáo cần ghi họ tên, địa chỉ, cách liên hệ, hành vi và người bị tố cáo, có chữ ký hoặc điểm chỉ (Luật Tố cáo 2018, Điều 23). Họ tên, địa chỉ, bút tích của người tố cáo được giữ bí mật theo luật.
Ông/bà có thể:
1. Điền mẫu đơn dưới đây, nộp trực tiếp hoặc gửi bưu điện.
2. Đến trình bày tại %s.
3. Gọi 113 nếu là việc phạm tội đang xảy ra.`, p.Reception.Place)})
	c.Send(talk.Message{Title: c.T("Nếu tố cáo lãnh đạo phường"), Text: c.T("Xin không nộp tại phường mà gửi cấp trên:") + "\n" + above(p)})
	if line, ok := p.Hotline(); ok {
		c.Say("Đường dây nóng của phường: %s.", line.Number)
	}
	c.Send(talk.Message{Text: c.T("Mẫu đơn tố cáo để trống, điền tay"), File: form})
}

func above(p *ward.Profile) string {
	var list []string
	for _, o := range p.Above {
		list = append(list, "• "+strings.TrimSuffix(o.Name+": "+o.Address, ": "))
	}
	return strings.Join(list, "\n")
}
