package ward_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// onPaper is a petition as somebody hands it in, complete for its kind.
func onPaper(key string, kind law.PetitionKind) ward.Intake {
	return ward.Intake{
		Key: key, Channel: ward.ChannelPaper, Received: law.MustDate("2026-03-10"), Kind: kind, Field: "dat-dai", Neighbourhood: "duong-hoa",
		Content: ward.Content{
			What: "Thửa đất số 12 bị đo sai diện tích.", Name: "Trần Thị A", Phone: "+84912345678", Address: "Tổ 3, Dương Hòa",
			Act: "Quyết định 45/QĐ-UBND", Respondent: "Công chức địa chính", Demand: "Đo lại", Counter: ward.Counter{Signing: ward.Signed},
		},
	}
}

func (d *desk) takeIn(i ward.Intake, by ward.Staff) (filed ward.Filed, err error) {
	d.t.Helper()
	err = d.house.Write(d.t.Context(), "minh-duc", func(w *ward.Ward) (err error) { filed, err = w.TakeIn(d.t.Context(), i, by); return err })
	return filed, err
}

// clerk is somebody who takes petitions in.
func (d *desk) clerk(login string) (s ward.Staff) {
	d.t.Helper()
	in(d.t, d.house, func(w *ward.Ward) (err error) {
		if _, err = w.AddStaff(d.t.Context(), ward.Staff{Login: login, Name: "Cán bộ " + login, Role: ward.RoleReception}); err != nil {
			return err
		}
		s, err = w.StaffByLogin(d.t.Context(), login)
		return err
	})
	return s
}

func TestTheClockOfAPetitionOnPaperBeginsAsTheLawSays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		for _, c := range []struct {
			name   string
			kind   law.PetitionKind
			change func(*ward.Intake)
			status ward.Status
			stage  law.Stage
			from   string // "" while no clock runs
		}{
			{"feedback", law.PhanAnh, func(*ward.Intake) {}, ward.StatusReceived, law.StageResolve, "2026-03-10"},
			{"of last week", law.KienNghi, func(i *ward.Intake) { i.Received = law.MustDate("2026-03-02") }, ward.StatusReceived, law.StageResolve, "2026-03-02"},
			{"unsigned feedback", law.PhanAnh, func(i *ward.Intake) { i.Content.Signing = ward.Unsigned }, ward.StatusReceived, law.StageResolve, "2026-03-10"},
			{"anonymous feedback", law.PhanAnh, func(i *ward.Intake) { i.Content = ward.Content{What: "Rác.", Counter: ward.Counter{Anonymous: true}} }, ward.StatusReceived, law.StageResolve, "2026-03-10"},
			{"signed complaint", law.KhieuNai, func(*ward.Intake) {}, ward.StatusReceived, law.StageAccept, "2026-03-10"},
			{"fingerprinted complaint", law.KhieuNai, func(i *ward.Intake) { i.Content.Signing = ward.Fingerprinted }, ward.StatusReceived, law.StageAccept, "2026-03-10"},
			{"unsigned complaint", law.KhieuNai, func(i *ward.Intake) { i.Content.Signing = ward.Unsigned }, ward.StatusUnsigned, "", ""},
			{"complaint by phone", law.KhieuNai, func(i *ward.Intake) { i.Channel, i.Content.Signing = ward.ChannelPhone, ward.Unsigned }, ward.StatusUnsigned, "", ""},
			{"complaint without address", law.KhieuNai, func(i *ward.Intake) { i.Content.Address = "" }, ward.StatusUnsigned, "", ""},
			{"signed denunciation", law.ToCao, func(*ward.Intake) {}, ward.StatusReceived, law.StageAccept, "2026-03-10"},
			{"unsigned denunciation", law.ToCao, func(i *ward.Intake) { i.Content.Signing = ward.Unsigned }, ward.StatusUnsigned, "", ""},
			{"anonymous denunciation", law.ToCao, func(i *ward.Intake) {
				i.Content = ward.Content{What: "Nhận tiền.", Counter: ward.Counter{Anonymous: true}}
			}, ward.StatusReceived, law.StageAccept, "2026-03-10"},
		} {
			i := onPaper(c.name, c.kind)
			c.change(&i)
			filed, err := d.takeIn(i, d.officer)
			if err != nil || len(filed.PIN) != 6 {
				t.Errorf("%s: %+v, %v; want a PIN of six digits", c.name, filed, err)
				continue
			}
			got := d.find(filed.Code)
			if got.Status != c.status || got.Stage != c.stage || got.ClockFrom.String() != c.from || (filed.Due == "") != (c.from == "") {
				t.Errorf("%s: %s, %s from %q, due %q; want %s, %s from %q", c.name, got.Status, got.Stage, got.ClockFrom, filed.Due, c.status, c.stage, c.from)
			}
			if law.DateOf(got.ReceivedAt) != i.Received {
				t.Errorf("%s: received %s; want %s", c.name, got.ReceivedAt, i.Received)
			}
		}
	})
}

func TestTheClockOfAnUnsignedComplaintBeginsWithItsSignature(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		i := onPaper("run1", law.KhieuNai)
		i.Received, i.Content.Signing = law.MustDate("2026-03-02"), ward.Unsigned
		filed, err := d.takeIn(i, d.officer)
		if err != nil {
			t.Fatal(err)
		}
		signed := d.move(d.find(filed.Code), "vao-so 2026-03-09")
		if signed.Stage != law.StageAccept || signed.ClockFrom != law.MustDate("2026-03-09") {
			t.Errorf("%s from %s; want the term to accept from the day of the signature", signed.Stage, signed.ClockFrom)
		}
	})
}

func TestAFormThatIsSentTwiceIsTakenInOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		first, err := d.takeIn(onPaper("run1", law.PhanAnh), d.officer)
		if err != nil {
			t.Fatal(err)
		}
		again, err := d.takeIn(onPaper("run1", law.PhanAnh), d.officer)
		if err != nil || again.Code != first.Code || again.PIN != "" {
			t.Errorf("%+v, %v; want %s without its PIN", again, err, first.Code)
		}
	})
}

func TestEveryFaultOfAPaperIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t, dbtest.SQLite(t))
	for fault, spoil := range map[ward.Fault]func(*ward.Intake){
		ward.FaultChannel:       func(i *ward.Intake) { i.Channel = "telegram" },
		ward.FaultReceived:      func(i *ward.Intake) { i.Received = law.MustDate("2026-03-11") },
		ward.FaultKind:          func(i *ward.Intake) { i.Kind = "thu-khen" },
		ward.FaultField:         func(i *ward.Intake) { i.Field = "khong-co" },
		ward.FaultNeighbourhood: func(i *ward.Intake) { i.Neighbourhood = "khong-co" },
		ward.FaultWhat:          func(i *ward.Intake) { i.Content.What = "" },
		ward.FaultName:          func(i *ward.Intake) { i.Content.Name = "" },
		ward.FaultAnonymous:     func(i *ward.Intake) { i.Content.Anonymous = true },
		ward.FaultPersons:       func(i *ward.Intake) { i.Content.Persons = -1 },
		ward.FaultSigning:       func(i *ward.Intake) { i.Channel = ward.ChannelPhone },
		ward.FaultFrom:          func(i *ward.Intake) { i.AboveLevel = true },
		ward.FaultLeader:        func(i *ward.Intake) { i.AboutLeader = true },
		ward.FaultSettled: func(i *ward.Intake) {
			i.Settled = ward.Settled{Status: ward.StatusAnswered, On: law.MustDate("2026-03-09")}
		},
	} {
		i := onPaper(string(fault), law.PhanAnh)
		spoil(&i)
		_, err := d.takeIn(i, d.officer)
		var faulty ward.FaultyIntake
		if !errors.As(err, &faulty) || !cmp.Equal(faulty, ward.FaultyIntake{fault}) {
			t.Errorf("%s: %v", fault, err)
		}
	}
}

func TestScansOfAnotherFormAreNotTaken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		keep := func(owner string) (f ward.File) {
			in(t, d.house, func(w *ward.Ward) (err error) {
				f, err = w.Keep(t.Context(), ward.File{Owner: owner, Name: "đơn.pdf", Mime: "application/pdf", Data: []byte("%PDF-")})
				return err
			})
			return f
		}
		i := onPaper("run1", law.PhanAnh)
		i.Files = []string{keep(ward.OwnerOf("telegram", "7")).ID}
		if _, err := d.takeIn(i, d.officer); !errors.Is(err, ward.ErrNoFile) {
			t.Errorf("a citizen's file: %v", err)
		}
		i.Files = []string{keep(i.Owner()).ID}
		filed, err := d.takeIn(i, d.officer)
		if err != nil {
			t.Fatal(err)
		}
		in(t, d.house, func(w *ward.Ward) error {
			files, err := w.CaseFiles(t.Context(), filed.PetitionID)
			if len(files) != 1 || files[0].ID != i.Files[0] {
				t.Errorf("files %+v", files)
			}
			return err
		})
	})
}

func TestASettledPaperKeepsItsDaysInTheRegister(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		i := onPaper("run1", law.KienNghi)
		i.Received = law.MustDate("2026-02-24")
		i.Settled = ward.Settled{Status: ward.StatusAnswered, On: law.MustDate("2026-03-05"), Document: "12/UBND", Result: "Đã đo lại."}
		filed, err := d.takeIn(i, d.officer)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.find(filed.Code); got.Status != ward.StatusAnswered || !got.DueOn.IsZero() {
			t.Errorf("%s, due %q; want answered, and no term", got.Status, got.DueOn)
		}
		in(t, d.house, func(w *ward.Ward) error {
			events, err := w.Timeline(t.Context(), filed.PetitionID)
			last := events[len(events)-1]
			if last.Document != "12/UBND" || last.On != i.Settled.On || last.Due.IsZero() || last.Answer() != "Đã đo lại." {
				t.Errorf("the timeline ends with %+v", last)
			}
			return err
		})
	})
}

func TestADenunciationOfALeaderIsThereForItsKeeperAlone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		keeper, other := d.clerk("mot"), d.clerk("hai")
		i := onPaper("run1", law.ToCao)
		i.AboutLeader = true
		if _, err := d.takeIn(i, d.officer); !errors.As(err, new(ward.FaultyIntake)) {
			t.Errorf("a leader took it in: %v", err)
		}
		filed, err := d.takeIn(i, keeper)
		if err != nil || filed.Due == "" {
			t.Fatalf("%+v, %v", filed, err)
		}
		in(t, d.house, func(w *ward.Ward) error {
			hidden(t, w, filed.Code, other, d.officer)
			c, err := w.KeptCase(t.Context(), filed.Code, keeper)
			if err != nil || c.Stage != law.StageTransfer || c.DueOn != law.MustDate("2026-03-17") {
				t.Errorf("its keeper has %s due %s, %v; want it transferred by 17/03", c.Stage, c.DueOn, err)
			}
			kept, err := w.KeptCases(t.Context(), keeper)
			if len(kept) != 1 {
				t.Errorf("%d kept cases; want one", len(kept))
			}
			return err
		})
		*d.now = law.MustDate("2026-03-16").At(7, 15, law.Zone())
		in(t, d.house, func(w *ward.Ward) error {
			hidden(t, w, filed.Code, other, d.officer)
			alerts, err := w.Alerts(t.Context())
			if len(alerts) != 1 || alerts[0].Kind != ward.AlertSoon || !alerts[0].For(keeper) {
				t.Errorf("its keeper is not told that it is due: %+v", alerts)
			}
			return err
		})
		sent := ward.Transition{Reason: "Chủ tịch UBND tỉnh", Document: "3/PC-UBND", On: law.MustDate("2026-03-10")}
		transfer := func(t ward.Transition, by ward.Staff, version int64) error {
			return d.house.Write(d.t.Context(), "minh-duc", func(w *ward.Ward) error { return w.TransferKept(d.t.Context(), filed.Code, t, by, version) })
		}
		var version int64
		in(t, d.house, func(w *ward.Ward) error {
			c, err := w.KeptCase(t.Context(), filed.Code, keeper)
			version = c.Version
			return err
		})
		for _, try := range []struct {
			name      string
			err, want error
		}{
			{"another", transfer(sent, other, version), ward.ErrNoPetition},
			{"no document", transfer(ward.Transition{Reason: "x", On: sent.On}, keeper, version), ward.ErrNeedsDocument},
			{"changed", transfer(sent, keeper, version+1), ward.ErrChanged},
			{"right", transfer(sent, keeper, version), nil},
			{"again", transfer(sent, keeper, version+1), ward.ErrNoStep},
		} {
			if !errors.Is(try.err, try.want) {
				t.Errorf("%s: %v; want %v", try.name, try.err, try.want)
			}
		}
		if p := find(t, d.house, filed.Code); p.Status != ward.StatusTransferred {
			t.Errorf("its citizen reads %s", p.Status)
		}
	})
}

func TestADenunciationOfALeaderIsTakenOverWhereItsKeeperIsGone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		keeper, next := d.clerk("mot"), d.clerk("hai")
		i := onPaper("run1", law.ToCao)
		i.AboutLeader = true
		filed, err := d.takeIn(i, keeper)
		if err != nil {
			t.Fatal(err)
		}
		take := func(by ward.Staff, reason string) error {
			return d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return w.TakeOverKept(t.Context(), filed.Code, by, reason) })
		}
		lost := func(by ward.Staff) (n int) {
			in(t, d.house, func(w *ward.Ward) error {
				all, err := w.LostCases(t.Context(), by)
				n = len(all)
				return err
			})
			return n
		}
		const why = "Cán bộ cũ đã chuyển công tác"
		if err := take(next, why); !errors.Is(err, ward.ErrNoPetition) || lost(next) != 0 {
			t.Errorf("it is taken from a keeper who is there: %v", err)
		}
		in(t, d.house, func(w *ward.Ward) error { return w.DisableStaff(t.Context(), "mot") })
		if lost(d.officer) != 0 || lost(next) != 1 {
			t.Errorf("a leader sees %d, another clerk %d", lost(d.officer), lost(next))
		}
		for _, try := range []struct {
			name      string
			err, want error
		}{
			{"a leader", take(d.officer, why), ward.ErrNoPetition},
			{"no reason", take(next, "nghỉ"), ward.ErrShortReason},
			{"right", take(next, why), nil},
			{"again", take(next, why), ward.ErrNoPetition},
		} {
			if !errors.Is(try.err, try.want) {
				t.Errorf("%s: %v; want %v", try.name, try.err, try.want)
			}
		}
		in(t, d.house, func(w *ward.Ward) error {
			hidden(t, w, filed.Code, d.officer)
			if _, err := w.KeptCase(t.Context(), filed.Code, next); err != nil {
				t.Errorf("its new keeper cannot open it: %v", err)
			}
			log, err := w.AuditLog(t.Context(), ward.AuditQuery{Subject: string(filed.Code), Kept: true, Limit: 9})
			if err != nil || len(log) != 2 || log[0].Act != ward.ActTookOver || log[0].Reason != why || log[1].Act != ward.ActTookIn {
				t.Errorf("the log has %+v, %v", log, err)
			}
			return err
		})
	})
}

// hidden fails for every place where the desk meets a case.
func hidden(t *testing.T, w *ward.Ward, code ward.Code, others ...ward.Staff) {
	t.Helper()
	ctx := context.Background()
	if _, err := w.Case(ctx, code); !errors.Is(err, ward.ErrNoPetition) {
		t.Errorf("the desk finds it: %v", err)
	}
	for _, s := range others {
		if _, err := w.KeptCase(ctx, code, s); !errors.Is(err, ward.ErrNoPetition) {
			t.Errorf("%s finds it: %v", s.Login, err)
		}
	}
	page, err := w.Inbox(ctx, ward.Inbox{View: ward.ViewAll, Limit: 9})
	if err != nil || len(page.Cases) != 0 {
		t.Errorf("the inbox lists %d, %v", len(page.Cases), err)
	}
	counts, err := w.InboxCounts(ctx, ward.Inbox{})
	for view, n := range counts {
		if n != 0 {
			t.Errorf("%s counts %d", view, n)
		}
	}
	if err != nil {
		t.Error(err)
	}
	if alerts, err := w.Alerts(ctx); err != nil || slices.ContainsFunc(alerts, func(a ward.Alert) bool { return slices.ContainsFunc(others, a.For) }) {
		t.Errorf("others are told that it is due: %v, %v", alerts, err)
	}
	if log, err := w.AuditLog(ctx, ward.AuditQuery{Subject: string(code), Limit: 9}); err != nil || len(log) != 0 {
		t.Errorf("the log tells leaders of it: %+v, %v", log, err)
	}
	if open, err := w.OpenByHandler(ctx, ward.Inbox{}); err != nil || len(open) != 0 {
		t.Errorf("handlers have %v, %v", open, err)
	}
	if changed, err := w.ChangedSince(ctx, w.Now().AddDate(0, 0, -1), 9); err != nil || len(changed) != 0 {
		t.Errorf("changes tell of it: %v, %v", changed, err)
	}
}

func TestADenunciationThatTurnsOutToBeAboutALeaderLeavesTheDesk(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *db.DB) {
		d := newDesk(t, db)
		keeper := d.clerk("mot")
		filed, err := d.takeIn(onPaper("run1", law.ToCao), keeper)
		if err != nil {
			t.Fatal(err)
		}
		c := d.find(filed.Code)
		keep := func(by ward.Staff) error {
			return d.house.Write(t.Context(), "minh-duc", func(w *ward.Ward) error { return w.KeepForProvince(t.Context(), c.ID, by, c.Version) })
		}
		if err := keep(d.officer); !errors.Is(err, ward.ErrNotToKeep) {
			t.Errorf("a leader keeps it: %v", err)
		}
		if err := keep(keeper); err != nil {
			t.Fatal(err)
		}
		in(t, d.house, func(w *ward.Ward) error { hidden(t, w, filed.Code, d.officer); return nil })
	})
}
