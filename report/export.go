package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"danbiet/paper"
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
func (r Report) Workbook() ([]byte, error) {
	b, err := paper.NewWorkbook("Số liệu " + r.Scope().Name())
	if err != nil {
		return nil, err
	}
	defer b.Close()
	made := "Tổng hợp lúc " + r.Made.Format("15:04") + " ngày " + r.Made.Format("02/01/2006")
	period := "Số liệu từ ngày " + r.From.Vietnamese() + " đến ngày " + r.To.Vietnamese()
	for n := 1; n <= Dimensions; n++ {
		rows, err := b.Begin(paper.Worksheet{
			Name: fmt.Sprintf("%d. %s", n, shortNames[n]), Body: strings.ToUpper(r.Head.Body), Title: fmt.Sprintf("%d. %s", n, DimensionName(n)),
			Notes: []string{period + ". " + made + "."}, Columns: figureColumns,
		})
		if err != nil {
			return nil, err
		}
		for _, line := range r.dimension(n) {
			if err := rows.Add(line.ID, line.Name, line.Unit, line.number(), line.Text, line.Source); err != nil {
				return nil, err
			}
		}
	}
	rows, err := b.Begin(paper.Worksheet{
		Name: definitionsSheet, Body: strings.ToUpper(r.Head.Body), Title: "Định nghĩa các chỉ số",
		Notes: []string{period + ". " + made + ". Các số liệu này là minh chứng cho quản trị của địa phương, không phải điểm Chỉ số PAPI."}, Columns: definitionColumns,
	})
	if err != nil {
		return nil, err
	}
	for _, line := range r.Lines {
		if err := rows.Add(line.ID, line.Name, line.Unit, line.Item, line.Formula, line.Source); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// The columns of the sheets. The value is a number to count with, beside it stands what the report writes.
var (
	figureColumns = []paper.Column{
		{Name: "Mã", Width: 22},
		{Name: "Chỉ số", Width: 50},
		{Name: "Đơn vị", Width: 12, Cells: paper.Mark},
		{Name: "Giá trị", Width: 14, Cells: paper.Amount},
		{Name: "Viết trong báo cáo", Width: 21, Cells: paper.Mark},
		{Name: "Nguồn", Width: 48},
	}
	definitionColumns = []paper.Column{
		{Name: "Mã", Width: 22},
		{Name: "Chỉ số", Width: 44},
		{Name: "Đơn vị", Width: 12, Cells: paper.Mark},
		{Name: "Mục", Width: 8, Cells: paper.Mark},
		{Name: "Cách tính", Width: 70},
		{Name: "Nguồn", Width: 42},
	}
)

// shortNames fit the 31 letters that Excel gives a sheet's name.
var shortNames = [...]string{
	"", "Tham gia", "Công khai, minh bạch", "Trách nhiệm giải trình", "Kiểm soát tham nhũng", "Thủ tục hành chính", "Cung ứng dịch vụ công", "Quản trị môi trường", "Quản trị điện tử",
}

// number is the value for a cell that a sheet can count with, with the decimals that the report writes; nil where there is
// none.
func (l Line) number() any {
	if l.Value == nil {
		return nil
	}
	_, decimals, _ := strings.Cut(strings.TrimRight(l.Text, "%"), ",")
	return paper.Number{Value: *l.Value, Decimals: len(decimals), Percent: l.Unit == unitPercent}
}
