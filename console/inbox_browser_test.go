package console_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// enterAs gives the browser an officer's session.
func (b *browser) enterAs(o *officer, server *httptest.Server) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{Name: o.cookie.Name, Value: o.cookie.Value, URL: server.URL, Path: deskPath}, nil)
	}))
}

// focused is the code of the case that has the keyboard, or the id of what has it.
const focused = `document.activeElement.closest('li[data-code]')?.dataset.code ?? document.activeElement.id`

func TestTheInboxIsWorkedByKeysAndRenewsItselfWithoutLosingWhatIsTyped(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s, server, _ := liveDesk(t, dbtest.SQLite(t))
	codes := []ward.Code{
		s.petition(law.PhanAnh, "moi-truong", "duong-hoa", s.now.AddDate(0, 0, -40)),
		s.petition(law.KienNghi, "dat-dai", "", s.now.AddDate(0, 0, -1)),
	}
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	s.run()
	b := openBrowser(t)
	b.look(1440, 900, "light")
	b.enterAs(leader, server)
	b.do(chromedp.Navigate(server.URL + deskPath + "ho-so"))

	for _, press := range []struct {
		key  string
		want string
	}{{"j", string(codes[0])}, {"j", string(codes[1])}, {"j", string(codes[1])}, {"k", string(codes[0])}, {kb.ArrowDown, string(codes[1])}, {kb.ArrowUp, string(codes[0])}} {
		b.do(chromedp.KeyEvent(press.key))
		if got := ask[string](b, focused); got != press.want {
			t.Errorf("after %q the keyboard is at %s; want %s", press.key, got, press.want)
		}
	}
	b.do(chromedp.KeyEvent("x"))
	const ticked = `[...document.querySelectorAll('input[name="chon"]:checked')].map((e) => e.value).join()`
	if got := ask[string](b, ticked); got != string(codes[0])+".1" {
		t.Errorf("x has ticked %q", got)
	}
	b.do(chromedp.KeyEvent("?"))
	if !ask[bool](b, `document.getElementById('phim-tat').open`) {
		t.Error("? does not show the keys")
	}
	b.do(chromedp.KeyEvent("?"), chromedp.KeyEvent("/"))
	if got := ask[string](b, focused); got != "tim" {
		t.Errorf("/ leads to %s; want the search", got)
	}

	// Somebody types while a petition comes.
	b.do(chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
	fresh := s.petitionNow(law.ToCao, "trat-tu-an-ninh", "")
	b.do(chromedp.WaitVisible(`#co-moi`))
	if got := ask[string](b, `document.getElementById('tim').value + '|' + document.activeElement.id`); got != "jk|tim" {
		t.Errorf("the search holds %q; want what was typed, and the keyboard there", got)
	}
	b.do(chromedp.Click(`#co-moi`), chromedp.WaitVisible(`li[data-code="`+string(fresh)+`"]`))
	if got := ask[string](b, `document.getElementById('tim').value`); got != "jk" {
		t.Errorf("after the renewal the search holds %q", got)
	}
	if got := ask[string](b, ticked); got != string(codes[0])+".1" {
		t.Errorf("after the renewal %q is ticked", got)
	}
	if ask[bool](b, `!document.getElementById('co-moi').hidden`) {
		t.Error("the news is still announced")
	}

	b.do(chromedp.Click(`#phim-tat summary`), chromedp.Click(`#dung-phim`), chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	b.do(chromedp.KeyEvent("j"))
	if got := ask[string](b, focused); got != "" {
		t.Errorf("with the keys switched off j leads to %s", got)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		t.Errorf("the browser complains: %q", b.complaints)
	}
}

func TestTheInboxFitsItsReadersInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s, server, _ := liveDesk(t, dbtest.SQLite(t))
	s.petition(law.PhanAnh, "dat-dai", "duong-hoa", s.now.AddDate(0, 0, -40))
	s.petition(law.PhanAnh, "moi-truong", "phong-coc", s.now.AddDate(0, 0, -19))
	s.petition(law.KienNghi, "thu-dong-gop", "", s.now)
	s.petition(law.KhieuNai, "dat-dai", "thinh-van", s.now)
	s.petition(law.ToCao, "thai-do-phuc-vu", "", s.now)
	s.invite("xuly", ward.RoleHandler)
	leader, _ := s.enter(s.invite("lanhdao", ward.RoleLeader))
	b := openBrowser(t)
	b.enterAs(leader, server)
	for _, screen := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"phone-light", 390, 844, "light"}, {"phone-dark", 390, 844, "dark"}, {"tablet-light", 768, 1024, "light"}, {"desktop-light", 1440, 900, "light"}, {"desktop-dark", 1440, 900, "dark"}} {
		b.look(screen.width, screen.height, screen.scheme)
		for name, path := range map[string]string{"inbox": "ho-so?view=all", "filtered": "ho-so?view=all&kind=phan-anh&field=dat-dai", "empty": "ho-so?view=mine", "today": ""} {
			b.do(chromedp.Navigate(server.URL + deskPath + path))
			for _, fault := range ask[[]string](b, measure) {
				if !strings.Contains(fault, "is 0.0 high") { // in a closed part
					t.Errorf("%s on %s: %s", name, screen.name, fault)
				}
			}
			b.shot(name + "-" + screen.name)
		}
	}
}
