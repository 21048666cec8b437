package telegramtest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// maxRetryAfter is the longest pause that a webhook may ask for, in seconds.
const maxRetryAfter = 3600

// webhook is one setting of setWebhook with the connections that serve it.
type webhook struct {
	address string
	target  *url.URL
	header  http.Header // never written after the start: requests share it
	max     int
	client  *http.Transport
	ctx     context.Context
	cancel  context.CancelFunc
	paused  bool // nobody answered at the address; tried again after a while
	lastErr string
	errAt   time.Time // by the server's clock
}

// outcome is what became of one delivery.
type outcome struct {
	ok         bool
	unreached  bool // no connection: the update has not been tried
	cancelled  bool // the webhook was replaced meanwhile
	retryAfter int  // seconds
	reason     string
	body       []byte // what the webhook answered
}

func newWebhook(address string, target *url.URL, secret string, connections int) *webhook {
	h := &webhook{address: address, target: target, max: connections, header: http.Header{
		"Content-Type": {"application/json"},
	}}
	if secret != "" {
		h.header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	h.client = &http.Transport{
		MaxIdleConns: 2 * connections, MaxIdleConnsPerHost: 2 * connections, // twice: an update may overlap itself
		IdleConnTimeout: time.Minute, ResponseHeaderTimeout: time.Minute, DisableCompression: true,
		DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	return h
}

// startHook begins to deliver to h. Everything that waits is tried at once, oldest first, as after a restart. The caller
// holds the lock.
func (u *updates) startHook(h *webhook) {
	u.stopHook()
	if u.closed {
		return
	}
	u.hook = h
	var idle []*queue
	for _, q := range u.queues {
		if q.state == queueReady || q.state == queueWaiting {
			idle = append(idle, q)
		}
	}
	slices.SortFunc(idle, func(a, b *queue) int { return cmp.Compare(a.items[0].id, b.items[0].id) })
	for _, q := range idle {
		if q.state == queueWaiting {
			q.timer.Stop()
		}
		q.items[0].fails, q.items[0].delay = 0, 0
		u.makeReady(q)
	}
	for range h.max {
		u.workers.Go(func() { u.deliver(h) })
	}
	u.work.Broadcast()
}

// stopHook ends the deliveries; what is on its way is cancelled and waits again. The caller holds the lock.
func (u *updates) stopHook() {
	if u.hook == nil {
		return
	}
	u.hook.cancel()
	u.hook.client.CloseIdleConnections()
	u.hook, u.ready = nil, nil
	u.work.Broadcast()
}

// deliver is one connection's worth of work.
func (u *updates) deliver(h *webhook) {
	defer h.client.CloseIdleConnections()
	for {
		up := u.next(h)
		if up == nil {
			return
		}
		var res outcome
		if up.overlap {
			res = h.postTwice(up)
		} else {
			res = h.post(up)
		}
		if len(res.body) > 0 && u.reply != nil {
			u.reply(res.body)
		}
		u.settle(h, up, res)
	}
}

// next waits for a ready queue and takes its head, or returns nil when h serves no more.
func (u *updates) next(h *webhook) *update {
	u.mu.Lock()
	defer u.mu.Unlock()
	for {
		for u.hook == h && (h.paused || len(u.ready) == 0) {
			u.work.Wait()
		}
		if u.hook != h {
			return nil
		}
		q := u.ready[0]
		u.ready[0] = nil
		u.ready = u.ready[1:]
		if q.state != queueReady || !u.dropExpired(q) {
			continue
		}
		q.state = queueBusy
		return q.items[0]
	}
}

// dropExpired forgets updates that nobody fetched in time, and tells whether any are left.
func (u *updates) dropExpired(q *queue) bool {
	now := u.set.now()
	for u.trim(q) {
		if now.Before(q.items[0].expires) {
			return true
		}
		u.stats.Expired++
		u.finish(q.items[0])
	}
	return false
}

// settle draws the consequences of a delivery.
func (u *updates) settle(h *webhook, up *update, res outcome) {
	u.mu.Lock()
	defer u.mu.Unlock()
	q := up.queue
	if !res.ok && !res.cancelled {
		h.lastErr, h.errAt = res.reason, u.set.now()
	}
	switch {
	case up.done: // dropped by drop_pending_updates, or acknowledged through getUpdates
	case res.ok && up.again:
		up.again = false
		u.stats.Duplicated++
		u.makeReady(q)
		return
	case res.ok:
		u.stats.Delivered++
		u.latency.add(time.Since(up.born))
		u.finish(up)
		u.overtaken(up)
	case res.cancelled || res.unreached:
		if res.unreached {
			u.pause(h)
		}
		u.makeReady(q)
		return
	default:
		if u.backOff(up, res.retryAfter) {
			return
		}
	}
	if u.trim(q) {
		u.advance(q)
	}
}

// backOff plans the next attempt: at once, then after 2, 4, 8 … seconds, up to one or two minutes, or as Retry-After
// says. It drops an update that would have expired by then, and returns false.
func (u *updates) backOff(up *update, retryAfter int) bool {
	wait := min(retryAfter, maxRetryAfter)
	if retryAfter == 0 && up.fails > 0 {
		up.delay = min(2*max(up.delay, 1), 60+rand.IntN(61))
		wait = up.delay
	}
	if u.set.now().Add(time.Duration(wait) * time.Second).After(up.expires) {
		u.stats.Expired++
		u.finish(up)
		return false
	}
	up.fails++
	u.stats.Retried++
	u.makeReadyIn(up.queue, time.Duration(wait)*u.set.backoff)
	return true
}

// pause stops knocking at an address where nobody answers, for half a second of back-off.
func (u *updates) pause(h *webhook) {
	if h.paused {
		return
	}
	h.paused = true
	u.stats.Unreached++
	time.AfterFunc(u.set.backoff/2, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		h.paused = false
		u.work.Broadcast()
	})
}

// postTwice sends the same update on two connections at once; one good answer is enough.
func (h *webhook) postTwice(up *update) outcome {
	other := make(chan outcome, 1)
	go func() { other <- h.post(up) }()
	first, second := h.post(up), <-other
	if first.ok {
		return first
	}
	return second
}

func (h *webhook) post(up *update) outcome {
	req := (&http.Request{
		Method: http.MethodPost, URL: h.target, Host: h.target.Host, Header: h.header,
		Body: io.NopCloser(bytes.NewReader(up.body)), ContentLength: int64(len(up.body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(h.ctx)
	resp, err := h.client.RoundTrip(req)
	if err != nil {
		return h.failed(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return h.failed(err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		after, _ := strconv.Atoi(resp.Header.Get("Retry-After")) // a date, which HTTP allows too, is not understood
		return outcome{
			retryAfter: max(after, 0),
			reason:     "Wrong response from the webhook: " + resp.Status,
		}
	}
	return outcome{ok: true, body: body}
}

// failed tells a bot that is down from one that hung up in the middle.
func (h *webhook) failed(err error) outcome {
	var op *net.OpError
	switch {
	case h.ctx.Err() != nil:
		return outcome{cancelled: true}
	case errors.As(err, &op) && op.Op == "dial":
		return outcome{unreached: true, reason: "Connection refused"}
	}
	return outcome{reason: "Webhook connection closed"}
}
