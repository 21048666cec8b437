package console

import "danbiet/ward"

// section is an entry of the desk's navigation.
type section struct {
	path  string          // below /console/{ward}/; the page is shown with it as its section
	label string          // as people read it
	hint  string          // what the first page says of it, "" where that page shows the work itself
	may   ward.Permission // whoever has it not sees no entry, and no page behind it
}

// deskSections is the desk's navigation in the order in which it is read: work first, one's own account last. A new page
// adds its row here and its routes to routes(), with the same permission, in one change: an entry never leads nowhere.
var deskSections = [...]section{
	{"ho-so", "Hồ sơ", "", ward.MayReadCases},
	{"tiep-nhan", "Tiếp nhận", "Nhận đơn giấy hoặc ý kiến qua điện thoại, in biên nhận; sổ theo dõi đơn.", ward.MayReceiveCases},
	{"hoi-thoai", "Trò chuyện", "Trả lời người dân xin gặp cán bộ; gọi lại cho người đã hẹn.", ward.MayTalk},
	{"lich-tiep", "Lịch tiếp", "Người đã đặt giờ, ghi buổi tiếp, đổi lịch; sổ tiếp công dân.", ward.MayReceive},
	{"thong-bao", "Thông báo", "Soạn, duyệt và theo dõi; cũng làm được trong cuộc trò chuyện đã liên kết: gõ /thongbao.", ward.MayWriteNotices},
	{"nhat-ky", "Nhật ký", "Ai đã xem, đã làm gì, với hồ sơ nào.", ward.MayReadAudit},
	{"so-lieu", "Số liệu", "Số liệu theo kỳ và hồ sơ đứng sau từng số.", ward.MayReadFigures},
	{"bao-cao", "Báo cáo", "Báo cáo nửa năm: từng mục, số liệu của kỳ, các bản đã chốt.", ward.MayReadFigures},
	{"can-bo", "Cán bộ", "Ai có tài khoản, với vai trò nào.", ward.MayManageStaff},
	ownSection,
}

// ownSection is one's own account. It stands beside the ward's name and not among the work.
var ownSection = section{"phien", "Tài khoản", "Ông/bà đang đăng nhập ở đâu; đổi mật khẩu, cấp mã dự phòng mới.", ward.MayUseConsole}

// sections are the entries that the visitor sees.
func (v *visit) sections() (shown []section) {
	for _, s := range deskSections {
		if v.can(s.may) {
			shown = append(shown, s)
		}
	}
	return shown
}
