package viet

import (
	"strings"
	"testing"
)

// bankText is the bank of a ward that is at work: a label and its phrases per paragraph, as flows hands them over.
const bankText = `
about
	Trợ lý này làm được gì | What this assistant can do | bạn là ai | đây là ai | máy hay người | có phải người
	thật không | trợ lý ảo là gì | hướng dẫn sử dụng | làm được gì | giúp tôi | who are you | are you a bot | what
	can you do | help

to-cao
	Hướng dẫn tố cáo | How to denounce (tố cáo) | tố cáo | tôi muốn tố cáo | đơn tố cáo | tố giác | tố giác tội
	phạm | tố cáo cán bộ | cán bộ tham nhũng | cán bộ nhận hối lộ | đòi tiền lót tay | vòi vĩnh | tố cáo chủ tịch
	phường | báo tham nhũng | denounce an official | report corruption

directory
	Danh bạ, giờ làm việc | Directory, office hours | giờ làm việc | mấy giờ mở cửa | hôm nay có làm việc không |
	mai phường có làm việc không | chủ nhật có làm việc không | thứ bảy có làm việc không | buổi trưa có làm việc
	không | địa chỉ ủy ban | trụ sở phường ở đâu | số điện thoại của phường | số điện thoại chủ tịch | điện thoại
	công an phường | đường dây nóng | danh bạ cán bộ | ai phụ trách đất đai | cán bộ nào phụ trách | tổ trưởng tổ
	dân phố là ai | số điện thoại tổ trưởng | trạm y tế phường | opening hours | office hours | phone number |
	office address | who is in charge

disclosures
	Tài liệu công khai | Public documents | công khai ngân sách | ngân sách phường | thu chi ngân sách | quyết
	toán ngân sách | danh sách hộ nghèo | hộ nghèo | hộ cận nghèo | quy hoạch sử dụng đất | xem quy hoạch | phương
	án bồi thường | bồi thường giải phóng mặt bằng | thu hồi đất | các khoản đóng góp | các quỹ của phường | mức
	thu phí lệ phí | văn bản của phường | thông báo của phường | kế hoạch của phường | kết quả bầu tổ trưởng | gọi
	nhập ngũ | tài liệu phường công khai | public documents | disclosures | budget

person
	Gặp cán bộ | Talk to a person | gặp cán bộ | nói chuyện với người thật | cho tôi gặp người | muốn gặp nhân
	viên | gọi cho tôi | nói chuyện với cán bộ | gặp người trực | tôi không biết dùng | khó quá không làm được |
	cần người giúp | talk to a person | talk to a human | speak to staff

petition
	Gửi phản ánh, kiến nghị, đơn | Report, propose or complain | gửi phản ánh kiến nghị | tôi muốn gửi đơn | nộp
	đơn | gửi đơn | làm đơn gửi phường | viết đơn | gửi ý kiến | báo với phường | rác thải bừa bãi | đổ rác bừa
	bãi | đốt rác khói mù mịt | ô nhiễm môi trường | nước thải hôi thối | đường hỏng ổ gà | cống tắc ngập nước |
	đèn đường hỏng | hàng xóm gây ồn | hát karaoke ồn ào | lấn chiếm vỉa hè | xây nhà trái phép | cán bộ có thái
	độ không tốt | send a petition | write to the ward | send a letter to the ward

privacy
	Dữ liệu cá nhân của tôi | My personal data | xóa dữ liệu của tôi | rút lại đồng ý | dữ liệu cá nhân | quyền
	riêng tư | phường lưu gì của tôi | xóa thông tin cá nhân | bảo mật thông tin | delete my data | privacy |
	withdraw consent

procedures
	Thủ tục hành chính | Administrative procedures | làm thủ tục | thủ tục cần giấy tờ gì | làm giấy khai sinh cần
	gì | đăng ký khai sinh | đăng ký kết hôn | giấy xác nhận độc thân | xác nhận tình trạng hôn nhân | đăng ký
	khai tử | chứng thực bản sao | sao y bản chính | công chứng giấy tờ | trích lục khai sinh | đăng ký tạm trú |
	nhập khẩu | đăng ký thường trú | làm trợ cấp xã hội | giấy xác nhận khuyết tật | mua bảo hiểm y tế | nộp hồ sơ
	trực tuyến | dịch vụ công | administrative procedures | birth certificate | register a marriage

reception
	Lịch tiếp công dân | Citizen reception days | lịch tiếp công dân | lịch tiếp dân | ngày tiếp dân | tiếp công
	dân | chủ tịch tiếp dân ngày nào | bao giờ chủ tịch tiếp dân | gặp chủ tịch phường | hôm nay có tiếp dân không
	| tuần này tiếp dân thứ mấy | tiếp dân thứ năm | lịch của chủ tịch | muốn gặp lãnh đạo phường | phòng tiếp dân
	ở đâu | reception days | meet the chairman | when does the chairman receive citizens

track
	Theo dõi hồ sơ | Track my case | hồ sơ của tôi | hồ sơ đến đâu rồi | hồ sơ của tôi đến đâu rồi | lịch sử hồ sơ
	của tôi | tra cứu hồ sơ | tra cứu mã hồ sơ | xem trạng thái hồ sơ | tôi có mã hồ sơ | đơn của tôi đến đâu rồi
	| đơn của tôi giải quyết chưa | bao giờ đơn được trả lời | kết quả giải quyết đơn của tôi | phản ánh của tôi
	xử lý đến đâu | kiến nghị của tôi đã có trả lời chưa | bổ sung tài liệu cho hồ sơ | gửi thêm ảnh vào hồ sơ |
	rút đơn | rút hồ sơ | tải lại giấy biên nhận | quên mã hồ sơ | quên mã PIN | track my petition | check my
	petition status | withdraw my petition

petition khieu-nai
	khiếu nại | tôi muốn khiếu nại | gửi đơn khiếu nại | không đồng ý với quyết định | làm đơn khiếu nại |
	complaint | make a complaint | disagree with a decision

petition kien-nghi
	kiến nghị | tôi có kiến nghị | đề nghị phường | đề xuất | góp ý | xin đề nghị | proposal | make a proposal |
	make a suggestion

petition phan-anh
	phản ánh | tôi muốn phản ánh | phản ánh rác thải | phản ánh ô nhiễm | phản ánh đường hỏng | báo sự cố | báo
	mất điện | report a problem | make a report | report rubbish | broken road | noisy neighbours

`

// bank parses bankText.
func bank() map[string][]string {
	examples := map[string][]string{}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(bankText), "\n\n") {
		label, phrases, _ := strings.Cut(paragraph, "\n")
		for phrase := range strings.SplitSeq(phrases, "|") {
			examples[label] = append(examples[label], strings.Join(strings.Fields(phrase), " "))
		}
	}
	return examples
}

// Of each line, the words before "=" suggest the label after it first; with none, they suggest nothing.
const atTheDesk = `
1 =
2 =
123 =
ơi =
oi =
em ơi =
ok =
oke =
có =
không =
vâng =
dạ =
ừ =
cảm ơn =
cam on =
cám ơn nhiều =
thanks =
tạm biệt =
tam biet =
bye =
chào nhé =
xin chào =
👍 =
chó thả rông =
cho tha rong =
chó thả rông ngoài đường =
hàng xóm ồn ào = petition
karaoke ồn quá = petition
vỉa hè bị lấn chiếm = petition
đường hỏng = petition
cống tắc = petition
nước thải = petition
mất điện = petition phan-anh
tạm trú = procedures
`

func TestMatchAtTheDesk(t *testing.T) {
	p := NewPhrases(bank())
	for line := range strings.SplitSeq(strings.TrimSpace(atTheDesk), "\n") {
		input, want, _ := strings.Cut(line, " =")
		matches := p.Match(input)
		var got string
		if len(matches) > 0 {
			got = matches[0].Label
		}
		if got != strings.TrimSpace(want) {
			t.Errorf("%q suggests %v, want %q", input, matches, want)
		}
	}
}

// TestComplaintsInEverydayWords keeps complaints that no phrase is alike from being led astray.
func TestComplaintsInEverydayWords(t *testing.T) {
	p := NewPhrases(bank())
	for _, input := range []string{"đường ngập nước", "duong ngap nuoc", "cúp điện", "cup dien", "rác bẩn quá", "rac ban qua", "mất nước", "đường tối quá"} {
		for _, m := range p.Match(input) {
			if !strings.HasPrefix(m.Label, "petition") {
				t.Errorf("%q suggests %v", input, m)
			}
		}
	}
}
