package paper

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"danbiet/third_party/liberation"
)

// Workbook is an Excel file (.xlsx) that reads well on a screen and prints without further work: Times New Roman, A4 across
// with all columns on its width, the heads of the columns on every page and in sight while one scrolls, the page's number
// below. Dates are dates and numbers numbers, so that a spreadsheet can sort and count them; texts are never read as
// formulas. It is written from top to bottom:
//
//	b, err := paper.NewWorkbook("Sổ theo dõi đơn")
//	rows, err := b.Begin(paper.Worksheet{Name: "Sổ theo dõi đơn", Title: "SỔ THEO DÕI ĐƠN", Columns: columns})
//	err = rows.Add(1, received, "…")
//	err = b.Write(out)
//
// Rows go to a file of their own as they grow many: memory does not grow with their number. A Workbook knows no clock and is
// used by one goroutine.
type Workbook struct {
	file    *excelize.File
	face    *typeface // Liberation Serif has the widths of Times New Roman
	looks   map[look]int
	begun   []*SheetRows
	choices int // columns of the sheet of choices
}

// Worksheet is how a sheet is laid out.
type Worksheet struct {
	Name    string   // at most 31 letters, without : \ / ? * [ ]
	Body    string   // who issues it, above the title; "" for nothing
	Title   string   // "" where the columns begin in the first row, for files that are read by programs too
	Notes   []string // lines below the title: the period, what is to be kept in mind
	Columns []Column
	Upright bool // the page is not turned, for few columns
	Filter  bool // the heads have the arrows by which rows are chosen
	Fill    bool // a form: the columns that are not marked Given are there to be filled in
}

// Column is a column of a sheet.
type Column struct {
	Name    string
	Width   float64 // in digits of the face, as Excel counts
	Cells   Cells
	Given   bool     // of a form: not to be changed
	Choices []string // what may be chosen in the cells, nil where anything may stand
}

// Cells is what the cells of a column hold.
type Cells int

// The cells. A value of another kind than the column's is written as what it is.
const (
	Flowing Cells = iota // text that goes on in further lines where the column ends
	Label                // a text on one line: a code, a name
	Mark                 // a short text in the middle
	Amount               // a number, at the right
	Day                  // a time.Time of which the day counts, dd/mm/yyyy; nothing for the zero time
	Moment               // a time.Time with its clock, dd/mm/yyyy hh:mm:ss; nothing for the zero time
)

// Number is a value that is shown with so many decimals.
type Number struct {
	Value    float64
	Decimals int
	Percent  bool // with the sign behind it: 90.3 is "90,3%"
}

// NewWorkbook begins a file. The title stands in its properties: it names the kind of paper and no citizen.
func NewWorkbook(title string) (*Workbook, error) {
	face, err := readFace(liberation.Regular())
	if err != nil {
		return nil, fmt.Errorf("begin a workbook: %w", err)
	}
	b := &Workbook{file: excelize.NewFile(), face: face, looks: map[look]int{}}
	err = errors.Join(b.file.SetDefaultFont(bookFont), b.file.SetDocProps(&excelize.DocProperties{Title: clean(title), Creator: "Danbiet", Language: "vi-VN"}))
	if err != nil {
		return nil, fmt.Errorf("begin a workbook: %w", err)
	}
	return b, nil
}

// firstSheet is the name under which a new file has its first sheet.
const firstSheet = "Sheet1"

// Begin begins the next sheet. Several may be open at a time.
func (b *Workbook) Begin(w Worksheet) (*SheetRows, error) {
	r := &SheetRows{book: b, sheet: w}
	if err := r.begin(); err != nil {
		return nil, fmt.Errorf("begin the sheet %q: %w", w.Name, err)
	}
	b.begun = append(b.begun, r)
	return r, nil
}

// Write ends all sheets and writes the file. Nothing may be added afterwards.
func (b *Workbook) Write(out io.Writer) error {
	for _, r := range b.begun {
		if err := r.end(); err != nil {
			return fmt.Errorf("end the sheet %q: %w", r.sheet.Name, err)
		}
	}
	b.file.SetActiveSheet(0)
	// By itself excelize packs the whole file into memory first, and hands that over.
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(out) })
	if _, err := b.file.WriteTo(io.Discard); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return b.Close()
}

// Close gives back what an unfinished workbook holds. After Write it does nothing.
func (b *Workbook) Close() error {
	if err := b.file.Close(); err != nil {
		return fmt.Errorf("close the workbook: %w", err)
	}
	return nil
}

// SheetRows takes the rows of a sheet, from the top.
type SheetRows struct {
	book   *Workbook
	sheet  Worksheet
	stream *excelize.StreamWriter
	head   int // the row of the columns' names
	at     int // the last row that was written
}

// Add writes a row: a value for each column, nil for none. Values are strings, integers, float64, Number and time.Time.
func (r *SheetRows) Add(values ...any) error {
	if r.at == excelize.TotalRows {
		return fmt.Errorf("an Excel sheet has %d rows and there are more", excelize.TotalRows)
	}
	cells, lines := make([]any, len(r.sheet.Columns)), 1
	for i, c := range r.sheet.Columns {
		var value any
		if i < len(values) {
			value = values[i]
		}
		cell, err := r.cell(c, value)
		if err != nil {
			return err
		}
		cells[i] = cell
		if text, ok := cell.Value.(string); ok && c.Cells != Label && float64(len(text))*widestLetter > c.Width {
			lines = max(lines, r.book.lines(text, bookSize, c.Width))
		}
	}
	return r.row(cells, tall(lines, bookSize))
}

// cell is a value as the column shows it.
func (r *SheetRows) cell(c Column, value any) (excelize.Cell, error) {
	l := c.look()
	l.frame, l.ground = true, r.ground(c)
	switch v := value.(type) {
	case nil:
	case time.Time:
		switch {
		case v.IsZero():
			value = nil
		case c.Cells == Day:
			value = math.Floor(serial(v)) // so that days can be compared
		default:
			value = serial(v)
		}
	case Number:
		value, l.format = v.Value, decimals(v.Decimals)
		if v.Percent {
			l.format += `"%"`
		}
	case int, int64:
		l.format = decimals(0)
	case float64:
		l.format = decimals(digitsOf(v))
	case string:
		value = readable(v)
	default:
		value = readable(fmt.Sprint(v))
	}
	if _, text := value.(string); text {
		l.format = textFormat
	}
	id, err := r.book.style(l)
	return excelize.Cell{StyleID: id, Value: value}, err
}

// widestLetter is about how many digits are as wide as a capital W: a text so short that it fits whatever it says is not
// measured.
const widestLetter = 2

// row writes cells in a row of a height in points, 0 for that of a line.
func (r *SheetRows) row(cells []any, height float64) error {
	r.at++
	at, err := excelize.CoordinatesToCellName(1, r.at)
	if err != nil {
		return err
	}
	if height == 0 {
		return r.stream.SetRow(at, cells)
	}
	return r.stream.SetRow(at, cells, excelize.RowOpts{Height: height})
}

// tall is how high a row of so many lines is, 0 where it need not be said.
func tall(lines int, size float64) float64 {
	if lines == 1 && size == bookSize {
		return 0
	}
	return min(float64(lines)*size*bookLine+bookAir, highestRow)
}

// serial is a moment as Excel keeps it: days since the end of 1899, by the moment's own clock.
func serial(t time.Time) float64 {
	local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return local.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

// mostDigits is how many decimals a number shows whose kind does not say.
const mostDigits = 2

// digitsOf is how many decimals a number needs, at most mostDigits.
func digitsOf(v float64) int {
	for n, scale := 0, 1.0; n < mostDigits; n, scale = n+1, scale*10 {
		if math.Abs(v*scale-math.Round(v*scale)) < 1e-9 {
			return n
		}
	}
	return mostDigits
}

// decimals is the format of a number with a mark at the thousands.
func decimals(n int) string {
	if n <= 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", n)
}
