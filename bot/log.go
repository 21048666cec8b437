package bot

import (
	"time"

	"danbiet/talk"
)

// LogEntry is one line of a conversation as a channel with a history shows it.
type LogEntry struct {
	Seq     int64  // grows within a chat, never reused; a reader resumes after the last one it saw
	Client  string // the UpdateID of the citizen's own words; empty for the ward's
	At      time.Time
	Message talk.Message // Echo is true for the citizen's own words
}
