package ward_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"danbiet/db/dbtest"
	"danbiet/ward"
)

// declared is a profile that stands, for tests to add a mistake to.
const declared = `slug: minh-duc
name: Ủy ban nhân dân phường Minh Đức
short: phường Minh Đức
kind: phuong
officials: [{slug: chu-tich, title: Chủ tịch UBND phường}]
`

func TestAMistakeInAProfileIsToldInOneSentence(t *testing.T) {
	weekly := func(rule string) string {
		return "reception: {weekly: [{who: chairman, name: Chủ tịch, days: [thu], shifts: [\"07:30-11:30\"], " + rule + "}]}\n"
	}
	for name, c := range map[string]struct{ profile, want string }{
		"a kind of its own":             {strings.Replace(declared, "phuong", "thi-tran", 1), `kind "thi-tran": use phuong, xa or dac-khu`},
		"no kind":                       {strings.Replace(declared, "kind: phuong\n", "", 1), `kind "": use phuong, xa or dac-khu`},
		"a name of blanks":              {strings.Replace(declared, "name: Ủy ban nhân dân phường Minh Đức", `name: "  "`, 1), "name and short are required"},
		"a short name of blanks":        {strings.Replace(declared, "short: phường Minh Đức", `short: " "`, 1), "name and short are required"},
		"a hotline of words":            {declared + "hotlines: [{slug: phuong, number: sẽ có}]\n", `hotlines phuong: number "sẽ có" is no telephone number`},
		"a hotline that lacks a digit":  {declared + "hotlines: [{slug: phuong, number: \"091234567\"}]\n", `hotlines phuong: number "091234567" is no telephone number`},
		"a hotline of two digits":       {declared + "hotlines: [{slug: phuong, number: \"11\"}]\n", `hotlines phuong: number "11" is no telephone number`},
		"a head's phone":                {declared + "neighbourhoods: [{slug: a, name: A, phone: \"123456\"}]\n", `neighbourhoods a: phone "123456" is no telephone number`},
		"an official's phone":           {strings.Replace(declared, "title:", "phone: không có, title:", 1), `officials chu-tich: phone "không có" is no telephone number`},
		"a field of nobody":             {declared + "fields: [{slug: a, name: A, official: khong-ai}]\n", `fields a: official "khong-ai" is not on the list of officials`},
		"a reception by nobody":         {declared + weekly("official: khong-ai"), `reception of Chủ tịch: official "khong-ai" is not on the list of officials`},
		"a holiday rule of its own":     {declared + weekly("on_holiday: previous"), `reception of Chủ tịch: on_holiday "previous": use skip or next-working-day`},
		"a day that no month has":       {declared + weekly("month_days: [32]"), "reception of Chủ tịch: month_days: there is no day 32 of a month"},
		"office hours on no day":        {declared + "hours: [{shifts: [\"07:30-11:30\"]}]\n", "hours[0]: days and shifts are required"},
		"office hours without hours":    {declared + "hours: [{days: [mon]}]\n", "hours[0]: days and shifts are required"},
		"office hours on a strange day": {declared + "hours: [{days: [thứ hai], shifts: [\"07:30-11:30\"]}]\n", `hours[0]: weekday "thứ hai": use mon, tue, wed, thu, fri, sat or sun`},
		"office hours that end before":  {declared + "hours: [{days: [mon], shifts: [\"11:30-07:30\"]}]\n", `hours[0]: shift "11:30-07:30": use 07:30-11:30`},
		"an hour of one digit":          {declared + "hours: [{days: [mon], shifts: [\"7:30-8:30\"]}]\n", `hours[0]: shift "7:30-8:30": use 07:30-11:30`},
		"people that are no number":     {declared + "population: many\n", `line 6: population: "many" is not a whole number`},
		"a number that is too big":      {declared + "population: 99999999999999999999\n", `line 6: population: "99999999999999999999" is not a whole number`},
		"a sample that is neither":      {declared + "sample: có\n", `line 6: sample: "có" is not true or false`},
		"a list that is a word":         {declared + "hours: sáng\n", `line 6: hours: "sáng" is not a list`},
		"an entry that is a word":       {declared + "hours: [sáng]\n", `line 6: "sáng" is not an entry with fields of its own`},
		"a list that stands twice":      {declared + "officials: []\n", `line 6: mapping key "officials" already defined at [5:1]`},
		"a word that is not known":      {declared + "nmae: x\n", `line 6: unknown field "nmae"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ward.ParseProfile([]byte(c.profile))
			if err == nil {
				t.Fatal("the profile is accepted")
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestNumbersThatTheNetworkConnectsAreAccepted(t *testing.T) {
	for _, number := range []string{"", "113", "1022", "18001", "0912 345 678", "0221.3862.123", "+84912345678", "1900 6789", "1800 599 920"} {
		_, err := ward.ParseProfile([]byte(declared + "hotlines: [{slug: phuong, number: \"" + number + "\"}]\n"))
		if err != nil {
			t.Errorf("%q: %v", number, err)
		}
	}
}

func TestAMistakeBesideAProfileNamesTheFileAndTheLine(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, c := range map[string]struct {
		folder fstest.MapFS
		want   string
	}{
		"the profile":             {fstest.MapFS{"ward.yaml": file(declared + "population: many\n")}, `ward.yaml: line 6: population: "many" is not a whole number`},
		"a procedure of no field": {fstest.MapFS{"ward.yaml": file(declared), "procedures.yaml": file("- {slug: a, name: A, field: khong-co}\n")}, `procedures.yaml: procedure a: field "khong-co" is not among the profile's fields`},
		"a procedure":             {fstest.MapFS{"ward.yaml": file(declared), "procedures.yaml": file("- slug: a\n  name: A\n  online: có\n")}, `procedures.yaml: line 3: online: "có" is not true or false`},
		"a disclosure":            {fstest.MapFS{"ward.yaml": file(declared), "disclosures/a.yaml": file("slug: a\ngroup: một\n")}, `disclosures/a.yaml: line 2: group: "một" is not a whole number`},
	} {
		t.Run(name, func(t *testing.T) {
			house, _ := clockedHouse(t, dbtest.SQLite(t))
			_, err := house.ApplyFolder(t.Context(), c.folder, "ward.yaml")
			if err == nil || err.Error() != c.want {
				t.Errorf("error = %v; want %s", err, c.want)
			}
		})
	}
}
