package main

import (
	"context"
	"runtime/debug"
)

// headroom is memory that is asked for and never touched, so it takes no room in the machine; but the collector counts
// it as in use, and lets as much garbage again come together before it collects. A program whose own data are a few
// megabytes would otherwise collect after every few hundred updates, which took a quarter of its processor time.
var headroom []byte

const headroomSize = 8 << 20 // bytes

// settleMemory gives back what the start has used, and makes the headroom.
func (a *App) settleMemory(context.Context) error {
	debug.FreeOSMemory()
	headroom = make([]byte, headroomSize)
	return nil
}
