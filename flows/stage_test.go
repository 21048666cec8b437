package flows_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/flows"
	"danbiet/sample"
	"danbiet/seal"
	"danbiet/talk"
	"danbiet/ward"
)

// stage plays transcripts on a real database with the sample ward, a fixed clock and drawn-before-hand randomness.
type stage struct {
	house *ward.House
	now   time.Time
}

const sampleWard = "minh-duc"

func openStage(t *testing.T, d *db.DB) *stage {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{house: ward.NewHouse(d, key)}
	s.house.Now = func() time.Time { return s.now }
	s.house.IDs = ward.NewIDs(s.house.Now)
	s.house.Words, s.house.StaffWords, s.house.VisitWords = flows.CaseNews, flows.StaffSays, flows.VisitWords
	if _, err := s.house.ApplyFolder(t.Context(), sample.FS, "ward.yaml"); err != nil {
		t.Fatal(err)
	}
	return s
}

// scene is one transcript being played.
type scene struct {
	*stage
	router  *flows.Router
	manner  manner
	base    string
	chat    string
	updates int
	last    []talk.Message            // what the citizen sees buttons of
	pushed  map[string][]talk.Message // by chat: what came without being asked for
	rows    []string
	drawn   []drawn
	out     bytes.Buffer
}

// drawn is a code or a PIN that chance has given, and what the transcript calls it: "{code}", "{pin}", of a second
// petition "{code2}".
type drawn struct{ name, value string }

// play plays a script and returns it with the bot's side as it is now.
func (s *stage) play(ctx context.Context, name string, script []byte, m manner) ([]byte, error) {
	s.now = time.Date(2024, 3, 4, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	seed := [32]byte{}
	copy(seed[:], name)
	s.house.Random = rand.NewChaCha8(seed)
	runs := 0
	sc := &scene{
		stage: s, manner: m, base: name, chat: name, router: flows.New(func() string { runs++; return "r" + strconv.Itoa(runs) }).WithFigures(figuresOf),
		pushed: map[string][]talk.Message{},
	}
	for line := range strings.Lines(string(script)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "<"), strings.HasPrefix(line, "  "), strings.HasPrefix(line, "="):
			continue // the bot's side is written anew
		}
		fmt.Fprintln(&sc.out, line)
		if err := sc.line(ctx, sc.filled(line)); err != nil {
			return sc.out.Bytes(), fmt.Errorf("%q: %w", line, err)
		}
	}
	return sc.out.Bytes(), nil
}

func (sc *scene) line(ctx context.Context, line string) error {
	said, isSaid := strings.CutPrefix(line, "> ")
	directive, isDirective := strings.CutPrefix(line, "~ ")
	switch {
	case isSaid && strings.HasPrefix(said, "["):
		in, err := sc.press(strings.Trim(said, "[]"))
		if err != nil {
			return err
		}
		return sc.deliver(ctx, in)
	case isSaid:
		return sc.deliver(ctx, talk.Input{Text: unquote(said)})
	case isDirective:
		return sc.direct(ctx, directive)
	}
	return nil
}

// receipt finds what chance has given in the message that tells it to the citizen.
var receipt = regexp.MustCompile(`(?m)^(?:Mã hồ sơ|Case code|(Mã PIN|PIN)[^:\n]*): (HS-\S+|[0-9]{6})$`)

// learn remembers the codes and PINs of a message.
func (sc *scene) learn(text string) {
	for _, found := range receipt.FindAllStringSubmatch(text, -1) {
		kind, value := "code", found[2]
		if found[1] != "" {
			kind = "pin"
		}
		sc.name(kind, value)
	}
}

// filled is a line of the script with the codes and PINs that it names. A code may be asked for as people mistype it:
// "{code:bare}" without HS and hyphens, "{code:small}" so in small letters, "{code:slip}" with another last letter,
// "{code:cut}" without it.
func (sc *scene) filled(line string) string {
	for _, d := range sc.drawn {
		name, last := strings.TrimSuffix(d.name, "}"), d.value[:len(d.value)-1]
		slip := last + "A"
		if slip == d.value {
			slip = last + "B"
		}
		bare := strings.ReplaceAll(strings.TrimPrefix(d.value, "HS"), "-", "")
		line = strings.NewReplacer(d.name, d.value, name+":bare}", bare, name+":small}", strings.ToLower(bare),
			name+":slip}", slip, name+":cut}", last).Replace(line)
	}
	return line
}

// named is what the bot says, with the transcript's names for what chance has given.
func (sc *scene) named(said string) string {
	for _, d := range sc.drawn {
		said = strings.ReplaceAll(said, d.value, d.name)
	}
	return said
}

// unquote lets a script write line breaks and marks apart from their letters: "a\nb".
func unquote(s string) string {
	if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`); err == nil {
		return plain
	}
	return s
}

// press finds a button by what stands in brackets: a choice's value, "go:…", "key:value" for one that is stale, or
// "run:key:value" for one of an earlier run.
func (sc *scene) press(value string) (talk.Input, error) {
	number := 0
	for _, m := range slices.Backward(sc.last) {
		for _, row := range m.Rows {
			for _, b := range row {
				if b.URL != "" {
					continue
				}
				number++
				if shown(b) != value {
					continue
				}
				if sc.manner == withNumbers && len(sc.pushed[sc.chat]) == 0 && !strings.ContainsAny(shown(b), "<!~") {
					return talk.Input{Text: strconv.Itoa(number)}, nil
				}
				return talk.Input{Button: b.Data}, nil
			}
		}
		if number > 0 {
			break
		}
	}
	if strings.HasPrefix(value, "go:") || strings.Count(value, ":") == 2 {
		return talk.Input{Button: value}, nil
	}
	if key, v, ok := strings.Cut(value, ":"); ok {
		return talk.Input{Button: "r0:" + key + ":" + v}, nil
	}
	return talk.Input{}, fmt.Errorf("no button has the value %q", value)
}

// shown is how a transcript writes a button's data.
func shown(b talk.Button) string {
	if strings.HasPrefix(b.Data, "go:") {
		return b.Data
	}
	parts := strings.SplitN(b.Data, ":", 3)
	return parts[len(parts)-1]
}

func (sc *scene) direct(ctx context.Context, d string) error {
	word, rest, _ := strings.Cut(d, " ")
	switch word {
	case "at": // the clock
		at, err := time.ParseInLocation("2006-01-02 15:04", rest, sc.now.Location())
		sc.now = at
		return err
	case "wait": // time passes, and the job that looks after waiting conversations runs
		d, err := time.ParseDuration(rest)
		if err != nil {
			return err
		}
		sc.now = sc.now.Add(d)
		return sc.tick(ctx)
	case "back":
		return sc.deliver(ctx, talk.Input{Text: "quay lại"})
	case "lang":
		return sc.deliver(ctx, talk.Input{Text: "/" + rest})
	case "start":
		return sc.deliver(ctx, talk.Input{Text: "/start", Start: rest})
	case "chat": // another citizen, or the first one again
		sc.chat = sc.base + rest
		sc.last = sc.pushed[sc.chat]
		return nil
	case "staff": // somebody of the staff is added, and opens their one-time link here
		return sc.hire(ctx, rest)
	case "relink": // the same person opens a new link, in another chat
		return sc.relink(ctx, rest)
	case "broadcast": // the job that starts announcements, and what hands them out
		return sc.broadcast(ctx)
	case "desk": // the staff take a step with a case: CODE STATUS [NUMBER OF A DOCUMENT] [reason]
		return sc.move(ctx, rest)
	case "merge": // the staff close a case as a duplicate: CODE MAIN
		return sc.merge(ctx, rest)
	case "split": // the staff make a case of a part: CODE KIND words
		return sc.split(ctx, rest)
	case "schedule": // the desk changes the schedule: KIND DAY [TO|WHO] reason
		return sc.decide(ctx, rest)
	case "answer": // the staff answer in the present chat's talk
		return sc.inTalk(ctx, func(w *ward.Ward, id int64) error { return w.AnswerHandover(ctx, id, rest, officer) })
	case "endtalk": // the staff end the present chat's talk
		return sc.inTalk(ctx, func(w *ward.Ward, id int64) error { return w.EndHandover(ctx, id, officer) })
	case "memory": // what an earlier version of the program has saved
		return sc.remember(ctx, rest)
	}
	in, err := shared(word, rest)
	if err != nil {
		return err
	}
	return sc.deliver(ctx, in)
}

// shared is an input that is not words: "photo a.jpg", "files a.jpg b.pdf", "refused film.mp4", "location 20.9 106.1",
// "contact own 0912…", "contact other 0912…".
func shared(word, rest string) (talk.Input, error) {
	fields := strings.Fields(rest)
	switch word {
	case "photo", "files", "voice", "album":
		var in talk.Input
		for _, name := range fields {
			f := talk.File{Kind: talk.Photo, Name: name, Mime: "image/jpeg", Data: []byte("bytes of " + name)}
			if word == "album" {
				f.Album = "album"
			}
			in.Files = append(in.Files, f)
		}
		return in, nil
	case "refused":
		return talk.Input{Refused: []talk.Refusal{{Name: rest, Reason: talk.WrongType}}}, nil
	case "toolarge":
		return talk.Input{Refused: []talk.Refusal{{Name: rest, Reason: talk.TooLarge, Limit: 20 << 20}}}, nil
	case "location":
		lat, errLat := strconv.ParseFloat(fields[0], 64)
		lon, errLon := strconv.ParseFloat(fields[1], 64)
		if errLat != nil || errLon != nil {
			return talk.Input{}, fmt.Errorf("location needs two numbers")
		}
		return talk.Input{Location: &talk.Location{Latitude: lat, Longitude: lon}}, nil
	case "contact":
		return talk.Input{Contact: &talk.Contact{Own: fields[0] == "own", Phone: fields[1]}}, nil
	}
	return talk.Input{}, fmt.Errorf("unknown directive")
}

// deliver hands an update to the router as the bot does: within a transaction, with its id in the set of seen ones.
func (sc *scene) deliver(ctx context.Context, in talk.Input) error {
	sc.updates++
	id := fmt.Sprintf("%s/%d", sc.chat, sc.updates)
	times := 1
	if sc.manner == twice {
		times = 2
	}
	for range times {
		if err := sc.turn(ctx, id, in); err != nil {
			return err
		}
	}
	return sc.effects(ctx)
}

func (sc *scene) tick(ctx context.Context) error { return sc.turn(ctx, "", talk.Input{Tick: true}) }

func (sc *scene) turn(ctx context.Context, id string, in talk.Input) error {
	var messages []talk.Message
	var posted []*ward.Letter
	err := sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
		conversations, err := w.Lock(ctx, "test", []string{sc.chat})
		if err != nil {
			return err
		}
		if id != "" && conversations[sc.chat].See(id) {
			return nil
		}
		for i, f := range in.Files {
			kept, err := w.Keep(ctx, ward.File{Name: f.Name, Mime: f.Mime, Data: f.Data, Owner: ward.OwnerOf("test", sc.chat)})
			if err != nil {
				return err
			}
			in.Files[i].ID, in.Files[i].Size = kept.ID, kept.Size
		}
		c := conversations[sc.chat]
		if messages, _, err = sc.router.Turn(ctx, w, c, in); err != nil {
			return err
		}
		posted = w.Posted()
		return w.SaveConversations(ctx, []*ward.Conversation{c})
	})
	if err != nil {
		fmt.Fprintf(&sc.out, "! %v\n", err)
		return err
	}
	if len(messages) > 0 {
		sc.last = messages
		delete(sc.pushed, sc.chat)
	}
	for _, m := range messages {
		sc.print(m)
	}
	return sc.push(ctx, posted)
}

func (sc *scene) remember(ctx context.Context, memory string) error {
	return sc.house.Write(ctx, sampleWard, func(w *ward.Ward) error {
		conversations, err := w.Lock(ctx, "test", []string{sc.chat})
		if err != nil {
			return err
		}
		c := conversations[sc.chat]
		c.Memory, c.ExpireAt = []byte(memory), sc.now.Add(time.Hour)
		return w.SaveConversations(ctx, []*ward.Conversation{c})
	})
}
