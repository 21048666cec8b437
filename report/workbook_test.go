package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

func TestAFilledFormIsReadBack(t *testing.T) {
	t.Parallel()
	s := report.Scope{From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30")}
	entered := map[string]ward.Entry{
		"dan-so":         {Indicator: "dan-so", From: s.From, To: s.To, Value: 8805, Document: "Báo cáo"},
		"ho-ngheo.ty-le": {Indicator: "ho-ngheo.ty-le", From: s.From, To: s.To, Value: 0.44, Document: "Quyết định 44"},
		"quy.da-cam":     {Indicator: "quy.da-cam", From: s.From, To: s.To, Value: 13_000_000, Document: "Sổ quỹ"},
	}
	var form bytes.Buffer
	if err := report.WriteEntryForm(&form, s, entered); err != nil {
		t.Fatal(err)
	}
	got, err := report.ReadEntries("so-lieu.XLSX", &form)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ward.Entry{entered["dan-so"], entered["quy.da-cam"], entered["ho-ngheo.ty-le"]}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDatesThatExcelKeepsAsNumbersAreRead(t *testing.T) {
	t.Parallel()
	file := excelize.NewFile()
	for i, row := range [][]any{
		{"Mã chỉ tiêu", "Từ ngày", "Đến ngày", "Giá trị", "Văn bản nguồn"},
		{"dan-so", 45292, 45473, "8.805", "Báo cáo"},
	} {
		if err := file.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		t.Fatal(err)
	}
	got, err := report.ReadEntries("x.xlsx", &data)
	want := []ward.Entry{{Indicator: "dan-so", From: law.MustDate("2024-01-01"), To: law.MustDate("2024-06-30"), Value: 8805, Document: "Báo cáo"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestAFileThatCannotBeUnderstoodSaysWhereAndWhy(t *testing.T) {
	t.Parallel()
	const head = "Mã chỉ tiêu;Từ ngày;Đến ngày;Giá trị;Văn bản nguồn\n"
	for name, c := range map[string]struct{ file, data, want string }{
		"another kind":       {"a.pdf", "", "chỉ nhận tệp .xlsx hoặc .csv"},
		"no Excel file":      {"a.xlsx", "PK rubbish", "không mở được tệp Excel này; xin lưu lại ở dạng .xlsx, không đặt mật khẩu"},
		"empty":              {"a.csv", "", "bảng trống"},
		"a column left out":  {"a.csv", "Mã chỉ tiêu;Giá trị\n", "dòng 1: thiếu cột “Từ ngày”"},
		"unknown":            {"a.csv", head + "hanh-phuc;1/1/2024;30/6/2024;1;x\n", "dòng 2: không có chỉ tiêu mã “hanh-phuc”"},
		"no number":          {"a.csv", head + "dan-so;1/1/2024;30/6/2024;nhiều;x\n", "dòng 2: giá trị “nhiều” không phải là số, ví dụ: 8.805 hoặc 0,44"},
		"an English decimal": {"a.csv", head + "dan-so;1/1/2024;30/6/2024;0.44;x\n", "dòng 2: giá trị “0.44” không phải là số, ví dụ: 8.805 hoặc 0,44"},
		"no day":             {"a.csv", head + "dan-so;1/1/2024;31/6/2024;1;x\n", "dòng 2: ngày phải có dạng 30/06/2024"},
		"backwards":          {"a.csv", head + "dan-so;1/7/2024;30/6/2024;1;x\n", "dòng 2: ngày cuối kỳ trước ngày đầu kỳ"},
		"over a hundred":     {"a.csv", head + "bhyt.ty-le;1/1/2024;30/6/2024;980;x\n", "dòng 2: tỷ lệ không thể trên 100%"},
		"from nowhere":       {"a.csv", head + "dan-so;1/1/2024;30/6/2024;1;\n", "dòng 2: thiếu văn bản nguồn"},
		"two rows":           {"a.csv", head + "a;1/1/2024;30/6/2024;1;x\ndan-so;1/1/2024;30/6/2024;1;\n", "dòng 2: không có chỉ tiêu mã “a”\ndòng 3: thiếu văn bản nguồn"},
	} {
		_, err := report.ReadEntries(c.file, strings.NewReader(c.data))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}
