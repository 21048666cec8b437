package ward

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/viet"
)

// Disclosure is a document that the ward makes public (tài liệu công khai).
type Disclosure struct {
	Slug       string     `yaml:"slug" json:"slug"`
	Group      int        `yaml:"group" json:"group"` // 1 to 14: Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11
	Title      string     `yaml:"title" json:"title"`
	Number     string     `yaml:"number" json:"number"` // "" when it has none
	Issued     string     `yaml:"issued" json:"issued"` // YYYY-MM-DD, "" when unknown
	Signer     string     `yaml:"signer" json:"signer"`
	Issuer     string     `yaml:"issuer" json:"issuer"`
	ValidFrom  string     `yaml:"valid_from" json:"valid_from"`
	ValidTo    string     `yaml:"valid_to" json:"valid_to"`     // "": still valid
	Supersedes string     `yaml:"supersedes" json:"supersedes"` // slug of the document that it replaces
	Posted     []Posting  `yaml:"posted" json:"posted"`
	Summary    string     `yaml:"summary" json:"summary"`
	Body       string     `yaml:"body" json:"body"` // paragraphs; a line that begins with "## " is a heading
	Table      [][]string `yaml:"table" json:"table"`
	Attachment bool       `yaml:"attachment" json:"attachment"` // a file of it is offered
	Source     string     `yaml:"source" json:"source"`

	FileID       string `yaml:"-" json:"-"`
	SupersededBy string `yaml:"-" json:"-"` // slug
}

// Block is a part of a document's text: a heading, or a paragraph.
type Block struct{ Heading, Text string }

// Blocks are the headings and paragraphs of the body, in order, without blank lines.
func (d Disclosure) Blocks() []Block {
	var all []Block
	for line := range strings.Lines(d.Body) {
		line = strings.TrimSpace(line)
		switch heading, ok := strings.CutPrefix(line, "## "); {
		case line == "":
		case ok:
			all = append(all, Block{Heading: heading})
		default:
			all = append(all, Block{Text: line})
		}
	}
	return all
}

// Posting is where and how long a document hung (niêm yết).
type Posting struct {
	Place string `yaml:"place" json:"place"`
	From  string `yaml:"from" json:"from"`
	To    string `yaml:"to" json:"to"`
}

// Validity is whether a disclosed document holds on a day.
type Validity string

// The validities of a document.
const (
	Valid      Validity = "valid"
	NotYet     Validity = "not-yet"
	Expired    Validity = "expired"
	Superseded Validity = "superseded"
)

// ValidOn tells whether the document holds on a day.
func (d Disclosure) ValidOn(day law.Date) Validity {
	from, errFrom := law.ParseDate(d.ValidFrom)
	to, errTo := law.ParseDate(d.ValidTo)
	switch {
	case d.SupersededBy != "":
		return Superseded
	case errFrom == nil && day.Before(from):
		return NotYet
	case errTo == nil && day.After(to):
		return Expired
	}
	return Valid
}

// ParseDisclosure reads a disclosed document's YAML. Unknown words are errors that name the line.
func ParseDisclosure(raw []byte) (Disclosure, error) {
	var d Disclosure
	if err := readYAML(raw, &d); err != nil {
		return d, err
	}
	switch {
	case !validSlug(d.Slug):
		return d, fmt.Errorf("slug %q: use small letters, digits and hyphens", d.Slug)
	case d.Group < 1 || d.Group > len(law.DisclosureGroups()):
		return d, fmt.Errorf("group %d: the law has groups 1 to %d", d.Group, len(law.DisclosureGroups()))
	case d.Title == "":
		return d, errors.New("title is required")
	}
	for _, day := range []string{d.Issued, d.ValidFrom, d.ValidTo} {
		if _, err := law.ParseDate(day); day != "" && err != nil {
			return d, fmt.Errorf("date %q: use YYYY-MM-DD", day)
		}
	}
	return d, nil
}

// PutDisclosure writes a disclosed document; one with the same slug is replaced.
func (w *Ward) PutDisclosure(ctx context.Context, d Disclosure) error {
	document, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write a disclosure: %w", err)
	}
	search := viet.Fold(strings.Join([]string{d.Title, d.Number, d.Summary, d.Body}, " "))
	_, err = w.tx.Exec(ctx, `INSERT INTO disclosure (ward_id, slug, group_no, issued_on, search, document, file_id, supersedes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (ward_id, slug) DO UPDATE SET group_no = excluded.group_no, issued_on = excluded.issued_on, search = excluded.search,
		document = excluded.document, file_id = excluded.file_id, supersedes = excluded.supersedes`,
		w.ID, d.Slug, int64(d.Group), d.Issued, search, string(document), d.FileID, d.Supersedes)
	if err != nil {
		return fmt.Errorf("write a disclosure: %w", err)
	}
	return nil
}

// ErrNoDisclosure is returned for a slug that names no document.
var ErrNoDisclosure = errors.New("no such disclosure")

// disclosureColumns end with the slug of what supersedes the document, in whichever group it stands; the newest of several.
const disclosureColumns = `document, file_id, coalesce((SELECT later.slug FROM disclosure later
	WHERE later.ward_id = disclosure.ward_id AND later.supersedes = disclosure.slug AND later.supersedes <> '' AND later.slug <> disclosure.slug
	ORDER BY later.issued_on DESC, later.slug LIMIT 1), '')`

func scanDisclosure(scan func(...any) error) (d Disclosure, err error) {
	var document string
	if err := scan(&document, &d.FileID, &d.SupersededBy); err != nil {
		return d, err
	}
	return d, json.Unmarshal([]byte(document), &d) // which leaves alone what the columns say
}

// Disclosure finds a document by its slug.
func (w *Ward) Disclosure(ctx context.Context, slug string) (Disclosure, error) {
	d, err := scanDisclosure(w.tx.QueryRow(ctx, `SELECT `+disclosureColumns+` FROM disclosure WHERE ward_id = $1 AND slug = $2`, w.ID, slug).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, ErrNoDisclosure
	}
	if err != nil {
		return d, fmt.Errorf("read a disclosure: %w", err)
	}
	return d, nil
}

// Disclosures lists the documents of a group, newest first; group 0 is all of them.
func (w *Ward) Disclosures(ctx context.Context, group int) ([]Disclosure, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+disclosureColumns+` FROM disclosure WHERE ward_id = $1 AND ($2 = 0 OR group_no = $3)
		ORDER BY issued_on DESC, slug`, w.ID, int64(group), int64(group))
	if err != nil {
		return nil, fmt.Errorf("list disclosures: %w", err)
	}
	return collect(rows, func(r *sql.Rows, d *Disclosure) (err error) { *d, err = scanDisclosure(r.Scan); return err })
}

// NewestDisclosures are the documents that were issued last, of all groups.
func (w *Ward) NewestDisclosures(ctx context.Context, limit int) ([]Disclosure, error) {
	rows, err := w.tx.Query(ctx, `SELECT `+disclosureColumns+` FROM disclosure WHERE ward_id = $1 ORDER BY issued_on DESC, slug LIMIT $2`, w.ID, limit)
	if err != nil {
		return nil, fmt.Errorf("list the newest disclosures: %w", err)
	}
	return collect(rows, func(r *sql.Rows, d *Disclosure) (err error) { *d, err = scanDisclosure(r.Scan); return err })
}

// DisclosureCounts is how many documents each group has, by its number, without reading them. Empty groups are left out.
func (w *Ward) DisclosureCounts(ctx context.Context) (map[int]int, error) {
	rows, err := w.tx.Query(ctx, `SELECT group_no, count(*) FROM disclosure WHERE ward_id = $1 GROUP BY group_no`, w.ID)
	if err != nil {
		return nil, fmt.Errorf("count disclosures: %w", err)
	}
	counts := map[int]int{}
	_, err = collect(rows, func(r *sql.Rows, _ *struct{}) error {
		var group, n int
		err := r.Scan(&group, &n)
		counts[group] = n
		return err
	})
	return counts, err
}

// SearchDisclosures finds documents that hold every word of a query, written with marks or without, newest first.
func (w *Ward) SearchDisclosures(ctx context.Context, query string, limit int) ([]Disclosure, error) {
	where, args := searchWords(query, []any{w.ID})
	if len(args) == 1 {
		return nil, nil
	}
	args = append(args, limit)
	rows, err := w.tx.Query(ctx, `SELECT `+disclosureColumns+` FROM disclosure WHERE ward_id = $1`+where+
		` ORDER BY issued_on DESC, slug LIMIT `+parameters(len(args)-1, 1), args...)
	if err != nil {
		return nil, fmt.Errorf("search disclosures: %w", err)
	}
	return collect(rows, func(r *sql.Rows, d *Disclosure) (err error) { *d, err = scanDisclosure(r.Scan); return err })
}

// maxSearchWords bounds the cost of one search.
const maxSearchWords = 12

// searchWords adds a condition for each word of a query to args. The words are folded letters and digits only.
func searchWords(query string, args []any) (string, []any) {
	var where strings.Builder
	for i, word := range viet.Words(query) {
		if i == maxSearchWords {
			break
		}
		args = append(args, "%"+strings.NewReplacer("%", "", "_", "").Replace(word)+"%")
		where.WriteString(" AND search LIKE " + parameters(len(args)-1, 1))
	}
	return where.String(), args
}
