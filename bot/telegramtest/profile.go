package telegramtest

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Command is one line of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// profile is how the bot presents itself, by scope and language. The bot's lock guards it.
type profile struct {
	commands map[string][]Command       // scope JSON + language
	menus    map[string]json.RawMessage // chat_id, "" for the default
	texts    map[string]string          // field + language
}

func newProfile() profile {
	return profile{
		commands: make(map[string][]Command), menus: make(map[string]json.RawMessage), texts: make(map[string]string),
	}
}

// Commands returns the menu that the bot set for a language ("" for all languages) in the default scope.
func (b *Bot) Commands(language string) []Command {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Command(nil), b.profile.commands[`{"type":"default"}`+language]...)
}

// Description returns the text of setMyDescription for a language, and ShortDescription that of the short one.
func (b *Bot) Description(language string) string { return b.profileText("description", language) }

// ShortDescription returns the text of setMyShortDescription for a language.
func (b *Bot) ShortDescription(language string) string {
	return b.profileText("short_description", language)
}

func (b *Bot) profileText(field, language string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.profile.texts[field+language]
}

// commandKey reads scope and language_code.
func commandKey(c *call) (string, error) {
	scope := struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id,omitempty"`
		UserID int64           `json:"user_id,omitempty"`
	}{Type: "default"}
	if raw := c.args["scope"]; raw != "" {
		if err := json.Unmarshal([]byte(raw), &scope); err != nil {
			return "", badRequest("can't parse BotCommandScope JSON object")
		}
	}
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		if len(scope.ChatID) == 0 {
			return "", badRequest("can't parse BotCommandScope: Can't find field \"chat_id\"")
		}
		if scope.Type == "chat_member" && scope.UserID == 0 {
			return "", badRequest("can't parse BotCommandScope: Can't find field \"user_id\"")
		}
	default:
		return "", badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	language, err := languageCode(c)
	if err != nil {
		return "", err
	}
	key, err := json.Marshal(scope)
	if err != nil {
		return "", badRequest("can't parse BotCommandScope JSON object")
	}
	return string(key) + language, nil
}

func languageCode(c *call) (string, error) {
	language := c.args["language_code"]
	if language != "" && (len(language) != 2 || strings.Trim(language, "abcdefghijklmnopqrstuvwxyz") != "") {
		return "", badRequest("LANG_CODE_INVALID")
	}
	return language, nil
}

func setMyCommands(b *Bot, c *call) (any, error) {
	var list []Command
	if raw := c.args["commands"]; raw != "" {
		if err := json.Unmarshal([]byte(raw), &list); err != nil {
			return nil, badRequest("can't parse commands JSON object")
		}
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range list {
		if err := list[i].check(); err != nil {
			return nil, err
		}
	}
	key, err := commandKey(c)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.profile.commands[key] = list
	return true, nil
}

// check trims a command and refuses a bad one. A leading slash is taken off.
func (cmd *Command) check() error {
	cmd.Command = strings.TrimPrefix(strings.TrimSpace(cmd.Command), "/")
	cmd.Description = strings.TrimSpace(cmd.Description)
	switch {
	case cmd.Command == "":
		return badRequest("command must be non-empty")
	case utf8.RuneCountInString(cmd.Command) > 32:
		return badRequest("command length must not exceed 32")
	case strings.Trim(cmd.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "":
		return badRequest("BOT_COMMAND_INVALID")
	case cmd.Description == "":
		return badRequest("command description must be non-empty")
	case utf8.RuneCountInString(cmd.Description) > 256:
		return badRequest("command description length must not exceed 256")
	}
	return nil
}

func deleteMyCommands(b *Bot, c *call) (any, error) {
	key, err := commandKey(c)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.profile.commands, key)
	return true, nil
}

func getMyCommands(b *Bot, c *call) (any, error) {
	key, err := commandKey(c)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Command{}, b.profile.commands[key]...), nil
}

func setChatMenuButton(b *Bot, c *call) (any, error) {
	raw := []byte(c.args["menu_button"])
	if len(raw) == 0 {
		raw = []byte(`{"type":"default"}`)
	}
	var button struct {
		Type   string      `json:"type"`
		Text   string      `json:"text"`
		WebApp *wireWebApp `json:"web_app"`
	}
	if err := json.Unmarshal(raw, &button); err != nil {
		return nil, badRequest("can't parse menu button JSON object")
	}
	switch button.Type {
	case "default", "commands":
	case "web_app":
		if button.Text == "" || button.WebApp == nil {
			return nil, badRequest("can't parse menu button: Can't find field \"web_app\"")
		}
		if !strings.HasPrefix(button.WebApp.URL, "https://") {
			return nil, badRequest("menu button Web App URL '%s' is invalid: Only HTTPS links are allowed", button.WebApp.URL)
		}
	default:
		return nil, badRequest("can't parse menu button: MenuButton has unsupported type")
	}
	if c.args["chat_id"] != "" {
		if _, err := b.chatOf(c); err != nil {
			return nil, err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.profile.menus[c.args["chat_id"]] = bytes.Clone(raw)
	return true, nil
}

// getChatMenuButton returns a chat's own button, or else the default one.
func getChatMenuButton(b *Bot, c *call) (any, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range []string{c.args["chat_id"], ""} {
		if raw := b.profile.menus[key]; raw != nil {
			return raw, nil
		}
	}
	return json.RawMessage(`{"type":"commands"}`), nil
}

// setText stores a text of the profile; an empty one takes it away.
func (b *Bot) setText(c *call, field string, limit int, tooLong string) (any, error) {
	language, err := languageCode(c)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(c.args[field])
	if utf16Len(text) > limit {
		return nil, badRequest("%s", tooLong)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.profile.texts[field+language] = text
	return true, nil
}

func (b *Bot) getText(c *call, field string) (any, error) {
	language, err := languageCode(c)
	if err != nil {
		return nil, err
	}
	return map[string]string{field: b.profileText(field, language)}, nil
}

func setMyDescription(b *Bot, c *call) (any, error) {
	return b.setText(c, "description", 512, "BOT_DESC_INVALID")
}

func setMyShortDescription(b *Bot, c *call) (any, error) {
	return b.setText(c, "short_description", 120, "BOT_SHARETEXT_INVALID")
}

func getMyDescription(b *Bot, c *call) (any, error) { return b.getText(c, "description") }

func getMyShortDescription(b *Bot, c *call) (any, error) { return b.getText(c, "short_description") }
