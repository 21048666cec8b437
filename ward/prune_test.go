package ward_test

import (
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestPruningThatFailsSaysWhatWasPruned(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		for table, prune := range map[string]func(*ward.Ward) (int64, error){
			"outbox": func(w *ward.Ward) (int64, error) { return w.PruneOutbox(t.Context(), time.Hour) },
			"file":   func(w *ward.Ward) (int64, error) { return w.PruneFiles(t.Context(), time.Hour) },
		} {
			drop(t, d, table)
			err := house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
				_, err := prune(w)
				return err
			})
			if err == nil || !strings.HasPrefix(err.Error(), "prune the ") {
				t.Errorf("%s: error = %v; want one that says what was being done", table, err)
			}
		}
	})
}

func drop(t *testing.T, d *db.DB, table string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `DROP TABLE `+table)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
