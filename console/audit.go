package console

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/report"
	"danbiet/viet"
	"danbiet/ward"
)

// auditSize is how many entries a page of the log shows.
const auditSize = 50

// auditExport is how many entries an export holds at most: a year of a busy ward.
const auditExport = 100_000

// auditPage is a page of the log of who saw and did what.
type auditPage struct {
	visit   *visit
	values  url.Values // what was asked for
	problem string
	field   string // that the problem is about
	rows    []ward.AuditEntry
	next    int64 // the number that the next page is before, 0 for none
	staff   []ward.Staff
}

// visible are the acts that the visitor may read of: an administrator, who reads no case, reads of accounts alone.
func visible(v *visit) []ward.Act {
	if v.can(ward.MayReadCases) {
		return ward.Acts()
	}
	return ward.AccountActs()
}

// auditQuery reads the filters of an address; what is no filter is a problem, as a sentence and its field.
func auditQuery(v *visit, values url.Values) (q ward.AuditQuery, problem, field string) {
	q = ward.AuditQuery{Acts: visible(v), Limit: auditSize}
	if act := ward.Act(values.Get("viec")); slices.Contains(q.Acts, act) {
		q.Acts = []ward.Act{act}
	}
	q.Staff, _ = strconv.ParseInt(values.Get("nguoi"), 10, 64)  // what is no number is everybody
	q.Before, _ = strconv.ParseInt(values.Get("truoc"), 10, 64) // or the first page
	if typed := strings.TrimSpace(values.Get("ma")); typed != "" {
		code, ok := ward.ParseCode(typed)
		if !ok {
			return q, "Mã hồ sơ này chưa đúng. Xin xem lại mã, ví dụ trên phiếu tiếp nhận.", "ma"
		}
		q.Subject = string(code)
	}
	on, err := typedDate(values.Get("ngay"))
	if err != nil {
		return q, "Ngày này chưa đúng. Xin chọn ngày, hoặc nhập như 24/11/2026.", "ngay"
	}
	if !on.IsZero() {
		q.From, q.To = on.At(0, 0, v.ward.Zone()), on.AddDays(1).At(0, 0, v.ward.Zone())
	}
	return q, "", ""
}

func (d *desk) showAudit(v *visit) {
	page := auditPage{visit: v, values: v.r.URL.Query()}
	var q ward.AuditQuery
	q, page.problem, page.field = auditQuery(v, page.values)
	q.Limit++ // one more tells whether there is another page
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if page.staff, err = w.Everybody(v.ctx()); err == nil && page.problem == "" {
			page.rows, err = w.AuditLog(v.ctx(), q)
		}
		return err
	})
	if err == nil && len(page.rows) > 0 && v.can(ward.MayReadCases) { // reasons may name citizens; those of accounts are none
		err = d.saw(v, ward.ActOpenedList, listLog, "")
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	if len(page.rows) > auditSize {
		page.rows = page.rows[:auditSize]
		page.next = page.rows[auditSize-1].Seq
	}
	status := http.StatusOK
	if page.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, "Nhật ký", "nhat-ky", auditBody(page))
}

// exportAudit sends what the filters leave of the log, newest first, without the reasons, which may name a citizen. That it
// was exported is noted first.
func (d *desk) exportAudit(v *visit) {
	values := v.r.URL.Query()
	values.Del("truoc")
	q, problem, _ := auditQuery(v, values)
	if problem != "" {
		v.redirect("nhat-ky?" + values.Encode())
		return
	}
	q.Limit = auditExport
	page := auditPage{visit: v}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		w.Note(v.session.Staff, ward.ActExported, "", "nhat-ky")
		return nil
	})
	if err == nil {
		err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
			if page.staff, err = w.Everybody(v.ctx()); err != nil {
				return err
			}
			page.rows, err = w.AuditLog(v.ctx(), q)
			return err
		})
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	v.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="nhat-ky-`+law.DateOf(d.House.Now().In(v.ward.Zone())).String()+`.csv"`)
	out := csv.NewWriter(v.w)
	_ = out.Write([]string{"so", "luc", "can_bo", "viec", "ve", "chi_tiet", "tu_dau"}) // the reader has gone: nobody to tell
	for _, e := range page.rows {
		_ = out.Write([]string{
			strconv.FormatInt(e.Seq, 10), e.At.Format("2006-01-02 15:04:05"), uncalculated(page.who(e.StaffID)), actNames[e.Act], page.subject(e), page.detail(e), e.From,
		})
	}
	out.Flush()
}

// uncalculated keeps a spreadsheet from taking a name for a formula.
func uncalculated(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// who names who acted.
func (p auditPage) who(id int64) string {
	if id == 0 {
		return "Lệnh trên máy chủ"
	}
	if i := slices.IndexFunc(p.staff, func(s ward.Staff) bool { return s.ID == id }); i >= 0 {
		return p.staff[i].Name
	}
	return "Cán bộ"
}

// staffNamed names whom an id is of, as the log keeps it.
func (p auditPage) staffNamed(text string) string {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id == 0 {
		return "chưa giao cho ai"
	}
	return p.who(id)
}

// subject is what an act was about.
func (p auditPage) subject(e ward.AuditEntry) string {
	switch {
	case e.Act == ward.ActChangedStaff:
		return p.staffNamed(e.Subject)
	case isCase(e), e.Act == ward.ActWroteReply:
		return e.Subject
	case e.Subject == "":
		return ""
	case slices.Contains(talkActs[:], e.Act), e.Act == ward.ActOpenedFile:
		return "trò chuyện số " + e.Subject
	case e.Act == ward.ActCalled:
		return "đề nghị gọi lại số " + e.Subject
	case e.Act == ward.ActReceived:
		if day, err := law.ParseDate(e.Subject); err == nil {
			return "buổi tiếp ngày " + day.Vietnamese()
		}
		return "lượt tiếp số " + e.Subject
	}
	return ""
}

// isCase reports whether an act was about a case.
func isCase(e ward.AuditEntry) bool {
	_, ok := ward.ParseCode(e.Subject)
	return ok
}

// detail says more of an act, "" for nothing.
func (p auditPage) detail(e ward.AuditEntry) string {
	switch e.Act {
	case ward.ActMoved:
		return ward.Status(e.Detail).Name()
	case ward.ActAssigned:
		return p.staffNamed(e.Detail)
	case ward.ActReclassified:
		return law.PetitionKind(e.Detail).Name()
	case ward.ActSplit, ward.ActMerged, ward.ActReplied:
		return e.Detail
	case ward.ActChangedStaff:
		if role, ok := strings.CutPrefix(e.Detail, "added "); ok {
			return "thêm với vai trò " + ward.Role(role).Name()
		}
		return doneToStaff[e.Detail]
	case ward.ActTookIn:
		return takenInBy[e.Detail]
	case ward.ActScheduled:
		return decidedWords[e.Detail]
	case ward.ActWroteReply:
		return doneToReply[e.Detail]
	case ward.ActNarrated:
		if s, ok := report.FindSection(e.Detail); ok {
			return sectionName(s)
		}
	case ward.ActFroze:
		return "số " + e.Detail
	case ward.ActExported:
		return exportedWords(e.Detail)
	case ward.ActTalked:
		return talkedWords[e.Detail]
	case ward.ActReceived:
		return receivedWords(e.Detail)
	case ward.ActOpenedList:
		return listNames[e.Subject] + daysWords(e.Detail)
	case ward.ActEntered:
		return e.Detail + " số liệu"
	}
	return ""
}

// address is the log with the filters, and what is set besides.
func (p auditPage) address(page string, set ...string) string {
	values := url.Values{}
	for _, name := range [...]string{"nguoi", "viec", "ma", "ngay"} {
		if typed := viet.Clean(p.values.Get(name), maxTyped); typed != "" {
			values.Set(name, typed)
		}
	}
	for i := 0; i+1 < len(set); i += 2 {
		values.Set(set[i], set[i+1])
	}
	if len(values) == 0 {
		return p.visit.path(page)
	}
	return p.visit.path(page + "?" + values.Encode())
}

// filtered reports whether the log is filtered.
func (p auditPage) filtered() bool { return p.address("nhat-ky") != p.visit.path("nhat-ky") }

func (p auditPage) actChoices() (all [][2]string) {
	for _, a := range visible(p.visit) {
		all = append(all, [2]string{string(a), actNames[a]})
	}
	return all
}

func (p auditPage) staffChoices() (all [][2]string) {
	for _, s := range p.staff {
		all = append(all, [2]string{strconv.FormatInt(s.ID, 10), s.Name})
	}
	return all
}

// stamp is a time in the log, to the second.
func stamp(t time.Time) string {
	return fmt.Sprintf("%s, %s", t.Format("15:04:05"), t.Format("02/01/2006"))
}
