package ward

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"danbiet/law"
	"danbiet/viet"
)

// Likeness is a case that another may be a duplicate of.
type Likeness struct {
	Case
	What  string  // what its citizen wrote
	Share float64 // of word pairs that both hold, 0 to 1
}

// Bounds of looking for duplicates, so that a page opens at once however many cases there are.
const (
	similarDays  = 60  // how old a case may be
	similarRead  = 200 // how many are compared
	similarShown = 4
	similarLeast = 0.3 // the share of word pairs from which two texts say the same
)

// Similar are the open cases of the last 60 days that may be the same matter: a proposal or feedback of the same field or
// neighbourhood in similar words, the likest first. Complaints and denunciations are not compared: they are never merged.
func (w *Ward) Similar(ctx context.Context, c Case, what string) ([]Likeness, error) {
	pairs := wordPairs(what)
	if !slices.Contains(comments, c.Kind) || len(pairs) == 0 || !c.ClosedAt.IsZero() {
		return nil, nil
	}
	hood := c.Neighbourhood
	if hood == "" {
		hood = "-" // no neighbourhood's slug: petitions without one are not alike for that
	}
	rows, err := w.tx.Query(ctx, `SELECT `+caseColumns+`, sealed FROM petition WHERE ward_id = $1 AND about_leader = 0 AND closed_at = 0 AND petition_id <> $2
		AND kind IN ($3, $4) AND received_on >= $5 AND (field = $6 OR neighbourhood = $7) ORDER BY petition_id DESC LIMIT `+parameters(7, 1),
		w.ID, c.ID, string(law.KienNghi), string(law.PhanAnh), w.Today().AddDays(-similarDays).String(), c.Field, hood, similarRead)
	if err != nil {
		return nil, fmt.Errorf("look for similar cases: %w", err)
	}
	all, err := collect(rows, func(r *sql.Rows, l *Likeness) (err error) {
		var sealed []byte
		if l.Case, err = w.scanCase(r.Scan, &sealed); err != nil {
			return err
		}
		var content Content
		if err := w.openFrom(sealed, &content, "petition", l.ID); err != nil {
			return err
		}
		l.What, l.Share = content.What, likeness(pairs, wordPairs(content.What))
		return nil
	})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(l Likeness) bool { return l.Share < similarLeast })
	slices.SortStableFunc(all, func(a, b Likeness) int { return cmp.Compare(b.Share, a.Share) })
	return all[:min(len(all), similarShown)], nil
}

// wordPairs are the neighbouring words of a text, folded: a Vietnamese syllable alone says little, two are mostly a word.
func wordPairs(text string) map[[2]string]bool {
	words := viet.Words(text)
	pairs := make(map[[2]string]bool, len(words))
	for i := 1; i < len(words); i++ {
		pairs[[2]string{words[i-1], words[i]}] = true
	}
	return pairs
}

// likeness is how much of the shorter text's pairs the other has too (Szymkiewicz–Simpson), for people tell the same at
// different length. A text of fewer than three pairs is like none.
func likeness(a, b map[[2]string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 3 {
		return 0
	}
	both := 0
	for pair := range a {
		if b[pair] {
			both++
		}
	}
	return float64(both) / float64(len(a))
}
