package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthCmd asks the server on this machine.
type healthCmd struct {
	Listen string `env:"DANBIET_LISTEN" default:":8080" placeholder:"ADDRESS" help:"Where the server listens."`
}

// healthWithin bounds the question.
const healthWithin = 4 * time.Second

// Run succeeds when /healthz answers 200.
func (c healthCmd) Run(ctx context.Context, s streams) error {
	if err := checkAddress(setting{"DANBIET_LISTEN", c.Listen}); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, healthWithin)
	defer cancel()
	url := localURL(c.Listen) + "/healthz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s at %s", response.Status, url)
	}
	_, err = fmt.Fprintln(s.out, "ok")
	return err
}
