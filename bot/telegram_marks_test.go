package bot

import (
	"strings"
	"testing"

	"danbiet/talk"
)

func TestMarksOfANoticeAreBoldAndItalicOnTelegramAndGoneInTheTerminal(t *testing.T) {
	t.Parallel()
	m := talk.Message{Title: "Họp *tổ*", Text: "Lúc *19:00* ở _nhà <văn> hóa_, 2 * 3", Marked: true}
	if got, want := htmlOf(m), "<b>Họp *tổ*</b>\n\nLúc <b>19:00</b> ở <i>nhà &lt;văn&gt; hóa</i>, 2 * 3"; got != want {
		t.Errorf("Telegram gets %q, want %q", got, want)
	}
	var b strings.Builder
	renderTerminal(&b, m, 0)
	if want := "Lúc 19:00 ở nhà <văn> hóa, 2 * 3\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("the terminal shows %q, want %q at its end", b.String(), want)
	}
	m.Text = strings.Repeat("*đậm* ", 900)
	for _, part := range splitForTelegram(m) {
		if !part.Marked {
			t.Error("a part of a long notice has lost that its marks are to be shown")
		}
	}
	if joined := joinRemarks([]talk.Message{{Text: "*gõ* đúng"}, {Text: "*Tin*", Marked: true}, {Text: "hỏi"}}); len(joined) != 3 {
		t.Errorf("words that a citizen may have typed are shown with a notice's marks: %+v", joined)
	}
}
