// Package crowd is a crowd of scripted citizens on the fake Bot API: for load runs and for tests under load.
//
// A citizen does one thing, waits for the bot's answer and does the next, as a person does. What comes next is read from
// the question that the bot has asked, never from a count, so a citizen finds the way when updates come twice or late.
package crowd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"danbiet/bot/telegramtest"
)

// Act is what a citizen does: one of words, a press and a shared phone number.
type Act struct {
	Text  string
	Press string // the button's data
	Phone bool
	Aside string // words in the same breath, just before; they are answered too
	Last  bool   // nothing is left to do after this act's answer
}

// Script is a role that citizens play.
type Script struct {
	// Next decides what the citizen does about the last message, the zero Message at the beginning.
	Next func(*Citizen, telegramtest.Message) (Act, error)
	// Asks tells whether a message waits for the citizen. What the bot says before such a message is only read.
	Asks func(telegramtest.Message) bool
	// Code reads the tracking code that a message tells, "" for none. The last act's answer is one that tells a code;
	// without Code it is one like any other.
	Code func(telegramtest.Message) string
}

// Citizen is one person in a private chat with the bot.
type Citizen struct {
	User *telegramtest.User
	Code string // the tracking code of the last petition, "" before

	script Script
	random *rand.Rand
	last   telegramtest.Message // the last message that waited for the citizen
	acts   int
	done   bool
}

// New makes a citizen who has not written yet. The same id draws the same words.
func New(b *telegramtest.Bot, id int64, s Script) *Citizen {
	return &Citizen{User: b.User(id), script: s, random: rand.New(rand.NewPCG(uint64(id), 1))}
}

// Done reports whether the citizen has done all that the script holds.
func (c *Citizen) Done() bool { return c.done }

// Acts is how often the citizen has done something.
func (c *Citizen) Acts() int { return c.acts }

// Step is one act and what came of it.
type Step struct {
	Press   bool
	First   time.Duration // from the act to the first message that the server took
	Replies int           // messages up to the one that waits for the citizen
}

// Step does the next thing and waits for the bot to ask for more.
func (c *Citizen) Step(ctx context.Context) (Step, error) {
	act, err := c.script.Next(c, c.last)
	if err != nil {
		return Step{}, err
	}
	before := c.last.ID
	at := time.Now()
	c.do(act)
	step := Step{Press: act.Press != ""}
	answers := c.answers(act)
	c.last, err = c.User.WaitFor(ctx, func(m telegramtest.Message) bool {
		if m.ID <= before {
			return false
		}
		step.count(m, at)
		return answers(m)
	})
	if err != nil {
		return step, fmt.Errorf("citizen %d got no answer to act %d: %w", c.User.ID(), c.acts, err)
	}
	if c.done = act.Last; c.done && c.script.Code != nil {
		c.Code = c.script.Code(c.last)
	}
	return step, nil
}

// answers returns what tells whether a message completes the answer to an act. It is asked about messages in order,
// and about the first ones again and again.
func (c *Citizen) answers(a Act) func(telegramtest.Message) bool {
	if a.Last && c.script.Code != nil {
		return func(m telegramtest.Message) bool { return c.script.Code(m) != "" }
	}
	missing, newest := 1, 0
	if a.Aside != "" {
		missing = 2
	}
	return func(m telegramtest.Message) bool {
		if m.ID > newest && c.script.Asks(m) {
			newest = m.ID
			missing--
		}
		return missing == 0
	}
}

// count takes a message of the answer into account. The messages are looked at anew, from the oldest, at each wake-up.
func (s *Step) count(m telegramtest.Message, since time.Time) {
	if first := m.At.Sub(since); s.Replies == 0 || first <= s.First {
		s.First, s.Replies = first, 0
	}
	s.Replies++
}

func (c *Citizen) do(a Act) {
	c.acts++
	if a.Aside != "" {
		c.User.SendText(a.Aside)
	}
	switch {
	case a.Press != "":
		c.User.Press(c.last.ID, a.Press)
	case a.Phone:
		c.User.SendContact(c.User.Phone(), c.User.ID())
	default:
		c.User.SendText(a.Text)
	}
}
