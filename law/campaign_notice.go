package law

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// PublicNotice suggests what the ward broadcasts, when, and in which words. No
// act fixes the words or the hours: a person completes and approves them.
type PublicNotice struct {
	// Title and Text hold fields in braces: "{dia_diem}". The dates of the plan are
	// written in already.
	Title, Text string
	Fields      []NoticeField // in the order in which they appear
	From, To    Date          // first and last day
	Times       []string      // each day, wall clock in Vietnam: "06:30"
	// Verbatim asks to read out the approved text as it is, without a word for or
	// against a candidate (Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân
	// dân 2015).
	Verbatim bool
}

// NoticeField is a gap in a notice.
type NoticeField struct {
	Name  string // without braces
	Label string // for the form, in Vietnamese
}

// Fill writes values into the fields by name. Fields with an empty or no value
// stay in braces and are returned as missing; values without a field are ignored.
// A value with braces is text, not another field.
func (n PublicNotice) Fill(values map[string]string) (title, text string, missing []NoticeField) {
	var pairs []string
	for _, f := range n.Fields {
		v := strings.TrimSpace(values[f.Name])
		if v == "" {
			missing = append(missing, f)
			continue
		}
		pairs = append(pairs, "{"+f.Name+"}", v)
	}
	r := strings.NewReplacer(pairs...)
	return r.Replace(n.Title), r.Replace(n.Text), missing
}

// Hours at which a ward's loudspeakers speak by habit.
const (
	morningSlot = "06:30"
	eveningSlot = "17:00"
)

type noticeTemplate struct{ title, text string }

var (
	noticeLeaderPosted = noticeTemplate{
		"Công khai quyết định bầu tổ trưởng {to_dan_pho}",
		"Ủy ban nhân dân {ten_phuong} thông báo: các quyết định về bầu tổ trưởng {to_dan_pho} và danh sách người ứng cử đã được niêm yết tại {noi_niem_yet}. Ngày bầu cử: {ngay}. Kính mời ông/bà đến xem. Xin cảm ơn.",
	}
	noticeLeaderMeeting = noticeTemplate{
		"Mời họp bầu tổ trưởng {to_dan_pho}",
		"Ủy ban nhân dân {ten_phuong} kính mời đại diện các hộ gia đình {to_dan_pho} dự họp bầu tổ trưởng vào {gio}, {ngay}, tại {dia_diem}. Kính mong ông/bà dự họp đầy đủ, đúng giờ. Xin cảm ơn.",
	}
	noticeVoterList = noticeTemplate{
		"Niêm yết danh sách cử tri",
		"Ủy ban nhân dân {ten_phuong} thông báo: danh sách cử tri bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp, {ngay}, được niêm yết từ {tu_ngay} tại {noi_niem_yet}. Kính mời cử tri kiểm tra tên mình. Nếu thấy sai sót, ông/bà có quyền khiếu nại trong {han_khieu_nai} ngày kể từ ngày niêm yết. Xin cảm ơn.",
	}
	noticeCandidateList = noticeTemplate{
		"Niêm yết danh sách những người ứng cử",
		"Ủy ban nhân dân {ten_phuong} thông báo: danh sách chính thức những người ứng cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp được niêm yết từ {tu_ngay} tại {noi_niem_yet}. Kính mời cử tri đến xem. Xin cảm ơn.",
	}
	noticeElection = noticeTemplate{
		"Ngày, nơi và thời gian bỏ phiếu",
		"Tổ bầu cử {khu_vuc_bo_phieu} thông báo: ngày bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp là {ngay}. Nơi bỏ phiếu: {dia_diem}. Thời gian bỏ phiếu: {gio}. Kính mời cử tri mang theo thẻ cử tri và đi bỏ phiếu. Xin cảm ơn.",
	}
	noticeDisclosure = noticeTemplate{
		"Công khai: {noi_dung}",
		"Ủy ban nhân dân {ten_phuong} thông báo công khai: {noi_dung}. {tom_tat} Nội dung đầy đủ được niêm yết tại trụ sở Ủy ban nhân dân phường, các nhà văn hóa và đăng trên trang thông tin điện tử của phường. Xin cảm ơn.",
	}
	noticeConsultOpen = noticeTemplate{
		"Lấy ý kiến Nhân dân: {noi_dung}",
		"Ủy ban nhân dân {ten_phuong} lấy ý kiến Nhân dân về: {noi_dung}. Nội dung được niêm yết tại trụ sở Ủy ban nhân dân phường và các nhà văn hóa. Kính mời ông/bà góp ý tại {noi_gop_y}, đến hết {ngay}. Xin cảm ơn.",
	}
	noticeConsultLast = noticeTemplate{
		"Sắp hết hạn góp ý: {noi_dung}",
		"Ủy ban nhân dân {ten_phuong} thông báo: việc lấy ý kiến Nhân dân về {noi_dung} kết thúc vào {ngay}. Ông/bà chưa góp ý, kính mời góp ý tại {noi_gop_y}. Xin cảm ơn.",
	}
	noticeHealth = noticeTemplate{
		"{hoat_dong}: {ngay}",
		"Trạm Y tế {ten_phuong} thông báo: {hoat_dong} cho {doi_tuong} vào {gio}, {ngay}, tại {dia_diem}. Khi đi, ông/bà vui lòng mang theo {giay_to}. Xin cảm ơn.",
	}
	noticeMilitaryExam = noticeTemplate{
		"Khám sức khỏe nghĩa vụ quân sự",
		"Hội đồng nghĩa vụ quân sự {ten_phuong} thông báo: công dân đã nhận giấy gọi khám sức khỏe nghĩa vụ quân sự có mặt lúc {gio}, {ngay}, tại {dia_diem}, mang theo giấy gọi và căn cước. Xin cảm ơn.",
	}
	noticeMilitaryCall = noticeTemplate{
		"Lễ giao nhận quân",
		"Hội đồng nghĩa vụ quân sự {ten_phuong} thông báo: công dân đã nhận lệnh gọi nhập ngũ có mặt lúc {gio}, {ngay}, tại {dia_diem}. Kính mời Nhân dân đến động viên, tiễn tân binh. Xin cảm ơn.",
	}
)

// fieldLabels are the gaps that a person fills; the rest the plan knows.
var fieldLabels = map[string]string{
	"ten_phuong":       "Tên phường, ví dụ: phường Minh Đức",
	"to_dan_pho":       "Tổ dân phố",
	"noi_niem_yet":     "Nơi niêm yết",
	"dia_diem":         "Địa điểm",
	"gio":              "Giờ, ví dụ: 07 giờ 30",
	"khu_vuc_bo_phieu": "Khu vực bỏ phiếu",
	"noi_dung":         "Nội dung",
	"tom_tat":          "Tóm tắt, một hoặc hai câu",
	"noi_gop_y":        "Nơi nhận góp ý",
	"hoat_dong":        "Hoạt động, ví dụ: Tiêm chủng mở rộng",
	"doi_tuong":        "Đối tượng",
	"giay_to":          "Giấy tờ mang theo",
}

var fieldPattern = regexp.MustCompile(`\{([a-z_]+)\}`)

// discloseNotice chooses the words for a matter on the loudspeaker.
func discloseNotice(k CampaignKind) noticeTemplate {
	if k == CampaignConsultation {
		return noticeConsultOpen
	}
	return noticeDisclosure
}

// notice writes the plan's dates into a template. A last day before the first,
// when a step is done late, gives one day.
func (p *planner) notice(t noticeTemplate, from, to Date) *PublicNotice {
	if to.Before(from) {
		to = from
	}
	known := []string{"{ngay}", spokenDay(p.Day), "{tu_ngay}", spokenDay(from)}
	if r, ok := RuleAt(RuleVoterComplaint, p.Day); ok {
		known = append(known, "{han_khieu_nai}", strconv.Itoa(r.Value))
	}
	r := strings.NewReplacer(known...)
	n := &PublicNotice{
		Title: r.Replace(t.title), Text: r.Replace(t.text),
		From: from, To: to, Times: []string{morningSlot, eveningSlot},
	}
	for _, m := range fieldPattern.FindAllStringSubmatch(n.Title+n.Text, -1) {
		f := NoticeField{Name: m[1], Label: fieldLabels[m[1]]}
		if !slices.Contains(n.Fields, f) {
			n.Fields = append(n.Fields, f)
		}
	}
	return n
}

// spokenDay is a day as it is read out: "Chủ nhật, ngày 17/03/2024".
func spokenDay(d Date) string {
	return WeekdayName(d.Weekday()) + ", ngày " + d.Vietnamese()
}

// morningOnly keeps the first hour of the day: on the day itself the evening is
// too late.
func (n *PublicNotice) morningOnly() *PublicNotice {
	n.Times = n.Times[:1]
	return n
}

func (n *PublicNotice) verbatim() *PublicNotice {
	n.Verbatim = true
	return n
}
