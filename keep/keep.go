//go:build keep

package keep

import (
	_ "codeberg.org/go-pdf/fpdf"
	_ "github.com/a-h/templ"
	_ "github.com/alecthomas/kong"
	_ "github.com/arran4/golang-ical"
	_ "github.com/chromedp/chromedp"
	_ "github.com/gabriel-vasile/mimetype"
	_ "github.com/go-redis/redis_rate/v10"
	_ "github.com/go-telegram/bot"
	_ "github.com/goccy/go-yaml"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/pressly/goose/v3"
	_ "github.com/prometheus/client_golang/prometheus/promhttp"
	_ "github.com/redis/go-redis/v9"
	_ "github.com/robfig/cron/v3"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/rogpeppe/go-internal/txtar"
	_ "github.com/skip2/go-qrcode"
	_ "github.com/tink-crypto/tink-go/v2/aead"
	_ "github.com/tink-crypto/tink-go/v2/prf"
	_ "github.com/xuri/excelize/v2"
	_ "golang.org/x/crypto/argon2"
	_ "golang.org/x/sync/errgroup"
	_ "golang.org/x/text/unicode/norm"
	_ "golang.org/x/time/rate"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
