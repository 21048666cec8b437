package main

import (
	"cmp"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"danbiet/bot"
)

// storageFlags say where the data is. An empty one takes its value from the configuration file, or its default.
type storageFlags struct {
	DatabaseURL   string `name:"database-url" env:"DANBIET_DATABASE_URL" placeholder:"URL" help:"The database, sqlite:PATH or postgres://… Default: sqlite:danbiet.db"`
	SecretKeyFile string `env:"DANBIET_SECRET_KEY_FILE" placeholder:"FILE" help:"The key that seals personal data, made when it is missing. Back it up apart from the database. Default: secret.key beside the SQLite file."`
	ConfigFile    string `name:"config" env:"DANBIET_CONFIG" placeholder:"FILE" help:"A YAML file with these settings (database_url, listen …) and a list of wards, for an installation with several. Variables and flags go first."`
}

// serverFlags are what serve needs on top, and doctor looks at.
type serverFlags struct {
	storageFlags
	RedisURL      string `name:"redis-url" env:"DANBIET_REDIS_URL" placeholder:"URL" help:"Redis, for several replicas on one PostgreSQL. Without it: one process."`
	Listen        string `env:"DANBIET_LISTEN" placeholder:"ADDRESS" help:"Where to listen, HOST:PORT. Default: :8080"`
	PublicURL     string `name:"public-url" env:"DANBIET_PUBLIC_URL" placeholder:"URL" help:"Where citizens reach this server, https://HOST."`
	ClientHeader  string `env:"DANBIET_CLIENT_HEADER" placeholder:"NAME" help:"The header in which the proxy in front names the visitor's address, such as X-Real-IP. Without it every visitor behind a proxy counts as one."`
	WardProfile   string `name:"ward" env:"DANBIET_WARD" placeholder:"FILE" help:"A ward's profile to apply at start, with procedures.yaml and disclosures/ beside it."`
	Token         string `name:"telegram-token" env:"DANBIET_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"The bot's token from @BotFather. The flag shows in the list of processes: better the variable, or the file."`
	TokenFile     string `name:"telegram-token-file" env:"DANBIET_TELEGRAM_TOKEN_FILE" placeholder:"FILE" help:"A file that holds the token."`
	TelegramAPI   string `name:"telegram-api" env:"DANBIET_TELEGRAM_API" placeholder:"URL" help:"The Bot API server. Default: the public one."`
	TelegramMode  string `env:"DANBIET_TELEGRAM_MODE" placeholder:"MODE" help:"webhook (Telegram calls this server) or poll (this server asks; one process only). Default: webhook when the public URL is https."`
	Secret        string `name:"telegram-secret" env:"DANBIET_TELEGRAM_SECRET" placeholder:"TEXT" help:"What Telegram shows at the webhook: 1 to 256 of A-Z a-z 0-9 _ -. Default: made from the secret key."`
	TelegramRate  string `env:"DANBIET_TELEGRAM_RATE" placeholder:"N" help:"Messages a second that a bot sends at most; 0: no limit. Default: 30"`
	TelegramChats string `name:"telegram-chat-rate" env:"DANBIET_TELEGRAM_CHAT_RATE" placeholder:"N" help:"Messages a second to one chat at most, three at once; 0: no limit. Default: 1"`
}

// Config is the checked configuration of a server.
type Config struct {
	DatabaseURL, SecretKeyFile string
	Redis                      *redis.Options // nil: one process
	Listen                     string
	PublicURL                  string // without a slash at the end; "" where there is none
	ClientHeader               string
	TelegramAPI                string
	TelegramMode               string // webhook or poll
	Rates                      bot.Rates
	Wards                      []WardConfig
	Token, Secret              string // of the only ward's bot; "" for none
}

// WardConfig is what the configuration says of one ward.
type WardConfig struct {
	Setting       string // where it stands, for errors: DANBIET_WARD, or the configuration file and the entry
	Profile       string // a file to apply at start, "" for a ward that was applied before
	Slug          string // of that ward
	Token, Secret string // of its bot; "" for none
}

// The modes of Telegram.
const (
	modeWebhook = "webhook"
	modePoll    = "poll"
)

// chatBurst is how many messages Telegram takes at once for one chat.
const chatBurst = 3

// setting is a value with the name of the place where somebody set it.
type setting struct{ name, value string }

// wrong is the error that names the setting. It never quotes a secret: the caller says what it shows.
func (s setting) wrong(format string, args ...any) error {
	return wrongUsage(s.name+": "+format, args...)
}

// chooser picks each setting from its flag or variable, which kong has read, or from the file.
type chooser struct {
	file *configFile
	path string
}

func (c chooser) setting(variable, flag, inFile, fallback string) setting {
	if flag == "" && inFile != "" {
		return setting{c.path + ": " + strings.ToLower(strings.TrimPrefix(variable, "DANBIET_")), inFile}
	}
	return setting{variable, cmp.Or(flag, fallback)}
}

// config checks the storage's part of a configuration.
func (f storageFlags) config() (Config, error) {
	c, err := f.chooser()
	if err != nil {
		return Config{}, err
	}
	return f.storage(c)
}

func (f storageFlags) chooser() (chooser, error) {
	c := chooser{file: &configFile{}, path: f.ConfigFile}
	if f.ConfigFile == "" {
		return c, nil
	}
	var err error
	c.file, err = readConfigFile(f.ConfigFile)
	return c, err
}

func (f storageFlags) storage(c chooser) (Config, error) {
	database, err := f.database(c)
	if err != nil {
		return Config{}, err
	}
	key := c.setting("DANBIET_SECRET_KEY_FILE", f.SecretKeyFile, c.file.SecretKeyFile, "")
	path, isSQLite := strings.CutPrefix(database, "sqlite:")
	if !isSQLite && key.value == "" {
		return Config{}, key.wrong("it must name a file when the database is PostgreSQL; the key is made there when it is missing")
	}
	return Config{DatabaseURL: database, SecretKeyFile: cmp.Or(key.value, filepath.Join(filepath.Dir(path), "secret.key"))}, nil
}

func (f storageFlags) database(c chooser) (string, error) {
	database := c.setting("DANBIET_DATABASE_URL", f.DatabaseURL, c.file.DatabaseURL, "sqlite:danbiet.db")
	path, isSQLite := strings.CutPrefix(database.value, "sqlite:")
	isPostgres := strings.HasPrefix(database.value, "postgres://") || strings.HasPrefix(database.value, "postgresql://")
	if !isPostgres && (!isSQLite || path == "") { // what was given may hold a password
		return "", database.wrong("it must be sqlite:PATH or postgres://USER@HOST/NAME")
	}
	return database.value, nil
}

// config checks the whole configuration of a server. The error names the first setting that is wrong.
func (f serverFlags) config() (Config, error) {
	c, err := f.chooser()
	if err != nil {
		return Config{}, err
	}
	config, err := f.storage(c)
	if err != nil {
		return Config{}, err
	}
	for _, part := range []func(chooser, *Config) error{f.network, f.redis, f.telegram, f.wards} {
		if err := part(c, &config); err != nil {
			return Config{}, err
		}
	}
	return config, nil
}

func (f serverFlags) network(c chooser, config *Config) error {
	listen := c.setting("DANBIET_LISTEN", f.Listen, c.file.Listen, ":8080")
	if err := checkAddress(listen); err != nil {
		return err
	}
	public := c.setting("DANBIET_PUBLIC_URL", f.PublicURL, c.file.PublicURL, "")
	if err := checkURL(public); err != nil {
		return err
	}
	header := c.setting("DANBIET_CLIENT_HEADER", f.ClientHeader, c.file.ClientHeader, "")
	if header.value != "" && !headerForm.MatchString(header.value) {
		return header.wrong("%q is not the name of a header", header.value)
	}
	config.Listen, config.PublicURL, config.ClientHeader = listen.value, strings.TrimSuffix(public.value, "/"), header.value
	return nil
}

var headerForm = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

func checkAddress(s setting) error {
	_, port, err := net.SplitHostPort(s.value)
	if err != nil {
		return s.wrong("%q is not HOST:PORT, such as :8080 or 127.0.0.1:8080", s.value)
	}
	return checkPort(s, port)
}

func checkPort(s setting, port string) error {
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return s.wrong("%q is no port, which is a number up to 65535", port)
	}
	return nil
}

// checkURL checks the address of a server: http or https, without a path. An empty value passes.
func checkURL(s setting) error {
	if s.value == "" {
		return nil
	}
	u, err := url.Parse(s.value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/")+u.RawQuery+u.Fragment != "" {
		return s.wrong("it must be https://HOST, without a path")
	}
	if port := u.Port(); port != "" {
		return checkPort(s, port)
	}
	return nil
}

func (f serverFlags) redis(c chooser, config *Config) error {
	s := c.setting("DANBIET_REDIS_URL", f.RedisURL, c.file.RedisURL, "")
	if s.value == "" {
		return nil
	}
	options, err := redis.ParseURL(s.value)
	if err != nil { // it may quote the password
		return s.wrong("it must be redis://HOST:PORT/NUMBER")
	}
	// Notices of a cloud's maintenance: a Redis beside the program sends none, and the client logs past our logger.
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	config.Redis = options
	return nil
}

var (
	tokenForm  = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{10,100}$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

func (f serverFlags) telegram(c chooser, config *Config) error {
	api := c.setting("DANBIET_TELEGRAM_API", f.TelegramAPI, c.file.TelegramAPI, bot.DefaultTelegramAPI)
	if err := checkURL(api); err != nil {
		return err
	}
	config.TelegramAPI = strings.TrimSuffix(api.value, "/")
	if err := f.mode(c, config); err != nil {
		return err
	}
	perBot, err := c.setting("DANBIET_TELEGRAM_RATE", f.TelegramRate, c.file.TelegramRate.String(), "30").rate()
	if err != nil {
		return err
	}
	perChat, err := c.setting("DANBIET_TELEGRAM_CHAT_RATE", f.TelegramChats, c.file.TelegramChatRate.String(), "1").rate()
	if err != nil {
		return err
	}
	config.Rates = bot.Rates{PerBot: perBot, PerChat: perChat, ChatBurst: chatBurst}
	config.Token, config.Secret, err = f.account()
	return err
}

func (s setting) rate() (float64, error) {
	rate, err := strconv.ParseFloat(s.value, 64)
	if err != nil || !(rate >= 0 && rate <= 100_000) {
		return 0, s.wrong("%q is not a number of messages a second; 0 is no limit", s.value)
	}
	return rate, nil
}

func (f serverFlags) mode(c chooser, config *Config) error {
	fallback := modePoll
	if strings.HasPrefix(config.PublicURL, "https://") {
		fallback = modeWebhook
	}
	mode := c.setting("DANBIET_TELEGRAM_MODE", f.TelegramMode, c.file.TelegramMode, fallback)
	config.TelegramMode = mode.value
	switch {
	case mode.value != modeWebhook && mode.value != modePoll:
		return mode.wrong("%q is neither webhook nor poll", mode.value)
	case mode.value == modeWebhook && config.PublicURL == "":
		return wrongUsage("DANBIET_PUBLIC_URL: Telegram's webhook needs the address of this server; or set DANBIET_TELEGRAM_MODE=poll")
	case mode.value == modeWebhook && config.TelegramAPI == bot.DefaultTelegramAPI && !strings.HasPrefix(config.PublicURL, "https://"):
		return wrongUsage("DANBIET_PUBLIC_URL: Telegram delivers to https only; or set DANBIET_TELEGRAM_MODE=poll")
	}
	return nil
}

// account reads the token and the secret of the only ward's bot from flags and variables.
func (f serverFlags) account() (token, secret string, err error) {
	if f.Token != "" && f.TokenFile != "" {
		return "", "", wrongUsage("DANBIET_TELEGRAM_TOKEN: DANBIET_TELEGRAM_TOKEN_FILE is set too; set one of them")
	}
	return readAccount(setting{"DANBIET_TELEGRAM_TOKEN", f.Token}, setting{"DANBIET_TELEGRAM_TOKEN_FILE", f.TokenFile}, setting{"DANBIET_TELEGRAM_SECRET", f.Secret})
}

func readAccount(token, file, secret setting) (string, string, error) {
	if file.value != "" {
		raw, err := os.ReadFile(file.value)
		if err != nil {
			return "", "", file.wrong("%v", err)
		}
		token = setting{file.name, strings.TrimSpace(string(raw))}
		if token.value == "" {
			return "", "", token.wrong("the file %s is empty", file.value)
		}
	}
	if token.value != "" && !tokenForm.MatchString(token.value) {
		return "", "", token.wrong("that is not a bot's token, which looks like 123456789:AAE…")
	}
	if secret.value != "" && !secretForm.MatchString(secret.value) {
		return "", "", secret.wrong("it must be 1 to 256 of A-Z a-z 0-9 _ -")
	}
	return token.value, secret.value, nil
}

// wards gathers the wards of the file and of DANBIET_WARD.
func (f serverFlags) wards(c chooser, config *Config) (err error) {
	if config.Wards, err = c.file.wards(c.path); err != nil {
		return err
	}
	if f.WardProfile == "" {
		return nil
	}
	if len(config.Wards) > 0 {
		return wrongUsage("DANBIET_WARD: %s lists wards already; add the profile there", c.path)
	}
	config.Wards = []WardConfig{{Setting: "DANBIET_WARD", Profile: f.WardProfile, Token: config.Token, Secret: config.Secret}}
	config.Token = ""
	return nil
}
