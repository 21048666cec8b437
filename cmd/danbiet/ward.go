package main

import (
	"context"
	"errors"
	"fmt"

	"danbiet/ward"
)

// wardCmd manages wards.
type wardCmd struct {
	Apply wardApplyCmd `cmd:"" help:"Create or change a ward from its profile; applying the same again changes nothing."`
}

// wardApplyCmd applies a ward's profile.
type wardApplyCmd struct {
	storageFlags
	File string `arg:"" placeholder:"FILE" help:"The profile in YAML. procedures.yaml and disclosures/*.yaml beside it are applied too."`
}

// Run applies the profile and says what the ward has then.
func (c wardApplyCmd) Run(ctx context.Context, s streams) (err error) {
	config, err := c.config()
	if err != nil {
		return err
	}
	read, err := readProfile(c.File) // before a database is made for it
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := h.ApplyRead(ctx, read); err != nil {
		return err
	}
	profile := read.Profile
	return h.Read(ctx, profile.Slug, func(w *ward.Ward) error {
		procedures, err := w.Procedures(ctx)
		if err != nil {
			return err
		}
		disclosures, err := w.Disclosures(ctx, 0)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "%s (%s): %d neighbourhoods, %d officials, %d procedures, %d disclosures\n",
			capital(profile.Short), profile.Slug, len(profile.Neighbourhoods), len(profile.Officials), len(procedures), len(disclosures))
		return err
	})
}
