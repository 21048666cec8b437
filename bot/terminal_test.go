package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"danbiet/talk"
)

// terminalStage stands where the turn and the database stand: it answers each input with a fixed function.
type terminalStage struct {
	answer func(talk.Input) []talk.Message
	files  map[string][]byte

	inputs []talk.Input
	log    []LogEntry
	ids    int
}

// terminal is a Terminal on this stage that reads the given lines.
func (s *terminalStage) terminal(t *testing.T, lines ...string) (*Terminal, *bytes.Buffer) {
	out := &bytes.Buffer{}
	return &Terminal{
		Ward: "minh-duc", Chat: "me", Receive: s.receive, Log: s.read, OpenFile: s.open, Now: func() time.Time { return webNoon },
		NextID: func() string { s.ids++; return fmt.Sprint("line-", s.ids) },
		Folder: filepath.Join(t.TempDir(), "files"), In: strings.NewReader(strings.Join(lines, "\n")), Out: out,
	}, out
}

func (s *terminalStage) receive(_ context.Context, in Inbound) error {
	s.inputs = append(s.inputs, in.Input)
	for _, m := range append(echo(in, false), s.answer(in.Input)...) {
		s.log = append(s.log, LogEntry{Seq: int64(len(s.log) + 1), Message: m})
	}
	return nil
}

func (s *terminalStage) read(_ context.Context, _, _ string, after int64, limit int) ([]LogEntry, error) {
	rest := s.log[min(int(after), len(s.log)):]
	return rest[:min(limit, len(rest))], nil
}

func (s *terminalStage) open(_ context.Context, _, _, id string) (talk.File, error) {
	return talk.File{ID: id, Data: s.files[id]}, nil
}

func button(label, data string) talk.Button { return talk.Button{Label: label, Data: data} }

// askedForField is a question with options, and ways back and out.
func askedForField(talk.Input) []talk.Message {
	return []talk.Message{{Text: "Về việc gì?", Want: talk.WantChoice, Rows: [][]talk.Button{
		{button("Môi trường", "r:field:moi-truong")}, {button("Đất đai", "r:field:dat-dai")}, {button("‹ Quay lại", "r:field:<"), button("Dừng lại", "r:field:!")},
	}}}
}

// askedForWords is a question that takes whatever is typed.
func askedForWords(talk.Input) []talk.Message {
	return []talk.Message{{Text: "Số nhà bao nhiêu?", Want: talk.WantText, Rows: [][]talk.Button{{button("‹ Quay lại", "r:where:<"), button("Dừng lại", "r:where:!")}}}}
}

func TestWhatALineOnTheTerminalMeans(t *testing.T) {
	for name, c := range map[string]struct {
		asked func(talk.Input) []talk.Message
		line  string
		want  talk.Input
	}{
		"a number chooses":                            {askedForField, "2", talk.Input{Text: "Đất đai", Button: "r:field:dat-dai"}},
		"a number reaches the ways back and out":      {askedForField, " 4 ", talk.Input{Text: "Dừng lại", Button: "r:field:!"}},
		"a number with a slash chooses too":           {askedForField, "/1", talk.Input{Text: "Môi trường", Button: "r:field:moi-truong"}},
		"a number that was not offered is words":      {askedForField, "9", talk.Input{Text: "9"}},
		"zero is words":                               {askedForField, "0", talk.Input{Text: "0"}},
		"words stay words":                            {askedForField, "đất", talk.Input{Text: "đất"}},
		"a house number answers a question for words": {askedForWords, "2", talk.Input{Text: "2"}},
		"a slash leads out of a question for words":   {askedForWords, "/2", talk.Input{Text: "Dừng lại", Button: "r:where:!"}},
		"a command stays a command":                   {askedForWords, "/menu", talk.Input{Text: "/menu"}},
		"letters are composed":                        {askedForWords, "Du\u031bo\u031bng Ho\u0300a", talk.Input{Text: "Dương Hòa"}},
		"broken bytes are dropped":                    {askedForWords, "a\xffb", talk.Input{Text: "ab"}},
	} {
		t.Run(name, func(t *testing.T) {
			stage := &terminalStage{answer: c.asked}
			terminal, _ := stage.terminal(t, "xin chào", c.line)
			if err := terminal.Run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]talk.Input{{Text: "xin chào"}, c.want}, stage.inputs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnAnswerReadsWellOnATerminal(t *testing.T) {
	stage := &terminalStage{answer: func(talk.Input) []talk.Message {
		return []talk.Message{
			{Title: "Lịch tiếp", Text: "Thứ năm, 12/03/2026", Rows: [][]talk.Button{{button("Xem cả tháng", "go:a")}, {{Label: "Trang của phường", URL: "https://example.vn/"}}}},
			{Text: "Ông/bà cần gì thêm?\x1b[2J", Rows: [][]talk.Button{{button("Menu chính", "go:menu")}}},
			askedForWords(talk.Input{})[0],
		}
	}}
	terminal, out := stage.terminal(t, "lich tiep dan")
	if err := terminal.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := `Lịch tiếp
─────────
Thứ năm, 12/03/2026
  1. Xem cả tháng
  → Trang của phường: https://example.vn/

Ông/bà cần gì thêm?[2J
  2. Menu chính

Số nhà bao nhiêu?
  /3 ‹ Quay lại
  /4 Dừng lại
(Gõ số để chọn.)
(Gõ dấu / rồi số để chọn, ví dụ /3.)
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestAPersonIsGreetedOnceAndThenFindsTheirPlace(t *testing.T) {
	stage := &terminalStage{answer: askedForField}
	for visit, want := range []talk.Input{{Start: terminalStart}, {Text: "Đất đai", Button: "r:field:dat-dai"}} {
		var lines []string
		if visit > 0 {
			lines = []string{"2"} // what was asked in the first visit
		}
		terminal, out := stage.terminal(t, lines...)
		terminal.Person = true
		if err := terminal.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "Ctrl+D") || !strings.Contains(out.String(), "2. Đất đai") {
			t.Errorf("visit %d shows %q; want help and the open question", visit+1, out)
		}
		if diff := cmp.Diff(want, stage.inputs[len(stage.inputs)-1]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAnswersThroughAPipeStandApart(t *testing.T) {
	stage := &terminalStage{answer: func(talk.Input) []talk.Message { return []talk.Message{{Text: "Xin chào."}} }}
	terminal, out := stage.terminal(t, "một", "hai")
	if err := terminal.Run(t.Context()); err != nil || out.String() != "Xin chào.\n\nXin chào.\n" {
		t.Errorf("%v, %q; want an empty line between the answers", err, out)
	}
}

func TestAPipeHearsNothingItDidNotAskFor(t *testing.T) {
	stage := &terminalStage{answer: askedForField}
	terminal, out := stage.terminal(t, "", "   ")
	if err := terminal.Run(t.Context()); err != nil || out.Len() > 0 || len(stage.inputs) > 0 {
		t.Errorf("%v, %q, %v; want silence", err, out, stage.inputs)
	}
}

func TestAFileOfTheWardIsSavedInItsFolder(t *testing.T) {
	for name, want := range map[string]string{"đơn.pdf": "đơn.pdf", "../../etc/passwd": "passwd", "": "f1", "a\x1b]0;b": "a]0;b"} {
		stage := &terminalStage{files: map[string][]byte{"f1": []byte("%PDF-")}, answer: func(talk.Input) []talk.Message {
			return []talk.Message{{File: &talk.Sent{ID: "f1", Name: name}}}
		}}
		terminal, out := stage.terminal(t, "gửi tôi tệp")
		if err := terminal.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(terminal.Folder, want)
		if data, err := os.ReadFile(path); err != nil || string(data) != "%PDF-" || !strings.Contains(out.String(), path) {
			t.Errorf("%q: %v, said %q; want it at %s", name, err, out, path)
		}
	}
}

func TestAFileCanBeSentFromTheTerminal(t *testing.T) {
	photo := filepath.Join(t.TempDir(), "rác.png")
	if err := os.WriteFile(photo, []byte("\x89PNG\r\n\x1a\n0000IHDR"), 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "trò chơi.exe")
	if err := os.WriteFile(program, []byte("MZ\x90\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	stage := &terminalStage{answer: askedForWords}
	terminal, out := stage.terminal(t, "@"+photo, "@"+program, "@/nowhere/to/be/found")
	if err := terminal.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []talk.Input{{Files: []talk.File{{Kind: talk.Photo, Name: "rác.png", Mime: "image/png", Size: 16}}}}
	if diff := cmp.Diff(want, stage.inputs, cmpopts.IgnoreFields(talk.File{}, "ID", "Data")); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(out.String(), "! "+webBadFile.Sentence) || !strings.Contains(out.String(), "! Không tìm thấy tệp này. Xin ông/bà xem lại đường dẫn sau dấu @.") {
		t.Errorf("said %q; want why two files were not taken", out)
	}
}

func TestALineThatIsTooLongEndsTheChat(t *testing.T) {
	stage := &terminalStage{answer: askedForWords}
	terminal, _ := stage.terminal(t, strings.Repeat("a", maxLine+1))
	if err := terminal.Run(t.Context()); err == nil || len(stage.inputs) > 0 {
		t.Errorf("error = %v after %d inputs; want one before any", err, len(stage.inputs))
	}
}

func TestANoticeThatComesMeanwhileIsShownAndTheTypedNumberStillAnswers(t *testing.T) {
	stage := &terminalStage{answer: func(in talk.Input) []talk.Message {
		return []talk.Message{{Text: "Đã nghe: " + in.Text, Rows: [][]talk.Button{{button("Một", "r:a"), button("Hai", "r:b")}}}}
	}}
	terminal, out := stage.terminal(t)
	news := LogEntry{Message: talk.Message{Text: "Tin của phường", Rows: [][]talk.Button{{button("Đã xem", "go:seen:1"), button("Xem tài liệu", "go:d:x")}}}}
	terminal.In = io.MultiReader(strings.NewReader("chào\n"), readerFunc(func(p []byte) (int, error) { // read for once the first is answered
		news.Seq = int64(len(stage.log) + 1)
		stage.log = append(stage.log, news)
		return copy(p, "2\n"), io.EOF
	}))
	if err := terminal.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := stage.inputs[1]; got.Button != "r:b" {
		t.Errorf("the number means %+v; want what stood there when it was typed", got)
	}
	if at := strings.Index(out.String(), "Tin của phường"); at < 0 || at > strings.Index(out.String(), "Đã nghe: Hai") {
		t.Errorf("the notice is not shown before the answer:\n%s", out)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
