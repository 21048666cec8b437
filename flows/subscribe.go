package flows

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func subscribeFlow() Flow {
	return Flow{
		Name: "subscribe", Version: 1, Run: subscribe,
		Title: "Đăng ký nhận tin", Left: sameNews,
		Phrases: []string{
			"đăng ký nhận tin", "nhận tin của phường", "nhận thông báo của phường", "muốn nhận thông báo", "chọn tin muốn nhận", "đổi chủ đề nhận tin", "nhận tin tổ dân phố",
			"báo cho tôi khi mất điện", "tắt thông báo", "đừng gửi thông báo nữa", "subscribe", "subscribe to notices", "get notices", "receive news",
		},
	}
}

// sameNews is said to whoever leaves without a change: “Đã dừng” would read as if the notices were stopped.
const sameNews = "Đăng ký nhận tin giữ nguyên."

// newsVersion names the text that agreeNews shows. A changed text gets a new version, and citizens are asked anew.
const newsVersion = "2026-11-tin"

// subscribe lets citizens choose what they are told: where they live, and which topics.
func subscribe(c *Chat) {
	sub := look(c, "now", func(ctx context.Context) (ward.Subscription, error) {
		return c.Ward.Subscription(ctx, c.Conversation.CitizenID)
	})
	change := "all"
	if sub.News && !sub.Stopped {
		change = c.Choice("change", "Ông/bà đang đăng ký nhận tin. Ông/bà muốn đổi gì?",
			talk.Option{Value: "topics", Label: "Chủ đề muốn nhận", Aliases: []string{"chủ đề", "topics"}},
			talk.Option{Value: "place", Label: "Tổ dân phố của tôi", Aliases: []string{"nơi ở"}},
			talk.Option{Value: "stop", Label: "Dừng nhận tin", Aliases: []string{"dừng", "unsubscribe"}},
			talk.Option{Value: "none", Label: "Không đổi gì", Aliases: []string{"thôi"}, Means: viet.No})
	}
	switch change {
	case "none":
		c.Say(sameNews)
		return
	case "stop":
		talk.Once(c, "stopped", func(ctx context.Context) (bool, error) {
			return true, stopNews(ctx, c.Ward, c.Conversation)
		})
		c.Say(stoppedNews)
		return
	}
	if !c.agreeNews(sub) {
		return
	}
	if change != "topics" {
		sub.Neighbourhood = c.home(sub.Neighbourhood)
	}
	if change != "place" {
		sub.Off = c.topics(sub.Off)
	}
	sub.News, sub.Stopped = true, false
	talk.Once(c, "saved", func(ctx context.Context) (bool, error) {
		return true, c.Ward.Subscribe(ctx, c.Conversation.CitizenID, sub)
	})
	c.subscribed(sub)
}

// agreeNews asks for consent to notices, apart from that for petitions. Saying no to it changes nothing else.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15): consent is voluntary, informed, for one purpose, and provable.
func (c *Chat) agreeNews(sub ward.Subscription) bool {
	before := look(c, "agreed", func(ctx context.Context) (bool, error) {
		return c.Ward.Agreed(ctx, c.Conversation.CitizenID, ward.ForNews, newsVersion)
	})
	if before && sub.News {
		return true
	}
	answer := talk.Ask(c, "consent", talk.Choose{Title: c.T("Trước khi đăng ký, xin ông/bà đọc và cho biết ý kiến"), Options: []talk.Option{
		{Value: "yes", Label: "Tôi đồng ý", Aliases: []string{"agree"}, Means: viet.Yes},
		{Value: "no", Label: "Tôi không đồng ý", Aliases: []string{"không đồng ý", "disagree"}, Means: viet.No},
	}}, `• Ai giữ: UBND %s.
• Giữ gì: trò chuyện này, tổ dân phố và các chủ đề ông/bà chọn; tin nào đã gửi đến và ông/bà bấm “Đã xem” hay chưa.
• Để làm gì: chỉ để gửi thông báo của phường và đếm số người đã nhận, đã xem.
• Giữ bao lâu: đến khi ông/bà dừng nhận tin hoặc yêu cầu xóa.
• Quyền của ông/bà: đổi chủ đề, dừng bất cứ lúc nào (gõ /dung), xem, sửa, yêu cầu xóa (gõ /rieng_tu).
Việc này tự nguyện và tách riêng với việc gửi phản ánh, kiến nghị. Không đồng ý thì ông/bà vẫn dùng được mọi mục khác.`, c.wardName())
	look(c, "consented", func(ctx context.Context) (bool, error) {
		if answer != "yes" {
			if err := c.Ward.Subscribe(ctx, c.Conversation.CitizenID, ward.Subscription{Stopped: sub.Stopped}); err != nil {
				return false, err
			}
		}
		return true, c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForNews, answer == "yes", newsVersion, c.Conversation.Channel)
	})
	if answer != "yes" {
		c.Say("Phường tôn trọng lựa chọn của ông/bà và không gửi tin. Khi đổi ý, ông/bà gõ /nhantin.")
	}
	return answer == "yes"
}

// home asks where the citizen lives, so that what concerns a neighbourhood reaches it.
func (c *Chat) home(known string) string {
	var options []talk.Option
	if n, ok := c.Ward.Profile.Neighbourhood(known); ok {
		options = append(options, talk.Option{Value: asBefore, Label: c.T("Như cũ: %s", n.Name), Aliases: []string{"như cũ"}, Proper: true})
	}
	for _, n := range c.Ward.Profile.Neighbourhoods {
		options = append(options, talk.Option{Value: n.Slug, Label: n.Name, Aliases: n.Aliases, Proper: true})
	}
	options = append(options, talk.Option{Value: skip, Label: "Không nêu", Aliases: []string{"bỏ qua", "nơi khác", "skip"}, Means: viet.No})
	return given(talk.Ask(c, "place", talk.Choose{Options: options}, "Ông/bà ở tổ dân phố nào? Tin riêng của tổ sẽ chỉ gửi đến đúng tổ."), known)
}

// Signs of what is chosen and what is not.
const (
	chosen    = "✓ "
	notChosen = "○ "
)

// topics lets the citizen switch topics on and off until they are done, and returns those that are off.
func (c *Chat) topics(off []string) []string {
	off = slices.Clone(off)
	for i := 0; ; i++ {
		options := []talk.Option{{Value: "done", Label: "Xong", Aliases: []string{"lưu", "hết", "done"}, Means: viet.Yes}}
		for _, t := range c.Ward.Profile.Topics {
			sign := chosen
			if slices.Contains(off, t.Slug) {
				sign = notChosen
			}
			options = append(options, talk.Option{Value: t.Slug, Label: shorten(sign + c.T(t.Name)), Aliases: []string{t.Name, c.T(t.Name)}, Proper: true})
		}
		slug := talk.Ask(c, fmt.Sprintf("topic.%d", i), talk.Choose{Options: options},
			"Ông/bà nhận tin về các chủ đề có dấu ✓. Bấm vào chủ đề để bật hoặc tắt, rồi bấm “Xong”.")
		if slug == "done" {
			return off
		}
		off = toggle(off, slug)
	}
}

// toggle takes a value out of a list, or puts it in.
func toggle(list []string, value string) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return append(list, value)
}

// subscribed tells what has been chosen.
func (c *Chat) subscribed(sub ward.Subscription) {
	var off []string
	for _, t := range c.Ward.Profile.Topics {
		if !sub.Wants(t.Slug) {
			off = append(off, c.T(t.Name))
		}
	}
	topics := c.T("Tất cả")
	switch {
	case len(off) == len(c.Ward.Profile.Topics):
		topics = c.T("không chủ đề nào")
	case len(off) > 0:
		topics = c.T("Tất cả, trừ: %s", strings.Join(off, "; "))
	}
	place := c.T("không nêu tổ")
	if n, ok := c.Ward.Profile.Neighbourhood(sub.Neighbourhood); ok {
		place = strings.TrimPrefix(n.Name, hoodWord)
	}
	c.Send(talk.Message{Title: c.T("Đã lưu đăng ký nhận tin"), Text: lines(
		c.T("Tổ dân phố: %s", place),
		c.T("Chủ đề: %s", topics),
		c.T("Phường không gửi tin từ 21 giờ đến 6 giờ, trừ tin khẩn cấp. Dừng bất cứ lúc nào: gõ /dung. Đổi: gõ /nhantin."))})
}

// stoppedNews says what stopping leaves, and how to begin again.
const stoppedNews = "Đã dừng nhận tin. Từ nay phường chỉ gửi tin khẩn cấp và tin mà pháp luật buộc phải thông báo; các tin đó ghi rõ vì sao được gửi. Tổ dân phố và các chủ đề ông/bà đã chọn được xóa. Nhận lại: gõ /nhantin."

// stopNews stops all notices to a citizen but what the law makes mandatory and emergencies. It takes back their consent,
// so where they live and their topics are forgotten: they were kept for the notices alone.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15): consent can be withdrawn, and then its data have no purpose.
func stopNews(ctx context.Context, w *ward.Ward, c *ward.Conversation) error {
	before, err := w.Subscription(ctx, c.CitizenID)
	if err != nil {
		return err
	}
	if err := w.Subscribe(ctx, c.CitizenID, ward.Subscription{Stopped: true}); err != nil || !before.News {
		return err
	}
	return w.Agree(ctx, c.CitizenID, ward.ForNews, false, newsVersion, c.Channel)
}

// stopNews is the command that stops notices. Whatever the citizen is in the middle of stays as it is.
func (t *turn) stopNews() error {
	if err := stopNews(t.ctx, t.ward, t.talk); err != nil {
		return err
	}
	m := talk.Message{Text: t.T(stoppedNews)}
	if t.memory.Active.Running() {
		t.aside(m)
		return nil
	}
	t.messages = append(t.messages, m)
	t.close()
	return nil
}
