package flows_test

import (
	"fmt"
	"strings"
	"testing"

	"danbiet/db/dbtest"
)

// TestWhoeverIsNotOfTheStaffGetsNoHintOfTheirCommands compares the answer to each with that to something that surely is
// none, at rest and in the middle of a petition.
func TestWhoeverIsNotOfTheStaffGetsNoHintOfTheirCommands(t *testing.T) {
	t.Parallel()
	s := openStage(t, dbtest.SQLite(t))
	const long = "........................................" // longer than any command
	const petition = "> phản ánh\n> [yes]\n> [yes]\n> [moi-truong]\n"
	leaders := 0
	for name, pair := range map[string][2]string{
		"the command":               {"> /thongbao", "> thongbao"},
		"the command for the list":  {"> /thongbao ds", "> thongbao ds"},
		"the words":                 {"> soạn thông báo", "> soạn thông báo" + long},
		"the words for the list":    {"> danh sách thông báo", "> danh sách thông báo" + long},
		"a button to compose":       {"> [go:announce:]", "> [go:khongco:]"},
		"a button to compose anew":  {"> [go:fresh:announce:]", "> [go:fresh:khongco:]"},
		"a button to approve":       {"> [go:approve:1a2b.1]", "> [go:khongco:1a2b.1]"},
		"a button to give back":     {"> [go:reject:1a2b.1]", "> [go:khongco:1a2b.1]"},
		"a button to the list":      {"> [go:announcements:]", "> [go:khongco:]"},
		"a link with a wrong token": {"~ start tk-ABCDEFGHJKMNPQRSTUVWXYZ2", "~ start khongco"},
		"a link without a token":    {"~ start tk-", "~ start khongco"},
		"a typed link with a token": {"> /start tk-{token}", "> /start khongco"},
		"a link to no announcement": {"~ start n-1a2b3c4d5e", "~ start khongco"},
		"a link that was used":      {"~ start tk-{token}", "~ start khongco"},
	} {
		for where, before := range map[string]string{"at rest": "", "in a petition": petition} {
			t.Run(name+" "+where, func(t *testing.T) {
				var answers [2]string
				for i, line := range pair {
					leaders++
					script := fmt.Sprintf("~ chat staff\n~ staff lanhdao%d leader Trần Văn Duyệt\n~ chat\n", leaders) + before
					said, err := s.play(t.Context(), name+where+string(rune('a'+i)), []byte(script+line+"\n> menu\n"), withButtons)
					if err != nil {
						t.Fatalf("%v\n%s", err, said)
					}
					_, answers[i], _ = strings.Cut(string(said), "\n"+line+"\n")
				}
				if answers[0] != answers[1] || answers[0] == "" {
					t.Errorf("it is answered with\n%s\nand what is none with\n%s", answers[0], answers[1])
				}
			})
		}
	}
}
