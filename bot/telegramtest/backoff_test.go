package telegramtest

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestBackOffDoublesUpToAMinuteOrTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUpdates(defaults())
		h := &webhook{max: 1, cancel: func() {}}
		u.hook = h
		u.push("message", 1, []byte(`{}`))
		start := time.Now()
		for i, want := range []time.Duration{0, 0, 2, 4, 8, 16, 32} {
			up := u.next(h)
			if got := time.Since(start); got != want*time.Second {
				t.Errorf("attempt %d came after %v, want %d s", i+1, got, want)
			}
			start = time.Now()
			u.settle(h, up, outcome{reason: "500"})
		}
		for range 5 {
			up := u.next(h)
			if got := time.Since(start); got < time.Minute || got > 2*time.Minute {
				t.Errorf("a late attempt came after %v", got)
			}
			start = time.Now()
			u.settle(h, up, outcome{reason: "500"})
		}
		up := u.next(h)
		start = time.Now()
		u.settle(h, up, outcome{reason: "503", retryAfter: 5000})
		u.next(h)
		if got := time.Since(start); got != time.Hour {
			t.Errorf("Retry-After: 5000 waited %v, want an hour", got)
		}
	})
}

func TestAnUpdateIsDroppedWhenItWouldExpireBeforeTheNextAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUpdates(defaults())
		h := &webhook{max: 1, cancel: func() {}}
		u.hook = h
		u.push("callback_query", 1, []byte(`{}`))
		attempts := 0
		for u.pending > 0 {
			attempts++
			u.settle(h, u.next(h), outcome{reason: "500"})
		}
		// at 0, 0, 2, 6, 14, 30 and 62 s; the next would come after 62 + 64 s at the earliest, or not at all
		if attempts < 7 || attempts > 8 || u.stats.Expired != 1 || len(u.queues) != 0 {
			t.Errorf("%d attempts, stats %+v, %d queues", attempts, u.stats, len(u.queues))
		}
	})
}

func TestQuantilesAreRightWithinATenth(t *testing.T) {
	var h histogram
	for i := 1; i <= 1000; i++ {
		h.add(time.Duration(i) * time.Millisecond)
	}
	for q, want := range map[float64]time.Duration{0.5: 500 * time.Millisecond, 0.95: 950 * time.Millisecond, 0.99: 990 * time.Millisecond} {
		if got := h.quantile(q); got < want || got > want*112/100 {
			t.Errorf("quantile %v = %v, want about %v", q, got, want)
		}
	}
	if h.quantile(1) != time.Second {
		t.Errorf("the last = %v", h.quantile(1))
	}
}
