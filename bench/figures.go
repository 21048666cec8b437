package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"danbiet/bench/crowd"
)

// sample is what citizens have seen under one load.
type sample struct {
	span    time.Duration
	first   []time.Duration // from each act to the first message of its answer
	presses int
	replies int
}

func (s *sample) count(step crowd.Step) {
	s.first = append(s.first, step.First)
	s.replies += step.Replies
	if step.Press {
		s.presses++
	}
}

func (s *sample) add(other sample) {
	s.first = append(s.first, other.first...)
	s.presses += other.presses
	s.replies += other.replies
}

func (s *sample) perSecond() float64 { return float64(len(s.first)) / s.span.Seconds() }

// quantile sorts the sample.
func (s *sample) quantile(q float64) time.Duration {
	if len(s.first) == 0 {
		return 0
	}
	slices.Sort(s.first)
	return s.first[min(int(q*float64(len(s.first))), len(s.first)-1)]
}

// figures are the results of one run.
type figures struct {
	paced, flood sample
	used         time.Duration // processor time under the flood
	peak         int64         // bytes
	shown        *line         // set for medians
}

// line is what a row of the table shows.
type line struct {
	updates, messages          float64 // a second
	micros                     float64 // of processor time for one update
	p50, p99, paced50, paced99 time.Duration
	megabytes                  float64
}

func (f figures) line() line {
	if f.shown != nil {
		return *f.shown
	}
	return line{
		updates: f.flood.perSecond(), messages: float64(f.flood.replies) / f.flood.span.Seconds(),
		micros: float64(f.used.Microseconds()) / float64(max(len(f.flood.first), 1)),
		p50:    f.flood.quantile(0.50), p99: f.flood.quantile(0.99), paced50: f.paced.quantile(0.50), paced99: f.paced.quantile(0.99),
		megabytes: float64(f.peak) / (1 << 20),
	}
}

func tableHead(rate int) string {
	return fmt.Sprintf("| program | updates/s | of the echo | messages/s | CPU/update | p50 | p99 | p50 at %d/s | p99 at %d/s | memory |\n", rate, rate) +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
}

// row is one row of the table. The ratio is to the echo's run of the same round, or to its median.
func (f figures) row(name string, echo []figures) string {
	l, ratio := f.line(), "–"
	if len(echo) > 0 {
		beside := echo[len(echo)-1]
		if f.shown != nil {
			beside = median(echo)
		}
		ratio = fmt.Sprintf("%.2f", l.updates/beside.line().updates)
	}
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
	return fmt.Sprintf("| %s | %.0f | %s | %.0f | %.0f µs | %s | %s | %s | %s | %.0f MB |",
		name, l.updates, ratio, l.messages, l.micros, ms(l.p50), ms(l.p99), ms(l.paced50), ms(l.paced99), l.megabytes)
}

// median takes the median of each figure by itself.
func median(runs []figures) figures {
	lines := make([]line, len(runs))
	for i, r := range runs {
		lines[i] = r.line()
	}
	return figures{shown: &line{
		updates: middle(lines, func(l line) float64 { return l.updates }), messages: middle(lines, func(l line) float64 { return l.messages }),
		micros: middle(lines, func(l line) float64 { return l.micros }), megabytes: middle(lines, func(l line) float64 { return l.megabytes }),
		p50: middle(lines, func(l line) time.Duration { return l.p50 }), p99: middle(lines, func(l line) time.Duration { return l.p99 }),
		paced50: middle(lines, func(l line) time.Duration { return l.paced50 }), paced99: middle(lines, func(l line) time.Duration { return l.paced99 }),
	}}
}

func middle[T cmp.Ordered](lines []line, of func(line) T) T {
	all := make([]T, len(lines))
	for i, l := range lines {
		all[i] = of(l)
	}
	slices.Sort(all)
	return all[len(all)/2]
}
