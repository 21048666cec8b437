package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"danbiet/bot/telegramtest"
)

func decode(t *testing.T, raw json.RawMessage, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("decode %s: %v", raw, err)
	}
}

// form writes a multipart body with fields and one file.
func form(t *testing.T, fields map[string]string, file string, data []byte) (io.Reader, string) {
	t.Helper()
	var body bytes.Buffer
	mw := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := mw.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := mw.CreateFormFile(file, "tệp")
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = mw.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &body, mw.FormDataContentType()
}

func TestACitizenWritesAsAClientDoes(t *testing.T) {
	s := start(t)
	citizen := s.User(42)
	citizen.Introduce("Bà", "Tư", "en")
	if id := citizen.SendText(" \n "); id != 0 {
		t.Error("blanks were sent")
	}
	citizen.Start("qr_hop-thu-1")
	m := received(t, s)
	want := []models.MessageEntity{{Type: models.MessageEntityTypeBotCommand, Offset: 0, Length: 6}}
	if m.Text != "/start qr_hop-thu-1" || m.Chat.ID != 42 || m.Chat.Type != models.ChatTypePrivate || m.From.ID != 42 || m.From.IsBot ||
		m.From.LanguageCode != "en" || m.Chat.LastName != "Tư" {
		t.Errorf("message = %+v", m)
	}
	if diff := cmp.Diff(want, m.Entities); diff != "" {
		t.Errorf("entities (-want +got):\n%s", diff)
	}
	citizen.SendText("  chào bạn /help@danbiet_test_bot và/hoặc 1/2  ")
	m = received(t, s)
	want = []models.MessageEntity{{Type: models.MessageEntityTypeBotCommand, Offset: 9, Length: 22}}
	if diff := cmp.Diff(want, m.Entities); diff != "" || m.Text != "chào bạn /help@danbiet_test_bot và/hoặc 1/2" {
		t.Errorf("%q, entities (-want +got):\n%s", m.Text, diff)
	}
	citizen.SendText(strings.Repeat("a", 4096) + "b")
	if m = received(t, s); m.Text != "b" {
		t.Errorf("a long text is cut: %q", m.Text)
	}
	id := citizen.SendText("sai")
	citizen.EditText(id, "sửa")
	var list []models.Update
	decode(t, post(t, s, "getUpdates", `{"offset":-1}`).Result, &list)
	if e := list[0].EditedMessage; e == nil || e.Text != "sửa" || e.ID != id || e.EditDate == 0 {
		t.Errorf("edit = %+v", list[0])
	}
}

func TestACitizenSharesAPhoneAndAPlace(t *testing.T) {
	s := start(t)
	citizen := s.User(42)
	citizen.SendContact("+84901234567", 42)
	if c := received(t, s).Contact; c == nil || c.PhoneNumber != "+84901234567" || c.UserID != 42 {
		t.Errorf("own contact = %+v", c)
	}
	citizen.SendContact("+84907654321", 43)
	if m := received(t, s); m.Contact.UserID == m.From.ID {
		t.Errorf("somebody else's contact = %+v", m.Contact)
	}
	citizen.SendLocation(20.5, 106.25)
	if l := received(t, s).Location; l == nil || l.Latitude != 20.5 || l.Longitude != 106.25 {
		t.Errorf("location = %+v", l)
	}
}

func TestACitizenPressesWhatTheySee(t *testing.T) {
	s := start(t)
	b := client(t, s)
	citizen := s.User(1)
	citizen.Start("")
	ask := func(data string) {
		t.Helper()
		if _, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 1, Text: "?", ReplyMarkup: models.InlineKeyboardMarkup{
			InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Có", CallbackData: data}, {Text: "Trang", URL: "https://a.vn"}}},
		}}); err != nil {
			t.Fatal(err)
		}
	}
	ask("cũ")
	ask("mới")
	id, err := citizen.PressLabel("Có")
	if err != nil {
		t.Fatal(err)
	}
	var list []models.Update
	decode(t, post(t, s, "getUpdates", `{"offset":-1}`).Result, &list)
	q := list[0].CallbackQuery
	if q == nil || q.ID != id || q.Data != "mới" || q.From.ID != 1 || q.Message.Message == nil || q.Message.Message.ReplyMarkup == nil {
		t.Fatalf("press = %+v", q)
	}
	if _, err := citizen.PressLabel("Trang"); err == nil {
		t.Error("a link was pressed")
	}
	if _, err := citizen.PressLabel("Không"); err == nil {
		t.Error("a button that is not there was pressed")
	}
	answer := &bot.AnswerCallbackQueryParams{CallbackQueryID: id, Text: "Đã nhận", ShowAlert: true}
	if ok, err := b.AnswerCallbackQuery(t.Context(), answer); !ok || err != nil {
		t.Fatalf("answer: %v", err)
	}
	if _, err := b.AnswerCallbackQuery(t.Context(), answer); err == nil || !strings.Contains(err.Error(), "query is too old") {
		t.Errorf("a second answer: %v", err)
	}
	if diff := cmp.Diff([]telegramtest.Answer{{Callback: id, Text: "Đã nhận", Alert: true}}, citizen.Answers()); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestAPressCanBeAnsweredForAWhileOnly(t *testing.T) {
	var hand clock
	s := start(t, telegramtest.WithClock(hand.Now), telegramtest.WithAnswerWindow(time.Minute))
	s.User(1).Start("")
	id := s.User(1).Press(1, "x")
	hand.advance(61 * time.Second)
	r := post(t, s, "answerCallbackQuery", object("callback_query_id", id))
	if r.Code != 400 || !strings.Contains(r.Description, "query is too old") {
		t.Errorf("answer = %+v", r)
	}
}

func TestAKeyboardIsUsedAndTakenAway(t *testing.T) {
	s := start(t)
	b := client(t, s)
	citizen := s.User(5)
	citizen.Start("")
	if _, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 5, Text: "?", ReplyMarkup: models.ReplyKeyboardMarkup{
		Keyboard: [][]models.KeyboardButton{
			{{Text: "Gửi số điện thoại", RequestContact: true}}, {{Text: "Gửi vị trí", RequestLocation: true}}, {{Text: "Bỏ qua"}},
		}, OneTimeKeyboard: true,
	}}); err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"Gửi số điện thoại", "Gửi vị trí", "Bỏ qua"} {
		if _, err := citizen.PressLabel(label); err != nil {
			t.Fatal(err)
		}
		m := received(t, s)
		switch label {
		case "Bỏ qua":
			if m.Text != label {
				t.Errorf("text = %q", m.Text)
			}
		case "Gửi vị trí":
			if m.Location == nil {
				t.Error("no place")
			}
		default:
			if m.Contact == nil || m.Contact.UserID != 5 || m.Contact.PhoneNumber != citizen.Phone() {
				t.Errorf("contact = %+v", m.Contact)
			}
		}
	}
	if _, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 5, Text: "!", ReplyMarkup: models.ReplyKeyboardRemove{RemoveKeyboard: true}}); err != nil {
		t.Fatal(err)
	}
	if citizen.Keyboard() != nil {
		t.Error("the keyboard is still there")
	}
}

func TestMessagesAreEditedAndDeleted(t *testing.T) {
	s := start(t)
	b := client(t, s)
	citizen := s.User(1)
	own := citizen.SendText("số điện thoại của tôi")
	m, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 1, Text: "một", ReplyMarkup: models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "a", CallbackData: "b"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	same := &bot.EditMessageTextParams{ChatID: 1, MessageID: m.ID, Text: "một", ReplyMarkup: models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "a", CallbackData: "b"}}},
	}}
	if _, err := b.EditMessageText(t.Context(), same); err == nil || !strings.Contains(err.Error(), "message is not modified") {
		t.Errorf("the same again: %v", err)
	}
	edited, err := b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: 1, MessageID: m.ID, Text: "hai"})
	if err != nil || edited.Text != "hai" || edited.EditDate == 0 || edited.ReplyMarkup != nil {
		t.Fatalf("edited = %+v, %v", edited, err)
	}
	if _, err := b.EditMessageReplyMarkup(t.Context(), &bot.EditMessageReplyMarkupParams{ChatID: 1, MessageID: m.ID, ReplyMarkup: same.ReplyMarkup}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditMessageReplyMarkup(t.Context(), &bot.EditMessageReplyMarkupParams{ChatID: 1, MessageID: m.ID, ReplyMarkup: same.ReplyMarkup}); err == nil {
		t.Error("the same buttons again were taken")
	}
	if got := citizen.Messages()[0]; got.Text != "hai" || len(got.Inline) != 1 || got.Edited.IsZero() {
		t.Errorf("message = %+v", got)
	}
	for _, id := range []int{m.ID, own} {
		if ok, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: 1, MessageID: id}); !ok || err != nil {
			t.Errorf("delete %d: %v", id, err)
		}
		if _, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: 1, MessageID: id}); err == nil || !strings.Contains(err.Error(), "message to delete not found") {
			t.Errorf("delete %d twice: %v", id, err)
		}
	}
	if !citizen.Messages()[0].Deleted {
		t.Error("the deleted message is not marked")
	}
	citizen.Press(m.ID, "b")
	var list []models.Update
	decode(t, post(t, s, "getUpdates", `{"offset":-1}`).Result, &list)
	if q := list[0].CallbackQuery; q.Message.InaccessibleMessage == nil || q.Message.InaccessibleMessage.MessageID != m.ID {
		t.Errorf("a press on a deleted message = %+v", q.Message)
	}
}

func TestBlockingTellsTheBot(t *testing.T) {
	s := start(t)
	citizen := s.User(1)
	citizen.Start("")
	citizen.Block()
	citizen.Block()
	if citizen.SendText("còn đó không?") != 0 || citizen.Press(1, "x") != "" {
		t.Error("somebody who blocked the bot wrote to it")
	}
	citizen.Start("lại")
	var list []models.Update
	decode(t, post(t, s, "getUpdates", `{}`).Result, &list)
	var got []string
	for _, u := range list {
		if u.MyChatMember != nil {
			got = append(got, fmt.Sprint(u.MyChatMember.OldChatMember.Type, " → ", u.MyChatMember.NewChatMember.Type))
		} else {
			got = append(got, u.Message.Text)
		}
	}
	if diff := cmp.Diff([]string{"/start", "member → kicked", "kicked → member", "/start lại"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r := post(t, s, "sendMessage", with()); !r.OK {
		t.Errorf("after the restart: %s", r.Description)
	}
	citizen.Deactivate()
	citizen.Unblock()
	if r := post(t, s, "sendMessage", with()); r.Description != "Forbidden: user is deactivated" {
		t.Errorf("a deleted account: %+v", r)
	}
}

func TestUpdatesOfATestsOwnMaking(t *testing.T) {
	s := start(t)
	id, err := s.User(1).SendUpdate(json.RawMessage(`{"update_id":5,"poll_answer":{"poll_id":"1","user":{"id":1},"option_ids":[0]}}`))
	if err != nil || id == 0 {
		t.Fatalf("%d, %v", id, err)
	}
	var list []models.Update
	decode(t, post(t, s, "getUpdates", `{}`).Result, &list)
	if len(list) != 1 || list[0].ID != id || list[0].PollAnswer == nil {
		t.Errorf("updates = %+v", list)
	}
	for _, bad := range []string{"{", "{}", `{"message":{},"poll":{}}`} {
		if _, err := s.User(1).SendUpdate(json.RawMessage(bad)); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	s := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.User(1).Wait(ctx, 1); err == nil {
		t.Error("waited for nothing, and got it")
	}
	if _, err := s.User(1).WaitFor(ctx, func(telegramtest.Message) bool { return true }); err == nil {
		t.Error("waited for nothing, and got it")
	}
	s.User(1).SendText("x")
	if err := s.Drain(ctx); err == nil {
		t.Error("drained what nobody took")
	}
}

func TestTheChatActionShowsUntilTheMessage(t *testing.T) {
	s := start(t)
	b := client(t, s)
	s.User(1).Start("")
	if ok, err := b.SendChatAction(t.Context(), &bot.SendChatActionParams{ChatID: 1, Action: models.ChatActionTyping}); !ok || err != nil || !s.User(1).Typing() {
		t.Fatalf("%v, %v", ok, err)
	}
	say(t, s, 1)
	if s.User(1).Typing() {
		t.Error("still typing after the message")
	}
}

func TestInAGroupTheBotHearsCommandsOnly(t *testing.T) {
	s := start(t)
	g := s.Group(-1, "Tổ tiếp dân")
	officer := s.User(9)
	g.SendText(officer, "ăn trưa chưa?")
	g.SendText(officer, "/baocao")
	m := received(t, s)
	if m.Text != "/baocao" || m.Chat.ID != -1 || m.Chat.Title != "Tổ tiếp dân" || m.From.ID != 9 {
		t.Errorf("message = %+v", m)
	}
	if say(t, s, -1) != 0 || s.Counts()[-1] != 1 {
		t.Errorf("counts = %v", s.Counts())
	}
	if id := g.Press(officer, g.Messages()[0].ID, "x"); id == "" {
		t.Error("no press")
	}
}

func TestLeanModeCountsAndForgets(t *testing.T) {
	s := start(t, telegramtest.WithLean())
	same := start(t, telegramtest.WithLean())
	b := client(t, s)
	for i := range 10 {
		s.User(1).SendText("x")
		if _, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 1, Text: fmt.Sprint(i), ReplyMarkup: models.InlineKeyboardMarkup{
			InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "a", CallbackData: "b"}}},
		}}); err != nil {
			t.Fatal(err)
		}
	}
	citizen := s.User(1)
	if list := citizen.Messages(); citizen.Count() != 10 || len(list) != 4 || list[3].Text != "9" {
		t.Errorf("%d messages, kept %d", citizen.Count(), len(list))
	}
	if _, err := citizen.PressLabel("a"); err != nil {
		t.Errorf("press: %v", err)
	}
	if err := citizen.Wait(soon(t), 10); err != nil {
		t.Error(err)
	}
	before := citizen.Hash()
	say(t, s, 1)
	if citizen.Hash() == before || same.User(1).Hash() != 0 {
		t.Error("the hash does not follow the messages")
	}
}
