package console

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/report"
	"danbiet/report/records"
	"danbiet/viet"
	"danbiet/ward"
)

// exported is a kind of records as the page offers it.
type exported struct {
	kind  string // of package records
	file  string // the beginning of a file's name
	title string
	holds string // what a row is, and what is not in it
	may   ward.Permission
}

// exports are the kinds that can be taken along, in the order of the page. Besides MayExport whoever takes one needs the
// permission of the pages on which the same stands.
var exports = [...]exported{
	{"petitions", "don-thu", "Đơn, kiến nghị, phản ánh", "Mỗi đơn một dòng: mã hồ sơ, loại, lĩnh vực, tổ dân phố, kênh, tình trạng, hạn giải quyết. Không có tên người gửi và nội dung.", ward.MayReadCases},
	{"actions", "buoc-xu-ly", "Các bước xử lý đơn", "Mỗi lần hồ sơ được ghi một bước là một dòng: ngày, tình trạng, hạn, số văn bản, cán bộ dưới bí danh. Không có nội dung.", ward.MayReadCases},
	{"ratings", "danh-gia", "Đánh giá của người dân", "Mỗi lượt đánh giá một dòng: số sao, loại đơn, lĩnh vực, tổ dân phố. Không có lời nhận xét.", ward.MayReadCases},
	{"receptions", "lich-tiep", "Lịch tiếp công dân", "Mỗi ca tiếp một dòng: ngày, giờ, địa điểm, người tiếp, lý do dời lịch. Không có tên người đến.", ward.MayReceive},
	{"handoffs", "gap-can-bo", "Lượt xin gặp cán bộ", "Mỗi lượt một dòng: lúc xin gặp, lúc được trả lời, số phút chờ. Không có lời trao đổi.", ward.MayTalk},
	{"callbacks", "goi-lai", "Đề nghị gọi lại", "Mỗi đề nghị một dòng: ngày và buổi hẹn, lúc cán bộ đã gọi. Không có số điện thoại.", ward.MayTalk},
	{"interactions", "tro-chuyen", "Các bước trò chuyện với trợ lý ảo", "Mỗi câu hỏi, câu trả lời hoặc lần bỏ dở một dòng, người dân dưới bí danh. Không có lời người dân gõ.", ward.MayReadFigures},
	{"announcements", "dot-thong-bao", "Các đợt phát thông báo", "Mỗi đợt một dòng: tiêu đề, lúc phát, số người nhận được, số người không gửi và vì sao.", ward.MayWriteNotices},
	{"deliveries", "thong-bao-theo-to", "Thông báo theo tổ dân phố", "Mỗi đợt, mỗi tổ dân phố và kênh một dòng: số người cần gửi, đã nhận, đã xem. Không nêu tên ai.", ward.MayWriteNotices},
	{"disclosures", "tai-lieu-cong-khai", "Tài liệu công khai", "Mỗi tài liệu một dòng: tên, số, ký hiệu, ngày ban hành, người ký, hiệu lực.", ward.MayReadFigures},
	{"indicators", "so-lieu-nhap", "Số liệu nhập tay", "Mỗi lần nhập một dòng: chỉ tiêu, kỳ, giá trị, văn bản nguồn, kể cả giá trị đã được thay.", ward.MayWriteNotices},
	{"audit", "nhat-ky", "Nhật ký thao tác", "Mỗi thao tác một dòng: lúc nào, việc gì, hồ sơ nào, cán bộ dưới bí danh. Không có lý do và địa chỉ mạng.", ward.MayReadAudit},
}

// exportFormats are the formats to choose from, as people call them.
var exportFormats = [...][2]string{{"csv", "CSV"}, {"xlsx", "XLSX"}, {"jsonl", "JSON Lines"}}

// exportPage is what can be taken along of a period.
type exportPage struct {
	visit   *visit
	query   figuresQuery
	rows    []exportRow
	problem string
	asked   asking // what was refused
}

// exportRow is a kind with its rows of the period.
type exportRow struct {
	exported

	columns []records.Column
	names   bool // it may be had with identities
	count   int64
}

// exportable are the kinds that the visitor may take along.
func (v *visit) exportable() (all []exported) {
	return slices.DeleteFunc(slices.Clone(exports[:]), func(e exported) bool { return !v.can(ward.MayExport) || !v.can(e.may) })
}

// names reports whether the visitor may take a kind along with who sent the records.
func (v *visit) names(k records.Kind) bool {
	return k.Identified != nil && v.can(ward.MayReadCases) && v.can(ward.MaySeeIdentity)
}

func (d *desk) showExports(v *visit) { d.exportForm(v, "", asking{}, http.StatusOK) }

// exportForm shows the page, with what was asked for where it was refused.
func (d *desk) exportForm(v *visit, problem string, asked asking, status int) {
	page := exportPage{visit: v, problem: problem, asked: asked}
	err := d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		page.query = figuresOf(v.r.URL.Query(), v.ward, w.Today())
		return page.fill(v.ctx(), w)
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	if page.problem = cmp.Or(page.problem, page.query.problem); page.problem != "" && status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	d.show(v, status, "Xuất dữ liệu", "so-lieu", exportBody(page))
}

func (p *exportPage) fill(ctx context.Context, w *ward.Ward) error {
	for _, e := range p.visit.exportable() {
		k, ok := records.Find(e.kind)
		if !ok {
			return fmt.Errorf("there are no records of the kind %s", e.kind)
		}
		n, err := k.Count(ctx, w, p.query.span.from, p.query.span.to)
		if err != nil {
			return err
		}
		p.rows = append(p.rows, exportRow{exported: e, columns: k.Columns, names: p.visit.names(k), count: n})
	}
	return nil
}

// reason is what was typed as one where a kind was refused.
func (p exportPage) reason(r exportRow) string {
	if p.asked.Kind != r.kind {
		return ""
	}
	return p.asked.Reason
}

// unreasoned reports whether a kind was refused for want of a reason.
func (p exportPage) unreasoned(r exportRow) bool { return p.asked.Kind == r.kind && p.asked.unreasoned }

// exportAddress is the page, or one below it, for a period.
func exportAddress(v *visit, q figuresQuery, below string) string {
	q.neighbourhood, q.channel = "", ""
	return v.path("xuat-du-lieu" + below + "?" + q.values().Encode())
}

// recordsWords is an export of records as people read of it in the log.
func recordsWords(e ward.Export) string {
	words := []string{e.Kind, daysWords(e.From.String() + " " + e.To.String()), strings.ToUpper(e.Format)}
	if i := slices.IndexFunc(exports[:], func(one exported) bool { return one.kind == e.Kind }); i >= 0 {
		words[0] = exports[i].title
	}
	if name, ok := nameIn(exportFormats[:], e.Format); ok {
		words[2] = name
	}
	if e.Identities {
		words = append(words, "kèm danh tính")
	}
	return strings.Join(words, ", ")
}

// showDictionary explains the columns of all that the visitor may take along.
func (d *desk) showDictionary(v *visit) {
	page := exportPage{visit: v, rows: v.explained()}
	page.query = figuresOf(v.r.URL.Query(), v.ward, d.today(v))
	d.show(v, http.StatusOK, "Từ điển dữ liệu", "so-lieu", dictionaryBody(page))
}

// today is the ward's day.
func (d *desk) today(v *visit) law.Date { return law.DateOf(d.House.Now().In(v.ward.Zone())) }

// explained are the kinds that the visitor may take along with all their columns.
func (v *visit) explained() (rows []exportRow) {
	for _, e := range v.exportable() {
		k, _ := records.Find(e.kind)
		row := exportRow{exported: e, names: v.names(k), columns: k.Columns}
		if row.names {
			row.columns = k.WithIdentities().Columns
		}
		rows = append(rows, row)
	}
	return rows
}

// identified reports whether a column is there only with identities.
func (r exportRow) identified(c records.Column) bool {
	k, _ := records.Find(r.kind)
	return slices.ContainsFunc(k.Identified, func(one records.Column) bool { return one.Name == c.Name })
}

// downloadDictionary sends the same as a workbook.
func (d *desk) downloadDictionary(v *visit) {
	var file strings.Builder
	sheet := paper.Worksheet{Name: "Từ điển dữ liệu", Filter: true, Columns: []paper.Column{
		{Name: "Loại dữ liệu", Width: 28},
		{Name: "Cột", Width: 18, Cells: paper.Label},
		{Name: "Kiểu", Width: 14},
		{Name: "Đơn vị", Width: 14},
		{Name: "Ý nghĩa", Width: 48},
		{Name: "Meaning", Width: 48},
	}}
	err := report.WriteTable(&file, "xlsx", sheet, func(add func(...any) error) error {
		for _, r := range v.explained() {
			for _, c := range r.columns {
				if err := add(r.title, c.Name, c.Type.Vietnamese(), c.VietnameseUnit(), c.Vietnamese, c.English); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		d.fail(v, err)
		return
	}
	download(v, "xlsx", "tu-dien-du-lieu.xlsx", []byte(file.String()))
}

// counted is a number of rows in words.
func (r exportRow) counted() string { return viet.Number(r.count) + " dòng" }

// tooLong reports whether a format cannot hold the rows.
func (r exportRow) tooLong(format string) bool { return records.Fits(format, r.count) != nil }
