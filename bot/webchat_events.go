package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"danbiet/talk"
)

const (
	webHeartbeat = 15 * time.Second
	webBatch     = 200         // log entries read at once
	webGreeting  = "web-start" // UpdateID of the first visit: two tabs opened together are greeted once
)

// webEvent is a log entry as the page receives it.
type webEvent struct {
	Seq     int64        `json:"seq"`
	Client  string       `json:"client,omitempty"`
	At      time.Time    `json:"at"`
	Message talk.Message `json:"message"`
}

// serveEvents streams the chat's log from after the last entry that the browser has, and whatever follows.
// The event "ready" marks the point where the past ends.
func (s *webServer) serveEvents(w http.ResponseWriter, r *http.Request) {
	ward := r.PathValue("ward")
	if _, ok := s.Wards(r.Context(), ward); !ok {
		webRefuse(w, webNoWard)
		return
	}
	chat, ok := webSession(r)
	if !ok {
		webRefuse(w, webNoSession)
		return
	}
	// Before the log is first read: what is written between the two must wake us.
	wake, cancel := s.Subscribe(ward, chat)
	defer cancel()
	after := webResumePoint(r)
	if after == 0 {
		if err := s.greet(r.Context(), ward, chat, webLang(r.URL.Query().Get("lang"))); err != nil {
			s.Logger.Error("web chat: greet", "ward", ward, "error", err)
			webRefuse(w, webBusy)
			return
		}
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold the stream back
	stream := webStream{w: w, control: http.NewResponseController(w)}
	if err := s.follow(r.Context(), stream, wake, ward, chat, after); err != nil && r.Context().Err() == nil {
		s.Logger.Error("web chat: stream", "ward", ward, "error", err)
	}
}

// webResumePoint returns the Seq of the last entry that the browser has: from the header when it reconnects
// by itself, from the query when the page does, 0 when there is none.
func webResumePoint(r *http.Request) int64 {
	for _, value := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")} {
		if seq, err := strconv.ParseInt(value, 10, 64); err == nil && seq > 0 {
			return seq
		}
	}
	return 0
}

// greet opens the conversation for a visitor whose log is empty.
func (s *webServer) greet(ctx context.Context, ward, chat, lang string) error {
	past, err := s.Log(ctx, ward, chat, 0, 1)
	if err != nil || len(past) > 0 {
		return err
	}
	return s.Receive(ctx, Inbound{
		Ward: ward, Channel: webChannel, Chat: chat, UpdateID: webGreeting, At: s.Now(), Lang: lang,
		Input: talk.Input{Start: "web"},
	})
}

// follow writes the log to the stream until the browser leaves, the server stops or the log cannot be read.
func (s *webServer) follow(ctx context.Context, stream webStream, wake <-chan struct{}, ward, chat string, after int64) error {
	beat := time.NewTicker(webHeartbeat)
	defer beat.Stop()
	after, err := s.replay(ctx, stream, ward, chat, after)
	if err != nil {
		return err
	}
	if err := stream.write("event: ready\ndata: {}\n\n"); err != nil {
		return nil // the browser has left
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.Stop:
			return nil
		case _, open := <-wake:
			if !open {
				return nil
			}
		case <-beat.C:
			if err := stream.write(":\n\n"); err != nil {
				return nil
			}
		}
		if after, err = s.replay(ctx, stream, ward, chat, after); err != nil {
			return err
		}
	}
}

// replay writes all entries after the given one and returns the Seq of the last.
func (s *webServer) replay(ctx context.Context, stream webStream, ward, chat string, after int64) (int64, error) {
	for {
		entries, err := s.Log(ctx, ward, chat, after, webBatch)
		if err != nil {
			return after, fmt.Errorf("read the log after %d: %w", after, err)
		}
		for _, e := range entries {
			data, err := json.Marshal(webEvent{Seq: e.Seq, Client: e.Client, At: e.At.UTC(), Message: e.Message})
			if err != nil {
				return after, fmt.Errorf("encode log entry %d: %w", e.Seq, err)
			}
			if err := stream.write(fmt.Sprintf("id: %d\nevent: message\ndata: %s\n\n", e.Seq, data)); err != nil {
				return after, fmt.Errorf("write log entry %d: %w", e.Seq, err)
			}
			after = e.Seq
		}
		if len(entries) < webBatch {
			return after, nil
		}
	}
}

// webStream writes events that reach the browser at once.
type webStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s webStream) write(frame string) error {
	// Each write gets its own deadline: the server's would end the stream, and none would let a dead browser hold it.
	_ = s.control.SetWriteDeadline(time.Now().Add(webWriteGrace)) // a writer without deadlines has none to set
	if _, err := s.w.Write([]byte(frame)); err != nil {
		return err
	}
	return s.control.Flush()
}
