package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"danbiet/law"
	"danbiet/report"
	"danbiet/sample"
	"danbiet/ward"
)

// What the demo's desk shows besides its cases, so that no page of it is empty. All of it stands in the sample's own
// documents and says that it is one.

// demoNotices are announcements of the demo: the first is approved and goes out, the second waits for approval.
var demoNotices = [...]ward.Notice{
	{
		Title: "Nhắc lịch: Chủ tịch UBND phường tiếp công dân thứ Năm", Topic: "tiep-cong-dan", Disclosure: "lich-tiep-cong-dan-2024",
		Text: "Chủ tịch UBND phường tiếp công dân thứ Năm hằng tuần, 07:30–11:30 và 13:30–17:00, tại Phòng Tiếp công dân, trụ sở UBND phường. " +
			"Ông/bà gõ “lịch tiếp dân” để xem ngày gần nhất và đặt giờ gặp. (Dữ liệu mẫu)",
	},
	{
		Title: "Nhắc việc thu gom rác và vệ sinh đường làng, ngõ xóm", Topic: "moi-truong", Disclosure: "to-ve-sinh-moi-truong",
		Text: "5/5 cụm dân cư của phường có tổ vệ sinh môi trường. Xin các hộ đổ rác đúng nơi, đúng giờ thu gom, không đốt rác và phân loại rác tại nguồn " +
			"(Luật Bảo vệ môi trường 2020, Điều 75). Thấy đổ trộm, đốt rác, ông/bà nhắn ngay cho phường ở đây. (Dữ liệu mẫu)",
	},
}

const (
	demoEditorLogin = "bien-tap-mau"
	demoEditorName  = "Biên tập viên (dữ liệu mẫu)"
	demoPlanDays    = 14 // over which the approved announcement goes out
)

// announceDemo writes the announcements, unless there are some. Nobody can sign in as their author.
func announceDemo(ctx context.Context, h *ward.House, approver ward.Staff) error {
	return h.Write(ctx, sampleSlug, func(w *ward.Ward) error {
		known, err := w.Announcements(ctx, 1)
		if err != nil || len(known) > 0 {
			return err
		}
		_, err = w.AddStaff(ctx, ward.Staff{Login: demoEditorLogin, Name: demoEditorName, Role: ward.RoleEditor})
		if err != nil && !errors.Is(err, ward.ErrStaffTaken) {
			return err
		}
		editor, err := w.StaffByLogin(ctx, demoEditorLogin)
		if err != nil {
			return err
		}
		plans := [len(demoNotices)]ward.Plan{
			{From: w.Today(), To: w.Today().AddDays(demoPlanDays - 1), Times: []string{"06:30", "17:00"}},
			{At: w.Today().AddDays(1).At(17, 0, law.Zone())},
		}
		for i, n := range demoNotices {
			n.Plan = plans[i]
			id, err := w.Compose(ctx, editor, n)
			if err == nil {
				err = w.Submit(ctx, id, editor)
			}
			if err == nil && i == 0 {
				err = w.Approve(ctx, id, 1, approver)
			}
			if err != nil {
				return fmt.Errorf("the demo's announcement %d: %w", i+1, err)
			}
		}
		return nil
	})
}

// demoSource says of a figure of the period that runs where it comes from.
const demoSource = "Dữ liệu mẫu: số liệu 6 tháng đầu năm 2024 của phường, dùng để minh họa kỳ này"

// enterDemo enters the sample's figures for the half-year that runs, unless it has some.
func enterDemo(ctx context.Context, h *ward.House) error {
	raw, err := sample.FS.ReadFile(sampleFigures)
	if err != nil {
		return fmt.Errorf("read the sample's figures: %w", err)
	}
	entries, err := report.ReadEntries(sampleFigures, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("read the sample's figures: %w", err)
	}
	return h.Write(ctx, sampleSlug, func(w *ward.Ward) error {
		now := report.HalfYearOf(w.Today(), w.Profile.Reporting.LastDay)
		known, err := w.Entries(ctx, now.From, now.To)
		if err != nil || len(known) > 0 || now.From == law.MustDate("2024-01-01") { // the sample's own half-year has them
			return err
		}
		var failed []error
		for _, e := range entries {
			e.From, e.To, e.Document = now.From, w.Today(), demoSource
			failed = append(failed, w.Enter(ctx, e))
		}
		return errors.Join(failed...)
	})
}
