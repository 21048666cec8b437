package bot

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

// webKinds are the types of file that a citizen may send, by what their bytes are.
var webKinds = map[string]talk.FileKind{
	"image/jpeg": talk.Photo,
	"image/png":  talk.Photo,
	"image/webp": talk.Photo,
	"image/heic": talk.Photo,
	"image/heif": talk.Photo,

	"application/pdf": talk.Document,
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": talk.Document,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       talk.Document,

	"audio/mpeg":  talk.Voice,
	"audio/ogg":   talk.Voice,
	"audio/mp4":   talk.Voice,
	"audio/x-m4a": talk.Voice,
	"audio/aac":   talk.Voice,
	"audio/amr":   talk.Voice,
	"audio/wav":   talk.Voice,
	"audio/webm":  talk.Voice,
}

// webSniffAll turns uploads into files. Ids follow from the chat and the update, so that a message sent twice
// names the same files, and nobody can guess them from outside.
func webSniffAll(chat, update string, uploads []webUpload) ([]talk.File, error) {
	var files []talk.File
	for i, up := range uploads {
		if len(up.data) == 0 {
			return nil, webEmptyFile
		}
		kind := webSniff(up.data)
		if webKinds[kind] == "" {
			return nil, webBadFile
		}
		file := talk.File{
			ID:   webHash("file", chat, update, strconv.Itoa(i)),
			Kind: webKinds[kind], Name: webFileName(up.name), Mime: kind, Size: int64(len(up.data)), Data: up.data,
		}
		if len(uploads) > 1 {
			file.Album = update
		}
		files = append(files, file)
	}
	return files, nil
}

// webSniff names the type of data from its bytes. Browsers record voice into the containers of video,
// so these count as sound when no picture track is in them.
func webSniff(data []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	switch kind {
	case "video/webm":
		if webHasAny(data, "A_OPUS", "A_VORBIS") && !webHasAny(data, "V_VP8", "V_VP9", "V_AV1", "V_MPEG") {
			return "audio/webm"
		}
	case "video/mp4":
		// The handler box of a track: size, "hdlr", version and flags, a reserved word, then the kind of track.
		if webHasAny(data, "hdlr\x00\x00\x00\x00\x00\x00\x00\x00soun") && !webHasAny(data, "hdlr\x00\x00\x00\x00\x00\x00\x00\x00vide") {
			return "audio/mp4"
		}
	}
	return kind
}

func webHasAny(data []byte, marks ...string) bool {
	for _, mark := range marks {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}

const webMaxName = 100 // letters of a file's name

// webFileName keeps the last part of a name without anything that could hide or redirect it.
func webFileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = norm.NFC.String(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) { // control and direction marks
			return -1
		}
		return r
	}, name))
	name = strings.TrimSpace(strings.TrimLeft(name, ". /"))
	letters := []rune(name)
	if len(letters) > webMaxName {
		ext := []rune(path.Ext(name))
		if len(ext) > 8 {
			ext = nil
		}
		name = string(letters[:webMaxName-len(ext)]) + string(ext)
	}
	return name
}

// webInline are the types that a browser may show by itself; all others are offered for saving.
var webInline = map[string]bool{
	"image/jpeg": true, "image/png": true, "image/webp": true, "application/pdf": true,
}

// serveFile hands out a stored file to the chat that it belongs to.
func (s *webServer) serveFile(w http.ResponseWriter, r *http.Request) {
	ward := r.PathValue("ward")
	chat, ok := webSession(r)
	if !ok {
		webRefuse(w, webNoSession)
		return
	}
	file, err := s.OpenFile(r.Context(), ward, chat, r.PathValue("id"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		webRefuse(w, webNoFile)
		return
	case err != nil:
		s.Logger.Error("web chat: open a file", "ward", ward, "error", err)
		webRefuse(w, webBusy)
		return
	}
	manner := "attachment"
	if webInline[file.Mime] {
		manner = "inline"
	}
	h := w.Header()
	h.Set("Content-Type", file.Mime)
	h.Set("Content-Length", strconv.Itoa(len(file.Data)))
	h.Set("Content-Disposition", mime.FormatMediaType(manner, map[string]string{"filename": file.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Cache-Control", "private, no-store") // the device may be shared
	_, _ = w.Write(file.Data)                   // the reader has gone: nothing to tell anybody
}
