package report

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"danbiet/paper"
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

// WriteTable writes rows as "csv", in UTF-8 with the mark by which Excel knows it, or as "xlsx", under a title. A cell that a
// spreadsheet would take for a formula is written as the text that it is. Each row is given to add: strings, integers and
// moments.
func WriteTable(out io.Writer, format string, sheet paper.Worksheet, rows func(add func(cells ...any) error) error) error {
	if format == "xlsx" {
		return writeSheet(out, sheet, rows)
	}
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	w := csv.NewWriter(out)
	head := make([]string, len(sheet.Columns))
	for i, c := range sheet.Columns {
		head[i] = c.Name
	}
	if err := w.Write(head); err != nil {
		return fmt.Errorf("write a table: %w", err)
	}
	err := rows(func(cells ...any) error {
		texts := make([]string, len(cells))
		for i, c := range cells {
			switch c := c.(type) {
			case time.Time:
				texts[i] = c.Format(time.DateTime)
			case string:
				texts[i] = c
				if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
					texts[i] = "'" + c
				}
			default:
				texts[i] = fmt.Sprint(c)
			}
		}
		return w.Write(texts)
	})
	w.Flush()
	return errors.Join(err, w.Error())
}

func writeSheet(out io.Writer, sheet paper.Worksheet, rows func(add func(cells ...any) error) error) error {
	b, err := paper.NewWorkbook(sheet.Title)
	if err != nil {
		return err
	}
	defer b.Close()
	table, err := b.Begin(sheet)
	if err != nil {
		return err
	}
	if err := rows(table.Add); err != nil {
		return err
	}
	return b.Write(out)
}
