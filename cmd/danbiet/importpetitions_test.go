package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/db/dbtest"
)

const oldHead = "Số đến;Ngày đến;Người gửi;Địa chỉ;Loại;Lĩnh vực;Nội dung;Hướng xử lý;Số văn bản;Ngày xử lý;Kết quả\n"

func TestAnOldRegisterOfPetitionsIsBroughtInWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.EachURL(t, func(t *testing.T, url string) {
		house := sampleHouse(t, url)
		path := filepath.Join(t.TempDir(), "so-don.csv")
		bring := func(want int, rows string) string {
			t.Helper()
			if err := os.WriteFile(path, []byte("\ufeff"+oldHead+rows), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, failed bytes.Buffer
			if code := run(t.Context(), slices.Concat([]string{"import", "petitions", path}, house), streams{strings.NewReader(""), &out, &failed}); code != want {
				t.Fatalf("exit code %d; want %d: %s", code, want, &failed)
			}
			return out.String() + failed.String()
		}
		const right = "12;05/03/2026;Trần Thị A;Tổ 3;Kiến nghị;Môi trường, rác thải;Rác không được thu gom.;Đã trả lời;15/UBND;16/03/2026;Đã thu gom.\n" +
			"13;06/03/2026;Trần Thị B;Tổ 4;khiếu nại;;Không đồng ý với quyết định.;;;;\n"
		for row, want := range map[string]string{
			"14;31/02/2026;A B;;Kiến nghị;;Nội dung.;;;;\n":                               "dòng 4: ngày đến phải có dạng 30/06/2024",
			"12;05/03/2026;A B;;Kiến nghị;;Nội dung.;;;;\n":                               "dòng 4: số đến “12” đã có ở dòng 2",
			"14;05/03/2026;A B;;Thư khen;;Nội dung.;;;;\n":                                "dòng 4: không có loại “Thư khen”",
			"14;05/03/2026;A B;;Kiến nghị;Thiên văn;Nội dung.;;;;\n":                      "dòng 4: không có lĩnh vực “Thiên văn”",
			"14;05/03/2026;A B;;Kiến nghị;;Nội dung.;;;16/03/2026;\n":                     "dòng 4: có ngày xử lý thì phải ghi hướng xử lý",
			"14;05/03/2026;A B;;Kiến nghị;;Nội dung.;Đã trả lời;;01/03/2026;\n":           "số đến “14”: ngày xử lý phải từ ngày đến tới hôm nay",
			"14;05/03/2036;A B;;Kiến nghị;;Nội dung.;;;;\n15;;A B;;Kiến nghị;;Khác;;;;\n": "dòng 5: ngày đến phải có dạng",
		} {
			if got := bring(1, right+row); !strings.Contains(got, want) {
				t.Errorf("%q: %s; want %q", row, got, want)
			}
		}
		if got := bring(0, right); !strings.Contains(got, "2 petitions taken in, 0 were there already") {
			t.Errorf("nothing of the refused files may be there: %s", got)
		}
		if got := bring(0, right); !strings.Contains(got, "0 petitions taken in, 2 were there already") {
			t.Errorf("brought in again: %s", got)
		}
		var out, failed bytes.Buffer
		if code := run(t.Context(), slices.Concat([]string{"export", "petitions", "--from", "2026-03-01", "--to", "2026-03-31"}, house), streams{strings.NewReader(""), &out, &failed}); code != 0 {
			t.Fatal(failed.String())
		}
		for _, want := range []string{"2026-03-05 00:00:00,kien-nghi,moi-truong,,tra-loi,paper,,", "2026-03-06 00:00:00,khieu-nai,khac,,tiep-nhan,paper,"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("the register does not say %q:\n%s", want, &out)
			}
		}
	})
}

func TestTheFormOfAnOldRegisterOffersWhatMayBeChosen(t *testing.T) {
	t.Parallel()
	house := sampleHouse(t, dbtest.SQLiteURL(t))
	path := filepath.Join(t.TempDir(), "so-don.xlsx")
	var out, failed bytes.Buffer
	if code := run(t.Context(), slices.Concat([]string{"import", "petitions", path, "--form"}, house), streams{strings.NewReader(""), &out, &failed}); code != 0 {
		t.Fatal(failed.String())
	}
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lists, err := file.GetCols("Danh mục")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(lists, func(list []string) bool { return list[0] == "Lĩnh vực" && list[1] == "Môi trường, rác thải" }) {
		t.Errorf("no list of the ward's fields: %q", lists)
	}
	out.Reset()
	if code := run(t.Context(), slices.Concat([]string{"import", "petitions", path}, house), streams{strings.NewReader(""), &out, &failed}); code != 0 || !strings.Contains(out.String(), "0 petitions taken in") {
		t.Errorf("the empty form: %s%s", &out, &failed)
	}
}
