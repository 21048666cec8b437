package console

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"danbiet/ward"
)

// caseAt names a case at the version that an officer saw: "PA-….3".
func caseAt(code ward.Code, version int64) string {
	return string(code) + "." + strconv.FormatInt(version, 10)
}

// assignment is a filled form of the inbox.
type assignment struct {
	handler int64
	cases   []string // as caseAt writes them
}

// assign gives the ticked cases to a handler. Those that somebody has changed since the list was read stay as they are and
// are named.
func (d *desk) assign(v *visit) {
	page := inboxPage{visit: v}
	if err := v.r.ParseForm(); err != nil {
		page.query = inboxOf(url.Values{}, v.ward, v.session.Staff)
		page.problem = "Không đọc được nội dung đã gửi. Xin chọn lại hồ sơ."
		d.inbox(v, page, http.StatusUnprocessableEntity)
		return
	}
	back, _ := url.ParseQuery(v.r.PostForm.Get("ve")) // what is no query is none
	page.query = inboxOf(back, v.ward, v.session.Staff)
	a := assignment{cases: v.r.PostForm["chon"]}
	a.handler, _ = strconv.ParseInt(v.r.PostForm.Get("nguoi"), 10, 64) // what is no number is nobody
	page.chosen = a.handler
	if page.problem = a.problem(); page.problem != "" {
		d.inbox(v, page, http.StatusUnprocessableEntity)
		return
	}
	var changed []ward.Code
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		changed, err = a.carryOut(v.ctx(), w, v.session.Staff)
		return err
	})
	d.tally.forget(v.ward.Slug) // the answer may show the list already
	switch {
	case errors.Is(err, ward.ErrNoStaff):
		page.problem, page.chosen = "Người được chọn không còn nhận hồ sơ. Xin chọn người khác.", 0
		d.inbox(v, page, http.StatusUnprocessableEntity)
	case err != nil:
		d.fail(v, err)
	case len(changed) > 0:
		page.problem = changedMeanwhile(len(a.cases), changed)
		d.inbox(v, page, http.StatusConflict)
	default:
		values := inboxValues(page.query)
		values.Set("da-giao", strconv.Itoa(len(a.cases)))
		v.redirect("ho-so?" + values.Encode())
	}
}

// problem is what a form lacks, "" for nothing.
func (a assignment) problem() string {
	switch {
	case len(a.cases) == 0:
		return "Chưa chọn hồ sơ nào. Xin đánh dấu ít nhất một hồ sơ rồi giao."
	case len(a.cases) > inboxSize:
		return fmt.Sprintf("Mỗi lần giao được nhiều nhất %d hồ sơ. Xin chọn ít hơn.", inboxSize)
	case a.handler <= 0:
		return "Chưa chọn người xử lý. Xin chọn một người rồi giao."
	}
	return ""
}

// carryOut assigns what has not changed meanwhile and returns the codes of the rest.
func (a assignment) carryOut(ctx context.Context, w *ward.Ward, by ward.Staff) (changed []ward.Code, err error) {
	everybody, err := w.Everybody(ctx)
	if err != nil {
		return nil, err
	}
	able := false
	for _, s := range handlers(everybody) {
		able = able || s.ID == a.handler
	}
	if !able {
		return nil, ward.ErrNoStaff
	}
	for _, chosen := range a.cases {
		code, number, _ := strings.Cut(chosen, ".")
		version, _ := strconv.ParseInt(number, 10, 64) // what is no number was never a version
		c, err := w.Case(ctx, ward.Code(code))
		if err == nil {
			_, err = w.Assign(ctx, c.ID, a.handler, by, version)
		}
		if errors.Is(err, ward.ErrChanged) || errors.Is(err, ward.ErrNoPetition) {
			changed = append(changed, ward.Code(code))
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return changed, nil
}

// changedMeanwhile tells which cases were not given to anybody.
func changedMeanwhile(chosen int, changed []ward.Code) string {
	words := ""
	if done := chosen - len(changed); done > 0 {
		words = fmt.Sprintf("Đã giao %d hồ sơ. ", done)
	}
	codes := make([]string, len(changed))
	for i, c := range changed {
		codes[i] = string(c)
	}
	return words + fmt.Sprintf("%d hồ sơ chưa giao vì người khác vừa thay đổi: %s. Danh sách dưới đây đã mới; xin xem rồi chọn lại nếu cần.", len(changed), listed(codes))
}
