package bot

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

const (
	webMaxFields  = 64 << 10 // bytes of a message without files
	webMaxFile    = 20 << 20 // bytes of one file, as many as Telegram hands out
	webMaxFiles   = 5        // in one message
	webMaxUpload  = webMaxFiles*webMaxFile + webMaxFields
	webMaxButton  = 64               // bytes of a button's data, as talk.Button says
	webUploads    = 8                // uploads held in memory at once, in all chats
	webSlowest    = 32 << 10         // bytes a second below which an upload is given up
	webReadGrace  = time.Minute      // added to the time that the slowest upload may take
	webWriteGrace = 30 * time.Second // for one write to a browser
)

var (
	webIDForm    = regexp.MustCompile(`^[A-Za-z0-9-]{8,64}$`)
	webStartForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
)

// webPost is the body of POST …/messages. The same names serve as the fields of a multipart form.
type webPost struct {
	ID     string   `json:"id"`   // made by the browser; sent again with the same id, a message counts once
	Text   string   `json:"text"` // typed words, or the label of the pressed button
	Button string   `json:"button"`
	Start  string   `json:"start"` // payload of a deep link
	Lang   string   `json:"lang"`
	Lat    *float64 `json:"lat"`
	Lon    *float64 `json:"lon"`
	files  []webUpload
}

// webUpload is a file as it came in.
type webUpload struct {
	name string
	data []byte
}

func (s *webServer) serveMessages(w http.ResponseWriter, r *http.Request) {
	ward := r.PathValue("ward")
	if _, ok := s.Wards(r.Context(), ward); !ok {
		webRefuse(w, webNoWard)
		return
	}
	chat, ok := webSession(r)
	if !ok {
		webRefuse(w, webNoSession)
		return
	}
	post, err := s.readPost(w, r)
	if err == nil {
		var in Inbound
		if in, err = s.inbound(ward, chat, post); err == nil {
			err = s.Receive(r.Context(), in)
		}
	}
	var fault webFault
	switch {
	case err == nil:
		webJSON(w, http.StatusAccepted, map[string]bool{"ok": true})
	case errors.As(err, &fault):
		webRefuse(w, fault)
	default:
		if r.Context().Err() == nil { // a browser that has left is no fault of ours; it will send again
			s.Logger.Error("web chat: receive a message", "ward", ward, "error", err)
		}
		webRefuse(w, webBusy)
	}
}

// readPost reads the body in either of its two forms. Every error it returns is a webFault.
func (s *webServer) readPost(w http.ResponseWriter, r *http.Request) (webPost, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return webPost{}, webBadForm
	}
	var post webPost
	switch kind {
	case "application/json":
		r.Body = http.MaxBytesReader(w, r.Body, webMaxFields)
		if err := json.NewDecoder(r.Body).Decode(&post); err != nil {
			return webPost{}, webReadFault(err, webLongText)
		}
		return post, nil
	case "multipart/form-data":
		select {
		case s.uploads <- struct{}{}:
			defer func() { <-s.uploads }()
		default:
			return webPost{}, webBusy
		}
		r.Body = http.MaxBytesReader(w, r.Body, webMaxUpload)
		webAllowSlowUpload(w, r)
		return post, webReadForm(r, &post)
	}
	return webPost{}, webBadForm
}

// webAllowSlowUpload lengthens the server's deadlines so that a photo gets through on a weak line, and no more than that.
// The network keeps real time whatever clock the program was given.
func webAllowSlowUpload(w http.ResponseWriter, r *http.Request) {
	length := r.ContentLength
	if length < 0 || length > webMaxUpload {
		length = webMaxUpload
	}
	end := time.Now().Add(webReadGrace + time.Duration(length/webSlowest)*time.Second)
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(end) // a writer without deadlines has none to lengthen
	// The server counts the time for the answer from the beginning of the request.
	_ = control.SetWriteDeadline(end.Add(webWriteGrace))
}

// webReadForm reads the parts one after the other, so that nothing a citizen sends touches the disk here.
func webReadForm(r *http.Request, post *webPost) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return webUnread
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return webReadFault(err, webBigFile)
		}
		if err := post.add(part); err != nil {
			return err
		}
	}
}

// add takes one part of a form. Unknown fields are passed over, so that an older server serves a newer page.
func (p *webPost) add(part *multipart.Part) error {
	if part.FormName() == "files" {
		if len(p.files) == webMaxFiles {
			return webManyFiles
		}
		data, err := webReadPart(part, webMaxFile, webBigFile)
		if err != nil {
			return err
		}
		p.files = append(p.files, webUpload{name: part.FileName(), data: data})
		return nil
	}
	data, err := webReadPart(part, webMaxFields, webLongText)
	if err != nil {
		return err
	}
	return p.set(part.FormName(), string(data))
}

func (p *webPost) set(name, value string) error {
	var err error
	switch name {
	case "id":
		p.ID = value
	case "text":
		p.Text = value
	case "button":
		p.Button = value
	case "start":
		p.Start = value
	case "lang":
		p.Lang = value
	case "lat":
		p.Lat, err = webDegrees(value)
	case "lon":
		p.Lon, err = webDegrees(value)
	}
	return err
}

func webDegrees(value string) (*float64, error) {
	degrees, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return nil, webBadPlace
	}
	return &degrees, nil
}

// webReadPart reads a part of at most limit bytes.
func webReadPart(part io.Reader, limit int64, tooLarge webFault) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return nil, webReadFault(err, tooLarge)
	}
	if int64(len(data)) > limit {
		return nil, tooLarge
	}
	return data, nil
}

// webReadFault tells a body that is too large from one that makes no sense.
func webReadFault(err error, tooLarge webFault) webFault {
	var limit *http.MaxBytesError
	if errors.As(err, &limit) {
		return tooLarge
	}
	return webUnread
}

// inbound checks a post and turns it into an update. Every error it returns is a webFault.
func (s *webServer) inbound(ward, chat string, post webPost) (Inbound, error) {
	in := Inbound{
		Ward: ward, Channel: webChannel, Chat: chat, UpdateID: post.ID, At: s.Now(), Lang: webLang(post.Lang),
		Input: talk.Input{
			Text:   norm.NFC.String(strings.TrimSpace(strings.ToValidUTF8(post.Text, ""))),
			Button: post.Button,
			Start:  post.Start,
		},
	}
	if !webIDForm.MatchString(post.ID) {
		return Inbound{}, webNoID
	}
	if len(post.Button) > webMaxButton {
		return Inbound{}, webBadButton
	}
	if post.Start != "" && !webStartForm.MatchString(post.Start) {
		return Inbound{}, webBadStart
	}
	var err error
	if in.Input.Location, err = post.place(); err != nil {
		return Inbound{}, err
	}
	if in.Input.Files, err = webSniffAll(chat, post.ID, post.files); err != nil {
		return Inbound{}, err
	}
	if in.Input.Text == "" && in.Input.Button == "" && in.Input.Start == "" && in.Input.Location == nil && len(in.Input.Files) == 0 {
		return Inbound{}, webEmpty
	}
	return in, nil
}

// place returns the location, or nil when none was sent.
func (p *webPost) place() (*talk.Location, error) {
	if p.Lat == nil && p.Lon == nil {
		return nil, nil
	}
	// Written so that NaN is refused too.
	if p.Lat == nil || p.Lon == nil || !(*p.Lat >= -90 && *p.Lat <= 90) || !(*p.Lon >= -180 && *p.Lon <= 180) {
		return nil, webBadPlace
	}
	return &talk.Location{Latitude: *p.Lat, Longitude: *p.Lon}, nil
}

// webLang keeps the two languages of the page and nothing else.
func webLang(lang string) string {
	if lang == "en" || lang == "vi" {
		return lang
	}
	return ""
}
