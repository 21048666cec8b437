package viet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// Who writes this tells of something that is wrong.
const troubled = `
rác đổ đầy đường cả tuần nay
rac do day duong ca tuan nay
chua sach lam
đường vẫn chưa sạch
cống tắc, nước tràn vào nhà
dduwowngf hongr nawngj
đèn đường không sáng
hàng xóm mở nhạc ầm ĩ
cán bộ hách dịch khi tôi làm thủ tục
xe rác không đến lấy
nắp cống vỡ
street light broken
dogs barking all night`

// Who writes this asks, or speaks of something else.
const untroubled = `
thủ tục xin giấy phép xây dựng công trình
mức phạt đổ rác bừa bãi là bao nhiêu
dự án đường QL5
đường dây nóng
số điện thoại báo mất điện
hôm nay trời đẹp quá
giấy tờ đầy đủ
sách giáo khoa lớp 5
đường có hỏng không
ok
how do i report a broken street light`

func TestComplaintsAreToldFromQuestions(t *testing.T) {
	for want, list := range map[bool]string{true: troubled, false: untroubled} {
		for text := range strings.SplitSeq(strings.TrimSpace(list), "\n") {
			for _, typed := range []string{text, norm.NFD.String(text), strings.ToUpper(text)} {
				if Complains(typed) != want {
					t.Errorf("%q complains: %t, want %t", typed, !want, want)
				}
			}
		}
	}
}

func TestAProposalNamesWhatIsProposed(t *testing.T) {
	for text, want := range map[string]bool{
		"đề nghị phường lắp thêm đèn đường ở ngõ 7": true, "mong phường làm sân chơi cho trẻ em": true, "kien nghi gan guong cau loi o nga ba": true,
		"đề nghị": false, "tôi muốn góp ý": false, "kiến nghị": false, "đề nghị cho biết quy định về phí": false,
	} {
		if Proposes(text) != want {
			t.Errorf("%q proposes: %t, want %t", text, !want, want)
		}
	}
}

func TestQuestionsAreKnownByTheirWordsAndTheirEnd(t *testing.T) {
	for text, want := range map[string]bool{
		"mấy giờ mở cửa": true, "thứ bảy có làm việc không ạ": true, "đơn của tôi xong chưa": true, "ở đâu": true, "rác thải?": true, "where is it": true,
		"không có ai dọn rác": false, "nắp cống vỡ": false, "": false, "không": true,
	} {
		if IsQuestion(text) != want {
			t.Errorf("%q asks: %t, want %t", text, !want, want)
		}
	}
}

func TestKeywordsLeaveOutCourtesyGrammarAndDenial(t *testing.T) {
	for text, want := range map[string][]string{
		"Cho tôi hỏi về bảo hiểm y tế ạ": {"bao", "hiem", "y", "te"},
		"Chua sach lam":        {"sach"},
		"quỹ đền ơn đáp nghĩa": {"quy", "den", "dap", "nghia"},
		"dạ không ạ":           nil,
		"":                     nil,
	} {
		if diff := cmp.Diff(want, Keywords(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
