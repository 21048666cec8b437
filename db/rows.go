package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// QueueRows queues a statement for many rows of values at once. Its text stays the same for any number of rows, so that
// it is prepared once. It holds one of two marks:
//
//	INSERT INTO consent (citizen_id, given) {values} ON CONFLICT (citizen_id) DO NOTHING
//	UPDATE outbox SET state = r.c2 FROM {rows} WHERE outbox_id = r.c1
//
// {values} stands for what an INSERT takes its rows from, {rows} for a table r with the columns c1, c2 … of the given
// number. PostgreSQL takes all rows with one array for each column; SQLite, which runs inside this process, takes one row
// after the other. A column holds values of one type: int64, string, []byte (nil is NULL) or bool.
//
// doing and check are those of Queue; check gets the number of rows changed by all values together.
func (t *Tx) QueueRows(ctx context.Context, doing string, check func(changed int64) error, query string, columns int, values []any) error {
	if t.far == nil || len(values) == 0 {
		return after{doing, check}.err(t.execEach(ctx, query, columns, values))
	}
	source, arrays, err := arraysOf(columns, values)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return t.Queue(ctx, doing, check, fill(query, source, "SELECT * FROM "+source), arrays...)
}

// execEach runs a statement for one row after the other, on SQLite.
func (t *Tx) execEach(ctx context.Context, query string, columns int, values []any) (changed int64, err error) {
	query = fill(query, "(SELECT "+numbered(columns, "$%d AS c%[1]d")+") AS r", "VALUES ("+numbered(columns, "$%d")+")")
	steady := context.WithoutCancel(ctx) // the driver would start a goroutine for each row to watch the context
	for i := 0; i < len(values); i += columns {
		if err := ctx.Err(); err != nil {
			return changed, err
		}
		n, err := t.Exec(steady, query, values[i:i+columns]...)
		if err != nil {
			return changed, err
		}
		changed += n
	}
	return changed, nil
}

func fill(query, rows, values string) string {
	return strings.Replace(strings.Replace(query, "{rows}", rows, 1), "{values}", values, 1)
}

// numbered repeats a format for the numbers from 1: "$1, $2".
func numbered(n int, format string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(format, i+1)
	}
	return strings.Join(all, ", ")
}

// arraysOf is the table r for PostgreSQL, "unnest($1::bigint[], $2::text[]) AS r(c1, c2)", with its arrays.
func arraysOf(columns int, values []any) (source string, arrays []any, err error) {
	casts, names := make([]string, columns), make([]string, columns)
	arrays = make([]any, columns)
	for i := range columns {
		var kind string
		switch values[i].(type) {
		case int64:
			kind = "bigint"
			arrays[i], err = column[int64](i, columns, values)
		case string:
			kind = "text"
			arrays[i], err = column[string](i, columns, values)
		case []byte:
			kind = "bytea"
			arrays[i], err = column[[]byte](i, columns, values)
		case bool:
			kind = "boolean"
			arrays[i], err = column[bool](i, columns, values)
		default:
			err = fmt.Errorf("column c%d cannot hold a %T", i+1, values[i])
		}
		if err != nil {
			return "", nil, err
		}
		n := strconv.Itoa(i + 1)
		casts[i], names[i] = "$"+n+"::"+kind+"[]", "c"+n
	}
	return "unnest(" + strings.Join(casts, ", ") + ") AS r(" + strings.Join(names, ", ") + ")", arrays, nil
}

func column[T any](i, columns int, values []any) ([]T, error) {
	all := make([]T, 0, len(values)/columns)
	for j := i; j < len(values); j += columns {
		v, ok := values[j].(T)
		if !ok {
			return nil, fmt.Errorf("column c%d holds a %T beside a %T", i+1, values[j], values[i])
		}
		all = append(all, v)
	}
	return all, nil
}

// In is the condition that a column's value is one of the strings of a List given as a parameter such as "$3".
func (d Dialect) In(column, parameter string) string {
	if d == Postgres {
		return column + " = ANY(" + parameter + "::text[])" // which looks each up in an index, whatever it knows of the table
	}
	return column + " IN (SELECT value FROM json_each(" + parameter + "))"
}

// List is a parameter that holds strings, for In.
func (d Dialect) List(all []string) any {
	if d == Postgres {
		return all
	}
	raw, _ := json.Marshal(all) // strings always encode
	return string(raw)
}
