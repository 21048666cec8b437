package console

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// reportPage is the report of a period as it would read now.
type reportPage struct {
	visit   *visit
	report  report.Report
	over    bool      // the period's last day is past
	frozen  frozenRow // the last report of the period that was frozen; the zero one for none
	seen    string    // names what the reader sees, so that nothing else is frozen
	typed   url.Values
	problem string // of the form that freezes
	pdf     bool
}

// scope is the page's period.
func (p reportPage) scope() report.Scope { return p.report.Scope() }

// lacks reports whether the text has marks in it.
func (p reportPage) lacks() bool { return len(p.report.Missing)+len(p.report.Wanted) > 0 }

func (d *desk) showReport(v *visit) {
	page := reportPage{visit: v, typed: url.Values{}}
	d.reportOf(v, &page, http.StatusOK)
}

// reportOf drafts the report of the address and shows it.
func (d *desk) reportOf(v *visit, p *reportPage, status int) {
	p.pdf = d.PDF != nil
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		s, ok := v.reportScope(w.Today())
		if !ok {
			return errNoPage
		}
		return p.fill(v.ctx(), w, s)
	})
	switch {
	case errors.Is(err, errNoPage):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, "Báo cáo "+p.scope().Name(), "bao-cao", reportBody(*p))
	}
}

func (p *reportPage) fill(ctx context.Context, w *ward.Ward, s report.Scope) (err error) {
	p.over = s.To.Before(w.Today())
	if p.report, err = report.Draft(ctx, w, s); err != nil {
		return err
	}
	if p.seen, err = nameOfDraft(p.report); err != nil {
		return err
	}
	names, err := staffNames(ctx, w)
	if err != nil {
		return err
	}
	rows, err := frozenRows(ctx, w, names)
	for _, f := range rows {
		if f.From == s.From && f.To == s.To && p.frozen.Number == 0 {
			p.frozen = f
		}
	}
	return err
}

// nameOfDraft is the same for two drafts that say the same.
func nameOfDraft(r report.Report) (string, error) {
	content, err := json.Marshal([]any{r.Blocks, r.Lines})
	if err != nil {
		return "", fmt.Errorf("name a draft: %w", err)
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:12]), nil
}

// freezeReport keeps the report for good, once whoever asks has said that they know what is missing.
func (d *desk) freezeReport(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.missing(v)
		return
	}
	page := reportPage{visit: v, typed: v.r.PostForm}
	status := http.StatusUnprocessableEntity
	var number int64
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		s, ok := v.reportScope(w.Today())
		if !ok {
			return errNoPage
		}
		if err := page.fill(v.ctx(), w, s); err != nil {
			return err
		}
		if page.problem = page.refusal(); page.problem != "" {
			return errRefused
		}
		r := page.report
		r.Number = viet.Clean(page.typed.Get("so"), longestNumber)
		r.Date, _ = typedDate(page.typed.Get("ngay-ky")) // refusal has read it
		var err error
		number, err = report.Freeze(v.ctx(), w, r, v.session.Staff.ID)
		w.Note(v.session.Staff, ward.ActFroze, "", strconv.FormatInt(number, 10))
		return err
	})
	switch {
	case err == nil:
		v.redirect(frozenPath(number, "") + "?moi=1")
	case errors.Is(err, errNoPage):
		d.missing(v)
	case errors.Is(err, errRefused):
		d.reportOf(v, &page, status)
	default:
		d.fail(v, err)
	}
}

// longestNumber bounds a report's number and symbol, in letters.
const longestNumber = 40

// refusal is why the form does not freeze the report, "" where it does.
func (p *reportPage) refusal() string {
	_, err := typedDate(p.typed.Get("ngay-ky"))
	switch {
	case p.typed.Get("ban") != "" && p.typed.Get("ban") != p.seen:
		return "Số liệu hoặc lời văn vừa thay đổi sau khi trang được mở. Dưới đây là bản mới; xin xem lại rồi chốt."
	case err != nil:
		return "Ngày ký chưa đúng. Xin chọn ngày, hoặc nhập như 24/11/2026."
	case !p.over && p.typed.Get("chua-het") == "":
		return "Kỳ báo cáo đến hết ngày " + p.report.To.Vietnamese() + " mới kết thúc. Muốn chốt sớm, xin đánh dấu xác nhận."
	case p.lacks() && p.typed.Get("con-thieu") == "":
		return "Báo cáo còn chỗ chưa có nội dung. Xin bổ sung, hoặc đánh dấu xác nhận vẫn chốt."
	case p.typed.Get("xac-nhan") == "":
		return "Xin đánh dấu đã xem lại toàn bộ báo cáo trước khi chốt."
	}
	return ""
}

// showReportFile answers for what lies below a period: the checker's page, and the report as a file.
func (d *desk) showReportFile(v *visit) {
	file := v.r.PathValue("file")
	if file == "kiem-tra" {
		d.checkDraft(v)
		return
	}
	format, ok := strings.CutPrefix(file, "bao-cao.")
	if !ok {
		d.missing(v)
		return
	}
	var r report.Report
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		s, ok := v.reportScope(w.Today())
		if !ok {
			return errNoPage
		}
		r, err = report.Draft(v.ctx(), w, s)
		return err
	})
	switch {
	case errors.Is(err, errNoPage):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.sendReport(v, r, "bao-cao-"+r.Scope().Half(), format)
	}
}

// reportFormats are the files that a report is taken along as, with their types.
var reportFormats = [...][3]string{
	{"docx", "Word (.docx)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"pdf", "PDF", "application/pdf"},
	{"xlsx", "Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"md", "Markdown", "text/markdown; charset=utf-8"},
	{"csv", "Số liệu (.csv)", "text/csv; charset=utf-8"},
	{"json", "Dữ liệu (.json)", "application/json; charset=utf-8"},
}

// settingWithin is how long a PDF may take, together with those before it.
const settingWithin = 3 * time.Minute

// sendReport sends a report as a file of a format; one that is none, or that nothing here can make, is no page.
func (d *desk) sendReport(v *visit, r report.Report, name, format string) {
	var data []byte
	var err error
	switch {
	case format == "docx":
		data, err = r.Docx()
	case format == "xlsx":
		data, err = r.Workbook()
	case format == "md":
		data = []byte(r.Markdown())
	case format == "csv":
		data, err = r.CSV()
	case format == "json":
		data, err = r.JSON()
	case format == "pdf" && d.PDF != nil:
		_ = http.NewResponseController(v.w).SetWriteDeadline(time.Now().Add(settingWithin)) // a writer without deadlines has none to lengthen
		data, err = d.setPDF(v.ctx(), r)
	default:
		d.missing(v)
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	for _, f := range reportFormats {
		if f[0] == format {
			v.w.Header().Set("Content-Type", f[2])
		}
	}
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+format+`"`)
	_, _ = v.w.Write(data) // the reader has gone: nobody to tell
}

// setPDF sets one PDF at a time: an office program takes hundreds of megabytes.
func (d *desk) setPDF(ctx context.Context, r report.Report) ([]byte, error) {
	select {
	case d.setting <- struct{}{}:
		defer func() { <-d.setting }()
		return d.PDF(ctx, r)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
