package telegramtest

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// FaultKind is a way for a call to go wrong.
type FaultKind string

// The faults. Only DropAfter has an effect in the chat: the call is carried out and its answer is lost.
const (
	TooManyRequests FaultKind = "429"
	ServerError     FaultKind = "500" // JSON
	BadGateway      FaultKind = "502" // an HTML page, as a proxy in front of the server writes
	DropBefore      FaultKind = "drop-before"
	DropAfter       FaultKind = "drop-after"
	Slow            FaultKind = "slow" // only delayed, then handled as ever
)

// Fault is one failure. Delay comes before it, whatever the kind.
type Fault struct {
	Kind       FaultKind
	RetryAfter int // seconds, for TooManyRequests; 0 means 1
	Delay      time.Duration
}

// FaultRates makes calls fail at random, reproducibly: the n-th call meets the same fate for the same Seed. Each rate is
// a share between 0 and 1; together they must not exceed 1.
type FaultRates struct {
	Seed            uint64
	TooManyRequests float64
	ServerError     float64
	BadGateway      float64
	DropBefore      float64
	DropAfter       float64
	Slow            float64
	RetryAfter      int           // seconds, for TooManyRequests
	Delay           time.Duration // for Slow
	Methods         []string      // only these; none means all but getUpdates
}

// faults decides the fate of each call.
type faults struct {
	rates FaultRates

	mu     sync.Mutex
	rng    *rand.Rand
	script map[string][]Fault // by method in lower case; "" is any method
	counts map[FaultKind]int
}

func newFaults(rates FaultRates) *faults {
	rates.Methods = slices.Clone(rates.Methods)
	for i, m := range rates.Methods {
		rates.Methods[i] = strings.ToLower(m)
	}
	return &faults{
		rates: rates, rng: rand.New(rand.NewPCG(rates.Seed, 1)),
		script: make(map[string][]Fault), counts: make(map[FaultKind]int),
	}
}

// Fail makes the next calls of a method fail, one fault for each call, before any random fault. An empty method means
// any, getUpdates included.
func (b *Bot) Fail(method string, list ...Fault) {
	b.faults.mu.Lock()
	defer b.faults.mu.Unlock()
	method = strings.ToLower(method)
	b.faults.script[method] = append(b.faults.script[method], list...)
}

// next returns the fault that this call meets; an empty kind is none.
func (f *faults) next(method string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, key := range []string{method, ""} {
		if list := f.script[key]; len(list) > 0 {
			f.script[key] = list[1:]
			f.counts[list[0].Kind]++
			return list[0]
		}
	}
	fault := f.random(method)
	if fault.Kind != "" {
		f.counts[fault.Kind]++
	}
	return fault
}

func (f *faults) random(method string) Fault {
	r := &f.rates
	if len(r.Methods) > 0 && !slices.Contains(r.Methods, method) || len(r.Methods) == 0 && method == "getupdates" {
		return Fault{}
	}
	roll := f.rng.Float64()
	for _, choice := range []struct {
		share float64
		fault Fault
	}{
		{r.TooManyRequests, Fault{Kind: TooManyRequests, RetryAfter: r.RetryAfter}},
		{r.ServerError, Fault{Kind: ServerError}},
		{r.BadGateway, Fault{Kind: BadGateway}},
		{r.DropBefore, Fault{Kind: DropBefore}},
		{r.DropAfter, Fault{Kind: DropAfter}},
		{r.Slow, Fault{Kind: Slow, Delay: r.Delay}},
	} {
		if roll < choice.share {
			return choice.fault
		}
		roll -= choice.share
	}
	return Fault{}
}

// before plays the part of a fault that comes before handling, and tells whether the call is over.
func (f Fault) before(w http.ResponseWriter, c *call) bool {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-c.ctx.Done():
			return true
		}
	}
	switch f.Kind {
	case TooManyRequests:
		writeError(w, tooMany(max(1, f.RetryAfter)))
	case ServerError:
		writeError(w, &apiError{Code: http.StatusInternalServerError, Description: "Internal Server Error"})
	case BadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
			"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"))
	case DropBefore:
		hangUp()
	default:
		return false
	}
	return true
}

// hangUp ends the connection without an answer.
func hangUp() { panic(http.ErrAbortHandler) }
