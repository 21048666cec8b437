package bot

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed web
var webFiles embed.FS

// webTypes are the assets that are served, by the end of their name; pages are not among them.
var webTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// webAssets are the page's files under a folder named by the hash of them all, so that scripts can import
// one another by plain names and a new release never meets an old file in a cache.
type webAssets struct {
	base  string // "/chat/assets/0f1e2d3c4b5a6978"
	files map[string]webAsset
}

type webAsset struct {
	kind   string
	plain  []byte
	packed func() []byte // gzip, made when first asked for
}

// webLoadAssets reads and packs the embedded files. What is embedded can always be read.
func webLoadAssets() webAssets {
	all := webAssets{files: map[string]webAsset{}}
	sum := sha256.New()
	entries, err := webFiles.ReadDir("web") // sorted by name
	if err != nil {
		panic(fmt.Errorf("read embedded assets: %w", err))
	}
	for _, entry := range entries {
		kind := webTypes[path.Ext(entry.Name())]
		if kind == "" {
			continue
		}
		data, err := webFiles.ReadFile("web/" + entry.Name())
		if err != nil {
			panic(fmt.Errorf("read embedded asset: %w", err))
		}
		fmt.Fprintf(sum, "%s %d\n", entry.Name(), len(data))
		sum.Write(data)
		all.files[entry.Name()] = webAsset{kind: kind, plain: data, packed: sync.OnceValue(func() []byte { return webPack(data) })}
	}
	all.base = "/chat/assets/" + hex.EncodeToString(sum.Sum(nil)[:8])
	return all
}

func webPack(data []byte) []byte {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	_, _ = zip.Write(data) // a bytes.Buffer never fails
	_ = zip.Close()
	return out.Bytes()
}

// register adds a route for each file by its full path: a pattern with a wildcard would clash with the wards' routes.
func (a webAssets) register(mux *http.ServeMux) {
	for name, file := range a.files {
		mux.HandleFunc("GET "+a.base+"/"+name, func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Type", file.kind)
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
			h.Set("Vary", "Accept-Encoding")
			body := file.plain
			if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				h.Set("Content-Encoding", "gzip")
				body = file.packed()
			}
			_, _ = w.Write(body) // the reader has gone: nothing to tell anybody
		})
	}
}
