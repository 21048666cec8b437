// Package report turns the record that a ward keeps into figures, each of which opens to the rows behind it, and into the
// half-year report that a leader signs.
package report

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// Scope is what a figure is of: the days From–To, both included, and where they are set one neighbourhood or one channel.
type Scope struct {
	From, To      law.Date
	Neighbourhood string // a Neighbourhood's slug, "" for the whole ward
	Channel       string // telegram, web, terminal, paper; "" for all
}

// Form is how a figure is made of its rows.
type Form string

// The forms.
const (
	Count    Form = "count"    // the sum of Whole
	Distinct Form = "distinct" // how many different IDs
	Share    Form = "share"    // the sum of Part as percent of the sum of Whole
	Median   Form = "median"   // of Part
)

// RowsOf says whose IDs a metric's rows carry.
type RowsOf string

// What rows can be of.
const (
	OfCases  RowsOf = ""       // codes of petitions
	OfPeople RowsOf = "people" // numbers of chats or citizens: shown as pseudonyms alone (ward.Pseudonym)
	OfEvents RowsOf = "events" // flows, days, documents: they are what they say
)

// Covers reports whether the metric can be told for a part of the ward or of its channels that a scope is limited to. Where
// it cannot, its figure over that scope would be a nought that means nothing.
func (m Metric) Covers(s Scope) bool {
	return (s.Neighbourhood == "" || !m.WardOnly) && (s.Channel == "" || !m.NoChannel)
}

// Metric is the definition of a figure (chỉ số).
type Metric struct {
	ID        string // of the catalogue: "A3"; more of one have a name behind it: "A1.disputes"
	Name      string // in Vietnamese
	Formula   string // how it is made, in Vietnamese
	Unit      string // đơn, %, giờ …
	Source    string // which register or event it is counted from, in Vietnamese
	Dimension int    // of PAPI, 1 to 8
	Item      string // of the dimension: "3.2"
	Form      Form
	WardOnly  bool // its rows belong to no neighbourhood
	NoChannel bool // its rows came through no channel
	Of        RowsOf

	// One of the three: a part of a source; SQL that selects id, at, whole, part, kind, field, neighbourhood, channel and
	// done_on, the day of an act that may be noted later, '' for none; or rows made in Go, with their sums where these are
	// found sooner than by listing the rows.
	counted counted
	rows    string
	list    func(ctx context.Context, w *ward.Ward, s Scope, through int64) ([]Row, error)
	sum     func(ctx context.Context, w *ward.Ward, s Scope, through int64) (whole, part float64, err error)
}

// Row is one row behind a figure. It names nobody: ID is a case's code, a day, a pseudonym.
type Row struct {
	ID                                  string
	At                                  time.Time
	Whole, Part                         float64
	Kind, Field, Neighbourhood, Channel string
}

// Figure is a metric's value over a scope.
type Figure struct {
	Metric Metric
	Scope  Scope
	Whole  float64 // what it is a share of; for the other forms, how much it was counted from
	Part   float64
	Value  float64   // in the metric's unit
	None   bool      // nothing of it happened: there is no share of nothing, and no median
	At     time.Time // when it was computed
}

// nothing is what is said in place of a value that there cannot be.
const nothing = "không phát sinh"

// String is the figure as a Vietnamese report writes it: "07", "8.805", "90,3%", "không phát sinh".
func (f Figure) String() string {
	switch {
	case f.None:
		return nothing
	case f.Metric.Form == Share:
		return viet.Percent(int64(math.Round(f.Part)), int64(math.Round(f.Whole)), 1)
	case f.Metric.Form == Median:
		return decimal(f.Value)
	}
	return Counted(int64(math.Round(f.Value)))
}

// Counted is a number of things as reports write it: with a zero before a single digit, but for nothing at all.
func Counted(n int64) string {
	if n > 0 && n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return viet.Number(n)
}

// decimal is a number with at most one decimal, and a comma before it.
func decimal(v float64) string {
	whole, part, _ := strings.Cut(strconv.FormatFloat(v, 'f', 1, 64), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || part == "0" {
		return viet.Number(n)
	}
	return viet.Number(n) + "," + part
}

// Compute computes figures over a scope, from the roll-ups where there are any.
func Compute(ctx context.Context, w *ward.Ward, s Scope, metrics ...Metric) ([]Figure, error) {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return nil, err
	}
	return compute(ctx, w, s, through, metrics)
}

func compute(ctx context.Context, w *ward.Ward, s Scope, through int64, metrics []Metric) ([]Figure, error) {
	figures := make([]Figure, len(metrics))
	at := map[string][]int{} // of those that are counted from a source
	for i, m := range metrics {
		if m.counted.source != "" {
			at[m.counted.source] = append(at[m.counted.source], i)
			continue
		}
		f, err := m.figure(ctx, w, s, through)
		if err != nil {
			return nil, fmt.Errorf("compute %s: %w", m.ID, err)
		}
		figures[i] = f
	}
	for name, places := range at {
		of := make([]Metric, len(places))
		for i, place := range places {
			of[i] = metrics[place]
		}
		found, err := countSource(ctx, w, s, through, name, of)
		if err != nil {
			return nil, err
		}
		for i, place := range places {
			figures[place] = found[i]
		}
	}
	for i, m := range metrics {
		figures[i].Metric, figures[i].Scope, figures[i].At = m, s, w.Now()
	}
	return figures, nil
}

// figure is the value of a metric that is counted by itself, without what it is of.
func (m Metric) figure(ctx context.Context, w *ward.Ward, s Scope, through int64) (Figure, error) {
	if m.sum != nil {
		whole, part, err := m.sum(ctx, w, s, through)
		return m.valued(Figure{Whole: whole, Part: part}), err
	}
	if m.list != nil || m.Form == Median {
		rows, err := m.all(ctx, w, s, through)
		return m.of(rows), err
	}
	f := Figure{}
	q := m.statement(w, s, through, m.summed(), ``)
	if err := w.Tx().QueryRow(ctx, q.text, q.args...).Scan(&f.Whole, &f.Part); err != nil {
		return f, err
	}
	return m.valued(f), nil
}

// summed are the two columns that make the figure of rows that are asked for in SQL.
func (m Metric) summed() string {
	if m.Form == Distinct {
		return `count(DISTINCT id), 0`
	}
	return `coalesce(sum(whole), 0), coalesce(sum(part), 0)`
}

// of makes the figure of rows that are at hand.
func (m Metric) of(rows []Row) Figure {
	f := Figure{}
	different := map[string]bool{}
	parts := make([]float64, len(rows))
	for i, r := range rows {
		f.Whole += r.Whole
		f.Part += r.Part
		parts[i] = r.Part
		different[r.ID] = true
	}
	switch m.Form {
	case Distinct:
		f.Whole = float64(len(different))
	case Median:
		f.Value = median(parts)
	}
	return m.valued(f)
}

func (m Metric) valued(f Figure) Figure {
	switch m.Form {
	case Share:
		f.None = f.Whole == 0
		if !f.None {
			f.Value = 100 * f.Part / f.Whole
		}
	case Median:
		f.None = f.Whole == 0
	default:
		f.Value = f.Whole
	}
	return f
}

// median is the middle of some values, 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	half := len(values) / 2
	if len(values)%2 == 1 {
		return values[half]
	}
	return (values[half-1] + values[half]) / 2
}

// statement is what selects something of the metric's rows within the scope.
func (m Metric) statement(w *ward.Ward, s Scope, through int64, selected, after string) query {
	made, where := m.rows, ``
	if m.counted.source != "" {
		made = m.counted.rows()
	}
	if s.Neighbourhood != "" {
		where += ` AND neighbourhood = {neighbourhood}`
	}
	if s.Channel != "" {
		where += ` AND channel = {channel}`
	}
	return newQuery(`SELECT `+selected+` FROM (`+made+`) r WHERE 1 = 1`+where+after, bounds(w, s, through))
}

// Rows calls each for the rows behind a figure, the earliest first.
func Rows(ctx context.Context, w *ward.Ward, m Metric, s Scope, each func(Row) error) error {
	through, err := rolledThrough(ctx, w)
	if err != nil {
		return err
	}
	if err := m.each(ctx, w, s, through, each); err != nil {
		return fmt.Errorf("read the rows of %s: %w", m.ID, err)
	}
	return nil
}

func (m Metric) all(ctx context.Context, w *ward.Ward, s Scope, through int64) (all []Row, err error) {
	return all, m.each(ctx, w, s, through, func(r Row) error { all = append(all, r); return nil })
}

func (m Metric) each(ctx context.Context, w *ward.Ward, s Scope, through int64, each func(Row) error) error {
	if m.list != nil {
		return m.eachListed(ctx, w, s, through, each)
	}
	return m.eachOf(ctx, w, s, through, ``, each)
}

// eachOf reads the rows of a metric that are asked for in SQL; limit is a LIMIT, or nothing.
func (m Metric) eachOf(ctx context.Context, w *ward.Ward, s Scope, through int64, limit string, each func(Row) error) error {
	q := m.statement(w, s, through, `id, at, whole, part, kind, field, neighbourhood, channel, done_on`, ` ORDER BY done_on, at, id, channel, whole, part`+limit)
	rows, err := w.Tx().Query(ctx, q.text, q.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r Row
		var at int64
		var done string
		if err := rows.Scan(&r.ID, &at, &r.Whole, &r.Part, &r.Kind, &r.Field, &r.Neighbourhood, &r.Channel, &done); err != nil {
			return err
		}
		r.At = time.UnixMilli(at).In(w.Profile.Zone())
		if day, err := law.ParseDate(done); err == nil {
			r.At = day.At(0, 0, w.Profile.Zone())
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (m Metric) eachListed(ctx context.Context, w *ward.Ward, s Scope, through int64, each func(Row) error) error {
	rows, err := m.list(ctx, w, s, through)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if s.Neighbourhood != "" && r.Neighbourhood != s.Neighbourhood || s.Channel != "" && r.Channel != s.Channel {
			continue
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return nil
}
