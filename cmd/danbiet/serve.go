package main

import (
	"context"
	"log/slog"
	"strings"
)

// serveCmd serves citizens.
type serveCmd struct {
	serverFlags
}

// Help is shown after the command's one line.
func (serveCmd) Help() string {
	return `Serves until it is told to stop (SIGTERM, Ctrl+C); then it finishes what it has taken and leaves the rest in the database.

Routes: /chat/WARD, /phuong/WARD/, /console/WARD/ (the staff's desk), POST /telegram/WARD, /healthz (the process runs), /readyz (it can serve), /metrics (figures without personal data; keep it from the public at the proxy in front).

A configuration file for several wards:

    database_url: postgres://danbiet@db/danbiet
    secret_key_file: /etc/danbiet/key
    public_url: https://chat.example.vn
    wards:
      - profile: minh-duc/ward.yaml # applied at start; relative to this file
        telegram_token_file: minh-duc/token
      - slug: thuong-hong # applied before`
}

// Run serves until the program is told to stop.
func (c serveCmd) Run(ctx context.Context, s streams) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	logger := slog.New(slog.NewTextHandler(s.err, nil))
	app := &App{Config: config, Logger: logger}
	return serveUntilTold(ctx, app, func() {
		slugs, err := app.house.Slugs(ctx)
		if err == nil && len(slugs) == 0 {
			logger.Warn("there is no ward yet: set DANBIET_WARD, or run danbiet ward apply FILE")
		}
		logger.Info("serving", "version", programVersion(), "address", app.URL(), "listen", app.listener.Addr().String(),
			"database", string(app.house.DB.Dialect), "wards", strings.Join(slugs, ","), "telegram", strings.Join(app.botSlugs(), ","))
	})
}
