package records

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"danbiet/paper"
)

// Table writes rows in one of the formats as they come: memory does not grow with their number. Values are strings and
// numbers.
type Table interface {
	Row(values ...any) error
	End() error // writes what is left; nothing is complete before
	// Close gives back what an unfinished table holds, such as a file of rows that have not gone out. After End it does nothing.
	Close() error
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
		return newSheet(out, k)
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

// Close does nothing.
func (t *csvTable) Close() error { return nil }

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

// Close does nothing.
func (t *jsonTable) Close() error { return nil }

// sheet writes an Excel file: the rows, and on a second sheet what their columns mean. Days and moments are dates there, so
// that they can be sorted and counted with.
type sheet struct {
	out  io.Writer
	book *paper.Workbook
	rows *paper.SheetRows
	kind Kind
}

// dictionaryName is the sheet that explains the columns.
const dictionaryName = "Từ điển dữ liệu"

func newSheet(out io.Writer, k Kind) (*sheet, error) {
	book, err := paper.NewWorkbook(k.Name)
	if err != nil {
		return nil, err
	}
	rows := paper.Worksheet{Name: k.Name, Filter: true}
	for _, c := range k.Columns {
		rows.Columns = append(rows.Columns, c.inSheet())
	}
	t := &sheet{out: out, book: book, kind: k}
	if t.rows, err = book.Begin(rows); err != nil {
		return nil, err
	}
	return t, t.explain()
}

// inSheet is how a column is laid out.
func (c Column) inSheet() paper.Column {
	column := paper.Column{Name: c.Name, Width: 22}
	switch c.Type {
	case Moment:
		column.Width, column.Cells = 20, paper.Moment
	case Day:
		column.Width, column.Cells = 13, paper.Day
	case Truth:
		column.Width = 12
	case Whole, Decimal:
		column.Width, column.Cells = 12, paper.Amount
	}
	column.Width = max(column.Width, float64(len(c.Name))+5) // with the arrow of the filter
	return column
}

// explain writes the second sheet.
func (t *sheet) explain() error {
	rows, err := t.book.Begin(paper.Worksheet{Name: dictionaryName, Columns: []paper.Column{
		{Name: "Cột", Width: 20}, {Name: "Kiểu", Width: 22}, {Name: "Đơn vị", Width: 18}, {Name: "Ý nghĩa", Width: 60}, {Name: "Meaning", Width: 60},
	}})
	if err != nil {
		return err
	}
	for _, c := range t.kind.Columns {
		if err := rows.Add(c.Name, c.Type.Vietnamese(), c.VietnameseUnit(), c.Vietnamese, c.English); err != nil {
			return err
		}
	}
	return nil
}

func (t *sheet) Row(values ...any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = v
		if text, ok := v.(string); ok {
			switch t.kind.Columns[i].Type {
			case Moment:
				cells[i] = dated(time.DateTime, text)
			case Day:
				cells[i] = dated(time.DateOnly, text)
			}
		}
	}
	return t.rows.Add(cells...)
}

// dated is a day or a moment as a date; what is none stays as it is.
func dated(layout, text string) any {
	if t, err := time.Parse(layout, text); err == nil {
		return t
	}
	return text
}

func (t *sheet) End() error { return t.book.Write(t.out) }

func (t *sheet) Close() error { return t.book.Close() }
