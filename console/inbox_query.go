package console

import (
	"net/url"
	"slices"
	"strconv"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// inboxSize is how many cases a page of the inbox shows, and so how many are assigned at once.
const inboxSize = 40

// maxSearch is how much of a search is read, in runes.
const maxSearch = 80

// nobodys stands in an address for cases that are given to nobody.
const nobodys = "chua-giao"

// firstView is what the inbox opens with: whoever hands cases on begins with new ones, whoever works on them with their own.
func firstView(r ward.Role) ward.View {
	if r.Can(ward.MayReceiveCases) || r.Can(ward.MayAssignCases) {
		return ward.ViewNew
	}
	return ward.ViewMine
}

// inboxOf reads an address's query. What it does not know filters nothing.
func inboxOf(values url.Values, p *ward.Profile, who ward.Staff) ward.Inbox {
	q := ward.Inbox{View: ward.View(values.Get("view")), Me: who.ID, Text: viet.Clean(values.Get("q"), maxSearch), After: values.Get("after"), Limit: inboxSize}
	if !slices.Contains(ward.Views(), q.View) {
		q.View = firstView(who.Role)
	}
	if kind := law.PetitionKind(values.Get("kind")); slices.Contains(law.PetitionKinds(), kind) {
		q.Kind = kind
	}
	if _, ok := p.Field(values.Get("field")); ok {
		q.Field = values.Get("field")
	}
	if _, ok := p.Neighbourhood(values.Get("neighbourhood")); ok {
		q.Neighbourhood = values.Get("neighbourhood")
	}
	if slices.ContainsFunc(channels[:], func(c [2]string) bool { return c[0] == values.Get("channel") }) {
		q.Channel = values.Get("channel")
	}
	if handler := values.Get("handler"); handler == nobodys {
		q.Unassigned = true
	} else if id, err := strconv.ParseInt(handler, 10, 64); err == nil && id > 0 {
		q.Handler = id
	}
	return q
}

// inboxValues is what inboxOf reads.
func inboxValues(q ward.Inbox) url.Values {
	values := url.Values{"view": {string(q.View)}}
	for _, f := range [...][2]string{
		{"kind", string(q.Kind)},
		{"field", q.Field},
		{"neighbourhood", q.Neighbourhood},
		{"channel", q.Channel},
		{"handler", handlerValue(q)},
		{"q", q.Text},
		{"after", q.After},
	} {
		if f[1] != "" {
			values.Set(f[0], f[1])
		}
	}
	return values
}

func handlerValue(q ward.Inbox) string {
	switch {
	case q.Unassigned:
		return nobodys
	case q.Handler != 0:
		return strconv.FormatInt(q.Handler, 10)
	}
	return ""
}

// filtered reports whether anything but the view chooses among the cases.
func filtered(q ward.Inbox) bool { return q.Text != "" || filters(q) > 0 }

// filters is how many filters are set, without the words.
func filters(q ward.Inbox) (n int) {
	for _, set := range [...]bool{q.Kind != "", q.Field != "", q.Neighbourhood != "", q.Channel != "", q.Unassigned || q.Handler != 0} {
		if set {
			n++
		}
	}
	return n
}
