package dbtest_test

import (
	"context"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
)

func TestEachTestHasAMigratedDatabaseToItself(t *testing.T) {
	for _, test := range []string{"one", "another"} {
		t.Run(test, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				migrated, err := d.Migrated(t.Context())
				if err != nil || !migrated {
					t.Errorf("migrated = %v, %v; want true", migrated, err)
				}
				// Fails in the second test if it sees the first one's table.
				err = d.Write(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(t.Context(), "CREATE TABLE mine (id BIGINT PRIMARY KEY)")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestSeveralReplicasOpenOneDatabase(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		for range 2 {
			d, err := db.Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if migrated, err := d.Migrated(t.Context()); err != nil || !migrated {
				t.Errorf("migrated = %v, %v; want true", migrated, err)
			}
		}
	})
}

func TestEmptyDatabaseHasNothingMigrated(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{
		"sqlite": dbtest.EmptySQLiteURL, "postgres": dbtest.EmptyPostgresURL,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := db.Open(t.Context(), url(t))
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if migrated, err := d.Migrated(t.Context()); err != nil || migrated {
				t.Errorf("migrated = %v, %v; want false", migrated, err)
			}
		})
	}
}

func TestEachTestHasARedisToItself(t *testing.T) {
	ctx := context.Background()
	one, other := dbtest.Redis(t), dbtest.Redis(t)
	if err := one.Set(ctx, "key", "mine", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if n, err := other.Exists(ctx, "key").Result(); err != nil || n != 0 {
		t.Errorf("another test's database holds %d of my keys, %v; want 0", n, err)
	}
}
