package thirdparty_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sums reads SHA256SUMS: for each file, named from this folder with slashes, its SHA-256 in hexadecimal.
func sums(t *testing.T) map[string]string {
	t.Helper()
	file, err := os.Open("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	listed := map[string]string{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || len(sum) != hex.EncodedLen(sha256.Size) {
			t.Fatalf("SHA256SUMS: %q is not a sum, two spaces and a file name", lines.Text())
		}
		if _, twice := listed[name]; twice {
			t.Errorf("SHA256SUMS lists %s twice", name)
		}
		listed[name] = sum
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return listed
}

func TestVendoredFilesAreAsTheirAuthorsShippedThem(t *testing.T) {
	for name, want := range sums(t) {
		content, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Errorf("listed in SHA256SUMS: %v", err)
			continue
		}
		if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != want {
			t.Errorf("%s has changed: its SHA-256 is %x, SHA256SUMS says %s", name, got, want)
		}
	}
}

func TestEveryVendoredFileIsListed(t *testing.T) {
	listed := sums(t)
	ours := map[string]bool{"README.md": true, "SHA256SUMS": true}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name := filepath.ToSlash(path)
		if _, ok := listed[name]; !ok && !ours[name] && filepath.Ext(name) != ".go" {
			t.Errorf("%s is missing from SHA256SUMS", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
