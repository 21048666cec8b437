package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// entriesPage is the form of the figures that somebody enters.
type entriesPage struct {
	visit      *visit
	query      figuresQuery
	dimensions []entryDimension
	problem    string   // of the whole form or file
	faults     []string // of the rows of a file
	said       string
}

// entryDimension is a dimension's part of the form.
type entryDimension struct {
	number int
	rows   []entryRow
	open   bool // something in it is wrong
	done   int  // how many are entered
}

// entryRow is an indicator in the form, with what stands in its fields.
type entryRow struct {
	report.Indicator
	value, document string
	problem         string
	entered         *ward.Entry
	by              string
}

// largestFile bounds a file that is sent to be read, in bytes.
const largestFile = 8 << 20

// inMemory is how much of such a file is held in memory, in bytes; the rest lies in a temporary file until it is read.
const inMemory = 1 << 20

func (d *desk) showEntries(v *visit) {
	page := entriesPage{visit: v}
	if n, err := strconv.Atoi(v.r.URL.Query().Get("da-nhap")); err == nil && n > 0 {
		page.said = fmt.Sprintf("Đã ghi %s số liệu.", report.Counted(int64(n)))
	}
	d.entries(v, page, http.StatusOK, nil)
}

// entries shows the form, with what was typed where something is.
func (d *desk) entries(v *visit, page entriesPage, status int, typed *typedEntries) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.query = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		return page.fill(v.ctx(), w, typed)
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	if page.query.problem != "" {
		page.problem, status = page.query.problem, http.StatusUnprocessableEntity
	}
	d.show(v, status, "Nhập số liệu", "so-lieu", page.body())
}

func (p *entriesPage) fill(ctx context.Context, w *ward.Ward, typed *typedEntries) error {
	all, err := w.Entries(ctx, p.query.span.from, p.query.span.to)
	if err != nil {
		return err
	}
	names, err := staffNames(ctx, w)
	if err != nil {
		return err
	}
	p.dimensions = make([]entryDimension, report.Dimensions)
	for _, one := range report.Indicators() {
		d := &p.dimensions[one.Dimension-1]
		d.number = one.Dimension
		row := entryRow{Indicator: one}
		if e, ok := all[one.ID]; ok {
			d.done++
			row.entered, row.by = &e, names[e.StaffID]
			row.value, row.document = report.EntryText(one.ID, e.Value), e.Document
		}
		if typed != nil && typed.dimension == one.Dimension {
			d.open = true
			row.value, row.document, row.problem = typed.values[one.ID], typed.documents[one.ID], typed.problems[one.ID]
		}
		d.rows = append(d.rows, row)
	}
	return nil
}

// staffNames are the names of the staff by their ids.
func staffNames(ctx context.Context, w *ward.Ward) (map[int64]string, error) {
	all, err := w.Everybody(ctx)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{0: "Người quản trị máy chủ"}
	for _, s := range all {
		names[s.ID] = s.Name
	}
	return names, nil
}

// typedEntries is what the form of a dimension sent.
type typedEntries struct {
	dimension                   int
	values, documents, problems map[string]string
	entries                     []ward.Entry // those that are new or changed
}

// typed reads the form of a dimension, beside what is entered already.
func (v *visit) typed(q figuresQuery, before map[string]ward.Entry) typedEntries {
	t := typedEntries{values: map[string]string{}, documents: map[string]string{}, problems: map[string]string{}}
	t.dimension, _ = strconv.Atoi(v.r.PostForm.Get("noi-dung"))
	for _, one := range report.Indicators() {
		if one.Dimension != t.dimension {
			continue
		}
		value := viet.Clean(v.r.PostForm.Get("so."+one.ID), maxTyped)
		document := viet.Clean(v.r.PostForm.Get("vb."+one.ID), maxDocument)
		t.values[one.ID], t.documents[one.ID] = value, document
		if value == "" {
			if document != "" && before[one.ID].Document != document {
				t.problems[one.ID] = "Xin nhập giá trị, hoặc để trống cả hai ô."
			}
			continue
		}
		number, ok := report.ParseValue(value)
		e := ward.Entry{Indicator: one.ID, From: q.span.from, To: q.span.to, Value: number, Document: document, StaffID: v.session.Staff.ID}
		switch {
		case !ok:
			t.problems[one.ID] = "Giá trị chưa phải là số. Xin viết như 8.805 hoặc 0,44."
		case one.Unit == "%" && number > 100:
			t.problems[one.ID] = "Tỷ lệ không thể trên 100%."
		case document == "":
			t.problems[one.ID] = "Xin ghi văn bản nguồn của số liệu này."
		case before[one.ID].Value != number || before[one.ID].Document != document:
			t.entries = append(t.entries, e)
		}
	}
	return t
}

// maxDocument is how much of a document's name is read, in runes.
const maxDocument = 300

func (d *desk) enterFigures(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.entries(v, entriesPage{visit: v, problem: "Không đọc được nội dung đã gửi. Xin nhập lại."}, http.StatusUnprocessableEntity, nil)
		return
	}
	var t typedEntries
	var q figuresQuery
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		q = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		before, err := w.Entries(v.ctx(), q.span.from, q.span.to)
		if err != nil {
			return err
		}
		if t = v.typed(q, before); len(t.problems) > 0 || q.problem != "" {
			return nil
		}
		return enterAll(v, w, t.entries)
	})
	switch {
	case err != nil:
		d.fail(v, err)
	case len(t.problems) > 0:
		d.entries(v, entriesPage{visit: v, problem: "Chưa ghi số liệu nào. Xin sửa các ô được đánh dấu."}, http.StatusUnprocessableEntity, &t)
	case q.problem != "" || len(t.entries) == 0:
		d.entries(v, entriesPage{visit: v, problem: "Không có số liệu nào mới hoặc thay đổi, nên chưa ghi gì."}, http.StatusUnprocessableEntity, &t)
	default:
		v.entered(q, len(t.entries))
	}
}

// enterAll enters all figures or none.
func enterAll(v *visit, w *ward.Ward, all []ward.Entry) error {
	for _, e := range all {
		if err := w.Enter(v.ctx(), e); err != nil {
			return fmt.Errorf("%s: %w", e.Indicator, err)
		}
	}
	if len(all) > 0 {
		w.Note(v.session.Staff, ward.ActEntered, "", strconv.Itoa(len(all)))
	}
	return nil
}

// entered leads back to the form, which says how many figures were entered.
func (v *visit) entered(q figuresQuery, n int) {
	values := q.values()
	values.Set("da-nhap", strconv.Itoa(n))
	v.redirect("so-lieu/nhap?" + values.Encode())
}

// sentFile is the file of a form; ok is false where there is none.
func (v *visit) sentFile(field string) (name string, data *bytes.Reader, ok bool) {
	if err := v.r.ParseMultipartForm(inMemory); err != nil {
		return "", nil, false
	}
	defer func() { _ = v.r.MultipartForm.RemoveAll() }() // a temporary file that stays is the system's to clear
	file, head, err := v.r.FormFile(field)
	if err != nil {
		return "", nil, false
	}
	defer func() { _ = file.Close() }() // it was read, not written
	var read bytes.Buffer
	if _, err := read.ReadFrom(file); err != nil {
		return "", nil, false
	}
	return head.Filename, bytes.NewReader(read.Bytes()), true
}

// importEntries enters the figures of a filled form, all or none.
func (d *desk) importEntries(v *visit) {
	name, file, ok := v.sentFile("tep")
	if !ok {
		d.entries(v, entriesPage{visit: v, problem: "Xin chọn tệp Excel hoặc CSV, không lớn hơn 4 MB."}, http.StatusUnprocessableEntity, nil)
		return
	}
	all, err := report.ReadEntries(name, file)
	if faults := faultsOf(err); len(faults) > 0 {
		page := entriesPage{visit: v, problem: "Chưa ghi số liệu nào của tệp. Xin sửa tệp rồi gửi lại.", faults: faults}
		d.entries(v, page, http.StatusUnprocessableEntity, nil)
		return
	}
	if err == nil && len(all) == 0 {
		d.entries(v, entriesPage{visit: v, problem: "Tệp không có giá trị nào ở cột “Giá trị”."}, http.StatusUnprocessableEntity, nil)
		return
	}
	var q figuresQuery
	if err == nil {
		err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
			q = figuresOf(v.r.URL.Query(), v.ward, w.Today())
			for i := range all {
				all[i].StaffID = v.session.Staff.ID
			}
			return enterAll(v, w, all)
		})
	}
	if errors.Is(err, ward.ErrEntryDocument) || errors.Is(err, ward.ErrEntryValue) || errors.Is(err, ward.ErrEntryPeriod) {
		d.entries(v, entriesPage{visit: v, problem: "Chưa ghi số liệu nào của tệp: có văn bản nguồn dài quá 300 chữ."}, http.StatusUnprocessableEntity, nil)
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	v.entered(q, len(all))
}

// faultsOf are the sentences for what is wrong with a file, a row each; none for an error of another kind.
func faultsOf(err error) (faults []string) {
	var one report.WorkbookError
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			faults = append(faults, faultsOf(e)...)
		}
		return faults
	}
	if errors.As(err, &one) {
		return []string{capital(one.Error()) + "."}
	}
	return nil
}

// downloadEntryForm sends the form as a workbook, with what is entered.
func (d *desk) downloadEntryForm(v *visit) {
	var file bytes.Buffer
	var q figuresQuery
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		q = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		all, err := w.Entries(v.ctx(), q.span.from, q.span.to)
		if err != nil {
			return err
		}
		return report.WriteEntryForm(&file, q.scope(q.span), all)
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	download(v, "xlsx", fmt.Sprintf("so-lieu-%s-%s.xlsx", q.span.from, q.span.to), file.Bytes())
}

// entryHistoryPage is everything that was entered for one indicator, the latest first.
type entryHistoryPage struct {
	visit     *visit
	indicator report.Indicator
	all       []ward.Entry
	names     map[int64]string
}

func (d *desk) showEntryHistory(v *visit) {
	one, ok := report.FindIndicator(v.r.PathValue("indicator"))
	if !ok {
		d.missing(v)
		return
	}
	page := entryHistoryPage{visit: v, indicator: one}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if page.all, err = w.EntryHistory(v.ctx(), one.ID); err != nil {
			return err
		}
		page.names, err = staffNames(v.ctx(), w)
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, one.Name, "so-lieu", page.body())
}

// who is who entered a figure.
func (p entryHistoryPage) who(e ward.Entry) string { return p.names[e.StaffID] }
