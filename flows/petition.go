package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// petitionFlow takes a kiến nghị or phản ánh whole, and drafts a khiếu nại.
func petitionFlow() Flow {
	return Flow{
		Name: "petition", Version: 1, Keep: true, Run: petition,
		Title: "Gửi phản ánh, kiến nghị, đơn",
		Phrases: []string{
			"gửi phản ánh kiến nghị", "tôi muốn gửi đơn", "nộp đơn", "gửi đơn", "làm đơn gửi phường", "viết đơn", "gửi ý kiến", "báo với phường",
			"rác thải bừa bãi", "đổ rác bừa bãi", "đốt rác khói mù mịt", "ô nhiễm môi trường", "nước thải hôi thối", "đường hỏng ổ gà", "cống tắc ngập nước",
			"đèn đường hỏng", "đường ngập nước", "cúp điện", "mất nước sinh hoạt", "rác bẩn quá", "chó thả rông", "hàng xóm đánh nhau", "hàng xóm gây ồn", "hát karaoke ồn ào", "lấn chiếm vỉa hè", "xây nhà trái phép", "cán bộ có thái độ không tốt",
			"send a petition", "report a pothole", "broken street light", "garbage in the street", "write to the ward", "send a letter to the ward",
		},
	}
}

// Files that one petition takes.
const maxFiles = 5

func petition(c *Chat) {
	kind := c.kind()
	if kind == law.ToCao {
		c.Go(denunciationFlow().Name, "")
	}
	if !c.agree() {
		return
	}
	draft := ward.Draft{Key: draftKey(c.Conversation, c.Run()), Kind: kind, Channel: c.Conversation.Channel, Chat: c.Conversation.Chat, CitizenID: c.Conversation.CitizenID}
	if kind == law.KhieuNai {
		c.complaint(&draft)
	} else {
		c.feedback(&draft)
	}
	draft.Files = c.files(draft.Kind)
	c.person(&draft)
	verb := "Gửi"
	if kind == law.KhieuNai {
		verb = "Soạn đơn để in và ký"
	}
	if !c.Review("send", "Xin ông/bà kiểm tra lại", verb, c.review(draft)) {
		talk.Once(c, "erased", func(ctx context.Context) (bool, error) {
			return true, c.Ward.EraseDraft(ctx, c.Conversation.Channel, c.Conversation.Chat, c.began)
		})
		c.Say("Chưa gửi gì. Bản khai này được bỏ.")
		return
	}
	filed := talk.Once(c, "file", func(ctx context.Context) (ward.Filed, error) { return c.file(ctx, draft) })
	c.receipt(draft, filed)
}

// kinds tells the four kinds apart in plain words: Luật Khiếu nại 2011, Điều 2; Luật Tố cáo 2018, Điều 2; Luật Tiếp công
// dân 2013, Điều 2.
var kinds = []talk.Option{
	{Value: string(law.PhanAnh), Label: "Phản ánh", Aliases: []string{"phản ánh sự việc", "báo tin", "report"}},
	{Value: string(law.KienNghi), Label: "Kiến nghị", Aliases: []string{"đề xuất", "góp ý", "đề nghị", "proposal"}},
	{Value: string(law.KhieuNai), Label: "Khiếu nại", Aliases: []string{"khiếu kiện", "complaint"}},
	{Value: string(law.ToCao), Label: "Tố cáo", Aliases: []string{"tố giác", "denunciation"}},
	{Value: "unsure", Label: "Tôi chưa rõ", Aliases: []string{"chưa biết", "không rõ", "không biết", "not sure"}},
}

func (c *Chat) kind() law.PetitionKind {
	if named, told := c.told(); named == law.KhieuNai || named == law.KienNghi || named == law.PhanAnh {
		if told != "" { // the button named the kind
			return named
		}
		if c.Choice("sure", kindQuestions[named], talk.Option{Value: "yes", Label: "Đúng", Means: viet.Yes},
			talk.Option{Value: "no", Label: "Không, chọn loại khác", Aliases: []string{"khác"}, Means: viet.No}) == "yes" {
			return named
		}
	}
	kind := c.Choice("kind", `Ông/bà muốn gửi nội dung gì?
• Phản ánh: báo một việc đang xảy ra (rác, đường hỏng, mất trật tự, thái độ phục vụ…).
• Kiến nghị: đề xuất, góp ý, mong muốn phường làm một việc.
• Khiếu nại: không đồng ý với quyết định, việc làm của cơ quan, cán bộ gây thiệt hại cho chính mình.
• Tố cáo: báo người vi phạm pháp luật.`, kinds...)
	if kind == "unsure" {
		return c.findKind()
	}
	return law.PetitionKind(kind)
}

var kindQuestions = map[law.PetitionKind]string{
	law.PhanAnh:  "Ông/bà muốn phản ánh, tức là báo cho phường một việc đang xảy ra, đúng không?",
	law.KienNghi: "Ông/bà muốn kiến nghị, tức là đề xuất, góp ý để phường xem xét, đúng không?",
	law.KhieuNai: "Ông/bà muốn khiếu nại, tức là không đồng ý với một quyết định hoặc việc làm của cơ quan, cán bộ gây thiệt hại cho chính ông/bà, đúng không?",
}

// findKind finds the kind with two plain questions. It concludes nothing in law: the officer classifies the petition.
func (c *Chat) findKind() law.PetitionKind {
	if c.yes("harm", "Ông/bà có đang bị thiệt hại trực tiếp vì một quyết định hoặc việc làm của cơ quan, cán bộ nhà nước mà ông/bà cho là sai không?") {
		return law.KhieuNai
	}
	if c.yes("crime", "Ông/bà có muốn báo một người cụ thể có hành vi vi phạm pháp luật để cơ quan xử lý người đó không?") {
		return law.ToCao
	}
	if c.yes("event", "Đây có phải là một việc đang xảy ra, cần phường đến xem hoặc xử lý không?") {
		return law.PhanAnh
	}
	return law.KienNghi
}

func (c *Chat) yes(key, question string) bool {
	return c.Choice(key, question, talk.Option{Value: "yes", Label: "Có", Means: viet.Yes},
		talk.Option{Value: "no", Label: "Không", Means: viet.No}) == "yes"
}

// feedback asks what a kiến nghị or phản ánh is about. These may be taken wholly in chat.
func (c *Chat) feedback(d *ward.Draft) {
	d.Field = c.field()
	d.Neighbourhood = c.neighbourhood()
	d.Content.What = c.what("Xin ông/bà kể rõ sự việc hoặc đề nghị: việc gì, từ khi nào, mong phường làm gì. Ảnh, tệp sẽ hỏi ở bước sau.")
	where := talk.Ask(c, "where", talk.Where{Options: []talk.Option{{Value: skip, Label: "Không có địa điểm cụ thể", Aliases: []string{"bỏ qua", "skip"}, Means: viet.No}}},
		"Việc này ở đâu? Ông/bà gõ địa chỉ, tên ngõ, mốc gần đó, hoặc gửi vị trí.")
	c.place(d, where)
	if where.Text == skip {
		c.thank("Đã ghi: không có địa điểm cụ thể.")
	} else {
		c.thank("Đã ghi địa điểm.")
	}
}

// what asks for the matter itself. Words of a denunciation are not taken here: they would put a person's name, and the
// citizen's own, where they are not protected as Luật Tố cáo 2018, Điều 9 and 56, wants it.
func (c *Chat) what(question string) string {
	what := c.whatTold(question)
	if !denounces(what) {
		return what
	}
	answer := c.Choice("denounces", "Nội dung này giống như tố cáo một người vi phạm pháp luật. Tố cáo gửi qua đây không được bảo vệ bí mật như luật định. Ông/bà muốn làm gì?",
		talk.Option{Value: "guide", Label: "Xem cách tố cáo an toàn"},
		talk.Option{Value: "rewrite", Label: "Viết lại, không nêu tên người"},
		talk.Option{Value: "keep", Label: "Đây không phải tố cáo, giữ nguyên"})
	switch answer {
	case "guide":
		talk.Once(c, "unsaid", func(ctx context.Context) (bool, error) {
			return true, c.Ward.EraseDraft(ctx, c.Conversation.Channel, c.Conversation.Chat, c.began)
		})
		c.Go(denunciationFlow().Name, "")
	case "rewrite":
		c.Forget("denounces")
		c.Again("what")
	}
	return what
}

// whatTold asks for the matter, or whether what was told already is to be its words.
func (c *Chat) whatTold(question string) string {
	_, told := c.told()
	if told == "" {
		return talk.Ask(c, "what", talk.Words{Min: 10}, question)
	}
	use := talk.Option{Value: asBefore, Label: "Dùng câu đã nhắn", Aliases: []string{"dùng câu này", "giữ nguyên", "keep"}, Means: viet.Yes}
	what := talk.Ask(c, "what", talk.Words{Min: 10, Options: []talk.Option{use}},
		"Nội dung: “%s”. Mời bấm “%s”, hoặc gõ thêm cho rõ: việc gì, từ khi nào, mong phường làm gì. Ảnh, tệp sẽ hỏi ở bước sau.", told, c.T(use.Label))
	switch {
	case what == asBefore:
		return told
	case retells(what, told):
		return what
	}
	if c.Choice("what.told", "Phường đọc cả hai câu, hay chỉ câu ông/bà vừa gõ?",
		talk.Option{Value: "both", Label: "Ghép cả hai câu", Aliases: []string{"cả hai", "ghép lại", "both"}},
		talk.Option{Value: "last", Label: "Chỉ dùng câu vừa gõ", Aliases: []string{"câu sau", "câu vừa gõ", "the last one"}}) == "both" {
		return told + "\n" + what
	}
	return what
}

// retells reports whether words say an earlier sentence anew: most of its words are in them.
func retells(what, told string) bool {
	words, said := viet.Words(plain(what)), viet.Words(plain(told))
	again := 0
	for _, word := range said {
		if slices.Contains(words, word) {
			again++
		}
	}
	return 3*again >= 2*len(said)
}

// denouncing are words that denounce somebody, folded.
var denouncing = []string{"to cao", "hoi lo", "tham nhung", "tham o", "lot tay", "nhan tien cua", "an chan tien", "bien thu"}

func denounces(text string) bool {
	folded := " " + plain(text) + " "
	return slices.ContainsFunc(denouncing, func(words string) bool { return strings.Contains(folded, " "+words+" ") })
}

func (c *Chat) place(d *ward.Draft, p talk.Point) {
	if p.Text != skip {
		d.Content.Where = p.Text
	}
	if l := p.Location; l != nil {
		d.Content.Latitude, d.Content.Longitude = &l.Latitude, &l.Longitude
	}
}

// complaint asks what a complaint must hold. Luật Khiếu nại 2011, Điều 8 (content), Điều 9 (90 days).
func (c *Chat) complaint(d *ward.Draft) {
	c.Say("Khiếu nại phải có chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8), nên tôi giúp ông/bà soạn đơn để in và ký. Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận được hoặc biết được quyết định, việc làm đó (Điều 9).")
	d.Field = c.field()
	d.Content.Act = talk.Ask(c, "act", talk.Words{Min: 5, Max: 500}, "Ông/bà khiếu nại quyết định hoặc việc làm nào? Nếu có số và ngày của quyết định, xin ghi rõ.")
	d.Content.Respondent = talk.Ask(c, "respondent", talk.Words{Min: 3, Max: 200}, "Quyết định hoặc việc làm đó của cơ quan hay cán bộ nào?")
	d.Content.What = talk.Ask(c, "what", talk.Words{Min: 10}, "Sự việc đã diễn ra thế nào?")
	d.Content.Reason = talk.Ask(c, "reason", talk.Words{Min: 5, Max: 2000}, "Vì sao ông/bà cho là sai? Ông/bà bị thiệt hại gì?")
	d.Content.Demand = talk.Ask(c, "demand", talk.Words{Min: 5, Max: 1000}, "Ông/bà yêu cầu giải quyết thế nào?")
	d.Content.Address = talk.Ask(c, "address", talk.Words{Min: 5, Max: 300}, "Địa chỉ của ông/bà (số nhà, đường hoặc ngõ, tổ dân phố, phường, tỉnh)?")
}

// skip is the value of an option that leaves a question out.
const skip = "-"

func (c *Chat) field() string {
	options := make([]talk.Option, 0, len(c.Ward.Profile.Fields))
	for _, f := range c.Ward.Profile.Fields {
		options = append(options, talk.Option{Value: f.Slug, Label: f.Name, Aliases: f.Aliases})
	}
	return talk.Ask(c, "field", talk.Choose{Options: options}, "Nội dung thuộc lĩnh vực nào?")
}

func (c *Chat) neighbourhood() string {
	all := c.Ward.Profile.Neighbourhoods
	options := make([]talk.Option, 0, len(all)+1)
	for _, n := range all {
		options = append(options, talk.Option{Value: n.Slug, Label: n.Name, Aliases: n.Aliases, Proper: true})
	}
	options = append(options, talk.Option{Value: skip, Label: "Nơi khác hoặc không rõ", Aliases: []string{"nơi khác", "không rõ", "khác"}})
	value := talk.Ask(c, "hood", talk.Choose{Options: options}, "Việc này ở tổ dân phố nào?")
	return strings.TrimPrefix(value, skip)
}

// files asks for photos, documents and voice notes until the citizen is done or there is no more room.
func (c *Chat) files(kind law.PetitionKind) []string {
	question := "Ông/bà có ảnh, tệp (PDF, Word, Excel) hoặc ghi âm gửi kèm không? Gửi tối đa %d tệp, mỗi tệp không quá 20 MB; không có thì bấm “Không có”."
	if kind == law.KhieuNai {
		question = "Ông/bà có bản chụp quyết định hoặc giấy tờ liên quan không? Gửi tối đa %d tệp, mỗi tệp không quá 20 MB; không có thì bấm “Không có”."
	}
	var ids []string
	for i := 0; len(ids) < maxFiles; i++ {
		done := talk.Option{Value: "done", Label: "Không có", Aliases: []string{"không có ảnh", "không có tệp", "bỏ qua", "xong", "hết", "done", "skip"}, Means: viet.No}
		room := maxFiles - len(ids)
		if i > 0 {
			question = "Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong”."
			done = talk.Option{Value: "done", Label: "Xong", Aliases: []string{"hết", "đủ rồi", "done"}, Means: viet.No}
		}
		n := room
		if i > 0 {
			n = len(ids)
		}
		got := talk.Ask(c, fmt.Sprintf("photo.%d", i), talk.Upload{Room: room, Options: []talk.Option{done}}, question, n)
		if got.Option != "" {
			break
		}
		for _, f := range got.Files {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// person asks for name and phone: both for a complaint, both left to the citizen otherwise.
func (c *Chat) person(d *ward.Draft) {
	var none []talk.Option
	question := "Xin cho biết họ và tên của ông/bà."
	if d.Kind != law.KhieuNai {
		none = []talk.Option{{Value: skip, Label: "Không nêu tên", Aliases: []string{"ẩn danh", "bỏ qua", "skip"}, Means: viet.No}}
		question = "Xin cho biết họ và tên để phường trả lời ông/bà. Không nêu tên thì nội dung được tiếp nhận như một tin báo."
	}
	known := look(c, "known", func(ctx context.Context) (ward.Citizen, error) { return c.Ward.Citizen(ctx, d.CitizenID) })
	name := talk.Ask(c, "name", talk.Words{Max: 80, Options: append(again(known.Name), none...), Check: c.checkName}, question)
	phone := talk.Ask(c, "phone", talk.Phone{Check: c.checkPhone, Options: append(again(viet.DisplayPhone(known.Phone)), talk.Option{
		Value: skip, Label: "Không để lại số", Aliases: []string{"bỏ qua", "không có điện thoại", "không có số", "skip"}, Means: viet.No,
	})}, "Số điện thoại để phường liên hệ khi cần?")
	d.Content.Name, d.Content.Phone = given(name, known.Name), given(phone, known.Phone)
	c.thank("Xin cảm ơn ông/bà.")
}

// thank answers what was shared with a keyboard below the chat: with a message without buttons, that keyboard goes.
func (c *Chat) thank(text string) { c.Send(talk.Message{Text: c.T(text), Apart: true}) }

// asBefore is the value of the option that repeats what was given with an earlier petition.
const asBefore = "="

func again(known string) []talk.Option {
	if known == "" {
		return nil
	}
	return []talk.Option{{Value: asBefore, Label: known, Proper: true}}
}

// given is what an answer comes to: the earlier value, nothing, or what was typed.
func given(answer, known string) string {
	switch answer {
	case asBefore:
		return known
	case skip:
		return ""
	}
	return answer
}

func (c *Chat) checkName(typed string) (string, error) {
	name, err := viet.ParseName(typed)
	switch {
	case err == nil:
		return name.String(), nil
	case errors.Is(err, viet.ErrNameSingle):
		return "", talk.Problem(c.T("Xin ghi cả họ và tên, ít nhất hai chữ."))
	case errors.Is(err, viet.ErrNameLong):
		return "", talk.Problem(c.T("Họ tên dài quá. Xin chỉ ghi họ và tên của ông/bà."))
	}
	return "", talk.Problem(c.T("Họ tên chỉ gồm chữ cái. Xin ông/bà ghi lại."))
}

func (c *Chat) checkPhone(typed string) (string, error) {
	phone, err := viet.ParsePhone(typed)
	switch {
	case err == nil:
		return phone.String(), nil
	case errors.Is(err, viet.ErrPhoneSeveral):
		return "", talk.Problem(c.T("Xin chỉ ghi một số điện thoại."))
	case errors.Is(err, viet.ErrPhoneForeign):
		return "", talk.Problem(c.T("Xin ghi số điện thoại tại Việt Nam, hoặc bấm “Không để lại số”."))
	}
	return "", talk.Problem(c.T("Số điện thoại chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."))
}
