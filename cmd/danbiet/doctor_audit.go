package main

import (
	"context"
	"errors"

	"danbiet/ward"
)

// auditPrint is how many letters of a hash are told: enough to compare with a note on paper.
const auditPrint = 16

// audit goes through the log of each ward. It has no bound: a log grows for years, and each of its rows is read.
func (d *doctor) audit(ctx context.Context) {
	const name = "audit"
	for _, slug := range d.slugs {
		var head ward.AuditHead
		err := d.house.Read(ctx, slug, func(w *ward.Ward) (err error) { head, err = w.VerifyAudit(ctx); return err })
		broken := (*ward.AuditError)(nil)
		switch {
		case errors.As(err, &broken):
			d.bad(name, "%s, %v: keep the database as it is, compare it with the last backup, and tell the leader", slug, broken)
		case err != nil:
			d.bad(name, "%s: %v", slug, err)
		case head.Seq == 0:
			d.well(name, "%s: the log is empty", slug)
		default:
			d.well(name, "%s: %d rows, none changed; write down the last: %d %s", slug, head.Seq, head.Seq, head.Hash[:auditPrint])
		}
	}
}
