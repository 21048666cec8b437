package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"danbiet/bench/crowd"
	"danbiet/bot/telegramtest"
)

// measure starts a contender, puts it under both loads and stops it.
func measure(ctx context.Context, s settings, c contender) (f figures, err error) {
	folder, err := os.MkdirTemp("", "danbiet-bench")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	fake, err := telegramtest.Listen("127.0.0.1:0", telegramtest.WithLean())
	if err != nil {
		return f, err
	}
	defer fake.Close()
	at, err := c.prepare(ctx, folder)
	if err != nil {
		return f, err
	}
	if at.remove != nil {
		defer func() { err = errors.Join(err, at.remove()) }()
	}
	p, err := start(ctx, c, fake, folder, at.env)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	town := &town{bot: fake.Bot, script: c.script}
	if err := town.settle(ctx); err != nil {
		return f, fmt.Errorf("%w; it said: %s", err, p.said())
	}
	if _, err = town.flood(ctx, s.citizens, s.warm); err != nil {
		return f, err
	}
	if at.warmed != nil {
		if err := at.warmed(ctx); err != nil {
			return f, err
		}
	}
	return town.load(ctx, s, p)
}

// load measures: first what is slow to come, then as much as there can be.
func (t *town) load(ctx context.Context, s settings, p *process) (f figures, err error) {
	if f.paced, err = t.pace(ctx, s.rate, s.paced); err != nil {
		return f, err
	}
	calm, err := p.used()
	if err != nil {
		return f, err
	}
	if f.flood, err = t.flood(ctx, s.citizens, s.flood); err != nil {
		return f, err
	}
	busy, err := p.used()
	if err != nil {
		return f, err
	}
	f.used = busy - calm
	f.peak, err = p.peak()
	return f, err
}

// town is where citizens come from, one after the other.
type town struct {
	bot    *telegramtest.Bot
	script crowd.Script
	lastID atomic.Int64
}

func (t *town) citizen() *crowd.Citizen { return crowd.New(t.bot, t.lastID.Add(1), t.script) }

// patience is how long an answer may take before a run counts as failed.
const patience = 30 * time.Second

// settle waits until the program answers a first citizen.
func (t *town) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := t.citizen().Step(ctx)
	return err
}

// flood has a number of citizens act at the same time, each as soon as they are answered, and a new one come when one
// has done. Steps that are not answered at the end are not counted.
func (t *town) flood(ctx context.Context, citizens int, d time.Duration) (sample, error) {
	began := time.Now()
	deadline := began.Add(d)
	samples := make([]sample, citizens)
	failed := make(chan error, citizens)
	var all sync.WaitGroup
	for i := range citizens {
		all.Go(func() {
			if err := t.visit(ctx, &samples[i], deadline); err != nil {
				failed <- err
			}
		})
	}
	all.Wait()
	close(failed)
	whole := sample{span: d}
	for _, s := range samples {
		whole.add(s)
	}
	return whole, <-failed
}

// visit is a row of citizens, one after the other, until the deadline.
func (t *town) visit(ctx context.Context, into *sample, deadline time.Time) error {
	c := t.citizen()
	for time.Now().Before(deadline) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		step, err := c.Step(ctx)
		cancel()
		if err != nil {
			return err
		}
		if time.Now().After(deadline) {
			return nil
		}
		into.count(step)
		if c.Done() {
			c = t.citizen()
		}
	}
	return nil
}

// pace has updates come at a fixed rate, evenly, whether the earlier ones are answered or not.
func (t *town) pace(ctx context.Context, rate int, d time.Duration) (sample, error) {
	idle := make(chan *crowd.Citizen, 10*rate)
	steps := make(chan crowd.Step, 10*rate)
	failed := make(chan error, 10*rate)
	n := int(d.Seconds() * float64(rate))
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	var all sync.WaitGroup
	for range n {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return sample{}, ctx.Err()
		}
		var c *crowd.Citizen
		select {
		case c = <-idle:
		default:
			c = t.citizen()
		}
		all.Go(func() { t.one(ctx, c, idle, steps, failed) })
	}
	go func() { all.Wait(); close(steps); close(failed) }()
	s := sample{span: d}
	for step := range steps {
		s.count(step)
	}
	return s, <-failed
}

func (t *town) one(ctx context.Context, c *crowd.Citizen, idle chan<- *crowd.Citizen, steps chan<- crowd.Step, failed chan<- error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	step, err := c.Step(ctx)
	if err != nil {
		failed <- err
		return
	}
	if !c.Done() {
		idle <- c
	}
	steps <- step
}
