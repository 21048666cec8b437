package flows_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
)

var update = flag.Bool("update", false, "write the bot's side of the transcripts anew")

// The three ways in which every transcript is played. They must read the same.
type manner string

const (
	withButtons manner = "buttons"
	withNumbers manner = "numbers" // choices are typed by their number
	twice       manner = "twice"   // every update is delivered twice
)

// TestTranscripts plays every conversation in testdata on both databases. A person writes the lines that begin with ">"
// and "~"; `go test ./flows -update` writes the rest.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	waiting, err := filepath.Glob("testdata/waiting/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []manner{withButtons, withNumbers, twice} {
		t.Run(string(m), func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				s := openStage(t, d)
				for _, file := range append(files, waiting...) {
					t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { playFile(t, s, file, m) })
				}
			})
		})
	}
}

// TestStaffTranscripts plays what the staff do, each in a ward of its own: an announcement is for everybody in it.
func TestStaffTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/staff/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, m := range []manner{withButtons, withNumbers, twice} {
		for _, file := range files {
			t.Run(string(m)+"/"+strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				dbtest.Each(t, func(t *testing.T, d *db.DB) { playFile(t, openStage(t, d), file, m) })
			})
		}
	}
}

func playFile(t *testing.T, s *stage, file string, m manner) {
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.play(context.Background(), file, script, m)
	if err != nil {
		t.Fatalf("%s: %v\n%s", file, err, got)
	}
	if *update && m == withButtons && s.house.DB.Dialect == db.SQLite {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got, script) {
		t.Errorf("%s reads otherwise now (-file +now):\n%s", file, cmp.Diff(strings.Split(string(script), "\n"), strings.Split(string(got), "\n")))
	}
}
