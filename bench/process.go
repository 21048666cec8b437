package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"danbiet/bot/telegramtest"
)

// process is a program under measurement.
type process struct {
	command *exec.Cmd
	ended   chan error
	log     *os.File
}

// secret of the webhook. Everything stays on this machine.
const secret = "danbiet-bench"

// start runs a contender against the fake server.
func start(ctx context.Context, c contender, fake *telegramtest.Server, folder string, env []string) (*process, error) {
	address, err := spareAddress()
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, c.command[0], c.command[1:]...)
	command.Dir, command.Stdout, command.Stderr = folder, log, log
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.WaitDelay = 10 * time.Second
	command.Env = append(withoutOurs(os.Environ()), env...)
	command.Env = append(command.Env, "DANBIET_LISTEN="+address, "DANBIET_PUBLIC_URL=http://"+address,
		"DANBIET_TELEGRAM_API="+fake.URL(), "DANBIET_TELEGRAM_TOKEN="+fake.Token(), "DANBIET_TELEGRAM_SECRET="+secret,
		"DANBIET_TELEGRAM_MODE=webhook", "DANBIET_SECRET_KEY_FILE="+filepath.Join(folder, "secret.key"), "DANBIET_WARD="+c.profile)
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", c.command[0], err)
	}
	p := &process{command: command, ended: make(chan error, 1), log: log}
	go func() { p.ended <- command.Wait() }()
	return p, nil
}

// withoutOurs drops variables that would configure the program from outside.
func withoutOurs(env []string) []string {
	var kept []string
	for _, e := range env {
		if !strings.HasPrefix(e, "DANBIET_") {
			kept = append(kept, e)
		}
	}
	return kept
}

// spareAddress is an address that nothing listened on a moment ago.
func spareAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// peak is the most memory that the process has held at a time, in bytes: its resident set, as the kernel has counted it.
func (p *process) peak() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmHWM:" {
			kilobytes, err := strconv.ParseInt(fields[1], 10, 64)
			return kilobytes << 10, err
		}
	}
	return 0, fmt.Errorf("no VmHWM in /proc/%d/status", p.command.Process.Pid)
}

// used is how much processor time the process has taken.
func (p *process) used() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name in brackets may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/%d/stat is too short", p.command.Process.Pid)
	}
	user, errUser := strconv.ParseInt(fields[11], 10, 64)
	system, errSystem := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * (time.Second / ticks), errors.Join(errUser, errSystem)
}

// ticks is how many parts of a second /proc counts in. Linux shows the same to every program.
const ticks = 100

// stop asks the process to end and waits until it has.
func (p *process) stop() error {
	defer func() { _ = p.log.Close() }()
	select {
	case err := <-p.ended:
		return fmt.Errorf("the program has ended by itself: %v; it said: %s", err, p.said())
	default:
	}
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-p.ended:
		return nil
	case <-time.After(20 * time.Second):
		return p.command.Process.Kill()
	}
}

// said is the end of the program's log.
func (p *process) said() string {
	text, _ := os.ReadFile(p.log.Name()) // a log that cannot be read says nothing
	if len(text) > 2000 {
		text = text[len(text)-2000:]
	}
	return strings.TrimSpace(string(text))
}

func cores() int { return runtime.NumCPU() }
