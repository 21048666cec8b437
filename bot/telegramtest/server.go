// Package telegramtest is a Telegram Bot API server for tests and load runs. It speaks HTTP on a local port, so the
// program under test is pointed at it as at the real server, and it refuses what the real server refuses, in the real
// server's words. The other side of each chat is a User, who writes, presses, shares and blocks as a person's client
// does; what the bot sends is kept in order and can be waited for without sleeping.
//
// It follows the Bot API's documentation and the behaviour of a server started with --local: a webhook may be plain
// HTTP on any port. Where the real server silently repairs a mistake of the bot (a button with two actions, a ninth
// button in a row), this one refuses it, because a test should hear of it.
package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Token is the token of the bot of a server that was started without WithToken.
const Token = "7000000001:AAH-danbiet-fake-token-for-tests-00"

// Server is a running Bot API server. Its methods are those of its first bot; BotWithToken gives the others.
type Server struct {
	*Bot

	bots     map[string]*Bot
	listener net.Listener
	http     *http.Server
	served   chan struct{}
}

// NewServer starts a server on a free port of 127.0.0.1. Like httptest.NewServer it panics when it cannot listen.
func NewServer(opts ...Option) *Server {
	s, err := Listen("127.0.0.1:0", opts...)
	if err != nil {
		panic(fmt.Sprintf("telegramtest: %v", err))
	}
	return s
}

// Listen starts a server on addr ("127.0.0.1:8081"), for a process of its own.
func Listen(addr string, opts ...Option) (*Server, error) {
	set := defaults()
	for _, opt := range opts {
		opt(set)
	}
	if len(set.tokens) == 0 {
		set.tokens = []string{Token}
	}
	s := &Server{bots: make(map[string]*Bot, len(set.tokens)), served: make(chan struct{})}
	for _, token := range set.tokens {
		id, ok := tokenID(token)
		if !ok {
			return nil, errors.New("token must look like 123456789:AA…")
		}
		b := newBot(set, token, id)
		s.bots[token] = b
		if s.Bot == nil {
			s.Bot = b
		}
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	s.listener = listener
	s.http = &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // always ErrServerClosed, after Close
	}()
	return s, nil
}

// URL is the address to give to the bot in place of https://api.telegram.org, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// BotWithToken returns the bot that has this token, or nil.
func (s *Server) BotWithToken(token string) *Bot { return s.bots[token] }

// Close stops the deliveries, ends every open request and frees the port. It returns when nothing runs any more.
// Updates not yet acknowledged are lost. Closing twice is harmless.
func (s *Server) Close() {
	_ = s.http.Close() // nothing to be done about connections that fail to close
	for _, b := range s.bots {
		b.updates.close()
	}
	<-s.served
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		s.download(w, rest)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, found := strings.Cut(rest, "/")
	if !ok || !found {
		writeError(w, &apiError{Code: 404, Description: "Not Found"})
		return
	}
	b, err := s.authorize(token)
	if err != nil {
		writeError(w, err)
		return
	}
	c, err := readCall(r, method)
	if err != nil {
		writeError(w, err)
		return
	}
	b.serve(w, c)
}

// authorize answers as the real server: what has not the form of a token, what cannot be one and what nobody has are told
// apart.
func (s *Server) authorize(token string) (*Bot, error) {
	if b, ok := s.bots[token]; ok {
		return b, nil
	}
	if !strings.Contains(token, ":") {
		return nil, &apiError{Code: 404, Description: "Not Found"}
	}
	if _, ok := tokenID(token); !ok {
		return nil, &apiError{Code: 401, Description: "Unauthorized: invalid token specified"}
	}
	return nil, &apiError{Code: 401, Description: "Unauthorized"}
}

// tokenID reads the bot's user id, which stands before the colon of its token.
func tokenID(token string) (int64, bool) {
	head, tail, ok := strings.Cut(token, ":")
	if !ok || tail == "" || len(token) > 80 || strings.HasPrefix(token, "0") || strings.Contains(token, "/") {
		return 0, false
	}
	id, err := strconv.ParseInt(head, 10, 64)
	return id, err == nil && id > 0 && id < 1<<54
}

// settings are read by every bot and never written after the start.
type settings struct {
	tokens   []string
	now      func() time.Time
	backoff  time.Duration
	answerIn time.Duration
	lean     bool
	limits   Limits
	rates    FaultRates
	disorder Disorder
}

func defaults() *settings {
	return &settings{now: time.Now, backoff: time.Second, answerIn: callbackLife}
}

// Option changes how a server behaves.
type Option func(*settings)

// WithToken adds a bot. Without it the server has one bot, with the token Token.
func WithToken(token string) Option {
	return func(s *settings) { s.tokens = append(s.tokens, token) }
}

// WithClock sets the clock that dates messages, ages updates and measures rates. It does not drive waiting: long polls,
// delays and back-off take real time.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.now = now }
}

// WithBackoff says how long one second of webhook back-off lasts (default one second): a failed update is tried again at
// once, then after 2, 4, 8 … of these, and Retry-After counts in them too.
func WithBackoff(second time.Duration) Option {
	return func(s *settings) { s.backoff = second }
}

// WithAnswerWindow says how long after a press answerCallbackQuery still works (default 150 s, by the server's clock).
func WithAnswerWindow(d time.Duration) Option {
	return func(s *settings) { s.answerIn = d }
}

// WithLean bounds memory for load runs: of each chat only the last few messages, a count and a running hash are kept,
// and of a file that the bot uploads only its size. Messages then returns the last few.
func WithLean() Option {
	return func(s *settings) { s.lean = true }
}

// WithLimits measures the bot's rate, and enforces it if asked.
func WithLimits(l Limits) Option {
	return func(s *settings) { s.limits = l }
}

// WithFaults makes a share of the bot's calls fail.
func WithFaults(rates FaultRates) Option {
	return func(s *settings) { s.rates = rates }
}

// WithDisorder makes the webhook deliver a share of the updates twice, late or swapped.
func WithDisorder(d Disorder) Option {
	return func(s *settings) { s.disorder = d }
}

// Drain waits until every update has been acknowledged, dropped as expired or taken by getUpdates.
func (b *Bot) Drain(ctx context.Context) error { return b.updates.drain(ctx) }
