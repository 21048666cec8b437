package bot

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Hub wakes whoever reads a chat's log when it has grown, in this replica and, through Redis, in all others. A wake that
// is lost costs time and no message: readers look at the log from time to time anyway. It is safe for concurrent use.
type Hub struct {
	client  *redis.Client // nil: one replica
	origin  string
	logger  *slog.Logger
	outside chan string // what the other replicas are to be told

	mu      sync.Mutex
	readers map[hubKey]map[chan struct{}]struct{}
}

type hubKey struct{ ward, chat string }

// hubTopic is where replicas tell each other which log has grown. It names a chat by its id, which opens nothing.
const hubTopic = "danbiet:grown"

// hubBacklog is how many wakes may wait for Redis; more are dropped.
const hubBacklog = 1024

// NewHub makes a hub. A nil client makes one for a single replica; origin is then not used, and otherwise names this
// replica among all.
func NewHub(client *redis.Client, origin string, logger *slog.Logger) *Hub {
	return &Hub{client: client, origin: origin, logger: logger, outside: make(chan string, hubBacklog), readers: map[hubKey]map[chan struct{}]struct{}{}}
}

// Subscribe returns a channel that receives after the log of a chat has grown, until cancel, which may be called twice.
// Wakes that come while one waits are one.
func (h *Hub) Subscribe(ward, chat string) (wake <-chan struct{}, cancel func()) {
	key, reader := hubKey{ward, chat}, make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.readers[key] == nil {
		h.readers[key] = map[chan struct{}]struct{}{}
	}
	h.readers[key][reader] = struct{}{}
	return reader, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.readers[key], reader)
		if len(h.readers[key]) == 0 {
			delete(h.readers, key)
		}
	}
}

// Wake wakes the readers of a chat here and tells the other replicas. It does not wait for them.
func (h *Hub) Wake(ward, chat string) {
	h.wake(hubKey{ward, chat})
	if h.client == nil {
		return
	}
	select {
	case h.outside <- strings.Join([]string{h.origin, ward, chat}, " "):
	default:
	}
}

func (h *Hub) wake(key hubKey) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for reader := range h.readers[key] {
		select {
		case reader <- struct{}{}:
		default: // it has not looked since the last wake
		}
	}
}

// Readers is the number of subscriptions.
func (h *Hub) Readers() (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, readers := range h.readers {
		n += len(readers)
	}
	return n
}

// Run passes wakes on between the replicas until the context ends; for a single replica it only waits for that.
func (h *Hub) Run(ctx context.Context) {
	if h.client == nil {
		<-ctx.Done()
		return
	}
	var listener sync.WaitGroup
	listener.Go(func() { h.listen(ctx) })
	defer listener.Wait()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case wake := <-h.outside:
			err := h.client.Publish(ctx, hubTopic, wake).Err()
			if ctx.Err() != nil {
				return
			}
			if (err != nil) != failing {
				failing = err != nil
				h.report(failing, err)
			}
		}
	}
}

// report logs when Redis goes away and when it comes back.
func (h *Hub) report(failing bool, err error) {
	if failing {
		h.logger.Warn("Redis does not answer: chats open at other replicas are updated some seconds later", "error", err)
		return
	}
	h.logger.Info("Redis answers again")
}

// listen wakes the readers that other replicas name. The library connects again by itself.
func (h *Hub) listen(ctx context.Context) {
	told := h.client.Subscribe(ctx, hubTopic)
	defer func() { _ = told.Close() }()
	messages := told.Channel(redis.WithChannelSize(hubBacklog), redis.WithChannelSendTimeout(time.Second))
	for {
		select {
		case <-ctx.Done():
			return
		case m, open := <-messages:
			if !open {
				return
			}
			parts := strings.Split(m.Payload, " ")
			if len(parts) == 3 && parts[0] != h.origin {
				h.wake(hubKey{parts[1], parts[2]})
			}
		}
	}
}
