package flows

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// review lists what is about to be filed, with the key of each answer so that it can be said anew.
func (c *Chat) review(d ward.Draft) []talk.Item {
	items := []talk.Item{{Label: "Loại", Value: capital(c.T(d.Kind.Name()))}, {Key: "field", Label: "Lĩnh vực", Value: c.fieldName(d.Field)}}
	if d.Kind == law.KhieuNai {
		items = append(items,
			talk.Item{Key: "act", Label: "Khiếu nại về", Value: d.Content.Act},
			talk.Item{Key: "respondent", Label: "Của", Value: d.Content.Respondent},
			talk.Item{Key: "what", Label: "Sự việc", Value: d.Content.What},
			talk.Item{Key: "reason", Label: "Lý do", Value: d.Content.Reason},
			talk.Item{Key: "demand", Label: "Yêu cầu", Value: d.Content.Demand},
			talk.Item{Key: "address", Label: "Địa chỉ", Value: d.Content.Address})
	} else {
		hood, _ := c.Ward.Profile.Neighbourhood(d.Neighbourhood)
		items = append(items,
			talk.Item{Key: "hood", Label: "Tổ dân phố", Value: or(strings.TrimPrefix(hood.Name, hoodWord), c.T("không rõ"))},
			talk.Item{Key: "what", Label: "Nội dung", Value: d.Content.What},
			talk.Item{Key: "where", Label: "Địa điểm", Value: c.placeName(d.Content)})
	}
	return append(items,
		talk.Item{Key: "photo", Label: "Tệp gửi kèm", Value: c.fileCount(len(d.Files))},
		talk.Item{Key: "name", Label: "Họ và tên", Value: or(d.Content.Name, c.T("không nêu"))},
		talk.Item{Key: "phone", Label: "Điện thoại", Value: or(viet.DisplayPhone(d.Content.Phone), c.T("không để lại"))})
}

// hoodWord begins the names of neighbourhoods and is said by their label already.
const hoodWord = "Tổ dân phố "

func (c *Chat) placeName(content ward.Content) string {
	switch {
	case content.Where != "":
		return content.Where
	case content.Latitude != nil:
		return c.T("vị trí đã gửi trên bản đồ")
	}
	return c.T("không nêu")
}

func (c *Chat) fileCount(n int) string {
	if n == 0 {
		return c.T("không có")
	}
	return c.T("%d tệp", n)
}

// capital is a text with its first letter in capitals, for the beginning of a line.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// file writes the petition and remembers the citizen for the next time.
func (c *Chat) file(ctx context.Context, d ward.Draft) (ward.Filed, error) {
	filed, err := c.Ward.File(ctx, d)
	if err != nil || d.Content.Name == "" {
		return filed, err
	}
	return filed, c.Ward.SaveCitizen(ctx, ward.Citizen{ID: d.CitizenID, Name: d.Content.Name, Phone: d.Content.Phone, Neighbourhood: d.Neighbourhood})
}

// receipt tells the citizen what they have: the code, the PIN, the due date and why it is that day.
func (c *Chat) receipt(d ward.Draft, filed ward.Filed) {
	code := c.T("Mã hồ sơ: %s", string(filed.Code))
	if d.Kind == law.KhieuNai {
		form := talk.Once(c, "form", func(ctx context.Context) (*talk.Sent, error) {
			f, err := c.Ward.ComplaintPaper(ctx, filed, d)
			return sent(f), err
		})
		c.Send(talk.Message{Title: c.T("Đơn khiếu nại đã soạn xong, chờ ông/bà ký"), Text: lines(code, c.pin(filed),
			c.T("Trạng thái: Chờ ký, bổ sung. Mời ông/bà in đơn dưới đây, ký hoặc điểm chỉ, rồi nộp tại %s. Thời hạn giải quyết chỉ tính từ khi phường nhận được đơn đã ký và thụ lý.", c.Ward.Profile.Reception.Place))})
		c.Send(talk.Message{Text: c.T("Đơn khiếu nại để in và ký"), File: form, Rows: c.follow(filed.Code)})
		return
	}
	c.Send(talk.Message{Title: c.T("Phường đã tiếp nhận. Xin cảm ơn ông/bà."), Rows: c.follow(filed.Code), Text: lines(code, c.pin(filed),
		c.T("Ngày tiếp nhận: %s", moment(filed.At)),
		c.dueExplained(d.Kind, filed.At, filed.Due, filed.DueExplained),
		c.T("Xin giữ mã và PIN để theo dõi. Ai có mã chỉ xem được trạng thái; nội dung chỉ mở bằng PIN hoặc ngay trong cuộc trò chuyện này."))})
}

// dueExplained tells when the answer is due and how the days were counted. The Vietnamese was written when the petition
// was filed. The English is counted anew, and says the date alone where days off were decided since and would move it.
func (c *Chat) dueExplained(kind law.PetitionKind, received time.Time, due, vietnamese string) string {
	if !c.English() || due == "" {
		return vietnamese
	}
	counted, err := c.Ward.AnswerDue(kind, received)
	if err != nil || counted.Due.Vietnamese() != due {
		return c.T("Hạn trả lời: %s", due)
	}
	return counted.ExplainEnglish(func(name string) string { return c.T(name) })
}

// moment is "09:00, 04/03/2024".
func moment(t time.Time) string { return viet.Clock(t) + ", " + viet.ShortDate(t.Date()) }

// pin is the line with the PIN. It is empty when the petition was filed before: the PIN is shown once.
func (c *Chat) pin(filed ward.Filed) string {
	if filed.PIN == "" {
		return ""
	}
	return c.T("Mã PIN (chỉ hiện lần này): %s", filed.PIN)
}

func (c *Chat) follow(code ward.Code) [][]talk.Button {
	return [][]talk.Button{{{Label: c.T("Theo dõi hồ sơ này"), Data: goTo(trackFlow().Name, string(code))}}}
}

func sent(f ward.File) *talk.Sent {
	return &talk.Sent{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size}
}
