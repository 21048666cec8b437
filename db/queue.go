package db

import (
	"context"
	"fmt"
)

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
// together, in their order, with the next statement that is waited for and at the latest with the commit: one journey for
// all of them. SQLite, which is no journey away, runs each at once.
//
// doing says in an error what was done. check may be nil; it gets the number of rows that were changed, and what it
// returns fails the transaction.
func (t *Tx) Queue(ctx context.Context, doing string, check func(changed int64) error, query string, args ...any) error {
	a := after{doing, check}
	if t.far == nil {
		return a.err(t.Exec(ctx, query, args...))
	}
	t.far.waiting = append(t.far.waiting, errand{query, args, check != nil, exec(a.err)})
	return nil
}
