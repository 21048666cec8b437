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

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// webPatience is how long a browser test waits for the page to show something.
const webPatience = 20 * time.Second

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
	for _, flag := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
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
		"files are sent when the question asks for them":        webTestFiles,
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

func webTestTalk(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
	tab.shot("greeting-390")
	tab.do(webTyped("Đèn đường hỏng"))
	tab.says("Phường đã nhận: Đèn đường hỏng")
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
	tab.until(`document.querySelectorAll('.pending').length === 0`)
	tab.shot("question-390")
	got := host.core.inbox()
	if len(got) != 2 || got[0].Input.Text != "Đèn đường hỏng" || got[1].Input.Button != "menu:pick:petition" || got[0].Lang != "vi" {
		t.Errorf("received %+v", got)
	}
	want := []string{
		"Kính chào ông/bà! Tôi là Trợ lý ảo UBND phường Minh Đức, một chương trình trả lời tự động. Ông/bà cần việc gì?",
		"Đèn đường hỏng", "Phường đã nhận: Đèn đường hỏng", "Gửi phản ánh, kiến nghị", "Ông/bà gửi ảnh hoặc giấy tờ kèm theo, nếu có.",
	}
	if lines := webAsk[[]string](tab, webLines); strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("the page shows\n%s", strings.Join(lines, "\n"))
	}
	tab.quiet(host)
}

func webTestLostLine(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	host.down()
	tab.until(`document.getElementById('state').innerText.includes('Mất kết nối')`)
	tab.do(webTyped("Cống tắc"))
	tab.says("Chưa gửi được")
	tab.do(webTyped("ở tổ 3"))
	tab.shot("lost-390")
	if stored := webAsk[int](tab, `JSON.parse(localStorage.getItem('danbiet:outbox:minh-duc')).length`); stored != 2 {
		t.Errorf("%d messages are kept, want 2", stored)
	}
	host.up()
	tab.says("Phường đã nhận: ở tổ 3")
	tab.until(`document.querySelectorAll('.pending').length === 0 && localStorage.getItem('danbiet:outbox:minh-duc') === null`)
	got := host.core.inbox()
	if len(got) != 2 || got[0].Input.Text != "Cống tắc" || got[1].Input.Text != "ở tổ 3" {
		t.Errorf("received %+v", got)
	}
	if lines := webAsk[[]string](tab, webLines); len(lines) != 5 {
		t.Errorf("the page shows\n%s", strings.Join(lines, "\n"))
	}
	tab.quiet(host, "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
}

func webTestReload(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(webTyped("một"))
	tab.says("Phường đã nhận: một")
	before := webAsk[[]string](tab, webLines)
	tab.do(chromedp.Reload())
	tab.says("Phường đã nhận: một")
	tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
	if after := webAsk[[]string](tab, webLines); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Errorf("before:\n%s\nafter:\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
	// The stream breaks and comes back: nothing is shown twice.
	host.down()
	tab.until(`document.getElementById('state').innerText.includes('Mất kết nối')`)
	host.up()
	tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
	if after := webAsk[[]string](tab, webLines); len(after) != len(before) {
		t.Errorf("after the break: %s", strings.Join(after, "\n"))
	}
	if greetings := len(host.core.received) - len(host.core.inbox()); greetings != 1 {
		t.Errorf("greeted %d times", greetings)
	}
}

func webTestUnsentReload(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(webTyped("trước"))
	tab.says("Phường đã nhận: trước")
	host.core.breakDown(errWebDown) // the page loads, messages do not get through
	tab.do(webTyped("giữ lại"))
	tab.says("Chưa gửi được")
	tab.do(chromedp.SendKeys(chromedp.ID("text"), "đang gõ dở"), chromedp.Reload())
	tab.says("giữ lại")
	tab.says("Chưa gửi được")
	if draft := webAsk[string](tab, `document.getElementById('text').value`); draft != "đang gõ dở" {
		t.Errorf("the draft is %q", draft)
	}
	host.core.breakDown(nil)
	tab.do(chromedp.Click(chromedp.CSS(".pending .act")))
	tab.says("Phường đã nhận: giữ lại")
	if got := host.core.inbox(); len(got) != 2 || got[1].Input.Text != "giữ lại" {
		t.Errorf("received %+v", got)
	}
}

func webTestRefused(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.until(`!document.getElementById('extras').hidden`)
	bad := filepath.Join(t.TempDir(), "anh.jpg")
	if err := os.WriteFile(bad, []byte("MZ\x90\x00 not a photo"), 0o600); err != nil {
		t.Fatal(err)
	}
	tab.do(chromedp.SetUploadFiles(chromedp.ID("attach"), []string{bad}))
	tab.until(`document.querySelectorAll('#staged li').length === 1`)
	tab.do(webTyped("xin xem ảnh"))
	tab.says("Phường chỉ nhận ảnh")
	tab.says("xin xem ảnh")
	tab.shot("refused-390")
	tab.do(webTyped("tin sau")) // it does not wait behind the refused one
	tab.says("Phường đã nhận: tin sau")
	tab.do(chromedp.Click(chromedp.CSS(".pending .act")))
	tab.until(`document.querySelectorAll('.pending').length === 0 && localStorage.getItem('danbiet:outbox:minh-duc') === null`)
}

func webTestKeyboard(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	focus := func() string {
		return webAsk[string](tab, `document.activeElement.id || document.activeElement.innerText`)
	}
	var seen []string
	for range 8 {
		tab.do(chromedp.KeyEvent(kb.Tab))
		seen = append(seen, focus())
		if outline := webAsk[string](tab, `getComputedStyle(document.activeElement).outlineStyle`); outline != "solid" {
			t.Errorf("focus on %q cannot be seen (%s)", focus(), outline)
		}
	}
	want := "Đến ô nhập tin nhắn|menu|log|Gửi phản ánh, kiến nghị|Lịch tiếp công dân|Cổng dịch vụ công|text|send"
	if got := strings.Join(seen, "|"); got != want {
		t.Errorf("Tab goes %s,\nwant %s", got, want)
	}
	for range 4 {
		tab.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	}
	tab.do(chromedp.KeyEvent(kb.Enter)) // on the first choice
	tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
	tab.do(chromedp.Focus(chromedp.ID("text")), chromedp.KeyEvent("hai"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent("dòng"+kb.Enter))
	tab.says("Phường đã nhận: hai")
	if got := host.core.inbox(); got[len(got)-1].Input.Text != "hai\ndòng" {
		t.Errorf("received %q", got[len(got)-1].Input.Text)
	}
	if focus() != "text" {
		t.Errorf("after sending the focus is on %q", focus())
	}
	// The options open and close without a mouse, and the focus comes back.
	tab.do(chromedp.Focus(chromedp.ID("menu")), chromedp.KeyEvent(kb.Enter))
	tab.until(`getComputedStyle(document.getElementById('panel')).display !== 'none'`)
	tab.do(chromedp.KeyEvent(kb.Tab))
	if focus() != "large" {
		t.Errorf("in the options the focus is on %q", focus())
	}
	tab.do(chromedp.KeyEvent(kb.Escape))
	tab.until(`getComputedStyle(document.getElementById('panel')).display === 'none' && document.activeElement.id === 'menu'`)
	tab.quiet(host)
}

func webTestDisplay(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
	back := `getComputedStyle(document.querySelector('main')).backgroundColor`
	light := webAsk[string](tab, back)
	tab.do(chromedp.Click(chromedp.ID("menu")))
	tab.shot("options-390")
	tab.do(chromedp.Click(chromedp.ID("large")), chromedp.Click(chromedp.ID("dark")))
	tab.until(`document.getElementById('large').ariaPressed === 'true' && document.getElementById('dark').ariaPressed === 'true'`)
	tab.do(chromedp.Reload())
	tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
	if size := webAsk[string](tab, `getComputedStyle(document.querySelector('.text')).fontSize`); size != "24px" {
		t.Errorf("large text is %s", size)
	}
	if webAsk[string](tab, back) == light {
		t.Error("dark looks like light")
	}
	for _, width := range []int64{320, 390, 1440} {
		tab.do(chromedp.EmulateViewport(width, 844))
		if over := webAsk[int](tab, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("at %d pixels the large page is %d too wide", width, over)
		}
	}
	for _, look := range []struct {
		name          string
		width, height int64
		size, theme   string
	}{
		{"light-1440", 1440, 900, "", "light"}, {"dark-1440", 1440, 900, "", "dark"}, {"large-1440", 1440, 900, "large", "light"},
		{"light-390", 390, 844, "", "light"}, {"dark-390", 390, 844, "", "dark"}, {"large-390", 390, 844, "large", "light"}, {"large-dark-390", 390, 844, "large", "dark"},
	} {
		tab.do(chromedp.EmulateViewport(look.width, look.height), chromedp.Evaluate[chromedp.Void](
			`danbiet.set('size', '`+look.size+`'), danbiet.set('theme', '`+look.theme+`'), 0`), chromedp.Reload())
		tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
		tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
		tab.shot(look.name)
	}
	// The device's own wish counts until the citizen chooses.
	other := newWebTab(t, browser)
	other.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, emulation.SetEmulatedMedia.Method, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		}, nil)
	}), chromedp.Navigate(host.url()))
	other.says("Kính chào ông/bà!")
	if webAsk[string](other, back) == light || webAsk[string](other, `document.getElementById('dark').ariaPressed`) != "true" {
		t.Error("the device asks for dark and the page is light")
	}
	tab.quiet(host)
}

func webTestFiles(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	if !webAsk[bool](tab, `document.getElementById('extras').hidden`) {
		t.Error("files are offered before a question asks for them")
	}
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.until(`!document.getElementById('attach-tool').hidden && document.getElementById('place').hidden`)
	dir := t.TempDir()
	photo, letter := filepath.Join(dir, "đường hỏng.png"), filepath.Join(dir, "đơn.pdf")
	for path, data := range map[string]string{photo: webPNG, letter: "%PDF-1.7\n"} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tab.do(chromedp.SetUploadFiles(chromedp.ID("attach"), []string{photo, letter}))
	tab.until(`document.querySelectorAll('#staged li').length === 2`)
	tab.shot("staged-390")
	host.down()
	tab.do(webTyped("hai tệp"))
	tab.says("Chưa gửi được")
	host.up() // the files were kept for the next page too
	tab.do(chromedp.Reload())
	tab.says("Phường đã nhận tệp.")
	tab.until(`[...document.querySelectorAll('#log .file img')].some((i) => i.complete && i.naturalWidth === 1)`)
	got := host.core.inbox()
	if len(got) != 2 || len(got[1].Input.Files) != 2 || got[1].Input.Text != "hai tệp" || got[1].Input.Files[0].Name != "đường hỏng.png" || string(got[1].Input.Files[1].Data) != "%PDF-1.7\n" {
		t.Errorf("received %+v", got)
	}
	tab.quiet(host, "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")
}

func webTestPlace(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('#log .choice')][1].click()`))
	tab.until(`!document.getElementById('place').hidden`)
	// A browser that answers in place of a satellite.
	tab.do(chromedp.Evaluate[chromedp.Void](`navigator.geolocation.getCurrentPosition = (ok, no) => no({ code: 1 })`), chromedp.Click(chromedp.ID("place")))
	tab.says("Không lấy được vị trí")
	tab.do(chromedp.Evaluate[chromedp.Void](`navigator.geolocation.getCurrentPosition = (ok) => ok({ coords: { latitude: 20.9312, longitude: 106.0617 } })`), chromedp.Click(chromedp.ID("place")))
	tab.says("Vị trí đã gửi")
	got := host.core.inbox()
	if place := got[len(got)-1].Input.Location; place == nil || place.Latitude != 20.9312 || place.Longitude != 106.0617 {
		t.Errorf("received %+v", got[len(got)-1].Input)
	}
	tab.quiet(host)
}

func webTestDeepLink(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url() + "?start=lich-tiep"))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Reload())
	tab.says("Kính chào ông/bà!")
	tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
	if len(host.core.received) != 1 || host.core.received[0].Input.Start != "lich-tiep" {
		t.Errorf("received %+v", host.core.received)
	}
	if url := webAsk[string](tab, `location.href`); url != host.url() {
		t.Errorf("the address is still %s", url)
	}
	tab.quiet(host)
}

func webTestEnglish(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Click(chromedp.ID("menu")), chromedp.Click(chromedp.ID("lang")))
	tab.says("Phường đã nhận: /en")
	got := host.core.inbox()
	if len(got) != 1 || got[0].Input.Text != "/en" || got[0].Lang != "en" {
		t.Errorf("received %+v", got)
	}
	if left := webAsk[[]string](tab, `[...document.querySelectorAll('[data-t]')].filter((e) => /[ạảãáàâậầấẩẫăắằặẳẵêệếềểễôộốồổỗơợớờởỡưựứừửữđĐ]/.test(e.textContent)).map((e) => e.textContent)`); len(left) != 0 {
		t.Errorf("still Vietnamese: %q", left)
	}
	tab.shot("english-390")
	tab.do(chromedp.Click(chromedp.ID("lang")))
	tab.says("Phường đã nhận: /vi")
	if lang := webAsk[string](tab, `document.documentElement.lang + document.getElementById('send').innerText`); lang != "viGửi" {
		t.Errorf("back in Vietnamese: %q", lang)
	}
	tab.quiet(host)
}

func webTestMarkup(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(webTyped(`<img src=x onerror=alert(1)> https://chinhphu.vn/a?b=1.`))
	tab.says(`Phường đã nhận: <img src=x onerror=alert(1)>`)
	if n := webAsk[int](tab, `document.querySelectorAll('#log img').length`); n != 0 {
		t.Errorf("%d pictures were made from words", n)
	}
	links := webAsk[[]string](tab, `[...document.querySelectorAll('#log .text a')].map((a) => a.href + ' ' + a.rel)`)
	if len(links) != 1 || links[0] != "https://chinhphu.vn/a?b=1 noopener noreferrer" {
		t.Errorf("links %q", links)
	}
	tab.quiet(host)
}

func webTestLeave(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(webTyped("chuyện riêng"))
	tab.says("Phường đã nhận: chuyện riêng")
	tab.do(chromedp.Evaluate[chromedp.Void](`window.confirm = () => true`), chromedp.Click(chromedp.ID("menu")))
	tab.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.ID("leave")))(ctx, target)
		return chromedp.Void{}, err
	})
	tab.until(`document.getElementById('state').innerText === 'Đã kết nối' && document.querySelectorAll('#log .own').length === 0`)
	tab.says("Kính chào ông/bà!")
	if strings.Contains(webAsk[string](tab, `document.body.innerText`), "chuyện riêng") {
		t.Error("the next visitor can read it")
	}
	tab.quiet(host)
}

func webTestNoScript(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, emulation.SetScriptExecutionDisabled.Method, emulation.SetScriptExecutionDisabledParams{Value: true}, nil)
	}), chromedp.Navigate(host.url()))
	body := webAsk[string](tab, `document.body.innerText`)
	if !strings.Contains(body, "Trang trò chuyện cần JavaScript") || !strings.Contains(body, "bộ phận một cửa") {
		t.Errorf("the page says %s", body)
	}
	tab.shot("noscript-390")
	tab.quiet(host)
}
