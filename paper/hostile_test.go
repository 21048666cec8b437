package paper

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/skip2/go-qrcode"
)

// hostile are texts that would break a careless page.
var hostile = map[string]string{
	"endless word":        strings.Repeat("W", 900),
	"endless link":        "https://example.vn/" + strings.Repeat("a-b_c%20", 120),
	"emoji and Hebrew":    strings.Repeat("👩‍🚒🇻🇳 שלום ", 60),
	"line breaks":         strings.Repeat("x\n\n", 90),
	"very long text":      strings.Repeat("Kính đề nghị xem xét. ", 90),
	"hard spaces":         strings.Repeat("không\u00a0ngắt\u00a0", 100),
	"bytes of every kind": nasty,
}

// nasty holds what means something to a PDF, a terminal or a decoder.
var nasty = "\x00\x1b]0;x\x07 ) Tj ET (\\ \u202e\ufeff\U0010ffff\U0001d400\xff\xc0\xaf\uffff\r\r" + strings.Repeat(`()\\(\\)<<>>%`, 40)

// filled puts one text into every field of every paper.
func filled(text string) map[string]func() ([]byte, error) {
	head := Letterhead{Parent: text, Body: text, Place: text, Sample: true}
	list := []string{text, text}
	return map[string]func() ([]byte, error){
		"complaint": func() ([]byte, error) {
			return Complaint(ComplaintForm{
				Letterhead: head, Created: created, Date: created, To: text, Name: text, Address: text, Phone: text,
				Respondent: text, WhereFrom: text, Act: text, Content: text, Reason: text, Demand: text, Documents: list, Code: text,
				URL: "https://example.vn/x", SubmitAt: text,
			})
		},
		"denunciation": func() ([]byte, error) { return Denunciation(DenunciationForm{Letterhead: head, SendTo: list}) },
		"receipt": func() ([]byte, error) {
			return Receipt(ReceiptForm{
				Letterhead: head, Received: created, Code: text, Kind: text, Field: text, Due: created, DueNote: text,
				URL: "https://example.vn/x", Follow: list, PIN: text,
			})
		},
		"disclosure": func() ([]byte, error) {
			return Disclosure(DisclosureForm{
				Letterhead: head, Created: created, Number: text, Date: created, Kind: text, Subject: text,
				Body:    []Block{{Heading: text, Text: text, Table: Table{Head: list, Rows: [][]string{{text, "1"}, {"2", text, text}}}}},
				Signing: list, Signer: text, Recipients: list,
			})
		},
	}
}

func TestHostileTextNeitherFailsNorLeavesTheMargins(t *testing.T) {
	for what, text := range hostile {
		for name, set := range filled(text) {
			t.Run(name+" with "+what, func(t *testing.T) {
				checkMargins(t, must(t)(set()))
			})
		}
	}
}

func TestTableOfAnyShapeKeepsTheMargins(t *testing.T) {
	wide := make([]string, 40)
	for i := range wide {
		wide[i] = fmt.Sprint("cột", i)
	}
	for name, table := range map[string]Table{
		"no rows":            {Head: []string{"STT", "Nội dung"}},
		"no head":            {Rows: [][]string{{"a", "b"}, {"c"}}},
		"empty cells":        {Head: []string{"", ""}, Rows: [][]string{{"", ""}, {}}},
		"forty columns":      {Head: wide, Rows: [][]string{wide}},
		"head above a page":  {Head: []string{strings.Repeat("dài ", 2000)}, Rows: [][]string{{"1"}, {"2"}}},
		"one endless column": {Head: []string{"TT", "x"}, Rows: [][]string{{"1", strings.Repeat("m", 5000)}}},
	} {
		t.Run(name, func(t *testing.T) {
			form := sampleDisclosure()
			form.Body = []Block{{Table: table}}
			pdf := must(t)(Disclosure(form))
			checkMargins(t, pdf)
			if name == "forty columns" {
				checkTexts(t, pdf, "cột11; cột12;", "cột39")
			}
		})
	}
}

func TestColumnsShareTheWidth(t *testing.T) {
	for _, test := range []struct {
		name           string
		natural, least []float64
		want           []float64
	}{
		{"all fit", []float64{10, 30}, []float64{5, 5}, []float64{40, 120}},
		{"narrow ones get what they ask for", []float64{10, 500}, []float64{10, 20}, []float64{10, 150}},
		{"equal needs", []float64{400, 400}, []float64{20, 20}, []float64{80, 80}},
		{"words too long for their part", []float64{400, 100}, []float64{400, 20}, []float64{128, 32}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, share(test.natural, test.least, 160)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAddressTooLongForAQRCodeIsAnErrorWithoutTheAddress(t *testing.T) {
	form := sampleReceipt()
	form.URL = "https://example.vn/" + strings.Repeat("secret", 1000)
	if _, err := Receipt(form); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
	complaint := sampleComplaint()
	complaint.URL = form.URL
	if _, err := Complaint(complaint); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

// TestQRCodeIsDrawnModuleForModule looks at the page's pixels: a code drawn mirrored or with gaps would still have its links
// and its texts, and no phone would read it.
func TestQRCodeIsDrawnModuleForModule(t *testing.T) {
	const address, x, y, side, dots = "https://example.gov.vn/phuong/minh-duc/ho-so/PA-7F3K-9QXM", 50, 100, 30, 10 // dots per mm
	s := newSheet("", "", Letterhead{}, created)
	if err := s.qr(address, x, y, side); err != nil {
		t.Fatal(err)
	}
	page := gray(t, must(t)(s.finish()), dots)
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	code.DisableBorder = true
	modules := code.Bitmap()
	unit := side / float64(len(modules))
	for row, line := range modules {
		for column, want := range line {
			px, py := int((x+(float64(column)+0.5)*unit)*dots), int((y+(float64(row)+0.5)*unit)*dots)
			if dark := page.GrayAt(px, py).Y < 128; dark != want {
				t.Fatalf("module %d of row %d is dark: %t, should be %t", column, row, dark, want)
			}
		}
	}
}

func BenchmarkPapers(b *testing.B) {
	for name, set := range every(minhDuc) {
		b.Run(name, func(b *testing.B) {
			var size int
			for b.Loop() {
				size = len(must(b)(set()))
			}
			b.ReportMetric(float64(size), "bytes/paper")
		})
	}
}
