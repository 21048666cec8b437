package paper

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func samplePoster() PosterForm {
	return PosterForm{
		Letterhead: minhDuc, Created: created, Number: "25/TB-UBND", Date: created,
		Title: "Lịch tiêm phòng dại cho chó, mèo năm 2024",
		Text: unmarked("Ủy ban nhân dân phường Minh Đức kính mời các gia đình nuôi chó, mèo đưa vật nuôi đến tiêm phòng dại tại nhà văn hóa tổ dân phố.\n" +
			"Thời gian: từ 7h30 đến 11h00, ngày 15/6/2024.\nMức thu: 25.000 đồng/con. Hộ nghèo, hộ cận nghèo được miễn.\nXin cảm ơn ông/bà."),
		URL: "https://minhduc.example.gov.vn/phuong/minh-duc/thong-bao/TB-7F3K",
	}
}

func unmarked(text string) []Words { return []Words{{Text: text}} }

func longNotice(paragraphs int) string {
	return strings.TrimSpace(strings.Repeat(strings.Repeat("Đề nghị các hộ gia đình dọn vệ sinh trước nhà, khơi thông cống rãnh. ", 4)+"\n", paragraphs))
}

// textHeight returns how high the letters of a word of the text are set, in points.
func textHeight(t *testing.T, pdf []byte, word string) float64 {
	t.Helper()
	for _, b := range boxes(t, pdf) {
		if b.text == word {
			return b.foot - b.top
		}
	}
	t.Fatalf("%q is not on the page", word)
	return 0
}

func TestPosterCarriesTheNoticeAndTheWayToTheChannel(t *testing.T) {
	form := samplePoster()
	pdf := must(t)(Poster(form))
	checkTexts(t, pdf, nation, motto, "ỦY BAN NHÂN DÂN PHƯỜNG MINH ĐỨC", "Số: 25/TB-UBND", "Minh Đức, ngày 05 tháng 6 năm 2024", form.Title,
		"Mức thu: 25.000 đồng/con.", posterCaption, sampleMark)
	checkMargins(t, pdf)
	if got := pages(pdf); got != 1 {
		t.Errorf("a short notice takes %d pages", got)
	}
	if !bytes.Contains(pdf, []byte("/URI ("+form.URL+")")) {
		t.Error("the QR code cannot be clicked")
	}
	if again := must(t)(Poster(form)); !bytes.Equal(pdf, again) {
		t.Error("two posters from one form differ")
	}
}

func TestPosterIsAsLargeAsItsPageCanHoldIt(t *testing.T) {
	form := samplePoster()
	before := 1e9
	for _, paragraphs := range []int{1, 2, 3, 4} {
		form.Text = unmarked(longNotice(paragraphs))
		pdf := must(t)(Poster(form))
		if got := pages(pdf); got != 1 {
			t.Fatalf("%d paragraphs take %d pages", paragraphs, got)
		}
		height := textHeight(t, pdf, "khơi")
		if height > before || height < posterSmallest {
			t.Errorf("%d paragraphs are set %.1f points high, fewer %.1f", paragraphs, height, before)
		}
		before = height
	}
}

func TestPosterThatOnePageCannotHoldGoesOnAndEndsWithItsCode(t *testing.T) {
	form := samplePoster()
	form.Text = unmarked(longNotice(14))
	pdf := must(t)(Poster(form))
	texts := pageTexts(t, pdf)
	if len(texts) != 2 {
		t.Fatalf("%d pages", len(texts))
	}
	if strings.Contains(texts[0], posterCaption) || !strings.Contains(texts[1], posterCaption) {
		t.Error("the QR code does not stand at the end")
	}
	checkMargins(t, pdf)
}

func TestPosterWithoutAnAddressHasNoCaption(t *testing.T) {
	form := samplePoster()
	form.URL = ""
	if all := allText(t, must(t)(Poster(form))); strings.Contains(all, "Quét mã") {
		t.Error("there is a caption and no QR code")
	}
	form.URL = "https://example.vn/" + strings.Repeat("secret", 1000)
	if _, err := Poster(form); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("an address that no QR code can hold: %v", err)
	}
}

func TestPosterTakesAnyText(t *testing.T) {
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			head := Letterhead{Parent: text, Body: text, Place: text, Sample: true}
			checkMargins(t, must(t)(Poster(PosterForm{Letterhead: head, Number: text, Title: text, Text: []Words{{Text: text}, {Text: text, Bold: true}, {Text: text, Italic: true}}, URL: "https://example.vn/x"})))
		})
	}
	checkMargins(t, must(t)(Poster(PosterForm{})))
}

// TestPosterNeverSpillsByALine tries texts of every length near the end of a page: what was measured must be what is set.
func TestPosterNeverSpillsByALine(t *testing.T) {
	form := samplePoster()
	for sentences := 1; sentences < 40; sentences += 3 {
		form.Text = unmarked(strings.Repeat("Đề nghị bà con phân loại rác.\n", sentences))
		pdf := must(t)(Poster(form))
		if pages(pdf) > 1 && textHeight(t, pdf, "loại") > posterSmallest*1.3 {
			t.Errorf("%d sentences spill over in letters that could be smaller", sentences)
		}
	}
}

func TestPosterSaysWhatItIsOnce(t *testing.T) {
	for title, want := range map[string][]string{
		"Lịch tiêm phòng dại":          {"THÔNG BÁO", "Lịch tiêm phòng dại"},
		"Thông báo lịch tiêm":          {"THÔNG BÁO", "Lịch tiêm"},
		"Thông báo":                    {"THÔNG BÁO", "Thông báo"},
		"THÔNG BÁO về việc họp dân":    {"THÔNG BÁO", "Về việc họp dân"},
		"Thông báo_ không phải là chữ": {"THÔNG BÁO", "Thông báo_ không phải là chữ"},
	} {
		form := samplePoster()
		form.Title = title
		checkTexts(t, must(t)(Poster(form)), want...)
	}
}

func TestPosterSetsMarkedWordsWithWhatHangsTogetherWithThem(t *testing.T) {
	text := []Words{{Text: "Họp lúc ("}, {Text: "19 giờ", Bold: true}, {Text: "), tại\n"}, {Text: "nhà văn hóa", Italic: true}, {Text: ".\n\nMời ông/bà "}, {Text: "đến", Bold: true, Italic: true}}
	got := paragraphsOf(text)
	want := [][]run{
		{{upright, "Họp lúc "}, {bold, "(19 giờ),"}, {upright, " tại"}},
		{{upright, ""}, {italic, "nhà văn hóa."}, {upright, ""}},
		{{upright, "Mời ông/bà "}, {boldItalic, "đến"}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(run{})); diff != "" {
		t.Error(diff)
	}
}
