package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

func trackFlow() Flow {
	return Flow{
		Name: "track", Version: 1, Run: track,
		Title: "Theo dõi hồ sơ",
		Phrases: []string{
			"hồ sơ của tôi", "hồ sơ đến đâu rồi", "hồ sơ của tôi đến đâu rồi", "lịch sử hồ sơ của tôi", "tra cứu hồ sơ", "tra cứu mã hồ sơ",
			"xem trạng thái hồ sơ", "tôi có mã hồ sơ", "đơn của tôi đến đâu rồi", "đơn của tôi giải quyết chưa", "bao giờ đơn được trả lời",
			"kết quả giải quyết đơn của tôi", "phản ánh của tôi xử lý đến đâu", "kiến nghị của tôi đã có trả lời chưa", "bổ sung tài liệu cho hồ sơ",
			"gửi thêm ảnh vào hồ sơ", "rút đơn", "rút hồ sơ", "tải lại giấy biên nhận", "track my petition", "check my petition status", "withdraw my petition",
		},
	}
}

// track shows how far a petition has come. The code alone opens its status; what the citizen wrote opens only in the
// chat that it came from, or with its PIN.
func track(c *Chat) {
	found := c.findPetition()
	c.progress(found)
	if !c.mayOpen(found.Petition) {
		return
	}
	o := &opened{Chat: c, petition: found.Petition}
	o.show()
	o.serve()
}

// tracked is what is read of a petition. Found is false when no petition has the code.
type tracked struct {
	Found    bool
	Petition ward.Petition
	Steps    []ward.PetitionEvent // without their notes
}

// findPetition finds the petition of the code that the flow was started with, or asks for a code until one is found.
func (c *Chat) findPetition() tracked {
	code, given := ward.ParseCode(c.Arg())
	if !given && c.Arg() != "" {
		c.Say("Mã hồ sơ trong liên kết này không đúng.")
	}
	for i := 0; ; i++ {
		if !given {
			code = c.askCode(i)
		}
		found := look(c, fmt.Sprintf("petition.%d", i), func(ctx context.Context) (tracked, error) { return c.readPetition(ctx, code) })
		if found.Found {
			return found
		}
		c.Say("Không có hồ sơ nào mang mã %s. Mời ông/bà xem lại mã trên tin báo tiếp nhận hoặc giấy biên nhận.", string(code))
		given = false
	}
}

func (c *Chat) readPetition(ctx context.Context, code ward.Code) (tracked, error) {
	p, err := c.Ward.Petition(ctx, code)
	if errors.Is(err, ward.ErrNoPetition) {
		return tracked{}, nil
	}
	if err != nil {
		return tracked{}, err
	}
	steps, err := c.Ward.Timeline(ctx, p.ID)
	for i := range steps {
		steps[i].Note = "" // not for everybody who has the code
	}
	return tracked{Found: true, Petition: p, Steps: steps}, err
}

// maxOwn is how many of the chat's own petitions are offered.
const maxOwn = 6

// askCode asks for a tracking code. Petitions that were filed from this chat are offered as choices.
func (c *Chat) askCode(i int) ward.Code {
	own := look(c, fmt.Sprintf("own.%d", i), func(ctx context.Context) ([]ward.Petition, error) {
		return c.Ward.OwnPetitions(ctx, c.Conversation.Channel, c.Conversation.Chat, maxOwn)
	})
	answer := talk.Words{Max: maxCode, Check: c.checkCode, Options: c.ownOptions(own)}
	if i > 0 { // a code was not known: a person can help
		answer.Options = append(answer.Options, talk.Option{Value: personFlow().Name, Label: personFlow().Title})
	}
	typed, key := "", fmt.Sprintf("code.%d", i)
	if len(own) == 0 {
		typed = talk.Ask(c, key, answer, "Xin ông/bà gõ mã hồ sơ, có dạng HS-XXXX-XXXXX. Mã ghi trong tin báo tiếp nhận và trên giấy biên nhận.")
	} else {
		typed = talk.Ask(c, key, answer, "Ông/bà muốn xem hồ sơ nào? Mời bấm hồ sơ đã gửi từ đây, hoặc gõ mã hồ sơ.")
	}
	switch typed {
	case "other":
		typed = talk.Ask(c, fmt.Sprintf("other.%d", i), talk.Words{Max: maxCode, Check: c.checkCode}, "Xin ông/bà gõ mã hồ sơ, có dạng HS-XXXX-XXXXX.")
	case personFlow().Name:
		c.Go(personFlow().Name, "")
	}
	return ward.Code(typed)
}

// maxCode is the most runes that are read as a code or a PIN.
const maxCode = 40

func (c *Chat) ownOptions(own []ward.Petition) []talk.Option {
	if len(own) == 0 {
		return nil
	}
	options := make([]talk.Option, 0, len(own)+2)
	for _, p := range own {
		label := fmt.Sprintf("%s – %s, %s", p.Code, c.T(p.Kind.Name()), viet.ShortDate(p.ReceivedAt.Date()))
		options = append(options, talk.Option{Value: string(p.Code), Label: label, Aliases: []string{string(p.Code)}, Proper: true})
	}
	return append(options, talk.Option{Value: "other", Label: "Nhập mã khác", Aliases: []string{"mã khác", "khác", "other"}})
}

func (c *Chat) checkCode(typed string) (string, error) {
	code, ok := ward.ParseCode(typed)
	if !ok {
		return "", talk.Problem(c.T("Mã này chưa đúng. Mã gồm chữ HS và 9 chữ hoặc số, không có số 0, số 1 và các chữ I, L, O. Mời ông/bà xem lại rồi gõ lại."))
	}
	return string(code), nil
}

// progress tells what everybody with the code may know.
func (c *Chat) progress(t tracked) {
	p := t.Petition
	steps := make([]string, len(t.Steps))
	for i, s := range t.Steps {
		steps[i] = fmt.Sprintf("• %s: %s", viet.ShortDate(s.At.Date()), c.stepName(s))
	}
	c.Send(talk.Message{Title: c.T("Hồ sơ %s", string(p.Code)), Text: lines(
		c.T("Trạng thái: %s", c.T(p.Status.Name())),
		c.T("Loại: %s", c.T(p.Kind.Name())),
		c.T("Tiếp nhận lúc: %s", viet.Clock(p.ReceivedAt)+", "+viet.ShortDate(p.ReceivedAt.Date())),
		c.due(p),
		c.T("Quá trình:"), strings.Join(steps, "\n"),
	)})
}

func (c *Chat) stepName(e ward.PetitionEvent) string {
	switch e.Kind {
	case "filed":
		return c.T("Gửi đến phường")
	case "supplemented":
		return c.T("Bổ sung tài liệu")
	}
	return c.T(e.Status.Name())
}

// due tells the date of the answer and how it was counted, or why no clock runs. The explanation is Vietnamese only.
func (c *Chat) due(p ward.Petition) string {
	switch {
	case !p.Status.Open():
		return ""
	case p.Status == ward.StatusUnsigned:
		return c.T("Thời hạn giải quyết: chưa tính, vì khiếu nại cần chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8). Mời ông/bà in đơn, ký rồi nộp tại %s.", c.Ward.Profile.Reception.Place)
	case p.DueOn.IsZero():
		return ""
	case c.Ward.Today().After(p.DueOn):
		return c.T("Hạn trả lời: %s. Hồ sơ đã quá hạn, phường xin lỗi ông/bà; ông/bà gõ “gặp cán bộ” để được giải thích.", p.DueOn.Vietnamese())
	case c.English():
		return c.T("Hạn trả lời: %s", p.DueOn.Vietnamese())
	}
	return p.DueExplained
}

// mayOpen reports whether the citizen may see what was written: in the chat that the petition came from, or with its PIN.
func (c *Chat) mayOpen(p ward.Petition) bool {
	if p.Channel == c.Conversation.Channel && p.Chat == c.Conversation.Chat {
		return true
	}
	for i := 0; ; i++ {
		pin := c.askPIN(i)
		if pin == skip {
			return false
		}
		switch talk.Once(c, fmt.Sprintf("try.%d", i), func(ctx context.Context) (ward.PINCheck, error) { return c.Ward.TryPIN(ctx, p.Code, pin) }) {
		case ward.PINRight:
			return true
		case ward.PINLocked:
			c.Send(talk.Message{
				Text: c.T("Mã PIN đã bị nhập sai nhiều lần nên tạm khóa. Mời ông/bà thử lại sau một giờ. Nếu quên mã PIN, mời ông/bà mang giấy tờ tùy thân đến gặp cán bộ."),
				Rows: [][]talk.Button{{{Label: c.T(personFlow().Title), Data: goTo(personFlow().Name, "")}}},
			})
			return false
		}
	}
}

func (c *Chat) askPIN(i int) string {
	key, answer := fmt.Sprintf("pin.%d", i), talk.Words{Max: maxCode, Check: c.checkPIN, Options: []talk.Option{
		{Value: skip, Label: "Không cần, tôi chỉ xem trạng thái", Aliases: []string{"không", "không có", "không cần", "quên", "xong", "skip"}},
	}}
	if i == 0 {
		return talk.Ask(c, key, answer, "Muốn xem nội dung, bổ sung tài liệu hoặc rút hồ sơ, xin ông/bà gõ mã PIN 6 chữ số đã nhận khi gửi.")
	}
	return talk.Ask(c, key, answer, "Mã PIN không đúng. Mời ông/bà xem lại và gõ lại. Sai nhiều lần liên tiếp thì phải chờ một giờ.")
}

func (c *Chat) checkPIN(typed string) (string, error) {
	const digits = 6
	pin := strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed)
	if len(pin) != digits || strings.Trim(pin, "0123456789") != "" {
		return "", talk.Problem(c.T("Mã PIN gồm đúng 6 chữ số. Mời ông/bà gõ lại."))
	}
	return pin, nil
}

// withdrawable reports whether a petition may be withdrawn in chat. What the law wants signed is withdrawn with a signed
// letter: Luật Khiếu nại 2011, Điều 10; Luật Tố cáo 2018, Điều 33. A complaint that waits for its signature is a draft.
func withdrawable(p ward.Petition) bool {
	return p.Kind == law.PhanAnh || p.Kind == law.KienNghi || p.Status == ward.StatusUnsigned
}

// opened is a petition whose citizen has shown that it is theirs.
type opened struct {
	*Chat
	petition ward.Petition
	consent  *bool      // what they answered in this run, nil while they were not asked
	paper    *talk.Sent // the one made in this run
}

// show tells what was written. What was written never changes, so it is read anew and not copied into the conversation's
// memory. Name and phone are masked: others may look at the screen.
func (o *opened) show() {
	content, err := o.Ward.PetitionContent(o.Context(), o.petition.ID)
	if err != nil {
		o.Fail(err)
	}
	field, _ := o.Ward.Profile.Field(o.petition.Field)
	hood, _ := o.Ward.Profile.Neighbourhood(o.petition.Neighbourhood)
	text := lines(content.What,
		o.line("Yêu cầu: %s", content.Demand),
		o.line("Khiếu nại về: %s", content.Respondent),
		o.line("Lĩnh vực: %s", field.Name),
		hood.Name,
		o.line("Địa điểm: %s", o.placeName(content)),
		o.line("Người gửi: %s", maskedName(content.Name)),
		o.line("Điện thoại: %s", maskedPhone(content.Phone)))
	for i, part := range viet.SplitUTF16(text, phonePage) {
		m := talk.Message{Text: part}
		if i == 0 {
			m.Title = o.T("Nội dung đã gửi")
		}
		o.Send(m)
	}
}

// maskedName is "Nguyễn V. A." for "Nguyễn Văn An".
func maskedName(full string) string {
	name, err := viet.ParseName(full)
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(name.Initials(), " ")
	return name.Family() + " " + rest
}

// maskedPhone leaves the last three digits, by which the owner knows the number.
func maskedPhone(e164 string) string {
	const shown = 3
	if len(e164) <= shown {
		return ""
	}
	return "*** *** " + e164[len(e164)-shown:]
}

// serve offers what a citizen may do with their petition until they are done.
func (o *opened) serve() {
	for i := 0; ; i++ {
		switch o.Choice(fmt.Sprintf("act.%d", i), "Ông/bà muốn làm gì với hồ sơ này?", o.actions()...) {
		case "add":
			o.supplement(i)
		case "withdraw":
			o.withdraw(i)
		case "paper":
			o.sendPaper()
		default:
			o.Say("Xin cảm ơn ông/bà.")
			return
		}
	}
}

func (o *opened) actions() []talk.Option {
	var options []talk.Option
	if o.petition.Status.Open() {
		options = append(options,
			talk.Option{Value: "add", Label: "Bổ sung tài liệu", Aliases: []string{"bổ sung", "gửi thêm", "thêm ảnh", "gửi ảnh", "add"}},
			talk.Option{Value: "withdraw", Label: "Rút hồ sơ", Aliases: []string{"rút", "rút đơn", "withdraw"}})
	}
	paper := talk.Option{Value: "paper", Label: "Tải giấy biên nhận", Aliases: []string{"biên nhận", "giấy biên nhận", "receipt"}}
	if o.petition.Status == ward.StatusUnsigned {
		paper = talk.Option{Value: "paper", Label: "Tải lại đơn để in và ký", Aliases: []string{"tải đơn", "in đơn", "form"}}
	}
	return append(options, paper, talk.Option{Value: "done", Label: "Xong", Aliases: []string{"không", "cảm ơn", "hết", "done"}})
}

// supplement takes files for the petition. Files are personal data: a chat that has not agreed yet is asked first.
func (o *opened) supplement(i int) {
	if o.consent == nil {
		given := o.agree()
		o.consent = &given
	}
	if !*o.consent {
		o.Say("Ông/bà chưa đồng ý nên phường không nhận tệp.")
		return
	}
	var ids []string
	for j := 0; len(ids) < maxFiles; j++ {
		got := o.askFiles(fmt.Sprintf("add.%d.%d", i, j), len(ids))
		if got.Option != "" {
			break
		}
		for _, f := range got.Files {
			ids = append(ids, f.ID)
		}
	}
	if len(ids) == 0 {
		o.Say("Chưa nhận tệp nào.")
		return
	}
	talk.Once(o, fmt.Sprintf("added.%d", i), func(ctx context.Context) (int, error) { return len(ids), o.Ward.Supplement(ctx, o.petition, ids) })
	o.Say("Phường đã nhận thêm %d tệp vào hồ sơ %s.", len(ids), string(o.petition.Code))
}

func (o *opened) askFiles(key string, have int) talk.Uploaded {
	if have == 0 {
		return talk.Ask(o, key, talk.Upload{Room: maxFiles, Options: []talk.Option{
			{Value: "done", Label: "Không gửi nữa", Aliases: []string{"không", "không có", "no"}},
		}}, "Mời ông/bà gửi ảnh, tệp (PDF, Word, Excel) hoặc ghi âm, tối đa %d tệp.", maxFiles)
	}
	return talk.Ask(o, key, talk.Upload{Room: maxFiles - have, Options: []talk.Option{
		{Value: "done", Label: "Xong, nộp vào hồ sơ", Aliases: []string{"xong", "hết", "đủ rồi", "done"}},
	}}, "Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong, nộp vào hồ sơ”.", have)
}

// withdraw takes the petition back, once the citizen has confirmed it.
func (o *opened) withdraw(i int) {
	if !withdrawable(o.petition) {
		o.Say("Rút đơn này phải bằng văn bản có chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 10; Luật Tố cáo 2018, Điều 33), nên không rút qua trò chuyện được. Mời ông/bà nộp tại %s.", o.Ward.Profile.Reception.Place)
		return
	}
	if !o.sureToWithdraw(fmt.Sprintf("sure.%d", i)) {
		o.Say("Hồ sơ được giữ nguyên.")
		return
	}
	talk.Once(o, fmt.Sprintf("withdraw.%d", i), func(ctx context.Context) (bool, error) { return true, o.Ward.Withdraw(ctx, o.petition) })
	o.petition.Status, o.petition.DueOn = ward.StatusWithdrawn, law.Date{}
	o.paper = nil
	o.Say("Đã rút hồ sơ %s theo ý của ông/bà.", string(o.petition.Code))
}

func (o *opened) sureToWithdraw(key string) bool {
	if o.petition.Status == ward.StatusUnsigned {
		return o.yes(key, "Đơn khiếu nại này chưa ký nên phường chưa thụ lý; rút tức là bỏ bản đã soạn. Ông/bà vẫn có thể khiếu nại lại trong thời hiệu 90 ngày (Luật Khiếu nại 2011, Điều 9). Ông/bà chắc chắn muốn rút không?")
	}
	return o.yes(key, "Rút rồi thì phường dừng xem xét hồ sơ này và không mở lại; khi cần, ông/bà gửi hồ sơ mới. Ông/bà chắc chắn muốn rút không?")
}

// sendPaper sends the receipt, or the form of a complaint that still waits for its signature.
func (o *opened) sendPaper() {
	key, title := "receipt", o.T("Giấy biên nhận hồ sơ %s", string(o.petition.Code))
	if o.petition.Status == ward.StatusUnsigned {
		key, title = "form", o.T("Đơn khiếu nại để in và ký")
	}
	if o.paper == nil {
		made := talk.Once(o, key, func(ctx context.Context) (talk.Sent, error) {
			f, err := o.makePaper(ctx)
			return *sent(f), err
		})
		o.paper = &made
	}
	o.Send(talk.Message{Text: title, File: o.paper})
}

// makePaper makes the paper for the chat that asks, which need not be the one that the petition came from.
func (o *opened) makePaper(ctx context.Context) (ward.File, error) {
	p := o.petition
	p.Channel, p.Chat = o.Conversation.Channel, o.Conversation.Chat
	if !p.Status.Open() {
		p.DueExplained = "" // no clock runs any more
	}
	if p.Status != ward.StatusUnsigned {
		return o.Ward.ReceiptPaper(ctx, p)
	}
	content, err := o.Ward.PetitionContent(ctx, p.ID)
	if err != nil {
		return ward.File{}, err
	}
	return o.Ward.ComplaintPaper(ctx, ward.Filed{Code: p.Code, At: p.ReceivedAt, PetitionID: p.ID},
		ward.Draft{Kind: p.Kind, Channel: p.Channel, Chat: p.Chat, Content: content})
}
