package ward_test

import (
	"context"
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

const goodPassword = "ba con vịt qua cầu"

// gate is a ward with one handler who is invited to the console.
type gate struct {
	t          *testing.T
	house      *ward.House
	now        *time.Time
	invitation string
}

func openGate(t *testing.T, d *db.DB) *gate {
	t.Helper()
	house, now := clockedHouse(t, d)
	minhDuc(t, house)
	g := &gate{t: t, house: house, now: now}
	g.write(func(ctx context.Context, w *ward.Ward) error {
		chat, err := w.AddStaff(ctx, ward.Staff{Login: "xuly", Name: "Người xử lý", Role: ward.RoleHandler})
		if chat == "" {
			t.Error("a handler gets no link to the chat in which they are told of their cases")
		}
		return err
	})
	g.invite()
	return g
}

func (g *gate) write(do func(context.Context, *ward.Ward) error) {
	g.t.Helper()
	ctx := g.t.Context()
	if err := g.house.Write(ctx, "minh-duc", func(w *ward.Ward) error { return do(ctx, w) }); err != nil {
		g.t.Fatal(err)
	}
}

func (g *gate) invite() {
	g.t.Helper()
	g.write(func(ctx context.Context, w *ward.Ward) (err error) {
		g.invitation, err = w.NewInvitation(ctx, "xuly")
		return err
	})
}

// session is that of a token.
func (g *gate) session(token string) (s ward.Session, err error) {
	err = g.house.Read(g.t.Context(), "minh-duc", func(w *ward.Ward) (err error) {
		s, err = w.SessionOf(g.t.Context(), token)
		return err
	})
	return s, err
}

// enrol accepts the invitation and sets up the app.
func (g *gate) enrol() (app ward.TOTP, token string, recovery []string) {
	g.t.Helper()
	ctx := g.t.Context()
	half, err := g.house.Accept(ctx, "minh-duc", g.invitation, goodPassword, "Firefox", "")
	if err != nil {
		g.t.Fatal(err)
	}
	s, err := g.session(half)
	if err != nil || s.Passed || s.Enrolled {
		g.t.Fatalf("after the invitation: %+v, %v; want the second step to come", s, err)
	}
	g.write(func(ctx context.Context, w *ward.Ward) (err error) { app, err = w.Secret(ctx, s); return err })
	token, recovery, err = g.house.PassCode(ctx, "minh-duc", s, app.CodeAt(*g.now))
	if err != nil {
		g.t.Fatal(err)
	}
	if _, err := g.session(half); !errors.Is(err, ward.ErrNoSession) {
		g.t.Errorf("the session of the first step: %v; want none", err)
	}
	return app, token, recovery
}

// half signs in with the right password.
func (g *gate) half() ward.Session {
	g.t.Helper()
	token, err := g.house.SignIn(g.t.Context(), "minh-duc", "xuly", goodPassword, "Firefox")
	if err != nil {
		g.t.Fatal(err)
	}
	s, err := g.session(token)
	if err != nil {
		g.t.Fatal(err)
	}
	return s
}

func eachGate(t *testing.T, do func(*testing.T, *gate)) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { do(t, openGate(t, d)) })
}

func TestAnInvitationLeadsToASessionOnce(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		ctx := t.Context()
		for password, want := range map[string]error{
			"ngắn quá": ward.ErrPasswordShort, strings.Repeat("dài", 50): ward.ErrPasswordLong, "mật khẩu của XuLy 2026": ward.ErrPasswordLogin,
		} {
			if _, err := g.house.Accept(ctx, "minh-duc", g.invitation, password, "", ""); !errors.Is(err, want) {
				t.Errorf("%q: %v; want %v", password, err, want)
			}
		}
		_, token, recovery := g.enrol()
		s, err := g.session(token)
		if err != nil || !s.Passed || !s.Enrolled || s.Staff.Login != "xuly" || s.Agent != "Firefox" || len(recovery) != 10 {
			t.Errorf("signed in: %+v, %d recovery codes, %v", s, len(recovery), err)
		}
		if _, err := g.house.Accept(ctx, "minh-duc", g.invitation, goodPassword, "", ""); !errors.Is(err, ward.ErrNoInvitation) {
			t.Errorf("used twice: %v; want ErrNoInvitation", err)
		}
		g.write(func(ctx context.Context, w *ward.Ward) error {
			if _, err := w.Secret(ctx, s); !errors.Is(err, ward.ErrNoSession) {
				t.Errorf("the secret is shown after the app was set up: %v", err)
			}
			if _, err := w.Invited(ctx, ""); !errors.Is(err, ward.ErrNoInvitation) {
				t.Errorf("an empty invitation: %v", err)
			}
			if _, err := w.NewInvitation(ctx, "nobody"); !errors.Is(err, ward.ErrNoStaff) {
				t.Errorf("an invitation for nobody: %v", err)
			}
			return nil
		})
	})
}

func TestAnInvitationEndsAfterTwoDays(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		*g.now = g.now.Add(48 * time.Hour)
		if _, err := g.house.Accept(t.Context(), "minh-duc", g.invitation, goodPassword, "", ""); !errors.Is(err, ward.ErrNoInvitation) {
			t.Errorf("error = %v; want ErrNoInvitation", err)
		}
	})
}

func TestANewInvitationEndsWhatWasBefore(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		old, token, recovery := g.enrol()
		g.invite()
		if _, err := g.session(token); err != nil {
			t.Errorf("before it is used: %v", err)
		}
		fresh, _, _ := g.enrol()
		if _, err := g.session(token); !errors.Is(err, ward.ErrNoSession) {
			t.Errorf("the session of before: %v; want none", err)
		}
		*g.now = g.now.Add(time.Minute)
		if base32.StdEncoding.EncodeToString(old.Secret) == base32.StdEncoding.EncodeToString(fresh.Secret) {
			t.Error("the secret is the old one")
		}
		if _, _, err := g.house.PassCode(t.Context(), "minh-duc", g.half(), recovery[0]); !errors.Is(err, ward.ErrWrongCode) {
			t.Errorf("a recovery code of before: %v; want ErrWrongCode", err)
		}
	})
}

func TestACodeOfTheAppCountsOnceAndARecoveryCodeOnce(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		app, _, recovery := g.enrol()
		ctx := t.Context()
		pass := func(code string) error { _, _, err := g.house.PassCode(ctx, "minh-duc", g.half(), code); return err }
		if err := pass(app.CodeAt(*g.now)); !errors.Is(err, ward.ErrWrongCode) {
			t.Errorf("the code of the enrolment again: %v", err)
		}
		*g.now = g.now.Add(time.Minute)
		if err := pass(app.CodeAt(*g.now)[:3] + " " + app.CodeAt(*g.now)[3:]); err != nil {
			t.Errorf("a new code, typed with a space: %v", err)
		}
		if err := pass(strings.ToLower(recovery[3])); err != nil {
			t.Errorf("a recovery code in small letters: %v", err)
		}
		if err := pass(recovery[3]); !errors.Is(err, ward.ErrWrongCode) {
			t.Errorf("the same again: %v", err)
		}
		g.write(func(ctx context.Context, w *ward.Ward) error {
			if n, err := w.RecoveryLeft(ctx, g.who(w)); err != nil || n != 9 {
				t.Errorf("%d recovery codes are left, %v; want 9", n, err)
			}
			return nil
		})
	})
}

// who is the number of the handler.
func (g *gate) who(w *ward.Ward) int64 {
	found, err := w.StaffByLogin(g.t.Context(), "xuly")
	if err != nil {
		g.t.Fatal(err)
	}
	return found.ID
}

func TestWhoTriesTooOftenWaitsLongerEachTime(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		app, _, _ := g.enrol()
		ctx := t.Context()
		for _, login := range []string{"xuly", "nobody"} { // both behave alike
			for range 5 {
				if _, err := g.house.SignIn(ctx, "minh-duc", login, "không phải mật khẩu này", ""); !errors.Is(err, ward.ErrWrongSignIn) {
					t.Fatalf("%s: %v; want ErrWrongSignIn", login, err)
				}
			}
			var wait *ward.WaitError
			if _, err := g.house.SignIn(ctx, "minh-duc", login, goodPassword, ""); !errors.As(err, &wait) || wait.For != time.Minute {
				t.Errorf("%s: the sixth: %v; want a wait of a minute, with the right password too", login, err)
			}
		}
		*g.now = g.now.Add(time.Minute)
		half := g.half()
		var wait *ward.WaitError
		if _, _, err := g.house.PassCode(ctx, "minh-duc", half, "WRONG"); !errors.Is(err, ward.ErrWrongCode) {
			t.Errorf("a wrong code: %v", err)
		}
		if _, _, err := g.house.PassCode(ctx, "minh-duc", half, app.CodeAt(*g.now)); !errors.As(err, &wait) {
			t.Errorf("right after it: %v; want a wait: a right password forgives no earlier failure", err)
		}
		*g.now = g.now.Add(5 * time.Minute)
		if _, _, err := g.house.PassCode(ctx, "minh-duc", half, app.CodeAt(*g.now)); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		if _, err := g.house.SignIn(ctx, "minh-duc", "xuly", "không phải mật khẩu này", ""); !errors.Is(err, ward.ErrWrongSignIn) {
			t.Errorf("who has signed in begins anew: %v", err)
		}
	})
}

func TestManyAttemptsAtOnceCountAsMany(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		g.enrol()
		var all sync.WaitGroup
		var mu sync.Mutex
		wrong := 0
		for range 8 {
			all.Go(func() {
				_, err := g.house.SignIn(t.Context(), "minh-duc", "xuly", "không phải mật khẩu này", "")
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, ward.ErrWrongSignIn) {
					wrong++
				} else if wait := (*ward.WaitError)(nil); !errors.As(err, &wait) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if wrong != 5 {
			t.Errorf("%d passwords were tried; want 5", wrong)
		}
	})
}

func TestASessionEndsUnusedRevokedOrWithItsOwner(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		_, token, _ := g.enrol()
		s, err := g.session(token)
		if err != nil {
			t.Fatal(err)
		}
		*g.now = g.now.Add(11 * time.Hour)
		g.write(func(ctx context.Context, w *ward.Ward) error {
			if !w.Stale(s) {
				t.Error("eleven hours are not worth a note")
			}
			return w.SeeSession(ctx, s.ID)
		})
		*g.now = g.now.Add(11 * time.Hour)
		if _, err := g.session(token); err != nil {
			t.Errorf("used every eleven hours: %v", err)
		}
		*g.now = g.now.Add(time.Hour)
		if _, err := g.session(token); !errors.Is(err, ward.ErrNoSession) {
			t.Errorf("unused for twelve hours: %v; want none", err)
		}
		half := g.half()
		g.write(func(ctx context.Context, w *ward.Ward) error {
			if list, err := w.Sessions(ctx, s.Staff.ID); err != nil || len(list) != 0 {
				t.Errorf("listed: %v, %v; want none that count", list, err)
			}
			if err := w.EndSession(ctx, ward.Staff{ID: s.Staff.ID + 1}, half.ID); !errors.Is(err, ward.ErrNoSession) {
				t.Errorf("somebody else ends it: %v", err)
			}
			return w.EndSession(ctx, s.Staff, half.ID)
		})
		if _, _, err := g.house.PassCode(t.Context(), "minh-duc", half, "000000"); err == nil {
			t.Error("a revoked session passes the second step")
		}
		g.write(func(ctx context.Context, w *ward.Ward) error { return w.DisableStaff(ctx, "xuly") })
		if _, err := g.house.SignIn(t.Context(), "minh-duc", "xuly", goodPassword, ""); !errors.Is(err, ward.ErrWrongSignIn) {
			t.Errorf("who is disabled: %v; want ErrWrongSignIn", err)
		}
	})
}

func TestASessionOpensNothingOfAnotherWard(t *testing.T) {
	eachGate(t, func(t *testing.T, g *gate) {
		_, token, _ := g.enrol()
		if err := g.house.Apply(t.Context(), &ward.Profile{Slug: "an-binh", Name: "UBND", Short: "phường An Bình"}); err != nil {
			t.Fatal(err)
		}
		err := g.house.Read(t.Context(), "an-binh", func(w *ward.Ward) error {
			_, err := w.SessionOf(t.Context(), token)
			return err
		})
		if !errors.Is(err, ward.ErrNoSession) {
			t.Errorf("error = %v; want ErrNoSession", err)
		}
	})
}

func TestRolesMayDoWhatTheyAreForAndNothingElse(t *testing.T) {
	for role, may := range map[ward.Role]string{
		ward.RoleReception:     "use-console read-figures read-cases receive-cases receive talk export",
		ward.RoleHandler:       "use-console read-figures read-cases handle-cases talk see-identity",
		ward.RoleEditor:        "use-console read-figures write-notices export",
		ward.RoleLeader:        "use-console read-figures read-cases receive-cases handle-cases assign-cases receive talk write-notices approve see-identity read-audit write-reports export",
		ward.RoleObserver:      "use-console read-figures",
		ward.RoleAdministrator: "use-console manage-staff read-audit",
		"":                     "",
		"chairman":             "",
	} {
		var got []string
		for _, p := range ward.Permissions() {
			if role.Can(p) {
				got = append(got, string(p))
			}
		}
		if may := strings.Fields(may); !slices.Equal(got, may) {
			t.Errorf("%q may %v; want %v", role, got, may)
		}
	}
	for _, r := range ward.Roles() {
		if r.Name() == "" {
			t.Errorf("%q has no name", r)
		}
	}
}
