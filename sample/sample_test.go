package sample

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

// The structs mirror the schema of the files, so that a misspelt key fails
// here, beside the file, and not in the program that loads it.
type profile struct {
	Slug, Name, Short, Kind string
	Sample                  bool
	SampleNote              string `yaml:"sample_note"`
	Parent, Province        string
	Address, Website, Email string
	Population              int
	Timezone                string
	Hours                   []struct {
		Days, Shifts []string
	}
	HoursNote string `yaml:"hours_note"`
	Report    struct {
		Recipients []string
		Earlier    []struct {
			Until      string
			Recipients []string
		}
		SignerTitle string `yaml:"signer_title"`
		Signer      string
		LastDay     int `yaml:"last_day"`
	}
	Hotlines       []struct{ Slug, Name, Number, Note string }
	DenounceAbove  []struct{ Name, Address, Note string } `yaml:"denounce_above"`
	Neighbourhoods []struct {
		Slug, Name       string
		Aliases          []string
		Hall, Head, Note string
	}
	Officials []struct{ Slug, Name, Title, Duties, Room, Phone string }
	Fields    []struct {
		Slug, Name string
		Aliases    []string
		Official   string
	}
	Reception struct {
		Place  string
		Weekly []struct {
			Who, Name, Official string
			Days, Shifts        []string
			From, To            string
			OnHoliday           string `yaml:"on_holiday"`
			Document            string
		}
		Moves, Substitutes []struct{}
	}
	Topics []struct{ Slug, Name string }
}

type disclosure struct {
	Slug                          string
	Group                         int
	Title, Number, Issued, Signer string
	Issuer                        string
	ValidFrom                     string `yaml:"valid_from"`
	ValidTo                       string `yaml:"valid_to"`
	Supersedes                    string
	Posted                        []struct{ Place, From, To string }
	Summary, Body                 string
	Table                         [][]string
	Attachment                    bool
	Source                        string
}

type procedure struct {
	Slug, Name       string
	Aliases          []string
	Field, Who       string
	Documents, Steps []string
	Time, Fee, Where string
	Online           bool
	Basis, Note      string
}

func files(t *testing.T) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func text(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func decode[T any](t *testing.T, name string) T {
	t.Helper()
	var v T
	d := yaml.NewDecoder(bytes.NewReader([]byte(text(t, name))), yaml.Strict())
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

func disclosures(t *testing.T) map[string]disclosure {
	t.Helper()
	all := make(map[string]disclosure)
	for _, name := range files(t) {
		if path.Dir(name) == "disclosures" {
			all[name] = decode[disclosure](t, name)
		}
	}
	return all
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxSlug leaves room in a button, which carries conversation, key and slug in 64 bytes.
const maxSlug = 32

// uniqueSlugs reports slugs that are malformed or used twice in one list.
func uniqueSlugs(t *testing.T, list string, slugs []string) {
	t.Helper()
	seen := make(map[string]bool)
	for _, s := range slugs {
		if !slugForm.MatchString(s) || len(s) > maxSlug {
			t.Errorf("%s: slug %q is not of the form a-b-1 in at most %d bytes", list, s, maxSlug)
		}
		if seen[s] {
			t.Errorf("%s: slug %q occurs twice", list, s)
		}
		seen[s] = true
	}
}

func slugsOf[T any](list []T, slug func(T) string) []string {
	var out []string
	for _, v := range list {
		out = append(out, slug(v))
	}
	return out
}

var (
	date  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	shift = regexp.MustCompile(`^\d{2}:\d{2}-\d{2}:\d{2}$`)
	week  = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

func TestProfileIsComplete(t *testing.T) {
	p := decode[profile](t, "ward.yaml")
	if !p.Sample || !strings.HasPrefix(p.SampleNote, "Dữ liệu mẫu để minh họa") {
		t.Error("the profile does not say that it is a sample")
	}
	uniqueSlugs(t, "hotlines", slugsOf(p.Hotlines, func(v struct{ Slug, Name, Number, Note string }) string { return v.Slug }))
	uniqueSlugs(t, "topics", slugsOf(p.Topics, func(v struct{ Slug, Name string }) string { return v.Slug }))

	var officials, places, fields []string
	for _, o := range p.Officials {
		officials = append(officials, o.Slug)
		if o.Name != "" && o.Name != "Bùi Danh Cẩn" {
			t.Errorf("official %s: the report does not name %q", o.Slug, o.Name)
		}
		if o.Phone != "" {
			t.Errorf("official %s: the report gives no phone number", o.Slug)
		}
	}
	for _, n := range p.Neighbourhoods {
		places = append(places, n.Slug)
		if n.Head != "" {
			t.Errorf("%s: the report does not name its head", n.Slug)
		}
	}
	for _, f := range p.Fields {
		fields = append(fields, f.Slug)
		if !slices.Contains(officials, f.Official) {
			t.Errorf("field %s: no official %q", f.Slug, f.Official)
		}
	}
	uniqueSlugs(t, "officials", officials)
	uniqueSlugs(t, "neighbourhoods", places)
	uniqueSlugs(t, "fields", fields)

	for _, w := range p.Reception.Weekly {
		if !slices.Contains(officials, w.Official) {
			t.Errorf("reception %s: no official %q", w.Who, w.Official)
		}
		checkHours(t, "reception "+w.Who, w.Days, w.Shifts)
	}
	for _, h := range p.Hours {
		checkHours(t, "hours", h.Days, h.Shifts)
	}
}

func checkHours(t *testing.T, where string, days, shifts []string) {
	t.Helper()
	for _, d := range days {
		if !slices.Contains(week, d) {
			t.Errorf("%s: unknown day %q", where, d)
		}
	}
	for _, s := range shifts {
		if !shift.MatchString(s) {
			t.Errorf("%s: shift %q is not HH:MM-HH:MM", where, s)
		}
	}
}

func TestDisclosuresFollowTheLaw(t *testing.T) {
	all := disclosures(t)
	if len(all) < 28 {
		t.Errorf("%d documents disclosed, want at least 28", len(all))
	}
	var slugs []string
	for _, d := range all {
		slugs = append(slugs, d.Slug)
	}
	uniqueSlugs(t, "disclosures", slugs)
	for name, d := range all {
		t.Run(d.Slug, func(t *testing.T) {
			if got := path.Base(name)[3:]; got != d.Slug+".yaml" {
				t.Errorf("file is called %s", name)
			}
			if d.Group < 1 || d.Group > 14 {
				t.Errorf("group %d is not one of the law's 14", d.Group)
			}
			if !strings.HasPrefix(d.Source, "Dữ liệu mẫu để minh họa; ") {
				t.Error("the source does not say that this is a sample")
			}
			if n := len(strings.Fields(d.Body)); n < 80 || n > 600 {
				t.Errorf("body has %d words, want 80 to 600", n)
			}
			if d.Supersedes != "" && !slices.Contains(slugs, d.Supersedes) {
				t.Errorf("supersedes %q, which is not disclosed", d.Supersedes)
			}
			if d.Signer != "" && d.Signer != "Bùi Danh Cẩn" {
				t.Errorf("the report does not name the signer %q", d.Signer)
			}
			for _, s := range []string{d.Issued, d.ValidFrom, d.ValidTo} {
				if s != "" && !date.MatchString(s) {
					t.Errorf("date %q is not YYYY-MM-DD", s)
				}
			}
			if d.Title == "" || d.Summary == "" || d.Issuer == "" {
				t.Error("title, summary or issuer is empty")
			}
			for _, row := range d.Table {
				if len(row) != len(d.Table[0]) {
					t.Errorf("row %q has %d cells, the header %d", row, len(row), len(d.Table[0]))
				}
			}
		})
	}
}

func TestProceduresCanBeFollowed(t *testing.T) {
	list := decode[[]procedure](t, "procedures.yaml")
	if len(list) != 20 {
		t.Errorf("%d procedures, want 20", len(list))
	}
	p := decode[profile](t, "ward.yaml")
	var fields []string
	for _, f := range p.Fields {
		fields = append(fields, f.Slug)
	}
	uniqueSlugs(t, "procedures", slugsOf(list, func(p procedure) string { return p.Slug }))
	for _, p := range list {
		t.Run(p.Slug, func(t *testing.T) {
			if !slices.Contains(fields, p.Field) {
				t.Errorf("no field %q in the profile", p.Field)
			}
			if len(p.Documents) == 0 || len(p.Steps) == 0 {
				t.Error("no documents or no steps")
			}
			for _, s := range []string{p.Name, p.Who, p.Time, p.Fee, p.Where, p.Basis} {
				if s == "" {
					t.Error("a required text is empty")
				}
			}
			if !strings.Contains(p.Note, "Dữ liệu mẫu để minh họa") {
				t.Error("the note does not say that this is a sample")
			}
		})
	}
}

// newStyle finds the tone on the second vowel of an open syllable (hoà, khoẻ,
// thuỷ); the house style is hòa, khỏe, thủy. "quý" is right in both.
var newStyle = regexp.MustCompile(`(?i)(o[àáảãạèéẻẽẹ]|[^q]u[ỳýỷỹỵ])(\P{L}|$)`)

func TestVietnameseIsWrittenInOneWay(t *testing.T) {
	wrong := []string{"Mỹ Hòa", "Pa Pi", "VneID", "băng zôn", "truyền truyền", "cấp hành", "Phục đáp", "59/2023/NQ-CP", "tháng 06", "bạn "}
	for _, name := range files(t) {
		s := text(t, name)
		if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
			t.Errorf("%s is not NFC", name)
		}
		for n, line := range strings.Split(s, "\n") {
			if m := newStyle.FindString(line); m != "" {
				t.Errorf("%s:%d: %q: write the tone as in hòa, thủy", name, n+1, m)
			}
			for _, w := range wrong {
				if strings.Contains(line, w) {
					t.Errorf("%s:%d: contains %q", name, n+1, w)
				}
			}
		}
	}
}
