package talk_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/talk"
)

// asking is a flow of one question that says what it got.
func asking[T any](a talk.Answer[T]) talk.Flow {
	return talk.Flow{Name: "asking", Run: func(c *talk.Chat) {
		c.Say("%v", talk.Ask(c, "q", a, "Hỏi?"))
	}}
}

// tried is what an input to one question leads to.
type tried struct {
	name string
	in   talk.Input
	want []string // what the citizen hears; "Hỏi?" at the end when the question is asked again
}

func try[T any](t *testing.T, a talk.Answer[T], cases []tried) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := perform(t, asking(a)).turn(c.in).hears(c.want...)
			if again := c.want[len(c.want)-1] == "Hỏi?"; again == s.last.Ended || again == s.last.Understood {
				t.Errorf("ended = %v, understood = %v", s.last.Ended, s.last.Understood)
			}
		})
	}
}

func TestWords(t *testing.T) {
	none := []talk.Option{{Value: "-", Label: "Không có"}}
	needed := "Câu này cần trả lời bằng chữ. Mời ông/bà gõ câu trả lời."
	try(t, talk.Words{Min: 3, Max: 10, Options: none}, []tried{
		{"words", talk.Input{Text: "  Ngõ 12 "}, []string{"Ngõ 12"}},
		{"markup and quotes stay as they are", talk.Input{Text: `<b>'";--`}, []string{`<b>'";--`}},
		{"ten letters with marks", talk.Input{Text: "ựựựựựựựựựự"}, []string{"ựựựựựựựựựự"}},
		{"eleven", talk.Input{Text: "ựựựựựựựựựựự"}, []string{"Câu trả lời dài 11 ký tự, tối đa là 10. Mời ông/bà viết ngắn lại; những gì đã khai vẫn được giữ.", "Hỏi?"}},
		{"too short", talk.Input{Text: "ab"}, []string{"Câu trả lời ngắn quá. Mời ông/bà viết rõ hơn một chút.", "Hỏi?"}},
		{"only blanks", talk.Input{Text: " \t\n "}, []string{needed, "Hỏi?"}},
		{"a photo without words", talk.Input{Files: []talk.File{{ID: "f"}}}, []string{needed, "Hỏi?"}},
		{"a place", talk.Input{Location: &talk.Location{}}, []string{needed, "Hỏi?"}},
		{"the option's label", talk.Input{Text: "không có"}, []string{"-"}},
		{"the option's number", talk.Input{Text: "1"}, []string{"-"}},
		{"words that only look like the option", talk.Input{Text: "có không"}, []string{"có không"}},
		{"a number that is no option is words", talk.Input{Text: "123"}, []string{"123"}},
	})
	try(t, talk.Words{}, []tried{
		{"the longest", talk.Input{Text: strings.Repeat("ờ", talk.MaxText)}, []string{strings.Repeat("ờ", talk.MaxText)}},
		{"ten thousand letters", talk.Input{Text: strings.Repeat("ờ", 10_000)}, []string{
			"Câu trả lời dài 10000 ký tự, tối đa là 5000. Mời ông/bà viết ngắn lại; những gì đã khai vẫn được giữ.", "Hỏi?",
		}},
	})
}

func TestAPlace(t *testing.T) {
	wrong := "Vị trí này không đúng. Mời ông/bà gửi lại, hoặc gõ địa chỉ bằng chữ."
	at := func(latitude, longitude float64) talk.Input {
		return talk.Input{Location: &talk.Location{Latitude: latitude, Longitude: longitude}}
	}
	for _, c := range []struct {
		name string
		in   talk.Input
		want talk.Point
	}{
		{"words", talk.Input{Text: "Cổng chợ"}, talk.Point{Text: "Cổng chợ"}},
		{"a shared place", at(20.94, 106.33), talk.Point{Location: &talk.Location{Latitude: 20.94, Longitude: 106.33}}},
		{"the edge of the world", at(-90, 180), talk.Point{Location: &talk.Location{Latitude: -90, Longitude: 180}}},
		{"an option", talk.Input{Button: "run1:q:-"}, talk.Point{Text: "-"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got talk.Point
			perform(t, talk.Flow{Name: "asking", Run: func(chat *talk.Chat) {
				got = talk.Ask(chat, "q", talk.Where{Options: []talk.Option{{Value: "-", Label: "Không có"}}}, "Hỏi?")
			}}).turn(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	try(t, talk.Where{}, []tried{
		{"off the map", at(91, 0), []string{wrong, "Hỏi?"}},
		{"far off the map", at(0, -181), []string{wrong, "Hỏi?"}},
		{"no number at all", at(math.NaN(), 0), []string{wrong, "Hỏi?"}},
		{"without end", at(0, math.Inf(1)), []string{wrong, "Hỏi?"}},
	})
}

func TestFiles(t *testing.T) {
	done := []talk.Option{{Value: "done", Label: "Xong"}}
	photo := func(n int) []talk.File { return make([]talk.File, n) }
	ask := talk.Upload{Room: 2, Options: done}
	for _, c := range []struct {
		name  string
		room  int
		in    talk.Input
		files int
		hears []string
	}{
		{"one", 2, talk.Input{Files: photo(1)}, 1, nil},
		{"as many as there is room for", 2, talk.Input{Files: photo(2)}, 2, nil},
		{"too many", 2, talk.Input{Files: photo(5)}, 2, []string{"Chỉ nhận thêm được 2 tệp; các tệp sau chưa được nhận."}},
		{
			"one, and one refused", 2,
			talk.Input{Files: photo(1), Refused: []talk.Refusal{{Name: "a.exe", Reason: talk.WrongType}}},
			1,
			[]string{"Tệp “a.exe” không phải loại được nhận (ảnh, ghi âm, PDF, Word, Excel)."},
		},
		{"a caption beside a file", 2, talk.Input{Files: photo(1), Text: "xong"}, 1, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got talk.Uploaded
			ask.Room = c.room
			s := perform(t, talk.Flow{Name: "asking", Run: func(chat *talk.Chat) { got = talk.Ask(chat, "q", ask, "Hỏi?") }})
			s.turn(c.in).hears(c.hears...)
			if len(got.Files) != c.files || got.Option != "" {
				t.Errorf("got %+v; want %d files", got, c.files)
			}
		})
	}
	try(t, talk.Upload{Room: 2, Options: done}, []tried{
		{"the option", talk.Input{Text: "xong"}, []string{"{[] done}"}},
		{"words", talk.Input{Text: "đây là ảnh"}, []string{"Mời ông/bà gửi ảnh, tệp hoặc ghi âm, hay bấm một nút bên dưới.", "Hỏi?"}},
		{
			"too large",
			talk.Input{Refused: []talk.Refusal{{Name: "a.pdf", Reason: talk.TooLarge, Limit: 20 << 20}}},
			[]string{"Tệp “a.pdf” lớn quá, tối đa là 20 MB.", "Hỏi?"},
		},
		{
			"not fetched",
			talk.Input{Refused: []talk.Refusal{{Name: "a.pdf", Reason: talk.Unfetched}}},
			[]string{"Tệp “a.pdf” chưa tải về được. Mời ông/bà gửi lại.", "Hỏi?"},
		},
		{
			"several refused",
			talk.Input{Refused: []talk.Refusal{{Name: "a", Reason: talk.WrongType}, {Name: "b", Reason: talk.Unfetched}}},
			[]string{"Tệp “a” không phải loại được nhận (ảnh, ghi âm, PDF, Word, Excel).", "Tệp “b” chưa tải về được. Mời ông/bà gửi lại.", "Hỏi?"},
		},
	})
	for _, room := range []int{0, -1} {
		try(t, talk.Upload{Room: room, Options: done}, []tried{
			{"without room", talk.Input{Files: photo(1)}, []string{"Chỉ nhận thêm được 0 tệp; các tệp sau chưa được nhận.", "Hỏi?"}},
		})
	}
}

func TestTheRestOfAnAlbumAfterItsQuestionIsToldApart(t *testing.T) {
	s := perform(t, report(new(int))).press("Rác thải").say("Rác đầy ngõ")
	album := func(n int) talk.Input {
		return talk.Input{Files: []talk.File{{ID: string(rune('a' + n)), Album: "42"}}}
	}
	s.turn(album(0)).turn(album(1)).turn(album(2)).hears("Loại: rac\nNội dung: Rác đầy ngõ\nẢnh: 3")
	s.turn(album(3)).hears("Câu trước chỉ nhận số tệp như đã nói; tệp gửi thêm này chưa được nhận.", "Loại: rac\nNội dung: Rác đầy ngõ\nẢnh: 3")
	s.turn(talk.Input{Files: []talk.File{{ID: "z", Album: "43"}}}).hears(notUnderstood, "Loại: rac\nNội dung: Rác đầy ngõ\nẢnh: 3")
}

func TestAPhoneNumber(t *testing.T) {
	digits := func(typed string) (string, error) {
		if len(typed) != 10 {
			return "", talk.Problem("Số chưa đúng.")
		}
		return "+84" + typed[1:], nil
	}
	contact := func(phone string, own bool) talk.Input {
		return talk.Input{Contact: &talk.Contact{Phone: phone, Own: own}}
	}
	try(t, talk.Phone{Check: digits, Options: []talk.Option{{Value: "-", Label: "Không để lại số"}}}, []tried{
		{"typed", talk.Input{Text: "0912345678"}, []string{"+84912345678"}},
		{"shared", contact("0912345678", true), []string{"+84912345678"}},
		{"somebody else's", contact("0912345678", false), []string{
			"Đây là danh bạ của người khác nên không nhận được. Mời ông/bà gửi số của chính mình, hoặc gõ số.", "Hỏi?",
		}},
		{"shared and wrong", contact("1", true), []string{"Số chưa đúng.", "Hỏi?"}},
		{"left out", talk.Input{Text: "không để lại số"}, []string{"-"}},
		{"a letter to the ward", talk.Input{Text: strings.Repeat("0", 41)}, []string{
			"Câu trả lời dài 41 ký tự, tối đa là 40. Mời ông/bà viết ngắn lại; những gì đã khai vẫn được giữ.", "Hỏi?",
		}},
	})
}

func TestAnOptionThatOpensAPageIsNoAnswer(t *testing.T) {
	flow := asking(talk.Choose{Options: []talk.Option{{Value: "page", Label: "Xem trang", URL: "https://example.vn"}, {Value: "a", Label: "Một"}, {Value: "b", Label: "Hai"}}})
	s := perform(t, flow)
	if b := s.last.Messages[0].Rows[0][0]; b.Data != "" || b.URL == "" {
		t.Errorf("button = %+v; want a page and no data, for a button does one of the two", b)
	}
	s.say("xem trang").hears(notUnderstood, "Hỏi?")
	s.say("1").hears("a") // numbers go to what can be chosen
}

func TestATypoMeansTheOneOptionThatIsClose(t *testing.T) {
	options := talk.Choose{Options: []talk.Option{{Value: "a", Label: "roads", Aliases: []string{"ways"}}, {Value: "b", Label: "lights"}}}
	try[string](t, options, []tried{
		{"a label", talk.Input{Text: "road"}, []string{"a"}},
		{"an alias", talk.Input{Text: "way"}, []string{"a"}},
		{"an exact alias", talk.Input{Text: "WAYS"}, []string{"a"}},
		{"nothing close", talk.Input{Text: "bridges"}, []string{notUnderstood, "Hỏi?"}},
	})
}

func TestAPartThatTwoOptionsShareChoosesNeither(t *testing.T) {
	options := talk.Choose{Options: []talk.Option{{Value: "a", Label: "tổ dân phố một"}, {Value: "b", Label: "tổ dân phố hai"}}}
	try[string](t, options, []tried{
		{"shared", talk.Input{Text: "tổ dân phố"}, []string{notUnderstood, "Hỏi?"}},
		{"its own", talk.Input{Text: "hai"}, []string{"b"}},
		{"part of a word", talk.Input{Text: "phố h"}, []string{notUnderstood, "Hỏi?"}},
	})
}

func TestOptionsStandBesideEachOtherWhereTheyFit(t *testing.T) {
	s := perform(t, asking(talk.Choose{Columns: 2, Bare: true, Options: []talk.Option{
		{Value: "1", Label: "1"}, {Value: "2", Label: "2"}, {Value: "3", Label: "3"},
	}}))
	var rows []int
	for _, row := range s.last.Messages[0].Rows {
		rows = append(rows, len(row))
	}
	if diff := cmp.Diff([]int{2, 1}, rows); diff != "" {
		t.Error(diff)
	}
}

func TestLabelsAreTranslatedUnlessTheyAreNames(t *testing.T) {
	s := perform(t, asking(talk.Choose{Bare: true, Options: []talk.Option{
		{Value: "a", Label: "Dừng lại"}, {Value: "b", Label: "Dừng lại", Proper: true},
	}}))
	if rows := s.last.Messages[0].Rows; rows[0][0].Label != "Stop" || rows[1][0].Label != "Dừng lại" {
		t.Errorf("labels = %q and %q; want the first translated, the name left", rows[0][0].Label, rows[1][0].Label)
	}
	s.say("stop").hears("a")
}
