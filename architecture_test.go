package danbiet_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the diagram of the house: for each folder, the folders of ours that its packages may import. "*" is
// every folder. A folder may always import its own packages.
var mayImport = map[string][]string{
	"cmd":         {"*"},
	"bench":       {"*"}, // measurements of the whole program
	"flows":       {"talk", "ward", "law", "viet", "paper"},
	"bot":         {"talk", "ward", "db", "third_party"},
	"jobs":        {"ward", "report", "law", "viet", "db", "paper"},
	"console":     {"ward", "report", "law", "viet", "db", "paper", "third_party"},
	"report":      {"ward", "law", "viet", "db", "paper", "third_party"},
	"sample":      {"ward", "law", "viet", "db"},
	"ward":        {"law", "viet", "db", "seal", "paper"},
	"paper":       {"viet", "third_party"},
	"talk":        {},
	"law":         {},
	"viet":        {},
	"db":          {},
	"seal":        {},
	"third_party": {},
}

// testsMayImport holds what tests may import on top of their folder's own row: data, and what brings a test a database
// and a key.
var testsMayImport = []string{"db", "law", "viet", "seal", "sample", "third_party"}

// testOnly holds packages that only tests import, and the measurements.
var testOnly = []string{"danbiet/db/dbtest", "danbiet/bot/telegramtest"}

// pure lists folders that compute and decide, and what they must leave to others: the network, files, processes, SQL
// and chance. A flow reaches all of these through talk.Once.
var pure = map[string][]string{
	"law":   effects,
	"viet":  effects,
	"flows": effects,
	"talk":  effects,
}

var effects = []string{"net", "net/http", "os", "os/exec", "database/sql", "math/rand", "math/rand/v2", "crypto/rand"}

// vagueNames are names that say nothing of what is inside.
var vagueNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "manager"}

// pkg is what `go list -json` tells of a package.
type pkg struct {
	ImportPath, Name                   string
	Imports, TestImports, XTestImports []string
}

func (p pkg) folder() string { return topFolder(p.ImportPath) }

func (p pkg) tests() []string { return slices.Concat(p.TestImports, p.XTestImports) }

func TestImportsFollowTheDiagram(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := mayImport[p.folder()]
		if !known {
			t.Errorf("%s: the folder %q is not in the diagram above; does it need to be at the top?", p.ImportPath, p.folder())
			continue
		}
		for _, path := range p.Imports {
			if !permitted(p, path, allowed) {
				t.Errorf("%s imports %s, which the diagram above does not allow", p.ImportPath, path)
			}
			if slices.Contains(testOnly, path) && p.folder() != "bench" && p.folder() != "cmd" {
				t.Errorf("%s imports %s, which is for tests only", p.ImportPath, path)
			}
		}
		for _, path := range p.tests() {
			if !permitted(p, path, slices.Concat(allowed, testsMayImport)) && !slices.Contains(testOnly, path) {
				t.Errorf("the tests of %s import %s, which the diagram above does not allow", p.ImportPath, path)
			}
		}
	}
}

func TestPureFoldersHaveNoEffects(t *testing.T) {
	for _, p := range packages(t) {
		for _, path := range p.Imports {
			if slices.Contains(pure[p.folder()], path) {
				t.Errorf("%s imports %s; %s/ must stay free of effects", p.ImportPath, path, p.folder())
			}
		}
	}
}

func TestEngineNeedsOnlyTheStandardLibrary(t *testing.T) {
	for _, p := range packages(t) {
		if p.folder() != "talk" {
			continue
		}
		for _, path := range p.Imports {
			if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
				t.Errorf("%s imports %s; talk/ builds on the standard library only", p.ImportPath, path)
			}
		}
	}
}

func TestPackageNamesSayWhatIsInside(t *testing.T) {
	for _, p := range packages(t) {
		for name := range strings.SplitSeq(p.ImportPath, "/") {
			if slices.Contains(vagueNames, name) || slices.Contains(vagueNames, p.Name) {
				t.Errorf("%s: name the package after what it does", p.ImportPath)
			}
		}
	}
}

// permitted reports whether a package may import a path, given the folders that it may import besides its own.
func permitted(p pkg, path string, allowed []string) bool {
	if path != "danbiet" && !strings.HasPrefix(path, "danbiet/") {
		return true // the diagram is about our own packages
	}
	folder := topFolder(path)
	return folder == p.folder() || slices.Contains(allowed, folder) || slices.Contains(allowed, "*")
}

// topFolder returns the folder at the top of the house that a package of ours lives in.
func topFolder(path string) string {
	_, rest, _ := strings.Cut(path, "/")
	folder, _, _ := strings.Cut(rest, "/")
	return folder
}

// packages lists the house's packages, without this one.
func packages(t *testing.T) []pkg {
	t.Helper()
	readFolders(t)
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Imports,TestImports,XTestImports", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := decoder.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatalf("read what go list says: %v", err)
		}
		if p.ImportPath != "danbiet" {
			all = append(all, p)
		}
	}
}

// readFolders reads every folder of the tree. `go test` keeps a result until a file or folder that the test opened
// changes, and it does not see what go list opens.
func readFolders(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && path != "." && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
