package console

import (
	"fmt"
	"net/http"
	"strings"

	"danbiet/report"
	"danbiet/report/check"
	"danbiet/ward"
)

// checkerPage is the page on which a report is checked before it is signed. The report is not kept.
type checkerPage struct {
	visit    *visit
	query    figuresQuery
	problem  string
	name     string // of the file that was checked, "" before
	findings []check.Finding
	compared int  // with how many figures of the record
	of       span // the period of these
}

func (d *desk) showChecker(v *visit) { d.checker(v, checkerPage{visit: v}, http.StatusOK) }

// checker shows the page for the period that is asked for.
func (d *desk) checker(v *visit, page checkerPage, status int) {
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.query = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		return nil
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	if page.problem == "" && page.query.problem != "" {
		page.problem, status = page.query.problem, http.StatusUnprocessableEntity
	}
	d.show(v, status, "Kiểm tra báo cáo", "so-lieu", page.body())
}

// checkReport reads a report and shows what is doubtful in it, beside the figures of the period.
func (d *desk) checkReport(v *visit) {
	page := checkerPage{visit: v}
	name, file, ok := v.sentFile("tep")
	if !ok {
		page.problem = "Xin chọn tệp báo cáo, không lớn hơn 8 MB."
		d.checker(v, page, http.StatusUnprocessableEntity)
		return
	}
	document, err := check.Read(name, file)
	if err != nil {
		page.problem = "Không đọc được tệp này. Xin gửi tệp .docx, .txt hoặc .md (UTF-8) của báo cáo."
		if why, ok := check.Unreadable(err); ok {
			page.problem = "Không đọc được tệp này: " + why + "."
		}
		d.checker(v, page, http.StatusUnprocessableEntity)
		return
	}
	var sheet report.Sheet
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		page.of = figuresOf(v.r.URL.Query(), v.ward, w.Today()).span
		if from, to, ok := document.Period(); ok { // the figures of another period would all be called wrong
			page.of.from, page.of.to = from, to
		}
		sheet, err = report.NewSheet(v.ctx(), w, report.Scope{From: page.of.from, To: page.of.to})
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	figures := sheet.Checked()
	page.findings, err = check.Check(document, check.Options{Figures: figures})
	if err != nil {
		d.fail(v, err)
		return
	}
	page.name, page.compared = name, len(figures)
	d.checker(v, page, http.StatusOK)
}

// counts are how many findings are errors, and how many warnings.
func (p checkerPage) counts() (wrong, doubtful int) {
	for _, f := range p.findings {
		if f.Severity == check.Error {
			wrong++
		} else {
			doubtful++
		}
	}
	return wrong, doubtful
}

// result is what the check has come to, in a sentence.
func (p checkerPage) result() string {
	wrong, doubtful := p.counts()
	if wrong+doubtful == 0 {
		return "Không thấy điểm nào cần xem lại."
	}
	return fmt.Sprintf("%s lỗi phải sửa trước khi ký, %s điểm cần xem lại.", report.Counted(int64(wrong)), report.Counted(int64(doubtful)))
}

// places are the lines of a finding: "Dòng 29", "Dòng 29, đối chiếu dòng 49, 51".
func places(f check.Finding) string {
	if len(f.Also) == 0 {
		return fmt.Sprintf("Dòng %d", f.Line)
	}
	return fmt.Sprintf("Dòng %d, đối chiếu dòng %s", f.Line, strings.Trim(strings.ReplaceAll(fmt.Sprint(f.Also), " ", ", "), "[]"))
}
