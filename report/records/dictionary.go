package records

import (
	"fmt"
	"strings"
)

// Vietnamese is the type in words.
func (t Type) Vietnamese() string {
	return map[Type]string{
		Text: "văn bản", Moment: "thời điểm", Day: "ngày", Truth: "đúng/sai", Pseudonym: "bí danh", Whole: "số nguyên", Decimal: "số thập phân",
	}[t]
}

// types are the types with what they look like in a file, for the dictionary.
var types = [...]struct {
	name                Type
	form                string // as it is written, "" where the words say it
	english, vietnamese string
}{
	{Text, "", "words on one line", "chữ, trên một dòng"},
	{Moment, "YYYY-MM-DD HH:MM:SS", "by the ward's clock, empty for never", "theo giờ của phường, để trống khi chưa có"},
	{Day, "YYYY-MM-DD", "empty for none", "để trống khi không có"},
	{Truth, "true, false", "yes or no", "đúng hoặc sai"},
	{Pseudonym, "", "16 letters and digits: the same for the same, in every export of an installation; leads back to nobody without the secret key", "16 chữ và số, giống nhau cho cùng một đối tượng; không có khóa bí mật thì không dẫn đến ai"},
	{Whole, "", "a whole number, without separators", "số nguyên, không có dấu phân cách"},
	{Decimal, "", "a number with a point before decimals", "số có dấu chấm thập phân"},
}

// units are the units of numbers in Vietnamese.
var units = map[string]string{"working minutes": "phút làm việc", "people": "người", "stars": "sao", "of the indicator": "theo chỉ tiêu"}

// VietnameseUnit is the unit in Vietnamese, "" for none.
func (c Column) VietnameseUnit() string { return units[c.Unit] }

// Types lists the types with their names, what they look like in a file ("" where the meaning says it) and what they mean,
// in Vietnamese.
func Types() (all [][3]string) {
	for _, t := range types {
		all = append(all, [3]string{t.name.Vietnamese(), t.form, t.vietnamese})
	}
	return all
}

// Dictionary is the data dictionary: every kind of record with its columns, in Markdown, English and Vietnamese.
func Dictionary() string {
	var b strings.Builder
	b.WriteString(`# Data dictionary · Từ điển dữ liệu

What ` + "`danbiet export KIND --from D --to D`" + ` and the console's page “Xuất dữ liệu” write: a row for each record, with these columns in this order, in
every format (csv, xlsx, json, jsonl). Made of the program itself by ` + "`danbiet export dictionary`" + `; the XLSX files carry it on their second sheet.

Mỗi dòng là một bản ghi, các cột theo thứ tự dưới đây, giống nhau ở mọi định dạng. Không có họ tên, số điện thoại hay nội dung người dân viết, trừ
khi người có quyền yêu cầu kèm lý do (` + "`--identities`" + `). Đơn tố cáo lãnh đạo phường không có trong tệp nào (Điều 8 Luật Tố cáo 2018).

| Type · Kiểu | In a file · Trong tệp |
|---|---|
`)
	for _, t := range types {
		form := ""
		if t.form != "" {
			form = "`" + t.form + "`: "
		}
		fmt.Fprintf(&b, "| %s · %s | %s%s · %s |\n", t.name, t.name.Vietnamese(), form, t.english, t.vietnamese)
	}
	for _, k := range Kinds() {
		fmt.Fprintf(&b, "\n## %s\n\n%s. · %s.\n\n", k.Name, capital(k.English), capital(k.Vietnamese))
		writeColumns(&b, k.Columns)
		if k.Identified != nil {
			b.WriteString("\nWith `--identities --reason \"…\"`, of all but denunciations · Khi có `--identities` và lý do, trừ tố cáo:\n\n")
			writeColumns(&b, k.Identified)
		}
	}
	return b.String()
}

func writeColumns(b *strings.Builder, columns []Column) {
	b.WriteString("| Column | Type | Unit | Meaning | Ý nghĩa |\n|---|---|---|---|---|\n")
	for _, c := range columns {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", c.Name, c.Type, c.Unit, c.English, c.Vietnamese)
	}
}

// capital is a text with a capital letter in front.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}
