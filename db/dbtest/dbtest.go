// Package dbtest gives a test a migrated database of its own, on each of the databases that Danbiet runs on, and a
// Redis of its own. Only tests import it.
//
// PostgreSQL and Redis are reached at DANBIET_TEST_POSTGRES, the URL of a superuser, and DANBIET_TEST_REDIS; tools/test.sh
// starts both. A test that needs a service whose variable is empty is skipped, or fails when DANBIET_TEST_REQUIRE is
// "all": then nothing passes by having been left out.
package dbtest

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/db"
)

// patience bounds every single step that prepares or removes a database.
const patience = time.Minute

// Each runs do once for each dialect, as the subtests "sqlite" and "postgres", with a migrated empty database that
// nothing else uses and that is removed at the end.
func Each(t *testing.T, do func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run(string(db.SQLite), func(t *testing.T) { do(t, SQLite(t)) })
	t.Run(string(db.Postgres), func(t *testing.T) { do(t, Postgres(t)) })
}

// EachURL is Each for a test that opens the database itself, once or as several replicas would.
func EachURL(t *testing.T, do func(t *testing.T, url string)) {
	t.Helper()
	t.Run(string(db.SQLite), func(t *testing.T) { do(t, SQLiteURL(t)) })
	t.Run(string(db.Postgres), func(t *testing.T) { do(t, PostgresURL(t)) })
}

// SQLite returns a migrated SQLite database in the test's temporary folder. It is closed when the test ends.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return open(t, SQLiteURL(t))
}

// Postgres returns a migrated PostgreSQL database. It is closed and dropped when the test ends.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, PostgresURL(t))
}

// SQLiteURL returns the URL of a migrated SQLite database that nobody has open.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	file, err := migratedSQLite()
	if err != nil {
		t.Fatalf("migrate the test's database: %v", err)
	}
	url := EmptySQLiteURL(t)
	if err := os.WriteFile(strings.TrimPrefix(url, "sqlite:"), file, 0o600); err != nil {
		t.Fatalf("write the test's database: %v", err)
	}
	return url
}

// migratedSQLite returns the content of a migrated database file. Each test process migrates once and copies it for each
// test: with the race detector on, migrating takes longer than most tests.
var migratedSQLite = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "danbiet-template")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "danbiet.db")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := migrateURL(ctx, "sqlite:"+path); err != nil {
		return nil, err
	}
	return os.ReadFile(path) // closing it moved the write-ahead log into this file
})

// EmptySQLiteURL returns the URL of a SQLite database without any table: for tests of the migrations themselves.
func EmptySQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "danbiet.db")
}

func open(t testing.TB, url string) *db.DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	d, err := db.Open(ctx, url)
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close the test's database: %v", err)
		}
	})
	return d
}

// migrateURL brings a database's schema up to date and leaves nobody connected to it.
func migrateURL(ctx context.Context, url string) error {
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	return errors.Join(d.Migrate(ctx), d.Close())
}

// service returns the URL in a variable; without one it skips the test, or fails it when every service is required.
func service(t testing.TB, variable string) string {
	t.Helper()
	url := os.Getenv(variable)
	switch {
	case url != "":
	case os.Getenv("DANBIET_TEST_REQUIRE") == "all":
		t.Fatalf("%s is not set, and DANBIET_TEST_REQUIRE=all: run the tests with tools/test.sh", variable)
	default:
		t.Skipf("%s is not set: tools/test.sh runs this test on a real server", variable)
	}
	return url
}

// unique returns a prefix with an ending that no other test has, fit for an SQL name without quotes.
func unique(prefix string) string {
	return prefix + "_" + strings.ToLower(rand.Text())
}
