package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// largestSection bounds the form with a section's text, in bytes: its letters take nine on their way.
const largestSection = 1 << 20

// sectionPage is the page on which a section's text is written.
type sectionPage struct {
	visit    *visit
	scope    report.Scope
	section  report.Section
	text     string // as typed, or as it holds
	general  bool   // the text is for every report
	last     int64  // the section's last text when the form was opened
	said     string
	problem  string
	fault    *report.TemplateError // where the text cannot be read
	conflict *textRow              // what somebody else has written since the form was opened
	preview  []report.Block
	holds    ward.Narrative // the text that the report uses now; the zero one for the program's own
	history  []textRow      // newest first
	groups   []fieldGroup
}

// textRow is a text of the section's history.
type textRow struct {
	ward.Narrative

	by string
}

// of says for which reports a text is.
func (r textRow) of() string {
	if r.From.IsZero() {
		return "mọi kỳ"
	}
	return report.Scope{From: r.From, To: r.To}.Name()
}

// fieldGroup are fields that a text may name.
type fieldGroup struct {
	name string
	open bool // the section is about them
	rows []fieldRow
}

// fieldRow is a field with its present value.
type fieldRow struct {
	name, means, value, link string
	missing                  bool
}

func (p *sectionPage) path(query string) string {
	return p.visit.path(reportPath(p.scope, "/phan/"+p.section.Key) + query)
}

func (d *desk) editSection(v *visit) {
	p := &sectionPage{visit: v}
	if v.r.URL.Query().Get("da-luu") != "" {
		p.said = "Đã lưu. Báo cáo dùng nội dung này từ bây giờ."
	}
	d.sectionEditor(v, p, http.StatusOK)
}

// sectionEditor shows the form with what it makes.
func (d *desk) sectionEditor(v *visit, p *sectionPage, status int) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		if err := p.find(w); err != nil {
			return err
		}
		return p.fill(v.ctx(), w, v.r.Method == http.MethodPost)
	})
	switch {
	case errors.Is(err, errNoPage):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		if p.fault != nil {
			status = http.StatusUnprocessableEntity
		}
		d.show(v, status, "Sửa phần "+sectionName(p.section), "bao-cao", sectionBody(p))
	}
}

// find reads the period and the section of the address.
func (p *sectionPage) find(w *ward.Ward) error {
	var period, section bool
	p.scope, period = p.visit.reportScope(w.Today())
	p.section, section = report.FindSection(p.visit.r.PathValue("section"))
	if !period || !section {
		return errNoPage
	}
	return nil
}

// fill reads what the page shows; typed keeps the text of the form.
func (p *sectionPage) fill(ctx context.Context, w *ward.Ward, typed bool) error {
	names, err := staffNames(ctx, w)
	if err != nil {
		return err
	}
	history, err := w.NarrativeHistory(ctx, p.section.Key)
	if err != nil {
		return err
	}
	for _, n := range slices.Backward(history) {
		p.history = append(p.history, textRow{n, staffName(names, n.StaffID)})
	}
	texts, err := w.Narratives(ctx, p.scope.From, p.scope.To)
	if err != nil {
		return err
	}
	p.holds = texts[p.section.Key]
	if !typed {
		p.choose()
		if len(p.history) > 0 {
			p.last = p.history[0].ID
		}
	}
	facts, err := report.NewFacts(ctx, w, p.scope)
	if err != nil {
		return err
	}
	p.groups = p.fields(facts)
	p.preview, err = facts.Preview(p.section, p.draftText())
	if fault, ok := errors.AsType[report.TemplateError](err); ok {
		p.fault = &fault
		return nil
	}
	return err
}

// defaultText is the address's word for the program's own text.
const defaultText = "mac-dinh"

// choose puts the text into the form that the address asks for: an earlier one, the program's, or the one that holds.
func (p *sectionPage) choose() {
	p.text, p.general = p.draftText(), p.holds.ID > 0 && p.holds.From.IsZero()
	wanted := p.visit.r.URL.Query().Get("ban")
	if wanted == defaultText {
		p.text = report.DefaultText(p.section.Key)
		p.said = "Dưới đây là nội dung mặc định, chưa được lưu."
	}
	for _, row := range p.history {
		if row.Text != "" && strconv.FormatInt(row.ID, 10) == wanted {
			p.text, p.general = row.Text, row.From.IsZero()
			p.said = "Dưới đây là nội dung của " + row.by + " lúc " + clockAndDay(row.At) + ", chưa được lưu."
		}
	}
}

// draftText is the text of the form; without one the text that holds.
func (p *sectionPage) draftText() string {
	return cmp.Or(p.text, p.holds.Text, report.DefaultText(p.section.Key))
}

// writeSection shows what the form's text makes, or saves it.
func (d *desk) writeSection(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.sectionEditor(v, &sectionPage{visit: v, problem: "Nội dung gửi lên quá dài, chưa được đọc."}, http.StatusUnprocessableEntity)
		return
	}
	form := v.r.PostForm
	p := &sectionPage{visit: v, general: form.Get("ky") == "moi"}
	p.text = strings.TrimSpace(viet.NFC(strings.ReplaceAll(form.Get("noi-dung"), "\r\n", "\n")))
	p.last = versionOf(url.Values{"phien-ban": {form.Get("phien-ban")}})
	if form.Get("viec") != "luu" {
		d.sectionEditor(v, p, http.StatusOK)
		return
	}
	d.saveSection(v, p)
}

// saveSection keeps the text, unless it cannot be read or somebody else was faster.
func (d *desk) saveSection(v *visit, p *sectionPage) {
	if len(p.text) > ward.MaxNarrative {
		p.problem = fmt.Sprintf("Nội dung dài %s byte, nhiều nhất là %s; xin rút ngắn.", viet.Number(int64(len(p.text))), viet.Number(ward.MaxNarrative))
		d.sectionEditor(v, p, http.StatusUnprocessableEntity)
		return
	}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		if err := p.find(w); err != nil {
			return err
		}
		if _, err := report.ParseTemplate(p.text); err != nil {
			return errRefused
		}
		n := ward.Narrative{Section: p.section.Key, Text: p.text, StaffID: v.session.Staff.ID}
		if !p.general {
			n.From, n.To = p.scope.From, p.scope.To
		}
		w.Note(v.session.Staff, ward.ActNarrated, "", p.section.Key)
		return w.RewriteNarrative(v.ctx(), n, p.last)
	})
	switch {
	case err == nil:
		v.redirect(reportPath(p.scope, "/phan/"+p.section.Key) + "?da-luu=1")
	case errors.Is(err, errNoPage):
		d.missing(v)
	case errors.Is(err, errRefused):
		d.sectionEditor(v, p, http.StatusUnprocessableEntity)
	case errors.Is(err, ward.ErrNarrativeChanged):
		d.sectionConflict(v, p)
	default:
		d.fail(v, err)
	}
}

// sectionConflict shows the form again with what somebody else has written meanwhile: what was typed stays, and the next
// press is about the text that stands now.
func (d *desk) sectionConflict(v *visit, p *sectionPage) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		names, err := staffNames(v.ctx(), w)
		if err != nil {
			return err
		}
		history, err := w.NarrativeHistory(v.ctx(), p.section.Key)
		if n := len(history); n > 0 {
			p.conflict = &textRow{history[n-1], staffName(names, history[n-1].StaffID)}
			p.last = history[n-1].ID
		}
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	d.sectionEditor(v, p, http.StatusConflict)
}

// fields are those that a text may name, the section's own at the head.
func (p *sectionPage) fields(f report.Facts) []fieldGroup {
	words := fieldGroup{name: "Tên gọi, kỳ báo cáo, ngày tháng", open: p.section.Dimension == 0}
	for _, w := range report.WordNames() {
		words.rows = append(words.rows, fieldRow{name: w[0], means: w[1], value: f.Words[w[0]], missing: f.Words[w[0]] == ""})
	}
	groups := []fieldGroup{}
	for n := range report.Dimensions {
		group := fieldGroup{name: fmt.Sprintf("%d. %s", n+1, report.DimensionName(n+1)), open: p.section.Dimension == n+1}
		for _, m := range report.Catalogue() {
			if m.Dimension == n+1 {
				figure := f.Figures[m.ID]
				value := strings.TrimSpace(figure.String() + " " + unit(figure))
				group.rows = append(group.rows, fieldRow{name: m.ID, means: m.Name, value: value, link: p.visit.sourcePath(m.ID, p.scope)})
			}
		}
		for _, i := range report.Indicators() {
			if i.Dimension != n+1 {
				continue
			}
			said := f.Say(i.ID)
			row := fieldRow{name: i.ID, means: i.Name, value: strings.TrimSpace(said.Text + " " + i.Unit), link: p.visit.sourcePath(i.ID, p.scope)}
			if row.missing = len(said.Missing) > 0; row.missing {
				row.value = "chưa nhập"
			}
			group.rows = append(group.rows, row)
		}
		groups = append(groups, group)
	}
	slices.SortStableFunc(groups, func(a, b fieldGroup) int { return cmp.Compare(closed(a), closed(b)) })
	return append(groups, words)
}

func closed(g fieldGroup) int {
	if g.open {
		return 0
	}
	return 1
}

// faultLine is the line that cannot be read, cut before the letter at which the fault is.
func (p *sectionPage) faultLine() (before, after string) {
	lines := strings.Split(p.draftText(), "\n")
	if p.fault == nil || p.fault.Line > len(lines) {
		return "", ""
	}
	line := lines[p.fault.Line-1]
	at := 0
	for range p.fault.Column - 1 {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	const around = 60
	runes := []rune(line[:at])
	if len(runes) > around {
		return "…" + string(runes[len(runes)-around:]), shortened(line[at:], around)
	}
	return line[:at], shortened(line[at:], around)
}

// shortened is a text of at most so many letters.
func shortened(text string, letters int) string {
	if runes := []rune(text); len(runes) > letters {
		return string(runes[:letters]) + "…"
	}
	return text
}
