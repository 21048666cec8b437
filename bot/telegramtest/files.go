package telegramtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"image"
	_ "image/gif" // formats that a photo may have
	"image/jpeg"
	_ "image/png"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Sizes in bytes, from the Bot API's documentation.
const (
	maxUpload   = 50 << 20
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20
)

// What a file_id looks like: a prefix and 24 bytes.
const (
	fileIDPrefix = "AgAC"
	fileIDLength = 4 + 32
)

// thumbSide is the longer side of a photo's small size, in pixels.
const thumbSide = 90

// fileStore keeps the files that one bot has seen. An id is worth nothing to another bot.
type fileStore struct {
	bot int64

	mu     sync.Mutex
	serial uint64
	ids    map[string]*File
	paths  map[string]*File
	thumbs map[[sha256.Size]byte]*File // of photos already shrunk
}

func newFileStore(bot int64) *fileStore {
	return &fileStore{
		bot: bot, ids: make(map[string]*File), paths: make(map[string]*File), thumbs: make(map[[sha256.Size]byte]*File),
	}
}

// add stores a file under a new id.
func (s *fileStore) add(f *File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	var id [24]byte
	binary.LittleEndian.PutUint64(id[:], uint64(s.bot))
	binary.LittleEndian.PutUint64(id[8:], s.serial)
	sum := sha256.Sum256(id[:16])
	copy(id[16:], sum[:])
	f.ID = fileIDPrefix + base64.RawURLEncoding.EncodeToString(id[:])
	f.unique = "AQAD" + base64.RawURLEncoding.EncodeToString(sum[8:17])
	f.path = string(f.Kind) + "s/file_" + strconv.FormatUint(s.serial, 10) + strings.ToLower(path.Ext(f.Name))
	if f.Size == 0 {
		f.Size = len(f.Data)
	}
	s.ids[f.ID] = f
	s.paths[f.path] = f
}

func (s *fileStore) byID(id string) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids[id]
}

func (s *fileStore) byPath(p string) *File {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paths[p]
}

// wire is the file as a document, a voice note or one size of a photo.
func (f *File) wire() *wireFile {
	w := &wireFile{ID: f.ID, UniqueID: f.unique, Size: f.Size, Width: f.Width, Height: f.Height, Duration: f.Duration}
	if f.Kind != Photo {
		w.Name, w.Mime = f.Name, f.Mime
	}
	return w
}

// sizes lists a photo's sizes, the largest last.
func (f *File) sizes() []wireFile {
	if f.thumb == nil {
		return []wireFile{*f.wire()}
	}
	return []wireFile{*f.thumb.wire(), *f.wire()}
}

// inputFile finds what a send method is to send: a known file_id, or an upload that is named by the parameter itself or
// by attach://.
func (b *Bot) inputFile(c *call, kind FileKind, value, field string) (*File, error) {
	name, attached := strings.CutPrefix(value, "attach://")
	switch {
	case attached:
		field = name
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return nil, badRequest("failed to get HTTP URL content") // this server fetches nothing
	case value != "":
		return b.knownFile(kind, value)
	}
	up, ok := c.files[field]
	if !ok {
		return nil, badRequest("there is no %s in the request", kind)
	}
	return b.storeUpload(kind, up)
}

// knownFile finds a file by its id. It must be sent as what it is.
func (b *Bot) knownFile(kind FileKind, id string) (*File, error) {
	f := b.files.byID(id)
	switch {
	case f == nil && len(id) == fileIDLength && strings.HasPrefix(id, fileIDPrefix): // another bot's
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	case f == nil:
		return nil, badRequest("wrong remote file identifier specified: can't unserialize it")
	}
	if f.Kind != kind {
		return nil, badRequest("can't use file of type %s as %s", title(f.Kind), title(kind))
	}
	again := *f // Message.File is the caller's to read, the store's stays
	return &again, nil
}

func title(kind FileKind) string {
	if kind == Voice {
		return "VoiceNote"
	}
	return strings.ToUpper(string(kind[:1])) + string(kind[1:])
}

func (b *Bot) storeUpload(kind FileKind, up upload) (*File, error) {
	size := len(up.data)
	switch {
	case size == 0:
		return nil, badRequest("file must be non-empty")
	case size > maxUpload:
		return nil, &apiError{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	case kind == Photo && size > maxPhoto:
		return nil, badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", size, maxPhoto)
	}
	f := &File{Kind: kind, Name: up.name, Mime: mimeOf(up), Size: size, Data: up.data}
	if kind == Photo {
		if err := b.files.measure(f); err != nil {
			return nil, err
		}
	}
	if b.set.lean {
		f.Data = nil
	}
	b.files.add(f)
	again := *f
	return &again, nil
}

func mimeOf(up upload) string {
	if up.mime != "" && up.mime != "application/octet-stream" {
		return up.mime
	}
	kind, _, _ := strings.Cut(http.DetectContentType(up.data), ";")
	return kind
}

// measure finds a photo's dimensions and makes its small size.
func (s *fileStore) measure(f *File) error {
	config, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	f.Width, f.Height = config.Width, config.Height
	long, short := max(f.Width, f.Height), min(f.Width, f.Height)
	if f.Width+f.Height > 10000 || long > 20*short {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	if long <= thumbSide {
		return nil
	}
	sum := sha256.Sum256(f.Data)
	s.mu.Lock()
	f.thumb = s.thumbs[sum]
	s.mu.Unlock()
	if f.thumb != nil {
		return nil
	}
	picture, _, err := image.Decode(bytes.NewReader(f.Data))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	f.thumb = shrink(picture)
	s.add(f.thumb)
	s.mu.Lock()
	s.thumbs[sum] = f.thumb
	s.mu.Unlock()
	return nil
}

// shrink makes a JPEG whose longer side is thumbSide, taking the nearest pixels.
func shrink(src image.Image) *File {
	from := src.Bounds()
	long := max(from.Dx(), from.Dy())
	w, h := max(1, from.Dx()*thumbSide/long), max(1, from.Dy()*thumbSide/long)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dst.Set(x, y, src.At(from.Min.X+x*from.Dx()/w, from.Min.Y+y*from.Dy()/h))
		}
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, dst, nil) // writing to memory cannot fail, and the picture is small enough
	return &File{Kind: Photo, Name: "thumb.jpg", Mime: "image/jpeg", Width: w, Height: h, Data: out.Bytes()}
}

// getFile prepares a download of at most 20 MB.
func getFile(b *Bot, c *call) (any, error) {
	id := c.args["file_id"]
	if id == "" {
		return nil, badRequest("file_id not specified")
	}
	f := b.files.byID(id)
	if f == nil {
		return nil, badRequest("invalid file_id")
	}
	if f.Size > maxDownload {
		return nil, badRequest("file is too big")
	}
	return wireFile{ID: f.ID, UniqueID: f.unique, Size: f.Size, Path: f.path}, nil
}
