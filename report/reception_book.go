package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/ward"
)

// ReceptionBook is the register of receptions (Sổ tiếp công dân, Mẫu 03/TCD) of some days. It holds personal data.
type ReceptionBook struct {
	From, To law.Date
	Visits   []ward.Visit // in the order of the register; those who have not come are left out
}

// receptionColumns are the columns of Mẫu 03/TCD in their order, and how wide each is in the document.
var receptionColumns = [...]struct {
	name  string
	width float64
	cells paper.Cells
}{
	{"STT", 9, paper.Mark},
	{"Ngày tiếp", 19, paper.Day},
	{"Họ tên, địa chỉ", 32, paper.Flowing},
	{"Số CCCD/ hộ chiếu", 24, paper.Flowing},
	{"Nội dung vụ việc", 38, paper.Flowing},
	{"Loại", 17, paper.Flowing},
	{"Số người", 12, paper.Mark},
	{"Cơ quan đã giải quyết", 21, paper.Flowing},
	{"Thuộc thẩm quyền", 14, paper.Mark},
	{"Hướng dẫn đến", 20, paper.Flowing},
	{"Cơ quan thụ lý", 20, paper.Flowing},
	{"Theo dõi kết quả", 22, paper.Flowing},
	{"Ghi chú", 18, paper.Flowing},
}

// receptionDay is the column of the day.
const receptionDay = 1

// ReceptionColumns are the names of the register's columns.
func ReceptionColumns() []string {
	all := make([]string, len(receptionColumns))
	for i, c := range receptionColumns {
		all[i] = c.name
	}
	return all
}

// protected stands in place of who denounced: nobody may disclose it (Luật Tố cáo 2018, Điều 8).
const protected = "Giữ bí mật (Điều 8 Luật Tố cáo 2018)"

// Rows are the lines of the register, in the order of ReceptionColumns.
func (b ReceptionBook) Rows() [][]string {
	var rows [][]string
	for _, v := range b.Visits {
		if v.ArrivedAt.IsZero() {
			continue
		}
		s := v.Said
		who, id := strings.Trim(s.Name+"\n"+s.Address, "\n"), s.IDNumber
		if v.Kind == law.ToCao {
			who, id = protected, ""
		}
		competent := ""
		if v.Competent {
			competent = "x"
		}
		handled, result := s.HandledBy, s.Result
		if v.ResultCode != "" {
			result = strings.TrimSpace("Hồ sơ " + string(v.ResultCode) + ". " + result)
		}
		matter := s.Matter
		if v.Code != "" {
			matter = strings.TrimSpace("Về hồ sơ " + string(v.Code) + ". " + matter)
		}
		kind := ""
		if v.Kind != "" {
			kind = v.Kind.Name()
		}
		rows = append(rows, []string{
			strconv.Itoa(len(rows) + 1), v.Day.Vietnamese(), who, id, matter, kind, strconv.Itoa(v.People), s.SettledBy, competent, s.GuidedTo, handled, result, s.Remark,
		})
	}
	return rows
}

// period is "Từ ngày … đến ngày …".
func (b ReceptionBook) period() string {
	if b.From == b.To {
		return "Ngày " + b.From.Vietnamese()
	}
	return "Từ ngày " + b.From.Vietnamese() + " đến ngày " + b.To.Vietnamese()
}

// personal says what the register is.
const personal = "Sổ có dữ liệu cá nhân: chỉ dùng cho công tác tiếp công dân, không sao chép, không công khai."

// Docx is the register as an office document, A4 across.
func (b ReceptionBook) Docx(head paper.Letterhead) ([]byte, error) {
	d := paper.NewDocx(head, "Sổ tiếp công dân")
	d.Landscape()
	d.CitizenHeading()
	d.Title("Sổ tiếp công dân", head.Body+". "+b.period())
	d.Para(paper.Para{Align: paper.Ranged, Flat: true, Size: 11}, paper.Text{Text: "Mẫu 03/TCD. " + personal, Italic: true})
	g := paper.Grid{Size: 9}
	for _, c := range receptionColumns {
		g.Widths = append(g.Widths, c.width)
	}
	g.Aligns = []paper.Align{paper.Centred, paper.Centred, "", "", "", "", paper.Centred, "", paper.Centred}
	t := paper.Table{Head: ReceptionColumns(), Rows: append([][]string{columnNumbers(len(receptionColumns))}, b.Rows()...)}
	d.Table(t, g)
	d.Signing([]string{"Người tiếp công dân"}, "")
	return d.Bytes()
}

// columnNumbers are the numbers under the names of columns: (1), (2), …
func columnNumbers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "(" + strconv.Itoa(i+1) + ")"
	}
	return all
}

// WriteSheet writes the register as an Excel file.
func (b ReceptionBook) WriteSheet(out io.Writer, head paper.Letterhead) error {
	book, err := paper.NewWorkbook("Sổ tiếp công dân")
	if err != nil {
		return err
	}
	defer book.Close()
	sheet := paper.Worksheet{Name: "Sổ tiếp công dân", Body: strings.ToUpper(head.Body), Title: "SỔ TIẾP CÔNG DÂN", Notes: []string{"Mẫu 03/TCD. " + b.period() + ". " + personal}}
	for _, c := range receptionColumns {
		sheet.Columns = append(sheet.Columns, paper.Column{Name: c.name, Width: max(c.width*0.62, 8), Cells: c.cells})
	}
	table, err := book.Begin(sheet)
	if err != nil {
		return err
	}
	for _, row := range b.Rows() {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = text
		}
		day, err := time.Parse("02/01/2006", row[receptionDay])
		if err != nil {
			return fmt.Errorf("write the register: %w", err)
		}
		cells[receptionDay] = day
		if err := table.Add(cells...); err != nil {
			return err
		}
	}
	return book.Write(out)
}
