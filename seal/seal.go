// Package seal encrypts personal data at rest and makes keyed hashes of it for look-ups.
//
// A sealed value opens only with the key it was sealed with and with the same associated data, which callers make of the
// row it stands in: a value copied into another row does not open. Old keys of a rotated keyset go on opening old rows.
package seal

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Key seals and opens. It is safe for concurrent use.
type Key struct {
	aead tink.AEAD
	prf  *prf.Set
	file keyFile
}

// keyFile is the form of a key on disk: two Tink keysets in JSON.
type keyFile struct {
	Encryption json.RawMessage `json:"encryption"`
	LookUp     json.RawMessage `json:"lookUp"`
}

// New makes a fresh random key.
func New() (*Key, error) {
	encryption, err := fresh(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	lookUp, err := fresh(prf.HMACSHA256PRFKeyTemplate())
	if err != nil {
		return nil, err
	}
	return open(keyFile{Encryption: encryption, LookUp: lookUp})
}

func fresh(template *tinkpb.KeyTemplate) (json.RawMessage, error) {
	handle, err := keyset.NewHandle(template)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	var out bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&out)); err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	return out.Bytes(), nil
}

func open(file keyFile) (*Key, error) {
	encryption, err := read(file.Encryption)
	if err != nil {
		return nil, err
	}
	lookUp, err := read(file.LookUp)
	if err != nil {
		return nil, err
	}
	key := &Key{file: file}
	if key.aead, err = aead.New(encryption); err != nil {
		return nil, errors.New("the key's encryption part is of another kind")
	}
	if key.prf, err = prf.NewPRFSet(lookUp); err != nil {
		return nil, errors.New("the key's look-up part is of another kind")
	}
	return key, nil
}

func read(raw json.RawMessage) (*keyset.Handle, error) {
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, errors.New("the key cannot be read") // the cause could quote the key
	}
	return handle, nil
}

// Load reads the key in a file. Its errors never quote the file's content.
func Load(path string) (*Key, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	var file keyFile
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("%s holds no key", path)
	}
	key, err := open(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return key, nil
}

// LoadOrCreate reads the key in a file, or makes one there (mode 0600) when the file does not exist. The second result
// reports whether it was made. Of several processes that start at once, one makes it and the others read it.
func LoadOrCreate(path string) (*Key, bool, error) {
	key, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, false, err
	}
	if key, err = New(); err != nil {
		return nil, false, err
	}
	raw, err := json.MarshalIndent(key.file, "", "  ")
	if err != nil {
		return nil, false, fmt.Errorf("write the key: %w", err)
	}
	if err := create(path, raw); errors.Is(err, fs.ErrExist) {
		key, err = Load(path)
		return key, false, err
	} else if err != nil {
		return nil, false, fmt.Errorf("write the key: %w", err)
	}
	return key, true, nil
}

// create writes a file that did not exist, whole or not at all. It is on the disk when create returns: what is sealed with
// a key that a power cut has taken is lost for good.
func create(path string, content []byte) error {
	draft := path + "." + hex.EncodeToString(randomBytes(6))
	defer func() { _ = os.Remove(draft) }()
	if err := writeThrough(draft, content); err != nil {
		return err
	}
	if err := os.Link(draft, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func writeThrough(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFolder makes a new name in a folder outlive a power cut.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails: it ends the program instead
	return b
}

// Seal encrypts a value that stands in the row that bound names.
func (k *Key) Seal(value []byte, bound string) ([]byte, error) {
	sealed, err := k.aead.Encrypt(value, []byte(bound))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return sealed, nil
}

// Open decrypts what Seal has made for the same row. Its error does not name the row, which may be a citizen's chat.
func (k *Key) Open(sealed []byte, bound string) ([]byte, error) {
	value, err := k.aead.Decrypt(sealed, []byte(bound))
	if err != nil {
		return nil, errors.New("a sealed value does not open: wrong key or wrong row")
	}
	return value, nil
}

// Hash is a keyed hash of a value for finding it again, such as a phone number. Without the key it cannot be computed,
// so it cannot be guessed by trying all numbers. The purpose keeps hashes of different columns apart.
func (k *Key) Hash(purpose, value string) (string, error) {
	sum, err := k.prf.ComputePrimaryPRF([]byte(purpose+"\x00"+value), 32)
	if err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sum), nil
}

// Fingerprint tells whether two processes hold the same key. It reveals nothing of it.
func (k *Key) Fingerprint() (string, error) { return k.Hash("fingerprint", "danbiet") }
