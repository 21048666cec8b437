package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"

	"danbiet/db"
)

// templateLock is the key of the advisory lock that test processes take in turn to build the template.
const templateLock = 0x64616e62696574 // "danbiet"

// PostgresURL returns the URL of a migrated PostgreSQL database that nobody is connected to: a copy of a template, which
// takes a fraction of the time that the migrations take. It is dropped when the test ends, whoever is still connected.
func PostgresURL(t testing.TB) string {
	t.Helper()
	server := service(t, "DANBIET_TEST_POSTGRES")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := connect(ctx, t, server)
	defer conn.Close(ctx)
	template := "danbiet_template_" + migrationsHash(t)
	if err := ensureTemplate(ctx, conn, server, template); err != nil {
		t.Fatalf("build the template database: %v", err)
	}
	return create(ctx, t, conn, server, template)
}

// EmptyPostgresURL returns the URL of a PostgreSQL database without any table: for tests of the migrations themselves.
func EmptyPostgresURL(t testing.TB) string {
	t.Helper()
	server := service(t, "DANBIET_TEST_POSTGRES")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := connect(ctx, t, server)
	defer conn.Close(ctx)
	return create(ctx, t, conn, server, "template0")
}

// create makes a database for one test out of a template, and drops it at the test's end.
func create(ctx context.Context, t testing.TB, conn *pgx.Conn, server, template string) string {
	t.Helper()
	name := unique("danbiet_test")
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		conn := connect(ctx, t, server)
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return onDatabase(server, name)
}

// ensureTemplate builds the template unless it is there. Its name holds the hash of the migrations, so one that is there
// is right; it gets its name only when it is complete, so one that a killed process left half-made is never used.
func ensureTemplate(ctx context.Context, conn *pgx.Conn, server, template string) error {
	if there, err := exists(ctx, conn, template); err != nil || there {
		return err
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(templateLock)); err != nil {
		return err
	}
	defer conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", int64(templateLock)) // closing the connection unlocks too
	if there, err := exists(ctx, conn, template); err != nil || there {
		return err
	}
	building := template + "_building"
	if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+building+" WITH (FORCE)"); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+building+" TEMPLATE template0"); err != nil {
		return err
	}
	if err := migrateURL(ctx, onDatabase(server, building)); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, "ALTER DATABASE "+building+" RENAME TO "+template)
	return err
}

func exists(ctx context.Context, conn *pgx.Conn, database string) (bool, error) {
	var there bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", database).Scan(&there)
	return there, err
}

// migrationsHash names the state of the PostgreSQL migrations.
func migrationsHash(t testing.TB) string {
	t.Helper()
	folder, err := db.Migrations(db.Postgres)
	if err != nil {
		t.Fatalf("open the migrations: %v", err)
	}
	names, err := fs.Glob(folder, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("no migrations found: %v", err)
	}
	hash := sha256.New()
	for _, name := range names { // Glob sorts
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatalf("read a migration: %v", err)
		}
		fmt.Fprintf(hash, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

func connect(ctx context.Context, t testing.TB, server string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatalf("connect to the PostgreSQL of DANBIET_TEST_POSTGRES: %v", err)
	}
	return conn
}

// onDatabase returns the server's URL for another of its databases. An unreadable URL has failed in connect before.
func onDatabase(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + database
	return u.String()
}
