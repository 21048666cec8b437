package ward

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"danbiet/law"
)

// BookRow is a line of the register of petitions (sổ theo dõi đơn).
type BookRow struct {
	Case
	What     string // as the citizen wrote it
	Sender   string // name and address; "" for none, and where they are kept secret
	Secret   bool   // the sender is kept secret: Luật Tố cáo 2018, Điều 8
	Number   string // số đến, "" where none was noted
	Handling Status // what the desk did with it (hướng xử lý), "" for nothing yet
	Document string // number of the last notice or decision
	DoneOn   law.Date
	Due      law.Date // the term that runs, or that ran last
}

// handlings are the statuses that say which way a petition went.
var handlings = []Status{
	StatusAccepted, StatusRefused, StatusGuided, StatusTransferred, StatusReturned, StatusFiledAway, StatusDropped, StatusWithdrawn, StatusAnswered,
}

// RegisterBook is the register of the petitions received on the days from–to, both included, in the order of reception.
// Senders of denunciations are left out, and so are the cases kept for the province. The caller has made sure that the
// reader may see identities.
func (w *Ward) RegisterBook(ctx context.Context, from, to law.Date) ([]BookRow, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+`, sealed FROM petition WHERE ward_id = $1 AND about_leader = 0 AND received_at >= $2 AND received_at < $3
		ORDER BY received_at, petition_id`, w.ID, millis(from.At(0, 0, w.Profile.Zone())), millis(to.AddDays(1).At(0, 0, w.Profile.Zone())))
	if err != nil {
		return nil, fmt.Errorf("read the register: %w", err)
	}
	all, err := collect(rows, func(r *sql.Rows, b *BookRow) (err error) {
		var sealed []byte
		if b.Case, err = w.scanCase(r.Scan, &sealed); err != nil {
			return err
		}
		var c Content
		if err := w.openFrom(sealed, &c, "petition", b.ID); err != nil {
			return err
		}
		b.What, b.Number, b.Due, b.Secret = c.What, c.Number, b.DueOn, b.Kind == law.ToCao
		if b.Sender = c.Name; c.Address != "" {
			b.Sender += ", " + c.Address
		}
		if b.Secret {
			b.Sender = ""
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, w.handleBook(ctx, all)
}

// handleBook reads what the desk did with the petitions of the register.
func (w *Ward) handleBook(ctx context.Context, all []BookRow) error {
	if len(all) == 0 {
		return nil
	}
	byID := make(map[int64]*BookRow, len(all))
	first, last := all[0].ReceivedAt, all[len(all)-1].ReceivedAt
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	rows, err := w.tx.Query(ctx, `SELECT e.petition_id, e.status, e.document, e.done_on, e.due_on FROM petition_event e
		JOIN petition p ON p.ward_id = e.ward_id AND p.petition_id = e.petition_id
		WHERE e.ward_id = $1 AND e.kind = 'status' AND p.received_at >= $2 AND p.received_at <= $3 ORDER BY e.event_id`, w.ID, millis(first), millis(last))
	if err != nil {
		return fmt.Errorf("read how petitions were handled: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var status Status
		var document, done, due string
		if err := rows.Scan(&id, &status, &document, &done, &due); err != nil {
			return fmt.Errorf("read how petitions were handled: %w", err)
		}
		if b := byID[id]; b != nil {
			if err := b.handled(status, document, done, due); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

func (b *BookRow) handled(status Status, document, done, due string) (err error) {
	if slices.Contains(handlings, status) {
		b.Handling = status
	}
	if document != "" {
		b.Document = document
	}
	if b.DoneOn, err = dateOrZero(done); err != nil || due == "" || !b.DueOn.IsZero() {
		return err
	}
	b.Due, err = dateOrZero(due)
	return err
}
