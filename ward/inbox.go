package ward

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/viet"
)

// View is a part of the desk's inbox.
type View string

// The views. All but the last hold only what the desk has something to do with.
const (
	ViewNew     View = "new"     // received, and nobody has done anything yet
	ViewMine    View = "mine"    // given to the officer who looks
	ViewDueSoon View = "soon"    // due today or within SoonDays
	ViewOverdue View = "overdue" // quá hạn
	ViewWaiting View = "waiting" // for the citizen's signature or papers
	ViewAll     View = "all"     // closed ones too
)

// Views lists the views in the order in which they are offered.
func Views() []View {
	return []View{ViewNew, ViewMine, ViewDueSoon, ViewOverdue, ViewWaiting, ViewAll}
}

// SoonDays is how many days before its due date a case is due soon.
const SoonDays = 3

// Inbox is what an officer wants to see. A filter's zero value keeps everything.
type Inbox struct {
	View          View
	Me            int64 // staff id, for ViewMine
	Kind          law.PetitionKind
	Field         string // a Field's slug
	Neighbourhood string // a Neighbourhood's slug
	Channel       string
	Handler       int64 // staff id
	Unassigned    bool  // instead of Handler: given to nobody
	// Text holds words, with or without marks, that all stand in a case's code or in the names of its kind, field and
	// neighbourhood. What the citizen wrote is sealed and cannot be searched; neither can their name or number.
	Text  string
	After string // Page.Next of the page before, "" for the first page
	Limit int    // cases on a page, at least 1
}

// Page is a part of the inbox, without what citizens wrote.
type Page struct {
	Cases []Case
	Next  string // "" on the last page
}

// ErrCursor is returned for an After that no page gave.
var ErrCursor = errors.New("no such page")

// Inbox lists cases, what burns first: by due date, then those without one, then closed ones, each by age. A page begins
// behind the last case of the page before, so a case that changes meanwhile moves no other to another page.
func (w *Ward) Inbox(ctx context.Context, q Inbox) (Page, error) {
	where, args := w.inboxFilter(q)
	view, args := w.inboxView(q, args)
	where += view
	if q.After != "" {
		burns, id, err := parseCursor(q.After)
		if err != nil {
			return Page{}, err
		}
		args = append(args, burns, id)
		where += fmt.Sprintf(" AND (burns_on, petition_id) > ($%d, $%d)", len(args)-1, len(args))
	}
	limit := max(q.Limit, 1)
	args = append(args, limit+1) // one more tells whether there is another page
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+`, burns_on FROM petition WHERE ward_id = $1 AND about_leader = 0`+where+
		` ORDER BY burns_on, petition_id LIMIT `+parameters(len(args)-1, 1), args...)
	if err != nil {
		return Page{}, fmt.Errorf("list the inbox: %w", err)
	}
	var burns []string
	cases, err := collect(rows, func(r *sql.Rows, c *Case) (err error) {
		var on string
		*c, err = w.scanCase(r.Scan, &on)
		burns = append(burns, on)
		return err
	})
	if err != nil || len(cases) <= limit {
		return Page{Cases: cases}, err
	}
	return Page{Cases: cases[:limit], Next: burns[limit-1] + "." + strconv.FormatInt(cases[limit-1].ID, 10)}, nil
}

// InboxCounts are how many cases each view holds with the filters and the words of q; its View, After and Limit do not count.
func (w *Ward) InboxCounts(ctx context.Context, q Inbox) (map[View]int, error) {
	where, all := w.inboxFilter(q)
	args := all
	var columns []string
	views := Views()[:len(Views())-1] // of what is open: the index of open cases answers for all of them
	for _, v := range views {
		var condition string
		q.View = v
		condition, args = w.inboxView(q, args)
		columns = append(columns, `count(*) FILTER (WHERE ward_id = $1`+condition+`)`)
	}
	counts := make([]int, len(columns))
	into := make([]any, len(columns))
	for i := range counts {
		into[i] = &counts[i]
	}
	err := w.tx.QueryRow(ctx, `SELECT `+strings.Join(columns, ", ")+` FROM petition WHERE ward_id = $1 AND about_leader = 0 AND closed_at = 0`+where, args...).Scan(into...)
	if err != nil {
		return nil, fmt.Errorf("count the inbox: %w", err)
	}
	byView := map[View]int{}
	for i, v := range views {
		byView[v] = counts[i]
	}
	var total int
	if err := w.tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM petition WHERE ward_id = $1`+where+`) - (SELECT count(*) FROM petition WHERE ward_id = $1 AND about_leader > 0`+where+`)`,
		all...).Scan(&total); err != nil {
		return nil, fmt.Errorf("count all cases: %w", err)
	}
	byView[ViewAll] = total
	return byView, nil
}

// OpenByHandler is how many open cases each handler has with the filters and the words of q, by staff id; 0 stands for
// those of nobody.
func (w *Ward) OpenByHandler(ctx context.Context, q Inbox) (map[int64]int, error) {
	where, args := w.inboxFilter(q)
	rows, err := w.tx.Query(ctx, `SELECT handler_id, count(*) FROM petition WHERE ward_id = $1 AND closed_at = 0 AND about_leader = 0`+where+` GROUP BY handler_id`, args...)
	if err != nil {
		return nil, fmt.Errorf("count by handler: %w", err)
	}
	type load struct {
		handler int64
		cases   int
	}
	loads, err := collect(rows, func(r *sql.Rows, l *load) error { return r.Scan(&l.handler, &l.cases) })
	if err != nil {
		return nil, err
	}
	open := map[int64]int{}
	for _, l := range loads {
		open[l.handler] = l.cases
	}
	return open, nil
}

// Change tells that a case was filed or changed.
type Change struct {
	ID int64 // of the petition
	At time.Time
}

// ChangedSince are the cases that were filed or changed after a time, each with its last change, newest first, at most
// limit. A change counts from when it was made, a moment before others can see it.
func (w *Ward) ChangedSince(ctx context.Context, since time.Time, limit int) ([]Change, error) {
	rows, err := w.tx.Query(ctx, `SELECT petition_id, updated_at FROM petition WHERE ward_id = $1 AND about_leader = 0 AND updated_at > $2 ORDER BY updated_at DESC LIMIT $3`,
		w.ID, millis(since), limit)
	if err != nil {
		return nil, fmt.Errorf("look for changes: %w", err)
	}
	return collect(rows, func(r *sql.Rows, c *Change) error {
		var at int64
		err := r.Scan(&c.ID, &at)
		c.At = w.time(at)
		return err
	})
}

// inboxFilter is the condition of the filters, with its parameters behind the ward's.
func (w *Ward) inboxFilter(q Inbox) (string, []any) {
	var where strings.Builder
	args := []any{w.ID}
	if q.Unassigned {
		q.Handler = 0
	}
	for _, f := range []struct {
		column string
		value  any
		on     bool
	}{
		{"kind", string(q.Kind), q.Kind != ""},
		{"field", q.Field, q.Field != ""},
		{"neighbourhood", q.Neighbourhood, q.Neighbourhood != ""},
		{"channel", q.Channel, q.Channel != ""},
		{"handler_id", q.Handler, q.Handler != 0 || q.Unassigned},
	} {
		if f.on {
			args = append(args, f.value)
			fmt.Fprintf(&where, " AND %s = $%d", f.column, len(args))
		}
	}
	words, args := searchWords(q.Text, args)
	return where.String() + words, args
}

// inboxView is the condition of a view; it adds its parameters to args. An unknown view is ViewAll.
func (w *Ward) inboxView(q Inbox, args []any) (string, []any) {
	const open = " AND closed_at = 0" // as the indexes of what is open have it
	today := w.Today()
	switch q.View {
	case ViewNew:
		args = append(args, string(StatusReceived))
		return fmt.Sprintf(open+" AND status = $%d", len(args)), args
	case ViewMine:
		args = append(args, q.Me)
		return fmt.Sprintf(open+" AND handler_id = $%d", len(args)), args
	case ViewDueSoon:
		args = append(args, today.String(), today.AddDays(SoonDays).String())
		return fmt.Sprintf(open+" AND burns_on >= $%d AND burns_on <= $%d", len(args)-1, len(args)), args
	case ViewOverdue:
		args = append(args, today.String())
		return fmt.Sprintf(open+" AND burns_on < $%d", len(args)), args
	case ViewWaiting:
		args = append(args, string(StatusUnsigned))
		return fmt.Sprintf(open+" AND status = $%d", len(args)), args
	}
	return "", args
}

func parseCursor(after string) (burns string, id int64, err error) {
	burns, number, _ := strings.Cut(after, ".")
	id, errID := strconv.ParseInt(number, 10, 64)
	if _, errDate := law.ParseDate(burns); errDate != nil || errID != nil {
		return "", 0, ErrCursor
	}
	return burns, id, nil
}

// searchOf is what a petition is found by at the desk: its code and the names of its kind, field and neighbourhood,
// folded. Nothing of a citizen stands in it, for unlike the content it is not sealed.
func (w *Ward) searchOf(p Petition) string {
	words := []string{string(p.Code), strings.ReplaceAll(string(p.Code), "-", ""), p.Kind.Name()}
	if f, ok := w.Profile.Field(p.Field); ok {
		words = append(append(words, f.Name), f.Aliases...)
	}
	if n, ok := w.Profile.Neighbourhood(p.Neighbourhood); ok {
		words = append(append(words, n.Name), n.Aliases...)
	}
	words = append(words, strings.ReplaceAll(p.Field+" "+p.Neighbourhood, "-", " "))
	return viet.Fold(strings.Join(words, " "))
}
