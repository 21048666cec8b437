package report

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"danbiet/ward"
)

// RowPage is some of the rows behind a figure: at most limit of them, after the first skip, in the order of Rows. It
// reports whether there are more.
func RowPage(ctx context.Context, w *ward.Ward, m Metric, s Scope, skip, limit int) (page []Row, more bool, err error) {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return nil, false, err
	}
	if m.list != nil {
		all, err := m.all(ctx, w, s, through)
		if err != nil {
			return nil, false, fmt.Errorf("read the rows of %s: %w", m.ID, err)
		}
		from := min(skip, len(all))
		to := min(from+limit, len(all))
		return slices.Clone(all[from:to]), to < len(all), nil
	}
	err = m.eachOf(ctx, w, s, through, fmt.Sprintf(` LIMIT %d OFFSET %d`, limit+1, skip), func(r Row) error { page = append(page, r); return nil })
	if err != nil {
		return nil, false, fmt.Errorf("read the rows of %s: %w", m.ID, err)
	}
	if len(page) > limit {
		return page[:limit], true, nil
	}
	return page, false, nil
}

// WriteTable writes rows as "csv", in UTF-8 with the mark by which Excel knows it, or as "xlsx". A cell that a spreadsheet
// would take for a formula is written as the text that it is. Each row is given to add.
func WriteTable(out io.Writer, format string, columns []string, rows func(add func(cells ...any) error) error) error {
	if format == "xlsx" {
		return writeWorkbook(out, columns, rows)
	}
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	w := csv.NewWriter(out)
	if err := w.Write(columns); err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	err := rows(func(cells ...any) error {
		texts := make([]string, len(cells))
		for i, c := range cells {
			texts[i] = fmt.Sprint(c)
			if _, isText := c.(string); isText && texts[i] != "" && strings.ContainsRune("=+-@\t\r", rune(texts[i][0])) {
				texts[i] = "'" + texts[i]
			}
		}
		return w.Write(texts)
	})
	w.Flush()
	return errors.Join(err, w.Error())
}

func writeWorkbook(out io.Writer, columns []string, rows func(add func(cells ...any) error) error) (err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	stream, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	head := make([]any, len(columns))
	for i, c := range columns {
		head[i] = excelize.Cell{StyleID: bold, Value: c}
	}
	const width = 22 // characters
	err = errors.Join(stream.SetColWidth(1, len(columns), width),
		stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}), stream.SetRow("A1", head))
	if err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	n := 1
	err = rows(func(cells ...any) error {
		n++
		return stream.SetRow(fmt.Sprintf("A%d", n), cells) // text is text to it, whatever it begins with
	})
	if err != nil {
		return err
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	_, err = file.WriteTo(out)
	return err
}
