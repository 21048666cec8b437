package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

// letter is a file that an officer sends in a talk.
var letter = ward.File{Name: "so-do.pdf", Mime: "application/pdf", Data: []byte("%PDF-1.4\n% sơ đồ đường đi\n%%EOF\n")}

// sendLetter answers the only talk that goes on with a file, as the console does.
func sendLetter(t *testing.T, app *App) {
	t.Helper()
	ctx, h := t.Context(), app.house.House
	err := h.Write(ctx, sampleSlug, func(w *ward.Ward) error {
		const login = "tiep-nhan-thu"
		if _, err := w.AddStaff(ctx, ward.Staff{Login: login, Name: "Tiếp nhận", Role: ward.RoleReception}); err != nil {
			return err
		}
		officer, err := w.StaffByLogin(ctx, login)
		if err != nil {
			return err
		}
		talks, err := w.TalksFor(ctx, officer)
		if err != nil {
			return err
		}
		if len(talks) != 1 {
			t.Fatalf("%d talks go on; want one", len(talks))
		}
		return w.AnswerHandover(ctx, talks[0].ID, "Xin xem sơ đồ đường đi.", officer, letter)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatAnOfficerSendsReachesTelegram(t *testing.T) {
	telegram := telegramtest.NewServer()
	t.Cleanup(telegram.Close)
	app := withTelegram(newApp(t, dbtest.SQLiteURL(t)), telegram, modePoll)
	running(t, app)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	citizen := telegram.User(42)
	citizen.SendText("Nhắn với cán bộ")
	press(ctx, t, citizen, "Tôi đồng ý")
	asked := func(m telegramtest.Message) bool {
		return strings.Contains(m.Text, "Xin ông/bà viết điều cần trao đổi")
	}
	if _, err := citizen.WaitFor(ctx, asked); err != nil {
		t.Fatal(err)
	}
	citizen.SendText("Tôi muốn hỏi đường đến nhà văn hóa")
	if _, err := citizen.WaitFor(ctx, withButton("Kết thúc trò chuyện")); err != nil {
		t.Fatal(err)
	}
	sendLetter(t, app)
	got, err := citizen.WaitFor(ctx, func(m telegramtest.Message) bool { return m.File != nil })
	if err != nil {
		t.Fatal(err)
	}
	if got.File.Name != letter.Name || !bytes.Equal(got.File.Data, letter.Data) {
		t.Errorf("Telegram got %q of %d bytes; want %q of %d", got.File.Name, len(got.File.Data), letter.Name, len(letter.Data))
	}
}

// press waits for a button and presses it.
func press(ctx context.Context, t *testing.T, citizen *telegramtest.User, label string) {
	t.Helper()
	if _, err := citizen.WaitFor(ctx, withButton(label)); err != nil {
		t.Fatal(err)
	}
	if _, err := citizen.PressLabel(label); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatAnOfficerSendsOpensInTheWebChat(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	app := newApp(t, dbtest.SQLiteURL(t))
	running(t, app)
	citizen := newTab(t, chromium(t), app.URL(), 390, 844)
	citizen.open(chatPath)
	citizen.write("Tôi là trợ lý ảo", "/gap-can-bo")
	citizen.answer("xin ông/bà đọc và cho biết ý kiến", "Tôi đồng ý")
	citizen.write("Xin ông/bà viết điều cần trao đổi", "Tôi muốn hỏi đường đến nhà văn hóa")
	citizen.says("Đã chuyển đến cán bộ")
	sendLetter(t, app)
	citizen.says(letter.Name)
	citizen.do(chromedp.Evaluate[chromedp.Void](`void fetch([...document.querySelectorAll('#log a')].find((a) => a.innerText.includes('so-do.pdf')).href)
		.then((answer) => answer.text()).then((text) => { window.opened = text })`))
	citizen.until(`window.opened`)
	got, err := chromedp.Run(citizen.ctx, chromedp.Evaluate[string](`window.opened`))
	if err != nil || got != string(letter.Data) {
		t.Errorf("the citizen opens %q, %v; want %q", got, err, letter.Data)
	}
}
