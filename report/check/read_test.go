package check

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/google/go-cmp/cmp"
)

// utf16 is how a compound file writes the name of a stream.
func utf16(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

// docx packs the body of a Word document, and other parts of it as name and text.
func docx(t *testing.T, body string, others ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	parts := append([]string{"document", "<w:body>" + body + "</w:body>"}, others...)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create("word/" + parts[i] + ".xml")
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Write([]byte(`<?xml version="1.0"?><w:part xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + parts[i+1] + `</w:part>`))
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func paragraphXML(text string) string {
	half := len([]rune(text)) / 2
	return "<w:p><w:r><w:t>" + string([]rune(text)[:half]) + "</w:t></w:r><w:r><w:t>" + string([]rune(text)[half:]) + "</w:t></w:r></w:p>"
}

func TestWordDocumentIsReadWithItsTables(t *testing.T) {
	row := func(cells ...string) string {
		var b strings.Builder
		for _, c := range cells {
			b.WriteString("<w:tc>" + paragraphXML(c) + "</w:tc>")
		}
		return "<w:tr>" + b.String() + "</w:tr>"
	}
	body := paragraphXML("BÁO CÁO") + paragraphXML("Có 45/50 hộ tham gia, đạt 95%.") +
		"<w:tbl>" + row("TT", "Thôn", "Số đơn") + row("1", "Thôn Đông", "4") + row("2", "Thôn Đoài", "7") + row("", "Tổng cộng", "12") + "</w:tbl>"
	d, err := Read("bao-cao.DOCX", bytes.NewReader(docx(t, body)))
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Check(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		got = append(got, brief(f))
	}
	if diff := cmp.Diff([]string{"2 error percentage", "6 error table-total"}, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// What Word shows is what is read: automatic numbers, what was inserted and not what was deleted or moved away, text boxes
// and notes.
func TestWordDocumentIsReadAsWordShowsIt(t *testing.T) {
	listed := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := listed("0", "KẾT QUẢ") + listed("1", "Kinh tế") + `<w:p><w:pPr><w:pStyle w:val="Muc"/></w:pPr><w:r><w:t>Văn hóa</w:t></w:r></w:p>` +
		listed("0", "NHIỆM VỤ") + listed("1", "Thu") + listed("2", "Gạch đầu dòng") +
		`<w:p><w:r><w:t>Có </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>13</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>14</w:t></w:r></w:ins><w:r><w:t> hộ.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>Trước </w:t></w:r><w:txbxContent><w:p><w:r><w:t>Trong hộp.</w:t></w:r></w:p></w:txbxContent><w:r><w:t>sau.</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + paragraphXML("Tổng cộng") + `</w:tc><w:tc>` + paragraphXML("9") + `</w:tc></w:tr></w:tbl>`
	numbers := `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>` +
		`<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`
	styles := `<w:style w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>`
	notes := `<w:footnote><w:p><w:r><w:t>Số liệu của 12 thôn.</w:t></w:r></w:p></w:footnote>`
	d, err := Read("a.docx", bytes.NewReader(docx(t, body, "numbering", numbers, "styles", styles, "footnotes", notes)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.paragraphs {
		got = append(got, p.text)
	}
	want := []string{
		"I. KẾT QUẢ", "1. Kinh tế", "2. Văn hóa", "II. NHIỆM VỤ", "1. Thu", "- Gạch đầu dòng", "Có 14 hộ.", "Trong hộp.", "Trước sau.",
		"Tổng cộng |  | 9", "Số liệu của 12 thôn.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

// A file that repeats a long number before each of its paragraphs would unpack to more than any machine holds.
func TestANumberOfAListThatIsLongerThanAnyIsNotShown(t *testing.T) {
	numbers := `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="` + strings.Repeat("x", 1000) + `%1."/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`
	body := `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Kinh tế</w:t></w:r></w:p>`
	d, err := Read("a.docx", bytes.NewReader(docx(t, body, "numbering", numbers)))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.paragraphs[0].text; got != "Kinh tế" {
		t.Errorf("%d letters are read; want the paragraph alone", len(got))
	}
}

// A place in Word is found by its first words.
func TestFindingsBeginWithTheWordsOfTheirLine(t *testing.T) {
	got := checkText(t, "BÁO CÁO\n\nUBND xã bổ xung hồ sơ cho các hộ dân ở thôn Đông và thôn Đoài trong tháng.\n")
	if len(got) != 1 || got[0].Text != "UBND xã bổ xung hồ sơ cho các hộ dân ở thôn…" {
		t.Errorf("findings: %+v", got)
	}
}

// A file without a full stop, or of one sentence again and again, is answered all the same.
func TestTextsWithoutAnEndAreAnswered(t *testing.T) {
	for _, unit := range []string{
		"Có 14/12 thôn đạt chuẩn (kiến nghị 2, khiếu nại 3) tăng 12 hộ so với cùng kỳ (50 hộ) bằng 90% ",
		"Không có vụ cháy nào. Xảy ra 02 vụ cháy ở chợ. ",
	} {
		text := strings.Repeat(unit, (48<<10)/len(unit))
		if found := checkText(t, text); len(found) == 0 {
			t.Errorf("nothing found in %q and so on", unit)
		}
	}
}

func TestUnreadableFilesSayWhy(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		raw  []byte
		want error
	}{
		"another kind":      {"a.odt", []byte("x"), ErrKind},
		"a PDF":             {"a.pdf", []byte("%PDF-1.7"), ErrPDF},
		"a renamed PDF":     {"a.docx", []byte("%PDF-1.7"), ErrPDF},
		"old Word":          {"a.doc", []byte("x"), ErrOldWord},
		"renamed old Word":  {"a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument"), ErrOldWord},
		"a password":        {"a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + utf16("EncryptedPackage")), ErrLocked},
		"an empty .docx":    {"a.docx", nil, ErrNoText},
		"no text in it":     {"a.docx", docx(t, "<w:p></w:p>"), ErrNoText},
		"no ending":         {"bao-cao", []byte("x"), ErrKind},
		"empty":             {"a.txt", nil, ErrNoText},
		"only spaces":       {"a.md", []byte(" \n\t\n"), ErrNoText},
		"Windows encoding":  {"a.txt", []byte("B\xe1o c\xe1o"), ErrEncoding},
		"TCVN3 font":        {"a.txt", []byte("khiÕu n¹i, tè c¸o cña c«ng d©n"), ErrEncoding},
		"binary":            {"a.txt", []byte("abc\x00def"), ErrEncoding},
		"too long":          {"a.txt", bytes.Repeat([]byte("a "), maxText), ErrTooLarge},
		"no archive":        {"a.docx", []byte("PK nothing"), ErrDamaged},
		"broken XML":        {"a.docx", docx(t, "<w:p><w:t>"), ErrDamaged},
		"zip bomb":          {"a.docx", docx(t, strings.Repeat("<w:p></w:p>", maxXML/10)), ErrTooLarge},
		"too much in cells": {"a.docx", docx(t, "<w:p><w:t>"+strings.Repeat("a", maxText+1)+"</w:t></w:p>"), ErrTooLarge},
	} {
		_, err := Read(c.file, bytes.NewReader(c.raw))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if sentence, ok := Unreadable(err); !ok || sentence != c.want.Error() {
			t.Errorf("%s: people are told %q", name, sentence)
		}
	}
}

// A file typed on another system says the same.
func TestDecomposedTextAndOtherLineEndsAreTheSame(t *testing.T) {
	text := "BÁO CÁO\n\nLuật Đất đai năm 2014. Kế hoạch với tổng\n\nmức thu 5 triệu đồng. Bổ xung hồ sơ."
	want := checkText(t, text)
	if len(want) == 0 {
		t.Fatal("nothing found in the text itself")
	}
	for name, other := range map[string]string{
		"NFD":   norm.NFD.String(text),
		"CRLF":  strings.ReplaceAll(text, "\n", "\r\n"),
		"a BOM": "\ufeff" + text,
	} {
		if diff := cmp.Diff(want, checkText(t, other)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestParagraphsSplitByPageBreaksAreJoined(t *testing.T) {
	text := "Xã thu được của nhân dân trong cả năm tổng\n\nsố 12 triệu đồng. Có 45/50 hộ\n\ntham gia, đạt 95%."
	got := checkText(t, text)
	if len(got) != 1 || got[0].Line != 3 || got[0].Rule != "percentage" {
		t.Errorf("findings: %v; want the percentage of line 3", got)
	}
}

func TestFiguresAreComparedWithTheRecord(t *testing.T) {
	d, err := Read("a.txt", strings.NewReader("Xã tiếp nhận 12 đơn thư.\n\nTỷ lệ đúng hạn đạt 98,5%.\n\nSo với cùng kỳ tiếp nhận 9 đơn thư."))
	if err != nil {
		t.Fatal(err)
	}
	figures := []Figure{
		{Name: "đơn tiếp nhận", Patterns: []string{`tiếp nhận (\d+) đơn thư`}, Value: 14},
		{Name: "tỷ lệ đúng hạn", Patterns: []string{`đúng hạn đạt ([\d,]+)\s*%`}, Value: 98.46},
	}
	got, err := Check(d, Options{Figures: figures})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Rule != "record" || got[0].Line != 1 || !strings.Contains(got[0].Message, "14") {
		t.Errorf("findings: %v; want the petitions of line 1", got)
	}
	if _, err := Check(d, Options{Figures: []Figure{{Patterns: []string{"("}}}}); err == nil {
		t.Error("a broken pattern is accepted")
	}
}
