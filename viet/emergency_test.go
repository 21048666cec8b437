package viet

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Each line is what a person typed and the hotline that fits.
const emergencies = `
cháy nhà rồi cứu với = 114
CHÁY NHÀ = 114
cháy!!! = 114
có cháy ở tổ 3 = 114
nhà bên cạnh đang cháy = 114
chay nha roi = 114
boc chay o cho = 114
chasy nhaf roofi = 114
xe máy bị cháy ngoài đường = 114
có người đuối nước ở hồ = 114
chau be bi duoi nuoc = 114
hỏa hoạn ở chung cư = 114
hoả hoạn ở chung cư = 114
kẹt thang máy = 114
gọi xe chữa cháy giúp tôi = 114
cho hỏi nhà bên đang cháy thì gọi ai = 114
114 = 114
bố tôi bị đột quỵ = 115
bo toi bi dot quy = 115
gọi cấp cứu giúp tôi = 115
goi xe cap cuu = 115
cấp cứu! = 115
số điện thoại cấp cứu = 115
có tai nạn giao thông ở ngã tư = 115
tai nan xe may truoc cong uy ban = 115
vợ tôi sắp sinh rồi = 115
ông ấy bất tỉnh = 115
bà tôi khó thở quá = 115
bị điện giật = 115
có người bị rắn cắn = 115
bố tôi đang co giật, năm ngoái cũng bị = 115
có trộm = 113
co trom vao nha so 12 = 113
bi cuop = 113
cướp! cướp! = 113
đang đánh nhau trước cổng chợ = 113
danh nhau to qua = 113
nhà tôi vừa bị trộm = 113
có kẻ cầm dao dọa giết = 113
gọi 113 = 113
trộm = 113
cháy nhà, có người bị thương, gọi cấp cứu = 114`

// Nobody needs a hotline here.
const calm = `
cháy bóng đèn đường
bóng đèn đường bị cháy
đèn đường cháy mấy hôm rồi
thủ tục phòng cháy chữa cháy
giấy phép PCCC
tập huấn phòng cháy
đốt rác
hàng xóm đốt rác khói quá
khói đốt rơm rạ
không có cháy đâu
đã dập xong đám cháy
vụ cháy ở quận khác trên báo
cháy rừng năm 2020
trạm biến áp bị cháy hôm qua
hôm qua có cháy ở chợ
hệ thống báo cháy
đội chữa cháy của phường
nguy cơ cháy nổ
hàng cháy vé rồi
quán cơm chay ở đâu
chay xe qua duong
nuoc chay tran duong
nước chảy tràn đường
chạy nhanh quá
đường dưới nước
duoi nuoc
lớp học bơi chống đuối nước
bị cấp cứu năm ngoái
năm ngoái tôi bị tai nạn
tai nạn lao động được hỗ trợ gì
tai nạn giao thông bồi thường thế nào
xác nhận tai nạn
đoạn đường này hay xảy ra tai nạn
ổ gà dễ gây tai nạn
tài xế chạy ẩu suýt gây tai nạn
trạm y tế có cấp cứu không
bảo hiểm y tế đi cấp cứu
người bị đột quỵ được hưởng trợ cấp gì
tôi bị mất trộm tháng trước
tình trạng trộm cắp
phản ánh trộm chó
tố cáo ông A đánh nhau với tôi
tố cáo cướp đất
bị cướp đất
tôi sợ bị trộm
hay bị trộm
họ đánh nhau suốt ngày
hôm qua có đánh nhau ở ngõ
camera chống trộm
trộm vía cháu ngoan
nhìn trộm
gọi công an phường làm căn cước
115 Nguyễn Trãi
tổ 113
lịch tiếp dân
khiếu nại
`

func TestEmergency(t *testing.T) {
	for line := range strings.SplitSeq(strings.TrimSpace(emergencies), "\n") {
		input, want, _ := strings.Cut(line, " = ")
		for _, typed := range []string{input, norm.NFD.String(input), strings.ToUpper(input), "Alo, " + input + " ạ 🆘"} {
			if typed[0] == 'A' && len(input) == 3 {
				continue // a number alone
			}
			if got, ok := Emergency(typed); !ok || string(got) != want {
				t.Errorf("Emergency(%q) = %q, want %s", typed, got, want)
			}
		}
	}
}

func TestNoEmergency(t *testing.T) {
	for input := range strings.SplitSeq(calm, "\n") {
		if got, ok := Emergency(input); ok {
			t.Errorf("Emergency(%q) = %s", input, got)
		}
	}
}

func BenchmarkEmergency(b *testing.B) {
	for b.Loop() {
		Emergency("Cho tôi hỏi lịch tiếp dân tuần này của phường mình với ạ")
	}
}
