package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func TestALongAnswerIsSplitWithTheButtonsUnderItsEnd(t *testing.T) {
	t.Parallel()
	rows := [][]talk.Button{{{Label: "Có", Data: "r:k:yes"}, {Label: "Trang", URL: "https://example.vn/a?b=c&d"}}}
	for name, c := range map[string]struct {
		message talk.Message
		parts   int
	}{
		"short":                      {talk.Message{Title: "Tiêu đề", Text: "ngắn", Rows: rows}, 1},
		"paragraphs":                 {talk.Message{Title: "Tiêu đề", Text: strings.Repeat(strings.Repeat("chữ ", 200)+"\n\n", 12), Rows: rows}, 3},
		"one word without end":       {talk.Message{Text: strings.Repeat("ợ", 9000), Rows: rows}, 3},
		"letters of two units":       {talk.Message{Text: strings.Repeat("𝔘", 4096), Rows: rows}, 3},
		"what grows when escaped":    {talk.Message{Text: strings.Repeat(`<&"'>`, 1600), Rows: rows}, 2},
		"just full":                  {talk.Message{Text: strings.Repeat("a", 4094), Rows: rows}, 1},
		"a title longer than a page": {talk.Message{Title: strings.Repeat("Tiêu đề ", 700), Text: "hết", Rows: rows}, 2},
		"a title and nothing else":   {talk.Message{Title: "Tiêu đề", Rows: rows}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := openHall(t, dbtest.SQLite(t), asking(c.message))
			u := h.fake.User(7)
			u.SendText("x")
			h.hears(u, c.parts)
			messages := u.Messages()
			var text strings.Builder
			for i, m := range messages {
				if units(m.Text) > 4096 {
					t.Errorf("part %d has %d units", i+1, units(m.Text))
				}
				if _, ok := m.Button("Có"); ok != (i == len(messages)-1) {
					t.Errorf("part %d has the buttons: %v", i+1, ok)
				}
				text.WriteString(m.Text)
			}
			want := letters(c.message.Title + c.message.Text)
			if got := letters(text.String()); got != want || len(messages) != c.parts {
				t.Errorf("%d parts with %d letters; want %d with %d", len(messages), len(got), c.parts, len(want))
			}
		})
	}
}

// letters leaves the blanks out, of which some fall away where a text is split.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func TestAQuestionForAPhoneOrAPlaceOffersTheTelephonesOwnMeans(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), func(_ context.Context, _ *ward.Ward, _ *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		rows := [][]talk.Button{{{Label: "Không để lại số", Data: "r:phone:-"}}}
		switch {
		case in.Text == "số":
			return []talk.Message{{Text: "Số điện thoại?", Rows: rows, Want: talk.WantPhone}}, nil, nil
		case in.Text == "ở đâu":
			return []talk.Message{{Text: "Ở đâu?", Rows: rows, Want: talk.WantLocation}}, nil, nil
		case in.Contact != nil:
			return []talk.Message{{Text: fmt.Sprint(in.Contact.Phone, in.Contact.Own)}}, nil, nil
		case in.Location != nil:
			return []talk.Message{{Text: fmt.Sprint(in.Location.Latitude)}}, nil, nil
		}
		return []talk.Message{{Text: "chữ " + in.Text}}, nil, nil
	})
	u := h.fake.User(7)
	press := func(label string) {
		t.Helper()
		if _, err := u.PressLabel(label); err != nil {
			t.Fatal(err)
		}
	}
	u.SendText("số")
	h.hears(u, 1)
	press("Gửi số của tôi")
	h.hears(u, 2)
	if u.Keyboard() != nil {
		t.Error("the keyboard stays when it is of no use any more")
	}
	u.SendText("số")
	h.hears(u, 3)
	press("Không để lại số")
	h.hears(u, 4)
	u.SendText("ở đâu")
	h.hears(u, 5)
	press("Gửi vị trí")
	want := []string{"Số điện thoại?", u.Phone() + "true", "Số điện thoại?", "chữ Không để lại số", "Ở đâu?", "21.0285"}
	if diff := cmp.Diff(want, h.hears(u, 6)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFileIsUploadedOnceAndThenSentByItsID(t *testing.T) {
	t.Parallel()
	sent := talk.Sent{ID: "ngan-sach", Name: "ngân sách 2024.pdf", Mime: "application/pdf"}
	h := openHall(t, dbtest.SQLite(t), asking(talk.Message{Title: "Ngân sách", Text: "<2024> & sau", File: &sent, Rows: [][]talk.Button{{{Label: "Menu", Data: "go:menu"}}}}))
	publish := func(data string) {
		t.Helper()
		if err := h.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
			return w.Publish(t.Context(), ward.File{ID: sent.ID, Name: sent.Name, Mime: sent.Mime, Data: []byte(data)})
		}); err != nil {
			t.Fatal(err)
		}
	}
	get := func(n int) telegramtest.Message {
		t.Helper()
		u := h.fake.User(7)
		u.SendText("x")
		h.hears(u, n)
		m := u.Messages()[n-1]
		if m.File == nil || m.File.Name != sent.Name || m.Text != "Ngân sách\n\n<2024> & sau" {
			t.Fatalf("message %d = %+v", n, m)
		}
		if _, ok := m.Button("Menu"); !ok {
			t.Errorf("message %d has lost its button", n)
		}
		return m
	}
	publish("%PDF một")
	one, two := get(1), get(2)
	if one.File.ID != two.File.ID || string(one.File.Data) != "%PDF một" {
		t.Errorf("uploaded %q as %s, then sent %s; want one upload", one.File.Data, one.File.ID, two.File.ID)
	}
	if err := h.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		return w.SetFileRef(t.Context(), sent.ID, bot.TelegramChannel, strings.Repeat("A", 36)) // Telegram has forgotten it
	}); err != nil {
		t.Fatal(err)
	}
	three, four := get(3), get(4)
	if three.File.ID == one.File.ID || four.File.ID != three.File.ID || string(three.File.Data) != "%PDF một" {
		t.Error("a file that Telegram has forgotten was not uploaded again, once")
	}
	publish("%PDF hai")
	if five := get(5); string(five.File.Data) != "%PDF hai" {
		t.Errorf("after it was published anew: %q", five.File.Data)
	}
}

func TestAPictureIsShownAsOneAndUploadedOnce(t *testing.T) {
	t.Parallel()
	picture := photo(t)
	sent := talk.Sent{ID: "anh", Name: "anh.jpg", Mime: "image/jpeg", Size: int64(len(picture))}
	h := openHall(t, dbtest.SQLite(t), asking(talk.Message{Title: "Tiêm chủng", Text: "Sáng thứ Bảy", File: &sent}))
	if err := h.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		return w.Publish(t.Context(), ward.File{ID: sent.ID, Name: sent.Name, Mime: sent.Mime, Data: picture})
	}); err != nil {
		t.Fatal(err)
	}
	u := h.fake.User(7)
	var ids []string
	for n := 1; n <= 2; n++ {
		u.SendText("x")
		h.hears(u, n)
		m := u.Messages()[n-1]
		if m.File == nil || m.File.Kind != telegramtest.Photo || m.Text != "Tiêm chủng\n\nSáng thứ Bảy" {
			t.Fatalf("message %d = %+v", n, m)
		}
		ids = append(ids, m.File.ID)
	}
	if ids[0] != ids[1] {
		t.Errorf("sent as %v; want one upload", ids)
	}
}

func TestALongCaptionFollowsItsFile(t *testing.T) {
	long := strings.Repeat("chữ ", 400)
	h := openHall(t, dbtest.SQLite(t), asking(talk.Message{Text: long, File: &talk.Sent{ID: "f", Name: "f.pdf"}, Rows: [][]talk.Button{{{Label: "Menu", Data: "go:menu"}}}}))
	if err := h.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error {
		return w.Publish(t.Context(), ward.File{ID: "f", Name: "f.pdf", Data: []byte("%PDF")})
	}); err != nil {
		t.Fatal(err)
	}
	u := h.fake.User(7)
	u.SendText("x")
	h.hears(u, 2)
	m := u.Messages()
	if _, ok := m[1].Button("Menu"); m[0].File == nil || m[0].Text != "" || m[1].File != nil || letters(m[1].Text) != letters(long) || !ok {
		t.Errorf("messages = %.100q and %.100q, button below: %v", m[0].Text, m[1].Text, ok)
	}
}

func TestAFileThatIsNoMoreIsRefusedAndTheNextMessageGoes(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), func(_ context.Context, _ *ward.Ward, _ *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		return []talk.Message{{File: &talk.Sent{ID: "none", Name: "f.pdf"}}, {Text: "sau"}}, nil, nil
	})
	u := h.fake.User(7)
	u.SendText("x")
	same(t, "heard", []string{"sau"}, h.hears(u, 1))
}

func TestACitizenWhoBlocksTheBotIsLeftAloneAndFoundAgain(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), counting)
	u := h.fake.User(7)
	u.SendText("x")
	h.hears(u, 1)
	o := &office{t: t, house: h.house}
	u.Block()
	h.drain()
	if !o.unreachable("7") {
		t.Error("a citizen who has blocked the bot counts as reachable")
	}
	u.Unblock()
	h.drain()
	if o.unreachable("7") {
		t.Error("a citizen who has come back counts as unreachable")
	}
	p := &postRoom{t: t, house: h.house, owner: 1, sender: h.sender}
	u.Block()
	h.drain()
	u.Unblock()
	h.drain()
	gone := h.fake.User(8)
	gone.SendText("x")
	h.hears(gone, 1)
	gone.Deactivate() // of which the bot is told only by the refusal
	p.post(inLane(ward.LaneNotice, letter("8", 50)), inLane(ward.LaneNotice, letter("7", 50)))
	h.hears(u, 2)
	p.settled()
	if !o.unreachable("8") || o.unreachable("7") {
		t.Errorf("unreachable: the one who left %v, the other %v", o.unreachable("8"), o.unreachable("7"))
	}
}

func TestTelegramsBadDayLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	// An answer that is lost after the message was taken cannot be told from one that was not: that fault doubles.
	h := openHall(t, dbtest.SQLite(t), counting, telegramtest.WithFaults(telegramtest.FaultRates{Seed: 3, TooManyRequests: 0.01, ServerError: 0.1, BadGateway: 0.1, DropBefore: 0.1, Methods: []string{"sendMessage"}}))
	const citizens, each = 20, 5
	for range each {
		for id := int64(1); id <= citizens; id++ {
			h.fake.User(id).SendText("x")
		}
	}
	h.drain()
	for id := int64(1); id <= citizens; id++ {
		var want []string
		for n := 1; n <= each; n++ {
			want = append(want, fmt.Sprintf("x %d", n))
		}
		same(t, fmt.Sprintf("citizen %d", id), want, h.hears(h.fake.User(id), each))
	}
	if faults := h.fake.Stats().Faults; faults[telegramtest.ServerError] == 0 || faults[telegramtest.BadGateway] == 0 || faults[telegramtest.DropBefore] == 0 {
		t.Errorf("the day was too good: %v", faults)
	}
	if log := h.log.String(); strings.Contains(log, h.fake.Token()) {
		t.Error("the log holds the token")
	}
}

func TestTheRatesThatTelegramWatchesAreKept(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), func(_ context.Context, _ *ward.Ward, _ *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		return []talk.Message{{Text: "1", Apart: true}, {Text: "2", Apart: true}, {Text: "3", Apart: true}, {Text: "4"}}, nil, nil
	}, telegramtest.WithLimits(telegramtest.Limits{PerSecond: 30, PerChat: 1.2, Burst: 4, Enforce: true}))
	h.sender.Stop()
	h.sender = &bot.Sender{
		House: h.house, Channel: bot.TelegramChannel, Deliver: h.telegram.Deliver, Now: time.Now, Logger: h.sender.Logger,
		Limits: bot.NewLocalLimits(bot.Rates{PerBot: 25, PerChat: 1, ChatBurst: 3}, time.Now),
	}
	h.sender.Start(t.Context())
	t.Cleanup(h.sender.Stop)
	h.engine.Channels[bot.TelegramChannel].Post = h.sender.Post
	for id := int64(1); id <= 12; id++ {
		h.fake.User(id).SendText("x")
	}
	for id := int64(1); id <= 12; id++ {
		same(t, "heard", []string{"1", "2", "3", "4"}, h.hears(h.fake.User(id), 4))
	}
	if stats := h.fake.Stats(); stats.Violated != 0 || stats.PeakSecond > 27 {
		t.Errorf("%d messages came too fast, at most %d in a second: %+v", stats.Violated, stats.PeakSecond, stats.Violations)
	}
}

func TestTheBotIntroducesItself(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), nil)
	for range 2 {
		if err := h.telegram.Introduce(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.fake.Description(""); got != "Trợ lý ảo" {
		t.Errorf("description = %q", got)
	}
	calls := h.fake.Stats().Calls
	if calls["setmycommands"] != 4 || calls["setchatmenubutton"] != 2 {
		t.Errorf("calls = %v", calls)
	}
	if name, err := h.telegram.Me(t.Context()); err != nil || name != "danbiet_test_bot" {
		t.Errorf("me = %q, %v", name, err)
	}
	for _, method := range []string{"setMyCommands", "setChatMenuButton", "setMyDescription", "getMe", "setWebhook"} {
		h.fake.Fail(method, telegramtest.Fault{Kind: telegramtest.DropBefore}, telegramtest.Fault{Kind: telegramtest.BadGateway})
	}
	for name, do := range map[string]func(context.Context) error{
		"introduce": h.telegram.Introduce, "set the webhook": func(ctx context.Context) error { return h.telegram.SetWebhook(ctx, h.web.URL) },
		"ask who it is": func(ctx context.Context) error { _, err := h.telegram.Me(ctx); return err },
	} {
		for range 2 {
			if err := do(t.Context()); err == nil || strings.Contains(err.Error(), h.fake.Token()) || bytes.Contains([]byte(err.Error()), []byte("nginx")) {
				t.Errorf("%s: %v; want an error without the token and without a page", name, err)
			}
		}
	}
}
