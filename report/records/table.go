package records

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table writes rows in one of the formats as they come: memory does not grow with their number. Values are strings and
// numbers.
type Table interface {
	Row(values ...any) error
	End() error // writes what is left; nothing is complete before
}

// Formats are those that NewTable knows.
func Formats() []string { return []string{"csv", "xlsx", "json", "jsonl"} }

// NewTable begins a table of a kind's rows: csv (UTF-8 with a byte order mark), xlsx (with the data dictionary on a second
// sheet), json (a list of objects) or jsonl (JSON Lines, an object a line). Every other format is an error.
func NewTable(format string, out io.Writer, k Kind) (Table, error) {
	columns := make([]string, len(k.Columns))
	for i, c := range k.Columns {
		columns[i] = c.Name
	}
	switch format {
	case "csv":
		return newCSV(out, columns)
	case "xlsx":
		return newSheet(out, columns, k)
	case "json":
		return &jsonTable{out: bufio.NewWriter(out), columns: columns, first: "[\n", next: ",\n", last: "\n]\n", empty: "[]\n"}, nil
	case "jsonl":
		return &jsonTable{out: bufio.NewWriter(out), columns: columns, next: "\n", last: "\n"}, nil
	}
	return nil, fmt.Errorf("%q is no format of a table", format)
}

// Harmless keeps a cell of a CSV file from being read as a formula: one that begins like one gets an apostrophe.
func Harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// csvTable writes UTF-8 with a byte order mark, without which Excel reads Vietnamese as something else.
type csvTable struct{ w *csv.Writer }

func newCSV(out io.Writer, columns []string) (*csvTable, error) {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return nil, err
	}
	t := &csvTable{csv.NewWriter(out)}
	return t, t.w.Write(columns)
}

func (t *csvTable) Row(values ...any) error {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = fmt.Sprint(v)
		if _, text := v.(string); text {
			cells[i] = Harmless(cells[i])
		}
	}
	return t.w.Write(cells)
}

func (t *csvTable) End() error {
	t.w.Flush()
	return t.w.Error()
}

// jsonTable writes objects, one a line, with the columns' names in their order.
type jsonTable struct {
	out         *bufio.Writer
	columns     []string
	first, next string // before the first object, and before every other one
	last, empty string // behind the last, and in place of all where there is none
	rows        int
	object      bytes.Buffer // of the row being written
}

func (t *jsonTable) Row(values ...any) error {
	separator := t.first
	if t.rows > 0 {
		separator = t.next
	}
	t.rows++
	object := &t.object
	object.Reset()
	encoder := json.NewEncoder(object)
	encoder.SetEscapeHTML(false) // no page will show it from here
	for i, v := range values {
		object.WriteByte("{,"[min(i, 1)])
		fmt.Fprintf(object, "%q:", t.columns[i])
		if err := encoder.Encode(v); err != nil {
			return err
		}
		object.Truncate(object.Len() - 1) // the line's end
	}
	object.WriteByte('}')
	_, _ = t.out.WriteString(separator) // a failure stays with the writer
	_, err := t.out.Write(object.Bytes())
	return err
}

func (t *jsonTable) End() error {
	closing := t.last
	if t.rows == 0 {
		closing = t.empty
	}
	_, _ = t.out.WriteString(closing) // Flush tells of a failure
	return t.out.Flush()
}

// sheet writes an Excel file. Its text cells are never read as formulas, whatever they begin with.
type sheet struct {
	out    io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	rows   int
	head   int // a style
}

// The sheets of an Excel file: the rows, and what their columns mean.
const (
	sheetName      = "Sheet1"
	dictionaryName = "Từ điển dữ liệu"
)

func newSheet(out io.Writer, columns []string, k Kind) (*sheet, error) {
	file := excelize.NewFile()
	stream, err := file.NewStreamWriter(sheetName)
	if err != nil {
		return nil, fmt.Errorf("begin the sheet: %w", err)
	}
	t := &sheet{out: out, file: file, stream: stream}
	if t.head, err = file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, fmt.Errorf("begin the sheet: %w", err)
	}
	const width = 20 // characters
	if err := stream.SetColWidth(1, len(columns), width); err != nil {
		return nil, fmt.Errorf("begin the sheet: %w", err)
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("begin the sheet: %w", err)
	}
	names := make([]any, len(columns))
	for i, c := range columns {
		names[i] = excelize.Cell{StyleID: t.head, Value: c}
	}
	if err := t.explain(k); err != nil {
		return nil, err
	}
	return t, t.Row(names...)
}

// explain writes the second sheet.
func (t *sheet) explain(k Kind) error {
	if _, err := t.file.NewSheet(dictionaryName); err != nil {
		return fmt.Errorf("write the dictionary: %w", err)
	}
	rows := [][]any{{"Cột", "Kiểu", "Đơn vị", "Ý nghĩa", "Meaning"}}
	for _, c := range k.Columns {
		rows = append(rows, []any{c.Name, c.Type.Vietnamese(), c.Unit, c.Vietnamese, c.English})
	}
	for i, row := range rows {
		if err := t.file.SetSheetRow(dictionaryName, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return fmt.Errorf("write the dictionary: %w", err)
		}
	}
	failed := []error{t.file.SetRowStyle(dictionaryName, 1, 1, t.head)}
	for i, width := range [...]float64{20, 22, 18, 70, 70} {
		name, err := excelize.ColumnNumberToName(i + 1)
		failed = append(failed, err, t.file.SetColWidth(dictionaryName, name, name, width))
	}
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("write the dictionary: %w", err)
	}
	return nil
}

func (t *sheet) Row(values ...any) error {
	t.rows++
	if t.rows > excelize.TotalRows {
		return fmt.Errorf("an Excel sheet has %d rows and the period holds more: choose a shorter one, or csv", excelize.TotalRows)
	}
	cell, err := excelize.CoordinatesToCellName(1, t.rows)
	if err != nil {
		return err
	}
	return t.stream.SetRow(cell, values)
}

func (t *sheet) End() error {
	if err := t.stream.Flush(); err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	if _, err := t.file.WriteTo(t.out); err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	return t.file.Close()
}
