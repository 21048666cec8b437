package telegramtest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"danbiet/bot/telegramtest"
)

// fetch downloads a file as a bot does.
func fetch(t *testing.T, s *telegramtest.Server, id string) []byte {
	t.Helper()
	b := client(t, s)
	f, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: id})
	if err != nil {
		t.Fatalf("getFile: %v", err)
	}
	resp, err := http.Get(b.FileDownloadLink(f))
	if err != nil {
		t.Fatalf("download: %v", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("download: %d, %v", resp.StatusCode, err)
	}
	return body
}

// received polls for the newest message.
func received(t *testing.T, s *telegramtest.Server) *models.Message {
	t.Helper()
	r := post(t, s, "getUpdates", `{"offset":-1}`)
	var list []models.Update
	decode(t, r.Result, &list)
	if len(list) != 1 || list[0].Message == nil {
		t.Fatalf("updates = %s", r.Result)
	}
	return list[0].Message
}

func TestACitizensFilesCanBeFetched(t *testing.T) {
	s := start(t)
	citizen := s.User(1)
	large := picture(t, 400, 300)
	citizen.SendPhotoCaption(large, "rác ở ngõ 12")
	photo := received(t, s)
	if len(photo.Photo) != 2 || photo.Caption != "rác ở ngõ 12" {
		t.Fatalf("photo = %+v", photo)
	}
	if p := photo.Photo[0]; p.Width != 90 || p.Height != 67 || len(fetch(t, s, p.FileID)) != p.FileSize {
		t.Errorf("small size = %+v", p)
	}
	if p := photo.Photo[1]; p.Width != 400 || p.Height != 300 || !bytes.Equal(fetch(t, s, p.FileID), large) {
		t.Errorf("large size = %+v", p)
	}
	citizen.SendDocument("Đơn.docx", "application/msword", []byte("PK"))
	if d := received(t, s).Document; d == nil || d.FileName != "Đơn.docx" || d.MimeType != "application/msword" || string(fetch(t, s, d.FileID)) != "PK" {
		t.Errorf("document = %+v", d)
	}
	citizen.SendVoice([]byte("OggS"), 7)
	if v := received(t, s).Voice; v == nil || v.Duration != 7 || string(fetch(t, s, v.FileID)) != "OggS" {
		t.Errorf("voice = %+v", v)
	}
}

func TestAFileOver20MBCannotBeFetched(t *testing.T) {
	s := start(t)
	s.User(1).SendDocument("to.bin", "application/octet-stream", make([]byte, 20<<20+1))
	r := post(t, s, "getFile", object("file_id", received(t, s).Document.FileID))
	if r.Code != 400 || r.Description != "Bad Request: file is too big" {
		t.Errorf("answer = %+v", r)
	}
}

func TestAnAlbumComesAsSeveralMessages(t *testing.T) {
	s := start(t)
	small := picture(t, 20, 20)
	ids := s.User(1).SendAlbum("ba tấm", small, small, small)
	r := post(t, s, "getUpdates", `{}`)
	var list []models.Update
	decode(t, r.Result, &list)
	if len(list) != 3 || len(ids) != 3 {
		t.Fatalf("%d updates, %d ids", len(list), len(ids))
	}
	for i, u := range list {
		if u.Message.MediaGroupID == "" || u.Message.MediaGroupID != list[0].Message.MediaGroupID || u.Message.ID != ids[i] {
			t.Errorf("part %d = %+v", i, u.Message)
		}
	}
	if list[0].Message.Caption != "ba tấm" || list[1].Message.Caption != "" {
		t.Error("the caption belongs to the first part")
	}
}

func TestTheBotSendsFilesAndSendsThemAgainForFree(t *testing.T) {
	s := start(t)
	b := client(t, s)
	citizen := s.User(1)
	citizen.Start("")
	pdf := []byte("%PDF-1.4 giấy hẹn")
	m, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: 1, Caption: "Giấy <b>hẹn</b>", ParseMode: models.ParseModeHTML,
		Document: &models.InputFileUpload{Filename: "giấy-hẹn.pdf", Data: bytes.NewReader(pdf)},
	})
	if err != nil {
		t.Fatalf("send: %v", err)
	}
	if _, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: 1, Document: &models.InputFileString{Data: m.Document.FileID},
	}); err != nil {
		t.Fatalf("send again: %v", err)
	}
	list := citizen.Messages()
	if len(list) != 2 || list[0].Text != "Giấy hẹn" || list[0].File.Kind != telegramtest.Document ||
		list[0].File.Name != "giấy-hẹn.pdf" || list[0].File.Mime != "application/pdf" ||
		!bytes.Equal(list[0].File.Data, pdf) || list[1].File.ID != list[0].File.ID {
		t.Errorf("messages = %+v", list)
	}
	if got := fetch(t, s, m.Document.FileID); !bytes.Equal(got, pdf) {
		t.Errorf("download = %q", got)
	}
	if _, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{
		ChatID: 1, Photo: &models.InputFileString{Data: m.Document.FileID},
	}); err == nil || !strings.Contains(err.Error(), "can't use file of type Document as Photo") {
		t.Errorf("a document as a photo: %v", err)
	}
	if _, err := b.SendVoice(t.Context(), &bot.SendVoiceParams{
		ChatID: 1, Duration: 3, Voice: &models.InputFileUpload{Filename: "a.ogg", Data: strings.NewReader("OggS")},
	}); err != nil || citizen.Messages()[2].File.Duration != 3 {
		t.Errorf("voice: %v", err)
	}
}

func TestTheBotSendsAnAlbum(t *testing.T) {
	s := start(t)
	s.User(1).Start("")
	png := picture(t, 100, 50)
	list, err := client(t, s).SendMediaGroup(t.Context(), &bot.SendMediaGroupParams{ChatID: 1, Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: "attach://a.png", Caption: "<i>trước</i>", ParseMode: models.ParseModeHTML, MediaAttachment: bytes.NewReader(png)},
		&models.InputMediaPhoto{Media: "attach://b.png", MediaAttachment: bytes.NewReader(png)},
	}})
	if err != nil || len(list) != 2 || list[0].MediaGroupID == "" || list[0].MediaGroupID != list[1].MediaGroupID {
		t.Fatalf("album = %+v, %v", list, err)
	}
	if got := s.User(1).Messages(); got[0].Text != "trước" || got[1].File.Width != 100 || s.Stats().Messages != 2 {
		t.Errorf("messages = %+v", got)
	}
}

func TestUploadsAreChecked(t *testing.T) {
	tests := []struct {
		name, method, field string
		data                []byte
		code                int
		want                string
	}{
		{"an empty file", "sendDocument", "document", nil, 400, "Bad Request: file must be non-empty"},
		{"words as a photo", "sendPhoto", "photo", []byte("chào"), 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"a photo that is a line", "sendPhoto", "photo", picture(t, 300, 3), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"a photo over 10 MB", "sendPhoto", "photo", make([]byte, 10<<20+1), 400, "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
	}
	s := start(t)
	s.User(1).Start("")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body, contentType := form(t, map[string]string{"chat_id": "1"}, tt.field, tt.data)
			got := do(t, s.URL()+"/bot"+s.Token()+"/"+tt.method, contentType, body)
			if got.Code != tt.code || got.Description != tt.want {
				t.Errorf("got %d %q, want %d %q", got.Code, got.Description, tt.code, tt.want)
			}
		})
	}
}

func TestARequestOver50MBIsRefused(t *testing.T) {
	s := start(t)
	body := io.MultiReader(strings.NewReader(`{"text":"`), bytes.NewReader(bytes.Repeat([]byte("x"), 52<<20)), strings.NewReader(`"}`))
	got := do(t, s.URL()+"/bot"+s.Token()+"/sendMessage", "application/json", body)
	if got.Code != 413 || got.Description != "Request Entity Too Large" {
		t.Errorf("answer = %+v", got)
	}
}

func TestAFileIDBelongsToOneBot(t *testing.T) {
	const other = "7000000002:AAH-danbiet-another-fake-token-0000"
	s := start(t, telegramtest.WithToken(telegramtest.Token), telegramtest.WithToken(other))
	second := s.BotWithToken(other)
	s.User(1).SendDocument("a", "text/plain", []byte("a"))
	second.User(1).Start("")
	id := received(t, s).Document.FileID
	r := do(t, s.URL()+"/bot"+other+"/sendDocument?chat_id=1&document="+id, "", nil)
	if r.Code != 400 || r.Description != "Bad Request: wrong file identifier/HTTP URL specified" {
		t.Errorf("answer = %+v", r)
	}
	if s.ID() == second.ID() || s.BotWithToken("1:x") != nil {
		t.Error("the bots are mixed up")
	}
}
