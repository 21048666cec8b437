package flows

import (
	"slices"
	"strings"
	"unicode/utf8"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/viet"
)

// How what citizens tell of their own accord becomes the content of a petition: nobody should have to type it twice.

// told is what a citizen has told, and the last letter before it.
type told struct {
	Text  string `json:"text"`
	After int64  `json:"after"`
}

// Marks of an argument of the petition's flow: "phan-anh.told" asks for what was told, "phan-anh" and the text on the next
// line is what came of it.
const (
	toldMark = ".told"
	toldLine = "\n"
)

// Bounds of what is taken as told: shorter is no content, and a text of so many words that no question and no flow
// explains is a letter to the ward.
const (
	leastTold = 10 // runes
	longTold  = 12 // words
)

// tells reports whether words describe a problem, propose something, or are a letter of their own.
func tells(text string) bool {
	if viet.Complains(text) || viet.Proposes(text) {
		return true
	}
	return len(viet.Words(text)) >= longTold && !viet.IsQuestion(text)
}

// askToFile asks whether what was told shall go to the ward. It is kept as the content of the petition, which the citizen
// still sees and can change before anything is sent.
func (t *turn) askToFile(text string, matches []viet.Match) error {
	waiting, err := t.waiting()
	if err != nil {
		return err
	}
	kinds := []law.PetitionKind{law.PhanAnh, law.KienNghi}
	if viet.Proposes(text) && !viet.Complains(text) {
		kinds = []law.PetitionKind{law.KienNghi, law.PhanAnh}
	}
	mark := ""
	if n := utf8.RuneCountInString(text); n >= leastTold && n <= talk.MaxText {
		t.memory.Told, mark = &told{Text: text, After: t.talk.LastSeq}, toldMark
	}
	rows := append(t.backToDraft(), waiting...)
	for _, kind := range kinds {
		rows = append(rows, []talk.Button{{Label: t.T(fileAs[kind]), Data: goTo(petitionFlow().Name, string(kind)+mark)}})
	}
	rows = append(rows, []talk.Button{t.notToFile(matches)},
		[]talk.Button{{Label: t.T(personFlow().Title), Data: goTo(personFlow().Name, "")}},
		[]talk.Button{{Label: t.T("Menu chính"), Data: goTo(menuName, "")}})
	t.offer(talk.Message{Text: t.T("Ông/bà muốn gửi việc này đến phường? Câu vừa nhắn được giữ làm nội dung; ông/bà xem lại và sửa được trước khi gửi."), Rows: rows})
	return nil
}

var fileAs = map[law.PetitionKind]string{
	law.PhanAnh:  "Gửi phản ánh (báo việc đang xảy ra)",
	law.KienNghi: "Gửi kiến nghị (đề xuất, góp ý)",
}

// answerTold takes "có", "không", "phản ánh" or "kiến nghị" for an answer to askToFile.
func (t *turn) answerTold(text string) (bool, error) {
	i := slices.IndexFunc(t.memory.Offered, func(b talk.Button) bool { return strings.HasSuffix(b.Data, toldMark) })
	if t.memory.Told == nil || i < 0 {
		return false, nil
	}
	kind := law.PetitionKind(strings.TrimSuffix(strings.TrimPrefix(t.memory.Offered[i].Data, goTo(petitionFlow().Name, "")), toldMark))
	switch named := law.PetitionKind(strings.ReplaceAll(plain(text), " ", "-")); {
	case viet.No(text):
		t.memory.Told = nil
		t.notes = append(t.notes, talk.Message{Text: t.T("Chưa gửi gì.")})
		t.menu()
		return true, nil
	case named == law.PhanAnh || named == law.KienNghi:
		kind = named
	case !viet.Yes(text):
		return false, nil
	}
	return true, t.run(petitionFlow().Name, string(kind)+toldMark)
}

// notToFile is what may be meant instead: what the words resemble most, or a petition of another kind.
func (t *turn) notToFile(matches []viet.Match) talk.Button {
	for _, m := range matches {
		if name, arg, _ := strings.Cut(m.Label, " "); name != petitionFlow().Name && name != personFlow().Name {
			return talk.Button{Label: t.titleOf(name, arg), Data: goTo(name, arg)}
		}
	}
	return talk.Button{Label: t.T("Khiếu nại, tố cáo hoặc loại khác"), Data: goTo(petitionFlow().Name, "")}
}

// takeTold puts what was told into an argument that asks for it. The letters that told it then belong to the draft.
func (t *turn) takeTold(arg string) string {
	kind, wanted := strings.CutSuffix(arg, toldMark)
	if !wanted || t.memory.Told == nil {
		return kind
	}
	t.memory.Began = t.memory.Told.After
	arg = kind + toldLine + t.memory.Told.Text
	t.memory.Told = nil
	return arg
}

// told is what the citizen has told before the petition was begun, "" for nothing, and the kind that they chose for it.
func (c *Chat) told() (kind law.PetitionKind, text string) {
	named, text, _ := strings.Cut(c.Arg(), toldLine)
	return law.PetitionKind(named), text
}
