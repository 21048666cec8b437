package bot

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"danbiet/talk"
)

func webTestKeyboard(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	focus := func() string {
		return webAsk[string](tab, `document.activeElement.id || document.activeElement.innerText`)
	}
	var seen []string
	for range 9 {
		tab.do(chromedp.KeyEvent(kb.Tab))
		seen = append(seen, focus())
		if outline := webAsk[string](tab, `getComputedStyle(document.activeElement).outlineStyle`); outline != "solid" {
			t.Errorf("focus on %q cannot be seen (%s)", focus(), outline)
		}
	}
	want := "Đến ô nhập tin nhắn|large|menu|log|Gửi phản ánh, kiến nghị|Lịch tiếp công dân|Cổng dịch vụ công|text|send"
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
	if focus() != "dark" {
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
	light := webAsk[string](tab, webBackground)
	tab.do(chromedp.Click(chromedp.ID("large")), chromedp.Click(chromedp.ID("menu")))
	tab.shot("options-large-390")
	tab.do(chromedp.Click(chromedp.ID("dark")))
	tab.until(`document.getElementById('large').ariaPressed === 'true' && document.getElementById('dark').ariaPressed === 'true'`)
	tab.do(chromedp.Reload())
	tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
	if size := webAsk[string](tab, `getComputedStyle(document.querySelector('.text')).fontSize`); size != "24px" {
		t.Errorf("large text is %s", size)
	}
	if webAsk[string](tab, webBackground) == light {
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
		{"light-1440", 1440, 900, "", "light"},
		{"dark-1440", 1440, 900, "", "dark"},
		{"large-1440", 1440, 900, "large", "light"},
		{"light-390", 390, 844, "", "light"},
		{"dark-390", 390, 844, "", "dark"},
		{"large-390", 390, 844, "large", "light"},
		{"large-dark-390", 390, 844, "large", "dark"},
	} {
		tab.do(chromedp.EmulateViewport(look.width, look.height), chromedp.Evaluate[chromedp.Void](
			`danbiet.set('size', '`+look.size+`'), danbiet.set('theme', '`+look.theme+`'), 0`), chromedp.Reload())
		tab.says("Ông/bà gửi ảnh hoặc giấy tờ kèm theo")
		tab.until(`document.getElementById('state').innerText === 'Đã kết nối'`)
		tab.shot(look.name)
	}
	tab.quiet(host)
}

func webTestDark(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, emulation.SetEmulatedMedia.Method, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		}, nil)
	}), chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	dark := webAsk[string](tab, webBackground)
	if webAsk[string](tab, `document.getElementById('dark').ariaPressed`) != "true" {
		t.Error("the device asks for dark and the page is light")
	}
	tab.do(chromedp.Click(chromedp.ID("menu")), chromedp.Click(chromedp.ID("dark")), chromedp.Reload())
	tab.says("Kính chào ông/bà!")
	if webAsk[string](tab, webBackground) == dark {
		t.Error("the citizen's own choice of light was forgotten")
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

func webTestLargePhoto(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.until(`!document.getElementById('attach-tool').hidden`)
	// Noise does not compress: this picture weighs more than a phone's.
	noise := image.NewRGBA(image.Rect(0, 0, 3000, 400))
	source := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = byte(source.Uint32()) | 0x80
	}
	var data bytes.Buffer
	if err := png.Encode(&data, noise); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ổ gà.png")
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	tab.do(chromedp.SetUploadFiles(chromedp.ID("attach"), []string{path}))
	tab.until(`document.querySelectorAll('#staged li').length === 1`)
	tab.do(chromedp.Click(chromedp.ID("send")))
	tab.says("Phường đã nhận tệp.")
	got := host.core.inbox()[1].Input.Files[0]
	picture, err := jpeg.DecodeConfig(bytes.NewReader(got.Data))
	if err != nil || picture.Width != 2560 || got.Name != "ổ gà.jpg" || got.Size >= int64(data.Len()) {
		t.Errorf("%d bytes became %s %q of %d bytes, %d wide (%v)", data.Len(), got.Mime, got.Name, got.Size, picture.Width, err)
	}
	tab.quiet(host)
}

func webTestVoice(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.Navigate(host.url()))
	tab.says("Kính chào ông/bà!")
	tab.do(chromedp.Evaluate[chromedp.Void](webPetitionButton + `.click()`))
	tab.until(`!document.getElementById('voice').hidden`)
	tab.do(chromedp.Click(chromedp.ID("voice")))
	tab.until(`document.getElementById('voice').ariaPressed === 'true'`)
	tab.do(chromedp.Click(chromedp.ID("voice"))) // too soon
	tab.says("Chưa ghi được tiếng")
	tab.do(chromedp.Click(chromedp.ID("voice")))
	tab.until(`document.getElementById('voice').ariaPressed === 'true' && document.getElementById('voice').innerText === 'Dừng ghi âm 0:01'`)
	tab.do(chromedp.Click(chromedp.ID("voice")))
	tab.until(`document.querySelectorAll('#staged li').length === 1`)
	tab.do(chromedp.Click(chromedp.ID("send")))
	tab.says("Phường đã nhận tệp.")
	got := host.core.inbox()[1].Input.Files[0]
	if got.Kind != talk.Voice || !strings.HasPrefix(got.Mime, "audio/") || got.Size == 0 {
		t.Errorf("received %s %s of %d bytes", got.Kind, got.Mime, got.Size)
	}
	tab.quiet(host)
}

func webTestZoom(t *testing.T, browser context.Context) {
	host, tab := newWebHost(t), newWebTab(t, browser)
	tab.do(chromedp.EmulateViewport(320, 256), chromedp.Navigate(host.url())) // 1280 by 1024 at 400 %
	tab.says("Kính chào ông/bà!")
	tab.do(webTyped("xin chào"))
	tab.says("Phường đã nhận: xin chào")
	tab.shot("zoom-320")
	if over := webAsk[int](tab, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("the page is %d pixels too wide", over)
	}
	if room := webAsk[int](tab, `document.documentElement.scrollHeight - innerHeight`); room <= 0 {
		t.Error("the page does not scroll")
	}
	tab.until(`(() => { const b = [...document.querySelectorAll('.msg.ward')].at(-1).getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; })()`)
	tab.quiet(host)
}
