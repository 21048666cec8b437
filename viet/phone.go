package viet

import (
	"errors"
	"log/slog"
	"strings"
)

// Reasons for which ParsePhone refuses a number, for the caller to turn into a sentence.
var (
	ErrPhoneMissing = errors.New("no phone number")                   // no digits at all
	ErrPhoneLength  = errors.New("phone number has a wrong length")   // too few or too many digits
	ErrPhonePrefix  = errors.New("phone number has an unknown start") // no Vietnamese network or area
	ErrPhoneForeign = errors.New("phone number is not Vietnamese")    // + and another country's code
	ErrPhoneSeveral = errors.New("more than one phone number")
)

// Phone is a Vietnamese phone number. The zero Phone is none; Phones compare with ==.
type Phone struct {
	national string // digits beginning with 0
}

// ParsePhone reads a mobile or landline number as people write it: "0912 345 678", "+84 (0)912.345.678", "84912345678",
// also with words around it ("sđt 0912345678 ạ"). Eleven-digit mobile numbers from before 2018 come back under their new
// prefix: 0166… as 036….
func ParsePhone(s string) (Phone, error) {
	digits, foreign, err := phoneDigits(s)
	if err != nil {
		return Phone{}, err
	}
	if foreign {
		return Phone{}, ErrPhoneForeign
	}
	return parseNational(digits)
}

// phoneDigits finds the one run of digits that may be a number and brings it to its national form.
func phoneDigits(s string) (digits string, foreign bool, err error) {
	var runs []string
	some := false
	for run := range strings.FieldsFuncSeq(zeroes(Fold(s)), notPhoneRune) {
		d := onlyDigits(run)
		some = some || d != ""
		if len(d) >= 7 {
			runs = append(runs, run)
		}
		if len(d) >= 18 {
			return "", false, ErrPhoneSeveral
		}
	}
	switch {
	case len(runs) == 0 && some:
		return "", false, ErrPhoneLength
	case len(runs) == 0:
		return "", false, ErrPhoneMissing
	case len(runs) > 1:
		return "", false, ErrPhoneSeveral
	}
	digits, foreign = national(strings.TrimLeft(runs[0], " .-(/"))
	return digits, foreign, nil
}

// zeroes reads the letter o beside a digit as the zero that was meant: "o912 345 678".
func zeroes(s string) string {
	isDigit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	isLetter := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= 'a' && s[i] <= 'z' && s[i] != 'o' }
	out := []byte(s)
	for i, c := range out {
		if c == 'o' && (isDigit(i-1) || isDigit(i+1)) && !isLetter(i-1) && !isLetter(i+1) {
			out[i] = '0'
		}
	}
	return string(out)
}

// national takes the country code off a run of digits and signs; foreign is true if it is another country's.
func national(run string) (digits string, foreign bool) {
	digits = onlyDigits(run)
	plus := strings.HasPrefix(run, "+")
	if rest, ok := strings.CutPrefix(digits, "00"); ok {
		digits, plus = rest, true
	}
	rest, ours := strings.CutPrefix(digits, "84")
	switch {
	case ours && (plus || len(rest) >= 9):
		return "0" + strings.TrimPrefix(rest, "0"), false
	case plus && !strings.HasPrefix(digits, "0"):
		return "", true
	case len(digits) == 9 && strings.IndexByte("35789", digits[0]) >= 0:
		return "0" + digits, false // a spreadsheet has eaten the zero
	}
	return digits, false
}

func notPhoneRune(r rune) bool { return !strings.ContainsRune("0123456789+ .-()/", r) }

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func parseNational(digits string) (Phone, error) {
	if len(digits) < 10 || len(digits) > 11 {
		return Phone{}, ErrPhoneLength
	}
	if digits[0] != '0' {
		return Phone{}, ErrPhonePrefix
	}
	switch digits[1] {
	case '1':
		if len(digits) != 11 {
			return Phone{}, ErrPhoneLength
		}
		now, ok := migrated[digits[:4]]
		if !ok {
			return Phone{}, ErrPhonePrefix
		}
		return Phone{now + digits[4:]}, nil
	case '2':
		if len(digits) != 11 {
			return Phone{}, ErrPhoneLength
		}
		return Phone{digits}, nil
	case '3', '5', '7', '8', '9':
		if len(digits) != 10 {
			return Phone{}, ErrPhoneLength
		}
		return Phone{digits}, nil
	}
	return Phone{}, ErrPhonePrefix
}

// migrated gives the three-digit prefixes that replaced the four-digit ones in September to November 2018 (plan of the
// Ministry of Information and Communications, Quyết định 798/QĐ-BTTTT of 2018).
var migrated = map[string]string{
	"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
	"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
	"0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038", "0169": "039",
	"0186": "056", "0188": "058", "0199": "059",
}

// IsZero tells whether p is no number.
func (p Phone) IsZero() bool { return p.national == "" }

// IsMobile tells whether p can receive a text message.
func (p Phone) IsMobile() bool { return len(p.national) == 10 }

// String returns the E.164 form, +84912345678, "" for the zero Phone. It is what is stored; people see Display or Masked.
func (p Phone) String() string {
	if p.IsZero() {
		return ""
	}
	return "+84" + p.national[1:]
}

// Display groups the number as people read it out: "0912 345 678", "024 3825 1234", "0221 3862 123".
func (p Phone) Display() string {
	n := p.national
	switch {
	case p.IsZero():
		return ""
	case p.IsMobile():
		return n[:4] + " " + n[4:7] + " " + n[7:]
	case n[:3] == "024" || n[:3] == "028":
		return n[:3] + " " + n[3:7] + " " + n[7:]
	}
	return n[:4] + " " + n[4:8] + " " + n[8:]
}

// DisplayPhone groups a number that was stored as text, its E.164 form, as people read it out. What is no such number, a
// short national one among them, stays as it is.
func DisplayPhone(e164 string) string {
	phone, err := ParsePhone(e164)
	if err != nil {
		return e164
	}
	return phone.Display()
}

// Masked shows the first two and the last three digits, enough for the owner to recognise it: "09•• ••• 678".
func (p Phone) Masked() string {
	shown := p.Display()
	var b strings.Builder
	seen := 0
	for _, r := range shown {
		if r != ' ' {
			seen++
			if seen > 2 && seen <= len(p.national)-3 {
				r = '•'
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// MarshalText writes the E.164 form, "" for the zero Phone, so that a Phone keeps in JSON.
func (p Phone) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Phone) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Phone{}
		return nil
	}
	read, err := ParsePhone(string(text))
	if err != nil {
		return err
	}
	*p = read
	return nil
}

// LogValue keeps the number out of logs.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.Masked()) }
