package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// inboxPage is the inbox as one officer sees it. It holds nothing of what citizens wrote, nor who they are.
type inboxPage struct {
	visit  *visit
	query  ward.Inbox
	counts map[ward.View]int
	caseList
	said    string
	problem string
	chosen  int64 // staff id in the form, 0 for none
}

// inboxRow is a case in a list.
type inboxRow struct {
	ward.Case
	field, neighbourhood, handler string // names
	due                           string
	burns                         burning
}

// version is what a ticked row sends: a change that comes between is noticed by it.
func (r inboxRow) version() string { return caseAt(r.Code, r.Version) }

// address is the inbox with another view or page, below the ward's console.
func (p inboxPage) address(change func(*ward.Inbox)) string {
	q := p.query
	q.After = ""
	change(&q)
	return p.visit.path("ho-so?" + inboxValues(q).Encode())
}

func (p inboxPage) view(v ward.View) string {
	return p.address(func(q *ward.Inbox) { q.View = v })
}

// assigns reports whether the officer may hand cases out, and there is somebody to take them.
func (p inboxPage) assigns() bool { return p.visit.can(ward.MayAssignCases) && len(p.staff) > 0 }

func (d *desk) showInbox(v *visit) {
	page := inboxPage{visit: v, query: inboxOf(v.r.URL.Query(), v.ward, v.session.Staff)}
	if v.r.URL.Query().Has("da-giao") {
		page.said = "Đã giao các hồ sơ được chọn."
	}
	d.inbox(v, page, http.StatusOK)
}

// inbox reads the cases of a page's query and shows it.
func (d *desk) inbox(v *visit, page inboxPage, status int) {
	found, err := d.list(v.ctx(), v.ward.Slug, page.query)
	if err == nil {
		page.caseList = found
		page.counts, err = d.counts(v.ctx(), v.ward.Slug, page.query)
	}
	switch {
	case errors.Is(err, ward.ErrCursor): // typed, or of another installation
		http.Redirect(v.w, v.r, page.view(page.query.View), http.StatusSeeOther)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, "Hồ sơ: "+viewName(page.query.View), "ho-so", page.body())
	}
}

// caseList is what a list of cases shows to whoever may see it.
type caseList struct {
	rows  []inboxRow
	next  string       // Page.Next
	staff []ward.Staff // who can be given a case
	read  int64        // when it was read, in milliseconds: later changes are news
	day   law.Date     // on which it was read
}

// listQuestion is what is asked for a list: whoever asks the same gets the same.
type listQuestion struct {
	slug  string
	query ward.Inbox
}

// list reads a part of the inbox, once for all who open it at the same moment.
func (d *desk) list(ctx context.Context, slug string, q ward.Inbox) (caseList, error) {
	if q.View != ward.ViewMine {
		q.Me = 0
	}
	return d.lists.get(listQuestion{slug, q}, func() (l caseList, err error) {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), listPatience) // others wait for it too
		defer stop()
		err = d.House.Read(ctx, slug, func(w *ward.Ward) error {
			l.read, l.day = w.Now().UnixMilli(), w.Today()
			found, err := w.Inbox(ctx, q)
			if err != nil {
				return err
			}
			everybody, err := w.Everybody(ctx)
			if err != nil {
				return err
			}
			l.next, l.rows, l.staff = found.Next, rowsOf(w, found.Cases, everybody), handlers(everybody)
			return nil
		})
		return l, err
	})
}

// listPatience bounds how long a list is read that one of those who wait for it no longer wants.
const listPatience = 30 * time.Second

// rowsOf are cases with the names of what they are about and of who has them.
func rowsOf(w *ward.Ward, cases []ward.Case, everybody []ward.Staff) []inboxRow {
	today := w.Today()
	rows := make([]inboxRow, len(cases))
	for i, c := range cases {
		r := inboxRow{Case: c, field: c.Field, neighbourhood: c.Neighbourhood}
		if f, ok := w.Profile.Field(c.Field); ok {
			r.field = f.Name
		}
		if n, ok := w.Profile.Neighbourhood(c.Neighbourhood); ok {
			r.neighbourhood = n.Name
		}
		if i := slices.IndexFunc(everybody, func(s ward.Staff) bool { return s.ID == c.HandlerID }); i >= 0 {
			r.handler = everybody[i].Name
		}
		r.due, r.burns = dueWords(c, today, w.Calendar())
		rows[i] = r
	}
	return rows
}

// handlers are those who may be given a case.
func handlers(everybody []ward.Staff) (able []ward.Staff) {
	for _, s := range everybody {
		if !s.Disabled && s.Role.Can(ward.MayHandleCases) {
			able = append(able, s)
		}
	}
	return able
}

// todaysWork is what the desk's first page shows to whoever reads cases.
type todaysWork struct {
	counts map[ward.View]int
	rows   []inboxRow
	alerts []ward.Alert // that are for them
	day    law.Date
}

// workShown is how many cases the first page lists.
const workShown = 8

// work reads what burns first: of one's own cases for whoever works on them, of all open ones for whoever hands them out.
func (d *desk) work(v *visit) (today todaysWork, err error) {
	who := v.session.Staff
	q := ward.Inbox{View: ward.ViewAll, Me: who.ID, Limit: workShown}
	if firstView(who.Role) == ward.ViewMine {
		q.View = ward.ViewMine
	}
	found, err := d.list(v.ctx(), v.ward.Slug, q)
	if err != nil {
		return today, err
	}
	if today.counts, err = d.counts(v.ctx(), v.ward.Slug, q); err != nil {
		return today, err
	}
	for _, r := range found.rows { // which others share
		if r.ClosedAt.IsZero() {
			today.rows = append(today.rows, r)
		}
	}
	today.day = found.day
	today.alerts, err = d.alertsFor(v.ctx(), v.ward.Slug, who)
	return today, err
}

// kindAndField is what a case is about in a line.
func (r inboxRow) kindAndField() string {
	return strings.Trim(capital(r.Kind.Name())+" · "+r.field, " ·")
}

// dueDate is the day of the term that runs, "" for none.
func (r inboxRow) dueDate() (d law.Date, ok bool) {
	return r.DueOn, !r.DueOn.IsZero() && r.ClosedAt.IsZero()
}
