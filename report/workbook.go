package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
	"danbiet/ward"
)

// Limits of a file with figures.
const (
	maxWorkbook     = 4 << 20  // bytes
	maxUnpacked     = 32 << 20 // bytes of its parts
	maxWorkbookRows = 2000
)

// entryColumns are those of a file with figures, in their order in the form.
var entryColumns = [...]paper.Column{
	{Name: "Mã chỉ tiêu", Width: 22, Cells: paper.Label, Given: true},
	{Name: "Tên chỉ tiêu", Width: 52, Given: true},
	{Name: "Đơn vị", Width: 12, Cells: paper.Mark, Given: true},
	{Name: "Từ ngày", Width: 12, Cells: paper.Day, Given: true},
	{Name: "Đến ngày", Width: 12, Cells: paper.Day, Given: true},
	{Name: "Giá trị", Width: 14, Cells: paper.Amount},
	{Name: "Văn bản nguồn", Width: 44},
}

// Which of the columns is what.
const (
	columnID = iota
	columnName
	columnUnit
	columnFrom
	columnTo
	columnValue
	columnDocument
)

// WriteEntryForm writes an Excel file in which the figures of a period can be filled in: a row for each indicator, with
// what was entered already.
func WriteEntryForm(out io.Writer, s Scope, entered map[string]ward.Entry) error {
	b, err := paper.NewWorkbook("Số liệu nhập tay")
	if err != nil {
		return err
	}
	defer b.Close()
	rows, err := b.Begin(paper.Worksheet{Name: "Số liệu", Columns: entryColumns[:], Fill: true})
	if err != nil {
		return err
	}
	for _, one := range indicators {
		row := []any{one.ID, one.Name, one.Unit, dayCell(s.From), dayCell(s.To), nil, nil}
		if e, ok := entered[one.ID]; ok {
			row[columnValue], row[columnDocument] = e.Value, e.Document
		}
		if err := rows.Add(row...); err != nil {
			return err
		}
	}
	return b.Write(out)
}

// A WorkbookError says in Vietnamese what is wrong with a file of figures.
type WorkbookError struct {
	Row     int // from 1; 0 for the whole file
	Problem string
}

// Error is the problem, with its row.
func (e WorkbookError) Error() string {
	if e.Row == 0 {
		return e.Problem
	}
	return fmt.Sprintf("dòng %d: %s", e.Row, e.Problem)
}

// ReadEntries reads figures from a filled form, an Excel or a CSV file. A row without a value is passed over. The error
// joins a WorkbookError for each row that cannot be understood; nothing should then be entered.
func ReadEntries(name string, in io.Reader) ([]ward.Entry, error) {
	rows, err := workbookRows(name, in)
	if err != nil {
		return nil, err
	}
	return entriesOf(rows)
}

// workbookRows are the cells of an Excel or a CSV file, at least one row of them.
func workbookRows(name string, in io.Reader) ([][]string, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxWorkbook+1))
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if len(data) > maxWorkbook {
		return nil, WorkbookError{Problem: "tệp lớn hơn 4 MB"}
	}
	var rows [][]string
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".xlsx"):
		rows, err = excelRows(data)
	case strings.HasSuffix(lower, ".csv"):
		rows, err = csvRows(data)
	default:
		return nil, WorkbookError{Problem: "chỉ nhận tệp .xlsx hoặc .csv"}
	}
	switch {
	case err != nil:
		return nil, err
	case len(rows) > maxWorkbookRows:
		return nil, WorkbookError{Problem: fmt.Sprintf("bảng có hơn %s dòng", viet.Number(maxWorkbookRows))}
	case len(rows) == 0:
		return nil, WorkbookError{Problem: "bảng trống"}
	}
	return rows, nil
}

// excelRows are the cells of the first sheet. A number is given as its value, however the sheet shows it.
func excelRows(data []byte) (rows [][]string, err error) {
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, RawCellValue: true})
	if err != nil {
		return nil, WorkbookError{Problem: "không mở được tệp Excel này; xin lưu lại ở dạng .xlsx, không đặt mật khẩu"}
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sheet := file.GetSheetName(0)
	rows, err = file.GetRows(sheet)
	if err != nil {
		return nil, WorkbookError{Problem: "không đọc được trang tính đầu tiên"}
	}
	for i, row := range rows {
		for j, cell := range row {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return nil, WorkbookError{Row: i + 1, Problem: "bảng quá rộng"}
			}
			if kind, err := file.GetCellType(sheet, at); err == nil && (kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset) {
				row[j] = strings.Replace(cell, ".", ",", 1) // the decimal mark, in Vietnamese
			}
		}
	}
	return rows, nil
}

func csvRows(data []byte) ([][]string, error) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if head, _, _ := strings.Cut(text, "\n"); strings.Count(head, ";") > strings.Count(head, ",") {
		r.Comma = ';' // as Excel writes it where the comma marks decimals
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, WorkbookError{Problem: "tệp CSV sai dạng; xin kiểm tra dấu phân cách và dấu ngoặc kép"}
	}
	return rows, nil
}

func entriesOf(rows [][]string) ([]ward.Entry, error) {
	at, err := columnsOf(rows[0])
	if err != nil {
		return nil, err
	}
	var all []ward.Entry
	var failed []error
	for i, row := range rows[1:] {
		cell := func(column int) string {
			if at[column] >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[at[column]])
		}
		if cell(columnID) == "" || cell(columnValue) == "" {
			continue
		}
		e, problem := entryOf(cell)
		if problem != "" {
			failed = append(failed, WorkbookError{i + 2, problem})
		}
		all = append(all, e)
	}
	return all, errors.Join(failed...)
}

// columnsOf finds the columns by their names; the indicators' names and units may be left out.
func columnsOf(head []string) (map[int]int, error) {
	at := map[int]int{}
	for column, c := range entryColumns {
		for i, cell := range head {
			if viet.Fold(cell) == viet.Fold(c.Name) {
				at[column] = i
			}
		}
		if _, ok := at[column]; !ok && column != columnName && column != columnUnit {
			return nil, WorkbookError{1, fmt.Sprintf("thiếu cột “%s”", c.Name)}
		}
	}
	return at, nil
}

func entryOf(cell func(int) string) (e ward.Entry, problem string) {
	e = ward.Entry{Indicator: cell(columnID), Document: cell(columnDocument)}
	one, known := FindIndicator(e.Indicator)
	if !known {
		return e, fmt.Sprintf("không có chỉ tiêu mã “%s”", e.Indicator)
	}
	var okFrom, okTo, okValue bool
	e.From, okFrom = dayOfCell(cell(columnFrom))
	e.To, okTo = dayOfCell(cell(columnTo))
	e.Value, okValue = ParseValue(cell(columnValue))
	switch {
	case !okFrom || !okTo:
		return e, "ngày phải có dạng 30/06/2024"
	case e.To.Before(e.From):
		return e, "ngày cuối kỳ trước ngày đầu kỳ"
	case !okValue:
		return e, fmt.Sprintf("giá trị “%s” không phải là số, ví dụ: 8.805 hoặc 0,44", cell(columnValue))
	case one.Unit == "%" && e.Value > 100:
		return e, "tỷ lệ không thể trên 100%"
	case e.Document == "":
		return e, "thiếu văn bản nguồn"
	}
	return e, ""
}

// excelDayZero is the day from which Excel counts dates, as it is for those after February 1900.
var excelDayZero = law.MustDate("1899-12-30")

// dayOfCell reads 30/06/2024, 2024-06-30, or the number that Excel keeps for a date.
func dayOfCell(cell string) (law.Date, bool) {
	if day, err := law.ParseDate(cell); err == nil {
		return day, true
	}
	if n, err := strconv.Atoi(cell); err == nil && n > 36526 && n < 73050 { // 2000 to 2099
		return excelDayZero.AddDays(n), true
	}
	t, err := time.Parse("2/1/2006", cell)
	return law.DateOf(t), err == nil
}

// ParseValue reads a number as it is written in Vietnamese: 8.805, 1.130.000, 0,44. A dot that does not stand before three
// digits is no mark of thousands, and the number not understood.
func ParseValue(s string) (float64, bool) {
	whole, decimals, _ := strings.Cut(strings.TrimSpace(s), ",")
	groups := strings.Split(whole, ".")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
	}
	digits := strings.Join(groups, "")
	for _, r := range digits + decimals {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(digits+"."+decimals, 64)
	return v, err == nil
}
