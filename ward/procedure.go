package ward

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"danbiet/viet"
)

// Procedure is an administrative procedure (thủ tục hành chính) that citizens ask about.
type Procedure struct {
	Slug      string   `yaml:"slug" json:"slug"`
	Name      string   `yaml:"name" json:"name"`
	Aliases   []string `yaml:"aliases" json:"aliases"`
	Field     string   `yaml:"field" json:"field"`
	Who       string   `yaml:"who" json:"who"`
	Documents []string `yaml:"documents" json:"documents"`
	Steps     []string `yaml:"steps" json:"steps"`
	Time      string   `yaml:"time" json:"time"`
	Fee       string   `yaml:"fee" json:"fee"`
	Where     string   `yaml:"where" json:"where"`
	Online    bool     `yaml:"online" json:"online"`
	Basis     string   `yaml:"basis" json:"basis"`
	Note      string   `yaml:"note" json:"note"`
}

// ParseProcedures reads a YAML list of procedures. Unknown words are errors that name the line.
func ParseProcedures(raw []byte) ([]Procedure, error) {
	var all []Procedure
	if err := readYAML(raw, &all); err != nil {
		return nil, err
	}
	for _, p := range all {
		if !validSlug(p.Slug) || p.Name == "" {
			return nil, fmt.Errorf("procedure %q: a slug of small letters, digits and hyphens and a name are required", p.Slug)
		}
	}
	return all, nil
}

// PutProcedure writes a procedure; one with the same slug is replaced.
func (w *Ward) PutProcedure(ctx context.Context, p Procedure) error {
	document, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write a procedure: %w", err)
	}
	search := viet.Fold(p.Name + " " + strings.Join(p.Aliases, " "))
	_, err = w.tx.Exec(ctx, `INSERT INTO procedure (ward_id, slug, search, document) VALUES ($1, $2, $3, $4)
		ON CONFLICT (ward_id, slug) DO UPDATE SET search = excluded.search, document = excluded.document`, w.ID, p.Slug, search, string(document))
	if err != nil {
		return fmt.Errorf("write a procedure: %w", err)
	}
	return nil
}

// ErrNoProcedure is returned for a slug that names no procedure.
var ErrNoProcedure = errors.New("no such procedure")

// Procedure finds a procedure by its slug.
func (w *Ward) Procedure(ctx context.Context, slug string) (p Procedure, err error) {
	p, err = scanProcedure(w.tx.QueryRow(ctx, `SELECT document FROM procedure WHERE ward_id = $1 AND slug = $2`, w.ID, slug).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNoProcedure
	}
	return p, err
}

// Procedures lists the ward's procedures by name.
func (w *Ward) Procedures(ctx context.Context) ([]Procedure, error) {
	rows, err := w.tx.Query(ctx, `SELECT document FROM procedure WHERE ward_id = $1 ORDER BY search`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	return collect(rows, func(r *sql.Rows, p *Procedure) (err error) { *p, err = scanProcedure(r.Scan); return err })
}

// SearchProcedures finds procedures that hold every word of a query, written with marks or without.
func (w *Ward) SearchProcedures(ctx context.Context, query string, limit int) ([]Procedure, error) {
	where, args := searchWords(query, []any{w.ID})
	if len(args) == 1 {
		return nil, nil
	}
	args = append(args, limit)
	rows, err := w.tx.Query(ctx, `SELECT document FROM procedure WHERE ward_id = $1`+where+` ORDER BY search LIMIT `+parameters(len(args)-1, 1), args...)
	if err != nil {
		return nil, fmt.Errorf("search procedures: %w", err)
	}
	return collect(rows, func(r *sql.Rows, p *Procedure) (err error) { *p, err = scanProcedure(r.Scan); return err })
}

func scanProcedure(scan func(...any) error) (p Procedure, err error) {
	var document string
	if err := scan(&document); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(document), &p)
}
