package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

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
			"hồ sơ của tôi", "hồ sơ đến đâu rồi", "hồ sơ của tôi đến đâu rồi", "lịch sử hồ sơ của tôi", "tra cứu hồ sơ", "kiểm tra tình trạng đơn", "kiểm tra tình trạng hồ sơ", "tra cứu mã hồ sơ",
			"xem trạng thái hồ sơ", "tôi có mã hồ sơ", "đơn của tôi đến đâu rồi", "đơn của tôi giải quyết chưa", "bao giờ đơn được trả lời",
			"kết quả giải quyết đơn của tôi", "phản ánh của tôi xử lý đến đâu", "phản ánh của tôi xử lý chưa", "phản ánh hôm trước xử lý chưa", "gửi đơn rồi chưa thấy trả lời", "đơn tôi gửi chưa thấy trả lời", "kiến nghị của tôi đã có trả lời chưa", "đơn kiến nghị của tôi thế nào rồi", "phản ánh của tôi thế nào rồi", "có hồi âm cho phản ánh của tôi chưa", "bổ sung tài liệu cho hồ sơ",
			"gửi thêm ảnh vào hồ sơ", "rút đơn", "rút hồ sơ", "tải lại giấy biên nhận", "đơn của tôi có kết quả chưa", "xem lại phản ánh đã gửi", "quên mã hồ sơ", "quên mã PIN", "track my petition", "check my petition status", "withdraw my petition", "track", "track my case", "status of my case", "my case status", "what is my case status",
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
	o.answered = look(c, "answered", func(ctx context.Context) (answered, error) { return c.readAnswered(ctx, found.Petition) })
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
	code, given := c.startedWith()
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

// newest is what the flow is started with to find the chat's newest petition.
const newest = "newest"

// startedWith is the code that the flow was started with, false where one is to be asked for.
func (c *Chat) startedWith() (ward.Code, bool) {
	if c.Arg() == newest {
		code := look(c, newest, c.newestOwn)
		return code, code != ""
	}
	code, given := ward.ParseCode(c.Arg())
	if !given && c.Arg() != "" {
		c.Say("Mã hồ sơ này chưa đúng.")
	}
	return code, given
}

// newestOwn is the code of the only petition that was filed from this chat, or of one filed within the last day: "when will
// it be done" means that one. Otherwise it is empty.
func (c *Chat) newestOwn(ctx context.Context) (ward.Code, error) {
	own, err := c.Ward.OwnPetitions(ctx, c.Conversation.Channel, c.Conversation.Chat, 2)
	if err != nil || len(own) == 0 || len(own) > 1 && c.Ward.Now().Sub(own[0].ReceivedAt) > 24*time.Hour {
		return "", err
	}
	return own[0].Code, nil
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

// maxCode is the most runes in which a code or a PIN is looked for.
const maxCode = 80

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

// checkCode finds the code in what was typed: people copy the whole line that it stands in.
func (c *Chat) checkCode(typed string) (string, error) {
	words := strings.Fields(typed)
	for i := range words {
		if code, ok := ward.ParseCode(strings.Join(words[i:], "")); ok {
			return string(code), nil
		}
	}
	return "", talk.Problem(c.T("Mã này chưa đúng. Mã gồm chữ HS và 9 chữ hoặc số, không có số 0, số 1 và các chữ I, L, O. Mời ông/bà xem lại rồi gõ lại."))
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
		c.T("Loại: %s", capital(c.T(p.Kind.Name()))),
		c.T("Tiếp nhận lúc: %s", moment(p.ReceivedAt)),
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
	case "replied":
		return c.T("Người gửi viết thêm")
	case ward.EventRedated:
		return c.T("Ngày nghỉ thay đổi, hạn trước là %s", e.Due.Vietnamese())
	case "reopened":
		return c.T("Người gửi đề nghị xem xét lại")
	case string(ward.LinkSplit):
		return c.T("Tách một phần thành hồ sơ %s", e.Document)
	case string(ward.LinkPart):
		return c.T("Được tách ra từ hồ sơ %s", e.Document)
	case string(ward.LinkMerged):
		return c.T("Gộp với một hồ sơ cùng nội dung")
	case string(ward.LinkAlone):
		return c.T("Tiếp tục giải quyết riêng")
	case string(ward.LinkJoined):
		return c.T("Nhận thêm một hồ sơ cùng nội dung")
	}
	return c.T(e.Status.Name())
}

// due tells the date of the answer and how it was counted, or why no clock runs.
func (c *Chat) due(p ward.Petition) string {
	switch {
	case !p.Status.Open():
		return ""
	case p.Status == ward.StatusUnsigned && p.Kind != law.KhieuNai:
		return c.T("Phường chờ ông/bà bổ sung rồi xem xét tiếp.")
	case p.Status == ward.StatusUnsigned:
		return c.T("Thời hạn giải quyết: chưa tính, vì khiếu nại cần chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8). Mời ông/bà in đơn, ký rồi nộp tại %s.", c.Ward.Profile.Reception.Place)
	case p.DueOn.IsZero():
		return ""
	case c.Ward.Today().After(p.DueOn):
		return c.T("Hạn trả lời: %s. Hồ sơ đã quá hạn, phường xin lỗi ông/bà; ông/bà gõ “gặp cán bộ” để được giải thích.", p.DueOn.Vietnamese())
	}
	return c.dueExplained(p.Kind, p.ReceivedAt, p.DueOn.Vietnamese(), p.DueExplained)
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
	return talk.Ask(c, key, answer, "Mã PIN không đúng. Mời ông/bà xem lại rồi gõ lại. Sai nhiều lần liên tiếp thì phải chờ một giờ.")
}

func (c *Chat) checkPIN(typed string) (string, error) {
	const digits = 6
	pin := strings.NewReplacer(" ", "", "-", "", ".", "").Replace(typed)
	if len(pin) != digits || strings.Trim(pin, "0123456789") != "" {
		return "", talk.Problem(c.T("Mã PIN gồm đúng 6 chữ số. Mời ông/bà gõ lại."))
	}
	return pin, nil
}
