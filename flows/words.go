package flows

import (
	"context"
	"slices"
	"strings"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// extraPhrases are phrases that lead into a flow with an argument: "flow argument".
var extraPhrases = map[string][]string{
	"petition khieu-nai": {"khiếu nại", "tôi muốn khiếu nại", "gửi đơn khiếu nại", "khiếu nại quyết định", "khiếu nại quyết định thu hồi đất", "không đồng ý với quyết định", "làm đơn khiếu nại", "complaint", "make a complaint", "I want to make a complaint", "disagree with a decision"},
	"track newest":       {"bao giờ xong", "khi nào xong", "bao giờ có kết quả", "khi nào có kết quả", "bao giờ trả lời", "khi nào trả lời", "bao giờ giải quyết", "phản ánh của tôi bao giờ xong", "số phản ánh của tôi bao giờ xong", "phản ánh của tôi khi nào có kết quả", "when will it be done", "when do I get an answer", "when do I get my answer"},
	"directory lines":    {"bị lừa đảo", "tôi bị lừa đảo", "lừa đảo qua mạng", "bị lừa đảo chuyển tiền", "bị lừa tiền qua mạng", "bị lừa chuyển khoản"}, // the police's number first
	"petition kien-nghi": {"kiến nghị", "tôi có kiến nghị", "đề nghị phường", "đề xuất", "góp ý", "xin đề nghị", "proposal", "make a proposal", "make a suggestion"},
	"petition phan-anh": {
		"phản ánh", "tôi muốn phản ánh", "phản ánh rác thải", "phản ánh ô nhiễm", "phản ánh đường hỏng", "báo sự cố", "báo mất điện", "báo đường hỏng", "tôi muốn báo đường hỏng",
		"nhà tôi bị ngập", "nhà bị ngập nước", "con đường hỏng không ai sửa", "đường nhà tôi hỏng rồi", "hỏng không ai sửa", "đổ rác trộm", "đổ trộm rác thải", "đổ trộm phế thải", "trộm đổ đất", "cháy máy bơm",
		"report a problem", "make a report", "report rubbish", "report garbage", "I want to report garbage", "broken road", "noisy neighbours", "complaint", "make a complaint", "I want to make a complaint",
	},
}

// commands are words that mean the same everywhere, folded. They are matched whole: an answer that merely holds one of
// them is an answer. A word that is another one without its marks ("dung" is dừng or đúng, "huy" a name) stands in
// markedCommands instead.
var commands = map[string]string{
	"menu": menuName, "trang chu": menuName, "menu chinh": menuName, "bat dau": menuName, "home": menuName, "main menu": menuName,
	"huy bo": cancelName, "dung lai": cancelName, "thoi": cancelName, "thoat": cancelName, "stop": cancelName, "cancel": cancelName,
	"quay lai": backName, "quaylai": backName, "tro lai": backName, "lui lai": backName, "back": backName,
	"en": english, "english": english, "tieng anh": english,
	"vi": vietnamese, "vn": vietnamese, "tieng viet": vietnamese, "vietnamese": vietnamese,
	"dung nhan tin": stopNewsName, "ngung nhan tin": stopNewsName, "huy nhan tin": stopNewsName, "thoi nhan tin": stopNewsName, "khong nhan tin nua": stopNewsName,
	"dung gui tin": stopNewsName, "tat thong bao": stopNewsName, "dung thong bao": stopNewsName, "huy dang ky nhan tin": stopNewsName, "unsubscribe": stopNewsName, "stop notices": stopNewsName,
	"tiep": resumeName, "tiep tuc": resumeName, "continue": resumeName,
}

// markedCommands are commands only with their marks, in small letters.
var markedCommands = map[string]string{"dừng": cancelName, "hủy": cancelName, "huỷ": cancelName, "vì": "", "én": ""}

const (
	cancelName = "cancel"
	backName   = "back"

	stopNewsName = "stop-news"
)

// slashes are commands of the bot's menu that start flows.
var slashes = map[string]string{
	"/gui": "petition", "/hoso": "track", "/lich": "reception", "/congkhai": "disclosures", "/thutuc": "procedures",
	"/danhba": "directory", "/nhantin": "subscribe", "/canbo": "person", "/gap-can-bo": "handover", "/gap_can_bo": "handover", "/gapcanbo": "handover", "/rieng_tu": "privacy", "/xoa": "privacy xoa", "/rut": "privacy rut", "/help": "about", "/trogiup": "about",
}

// command carries out a command. It reports false when the text is none.
func (t *turn) command(text string) (bool, error) {
	text = strings.TrimSpace(text)
	if done, err := t.deskCommand(text); done || err != nil {
		return true, err
	}
	if word, _, _ := strings.Cut(text, " "); strings.HasPrefix(word, "/") {
		word, _, _ = strings.Cut(strings.ToLower(word), "@")
		if target, ok := slashes[word]; ok {
			name, arg, _ := strings.Cut(target, " ")
			return true, t.run(name, arg)
		}
		if word == "/dung" { // a slash makes it plain that no "đúng" and no "dừng" is meant
			return true, t.stopNews()
		}
		text = word
	}
	if len(text) > maxCommand {
		return false, nil
	}
	name, marked := markedCommands[strings.ToLower(strings.Trim(viet.NFC(text), " .!"))]
	if slash := strings.TrimPrefix(text, "/"); slash != text && plain(slash) == "huy" {
		name, marked = cancelName, true
	}
	if !marked {
		name = commands[plain(text)]
	}
	switch name {
	case menuName:
		t.putAside()
		t.menu()
		return true, nil
	case cancelName:
		return true, t.cancel()
	case backName:
		return t.back()
	case english, vietnamese:
		return true, t.switchLanguage(name)
	case stopNewsName:
		return true, t.stopNews()
	case resumeName:
		if !t.memory.Aside.Running() && !t.memory.Active.Running() {
			t.menu() // the draft is no more
			return true, nil
		}
		return true, t.resume()
	}
	return false, nil
}

// maxCommand is the most bytes that a command has; longer texts are not even folded.
const maxCommand = 40

// cancel stops the running flow. A draft is put aside for a day, in case the word slipped out, unless the citizen has it
// deleted.
func (t *turn) cancel() error {
	f, ok := t.byName[t.memory.Active.Flow]
	if !ok {
		t.menu()
		return nil
	}
	if t.draft(t.memory.Active) {
		t.putAside()
		t.offer(talk.Message{Text: t.ofDraft(f.Name, "Đã dừng. Chưa có gì được gửi đi. Bản khai dở được giữ 24 giờ rồi tự xóa."), Rows: [][]talk.Button{
			{{Label: t.ofDraft(f.Name, "Tiếp tục bản khai dở"), Data: goTo(resumeName, "")}},
			{{Label: t.ofDraft(f.Name, "Xóa ngay bản khai dở"), Data: goTo(discardName, "")}},
			{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}},
		}})
		return nil
	}
	return t.follow(f.bind(t.ward, t.talk, t.memory.Began).Cancel(t.memory.Active))
}

// back goes back in the running flow; without one it is no command.
func (t *turn) back() (bool, error) {
	f, ok := t.byName[t.memory.Active.Flow]
	if !ok {
		return false, nil
	}
	outcome, err := f.bind(t.ward, t.talk, t.memory.Began).Back(t.ctx, t.lang, t.memory.Active)
	if err != nil {
		return true, err
	}
	return true, t.follow(outcome)
}

func (t *turn) switchLanguage(lang string) error {
	t.setLanguage(lang)
	t.notes = append(t.notes, talk.Message{Text: t.T("Từ đây tôi trả lời bằng tiếng Việt. Để đổi ngôn ngữ, ông/bà gõ /en hoặc /vi.")})
	if t.memory.Active.Running() {
		return t.show()
	}
	t.menu()
	return nil
}

// start greets, or follows a deep link: hs_CODE a case, ck_SLUG a disclosure, lich the reception days,
// n-NUMBER an announcement, tk-TOKEN the desk.
func (t *turn) start(payload string) error {
	if token, ok := strings.CutPrefix(payload, staffMark); ok {
		if linked, err := t.linkStaff(token); linked || err != nil {
			return err
		}
	}
	if number, ok := strings.CutPrefix(payload, noticeMark); ok {
		if shown, err := t.showNotice(number); shown || err != nil {
			return err
		}
	}
	kind, arg, _ := strings.Cut(payload, "_")
	switch kind {
	case "hs":
		return t.run(trackFlow().Name, arg)
	case "ck":
		return t.run(disclosuresFlow().Name, arg)
	case "lich":
		return t.run(receptionFlow().Name, "")
	case "gui":
		return t.run(petitionFlow().Name, arg)
	}
	if t.memory.Active.Running() && t.draft(t.memory.Active) {
		t.notes = append(t.notes, talk.Message{Text: t.ofDraft(t.memory.Active.Flow, "Ông/bà đang khai dở; tôi nhắc lại câu hỏi để ông/bà tiếp tục.")})
		return t.show()
	}
	t.putAside()
	t.menu()
	return nil
}

// words finds what a citizen wants from free words: a tracking code, a phrase that a flow knows, a procedure or a
// document that is called so. When unsure it asks, with at most three suggestions; a person is always offered.
func (t *turn) words(in talk.Input) error {
	if code, ok := ward.ParseCode(in.Text); ok {
		return t.run(trackFlow().Name, string(code))
	}
	if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(in.Text)), "HS-") { // a code with a slip: the flow says so
		return t.run(trackFlow().Name, in.Text)
	}
	if len(in.Files) > 0 || in.Location != nil || in.Contact != nil || len(in.Refused) > 0 {
		return t.unasked()
	}
	if kind, ok := viet.Courtesy(in.Text); ok {
		return t.run(aboutFlow().Name, courtesies[kind])
	}
	if done, err := t.answerTold(in.Text); done {
		return err
	}
	matches := t.phrases.Match(in.Text)
	best, sure := viet.Best(matches)
	name, arg, _ := strings.Cut(best.Label, " ")
	if !sure && tells(in.Text) && denounces(in.Text) { // words that are not to be kept here
		return t.run(denunciationFlow().Name, "")
	}
	if tells(in.Text) && (!sure || name == petitionFlow().Name && arg != string(law.KhieuNai)) {
		return t.askToFile(in.Text, matches)
	}
	if sure {
		return t.wanted(name, arg, in.Text)
	}
	found, err := t.findNamed(in.Text)
	switch {
	case err != nil:
		return err
	case grateful(in.Text):
		return t.run(aboutFlow().Name, courtesies[viet.Thanks])
	case len(matches) == 0 && len(found) == 0 && viet.SpeaksOfPlace(in.Text):
		return t.askToFile(in.Text, nil)
	}
	return t.suggest(matches, found)
}

// wanted starts the flow that words want, at the place that they name.
func (t *turn) wanted(name, arg, text string) error {
	if arg == "" {
		var err error
		if arg, err = t.placeIn(name, text); err != nil {
			return err
		}
	}
	return t.run(name, arg)
}

// unasked answers a photo, a file, a place or a number that nothing has asked for.
func (t *turn) unasked() error {
	waiting, err := t.waiting()
	switch {
	case err != nil:
		return err
	case len(waiting) > 0:
		t.offer(talk.Message{
			Text: t.T("Tôi chưa hỏi ảnh, tệp, vị trí hay số điện thoại nên chưa nhận. Nếu để bổ sung hồ sơ, mời ông/bà bấm nút dưới đây, rồi gửi lại khi được hỏi."),
			Rows: append(append(waiting, t.backToDraft()...), []talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}}),
		})
		return nil
	case t.memory.Aside.Running():
		t.offer(talk.Message{
			Text: t.T("Tôi chưa hỏi ảnh, tệp, vị trí hay số điện thoại nên chưa nhận. Ông/bà đang có bản khai dở: mời bấm “%s”, rồi gửi lại khi được hỏi.", t.T("Tiếp tục bản khai dở")),
			Rows: append(t.backToDraft(), []talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}}),
		})
		return nil
	}
	t.notes = append(t.notes, talk.Message{Text: t.T("Tôi chưa hỏi ảnh, tệp hay vị trí nên chưa nhận. Muốn gửi kèm phản ánh, kiến nghị, mời ông/bà bấm “%s”.", t.T(petitionFlow().Title))})
	t.menu()
	return nil
}

// waiting are buttons for the cases of this chat in which the ward waits for the citizen: what comes unasked may be meant
// for one of them.
func (t *turn) waiting() (rows [][]talk.Button, err error) {
	own, err := t.ward.OwnPetitions(t.ctx, t.talk.Channel, t.talk.Chat, maxSuggestions)
	for _, p := range own {
		if p.Status == ward.StatusUnsigned {
			rows = append(rows, []talk.Button{{Label: t.T("Bổ sung hồ sơ %s", p.Code), Data: goTo(trackFlow().Name, string(p.Code))}})
		}
	}
	return rows, err
}

// fewNamed is how many procedures or documents may answer a question for it to have named them.
const fewNamed = 8

// placeIn is where a flow is to look, when the citizen has named a procedure or a document and not only the flow.
func (t *turn) placeIn(name, text string) (string, error) {
	c := &Chat{Ward: t.ward, Conversation: t.talk}
	list := map[string]func(context.Context, string) ([]listed, error){proceduresFlow().Name: c.listProcedures, disclosuresFlow().Name: c.listDocuments}[name]
	if list == nil || plain(text) == plain(t.byName[name].Title) {
		return "", nil
	}
	found, err := list(t.ctx, wordsMark+text)
	if err != nil || len(found) == 0 || len(found) > fewNamed {
		return "", err
	}
	return wordsMark + text, nil
}

func isGreeting(text string) bool {
	folded := plain(text)
	return slices.ContainsFunc([]string{"chao", "xin chao", "hello", "hi", "alo", "kinh chao", "good morning", "good afternoon", "good evening"}, func(g string) bool {
		return folded == g || strings.HasPrefix(folded, g+" ")
	}) && len(folded) < maxCommand
}

// grateful finds thanks that say what for: "xin cảm ơn phường đã giải quyết nhanh".
func grateful(text string) bool {
	folded := strings.TrimPrefix(plain(text), "xin ")
	return !viet.IsQuestion(text) && (strings.HasPrefix(folded, "cam on ") || strings.HasPrefix(folded, "thank you "))
}

// maxSuggestions is the most suggestions that are made at once.
const maxSuggestions = 3

// courtesies are what the flow about the bot answers them by.
var courtesies = map[viet.Courtesies]string{viet.Thanks: "thanks", viet.Goodbye: "goodbye"}

// suggest asks what was meant.
func (t *turn) suggest(matches []viet.Match, found []talk.Button) error {
	waiting, err := t.waiting()
	if err != nil {
		return err
	}
	var rows [][]talk.Button
	add := func(b talk.Button) {
		taken := slices.ContainsFunc(rows, func(row []talk.Button) bool { return row[0].Label == b.Label || row[0].Data == b.Data })
		if len(rows) < maxSuggestions && !taken {
			rows = append(rows, []talk.Button{b})
		}
	}
	for _, row := range waiting {
		add(row[0])
	}
	for _, m := range matches {
		if name, arg, _ := strings.Cut(m.Label, " "); m.Score >= viet.Maybe && name != personFlow().Name { // who is offered anyway
			add(talk.Button{Label: t.titleOf(name, arg), Data: goTo(name, arg)})
		}
	}
	for _, b := range found {
		add(b)
	}
	text := t.T("Có phải ông/bà cần một trong các mục sau?")
	if len(rows) == 0 {
		text = t.T("Xin lỗi, tôi là trợ lý ảo (máy) nên chưa hiểu câu này. Mời ông/bà chọn một mục trong menu, hoặc gặp cán bộ.")
	}
	t.events = append(t.events, talk.Event{Flow: menuName, Step: "words", Kind: talk.EventNotUnderstood})
	rows = append(append(t.backToDraft(), rows...),
		[]talk.Button{{Label: t.T(personFlow().Title), Data: goTo(personFlow().Name, "")}},
		[]talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})
	t.offer(talk.Message{Text: text, Rows: rows})
	return nil
}

// titleOf names what a button of a suggestion leads to: of petitions the kind, where one was meant.
func (t *turn) titleOf(name, arg string) string {
	if _, ok := kindQuestions[law.PetitionKind(arg)]; ok {
		return t.T(capital(law.PetitionKind(arg).Name()))
	}
	return t.T(t.byName[name].Title)
}

// emergency is what comes before everything else when somebody may be in danger.
func (t *turn) emergency(line viet.Hotline, despair bool) talk.Message {
	if despair {
		return talk.Message{
			Apart: true,
			Title: t.T("Ông/bà không một mình"),
			Text:  t.T("Tôi là trợ lý ảo nên không giúp được việc này như một con người. Xin ông/bà gọi ngay 115, hoặc gọi một người thân, hàng xóm đến ở bên. Với trẻ em: tổng đài 111, miễn phí, cả ngày đêm."),
		}
	}
	who := map[viet.Hotline]string{
		viet.Police: "113 (công an)", viet.Fire: "114 (chữa cháy, cứu nạn)", viet.Ambulance: "115 (cấp cứu)",
	}[line]
	return talk.Message{
		Apart: true,
		Title: t.T("Nếu đang khẩn cấp, xin gọi ngay %s", t.T(who)),
		Text:  t.T("Tôi là trợ lý ảo, không gọi thay được và không có người trực đọc ngay. Các số khẩn cấp: 113 công an, 114 chữa cháy và cứu nạn, 115 cấp cứu."),
	}
}
