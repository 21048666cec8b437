package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"danbiet/db/dbtest"
	"danbiet/law"
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
		if formula, err := file.GetCellFormula(sheetName, "E4"); err != nil || formula != "" {
			t.Errorf("a cell holds the formula %q, %v", formula, err)
		}
		rows, err := file.GetRows(sheetName)
		if err != nil {
			t.Fatal(err)
		}
		return rows
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
		for _, format := range []string{"csv", "json", "xlsx"} {
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

func TestNoCellBeginsLikeAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@\t\r'].*`)).Draw(t, "cell")
		safe := harmless(cell)
		if safe != "" && strings.ContainsAny(safe[:1], "=+-@\t\r") {
			t.Fatalf("%q", safe)
		}
		if strings.TrimPrefix(safe, "'") != strings.TrimPrefix(cell, "'") {
			t.Fatalf("%q became %q", cell, safe)
		}
	})
}
