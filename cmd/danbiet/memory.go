package main

import (
	"context"
	"runtime"
	"runtime/debug"
)

// headroomSize is in bytes.
const headroomSize = 8 << 20

// settleMemory gives back what the start has used, and asks for memory that is never touched. That takes no room in the
// machine, but the garbage collector counts it as in use, and lets as much garbage again come together before it
// collects. A program whose own data are a few megabytes would otherwise collect after every few hundred updates, which
// took a fifth of its processor time.
func (a *App) settleMemory(context.Context) error {
	debug.FreeOSMemory()
	headroom := make([]byte, headroomSize)
	a.atEnd(func() error { runtime.KeepAlive(headroom); return nil })
	return nil
}
