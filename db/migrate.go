package db

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// migrateTries bounds how often a start that lost the race to migrate a SQLite file looks again.
const migrateTries = 5

// How long a start waits for another replica's migrations on PostgreSQL: it looks every so many seconds, so many times.
const (
	lockEvery = 1
	lockTries = 600
)

// Migrate brings the schema up to date. Several processes may call it at once: on PostgreSQL they take turns by a
// session lock, which a schema that is up to date spares them; on SQLite the loser of the race finds the winner's work
// and goes on.
func (d *DB) Migrate(ctx context.Context) error {
	if migrated, err := d.Migrated(ctx); err == nil && migrated {
		return nil // an error here is met again below, or was a race that is none there
	}
	var err error
	for range migrateTries {
		if err = d.migrate(ctx); err == nil || d.Dialect != SQLite || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

func (d *DB) migrate(ctx context.Context) error {
	provider, err := d.migrations()
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Migrated reports whether the schema is the one that this program expects.
func (d *DB) Migrated(ctx context.Context) (bool, error) {
	provider, err := d.migrations()
	if err != nil {
		return false, err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return false, fmt.Errorf("look for pending migrations: %w", err)
	}
	return !pending, nil
}

// Migrations are the files that make the schema of a dialect, in the order of their names.
func Migrations(d Dialect) (fs.FS, error) { return fs.Sub(migrations, "migrations/"+string(d)) }

func (d *DB) migrations() (*goose.Provider, error) {
	folder, err := Migrations(d.Dialect)
	if err != nil {
		return nil, err
	}
	switch d.Dialect {
	case SQLite:
		return goose.NewProvider(goose.DialectSQLite3, d.write, folder)
	case Postgres:
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockEvery, lockTries))
		if err != nil {
			return nil, err
		}
		return goose.NewProvider(goose.DialectPostgres, d.write, folder, goose.WithSessionLocker(locker))
	default:
		return nil, errors.New("no migrations for " + string(d.Dialect))
	}
}
