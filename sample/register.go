package sample

import (
	"context"
	"errors"
	"fmt"

	"danbiet/law"
	"danbiet/ward"
)

// petitions are the seven that the ward's report for the first half of 2024 counts, all of them proposals that were
// answered in time. The report says no more of them: the days are the sample's own, reception days of the chairman, and
// the words say that there are none.
var petitions = [...]struct{ received, answered string }{
	{"2024-01-11", "2024-01-25"},
	{"2024-02-22", "2024-03-07"},
	{"2024-03-14", "2024-03-28"},
	{"2024-04-04", "2024-04-17"},
	{"2024-04-25", "2024-05-10"},
	{"2024-05-16", "2024-05-30"},
	{"2024-05-23", "2024-06-05"},
}

const (
	petitionWords = "Đơn kiến nghị trong sổ theo dõi đơn 6 tháng đầu năm 2024. Báo cáo của phường chỉ nêu số lượng đơn; nội dung đơn không có trong dữ liệu mẫu."
	answerWords   = "Dữ liệu mẫu: báo cáo của phường nêu đơn đã được giải quyết đúng quy trình, đúng hạn."
	clerkLogin    = "van-phong-mau"
	clerkName     = "Văn phòng UBND phường (dữ liệu mẫu)"
)

// Register writes the petitions of the first half of 2024 into the sample ward, as they were received and answered then.
// Writing them again changes nothing.
func Register(ctx context.Context, house *ward.House, slug string) error {
	for n, p := range petitions {
		if err := register(ctx, house, slug, fmt.Sprintf("sample-2024-%d", n+1), law.MustDate(p.received), law.MustDate(p.answered)); err != nil {
			return fmt.Errorf("the sample's petitions: %w", err)
		}
	}
	return nil
}

func register(ctx context.Context, house *ward.House, slug, key string, received, answered law.Date) error {
	var filed ward.Filed
	var clerk ward.Staff
	written := false
	err := house.At(received.At(9, 0, law.Zone())).Write(ctx, slug, func(w *ward.Ward) (err error) {
		if before, err := w.FiledBefore(ctx, key); err != nil || before.Code != "" {
			written = true
			return err
		}
		if clerk, err = sampleClerk(ctx, w); err != nil {
			return err
		}
		filed, err = w.File(ctx, ward.Draft{
			Key: key, Kind: law.KienNghi, Field: "khac", Channel: "paper", Content: ward.Content{What: petitionWords},
		})
		return err
	})
	if err != nil || written {
		return err
	}
	return house.At(answered.At(9, 0, law.Zone())).Write(ctx, slug, func(w *ward.Ward) error {
		c, err := w.Case(ctx, filed.Code)
		if err != nil {
			return err
		}
		_, err = w.Move(ctx, c.ID, ward.Transition{To: ward.StatusAnswered, Reason: answerWords}, clerk, c.Version)
		return err
	})
}

// sampleClerk is the office that the petitions were handled by. Nobody can sign in as it.
func sampleClerk(ctx context.Context, w *ward.Ward) (ward.Staff, error) {
	_, err := w.AddStaff(ctx, ward.Staff{Login: clerkLogin, Name: clerkName, Role: ward.RoleHandler})
	if err != nil && !errors.Is(err, ward.ErrStaffTaken) {
		return ward.Staff{}, err
	}
	return w.StaffByLogin(ctx, clerkLogin)
}
