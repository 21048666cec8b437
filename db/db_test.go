package db_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
)

// newNotes makes a table for a test to write in.
func newNotes(t *testing.T, d *db.DB) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), "CREATE TABLE note (id BIGINT PRIMARY KEY, words TEXT NOT NULL)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func write(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.Exec(ctx, "INSERT INTO note (id, words) VALUES ($1, $2)", id, "Kính chào")
	return err
}

func notes(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT count(*) FROM note").Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestATransactionIsKeptWholeOrNotAtAll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newNotes(t, d)
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, 1) }); err != nil {
			t.Fatal(err)
		}
		refused := errors.New("refused")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return errors.Join(write(t.Context(), tx, 2), refused)
		})
		if !errors.Is(err, refused) {
			t.Errorf("error = %v; want the function's own", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = d.Write(t.Context(), func(tx *db.Tx) error {
				if err := write(t.Context(), tx, 3); err != nil {
					t.Error(err)
				}
				panic("in the middle")
			})
		}()
		ctx, cancel := context.WithCancel(t.Context())
		err = d.Write(ctx, func(tx *db.Tx) error {
			defer cancel()
			return write(ctx, tx, 4)
		})
		if err == nil {
			t.Error("a transaction was committed for a caller that had gone")
		}
		if n := notes(t, d); n != 1 {
			t.Errorf("%d rows are kept; want the committed one", n)
		}
		// The connection that the panic passed through is fit for use.
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, 5) }); err != nil {
			t.Error(err)
		}
	})
}

func TestAReadChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newNotes(t, d)
		err := d.Read(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, 1) })
		if err == nil || notes(t, d) != 0 {
			t.Errorf("error = %v, %d rows; want a refusal and no row", err, notes(t, d))
		}
	})
}

func TestAReadDoesNotWaitForAWriter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newNotes(t, d)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := write(t.Context(), tx, 1); err != nil {
				return err
			}
			if n := notes(t, d); n != 0 { // would wait for ever if it waited for the writer
				t.Errorf("a reader sees %d rows that are not committed", n)
			}
			return nil
		})
		if err != nil || notes(t, d) != 1 {
			t.Errorf("%d rows, %v; want 1", notes(t, d), err)
		}
	})
}

func TestWritersTakeTurns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		newNotes(t, d)
		var all sync.WaitGroup
		for id := range int64(20) {
			all.Go(func() {
				if err := d.Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, id) }); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := notes(t, d); n != 20 {
			t.Errorf("%d rows; want 20", n)
		}
	})
}

func TestTwoProcessesWriteOneSQLiteFile(t *testing.T) {
	url := dbtest.SQLiteURL(t)
	var two [2]*db.DB
	for i := range two {
		two[i] = open(t, url)
	}
	newNotes(t, two[0])
	var all sync.WaitGroup
	for id := range int64(20) {
		all.Go(func() {
			if err := two[id%2].Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, id) }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := notes(t, two[0]); n != 20 {
		t.Errorf("%d rows; want 20", n)
	}
}

func TestWhatIsCommittedOutlivesTheProcess(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		newNotes(t, d)
		if err := errors.Join(d.Write(t.Context(), func(tx *db.Tx) error { return write(t.Context(), tx, 1) }), d.Close()); err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Errorf("closing twice: %v", err)
		}
		if err := d.Ping(t.Context()); err == nil {
			t.Error("a closed database answers")
		}
		if n := notes(t, open(t, url)); n != 1 {
			t.Errorf("%d rows; want 1", n)
		}
	})
}

func open(t *testing.T, url string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestABadURLIsRefusedWithoutItsPassword(t *testing.T) {
	const password = "mat-khau-bi-mat"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for name, url := range map[string]string{
		"another scheme":            "mysql://danbiet:" + password + "@localhost/danbiet",
		"no scheme":                 password,
		"a port that is no number":  "postgres://danbiet:" + password + "@localhost:abc/danbiet",
		"a bad option":              "postgres://danbiet:" + password + "@localhost/danbiet?sslmode=" + password,
		"nobody listens":            "postgres://danbiet:" + password + "@" + closed + "/danbiet?sslmode=disable",
		"a bracket too many":        "postgres://danbiet:" + password + "@[::1/danbiet",
		"SQLite in memory":          "sqlite::memory:",
		"SQLite without a file":     "sqlite:",
		"SQLite without its folder": "sqlite:" + filepath.Join(t.TempDir(), "none", "danbiet.db"),
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err := db.Open(ctx, url)
			if err == nil {
				t.Fatal("it was opened")
			}
			if strings.Contains(err.Error(), password) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error = %q; want one line without the password", err)
			}
		})
	}
}

func TestAFileThatIsNoDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "danbiet.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("this is a letter, not a database. ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := db.Open(t.Context(), "sqlite:"+path)
	if err == nil || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "letter") {
		t.Errorf("error = %v; want one that names the file and quotes nothing of it", err)
	}
}

func TestPathsWithSpacesAndMarksAreFilesLikeOthers(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Dữ liệu phường?#&=%41")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "dân biết.db")
	newNotes(t, open(t, "sqlite:"+path))
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file is not where the URL says: %v", err)
	}
}
