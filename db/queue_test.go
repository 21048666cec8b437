package db_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
)

const putParcel = "INSERT INTO parcel (id, words, open) VALUES ($1, $2, $3)"

func TestWhatIsQueuedHappensInItsOrderBeforeTheNextQuery(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		var changed []int64
		note := func(n int64) error { changed = append(changed, n); return nil }
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			ctx := t.Context()
			errQueue := errors.Join(
				tx.Queue(ctx, "put", note, putParcel, 1, "một", true), tx.Queue(ctx, "put", note, putParcel, 2, "hai", true),
				tx.Queue(ctx, "close", note, "UPDATE parcel SET open = $1", false))
			var open, n int
			errRow := tx.QueryRow(ctx, "SELECT count(*) FROM parcel WHERE NOT open").Scan(&open)
			errLate := tx.Queue(ctx, "put", note, putParcel, 3, "ba", true)
			closed, errExec := tx.Exec(ctx, "UPDATE parcel SET words = $1 WHERE id = 3", "BA")
			errLast := tx.Queue(ctx, "put", nil, putParcel, 4, "bốn", true)
			if n = int(closed); open != 2 || n != 1 {
				t.Errorf("the query sees %d rows, the statement changes %d; want 2 and 1", open, n)
			}
			return errors.Join(errQueue, errRow, errLate, errExec, errLast)
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int64{1, 1, 2, 1}, changed); diff != "" {
			t.Errorf("rows changed (-want +got):\n%s", diff)
		}
		want := []string{"1 một [] false", "2 hai [] false", "3 BA [] true", "4 bốn [] true"}
		if diff := cmp.Diff(want, parcels(t, d)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func TestAQueuedStatementThatFailsUndoesTheTransaction(t *testing.T) {
	raced := errors.New("another was first")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		put(t, d, int64(9), "chín", []byte(nil), true)
		for name, c := range map[string]struct {
			do   func(tx *db.Tx) error
			want func(error) bool
		}{
			"the statement": {
				do:   func(tx *db.Tx) error { return tx.Queue(t.Context(), "put a parcel", nil, putParcel, 9, "lại", true) },
				want: func(err error) bool { return strings.HasPrefix(err.Error(), "put a parcel: ") },
			},
			"its check": {
				do: func(tx *db.Tx) error {
					return tx.Queue(t.Context(), "close", func(n int64) error {
						if n != 1 {
							return raced
						}
						return nil
					}, "UPDATE parcel SET open = $1 WHERE id = 77", false)
				},
				want: func(err error) bool { return errors.Is(err, raced) },
			},
			"a query after it": {
				do: func(tx *db.Tx) error {
					errQueue := tx.Queue(t.Context(), "put a parcel", nil, putParcel, 9, "lại", true)
					rows, err := tx.Query(t.Context(), "SELECT 1")
					if err == nil {
						return errors.Join(errQueue, rows.Close())
					}
					return errors.Join(errQueue, err)
				},
				want: func(err error) bool { return strings.Contains(err.Error(), "put a parcel: ") },
			},
		} {
			t.Run(name, func(t *testing.T) {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					return errors.Join(tx.Queue(t.Context(), "put", nil, putParcel, 1, "một", true), c.do(tx))
				})
				if err == nil || !c.want(err) {
					t.Errorf("error = %v", err)
				}
				if all := parcels(t, d); len(all) != 1 {
					t.Errorf("written: %v", all)
				}
			})
		}
		if err := d.Read(t.Context(), func(tx *db.Tx) error { // the connection is as good as before
			return tx.QueryRow(t.Context(), "SELECT 1 WHERE 1 = 0").Scan(new(int))
		}); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("error = %v; want that there is no row", err)
		}
	})
}

func TestEachReadsWhatWasQueuedBeforeIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		var got []string
		full := errors.New("no more")
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			ctx := t.Context()
			errQueue := errors.Join(tx.Queue(ctx, "put", nil, putParcel, 1, "một", true), tx.Queue(ctx, "put", nil, putParcel, 2, "hai", true))
			take := func(scan func(...any) error) error {
				var words string
				err := scan(&words)
				got = append(got, words)
				return err
			}
			errAll := tx.Each(ctx, take, "SELECT words FROM parcel ORDER BY id")
			errNone := tx.Each(ctx, take, "SELECT words FROM parcel WHERE id > $1", 7)
			if err := tx.Each(ctx, func(func(...any) error) error { return full }, "SELECT words FROM parcel"); !errors.Is(err, full) {
				t.Errorf("error = %v; want the reader's own", err)
			}
			return errors.Join(errQueue, errAll, errNone)
		}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"một", "hai"}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if all := parcels(t, d); len(all) != 2 {
			t.Errorf("kept: %v; want both, though a reader gave up", all)
		}
	})
}

func TestATransactionThatCouldNotBeginIsNotTakenForAnEmptyOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newParcels(t, d)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := d.Write(ctx, func(tx *db.Tx) error {
			_ = tx.Queue(ctx, "put", nil, putParcel, 1, "một", true)
			_ = tx.QueryRow(ctx, "SELECT 1").Scan(new(int)) // nobody minds
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v; want that nothing was kept", err)
		}
		if all := parcels(t, d); len(all) != 0 {
			t.Errorf("kept: %v", all)
		}
	})
}
