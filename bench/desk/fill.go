package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"danbiet/law"
	"danbiet/ward"
)

// slug is the sample ward's.
const slug = "minh-duc"

// inABatch is how many petitions are filed in one transaction.
const inABatch = 500

// fill files the petitions over the last two years, the open ones last. Some are late, some are given to somebody.
func fill(ctx context.Context, h *ward.House, s settings) error {
	today := h.Now()
	defer func() { h.Now = time.Now }()
	open := s.petitions * s.open / 100
	for first := 0; first < s.petitions; first += inABatch {
		err := h.Write(ctx, slug, func(w *ward.Ward) error {
			for i := first; i < min(first+inABatch, s.petitions); i++ {
				ago := 60*24*time.Hour + 700*24*time.Hour*time.Duration(s.petitions-i)/time.Duration(s.petitions)
				isOpen := i >= s.petitions-open
				if isOpen {
					ago = 40 * 24 * time.Hour * time.Duration(s.petitions-i) / time.Duration(open)
				}
				h.Now = func() time.Time { return today.Add(-ago) }
				if err := file(ctx, w, i, isOpen); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("file petitions from %d on: %w", first, err)
		}
	}
	return nil
}

// file files a petition, and takes it back where it is to be closed.
func file(ctx context.Context, w *ward.Ward, i int, open bool) error {
	kinds, fields, places := law.PetitionKinds(), w.Profile.Fields, w.Profile.Neighbourhoods
	filed, err := w.File(ctx, ward.Draft{
		Key: "bench-" + strconv.Itoa(i), Kind: kinds[i%len(kinds)], Field: fields[i%len(fields)].Slug, Neighbourhood: places[i%len(places)].Slug,
		Channel: "web", Chat: "bench-" + strconv.Itoa(i%5000), Content: ward.Content{What: "Rác ở đầu ngõ chưa được thu gom, xin phường cho dọn."},
	})
	if err != nil || open {
		return err
	}
	p, err := w.Petition(ctx, filed.Code)
	if err != nil {
		return err
	}
	return w.Withdraw(ctx, p)
}

// accounts is how many officers have an account: making one hashes a password, and takes long on purpose. They share them.
const accounts = 50

// signIn makes accounts with a session each and returns the tokens of their cookies. The first is the leader, who hands
// every third of the most urgent cases out.
func signIn(ctx context.Context, h *ward.House, officers int) (tokens []string, err error) {
	for i := range min(officers, accounts) {
		login, role := "can-bo-"+strconv.Itoa(i), ward.RoleHandler
		if i == 0 {
			role = ward.RoleLeader
		}
		token, err := enter(ctx, h, ward.Staff{Login: login, Name: "Cán bộ " + strconv.Itoa(i), Role: role})
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, token)
	}
	return tokens, h.Write(ctx, slug, func(w *ward.Ward) error {
		everybody, err := w.Everybody(ctx)
		if err != nil {
			return err
		}
		page, err := w.Inbox(ctx, ward.Inbox{View: ward.ViewNew, Limit: 1000})
		if err != nil {
			return err
		}
		for i, c := range page.Cases {
			if i%3 == 0 {
				if _, err := w.Assign(ctx, c.ID, everybody[i%len(everybody)].ID, everybody[0], c.Version); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// enter takes somebody the whole way from the invitation to a session.
func enter(ctx context.Context, h *ward.House, who ward.Staff) (token string, err error) {
	var invitation string
	err = h.Write(ctx, slug, func(w *ward.Ward) (err error) {
		if _, err = w.AddStaff(ctx, who); err == nil {
			invitation, err = w.NewInvitation(ctx, who.Login)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	half, err := h.Accept(ctx, slug, invitation, "một câu dài để đo", "bench", "")
	if err != nil {
		return "", err
	}
	var session ward.Session
	var app ward.TOTP
	err = h.Read(ctx, slug, func(w *ward.Ward) (err error) {
		if session, err = w.SessionOf(ctx, half); err == nil {
			app, err = w.Secret(ctx, session)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	token, _, err = h.PassCode(ctx, slug, session, app.CodeAt(h.Now()))
	return token, err
}
