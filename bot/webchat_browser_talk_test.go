package bot

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

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
	if len(got) != 2 || got[0].Input.Text != "Đèn đường hỏng" || got[1].Input.Button != "menu:pick:petition" || got[1].Input.Text != "Gửi phản ánh, kiến nghị" || got[0].Lang != "vi" {
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
	tab.do(chromedp.Click(chromedp.CSS(".pending .act"))) // "Sửa lại"
	tab.until(`document.getElementById('text').value === 'xin xem ảnh' && document.querySelectorAll('#staged li').length === 1`)
	tab.until(`document.querySelectorAll('.pending').length === 0 && localStorage.getItem('danbiet:outbox:minh-duc') === null`)
}

func webTestLostAnswer(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	// The message is committed and shown by the stream, but the answer to it never arrives.
	tab.do(chromedp.Evaluate[chromedp.Void](`{
		const real = window.fetch;
		window.fetch = async (...request) => { await real(...request); window.fetch = real; throw new TypeError('line cut'); };
	}`), webTyped("một lần thôi"))
	tab.says("Phường đã nhận: một lần thôi")
	tab.do(webTyped("tin sau"))
	tab.says("Phường đã nhận: tin sau")
	tab.until(`document.querySelectorAll('.pending').length === 0 && localStorage.getItem('danbiet:outbox:minh-duc') === null`)
	if lines := webAsk[[]string](tab, webLines); len(lines) != 5 {
		t.Errorf("the page shows\n%s", strings.Join(lines, "\n"))
	}
	if got := host.core.inbox(); len(got) != 2 {
		t.Errorf("received %+v", got)
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
