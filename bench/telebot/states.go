package main

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	telebot "gopkg.in/telebot.v4"
)

// states keeps the conversations.
type states struct {
	pool  *pgxpool.Pool
	visit [][]message // what it says at each step, nil where it repeats what it is told
}

// state is what a conversation has come to.
type state struct {
	Step    int      `json:"step"` // of the visit that is answered now
	Answers []string `json:"answers"`
}

func openStates(ctx context.Context, url string) (*states, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("DANBIET_DATABASE_URL is no PostgreSQL URL")
	}
	config.MaxConns = 32
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	for _, table := range []string{
		`CREATE TABLE IF NOT EXISTS state (chat BIGINT PRIMARY KEY, state JSONB NOT NULL)`,
		`CREATE TABLE IF NOT EXISTS petition (petition_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, chat BIGINT NOT NULL, answers JSONB NOT NULL)`,
	} {
		if _, err := pool.Exec(ctx, table); err != nil {
			return nil, err
		}
	}
	return &states{pool: pool}, nil
}

// steps is how many answers a conversation has before it begins anew.
const steps = 12

// answer goes on with a conversation: it reads where it stands, writes where it goes, and says what comes there.
func (s *states) answer(ctx context.Context, c telebot.Context, said string) error {
	var now state
	err := s.pool.QueryRow(ctx, `SELECT state FROM state WHERE chat = $1`, c.Chat().ID).Scan(&now)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	step := now.Step
	if said == "/start" {
		step, now.Answers = 0, nil
	}
	now.Step, now.Answers = (step+1)%steps, append(now.Answers, said)
	if _, err := s.pool.Exec(ctx, `INSERT INTO state (chat, state) VALUES ($1, $2) ON CONFLICT (chat) DO UPDATE SET state = excluded.state`, c.Chat().ID, now); err != nil {
		return err
	}
	if s.visit == nil {
		return c.Send(said)
	}
	var filed int64
	if now.Step == 0 {
		if err := s.pool.QueryRow(ctx, `INSERT INTO petition (chat, answers) VALUES ($1, $2) RETURNING petition_id`, c.Chat().ID, now.Answers).Scan(&filed); err != nil {
			return err
		}
	}
	for _, m := range s.visit[step] {
		if err := m.send(c, filed); err != nil {
			return err
		}
	}
	return nil
}
