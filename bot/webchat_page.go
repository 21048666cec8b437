package bot

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// webPageData fills page.html.
type webPageData struct {
	Slug   string
	Ward   WardCard
	Assets string // path of the folder of assets, without a slash at the end
}

func (s *webServer) servePage(w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("ward")
	card, ok := s.Wards(r.Context(), slug)
	if !ok {
		s.render(w, http.StatusNotFound, "missing.html", webPageData{Assets: s.assets.base})
		return
	}
	if err := s.keepSession(w, r, slug); err != nil {
		s.Logger.Error("web chat: open a session", "ward", slug, "error", err)
		http.Error(w, "Hệ thống đang bận, xin ông/bà tải lại trang sau ít phút.", http.StatusServiceUnavailable)
		return
	}
	s.render(w, http.StatusOK, "page.html", webPageData{Slug: slug, Ward: card, Assets: s.assets.base})
}

func (s *webServer) render(w http.ResponseWriter, status int, name string, data webPageData) {
	var page bytes.Buffer
	if err := s.page.ExecuteTemplate(&page, name, data); err != nil {
		s.Logger.Error("web chat: render the page", "page", name, "error", err)
		http.Error(w, "Hệ thống đang bận, xin ông/bà tải lại trang sau ít phút.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache") // the answer may set a session cookie
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // the reader has gone: nothing to tell anybody
}

// serveManifest lets a phone keep the chat on its home screen under the ward's name.
func (s *webServer) serveManifest(w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("ward")
	card, ok := s.Wards(r.Context(), slug)
	if !ok {
		http.NotFound(w, r)
		return
	}
	type icon struct {
		Src   string `json:"src"`
		Sizes string `json:"sizes"`
		Type  string `json:"type"`
	}
	w.Header().Set("Content-Type", "application/manifest+json")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_ = json.NewEncoder(w).Encode(struct {
		Name      string `json:"name"`
		ShortName string `json:"short_name"`
		Lang      string `json:"lang"`
		StartURL  string `json:"start_url"`
		Display   string `json:"display"`
		Theme     string `json:"theme_color"`
		Back      string `json:"background_color"`
		Icons     []icon `json:"icons"`
	}{
		Name: card.Name + ": trợ lý ảo", ShortName: card.Name, Lang: "vi", StartURL: "/chat/" + slug, Display: "standalone",
		Theme: "#12453f", Back: "#f3f1ea",
		Icons: []icon{{Src: s.assets.base + "/icon.svg", Sizes: "any", Type: "image/svg+xml"}},
	})
}
