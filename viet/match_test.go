package viet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// desk is what a ward is asked for, in the words of its citizens.
func desk() map[string][]string {
	return map[string][]string{
		"khieu-nai":     {"khiếu nại", "gửi đơn khiếu nại", "làm đơn khiếu nại quyết định của phường", "không đồng ý với quyết định xử phạt"},
		"to-cao":        {"tố cáo", "gửi đơn tố cáo", "tố cáo cán bộ", "tố giác cán bộ nhận tiền", "cán bộ nhũng nhiễu vòi vĩnh"},
		"phan-anh":      {"phản ánh", "kiến nghị", "phản ánh rác thải", "rác thải", "rác không ai thu gom", "đường hỏng ổ gà", "đèn đường hỏng", "đổ rác bừa bãi"},
		"lich-tiep-dan": {"lịch tiếp dân", "lịch tiếp công dân", "hôm nào chủ tịch tiếp dân", "bao giờ tiếp dân", "tiếp dân thứ mấy"},
		"dat-lich":      {"đăng ký gặp chủ tịch", "đặt lịch tiếp công dân", "đặt hẹn gặp lãnh đạo", "xin gặp chủ tịch phường"},
		"tra-cuu":       {"tra cứu hồ sơ", "tra cứu đơn", "đơn của tôi đến đâu rồi", "kết quả giải quyết đơn", "hồ sơ của tôi giải quyết chưa"},
		"cong-khai":     {"công khai", "xem công khai ngân sách", "niêm yết", "danh sách hộ nghèo", "công khai thu chi các quỹ"},
		"thu-tuc":       {"thủ tục hành chính", "hướng dẫn thủ tục", "làm giấy khai sinh", "đăng ký kết hôn", "chứng thực bản sao", "đăng ký tạm trú"},
		"thong-bao":     {"thông báo mới", "tin tức phường", "xem thông báo", "có thông báo gì không", "lịch cắt điện"},
		"nhan-tin":      {"đăng ký nhận thông báo", "nhận tin của phường", "theo dõi thông báo"},
		"huy-nhan":      {"hủy nhận thông báo", "ngừng nhận tin", "hủy đăng ký nhận thông báo", "đừng gửi thông báo nữa"},
		"gap-nguoi":     {"gặp cán bộ", "nói chuyện với người thật", "gọi điện cho phường", "số điện thoại phường"},
		"gio":           {"giờ làm việc", "mấy giờ mở cửa", "thứ bảy có làm việc không", "lịch làm việc"},
		"dia-chi":       {"địa chỉ ủy ban", "trụ sở ở đâu", "đường đến ủy ban phường"},
		"danh-gia":      {"đánh giá", "chấm điểm phục vụ", "khảo sát hài lòng"},
		"du-lieu":       {"xóa dữ liệu của tôi", "dữ liệu cá nhân", "rút lại đồng ý"},
		"huy":           {"hủy", "hủy bỏ", "thôi", "dừng lại"},
		"menu":          {"menu", "trang chủ", "bắt đầu lại"},
		"chao":          {"xin chào", "chào", "alo", "hello"},
		"cam-on":        {"cảm ơn", "xin cảm ơn"},
		"bau-cu":        {"bầu cử", "danh sách cử tri", "điểm bỏ phiếu", "bầu tổ trưởng tổ dân phố"},
		"don":           {"đơn"},
	}
}

// Of each line, the words before "=" may be acted on as the label after it.
const surely = `
khieu nai = khieu-nai
khiêu nại = khieu-nai
Tôi muốn khiếu nại ạ = khieu-nai
khieesu naij = khieu-nai
khie61u na5i = khieu-nai
KHIẾU NẠI!!! 😡 = khieu-nai
khieunai = khieu-nai
khiếu lại = khieu-nai
khíu nại = khieu-nai
cho em hỏi làm đơn khiếu nại thế nào ạ = khieu-nai
to cao = to-cao
toos caos = to-cao
tô cáo = to-cao
phan anh = phan-anh
phản anh rác thải = phan-anh
gửi kiến nghị cho phường = phan-anh
đèn đường hỏng mấy hôm nay rồi = phan-anh
đổ rác bừa bãi ở ngõ 5 = phan-anh
lich tiep dan = lich-tiep-dan
LỊCH TIẾP DÂN = lich-tiep-dan
lịch tiếp dâm = lich-tiep-dan
lich tep dan = lich-tiep-dan
nịch tiếp dân = lich-tiep-dan
#lichtiepdan = lich-tiep-dan
tiếp dân lịch = lich-tiep-dan
Cho tôi hỏi lịch tiếp dân tuần này với ạ = lich-tiep-dan
em ơi lịch tiếp dân = lich-tiep-dan
chu tich tiep dan hom nao = lich-tiep-dan
xin chào, cho tôi hỏi lịch tiếp dân = lich-tiep-dan
đăng kí gặp chủ tịch phường = dat-lich
tôi muốn gặp chủ tịch = dat-lich
đơn của tôi đến đâu rồi em = tra-cuu
don cua toi den dau roi = tra-cuu
ho so toi giai quyet chua = tra-cuu
cong khai ngan sach = cong-khai
xem danh sách hộ nghèo = cong-khai
làm giấy khai sinh cho con = thu-tuc
dang ky ket hon can gi = thu-tuc
lịch cắt điện hôm nay = thong-bao
co thong bao gi khong = thong-bao
đăng ký nhận thông báo = nhan-tin
hủy đăng ký nhận thông báo = huy-nhan
huy nhan thong bao = huy-nhan
cho xin số điện thoại phường = gap-nguoi
gio lam viec = gio
thứ bảy có làm việc không = gio
trụ sở ủy ban ở đâu = dia-chi
xoa du lieu cua toi = du-lieu
xóa dữ liệu = du-lieu
hủy = huy
thôi = huy
menu = menu
chào em = chao
alo = chao
cảm ơn em nhé = cam-on
ok cam on = cam-on
bau cu = bau-cu
lichj tieep daan = lich-tiep-dan
phản ành = phan-anh
đơn = don`

// Of each line, the words before "=" are asked about: the label after it is among the suggestions, no other is acted on.
const perhaps = `
tiếp dân = lich-tiep-dan
thu tuc = thu-tuc
tra cứu = tra-cuu
nhận thông báo = nhan-tin
địa chỉ = dia-chi
rác thải bốc mùi nhiều ngày không ai dọn = phan-anh
bầu tổ trưởng = bau-cu
phưong lam viec may gio = gio
don = don
huy = huy
tôi không khiếu nại = khieu-nai
Tôi muốn khiếu nại về việc phường không bồi thường đất cho gia đình tôi từ năm 2020 = khieu-nai`

// Nothing on the desk answers these.
const unrelated = `
có
co
ok
không
vâng
1
a
meu
đón
dan
😀

hôm nay trời đẹp quá
con mèo nhà tôi bị ốm
giá vàng hôm nay bao nhiêu
tỷ số bóng đá
hát cho tôi nghe
mua bán nhà đất giá rẻ
how are you
buy cheap watches www.example.com
vay tiền nhanh không thế chấp
thời tiết ngày mai thế nào
ăn cơm chưa
ông có khỏe không
mẹ tôi năm nay 80 tuổi
dạo này công việc thế nào
nhà tôi ở tổ dân phố số 3
Nguyễn Văn Cẩn
0912345678
cho hỏi đường đi Hà Nội`

func TestMatchActsOnWhatIsClear(t *testing.T) {
	p := NewPhrases(desk())
	for line := range strings.SplitSeq(strings.TrimSpace(surely), "\n") {
		input, want, _ := strings.Cut(line, " = ")
		for _, typed := range []string{input, norm.NFD.String(input), input + " ạ", "Dạ " + input + ".", strings.ToUpper(input)} {
			matches := p.Match(typed)
			if best, sure := Best(matches); !sure || best.Label != want {
				t.Errorf("%q should mean %s, got %v", typed, want, matches)
			}
		}
	}
}

func TestMatchAsksWhenInDoubt(t *testing.T) {
	p := NewPhrases(desk())
	for line := range strings.SplitSeq(strings.TrimSpace(perhaps), "\n") {
		input, want, _ := strings.Cut(line, " = ")
		matches := p.Match(input)
		if best, sure := Best(matches); sure {
			t.Errorf("%q is acted on as %s", input, best.Label)
		}
		offered := matches[:min(len(matches), Suggestions)]
		if !slices.ContainsFunc(offered, func(m Match) bool { return m.Label == want }) {
			t.Errorf("%q should suggest %s, got %v", input, want, matches)
		}
	}
}

func TestMatchLeavesTheRestAlone(t *testing.T) {
	p := NewPhrases(desk())
	for input := range strings.SplitSeq(strings.TrimPrefix(unrelated, "\n"), "\n") {
		if matches := p.Match(input); matches != nil {
			t.Errorf("%q has nothing to do with %v", input, matches)
		}
	}
}

func TestMatchTellsMarkedWordsApart(t *testing.T) {
	p := NewPhrases(map[string][]string{"don": {"nhận đơn"}, "receive": {"nhận đón"}})
	if best, sure := Best(p.Match("nhận đơn")); !sure || best.Label != "don" {
		t.Errorf("nhận đơn: %v", p.Match("nhận đơn"))
	}
	want := []Match{{"don", 1}, {"receive", 1}}
	if diff := cmp.Diff(want, p.Match("nhan don")); diff != "" {
		t.Errorf("bare words fit both, in the order of their labels: %s", diff)
	}
	if _, sure := Best(p.Match("nhan don")); sure {
		t.Error("a tie is acted on")
	}
}

func TestMatchReadsLegacyFonts(t *testing.T) {
	p := NewPhrases(desk())
	for _, input := range []string{"khiÕu n¹i", "khieáu naïi", "T«i muèn khiÕu n¹i"} {
		if best, sure := Best(p.Match(input)); !sure || best.Label != "khieu-nai" {
			t.Errorf("%q: %v", input, p.Match(input))
		}
	}
}

func TestMatchSpellings(t *testing.T) {
	for _, pair := range [][2]string{{"đăng ký", "đăng kí"}, {"quý khách", "quí khách"}, {"hòa giải", "hoà giải"}, {"xử lý", "xử lí"}, {"không cần", "ko cần"}} {
		matches := NewPhrases(map[string][]string{"x": {pair[0]}}).Match(pair[1])
		if len(matches) != 1 || matches[0].Score != 1 {
			t.Errorf("%q and %q differ: %v", pair[0], pair[1], matches)
		}
	}
}

func TestMatchWithoutPhrases(t *testing.T) {
	for _, p := range []*Phrases{NewPhrases(nil), NewPhrases(map[string][]string{"x": {"", "!!!"}})} {
		if got := p.Match("khiếu nại"); got != nil {
			t.Errorf("got %v", got)
		}
	}
	if _, sure := Best(nil); sure {
		t.Error("nothing is sure")
	}
}

func FuzzMatch(f *testing.F) {
	for line := range strings.SplitSeq(surely+perhaps+unrelated, "\n") {
		f.Add(line)
	}
	f.Add(strings.Repeat("khiếu nại tố cáo ", 50))
	f.Add(strings.Repeat("lichtiepdan", 20))
	p := NewPhrases(desk())
	f.Fuzz(func(t *testing.T, s string) {
		matches := p.Match(s)
		seen := map[string]bool{}
		for i, m := range matches {
			if m.Score < Maybe || m.Score > 1 || m.Score != m.Score {
				t.Errorf("Match(%q): score %v", s, m.Score)
			}
			if i > 0 && m.Score > matches[i-1].Score || seen[m.Label] {
				t.Errorf("Match(%q) = %v", s, matches)
			}
			seen[m.Label] = true
		}
		if diff := cmp.Diff(matches, p.Match(s)); diff != "" {
			t.Errorf("Match(%q) differs from one time to the next: %s", s, diff)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	examples := map[string][]string{}
	for label, phrases := range desk() {
		for len(phrases) < 10 {
			phrases = append(phrases, fmt.Sprintf("%s %s", phrases[len(phrases)%len(desk()[label])], strings.Repeat("x", len(phrases))))
		}
		examples[label] = phrases
	}
	p := NewPhrases(examples)
	for name, input := range map[string]string{
		"short": "lịch tiếp dân", "typical": "Cho tôi hỏi lịch tiếp dân tuần này với ạ", "telex": "cho tooi hoir lichj tieesp daan",
		"unrelated": "hôm nay trời đẹp quá", "long": strings.Repeat("Tôi muốn khiếu nại về việc đất đai của gia đình tôi. ", 6),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Match(input)
			}
		})
	}
}
