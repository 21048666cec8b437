package bot

import (
	"context"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"time"

	"danbiet/talk"
)

// webChannel is the Inbound.Channel of everything that arrives here.
const webChannel = "web"

// WebChat is the citizen's chat in a browser: a page, messages up by POST, messages down by server-sent events.
// All fields up to Wards are needed; the others say what their zero value means.
type WebChat struct {
	// Receive runs one turn and returns after its commit. It must drop an UpdateID that the chat has seen.
	// Any error is taken as temporary: the browser is asked to send again.
	Receive func(ctx context.Context, in Inbound) error
	// Log returns at most limit entries of the chat with Seq > after, in order of Seq.
	Log func(ctx context.Context, ward, chat string, after int64, limit int) ([]LogEntry, error)
	// Subscribe returns a channel that receives after the chat's log has grown, until cancel.
	// A wake that is missed costs no message, only time: the log is read again at each heartbeat.
	Subscribe func(ward, chat string) (wake <-chan struct{}, cancel func())
	// OpenFile returns a stored file of this chat with Data filled; an error that is fs.ErrNotExist when the chat has no such file.
	OpenFile func(ctx context.Context, ward, chat, id string) (talk.File, error)
	// Wards finds a ward by its slug.
	Wards func(ctx context.Context, slug string) (WardCard, bool)

	AllowOrigins []string        // origins trusted beside the request's own host, "https://host"; for a proxy that rewrites Host
	Secure       bool            // the public address is https even where this server sees plain HTTP behind a proxy
	Stop         <-chan struct{} // closed when the server shuts down: streams end. nil: only the request's context ends them
	Now          func() time.Time
	Rand         io.Reader    // source of session secrets; nil: crypto/rand
	Logger       *slog.Logger // nil: silent. Never given words, names or session values
}

// WardCard is what the page shows of a ward.
type WardCard struct {
	Name    string // "Phường Minh Đức", as the heading shows it
	Address string // of the counter where citizens are received; may be empty
	Hours   string // of the counter, in words; may be empty
	Phone   string // may be empty
	Sample  bool   // invented data: the page says so
}

// webServer is a WebChat made ready to serve.
type webServer struct {
	WebChat
	assets  webAssets
	page    *template.Template
	uploads chan struct{} // a place for each upload that may be held in memory at once
}

// Handler serves everything below /chat/. It panics only when the embedded page does not parse.
func (c *WebChat) Handler() http.Handler {
	s := &webServer{
		WebChat: *c,
		assets:  webLoadAssets(),
		page:    template.Must(template.ParseFS(webFiles, "web/*.html")),
		uploads: make(chan struct{}, webUploads),
	}
	if s.Logger == nil {
		s.Logger = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	s.assets.register(mux)
	mux.HandleFunc("GET /chat/{ward}", s.servePage)
	mux.HandleFunc("GET /chat/{ward}/manifest.webmanifest", s.serveManifest)
	mux.HandleFunc("GET /chat/{ward}/events", s.serveEvents)
	mux.HandleFunc("GET /chat/{ward}/files/{id}", s.serveFile)
	mux.HandleFunc("POST /chat/{ward}/messages", s.guard(s.serveMessages))
	mux.HandleFunc("POST /chat/{ward}/leave", s.guard(s.serveLeave))
	return webSecured(mux)
}

// webContentPolicy lets the page use its own files and nothing else.
const webContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// webSecured sets the headers that every answer carries.
func webSecured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", webContentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		// same-origin rather than no-referrer: the latter turns the Origin of a same-origin form post into "null".
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(self), microphone=(self)")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
