package db_test

import (
	"database/sql"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
)

// newParcels makes a table with a column of each type that rows may have.
func newParcels(t *testing.T, d *db.DB) {
	t.Helper()
	blob := map[db.Dialect]string{db.SQLite: "BLOB", db.Postgres: "BYTEA"}[d.Dialect]
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), "CREATE TABLE parcel (id BIGINT PRIMARY KEY, words TEXT NOT NULL, bytes "+blob+", open BOOLEAN NOT NULL)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// parcels returns the rows of the table, as "id words bytes open".
func parcels(t *testing.T, d *db.DB) (all []string) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) error {
		rows, err := tx.Query(t.Context(), "SELECT id, words, bytes, open FROM parcel ORDER BY id")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var words string
			var bytes []byte
			var open bool
			if err := rows.Scan(&id, &words, &bytes, &open); err != nil {
				return err
			}
			all = append(all, fmt.Sprintf("%d %s %v %v", id, words, bytes, open))
		}
		return rows.Err()
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

const putParcels = `INSERT INTO parcel (id, words, bytes, open) {values}
	ON CONFLICT (id) DO UPDATE SET words = excluded.words`

// put writes rows, and returns how many were changed.
func put(t *testing.T, d *db.DB, values ...any) (n int64) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		return tx.QueueRows(t.Context(), "put parcels", func(changed int64) error { n = changed; return nil }, putParcels, 4, values)
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestManyRowsAreWrittenByOneStatement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		if n := put(t, d, int64(1), "một", []byte{1}, true, int64(2), "hai", []byte(nil), false, int64(3), "ba", []byte{}, true); n != 3 {
			t.Errorf("%d rows changed; want 3", n)
		}
		if n := put(t, d, int64(2), "hai lần", []byte(nil), false); n != 1 {
			t.Errorf("%d rows changed; want 1", n)
		}
		if n := put(t, d); n != 0 {
			t.Errorf("%d rows changed by no rows at all", n)
		}
		want := []string{"1 một [1] true", "2 hai lần [] false", "3 ba [] true"}
		if diff := cmp.Diff(want, parcels(t, d)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func TestRowsOfWrongTypesAreAnErrorAndWriteNothing(t *testing.T) {
	d := dbtest.Postgres(t)
	newParcels(t, d)
	for name, values := range map[string][]any{
		"a type that no column has":   {int64(1), "một", []byte{1}, 1.5},
		"two types in one column":     {int64(1), "một", []byte{1}, true, int64(2), []byte("hai"), []byte{1}, true},
		"a plain int beside an int64": {int64(1), "một", []byte{1}, true, 2, "hai", []byte{1}, true},
	} {
		t.Run(name, func(t *testing.T) {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				return tx.QueueRows(t.Context(), "put parcels", nil, putParcels, 4, values)
			})
			if err == nil {
				t.Error("no error")
			}
		})
	}
	if all := parcels(t, d); len(all) > 0 {
		t.Errorf("written: %v", all)
	}
}

func TestAColumnIsComparedWithAList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		put(t, d, int64(1), "a", []byte(nil), true, int64(2), `b"'\`, []byte(nil), true, int64(3), "ă, â", []byte(nil), true, int64(4), "c", []byte(nil), true)
		for _, list := range [][]string{{"a", `b"'\`, "ă, â"}, {}} {
			var got []string
			if err := d.Read(t.Context(), func(tx *db.Tx) error {
				rows, err := tx.Query(t.Context(), "SELECT words FROM parcel WHERE "+d.Dialect.In("words", "$1")+" ORDER BY id", d.Dialect.List(list))
				if err != nil {
					return err
				}
				defer rows.Close()
				for rows.Next() {
					var s string
					if err := rows.Scan(&s); err != nil {
						return err
					}
					got = append(got, s)
				}
				return rows.Err()
			}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(list, append([]string{}, got...)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		}
	})
}

// A prepared statement that is being read from must not be run anew under its reader.
func TestAQueryRunsInsideItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		put(t, d, int64(1), "a", []byte(nil), true, int64(2), "b", []byte(nil), true, int64(3), "c", []byte(nil), true)
		const query = "SELECT words FROM parcel WHERE id > $1 ORDER BY id"
		var got []string
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			for range 2 { // the second time everything is prepared
				outer, err := tx.Query(t.Context(), query, 0)
				if err != nil {
					return err
				}
				letters, err := texts(outer, func() error {
					if d.Dialect == db.Postgres {
						return nil // one connection there has one reader
					}
					inner, err := tx.Query(t.Context(), query, 0)
					if err != nil {
						return err
					}
					letters, err := texts(inner, func() error { return nil })
					got = append(got, letters...)
					return err
				})
				if err != nil {
					return err
				}
				got = append(got, letters...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := 6
		if d.Dialect == db.SQLite {
			want = 24
		}
		if len(got) != want {
			t.Errorf("%d values: %v; want %d", len(got), got, want)
		}
	})
}

func texts(rows *sql.Rows, between func() error) (all []string, err error) {
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
		if err := between(); err != nil {
			return nil, err
		}
	}
	return all, rows.Err()
}

func TestStatementsOutliveAChangeOfTheirTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		put := func(id int64) {
			t.Helper()
			if err := d.Write(t.Context(), func(tx *db.Tx) error {
				return tx.QueueRows(t.Context(), "put parcels", nil, putParcels, 4, []any{id, "w", []byte{1}, true})
			}); err != nil {
				t.Fatal(err)
			}
		}
		put(1)
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "ALTER TABLE parcel ADD COLUMN seal TEXT")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		put(2)
		if n := len(parcels(t, d)); n != 2 {
			t.Errorf("%d rows; want 2", n)
		}
	})
}

func TestMoreStatementsThanAreKept(t *testing.T) {
	d := dbtest.SQLite(t)
	for i := range 1200 {
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			var got int
			if err := tx.QueryRow(t.Context(), fmt.Sprintf("SELECT %d", i)).Scan(&got); err != nil || got != i {
				return fmt.Errorf("%d, %w", got, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
