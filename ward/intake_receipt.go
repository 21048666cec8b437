package ward

import (
	"context"
	"fmt"
	"slices"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
)

// dueLabels name what is due on a receipt, where it is not the answer.
var dueLabels = map[law.Stage]string{law.StageAccept: "Hạn thụ lý", law.StageTransfer: "Hạn chuyển đơn"}

// CounterReceipt is the receipt of a petition that was taken in at the counter, printed for its citizen. It is not kept: it
// bears the PIN where one is given. A complaint and a denunciation get what Mẫu số 02/TCD is for: what came with it, and
// room for two signatures. No name of a citizen stands in it.
func (w *Ward) CounterReceipt(ctx context.Context, c Case, pin string, by Staff) ([]byte, error) {
	content, err := w.PetitionContent(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	files, err := w.CaseFiles(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	form := w.receiptForm(c.Petition)
	form.PIN, form.Officer, form.DueLabel, form.Issued = pin, by.Name, dueLabels[c.Stage], w.Now()
	form.Follow = []string{
		"Nhắn mã hồ sơ cho Trợ lý ảo của phường; kèm mã PIN thì xem được nội dung và câu trả lời.", "Hoặc hỏi tại bộ phận tiếp nhận trong giờ làm việc.",
	}
	form.Paper = c.Kind.Name()
	if c.Channel == ChannelPaper {
		form.Paper = "đơn " + form.Paper
	}
	for _, l := range content.Lacks(c.Kind) {
		form.Lacks = append(form.Lacks, viet.Capital(string(l)))
	}
	if form.Sign = !slices.Contains(comments, c.Kind); form.Sign {
		form.Documents = documentsOf(c.Petition, len(files))
	}
	return paper.Receipt(form)
}

// receiptForm is what every receipt of a petition says.
func (w *Ward) receiptForm(p Petition) paper.ReceiptForm {
	form := paper.ReceiptForm{
		Letterhead: w.Profile.Letterhead(), Created: p.ReceivedAt, Code: string(p.Code), Received: p.ReceivedAt,
		Kind: viet.Capital(p.Kind.Name()), DueNote: howCounted(p), URL: w.Link("ho-so?ma=" + string(p.Code)), Due: dueTime(p.DueOn, w.Profile.Zone()),
	}
	if field, ok := w.Profile.Field(p.Field); ok {
		form.Field = field.Name
	}
	return form
}

// documentsOf says what came with a petition; the names of files stay out, for they may name a person.
func documentsOf(p Petition, files int) []string {
	var all []string
	if p.Channel == ChannelPaper {
		all = append(all, "Đơn "+p.Kind.Name()+": 01 bản")
	}
	if files > 0 {
		all = append(all, fmt.Sprintf("Bản chụp, tài liệu kèm theo: %02d tệp", files))
	}
	return all
}
