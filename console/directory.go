package console

import (
	"context"
	"net/http"

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
