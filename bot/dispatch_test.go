package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/bot"
	"danbiet/bot/telegramtest"
	"danbiet/db/dbtest"
	"danbiet/talk"
	"danbiet/ward"
)

// newsroom is a hall whose ward announces something.
type newsroom struct {
	*hall
	dispatcher *bot.Dispatcher
	grown      []string
	editor     ward.Staff
}

// author is the chat of whoever writes the announcements.
const author = 900

func openNewsroom(t *testing.T, options ...telegramtest.Option) *newsroom {
	t.Helper()
	n := &newsroom{hall: openHall(t, dbtest.SQLite(t), nil, options...)}
	profile := &ward.Profile{Slug: "minh-duc", Name: "UBND", Short: "phường", Topics: []ward.Topic{{Slug: "chung", Name: "Chung"}}}
	if err := n.house.Apply(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	n.dispatcher = &bot.Dispatcher{
		House: n.house, Owner: 1, Logger: n.sender.Logger, Bots: map[string]*bot.Telegram{"minh-duc": n.telegram},
		Fleet: &bot.Fleet{House: n.house, Channel: bot.TelegramChannel, Senders: map[string]*bot.Sender{"minh-duc": n.sender}, Now: time.Now, Logger: n.sender.Logger},
		Compose: func(_ *ward.Profile, a ward.Announcement, _ ward.Run) []talk.Message {
			return []talk.Message{{Title: a.Notice.Title, Text: a.Notice.Text}}
		},
		Show: showRun,
		Ended: func(ctx context.Context, w *ward.Ward, run ward.Run) error {
			s, err := w.Showing(ctx, run.ID)
			return errors.Join(err, w.Notify(ctx, s.To.Channel, s.To.Chat, ward.LaneNotice, showRun(s, w.Now())))
		},
		Grown: func(_, channel, chat string) { n.grown = append(n.grown, channel+" "+chat) },
	}
	n.write(func(w *ward.Ward) error {
		token, err := w.AddStaff(t.Context(), ward.Staff{Login: "lanhdao", Name: "Lãnh đạo", Role: ward.RoleLeader})
		if err != nil {
			return err
		}
		n.editor, err = w.LinkStaff(t.Context(), token, bot.TelegramChannel, strconv.Itoa(author))
		return err
	})
	n.fake.User(author).Meet()
	n.know(bot.TelegramChannel, author)
	return n
}

func showRun(s ward.Showing, now time.Time) talk.Message {
	return talk.Message{Title: s.Title(), Text: s.Text(now)}
}

func (n *newsroom) write(do func(w *ward.Ward) error) {
	n.t.Helper()
	if err := n.house.Write(n.t.Context(), "minh-duc", do); err != nil {
		n.t.Fatal(err)
	}
}

// know makes conversations that can be written to.
func (n *newsroom) know(channel string, ids ...int64) {
	n.t.Helper()
	for _, id := range ids {
		n.fake.User(id).Meet()
		n.write(func(w *ward.Ward) error {
			chat := strconv.FormatInt(id, 10)
			found, err := w.Lock(n.t.Context(), channel, []string{chat})
			if err != nil {
				return err
			}
			return w.SaveConversations(n.t.Context(), []*ward.Conversation{found[chat]})
		})
	}
}

// announce starts an emergency of the author's own.
func (n *newsroom) announce(text string) (id int64) {
	n.t.Helper()
	n.write(func(w *ward.Ward) (err error) {
		ctx := n.t.Context()
		id, err = w.Compose(ctx, n.editor, ward.Notice{Title: "Bão", Text: text, Topic: "chung", Emergency: true, Plan: ward.Plan{At: w.Now()}})
		return errors.Join(err, w.Submit(ctx, id, n.editor), w.Approve(ctx, id, 1, n.editor))
	})
	if started, err := n.house.StartRuns(n.t.Context()); err != nil || started != 1 {
		n.t.Fatalf("%d runs started, %v", started, err)
	}
	return id
}

func (n *newsroom) run() (stop func()) {
	ctx, cancel := context.WithCancel(n.t.Context())
	done := make(chan struct{})
	go func() { n.dispatcher.Run(ctx); close(done) }()
	return func() { cancel(); <-done }
}

func TestAnAnnouncementGoesToEverybodyAndItsAuthorSeesHowFarItIs(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t)
	n.know(bot.TelegramChannel, 1, 2, 3)
	n.know("web", 4)
	n.fake.User(3).Deactivate()
	n.announce("Bão số 5 vào đêm nay.")
	stop := n.run()
	for id := int64(1); id <= 2; id++ {
		same(t, "heard", []string{"Bão\n\nBão số 5 vào đêm nay."}, n.hears(n.fake.User(id), 1))
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	summary, err := n.fake.User(author).WaitFor(ctx, func(m telegramtest.Message) bool { return strings.HasPrefix(m.Text, "Đã phát xong: Bão") })
	if err != nil {
		t.Fatalf("no summary has come: %v; %s", err, n.log)
	}
	for _, want := range []string{"100 % (5/5)", "Đã đến: 4", "Không liên lạc được: 1"} {
		if !strings.Contains(summary.Text, want) {
			t.Errorf("the summary lacks %q:\n%s", want, summary.Text)
		}
	}
	stop()
	same(t, "logs that have grown", []string{"web 4"}, n.grown)
}

func TestProgressIsShownInOneMessage(t *testing.T) {
	t.Parallel()
	b, fake, citizen := openTelegram(t, ignore)
	ref, err := b.Show(t.Context(), "7", "", talk.Message{Title: "Đang phát", Text: "10 %"})
	if err != nil || ref == "" {
		t.Fatalf("ref = %q, %v", ref, err)
	}
	for _, text := range []string{"20 %", "20 %", "30 %"} { // the same again is no error
		if again, err := b.Show(t.Context(), "7", ref, talk.Message{Title: "Đang phát", Text: text}); err != nil || again != ref {
			t.Errorf("%s: ref = %q, %v; want %q", text, again, err, ref)
		}
	}
	if all := citizen.Messages(); len(all) != 1 || all[0].Text != "Đang phát\n\n30 %" {
		t.Errorf("messages: %+v", all)
	}
	if other, err := b.Show(t.Context(), "7", "12345", talk.Message{Text: "40 %"}); err != nil || other == "12345" {
		t.Errorf("a message that is no more is shown as %q, %v; want a new one", other, err)
	}
	fake.Fail("editMessageText", telegramtest.Fault{Kind: telegramtest.TooManyRequests, RetryAfter: 3})
	if same, err := b.Show(t.Context(), "7", ref, talk.Message{Text: "50 %"}); !errors.As(err, new(bot.Flooded)) || same != ref {
		t.Errorf("ref = %q, %v; want the same, and a pause", same, err)
	}
}

func TestAPauseTakesHoldAtOnce(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t)
	n.sender.Stop() // nothing is sent yet
	n.sender = &bot.Sender{House: n.house, Channel: bot.TelegramChannel, Deliver: n.telegram.Deliver, Limits: bot.NewLocalLimits(bot.Rates{}, time.Now), Now: time.Now, Logger: n.sender.Logger}
	n.dispatcher.Fleet.Senders["minh-duc"] = n.sender
	n.know(bot.TelegramChannel, 1, 2, 3)
	id := n.announce("Mất điện.")
	held := make(chan *ward.Letter, 10)
	deliver := n.sender.Deliver
	goOn := make(chan struct{})
	n.sender.Workers = 1
	n.sender.Deliver = func(ctx context.Context, l *ward.Letter) error {
		held <- l
		<-goOn
		return deliver(ctx, l)
	}
	n.sender.Start(t.Context())
	if err := n.dispatcher.Dispatch(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := <-held // one is in the sender's hand
	n.write(func(w *ward.Ward) error { return w.Pause(t.Context(), id, n.editor) })
	close(goOn)
	chat, _ := strconv.ParseInt(first.Chat, 10, 64)
	n.hears(n.fake.User(chat), 1)
	n.sender.Stop()
	heard := 0
	for _, id := range []int64{1, 2, 3, author} {
		heard += n.fake.User(id).Count()
	}
	if heard != 1 {
		t.Errorf("%d citizens were told after the pause; want the one that was in hand", heard)
	}
}

func TestTheFilesOfAnAnnouncementComeBeforeItsText(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t)
	n.know(bot.TelegramChannel, 1)
	n.know("web", 4)
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		n.write(func(w *ward.Ward) error {
			return w.Publish(t.Context(), ward.File{ID: name, Name: name, Mime: "application/pdf", Data: []byte("%PDF " + name)})
		})
	}
	n.dispatcher.Compose = func(_ *ward.Profile, a ward.Announcement, _ ward.Run) []talk.Message {
		return []talk.Message{{File: &talk.Sent{ID: "a.pdf", Name: "a.pdf"}}, {File: &talk.Sent{ID: "b.pdf", Name: "b.pdf"}}, {Text: a.Notice.Text, File: &talk.Sent{ID: "c.pdf", Name: "c.pdf"}}}
	}
	n.announce("Ba tệp.")
	stop := n.run()
	defer stop()
	n.hears(n.fake.User(1), 3)
	var got []string
	for _, m := range n.fake.User(1).Messages() {
		got = append(got, fmt.Sprintf("%s %s, silent: %v", m.File.Name, m.Text, m.Silent))
	}
	same(t, "heard", []string{"a.pdf , silent: true", "b.pdf , silent: true", "c.pdf Ba tệp., silent: false"}, got)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	summary, err := n.fake.User(author).WaitFor(ctx, func(m telegramtest.Message) bool { return strings.HasPrefix(m.Text, "Đã phát xong: Bão") })
	if err != nil || !strings.Contains(summary.Text, "Đã đến: 3") {
		t.Errorf("the summary is %q, %v; want three who were told, however many messages each got", summary.Text, err)
	}
}
