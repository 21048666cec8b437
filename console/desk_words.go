package console

import (
	"strings"

	"danbiet/ward"
)

// browserOf shortens a User-Agent to what a person recognizes, "Chrome, Windows", and leaves the rest out.
func browserOf(agent string) string {
	name := firstIn(agent, "Trình duyệt khác", [][2]string{
		{"Edg", "Edge"}, {"coc_coc", "Cốc Cốc"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"CriOS", "Chrome"}, {"Safari", "Safari"},
	})
	system := firstIn(agent, "", [][2]string{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"},
	})
	if system == "" {
		return name
	}
	return name + ", " + system
}

func firstIn(text, otherwise string, known [][2]string) string {
	for _, k := range known {
		if strings.Contains(text, k[0]) {
			return k[1]
		}
	}
	return otherwise
}

// duties is what a permission lets somebody do, for the dashboard.
var duties = [...]struct {
	may   ward.Permission
	words string
}{
	{ward.MayReceiveCases, "tiếp nhận và phân loại hồ sơ"},
	{ward.MayReceive, "tiếp công dân, ghi sổ, đổi lịch tiếp"},
	{ward.MayAssignCases, "giao hồ sơ cho người xử lý"},
	{ward.MayHandleCases, "xác minh và trả lời hồ sơ"},
	{ward.MayReadCases, "xem nội dung hồ sơ và người gửi"},
	{ward.MayTalk, "trò chuyện và gọi lại cho người dân"},
	{ward.MayWriteNotices, "soạn thông báo và tài liệu công khai"},
	{ward.MayApprove, "duyệt nội dung do người khác soạn"},
	{ward.MayReadFigures, "xem số liệu, không gồm danh tính"},
	{ward.MayManageStaff, "xem tài khoản cán bộ"},
	{ward.MaySeeIdentity, "xem danh tính người tố cáo trong hồ sơ được giao, có ghi lý do"},
	{ward.MayWriteReports, "soạn và chốt báo cáo nửa năm"},
	{ward.MayExport, "xuất dữ liệu thành tệp, mỗi lần đều ghi nhật ký"},
	{ward.MayReadAudit, "xem nhật ký đăng nhập và thao tác"},
}

// dutiesOf are the words for what a role may do.
func dutiesOf(r ward.Role) (words []string) {
	for _, d := range duties {
		if r.Can(d.may) {
			words = append(words, d.words)
		}
	}
	return words
}
