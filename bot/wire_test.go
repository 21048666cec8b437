package bot_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// wire is a line to a server that a test can cut and mend.
type wire struct {
	listener net.Listener
	target   string

	mu     sync.Mutex
	down   bool
	mute   bool   // takes connections and bytes, and hands nothing on
	until  []byte // the line breaks after the server has taken these bytes and before it is heard to have done so
	open   map[net.Conn]bool
	closed sync.WaitGroup
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
	w := &wire{listener: listener, target: u.Host, open: map[net.Conn]bool{}}
	w.closed.Go(w.accept)
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		w.cut()
		w.closed.Wait()
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
		far, err := net.Dial("tcp", w.target)
		if err != nil || !w.keep(near, far) {
			_ = near.Close()
			if far != nil {
				_ = far.Close()
			}
			continue
		}
		w.closed.Go(func() { w.send(near, far) })
		w.closed.Go(func() { w.answer(near, far) })
	}
}

func (w *wire) keep(conns ...net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range conns {
		w.open[c] = true
	}
	return !w.down
}

func (w *wire) drop(conns ...net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(w.open, c)
	}
}

// send hands on what the program says.
func (w *wire) send(near, far net.Conn) {
	defer w.drop(near, far)
	buffer := make([]byte, 64<<10)
	for {
		n, err := near.Read(buffer)
		if n > 0 && !w.muted() {
			if w.last(buffer[:n]) {
				if _, err := far.Write(buffer[:n]); err == nil {
					_, _ = far.Read(buffer) // the server has done it, and nobody hears
				}
				return
			}
			if _, err := far.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// last reports whether these are the bytes at which the line is to break, and disarms that.
func (w *wire) last(sent []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.until == nil || !bytes.Contains(bytes.ToLower(sent), w.until) {
		return false
	}
	w.until = nil
	return true
}

// answer hands on what the server says.
func (w *wire) answer(near, far net.Conn) {
	defer w.drop(near, far)
	for {
		w.mu.Lock()
		armed := w.until != nil
		w.mu.Unlock()
		_ = armed
		if _, err := io.CopyN(near, far, 1); err != nil {
			return
		}
	}
}

func (w *wire) muted() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mute
}

// cut breaks all connections and refuses new ones.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down = true
	for c := range w.open {
		_ = c.Close()
		delete(w.open, c)
	}
}

// mend lets new connections through again.
func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.down, w.mute = false, false
}
