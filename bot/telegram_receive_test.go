package bot_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"danbiet/bot/telegramtest"
	"danbiet/db"
	"danbiet/db/dbtest"
)

// photo is a picture.
func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatACitizenSendsReachesTheTurn(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), nil)
	picture := photo(t)
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
	ogg := []byte("OggS\x00\x02" + strings.Repeat("\x00", 20) + "\x01\x13OpusHead\x01\x01")
	for i, c := range []struct {
		name string
		send func(u *telegramtest.User)
		want string
	}{
		{"words", func(u *telegramtest.User) { u.SendText("lịch tiếp dân") }, "lịch tiếp dân"},
		{"decomposed words", func(u *telegramtest.User) { u.SendText("li\u0323ch tie\u0302\u0301p") }, "lịch tiếp"},
		{"a deep link", func(u *telegramtest.User) { u.Start("HS-7KM2") }, "bắt đầu HS-7KM2\n/start HS-7KM2"},
		{"a photo", func(u *telegramtest.User) { u.SendPhoto(picture) }, fmt.Sprintf("photo ảnh.jpg image/jpeg %d", len(picture))},
		{"a photo with words", func(u *telegramtest.User) { u.SendPhotoCaption(picture, "rác") }, fmt.Sprintf("rác\nphoto ảnh.jpg image/jpeg %d", len(picture))},
		{"a document", func(u *telegramtest.User) { u.SendDocument("đơn.pdf", "text/html", pdf) }, fmt.Sprintf("document đơn.pdf application/pdf %d", len(pdf))},
		{"a voice note", func(u *telegramtest.User) { u.SendVoice(ogg, 3) }, fmt.Sprintf("voice ghi âm.ogg audio/ogg %d", len(ogg))},
		{"a place", func(u *telegramtest.User) { u.SendLocation(20.9415, 106.3331) }, "ở 20.9415 106.3331"},
		{"one's own number", func(u *telegramtest.User) { u.SendContact("+84912345678", u.ID()) }, "số +84912345678 của Công dân 6, chính mình: true"},
		{"somebody else's number", func(u *telegramtest.User) { u.SendContact("+84912345678", 999) }, "chính mình: false"},
		{"a number of nobody's", func(u *telegramtest.User) { u.SendContact("113", 0) }, "chính mình: false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := h.fake.User(int64(100 + i))
			if c.name == "one's own number" {
				u.Introduce("Công dân 6", "", "vi")
			}
			c.send(u)
			if got := h.hears(u, 1)[0]; !strings.HasSuffix(got, c.want) {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
}

func TestFilesOfTheWrongTypeOrSizeAreRefusedAndTheWordsCount(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), nil)
	for i, c := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"a program", "đơn.pdf", append([]byte("MZ\x90\x00"), make([]byte, 200)...), "từ chối đơn.pdf: wrong-type"},
		{"a page that calls itself a picture", "a.jpg", []byte("<html><script>alert(1)</script></html>"), "từ chối a.jpg: wrong-type"},
		{"an archive", "a.docx", []byte("PK\x03\x04" + strings.Repeat("x", 100)), "từ chối a.docx: wrong-type"},
		{"nothing but zeros", "a.pdf", make([]byte, 1000), "từ chối a.pdf: wrong-type"},
		{"too large", "lớn.pdf", append([]byte("%PDF-1.7\n"), make([]byte, 20<<20)...), "từ chối lớn.pdf: too-large"},
		{"a name that leads elsewhere", "../../etc/pass\u202ewd\x00.pdf", []byte("MZ"), "từ chối passwd.pdf: wrong-type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := h.fake.User(int64(200 + i))
			u.SendDocument(c.file, "image/jpeg", c.data)
			if got := h.hears(u, 1)[0]; got != c.want {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
	t.Run("a file that Telegram does not hand over", func(t *testing.T) {
		u := h.fake.User(300)
		for range 2 {
			h.fake.Fail("getFile", telegramtest.Fault{Kind: telegramtest.BadGateway})
			u.SendPhotoCaption(photo(t), "rác ở ngõ 5")
		}
		if got := h.hears(u, 1)[0]; got != "rác ở ngõ 5\ntừ chối ảnh.jpg: unfetched" {
			t.Errorf("%q; want the words, and the photo refused", got)
		}
		if log := h.log.String(); strings.Contains(log, h.fake.Token()) {
			t.Error("the log holds the token")
		}
	})
}

func TestContentThatTheBotDoesNotTakeIsToldApartFromNewsOfTheChat(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), nil)
	head := `{"message":{"message_id":5,"date":1,"from":{"id":%[1]d,"is_bot":false,"first_name":"A"},"chat":{"id":%[1]d,"type":"private"},`
	for name, c := range map[string]struct{ body, want string }{
		"a video":                         {`"video":{"file_id":"x"}}}`, "từ chối video: wrong-type"},
		"a round video":                   {`"video_note":{}}}`, "từ chối video: wrong-type"},
		"an animation":                    {`"animation":{},"document":{"file_id":"x"}}}`, "từ chối video: wrong-type"},
		"a sticker":                       {`"sticker":{}}}`, "từ chối nhãn dán: wrong-type"},
		"a vote":                          {`"poll":{}}}`, "từ chối nội dung này: wrong-type"},
		"what is not invented yet":        {`"hologram":{"size":3}}}`, "từ chối nội dung này: wrong-type"},
		"words forwarded from nowhere":    {`"text":"rác","forward_origin":{"type":"from the moon"}}}`, "rác"},
		"words that answer a riddle":      {`"text":"rác","external_reply":{"origin":7},"reply_to_story":[]}}`, "rác"},
		"a pinned message":                {`"pinned_message":{}}}`, ""},
		"messages that delete themselves": {`"message_auto_delete_timer_changed":{"message_auto_delete_time":60}}}`, ""},
		"a new background":                {`"chat_background_set":{"type":{"type":"new"}}}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			u := h.fake.User(int64(1000 + len(name)*37 + int(name[2])))
			before := len(h.given())
			if _, err := u.SendUpdate(json.RawMessage(fmt.Sprintf(head+c.body, u.ID()))); err != nil {
				t.Fatal(err)
			}
			h.drain()
			if c.want == "" {
				if after := len(h.given()); after != before {
					t.Errorf("it was given to a turn: %+v", h.given()[before:])
				}
				return
			}
			if got := h.hears(u, 1)[0]; got != c.want {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
}

func TestUpdatesThatAreNotForTheBotAreAcknowledged(t *testing.T) {
	h := openHall(t, dbtest.SQLite(t), nil)
	u := h.fake.User(7)
	first := u.SendText("một")
	h.hears(u, 1)
	group := h.fake.Group(-5, "Tổ dân phố")
	group.SendText(u, "/start")
	group.Press(u, 1, "run1:kind:x")
	u.EditText(first, "hai")
	for _, body := range []string{
		`{"poll":{"id":"1"}}`, `{"message_reaction":{"new_reaction":[{"type":"new"}]}}`, `{"newer_than_the_bot":{"x":1}}`, `{"channel_post":{"text":"x"}}`,
		`{"callback_query":{"id":"1"}}`, `{"message":{"chat":{"id":7,"type":"private"},"text":"from nobody"}}`, `{"message":{"chat":{"id":-1,"type":"supergroup"},"from":{"id":7},"text":"x"}}`,
	} {
		if r := h.deliver(http.MethodPost, "mat-khau", `{"update_id":900,`+body[1:]); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", body, r.Status)
		}
	}
	h.drain()
	if got := h.given(); len(got) != 1 {
		t.Errorf("%d turns were run; want the first message alone: %+v", len(got), got[1:])
	}
}

func TestTheWebhookAnswersWhateverComes(t *testing.T) {
	t.Parallel()
	h := openHall(t, dbtest.SQLite(t), nil)
	good := `{"update_id":1,"message":{"message_id":1,"date":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"text":"x"}}`
	for name, c := range map[string]struct {
		method, secret, body string
		want                 int
	}{
		"good":                       {http.MethodPost, "mat-khau", good, http.StatusOK},
		"a wrong secret":             {http.MethodPost, "mat-khau2", good, http.StatusUnauthorized},
		"a part of the secret":       {http.MethodPost, "mat", good, http.StatusUnauthorized},
		"no secret":                  {http.MethodPost, "", good, http.StatusUnauthorized},
		"a wrong secret and rubbish": {http.MethodPost, "x", strings.Repeat("x", 2<<20), http.StatusUnauthorized},
		"by GET":                     {http.MethodGet, "mat-khau", "", http.StatusMethodNotAllowed},
		"by PUT":                     {http.MethodPut, "mat-khau", good, http.StatusMethodNotAllowed},
		"nothing":                    {http.MethodPost, "mat-khau", "", http.StatusBadRequest},
		"no JSON":                    {http.MethodPost, "mat-khau", "<html>", http.StatusBadRequest},
		"half of it":                 {http.MethodPost, "mat-khau", good[:40], http.StatusBadRequest},
		"more than it":               {http.MethodPost, "mat-khau", good + good, http.StatusBadRequest},
		"too large":                  {http.MethodPost, "mat-khau", `{"update_id":1,"x":"` + strings.Repeat("a", 1<<20) + `"}`, http.StatusRequestEntityTooLarge},
		"null":                       {http.MethodPost, "mat-khau", "null", http.StatusOK},
		"a number":                   {http.MethodPost, "mat-khau", "7", http.StatusOK},
		"a list":                     {http.MethodPost, "mat-khau", "[]", http.StatusOK},
		"other types":                {http.MethodPost, "mat-khau", `{"update_id":"one","message":[1,2]}`, http.StatusOK},
		"a text that is a number":    {http.MethodPost, "mat-khau", `{"update_id":5,"message":{"text":5}}`, http.StatusOK},
		"a thousand levels":          {http.MethodPost, "mat-khau", `{"message":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			if r := h.deliver(c.method, c.secret, c.body); r.StatusCode != c.want {
				t.Errorf("%s; want %d", r.Status, c.want)
			}
		})
	}
	if got := h.given(); len(got) != 1 {
		t.Errorf("%d turns were run; want that of the good update", len(got))
	}
	h.telegram.Secret = ""
	if r := h.deliver(http.MethodPost, "", good); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a secret the webhook is open: %s", r.Status)
	}
}

func TestADatabaseThatIsAwayMakesTelegramSendAgain(t *testing.T) {
	t.Parallel()
	line, url := lay(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // its connections may have been cut
	h := openHall(t, d, counting)
	u := h.fake.User(7)
	u.SendText("một")
	h.hears(u, 1)
	line.cut()
	r := h.deliver(http.MethodPost, "mat-khau", `{"update_id":5,"message":{"message_id":1,"date":1,"from":{"id":8},"chat":{"id":8,"type":"private"},"text":"x"}}`)
	if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") != "1" {
		t.Errorf("%s, Retry-After %q; want 503 and 1", r.Status, r.Header.Get("Retry-After"))
	}
	u.SendText("hai")
	u.Block() // of which the database must know, too
	u.Unblock()
	u.SendText("ba")
	for h.fake.Stats().Updates.Retried < 3 {
		if t.Context().Err() != nil {
			t.Fatal("Telegram does not send again")
		}
	}
	line.mend()
	h.drain()
	same(t, "answers", []string{"một 1", "hai 2", "ba 3"}, h.hears(u, 3))
}
