package console

import (
	"crypto/sha256"
	_ "embed" // the style sheet and the icon
	"encoding/hex"
	"net/http"
	"strings"

	"danbiet/third_party/pico"
)

//go:embed static/public.css
var publicCSS string

//go:embed static/desk.css
var deskCSS string

//go:embed static/figures.css
var figuresCSS string

//go:embed static/reports.css
var reportsCSS string

//go:embed static/desk.js
var deskJS string

//go:embed static/icon.svg
var iconSVG string

// assetPath is the folder of files that belong to no ward.
const assetPath = "/phuong/_/"

// assets are the files that every page uses. Their names hold a hash of their content, so that a browser keeps them for
// good and never uses an old one.
type assets struct {
	pico, css, desk, icon string // addresses
	script                string // of the desk alone
	files                 map[string]asset
}

type asset struct{ mime, content string }

func newAssets() assets {
	a := assets{files: map[string]asset{}}
	a.pico = a.add("pico", ".css", "text/css; charset=utf-8", pico.Stylesheet())
	a.css = a.add("public", ".css", "text/css; charset=utf-8", publicCSS)
	a.desk = a.add("desk", ".css", "text/css; charset=utf-8", deskCSS+figuresCSS+reportsCSS)
	a.icon = a.add("icon", ".svg", "image/svg+xml", iconSVG)
	a.script = a.add("desk", ".js", "text/javascript; charset=utf-8", deskJS)
	return a
}

// add keeps a file and returns its address.
func (a assets) add(name, extension, mime, content string) string {
	sum := sha256.Sum256([]byte(content))
	name += "-" + hex.EncodeToString(sum[:5]) + extension
	a.files[name] = asset{mime: mime, content: content}
	return assetPath + name
}

func (a assets) serve(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[r.PathValue("file")]
	if !ok {
		http.Error(w, "Không tìm thấy tệp.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", f.mime)
	send(w, r, "public, max-age=31536000, immutable", []byte(f.content))
}

// wardIn is the slug in a path such as /phuong/minh-duc/khong-co, "" where there is none.
func wardIn(path string) string {
	rest, ok := strings.CutPrefix(path, "/phuong/")
	if !ok {
		return ""
	}
	slug, _, _ := strings.Cut(rest, "/")
	return slug
}
