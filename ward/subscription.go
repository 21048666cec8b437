package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// Subscription is what a citizen wants to be told (đăng ký nhận tin).
type Subscription struct {
	News          bool     // has agreed to get notices
	Stopped       bool     // wants none any more, but those that the law makes mandatory
	Neighbourhood string   // slug, "" unknown
	Off           []string // topics that they do not want, by slug
}

// Wants reports whether the citizen gets notices of a topic.
func (s Subscription) Wants(topic string) bool {
	return s.News && !s.Stopped && !slices.Contains(s.Off, topic)
}

// Subscription reads what a citizen wants; nothing at all for one who never said.
func (w *Ward) Subscription(ctx context.Context, citizen int64) (Subscription, error) {
	var s Subscription
	var stopped int64
	err := w.tx.QueryRow(ctx, `SELECT neighbourhood, news, stopped_at FROM subscriber WHERE ward_id = $1 AND citizen_id = $2`, w.ID, citizen).
		Scan(&s.Neighbourhood, &s.News, &stopped)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read a subscription: %w", err)
	}
	s.Stopped = stopped > 0
	rows, err := w.tx.Query(ctx, `SELECT topic FROM topic_off WHERE ward_id = $1 AND citizen_id = $2 ORDER BY topic`, w.ID, citizen)
	if err != nil {
		return s, fmt.Errorf("read a subscription: %w", err)
	}
	s.Off, err = collect(rows, func(r *sql.Rows, topic *string) error { return r.Scan(topic) })
	return s, err
}

// Subscribe writes what a citizen wants. That they have agreed to News is recorded with Agree beside it.
func (w *Ward) Subscribe(ctx context.Context, citizen int64, s Subscription) error {
	stopped := int64(0)
	if s.Stopped {
		stopped = millis(w.house.Now())
	}
	err := w.tx.Queue(ctx, "write a subscription", nil, `INSERT INTO subscriber (ward_id, citizen_id, neighbourhood, news, stopped_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (ward_id, citizen_id) DO UPDATE SET neighbourhood = excluded.neighbourhood, news = excluded.news,
		stopped_at = excluded.stopped_at, updated_at = excluded.updated_at`,
		w.ID, citizen, s.Neighbourhood, s.News, stopped, millis(w.house.Now()))
	if err != nil {
		return err
	}
	if err := w.tx.Queue(ctx, "write a subscription", nil, `DELETE FROM topic_off WHERE ward_id = $1 AND citizen_id = $2`, w.ID, citizen); err != nil {
		return err
	}
	var off []any
	for _, topic := range s.Off {
		off = append(off, w.ID, citizen, topic)
	}
	return w.tx.QueueRows(ctx, "write a subscription", nil, `INSERT INTO topic_off (ward_id, citizen_id, topic) {values}`, 3, off)
}
