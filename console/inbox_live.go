package console

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"time"

	"danbiet/ward"
)

// liveGrace is how long a browser may take for one event.
const liveGrace = 10 * time.Second

// liveEvent is what a stream tells an open inbox.
type liveEvent struct {
	Counts map[ward.View]int `json:"counts"` // of all cases, whatever the page filters
	News   int               `json:"news"`   // cases that were filed or changed since the page was read
}

// streamInbox tells an open inbox what happens until the browser leaves, the session ends or the server stops. A page that
// is away gets along without: it shows the same at the next click.
func (d *desk) streamInbox(v *visit) {
	since, err := strconv.ParseInt(v.r.URL.Query().Get("tu"), 10, 64)
	if err != nil {
		since = d.House.Now().UnixMilli()
	}
	wake, leave, ok := d.live.listen(v.ward.Slug, v.session.ID)
	if !ok { // no browser asks again after this
		http.Error(v.w, "Trang này đang mở trong quá nhiều thẻ.", http.StatusTooManyRequests)
		return
	}
	defer leave()
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // nginx would hold the stream back
	stream := liveStream{w: v.w, control: http.NewResponseController(v.w)}
	if stream.write("retry: 5000\n\n") != nil {
		return
	}
	d.follow(v, stream, wake, since)
}

// follow writes events until one of the ends.
func (d *desk) follow(v *visit, stream liveStream, wake <-chan struct{}, since int64) {
	beat := time.NewTicker(d.beat)
	defer beat.Stop()
	last := ""
	for {
		select {
		case <-v.ctx().Done():
			return
		case <-d.Stop:
			return
		case <-wake:
		case <-beat.C:
			if !d.stillIn(v) {
				_ = stream.write("event: over\ndata: {}\n\n") // the last word, heard or not
				return
			}
			if stream.write(":\n\n") != nil {
				return
			}
			continue
		}
		frame, err := json.Marshal(d.eventFor(v, since))
		if err != nil {
			d.Log.Error("console: encode an event", "error", err)
			return
		}
		if string(frame) == last {
			continue
		}
		last = string(frame)
		if stream.write(fmt.Sprintf("event: inbox\ndata: %s\n\n", frame)) != nil {
			return
		}
	}
}

func (d *desk) eventFor(v *visit, since int64) liveEvent {
	s := d.live.state(v.ward.Slug)
	counts := maps.Clone(s.counts)
	if counts != nil {
		counts[ward.ViewMine] = s.open[v.session.Staff.ID]
	}
	return liveEvent{Counts: counts, News: s.news(since)}
}

// stillIn reports whether the session of a stream still counts, and its role still reads cases. A database that does not
// answer ends nothing.
func (d *desk) stillIn(v *visit) bool {
	cookie, err := v.r.Cookie(cookieName)
	if err != nil {
		return false
	}
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) error {
		s, err := w.SessionOf(v.ctx(), cookie.Value)
		if err == nil && !s.Staff.Role.Can(ward.MayReadCases) {
			err = ward.ErrNoSession
		}
		return err
	})
	return !errors.Is(err, ward.ErrNoSession)
}

// liveStream writes events that reach the browser at once.
type liveStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s liveStream) write(frame string) error {
	// Each write gets its own deadline: the server's would end the stream, and none would let a dead browser hold it.
	_ = s.control.SetWriteDeadline(time.Now().Add(liveGrace)) // a writer without deadlines has none to set
	if _, err := s.w.Write([]byte(frame)); err != nil {
		return err
	}
	return s.control.Flush()
}
