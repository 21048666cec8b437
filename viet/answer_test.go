package viet

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Each line is what a person typed, and the whole of it says this.
const answers = `
có = yes
co = yes
cos = yes
có ạ = yes
ừ = yes
uh = yes
vâng = yes
vang a = yes
dạ = yes
dạ vâng = yes
dạ vâng ạ = yes
đúng = yes
dung = yes
đúng rồi = yes
dung roi em oi = yes
ok = yes
oke = yes
okay = yes
ok em ơi = yes
đồng ý = yes
dong y = yes
tôi đồng ý = yes
vâng, tôi hoàn toàn đồng ý = yes
được = yes
dc = yes
đc = yes
được nhé = yes
chuẩn = yes
phải = yes
phai roi = yes
có chứ = yes
đúng vậy = yes
ok thế nhé = yes
rồi = yes
dạ rồi ạ = yes
u = yes
ừm = yes
okie = yes
đồng ý! = yes
được rồi = yes
vâng cháu = yes
yes = yes
y = yes
yep = yes
sure = yes
yes, that's right = yes
không = no
khong = no
khoong = no
ko = no
k = no
kg = no
kô = no
none = no
ko phai = no
không có = no
không ạ = no
hông = no
hổng = no
khỏi = no
thôi khỏi = no
chưa = no
chua a = no
dạ không = no
dạ không ạ = no
không phải = no
không, không phải đâu = no
không đúng = no
không được = no
không đồng ý = no
không cần, cảm ơn = no
thôi cảm ơn em = no
sai rồi = no
không em ơi = no
no = no
nope = no
no thanks = no
cảm ơn = thanks
cam on = thanks
cám ơn nhiều = thanks
cam on nhieu = thanks
camr own = thanks
dạ em cảm ơn ạ = thanks
ok cảm ơn em = thanks
xin chân thành cảm ơn cán bộ phường = thanks
cảm ơn vì đã hỗ trợ = thanks
rất cảm ơn = thanks
thanks = thanks
thank you very much = thanks
tks = thanks
tạm biệt = goodbye
tam biet = goodbye
bye = goodbye
bye bye = goodbye
chào nhé = goodbye
chao nhe = goodbye
chào em nhé = goodbye
hẹn gặp lại = goodbye
cảm ơn, tạm biệt = goodbye
see you = goodbye
dừng =
có lẽ =
có thể =
co the =
đúng giờ =
không biết đường nào =
đường =
ốc =
cổ =
khổng lồ =
anh ơi =
đứng =
dừng lại =
dũng =
cô =
cỏ =
đã =
vàng =
y tế =
có không =
có không ạ =
có ko =
có phải không =
được không =
đúng không =
ok không =
ok? =
có? =
đúng à =
thế à =
phải có =
có con =
có hồ sơ =
có, ở tổ 3 =
đồng ý với quyết định =
không đồng ý với quyết định xử phạt =
không sai =
không sao =
không biết =
không có nước =
khỏi rồi =
chưa chắc =
chùa =
khói =
hồng =
hỏng =
no one =
okla =
thôi =
yes no =
vâng không biết =
cảm =
ơn =
cảm ơn em, cho hỏi giờ làm việc =
cảm ơn chủ tịch đã nhận tiền =
không cảm ơn được =
làm ơn =
xin chào =
chào =
chào em =
chào cán bộ =
biệt thự =
tạm trú =
nhé =
1 =
👍 =
? =
`

func TestAnswers(t *testing.T) {
	for line := range strings.SplitSeq(strings.TrimSpace(answers), "\n") {
		input, want, _ := strings.Cut(line, " =")
		want = strings.TrimSpace(want)
		for _, typed := range []string{input, norm.NFD.String(input), strings.ToUpper(input), "  " + input + "… 🙏"} {
			kind, _ := Courtesy(typed)
			for name, got := range map[string]bool{"yes": Yes(typed), "no": No(typed), "thanks": kind == Thanks, "goodbye": kind == Goodbye} {
				if got != (name == want) {
					t.Errorf("%q is %s: %t, want %q", typed, name, got, want)
				}
			}
		}
	}
}

func TestLongMessagesAreNoAnswers(t *testing.T) {
	for _, s := range []string{strings.Repeat("có ", maxAnswer+1), strings.Repeat("không ", 200), strings.Repeat("cảm ơn ", 20)} {
		if _, ok := Courtesy(s); ok || Yes(s) || No(s) {
			t.Errorf("%.20q… is an answer", s)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	for line := range strings.SplitSeq(answers, "\n") {
		input, _, _ := strings.Cut(line, " =")
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if Yes(s) && No(s) {
			t.Errorf("%q is both a yes and a no", s)
		}
		if kind, ok := Courtesy(s); ok != (kind == Thanks || kind == Goodbye) {
			t.Errorf("Courtesy(%q) = %q, %t", s, kind, ok)
		}
	})
}
