package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// queue holds statements that nobody waits for.
type queue struct {
	batch pgx.Batch
	after []after
}

// after is what is done with the result of a queued statement.
type after struct {
	doing string
	check func(changed int64) error
}

func (a after) err(changed int64, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", a.doing, err)
	}
	if a.check == nil {
		return nil
	}
	return a.check(changed)
}

// Queue is Exec for a statement whose result nothing waits for. PostgreSQL gets the queued statements of a transaction
// together, in their order, before the next statement that is waited for and at the latest before the commit: one journey
// for all of them. SQLite, which is no journey away, runs each at once.
//
// doing says in an error what was done. check may be nil; it gets the number of rows that were changed, and what it
// returns fails the transaction.
func (t *Tx) Queue(ctx context.Context, doing string, check func(changed int64) error, query string, args ...any) error {
	a := after{doing, check}
	if t.conn == nil {
		return a.err(t.Exec(ctx, query, args...))
	}
	t.queued.batch.Queue(query, args...)
	t.queued.after = append(t.queued.after, a)
	return nil
}

// flush sends what is queued and waits for it.
func (t *Tx) flush(ctx context.Context) error {
	if len(t.queued.after) == 0 {
		return nil
	}
	queued := t.queued
	t.queued = queue{}
	return t.conn.Raw(func(driverConn any) (err error) {
		results := driverConn.(*stdlib.Conn).Conn().SendBatch(ctx, &queued.batch)
		defer func() {
			if errClose := results.Close(); err == nil {
				err = errClose
			}
		}()
		for _, a := range queued.after {
			tag, err := results.Exec()
			if err := a.err(tag.RowsAffected(), err); err != nil {
				return err
			}
		}
		return nil
	})
}
