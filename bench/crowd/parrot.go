package crowd

import "danbiet/bot/telegramtest"

// Parrot is the same visit with a bot that only repeats what it is told: as many presses and messages, in the same order,
// each answered by one message.
var Parrot = Script{Next: nextOfParrot, Asks: func(telegramtest.Message) bool { return true }}

func nextOfParrot(c *Citizen, _ telegramtest.Message) (Act, error) {
	act := parrotVisit[c.acts](c)
	act.Last = c.acts == len(parrotVisit)-1
	return act, nil
}

var parrotVisit = []func(*Citizen) Act{
	says("/start"), presses, presses, presses, presses, presses, saysAny(incidents), saysAny(places), presses, saysAny(names),
	(*Citizen).phone, presses,
}

func presses(*Citizen) Act { return Act{Press: "r4kz81:field:moi-truong"} }

func says(text string) func(*Citizen) Act { return func(*Citizen) Act { return Act{Text: text} } }

func saysAny(all []string) func(*Citizen) Act {
	return func(c *Citizen) Act { return Act{Text: pick(c, all)} }
}
