package flows_test

import (
	"fmt"
	"strings"
	"testing"

	"danbiet/db"
	"danbiet/db/dbtest"
)

// hostile are words that break careless programs, and how a citizen sees them afterwards.
var hostile = map[string]struct{ typed, shown string }{
	"SQL":                  {`Rác '; DROP TABLE petition; -- đầy ngõ 5`, `Rác '; DROP TABLE petition; -- đầy ngõ 5`},
	"HTML":                 {`<b onclick="alert(1)">Rác</b> &amp; <script> đầy ngõ 5`, `<b onclick="alert(1)">Rác</b> &amp; <script> đầy ngõ 5`},
	"format words":         {`Rác %s %d %!v(PANIC) {{.Token}} đầy ngõ 5`, `Rác %s %d %!v(PANIC) {{.Token}} đầy ngõ 5`},
	"control characters":   {"Rác\x01 \x07đầy\x1b ng\x00õ\x7f 5", "Rác đầy ngõ 5"},
	"words that run back":  {"Rác \u202eđầy\u2066 ngõ 5", "Rác đầy ngõ 5"},
	"broken bytes":         {`Rác \xff\xfeđầy ngõ 5`, "Rác đầy ngõ 5"},
	"marks apart":          {"Ra\u0301c đâ\u0300y ngo\u0303 5", "Rác đầy ngõ 5"},
	"many marks, one word": {"Rác đầy ngõ 5 a" + strings.Repeat("\u0335", 500), "Rác đầy ngõ 5 a" + strings.Repeat("\u0335", 4)},
}

// TestHostileWordsInEveryFieldAreKeptAsTheyAre gives them wherever a complaint and a report ask for words, and reads the
// review and the filed petition.
func TestHostileWordsInEveryFieldAreKeptAsTheyAre(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStage(t, d)
		for name, words := range hostile {
			complaint := []string{"khiếu nại", "[yes]", "[yes]", "[dat-dai]", words.typed, words.typed, words.typed, words.typed, words.typed, words.typed, "[done]", "Nguyễn Văn A", "không", "[yes]", "[go:track:{code}]"}
			report := []string{"phản ánh", "[yes]", "[yes]", "[khac]", "[-]", words.typed, words.typed, "[done]", words.typed, "[-]", words.typed, "[-]", "[yes]", "[go:track:{code}]"}
			for kind, lines := range map[string][]string{"complaint": complaint, "report": report} {
				said, err := s.play(t.Context(), name+kind, []byte("> "+strings.Join(lines, "\n> ")), withButtons)
				if err != nil {
					t.Fatalf("%s, %s: %v\n%s", name, kind, err, said)
				}
				bot := botsWords(said)
				if want := map[string]int{"complaint": 11, "report": 4}[kind]; strings.Count(bot, words.shown) != want {
					t.Errorf("%s, %s: the citizen reads it %d times; want %d:\n%s", name, kind, strings.Count(bot, words.shown), want, bot)
				}
			}
		}
	})
}

// botsWords are the bot's lines of a transcript.
func botsWords(transcript []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(transcript)) {
		if !strings.HasPrefix(line, ">") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestTenThousandCharactersAreRefusedKindlyAndNothingIsLost(t *testing.T) {
	t.Parallel()
	s := openStage(t, dbtest.SQLite(t))
	long := strings.Repeat("Rác đầy ngõ. ", 800)
	for name, c := range map[string]struct{ before, after, want string }{
		"no question is open":  {"> menu\n", "> lịch tiếp công dân\n", "Lịch tiếp công dân của"},
		"words are asked for":  {"> phản ánh\n> [yes]\n> [yes]\n> [khac]\n> [-]\n", "> Rác đầy ngõ.\n", "Việc này ở đâu?"},
		"a choice is open":     {"> phản ánh\n> [yes]\n> [yes]\n", "> [khac]\n", "Việc này ở tổ dân phố nào?"},
		"a code is asked for":  {"> theo dõi hồ sơ\n", "> HS-2222-22222\n", "HS-2222-22222"},
		"documents are looked": {"> [go:disclosures:]\n", "> [@2]\n", "Nhóm khác, tìm từ khác"},
	} {
		t.Run(name, func(t *testing.T) {
			said, err := s.play(t.Context(), name, []byte(fmt.Sprintf("%s> %s\n%s", c.before, long, c.after)), withButtons)
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			_, answer, _ := strings.Cut(string(said), long[:len(long)-1])
			_, last, _ := strings.Cut(answer, strings.TrimSuffix(c.after, "\n"))
			if strings.TrimSpace(answer) == "" || !strings.Contains(last, c.want) {
				t.Errorf("after the long message:\n%.3000s", answer)
			}
			if strings.Contains(answer, "hệ thống vừa gặp lỗi") {
				t.Errorf("it is taken for a fault:\n%s", answer)
			}
		})
	}
}
