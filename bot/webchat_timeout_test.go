package bot

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// webPipes is a network in memory, whose deadlines follow the fake clock of a bubble.
type webPipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *webPipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close is called once, by the server.
func (p *webPipes) Close() error {
	close(p.closed)
	return nil
}

func (p *webPipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

func (p *webPipes) dial(context.Context, string, string) (net.Conn, error) {
	here, there := net.Pipe()
	p.conns <- there
	return here, nil
}

// webInTime runs a server with short timeouts and a client in a bubble of fake time.
func webInTime(t *testing.T, act func(t *testing.T, core *webCore, client *http.Client, cookie *http.Cookie)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		core, pipes := newWebCore(), &webPipes{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := &http.Server{Handler: core.chat().Handler(), ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second}
		go func() { _ = server.Serve(pipes) }() // ends with the close below
		transport := &http.Transport{DialContext: pipes.dial}
		act(t, core, &http.Client{Transport: transport}, webVisit(t, server.Handler, "minh-duc"))
		transport.CloseIdleConnections()
		_ = server.Close()
		time.Sleep(time.Hour) // of fake time: whoever still sleeps wakes and finds the line cut
	})
}

func TestStreamOutlivesTheTimeoutsOfTheServer(t *testing.T) {
	webInTime(t, func(t *testing.T, _ *webCore, client *http.Client, cookie *http.Cookie) {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://ward.test/chat/minh-duc/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(cookie)
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		stream := bufio.NewReader(answer.Body)
		webUntilReady(t, stream)
		began := time.Now()
		for range 4 {
			if f, err := webReadFrame(stream); err != nil || !f.comment {
				t.Fatalf("after %v: %+v, %v", time.Since(began), f, err)
			}
		}
		if lived := time.Since(began); lived != 4*webHeartbeat {
			t.Errorf("four heartbeats took %v", lived)
		}
	})
}

// webDrip hands out its parts with a pause before each.
type webDrip struct {
	parts []string
	pause time.Duration
}

func (d *webDrip) Read(p []byte) (int, error) {
	if len(d.parts) == 0 {
		return 0, io.EOF
	}
	time.Sleep(d.pause) // of fake time
	n := copy(p, d.parts[0])
	if d.parts[0] = d.parts[0][n:]; d.parts[0] == "" {
		d.parts = d.parts[1:]
	}
	return n, nil
}

func TestPhotoGetsThroughOnAWeakLine(t *testing.T) {
	tests := map[string]struct {
		pause time.Duration
		sent  bool
	}{
		"half a minute":   {10 * time.Second, true},
		"a stalled phone": {10 * time.Minute, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			webInTime(t, func(t *testing.T, core *webCore, client *http.Client, cookie *http.Cookie) {
				body, contentType := webForm(map[string]string{"id": webTestID}, webTestFile{"a.png", webPNG + strings.Repeat("\x00", 3000)})
				whole := body.String()
				drip := &webDrip{parts: []string{whole[:1000], whole[1000:2000], whole[2000:]}, pause: test.pause}
				r, err := http.NewRequestWithContext(t.Context(), "POST", "http://ward.test/chat/minh-duc/messages", drip)
				if err != nil {
					t.Fatal(err)
				}
				r.ContentLength = int64(len(whole))
				r.Header.Set("Content-Type", contentType)
				r.AddCookie(cookie)
				answer, err := client.Do(r)
				if err == nil {
					_ = answer.Body.Close()
				}
				if got := err == nil && answer.StatusCode == http.StatusAccepted; got != test.sent || len(core.inbox()) > 0 != test.sent {
					t.Errorf("sent: %v (%v), want %v", got, err, test.sent)
				}
			})
		})
	}
}
