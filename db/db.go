// Package db opens the one database of an installation, SQLite or PostgreSQL, and runs transactions on it.
//
// One SQL text serves both. The rules that make this hold: parameters are $1, $2 …; times are BIGINT milliseconds since
// the epoch; text is folded in Go, never by lower(); booleans are parameters, never literals; what differs is asked from
// the Dialect.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Dialect is the kind of database behind a DB.
type Dialect string

// The databases that Danbiet runs on.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// ForUpdate is the clause that locks selected rows until the end of the transaction. SQLite needs none: its write
// transactions exclude each other from their first statement.
func (d Dialect) ForUpdate() string {
	if d == Postgres {
		return " FOR UPDATE"
	}
	return ""
}

// SkipLocked is ForUpdate for claiming work: rows that another transaction holds are passed over.
func (d Dialect) SkipLocked() string {
	if d == Postgres {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// DB is an open database. It is safe for concurrent use. Writes and reads have a pool each, because SQLite has one
// writer and readers must not wait for it.
type DB struct {
	Dialect Dialect

	write, read *sql.DB
}

// Open opens the database at a URL, "sqlite:PATH" or "postgres://…", and checks that it answers. The file of a SQLite
// database is created when it is missing; its folder is not. The error never holds the URL, which may hold a password.
func Open(ctx context.Context, rawURL string) (*DB, error) {
	switch {
	case strings.HasPrefix(rawURL, "sqlite:"):
		return openSQLite(ctx, strings.TrimPrefix(rawURL, "sqlite:"))
	case strings.HasPrefix(rawURL, "postgres://"), strings.HasPrefix(rawURL, "postgresql://"):
		return openPostgres(ctx, rawURL)
	default:
		return nil, errors.New("a database URL begins with sqlite: or postgres://")
	}
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return nil, errors.New("a SQLite URL needs a file: sqlite:PATH")
	}
	options := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-2000)", "temp_store(MEMORY)",
	}}
	source := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode()
	write, err := newPreparing(source)
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	options.Set("_txlock", "deferred")
	options.Add("_pragma", "query_only(1)")
	read, err := newPreparing("file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode())
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	d := &DB{Dialect: SQLite, write: sql.OpenDB(write), read: sql.OpenDB(read)}
	d.write.SetMaxOpenConns(1)
	d.read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	if err := d.write.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open SQLite file %s: %w", path, err), d.Close())
	}
	return d, nil
}

// maxConnections is how many connections to PostgreSQL one process opens.
const maxConnections = 16

// ErrURL is returned by Open for a PostgreSQL URL that cannot be read. It does not quote the URL, which may hold a password.
var ErrURL = errors.New("the PostgreSQL URL cannot be read")

func openPostgres(ctx context.Context, rawURL string) (*DB, error) {
	config, err := pgx.ParseConfig(rawURL)
	if err != nil {
		return nil, ErrURL // pgx quotes the URL, and so the password
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "danbiet"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(maxConnections)
	pool.SetMaxIdleConns(maxConnections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	d := &DB{Dialect: Postgres, write: pool, read: pool}
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach PostgreSQL at %s: %w", config.Host, hideURL(err, rawURL)), d.Close())
	}
	return d, nil
}

// hideURL keeps a connection error's words but not the URL in it.
func hideURL(err error, rawURL string) error {
	return errors.New(strings.ReplaceAll(err.Error(), rawURL, "the database"))
}

// Close closes the database. A DB that is closed twice returns nil the second time.
func (d *DB) Close() error {
	if d.read == d.write {
		return d.write.Close()
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.read.PingContext(ctx) }

// Tx is a transaction on a DB. It ends with the function that it was handed to.
type Tx struct {
	Dialect Dialect

	near *sql.Tx  // on SQLite
	far  *session // on PostgreSQL
}

// Write runs do in a transaction that may write, and commits it when do returns nil; an error or a panic rolls it back.
// On SQLite write transactions follow one another.
func (d *DB) Write(ctx context.Context, do func(*Tx) error) error {
	if d.Dialect == Postgres {
		return d.runFar(ctx, "begin", do)
	}
	return d.runNear(ctx, d.write, do)
}

// Read runs do in a transaction that only reads. On SQLite it sees the last commit and waits for no writer.
func (d *DB) Read(ctx context.Context, do func(*Tx) error) error {
	if d.Dialect == Postgres {
		return d.runFar(ctx, "begin read only", do)
	}
	return d.runNear(ctx, d.read, do)
}

func (d *DB) runNear(ctx context.Context, pool *sql.DB, do func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this undoes nothing
	if err := do(&Tx{Dialect: d.Dialect, near: tx}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (d *DB) runFar(ctx context.Context, begin string, do func(*Tx) error) error {
	s := &session{pool: d.write, begin: begin}
	defer s.end(ctx) // after a commit this undoes nothing
	if err := do(&Tx{Dialect: d.Dialect, far: s}); err != nil {
		return err
	}
	return s.commit(ctx)
}

// Exec runs a statement and returns the number of rows it changed.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (changed int64, err error) {
	if t.far != nil {
		err = t.far.travel(ctx, errand{query: query, args: args, result: exec(func(n int64, err error) error {
			changed = n
			return err
		})})
		return changed, err
	}
	result, err := t.near.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Query runs a query that returns rows; the caller closes them.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if t.far == nil {
		return t.near.QueryContext(ctx, query, args...)
	}
	if err := t.far.travel(ctx); err != nil {
		return nil, err
	}
	return t.far.conn.QueryContext(ctx, query, args...)
}

// Each runs a query and calls take for each of its rows, which scan reads. take must not use the transaction. It serves
// what is run for every update: on PostgreSQL it waits for one journey where Query, with its queue or as the first of a
// transaction, waits for two.
func (t *Tx) Each(ctx context.Context, take func(scan func(into ...any) error) error, query string, args ...any) error {
	if t.far != nil {
		return t.far.travel(ctx, errand{query: query, args: args, result: func(results pgx.BatchResults) error {
			rows, err := results.Query()
			if err != nil {
				return err
			}
			defer rows.Close()
			return each(rows, take)
		}})
	}
	rows, err := t.near.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return errors.Join(each(rows, take), rows.Close())
}

// each serves the rows of both drivers.
func each(rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
}, take func(scan func(into ...any) error) error,
) error {
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// QueryRow is a query that returns at most one row. It runs when it is scanned, which gives sql.ErrNoRows when there is
// none.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) Row {
	return Row{t, ctx, query, args}
}

// Row is what QueryRow finds.
type Row struct {
	tx    *Tx
	ctx   context.Context
	query string
	args  []any
}

// Scan reads the row into variables.
func (r Row) Scan(into ...any) error {
	if r.tx.far == nil {
		return r.tx.near.QueryRowContext(r.ctx, r.query, r.args...).Scan(into...)
	}
	return r.tx.far.travel(r.ctx, errand{query: r.query, args: r.args, result: func(results pgx.BatchResults) error {
		return results.QueryRow().Scan(into...)
	}})
}
