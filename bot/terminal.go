package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

// TerminalChannel is the Inbound.Channel of everything that arrives from a terminal.
const TerminalChannel = "terminal"

// Terminal is a chat on a terminal, or through a pipe: a line in, the answer out. Its fields are set before Run and not
// changed afterwards.
type Terminal struct {
	Ward string // slug
	Chat string // names the person: the same name goes on with the same conversation
	// Receive, Log and OpenFile are those of WebChat.
	Receive  func(ctx context.Context, in Inbound) error
	Log      func(ctx context.Context, ward, chat string, after int64, limit int) ([]LogEntry, error)
	OpenFile func(ctx context.Context, ward, chat, id string) (talk.File, error)

	NextID func() string // names each line; never the same twice
	Now    func() time.Time
	Folder string // where files that the ward sends are saved; made when the first one comes
	In     io.Reader
	Out    io.Writer
	Person bool // somebody sits there: they are greeted and prompted
	// Look says when to look for what the ward sends on its own, to show it above the line being typed. Nil: only once a
	// line is typed. It asks for a terminal that knows the control sequences of ECMA-48.
	Look <-chan time.Time

	seq     int64   // of the last entry that was read
	shown   int     // answers
	told    [2]bool // how a number chooses: a bare one, and one with a slash
	offered []choice
}

// choice is a button that was shown.
type choice struct {
	data    string
	label   string
	slashed bool // chosen by "/2", because the open question takes a typed number as its answer
}

const (
	maxLine       = 1 << 20 // bytes of one line
	terminalStart = "terminal"
	terminalHelp  = "Type a line and press Enter. A number chooses an answer, @FILE sends a file, Ctrl+D ends.\n"
)

// Run talks until the input ends or the context does; the end of the input is no error.
func (t *Terminal) Run(ctx context.Context) error {
	if err := t.open(ctx); err != nil {
		return err
	}
	lines := readLines(t.In)
	defer close(lines.want)
	for {
		t.prompt()
		line, err := t.await(ctx, lines)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		in, ok := t.read(line) // before the news: a number means what stood there when it was typed
		if err := t.hear(ctx); err != nil {
			return err
		}
		if ok {
			if err := t.say(ctx, in); err != nil {
				return err
			}
		}
	}
}

// open finds the end of the conversation as it stands, so that only what is new is shown and a number still chooses what
// was shown last. A person sees the last answer again, or is greeted.
func (t *Terminal) open(ctx context.Context) error {
	last, err := t.news(ctx)
	if err != nil {
		return err
	}
	if !t.Person {
		t.offer(last)
		return nil
	}
	if _, err := io.WriteString(t.Out, terminalHelp); err != nil {
		return err
	}
	if t.seq > 0 {
		return t.show(ctx, last)
	}
	return t.say(ctx, talk.Input{Start: terminalStart})
}

func (t *Terminal) prompt() {
	if t.Person {
		_, _ = io.WriteString(t.Out, "\n> ") // a broken terminal shows when the answer is written
	}
}

// hear shows what has come while the person thought, such as a notice of the ward; an empty line looks for it as well.
func (t *Terminal) hear(ctx context.Context) error {
	came, err := t.news(ctx)
	if err != nil || len(came) == 0 {
		return err
	}
	return t.show(ctx, came)
}

// say runs a turn and shows the answer.
func (t *Terminal) say(ctx context.Context, in talk.Input) error {
	id := t.NextID()
	err := t.Receive(ctx, Inbound{Ward: t.Ward, Channel: TerminalChannel, Chat: t.Chat, UpdateID: id, At: t.Now(), Input: in})
	if err != nil {
		return err
	}
	answer, err := t.news(ctx)
	if err != nil {
		return err
	}
	return t.show(ctx, answer)
}

// news reads the log to its end and returns what the ward has said since the person last did something.
func (t *Terminal) news(ctx context.Context) (said []talk.Message, err error) {
	for {
		entries, err := t.Log(ctx, t.Ward, t.Chat, t.seq, webBatch)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			t.seq = e.Seq
			if e.Message.Echo {
				said = nil
				continue
			}
			said = append(said, e.Message)
		}
		if len(entries) < webBatch {
			return said, nil
		}
	}
}

// read understands a typed line. A line without meaning, or whose file cannot be read, is no input.
func (t *Terminal) read(line string) (talk.Input, bool) {
	line = norm.NFC.String(strings.TrimSpace(strings.ToValidUTF8(line, "")))
	if line == "" {
		return talk.Input{}, false
	}
	if path, ok := strings.CutPrefix(line, "@"); ok {
		file, err := t.readFile(path)
		if err != nil {
			_, _ = fmt.Fprintf(t.Out, "! %s\n", fileFault(err)) // a broken terminal shows when the answer is written
			return talk.Input{}, false
		}
		return talk.Input{Files: []talk.File{file}}, true
	}
	digits, slashed := strings.CutPrefix(line, "/")
	if n, err := strconv.Atoi(digits); err == nil && n >= 1 && n <= len(t.offered) && (slashed || !t.offered[n-1].slashed) {
		chosen := t.offered[n-1] // its label stands in the log, so that the next start finds what was answered
		return talk.Input{Button: chosen.data, Text: chosen.label}, true
	}
	return talk.Input{Text: line}, true
}

// fileFault says to a citizen why a file was not sent.
func fileFault(err error) string {
	fault := webFault{}
	switch {
	case errors.As(err, &fault) && fault.Status != webUnread.Status:
		return fault.Sentence
	case errors.Is(err, os.ErrNotExist):
		return "Không tìm thấy tệp này. Xin ông/bà xem lại đường dẫn sau dấu @."
	case errors.Is(err, os.ErrPermission):
		return "Tệp này không cho phép đọc. Xin ông/bà chọn tệp khác."
	}
	return "Không đọc được tệp này. Xin ông/bà chọn tệp khác."
}

func (t *Terminal) readFile(path string) (talk.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return talk.File{}, err
	}
	defer func() { _ = f.Close() }()
	data, err := webReadPart(f, webMaxFile, webBigFile)
	if err != nil {
		return talk.File{}, err
	}
	files, err := webSniffAll(t.Chat, t.NextID(), []webUpload{{name: filepath.Base(path), data: data}})
	if err != nil {
		return talk.File{}, err
	}
	return files[0], nil
}

// show writes an answer and remembers what its numbers choose.
func (t *Terminal) show(ctx context.Context, answer []talk.Message) error {
	var b strings.Builder
	if t.shown++; t.shown > 1 && !t.Person { // a person's own line stands between two answers
		b.WriteByte('\n')
	}
	t.offered = nil
	if err := t.render(ctx, &b, answer); err != nil {
		return err
	}
	_, err := io.WriteString(t.Out, b.String())
	return err
}

// render writes messages whose buttons are numbered on from those that can be chosen already.
func (t *Terminal) render(ctx context.Context, b *strings.Builder, answer []talk.Message) error {
	n := len(t.offered)
	for i, m := range answer {
		if i > 0 {
			b.WriteByte('\n')
		}
		n = renderTerminal(b, m, n)
		if m.File != nil {
			path, err := t.save(ctx, m.File)
			if err != nil {
				return err
			}
			fmt.Fprintf(b, "  %s → %s\n", plain(m.File.Name), path)
		}
	}
	t.offer(answer)
	b.WriteString(t.howToChoose())
	return nil
}

// howToChoose tells, once for each way, how a number chooses what was just offered: here is no button to press.
func (t *Terminal) howToChoose() string {
	var text string
	for i, line := range []string{"(Gõ số để chọn.)\n", "(Gõ dấu / rồi số để chọn, ví dụ /%d.)\n"} {
		n := slices.IndexFunc(t.offered, func(c choice) bool { return c.slashed == (i == 1) })
		if n < 0 || t.told[i] {
			continue
		}
		t.told[i] = true
		text += strings.Replace(line, "%d", strconv.Itoa(n+1), 1)
	}
	return text
}

// offer remembers what can be chosen as well. Numbers go on through all messages of one answer.
func (t *Terminal) offer(answer []talk.Message) {
	for _, m := range answer {
		for _, row := range m.Rows {
			for _, button := range row {
				if button.Data != "" {
					t.offered = append(t.offered, choice{button.Data, button.Label, slashed(m)})
				}
			}
		}
	}
}

// slashed reports whether a bare number is an answer of its own to this message: to a question for words or for a phone.
func slashed(m talk.Message) bool { return m.Want != talk.WantNothing && m.Want != talk.WantChoice }

// renderTerminal writes a message whose buttons are numbered from after n, and returns the last number.
func renderTerminal(b *strings.Builder, m talk.Message, n int) int {
	if m.Title != "" {
		fmt.Fprintf(b, "%s\n%s\n", plain(m.Title), strings.Repeat("─", len([]rune(m.Title))))
	}
	if m.Marked {
		m.Text = talk.Unmarked(m.Text)
	}
	if m.Text != "" {
		fmt.Fprintln(b, plain(m.Text))
	}
	for _, row := range m.Rows {
		for _, button := range row {
			switch {
			case button.Data == "":
				fmt.Fprintf(b, "  → %s: %s\n", plain(button.Label), plain(button.URL))
				continue
			case slashed(m):
				fmt.Fprintf(b, "  /%d %s\n", n+1, plain(button.Label))
			default:
				fmt.Fprintf(b, "  %d. %s\n", n+1, plain(button.Label))
			}
			n++
		}
	}
	return n
}

// plain takes out what would command the terminal instead of being read.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// save writes a file that the ward sends where its reader can open it, and returns the path.
func (t *Terminal) save(ctx context.Context, sent *talk.Sent) (path string, err error) {
	file, err := t.OpenFile(ctx, t.Ward, t.Chat, sent.ID)
	if err != nil {
		return "", fmt.Errorf("open a file of the answer: %w", err)
	}
	name := fileName(sent.Name)
	if name == "" {
		name = fileName(sent.ID)
	}
	if err := os.MkdirAll(t.Folder, 0o700); err != nil {
		return "", fmt.Errorf("save a file of the answer: %w", err)
	}
	path = filepath.Join(t.Folder, name)
	if err := os.WriteFile(path, file.Data, 0o600); err != nil {
		return "", fmt.Errorf("save a file of the answer: %w", err)
	}
	return path, nil
}
