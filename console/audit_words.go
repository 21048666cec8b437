package console

import (
	"strings"

	"danbiet/law"
	"danbiet/ward"
)

// actNames are the acts as people read them.
var actNames = map[ward.Act]string{
	ward.ActSignedIn: "Đăng nhập", ward.ActSignedOut: "Kết thúc phiên", ward.ActChangedStaff: "Thay đổi tài khoản", ward.ActOpenedCase: "Mở hồ sơ",
	ward.ActTookIn: "Tiếp nhận đơn", ward.ActTookOver: "Nhận giữ đơn tố cáo lãnh đạo", ward.ActScheduled: "Quyết định lịch, ngày nghỉ",
	ward.ActSawIdentity: "Xem danh tính", ward.ActOpenedFile: "Mở tệp", ward.ActMoved: "Chuyển bước", ward.ActReplied: "Trả lời công dân",
	ward.ActAssigned: "Giao xử lý", ward.ActReclassified: "Phân loại lại", ward.ActFlagged: "Đánh dấu", ward.ActNoted: "Ghi chú nội bộ",
	ward.ActSplit: "Tách đơn", ward.ActMerged: "Gộp hồ sơ", ward.ActTalked: "Trò chuyện", ward.ActCalled: "Gọi lại",
	ward.ActOpenedTalk: "Mở trò chuyện", ward.ActOpenedList: "Mở danh sách có tên công dân", ward.ActReceived: "Ghi sổ tiếp công dân", ward.ActEntered: "Nhập số liệu", ward.ActWroteReply: "Sửa mẫu trả lời",
	ward.ActAnnounced: "Soạn, điều hành thông báo", ward.ActApproved: "Duyệt thông báo", ward.ActExported: "Xuất dữ liệu",
	ward.ActNarrated: "Soạn báo cáo", ward.ActFroze: "Chốt báo cáo",
}

// doneToStaff are the details of changed accounts.
var doneToStaff = map[string]string{
	"invited": "cấp lời mời", "link": "cấp liên kết trò chuyện", "linked": "liên kết trò chuyện", "password": "đổi mật khẩu", "accepted": "nhận lời mời, đặt mật khẩu", "recovery": "cấp lại mã dự phòng", "disabled": "khóa tài khoản",
}

// takenInBy are the details of petitions that were taken in.
var takenInBy = map[string]string{ward.ChannelPaper: "đơn giấy", ward.ChannelPhone: "qua điện thoại", ward.TookInAtReception: "tại buổi tiếp công dân"}

// decidedWords are the details of decisions about the schedule.
var decidedWords = map[string]string{
	string(ward.ChangeMove): "dời buổi tiếp", string(ward.ChangeCancel): "hủy buổi tiếp", string(ward.ChangeSubstitute): "tiếp thay", string(ward.ChangeExtra): "thêm buổi tiếp",
	string(ward.ChangeDayOff): "ngày nghỉ", string(ward.ChangeDayWorked): "ngày làm bù", "revoked": "thu hồi",
}

// doneToReply are the details of letters of reply.
var doneToReply = map[string]string{
	"added": "thêm", "changed": "sửa", "removed": "bỏ", "restored": "dùng lại", "reset": "về nội dung có sẵn",
}

// talkActs are the acts whose subject is a talk with a citizen.
var talkActs = [...]ward.Act{ward.ActTalked, ward.ActOpenedTalk}

// talkedWords are the details of talks with citizens.
var talkedWords = map[string]string{
	ward.TalkTaken: "nhận trả lời", ward.TalkAnswered: "trả lời", ward.TalkEnded: "kết thúc", ward.TalkReleased: "trả lại hàng chờ", ward.TalkReserved: "giữ kín",
}

// receivedWords are the details of what was noted of visitors and sessions.
func receivedWords(detail string) string {
	switch detail {
	case ward.ReceivedHeld:
		return "đã tổ chức"
	case ward.ReceivedNotHeld:
		return "không tổ chức"
	case ward.ReceivedWalkIn:
		return "người đến không đặt giờ"
	case ward.ReceivedNoted:
		return "ghi thông tin người đến"
	}
	return strings.ToLower(outcomeNames[ward.Outcome(detail)])
}

// The lists that name citizens, as the log names them. The day or days of a list stand behind it.
const (
	listTalks     = "talks"
	listReception = "receptions"
	listLog       = "log"
)

var listNames = map[string]string{listTalks: "trò chuyện và cuộc gọi đang chờ", listReception: "người đến tiếp công dân ", listLog: "nhật ký"}

// What is taken out of the house, as the log names it.
const (
	exportedLetter  = "phieu-chuyen"
	exportedReceipt = "bien-nhan"
	exportedRows    = "rows " // the metric stands behind it
)

// exportedWords say what was taken out of the house.
func exportedWords(detail string) string {
	names := map[string]string{exportedLetter: "phiếu chuyển đơn", exportedReceipt: "biên nhận", "nhat-ky": "nhật ký", "register": "sổ theo dõi đơn"}
	if name := names[detail]; name != "" {
		return name
	}
	if days, ok := strings.CutPrefix(detail, "receptions "); ok {
		return "sổ tiếp công dân " + daysWords(days)
	}
	if metric, ok := strings.CutPrefix(detail, exportedRows); ok {
		return "các dòng của chỉ tiêu " + metric
	}
	if e, ok := ward.ParseExport(detail); ok {
		return recordsWords(e)
	}
	return detail
}

// daysWords writes one day or two, "2026-11-01 2026-11-30", as people read them.
func daysWords(days string) string {
	var all []string
	for one := range strings.FieldsSeq(days) {
		if day, err := law.ParseDate(one); err == nil {
			one = day.Vietnamese()
		}
		all = append(all, one)
	}
	return strings.Join(all, "–")
}
