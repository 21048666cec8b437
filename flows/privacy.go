package flows

import (
	"context"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func privacyFlow() Flow {
	return Flow{
		Name: "privacy", Version: 1, Run: privacy,
		Title: "Dữ liệu cá nhân của tôi",
		Phrases: []string{
			"xóa dữ liệu của tôi", "rút lại đồng ý", "dữ liệu cá nhân", "quyền riêng tư", "phường lưu gì của tôi", "xóa thông tin cá nhân", "bảo mật thông tin",
			"delete my data", "privacy", "withdraw consent",
		},
	}
}

// privacy serves the rights of a person over their data: to see, to withdraw consent, to have it erased.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15). Petitions that were filed stay, because the law on petitions and on
// archives keeps them.
func privacy(c *Chat) {
	known := look(c, "known", func(ctx context.Context) (ward.Citizen, error) { return c.Ward.Citizen(ctx, c.Conversation.CitizenID) })
	what := c.Arg()
	if what != "xoa" && what != "rut" {
		what = talk.Ask(c, "what", talk.Choose{Title: c.T("Phường đang giữ của ông/bà"), Options: []talk.Option{
			{Value: "sua", Label: "Sửa họ tên, số điện thoại"},
			{Value: "rut", Label: "Rút lại đồng ý"},
			{Value: "xoa", Label: "Xóa họ tên, số điện thoại"},
			{Value: "none", Label: "Không làm gì", Aliases: []string{"không", "thôi"}},
		}}, "Họ tên: %s\nĐiện thoại: %s\nHồ sơ đã gửi được lưu theo pháp luật về khiếu nại, tố cáo, tiếp công dân và lưu trữ.",
			or(known.Name, c.T("không có")), or(viet.DisplayPhone(known.Phone), c.T("không có")))
	}
	switch {
	case what == "sua":
		c.correct(known)
	case what == "rut" && c.yes("sure", "Ông/bà rút lại đồng ý cho xử lý dữ liệu cá nhân? Lần gửi sau tôi sẽ hỏi lại từ đầu."):
		talk.Once(c, "withdraw", func(ctx context.Context) (bool, error) {
			return true, c.withdraw(ctx)
		})
		c.Say("Đã ghi nhận: ông/bà rút lại đồng ý.")
	case what == "xoa" && c.yes("sure", "Xóa họ tên và số điện thoại đã lưu trong trò chuyện này? Hồ sơ đã gửi vẫn được lưu theo luật."):
		talk.Once(c, "erase", func(ctx context.Context) (bool, error) { return true, c.erase(ctx) })
		c.Say("Đã xóa họ tên và số điện thoại.")
	default:
		c.Say("Không có gì thay đổi.")
	}
}

// correct changes what is remembered of the citizen. A petition that was filed keeps what it was filed with.
func (c *Chat) correct(known ward.Citizen) {
	known.ID = c.Conversation.CitizenID
	known.Name = talk.Ask(c, "name", talk.Words{Max: 80, Check: c.checkName}, "Xin cho biết họ và tên của ông/bà.")
	known.Phone = talk.Ask(c, "phone", talk.Phone{Check: c.checkPhone}, "Xin cho biết số điện thoại của ông/bà.")
	talk.Once(c, "corrected", func(ctx context.Context) (bool, error) { return true, c.Ward.SaveCitizen(ctx, known) })
	c.Say("Đã sửa. Hồ sơ đã gửi vẫn giữ thông tin lúc gửi; cần sửa hồ sơ, mời ông/bà gặp cán bộ.")
}

// withdraw takes back the consent to everything that the citizen was asked about.
func (c *Chat) withdraw(ctx context.Context) error {
	sub, err := c.Ward.Subscription(ctx, c.Conversation.CitizenID)
	if err != nil {
		return err
	}
	if sub.News {
		if err := c.Ward.Subscribe(ctx, c.Conversation.CitizenID, ward.Subscription{Stopped: sub.Stopped}); err != nil {
			return err
		}
		if err := c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForNews, false, newsVersion, c.Conversation.Channel); err != nil {
			return err
		}
	}
	if err := c.withdrawRatings(ctx); err != nil {
		return err
	}
	return c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForPetitions, false, consentVersion, c.Conversation.Channel)
}

// withdrawRatings takes back the consent to ratings, where it was given.
func (c *Chat) withdrawRatings(ctx context.Context) error {
	given, err := c.Ward.Agreed(ctx, c.Conversation.CitizenID, ward.ForRatings, ratingVersion)
	if err != nil || !given {
		return err
	}
	return c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForRatings, false, ratingVersion, c.Conversation.Channel)
}

func (c *Chat) erase(ctx context.Context) error {
	if err := c.Ward.Erase(ctx, c.Conversation.CitizenID); err != nil {
		return err
	}
	if err := c.withdrawRatings(ctx); err != nil {
		return err
	}
	return c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForPetitions, false, consentVersion, c.Conversation.Channel)
}
