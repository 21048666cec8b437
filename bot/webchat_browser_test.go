package bot

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// webPatience is how long a browser test waits for the page to show something.
const webPatience = time.Minute

// webChromium starts a browser that the subtests share, each with its own cookies and storage.
func webChromium(t *testing.T) context.Context {
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
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
	}
	for _, flag := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage",
		"use-fake-device-for-media-stream", "use-fake-ui-for-media-stream",
	} { // a microphone that hums, and a citizen who allows it
		flags = append(flags, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	browser, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		_ = chromedp.Cancel(browser) // it is ending anyway
		cancel()
		stop()
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return browser
}

// webHost serves one core on one port, and can go away and come back there.
type webHost struct {
	t      *testing.T
	core   *webCore
	addr   string
	server *http.Server
}

func newWebHost(t *testing.T) *webHost {
	h := &webHost{t: t, core: newWebCore(), addr: "127.0.0.1:0"}
	h.up()
	t.Cleanup(h.down)
	return h
}

func (h *webHost) up() {
	h.t.Helper()
	listener, err := net.Listen("tcp", h.addr)
	if err != nil {
		h.t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	h.server = &http.Server{Handler: h.core.chat().Handler()}
	go func() { _ = h.server.Serve(listener) }() // ends with down
}

func (h *webHost) down() { _ = h.server.Close() }

func (h *webHost) url() string { return "http://" + h.addr + "/chat/minh-duc" }

// webTab is one visitor's browser tab.
type webTab struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string // console errors, uncaught exceptions, breaches of the content policy
	requests   []string
}

// newWebTab opens a tab of 390 by 844, a common phone, with nothing stored.
func newWebTab(t *testing.T, browser context.Context) *webTab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	tab := &webTab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, tab.hear); err != nil {
		t.Fatal(err)
	}
	tab.do(chromedp.EmulateViewport(390, 844))
	return tab
}

func (b *webTab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.complaints = append(b.complaints, "console: "+string(e.Type))
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, string(e.Entry.Level)+": "+e.Entry.Text+" "+e.Entry.URL)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	}
}

func (b *webTab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, webPatience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.shot("failed")
		b.t.Fatalf("%v; the page says: %s", err, webAsk[string](b, `document.body.innerText`))
	}
}

// until waits for a JavaScript expression to hold.
func (b *webTab) until(expression string) {
	b.t.Helper()
	b.do(chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingInterval(30*time.Millisecond)))
}

// says waits for words in the conversation.
func (b *webTab) says(words string) {
	b.t.Helper()
	b.until(`document.getElementById('log').innerText.includes(` + "`" + words + "`" + `)`)
}

// webAsk evaluates an expression in the page.
func webAsk[T any](b *webTab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, webPatience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// shot leaves a picture for a reviewer who runs the tests with -artifacts.
func (b *webTab) shot(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, webPatience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(b.t.ArtifactDir(), name+".png"), picture, 0o600)
	}
	if err != nil {
		b.t.Errorf("picture %s: %v", name, err)
	}
}

// quiet wants no complaint but those that contain one of the allowed words, and no request beyond the host.
func (b *webTab) quiet(h *webHost, allowed ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
complaints:
	for _, c := range b.complaints {
		for _, a := range allowed {
			if strings.Contains(c, a) {
				continue complaints
			}
		}
		b.t.Errorf("the browser complains: %s", c)
	}
	for _, url := range b.requests {
		if !strings.HasPrefix(url, "http://"+h.addr+"/chat/") && !strings.HasPrefix(url, "blob:http://"+h.addr) {
			b.t.Errorf("the page asked for %s", url)
		}
	}
}

// webLines is what the conversation shows, a line for each message.
const webLines = `[...document.querySelectorAll('#log .bubble')].map((b) => [...b.children].map((c) => c.textContent.replaceAll('\n', ' ')).join(' '))`

// webTyped types into the message box and sends with Enter.
func webTyped(words string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.ID("text"), words+kb.Enter)
}

const webBackground = `getComputedStyle(document.querySelector('main')).backgroundColor`

const webPetitionButton = `[...document.querySelectorAll('#log .choice')].find((b) => b.innerText === 'Gửi phản ánh, kiến nghị')`

func TestWebChatInABrowser(t *testing.T) {
	browser := webChromium(t)
	for name, test := range map[string]func(*testing.T, context.Context){
		"a citizen types, presses and gets answers":             webTestTalk,
		"a lost line loses nothing and sends once":              webTestLostLine,
		"a reload shows the same conversation once":             webTestReload,
		"what was not sent survives a reload":                   webTestUnsentReload,
		"a refused message keeps its words and says why":        webTestRefused,
		"the keyboard alone is enough":                          webTestKeyboard,
		"large text and dark colours are kept":                  webTestDisplay,
		"dark as the device asks, until the citizen chooses":    webTestDark,
		"files are sent when the question asks for them":        webTestFiles,
		"a large photo is made smaller on the phone":            webTestLargePhoto,
		"a voice note is recorded and sent":                     webTestVoice,
		"an answer that got lost does not double a message":     webTestLostAnswer,
		"at four times the size the whole page scrolls":         webTestZoom,
		"a place is sent when the question asks for it":         webTestPlace,
		"a link from a poster asks once":                        webTestDeepLink,
		"the page speaks English":                               webTestEnglish,
		"words that look like markup stay words":                webTestMarkup,
		"a shared device can be left clean":                     webTestLeave,
		"without JavaScript the page sends people to a counter": webTestNoScript,
	} {
		t.Run(name, func(t *testing.T) { test(t, browser) })
	}
}
