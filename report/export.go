package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// lineColumns are the columns of the figures in a file.
var lineColumns = []string{"Nội dung", "Mục", "Mã", "Chỉ số", "Đơn vị", "Giá trị", "Giá trị số", "Nguồn", "Cách tính"}

// CSV is a row for each figure, in UTF-8 with a byte order mark, without which Excel reads Vietnamese as something else. No
// cell is read as a formula.
func (r Report) CSV() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	_ = w.Write(lineColumns) // Flush keeps the error
	for _, line := range r.Lines {
		cells := []string{strconv.Itoa(line.Dimension), line.Item, line.ID, line.Name, line.Unit, line.Text, "", line.Source, line.Formula}
		if line.Value != nil {
			cells[6] = strconv.FormatFloat(*line.Value, 'f', -1, 64)
		}
		for i, cell := range cells {
			if strings.HasPrefix(strings.TrimLeft(cell, " \t\r\n"), "=") || strings.IndexAny(cell, "+-@\t\r") == 0 {
				cells[i] = "'" + cell
			}
		}
		_ = w.Write(cells)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write the figures: %w", err)
	}
	return out.Bytes(), nil
}

// JSON is the whole report: its text with the fields, the figures with their definitions, and what is missing.
func (r Report) JSON() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return out.Bytes(), nil
}

// definitionsSheet is the last sheet of the workbook.
const definitionsSheet = "Định nghĩa"

// Workbook is an Excel file with a sheet for each dimension and one of definitions. Its text cells are never read as
// formulas.
func (r Report) Workbook() (data []byte, err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	b := book{file: file}
	b.style()
	for n := 1; n <= Dimensions; n++ {
		rows := [][]any{{"Mã", "Chỉ số", "Đơn vị", "Giá trị", "Nguồn"}}
		for _, line := range r.dimension(n) {
			rows = append(rows, []any{line.ID, line.Name, line.Unit, line.cell(), line.Source})
		}
		b.sheet(fmt.Sprintf("%d. %s", n, shortNames[n]), DimensionName(n)+", "+r.Scope().Name(), []float64{22, 52, 12, 16, 44}, rows)
	}
	rows := [][]any{{"Mã", "Chỉ số", "Đơn vị", "Mục", "Cách tính", "Nguồn"}}
	for _, line := range r.Lines {
		rows = append(rows, []any{line.ID, line.Name, line.Unit, line.Item, line.Formula, line.Source})
	}
	b.sheet(definitionsSheet, fmt.Sprintf("Định nghĩa các chỉ số; số liệu từ ngày %s đến ngày %s, tổng hợp lúc %s", r.From.Vietnamese(), r.To.Vietnamese(), r.Made.Format("15:04 02/01/2006")),
		[]float64{22, 46, 12, 8, 70, 36}, rows)
	var out bytes.Buffer
	b.failed = append(b.failed, file.DeleteSheet("Sheet1"), file.Write(&out))
	if err := errors.Join(b.failed...); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	return out.Bytes(), nil
}

// shortNames fit the 31 letters that Excel gives a sheet's name.
var shortNames = [...]string{
	"", "Tham gia", "Công khai, minh bạch", "Trách nhiệm giải trình", "Kiểm soát tham nhũng", "Thủ tục hành chính", "Cung ứng dịch vụ công", "Quản trị môi trường", "Quản trị điện tử",
}

// cell is the value as a number where it is one, so that a sheet can count with it.
func (l Line) cell() any {
	if l.Value == nil {
		return l.Text
	}
	return *l.Value
}

// book writes sheets and keeps what failed.
type book struct {
	file                    *excelize.File
	title, head, cell, nums int // styles
	failed                  []error
}

func (b *book) style() {
	line := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	add := func(s excelize.Style) int {
		s.Font.Family, s.Font.Size = "Times New Roman", 12
		id, err := b.file.NewStyle(&s)
		b.failed = append(b.failed, err)
		return id
	}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	number := "#,##0.##"
	b.title = add(excelize.Style{Font: &excelize.Font{Bold: true}})
	b.head = add(excelize.Style{Font: &excelize.Font{Bold: true}, Border: line, Alignment: &excelize.Alignment{WrapText: true, Horizontal: "center", Vertical: "center"}})
	b.cell = add(excelize.Style{Font: &excelize.Font{}, Border: line, Alignment: wrapped})
	b.nums = add(excelize.Style{Font: &excelize.Font{}, Border: line, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top", WrapText: true}, CustomNumFmt: &number})
}

// sheet writes a sheet: its title, the heads, the rows.
func (b *book) sheet(name, title string, widths []float64, rows [][]any) {
	_, err := b.file.NewSheet(name)
	b.failed = append(b.failed, err, b.file.SetCellStr(name, "A1", title), b.file.SetCellStyle(name, "A1", "A1", b.title))
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		b.failed = append(b.failed, err, b.file.SetColWidth(name, column, column, width))
	}
	const first = 3
	for y, row := range rows {
		for x, value := range row {
			at, err := excelize.CoordinatesToCellName(x+1, first+y)
			style := b.cell
			switch _, number := value.(float64); {
			case y == 0:
				style = b.head
			case number || rows[0][x] == "Giá trị":
				style = b.nums
			}
			b.failed = append(b.failed, err, b.file.SetCellValue(name, at, value), b.file.SetCellStyle(name, at, at, style))
		}
	}
	landscape, fit := "landscape", 1
	pages := 0
	on := true
	b.failed = append(b.failed,
		b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: first, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
		b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &fit, FitToHeight: &pages}),
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &on}))
}
