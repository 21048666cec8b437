package console

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"danbiet/law"
	"danbiet/viet"
	"danbiet/ward"
)

// disclosuresView is the page of all disclosed documents: the law's groups with their counts, or a list that was asked for.
type disclosuresView struct {
	ward   *ward.Profile
	asked  asked
	groups []groupCount
	list   []listedDocument // a page of what was found, or the newest
	found  int              // documents that answer the question
	pages  int
}

// asked is what a visitor looks for.
type asked struct {
	query string
	group law.DisclosureGroup // the zero group is all of them
	valid bool                // only what is valid today
	page  int                 // from 1
}

type groupCount struct {
	law.DisclosureGroup
	count int
}

// listedDocument is a document in a list.
type listedDocument struct {
	ward.Disclosure
	group    law.DisclosureGroup
	validity validityWords
}

// What is shown at a time, and how many documents a search finds at most.
const (
	documentsPerPage = 20
	newestDocuments  = 6
	maxFound         = 500
)

// maxQuery is how long a search may be, in runes.
const maxQuery = 100

func (s *public) disclosures(ctx context.Context, w *ward.Ward, r *http.Request) (answer, error) {
	a, err := askedBy(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	counts, err := w.DisclosureCounts(ctx)
	if err != nil {
		return answer{}, err
	}
	view := disclosuresView{ward: w.Profile, asked: a, groups: groupsWith(counts)}
	if a.everything() {
		newest, err := w.NewestDisclosures(ctx, newestDocuments)
		if err != nil {
			return answer{}, err
		}
		view.list = list(newest, w.Today())
		for _, n := range counts {
			view.found += n
		}
		return view.answer(), nil
	}
	all, err := a.documents(ctx, w)
	if err != nil {
		return answer{}, err
	}
	all = a.filter(all, w.Today())
	view.found = len(all)
	view.pages = (len(all) + documentsPerPage - 1) / documentsPerPage
	from := (a.page - 1) * documentsPerPage
	if from >= len(all) && a.page > 1 {
		return answer{}, errNoPage
	}
	view.list = list(all[from:min(from+documentsPerPage, len(all))], w.Today())
	return view.answer(), nil
}

func (v disclosuresView) answer() answer {
	title := "Thông tin công khai"
	if v.asked.group.Number > 0 {
		title = v.asked.group.Short + " – " + title
	}
	return answer{title: title, section: "cong-khai", body: disclosuresPage(v)}
}

// askedBy reads the search form. An unknown group or a page that is no number is no page of ours.
func askedBy(values url.Values) (asked, error) {
	a := asked{query: viet.Clean(values.Get("q"), maxQuery), valid: values.Get("con") != "", page: 1}
	if slug := values.Get("nhom"); slug != "" {
		group, ok := law.DisclosureGroupBySlug(slug)
		if !ok {
			return a, errNoPage
		}
		a.group = group
	}
	if text := values.Get("trang"); text != "" {
		page, err := strconv.Atoi(text)
		if err != nil || page < 1 || page > maxFound {
			return a, errNoPage
		}
		a.page = page
	}
	return a, nil
}

func (a asked) everything() bool { return a.query == "" && a.group.Number == 0 && !a.valid }

// documents are those to choose from: what has the words, or all of the group.
func (a asked) documents(ctx context.Context, w *ward.Ward) ([]ward.Disclosure, error) {
	if a.query != "" {
		return w.SearchDisclosures(ctx, a.query, maxFound)
	}
	return w.Disclosures(ctx, a.group.Number)
}

func (a asked) filter(all []ward.Disclosure, today law.Date) []ward.Disclosure {
	return slices.DeleteFunc(slices.Clone(all), func(d ward.Disclosure) bool {
		return a.group.Number > 0 && d.Group != a.group.Number || a.valid && d.ValidOn(today) != ward.Valid
	})
}

// link is the address of another page of the same list.
func (a asked) link(p *ward.Profile, page int) string {
	values := url.Values{}
	if a.query != "" {
		values.Set("q", a.query)
	}
	if a.group.Number > 0 {
		values.Set("nhom", a.group.Slug)
	}
	if a.valid {
		values.Set("con", "1")
	}
	if page > 1 {
		values.Set("trang", strconv.Itoa(page))
	}
	return base(p.Slug) + "cong-khai?" + values.Encode()
}

// result says how much was found, and of what.
func (v disclosuresView) result() string {
	if v.found == 0 {
		return "Không tìm thấy văn bản nào phù hợp. Xin ông/bà thử ít từ hơn, hoặc chọn một nhóm dưới đây."
	}
	if v.pages > 1 {
		return fmt.Sprintf("%s văn bản, trang %d/%d.", viet.Number(int64(v.found)), v.asked.page, v.pages)
	}
	return fmt.Sprintf("%s văn bản.", viet.Number(int64(v.found)))
}

// groupsWith are the law's groups with how many documents each has.
func groupsWith(counts map[int]int) []groupCount {
	var groups []groupCount
	for _, g := range law.DisclosureGroups() {
		groups = append(groups, groupCount{g, counts[g.Number]})
	}
	return groups
}

func list(documents []ward.Disclosure, today law.Date) []listedDocument {
	all := make([]listedDocument, len(documents))
	for i, d := range documents {
		all[i] = listedDocument{Disclosure: d, group: groupOf(d), validity: validityOf(d, today)}
	}
	return all
}

func groupOf(d ward.Disclosure) law.DisclosureGroup {
	groups := law.DisclosureGroups()
	if d.Group < 1 || d.Group > len(groups) {
		return law.DisclosureGroup{}
	}
	return groups[d.Group-1]
}

// validityWords is how a document's validity is shown.
type validityWords struct {
	label string
	calm  bool // nothing that a reader must know before reading on
}

// validityOf says whether a document holds. One without dates is simply on display: nothing is claimed of its validity.
func validityOf(d ward.Disclosure, today law.Date) validityWords {
	switch d.ValidOn(today) {
	case ward.Superseded:
		return validityWords{label: "Đã được thay thế"}
	case ward.NotYet:
		return validityWords{label: "Có hiệu lực từ ngày " + dateOf(d.ValidFrom).Vietnamese()}
	case ward.Expired:
		return validityWords{label: "Hết hiệu lực sau ngày " + dateOf(d.ValidTo).Vietnamese()}
	}
	switch {
	case d.ValidFrom == "" && d.ValidTo == "":
		return validityWords{label: "Đang công khai", calm: true}
	case d.ValidTo != "":
		return validityWords{label: "Có hiệu lực đến hết ngày " + dateOf(d.ValidTo).Vietnamese(), calm: true}
	}
	return validityWords{label: "Còn hiệu lực", calm: true}
}
