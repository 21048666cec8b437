package flows

import (
	"danbiet/talk"
	"danbiet/ward"
)

// menuFlows are the flows that the menu shows, in its order.
func menuFlows() []Flow {
	return []Flow{petitionFlow(), trackFlow(), receptionFlow(), disclosuresFlow(), proceduresFlow(), directoryFlow(), subscribeFlow(), personFlow()}
}

// menu shows the menu, with a greeting the first time. The bot says that it is a machine.
// Nghị định 142/2026/NĐ-CP: people must know that they talk to an automated system.
func (t *turn) menu() {
	p := t.ward.Profile
	m := talk.Message{Text: t.T("Ông/bà cần gì? Mời bấm một nút hoặc gõ điều cần hỏi; không dấu cũng được.")}
	if !t.memory.Greeted {
		m.Title = t.T("Kính chào ông/bà!")
		m.Text = lines(
			t.T("Tôi là trợ lý ảo của UBND %s: máy trả lời tự động, không phải cán bộ.", wardName(p, t.talk.Lang)),
			t.sampleNote(),
			m.Text,
			t.T("Khẩn cấp xin gọi 113, 114 hoặc 115."),
			t.otherLanguage(),
		)
		t.memory.Greeted = true
	}
	if t.memory.Aside.Running() {
		m.Rows = append(m.Rows, []talk.Button{{Label: t.ofDraft(t.memory.Aside.Flow, "Tiếp tục bản khai dở"), Data: goTo(resumeName, "")}})
	}
	for _, f := range menuFlows() {
		m.Rows = append(m.Rows, []talk.Button{{Label: t.T(f.Title), Data: goTo(f.Name, "")}})
	}
	t.offer(m)
}

// otherLanguage tells in the other language how to switch to it.
func (t *turn) otherLanguage() string {
	if t.talk.Lang == english {
		return "Tiếng Việt: /vi"
	}
	return "English: /en"
}

func (t *turn) sampleNote() string {
	if !t.ward.Profile.Sample {
		return ""
	}
	return t.T("(Đây là bản trình diễn với dữ liệu mẫu.)")
}

// Apology is said when a turn has failed. It names a way to a person.
func Apology(p *ward.Profile, lang string) talk.Message {
	tr := translator(lang)
	m := talk.Message{Text: tr("Xin lỗi ông/bà, hệ thống vừa gặp lỗi và chưa ghi nhận câu vừa rồi; những gì đã khai trước đó vẫn còn. Mời ông/bà thử lại, hoặc đến gặp cán bộ tại trụ sở trong giờ làm việc.")}
	if line, ok := p.Hotline(); ok {
		m.Text += " " + tr("Đường dây nóng:") + " " + line.Number + "."
	}
	m.Rows = [][]talk.Button{{{Label: tr(personFlow().Title), Data: goTo(personFlow().Name, "")}}, {{Label: tr("Menu chính"), Data: goTo(menuName, "")}}}
	return m
}

// Command is one entry of a messenger's command menu.
type Command struct{ Name, Description string }

// Commands are the entries of a messenger's command menu in a language, "vi" or "en".
func Commands(lang string) []Command {
	tr := translator(lang)
	return []Command{
		{"menu", tr("Menu chính")},
		{"gui", tr(petitionFlow().Title)},
		{"hoso", tr(trackFlow().Title)},
		{"lich", tr(receptionFlow().Title)},
		{"congkhai", tr(disclosuresFlow().Title)},
		{"thutuc", tr(proceduresFlow().Title)},
		{"danhba", tr(directoryFlow().Title)},
		{"nhantin", tr(subscribeFlow().Title)},
		{"dung", tr("Dừng nhận tin")},
		{"canbo", tr(personFlow().Title)},
		{"rieng_tu", tr(privacyFlow().Title)},
		{"huy", tr("Dừng việc đang làm")},
		{"en", "English"},
		{"vi", "Tiếng Việt"},
	}
}

// Description is what a messenger shows before the first message.
func Description(p *ward.Profile) string {
	return "Trợ lý ảo của UBND " + p.Short + ": gửi phản ánh, kiến nghị; theo dõi hồ sơ; xem lịch tiếp công dân, tài liệu công khai và thủ tục. Đây là máy trả lời tự động. Khẩn cấp xin gọi 113, 114, 115."
}
