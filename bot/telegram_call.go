package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	telegram "github.com/go-telegram/bot"
)

// maxAnswer is the most bytes of an answer of the Bot API: a hundred updates are the longest there is.
const maxAnswer = 16 << 20

// call calls a method of the Bot API and reads its result, unless that is nil. Its errors are those of the library.
//
// The library sends every call as a chunked multipart form, which takes a system call for each field, and reads whole
// messages out of answers of which we need a number. For the call that nearly all are, sendMessage, that costs more than
// the rest of the turn; so it goes as one piece of JSON. Calls with files go through the library.
func (t *Telegram) call(ctx context.Context, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("write a call of %s: %w", method, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.API+"/bot"+t.Token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("call %s: %w", method, err)
	}
	request.Header = jsonHeader
	response, err := t.http.Transport.RoundTrip(request) // the Bot API redirects nobody and sets no cookies
	if err != nil {
		return fmt.Errorf("call %s: %w", method, err)
	}
	defer func() { _ = response.Body.Close() }()
	return t.readAll(response.Body, maxAnswer, func(answer []byte) error {
		return readAnswer(method, response.Status, answer, result)
	})
}

// jsonHeader is the header of every call. Nothing writes to it.
var jsonHeader = http.Header{"Content-Type": {"application/json"}}

// readAll reads all there is, at most limit bytes of it, and hands it to do, which must not keep it.
func (t *Telegram) readAll(from io.Reader, limit int64, do func([]byte) error) error {
	buffer, ok := t.buffers.Get().(*bytes.Buffer)
	if !ok {
		buffer = &bytes.Buffer{}
	}
	defer func() {
		if buffer.Cap() <= keptBuffer {
			t.buffers.Put(buffer)
		}
	}()
	buffer.Reset()
	if _, err := buffer.ReadFrom(io.LimitReader(from, limit)); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	return do(buffer.Bytes())
}

// keptBuffer is the most bytes of a buffer that is kept for the next reading.
const keptBuffer = 64 << 10

func readAnswer(method, status string, body []byte, result any) error {
	if result == nil && bytes.HasPrefix(body, []byte(`{"ok":true,`)) {
		return nil // nobody asks for the message that Telegram repeats
	}
	answer := struct {
		OK          bool   `json:"ok"`
		Result      any    `json:"result"`
		Code        int    `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}{Result: result}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("%s answered %s without the JSON that was expected", method, status) // a page of a proxy, mostly
	}
	if answer.OK {
		return nil
	}
	known := map[int]error{
		http.StatusBadRequest: telegram.ErrorBadRequest, http.StatusUnauthorized: telegram.ErrorUnauthorized,
		http.StatusForbidden: telegram.ErrorForbidden, http.StatusNotFound: telegram.ErrorNotFound, http.StatusConflict: telegram.ErrorConflict,
	}
	if answer.Code == http.StatusTooManyRequests {
		return &telegram.TooManyRequestsError{Message: answer.Description, RetryAfter: answer.Parameters.RetryAfter}
	}
	if kind := known[answer.Code]; kind != nil {
		return fmt.Errorf("%w, %s", kind, answer.Description)
	}
	return fmt.Errorf("%s answered %d %s", method, answer.Code, answer.Description)
}
