package console

import (
	"net/http"

	"danbiet/ward"
)

// stage is how far somebody must have come for a page to exist.
type stage int

const (
	anybody stage = iota
	halfway       // the password was right, the code is still to come
	either        // halfway or signed in
	inside        // signed in, with a role that may
)

// route is one page or action of the console, below /console/{ward}/. The multiplexer is made of this table alone.
type route struct {
	method, path string
	stage        stage
	may          ward.Permission // asked of the role where the stage is inside
	serve        func(*desk, *visit)
}

// routes is every page and action there is.
func routes() []route {
	return []route{
		{http.MethodGet, "loi-moi/{token}", anybody, "", (*desk).showInvitation},
		{http.MethodPost, "loi-moi/{token}", anybody, "", (*desk).acceptInvitation},
		{http.MethodGet, "dang-nhap", anybody, "", (*desk).showSignIn},
		{http.MethodPost, "dang-nhap", anybody, "", (*desk).signIn},
		{http.MethodGet, "ma", halfway, "", (*desk).showCode},
		{http.MethodPost, "ma", halfway, "", (*desk).passCode},
		{http.MethodPost, "dang-xuat", either, "", (*desk).signOut},
		{http.MethodGet, "{$}", inside, ward.MayUseConsole, (*desk).showDashboard},
		{http.MethodGet, "ho-so/{code}", inside, ward.MayReadCases, (*desk).showCase},
		{http.MethodGet, "ho-so/{code}/tep/{file}", inside, ward.MayReadCases, (*desk).showFile},
		{http.MethodGet, "ho-so/{code}/phieu-chuyen.docx", inside, ward.MayReadCases, (*desk).transferLetter},
		{http.MethodPost, "ho-so/{code}/buoc", inside, ward.MayReadCases, (*desk).moveCase},
		{http.MethodPost, "ho-so/{code}/phan-loai", inside, ward.MayReceiveCases, (*desk).classifyCase},
		{http.MethodPost, "ho-so/{code}/giao", inside, ward.MayAssignCases, (*desk).assignCase},
		{http.MethodPost, "ho-so/{code}/co", inside, ward.MayHandleCases, (*desk).flagCase},
		{http.MethodPost, "ho-so/{code}/ghi-chu", inside, ward.MayReadCases, (*desk).noteCase},
		{http.MethodPost, "ho-so/{code}/danh-tinh", inside, ward.MaySeeIdentity, (*desk).unveilCase},
		{http.MethodPost, "ho-so/{code}/tra-loi", inside, ward.MayHandleCases, (*desk).replyCase},
		{http.MethodPost, "ho-so/{code}/tach", inside, ward.MayReceiveCases, (*desk).splitCase},
		{http.MethodPost, "ho-so/{code}/gop", inside, ward.MayReceiveCases, (*desk).mergeCase},
		{http.MethodPost, "ho-so/{code}/lanh-dao", inside, ward.MayReceiveCases, (*desk).keepForProvince},
		{http.MethodGet, "tiep-nhan", inside, ward.MayReceiveCases, (*desk).showIntake},
		{http.MethodPost, "tiep-nhan", inside, ward.MayReceiveCases, (*desk).takeIn},
		{http.MethodGet, "tiep-nhan/so.xlsx", inside, ward.MayReceiveCases, (*desk).exportBook},
		{http.MethodGet, "tiep-nhan/{code}/phieu.pdf", inside, ward.MayReceiveCases, (*desk).intakeReceipt},
		{http.MethodPost, "tiep-nhan/{code}/phieu.pdf", inside, ward.MayReceiveCases, (*desk).intakeReceipt},
		{http.MethodGet, "tiep-nhan/{kept}", inside, ward.MayReceiveCases, (*desk).showKept},
		{http.MethodGet, "tiep-nhan/{kept}/tep/{file}", inside, ward.MayReceiveCases, (*desk).showKeptFile},
		{http.MethodGet, "tiep-nhan/{kept}/phieu-chuyen.docx", inside, ward.MayReceiveCases, (*desk).keptLetter},
		{http.MethodPost, "tiep-nhan/{kept}/chuyen", inside, ward.MayReceiveCases, (*desk).transferKept},
		{http.MethodPost, "tiep-nhan/{kept}/nhan-giu", inside, ward.MayReceiveCases, (*desk).takeOverKept},
		{http.MethodGet, "phien", inside, ward.MayUseConsole, (*desk).showSessions},
		{http.MethodPost, "phien/{session}", inside, ward.MayUseConsole, (*desk).endSession},
		{http.MethodGet, "ho-so", inside, ward.MayReadCases, (*desk).showInbox},
		{http.MethodGet, "ho-so/song", inside, ward.MayReadCases, (*desk).streamInbox},
		{http.MethodGet, "so-lieu", inside, ward.MayReadFigures, (*desk).showFigures},
		{http.MethodGet, "so-lieu/{metric}", inside, ward.MayReadFigures, (*desk).showFigure},
		{http.MethodGet, "so-lieu/{metric}/{rows}", inside, ward.MayReadFigures, (*desk).downloadRows},
		{http.MethodGet, "so-lieu/kiem-tra", inside, ward.MayReadFigures, (*desk).showChecker},
		{http.MethodPost, "so-lieu/kiem-tra", inside, ward.MayReadFigures, (*desk).checkReport},
		{http.MethodGet, "so-lieu/nhap", inside, ward.MayWriteNotices, (*desk).showEntries},
		{http.MethodPost, "so-lieu/nhap", inside, ward.MayWriteNotices, (*desk).enterFigures},
		{http.MethodGet, "so-lieu/nhap/mau.xlsx", inside, ward.MayWriteNotices, (*desk).downloadEntryForm},
		{http.MethodPost, "so-lieu/nhap/tep", inside, ward.MayWriteNotices, (*desk).importEntries},
		{http.MethodGet, "so-lieu/nhap/{indicator}", inside, ward.MayWriteNotices, (*desk).showEntryHistory},
		{http.MethodGet, "xuat-du-lieu", inside, ward.MayExport, (*desk).showExports},
		{http.MethodPost, "xuat-du-lieu", inside, ward.MayExport, (*desk).export},
		{http.MethodGet, "xuat-du-lieu/tu-dien", inside, ward.MayExport, (*desk).showDictionary},
		{http.MethodGet, "xuat-du-lieu/tu-dien.xlsx", inside, ward.MayExport, (*desk).downloadDictionary},
		{http.MethodPost, "ho-so/giao", inside, ward.MayAssignCases, (*desk).assign},
		{http.MethodGet, "mau-tra-loi", inside, ward.MayHandleCases, (*desk).showReplies},
		{http.MethodGet, "mau-tra-loi/moi", inside, ward.MayHandleCases, (*desk).newReply},
		{http.MethodPost, "mau-tra-loi/moi", inside, ward.MayHandleCases, (*desk).writeReply},
		{http.MethodGet, "mau-tra-loi/{reply}", inside, ward.MayHandleCases, (*desk).editReply},
		{http.MethodPost, "mau-tra-loi/{reply}", inside, ward.MayHandleCases, (*desk).writeReply},
		{http.MethodGet, "hoi-thoai", inside, ward.MayTalk, (*desk).showTalks},
		{http.MethodGet, "hoi-thoai/{talk}", inside, ward.MayTalk, (*desk).showTalk},
		{http.MethodPost, "hoi-thoai/{talk}", inside, ward.MayTalk, (*desk).actInTalk},
		{http.MethodGet, "hoi-thoai/{talk}/tep/{file}", inside, ward.MayTalk, (*desk).showTalkFile},
		{http.MethodPost, "goi-lai/{call}", inside, ward.MayTalk, (*desk).endCall},
		{http.MethodGet, "nhat-ky", inside, ward.MayReadAudit, (*desk).showAudit},
		{http.MethodGet, "nhat-ky.csv", inside, ward.MayReadAudit, (*desk).exportAudit},
		{http.MethodPost, "tai-khoan/mat-khau", inside, ward.MayUseConsole, (*desk).changePassword},
		{http.MethodPost, "tai-khoan/ma-du-phong", inside, ward.MayUseConsole, (*desk).renewRecovery},
		{http.MethodGet, "thong-bao", inside, ward.MayWriteNotices, (*desk).showNotices},
		{http.MethodGet, "thong-bao/moi", inside, ward.MayWriteNotices, (*desk).newNotice},
		{http.MethodPost, "thong-bao/moi", inside, ward.MayWriteNotices, (*desk).writeNotice},
		{http.MethodGet, "thong-bao/moi/tep/{file}", inside, ward.MayWriteNotices, (*desk).showNoticeFile},
		{http.MethodGet, "thong-bao/chien-dich", inside, ward.MayWriteNotices, (*desk).showCampaign},
		{http.MethodPost, "thong-bao/chien-dich", inside, ward.MayWriteNotices, (*desk).draftCampaign},
		{http.MethodGet, "thong-bao/{id}", inside, ward.MayWriteNotices, (*desk).showNotice},
		{http.MethodGet, "thong-bao/{id}/sua", inside, ward.MayWriteNotices, (*desk).editNotice},
		{http.MethodPost, "thong-bao/{id}/sua", inside, ward.MayWriteNotices, (*desk).writeNotice},
		{http.MethodPost, "thong-bao/{id}/buoc", inside, ward.MayWriteNotices, (*desk).stepNotice},
		{http.MethodPost, "thong-bao/{id}/duyet", inside, ward.MayApprove, (*desk).decideNotice},
		{http.MethodGet, "thong-bao/{id}/to-roi.pdf", inside, ward.MayWriteNotices, (*desk).printPoster},
		{http.MethodGet, "thong-bao/{id}/loa.pdf", inside, ward.MayWriteNotices, (*desk).printScript},
		{http.MethodGet, "lich-tiep", inside, ward.MayReceive, (*desk).showSchedule},
		{http.MethodPost, "doi-lich", inside, ward.MayReceive, (*desk).decide},
		{http.MethodPost, "doi-lich/{change}", inside, ward.MayReceive, (*desk).revoke},
		{http.MethodGet, "lich-tiep/so", inside, ward.MayReceive, (*desk).showRegister},
		{http.MethodGet, "lich-tiep/so.docx", inside, ward.MayReceive, (*desk).registerDocx},
		{http.MethodGet, "lich-tiep/so.xlsx", inside, ward.MayReceive, (*desk).registerSheet},
		{http.MethodGet, "lich-tiep/{date}", inside, ward.MayReceive, (*desk).showMeeting},
		{http.MethodPost, "lich-tiep/{date}/buoi", inside, ward.MayReceive, (*desk).recordSession},
		{http.MethodPost, "lich-tiep/{date}/khach", inside, ward.MayReceive, (*desk).walkIn},
		{http.MethodPost, "lich-tiep/{date}/khach/{visit}", inside, ward.MayReceive, (*desk).noteVisit},
		{http.MethodGet, "bao-cao", inside, ward.MayReadFigures, (*desk).showReports},
		{http.MethodGet, "bao-cao/chot/{file}", inside, ward.MayReadFigures, (*desk).showFrozen},
		{http.MethodGet, "bao-cao/{period}", inside, ward.MayReadFigures, (*desk).showReport},
		{http.MethodGet, "bao-cao/{period}/{file}", inside, ward.MayReadFigures, (*desk).showReportFile},
		{http.MethodPost, "bao-cao/{period}/chot", inside, ward.MayWriteReports, (*desk).freezeReport},
		{http.MethodGet, "bao-cao/{period}/phan/{section}", inside, ward.MayWriteReports, (*desk).editSection},
		{http.MethodPost, "bao-cao/{period}/phan/{section}", inside, ward.MayWriteReports, (*desk).writeSection},
		{http.MethodGet, "can-bo", inside, ward.MayManageStaff, (*desk).showStaff},
		{http.MethodPost, "can-bo", inside, ward.MayManageStaff, (*desk).addStaff},
		{http.MethodPost, "can-bo/{login}/loi-moi", inside, ward.MayManageStaff, (*desk).inviteStaff},
		{http.MethodPost, "can-bo/{login}/khoa", inside, ward.MayManageStaff, (*desk).disableStaff},
	}
}

// largest bounds what a request may bring along, in bytes.
func (r route) largest() int64 {
	switch {
	case r.stage != inside:
		return largestForm
	case r.method == http.MethodPost && (r.path == "thong-bao/moi" || r.path == "thong-bao/{id}/sua" || r.path == "hoi-thoai/{talk}"):
		return largestNotice
	case r.method == http.MethodPost && r.path == "tiep-nhan":
		return largestScans
	case r.method == http.MethodPost && (r.path == "so-lieu/nhap/tep" || r.path == "so-lieu/kiem-tra"):
		return largestFile
	case r.method == http.MethodPost && r.path == "bao-cao/{period}/phan/{section}":
		return largestSection
	}
	return largestInside
}
