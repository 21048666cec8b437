package telegramtest

import (
	"errors"
	"hash/maphash"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Bot is one bot of a server: its chats, files, updates and settings. Nothing is shared between bots.
type Bot struct {
	set   *settings
	token string
	user  wireUser
	seed  maphash.Seed

	lastID atomic.Int64 // of messages: they share one sequence, as those of a bot's private chats do

	mu        sync.Mutex // guards the fields below; may be taken under a chat's lock, never the other way
	chats     map[int64]*chat
	people    map[int64]*User
	callbacks map[string]*callback
	presses   []*callback // oldest first, for forgetting
	serial    uint64      // of callbacks and albums
	profile   profile

	files   *fileStore
	updates *updates
	meter   meter
	faults  *faults
	tally   tally
}

func newBot(set *settings, token string, id int64) *Bot {
	b := &Bot{
		set: set, token: token, seed: maphash.MakeSeed(),
		user:      wireUser{ID: id, IsBot: true, FirstName: "Trợ lý ảo", Username: "danbiet_test_bot"},
		chats:     make(map[int64]*chat),
		people:    make(map[int64]*User),
		callbacks: make(map[string]*callback),
		profile:   newProfile(),
		files:     newFileStore(id),
		updates:   newUpdates(set),
		meter:     meter{limits: set.limits},
		faults:    newFaults(set.rates),
		tally:     tally{calls: make(map[string]int), refused: make(map[int]int)},
	}
	b.updates.reply = b.webhookReply
	return b
}

// Token is the bot's token.
func (b *Bot) Token() string { return b.token }

// ID is the bot's user id.
func (b *Bot) ID() int64 { return b.user.ID }

func (b *Bot) now() time.Time { return b.set.now() }

func (b *Bot) newMessageID() int { return int(b.lastID.Add(1)) }

func (b *Bot) newSerial() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.serial++
	return strconv.FormatUint(uint64(b.user.ID)<<20+b.serial, 10)
}

// serve plays the faults round the handling of a call.
func (b *Bot) serve(w http.ResponseWriter, c *call) {
	fault := b.faults.next(c.method)
	if fault.Kind != "" && fault.before(w, c) {
		return
	}
	result, err := b.run(c)
	if fault.Kind == DropAfter {
		hangUp()
	}
	if err != nil {
		writeError(w, err)
		return
	}
	writeResult(w, result)
}

// run carries out a call.
func (b *Bot) run(c *call) (any, error) {
	handle, ok := methods[c.method]
	if !ok {
		return nil, &apiError{Code: http.StatusNotFound, Description: "Not Found: method not found"}
	}
	result, err := handle(b, c)
	code := 0
	var refusal *apiError
	if errors.As(err, &refusal) {
		code = refusal.Code
	}
	b.tally.call(c.method, code)
	return result, err
}

// chatOf finds the chat that a call is about.
func (b *Bot) chatOf(c *call) (*chat, error) {
	raw := c.args["chat_id"]
	if raw == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(raw, 10, 64)
	if err != nil {
		return nil, badRequest("chat not found") // a name, and there are no public chats here
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if found := b.chats[id]; found != nil {
		return found, nil
	}
	return nil, badRequest("chat not found")
}
