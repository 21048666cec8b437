package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// part reads one file of a document's package.
func part(t testing.TB, data []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// letters are the texts of a document, a line for each paragraph.
func letters(t testing.TB, content string) string {
	t.Helper()
	var b strings.Builder
	decoder, inside := xml.NewDecoder(strings.NewReader(content)), false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatalf("a part is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local == "t"
		case xml.CharData:
			if inside {
				b.Write(token)
			}
		case xml.EndElement:
			inside = false
			if token.Name.Local == "p" {
				b.WriteByte('\n')
			}
		}
	}
}

func letter(text string) *Docx {
	d := NewDocx(Letterhead{Parent: "Ủy ban nhân dân tỉnh Hưng Yên", Body: "Ủy ban nhân dân phường Minh Đức", Place: "Minh Đức", Sample: true}, "Phiếu chuyển đơn")
	d.WardHeading("05/PC-UBND", "V/v chuyển kiến nghị của công dân", time.Date(2026, 2, 5, 0, 0, 0, 0, time.UTC))
	d.To("Công an phường Minh Đức", "Ban Quản lý chợ")
	d.Heading("I. NỘI DUNG")
	d.Paragraph(Text{Text: text}, Text{Text: " Hồ sơ HS-1.", Bold: true})
	d.Table(Table{Head: []string{"STT", "Nội dung"}, Rows: [][]string{{"1", text}, {"2"}}}, Grid{Widths: []float64{1, 9}, Aligns: []Align{Centred}})
	d.Signing([]string{"TM. Ủy ban nhân dân", "Chủ tịch"}, "", "Như trên", "Lưu: VT")
	return d
}

func TestAnOfficeDocumentHasWhatTheDecreeAsksFor(t *testing.T) {
	data, err := letter("Đường ngập nước.").Bytes()
	if err != nil {
		t.Fatal(err)
	}
	content := part(t, data, "word/document.xml")
	got := letters(t, content)
	for _, want := range []string{
		"ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN\n", "ỦY BAN NHÂN DÂN\nPHƯỜNG MINH ĐỨC\n", "Số: 05/PC-UBND\n", "V/v chuyển kiến nghị của công dân\n",
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "Độc lập - Tự do - Hạnh phúc\n", "Minh Đức, ngày 05 tháng 02 năm 2026\n",
		"Kính gửi:\n- Công an phường Minh Đức;\n- Ban Quản lý chợ.\n", "Đường ngập nước. Hồ sơ HS-1.\n", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the document does not say %q; it says:\n%s", want, got)
		}
	}
	for _, want := range []string{
		`<w:pgSz w:w="11906" w:h="16838"/>`, `w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, `<w:titlePg/>`, `<w:tblHeader/>`,
	} {
		if !strings.Contains(content, want) {
			t.Errorf("the pages lack %s", want)
		}
	}
	if first, next := part(t, data, "word/first.xml"), part(t, data, "word/next.xml"); strings.Contains(first, "PAGE") || !strings.Contains(next, "PAGE") {
		t.Error("pages are numbered from the second one on")
	} else if !strings.Contains(first, sampleMark) || !strings.Contains(next, sampleMark) {
		t.Error("every page of a made-up ward says so")
	}
}

func TestNoSignatureStandsOnAPageOfItsOwn(t *testing.T) {
	d := NewDocx(Letterhead{Body: "Ủy ban nhân dân phường Minh Đức"}, "Báo cáo")
	d.Paragraph(Text{Text: "Trong kỳ không phát sinh."})
	d.Paragraph(Text{Text: "Trên đây là báo cáo./."})
	d.Signing([]string{"Chủ tịch"}, "")
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	paragraphs := strings.SplitAfter(part(t, data, "word/document.xml"), "</w:p>")
	for i, keeps := range []bool{false, true, true} { // the text, its last paragraph, the room above the signature
		if got := strings.Contains(paragraphs[i], "<w:keepNext/>"); got != keeps {
			t.Errorf("paragraph %d stays with what follows: %v; want %v", i, got, keeps)
		}
	}
}

func TestAnOfficeDocumentIsWellFormedWhateverItSays(t *testing.T) {
	for _, text := range []string{"", "<w:p>&\"'", "a\x00b\u202ec\xff", "dòng một\r\ndòng hai", strings.Repeat("dài", 5000), "😀"} {
		data, err := letter(text).Bytes()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/first.xml", "word/next.xml"} {
			letters(t, part(t, data, name))
		}
		got := letters(t, part(t, data, "word/document.xml"))
		if strings.ContainsAny(got, "\x00\u202e\r") {
			t.Errorf("%q leaves control characters in the document", text)
		}
	}
	if got := letters(t, Para{}.xml([]Text{{Text: "<b>&"}})); got != "<b>&\n" {
		t.Errorf("%q is read back", got)
	}
}

func TestTheSameOfficeDocumentGivesTheSameBytes(t *testing.T) {
	one, errOne := letter("Như nhau.").Bytes()
	two, errTwo := letter("Như nhau.").Bytes()
	if err := errors.Join(errOne, errTwo); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("two documents of the same calls differ")
	}
}

func TestALandscapeTableFillsThePage(t *testing.T) {
	d := NewDocx(Letterhead{Body: "Ủy ban nhân dân phường Minh Đức"}, "Sổ tiếp công dân")
	d.Landscape()
	d.Table(Table{Head: make([]string, 13)}, Grid{Size: 10})
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	content := part(t, data, "word/document.xml")
	if !strings.Contains(content, `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`) || strings.Count(content, "<w:gridCol") != 13 {
		t.Error("the register does not have 13 columns over a page turned round")
	}
}
