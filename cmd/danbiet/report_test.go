package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"danbiet/db/dbtest"
)

var updateReport = flag.Bool("update", false, "write the sample's report anew, to be read in the diff")

// sampleHouse is an installation with the sample ward, closed again, and the flags that lead there.
func sampleHouse(t *testing.T, url string) []string {
	t.Helper()
	key := filepath.Join(t.TempDir(), "secret.key")
	h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if err := applySample(t.Context(), h.House); err != nil {
		t.Fatal(err)
	}
	return []string{"--database-url", url, "--secret-key-file", key}
}

// reported runs danbiet report and returns what it writes and what it says beside.
func reported(t *testing.T, house []string, args ...string) (out []byte, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), slices.Concat([]string{"report"}, args, house), streams{strings.NewReader(""), &stdout, &stderr}); code != 0 {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	return stdout.Bytes(), stderr.String()
}

func TestTheSamplesReportReadsAsItsRecordSays(t *testing.T) {
	t.Parallel()
	house := sampleHouse(t, dbtest.SQLiteURL(t))
	got, said := reported(t, house, "--half", "2024-1")
	const golden = "testdata/report/sample-2024-1.md"
	if *updateReport {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got; -update writes it anew):\n%s", diff)
	}
	for _, figure := range []string{
		"07 đơn", "không có đơn khiếu nại, tố cáo", "100% đúng hạn", "24 ngày tiếp", "437/484", "90,3%", "50,03%", "9,9%", "2.174 hồ sơ",
		"09 tin bài", "06 tin bài", "07 tin bài",
	} {
		if !strings.Contains(string(got), figure) {
			t.Errorf("the report does not say %q", figure)
		}
	}
	if want := "cần bổ sung ho-so.tiep-nhan: Hồ sơ thủ tục hành chính đã tiếp nhận (hồ sơ)\n"; !strings.Contains(said, want) {
		t.Errorf("what must be entered is not said: %s", said)
	}
}

func TestAReportComesInEveryFormat(t *testing.T) {
	t.Parallel()
	house := sampleHouse(t, dbtest.SQLiteURL(t))
	days := []string{"--from", "2024-01-01", "--to", "2024-06-30", "--format"}
	data, _ := reported(t, house, append(days, "csv")...)
	plain, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	rows, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
	if err != nil || !marked || !slices.ContainsFunc(rows, func(row []string) bool { return row[2] == "dan-so" && row[5] == "8.805" && row[6] == "8805" }) {
		t.Errorf("csv: %v; with a byte order mark: %v; rows: %v", err, marked, rows)
	}
	data, _ = reported(t, house, append(days, "json")...)
	var content struct {
		Blocks  []struct{ Kind string }
		Missing []string
	}
	if err := json.Unmarshal(data, &content); err != nil || len(content.Blocks) == 0 || !slices.Contains(content.Missing, "ho-so.tiep-nhan") {
		t.Errorf("json: %v, %d blocks, missing %v", err, len(content.Blocks), content.Missing)
	}
	data, _ = reported(t, house, append(days, "xlsx")...)
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if sheets := file.GetSheetList(); len(sheets) != 9 || sheets[8] != "Định nghĩa" {
		t.Errorf("the sheets are %q", sheets)
	}
	cells, err := file.GetRows("8. Quản trị điện tử")
	if err != nil || !slices.ContainsFunc(cells, func(row []string) bool { return len(row) > 3 && row[0] == "dvc.ho-so" && row[3] == "2,174" }) {
		t.Errorf("the sheet of the eighth dimension: %v, %q", err, cells)
	}
}

func TestTheReportIsSetAsAnOfficeDocument(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("DANBIET_TEST_REQUIRE") == "all" {
				t.Fatalf("%s is required: %v", program, err)
			}
			t.Skipf("%s is not installed", program)
		}
	}
	house := sampleHouse(t, dbtest.SQLiteURL(t))
	path := filepath.Join(t.TempDir(), "report.pdf")
	reported(t, house, "--half", "2024-1", "--number", "25/BC-UBND", "--date", "2024-06-13", "--format", "pdf", "-o", path)
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) < 8 || len(pages) > 12 {
		t.Errorf("the report has %d pages", len(pages))
	}
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "PHƯỜNG MINH ĐỨC", "Số: 25/BC-UBND", "Minh Đức, ngày 13 tháng 6 năm 2024", "BÁO CÁO",
	} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("the first page does not say %q:\n%s", want, pages[0])
		}
	}
	if first, second := strings.TrimSpace(pages[0]), strings.TrimSpace(pages[1]); strings.HasPrefix(first, "1") || !strings.HasPrefix(second, "2\n") {
		t.Errorf("pages are numbered from the second one on, at the top: %.20q, %.20q", first, second)
	}
	for _, want := range []string{"I. TRIỂN KHAI THỰC HIỆN", "6. Thủ tục hành chính công", "IV. KIẾN NGHỊ, ĐỀ XUẤT", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Bùi Danh Cẩn", "./.", "PHỤ LỤC"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

func TestAFrozenReportIsWrittenAsItWasAndItsChangesAreSaid(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, url string) {
		house := sampleHouse(t, url)
		was, said := reported(t, house, "--half", "2024-1", "--freeze", "--incomplete")
		if !strings.Contains(said, "frozen under the number 1\n") {
			t.Errorf("the number is not said: %s", said)
		}
		figures := filepath.Join(t.TempDir(), "so-lieu.csv")
		if err := os.WriteFile(figures, []byte("Mã chỉ tiêu;Từ ngày;Đến ngày;Giá trị;Văn bản nguồn\ndan-so;01/01/2024;13/06/2024;8.900;Báo cáo 12\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, failed bytes.Buffer
		if code := run(t.Context(), slices.Concat([]string{"import", "indicators", figures}, house), streams{strings.NewReader(""), &out, &failed}); code != 0 {
			t.Fatal(failed.String())
		}
		now, said := reported(t, house, "--half", "2024-1")
		for _, want := range []string{"the data has changed since report 1 was frozen", "dan-so Dân số sinh sống thường xuyên: giá trị 8.805 → 8.900"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not said: %s", want, said)
			}
		}
		if bytes.Equal(was, now) {
			t.Error("the report of now is the one of then")
		}
		frozen, _ := reported(t, house, "--frozen", "1")
		if diff := cmp.Diff(string(was), string(frozen)); diff != "" {
			t.Errorf("the frozen report (-was +is):\n%s", diff)
		}
	})
}

func TestWhatIsNotReadyToBeSignedIsFrozenOnlyOnPurpose(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, url string) {
		house := sampleHouse(t, url)
		for half, want := range map[string]string{"2024-1": "is not complete", "2098-1": "the period ends on"} {
			var out, failed bytes.Buffer
			code := run(t.Context(), slices.Concat([]string{"report", "--half", half, "--freeze"}, house), streams{strings.NewReader(""), &out, &failed})
			if code != 1 || out.Len() > 0 || !strings.Contains(failed.String(), want) {
				t.Errorf("%s: exit %d, %d bytes, %q; want %q", half, code, out.Len(), failed.String(), want)
			}
		}
	})
}

func TestAReportOfNoPeriodIsRefusedInASentence(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"":                                       "say of which period",
		"--from 2024-01-01":                      "say of which period",
		"--from 2024-06-30 --to 2024-01-01":      "--to: 2024-01-01 is before 2024-06-30",
		"--half 2024-1 --from 2024-01-01":        "--half",
		"--frozen 1 --freeze":                    "--frozen",
		"--half 2024-1 --format odt":             "--format",
		"--from 2024-13-01 --to 2024-06-30 -o x": "--from",
	} {
		var out, failed bytes.Buffer
		if code := run(t.Context(), append([]string{"report"}, strings.Fields(args)...), streams{strings.NewReader(""), &out, &failed}); code != 2 || !strings.Contains(failed.String(), want) {
			t.Errorf("report %s: exit code %d, %s; want 2 and %q", args, code, &failed, want)
		}
	}
}

func TestTheCheckerFindsNoErrorInTheSamplesReport(t *testing.T) {
	t.Parallel()
	var out, failed bytes.Buffer
	if code := run(t.Context(), []string{"check", "testdata/report/sample-2024-1.md"}, streams{strings.NewReader(""), &out, &failed}); code != 0 {
		t.Errorf("exit code %d:\n%s%s", code, &out, &failed)
	}
}
