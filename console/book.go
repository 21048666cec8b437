package console

import (
	"bytes"
	"net/http"

	"danbiet/law"
	"danbiet/report"
	"danbiet/ward"
)

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// mostBook is the longest period of a register, in days.
const mostBook = 366

// exportBook sends the register of a period with the names of whoever sent petitions, and notes that it was taken.
func (d *desk) exportBook(v *visit) {
	var data bytes.Buffer
	wrong := false
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		from, to, ok := periodOf(v.r, w.Today())
		if !ok {
			wrong = true
			return nil
		}
		rows, err := w.RegisterBook(v.ctx(), from, to)
		if err != nil {
			return err
		}
		w.Note(v.session.Staff, ward.ActExported, "", "register")
		return report.WriteRegister(&data, w.Profile, from, to, rows)
	})
	switch {
	case err != nil:
		d.fail(v, err)
	case wrong:
		d.blankIntake(v, "Chưa tải được sổ: ngày đầu kỳ phải trước ngày cuối kỳ, và mỗi lần nhiều nhất một năm.", http.StatusUnprocessableEntity)
	default:
		h := v.w.Header()
		h.Set("Content-Type", xlsx)
		h.Set("Content-Disposition", `attachment; filename="so-theo-doi-don.xlsx"`)
		_, _ = data.WriteTo(v.w) // the reader has gone: nobody to tell
	}
}

// periodOf reads the period that is asked for; without one it is the present month.
func periodOf(r *http.Request, today law.Date) (from, to law.Date, ok bool) {
	from, errFrom := typedDate(r.URL.Query().Get("tu"))
	to, errTo := typedDate(r.URL.Query().Get("den"))
	if from.IsZero() && errFrom == nil {
		from = monthBegins(today)
	}
	if to.IsZero() && errTo == nil {
		to = today
	}
	return from, to, errFrom == nil && errTo == nil && !to.Before(from) && to.Sub(from) <= mostBook
}
