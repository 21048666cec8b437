package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
)

// migrateVariable makes this test binary a process that migrates the database at that URL, and nothing else.
const migrateVariable = "DANBIET_TEST_MIGRATE"

func TestMain(m *testing.M) {
	if url := os.Getenv(migrateVariable); url != "" {
		if err := migrate(context.Background(), url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func migrate(ctx context.Context, url string) error {
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	return errors.Join(d.Migrate(ctx), d.Close())
}

func eachEmpty(t *testing.T, do func(t *testing.T, url string)) {
	t.Run("sqlite", func(t *testing.T) { do(t, dbtest.EmptySQLiteURL(t)) })
	t.Run("postgres", func(t *testing.T) { do(t, dbtest.EmptyPostgresURL(t)) })
}

func TestReplicasThatStartAtOnceMigrateOnce(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := migrate(t.Context(), url); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		wantMigrated(t, url)
	})
}

func TestProcessesThatStartAtOnceMigrateOnce(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	eachEmpty(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				process := exec.CommandContext(t.Context(), program)
				process.Env = append(os.Environ(), migrateVariable+"="+url)
				if said, err := process.CombinedOutput(); err != nil {
					t.Errorf("%v: %s", err, said)
				}
			})
		}
		all.Wait()
		wantMigrated(t, url)
	})
}

func TestMigratingAgainChangesNothing(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		if err := migrate(t.Context(), url); err != nil {
			t.Error(err)
		}
		wantMigrated(t, url)
	})
}

func wantMigrated(t *testing.T, url string) {
	t.Helper()
	d := open(t, url)
	if migrated, err := d.Migrated(t.Context()); err != nil || !migrated {
		t.Errorf("migrated = %v, %v; want true", migrated, err)
	}
	var runs, versions int
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT count(*), count(DISTINCT version_id) FROM goose_db_version").Scan(&runs, &versions)
	})
	if err != nil || runs != versions || runs < 2 {
		t.Errorf("%d migrations of %d versions were run, %v; want each once", runs, versions, err)
	}
}

func TestMigratingAnUnreachableDatabaseIsAnError(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		d := open(t, url)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if err := d.Migrate(t.Context()); err == nil {
			t.Error("a closed database was migrated")
		}
		if _, err := d.Migrated(t.Context()); err == nil {
			t.Error("a closed database was looked at")
		}
	})
}
