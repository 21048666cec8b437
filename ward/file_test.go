package ward_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/ward"
)

func TestAFileIsReadBackWithItsOwner(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		data := bytes.Repeat([]byte{0, 1, 0xff}, 100_000)
		in(t, house, func(w *ward.Ward) error {
			kept, err := w.Keep(t.Context(), ward.File{Owner: ward.OwnerOf("web", "abc"), Name: "ảnh 'ngõ'.jpg", Mime: "image/jpeg", Data: data})
			if err != nil {
				return err
			}
			other, err := w.Keep(t.Context(), ward.File{Name: "b", Mime: "image/png", Data: data})
			if err != nil {
				return err
			}
			if kept.ID == "" || kept.ID == other.ID || kept.Size != int64(len(data)) {
				t.Errorf("kept as %q of %d bytes, another as %q", kept.ID, kept.Size, other.ID)
			}
			got, err := w.OpenFile(t.Context(), kept.ID)
			if !bytes.Equal(got.Data, data) {
				t.Errorf("%d bytes were read back; want the %d that were kept", len(got.Data), len(data))
			}
			got.Data, kept.Data = nil, nil
			if diff := cmp.Diff(kept, got); diff != "" {
				t.Errorf("(-kept +opened):\n%s", diff)
			}
			if _, err := w.OpenFile(t.Context(), "none"); !errors.Is(err, ward.ErrNoFile) {
				t.Errorf("an id that nobody has: %v; want ErrNoFile", err)
			}
			return err
		})
	})
}

func TestAFileThatComesAgainIsTheSameFile(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		for range 2 {
			in(t, house, func(w *ward.Ward) error {
				f, err := w.Keep(t.Context(), ward.File{ID: "from-the-browser", Owner: "web/abc", Name: "a.pdf", Mime: "application/pdf", Data: []byte("%PDF")})
				if f.ID != "from-the-browser" {
					t.Errorf("id = %q", f.ID)
				}
				return err
			})
		}
		var n int
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT count(*) FROM file`).Scan(&n)
		}); err != nil || n != 1 {
			t.Errorf("%d files, %v; want 1", n, err)
		}
	})
}

func TestAFileFromBeforeItsNameWasSealedIsStillRead(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		var id int64
		in(t, house, func(w *ward.Ward) error { id = w.ID; return nil })
		sealed, err := house.Key.Seal([]byte("%PDF"), fmt.Sprintf("file/%d/old", id))
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO file (ward_id, file_id, mime, name, size, created_at, owner, held, sealed)
				VALUES ($1, 'old', 'application/pdf', 'a.pdf', 4, 0, '', $2, $3)`, id, true, sealed)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		in(t, house, func(w *ward.Ward) error {
			got, err := w.OpenFile(t.Context(), "old")
			want := ward.File{ID: "old", Name: "a.pdf", Mime: "application/pdf", Size: 4, Data: []byte("%PDF")}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			return err
		})
	})
}

func TestThePlatformsCopyOfAFileIsKnownUntilItIsPublishedAnew(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house, _ := clockedHouse(t, d)
		minhDuc(t, house)
		ref := func(name, channel, want string) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				got, err := w.FileRef(t.Context(), "ngan-sach", channel)
				if got != want {
					t.Errorf("%s: ref = %q; want %q", name, got, want)
				}
				return err
			})
		}
		publish := func(data string) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error {
				return w.Publish(t.Context(), ward.File{ID: "ngan-sach", Name: "ngan-sach.pdf", Mime: "application/pdf", Data: []byte(data)})
			})
		}
		set := func(channel, ref string) {
			t.Helper()
			in(t, house, func(w *ward.Ward) error { return w.SetFileRef(t.Context(), "ngan-sach", channel, ref) })
		}
		publish("bản một")
		ref("never uploaded", "telegram", "")
		set("telegram", "AgAC1")
		ref("uploaded", "telegram", "AgAC1")
		ref("to another platform", "zalo", "")
		set("telegram", "AgAC2")
		ref("uploaded again", "telegram", "AgAC2")
		set("telegram", "")
		ref("forgotten by the platform", "telegram", "")
		set("telegram", "AgAC3")
		publish("bản hai, dài hơn")
		ref("published anew", "telegram", "")
		in(t, house, func(w *ward.Ward) error {
			f, err := w.OpenFile(t.Context(), "ngan-sach")
			if string(f.Data) != "bản hai, dài hơn" || f.Size != int64(len(f.Data)) || f.Owner != "" {
				t.Errorf("opened %q of %d bytes, owner %q; want the new content, public", f.Data, f.Size, f.Owner)
			}
			return err
		})
	})
}
