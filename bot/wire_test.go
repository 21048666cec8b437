package bot_test

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
)

// wire is a line to a server that a test can cut and mend.
type wire struct {
	listener net.Listener
	server   string

	mu    sync.Mutex
	down  bool
	mute  bool   // takes connections and bytes, and hands nothing on
	until []byte // a connection breaks after the server has done what these bytes ask for, and before it is heard to have
	last  bool   // and the whole wire with it
	links map[*link]bool
	ended sync.WaitGroup
}

// link is one connection through the wire.
type link struct {
	near, far net.Conn
	deaf      bool // the server's next answer breaks the connection
}

// lay lays a line to the server of a URL, and returns it with the URL to use instead.
func lay(t *testing.T, server string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("the server's URL cannot be read")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: listener, server: u.Host, links: map[*link]bool{}}
	w.ended.Go(w.accept)
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		w.cut()
		w.ended.Wait()
	})
	u.Host = listener.Addr().String()
	return w, u.String()
}

func (w *wire) accept() {
	for {
		near, err := w.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", w.server)
		if err != nil {
			_ = near.Close()
			continue
		}
		l := &link{near: near, far: far}
		w.mu.Lock()
		w.links[l] = true
		w.mu.Unlock()
		if w.is(&w.down) {
			w.end(l)
			continue
		}
		w.ended.Go(func() { w.carry(l, near, far, w.asked) })
		w.ended.Go(func() { w.carry(l, far, near, w.answered) })
	}
}

// carry hands on what one end says, until either is gone or pass says that it is over.
func (w *wire) carry(l *link, from, to net.Conn, pass func(*link, []byte) bool) {
	defer w.end(l)
	defer func() {
		if w.is(&l.deaf) && w.is(&w.last) {
			w.cut()
		}
	}()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil || !pass(l, buffer[:n]) {
			return
		}
		if w.is(&w.mute) {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// asked looks for the bytes at which the connection is to break.
func (w *wire) asked(l *link, sent []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.until != nil && bytes.Contains(bytes.ToLower(sent), w.until) {
		w.until, l.deaf = nil, true
	}
	return true
}

// answered reports whether the program may still hear the server.
func (w *wire) answered(l *link, _ []byte) bool { return !w.is(&l.deaf) }

func (w *wire) is(state *bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return *state
}

func (w *wire) end(l *link) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, _ = l.near.Close(), l.far.Close()
	delete(w.links, l)
}

// cut breaks all connections and refuses new ones.
func (w *wire) cut() {
	w.mu.Lock()
	w.down = true
	w.mu.Unlock()
	w.breakAll()
}

// breakAll breaks all connections.
func (w *wire) breakAll() {
	w.mu.Lock()
	var all []*link
	for l := range w.links {
		all = append(all, l)
	}
	w.mu.Unlock()
	for _, l := range all {
		w.end(l)
	}
}

// silence keeps all connections and hands nothing on.
func (w *wire) silence() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mute = true
}

// mend lets everything through again.
func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down, w.mute, w.last = false, false, false
}

// breakAfter breaks the next connection that asks for something with these words in it, after the server has done it.
func (w *wire) breakAfter(words string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until = []byte(words)
}

// cutAfter is breakAfter and cut in one.
func (w *wire) cutAfter(words string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until, w.last = []byte(words), true
}
