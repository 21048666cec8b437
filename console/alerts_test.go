package console_test

import (
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

func TestTheFirstPageTellsWhatLiesAndWhatIsLate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		code := s.fileCase(law.PhanAnh, flooded)
		s.officerAs("truoc", ward.RoleLeader).visit("").ok().neverSays("Cần xem ngay")
		s.now = s.now.AddDate(0, 0, 46)
		late := s.officerAs("lanhdao", ward.RoleLeader).visit("").ok()
		late.says("Cần xem ngay", "Từ 45 ngày chưa ai xử lý (Điều 41 Nghị định 154/2026/NĐ-CP)", "Quá hạn: 1 hồ sơ", "/ho-so/"+string(code))
		s.officerAs("xuly", ward.RoleHandler).visit("").ok().neverSays("Cần xem ngay") // the case is nobody's yet
	})
}

func TestTheFirstPageLeadsToEveryPageOfTheRole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		s.officerAs("lanhdao", ward.RoleLeader).visit("").ok().says("in biên nhận", "sổ tiếp công dân", "các bản đã chốt", "Người dân đang xem")
		s.officerAs("giamsat", ward.RoleObserver).visit("").ok().says("các bản đã chốt").neverSays("Thông báo", "in biên nhận")
	})
}
