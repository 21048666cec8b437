package viet

import (
	"cmp"
	"errors"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxName is the longest name accepted, in runes.
const MaxName = 60

// Reasons for which ParseName refuses a name, for the caller to turn into a sentence.
var (
	ErrNameMissing = errors.New("no name")
	ErrNameSingle  = errors.New("name has one word only")
	ErrNameDigit   = errors.New("name has a digit")
	ErrNameSign    = errors.New("name has a sign that names do not have")
	ErrNameLong    = errors.New("name is too long")
)

// Name is a person's full name: family name, middle names, given name. The zero Name is none.
type Name struct{ full string }

// ParseName reads a full name of two words or more and at most MaxName runes. Letters keep the marks and tone placement
// as typed, since the name must stay as it stands in the person's papers; a name all in capitals or all in small letters
// gets an initial capital in each word. Hyphens, apostrophes and full stops are kept (H'Hen Niê, Y-Bhăm). A lead-in such
// as "tôi là" or "ông" before a capital goes. Only Latin letters make a name; invisible characters go, control
// characters are refused.
func ParseName(s string) (Name, error) {
	full := strings.Join(strings.Fields(NFC(dropInvisible(s))), " ")
	full = strings.TrimRight(dropLeadIn(full), " .")
	if full == "" {
		return Name{}, ErrNameMissing
	}
	if utf8.RuneCountInString(full) > MaxName {
		return Name{}, ErrNameLong
	}
	for _, r := range full {
		switch {
		case unicode.Is(unicode.Latin, r), unicode.Is(unicode.Mn, r), strings.ContainsRune(" -'’.", r):
		case unicode.IsNumber(r):
			return Name{}, ErrNameDigit
		default:
			return Name{}, ErrNameSign
		}
	}
	if len(strings.FieldsFunc(full, notWord)) < 2 || !strings.Contains(full, " ") {
		return Name{}, ErrNameSingle
	}
	if full == strings.ToUpper(full) || full == strings.ToLower(full) {
		full = titleCase(full)
	}
	return Name{full}, nil
}

func dropInvisible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// leadIns are folded words with which people introduce themselves; no name begins with them.
var leadIns = []string{
	"ten toi la", "toi ten la", "ten em la", "em ten la", "ten la", "toi la", "em la", "minh la", "ho va ten", "ho ten",
}

// dropLeadIn takes away "tôi là", "Họ và tên:", and a small "ông" before a name that begins with a capital. A capital
// "Ông" or "Bà" stays: both are family names too.
func dropLeadIn(s string) string {
	words := strings.Fields(s)
	for i := 0; i < len(leadIns); {
		n := strings.Count(leadIns[i], " ") + 1
		if len(words) <= n || strings.Trim(Fold(strings.Join(words[:n], " ")), ":") != leadIns[i] {
			i++
			continue
		}
		words = strings.Fields(strings.TrimLeft(strings.Join(words[n:], " "), ":- "))
		i = 0
	}
	for len(words) > 2 && titles[words[0]] {
		if r, _ := utf8.DecodeRuneInString(words[1]); !unicode.IsUpper(r) {
			break
		}
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var titles = set("ông bà anh chị em cô chú bác cháu")

// titleCase writes the first letter of each part of a name as a capital, the others small.
func titleCase(s string) string {
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			start = start || !unicode.Is(unicode.Mn, r)
			return r
		}
		if start {
			start = false
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// String returns the full name, "" for the zero Name.
func (n Name) String() string { return n.full }

// MarshalText and UnmarshalText keep a name in JSON as its full text, "" for the zero Name.
func (n Name) MarshalText() ([]byte, error) { return []byte(n.full), nil }

// UnmarshalText reads what MarshalText wrote; it does not judge a name again that was accepted before.
func (n *Name) UnmarshalText(text []byte) error {
	n.full = NFC(string(text))
	return nil
}

// LogValue keeps the name out of logs.
func (n Name) LogValue() slog.Value { return slog.StringValue("[name]") }

// IsZero tells whether n is no name.
func (n Name) IsZero() bool { return n.full == "" }

// Given returns the last word, by which a person is addressed and listed: "Cẩn" of "Nguyễn Văn Cẩn".
func (n Name) Given() string { return n.full[strings.LastIndexByte(n.full, ' ')+1:] }

// Family returns the first word.
func (n Name) Family() string {
	family, _, _ := strings.Cut(n.full, " ")
	return family
}

// Middle returns what stands between family and given name, often "".
func (n Name) Middle() string {
	words := strings.Fields(n.full)
	if len(words) < 3 {
		return ""
	}
	return strings.Join(words[1:len(words)-1], " ")
}

// Initials returns "N. V. A." for "Nguyễn Văn An".
func (n Name) Initials() string {
	words := strings.Fields(n.full)
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + "."
	}
	return strings.Join(words, " ")
}

// CompareNames orders names as Vietnamese lists do: by given name, then family name, then middle names; -1, 0 or +1.
func CompareNames(a, b Name) int {
	return cmp.Or(strings.Compare(a.SortKey(), b.SortKey()), strings.Compare(a.full, b.full))
}

// SortKey returns a key by which a database lists names in the order of CompareNames: compare it byte by byte (BINARY in
// SQLite, COLLATE "C" in PostgreSQL). It reveals the name.
func (n Name) SortKey() string {
	return SortKey(n.Given()) + "\t" + SortKey(n.Family()) + "\t" + SortKey(n.Middle())
}
