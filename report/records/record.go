// Package records hands out the rows that a ward keeps, one kind of record at a time, for files that leave the house. Each
// column is declared once: where its value comes from, its type and unit, and what it means. The exports, their help and
// the data dictionary are made of that.
//
// Nothing here names a citizen: conversations and people are pseudonyms, and what was written stays where it is. The only
// way to more is Kind.Identified, whose caller has asked for a reason and had it logged. A denunciation of the ward's leaders
// is in no export, as it is in no list (Luật Tố cáo 2018, Điều 8): the officer who keeps it has it, and figures count it.
package records

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// Type is how the values of a column are to be read.
type Type string

// The types. All but the last two are text in a file.
const (
	Text      Type = "text"
	Moment    Type = "moment"    // YYYY-MM-DD HH:MM:SS by the ward's clock, "" for never
	Day       Type = "day"       // YYYY-MM-DD, "" for none
	Truth     Type = "truth"     // true or false
	Pseudonym Type = "pseudonym" // letters and digits: the same for the same, in every export of an installation; "" for nobody
	Whole     Type = "whole"     // a whole number
	Decimal   Type = "decimal"   // a number that may have decimals
)

// Column is one column of a kind of record.
type Column struct {
	Name                string
	Type                Type
	Unit                string // of a number, in English; "" for what has none
	English, Vietnamese string // what it means

	expr string // SQL that gives the value; "" where the rows are made in Go
}

// Kind is one kind of record.
type Kind struct {
	Name                string
	English, Vietnamese string // what a row is, and which rows lie in a period
	Columns             []Column
	Identified          []Column // what Identified adds, nil where there is nothing to add

	// The FROM and WHERE of the rows, of a ward $1 and a period, with what they are ordered by; or rows made in Go. Where both
	// are there, the one counts them and the other makes them.
	from, order string
	days        bool // $2 and $3 are the first and the last day as text; otherwise the first millisecond, and the first after the end
	list        func(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error
}

// Find is the kind of a name.
func Find(name string) (Kind, bool) {
	all := Kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// WithIdentities is the kind with who sent a record and what they wrote. It is a petition's alone; other kinds are returned
// as they are. Of a denunciation nothing is added: nobody may disclose who denounced (Luật Tố cáo 2018, Điều 8).
func (k Kind) WithIdentities() Kind {
	if k.Identified == nil {
		return k
	}
	k.Columns = slices.Concat(k.Columns, k.Identified)
	k.Identified = nil
	k.list = identifiedPetitions // as many as k.from has
	return k
}

// Rows calls each for the values of every row of the days from–to, both included, in the order of the columns. It streams:
// memory does not grow with their number.
func (k Kind) Rows(ctx context.Context, w *ward.Ward, from, to law.Date, each func(...any) error) error {
	if k.list != nil {
		return k.list(ctx, w, from, to, each)
	}
	exprs := make([]string, len(k.Columns))
	for i, c := range k.Columns {
		exprs[i] = c.expr
	}
	rows, err := w.Tx().Query(ctx, `SELECT `+strings.Join(exprs, ", ")+k.from+` ORDER BY `+k.order, k.args(w, from, to)...)
	if err != nil {
		return fmt.Errorf("read the %s: %w", k.Name, err)
	}
	defer rows.Close()
	r := newReader(w, k.Columns)
	for rows.Next() {
		if err := rows.Scan(r.into...); err != nil {
			return fmt.Errorf("read the %s: %w", k.Name, err)
		}
		values, err := r.values()
		if err != nil {
			return err
		}
		if err := each(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Count is how many rows there are. Those that are made in Go are made for it, and forgotten.
func (k Kind) Count(ctx context.Context, w *ward.Ward, from, to law.Date) (n int64, err error) {
	if k.from == "" {
		err = k.list(ctx, w, from, to, func(...any) error { n++; return nil })
		return n, err
	}
	if err := w.Tx().QueryRow(ctx, `SELECT count(*)`+k.from, k.args(w, from, to)...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the %s: %w", k.Name, err)
	}
	return n, nil
}

func (k Kind) args(w *ward.Ward, from, to law.Date) []any {
	if k.days {
		return []any{w.ID, from.String(), to.String()}
	}
	zone := w.Profile.Zone()
	return []any{w.ID, from.At(0, 0, zone).UnixMilli(), to.AddDays(1).At(0, 0, zone).UnixMilli()}
}

// reader turns what the database gives into the values of a row.
type reader struct {
	columns []Column
	names   names
	zone    *time.Location
	into    []any // pointers to the fields below, one for each column
	texts   []string
	wholes  []int64
	floats  []float64
	truths  []bool
}

func newReader(w *ward.Ward, columns []Column) *reader {
	n := len(columns)
	r := &reader{
		columns: columns, names: names{ward: w}, zone: w.Profile.Zone(), into: make([]any, n),
		texts: make([]string, n), wholes: make([]int64, n), floats: make([]float64, n), truths: make([]bool, n),
	}
	for i, c := range columns {
		switch c.Type {
		case Text, Day:
			r.into[i] = &r.texts[i]
		case Decimal:
			r.into[i] = &r.floats[i]
		case Truth:
			r.into[i] = &r.truths[i]
		default:
			r.into[i] = &r.wholes[i]
		}
	}
	return r
}

func (r *reader) values() ([]any, error) {
	values := make([]any, len(r.columns))
	for i, c := range r.columns {
		switch c.Type {
		case Text, Day:
			values[i] = oneLine(r.texts[i])
		case Decimal:
			values[i] = r.floats[i]
		case Truth:
			values[i] = fmt.Sprint(r.truths[i])
		case Moment:
			values[i] = momentOf(r.wholes[i], r.zone)
		case Pseudonym:
			name, err := r.names.of(r.wholes[i])
			if err != nil {
				return nil, err
			}
			values[i] = name
		default:
			values[i] = r.wholes[i]
		}
	}
	return values, nil
}

// names remembers pseudonyms: one conversation has many steps.
type names struct {
	ward  *ward.Ward
	known map[int64]string
}

// maxNames bounds what is remembered.
const maxNames = 10_000

func (n *names) of(id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	if name, ok := n.known[id]; ok {
		return name, nil
	}
	if n.known == nil || len(n.known) >= maxNames {
		n.known = map[int64]string{}
	}
	name, err := n.ward.Pseudonym(id)
	n.known[id] = name
	return name, err
}

// moment is a time as spreadsheets read it, in its own zone; "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05")
}

func momentOf(millis int64, zone *time.Location) string {
	if millis == 0 {
		return ""
	}
	return moment(time.UnixMilli(millis).In(zone))
}

// oneLine joins the lines of a text. What has none, nearly everything, is returned as it is.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
