package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"danbiet/db/dbtest"
	"danbiet/ward"
)

// tab is a person's browser.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string // of the app
}

// chromium starts a browser, whose tabs share nothing.
func chromium(t *testing.T) context.Context {
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

func newTab(t *testing.T, browser context.Context, url string, width, height int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, url: url}
	err := chromedp.Listen(ctx, func(event any) { // a tab that nobody listens to does not navigate
		if e, thrown := event.(*runtime.EventExceptionThrown); thrown {
			t.Errorf("a script of a page fails: %s", e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(width, height))
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fail(err)
	}
}

func (b *tab) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.url + path)) }

// until waits for a JavaScript expression to hold, on this page or on the one that it leads to.
func (b *tab) until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		err := chromedp.Do(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingInterval(30*time.Millisecond)))
		switch {
		case err == nil:
			return
		case ctx.Err() != nil || !left(err):
			b.fail(err)
		}
	}
}

// left reports whether a page went away while it was asked.
func left(err error) bool {
	return strings.Contains(err.Error(), "Cannot find context") || strings.Contains(err.Error(), "navigated or closed") || strings.Contains(err.Error(), "context was destroyed")
}

// fail ends the test with what the page says.
func (b *tab) fail(err error) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Second)
	defer cancel()
	page, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`)) // "" where it does not answer
	b.t.Fatalf("%v; the page says: %s", err, page)
}

// says waits for words on the page.
func (b *tab) says(words string) {
	b.t.Helper()
	b.until(`document.body.innerText.includes(` + strconv.Quote(words) + `)`)
}

// press waits for the last visible button, link or summary with a label, and presses it.
func (b *tab) press(label string) { b.t.Helper(); b.pressOf("button, a, summary", label) }

func (b *tab) pressOf(selector, label string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`(() => {
		const found = [...document.querySelectorAll(%q)].findLast((e) => e.innerText.trim() === %q && !e.disabled && e.checkVisibility())
		if (found) found.click()
		return Boolean(found)
	})()`, selector, label))
}

// answer waits for words of the chat and presses a button below them.
func (b *tab) answer(question, label string) {
	b.t.Helper()
	b.says(question)
	b.pressOf("#log .choice", label)
}

func (b *tab) write(question, words string) {
	b.t.Helper()
	b.says(question)
	b.do(chromedp.SendKeys(chromedp.ID("text"), words+kb.Enter))
}

// signedIn adds somebody to the staff and signs them in to the console, with a recovery code for the second step.
func signedIn(t *testing.T, app *App, b *tab, login string, role ward.Role) {
	t.Helper()
	ctx, h := t.Context(), app.house.House
	var invitation string
	err := h.Write(ctx, sampleSlug, func(w *ward.Ward) (err error) {
		if _, err := w.AddStaff(ctx, ward.Staff{Login: login, Name: role.Name(), Role: role}); err != nil {
			return err
		}
		invitation, err = w.NewInvitation(ctx, login)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const password = "một câu dài để thử"
	token, err := h.Accept(ctx, sampleSlug, invitation, password, "Chromium", "")
	if err != nil {
		t.Fatal(err)
	}
	var session ward.Session
	var codes ward.TOTP
	err = h.Read(ctx, sampleSlug, func(w *ward.Ward) (err error) {
		if session, err = w.SessionOf(ctx, token); err != nil {
			return err
		}
		codes, err = w.Secret(ctx, session)
		return err
	})
	_, recovery, errCode := h.PassCode(ctx, sampleSlug, session, codes.CodeAt(h.Now()))
	if err := errors.Join(err, errCode); err != nil {
		t.Fatal(err)
	}
	b.open("/console/" + sampleSlug + "/dang-nhap")
	b.do(chromedp.SendKeys(chromedp.ID("ten"), login), chromedp.SendKeys(chromedp.ID("mat-khau"), password+kb.Enter),
		chromedp.WaitVisible(chromedp.ID("ma")), chromedp.SendKeys(chromedp.ID("ma"), recovery[0]+kb.Enter))
	b.says("Kính chào")
}

// figure is what the page of figures shows of a metric.
func (b *tab) figure(metric string) (value string) {
	b.t.Helper()
	b.open("/console/" + sampleSlug + "/so-lieu/" + metric)
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector('main .answer').innerText`))
	if err != nil {
		b.t.Fatalf("the figure %s: %v", metric, err)
	}
	return value
}

// A citizen files in the web chat; an officer classifies, accepts and replies; the citizen reads it, rates it and has it
// looked at again; the leader sees the figures change.
func TestTheWholeWayOfAPetition(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	for name, url := range map[string]func(testing.TB) string{"sqlite": dbtest.EmptySQLiteURL, "postgres": dbtest.EmptyPostgresURL} {
		t.Run(name, func(t *testing.T) {
			app := newApp(t, url(t))
			running(t, app)
			browser := chromium(t)
			officer := newTab(t, browser, app.URL(), 1440, 900)
			signedIn(t, app, officer, "xu-ly-thu", ward.RoleHandler)
			leader := newTab(t, browser, app.URL(), 1440, 900)
			signedIn(t, app, leader, "lanh-dao-thu", ward.RoleLeader)
			citizen := newTab(t, browser, app.URL(), 390, 844)
			received, rated := leader.figure("A1"), leader.figure("A8")

			citizen.file()
			code := citizen.code()
			officer.open("/console/" + sampleSlug + "/ho-so?view=new")
			officer.press(code)
			leader.open("/console/" + sampleSlug + "/ho-so/" + code)
			leader.step("Phân loại xong")
			leader.step("Đủ điều kiện xử lý")
			officer.open("/console/" + sampleSlug + "/ho-so/" + code)
			officer.reply("Phường đã thay bóng đèn ở ngõ nhà văn hóa.")

			citizen.says("Phường đã thay bóng đèn ở ngõ nhà văn hóa.")
			citizen.answer("Ông/bà hài lòng với kết quả giải quyết đến mức nào?", "4 ★")
			citizen.answer("Đánh giá là tự nguyện", "Tôi đồng ý")
			citizen.answer("Đã ghi 4 trên 5 điểm", "Không, cảm ơn")
			citizen.write("Phường cảm ơn ông/bà đã đánh giá.", code)
			citizen.answer("Ông/bà muốn làm gì với hồ sơ này?", "Đề nghị xem xét lại")
			citizen.write("Xin cho biết vì sao cần xem xét lại", "Bóng đèn mới lại hỏng, ngõ vẫn tối.")
			citizen.says("Phường sẽ xem xét lại hồ sơ " + code)

			officer.open("/console/" + sampleSlug + "/ho-so/" + code)
			officer.says("Bóng đèn mới lại hỏng, ngõ vẫn tối.")
			if now := leader.figure("A1"); now == received {
				t.Errorf("%s petitions were received, as before", now)
			}
			if now := leader.figure("A8"); now == rated || now != "100%" {
				t.Errorf("%s are content, where %s were; want 100%%", now, rated)
			}
		})
	}
}

// file files a report of a broken lamp.
func (b *tab) file() {
	b.t.Helper()
	b.open(chatPath)
	b.press("Gửi phản ánh, kiến nghị, đơn")
	b.answer("Ông/bà muốn gửi nội dung gì?", "Phản ánh")
	b.answer("xin ông/bà đọc và cho biết ý kiến", "Tôi đồng ý")
	b.answer("Nội dung thuộc lĩnh vực nào?", "Hạ tầng – đường, điện, nước")
	b.answer("Việc này ở tổ dân phố nào?", "Tổ dân phố Dương Hòa")
	b.write("Xin ông/bà kể rõ sự việc", "Đèn đường ở ngõ nhà văn hóa hỏng đã một tuần, tối rất nguy hiểm.")
	b.answer("Việc này ở đâu?", "Không có địa điểm cụ thể")
	b.answer("Ông/bà có ảnh, tệp", "Không có")
	b.answer("Xin cho biết họ và tên", "Không nêu tên")
	b.answer("Số điện thoại để phường liên hệ", "Không để lại số")
	b.answer("Xin ông/bà kiểm tra lại", "Gửi")
}

// code is the tracking code that the chat has told.
func (b *tab) code() string {
	b.t.Helper()
	b.says("Mã hồ sơ:")
	code, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText.match(/HS-[0-9A-Z]{4}-[0-9A-Z]{5}/)[0]`))
	if err != nil {
		b.t.Fatal(err)
	}
	return code
}

// step takes a step of the case that is open.
func (b *tab) step(label string) {
	b.t.Helper()
	b.press(label)
	b.press("Xác nhận: " + label)
	b.until(`document.readyState === 'complete' && ![...document.querySelectorAll('summary')].some((s) => s.innerText.trim() === ` + strconv.Quote(label) + `)`)
}

// reply answers the case that is open.
func (b *tab) reply(words string) {
	b.t.Helper()
	b.press("Trả lời công dân")
	b.do(chromedp.WaitVisible(`#tra-loi-noi-dung`), chromedp.SetValue(`#tra-loi-noi-dung`, words), chromedp.Click(`button[value="xem"]`),
		chromedp.WaitVisible(`.bubble`), chromedp.Click(`button[value="gui"]`), chromedp.WaitVisible(`.timeline .said`))
}
