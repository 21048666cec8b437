package console

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

// compressed packs texts with gzip for browsers that take it: an office's line is slow, and a page shrinks to a fifth.
// Files that are packed already, parts of files, and streams of events go out as they are.
//
// Packing tells the length of what a page holds to whoever listens. No page of ours repeats an address's words beside a
// secret that another site could have guessed by that: forms carry no tokens, and the cookie stays away from other sites.
func compressed(next http.Handler) http.Handler {
	packers := &sync.Pool{New: func() any {
		p, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // fails for unknown levels only
		return p
	}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !takesGzip(r.Header.Get("Accept-Encoding")) || r.Header.Get("Range") != "" {
			next.ServeHTTP(w, r)
			return
		}
		p := &packedWriter{ResponseWriter: w, packers: packers}
		next.ServeHTTP(p, r)
		p.close() // not deferred: an answer that panicked must not look whole
	})
}

// takesGzip reads Accept-Encoding: "gzip;q=0" refuses it.
func takesGzip(accept string) bool {
	for entry := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(entry, ";")
		if strings.TrimSpace(name) == "gzip" {
			share, weighed := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			return !weighed || strings.Trim(share, "0.") != ""
		}
	}
	return false
}

// packedWriter decides with the headers whether an answer is packed.
type packedWriter struct {
	http.ResponseWriter
	packers *sync.Pool
	packer  *gzip.Writer // nil: not packed
	decided bool
}

// WriteHeader decides at the first final status.
func (w *packedWriter) WriteHeader(status int) {
	if !w.decided && status >= http.StatusOK {
		w.decided = true
		h := w.Header()
		hasBody := status != http.StatusNoContent && status != http.StatusNotModified && status != http.StatusPartialContent
		if hasBody && h.Get("Content-Encoding") == "" && packs(h.Get("Content-Type")) {
			h.Set("Content-Encoding", "gzip")
			h.Del("Content-Length")
			if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
				h.Set("ETag", "W/"+tag) // the same words in other bytes
			}
			w.packer, _ = w.packers.Get().(*gzip.Writer)
			w.packer.Reset(w.ResponseWriter)
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

// packs reports whether a kind of content shrinks and is no stream.
func packs(mime string) bool {
	kind, _, _ := strings.Cut(mime, ";")
	switch kind {
	case "text/event-stream":
		return false
	case "image/svg+xml", "application/atom+xml", "application/json", "application/jsonl":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

func (w *packedWriter) Write(p []byte) (int, error) {
	if !w.decided {
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", http.DetectContentType(p))
		}
		w.WriteHeader(http.StatusOK)
	}
	if w.packer != nil {
		return w.packer.Write(p)
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *packedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *packedWriter) close() {
	if w.packer == nil {
		return
	}
	_ = w.packer.Close() // the reader has gone: nobody to tell
	w.packers.Put(w.packer)
}
