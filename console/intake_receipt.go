package console

import (
	"errors"
	"net/http"

	"danbiet/viet"
	"danbiet/ward"
)

// intakeReceipt prints the receipt of a petition. Only the page that tells the PIN sends it along, in a form and not in
// an address; the receipt bears it when it is right.
func (d *desk) intakeReceipt(v *visit) {
	code, ok := ward.ParseCode(v.r.PathValue("code"))
	if !ok {
		d.missing(v)
		return
	}
	pin := ""
	if v.r.Method == http.MethodPost {
		if err := v.r.ParseForm(); err != nil {
			d.missing(v)
			return
		}
		pin = viet.Clean(v.r.PostForm.Get("pin"), maxTyped)
	}
	var data []byte
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		c, err := reachable(v, w, code)
		if err != nil {
			return err
		}
		if pin != "" {
			check, err := w.TryPIN(v.ctx(), code, pin)
			if err != nil {
				return err
			}
			if check != ward.PINRight {
				pin = ""
			}
		}
		w.Note(v.session.Staff, ward.ActExported, string(code), exportedReceipt)
		data, err = w.CounterReceipt(v.ctx(), c, pin, v.session.Staff)
		return err
	})
	switch {
	case errors.Is(err, ward.ErrNoPetition):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		h := v.w.Header()
		h.Set("Content-Type", "application/pdf")
		h.Set("Content-Disposition", `inline; filename="bien-nhan-`+string(code)+`.pdf"`)
		_, _ = v.w.Write(data) // the reader has gone: nobody to tell
	}
}

// reachable finds a case where it is there for the visitor: at the desk, or kept by them for the province.
func reachable(v *visit, w *ward.Ward, code ward.Code) (ward.Case, error) {
	c, err := w.Case(v.ctx(), code)
	if errors.Is(err, ward.ErrNoPetition) {
		return w.KeptCase(v.ctx(), code, v.session.Staff)
	}
	return c, err
}
