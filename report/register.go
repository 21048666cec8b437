package report

import (
	"io"
	"strings"
	"time"

	"danbiet/law"
	"danbiet/paper"
	"danbiet/viet"
	"danbiet/ward"
)

// registerColumns are those of sổ theo dõi đơn, and the code last.
var registerColumns = []paper.Column{
	{Name: "Số đến", Width: 9, Cells: paper.Mark},
	{Name: "Ngày đến", Width: 12, Cells: paper.Day},
	{Name: "Người gửi", Width: 28},
	{Name: "Loại", Width: 11},
	{Name: "Tóm tắt nội dung", Width: 52},
	{Name: "Hướng xử lý", Width: 16},
	{Name: "Số văn bản", Width: 16},
	{Name: "Hạn", Width: 12, Cells: paper.Day},
	{Name: "Kết quả", Width: 30},
	{Name: "Mã hồ sơ", Width: 19, Cells: paper.Label},
}

// longestSummary is how much of a petition's text the register shows, in runes.
const longestSummary = 300

// WriteRegister writes the register of petitions of a period (sổ theo dõi đơn) as an Excel file for printing.
func WriteRegister(out io.Writer, p *ward.Profile, from, to law.Date, rows []ward.BookRow) error {
	b, err := paper.NewWorkbook("Sổ theo dõi đơn")
	if err != nil {
		return err
	}
	defer b.Close()
	table, err := b.Begin(paper.Worksheet{
		Name: "Sổ theo dõi đơn", Body: strings.ToUpper(p.Name), Title: "SỔ THEO DÕI ĐƠN",
		Notes: []string{"Từ ngày " + from.Vietnamese() + " đến ngày " + to.Vietnamese() + ". " + personalRegister}, Columns: registerColumns,
	})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := table.Add(registerCells(r)...); err != nil {
			return err
		}
	}
	return b.Write(out)
}

// personalRegister says what the register is.
const personalRegister = "Sổ có dữ liệu cá nhân: không sao chép, không công khai."

// registerCells is a line of the register.
func registerCells(r ward.BookRow) []any {
	sender := r.Sender
	switch {
	case r.Secret:
		sender = "(giữ kín theo Điều 8 Luật Tố cáo 2018)"
	case sender == "":
		sender = "(không ghi tên)"
	}
	handling := ""
	if r.Handling != "" {
		handling = r.Handling.Name()
	}
	result := r.Status.Name()
	if !r.DoneOn.IsZero() {
		result += ", ngày " + r.DoneOn.Vietnamese()
	}
	return []any{
		r.Number, r.ReceivedAt, sender, viet.Capital(r.Kind.Name()), viet.Clean(r.What, longestSummary), handling,
		r.Document, dayCell(r.Due), result, string(r.Code),
	}
}

// dayCell is a day as a sheet keeps it, nil for none.
func dayCell(day law.Date) any {
	if day.IsZero() {
		return nil
	}
	return day.At(0, 0, time.UTC)
}
