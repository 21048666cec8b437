package seal_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"danbiet/seal"
)

func newKey(t testing.TB) *seal.Key {
	t.Helper()
	key, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestWhatWasSealedOpensInItsRowAlone(t *testing.T) {
	key, other := newKey(t), newKey(t)
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SliceOf(rapid.Byte()).Draw(t, "value")
		row, elsewhere := rapid.String().Draw(t, "row"), rapid.String().Draw(t, "elsewhere")
		sealed, err := key.Seal(value, row)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := key.Open(sealed, row)
		if err != nil || !bytes.Equal(opened, value) {
			t.Fatalf("opened %q, %v; want %q", opened, err, value)
		}
		if _, err := key.Open(sealed, elsewhere); row != elsewhere && err == nil {
			t.Fatal("it opens in another row")
		}
		if _, err := other.Open(sealed, row); err == nil {
			t.Fatal("it opens with another key")
		}
	})
}

func TestADamagedValueDoesNotOpen(t *testing.T) {
	key := newKey(t)
	sealed, err := key.Seal([]byte("Trần Thị A"), "citizen/1/2")
	if err != nil {
		t.Fatal(err)
	}
	for i := range sealed {
		damaged := bytes.Clone(sealed)
		damaged[i] ^= 1
		if _, err := key.Open(damaged, "citizen/1/2"); err == nil {
			t.Errorf("it opens with byte %d damaged", i)
		}
		if _, err := key.Open(sealed[:i], "citizen/1/2"); err == nil {
			t.Errorf("it opens when cut to %d bytes", i)
		}
	}
}

func TestTheSameWordsSealedTwiceLookDifferent(t *testing.T) {
	key := newKey(t)
	one, errOne := key.Seal([]byte("+84912345678"), "citizen/1/2")
	two, errTwo := key.Seal([]byte("+84912345678"), "citizen/1/2")
	if errOne != nil || errTwo != nil || bytes.Equal(one, two) {
		t.Errorf("equal = %v, %v, %v; want two that differ", bytes.Equal(one, two), errOne, errTwo)
	}
}

func TestErrorsNameNeitherTheRowNorTheWords(t *testing.T) {
	key := newKey(t)
	sealed, err := key.Seal([]byte("Trần Thị A"), "conversation/1/telegram/999888777")
	if err != nil {
		t.Fatal(err)
	}
	_, err = newKey(t).Open(sealed, "conversation/1/telegram/999888777")
	if err == nil || strings.Contains(err.Error(), "999888777") || strings.Contains(err.Error(), "Trần") {
		t.Errorf("error = %v; want one that names no chat and no words", err)
	}
}

func TestAHashFindsTheSameValueAndTellsNothing(t *testing.T) {
	key, other := newKey(t), newKey(t)
	hash := func(k *seal.Key, purpose, value string) string {
		h, err := k.Hash(purpose, value)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	phone := hash(key, "phone", "+84912345678")
	if again := hash(key, "phone", "+84912345678"); again != phone {
		t.Error("the same phone has two hashes")
	}
	for name, h := range map[string]string{
		"another phone":           hash(key, "phone", "+84912345679"),
		"another purpose":         hash(key, "pin", "+84912345678"),
		"the purpose cut askew":   hash(key, "phone+8", "4912345678"),
		"another installation":    hash(other, "phone", "+84912345678"),
		"the value in clear text": base64.RawURLEncoding.EncodeToString([]byte("+84912345678")),
	} {
		if h == phone {
			t.Errorf("%s has the same hash", name)
		}
	}
}

func TestAKeyIsMadeOnceAndReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.key")
	key, made, err := seal.LoadOrCreate(path)
	if err != nil || !made {
		t.Fatalf("made = %v, %v; want a new key", made, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, %v; want 0600", info.Mode().Perm(), err)
	}
	again, made, err := seal.LoadOrCreate(path)
	if err != nil || made {
		t.Fatalf("made = %v, %v; want the key that is there", made, err)
	}
	if print(t, key) != print(t, again) {
		t.Error("the key that was read is not the one that was made")
	}
	sealed, err := key.Seal([]byte("x"), "row")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Open(sealed, "row"); err != nil {
		t.Errorf("what the made key sealed does not open with the one that was read: %v", err)
	}
}

func TestProcessesThatStartAtOnceShareOneKey(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "secret.key")
	const processes = 8
	keys, made := make([]*seal.Key, processes), make([]bool, processes)
	var all sync.WaitGroup
	for i := range processes {
		all.Go(func() {
			var err error
			if keys[i], made[i], err = seal.LoadOrCreate(path); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	makers := 0
	for i := range processes {
		if made[i] {
			makers++
		}
		if print(t, keys[i]) != print(t, keys[0]) {
			t.Error("two processes hold two keys")
		}
	}
	if makers != 1 {
		t.Errorf("%d processes made a key; want 1", makers)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %d files, %v; want the key alone", len(left), err)
	}
}

func TestABadKeyFileIsNamedAndNeverQuoted(t *testing.T) {
	const secret = "c2VjcmV0LWJ5dGVz"
	for name, content := range map[string]string{
		"empty":         "",
		"no JSON":       secret,
		"other JSON":    `{"password":"` + secret + `"}`,
		"a broken key":  `{"encryption":{"key":"` + secret + `"},"lookUp":{}}`,
		"a list":        `["` + secret + `"]`,
		"parts swapped": swapped(t),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "secret.key")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, made, err := seal.LoadOrCreate(path)
			if err == nil || made {
				t.Fatalf("made = %v, %v; want an error, and the file left alone", made, err)
			}
			if !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "value") {
				t.Errorf("error = %v; want the file's name and nothing of its content", err)
			}
		})
	}
}

// swapped is a key file whose two parts have changed places.
func swapped(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret.key")
	if _, _, err := seal.LoadOrCreate(path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(`"encryption"`, `"lookUp"`, `"lookUp"`, `"encryption"`).Replace(string(raw))
}

func TestAMissingKeyIsNotExist(t *testing.T) {
	_, err := seal.Load(filepath.Join(t.TempDir(), "none.key"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error = %v; want fs.ErrNotExist", err)
	}
	if _, _, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "no-folder", "secret.key")); err == nil {
		t.Error("a key was made in a folder that does not exist")
	}
}

func print(t *testing.T, key *seal.Key) string {
	t.Helper()
	fingerprint, err := key.Fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	return fingerprint
}

func BenchmarkSealAndOpenAConversation(b *testing.B) {
	key := newKey(b)
	memory := bytes.Repeat([]byte("khai dở "), 256)
	b.SetBytes(int64(len(memory)))
	for b.Loop() {
		sealed, err := key.Seal(memory, "conversation/1/web/abc")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := key.Open(sealed, "conversation/1/web/abc"); err != nil {
			b.Fatal(err)
		}
	}
}
