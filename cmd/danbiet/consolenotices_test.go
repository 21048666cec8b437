package main

import (
	"strings"
	"testing"

	"danbiet/flows"
	"danbiet/talk"
	"danbiet/ward"
)

func TestTheConsoleShowsTheVeryMessagesThatCitizensGet(t *testing.T) {
	t.Parallel()
	p := &ward.Profile{Slug: "minh-duc", Name: "UBND phường Minh Đức"}
	a := ward.Announcement{ID: 7, Notice: ward.Notice{
		Title: "Cắt điện", Text: "Từ *8 giờ* đến _16 giờ_.", AskSeen: true, Ground: "Luật Điện lực", Disclosure: "lich",
		Files: []ward.FileLink{{ID: "a", Name: "a.pdf"}, {ID: "b", Name: "b.png"}},
	}}
	shown, sent := shownNotice(p, a), flows.Notice(p, a, ward.Run{})
	if len(shown) != len(sent) {
		t.Fatalf("%d messages are shown; citizens get %d", len(shown), len(sent))
	}
	for i, m := range sent {
		var text, labels strings.Builder
		for _, w := range shown[i].Text {
			text.WriteString(w.Text)
		}
		for _, row := range m.Rows {
			for _, b := range row {
				labels.WriteString(b.Label)
			}
		}
		if text.String() != talk.Unmarked(m.Text) || shown[i].Title != m.Title || shown[i].File.ID != m.File.ID || strings.Join(shown[i].Buttons, "") != labels.String() {
			t.Errorf("message %d is shown as %+v; citizens get %+v", i+1, shown[i], m)
		}
	}
	if got := spokenNotice(p, a); strings.ContainsAny(got, "*_8") {
		t.Errorf("the loudspeaker says %q", got)
	}
}
