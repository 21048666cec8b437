package report

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

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
}{
	{"STT", 9},
	{"Ngày tiếp", 19},
	{"Họ tên, địa chỉ", 32},
	{"Số CCCD/ hộ chiếu", 24},
	{"Nội dung vụ việc", 38},
	{"Loại", 17},
	{"Số người", 12},
	{"Cơ quan đã giải quyết", 21},
	{"Thuộc thẩm quyền", 14},
	{"Hướng dẫn đến", 20},
	{"Cơ quan thụ lý", 20},
	{"Theo dõi kết quả", 22},
	{"Ghi chú", 18},
}

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

// WriteSheet writes the register as an Excel file. Every cell is text, so that none is taken for a formula.
func (b ReceptionBook) WriteSheet(out io.Writer, head paper.Letterhead) (err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	const sheet, first = "Sổ tiếp công dân", 5
	failed := []error{file.SetSheetName("Sheet1", sheet)}
	for i, line := range []string{head.Body, "SỔ TIẾP CÔNG DÂN (Mẫu 03/TCD)", b.period() + ". " + personal} {
		failed = append(failed, file.SetCellStr(sheet, "A"+strconv.Itoa(i+1), line))
	}
	for i, row := range append([][]string{ReceptionColumns()}, b.Rows()...) {
		for j, text := range row {
			at, err := excelize.CoordinatesToCellName(j+1, first+i)
			failed = append(failed, err, file.SetCellStr(sheet, at, text))
		}
	}
	failed = append(failed, b.layOut(file, sheet, first), file.Write(out))
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	return nil
}

func (b ReceptionBook) layOut(file *excelize.File, sheet string, first int) error {
	lines := []excelize.Border{{Type: "left", Style: 1, Color: "000000"}, {Type: "right", Style: 1, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"}, {Type: "bottom", Style: 1, Color: "000000"}}
	bold, errBold := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	head, errHead := file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Border: lines, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	cell, errCell := file.NewStyle(&excelize.Style{Border: lines, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	last, errLast := excelize.ColumnNumberToName(len(receptionColumns))
	failed := []error{errBold, errHead, errCell, errLast, file.SetCellStyle(sheet, "A1", "A2", bold)}
	for i, c := range receptionColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		failed = append(failed, err, file.SetColWidth(sheet, name, name, max(c.width*0.62, 6)))
	}
	size, across, wide, tall := 9, "landscape", 1, 0
	fit := true
	rows := first + len(b.Rows())
	failed = append(failed,
		file.SetCellStyle(sheet, "A"+strconv.Itoa(first), last+strconv.Itoa(first), head),
		file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: first, TopLeftCell: "A" + strconv.Itoa(first+1), ActivePane: "bottomLeft"}),
		file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &wide, FitToHeight: &tall}),
		file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	if rows > first {
		failed = append(failed, file.SetCellStyle(sheet, "A"+strconv.Itoa(first+1), last+strconv.Itoa(rows), cell))
	}
	return errors.Join(failed...)
}
