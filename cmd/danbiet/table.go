package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// table writes rows in one of the formats as they come: memory does not grow with their number. Values are strings and
// whole numbers.
type table interface {
	row(values ...any) error
	end() error // writes what is left; nothing is complete before
}

func newTable(format string, out io.Writer, columns []string) (table, error) {
	switch format {
	case "xlsx":
		return newSheet(out, columns)
	case "json":
		return &jsonTable{out: bufio.NewWriter(out), columns: columns}, nil
	}
	return newCSV(out, columns)
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

func (t *csvTable) row(values ...any) error {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = fmt.Sprint(v)
		if _, text := v.(string); text {
			cells[i] = harmless(cells[i])
		}
	}
	return t.w.Write(cells)
}

func (t *csvTable) end() error {
	t.w.Flush()
	return t.w.Error()
}

// jsonTable writes a list of objects, one a line, with the columns' names in their order.
type jsonTable struct {
	out     *bufio.Writer
	columns []string
	rows    int
}

func (t *jsonTable) row(values ...any) error {
	separator := "[\n"
	if t.rows > 0 {
		separator = ",\n"
	}
	t.rows++
	var object bytes.Buffer
	for i, v := range values {
		object.WriteByte("{,"[min(i, 1)])
		value, err := compactJSON(v)
		if err != nil {
			return err
		}
		fmt.Fprintf(&object, "%q:%s", t.columns[i], value)
	}
	object.WriteByte('}')
	_, _ = t.out.WriteString(separator) // a failure stays with the writer
	_, err := t.out.Write(object.Bytes())
	return err
}

// compactJSON encodes a value without escaping < > &, which no page will show from here.
func compactJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func (t *jsonTable) end() error {
	closing := "\n]\n"
	if t.rows == 0 {
		closing = "[]\n"
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

// sheetName is the only sheet's.
const sheetName = "Sheet1"

func newSheet(out io.Writer, columns []string) (*sheet, error) {
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
	return t, t.row(names...)
}

func (t *sheet) row(values ...any) error {
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

func (t *sheet) end() error {
	if err := t.stream.Flush(); err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	if _, err := t.file.WriteTo(t.out); err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	return t.file.Close()
}
