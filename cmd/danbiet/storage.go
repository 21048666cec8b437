package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"danbiet/db"
	"danbiet/sample"
	"danbiet/seal"
	"danbiet/ward"
)

// house is an open installation.
type house struct {
	*ward.House
	newKey bool // the secret key was made just now
}

// Close closes the database.
func (h *house) Close() error { return h.DB.Close() }

// openDatabase opens a database. What is wrong with the setting itself is wrong usage; a server that is away is not.
func openDatabase(ctx context.Context, url string) (*db.DB, error) {
	wrong := setting{name: "DANBIET_DATABASE_URL"}.wrong
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, wrong("%v", err)
		}
		if file, err := os.Stat(path); err == nil && file.IsDir() {
			return nil, wrong("%s is a folder, it must be a file", path)
		}
	}
	d, err := db.Open(ctx, url)
	if errors.Is(err, db.ErrURL) {
		return nil, wrong("%v", err)
	}
	return d, err
}

// openHouse opens an installation, and makes what is missing of it: tables and key.
func openHouse(ctx context.Context, c Config) (*house, error) {
	d, err := openDatabase(ctx, c.DatabaseURL)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	if err := noOtherKey(ctx, d, c.SecretKeyFile); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	key, made, err := seal.LoadOrCreate(c.SecretKeyFile)
	if err != nil {
		return nil, errors.Join(wrongUsage("DANBIET_SECRET_KEY_FILE: %v", err), d.Close())
	}
	return checked(ctx, d, key, made)
}

// noOtherKey refuses to go on where a key would be made for a database that was written with another one: the new file
// would be in the way of the right one, and would look like it.
func noOtherKey(ctx context.Context, d *db.DB, keyFile string) error {
	if _, err := os.Stat(keyFile); !errors.Is(err, fs.ErrNotExist) {
		return nil // LoadOrCreate says what else is wrong with it
	}
	known, err := ward.HasKey(ctx, d)
	if err != nil || !known {
		return err
	}
	return wrongUsage("DANBIET_SECRET_KEY_FILE: the secret key file %s is missing, and this database was written with another key; restore it from your backup", keyFile)
}

// openExisting opens an installation and makes nothing: a command that only looks must not leave an empty database
// behind where the configuration names the wrong place.
func openExisting(ctx context.Context, c Config) (*house, error) {
	if path, ok := strings.CutPrefix(c.DatabaseURL, "sqlite:"); ok {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("there is no database at %s: set DANBIET_DATABASE_URL, or start the server once", path)
		}
	}
	d, err := openDatabase(ctx, c.DatabaseURL)
	if err != nil {
		return nil, err
	}
	migrated, err := d.Migrated(ctx)
	if err == nil && !migrated {
		err = errors.New("the database's tables are not up to date: run danbiet migrate")
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	key, err := seal.Load(c.SecretKeyFile)
	if err != nil {
		return nil, errors.Join(wrongUsage("DANBIET_SECRET_KEY_FILE: %v", err), d.Close())
	}
	return checked(ctx, d, key, false)
}

func checked(ctx context.Context, d *db.DB, key *seal.Key, made bool) (*house, error) {
	h := &house{House: ward.NewHouse(d, key), newKey: made}
	if err := h.CheckKey(ctx); err != nil {
		return nil, errors.Join(wrongUsage("DANBIET_SECRET_KEY_FILE: %v", err), d.Close())
	}
	return h, nil
}

// onlyWard is the ward that a command means: the named one, or the only one there is.
func onlyWard(ctx context.Context, h *ward.House, slug string) (string, error) {
	slugs, err := h.Slugs(ctx)
	if err != nil {
		return "", err
	}
	switch {
	case slug != "":
		if _, err := h.Profile(ctx, slug); errors.Is(err, ward.ErrNoWard) {
			return "", wrongUsage("--ward: there is no ward %q; there are: %s", slug, strings.Join(slugs, ", "))
		} else if err != nil {
			return "", err
		}
		return slug, nil
	case len(slugs) == 1:
		return slugs[0], nil
	case len(slugs) == 0:
		return "", errors.New("there is no ward yet: run danbiet ward apply FILE")
	}
	return "", wrongUsage("--ward: name one of %s", strings.Join(slugs, ", "))
}

// dataFolder is a folder with everything that an installation on one machine needs.
type dataFolder struct {
	path      string
	temporary bool
}

// openDataFolder makes the folder at a path; without a path the one of this user, or a temporary one where the user has
// no home.
func openDataFolder(path string) (dataFolder, error) {
	d := dataFolder{path: path}
	if path == "" {
		d.path = userData()
	}
	var err error
	if d.path == "" {
		d.temporary = true
		d.path, err = os.MkdirTemp("", "danbiet")
	} else {
		err = os.MkdirAll(d.path, 0o700)
	}
	if err != nil {
		return d, fmt.Errorf("make the data folder: %w", err)
	}
	return d, nil
}

// userData is where this user's programs keep data; "" when that cannot be told.
func userData() string {
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "danbiet")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	if info, err := os.Stat(home); err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(home, ".local", "share", "danbiet")
}

// files are where an installation in the folder keeps its database and its key.
func (d dataFolder) files() (databaseURL, keyFile string) {
	return "sqlite:" + filepath.Join(d.path, "danbiet.db"), filepath.Join(d.path, "secret.key")
}

// Close removes a temporary folder.
func (d dataFolder) Close() error {
	if !d.temporary {
		return nil
	}
	return os.RemoveAll(d.path)
}

// The sample ward's file in sample.FS, and its name.
const (
	sampleProfile = "ward.yaml"
	sampleSlug    = "minh-duc"
)

// applySample applies the sample ward with its record, unless the installation has wards of its own.
func applySample(ctx context.Context, h *ward.House) error {
	slugs, err := h.Slugs(ctx)
	if err != nil {
		return err
	}
	for _, slug := range slugs {
		if p, err := h.Profile(ctx, slug); err != nil || !p.Sample {
			return err
		}
	}
	if err := apply(ctx, h, sample.FS, sampleProfile); err != nil {
		return err
	}
	if err := sample.Register(ctx, h, sampleSlug); err != nil {
		return err
	}
	return reportSample(ctx, h)
}

func apply(ctx context.Context, h *ward.House, folder fs.FS, file string) error {
	_, err := h.ApplyFolder(ctx, folder, file)
	return err
}
