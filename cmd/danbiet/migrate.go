package main

import (
	"context"
	"errors"
	"fmt"
)

// migrateCmd brings the tables up to date.
type migrateCmd struct {
	storageFlags
}

// Run migrates the database. Several at once take turns.
func (c migrateCmd) Run(ctx context.Context, s streams) error {
	settings, err := c.chooser()
	if err != nil {
		return err
	}
	url, err := c.database(settings)
	if err != nil {
		return err
	}
	d, err := openDatabase(ctx, url)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Migrate(ctx), d.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "The tables of the %s database are up to date.\n", d.Dialect)
	return err
}
