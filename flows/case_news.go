package flows

import (
	"context"
	"fmt"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// news is what a citizen is told when the desk gives their case a status: what has happened, and what comes next. Neither
// what the petition is about nor who sent it stands in it: a telephone shows a message to whoever looks at it. The words of
// an answer do: they were written for its reader. A status that is missing is only the desk's own work.
type news struct{ what, next string }

var caseNews = map[ward.Status]news{
	ward.StatusUnsigned: {
		"Phường cần ông/bà bổ sung để xem xét tiếp hồ sơ này.",
		"Mời ông/bà bấm “Xem hồ sơ” để đọc phường cần gì, rồi gửi giấy tờ hoặc trả lời ngay tại đây.",
	},
	ward.StatusRegistered:  {"Hồ sơ đã được vào sổ.", "Phường sẽ phân loại và báo kết quả xem xét thụ lý cho ông/bà."},
	ward.StatusClassified:  {"Hồ sơ đã được phân loại lại.", "Mời ông/bà bấm “Xem hồ sơ” để biết loại và thời hạn mới."},
	ward.StatusAccepted:    {"Phường đã thụ lý hồ sơ.", "Phường sẽ xác minh và báo kết quả cho ông/bà."},
	ward.StatusRefused:     {"Phường không thụ lý hồ sơ.", "Lý do có trong văn bản thông báo. Ông/bà có thể gặp cán bộ để được giải thích."},
	ward.StatusGuided:      {"Phường đã có văn bản hướng dẫn.", "Việc này do cơ quan khác giải quyết; văn bản chỉ rõ ông/bà cần gửi đến đâu."},
	ward.StatusTransferred: {"Phường đã chuyển hồ sơ đến cơ quan có thẩm quyền.", "Cơ quan đó sẽ xem xét và trả lời ông/bà."},
	ward.StatusReturned:    {"Phường trả lại tài liệu gốc.", "Mời ông/bà mang giấy tờ tùy thân đến nhận tại nơi tiếp công dân."},
	ward.StatusFiledAway:   {"Phường đã lưu đơn, không xem xét tiếp.", "Ông/bà có thể gặp cán bộ để được giải thích."},
	ward.StatusVerifying:   {"Phường đang xác minh, giải quyết hồ sơ.", "Khi có kết quả, phường sẽ báo ông/bà tại đây."},
	ward.StatusDialogue:    {"Phường mời ông/bà đối thoại.", "Ngày, giờ và nơi đối thoại ghi trong văn bản gửi ông/bà."},
	ward.StatusExtended:    {"Thời hạn giải quyết hồ sơ được gia hạn.", "Lý do có trong văn bản gia hạn."},
	ward.StatusSuspended:   {"Việc giải quyết hồ sơ tạm đình chỉ.", "Khi hết lý do tạm đình chỉ, phường sẽ giải quyết tiếp và báo ông/bà."},
	ward.StatusDropped:     {"Việc giải quyết hồ sơ đã đình chỉ.", "Ông/bà có thể gặp cán bộ để được giải thích."},
	ward.StatusWithdrawn:   {"Phường đã ghi nhận việc rút đơn.", "Phường dừng giải quyết hồ sơ này."},
	ward.StatusDecided:     {"Đã có quyết định giải quyết.", "Quyết định được gửi đến ông/bà trong 3 ngày làm việc (Luật Khiếu nại 2011, Điều 32)."},
	ward.StatusConcluded:   {"Đã có kết luận nội dung.", "Ông/bà có thể gặp cán bộ để được thông báo kết quả."},
	ward.StatusAnswered:    {"Phường đã trả lời.", "Nếu chưa được giải quyết thỏa đáng, mời ông/bà bấm “Xem hồ sơ”."},
	ward.StatusPublished:   {"Kết quả giải quyết đã được công khai.", "Danh tính của ông/bà không nằm trong phần công khai."},
	ward.StatusClosed:      {"Hồ sơ đã kết thúc.", "Phường cảm ơn ông/bà đã gửi ý kiến."},
}

// CaseNews is what a citizen is told of a change of their case, nil where they need not hear of it. It is said to the chat
// that the petition came from.
func CaseNews(_ context.Context, w *ward.Ward, n ward.News) (any, error) {
	switch n.Event.Kind {
	case ward.EventRedated:
		return redated(n), nil
	case string(ward.LinkMerged):
		return merged(n), nil
	case string(ward.LinkAlone):
		return alone(n), nil
	case string(ward.LinkPart):
		return splitOff(w, n), nil
	}
	said, ok := caseNews[n.Event.Status]
	if !ok || n.Event.StaffID == 0 || onlySorted(n) {
		return nil, nil
	}
	t := translator(n.Lang)
	code := string(n.Case.Code)
	m := talk.Message{Title: fmt.Sprintf(t("Tin về hồ sơ %s"), code)}
	m.Text = lines(t(said.what), n.Event.Answer(), documentOf(t, n.Event), t(said.next), dueOf(t, n.Case))
	m.Rows = [][]talk.Button{{{Label: t("Xem hồ sơ"), Data: goTo(trackFlow().Name, code)}}}
	if n.Event.Status.Answering() {
		m.Text = lines(m.Text, t("Ông/bà hài lòng với kết quả giải quyết đến mức nào? Mời bấm từ 1 (rất không hài lòng) đến 5 (rất hài lòng)."))
		m.Rows = append(m.Rows, starRow(code))
	}
	switch n.Event.Status {
	case ward.StatusRefused, ward.StatusGuided, ward.StatusFiledAway, ward.StatusDropped, ward.StatusConcluded:
		m.Rows = append(m.Rows, []talk.Button{{Label: t(personFlow().Title), Data: goTo(personFlow().Name, "")}})
	}
	return m, nil
}

// redated tells of another due date, because days off have changed; nil while no answer is due.
func redated(n ward.News) any {
	t := translator(n.Lang)
	due := dueOf(t, n.Case)
	if due == "" {
		return nil
	}
	said := t("Ngày nghỉ thay đổi nên phường trả lời muộn hơn đã báo (trước: %s). Số ngày làm việc để giải quyết không đổi.")
	if n.Case.DueOn.Before(n.Event.Due) {
		said = t("Ngày nghỉ thay đổi nên phường trả lời sớm hơn đã báo (trước: %s). Số ngày làm việc để giải quyết không đổi.")
	}
	code := string(n.Case.Code)
	return talk.Message{
		Title: fmt.Sprintf(t("Tin về hồ sơ %s"), code), Text: lines(fmt.Sprintf(said, n.Event.Due.Vietnamese()), due),
		Rows: [][]talk.Button{{{Label: t("Xem hồ sơ"), Data: goTo(trackFlow().Name, code)}}},
	}
}

// onlySorted reports whether a status is the desk's own work for a petition that goes on as it was: its receipt has told the
// citizen already that it was taken in, and of which kind it is.
func onlySorted(n ward.News) bool {
	disputed := n.Case.Kind == law.KhieuNai || n.Case.Kind == law.ToCao
	switch n.Event.Status {
	case ward.StatusRegistered:
		return !disputed
	case ward.StatusClassified:
		return !n.Reclassified
	}
	return false
}

// documentOf names the notice or decision, and its day.
func documentOf(t func(string) string, e ward.PetitionEvent) string {
	if e.Document == "" {
		return ""
	}
	return fmt.Sprintf(t("Văn bản: %s, ngày %s."), e.Document, e.On.Vietnamese())
}

// dueOf tells by when the ward does what comes next.
func dueOf(t func(string) string, c ward.Case) string {
	if c.DueOn.IsZero() || !c.Status.Open() || c.Status == ward.StatusUnsigned || c.Status == ward.StatusSuspended {
		return ""
	}
	if c.Stage == law.StageAccept {
		return fmt.Sprintf(t("Hạn xem xét thụ lý: %s"), c.DueOn.Vietnamese())
	}
	return fmt.Sprintf(t("Hạn trả lời: %s"), c.DueOn.Vietnamese())
}
