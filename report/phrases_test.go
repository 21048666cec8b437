package report_test

import (
	"strings"
	"testing"

	"danbiet/report"
	"danbiet/report/check"
	"danbiet/ward"
)

func TestAReportIsCheckedAgainstTheRecord(t *testing.T) {
	t.Parallel()
	received, _ := report.Find("A1")
	sheet := report.Sheet{
		Figures: map[string]report.Figure{"A1": {Metric: received, Value: 7, Whole: 7}},
		Entries: map[string]ward.Entry{"dan-so": {Indicator: "dan-so", Value: 8805}, "dvc.ho-so": {Indicator: "dvc.ho-so", Value: 2174}, "dvc.phat-sinh": {Indicator: "dvc.phat-sinh", Value: 8}},
	}
	against := func(text string) (lines []string) {
		d, err := check.Read("bao-cao.txt", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		findings, err := check.Check(d, check.Options{Figures: sheet.Checked()})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Rule == "record" {
				lines = append(lines, f.Message)
			}
		}
		return lines
	}
	right := "Trong 6 tháng đầu năm, UBND phường đã tiếp nhận 07 đơn thư.\nToàn phường có 8.805 người dân sinh sống thường xuyên.\nĐã giải quyết 2.174 hồ sơ trực tuyến.\nMới có 08/81 dịch vụ công trực tuyến phát sinh hồ sơ.\n"
	if got := against(right); got != nil {
		t.Errorf("what is right is flagged: %q", got)
	}
	for wrong, says := range map[string]string{
		strings.Replace(right, "07 đơn", "08 đơn", 1): "đơn tiếp nhận: 08",
		strings.Replace(right, "8.805", "8.850", 1):   "dân số sinh sống thường xuyên: 8.850",
		strings.Replace(right, "2.174", "2.147", 1):   "hồ sơ trực tuyến: 2.147",
		strings.Replace(right, "08/81", "09/81", 1):   "phát sinh hồ sơ: 09/81",
	} {
		if got := against(wrong); len(got) != 1 || !strings.Contains(got[0], says) {
			t.Errorf("%q gives %q; want one finding with %q", wrong, got, says)
		}
	}
	for _, f := range sheet.Checked() {
		for _, p := range f.Patterns {
			if strings.ToLower(p) != p {
				t.Errorf("the pattern %q has capitals, which no sentence has", p)
			}
		}
	}
}
