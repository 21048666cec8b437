package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// demoCase is a petition of the demo, so that its desk has something to do. Days count back from today.
type demoCase struct {
	key                        string
	kind                       law.PetitionKind
	field, neighbourhood, what string
	received                   int
	steps                      []demoStep
}

type demoStep struct {
	on       int
	to       ward.Status
	document string
}

// demoCases are made up, and name nobody.
var demoCases = [...]demoCase{
	{"demo-1", law.PhanAnh, "moi-truong", "duong-hoa", "Rác ở đầu ngõ ba ngày nay chưa được thu gom.", 0, nil},
	{"demo-2", law.KienNghi, "ha-tang", "phong-coc", "Kiến nghị lắp thêm đèn đường ở lối vào nhà văn hóa.", 1, nil},
	{"demo-3", law.PhanAnh, "xay-dung-do-thi", "thinh-van", "Vật liệu xây dựng để lấn lòng đường.", 19, []demoStep{{18, ward.StatusClassified, ""}, {17, ward.StatusVerifying, ""}}},
	{"demo-4", law.PhanAnh, "ha-tang", "duong-hoa", "Nắp cống trước cổng trường bị vỡ.", 33, []demoStep{{32, ward.StatusClassified, ""}, {31, ward.StatusVerifying, ""}}},
	{"demo-5", law.KhieuNai, "dat-dai", "phong-coc", "Không đồng ý với thông báo về diện tích thửa đất.", 2, nil},
	{"demo-6", law.KhieuNai, "dat-dai", "thinh-van", "Không đồng ý với quyết định xử phạt về xây dựng.", 21, []demoStep{{20, ward.StatusRegistered, ""}, {19, ward.StatusClassified, ""}, {14, ward.StatusAccepted, "01/TB-UBND"}, {12, ward.StatusVerifying, ""}}},
	{"demo-7", law.ToCao, "thai-do-phuc-vu", "", "Tố cáo cán bộ gây khó khăn khi tiếp nhận hồ sơ.", 3, nil},
	{"demo-8", law.ToCao, "thu-dong-gop", "duong-hoa", "Tố cáo việc thu quỹ không có phiếu thu.", 16, []demoStep{{15, ward.StatusClassified, ""}, {9, ward.StatusAccepted, "01/QĐ-UBND"}}},
	{"demo-9", law.KienNghi, "chinh-sach-xa-hoi", "phong-coc", "Kiến nghị công khai danh sách hộ được hỗ trợ.", 12, []demoStep{{8, ward.StatusAnswered, ""}}},
	{"demo-10", law.PhanAnh, "trat-tu-an-ninh", "thinh-van", "Hát karaoke quá 22 giờ đêm.", 15, []demoStep{{10, ward.StatusAnswered, ""}, {6, ward.StatusClosed, ""}}},
}

// demoLogin is who signs in to the demo's desk.
const demoLogin = "lanh-dao-mau"

// demoDoor is how somebody signs in to the demo's desk.
type demoDoor struct {
	login, password string
	codes           []string // each good for one sign-in
}

// openDemoDesk gives the sample ward cases and a leader with a new password. Every start ends the sessions of before: what
// is printed now is the only way in.
func openDemoDesk(ctx context.Context, h *ward.House) (demoDoor, error) {
	door := demoDoor{login: demoLogin, password: strings.ToLower(rand.Text()[:16])}
	var invitation string
	err := h.Write(ctx, sampleSlug, func(w *ward.Ward) error {
		_, err := w.AddStaff(ctx, ward.Staff{Login: demoLogin, Name: "Lãnh đạo phường (dữ liệu mẫu)", Role: ward.RoleLeader})
		if err == nil || errors.Is(err, ward.ErrStaffTaken) {
			invitation, err = w.NewInvitation(ctx, demoLogin)
		}
		return err
	})
	if err != nil {
		return door, err
	}
	half, err := h.Accept(ctx, sampleSlug, invitation, door.password, "Bản trình diễn", "")
	if err != nil {
		return door, err
	}
	var session ward.Session
	var app ward.TOTP
	err = h.Read(ctx, sampleSlug, func(w *ward.Ward) (err error) {
		if session, err = w.SessionOf(ctx, half); err == nil {
			app, err = w.Secret(ctx, session)
		}
		return err
	})
	if err != nil {
		return door, err
	}
	if _, door.codes, err = h.PassCode(ctx, sampleSlug, session, app.CodeAt(h.Now())); err != nil {
		return door, err
	}
	if err := fileDemoCases(ctx, h, session.Staff); err != nil {
		return door, err
	}
	if err := announceDemo(ctx, h, session.Staff); err != nil {
		return door, err
	}
	return door, enterDemo(ctx, h)
}

// fileDemoCases files what was not filed at an earlier start.
func fileDemoCases(ctx context.Context, h *ward.House, by ward.Staff) error {
	for _, c := range demoCases {
		if err := c.file(ctx, h, by); err != nil {
			return fmt.Errorf("the demo's case %s: %w", c.key, err)
		}
	}
	return nil
}

func (c demoCase) file(ctx context.Context, h *ward.House, by ward.Staff) error {
	var filed ward.Filed
	before := false
	err := h.At(h.Now().AddDate(0, 0, -c.received)).Write(ctx, sampleSlug, func(w *ward.Ward) error {
		earlier, err := w.FiledBefore(ctx, c.key)
		if before = earlier.Code != ""; err != nil || before {
			return err
		}
		filed, err = w.File(ctx, ward.Draft{
			Key: c.key, Kind: c.kind, Field: c.field, Neighbourhood: c.neighbourhood, Channel: "paper", Content: ward.Content{What: c.what + " (Dữ liệu mẫu)"},
		})
		return err
	})
	if err != nil || before {
		return err
	}
	for _, step := range c.steps {
		err := h.At(h.Now().AddDate(0, 0, -step.on)).Write(ctx, sampleSlug, func(w *ward.Ward) error {
			now, err := w.Case(ctx, filed.Code)
			if err != nil {
				return err
			}
			_, err = w.Move(ctx, now.ID, ward.Transition{To: step.to, Document: step.document, Reason: "Dữ liệu mẫu.", On: w.Today()}, by, now.Version)
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", step.to, err)
		}
	}
	return nil
}
