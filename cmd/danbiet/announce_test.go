package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// newsroom is a desk of the sample ward on a fixed clock, 9:00 on 10 March 2026, with an editor, a leader and citizens who
// want notices.
type newsroom struct {
	*desk
	t     *testing.T
	flags []string
	now   time.Time
}

func newNewsroom(t *testing.T, url string, citizens ...string) *newsroom {
	t.Helper()
	flags := desked(t, url)
	for login, role := range map[string]string{"bientap": "editor", "lanhdao": "leader"} {
		ran(t, flags, "staff", "add", "--login", login, "--name", login, "--role", role)
	}
	h, err := openExisting(t.Context(), Config{DatabaseURL: url, SecretKeyFile: flags[3]})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	n := &newsroom{desk: &desk{house: h, slug: "minh-duc", out: streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}}, t: t, flags: flags}
	n.now = time.Date(2026, time.March, 10, 9, 0, 0, 0, law.Zone())
	h.Now = func() time.Time { return n.now }
	n.do(func(w *ward.Ward) error {
		found, err := w.Lock(t.Context(), "telegram", citizens)
		if err != nil {
			return err
		}
		for _, c := range found {
			if err := w.SaveConversations(t.Context(), []*ward.Conversation{c}); err != nil {
				return err
			}
			if err := w.Subscribe(t.Context(), c.CitizenID, ward.Subscription{News: true}); err != nil {
				return err
			}
		}
		return nil
	})
	return n
}

func (n *newsroom) do(do func(*ward.Ward) error) {
	n.t.Helper()
	if err := n.write(n.t.Context(), do); err != nil {
		n.t.Fatal(err)
	}
}

// announced is an approved announcement for some time of the day.
func (n *newsroom) announced(at time.Time) (id int64) {
	n.t.Helper()
	n.do(func(w *ward.Ward) error {
		author, err := w.StaffByLogin(n.t.Context(), "bientap")
		if err != nil {
			return err
		}
		leader, err := w.StaffByLogin(n.t.Context(), "lanhdao")
		if err != nil {
			return err
		}
		notice := ward.Notice{Title: "Tiêm chủng", Text: "Mời các cháu đến *Trạm Y tế* lúc 07:30.", Topic: "y-te-giao-duc", Plan: ward.Plan{At: at}}
		if id, err = w.Compose(n.t.Context(), author, notice); err != nil {
			return err
		}
		if err := w.Submit(n.t.Context(), id, author); err != nil {
			return err
		}
		return w.Approve(n.t.Context(), id, 1, leader)
	})
	return id
}

// send starts what is due, and settles so many letters in a state.
func (n *newsroom) send(limit int, state, problem string) {
	n.t.Helper()
	if _, err := n.StartRuns(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
	var sendings []ward.Sending
	n.do(func(w *ward.Ward) error {
		d, err := w.Claim(n.t.Context(), 1, limit, func(ward.Announcement, ward.Run) ([]json.RawMessage, error) {
			return []json.RawMessage{json.RawMessage(`{}`)}, nil
		})
		for _, l := range d.Letters {
			sendings = append(sendings, ward.Sending{WardID: l.WardID, ID: l.ID, RunID: l.RunID, CitizenID: l.CitizenID, State: state, Problem: problem})
		}
		return err
	})
	if err := n.Settle(n.t.Context(), sendings); err != nil {
		n.t.Fatal(err)
	}
}

func TestTheProgressOfARunIsWatchedToItsEnd(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		n := newNewsroom(t, url, "1", "2", "3", "4")
		id := n.announced(n.now.Add(time.Hour))
		for _, screen := range []bool{false, true} {
			var out bytes.Buffer
			steps := []func(){
				func() { n.now = n.now.Add(time.Hour); n.send(2, ward.StateSent, "") },
				func() { n.now = n.now.Add(time.Second); n.send(1, ward.StateFailed, "text is too long") },
				func() { n.now = n.now.Add(time.Second) }, // nothing new but the clock
				func() { n.send(1, ward.StateGone, ""); n.send(1, ward.StateSent, "") },
			}
			watch := &watcher{desk: n.desk, id: id, display: display{out: &out, inPlace: screen}, pause: func(context.Context) error {
				if len(steps) == 0 {
					return fmt.Errorf("watches on after the end:\n%s", &out)
				}
				steps[0]()
				steps = steps[1:]
				return nil
			}}
			if err := watch.run(t.Context()); err != nil {
				t.Fatal(err)
			}
			if screen { // the run is over: a second watcher sees its end and goes
				if got := out.String(); len(steps) != 4 || !strings.HasPrefix(got, "Đã phát xong: Tiêm chủng\n") || strings.Contains(got, "\x1b") {
					t.Errorf("%d steps left:\n%s", len(steps), got)
				}
				continue
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			want := []string{
				"09:00:00  Đã duyệt: Tiêm chủng; Lần phát tới: 10:00, thứ Ba 10/03/2026",
				"10:00:00  Đang phát: Tiêm chủng; ▓▓▓▓▓░░░░░ 50 % (2/4); Đã đến: 2; Lỗi",
			}
			if !strings.HasPrefix(lines[0], want[0]) || !strings.HasPrefix(lines[1], strings.TrimSuffix(want[1], "; Lỗi")) {
				t.Errorf("begins with\n%s", strings.Join(lines[:2], "\n"))
			}
			last := lines[len(lines)-1]
			for _, part := range []string{"Đã phát xong: Tiêm chủng", "100 % (4/4)", "Đã đến: 2", "Không liên lạc được: 1", "Lỗi: 1 (text is too long)"} {
				if !strings.Contains(last, part) {
					t.Errorf("ends with %s; want %q in it", last, part)
				}
			}
		}
	})
}

func TestAScreenIsBroughtUpToDateInItsPlace(t *testing.T) {
	var out bytes.Buffer
	d := display{out: &out, inPlace: true}
	for _, text := range []string{"một\nhai", "một\nhai", "ba\n" + strings.Repeat("x", 200), "bốn"} {
		if err := d.show(time.Time{}, text); err != nil {
			t.Fatal(err)
		}
	}
	want := "một\nhai\n" + "\x1b[2A\x1b[Jba\n" + strings.Repeat("x", widest) + "\n" + "\x1b[2A\x1b[Jbốn\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("the screen (-want +got):\n%s", diff)
	}
}

func TestAnAnnouncementIsExportedWithoutCitizens(t *testing.T) {
	dbtest.EachURL(t, func(t *testing.T, url string) {
		n := newNewsroom(t, url, "1", "2", "secret-chat")
		n.do(func(w *ward.Ward) error { // two have never agreed, one has stopped
			found, err := w.Lock(t.Context(), "telegram", []string{"a", "b", "c"})
			if err != nil {
				return err
			}
			return errors.Join(w.SaveConversations(t.Context(), []*ward.Conversation{found["a"], found["b"], found["c"]}),
				w.Subscribe(t.Context(), found["c"].CitizenID, ward.Subscription{Stopped: true}))
		})
		id := n.announced(n.now)
		n.send(1, ward.StateFailed, "too long")
		n.send(2, ward.StateSent, "")
		n.now = n.now.Add(time.Minute)
		n.send(1, ward.StateSent, "") // nobody is left: the run ends
		flags := append(slices.Clone(n.flags), "--from", "2026-03-10", "--to", "2026-03-10")
		for _, format := range []string{"csv", "json", "xlsx"} {
			raw := exported(t, flags, "announcements", "--format", format)
			rows := rowsOf(t, format, raw)
			want := []string{
				idName(id), "2026-03-10 09:00:00", "2026-03-10 09:00:00", "2026-03-10 09:01:00", "done", "Tiêm chủng", "y-te-giao-duc", "false", "",
				"3", "2", "0", "1", "0", "0", "0", "0", "0", "2", "1", "0", "unknown 2/3",
			}
			if len(rows) != 2 || bytes.Contains(raw, []byte("secret")) {
				t.Fatalf("%s: %v", format, rows)
			}
			if diff := cmp.Diff(want, rows[1]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", format, diff)
			}
		}
	})
}

func TestPapersOfAnAnnouncement(t *testing.T) {
	telegram := telegramtest.NewServer()
	defer telegram.Close()
	n := newNewsroom(t, dbtest.EmptySQLiteURL(t))
	id := n.announced(n.now)
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	begins := func(name, want string) {
		t.Helper()
		raw, err := os.ReadFile(path(name))
		if err != nil || !bytes.HasPrefix(raw, []byte(want)) {
			t.Errorf("%s: %v, %d bytes; want it to begin with %q", name, err, len(raw), want)
		}
	}
	spoken := "Thông báo của Ủy ban nhân dân phường Minh Đức.\nTiêm chủng.\nMời các cháu đến Trạm Y tế lúc bảy giờ ba mươi phút.\n"
	if got := ran(t, n.flags, "announce", "script", idName(id)); got != spoken {
		t.Errorf("said aloud: %q; want %q", got, spoken)
	}
	ran(t, n.flags, "announce", "script", idName(id), "-o", path("script.txt"))
	begins("script.txt", spoken)
	ran(t, n.flags, "announce", "script", idName(id), "-o", path("script.pdf"))
	begins("script.pdf", "%PDF")
	if out := ran(t, n.flags, "announce", "poster", idName(id), "-o", path("bare.pdf")); !strings.Contains(out, "no QR code") {
		t.Errorf("without an address: %s", out)
	}
	begins("bare.pdf", "%PDF")
	ran(t, append(slices.Clone(n.flags), "--public-url", "https://chat.example"), "announce", "poster", idName(id), "-o", path("web.pdf"))
	begins("web.pdf", "%PDF")

	var err bytes.Buffer
	args := slices.Concat([]string{"announce", "script", idName(id), "-o", path("script.doc")}, n.flags)
	if code := run(t.Context(), args, streams{strings.NewReader(""), &err, &err}); code != 2 {
		t.Errorf("a script in Word: exit code %d, %s", code, &err)
	}
	profile := &ward.Profile{Website: "https://ward.example"}
	for name, c := range map[string]struct {
		config Config
		want   string
	}{
		"bot":      {Config{Token: telegramtest.Token, TelegramAPI: telegram.URL(), PublicURL: "https://chat.example"}, "https://t.me/" + botName(t, telegram) + "?start=n-" + idName(id)},
		"web chat": {Config{PublicURL: "https://chat.example"}, "https://chat.example/chat/minh-duc?start=n-" + idName(id)},
		"website":  {Config{}, "https://ward.example"},
	} {
		n.config = c.config
		if got := n.address(t.Context(), profile, id); got != c.want {
			t.Errorf("%s: the code opens %s; want %s", name, got, c.want)
		}
	}
}

func botName(t *testing.T, telegram *telegramtest.Server) string {
	t.Helper()
	name, err := whoIs(t.Context(), telegram.URL(), telegramtest.Token)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestFilesThatGoWithAnAnnouncement(t *testing.T) {
	n := newNewsroom(t, dbtest.EmptySQLiteURL(t))
	folder := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("giay-moi.pdf", "%PDF-1.7\n")
	const rest = "title: Một\ntext: Hai\ntopic: y-te-giao-duc\nplan: {at: \"2099-12-01 07:30\"}\n"
	ran(t, n.flags, "announce", write("one.yaml", rest+"files: [giay-moi.pdf]\n"), "--as", "bientap")
	n.do(func(w *ward.Ward) error {
		all, err := w.Announcements(t.Context(), 1)
		if err != nil {
			return err
		}
		link := all[0].Notice.Files[0]
		f, err := w.OpenFile(t.Context(), link.ID)
		if f.Name != "giay-moi.pdf" || f.Mime != "application/pdf" || f.Owner != "" || link.Size != int64(len(f.Data)) {
			t.Errorf("stored %+v of %+v", f, link)
		}
		return err
	})
	if out := ran(t, n.flags, "announce", "show", firstID(t, n)); !hasLine(out, `\[giay-moi.pdf, `) {
		t.Errorf("shown without its file: %s", out)
	}
	for name, c := range map[string]struct{ files, want string }{
		"missing": {"files: [nowhere.pdf]\n", "files[0]: stat "},
		"folder":  {"files: [.]\n", "is no file"},
		"six":     {"files: [giay-moi.pdf, giay-moi.pdf, giay-moi.pdf, giay-moi.pdf, giay-moi.pdf, giay-moi.pdf]\n", "files: there are 6"},
	} {
		var out bytes.Buffer
		args := slices.Concat([]string{"announce", write("bad.yaml", rest+c.files), "--as", "bientap"}, n.flags)
		if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &out}); code != 2 || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: exit code %d, %s", name, code, &out)
		}
	}
}

func firstID(t *testing.T, n *newsroom) string {
	t.Helper()
	_, rows, _ := strings.Cut(ran(t, n.flags, "announce", "list"), "\n") // below the heads of the columns
	id, _, _ := strings.Cut(rows, " ")
	return id
}
