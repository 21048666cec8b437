package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// maxRequest is what a request may weigh: a file of 50 MB and some parameters.
const maxRequest = maxUpload + 1<<20

// call is one request of the bot, whatever its encoding was.
type call struct {
	ctx    context.Context
	method string // lower case: the real server does not care for case
	args   map[string]string
	files  map[string]upload
}

// upload is a file sent inside a request.
type upload struct {
	name string
	mime string
	data []byte
}

// readCall reads the parameters from the query and from a body in any of the encodings that the Bot API takes.
func readCall(r *http.Request, method string) (*call, error) {
	c := &call{ctx: r.Context(), method: strings.ToLower(method), args: make(map[string]string, 8)}
	if r.URL.RawQuery != "" {
		for key, values := range r.URL.Query() {
			c.args[key] = values[0]
		}
	}
	whole := r.Body
	body := http.MaxBytesReader(nil, whole, maxRequest)
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "multipart/form-data":
		err = c.readMultipart(multipart.NewReader(body, params["boundary"]))
	case "application/json":
		err = c.readJSON(body)
	case "application/x-www-form-urlencoded":
		r.Body = body
		if err = r.ParseForm(); err == nil {
			for key, values := range r.PostForm {
				c.args[key] = values[0]
			}
		}
	}
	if err = refuseBody(err); err != nil {
		_, _ = io.CopyN(io.Discard, whole, maxRequest) // a client that is still writing would not see the answer
	}
	return c, err
}

func refuseBody(err error) error {
	var large *http.MaxBytesError
	var api *apiError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &large):
		return &apiError{Code: 413, Description: "Request Entity Too Large"}
	case errors.As(err, &api):
		return err
	}
	return badRequest("can't parse request: %v", err)
}

// readMultipart reads fields and files. go-telegram/bot sends an empty body, without a boundary, for a call without
// parameters; that is no error.
func (c *call) readMultipart(mr *multipart.Reader) error {
	var buf bytes.Buffer
	for first := true; ; first = false {
		part, err := mr.NextPart()
		if err == io.EOF || (first && errors.Is(err, io.EOF)) {
			return nil
		}
		if err != nil {
			return err
		}
		buf.Reset()
		if _, err := buf.ReadFrom(part); err != nil {
			return err
		}
		if !isFile(part) {
			c.args[part.FormName()] = buf.String()
			continue
		}
		if c.files == nil {
			c.files = make(map[string]upload, 1)
		}
		c.files[part.FormName()] = upload{
			name: part.FileName(), mime: part.Header.Get("Content-Type"), data: buf.Bytes(),
		}
		buf = bytes.Buffer{} // the old one's bytes belong to the file now
	}
}

// isFile tells a file from a field: a file has a filename parameter, even an empty one.
func isFile(part *multipart.Part) bool {
	return part.FileName() != "" || strings.Contains(part.Header.Get("Content-Disposition"), "filename=")
}

// readJSON takes a JSON object. Strings lose their quotes; anything else stays JSON, as a form field would carry it.
func (c *call) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return &apiError{Code: 400, Description: "Bad Request: can't parse request JSON object"}
	}
	for key, value := range fields {
		switch {
		case string(value) == "null":
		case value[0] == '"':
			var s string
			if err := json.Unmarshal(value, &s); err != nil {
				return err
			}
			c.args[key] = s
		default:
			c.args[key] = string(value)
		}
	}
	return nil
}

// bool reads a flag as the real server does: true, yes and 1 are true, anything else is false.
func (c *call) bool(name string) bool {
	switch strings.ToLower(strings.TrimSpace(c.args[name])) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// int reads a number; what is no number counts as missing, and the result is held between lo and hi.
func (c *call) int(name string, missing, lo, hi int64) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(c.args[name]), 10, 64)
	if err != nil {
		n = missing
	}
	return min(max(n, lo), hi)
}

// apiError is a refusal as the bot sees it.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int   // seconds, for 429
	MigrateTo   int64 // the supergroup's id, for a group that became one
}

// Error returns the description.
func (e *apiError) Error() string { return e.Description }

func badRequest(format string, args ...any) error {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(reason string) error {
	return &apiError{Code: http.StatusForbidden, Description: "Forbidden: " + reason}
}

func tooMany(seconds int) error {
	return &apiError{
		Code: http.StatusTooManyRequests, RetryAfter: seconds,
		Description: "Too Many Requests: retry after " + strconv.Itoa(seconds),
	}
}

// noted is a result that comes with a description, as setWebhook's does.
type noted struct {
	result any
	note   string
}

func writeResult(w http.ResponseWriter, result any) {
	var note string
	if n, ok := result.(noted); ok {
		result, note = n.result, n.note
	}
	body, err := json.Marshal(result)
	if err != nil {
		writeError(w, &apiError{Code: 500, Description: "Internal Server Error: " + err.Error()})
		return
	}
	reply := make([]byte, 0, len(body)+64+len(note))
	reply = append(reply, `{"ok":true,"result":`...)
	reply = append(reply, body...)
	if note != "" {
		reply = append(reply, `,"description":`...)
		reply = strconv.AppendQuote(reply, note)
	}
	writeBody(w, http.StatusOK, append(reply, '}'))
}

func writeError(w http.ResponseWriter, err error) {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{Code: 500, Description: "Internal Server Error: " + err.Error()}
	}
	type parameters struct {
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
		RetryAfter int   `json:"retry_after,omitempty"`
	}
	reply := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: e.Code, Description: e.Description}
	if e.RetryAfter > 0 || e.MigrateTo != 0 {
		reply.Parameters = &parameters{MigrateTo: e.MigrateTo, RetryAfter: e.RetryAfter}
	}
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	body, _ := json.Marshal(reply) // strings and numbers always encode
	writeBody(w, e.Code, body)
}

func writeBody(w http.ResponseWriter, code int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body) // a bot that hung up is its own affair
}
