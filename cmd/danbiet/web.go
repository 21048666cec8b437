package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"danbiet/bot"
	"danbiet/console"
	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// Limits of the HTTP server. Streams and uploads lengthen their own deadlines.
const (
	headerWithin  = 10 * time.Second
	requestWithin = time.Minute
	idleFor       = 2 * time.Minute
	maxHeader     = 32 << 10 // bytes
)

// webName is the Inbound.Channel of the web chat.
const webName = "web"

// startServer serves HTTP on the listener.
func (a *App) startServer(context.Context) error {
	routes, err := a.routes()
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           a.metrics.count(a.recovered(withoutReadDeadline(routes))),
		ReadHeaderTimeout: headerWithin, ReadTimeout: requestWithin, WriteTimeout: requestWithin, IdleTimeout: idleFor, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // it would name visitors' addresses
	}
	go func() {
		if err := server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- err
		}
	}()
	a.atEnd(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			a.Logger.Warn("requests were cut off", "error", err)
			return server.Close()
		}
		return nil
	})
	return nil
}

func (a *App) routes() (http.Handler, error) {
	staff, err := a.console().Handler()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/console/", staff)
	mux.HandleFunc("POST /telegram/{ward}", a.serveWebhook)
	mux.Handle("/chat/", a.webChat().Handler())
	public := console.NewPublic(a.house.House, a.publicOptions()...)
	mux.Handle("/phuong/", public)
	mux.Handle("/", public) // an address that nothing has: its page leads to the ward
	mux.HandleFunc("GET /{$}", a.serveFront)
	mux.HandleFunc("GET /healthz", a.serveHealth)
	mux.HandleFunc("GET /readyz", a.serveReady)
	mux.Handle("GET /metrics", a.metrics.handler())
	return mux, nil
}

// console is the staff's pages.
func (a *App) console() console.Desk {
	desk := console.Desk{House: a.house.House, Log: a.Logger, Stop: a.stop, PublicURL: a.Config.PublicURL, Notices: a.notices()}
	if officeInstalled() {
		desk.PDF = officePDF
	}
	if header := a.Config.ClientHeader; header != "" {
		desk.Client = func(r *http.Request) string { return forwarded(r, header) }
	}
	return desk
}

func (a *App) publicOptions() []console.Option {
	options := []console.Option{console.WithLogger(a.Logger)}
	if header := a.Config.ClientHeader; header != "" {
		options = append(options, console.WithClient(func(r *http.Request) string { return forwarded(r, header) }))
	}
	return options
}

// forwarded is the visitor's address as the proxy in front names it: of a list the last entry, because the others were
// written by the visitor. It is "" without the header.
func forwarded(r *http.Request, header string) string {
	list := strings.Split(strings.Join(r.Header.Values(header), ","), ",")
	return strings.TrimSpace(list[len(list)-1])
}

// webChat is the citizens' chat in a browser.
func (a *App) webChat() *bot.WebChat {
	chat := &bot.WebChat{
		Receive: a.metrics.receive(a.engine.Receive), Log: logOf(a.house.House, webName), OpenFile: fileOf(a.house.House, webName),
		Subscribe: a.hub.Subscribe, Wards: a.wardCard, Secure: strings.HasPrefix(a.Config.PublicURL, "https://"),
		Stop: a.stop, Now: a.house.Now, Logger: a.Logger,
	}
	if a.Config.PublicURL != "" {
		chat.AllowOrigins = []string{a.Config.PublicURL}
	}
	return chat
}

// logOf reads the logs of a channel.
func logOf(h *ward.House, channel string) func(ctx context.Context, slug, chat string, after int64, limit int) ([]bot.LogEntry, error) {
	return func(ctx context.Context, slug, chat string, after int64, limit int) (entries []bot.LogEntry, err error) {
		err = h.Read(ctx, slug, func(w *ward.Ward) error {
			letters, err := w.Log(ctx, channel, chat, after, limit)
			if err != nil {
				return err
			}
			for _, l := range letters {
				e := bot.LogEntry{Seq: l.Seq, At: l.CreatedAt}
				if err := json.Unmarshal(l.Body, &e.Message); err != nil {
					return fmt.Errorf("read entry %d of a log: wrong form", l.Seq) // the cause could quote the message
				}
				if e.Message.Echo {
					e.Client = l.Ref
				}
				entries = append(entries, e)
			}
			return nil
		})
		return entries, err
	}
}

// fileOf opens the files that a chat of a channel may see: its own and public ones. Any other is not there.
func fileOf(h *ward.House, channel string) func(ctx context.Context, slug, chat, id string) (talk.File, error) {
	return func(ctx context.Context, slug, chat, id string) (file talk.File, err error) {
		err = h.Read(ctx, slug, func(w *ward.Ward) error {
			f, err := w.OpenFile(ctx, id)
			if errors.Is(err, ward.ErrNoFile) || err == nil && f.Owner != "" && f.Owner != ward.OwnerOf(channel, chat) {
				return fs.ErrNotExist
			}
			file = talk.File{ID: f.ID, Name: f.Name, Mime: f.Mime, Size: f.Size, Data: f.Data}
			return err
		})
		if errors.Is(err, ward.ErrNoWard) {
			err = fs.ErrNotExist
		}
		return file, err
	}
}

// wardCard is what the chat's page shows of a ward.
func (a *App) wardCard(ctx context.Context, slug string) (bot.WardCard, bool) {
	p, err := a.house.Profile(ctx, slug)
	if err != nil {
		if !errors.Is(err, ward.ErrNoWard) {
			a.Logger.Error("a ward could not be read", "error", err)
		}
		return bot.WardCard{}, false
	}
	card := bot.WardCard{Name: capital(p.Short), Address: p.Address, Hours: hoursInWords(p), Sample: p.Sample}
	if line, ok := p.Hotline(); ok {
		card.Phone = line.Number
	}
	return card, true
}

// capital begins a text with a capital letter. Nothing stays nothing.
func capital(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// hoursInWords are the office hours as "thứ hai đến thứ sáu 07:30–11:30, 13:30–17:00".
func hoursInWords(p *ward.Profile) string {
	var spans []string
	for _, h := range p.Hours {
		days, err := ward.WeekdaysOf(h.Days)
		if err != nil || len(days) == 0 {
			continue
		}
		words := law.WeekdayName(days[0])
		if last := len(days) - 1; last > 1 && int(days[last])-int(days[0]) == last {
			words += " đến " + law.WeekdayName(days[last])
		} else {
			for _, d := range days[1:] {
				words += ", " + law.WeekdayName(d)
			}
		}
		spans = append(spans, words+" "+strings.ReplaceAll(strings.Join(h.Shifts, ", "), "-", "–"))
	}
	return capital(strings.Join(spans, "; "))
}

// front lists the wards where there are several.
var front = template.Must(template.New("front").Parse(`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Chọn phường, xã</title></head>
<body><h1>Mời ông/bà chọn phường, xã</h1>
<ul>{{range .}}<li><a href="/phuong/{{.Slug}}/">{{.Name}}</a> · <a href="/chat/{{.Slug}}">trò chuyện</a></li>
{{else}}<li>Chưa có phường, xã nào.</li>
{{end}}</ul></body></html>
`))

// serveFront leads to the only ward's page, or lists the wards.
func (a *App) serveFront(w http.ResponseWriter, r *http.Request) {
	slugs, err := a.house.Slugs(r.Context())
	if err != nil {
		a.Logger.Error("the wards could not be listed", "error", err)
		busy(w)
		return
	}
	if len(slugs) == 1 {
		http.Redirect(w, r, "/phuong/"+slugs[0]+"/", http.StatusFound)
		return
	}
	type item struct{ Slug, Name string }
	var items []item
	for _, slug := range slugs {
		if card, ok := a.wardCard(r.Context(), slug); ok {
			items = append(items, item{slug, card.Name})
		}
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	_ = front.Execute(w, items) // the reader has gone: nothing to tell anybody
}

func busy(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, "Hệ thống đang bận, xin ông/bà thử lại sau ít phút.", http.StatusServiceUnavailable)
}

// serveHealth says that the process runs and answers.
func (a *App) serveHealth(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") }

// readyWithin bounds the look at the database.
const readyWithin = 3 * time.Second

// serveReady says whether citizens can be served: not while the database is away, and not once the shutdown has begun.
func (a *App) serveReady(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	switch {
	case a.stopping.Load():
		answer(w, http.StatusServiceUnavailable, "stopping")
	case a.house.DB.Ping(ctx) != nil:
		answer(w, http.StatusServiceUnavailable, "the database does not answer")
	default:
		answer(w, http.StatusOK, "ready")
	}
}

func answer(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, words) // the reader has gone: nothing to tell anybody
}

// recovered answers for a handler that panics, and logs where, not what: the panic's words may be a citizen's.
func (a *App) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler { // the documented way to drop a connection
				panic(p)
			}
			a.Logger.Error("a request failed", "route", r.Pattern, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			busy(w)
		}()
		next.ServeHTTP(w, r)
	})
}

// withoutReadDeadline lifts the deadline for reading a request that has no body. It goes on running while the answer is
// written, and would end the chat's stream of events.
func withoutReadDeadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a writer without deadlines has none to lift
		}
		next.ServeHTTP(w, r)
	})
}
