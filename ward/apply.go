package ward

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"danbiet/db"
)

// Apply writes a profile. A new slug makes a new ward; applying the same profile again changes nothing.
func (h *House) Apply(ctx context.Context, p *Profile) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("apply the profile: %w", err)
	}
	err = h.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO ward (ward_id, slug, profile, applied_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (slug) DO UPDATE SET profile = excluded.profile, applied_at = excluded.applied_at WHERE ward.profile <> excluded.profile`,
			h.IDs.Next(), p.Slug, string(raw), millis(h.Now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("apply the profile: %w", err)
	}
	h.forget(p.Slug)
	return nil
}

// MistakeError is what is wrong with a file that somebody wrote for a ward, or that it cannot be read.
type MistakeError struct {
	File string // within its folder
	Err  error
}

func (e *MistakeError) Error() string { return e.File + ": " + e.Err.Error() }

func (e *MistakeError) Unwrap() error { return e.Err }

// readFile reads a file; its error is a MistakeError.
func readFile(folder fs.FS, name string) ([]byte, error) {
	raw, err := fs.ReadFile(folder, name)
	if failed := (*fs.PathError)(nil); errors.As(err, &failed) {
		err = failed.Err // the file is named already
	}
	if err != nil {
		return nil, &MistakeError{name, err}
	}
	return raw, nil
}

// Folder is what somebody wrote for a ward, read and checked.
type Folder struct {
	Profile     *Profile
	procedures  []Procedure
	disclosures []Disclosure
}

// ReadFolder reads a folder: a profile in file, and beside it, where they are, procedures.yaml and disclosures/*.yaml.
// What is wrong with a file is a *MistakeError.
func ReadFolder(folder fs.FS, file string) (*Folder, error) {
	raw, err := readFile(folder, file)
	if err != nil {
		return nil, err
	}
	profile, err := ParseProfile(raw)
	if err != nil {
		return nil, &MistakeError{file, err}
	}
	procedures, err := readProcedures(folder)
	if err != nil {
		return nil, err
	}
	for _, procedure := range procedures {
		if _, ok := profile.Field(procedure.Field); !ok && procedure.Field != "" {
			err := fmt.Errorf("procedure %s: field %q is not among the profile's fields", procedure.Slug, procedure.Field)
			return nil, &MistakeError{proceduresFile, err}
		}
	}
	disclosures, err := readDisclosures(folder)
	if err != nil {
		return nil, err
	}
	return &Folder{profile, procedures, disclosures}, nil
}

// ApplyFolder reads a folder and applies it. Everything is read and checked before anything is written.
func (h *House) ApplyFolder(ctx context.Context, folder fs.FS, file string) (*Profile, error) {
	f, err := ReadFolder(folder, file)
	if err != nil {
		return nil, err
	}
	return f.Profile, h.ApplyRead(ctx, f)
}

// ApplyRead applies what ReadFolder has read.
func (h *House) ApplyRead(ctx context.Context, f *Folder) error {
	if err := h.Apply(ctx, f.Profile); err != nil {
		return err
	}
	return h.Write(ctx, f.Profile.Slug, func(w *Ward) error {
		for _, p := range f.procedures {
			if err := w.PutProcedure(ctx, p); err != nil {
				return err
			}
		}
		for _, d := range f.disclosures {
			if err := w.PutDisclosure(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

const proceduresFile = "procedures.yaml"

func readProcedures(folder fs.FS) ([]Procedure, error) {
	names, err := fs.Glob(folder, proceduresFile)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	raw, err := readFile(folder, proceduresFile)
	if err != nil {
		return nil, err
	}
	all, err := ParseProcedures(raw)
	if err != nil {
		return nil, &MistakeError{proceduresFile, err}
	}
	return all, nil
}

func readDisclosures(folder fs.FS) ([]Disclosure, error) {
	names, err := fs.Glob(folder, "disclosures/*.yaml")
	if err != nil {
		return nil, err
	}
	seen := map[string]string{}
	all := make([]Disclosure, 0, len(names))
	for _, name := range names {
		raw, err := readFile(folder, name)
		if err != nil {
			return nil, err
		}
		d, err := ParseDisclosure(raw)
		if err != nil {
			return nil, &MistakeError{name, err}
		}
		if first, twice := seen[d.Slug]; twice {
			return nil, &MistakeError{name, fmt.Errorf("the slug %s stands in %s too", d.Slug, path.Base(first))}
		}
		seen[d.Slug] = name
		all = append(all, d)
	}
	return all, nil
}
