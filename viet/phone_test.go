package viet

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

func TestAStoredNumberIsShownAsPeopleReadIt(t *testing.T) {
	for stored, want := range map[string]string{"+84912345678": "0912 345 678", "113": "113", "": "", "hỏi văn phòng": "hỏi văn phòng"} {
		if got := DisplayPhone(stored); got != want {
			t.Errorf("%q is shown as %q; want %q", stored, got, want)
		}
	}
}

func TestParsePhone(t *testing.T) {
	for _, test := range []struct {
		name, in              string
		e164, display, masked string
	}{
		{"plain", "0912345678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"spaces and dots", " 091.234 5678 ", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"country code", "+84912345678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"country code without plus", "84 912 345 678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"country code after 00", "0084912345678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"country code and zero", "+84 (0)912-345-678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"words around", "SĐT của tôi là 0912 345 678 ạ", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"a short number beside", "tổ 3, 0912345678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"letter o for zero", "o912 345 678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"full-width digits", "０９１２３４５６７８", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"zero lost in a spreadsheet", "912345678", "+84912345678", "0912 345 678", "09•• ••• 678"},
		{"old Viettel number", "0166 123 4567", "+84361234567", "0361 234 567", "03•• ••• 567"},
		{"old MobiFone number with code", "+84 120 123 4567", "+84701234567", "0701 234 567", "07•• ••• 567"},
		{"landline of the province", "0221 3862 123", "+842213862123", "0221 3862 123", "02•• •••• 123"},
		{"landline of Hà Nội", "(024) 38251234", "+842438251234", "024 3825 1234", "02• •••• •234"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := ParsePhone(test.in)
			if err != nil {
				t.Fatal(err)
			}
			if p.String() != test.e164 || p.Display() != test.display || p.Masked() != test.masked {
				t.Errorf("ParsePhone(%q) = %s, %s, %s", test.in, p, p.Display(), p.Masked())
			}
		})
	}
}

func TestParsePhoneMigrates(t *testing.T) {
	old := "0120 0121 0122 0126 0128 0123 0124 0125 0127 0129 0162 0163 0164 0165 0166 0167 0168 0169 0186 0188 0199"
	now := "070 079 077 076 078 083 084 085 081 082 032 033 034 035 036 037 038 039 056 058 059"
	for i, prefix := range strings.Fields(old) {
		p, err := ParsePhone(prefix + "1234567")
		if want := strings.Fields(now)[i] + "1234567"; err != nil || strings.ReplaceAll(p.Display(), " ", "") != want {
			t.Errorf("%s… is now %s, %v; want %s", prefix, p.Display(), err, want)
		}
	}
}

func TestParsePhoneRefuses(t *testing.T) {
	for in, want := range map[string]error{
		"":                         ErrPhoneMissing,
		"tôi không có":             ErrPhoneMissing,
		"091234567":                ErrPhoneLength,
		"09123456789":              ErrPhoneLength,
		"113":                      ErrPhoneLength,
		"033098001234":             ErrPhoneLength, // an identity card
		"016612345678":             ErrPhoneLength,
		"0612345678":               ErrPhonePrefix,
		"01701234567":              ErrPhonePrefix,
		"1912345678":               ErrPhonePrefix,
		"+1 212 555 0123":          ErrPhoneForeign,
		"0912345678 0987654321":    ErrPhoneSeveral,
		"0912345678, 0987654321":   ErrPhoneSeveral,
		"0912345678 và 0987654321": ErrPhoneSeveral,
	} {
		p, err := ParsePhone(in)
		if !errors.Is(err, want) || !p.IsZero() {
			t.Errorf("ParsePhone(%q) = %v, want %v", in, err, want)
		}
		if digits := onlyDigits(in); err != nil && digits != "" && strings.Contains(err.Error(), digits) {
			t.Errorf("the error repeats the number")
		}
	}
}

func TestPhoneStaysOutOfLogs(t *testing.T) {
	p, err := ParsePhone("0912345678")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("sent", "to", p)
	if strings.Contains(log.String(), "345") {
		t.Errorf("log holds the number: %s", log.String())
	}
}

func TestZeroPhone(t *testing.T) {
	var p Phone
	if p.String()+p.Display()+p.Masked() != "" || !p.IsZero() || p.IsMobile() {
		t.Errorf("zero Phone shows %q %q %q", p, p.Display(), p.Masked())
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, s := range []string{"0912 345 678", "+84 (0)912.345.678", "0166 123 4567", "o912345678", "02213862123", "00 84", "+", "84"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePhone(s)
		if (err == nil) == p.IsZero() {
			t.Fatalf("ParsePhone(%q) = %v, %v", s, p, err)
		}
		if err != nil {
			return
		}
		for _, form := range []string{p.String(), p.Display()} {
			if again, err := ParsePhone(form); err != nil || again != p {
				t.Errorf("ParsePhone(%q) = %v, which reads back as %v, %v", s, p, again, err)
			}
		}
		if n := strings.Count(p.Masked(), "•"); n < 5 {
			t.Errorf("%q masks %d digits", p.Masked(), n)
		}
	})
}
