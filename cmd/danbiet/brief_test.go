package main

import (
	"bytes"
	"image/png"
	"testing"

	"github.com/xuri/excelize/v2"

	"danbiet/db/dbtest"
	"danbiet/flows"
	"danbiet/law"
	"danbiet/ward"
)

func TestFiguresOnAPhoneComeWithAPictureAndAWorkbook(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		flags := filled(t, url)
		h, err := openHouse(t.Context(), Config{DatabaseURL: url, SecretKeyFile: flags[3]})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = h.Close() }()
		var s flows.Summary
		err = h.Read(t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
			s, err = briefOf(t.Context(), w, flows.Period{
				From: law.MustDate("2026-03-01"), To: law.MustDate("2026-03-31"), BeforeFrom: law.MustDate("2026-02-01"), BeforeTo: law.MustDate("2026-02-28"),
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Files) != 2 || s.Lines[0] != "Đơn tiếp nhận: 01 đơn (tăng 01)" {
			t.Fatalf("%d files, %q", len(s.Files), s.Lines)
		}
		if _, err := png.Decode(bytes.NewReader(s.Files[0].Data)); err != nil {
			t.Error(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(s.Files[1].Data))
		if err != nil {
			t.Fatal(err)
		}
		if sheets := book.GetSheetList(); len(sheets) < 8 {
			t.Errorf("sheets: %v", sheets)
		}
	})
}
