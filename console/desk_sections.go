package console

import "danbiet/ward"

// section is an entry of the desk's navigation.
type section struct {
	path  string          // below /console/{ward}/; the page is shown with it as its section
	label string          // as people read it
	may   ward.Permission // whoever has it not sees no entry, and no page behind it
}

// deskSections is the desk's navigation in the order in which it is read: work first, one's own account last. A new page
// adds its row here and its routes to routes(), with the same permission, in one change: an entry never leads nowhere.
var deskSections = [...]section{
	{"ho-so", "Hồ sơ", ward.MayReadCases},
	{"tiep-nhan", "Tiếp nhận", ward.MayReceiveCases},
	{"hoi-thoai", "Trò chuyện", ward.MayTalk},
	{"lich-tiep", "Lịch tiếp", ward.MayReceive},
	{"thong-bao", "Thông báo", ward.MayWriteNotices},
	{"nhat-ky", "Nhật ký", ward.MayReadAudit},
	{"so-lieu", "Số liệu", ward.MayReadFigures},
	{"bao-cao", "Báo cáo", ward.MayReadFigures},
	{"can-bo", "Cán bộ", ward.MayManageStaff},
	{"phien", "Tài khoản", ward.MayUseConsole},
}

// sections are the entries that the visitor sees.
func (v *visit) sections() (shown []section) {
	for _, s := range deskSections {
		if v.can(s.may) {
			shown = append(shown, s)
		}
	}
	return shown
}
