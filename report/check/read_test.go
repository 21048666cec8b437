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

// docx packs the body of a Word document.
func docx(t *testing.T, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write([]byte(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`))
	if err != nil {
		t.Fatal(err)
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

func TestUnreadableFilesSayWhy(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		raw  []byte
		want error
	}{
		"another kind":      {"a.pdf", []byte("x"), ErrKind},
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
		if _, err := Read(c.file, bytes.NewReader(c.raw)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
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
