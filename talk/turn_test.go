package talk_test

import (
	"context"
	"strings"
	"testing"

	"danbiet/talk"
)

const (
	notUnderstood = "Xin lỗi, tôi chưa hiểu câu trả lời. Mời ông/bà bấm một nút, hoặc gõ số thứ tự của lựa chọn."
	staleButton   = "Nút này thuộc câu hỏi trước, nay không dùng nữa. Mời ông/bà trả lời câu hỏi dưới đây."
	noWayBack     = "Không quay lại được nữa từ bước này."
)

func TestAWholeVisit(t *testing.T) {
	filed := 0
	s := perform(t, report(&filed)).hears("Kính chào.", "Việc gì?").counts("started", "asked kind")
	s.press("Rác thải").hears("Kể rõ (giá 7)?").counts("answered kind", "asked what")
	s.say("Rác đầy ngõ").hears("Ảnh? Đã có 0.").counts("answered what", "asked photo.0")
	s.turn(talk.Input{Files: []talk.File{{ID: "f1"}, {ID: "f2"}}}).hears("Ảnh? Đã có 2.")
	s.press("Xong").hears("Loại: rac\nNội dung: Rác đầy ngõ\nẢnh: 2")
	s.press("Gửi").hears("Đã gửi: HS-1.", "Hài lòng?").counts("answered send", "asked rate")
	s.press("Có").hears().counts("answered rate", "completed rate")
	if !s.last.Ended || s.state.Running() || filed != 1 {
		t.Errorf("ended = %v, running = %v, filed %d times; want an end and one filing", s.last.Ended, s.state.Running(), filed)
	}
}

func TestAnswersMayBePressedTypedByNumberOrByLabel(t *testing.T) {
	for name, in := range map[string]talk.Input{
		"button":                      {Button: "run1:kind:den"},
		"number":                      {Text: "2"},
		"number with a full stop":     {Text: " 2. "},
		"label":                       {Text: "Đèn đường"},
		"label in other letters":      {Text: "đèn ĐƯỜNG"},
		"a part that is in one label": {Text: "đèn"},
	} {
		t.Run(name, func(t *testing.T) {
			perform(t, report(new(int))).turn(in).remembers(map[string]string{"kind": `"den"`, "price": "7"})
		})
	}
}

func TestWhatIsNoAnswerChangesNothing(t *testing.T) {
	for name, in := range map[string]talk.Input{
		"nothing at all":                     {},
		"other words":                        {Text: "xin chào"},
		"a number too large":                 {Text: "3"},
		"zero":                               {Text: "0"},
		"a negative number":                  {Text: "-1"},
		"a number beyond all":                {Text: strings.Repeat("9", 400)},
		"markup":                             {Text: `<b onload="x">'; DROP TABLE petition; --`},
		"a file":                             {Files: []talk.File{{ID: "f"}}},
		"a place":                            {Location: &talk.Location{Latitude: 20, Longitude: 105}},
		"a contact":                          {Contact: &talk.Contact{Phone: "0912345678", Own: true}},
		"a value that is no option":          {Button: "run1:kind:khac"},
		"an empty value":                     {Button: "run1:kind:"},
		"words of only marks and characters": {Text: "…?!\x00\u200b"},
	} {
		t.Run(name, func(t *testing.T) {
			s := perform(t, report(new(int))).turn(in)
			s.hears(notUnderstood, "Việc gì?").counts("not-understood kind").remembers(nil)
			if s.last.Understood || s.last.Stale || s.state.Missed != 1 || s.state.Open != "kind" {
				t.Errorf("understood = %v, stale = %v, state = %+v; want one miss of the open question", s.last.Understood, s.last.Stale, s.state)
			}
			s.turn(in)
			if s.state.Missed != 2 {
				t.Errorf("missed %d times; want 2", s.state.Missed)
			}
			if s.press("Rác thải"); s.state.Missed != 0 {
				t.Error("the misses of an answered question are still counted")
			}
		})
	}
}

func TestAStaleButtonIsToldSoKindly(t *testing.T) {
	for name, button := range map[string]string{
		"of a question answered before":     "run1:kind:den",
		"of another run":                    "run9:what:x",
		"of a question that never was":      "run1:nowhere:x",
		"to go back from an old question":   "run1:kind:<",
		"to stop, from an old question":     "run1:kind:!",
		"without its parts":                 "kind",
		"with two parts":                    "run1:what",
		"empty parts":                       "::",
		"what nobody made":                  "\x00\xff<script>",
		"with 64 bytes":                     strings.Repeat("x", talk.MaxButton),
		"to go back, from another run":      "run9:what:<",
		"to go on, from another question":   "run1:kind:~",
		"with more colons than a key":       "run1:kind:den:den:den",
		"in other letters than ours":        "RUN1:WHAT:X",
		"with a key that only begins alike": "run1:wha:x",
	} {
		t.Run(name, func(t *testing.T) {
			s := perform(t, report(new(int))).press("Rác thải").turn(talk.Input{Button: button})
			s.hears(staleButton, "Kể rõ (giá 7)?").counts().remembers(map[string]string{"kind": `"rac"`, "price": "7"})
			if !s.last.Stale || !s.last.Understood {
				t.Errorf("stale = %v, understood = %v; want a stale button and no miss", s.last.Stale, s.last.Understood)
			}
		})
	}
}

func TestBackForgetsTheLastAnswerAndWhatWasReadAfterIt(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải").say("Rác đầy ngõ")
	s.press("‹ Quay lại").hears("Kể rõ (giá 7)?").remembers(map[string]string{"kind": `"rac"`, "price": "7"}).counts("asked what")
	s.back().hears("Kính chào.", "Việc gì?").remembers(nil)
	s.back().hears(noWayBack, "Việc gì?").remembers(nil)
	s.press("Đèn đường").say("Đèn hỏng").remembers(map[string]string{"kind": `"den"`, "price": "7", "what": `"Đèn hỏng"`})
}

func TestNobodyGoesBackOverAnEffect(t *testing.T) {
	filed := 0
	s := perform(t, report(&filed)).press("Rác thải").say("Rác đầy ngõ").press("Xong").press("Gửi")
	for _, b := range s.last.Messages[len(s.last.Messages)-1].Rows {
		if b[0].Label == "‹ Quay lại" {
			t.Error("the question after the filing offers a way back")
		}
	}
	s.back()
	if filed != 1 || s.state.Open != "rate" || s.last.Messages[0].Text != noWayBack {
		t.Errorf("filed %d times, open = %q, said %q; want one filing and a word that there is no way back", filed, s.state.Open, s.last.Messages[0].Text)
	}
}

func TestStoppingEndsTheFlowWithoutRunningIt(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải").press("Stop")
	s.counts("abandoned what")
	if !s.last.Ended || !s.last.Cancelled || s.state.Running() || len(s.last.Messages) != 0 {
		t.Errorf("outcome = %+v; want an end without a word", s.last)
	}
}

func TestAnAnswerEditedAtTheReviewLeavesTheOthers(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải").say("Rác đầy ngõ").turn(talk.Input{Files: []talk.File{{ID: "f1"}}}).press("Xong")
	s.press("Sửa").hears("Ông/bà muốn sửa mục nào?").press("Nội dung").hears("Kể rõ (giá 7)?")
	s.say("Rác đã ba ngày").hears("Loại: rac\nNội dung: Rác đã ba ngày\nẢnh: 1")
	s.press("Sửa").press("Ảnh").hears("Ảnh? Đã có 0.") // the whole loop is asked again
	s.press("Xong").hears("Loại: rac\nNội dung: Rác đã ba ngày\nẢnh: 0")
	s.press("Không gửi nữa").hears("Chưa gửi gì.")
	if !s.last.Ended {
		t.Error("the flow goes on after the citizen decided against it")
	}
}

func TestALoopEndsWhenThereIsNoMoreRoom(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải").say("Rác đầy ngõ")
	two := talk.Input{Files: []talk.File{{ID: "a"}, {ID: "b"}}}
	s.turn(two).turn(two)
	s.hears("Chỉ nhận thêm được 1 tệp; các tệp sau chưa được nhận.", "Loại: rac\nNội dung: Rác đầy ngõ\nẢnh: 3")
}

func TestASavedFlowGoesOnInALaterVersion(t *testing.T) {
	old := perform(t, report(new(int))).press("Rác thải").say("Rác đầy ngõ")
	later := talk.Flow{
		Name: "report", Version: 2,
		Upgrade: func(s *talk.State) { s.Rename("kind", "field"); s.Rename("nothing", "new"); s.Forget("price") },
		Run: func(c *talk.Chat) {
			field := c.Choice("field", "Lĩnh vực?", talk.Option{Value: "rac", Label: "Rác thải"})
			c.Choice("since", "Từ khi nào?", talk.Option{Value: "nay", Label: "Hôm nay"}) // new: simply asked
			c.Say("%s", field)
		},
	}
	s := &stage{t: t, flow: later, lang: english(), state: old.state}
	s.turn(talk.Input{Button: "run1:photo.0:done"}) // an answer to a question that is no more: the new one is shown
	s.hears("Từ khi nào?").remembers(map[string]string{"field": `"rac"`, "what": `"Rác đầy ngõ"`})
	if s.state.Version != 2 {
		t.Errorf("version = %d; want 2", s.state.Version)
	}
	s.say("hôm nay").hears("rac")
}

func TestAnOpenQuestionKeepsItsAnswerWhenItIsRenamed(t *testing.T) {
	old := perform(t, report(new(int)))
	later := talk.Flow{Name: "report", Version: 2, Upgrade: func(s *talk.State) { s.Rename("kind", "field") }, Run: func(c *talk.Chat) {
		c.Say("%s", c.Choice("field", "Lĩnh vực?", talk.Option{Value: "rac", Label: "Rác thải"}))
	}}
	s := &stage{t: t, flow: later, lang: english(), state: old.state}
	s.say("1").hears("rac")
}

func TestAnOptionThatIsNoMoreIsAskedAgain(t *testing.T) {
	s := perform(t, report(new(int))).press("Đèn đường")
	s.flow.Run = func(c *talk.Chat) {
		c.Choice("kind", "Việc gì?", talk.Option{Value: "rac", Label: "Rác thải"})
	}
	s.say("bất kỳ").hears("Việc gì?").remembers(map[string]string{"price": "7"})
}

func TestAFlowLeadsToAnother(t *testing.T) {
	s := perform(t, talk.Flow{Name: "first", Run: func(c *talk.Chat) {
		if c.Choice("go", "Đi đâu?", talk.Option{Value: "on", Label: "Tiếp"}) == "on" {
			c.Go("second", "với điều này")
		}
		t.Error("the flow ran on after it ended")
	}}).press("Tiếp")
	if s.last.Next == nil || *s.last.Next != (talk.Next{Flow: "second", Arg: "với điều này"}) || !s.last.Ended || s.state.Running() {
		t.Errorf("outcome = %+v; want the end and the second flow", s.last)
	}
}

func TestShowingTheOpenQuestionAgainCountsNothing(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải")
	question := s.last.Messages
	s.take(s.flow.Show(context.Background(), s.lang, s.state))
	s.counts().hears("Kể rõ (giá 7)?")
	if len(s.last.Messages) != len(question) {
		t.Errorf("%d messages; want %d", len(s.last.Messages), len(question))
	}
	s.turn(talk.Input{Button: "run1:what:~"}).counts().hears("Kể rõ (giá 7)?")
}

func TestWhatAFlowWasStartedWithStays(t *testing.T) {
	flow := talk.Flow{Name: "track", Run: func(c *talk.Chat) {
		c.Choice("yes", c.Arg()+" "+c.Run(), talk.Option{Value: "yes", Label: "Có"})
		c.Say("%s %s", c.Arg(), c.Run())
	}}
	s := &stage{t: t, flow: flow, lang: english()}
	s.take(flow.Start(t.Context(), s.lang, "HS-1"))
	s.hears("HS-1 run1").press("Có").hears("HS-1 run1")
}
