package paper

import (
	"bytes"
	"strings"
	"testing"
)

func sampleScript() ScriptForm {
	return ScriptForm{
		Letterhead: minhDuc, Created: created, Title: "Lịch tiêm phòng dại cho chó, mèo",
		Schedule: "06:30, 17:00 hằng ngày, từ 05/06/2024 đến 14/06/2024",
		Text: "Ủy ban nhân dân phường Minh Đức kính mời các gia đình nuôi chó, mèo đưa vật nuôi đến tiêm phòng dại tại nhà văn hóa tổ dân phố.\n" +
			"Thời gian: từ bảy giờ ba mươi phút đến mười một giờ, ngày mười lăm tháng sáu năm hai nghìn không trăm hai mươi tư.\n" +
			"Mức thu: hai mươi lăm nghìn đồng một con. Hộ nghèo, hộ cận nghèo được miễn.\nXin cảm ơn ông bà.",
	}
}

func TestScriptSaysWhatIsReadHowOftenAndWhen(t *testing.T) {
	form := sampleScript()
	pdf := must(t)(Script(form))
	checkTexts(t, pdf, "ỦY BAN NHÂN DÂN PHƯỜNG MINH ĐỨC", "BÀI ĐỌC TRÊN LOA TRUYỀN THANH", form.Title, "Đọc: 06:30, 17:00 hằng ngày, từ 05/06/2024 đến 14/06/2024",
		"Mức thu: hai mươi lăm nghìn đồng một con.", "– Hết –", sampleMark)
	checkMargins(t, pdf)
	if got := pages(pdf); got != 1 {
		t.Errorf("a short notice takes %d pages", got)
	}
	if again := must(t)(Script(form)); !bytes.Equal(pdf, again) {
		t.Error("two scripts from one form differ")
	}
}

func TestScriptWithoutAPlanIsFilledInByHand(t *testing.T) {
	form := sampleScript()
	form.Schedule = ""
	checkTexts(t, must(t)(Script(form)), "Đọc …… lần/ngày, từ ……/……/……… đến ……/……/………")
}

func TestScriptTurnsItsPageBetweenParagraphs(t *testing.T) {
	form := sampleScript()
	form.Text = strings.Repeat(strings.Repeat("Đề nghị bà con dọn vệ sinh trước nhà, khơi thông cống rãnh. ", 4)+"Xin hết đoạn.\n", 8)
	texts := pageTexts(t, must(t)(Script(form)))
	if len(texts) < 2 {
		t.Fatalf("%d pages", len(texts))
	}
	for i, page := range texts[:len(texts)-1] {
		if !strings.HasSuffix(page, "Xin hết đoạn.") {
			t.Errorf("page %d ends in the middle of a paragraph", i+1)
		}
	}
	if last := texts[len(texts)-1]; !strings.HasSuffix(last, "– Hết –") || len(last) < 60 {
		t.Errorf("the last page reads %q", last)
	}
}

func TestScriptTakesAnyText(t *testing.T) {
	for what, text := range hostile {
		t.Run(what, func(t *testing.T) {
			head := Letterhead{Parent: text, Body: text, Place: text, Sample: true}
			checkMargins(t, must(t)(Script(ScriptForm{Letterhead: head, Title: text, Text: text, Schedule: text})))
		})
	}
	checkMargins(t, must(t)(Script(ScriptForm{})))
}
