package talk

// Input is what a citizen did in one turn. A channel fills what it has; everything else stays zero.
type Input struct {
	Text     string    // typed words, NFC, at most MaxText runes after the engine has cut them
	Button   string    // the data of a pressed button, "conversation:key:value"
	Start    string    // payload of a deep link or a QR code ("?start=…")
	Files    []File    // photos, documents and voice notes, already fetched and checked by the channel
	Location *Location // a place shared from the phone's map
	Contact  *Contact  // a phone number shared with the channel's contact button
	Tick     bool      // nobody did anything: time has passed
	Refused  []Refusal // files that the channel did not accept, with the reason
}

// FileKind tells how a file was sent; it says nothing of the bytes.
type FileKind string

// The kinds of file a citizen can send.
const (
	Photo    FileKind = "photo"
	Document FileKind = "document"
	Voice    FileKind = "voice"
)

// File names a file that a channel has received. Data is present only in the turn that receives it.
type File struct {
	ID    string   `json:"id"` // the stored file's id, set by the channel before the turn
	Kind  FileKind `json:"kind"`
	Name  string   `json:"name,omitempty"`
	Mime  string   `json:"mime"` // sniffed from the bytes, never taken from the sender
	Size  int64    `json:"size"` // bytes
	Album string   `json:"album,omitempty"`
	Data  []byte   `json:"-"`
}

// RefusalReason says why a channel did not accept a file.
type RefusalReason string

// Reasons for refusing a file.
const (
	TooLarge  RefusalReason = "too-large"
	WrongType RefusalReason = "wrong-type"
	Unfetched RefusalReason = "unfetched" // the platform did not hand the file over
)

// Refusal is a file that did not come through.
type Refusal struct {
	Name   string
	Reason RefusalReason
	Limit  int64 // bytes, for TooLarge
}

// Location is a point in degrees, WGS 84.
type Location struct {
	Latitude  float64 `json:"lat"`
	Longitude float64 `json:"lon"`
}

// Contact is a phone number shared with a contact button.
type Contact struct {
	Phone string `json:"phone"`
	Name  string `json:"name,omitempty"`
	Own   bool   `json:"own"` // false when it is somebody else's: then it must be refused
}

// Button is a choice that can be pressed, typed by its number or by its label. With URL it opens a page and answers nothing.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"` // "conversation:key:value", at most 64 bytes
	URL   string `json:"url,omitempty"`
}

// Want is what the open question would like beyond words, so that a channel can offer its own means.
type Want string

// What a question may ask a channel to offer.
const (
	WantNothing  Want = ""
	WantChoice   Want = "choice"
	WantText     Want = "text"
	WantFile     Want = "file"
	WantPhone    Want = "phone"    // Telegram: a contact button
	WantLocation Want = "location" // Telegram and the web: a location button
)

// Message is one thing said to the citizen. It knows no channel: each renders it and degrades what it lacks.
type Message struct {
	Title  string     `json:"title,omitempty"` // one line, shown bold
	Text   string     `json:"text,omitempty"`  // plain text; lines are separated by \n
	Rows   [][]Button `json:"rows,omitempty"`
	File   *Sent      `json:"file,omitempty"`
	Want   Want       `json:"want,omitempty"`
	Echo   bool       `json:"echo,omitempty"`   // the citizen's own words, kept for channels that show a log
	Marked bool       `json:"marked,omitempty"` // *bold* and _italic_ in Text are shown so, see Spans
	Apart  bool       `json:"-"`                // is a message of its own, where a channel would say it together with the next
	Hush   bool       `json:"-"`                // the words that this answers must not be kept, not even in a log
}

// Sent is a stored file that goes to the citizen with a message.
type Sent struct {
	ID   string `json:"id"` // the stored file's id
	Name string `json:"name"`
	Mime string `json:"mime"`
	Size int64  `json:"size,omitempty"` // bytes
}
