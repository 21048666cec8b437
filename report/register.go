package report

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// registerColumns are those of sổ theo dõi đơn, with their widths, and the code last.
var registerColumns = [...]struct {
	name  string
	width float64
}{
	{"Số đến", 10},
	{"Ngày đến", 12},
	{"Người gửi", 32},
	{"Loại", 12},
	{"Tóm tắt nội dung", 60},
	{"Hướng xử lý", 20},
	{"Số văn bản", 18},
	{"Hạn", 12},
	{"Kết quả", 34},
	{"Mã hồ sơ", 16},
}

// longestSummary is how much of a petition's text the register shows, in runes.
const longestSummary = 300

// WriteRegister writes the register of petitions of a period (sổ theo dõi đơn) as an Excel file for printing.
func WriteRegister(out io.Writer, p *ward.Profile, from, to law.Date, rows []ward.BookRow) (err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	sheet := "Sổ theo dõi đơn"
	failed := []error{file.SetSheetName("Sheet1", sheet)}
	put := func(row int, cells ...any) {
		failed = append(failed, file.SetSheetRow(sheet, "A"+strconv.Itoa(row), &cells))
	}
	put(1, strings.ToUpper(p.Name))
	put(2, fmt.Sprintf("SỔ THEO DÕI ĐƠN – từ ngày %s đến ngày %s", from.Vietnamese(), to.Vietnamese()))
	const head = 4
	var names []any
	for _, c := range registerColumns {
		names = append(names, c.name)
	}
	put(head, names...)
	for i, r := range rows {
		put(head+1+i, registerCells(r)...)
	}
	if err := errors.Join(append(failed, layRegister(file, sheet, head, head+len(rows)))...); err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	return file.Write(out)
}

// registerCells is a line of the register. Excel takes none of its texts for a formula: they are written as texts.
func registerCells(r ward.BookRow) []any {
	sender := r.Sender
	switch {
	case r.Secret:
		sender = "(giữ kín theo Điều 8 Luật Tố cáo 2018)"
	case sender == "":
		sender = "(không ghi tên)"
	}
	handling := ""
	if r.Handling != "" {
		handling = r.Handling.Name()
	}
	result := r.Status.Name()
	if !r.DoneOn.IsZero() {
		result += ", ngày " + r.DoneOn.Vietnamese()
	}
	due := ""
	if !r.Due.IsZero() {
		due = r.Due.Vietnamese()
	}
	return []any{
		r.Number, law.DateOf(r.ReceivedAt).Vietnamese(), sender, viet.Capital(r.Kind.Name()), viet.Clean(r.What, longestSummary), handling,
		r.Document, due, result, string(r.Code),
	}
}

// layRegister gives the sheet its look: landscape A4, one page wide, its head on every page.
func layRegister(file *excelize.File, sheet string, head, last int) error {
	var failed []error
	for i, c := range registerColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		failed = append(failed, err, file.SetColWidth(sheet, name, name, c.width))
	}
	end, err := excelize.ColumnNumberToName(len(registerColumns))
	failed = append(failed, err)
	frame := []excelize.Border{{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1}, {Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1}}
	font := func(bold bool, size float64) *excelize.Font {
		return &excelize.Font{Family: "Times New Roman", Bold: bold, Size: size}
	}
	style := func(s excelize.Style, from, to string) {
		id, err := file.NewStyle(&s)
		failed = append(failed, err, file.SetCellStyle(sheet, from, to, id))
	}
	style(excelize.Style{Font: font(true, 13)}, "A1", "A2")
	style(excelize.Style{Font: font(true, 11), Border: frame, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}},
		"A"+strconv.Itoa(head), end+strconv.Itoa(head))
	if last > head {
		style(excelize.Style{Font: font(false, 11), Border: frame, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
			"A"+strconv.Itoa(head+1), end+strconv.Itoa(last))
	}
	landscape, paper, wide, high, fit := "landscape", 9, 1, 0, true // 9 is A4
	failed = append(
		failed,
		file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &wide, FitToHeight: &high}),
		file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}),
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheet, head, head), Scope: sheet}),
		file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: "A" + strconv.Itoa(head+1), ActivePane: "bottomLeft"}),
	)
	return errors.Join(failed...)
}
