package paper

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// opened writes a workbook and opens it as a spreadsheet does.
func opened(t interface{ Fatal(...any) }, b *Workbook) *excelize.File {
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func register() Worksheet {
	return Worksheet{
		Name: "Sổ", Body: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Title: "SỔ THEO DÕI ĐƠN", Notes: []string{"Từ ngày 01/01/2024 đến ngày 30/06/2024"},
		Columns: []Column{{Name: "Ngày đến", Width: 12, Cells: Day}, {Name: "Lúc", Width: 20, Cells: Moment}, {Name: "Nội dung", Width: 30}, {Name: "Số", Width: 14, Cells: Amount}},
	}
}

func TestASheetHasDatesAndNumbersThatCanBeCountedWith(t *testing.T) {
	b, err := NewWorkbook("Sổ theo dõi đơn")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Begin(register())
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 3, 14, 9, 5, 7, 0, time.FixedZone("ICT", 7*3600))
	for _, row := range [][]any{
		{at, at, "=1+1 là sai.", int64(8805)},
		{time.Time{}, time.Time{}, "Nắp cống trước cổng trường bị vỡ, đề nghị phường cho thay trước mùa mưa.", Number{Value: 90.2893, Decimals: 1, Percent: true}},
		{nil, nil, nil, 0.44},
	} {
		if err := rows.Add(row...); err != nil {
			t.Fatal(err)
		}
	}
	file := opened(t, b)
	defer file.Close()
	got, err := file.GetRows("Sổ", excelize.Options{RawCellValue: true})
	want := [][]string{
		{"ỦY BAN NHÂN DÂN PHƯỜNG MẪU"},
		{"SỔ THEO DÕI ĐƠN"},
		{"Từ ngày 01/01/2024 đến ngày 30/06/2024"},
		nil,
		{"Ngày đến", "Lúc", "Nội dung", "Số"},
		{"45365", "45365.3785532407", "=1+1 là sai.", "8805"}, // by the citizen's clock, not by Greenwich
		{"", "", "Nắp cống trước cổng trường bị vỡ, đề nghị phường cho thay trước mùa mưa.", "90.2893"},
		{"", "", "", "0.44"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("the values (-want +got):\n%s%v", diff, err)
	}
	shown, err := file.GetRows("Sổ")
	if diff := cmp.Diff([]string{"14/03/2024", "14/03/2024 09:05:07", "=1+1 là sai.", "8,805"}, shown[5]); err != nil || diff != "" {
		t.Errorf("the first row as it is shown where dots are decimals (-want +got):\n%s%v", diff, err)
	}
	if shown[6][3] != "90.3%" || shown[7][3] != "0.44" {
		t.Errorf("the shares are shown as %q and %q", shown[6][3], shown[7][3])
	}
	if formula, err := file.GetCellFormula("Sổ", "C6"); err != nil || formula != "" {
		t.Errorf("what a citizen wrote is the formula %q (%v)", formula, err)
	}
	one, err1 := file.GetRowHeight("Sổ", 6)
	many, err2 := file.GetRowHeight("Sổ", 7)
	if err1 != nil || err2 != nil || many < 2*bookSize*bookLine || many <= one {
		t.Errorf("a text of three lines has a row of %v points, one of a single line %v", many, one)
	}
}

func TestASheetPrintsOnA4WithItsHeadsOnEveryPage(t *testing.T) {
	b, err := NewWorkbook("Sổ")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Begin(register()); err != nil {
		t.Fatal(err)
	}
	form := Worksheet{Name: "Mẫu", Fill: true, Upright: true, Columns: []Column{{Name: "Loại", Width: 10, Choices: []string{"Khiếu nại", "Tố cáo"}}}}
	if _, err := b.Begin(form); err != nil {
		t.Fatal(err)
	}
	file := opened(t, b)
	defer file.Close()
	for name, way := range map[string]string{"Sổ": "landscape", "Mẫu": "portrait"} {
		page, err := file.GetPageLayout(name)
		if err != nil || *page.Size != a4 || *page.Orientation != way || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
			t.Errorf("%s is printed on %d, %s, %d wide (%v)", name, *page.Size, *page.Orientation, *page.FitToWidth, err)
		}
	}
	var repeated []string
	for _, n := range file.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			repeated = append(repeated, n.RefersTo)
		}
	}
	if diff := cmp.Diff([]string{"'Sổ'!$5:$5", "'Mẫu'!$1:$1"}, repeated); diff != "" {
		t.Errorf("repeated on every page (-want +got):\n%s", diff)
	}
	panes, err := file.GetPanes("Sổ")
	if err != nil || !panes.Freeze || panes.YSplit != 5 {
		t.Errorf("the heads do not stay in sight: %+v, %v", panes, err)
	}
	choices, err := file.GetDataValidations("Mẫu")
	if err != nil || len(choices) != 1 || choices[0].Formula1 != "'Danh mục'!$A$2:$A$3" {
		t.Errorf("what may be chosen: %+v, %v", choices, err)
	}
	listed, err := file.GetCols(choiceSheet)
	if diff := cmp.Diff([][]string{{"Loại", "Khiếu nại", "Tố cáo"}}, listed); err != nil || diff != "" {
		t.Errorf("the list (-want +got):\n%s%v", diff, err)
	}
}

func TestAnyTextMayStandInASheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+@\-<&"' \n]{0,4}[a-zà-ỹ ]{0,400}`)).Draw(t, "text")
		b, err := NewWorkbook(text)
		if err != nil {
			t.Fatal(err)
		}
		w := register()
		w.Title, w.Columns[2].Width = "Sổ "+text, rapid.Float64Range(1, 60).Draw(t, "width")
		rows, err := b.Begin(w)
		if err == nil {
			err = rows.Add(nil, nil, text, text)
		}
		if err != nil {
			t.Fatal(err)
		}
		file := opened(t, b)
		defer file.Close()
		got, err := file.GetCellValue("Sổ", "C6")
		if want := readable(text); err != nil || strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Fatalf("the cell says %q (%v); want %q", got, err, want)
		}
		if high, err := file.GetRowHeight("Sổ", 6); err != nil || high > highestRow {
			t.Fatalf("the row is %v points high (%v)", high, err)
		}
	})
}

// fullDisk takes so many bytes and no more.
type fullDisk struct{ room int }

var errFull = errors.New("no space left on the device")

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAWorkbookThatFindsNoRoomIsAnError(t *testing.T) {
	for _, room := range []int{0, 100, 4000} {
		b, err := NewWorkbook("Sổ theo dõi đơn")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := b.Begin(register())
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Add(nil, nil, "Nắp cống bị vỡ.", 1); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(b.Write(&fullDisk{room}), b.Close()); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v; want that there is none", room, err)
		}
	}
}
