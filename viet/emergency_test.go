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
có trộm đồ trong nhà = 113
co trom do nha toi = 113
bắt được trộm đang đổ xăng đốt nhà = 113
nhà tôi vừa bị trộm = 113
có kẻ cầm dao dọa giết = 113
gọi 113 = 113
trộm = 113
cháy nhà, có người bị thương, gọi cấp cứu = 114
chay nha cuu voi = 114
cuu voi chay nha = 114
cháy nhà hôm qua chưa dập hết, cứu với = 114
đang đốt rác cháy lan = 114
đang đốt rác cháy lan sang nhà bên = 114
dang dot rac chay lan = 114
nha toi bi chay = 114
có người đuối nước = 114
co nguoi duoi nuoc = 114
fire! = 114
there is a fire = 114
there's a fire in the market = 114
my house is on fire, please help = 114
somebody is drowning in the river, he is drowning = 114
call an ambulance = 115
heart attack = 115
my father had a heart attack = 115
she can’t breathe = 115
bi dien giat = 115
uống thuốc trừ sâu = 115
cứu tôi với = 113
cuu toi voi = 113
cứu với = 113
cứu! = 113
SOS = 113
cứu tôi với, bố tôi bị đột quỵ = 115
chồng đánh tôi = 113
chong danh toi = 113
chồng tôi đang đánh tôi = 113
bị chồng đánh = 113
bị đánh = 113
tôi bị đánh = 113
toi bi danh dau qua = 113
hàng xóm đang đánh vợ = 113
bạo lực gia đình = 113
bạo lực gia đình đang xảy ra ở nhà bên = 113
tôi đang bị bạo hành = 113
help, someone is attacking me = 113
police please = 113
my husband hits me = 113
chồng đánh tôi, tôi sợ quá = 113
đang bị đánh = 113
someone is breaking into my house = 113
không muốn sống nữa = 115
muốn tự tử = 115
có người định nhảy lầu = 115
chồng đánh tôi, tôi không muốn sống nữa = 115
cháy nhà, tôi không muốn sống nữa = 114`

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
đổ rác trộm
do rac trom
có người đổ rác trộm ban đêm
đang có trộm đổ đất ra mương
co trom do dat
co trom do rac o dau ngo
đổ trộm rác thải
đổ trộm phế thải xây dựng
xả thải trộm ra sông
hàng xóm câu trộm điện
nhà tôi cháy máy bơm
gọi công an phường làm căn cước
115 Nguyễn Trãi
tổ 113
khiếu nại bị đánh thuế
tôi bị đánh thuế cao quá
bị đánh giá không công bằng
nhà tôi bị đánh số sai
đánh giá
tôi đang bị đánh giá sai
vợ chồng tôi đánh mất sổ đỏ
đánh số nhà
danh so nha
chồng tôi đánh rơi căn cước
chồng đánh bạc
hôm qua tôi bị đánh
bị đánh năm ngoái thì được bồi thường gì
tố cáo chồng đánh tôi
luật phòng, chống bạo lực gia đình
bạo lực gia đình bị phạt bao nhiêu
bạo lực gia đình là gì
chạy nhà
chay nha
chạy đi đâu
nước chảy lan ra đường
nuoc chay lan ra duong
sợ đốt rác cháy lan
nguy cơ cháy lan
dễ cháy
hôm qua đốt rác cháy lan
hàng xóm đốt rác suốt ngày
dot rac
cho tôi tra cứu với
tra cuu voi a
đơn kêu cứu
nghiên cứu với phường
hội cựu chiến binh
hôm qua đưa đi cấp cứu em bé
từ từ
cu tu tu
tu van phap luat
treo co to quoc
help
fire safety certificate
fire permit procedure
neighbour is burning rubbish
I was robbed last year, robbery report
police clearance certificate
police phone number please
how much is an ambulance
can the police help with my ID card
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
