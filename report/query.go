package report

import (
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// query fills the marks of a statement: {ward}, {since} and the like become numbered parameters, each with its value once,
// and {sessions}, {steps}, {slots} and {reach} the relations of the roll-ups.
type query struct {
	text string
	args []any
}

// marks are what a statement may name, with their values.
type marks map[string]any

// newQuery fills a statement. A mark that it does not name gets no parameter: PostgreSQL wants each of them used.
func newQuery(statement string, m marks) query {
	for _, r := range relations {
		statement = strings.ReplaceAll(statement, "{"+r.name+"}", r.statement())
	}
	var q query
	var text strings.Builder
	at := map[string]string{}
	for {
		before, rest, found := strings.Cut(statement, "{")
		text.WriteString(before)
		if !found {
			break
		}
		mark, after, _ := strings.Cut(rest, "}")
		if at[mark] == "" {
			q.args = append(q.args, m[mark])
			at[mark] = "$" + strconv.Itoa(len(q.args))
		}
		text.WriteString(at[mark])
		statement = after
	}
	q.text = text.String()
	return q
}

const dayMillis = 24 * 60 * 60 * 1000

// epochDay is the number of a day since 1970-01-01.
func epochDay(d law.Date) int64 { return d.At(0, 0, time.UTC).UnixMilli() / dayMillis }

// bounds are the marks of a scope. Through is the last day that is rolled up: what is later, {fresh} on, is counted from
// the rows themselves.
func bounds(w *ward.Ward, s Scope, through int64) marks {
	zone := w.Profile.Zone()
	since, until := s.From.At(0, 0, zone).UnixMilli(), s.To.AddDays(1).At(0, 0, zone).UnixMilli()
	_, offset := s.From.At(0, 0, zone).Zone() // Viet Nam has had no summer time since 1979
	shift := int64(offset) * 1000
	cutoff := s.To
	if today := w.Today(); today.Before(cutoff) {
		cutoff = today
	}
	return marks{
		"ward": w.ID, "since": since, "until": until, "from": s.From.String(), "to": s.To.String(), "cutoff": cutoff.String(),
		"shift": shift, "first": epochDay(s.From), "last": min(epochDay(s.To), through), "fresh": max(since, (through+1)*dayMillis-shift),
		"neighbourhood": s.Neighbourhood, "channel": s.Channel,
	}
}

// relation is a roll-up: a table, and the statement that it is made of.
type relation struct {
	name, table string
	keys, sums  []column
	from        string // FROM and WHERE of what it stands for, between {fresh} and {until}
}

// column is one of a relation, with the expression that makes it.
type column struct{ name, expr string }

const (
	heardKinds = `'started', 'answered', 'not-understood'`
	stepsFrom  = `FROM interaction WHERE ward_id = {ward} AND at >= {fresh} AND at < {until}`
)

// relations are the roll-ups there are.
var relations = [...]relation{
	{
		name: "sessions", table: "session_day",
		keys: []column{{"day", `(at + {shift}) / 86400000`}, {"channel", "channel"}, {"conversation", "conversation"}},
		sums: []column{
			{"heard", `sum(CASE WHEN kind IN (` + heardKinds + `) THEN 1 ELSE 0 END)`},
			{"missed", `sum(CASE WHEN kind = 'not-understood' THEN 1 ELSE 0 END)`},
			{"completed", `sum(CASE WHEN kind = 'completed' AND flow <> 'person' THEN 1 ELSE 0 END)`},
			{"handed", `sum(CASE WHEN kind = 'started' AND flow = 'person' THEN 1 ELSE 0 END)`},
		},
		from: stepsFrom,
	},
	{
		name: "steps", table: "step_day",
		keys: []column{{"day", `(at + {shift}) / 86400000`}, {"channel", "channel"}, {"flow", "flow"}, {"step", "step"}, {"kind", "kind"}},
		sums: []column{{"n", "count(*)"}},
		from: stepsFrom,
	},
	{
		name: "slots", table: "slot_day",
		keys: []column{{"day", `(at + {shift}) / 86400000`}, {"channel", "channel"}, {"slot", `((at + {shift}) % 86400000) / 900000`}},
		sums: []column{{"n", "count(*)"}},
		from: stepsFrom + ` AND kind IN (` + heardKinds + `)`,
	},
}

func (r relation) names() string {
	var all []string
	for _, c := range r.keys {
		all = append(all, c.name)
	}
	for _, c := range r.sums {
		all = append(all, c.name)
	}
	return strings.Join(all, ", ")
}

// fresh is the statement that counts the rows themselves.
func (r relation) fresh() string {
	var columns, group []string
	for i, c := range r.keys {
		columns = append(columns, c.expr+" AS "+c.name)
		group = append(group, strconv.Itoa(i+1))
	}
	for _, c := range r.sums {
		columns = append(columns, c.expr+" AS "+c.name)
	}
	return `SELECT ` + strings.Join(columns, ", ") + ` ` + r.from + ` GROUP BY ` + strings.Join(group, ", ")
}

// statement is what was rolled up of the scope's days, and the rows of those that were not.
func (r relation) statement() string {
	return `(SELECT ` + r.names() + ` FROM ` + r.table + ` WHERE ward_id = {ward} AND day >= {first} AND day <= {last} UNION ALL ` + r.fresh() + `)`
}
