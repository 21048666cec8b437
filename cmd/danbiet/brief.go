package main

import (
	"context"
	"fmt"

	"danbiet/flows"
	"danbiet/report"
	"danbiet/ward"
)

// briefOf makes what the staff get on /thongke: the main figures in words, a picture of them, and the workbook.
func briefOf(ctx context.Context, w *ward.Ward, p flows.Period) (flows.Summary, error) {
	scope := report.Scope{From: p.From, To: p.To}
	b, err := report.NewBrief(ctx, w, scope, report.Scope{From: p.BeforeFrom, To: p.BeforeTo})
	if err != nil {
		return flows.Summary{}, err
	}
	picture, err := b.Picture(w.Profile.Short)
	if err != nil {
		return flows.Summary{}, err
	}
	r, err := report.Draft(ctx, w, scope)
	if err != nil {
		return flows.Summary{}, err
	}
	book, err := r.Workbook()
	if err != nil {
		return flows.Summary{}, err
	}
	name := fmt.Sprintf("so-lieu-%s-%s-%s", w.Profile.Slug, p.From, p.To)
	return flows.Summary{Lines: b.Lines(), Files: []ward.File{
		{Name: name + ".png", Mime: "image/png", Data: picture},
		{Name: name + ".xlsx", Mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Data: book},
	}}, nil
}

// weekly writes the digest as flows say it.
func weekly(title string, lines []string) any { return flows.Digest(title, lines) }
