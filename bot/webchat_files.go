package bot

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"strconv"

	"danbiet/talk"
)

// webSniffAll turns uploads into files. Ids follow from the chat and the update, so that a message sent twice
// names the same files, and nobody can guess them from outside.
func webSniffAll(chat, update string, uploads []webUpload) ([]talk.File, error) {
	var files []talk.File
	for i, up := range uploads {
		if len(up.data) == 0 {
			return nil, webEmptyFile
		}
		file, ok := fileOf(up.name, up.data)
		if !ok {
			return nil, webBadFile
		}
		file.ID = webHash("file", chat, update, strconv.Itoa(i))
		if len(uploads) > 1 {
			file.Album = update
		}
		files = append(files, file)
	}
	return files, nil
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
