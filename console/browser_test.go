package console_test

import (
	"context"
	_ "embed"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// patience is how long a browser may take for one page.
const patience = 30 * time.Second

// measure finds what a person would stumble over: a page wider than the screen, a target too small for a finger, text too
// faint for its ground. It returns a line for each.
//
//go:embed testdata/measure.js
var measure string

// browser is a tab that notes what it asks for and what it complains of.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
	requests   []string
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := os.Getenv("DANBIET_TEST_CHROMIUM")
	if path == "" {
		path = "/usr/bin/chromium"
	}
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("DANBIET_TEST_REQUIRE") == "all" {
			t.Fatalf("the browser tests are required: %v", err)
		}
		t.Skipf("no browser: %v", err)
	}
	flags := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
	}
	for _, flag := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
		flags = append(flags, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // it is ending anyway
		cancel()
		stop()
	})
	b := &browser{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// look sets the screen and the reader's wish for light or dark.
func (b *browser) look(width, height int64, scheme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, emulation.SetEmulatedMedia.Method, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		}, nil)
	}))
}

// shot leaves a picture of the whole page for a reviewer who runs the tests with -artifacts.
func (b *browser) shot(name string) {
	b.t.Helper()
	if asked := flag.Lookup("test.artifacts"); asked == nil || asked.Value.String() != "true" {
		return // pictures take as long as everything else
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	const lossless = 100
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(lossless))
	if err == nil {
		err = os.WriteFile(filepath.Join(b.t.ArtifactDir(), name+".png"), picture, 0o600)
	}
	if err != nil {
		b.t.Errorf("picture %s: %v", name, err)
	}
}

func TestPagesFitTheirReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) {
		p.Officials[0].Phone, p.Neighbourhoods[0].Phone = "0912345678", "02213862123"
		p.Reception.Moves = []ward.ReceptionMove{{Who: "chairman", Date: "2026-11-26", To: "2026-11-27", Reason: "Họp Hội đồng nhân dân"}}
	})
	s.put(ward.Disclosure{
		Slug: "bang-rong", Group: 2, Title: "Bảng rất rộng", Body: strings.Repeat("Chữdàikhôngcáchquãng", 20),
		Table: [][]string{slices.Repeat([]string{"Nội dung chi ngân sách"}, 12), slices.Repeat([]string{"13.000.000"}, 12)},
	})
	server := httptest.NewServer(s.handler)
	defer server.Close()
	b := openBrowser(t)
	paths := map[string]string{
		"home": "", "reception": "tiep-cong-dan", "tet": "tiep-cong-dan?thang=2024-02", "disclosures": "cong-khai", "search": "cong-khai?q=ho+ngheo",
		"document": "cong-khai/bang-rong", "procedures": "thu-tuc", "procedure": "thu-tuc/khai-sinh", "directory": "danh-ba", "status": "ho-so?ma=" + s.file(law.PhanAnh),
	}
	for _, look := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"phone-light", 390, 844, "light"}, {"phone-dark", 390, 844, "dark"}, {"desktop-light", 1440, 900, "light"}, {"desktop-dark", 1440, 900, "dark"}} {
		b.look(look.width, look.height, look.scheme)
		for name, path := range paths {
			b.do(chromedp.Navigate(server.URL + "/phuong/minh-duc/" + path))
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, look.name, fault)
			}
			b.shot(name + "-" + look.name)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
	for _, url := range b.requests {
		if !strings.HasPrefix(url, server.URL) && !strings.HasPrefix(url, "data:") {
			t.Errorf("a page asks %s for something", url)
		}
	}
}

func TestKeyboardReachesTheContentFirst(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	server := httptest.NewServer(openSite(t, dbtest.SQLite(t)).handler)
	defer server.Close()
	b := openBrowser(t)
	b.look(390, 844, "light")
	b.do(chromedp.Navigate(server.URL+"/phuong/minh-duc/"), chromedp.KeyEvent(kb.Tab))
	if !ask[bool](b, `document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().top >= 0
		&& parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2`) {
		t.Error("the first stop of the keyboard is no visible link to the content")
	}
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if got := ask[string](b, `document.activeElement.getAttribute('href')`); got != "/chat/minh-duc" {
		t.Errorf("after it the keyboard is at %q, want the chat", got)
	}
}
