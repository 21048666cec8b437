package console

import (
	"net/http"
	"time"

	"danbiet/ward"
)

// DeskRoute is a route of the console as a test walks it.
type DeskRoute struct {
	Method, Path string
	Inside       bool
	May          ward.Permission
}

// DeskRoutes is the table that the console is made of.
func DeskRoutes() (all []DeskRoute) {
	for _, r := range routes() {
		all = append(all, DeskRoute{Method: r.method, Path: r.path, Inside: r.stage == inside, May: r.may})
	}
	return all
}

// BrowserOf is browserOf.
func BrowserOf(agent string) string { return browserOf(agent) }

// Packs is packs.
func Packs(mime string) bool { return packs(mime) }

// Quick is the handler of a desk whose inbox looks for changes, and shows that it is there, every few milliseconds.
func Quick(c Desk) (http.Handler, error) { return c.handler(5*time.Millisecond, 20*time.Millisecond) }

// LiveStreams is liveStreams.
const LiveStreams = liveStreams
