package paper

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// How a sheet looks. Sizes are points.
const (
	bookFont   = "Times New Roman"
	bookSize   = 11.0
	bookTitle  = 14.0
	bookLine   = 1.25 // the pitch of lines
	bookAir    = 4.0  // above and below the lines of a row
	bookDigit  = 5.25 // how wide a digit of bookSize is on a screen of 96 dots
	bookEdge   = 5.0  // within a cell, left and right together
	highestRow = 409.0
	dayFormat  = "dd/mm/yyyy"
	textFormat = "@" // what is typed stays as it was typed: 07, 0912…

	groundHead  = "E7ECF2"
	groundBlank = "FFF9DB" // where a form is to be filled in
	choiceSheet = "Danh mục"
	formRows    = 2000
	a4          = 9
)

// vietnamese marks a format as Vietnamese: where the program goes by the file rather than by its own settings, thousands have a
// dot and decimals a comma.
const vietnamese = "[$-42A]"

// look is how a cell looks.
type look struct {
	size           float64
	bold, italic   bool
	frame, wrap    bool
	align          string
	format, ground string
}

// look is how the column shows what belongs there.
func (c Column) look() look {
	l := look{size: bookSize, align: "left"}
	switch c.Cells {
	case Flowing:
		l.wrap = true
	case Label:
		l.format = textFormat
	case Mark:
		l.align, l.wrap = "center", true
	case Amount:
		l.align, l.wrap = "right", true
	case Day:
		l.align, l.format = "center", dayFormat
	case Moment:
		l.align, l.format = "center", dayFormat+" hh:mm:ss"
	}
	return l
}

// style is the number under which the file keeps a look.
func (b *Workbook) style(l look) (int, error) {
	if id, ok := b.looks[l]; ok {
		return id, nil
	}
	vertical := "top"
	if l.bold {
		vertical = "center" // titles and heads
	}
	s := excelize.Style{
		Font:      &excelize.Font{Family: bookFont, Size: l.size, Bold: l.bold, Italic: l.italic},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: vertical, WrapText: l.wrap},
	}
	if l.align == "right" {
		s.Alignment.Indent = 1 // a number does not touch the text beside it
	}
	if l.frame {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	if l.ground != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.ground}}
	}
	if format := vietnamese + l.format; l.format == textFormat {
		s.CustomNumFmt = &l.format
	} else if l.format != "" {
		s.CustomNumFmt = &format
	}
	id, err := b.file.NewStyle(&s)
	if err != nil {
		return 0, fmt.Errorf("make a style: %w", err)
	}
	b.looks[l] = id
	return id, nil
}

// ground is the colour behind a column's cells.
func (r *SheetRows) ground(c Column) string {
	if r.sheet.Fill && !c.Given {
		return groundBlank
	}
	return ""
}

// lines is how many lines a text takes in a column of a width.
func (b *Workbook) lines(text string, size, width float64) int {
	room := (width*bookDigit - bookEdge) / size * b.face.unitsPerEm
	space, n := b.face.advance(b.face.glyphs[' ']), 0
	for line := range strings.Lines(text) {
		n++
		used := 0.0
		for _, word := range strings.Fields(line) {
			wide := 0.0
			for _, letter := range word {
				wide += b.face.advance(b.face.glyphs[letter])
			}
			for used > 0 && used+space+wide > room || wide > room && room > 0 {
				if used == 0 {
					wide -= room // a word longer than the line is broken
				}
				n, used = n+1, 0
			}
			used += space + wide
		}
	}
	return max(n, 1)
}

// begin lays the sheet out and writes what stands above its rows.
func (r *SheetRows) begin() (err error) {
	f, name := r.book.file, r.sheet.Name
	if len(r.book.begun) == 0 {
		err = f.SetSheetName(firstSheet, name)
	} else {
		_, err = f.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(r.page(), r.offerChoices()); err != nil {
		return err
	}
	if r.stream, err = f.NewStreamWriter(name); err != nil {
		return err
	}
	for i, c := range r.sheet.Columns {
		if err := r.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		if r.sheet.Fill {
			id, err := r.book.style(c.look()) // for what will be typed
			if err := errors.Join(err, r.stream.SetColStyle(i+1, i+1, id)); err != nil {
				return err
			}
		}
	}
	r.head = r.above() + 1
	below, err := excelize.CoordinatesToCellName(1, r.head+1)
	if err != nil {
		return err
	}
	err = errors.Join(r.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: r.head, TopLeftCell: below, ActivePane: "bottomLeft"}),
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", name, r.head, r.head), Scope: name}))
	if err != nil {
		return err
	}
	return r.writeHead()
}

// page is the shape of the printed page.
func (r *SheetRows) page() error {
	f, name := r.book.file, r.sheet.Name
	turned, size, wide, high, fit := "landscape", a4, 1, 0, true
	if r.sheet.Upright {
		turned = "portrait"
	}
	side, edge, foot, centred := 15/25.4, 20/25.4, 8/25.4, true
	return errors.Join(
		f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &turned, Size: &size, FitToWidth: &wide, FitToHeight: &high}),
		f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
			Left: &edge, Right: &side, Top: &side, Bottom: &edge, Header: &foot, Footer: &foot, Horizontally: &centred,
		}),
		f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: `&C&"` + bookFont + `,Regular"&10Trang &P/&N`}))
}

// above is how many rows stand above the head, an empty one last.
func (r *SheetRows) above() int {
	if r.sheet.Title == "" {
		return 0
	}
	n := len(r.sheet.Notes) + 2
	if r.sheet.Body != "" {
		n++
	}
	return n
}

// writeHead writes the title and the names of the columns.
func (r *SheetRows) writeHead() error {
	if r.sheet.Title != "" {
		if r.sheet.Body != "" {
			if err := r.across(r.sheet.Body, look{size: bookSize, bold: true, align: "left"}); err != nil {
				return err
			}
		}
		if err := r.across(r.sheet.Title, look{size: bookTitle, bold: true, align: "center"}); err != nil {
			return err
		}
		for _, note := range r.sheet.Notes {
			if err := r.across(note, look{size: bookSize, italic: true, align: "center"}); err != nil {
				return err
			}
		}
		r.at++
	}
	cells, lines := make([]any, len(r.sheet.Columns)), 1
	id, err := r.book.style(look{size: bookSize, bold: true, frame: true, wrap: true, align: "center", ground: groundHead})
	if err != nil {
		return err
	}
	for i, c := range r.sheet.Columns {
		cells[i] = excelize.Cell{StyleID: id, Value: c.Name}
		lines = max(lines, r.book.lines(c.Name, bookSize*boldWider, c.Width-r.arrow()))
	}
	return r.row(cells, tall(lines, bookSize))
}

// boldWider is how much wider bold letters run.
const boldWider = 1.08

// arrow is the room that the arrow of a filter takes in a head.
func (r *SheetRows) arrow() float64 {
	if r.sheet.Filter {
		return 3
	}
	return 0
}

// across writes a line over the whole width of the table.
func (r *SheetRows) across(text string, l look) error {
	l.wrap = true
	id, err := r.book.style(l)
	if err != nil {
		return err
	}
	width := 0.0
	for _, c := range r.sheet.Columns {
		width += c.Width
	}
	lines := r.book.lines(text, l.size*boldWider, width)
	if err := r.row([]any{excelize.Cell{StyleID: id, Value: readable(text)}}, tall(lines, l.size)); err != nil || len(r.sheet.Columns) < 2 {
		return err
	}
	first, errFirst := excelize.CoordinatesToCellName(1, r.at)
	last, errLast := excelize.CoordinatesToCellName(len(r.sheet.Columns), r.at)
	return errors.Join(errFirst, errLast, r.stream.MergeCell(first, last))
}

// end finishes the sheet.
func (r *SheetRows) end() error {
	if r.sheet.Filter && r.at > r.head {
		first, errFirst := excelize.CoordinatesToCellName(1, r.head)
		last, errLast := excelize.CoordinatesToCellName(len(r.sheet.Columns), r.at)
		if err := errors.Join(errFirst, errLast, r.book.file.AutoFilter(r.sheet.Name, first+":"+last, nil)); err != nil {
			return err
		}
	}
	return r.stream.Flush()
}

// offerChoices lets the cells of a column be chosen from a list, which stands on a sheet of its own.
func (r *SheetRows) offerChoices() error {
	f := r.book.file
	for i, c := range r.sheet.Columns {
		if c.Choices == nil {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if _, err := f.NewSheet(choiceSheet); err != nil {
			return err
		}
		r.book.choices++
		list, err := excelize.ColumnNumberToName(r.book.choices)
		if err != nil {
			return err
		}
		choices := append([]string{c.Name}, c.Choices...)
		width := c.Width
		for _, choice := range choices {
			width = max(width, float64(utf8.RuneCountInString(choice)+2))
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s%d:%s%d", column, r.above()+2, column, formRows))
		v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$2:$%s$%d", choiceSheet, list, list, len(choices)))
		v.SetError(excelize.DataValidationErrorStyleStop, c.Name, "Xin chọn một dòng trong danh sách.")
		if err := errors.Join(f.SetSheetCol(choiceSheet, list+"1", &choices), f.SetColWidth(choiceSheet, list, list, width), f.AddDataValidation(r.sheet.Name, v)); err != nil {
			return err
		}
	}
	return nil
}
