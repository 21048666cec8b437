package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// preparing opens SQLite connections that prepare each statement once and use it again, as pgx does for PostgreSQL:
// preparing costs more than running what the bot runs for every update.
type preparing struct{ driver.Connector }

func newPreparing(source string) (driver.Connector, error) {
	connector, err := sqlite.NewConnector(source)
	return preparing{connector}, err
}

// Connect opens a connection.
func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &preparedConn{sqliteConn: conn.(sqliteConn), statements: map[string]*statement{}}, nil
}

// sqliteConn is what database/sql uses of a connection of the driver.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// preparedConn is one connection. database/sql never uses it from two goroutines at once.
type preparedConn struct {
	sqliteConn

	statements map[string]*statement
}

type statement struct {
	driver.Stmt
	busy bool // its rows are being read: a second reader needs a statement of its own
}

// maxStatements bounds how many statements a connection keeps. The program has fewer; when a new one does not fit, all
// are forgotten.
const maxStatements = 512

// prepared returns a statement that is free to use, and what to call after its use.
func (c *preparedConn) prepared(ctx context.Context, query string) (driver.Stmt, func() error, error) {
	kept := c.statements[query]
	if kept != nil && !kept.busy {
		kept.busy = true
		return kept.Stmt, func() error { kept.busy = false; return nil }, nil
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	if kept != nil {
		return s, s.Close, nil
	}
	if len(c.statements) >= maxStatements {
		if err := c.forget(); err != nil {
			return nil, nil, errors.Join(err, s.Close())
		}
	}
	kept = &statement{Stmt: s, busy: true}
	c.statements[query] = kept
	return s, func() error { kept.busy = false; return nil }, nil
}

// forget closes the statements that nobody is reading from.
func (c *preparedConn) forget() (err error) {
	for query, s := range c.statements {
		if !s.busy {
			err = errors.Join(err, s.Close())
			delete(c.statements, query)
		}
	}
	return err
}

// ExecContext runs a statement.
func (c *preparedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, done, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.(driver.StmtExecContext).ExecContext(ctx, args)
	return result, errors.Join(err, done())
}

// QueryContext runs a query. Its statement is free again when the rows are closed.
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, done, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, done())
	}
	return &preparedRows{Rows: rows, done: done}, nil
}

type preparedRows struct {
	driver.Rows

	done func() error
}

// Close ends the reading. database/sql calls it once.
func (r *preparedRows) Close() error { return errors.Join(r.Rows.Close(), r.done()) }

// Close closes the connection and its statements.
func (c *preparedConn) Close() error { return errors.Join(c.forget(), c.sqliteConn.Close()) }
