package console

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// documentView is the page of one disclosed document.
type documentView struct {
	ward     *ward.Profile
	document listedDocument
	blocks   []ward.Block
	numeric  []bool           // which columns of the table hold figures
	after    *ward.Disclosure // what supersedes it
	before   *ward.Disclosure // what it supersedes
}

// serveDocument answers for cong-khai/{slug} and for its PDF, cong-khai/{slug}.pdf.
func (s *public) serveDocument(w http.ResponseWriter, r *http.Request) {
	slug, isPDF := strings.CutSuffix(r.PathValue("slug"), ".pdf")
	if isPDF {
		s.servePDF(w, r, slug)
		return
	}
	s.page(func(ctx context.Context, w *ward.Ward, _ *http.Request) (answer, error) {
		view, err := readDocument(ctx, w, slug)
		return answer{title: view.document.Title, section: "cong-khai", body: documentPage(view)}, err
	})(w, r)
}

func readDocument(ctx context.Context, w *ward.Ward, slug string) (documentView, error) {
	d, err := w.Disclosure(ctx, slug)
	if err != nil {
		return documentView{}, err
	}
	view := documentView{ward: w.Profile, document: list([]ward.Disclosure{d}, w.Today())[0], blocks: d.Blocks(), numeric: numericColumns(d.Table)}
	if view.after, err = neighbour(ctx, w, d.SupersededBy); err != nil {
		return view, err
	}
	view.before, err = neighbour(ctx, w, d.Supersedes)
	return view, err
}

// neighbour reads the document before or after another; nil where none is named, or the named one is not there.
func neighbour(ctx context.Context, w *ward.Ward, slug string) (*ward.Disclosure, error) {
	if slug == "" {
		return nil, nil
	}
	d, err := w.Disclosure(ctx, slug)
	if errors.Is(err, ward.ErrNoDisclosure) {
		return nil, nil
	}
	return &d, err
}

// numericColumns finds the columns below the first row that hold figures in every cell, to be set flush right.
func numericColumns(table [][]string) []bool {
	if len(table) < 2 {
		return nil
	}
	numeric := make([]bool, len(table[0]))
	for column := range numeric {
		numeric[column] = !slices.ContainsFunc(table[1:], func(row []string) bool {
			return column < len(row) && !isFigure(row[column])
		})
	}
	return numeric
}

func isFigure(s string) bool {
	return s == "" || strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,% +-–") == ""
}

// figures reports whether a column of the table holds figures.
func (v documentView) figures(column int) bool { return column < len(v.numeric) && v.numeric[column] }

// name is how a document is spoken of: by its number where it has one.
func name(d *ward.Disclosure) string {
	if d.Number == "" {
		return d.Title
	}
	return d.Title + " (số " + d.Number + ")"
}

// hung is where and how long a document was posted: "Nhà văn hóa …: từ 10/03/2024 đến 17/03/2024".
func hung(p ward.Posting) string {
	from, to := dateOf(p.From), dateOf(p.To)
	text := p.Place
	if !from.IsZero() {
		text += ": từ ngày " + from.Vietnamese()
	}
	if !to.IsZero() {
		text += " đến ngày " + to.Vietnamese()
	}
	return text
}

// duty is what the law asks about posting the documents of a group.
func duty(g law.DisclosureGroup) string {
	switch {
	case g.Permanent:
		return "niêm yết thường xuyên tại trụ sở và nhà văn hóa"
	case g.PostDays > 0:
		return fmt.Sprintf("niêm yết liên tục ít nhất %d ngày tại trụ sở và từng nhà văn hóa", g.PostDays)
	}
	return ""
}

// servePDF answers with a document as a PDF, which is made when it is first asked for.
func (s *public) servePDF(w http.ResponseWriter, r *http.Request, slug string) {
	ctx, house, of := r.Context(), s.house, r.PathValue("ward")
	var file ward.File
	var d ward.Disclosure
	err := house.Read(ctx, of, func(w *ward.Ward) (err error) {
		if d, err = w.Disclosure(ctx, slug); err != nil {
			return err
		}
		if !d.Attachment {
			return errNoPage
		}
		file, err = w.MadeDisclosurePaper(ctx, d)
		return err
	})
	if errors.Is(err, ward.ErrNoFile) {
		err = house.Write(ctx, of, func(w *ward.Ward) error {
			if _, err := w.DisclosurePaper(ctx, d); err != nil {
				return err
			}
			file, err = w.MadeDisclosurePaper(ctx, d)
			return err
		})
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", file.Mime)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	send(w, r, anHour, file.Data)
}
