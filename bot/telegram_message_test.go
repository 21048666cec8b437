package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/talk"
)

func TestAShortRemarkStandsAboveItsQuestion(t *testing.T) {
	t.Parallel()
	remark, thanks := talk.Message{Text: "Xin lỗi, tôi chưa hiểu."}, talk.Message{Text: "Đã ghi địa điểm.", Apart: true}
	question := talk.Message{Text: "Ở tổ dân phố nào?", Want: talk.WantChoice, Rows: [][]talk.Button{{{Label: "Dương Hòa", Data: "r:hood:duong-hoa"}}}}
	joined := question
	joined.Text = "Xin lỗi, tôi chưa hiểu.\n\nỞ tổ dân phố nào?"
	greeted := joined
	greeted.Title = "Kính chào ông/bà"
	titled := question
	titled.Title = "Xin kiểm tra lại"
	long := talk.Message{Text: strings.Repeat("ă", maxRemark+1)}
	file := talk.Message{Text: "Đơn để in", File: &talk.Sent{ID: "f"}}
	huge := question
	huge.Text = strings.Repeat("ă", maxTelegramText)
	for name, c := range map[string]struct{ said, want []talk.Message }{
		"a remark and a question":        {[]talk.Message{remark, question}, []talk.Message{joined}},
		"a remark with a title":          {[]talk.Message{{Title: "Kính chào ông/bà", Text: remark.Text}, question}, []talk.Message{greeted}},
		"a remark that stays apart":      {[]talk.Message{thanks, question}, []talk.Message{thanks, question}},
		"a question under a title":       {[]talk.Message{remark, titled}, []talk.Message{remark, titled}},
		"a long text and a question":     {[]talk.Message{long, question}, []talk.Message{long, question}},
		"a file":                         {[]talk.Message{remark, file, question}, []talk.Message{remark, file, question}},
		"a question that leaves no room": {[]talk.Message{remark, huge}, []talk.Message{remark, huge}},
		"two questions":                  {[]talk.Message{question, question}, []talk.Message{question, question}},
		"two remarks and a question":     {[]talk.Message{{Text: "Xin lỗi,"}, {Text: "tôi chưa hiểu."}, question}, []talk.Message{{Text: "Xin lỗi,\n\ntôi chưa hiểu.\n\nỞ tổ dân phố nào?", Want: question.Want, Rows: question.Rows}}},
		"nothing":                        {nil, []talk.Message{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, joinRemarks(c.said)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
