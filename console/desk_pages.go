package console

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/skip2/go-qrcode"

	"danbiet/viet"
	"danbiet/ward"
)

// maxTyped is how much of a typed login or code is read, in runes.
const maxTyped = 40

// admitted reports whether one more attempt from this address is let in; it answers when it is not.
func (d *desk) admitted(v *visit) (problem string, ok bool) {
	allowed, wait := d.limit.allow(d.visitor(v.r), d.House.Now())
	if !allowed {
		return tooOften(wait), false
	}
	if err := v.r.ParseForm(); err != nil {
		return "Không đọc được nội dung đã gửi. Xin nhập lại.", false
	}
	return "", true
}

// hashed runs what hashes a password when it is its turn.
func (d *desk) hashed(ctx context.Context, do func() error) error {
	select {
	case d.hashing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-d.hashing }()
	return do()
}

func (d *desk) showInvitation(v *visit) {
	var who ward.Staff
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		who, err = w.Invited(v.ctx(), v.r.PathValue("token"))
		return err
	})
	d.invitation(v, who, err, "", http.StatusOK)
}

// invitation shows the form of an invitation, or that it is none.
func (d *desk) invitation(v *visit, who ward.Staff, err error, problem string, status int) {
	switch {
	case errors.Is(err, ward.ErrNoInvitation):
		d.show(v, http.StatusNotFound, "Lời mời không còn dùng được", "", invitationGone(v))
	case err != nil:
		d.fail(v, err)
	default:
		d.show(v, status, "Đặt mật khẩu", "", invitationPage(v, who, problem))
	}
}

func (d *desk) acceptInvitation(v *visit) {
	var who ward.Staff
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		who, err = w.Invited(v.ctx(), v.r.PathValue("token"))
		return err
	})
	if err != nil {
		d.invitation(v, who, err, "", 0)
		return
	}
	if problem, ok := d.admitted(v); !ok {
		d.invitation(v, who, nil, problem, http.StatusTooManyRequests)
		return
	}
	password := v.r.PostForm.Get("mat-khau")
	if password != v.r.PostForm.Get("nhac-lai") {
		d.invitation(v, who, nil, "Hai lần nhập mật khẩu không giống nhau. Xin nhập lại.", http.StatusUnprocessableEntity)
		return
	}
	var token string
	err = d.hashed(v.ctx(), func() (err error) {
		token, err = d.House.Accept(v.ctx(), v.ward.Slug, v.r.PathValue("token"), password, browserOf(v.r.UserAgent()), d.origin(v.r))
		return err
	})
	if problem := passwordProblem(err); problem != "" {
		d.invitation(v, who, nil, problem, http.StatusUnprocessableEntity)
		return
	}
	if err != nil {
		d.invitation(v, who, err, "", 0)
		return
	}
	d.remember(v, token)
	v.redirect("ma")
}

func (d *desk) showSignIn(v *visit) {
	if v.session != nil && v.session.Passed {
		v.redirect("")
		return
	}
	d.show(v, http.StatusOK, "Đăng nhập", "", signInPage(v, "", ""))
}

func (d *desk) signIn(v *visit) {
	problem, ok := d.admitted(v)
	if !ok {
		d.show(v, http.StatusTooManyRequests, "Đăng nhập", "", signInPage(v, "", problem))
		return
	}
	login := viet.Clean(v.r.PostForm.Get("ten"), maxTyped)
	var token string
	err := d.hashed(v.ctx(), func() (err error) {
		token, err = d.House.SignIn(v.ctx(), v.ward.Slug, login, v.r.PostForm.Get("mat-khau"), browserOf(v.r.UserAgent()))
		return err
	})
	if problem, status := signInProblem(err); problem != "" {
		d.show(v, status, "Đăng nhập", "", signInPage(v, login, problem))
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.remember(v, token)
	v.redirect("ma")
}

func (d *desk) showCode(v *visit) { d.code(v, "", http.StatusOK) }

// code shows the second step: with the QR code for an app where there is none yet.
func (d *desk) code(v *visit, problem string, status int) {
	if v.session.Enrolled {
		d.show(v, status, "Mã xác thực", "", codePage(v, problem))
		return
	}
	var app ward.TOTP
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		app, err = w.Secret(v.ctx(), *v.session)
		return err
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	const side = 232 // pixels
	picture, err := qrcode.Encode(app.URL(v.ward.Short, v.session.Staff.Login), qrcode.Medium, side)
	if err != nil {
		d.fail(v, errors.New("draw the QR code of an app")) // the cause could quote the secret
		return
	}
	d.show(v, status, "Thiết lập mã xác thực", "", enrolPage(v, app.Text(), "data:image/png;base64,"+base64.StdEncoding.EncodeToString(picture), problem))
}

func (d *desk) passCode(v *visit) {
	problem, ok := d.admitted(v)
	if !ok {
		d.code(v, problem, http.StatusTooManyRequests)
		return
	}
	token, recovery, err := d.House.PassCode(v.ctx(), v.ward.Slug, *v.session, viet.Clean(v.r.PostForm.Get("ma"), maxTyped))
	if problem, status := signInProblem(err); problem != "" {
		d.code(v, problem, status)
		return
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.remember(v, token)
	if recovery == nil {
		v.redirect("")
		return
	}
	v.session.Passed, v.session.Enrolled = true, true
	d.show(v, http.StatusOK, "Mã dự phòng", "", recoveryPage(v, recovery))
}

func (d *desk) signOut(v *visit) {
	err := d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return w.EndSession(v.ctx(), v.session.Staff, v.session.ID) })
	if err != nil && !errors.Is(err, ward.ErrNoSession) {
		d.fail(v, err)
		return
	}
	d.remember(v, "")
	v.redirect("dang-nhap")
}

func (d *desk) showDashboard(v *visit) {
	var left int
	var today todaysWork
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		left, err = w.RecoveryLeft(v.ctx(), v.session.Staff.ID)
		return err
	})
	if err == nil && v.can(ward.MayReadCases) {
		today, err = d.work(v)
	}
	if err != nil {
		d.fail(v, err)
		return
	}
	d.show(v, http.StatusOK, "Bàn làm việc", "", dashboardPage(v, left, today))
}

func (d *desk) endSession(v *visit) {
	id, err := strconv.ParseInt(v.r.PathValue("session"), 10, 64)
	if err != nil {
		d.missing(v)
		return
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return w.EndSession(v.ctx(), v.session.Staff, id) })
	if err != nil {
		d.fail(v, err)
		return
	}
	v.redirect("phien")
}

// signInProblem is the sentence for a step that did not succeed, "" for other errors and none.
func signInProblem(err error) (string, int) {
	var wait *ward.WaitError
	switch {
	case errors.As(err, &wait):
		return tooOften(wait.For), http.StatusTooManyRequests
	case errors.Is(err, ward.ErrWrongSignIn):
		return "Tên đăng nhập hoặc mật khẩu chưa đúng.", http.StatusUnprocessableEntity
	case errors.Is(err, ward.ErrWrongCode):
		return "Mã chưa đúng hoặc đã dùng. Xin chờ ứng dụng hiện mã mới rồi nhập lại.", http.StatusUnprocessableEntity
	}
	return "", 0
}

func passwordProblem(err error) string {
	switch {
	case errors.Is(err, ward.ErrPasswordShort):
		return fmt.Sprintf("Mật khẩu cần ít nhất %d ký tự.", ward.ShortestPassword)
	case errors.Is(err, ward.ErrPasswordLong):
		return fmt.Sprintf("Mật khẩu dài nhất là %d ký tự.", ward.LongestPassword)
	case errors.Is(err, ward.ErrPasswordLogin):
		return "Mật khẩu không được chứa tên đăng nhập."
	}
	return ""
}

// tooOften asks to wait, in whole minutes.
func tooOften(wait time.Duration) string {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return fmt.Sprintf("Đã thử quá nhiều lần. Xin thử lại sau %d phút.", max(minutes, 1))
}
