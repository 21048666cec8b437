package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"danbiet/ward"
)

// Funnel is how far citizens came in one flow over a scope (phễu). A run that began before the scope, or went on after it,
// counts with the part that lies within.
type Funnel struct {
	Flow      string // its name, as in interactions
	Started   int64
	Completed int64
	Abandoned int64 // ended by the citizen on the way; whoever just fell silent is in neither
	Steps     []FunnelStep
}

// FunnelStep is one question of a flow. Pages and repetitions of a question ("page.0", "page.1") are one step.
type FunnelStep struct {
	Step      string
	Asked     int64
	Answered  int64
	Missed    int64 // answers that were not understood
	Abandoned int64 // runs that the citizen ended at this question
}

// Left is how many times the question was asked and never answered.
func (s FunnelStep) Left() int64 { return max(0, s.Asked-s.Answered) }

// Missed is how many answers of the whole flow were not understood.
func (f Funnel) Missed() (n int64) {
	for _, s := range f.Steps {
		n += s.Missed
	}
	return n
}

// Worst is the step at which most were lost; ok is false where nobody was.
func (f Funnel) Worst() (worst FunnelStep, ok bool) {
	for _, s := range f.Steps {
		if s.Left() > worst.Left() {
			worst, ok = s, true
		}
	}
	return worst, ok
}

// Funnels are the flows that were used over a scope, the one begun most often first; steps in the order of how often they
// were asked, which is about that in which a citizen meets them. Interactions know no neighbourhood: a Scope's is passed over.
func Funnels(ctx context.Context, w *ward.Ward, s Scope) ([]Funnel, error) {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return nil, err
	}
	where := ``
	if s.Channel != "" {
		where = ` WHERE channel = {channel}`
	}
	q := newQuery(`SELECT flow, step, kind, sum(n) FROM {steps} x`+where+` GROUP BY flow, step, kind`, bounds(w, s, through))
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return nil, fmt.Errorf("read the steps of flows: %w", err)
	}
	defer rows.Close()
	all := map[string]*funnelling{}
	for rows.Next() {
		var flow, step, kind string
		var n int64
		if err := rows.Scan(&flow, &step, &kind, &n); err != nil {
			return nil, fmt.Errorf("read the steps of flows: %w", err)
		}
		if all[flow] == nil {
			all[flow] = &funnelling{Funnel: Funnel{Flow: flow}, steps: map[string]*FunnelStep{}}
		}
		all[flow].add(step, kind, n)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the steps of flows: %w", err)
	}
	return sortedFunnels(all), nil
}

// funnelling is a funnel that is being counted.
type funnelling struct {
	Funnel
	steps map[string]*FunnelStep
}

func (f *funnelling) add(step, kind string, n int64) {
	switch kind {
	case "started":
		f.Started += n
		return
	case "completed":
		f.Completed += n
		return
	case "abandoned":
		f.Abandoned += n
	}
	step = stepKey(step)
	if step == "" {
		return
	}
	one := f.steps[step]
	if one == nil {
		one = &FunnelStep{Step: step}
		f.steps[step] = one
	}
	switch kind {
	case "asked":
		one.Asked += n
	case "answered":
		one.Answered += n
	case "not-understood":
		one.Missed += n
	case "abandoned":
		one.Abandoned += n
	}
}

// stepKey is a step without the number of its page: "page.3" is "page".
func stepKey(step string) string {
	if i := strings.LastIndexByte(step, '.'); i > 0 && strings.Trim(step[i+1:], "0123456789") == "" {
		return step[:i]
	}
	return step
}

// sortedFunnels are those of which anything was begun or asked: an event of another kind is no flow.
func sortedFunnels(all map[string]*funnelling) (sorted []Funnel) {
	for _, f := range all {
		for _, s := range f.steps {
			if s.Asked+s.Answered+s.Missed+s.Abandoned > 0 {
				f.Steps = append(f.Steps, *s)
			}
		}
		if f.Started == 0 && len(f.Steps) == 0 {
			continue
		}
		slices.SortFunc(f.Steps, func(a, b FunnelStep) int { return cmp.Or(cmp.Compare(b.Asked, a.Asked), cmp.Compare(a.Step, b.Step)) })
		sorted = append(sorted, f.Funnel)
	}
	slices.SortFunc(sorted, func(a, b Funnel) int { return cmp.Or(cmp.Compare(b.Started, a.Started), cmp.Compare(a.Flow, b.Flow)) })
	return sorted
}
