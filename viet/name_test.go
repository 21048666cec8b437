package viet

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestParseName(t *testing.T) {
	for _, test := range []struct{ name, in, want, given, initials string }{
		{"as it stands", "Nguyễn Văn Cẩn", "Nguyễn Văn Cẩn", "Cẩn", "N. V. C."},
		{"all capitals", "ĐẶNG THỊ THÚY HÒA", "Đặng Thị Thúy Hòa", "Hòa", "Đ. T. T. H."},
		{"all small, much space", "  đặng   thị hoà ", "Đặng Thị Hoà", "Hoà", "Đ. T. H."},
		{"new tone placement stays", "Lê Thị Thuý Hoà", "Lê Thị Thuý Hoà", "Hoà", "L. T. T. H."},
		{"mixed case stays", "Nguyễn văn An", "Nguyễn văn An", "An", "N. V. A."},
		{"separate marks", norm.NFD.String("Trần Thế Mỹ"), "Trần Thế Mỹ", "Mỹ", "T. T. M."},
		{"Ê Đê and H'Mông names", "H'HEN NIÊ", "H'Hen Niê", "Niê", "H. N."},
		{"hyphen", "y-bhăm êban", "Y-Bhăm Êban", "Êban", "Y. Ê."},
		{"foreign", "Jean-Paul O'Neil", "Jean-Paul O'Neil", "O'Neil", "J. O."},
		{"lead-in", "Tôi tên là Nguyễn Văn An.", "Nguyễn Văn An", "An", "N. V. A."},
		{"lead-in without marks", "toi la nguyen van an", "Nguyen Van An", "An", "N. V. A."},
		{"label", "Họ và tên: Nguyễn Văn An", "Nguyễn Văn An", "An", "N. V. A."},
		{"title", "bà Nguyễn Thị Lan", "Nguyễn Thị Lan", "Lan", "N. T. L."},
		{"Ông is a family name too", "Ông Ích Khiêm", "Ông Ích Khiêm", "Khiêm", "Ô. Í. K."},
		{"invisible characters", "Nguyễn\u200b Văn\ufeff An", "Nguyễn Văn An", "An", "N. V. A."},
	} {
		t.Run(test.name, func(t *testing.T) {
			n, err := ParseName(test.in)
			if err != nil {
				t.Fatal(err)
			}
			got := [3]string{n.String(), n.Given(), n.Initials()}
			if diff := cmp.Diff([3]string{test.want, test.given, test.initials}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseNameRefuses(t *testing.T) {
	for in, want := range map[string]error{
		"":                                 ErrNameMissing,
		" \u200b\n":                        ErrNameMissing,
		"An":                               ErrNameSingle,
		"- An":                             ErrNameSingle,
		"Nguyễn Văn 3":                     ErrNameDigit,
		"Nguyễn Văn ٣":                     ErrNameDigit,
		"Nguyễn Văn \x00An":                ErrNameSign,
		"Nguyễn Văn An 😀":                  ErrNameSign,
		"Nguyễn <b>An</b>":                 ErrNameSign,
		"Нгуен Ван":                        ErrNameSign,
		"Nguyễn, An":                       ErrNameSign,
		strings.Repeat("Nguyễn ", 9):       ErrNameLong,
		"An " + strings.Repeat("ậ", 58):    ErrNameLong,
		"An \xff" + strings.Repeat("a", 5): ErrNameSign,
	} {
		if n, err := ParseName(in); !errors.Is(err, want) || !n.IsZero() {
			t.Errorf("ParseName(%q) = %v, want %v", in, err, want)
		}
	}
}

func TestNameAndPhoneKeepInJSON(t *testing.T) {
	type answers struct {
		Name  Name
		Phone Phone
		None  Phone
	}
	name, err := ParseName("Nguyễn Văn Cẩn")
	if err != nil {
		t.Fatal(err)
	}
	phone, err := ParsePhone("0912345678")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(answers{Name: name, Phone: phone})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Name":"Nguyễn Văn Cẩn","Phone":"+84912345678","None":""}`; string(text) != want {
		t.Errorf("got %s", text)
	}
	var back answers
	if err := json.Unmarshal(text, &back); err != nil || back.Name != name || back.Phone != phone || !back.None.IsZero() {
		t.Errorf("read back %v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"Phone":"12"}`), &back); !errors.Is(err, ErrPhoneLength) {
		t.Errorf("a broken phone is read: %v", err)
	}
}

func TestNameStaysOutOfLogs(t *testing.T) {
	name, err := ParseName("Nguyễn Văn Cẩn")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("filed", "by", name)
	if strings.Contains(log.String(), "Văn") {
		t.Errorf("log holds the name: %s", log.String())
	}
}

func TestNamesAreListedByGivenName(t *testing.T) {
	want := []string{
		"Lê Thị An", "Nguyễn Văn An", "Nguyễn Thị Ánh", "Trần Văn Ân", "Phạm Bình", "Phạm Văn Bình", "Trần Cẩn", "Đỗ Văn Dũng",
		"Lê Văn Đức", "Vũ Thị Hoa", "Vũ Thị Hòa", "Vũ Thị Hóa", "Vũ Thị Hương",
	}
	names := make([]Name, len(want))
	for i, s := range want {
		n, err := ParseName(s)
		if err != nil {
			t.Fatal(err)
		}
		names[len(want)-1-i] = n
	}
	slices.SortFunc(names, CompareNames)
	got := make([]string, len(names))
	for i, n := range names {
		got[i] = n.String()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.IsSortedFunc(names, func(a, b Name) int { return strings.Compare(a.SortKey(), b.SortKey()) }) {
		t.Error("SortKey orders otherwise than CompareNames")
	}
}

func FuzzParseName(f *testing.F) {
	for _, s := range []string{"NGUYỄN VĂN CẨN", "tôi là an bình", "h'hen niê", "Họ tên: A B", "ông Nguyễn An", "ß ŉ", "a\u0301\u0302 b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseName(s)
		if (err == nil) == n.IsZero() {
			t.Fatalf("ParseName(%q) = %q, %v", s, n, err)
		}
		if err == nil && (!norm.NFC.IsNormalString(n.String()) || n.Given() == "" || n.Family() == "") {
			t.Errorf("ParseName(%q) = %q", s, n)
		}
		if again, err2 := ParseName(n.String()); err == nil && (err2 != nil || again != n) {
			t.Errorf("ParseName(%q) = %q, which reads back as %q, %v", s, n, again, err2)
		}
	})
}
