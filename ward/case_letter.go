package ward

import (
	"slices"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
)

// TransferLetter is the letter with which a case goes to whoever is competent (phiếu chuyển đơn), as a .docx to be
// numbered and signed. named says whether its author's name stands in it: who denounced never does (Luật Tố cáo 2018,
// Điều 8). An empty recipient leaves dots.
func (w *Ward) TransferLetter(c Case, content Content, to string, named bool) ([]byte, error) {
	head := w.Profile.Letterhead()
	kind := c.Kind.Name()
	d := paper.NewDocx(head, "Phiếu chuyển đơn")
	d.WardHeading("………/PC-UBND", "", w.Now()) // its number is given when it is signed
	d.Title("Phiếu chuyển đơn", viet.Capital(kind))
	if to == "" {
		to = "…………………………………………"
	}
	d.To(to)
	author := "công dân (danh tính được giữ kín theo quy định)"
	if named && c.Kind != law.ToCao && content.Name != "" {
		author = "ông/bà " + content.Name
		if content.Address != "" {
			author += ", địa chỉ: " + content.Address
		}
	}
	d.Paragraph(paper.Text{Text: "Ngày " + law.DateOf(c.ReceivedAt).Vietnamese() + ", " + w.Profile.Name + " tiếp nhận " + kind + " của " + author + ", mã hồ sơ "},
		paper.Text{Text: string(c.Code), Bold: true}, paper.Text{Text: ". Nội dung:"})
	d.Para(paper.Para{Left: 10, Flat: true}, paper.Text{Text: "“" + content.What + "”", Italic: true})
	d.Paragraph(paper.Text{Text: "Căn cứ " + transferBasis(c.Kind) + ", sau khi xem xét, " + w.Profile.Name +
		" nhận thấy nội dung trên không thuộc thẩm quyền giải quyết của mình."})
	d.Paragraph(paper.Text{Text: w.Profile.Name + " chuyển " + kind + " nêu trên (kèm tài liệu, nếu có) đến cơ quan có tên trên để xem xét, giải quyết theo quy định của pháp luật, " +
		"thông báo kết quả cho người gửi và cho " + w.Profile.Name + " để theo dõi./."})
	d.Signing([]string{"TM. Ủy ban nhân dân", "Chủ tịch"}, "", "Như trên", "Người gửi (để biết)", "Lưu: VT, hồ sơ "+string(c.Code))
	return d.Bytes()
}

// transferBasis is the article that the step to transfer a case of a kind cites.
func transferBasis(kind law.PetitionKind) string {
	for _, s := range stepTable {
		if s.To == StatusTransferred && slices.Contains(s.Kinds, kind) {
			return s.Basis
		}
	}
	return citeReception
}
