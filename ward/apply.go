package ward

import (
	"context"
	"encoding/json"
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
	h.mu.Lock()
	delete(h.profiles, p.Slug)
	h.mu.Unlock()
	return nil
}

// ApplyFolder applies a folder: a profile in file, and beside it, where they are, procedures.yaml and
// disclosures/*.yaml. Everything is read and checked before anything is written; errors name the file.
func (h *House) ApplyFolder(ctx context.Context, folder fs.FS, file string) (*Profile, error) {
	raw, err := fs.ReadFile(folder, file)
	if err != nil {
		return nil, fmt.Errorf("read the profile: %w", err)
	}
	profile, err := ParseProfile(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	procedures, err := readProcedures(folder)
	if err != nil {
		return nil, err
	}
	for _, procedure := range procedures {
		if _, ok := profile.Field(procedure.Field); !ok && procedure.Field != "" {
			return nil, fmt.Errorf("procedures.yaml: procedure %s: field %q is not among the profile's fields", procedure.Slug, procedure.Field)
		}
	}
	disclosures, err := readDisclosures(folder)
	if err != nil {
		return nil, err
	}
	if err := h.Apply(ctx, profile); err != nil {
		return nil, err
	}
	return profile, h.Write(ctx, profile.Slug, func(w *Ward) error {
		for _, p := range procedures {
			if err := w.PutProcedure(ctx, p); err != nil {
				return err
			}
		}
		for _, d := range disclosures {
			if err := w.PutDisclosure(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func readProcedures(folder fs.FS) ([]Procedure, error) {
	names, err := fs.Glob(folder, "procedures.yaml")
	if err != nil || len(names) == 0 {
		return nil, err
	}
	raw, err := fs.ReadFile(folder, names[0])
	if err != nil {
		return nil, fmt.Errorf("read the procedures: %w", err)
	}
	all, err := ParseProcedures(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
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
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read a disclosure: %w", err)
		}
		d, err := ParseDisclosure(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if first, twice := seen[d.Slug]; twice {
			return nil, fmt.Errorf("%s: the slug %s stands in %s too", name, d.Slug, path.Base(first))
		}
		seen[d.Slug] = name
		all = append(all, d)
	}
	return all, nil
}
