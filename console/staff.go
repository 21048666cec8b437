package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"danbiet/viet"
	"danbiet/ward"
)

// staffForm is what the page of the staff shows beside them.
type staffForm struct {
	name, login         string // as they were typed
	role                ward.Role
	problem             string
	invited, invitation string // whose one-time link is shown, this once
}

func (d *desk) showStaff(v *visit) { d.staff(v, staffForm{}, http.StatusOK) }

func (d *desk) staff(v *visit, f staffForm, status int) {
	var all []ward.Staff
	if err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) { all, err = w.Everybody(v.ctx()); return err }); err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, status, "Cán bộ", "can-bo", staffPage(v, all, f))
}

func (d *desk) addStaff(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.staff(v, staffForm{problem: "Không đọc được nội dung đã gửi. Xin nhập lại."}, http.StatusBadRequest)
		return
	}
	f := staffForm{
		name:  strings.Join(strings.Fields(viet.Clean(v.r.PostForm.Get("ho-ten"), ward.LongestStaffName)), " "),
		login: viet.Clean(v.r.PostForm.Get("ten"), maxTyped), role: ward.Role(v.r.PostForm.Get("vai-tro")),
	}
	switch {
	case f.name == "":
		f.problem = "Xin nhập họ và tên."
	case !ward.LoginForm(f.login):
		f.problem = "Tên đăng nhập chỉ gồm 2 đến 32 chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới."
	case !slices.Contains(ward.Roles(), f.role):
		f.problem = "Xin chọn vai trò."
	}
	if f.problem != "" {
		d.staff(v, f, http.StatusUnprocessableEntity)
		return
	}
	d.invite(v, f, func(w *ward.Ward) error {
		_, err := w.AddStaff(v.ctx(), ward.Staff{Login: f.login, Name: f.name, Role: f.role})
		return err
	})
}

func (d *desk) inviteStaff(v *visit) {
	d.invite(v, staffForm{login: v.r.PathValue("login")}, func(*ward.Ward) error { return nil })
}

// invite does something for somebody of the staff and shows a new invitation of theirs.
func (d *desk) invite(v *visit, f staffForm, do func(*ward.Ward) error) {
	var token string
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		w.As(v.session.Staff)
		if err := do(w); err != nil {
			return err
		}
		who, err := w.StaffByLogin(v.ctx(), f.login)
		if err != nil {
			return err
		}
		f.invited = who.Name
		token, err = w.NewInvitation(v.ctx(), f.login)
		return err
	})
	switch {
	case errors.Is(err, ward.ErrStaffTaken):
		f.problem = "Tên đăng nhập này đã có người dùng. Xin chọn tên khác."
		d.staff(v, f, http.StatusConflict)
	case errors.Is(err, ward.ErrNoStaff):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		d.staff(v, staffForm{invited: f.invited, invitation: d.PublicURL + v.path("loi-moi/"+token)}, http.StatusOK)
	}
}

func (d *desk) disableStaff(v *visit) {
	login := v.r.PathValue("login")
	if login == v.session.Staff.Login { // the last administrator would lock everybody out
		d.missing(v)
		return
	}
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		w.As(v.session.Staff)
		return w.DisableStaff(v.ctx(), login)
	})
	switch {
	case errors.Is(err, ward.ErrNoStaff):
		d.missing(v)
	case err != nil:
		d.fail(v, err)
	default:
		v.redirect("can-bo")
	}
}
