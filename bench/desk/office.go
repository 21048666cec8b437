package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"syscall"
	"time"

	"danbiet/console"
	"danbiet/ward"
)

// office is the console on 127.0.0.1 with officers who have its inbox open.
type office struct {
	server  *http.Server
	stop    chan struct{} // ends the streams
	base    string
	tokens  []string
	number  int
	client  *http.Client
	streams sync.WaitGroup
}

// asked are the pages that officers open, the common ones more often.
var asked = [...]string{
	"ho-so", "ho-so?view=mine", "ho-so?view=new", "ho-so?view=overdue", "ho-so?view=soon", "ho-so?view=mine", "ho-so?view=all", "ho-so?view=waiting",
	"ho-so?view=all&kind=phan-anh&field=moi-truong", "ho-so?view=new&q=rac+thai", "ho-so?view=all&q=dat+dai+duong+hoa", "",
}

func openOffice(ctx context.Context, h *ward.House, s settings) (*office, error) {
	tokens, err := signIn(ctx, h, s.officers)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	o := &office{stop: make(chan struct{}), tokens: tokens, number: s.officers, client: &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: 2 * s.officers, DisableCompression: true, // the bytes of the line are counted
	}}}
	handler, err := console.Desk{House: h, Stop: o.stop}.Handler()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o.base, o.server = "http://"+listener.Addr().String()+"/console/"+slug+"/", &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = o.server.Serve(listener) }() // until close
	for i := range s.officers {
		o.streams.Go(func() { o.listen(ctx, i) })
	}
	return o, nil
}

func (o *office) close() {
	close(o.stop)
	o.streams.Wait()
	_ = o.server.Close()
}

func (o *office) request(ctx context.Context, officer int, page string) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, o.base+page, nil)
	if err == nil {
		r.AddCookie(&http.Cookie{Name: "danbiet_console", Value: o.tokens[officer%len(o.tokens)]})
		r.Header.Set("Accept-Encoding", "gzip")
	}
	return r, err
}

// listen keeps an officer's stream open until the office closes.
func (o *office) listen(ctx context.Context, officer int) {
	r, err := o.request(ctx, officer, "ho-so/song")
	if err != nil {
		return
	}
	r.Header.Set("Accept", "text/event-stream")
	answer, err := o.client.Do(r)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, answer.Body) // ends with the server
	_ = answer.Body.Close()
}

// figures are what officers have seen under one load.
type figures struct {
	took    []time.Duration
	largest int64         // bytes of a page as it went over the line
	used    time.Duration // processor time of this process, the officers' part included
}

// play has every officer open pages for a while, at random times that are every apart on average, or without a pause.
func (o *office) play(ctx context.Context, every, span time.Duration) (figures, error) {
	ctx, cancel := context.WithTimeout(ctx, span)
	defer cancel()
	var all figures
	var failed error
	var mu sync.Mutex
	var officers sync.WaitGroup
	before := used()
	for i := range o.number {
		officers.Go(func() {
			seen, err := o.work(ctx, i, every)
			mu.Lock()
			defer mu.Unlock()
			all.took = append(all.took, seen.took...)
			all.largest = max(all.largest, seen.largest)
			failed = errors.Join(failed, err)
		})
	}
	officers.Wait()
	all.used = used() - before
	return all, failed
}

// used is the processor time that this process has taken.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// work is one officer's part.
func (o *office) work(ctx context.Context, officer int, every time.Duration) (seen figures, err error) {
	for turn := officer; ; turn++ {
		select {
		case <-ctx.Done():
			return seen, nil
		case <-time.After(time.Duration(rand.Float64() * 2 * float64(every))):
		}
		began := time.Now()
		size, err := o.open(ctx, officer, asked[turn%len(asked)])
		if ctx.Err() != nil {
			return seen, nil // cut off by the end
		}
		if err != nil {
			return seen, err
		}
		seen.took = append(seen.took, time.Since(began))
		seen.largest = max(seen.largest, size)
	}
}

// open reads a whole page and returns its bytes on the line.
func (o *office) open(ctx context.Context, officer int, page string) (int64, error) {
	r, err := o.request(ctx, officer, page)
	if err != nil {
		return 0, err
	}
	answer, err := o.client.Do(r)
	if err != nil {
		return 0, err
	}
	size, err := io.Copy(io.Discard, answer.Body)
	if err == nil && (answer.StatusCode != http.StatusOK || answer.Request.URL.Path != r.URL.Path) {
		err = fmt.Errorf("%s answers %d", page, answer.StatusCode)
	}
	return size, errors.Join(err, answer.Body.Close())
}

// row is a row of the table.
func (f figures) row(database, load string, span time.Duration) string {
	slices.Sort(f.took)
	at := func(q float64) string {
		if len(f.took) == 0 {
			return "–"
		}
		return fmt.Sprintf("%.1f ms", float64(f.took[min(int(q*float64(len(f.took))), len(f.took)-1)].Microseconds())/1000)
	}
	each := float64(f.used.Microseconds()) / 1000 / float64(max(len(f.took), 1))
	return fmt.Sprintf("| %s | %s | %.0f | %s | %s | %s | %.1f ms | %.1f kB |", database, load, float64(len(f.took))/span.Seconds(), at(0.5), at(0.95), at(0.99), each, float64(f.largest)/1000)
}
