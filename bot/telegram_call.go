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

// call calls a method of the Bot API and reads its result. Its errors are those of the library.
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
	request.Header.Set("Content-Type", "application/json")
	response, err := t.http.Do(request)
	if err != nil {
		return fmt.Errorf("call %s: %w", method, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", method, err)
	}
	return readAnswer(method, response.Status, answer, result)
}

func readAnswer(method, status string, body []byte, result any) error {
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
