package report_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

// facts are figures as a test needs them: A3 on time of nothing, A1 two petitions, no theft, and residents not entered.
func facts() report.Facts {
	figure := func(id string, f report.Figure) report.Figure {
		f.Metric, _ = report.Find(id)
		return f
	}
	return report.Facts{
		Sheet: report.Sheet{
			Figures: map[string]report.Figure{
				"A1": figure("A1", report.Figure{Whole: 2, Value: 2}), "A4": figure("A4", report.Figure{}),
				"A3": figure("A3", report.Figure{None: true}), "A5": figure("A5", report.Figure{Whole: 4}),
			},
			Entries: map[string]ward.Entry{"tham-nhung": {Indicator: "tham-nhung"}, "hoi-vien": {Indicator: "hoi-vien", Value: 3}},
		},
		Words: map[string]string{"phuong": "phường Minh Đức"},
	}
}

func TestASentenceReadsRightWhateverTheFigureIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Có {A1} đơn tại {phuong}.":                          "Có 02 đơn tại phường Minh Đức.",
		"{A3? Đạt {A3}. | Không có đơn đến hạn.}":            "Không có đơn đến hạn.",
		"{A5? Đạt {A5}. | Không có đơn đến hạn.}":            "Đạt 0%.", // nothing done of something is no absence
		"{A4? Còn {A4} đơn.}":                                "",
		"{tham-nhung? Có {tham-nhung} vụ | Không có vụ nào}": "Không có vụ nào",
		"{dan-so? {dan-so} người | không có ai}":             "[cần bổ sung: Dân số sinh sống thường xuyên]",
		"{dan-so?? {dan-so} người | chưa thống kê}":          "chưa thống kê",
		"{tham-nhung?? {tham-nhung} vụ | chưa thống kê}":     "0 vụ",
		"{hoi-vien/dan-so}":                                  "[cần bổ sung: Dân số sinh sống thường xuyên]",
		"{A1/A4? {A1/A4} | không phát sinh đơn}":             "không phát sinh đơn",
		"{A1? có{A4?, còn {A4}|, không còn}}":                "có, không còn",
		"{cần: số, ngày của kế hoạch}":                       "[cần bổ sung: số, ngày của kế hoạch]",
		"{ky}":                "[cần bổ sung: kỳ báo cáo]",
		`\{A1\} \| \\ a|b \n`: `{A1} | \ a|b \n`,
	} {
		parsed, err := report.ParseTemplate(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := said(parsed); got != want {
			t.Errorf("%s says %q, want %q", text, got, want)
		}
	}
}

func said(t report.Template) string {
	var b strings.Builder
	for _, r := range t.Fill(facts()) {
		b.WriteString(r.Text)
	}
	return b.String()
}

func TestATextThatCannotBeReadSaysWhereAndWhy(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"một\nhai {A1":             "dòng 2, cột 5: trường này thiếu dấu } ở cuối",
		"có } thừa":                `dòng 1, cột 4: dấu } không có dấu { mở trường; muốn viết chính dấu này, xin ghi \}`,
		"{}":                       `dòng 1, cột 1: trường này chưa có tên; muốn viết chính dấu {, xin ghi \{`,
		"{hanh-phuc}":              "dòng 1, cột 2: không có chỉ tiêu hay từ nào tên “hanh-phuc”",
		"{A1/hanh-phuc? a}":        "dòng 1, cột 2: không có chỉ tiêu hay từ nào tên “hanh-phuc”",
		"{A1/dan-so:9}":            "dòng 1, cột 2: không có chỉ tiêu hay từ nào tên “A1/dan-so:9”",
		"{A1 a}":                   "dòng 1, cột 5: sau tên trường “A1” phải là dấu } hoặc dấu ?",
		"{A1? a | b | c}":          "dòng 1, cột 12: một trường chỉ có hai vế, cách nhau bằng một dấu |",
		"{A1? a":                   "dòng 1, cột 1: trường này thiếu dấu } ở cuối",
		"{cần: }":                  "dòng 1, cột 1: sau “cần:” xin ghi nội dung phải bổ sung",
		"{cần: a | b}":             "dòng 1, cột 9: trường “cần:” không có hai vế",
		strings.Repeat("{A1?", 9):  "dòng 1, cột 33: các trường lồng nhau quá 8 lớp",
		strings.Repeat("a", 65537): "dòng 1, cột 1: nội dung dài quá 65.536 byte",
	} {
		_, err := report.ParseTemplate(text)
		if err == nil || err.Error() != want {
			t.Errorf("%.40q: %v; want %s", text, err, want)
		}
	}
}

func TestWordsAreReadBackAsThemselves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.String().Draw(t, "words")
		parsed, err := report.ParseTemplate(report.EscapeTemplate(words))
		if err != nil {
			t.Fatal(err)
		}
		if got := said(parsed); got != words {
			t.Errorf("%q comes back as %q", words, got)
		}
	})
}

func TestATextMeansTheSameAfterItWasWrittenAgain(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{"{", "}", "|", "?", "??", `\`, "A1", "dan-so", "hoi-vien/dan-so:2", "cần:", " ", "a", "\n", "{A1? ", "{A4}", "{dan-so?? ", " | "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(pieces).Draw(t, "pieces"), "")
		parsed, err := report.ParseTemplate(text)
		if err != nil {
			if !errors.As(err, new(report.TemplateError)) {
				t.Fatalf("%T", err)
			}
			return
		}
		again, err := report.ParseTemplate(parsed.String())
		if err != nil {
			t.Fatalf("%q is written as %q: %v", text, parsed, err)
		}
		if diff := cmp.Diff(parsed.Fill(facts()), again.Fill(facts())); diff != "" {
			t.Errorf("%q is written as %q (-before +after):\n%s", text, parsed, diff)
		}
	})
}

func TestEverySectionHasATextThatCanBeRead(t *testing.T) {
	t.Parallel()
	dimensions := map[int]bool{}
	for _, s := range report.Sections() {
		text := report.DefaultText(s.Key)
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s has no text", s.Key)
		}
		if _, err := report.ParseTemplate(text); err != nil {
			t.Errorf("%s: %v", s.Key, err)
		}
		dimensions[s.Dimension] = true
	}
	for n := 1; n <= report.Dimensions; n++ {
		if !dimensions[n] {
			t.Errorf("the dimension %d is left out", n)
		}
	}
}

func TestPeriodsAreCalledAsReportsCallThem(t *testing.T) {
	t.Parallel()
	for days, want := range map[[2]string][2]string{
		{"2024-01-01", "2024-06-30"}: {"6 tháng đầu năm 2024", "6 tháng cuối năm 2024"},
		{"2023-12-15", "2024-06-14"}: {"6 tháng đầu năm 2024", "6 tháng cuối năm 2024"}, // Nghị định 09/2019/NĐ-CP, Điều 12
		{"2024-06-15", "2024-12-14"}: {"6 tháng cuối năm 2024", "6 tháng đầu năm 2025"},
		{"2024-01-01", "2024-12-31"}: {"năm 2024", "năm 2025"},
		{"2023-12-15", "2024-12-14"}: {"năm 2024", "năm 2025"},
		{"2024-10-01", "2024-12-31"}: {"quý IV năm 2024", "quý I năm 2025"},
		{"2024-02-01", "2024-02-29"}: {"tháng 2 năm 2024", "tháng 3 năm 2024"},
		{"2024-01-01", "2024-06-13"}: {"từ ngày 01/01/2024 đến ngày 13/06/2024", "thời gian tới"},
		{"2024-02-01", "2024-07-31"}: {"từ ngày 01/02/2024 đến ngày 31/07/2024", "thời gian tới"},
	} {
		s := report.Scope{From: law.MustDate(days[0]), To: law.MustDate(days[1])}
		if got := [2]string{s.Name(), s.Ahead()}; got != want {
			t.Errorf("%v: %q, want %q", days, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		year, last := rapid.IntRange(2015, 2090).Draw(t, "year"), rapid.IntRange(0, 31).Draw(t, "last day")
		first, second := report.HalfYear(year, false, last), report.HalfYear(year, true, last)
		if first.Next() != second || second.Next() != report.HalfYear(year+1, false, last) || first.Year() != year || second.Year() != year {
			t.Errorf("%v is followed by %v", first, second)
		}
	})
}
