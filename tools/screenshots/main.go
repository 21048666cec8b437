// Command screenshots takes the pictures of the documentation: it starts the program's demo, has Chromium play the scenes
// in scenes.txt, and writes a PNG for each "shot".
//
//	go -C tools run ./screenshots -program ../bin/danbiet -to ../docs/screenshots
//	go -C tools run ./screenshots -url http://127.0.0.1:8080 -to ../docs/screenshots -only chat
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/chromedp"
)

//go:embed scenes.txt
var scenesText string

func main() {
	program := flag.String("program", "../bin/danbiet", "the program whose demo is shown")
	address := flag.String("url", "", "a running server to show instead")
	folder := flag.String("to", "../docs/screenshots", "the folder of the pictures")
	only := flag.String("only", "", "play only the scenes whose name begins so")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *program, *address, *folder, *only); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, address, folder, only string) error {
	scenes, err := parse(scenesText)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if address == "" {
		var end func()
		if address, end, err = startDemo(ctx, program); err != nil {
			return err
		}
		defer end()
	}
	for _, s := range scenes {
		if !strings.HasPrefix(s.name, only) {
			continue
		}
		if err := play(ctx, s, address, folder); err != nil {
			return fmt.Errorf("scene %s: %w", s.name, err)
		}
	}
	return nil
}

// startDemo runs the demo on a spare port with data of its own, and returns its address once it answers. The function
// that it returns ends the demo and removes the data.
func startDemo(ctx context.Context, program string) (string, func(), error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	host := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return "", nil, err
	}
	data, err := os.MkdirTemp("", "danbiet-screenshots")
	if err != nil {
		return "", nil, err
	}
	demo := exec.CommandContext(ctx, program, "demo", "--listen", host, "--data", data)
	demo.Stdout, demo.Stderr = os.Stderr, os.Stderr
	demo.Cancel = func() error { return demo.Process.Signal(syscall.SIGTERM) }
	demo.WaitDelay = 10 * time.Second
	if err := demo.Start(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(data))
	}
	end := func() {
		if demo.Cancel() == nil {
			_ = demo.Wait() // it was told to end: how does not matter
		}
		_ = os.RemoveAll(data)
	}
	if err := waitFor(ctx, "http://"+host+"/healthz"); err != nil {
		end()
		return "", nil, err
	}
	return "http://" + host, end, nil
}

// waitFor asks for a page until it answers 200, for half a minute at most.
func waitFor(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return errors.New("the demo did not answer in time")
		case <-again.C:
		}
	}
}

// play plays a scene in a browser of its own, without cookies or history.
func play(ctx context.Context, s scene, address, folder string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "vi"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium has no sandbox for root
	}
	ctx, closeBrowser := chromedp.NewExecAllocator(ctx, options...)
	defer closeBrowser()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateScale(s.scale))); err != nil {
		return err
	}
	for _, step := range s.steps {
		if err := act(ctx, step, address, folder); err != nil {
			return fmt.Errorf("line %d: %s: %w", step.line, step.verb, err)
		}
	}
	return nil
}

func act(ctx context.Context, step step, address, folder string) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	switch step.verb {
	case "open":
		return chromedp.Do(ctx, chromedp.Navigate(address+step.rest))
	case "type":
		selector, text, _ := strings.Cut(step.rest, " ")
		return chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS(selector), text))
	case "click":
		return chromedp.Do(ctx, chromedp.Click(chromedp.CSS(step.rest)))
	case "until":
		_, err := chromedp.Run(ctx, chromedp.Poll[bool]("Boolean("+step.rest+")"))
		return err
	case "shot":
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, step.rest+".png"), png, 0o644)
	default:
		return errors.New("no such step")
	}
}
