package viet

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Who writes this needs a kind word and a person.
const despairing = `
không muốn sống nữa
tôi không muốn sống nữa
toi khong muon song nua
khoong muoons soongs nuwax
ko muốn sống nữa
tôi không còn muốn sống
không muốn sống
chán sống quá
chẳng thiết sống
muốn tự tử
toi muon tu tu
em định tự tử
bạn tôi đòi tự tử
có người định nhảy lầu
tự tử
tôi muốn chết
chỉ muốn chết đi cho xong
làm thủ tục khổ quá, tôi không muốn sống nữa
từ năm ngoái đến giờ tôi không muốn sống nữa
tôi từng muốn tự tử, giờ lại muốn tự tử
tôi sợ, tôi muốn tự tử
I want to die
I want to kill myself
i don't want to live anymore`

// Nobody despairs here.
const hopeful = `
không muốn sống ở đây nữa
không muốn sống chung với bố mẹ
khói bụi thế này dân sống không nổi
mệt muốn chết
nóng muốn chết
buồn ngủ muốn chết
cứ từ từ
cu tu tu
muốn tư vấn
muon tu van
tu van dat dai
treo cờ Tổ quốc
treo co to quoc
uong thuoc sau khi an
bị nhảy cầu dao
tôi không muốn tự tử
tôi từng muốn tự tử
phòng chống tự tử
tuyên truyền phòng ngừa tự tử
hôm qua có vụ tự tử
chet cho roi
đời sống nhân dân
cháy nhà
chồng đánh tôi

suicide prevention
I don't want to die`

func TestDespair(t *testing.T) {
	for input := range strings.SplitSeq(strings.TrimSpace(despairing), "\n") {
		for _, typed := range []string{input, norm.NFD.String(input), strings.ToUpper(input), "Dạ, " + input + " ạ 😭"} {
			if !Despair(typed) {
				t.Errorf("%q is not heard", typed)
			}
			if line, ok := Emergency(typed); !ok || line != Ambulance {
				t.Errorf("Emergency(%q) = %q, want %s", typed, line, Ambulance)
			}
		}
	}
}

func TestNoDespair(t *testing.T) {
	for input := range strings.SplitSeq(hopeful, "\n") {
		if Despair(input) {
			t.Errorf("%q is taken for despair", input)
		}
	}
}

func FuzzEmergency(f *testing.F) {
	for line := range strings.SplitSeq(emergencies+calm+despairing+hopeful, "\n") {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, ok := Emergency(s)
		if ok != (line == Police || line == Fire || line == Ambulance) {
			t.Errorf("Emergency(%q) = %q, %t", s, line, ok)
		}
		if Despair(s) && !ok {
			t.Errorf("%q despairs and is no emergency", s)
		}
	})
}
