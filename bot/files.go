package bot

import (
	"bytes"
	"path"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/unicode/norm"

	"danbiet/talk"
)

// fileKinds are the types of file that a citizen may send, by what their bytes are.
var fileKinds = map[string]talk.FileKind{
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

// fileOf is a file as a citizen sends it, by what its bytes are and under a harmless name; false when it is of no type
// that is taken. It has no id yet.
func fileOf(name string, data []byte) (talk.File, bool) {
	mime := sniff(data)
	kind, ok := fileKinds[mime]
	return talk.File{Kind: kind, Name: fileName(name), Mime: mime, Size: int64(len(data)), Data: data}, ok
}

// sniff names the type of data from its bytes. Browsers record voice into the containers of video,
// so these count as sound when no picture track is in them.
func sniff(data []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	switch kind {
	case "video/webm":
		if hasAny(data, "A_OPUS", "A_VORBIS") && !hasAny(data, "V_VP8", "V_VP9", "V_AV1", "V_MPEG") {
			return "audio/webm"
		}
	case "video/mp4":
		// The handler box of a track: size, "hdlr", version and flags, a reserved word, then the kind of track.
		if hasAny(data, "hdlr\x00\x00\x00\x00\x00\x00\x00\x00soun") && !hasAny(data, "hdlr\x00\x00\x00\x00\x00\x00\x00\x00vide") {
			return "audio/mp4"
		}
	}
	return kind
}

func hasAny(data []byte, marks ...string) bool {
	for _, mark := range marks {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}

const maxFileName = 100 // letters of a file's name

// fileName keeps the last part of a name without anything that could hide or redirect it.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = norm.NFC.String(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) { // control and direction marks
			return -1
		}
		return r
	}, name))
	name = strings.TrimSpace(strings.TrimLeft(name, ". /"))
	letters := []rune(name)
	if len(letters) > maxFileName {
		ext := []rune(path.Ext(name))
		if len(ext) > 8 {
			ext = nil
		}
		name = string(letters[:maxFileName-len(ext)]) + string(ext)
	}
	return name
}
