package console

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"danbiet/ward"
)

func (s *public) directory(_ context.Context, w *ward.Ward, _ *http.Request) (answer, error) {
	return answer{title: "Danh bạ", section: "danh-ba", body: directoryPage(w.Profile)}, nil
}

// headTitle is what the head of a neighbourhood is called: tổ trưởng of a tổ dân phố in a ward, trưởng thôn in a commune.
func headTitle(p *ward.Profile) string {
	if p.Kind == "xa" {
		return "Trưởng thôn"
	}
	return "Tổ trưởng"
}

// headsTitle is the heading over all of them.
func headsTitle(p *ward.Profile) string {
	if p.Kind == "xa" {
		return "Trưởng thôn"
	}
	return "Tổ trưởng tổ dân phố"
}

// missingOfOfficials names what some of the officials lack.
func missingOfOfficials(p *ward.Profile) []string {
	noName := slices.ContainsFunc(p.Officials, func(o ward.Official) bool { return o.Name == "" })
	noPhone := slices.ContainsFunc(p.Officials, func(o ward.Official) bool { return phoneDigits(o.Phone) == "" })
	return namesAndPhones(noName, "họ tên", noPhone)
}

// missingOfNeighbourhoods names what some of the neighbourhoods lack.
func missingOfNeighbourhoods(p *ward.Profile) []string {
	noHead := slices.ContainsFunc(p.Neighbourhoods, func(n ward.Neighbourhood) bool { return n.Head == "" })
	noPhone := slices.ContainsFunc(p.Neighbourhoods, func(n ward.Neighbourhood) bool { return phoneDigits(n.Phone) == "" })
	return namesAndPhones(noHead, "họ tên "+strings.ToLower(headTitle(p)), noPhone)
}

// missingOfOffices names what some of the offices above lack.
func missingOfOffices(p *ward.Profile) []string {
	if slices.ContainsFunc(p.Above, func(o ward.Office) bool { return o.Address == "" }) {
		return []string{"địa chỉ"}
	}
	return nil
}

// namesAndPhones are the words for a name and a telephone number of which either may be missing.
func namesAndPhones(noName bool, name string, noPhone bool) []string {
	var what []string
	if noName {
		what = append(what, name)
	}
	if noPhone {
		what = append(what, "số điện thoại")
	}
	return what
}
