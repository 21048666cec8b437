package main

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"danbiet/bot"
	"danbiet/talk"
	"danbiet/ward"
)

// metrics are the figures at /metrics. They count; they name no citizen, no chat and no words.
type metrics struct {
	registry   *prometheus.Registry
	updates    *prometheus.CounterVec
	turns      *prometheus.CounterVec
	turnTime   *prometheus.HistogramVec
	deliveries *prometheus.CounterVec
	requests   *prometheus.CounterVec
	answerTime *prometheus.HistogramVec
}

// Buckets of durations, in seconds: a turn is a matter of milliseconds, a request may carry a photo.
var (
	turnBuckets   = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1}
	answerBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30}
)

func newMetrics(house *ward.House) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	seconds := func(name, help string, buckets []float64, label string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{label})
	}
	m := &metrics{
		registry:   prometheus.NewRegistry(),
		updates:    counter("danbiet_updates_received_total", "Updates that came in, with those that came again.", "channel"),
		turns:      counter("danbiet_turns_total", "Turns of conversations that were run, with those that were run again.", "channel", "result"),
		turnTime:   seconds("danbiet_turn_duration_seconds", "Time that a turn took, without its commit.", turnBuckets, "channel"),
		deliveries: counter("danbiet_deliveries_total", "Messages handed to a platform, by what became of them.", "channel", "result"),
		requests:   counter("danbiet_http_requests_total", "HTTP requests that were answered.", "route", "code"),
		answerTime: seconds("danbiet_http_request_duration_seconds", "Time until a request was answered; streams are left out.", answerBuckets, "route"),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "danbiet_info", Help: "The running program.", ConstLabels: prometheus.Labels{"version": programVersion()}})
	info.Set(1)
	m.registry.MustRegister(m.updates, m.turns, m.turnTime, m.deliveries, m.requests, m.answerTime, info, backlog{house},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// receive counts what Receive gets.
func (m *metrics) receive(next func(context.Context, bot.Inbound) error) func(context.Context, bot.Inbound) error {
	return func(ctx context.Context, in bot.Inbound) error {
		m.updates.WithLabelValues(in.Channel).Inc()
		return next(ctx, in)
	}
}

// enqueue counts what Enqueue gets.
func (m *metrics) enqueue(next func(bot.Inbound) (<-chan error, error)) func(bot.Inbound) (<-chan error, error) {
	return func(in bot.Inbound) (<-chan error, error) {
		m.updates.WithLabelValues(in.Channel).Inc()
		return next(in)
	}
}

// turn counts and times turns.
func (m *metrics) turn(next bot.Turn) bot.Turn {
	return func(ctx context.Context, w *ward.Ward, c *ward.Conversation, in talk.Input) ([]talk.Message, []talk.Event, error) {
		began := time.Now()
		messages, events, err := next(ctx, w, c, in)
		m.turnTime.WithLabelValues(c.Channel).Observe(time.Since(began).Seconds())
		result := "ok"
		if err != nil {
			result = "failed"
		}
		m.turns.WithLabelValues(c.Channel, result).Inc()
		return messages, events, err
	}
}

// deliver counts what becomes of messages.
func (m *metrics) deliver(next func(context.Context, *ward.Letter) error) func(context.Context, *ward.Letter) error {
	return func(ctx context.Context, l *ward.Letter) error {
		err := next(ctx, l)
		m.deliveries.WithLabelValues(l.Channel, deliveryResult(err)).Inc()
		return err
	}
}

func deliveryResult(err error) string {
	switch {
	case err == nil:
		return "sent"
	case errors.As(err, new(bot.Flooded)):
		return "flooded"
	case errors.As(err, new(bot.Gone)):
		return "gone"
	case errors.As(err, new(bot.Refused)):
		return "refused"
	}
	return "retry"
}

// count counts and times the requests that next answers. The route is the pattern that served the request, so that a
// made-up path makes no new figure.
func (m *metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		seen := &statusWriter{ResponseWriter: w}
		next.ServeHTTP(seen, r)
		route := r.Pattern
		if route == "" {
			route = "none"
		}
		m.requests.WithLabelValues(route, strconv.Itoa(seen.code())).Inc()
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/event-stream") {
			m.answerTime.WithLabelValues(route).Observe(time.Since(began).Seconds())
		}
	})
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first final status.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *statusWriter) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// backlog tells what waits in the outbox, asked when the figures are fetched. While the database is away it is left out.
type backlog struct{ house *ward.House }

var (
	backlogLetters = prometheus.NewDesc("danbiet_outbox_waiting", "Messages that wait to be sent.", []string{"channel"}, nil)
	backlogAge     = prometheus.NewDesc("danbiet_outbox_oldest_seconds", "Age of the oldest message that waits to be sent.", []string{"channel"}, nil)
)

// Describe names the figures.
func (b backlog) Describe(to chan<- *prometheus.Desc) {
	to <- backlogLetters
	to <- backlogAge
}

// backlogPatience bounds the look into the database.
const backlogPatience = 2 * time.Second

// Collect asks for the figures. Telegram's is there even when nothing waits.
func (b backlog) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), backlogPatience)
	defer cancel()
	all, err := b.house.Backlogs(ctx)
	if err != nil {
		return
	}
	if !slices.ContainsFunc(all, func(w ward.Backlog) bool { return w.Channel == bot.TelegramChannel }) {
		all = append(all, ward.Backlog{Channel: bot.TelegramChannel})
	}
	for _, waiting := range all {
		age := time.Duration(0)
		if waiting.Letters > 0 {
			age = max(b.house.Now().Sub(waiting.Oldest), 0)
		}
		to <- prometheus.MustNewConstMetric(backlogLetters, prometheus.GaugeValue, float64(waiting.Letters), waiting.Channel)
		to <- prometheus.MustNewConstMetric(backlogAge, prometheus.GaugeValue, age.Seconds(), waiting.Channel)
	}
}
