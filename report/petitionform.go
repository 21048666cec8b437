package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
	"danbiet/ward"
)

// The columns of a file with an old register of petitions, in their order in the form.
var oldColumns = [...]struct {
	name  string
	must  bool // the column may not be left out
	width float64
	cells paper.Cells
}{
	{"Số đến", true, 10, paper.Label},
	{"Ngày đến", true, 14, paper.Day},
	{"Người gửi", true, 28, paper.Flowing},
	{"Điện thoại", false, 16, paper.Label},
	{"Địa chỉ", false, 32, paper.Flowing},
	{"Loại", true, 14, paper.Flowing},
	{"Lĩnh vực", false, 24, paper.Flowing},
	{"Tổ dân phố", false, 20, paper.Flowing},
	{"Nội dung", true, 60, paper.Flowing},
	{"Hướng xử lý", false, 22, paper.Flowing},
	{"Số văn bản", false, 18, paper.Label},
	{"Ngày xử lý", false, 14, paper.Day},
	{"Kết quả", false, 50, paper.Flowing},
}

// Which of the columns is what.
const (
	oldNumber = iota
	oldReceived
	oldSender
	oldPhone
	oldAddress
	oldKind
	oldField
	oldPlace
	oldWhat
	oldHandling
	oldDocument
	oldOn
	oldResult
)

// oldEnd is a way in which a petition may have been settled.
type oldEnd struct {
	name   string // as a register calls it
	status ward.Status
}

var oldHandlings = [...]oldEnd{
	{"Đã trả lời", ward.StatusAnswered},
	{"Quyết định giải quyết", ward.StatusDecided},
	{"Kết luận nội dung tố cáo", ward.StatusConcluded},
	{"Không thụ lý", ward.StatusRefused},
	{"Hướng dẫn", ward.StatusGuided},
	{"Chuyển đơn", ward.StatusTransferred},
	{"Trả lại đơn", ward.StatusReturned},
	{"Lưu đơn", ward.StatusFiledAway},
	{"Rút đơn", ward.StatusWithdrawn},
}

// WritePetitionForm writes an Excel file into which an old register of petitions can be copied, with what may be chosen.
func WritePetitionForm(out io.Writer, p *ward.Profile) error {
	b, err := paper.NewWorkbook("Sổ theo dõi đơn cũ")
	if err != nil {
		return err
	}
	defer b.Close()
	sheet := paper.Worksheet{Name: "Sổ theo dõi đơn", Fill: true}
	for i, c := range oldColumns {
		sheet.Columns = append(sheet.Columns, paper.Column{Name: c.name, Width: c.width, Cells: c.cells, Choices: oldChoices(p, i)})
	}
	if _, err := b.Begin(sheet); err != nil {
		return err
	}
	return b.Write(out)
}

// oldChoices are what may be chosen in a column, nil where anything may stand.
func oldChoices(p *ward.Profile, column int) (all []string) {
	switch column {
	case oldKind:
		for _, k := range law.PetitionKinds() {
			all = append(all, viet.Capital(k.Name()))
		}
	case oldField:
		for _, f := range p.Fields {
			all = append(all, f.Name)
		}
	case oldPlace:
		for _, n := range p.Neighbourhoods {
			all = append(all, n.Name)
		}
	case oldHandling:
		for _, h := range oldHandlings {
			all = append(all, h.name)
		}
	}
	return all
}

// ReadPetitions reads an old register from a filled form, an Excel or a CSV file. A row without a text is passed over. The
// error joins a WorkbookError for each row that cannot be understood; nothing should then be taken in. A petition's key
// is its year and number: bringing the same register in twice brings in nothing twice.
func ReadPetitions(name string, in io.Reader, p *ward.Profile) ([]ward.Intake, error) {
	rows, err := workbookRows(name, in)
	if err != nil {
		return nil, err
	}
	at := map[int]int{}
	for column, c := range oldColumns {
		i := slices.IndexFunc(rows[0], func(cell string) bool { return viet.Fold(strings.TrimSpace(cell)) == viet.Fold(c.name) })
		if i < 0 && c.must {
			return nil, WorkbookError{1, fmt.Sprintf("thiếu cột “%s”", c.name)}
		}
		at[column] = i
	}
	var all []ward.Intake
	var failed []error
	seen := map[string]int{}
	for i, row := range rows[1:] {
		cell := func(column int) string {
			if n := at[column]; n >= 0 && n < len(row) {
				return viet.Clean(row[n], maxCell)
			}
			return ""
		}
		if cell(oldNumber)+cell(oldWhat)+cell(oldSender) == "" {
			continue
		}
		one, problem := oldPetition(cell, p)
		if before := seen[one.Key]; problem == "" && before > 0 {
			problem = fmt.Sprintf("số đến “%s” đã có ở dòng %d", one.Content.Number, before)
		}
		if problem != "" {
			failed = append(failed, WorkbookError{i + 2, problem})
		}
		seen[one.Key] = i + 2
		all = append(all, one)
	}
	return all, errors.Join(failed...)
}

// maxCell is how much of a cell is read, in runes.
const maxCell = 4000

// oldPetition reads a row.
func oldPetition(cell func(int) string, p *ward.Profile) (in ward.Intake, problem string) {
	in = ward.Intake{Channel: ward.ChannelPaper, Field: "khac", Content: ward.Content{
		What: cell(oldWhat), Name: cell(oldSender), Address: cell(oldAddress),
		Counter: ward.Counter{Number: cell(oldNumber), Anonymous: cell(oldSender) == "", Signing: ward.Signed},
	}}
	var ok bool
	if in.Received, ok = dayOfCell(cell(oldReceived)); !ok {
		return in, "ngày đến phải có dạng 30/06/2024"
	}
	in.Key = fmt.Sprintf("so/%d/%s", in.Received.Year, viet.Fold(in.Content.Number))
	if in.Kind, ok = oldKindOf(cell(oldKind)); !ok {
		return in, fmt.Sprintf("không có loại “%s”; xin ghi Kiến nghị, Phản ánh, Khiếu nại hoặc Tố cáo", cell(oldKind))
	}
	if typed := cell(oldPhone); typed != "" {
		phone, err := viet.ParsePhone(typed)
		if err != nil {
			return in, "số điện thoại chưa đúng; xin ghi 10 số hoặc để trống"
		}
		in.Content.Phone = phone.String()
	}
	if problem = oldPlaces(&in, cell, p); problem != "" {
		return in, problem
	}
	switch {
	case in.Content.Number == "":
		return in, "thiếu số đến"
	case in.Content.What == "":
		return in, "thiếu nội dung"
	}
	in.Settled, problem = oldSettled(cell)
	return in, problem
}

func oldKindOf(cell string) (law.PetitionKind, bool) {
	for _, k := range law.PetitionKinds() {
		if viet.Fold(cell) == viet.Fold(k.Name()) {
			return k, true
		}
	}
	return "", false
}

// oldPlaces reads the field and the neighbourhood of a row; a row without a field is of none in particular.
func oldPlaces(in *ward.Intake, cell func(int) string, p *ward.Profile) (problem string) {
	if typed := cell(oldField); typed != "" {
		i := slices.IndexFunc(p.Fields, func(f ward.Field) bool { return viet.Fold(f.Name) == viet.Fold(typed) })
		if i < 0 {
			return fmt.Sprintf("không có lĩnh vực “%s” trong danh mục của phường", typed)
		}
		in.Field = p.Fields[i].Slug
	} else if _, ok := p.Field(in.Field); !ok {
		return "thiếu lĩnh vực"
	}
	if typed := cell(oldPlace); typed != "" {
		i := slices.IndexFunc(p.Neighbourhoods, func(n ward.Neighbourhood) bool { return viet.Fold(n.Name) == viet.Fold(typed) })
		if i < 0 {
			return fmt.Sprintf("không có tổ dân phố “%s” trong danh mục của phường", typed)
		}
		in.Neighbourhood = p.Neighbourhoods[i].Slug
	}
	return ""
}

// oldSettled reads how a petition of a row ended.
func oldSettled(cell func(int) string) (s ward.Settled, problem string) {
	typed := cell(oldHandling)
	if typed == "" {
		if cell(oldOn) != "" {
			return s, "có ngày xử lý thì phải ghi hướng xử lý"
		}
		return s, ""
	}
	i := slices.IndexFunc(oldHandlings[:], func(h oldEnd) bool { return viet.Fold(h.name) == viet.Fold(typed) })
	if i < 0 {
		return s, fmt.Sprintf("không có hướng xử lý “%s”; xin chọn trong danh sách của mẫu", typed)
	}
	s = ward.Settled{Status: oldHandlings[i].status, Document: cell(oldDocument), Result: cell(oldResult)}
	var ok bool
	if s.On, ok = dayOfCell(cell(oldOn)); !ok {
		return s, "ngày xử lý phải có dạng 30/06/2024"
	}
	return s, ""
}

// PetitionProblem says in Vietnamese why a row that could be read cannot be taken in.
func PetitionProblem(faults ward.FaultyIntake) string {
	var all []string
	for _, f := range faults {
		switch f {
		case ward.FaultReceived:
			all = append(all, "ngày đến ở sau hôm nay hoặc quá mười năm trước")
		case ward.FaultSettled:
			all = append(all, "ngày xử lý phải từ ngày đến tới hôm nay")
		default:
			all = append(all, "thông tin chưa hợp lệ ("+string(f)+")")
		}
	}
	return strings.Join(all, "; ")
}
