package flows

import (
	"context"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// opened is a petition whose citizen has shown that it is theirs.
type opened struct {
	*Chat
	petition ward.Petition
	answered answered
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
	hood, _ := o.Ward.Profile.Neighbourhood(o.petition.Neighbourhood)
	where := ""
	if o.petition.Kind != law.KhieuNai {
		where = o.placeName(content)
	}
	text := lines(content.What,
		o.line("Yêu cầu: %s", content.Demand),
		o.line("Lý do: %s", content.Reason),
		o.line("Khiếu nại về: %s", content.Act),
		o.line("Của: %s", content.Respondent),
		o.line("Lĩnh vực: %s", o.fieldName(o.petition.Field)),
		hood.Name,
		o.line("Địa điểm: %s", where),
		o.line("Người gửi: %s", maskedName(content.Name)),
		o.line("Điện thoại: %s", maskedPhone(content.Phone)))
	for i, part := range viet.SplitUTF16(text, phonePage) {
		m := talk.Message{Text: part}
		if i == 0 {
			m.Title = o.T("Nội dung đã gửi")
		}
		o.Send(m)
	}
	if main := o.answered.Main; main != "" {
		text := o.T("Hồ sơ này được giải quyết chung trong hồ sơ %s; kết quả sẽ được báo cho ông/bà tại đây.", string(main))
		if due := o.answered.Due; !due.IsZero() {
			text = lines(text, o.T("Hạn trả lời: %s", due.Vietnamese()))
		}
		o.Send(talk.Message{Text: text})
	}
	if o.answered.Asked != "" {
		o.Send(talk.Message{Title: o.T("Phường cần ông/bà bổ sung"), Text: o.answered.Asked})
	}
	if o.answered.Given { // by what this run has read: an answer that comes meanwhile is shown the next time
		o.showAnswer()
	}
}

// showAnswer tells what the ward has answered. Like what was sent, it never changes and is not kept by the conversation.
func (o *opened) showAnswer() {
	events, err := o.Ward.Timeline(o.Context(), o.petition.ID)
	if err != nil {
		o.Fail(err)
	}
	e, ok := ward.AnswerIn(events)
	if !ok {
		return
	}
	text := lines(e.Answer(), o.line("Văn bản: %s", e.Document))
	for i, part := range viet.SplitUTF16(text, phonePage) {
		m := talk.Message{Text: part}
		if i == 0 {
			m.Title = o.T("Phường trả lời ngày %s", e.On.Vietnamese())
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

// maskedPhone is "09•• ••• 678": enough for its owner.
func maskedPhone(e164 string) string {
	phone, err := viet.ParsePhone(e164)
	if err != nil {
		return ""
	}
	return phone.Masked()
}

// serve offers what a citizen may do with their petition until they are done.
func (o *opened) serve() {
	for i := 0; ; i++ {
		switch o.Choice(fmt.Sprintf("act.%d", i), "Ông/bà muốn làm gì với hồ sơ này?", o.actions()...) {
		case "add":
			o.supplement(i)
		case "write":
			o.write(i)
		case "withdraw":
			o.withdraw(i)
		case "paper":
			o.sendPaper()
		case "rate":
			o.Go(rateFlow().Name, string(o.petition.Code))
		case "reopen":
			o.reopen(i)
		case "next":
			o.lawfulNext()
		case "visit":
			o.Go(bookingFlow().Name, string(o.petition.Code))
		case "call":
			o.Go(callbackFlow().Name, string(o.petition.Code))
		default:
			o.Say("Xin cảm ơn ông/bà.")
			return
		}
	}
}

func (o *opened) actions() []talk.Option {
	options := o.answerActions()
	if o.petition.Status.Open() {
		write := "Viết cho cán bộ"
		if o.answered.Asked != "" {
			write = "Trả lời phường"
		}
		options = append(options,
			talk.Option{Value: "add", Label: "Bổ sung tài liệu", Aliases: []string{"bổ sung", "gửi thêm", "thêm ảnh", "gửi ảnh", "add"}},
			talk.Option{Value: "write", Label: write, Aliases: []string{"viết", "viết thêm", "trả lời", "write"}},
			talk.Option{Value: "visit", Label: "Đặt giờ gặp trực tiếp", Aliases: []string{"đặt giờ gặp", "gặp trực tiếp", "đặt lịch gặp", "visit"}},
			talk.Option{Value: "call", Label: "Đề nghị gọi lại", Aliases: []string{"gọi lại", "gọi cho tôi", "call me"}},
			talk.Option{Value: "withdraw", Label: "Rút hồ sơ", Aliases: []string{"rút", "rút đơn", "withdraw"}})
	}
	paper := talk.Option{Value: "paper", Label: "Tải giấy biên nhận", Aliases: []string{"biên nhận", "giấy biên nhận", "receipt"}}
	if toSign(o.petition) {
		paper = talk.Option{Value: "paper", Label: "Tải lại đơn để in và ký", Aliases: []string{"tải đơn", "in đơn", "form"}}
	}
	return append(options, paper, talk.Option{Value: "done", Label: "Xong", Aliases: []string{"không", "cảm ơn", "hết", "done"}})
}

// supplement takes files for the petition. Files are personal data: a chat that has not agreed yet is asked first.
func (o *opened) supplement(i int) {
	if !o.agreed() {
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

// agreed asks once in a run for consent to keeping what is sent.
func (o *opened) agreed() bool {
	if o.consent == nil {
		given := o.agree()
		o.consent = &given
	}
	return *o.consent
}

func (o *opened) askFiles(key string, have int) talk.Uploaded {
	if have == 0 {
		return talk.Ask(o, key, talk.Upload{Room: maxFiles, Options: []talk.Option{
			{Value: "done", Label: "Không gửi nữa", Aliases: []string{"không", "không có", "no"}},
		}}, "Mời ông/bà gửi ảnh, tệp (PDF, Word, Excel) hoặc ghi âm, tối đa %d tệp, mỗi tệp không quá 20 MB.", maxFiles)
	}
	return talk.Ask(o, key, talk.Upload{Room: maxFiles - have, Options: []talk.Option{
		{Value: "done", Label: "Xong, nộp vào hồ sơ", Aliases: []string{"xong", "hết", "đủ rồi", "done"}},
	}}, "Đã nhận %d tệp. Ông/bà gửi thêm, hoặc bấm “Xong, nộp vào hồ sơ”.", have)
}

// withdrawable reports whether a petition may be withdrawn in chat. What the law wants signed is withdrawn with a signed
// letter: Luật Khiếu nại 2011, Điều 10; Luật Tố cáo 2018, Điều 33. A complaint that waits for its signature is a draft.
func withdrawable(p ward.Petition) bool {
	return p.Kind == law.PhanAnh || p.Kind == law.KienNghi || p.Status == ward.StatusUnsigned
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
	if toSign(o.petition) {
		return o.yes(key, "Đơn khiếu nại này chưa ký nên phường chưa thụ lý; rút tức là bỏ bản đã soạn. Ông/bà vẫn có thể khiếu nại lại trong thời hiệu 90 ngày (Luật Khiếu nại 2011, Điều 9). Ông/bà chắc chắn muốn rút không?")
	}
	return o.yes(key, "Rút rồi thì phường dừng xem xét hồ sơ này và không mở lại; khi cần, ông/bà gửi hồ sơ mới. Ông/bà chắc chắn muốn rút không?")
}

// toSign reports whether a petition is a complaint that waits for its signature.
func toSign(p ward.Petition) bool { return p.Kind == law.KhieuNai && p.Status == ward.StatusUnsigned }

// sendPaper sends the receipt, or the form of a complaint that still waits for its signature.
func (o *opened) sendPaper() {
	key, title := "receipt", o.T("Giấy biên nhận hồ sơ %s", string(o.petition.Code))
	if toSign(o.petition) {
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
	if !toSign(p) {
		return o.Ward.ReceiptPaper(ctx, p)
	}
	content, err := o.Ward.PetitionContent(ctx, p.ID)
	if err != nil {
		return ward.File{}, err
	}
	return o.Ward.ComplaintPaper(ctx, ward.Filed{Code: p.Code, At: p.ReceivedAt, PetitionID: p.ID},
		ward.Draft{Kind: p.Kind, Channel: p.Channel, Chat: p.Chat, Content: content})
}
