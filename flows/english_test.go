package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"danbiet/law"
	"danbiet/sample"
	"danbiet/viet"
	"danbiet/ward"
)

// TestEverySentenceHasEnglish reads the package's own source: every Vietnamese literal that a citizen can see must stand
// in the catalogue, with the same verbs in the same order, and the catalogue must hold nothing that is never said.
func TestEverySentenceHasEnglish(t *testing.T) {
	said := sentences(t, "*.go")
	maps.Copy(said, names(t))
	for _, s := range slices.Sorted(maps.Keys(said)) {
		translated, ok := inEnglish(s)
		switch {
		case !ok:
			t.Errorf("%s: no English for %q", said[s], s)
		case verbs(translated) != verbs(s):
			t.Errorf("%s: verbs %q of the English differ from %q of %q", said[s], verbs(translated), verbs(s), s)
		}
	}
	held := map[string]bool{}
	for _, topic := range catalogue {
		for s := range topic {
			if _, ok := said[s]; !ok {
				t.Errorf("the catalogue holds %q, which is never said", s)
			}
			if held[s] {
				t.Errorf("the catalogue holds %q twice", s)
			}
			held[s] = true
		}
	}
}

// names are what is fixed elsewhere and translated here: kinds, statuses, weekdays, days off, groups of disclosure, and
// what the sample profile calls fields, topics, lines and those who receive citizens.
func names(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, k := range []law.PetitionKind{law.PhanAnh, law.KienNghi, law.KhieuNai, law.ToCao} {
		found[k.Name()] = "kinds of petition"
	}
	for _, s := range ward.Statuses() {
		found[s.Name()] = "statuses"
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		found[viet.WeekdayName(d)] = "weekdays"
	}
	const firstYear, lastYear = 2024, 2050 // long enough for every holiday to fall on a weekend
	calendar := law.NewCalendar(nil)
	for y := firstYear; y <= lastYear; y++ {
		for _, day := range calendar.Year(y) {
			if day.Off() {
				found[day.Name] = "days off"
			}
		}
	}
	for _, g := range law.DisclosureGroups() {
		found[g.Name], found[g.Short] = "groups of disclosure", "groups of disclosure"
	}
	raw, err := sample.FS.ReadFile("ward.yaml")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := ward.ParseProfile(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range profile.Fields {
		found[f.Name] = "fields"
	}
	for _, t := range profile.Topics {
		found[t.Name] = "topics"
	}
	for _, l := range profile.Hotlines {
		found[l.Name] = "lines"
	}
	for _, r := range profile.Reception.Weekly {
		found[r.Name] = "who receives"
	}
	return found
}

// TestEnglishTitlesAreUnderstood: what a button of the menu says can be typed at any time.
func TestEnglishTitlesAreUnderstood(t *testing.T) {
	r := New(func() string { return "r" })
	for _, f := range All() {
		title := translator(english)(f.Title)
		best, ok := viet.Best(r.phrases.Match(title))
		if name, _, _ := strings.Cut(best.Label, " "); !ok || name != f.Name {
			t.Errorf("%q leads to %q, not to %s", title, best.Label, f.Name)
		}
	}
}

func TestWardNameInASentence(t *testing.T) {
	for _, tc := range []struct{ short, kind, want string }{
		{"phường Minh Đức", "phuong", "Minh Đức Ward"},
		{"xã Bạch Sam", "xa", "Bạch Sam Commune"},
		{"đặc khu Cô Tô", "dac-khu", "Cô Tô Special Zone"},
		{"Phường 1", "phuong", "Phường 1"}, // written otherwise: left as it is
	} {
		p := &ward.Profile{Short: tc.short, Kind: tc.kind}
		if got := wardName(p, english); got != tc.want {
			t.Errorf("%s in English: %q, want %q", tc.short, got, tc.want)
		}
		if got := wardName(p, vietnamese); got != tc.short {
			t.Errorf("%s in Vietnamese: %q", tc.short, got)
		}
	}
}

// verbs are the formatting verbs of a sentence, in order.
func verbs(s string) string {
	var found strings.Builder
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '%' {
			found.WriteByte(s[i+1])
			i++
		}
	}
	return found.String()
}

// sentences collects the Vietnamese literals of this package and of the engine's own remarks, with where they stand.
// Phrases and aliases are what citizens write, not what they read.
func sentences(t *testing.T, pattern string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range []string{".", "../talk"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			ofStaff := strings.HasPrefix(name, "announce") || name == "alerts.go" || name == "figures.go" // who read and write Vietnamese, the ward's working language
			if !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "english") && !ofStaff {
				collectSentences(t, file, found)
			}
		}
	}
	return found
}

func collectSentences(t *testing.T, file string, found map[string]string) {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if field, ok := n.(*ast.KeyValueExpr); ok {
			if name, ok := field.Key.(*ast.Ident); ok && (name.Name == "Phrases" || name.Name == "Aliases") {
				return false
			}
		}
		if names, ok := n.(*ast.ValueSpec); ok && slices.ContainsFunc(names.Names, func(i *ast.Ident) bool { return unseen[i.Name] }) {
			return false
		}
		if f, ok := n.(*ast.FuncDecl); ok && unseen[f.Name.Name] {
			return false
		}
		for _, lit := range spoken(n) {
			if s, err := strconv.Unquote(lit.Value); err == nil && strings.ContainsFunc(strings.ReplaceAll(s, "%s", ""), unicode.IsLetter) {
				found[s] = set.Position(lit.Pos()).String()
			}
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && vietnameseLetters(s) {
				found[s] = set.Position(lit.Pos()).String()
			}
		}
		return true
	})
}

// spoken are the literals that are surely shown, even when their words bear no marks ("Xong"): labels, and what is handed
// to the functions that translate.
func spoken(n ast.Node) []*ast.BasicLit {
	var values []ast.Expr
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if name, ok := n.Key.(*ast.Ident); ok && (name.Name == "Label" || name.Name == "Title") {
			values = append(values, n.Value)
		}
	case *ast.CallExpr:
		called := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			called = f.Name
		case *ast.SelectorExpr:
			called = f.Sel.Name
		}
		if (called == "T" || called == "tr" || called == "Say") && len(n.Args) > 0 {
			values = append(values, n.Args[0])
		}
	}
	var found []*ast.BasicLit
	for _, v := range values {
		if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			found = append(found, lit)
		}
	}
	return found
}

// unseen are declarations whose words are not shown in the citizen's language: what citizens write, and what a
// messenger shows before it knows their language; and a notice, which is one text for all its readers.
var unseen = map[string]bool{"noticeText": true, "extraPhrases": true, "commands": true, "isGreeting": true, "Description": true, "otherLanguage": true, "markedCommands": true, "hoodWord": true}

func vietnameseLetters(s string) bool {
	return strings.ContainsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", r)
	})
}
