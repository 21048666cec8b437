package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report/records"
	"danbiet/ward"
)

// filled is an installation with a petition and some interactions of 10 March 2026, closed again. It returns the flags
// that lead there.
func filled(t *testing.T, url string) []string {
	t.Helper()
	key := filepath.Join(t.TempDir(), "secret.key")
	h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	noon := time.Date(2026, time.March, 10, 12, 0, 0, 0, law.Zone())
	h.Now = func() time.Time { return noon }
	if err := h.Apply(t.Context(), &ward.Profile{Slug: "minh-duc", Name: "Ủy ban nhân dân phường Minh Đức", Short: "phường Minh Đức"}); err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		_, err := w.File(t.Context(), ward.Draft{
			Key: "k", Kind: law.PhanAnh, Field: "moi-truong", Neighbourhood: "duong-hoa", Channel: "web", Chat: "secret-chat",
			Content: ward.Content{What: "secret words", Name: "secret name", Phone: "+84900000000"},
		})
		if err != nil {
			return err
		}
		return w.Count(t.Context(), []ward.Interaction{
			{At: noon, Conversation: 1001, Channel: "web", Lang: "vi", Flow: "petition", Kind: "started"},
			{At: noon, Conversation: 1001, Channel: "web", Lang: "vi", Flow: "petition", Step: "kind", Kind: "asked"},
			{At: noon.Add(time.Second), Conversation: 1002, Channel: "telegram", Lang: "en", Flow: "=HYPERLINK(1)", Step: "kind", Kind: "answered"},
			{At: noon.AddDate(0, 0, 1), Conversation: 1003, Channel: "web", Lang: "vi", Flow: "reception", Kind: "started"}, // the day after
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return []string{"--database-url", url, "--secret-key-file", key, "--from", "2026-03-10", "--to", "2026-03-10"}
}

// exported runs an export and returns what it writes.
func exported(t *testing.T, flags []string, args ...string) []byte {
	t.Helper()
	var out, err bytes.Buffer
	if code := run(t.Context(), slices.Concat([]string{"export"}, args, flags), streams{strings.NewReader(""), &out, &err}); code != 0 {
		t.Fatalf("exit code %d: %s", code, &err)
	}
	return out.Bytes()
}

// rowsOf reads an export in any of its formats, the names of the columns first.
func rowsOf(t *testing.T, format string, raw []byte) [][]string {
	t.Helper()
	switch format {
	case "csv":
		plain, marked := bytes.CutPrefix(raw, []byte("\ufeff"))
		rows, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
		if err != nil || !marked {
			t.Fatalf("csv: %v, with a byte order mark: %v", err, marked)
		}
		return rows
	case "xlsx":
		file, err := excelize.OpenReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		name := file.GetSheetName(0)
		if formula, err := file.GetCellFormula(name, "E4"); err != nil || formula != "" {
			t.Errorf("a cell holds the formula %q, %v", formula, err)
		}
		rows, err := file.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows { // dates are dates here, shown as they are written in Vietnamese
			for i, cell := range row {
				if at, err := time.Parse("02/01/2006 15:04:05", cell); err == nil {
					row[i] = at.Format(time.DateTime)
				} else if day, err := time.Parse("02/01/2006", cell); err == nil {
					row[i] = day.Format(time.DateOnly)
				}
			}
		}
		return rows
	}
	if format == "jsonl" { // JSON Lines are the list's objects without what makes a list of them
		lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
		return jsonRows(t, []byte("["+strings.Join(lines, ",")+"]"))
	}
	return jsonRows(t, raw)
}

// jsonRows reads a list of objects and keeps the order of their keys.
func jsonRows(t *testing.T, raw []byte) [][]string {
	t.Helper()
	if !json.Valid(raw) {
		t.Fatalf("no JSON: %s", raw)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	var rows [][]string
	var names, values []string
	for key := true; ; {
		token, err := d.Token()
		if err == io.EOF {
			return append([][]string{names}, rows...)
		}
		if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case json.Delim:
			if v == '}' {
				rows = append(rows, values)
			}
			if v == '{' {
				key, names, values = true, nil, nil
			}
		default:
			if key {
				names = append(names, fmt.Sprint(v))
			} else {
				values = append(values, fmt.Sprint(v))
			}
			key = !key
		}
	}
}

func TestInteractionsAreExportedUnderPseudonymsInEveryFormat(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		flags := filled(t, url)
		var first [][]string
		for _, format := range []string{"csv", "json", "jsonl", "xlsx"} {
			raw := exported(t, flags, "interactions", "--format", format)
			rows := rowsOf(t, format, raw)
			if len(rows) != 4 {
				t.Fatalf("%s: %d rows, want the names and 3", format, len(rows))
			}
			one, same, other := rows[1][1], rows[2][1], rows[3][1]
			if one != same || one == other || len(one) != pseudonymSize || strings.Contains(string(raw), "1001") {
				t.Errorf("%s: pseudonyms %q, %q, %q", format, one, same, other)
			}
			flow := "=HYPERLINK(1)"
			if format == "csv" {
				flow = "'" + flow // a spreadsheet would run it
			}
			want := [][]string{
				{"at", "conversation", "channel", "lang", "flow", "step", "kind"},
				{"2026-03-10 12:00:00", one, "web", "vi", "petition", "", "started"},
				{"2026-03-10 12:00:00", one, "web", "vi", "petition", "kind", "asked"},
				{"2026-03-10 12:00:01", other, "telegram", "en", flow, "kind", "answered"},
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Errorf("%s: %s", format, diff)
			}
			if first != nil && first[1][1] != one {
				t.Errorf("%s: a conversation has another pseudonym than in the other formats", format)
			}
			first = rows
		}
	})
}

const pseudonymSize = 16

func TestPetitionsAreExportedWithoutWhatCitizensWrote(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		flags := filled(t, url)
		for _, format := range []string{"csv", "json"} {
			raw := string(exported(t, flags, "petitions", "--format", format))
			if strings.Contains(raw, "secret") || strings.Contains(raw, "+849") {
				t.Errorf("%s holds what a citizen wrote: %s", format, raw)
			}
			rows := rowsOf(t, format, []byte(raw))
			if len(rows) != 2 || rows[1][1] != "2026-03-10 12:00:00" || rows[1][2] != string(law.PhanAnh) || rows[1][3] != "moi-truong" || rows[1][5] != "tiep-nhan" {
				t.Errorf("%s: %v", format, rows)
			}
		}
	})
}

func TestNamesLeaveTheHouseOnlyWithAReasonWhichIsLogged(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		flags := filled(t, url)
		file := filepath.Join(t.TempDir(), "don.csv")
		for _, refused := range [][]string{
			{"petitions", "--identities", "--reason", "kiểm tra", "-o", file},                      // seven letters
			{"petitions", "--identities", "-o", file},                                              // no reason
			{"petitions", "--identities", "--reason", "theo yêu cầu của thanh tra"},                // no file
			{"interactions", "--identities", "--reason", "theo yêu cầu của thanh tra", "-o", file}, // nobody in it
			{"petitions", "--reason", "theo yêu cầu của thanh tra"},                                // a reason for nothing
		} {
			var out, errs bytes.Buffer
			if code := run(t.Context(), slices.Concat([]string{"export"}, refused, flags), streams{strings.NewReader(""), &out, &errs}); code != 2 || out.Len() > 0 {
				t.Errorf("%v: exit code %d, wrote %q", refused, code, &out)
			}
		}
		if _, err := os.Stat(file); err == nil {
			t.Fatal("a refused export has left a file")
		}
		var out, errs bytes.Buffer
		args := slices.Concat([]string{"export", "petitions", "--identities", "--reason", "theo yêu cầu của thanh tra", "-o", file}, flags)
		if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &errs}); code != 0 || !strings.Contains(errs.String(), "warning") {
			t.Fatalf("exit code %d: %s", code, &errs)
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows := rowsOf(t, "csv", raw)
		if got := rows[1][9:]; !slices.Equal(got, []string{"secret name", "'+84900000000", "", "", "secret words"}) {
			t.Errorf("the sender and their words: %q", got)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v; want a file that only its owner can read", info.Mode(), err)
		}
		log := exported(t, slices.Concat(flags[:4], []string{"--from", "2000-01-01", "--to", "2999-12-31"}), "audit", "--format", "jsonl")
		if all := string(log); strings.Count(all, `"detail":"petitions 2026-03-10 2026-03-10 csv identities"`) != 1 || strings.Contains(all, "thanh tra") {
			t.Errorf("the log: %s", all)
		}
	})
}

func TestEveryKindThatHelpNamesCanBeExported(t *testing.T) {
	flags := filled(t, dbtest.SQLiteURL(t))
	for _, k := range records.Kinds() {
		for _, format := range records.Formats() {
			if out := exported(t, flags, k.Name, "--format", format); format == "csv" && !strings.HasPrefix(string(out), "\ufeff"+k.Columns[0].Name) {
				t.Errorf("%s: %.60q", k.Name, out)
			}
		}
	}
}

// TestDictionaryIsFresh holds that docs/data-dictionary.md is what the program says.
func TestDictionaryIsFresh(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"export", "dictionary"}, streams{strings.NewReader(""), &out, &errs}); code != 0 {
		t.Fatalf("exit code %d: %s", code, &errs)
	}
	kept, err := os.ReadFile("../../docs/data-dictionary.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), out.String()); diff != "" {
		t.Errorf("docs/data-dictionary.md is old (-file +program); go run ./cmd/danbiet export dictionary > docs/data-dictionary.md\n%s", diff)
	}
}

func TestProgressTellsHowFarAndHowFast(t *testing.T) {
	now := time.Date(2026, time.March, 10, 12, 0, 0, 0, law.Zone())
	var out bytes.Buffer
	bar := newProgressBar(&out, 1024, func() time.Time { return now })
	for range 512 {
		now = now.Add(time.Millisecond)
		bar.step()
	}
	bar.end()
	shown := strings.Split(out.String(), "\r")
	last := strings.TrimSpace(shown[len(shown)-1])
	if want := "[████████████············] 512 of 1.024 rows, 1.000 a second"; last != want || len(shown) != 4 {
		t.Errorf("shown %d times, last %q; want %q", len(shown)-1, last, want)
	}
	out.Reset()
	newProgressBar(&out, -1, func() time.Time { return now }).end()
	if got := strings.TrimSpace(out.String()); got != "0 rows, 0 a second" {
		t.Errorf("without a total: %q", got)
	}
}
