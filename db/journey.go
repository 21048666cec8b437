package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// session is a transaction on PostgreSQL, which is a journey away. What has to be sent goes together: the beginning with
// the first statement, what nobody waits for with the next that somebody does, and the end with the last of all.
type session struct {
	pool    *sql.DB
	begin   string    // the statement that begins it
	conn    *sql.Conn // nil before the first journey
	waiting []errand
	lost    error // why it could not begin; what was to be sent then is gone
}

// errand is a statement on a journey, with what reads its result.
type errand struct {
	query   string
	args    []any
	checked bool // what its result says may undo the transaction: it is not sent together with the commit
	result  func(pgx.BatchResults) error
}

// travel sends what waits, and more behind it, and reads all results.
func (s *session) travel(ctx context.Context, more ...errand) error {
	if s.lost != nil {
		return s.lost
	}
	errands := append(s.waiting, more...)
	s.waiting = nil
	if s.conn != nil {
		return s.send(ctx, errands)
	}
	// When PostgreSQL was away, connections that have broken meanwhile lie in the pool, and each is found out only by using
	// it: as long as new ones can be made, none of them is worth an error.
	for tries := 0; ; tries++ {
		begun, err := s.depart(ctx, errands)
		refused := (*pgconn.ConnectError)(nil)
		if begun {
			return err
		}
		if tries == maxConnections || ctx.Err() != nil || errors.As(err, &refused) {
			s.lost = err
			return err
		}
	}
}

// depart makes the first journey, on a connection of the pool. Where the transaction has not begun, nothing has happened.
func (s *session) depart(ctx context.Context, errands []errand) (begun bool, err error) {
	conn, err := s.pool.Conn(ctx)
	if err != nil {
		return false, fmt.Errorf("begin a transaction: %w", err)
	}
	s.conn = conn
	err = s.send(ctx, append([]errand{{query: s.begin, result: func(results pgx.BatchResults) error {
		if _, err := results.Exec(); err != nil {
			return fmt.Errorf("begin a transaction: %w", err)
		}
		begun = true
		return nil
	}}}, errands...))
	if !begun {
		s.conn = nil
		err = errors.Join(err, conn.Close())
	}
	return begun, err
}

func (s *session) send(ctx context.Context, errands []errand) error {
	if len(errands) == 0 {
		return nil
	}
	batch := pgx.Batch{QueuedQueries: make([]*pgx.QueuedQuery, 0, len(errands))}
	for _, e := range errands {
		batch.Queue(e.query, e.args...)
	}
	return s.conn.Raw(func(driverConn any) (err error) {
		results := driverConn.(*stdlib.Conn).Conn().SendBatch(ctx, &batch)
		defer func() {
			if errClose := results.Close(); err == nil {
				err = errClose
			}
		}()
		for _, e := range errands {
			if err := e.result(results); err != nil {
				return err
			}
		}
		return nil
	})
}

// commit ends the transaction. One that was sent nothing has nothing to end.
func (s *session) commit(ctx context.Context) error {
	if s.conn == nil && len(s.waiting) == 0 {
		return s.lost
	}
	// A first journey is made again on another connection if it meets a broken one, which it could not be with the commit
	// among what was sent.
	alone := s.conn == nil
	for _, e := range s.waiting {
		alone = alone || e.checked
	}
	if alone {
		if err := s.travel(ctx); err != nil {
			return err
		}
	}
	return s.travel(ctx, errand{query: "commit", result: func(results pgx.BatchResults) error {
		tag, err := results.Exec()
		if err == nil && tag.String() != "COMMIT" {
			err = pgx.ErrTxCommitRollback // a statement had failed, and nobody took notice
		}
		if err != nil {
			return fmt.Errorf("commit: %w", err)
		}
		return nil
	}})
}

// rollbackTimeout bounds how long is waited for a transaction to be undone before its connection is given up.
const rollbackTimeout = 5 * time.Second

// end undoes what was not committed, and gives the connection back.
func (s *session) end(ctx context.Context) {
	if s.conn == nil {
		return
	}
	_ = s.conn.Raw(func(driverConn any) error {
		conn := driverConn.(*stdlib.Conn).Conn()
		if conn.IsClosed() || conn.PgConn().TxStatus() == 'I' {
			return nil
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTimeout)
		defer cancel()
		_, err := conn.Exec(ctx, "rollback")
		return err
	})
	_ = s.conn.Close() // the pool drops it when it is broken or still in a transaction
}

// exec reads the result of a statement that changes rows.
func exec(check func(changed int64, err error) error) func(pgx.BatchResults) error {
	return func(results pgx.BatchResults) error {
		tag, err := results.Exec()
		return check(tag.RowsAffected(), err)
	}
}
