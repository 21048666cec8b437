package console

import (
	"net/http"

	"danbiet/viet"
	"danbiet/ward"
)

// accountForm is what the page of one's account shows beside the sessions.
type accountForm struct {
	done               string // what has just been changed
	password, recovery string // problems of the two forms
	left               int    // recovery codes
}

func (d *desk) showSessions(v *visit) {
	f := accountForm{}
	if v.r.URL.Query().Has("da-doi") {
		f.done = "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."
	}
	d.account(v, f, http.StatusOK)
}

func (d *desk) account(v *visit, f accountForm, status int) {
	var all []ward.Session
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		if all, err = w.Sessions(v.ctx(), v.session.Staff.ID); err != nil {
			return err
		}
		f.left, err = w.RecoveryLeft(v.ctx(), v.session.Staff.ID)
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, status, "Tài khoản", "phien", accountPage(v, all, f))
}

func (d *desk) changePassword(v *visit) {
	if problem, ok := d.admitted(v); !ok {
		d.account(v, accountForm{password: problem}, http.StatusTooManyRequests)
		return
	}
	next := v.r.PostForm.Get("mat-khau")
	if next != v.r.PostForm.Get("nhac-lai") {
		d.account(v, accountForm{password: "Hai lần nhập mật khẩu không giống nhau. Xin nhập lại."}, http.StatusUnprocessableEntity)
		return
	}
	err := d.hashed(v.ctx(), func() error {
		return d.House.ChangePassword(v.ctx(), v.ward.Slug, *v.session, v.r.PostForm.Get("hien-tai"), next)
	})
	if problem := passwordProblem(err); problem != "" {
		d.account(v, accountForm{password: problem}, http.StatusUnprocessableEntity)
		return
	}
	if problem, status := signInProblem(err); problem != "" {
		if status == http.StatusUnprocessableEntity {
			problem = "Mật khẩu hiện tại chưa đúng."
		}
		d.account(v, accountForm{password: problem}, status)
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	v.redirect("phien?da-doi")
}

func (d *desk) renewRecovery(v *visit) {
	if problem, ok := d.admitted(v); !ok {
		d.account(v, accountForm{recovery: problem}, http.StatusTooManyRequests)
		return
	}
	codes, err := d.House.RenewRecovery(v.ctx(), v.ward.Slug, *v.session, viet.Clean(v.r.PostForm.Get("ma"), maxTyped))
	if problem, status := signInProblem(err); problem != "" {
		d.account(v, accountForm{recovery: problem}, status)
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Mã dự phòng", "phien", recoveryPage(v, codes))
}
