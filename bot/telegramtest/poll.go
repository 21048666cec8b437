package telegramtest

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

func conflict(reason string) error {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: " + reason}
}

// getUpdates answers a poll. A second poll ends the first one with 409, as does a webhook.
func getUpdates(b *Bot, c *call) (any, error) {
	offset := c.int("offset", 0, -1<<40, 1<<40)
	limit := int(c.int("limit", 100, 1, 100))
	timeout := time.Duration(c.int("timeout", 0, 0, 50)) * time.Second
	allowed, given, err := allowedUpdates(c)
	if err != nil {
		return nil, err
	}
	u := b.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.hook != nil {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if given {
		u.allowed = allowed
	}
	u.poller++
	u.arrived.Broadcast() // the poll that waited before has lost
	u.acknowledge(offset)
	if err := u.awaitUpdate(c.ctx, u.poller, timeout); err != nil {
		return nil, err
	}
	return u.batch(limit), nil
}

// acknowledge forgets the updates below offset, or with a negative offset all but the last ones.
func (u *updates) acknowledge(offset int64) {
	if offset < 0 {
		u.dropExpiredOrder()
		offset = u.nthLast(int(-offset))
	}
	for len(u.order) > 0 && u.order[0].id < offset {
		up := u.order[0]
		u.finish(up)
		u.stats.Delivered++
		u.latency.add(time.Since(up.born))
		if up.queue.state != queueBusy {
			u.trimIdle(up.queue)
		}
	}
}

// nthLast returns the id of the n-th update from the end, or of the first one.
func (u *updates) nthLast(n int) int64 {
	for i := len(u.order) - 1; i >= 0; i-- {
		if u.order[i].done {
			continue
		}
		if n--; n == 0 {
			return u.order[i].id
		}
	}
	return 0
}

// trimIdle trims a queue that no webhook is delivering.
func (u *updates) trimIdle(q *queue) {
	if !u.trim(q) && q.timer != nil {
		q.timer.Stop()
	}
}

// awaitUpdate waits for something to hand out, for as long as this poll is the newest.
func (u *updates) awaitUpdate(ctx context.Context, serial int64, timeout time.Duration) error {
	u.dropExpiredOrder()
	if len(u.order) > 0 || timeout == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	defer u.broadcastWhenDone(ctx, u.arrived)()
	u.waited++
	for len(u.order) == 0 && ctx.Err() == nil && !u.closed {
		u.arrived.Wait()
		switch {
		case u.hook != nil:
			return conflict("terminated by setWebhook request")
		case u.poller != serial:
			return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		}
	}
	return nil
}

// dropExpiredOrder forgets old updates of a bot that polls.
func (u *updates) dropExpiredOrder() {
	now := u.set.now()
	expired := 0
	for _, up := range u.order {
		if up.done || now.Before(up.expires) {
			continue
		}
		expired++
	}
	if expired == 0 {
		return
	}
	for _, up := range append([]*update(nil), u.order...) {
		if !up.done && !now.Before(up.expires) {
			u.stats.Expired++
			u.finish(up)
			if up.queue.state != queueBusy {
				u.trimIdle(up.queue)
			}
		}
	}
}

// batch returns the oldest updates. They stay until a later offset acknowledges them.
func (u *updates) batch(limit int) []json.RawMessage {
	list := make([]json.RawMessage, 0, min(limit, len(u.order)))
	for _, up := range u.order {
		if up.done {
			continue
		}
		if len(list) == limit {
			break
		}
		list = append(list, up.body)
	}
	return list
}

// allowedUpdates reads the kinds that the bot wants. An empty list means the default set; nothing keeps the last choice.
func allowedUpdates(c *call) (kinds []string, given bool, err error) {
	raw, given := c.args["allowed_updates"]
	if !given || raw == "" {
		return nil, false, nil
	}
	if err := json.Unmarshal([]byte(raw), &kinds); err != nil {
		return nil, false, badRequest("can't parse allowed updates JSON object")
	}
	if len(kinds) == 0 {
		kinds = nil
	}
	return kinds, true, nil
}

// Waiting tells how many getUpdates calls have come to wait for an update since the start.
func (b *Bot) Waiting() int {
	b.updates.mu.Lock()
	defer b.updates.mu.Unlock()
	return b.updates.waited
}
