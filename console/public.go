// Package console is what a ward shows in a browser besides the chat. Its public pages need neither an account nor
// JavaScript: reception days, disclosed documents, procedures, the directory and the state of a petition.
package console

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"

	"danbiet/ward"
)

// public serves the pages that everybody may read.
type public struct {
	house  *ward.House
	log    *slog.Logger
	client func(*http.Request) string
	assets assets
	limit  *lookups
}

// Option adjusts the public pages.
type Option func(*public)

// WithLogger sets where failures are told. Without it they are silent. It is never given what a visitor typed.
func WithLogger(log *slog.Logger) Option {
	return func(s *public) { s.log = log }
}

// WithClient sets where a visitor's address stands, so that nobody can try out tracking codes by the thousand: behind a
// proxy, in the header that this proxy sets. Without it, and where it gives "", the address of the connection counts; of
// an IPv6 address the network, the part that a household shares.
func WithClient(client func(*http.Request) string) Option {
	return func(s *public) { s.client = client }
}

// NewPublic returns the pages below /phuong/. They set no cookie and load nothing from another server.
func NewPublic(house *ward.House, options ...Option) http.Handler {
	s := &public{
		house: house, log: slog.New(slog.DiscardHandler), client: func(*http.Request) string { return "" }, assets: newAssets(), limit: newLookups(lookupsAMinute),
	}
	for _, o := range options {
		o(s)
	}
	pages := http.NewServeMux()
	pages.HandleFunc("GET /phuong/{ward}", s.redirectHome)
	pages.HandleFunc("GET /phuong/{ward}/{$}", s.page(s.home))
	pages.HandleFunc("GET /phuong/{ward}/tiep-cong-dan", s.page(s.reception))
	pages.HandleFunc("GET /phuong/{ward}/tiep-cong-dan.ics", s.serveICS)
	pages.HandleFunc("GET /phuong/{ward}/cong-khai", s.page(s.disclosures))
	pages.HandleFunc("GET /phuong/{ward}/cong-khai/feed.xml", s.serveFeed)
	pages.HandleFunc("GET /phuong/{ward}/cong-khai/{slug}", s.serveDocument)
	pages.HandleFunc("GET /phuong/{ward}/thu-tuc", s.page(s.procedures))
	pages.HandleFunc("GET /phuong/{ward}/thu-tuc/{slug}", s.page(s.procedure))
	pages.HandleFunc("GET /phuong/{ward}/danh-ba", s.page(s.directory))
	pages.HandleFunc("GET /phuong/{ward}/ho-so", s.page(s.status))
	pages.HandleFunc("POST /phuong/{ward}/ho-so", s.page(s.status))
	pages.HandleFunc("/", s.serveUnknown)
	all := http.NewServeMux()
	all.HandleFunc("GET "+assetPath+"{file}", s.assets.serve) // "_" names no ward: slugs have no such letter
	all.Handle("/", pages)
	return secured(contentPolicy, compressed(all))
}

// contentPolicy lets a page use this server's style sheets and pictures, send its own forms, and nothing else: no script
// runs at all. Pico draws its icons as data: pictures.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// deskPolicy lets a page of the console use, besides, this server's own script files and what they ask this server for.
const deskPolicy = contentPolicy + "; script-src 'self'; connect-src 'self'"

// secured sets the headers that every answer carries.
func secured(policy string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func (s *public) redirectHome(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, base(r.PathValue("ward")), http.StatusMovedPermanently)
}

// visitor tells a visitor from others by their address, as WithClient's function or the connection names it.
func (s *public) visitor(r *http.Request) string {
	if address := s.client(r); address != "" {
		return household(address)
	}
	return household(r.RemoteAddr)
}

// household is the part of an address that tells one visitor from another: all of an IPv4 address, and of an IPv6 address
// the network that a household shares, since one device has as many of its addresses as it likes. A port is left out. What
// is no address stands for itself.
func household(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	parsed, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if parsed = parsed.Unmap().WithZone(""); parsed.Is4() {
		return parsed.String()
	}
	const shared = 64 // bits
	network, err := parsed.Prefix(shared)
	if err != nil {
		return host
	}
	return network.String()
}
