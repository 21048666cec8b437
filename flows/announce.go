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

func announceFlow() Flow {
	return Flow{Name: "announce", Version: 1, Keep: true, Desk: ward.MayWriteNotices, Run: announce, Title: "Soạn thông báo"}
}

// announce composes a notice to the citizens and sends it for approval. It is started with nothing, or with the number of
// an announcement that is to be written anew.
func announce(c *Chat) {
	by, old := c.staff(), c.old()
	n := ward.Notice{}
	n.Title = c.words("title", old.Notice.Title, talk.Words{Min: 5, Max: 200}, "Tiêu đề của thông báo?")
	n.Text = c.words("text", old.Notice.Text, talk.Words{Min: 10, Max: 3000}, "Nội dung thông báo? Viết *chữ* để in đậm, _chữ_ để in nghiêng. Tối đa 3.000 ký tự.")
	n.Files = c.attachments(old.Notice.Files)
	n.Disclosure = c.document(old.Notice.Disclosure)
	n.Topic = c.topic(old.Notice.Topic)
	n.Audience = c.audience(old.Notice.Audience)
	if by.Role.Approves() {
		n.Ground = c.ground(old.Notice.Ground)
		n.Emergency = c.yes("urgent", "Đây có phải tin khẩn cấp (bão, lũ, cháy nổ, sự cố điện, nước)? Tin khẩn cấp do lãnh đạo phát ngay không chờ duyệt, gửi cả trong giờ yên tĩnh và cho cả người đã dừng nhận tin.")
	}
	n.Plan = c.plan(n.Emergency, old.Notice.Plan)
	n.AskSeen = c.yes("seen", "Có kèm nút “Đã xem” để đếm số người đã đọc không?")
	c.mend(n)
	alone := n.Emergency && by.Role.Approves()
	if !c.preview(by, n, alone) {
		c.Say("Chưa gửi gì. Bản soạn này được bỏ.")
		return
	}
	filed := talk.Once(c, "submit", func(ctx context.Context) (submitted, error) { return c.submit(ctx, by, old.ID, n, alone) })
	switch {
	case alone:
		c.Say("Tin khẩn cấp được phát không chờ duyệt: %s. Theo dõi: gõ /thongbao ds.", filed.When)
	case len(filed.Told) == 0:
		c.Say("Đã gửi duyệt, nhưng chưa có lãnh đạo nào khác liên kết trò chuyện để nhận. Xin báo người quản trị cấp liên kết.")
	default:
		c.Say("Đã gửi duyệt đến: %s. Khi có kết quả, tôi sẽ báo ngay tại đây.", strings.Join(filed.Told, ", "))
	}
}

// old is the announcement that is written anew, a zero one for none. Whoever did not write it needs to be a leader.
func (c *Chat) old() ward.Announcement {
	id, ok := parseNumber(c.Arg())
	if !ok {
		return ward.Announcement{}
	}
	return look(c, "old", func(ctx context.Context) (ward.Announcement, error) {
		a, err := c.Ward.Announcement(ctx, id)
		if problem, err := problemOf(err); problem != "" || err != nil {
			return ward.Announcement{}, err
		}
		if by := c.staff(); a.AuthorID != by.ID && !by.Role.Approves() || a.State == ward.AnnouncementStopped || a.State == ward.AnnouncementFinished {
			return ward.Announcement{}, nil
		}
		return a, nil
	})
}

// unchanged is the option that leaves something as it was.
func unchanged(known string) []talk.Option {
	if known == "" {
		return nil
	}
	return []talk.Option{{Value: asBefore, Label: "Giữ như cũ"}}
}

func (c *Chat) words(key, known string, w talk.Words, question string) string {
	w.Options = unchanged(known)
	return given(talk.Ask(c, key, w, "%s", question), known)
}

func (c *Chat) topic(known string) string {
	options := unchanged(known)
	for _, t := range c.Ward.Profile.Topics {
		options = append(options, talk.Option{Value: t.Slug, Label: shorten(t.Name), Aliases: []string{t.Name}})
	}
	return given(talk.Ask(c, "topic", talk.Choose{Options: options}, "Thông báo thuộc chủ đề nào? Chỉ người đăng ký chủ đề này nhận được tin."), known)
}

// audience asks for whom a notice is: the whole ward, or some neighbourhoods.
func (c *Chat) audience(known ward.Audience) (a ward.Audience) {
	who := c.Choice("who", "Gửi đến ai?",
		talk.Option{Value: "all", Label: "Toàn phường", Aliases: []string{"tất cả", "cả phường"}},
		talk.Option{Value: "some", Label: "Một số tổ dân phố", Aliases: []string{"tổ dân phố"}})
	if who == "all" {
		return a
	}
	a.Neighbourhoods = slices.Clone(known.Neighbourhoods)
	for i := 0; ; i++ {
		var options []talk.Option
		if len(a.Neighbourhoods) > 0 {
			options = append(options, talk.Option{Value: "done", Label: "Xong", Aliases: []string{"hết", "đủ rồi"}, Means: viet.Yes})
		}
		for _, n := range c.Ward.Profile.Neighbourhoods {
			sign := notChosen
			if slices.Contains(a.Neighbourhoods, n.Slug) {
				sign = chosen
			}
			options = append(options, talk.Option{Value: n.Slug, Label: sign + n.Name, Aliases: append([]string{n.Name}, n.Aliases...)})
		}
		slug := c.Choice(fmt.Sprintf("who.%d", i), "Chọn các tổ dân phố (✓ là đã chọn), rồi bấm “Xong”.", options...)
		if slug == "done" {
			return a
		}
		a.Neighbourhoods = toggle(a.Neighbourhoods, slug)
	}
}

// ground asks which act makes a notice mandatory: such a one reaches also those who want no notices, and says why.
func (c *Chat) ground(known string) string {
	options := append(unchanged(known), talk.Option{Value: skip, Label: "Không bắt buộc", Aliases: []string{"không"}, Means: viet.No})
	return given(talk.Ask(c, "ground", talk.Words{Min: 10, Max: 300, Options: options},
		"Pháp luật có buộc phường thông báo việc này không? Nếu có, xin ghi căn cứ, ví dụ: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11. Căn cứ sẽ hiện trong tin, và tin gửi cả người đã dừng nhận tin."), known)
}

// mend has the plan chosen anew when the notice cannot be submitted as it is.
func (c *Chat) mend(n ward.Notice) {
	problem, err := problemOf(c.Ward.CheckAnnouncement(n))
	if err != nil {
		c.Fail(err)
	}
	if problem == "" {
		return
	}
	c.Choice("mend", problem, talk.Option{Value: "plan", Label: "Chọn lịch phát khác"})
	c.Forget("mend")
	c.Again("when")
}

// preview shows the notice exactly as citizens will get it, whom it will reach and when, and asks whether to go on.
func (c *Chat) preview(by ward.Staff, n ward.Notice, alone bool) bool {
	c.sendAll(Notice(c.Ward.Profile, ward.Announcement{Notice: n}, ward.Run{}))
	reach, err := c.Ward.Reach(c.Context(), n)
	if err != nil {
		c.Fail(err)
	}
	topic, _ := c.Ward.Profile.Topic(n.Topic)
	items := []talk.Item{
		{Key: "title", Label: "Tiêu đề"},
		{Key: "text", Label: "Nội dung"},
		{Key: "file", Label: "Tệp kèm"},
		{Key: "document", Label: "Nút mở tài liệu", Value: c.documentTitle(n.Disclosure)},
		{Key: "topic", Label: "Chủ đề", Value: topic.Name},
		{Key: "who", Label: "Gửi đến", Value: c.audienceName(n.Audience) + ": " + viet.Number(reach.Told) + " người sẽ nhận"},
	}
	for _, why := range ward.Exclusions() {
		if count := reach.Excluded[why]; count > 0 {
			items = append(items, talk.Item{Label: "Không gửi được", Value: viet.Number(count) + " người " + why.Name()})
		}
	}
	if by.Role.Approves() {
		items = append(items, talk.Item{Key: "ground", Label: "Căn cứ bắt buộc", Value: or(n.Ground, "không")}, talk.Item{Key: "urgent", Label: "Tin khẩn cấp", Value: yesOrNo(n.Emergency)})
	}
	items = append(items, talk.Item{Key: "when", Label: "Lịch phát", Value: c.planInWords(n.Plan, alone)}, talk.Item{Key: "seen", Label: "Nút “Đã xem”", Value: yesOrNo(n.AskSeen)})
	verb := "Gửi duyệt"
	if alone {
		verb = "Phát, không chờ duyệt"
	}
	if c.Review("send", "Người dân sẽ nhận đúng nội dung trên", verb, items) {
		return true
	}
	if !c.yes("drop", "Bỏ bản soạn này? Nội dung đã soạn sẽ mất.") {
		c.Forget("drop")
		c.Again("send")
	}
	return false
}

func yesOrNo(yes bool) string {
	if yes {
		return "có"
	}
	return "không"
}

func (c *Chat) audienceName(a ward.Audience) string { return audienceIn(c.Ward.Profile, a) }

// audienceIn names an audience of a ward.
func audienceIn(p *ward.Profile, a ward.Audience) string {
	if len(a.Neighbourhoods) == 0 {
		return "toàn " + p.Unit()
	}
	names := make([]string, len(a.Neighbourhoods))
	for i, slug := range a.Neighbourhoods {
		n, _ := p.Neighbourhood(slug)
		names[i] = strings.TrimPrefix(n.Name, hoodWord)
	}
	return "tổ dân phố " + strings.Join(names, ", ")
}

// submitted is what came of submitting a notice.
type submitted struct {
	ID   int64    `json:"id"`
	Told []string `json:"told,omitempty"` // the names of the approvers who have heard of it
	When string   `json:"when"`           // its plan in words, as of that time
}

// submit writes a notice and sends it to those who may approve it. What a leader lets go alone goes at once, and the other
// leaders are told.
func (c *Chat) submit(ctx context.Context, by ward.Staff, old int64, n ward.Notice, alone bool) (s submitted, err error) {
	if n.Files, err = c.publish(ctx, n.Files); err != nil {
		return s, err
	}
	if s.ID = old; old == 0 {
		s.ID, err = c.Ward.Compose(ctx, by, n)
	} else {
		err = c.Ward.EditAnnouncement(ctx, old, by, n)
	}
	if err != nil {
		return s, err
	}
	if err := c.Ward.Submit(ctx, s.ID, by); err != nil {
		return s, err
	}
	a, err := c.Ward.Announcement(ctx, s.ID)
	if err != nil {
		return s, err
	}
	if alone {
		if err := c.Ward.Approve(ctx, s.ID, a.Version, by); err != nil {
			return s, err
		}
	}
	s.When = c.planInWords(n.Plan, alone)
	card, err := c.card(ctx, by, a, alone)
	if err != nil {
		return s, err
	}
	approvers, err := c.Ward.Approvers(ctx, by.ID)
	if err != nil {
		return s, err
	}
	for _, to := range approvers {
		told, err := c.tell(ctx, to, append(Notice(c.Ward.Profile, a, ward.Run{}), card)...)
		if err != nil {
			return s, err
		}
		if told {
			s.Told = append(s.Told, to.Name)
		}
	}
	return s, nil
}

// card is what an approver reads below the notice itself.
func (c *Chat) card(ctx context.Context, by ward.Staff, a ward.Announcement, alone bool) (talk.Message, error) {
	reach, err := c.Ward.Reach(ctx, a.Notice)
	topic, _ := c.Ward.Profile.Topic(a.Notice.Topic)
	m := talk.Message{Title: "Thông báo chờ duyệt", Apart: true, Text: lines(
		"Người dân sẽ nhận đúng nội dung trên.", "Người soạn: "+by.Name, "Chủ đề: "+topic.Name,
		c.line("Nút mở tài liệu: %s", c.documentTitle(a.Notice.Disclosure)),
		"Gửi đến: "+c.audienceName(a.Notice.Audience)+": "+viet.Number(reach.Told)+" người sẽ nhận",
		"Lịch phát: "+c.planInWords(a.Notice.Plan, alone))}
	if alone {
		m.Title = "Tin khẩn cấp, phát không chờ duyệt"
		return m, err
	}
	ticket := ticketOf(a.ID, a.Version)
	m.Rows = [][]talk.Button{{{Label: "Duyệt", Data: goTo(approveFlow().Name, ticket)}, {Label: "Trả lại", Data: goTo(rejectFlow().Name, ticket)}}}
	return m, err
}
