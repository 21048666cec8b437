package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/goccy/go-yaml"

	"danbiet/ward"
)

// configFile is the YAML form of a configuration: the variables in small letters without DANBIET_, and the wards.
type configFile struct {
	DatabaseURL      string     `yaml:"database_url"`
	SecretKeyFile    string     `yaml:"secret_key_file"`
	RedisURL         string     `yaml:"redis_url"`
	Listen           string     `yaml:"listen"`
	PublicURL        string     `yaml:"public_url"`
	ClientHeader     string     `yaml:"client_header"`
	TelegramAPI      string     `yaml:"telegram_api"`
	TelegramMode     string     `yaml:"telegram_mode"`
	TelegramRate     *number    `yaml:"telegram_rate"`
	TelegramChatRate *number    `yaml:"telegram_chat_rate"`
	Wards            []fileWard `yaml:"wards"`
}

// fileWard is one ward in a configuration file: one with a profile is applied at start, one with a slug was applied
// before. Paths are relative to the configuration file.
type fileWard struct {
	Profile   string `yaml:"profile"`
	Slug      string `yaml:"slug"`
	Token     string `yaml:"telegram_token"`
	TokenFile string `yaml:"telegram_token_file"`
	Secret    string `yaml:"telegram_secret"`
}

// number is a number that may be missing.
type number float64

func (n *number) String() string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(float64(*n), 'g', -1, 64)
}

// readConfigFile reads a file. Unknown words are errors that name the line.
func readConfigFile(path string) (*configFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, wrongUsage("DANBIET_CONFIG: %v", err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, wrongUsage("DANBIET_CONFIG: %s is a folder, it must be a file", path)
	}
	var file configFile
	err = yaml.NewDecoder(f, yaml.Strict()).Decode(&file)
	if err != nil && !errors.Is(err, io.EOF) { // an empty file sets nothing
		return nil, wrongUsage("%s: %v", path, ward.ExplainYAML(err))
	}
	return &file, nil
}

func (f *configFile) wards(path string) ([]WardConfig, error) {
	var all []WardConfig
	for i, w := range f.Wards {
		name := fmt.Sprintf("%s: wards[%d]", path, i)
		if (w.Profile == "") == (w.Slug == "") {
			return nil, wrongUsage("%s: a ward has either a profile, a file to apply, or the slug of one that was applied before", name)
		}
		if w.Token != "" && w.TokenFile != "" {
			return nil, wrongUsage("%s: telegram_token and telegram_token_file are both set; set one of them", name)
		}
		token, secret, err := readAccount(setting{name + ": telegram_token", w.Token},
			setting{name + ": telegram_token_file", beside(path, w.TokenFile)}, setting{name + ": telegram_secret", w.Secret})
		if err != nil {
			return nil, err
		}
		all = append(all, WardConfig{Setting: name, Profile: beside(path, w.Profile), Slug: w.Slug, Token: token, Secret: secret})
	}
	return all, nil
}

// beside makes a path relative to the file that names it.
func beside(file, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// applyFile applies a ward's profile together with what lies beside it. What is wrong with a file is a
// *ward.MistakeError that names the file by its whole path.
func applyFile(ctx context.Context, h *ward.House, path string) (*ward.Profile, error) {
	read, err := readProfile(path)
	if err != nil {
		return nil, err
	}
	return read.Profile, h.ApplyRead(ctx, read)
}

// readProfile reads a profile and what stands beside it.
func readProfile(path string) (*ward.Folder, error) {
	folder := filepath.Dir(path)
	read, err := ward.ReadFolder(os.DirFS(folder), filepath.Base(path))
	if mistake := (*ward.MistakeError)(nil); errors.As(err, &mistake) {
		return nil, &ward.MistakeError{File: filepath.Join(folder, filepath.FromSlash(mistake.File)), Err: mistake.Err}
	}
	return read, err
}
