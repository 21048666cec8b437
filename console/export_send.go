package console

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"danbiet/report/records"
	"danbiet/viet"
	"danbiet/ward"
)

// Bounds of exports: each holds a connection to the database for as long as its reader takes.
const (
	exportsAtOnce = 2
	exportWithin  = 30 * time.Minute
	exportGrace   = 30 * time.Second // for a piece of a file
	exportPiece   = 32 << 10         // bytes
	exportShown   = 2000             // rows after which a script is told how far it is, whether there are bytes or not
)

// maxExportReason is the longest reason for taking identities along, in runes.
const maxExportReason = 500

// asking is an export that somebody asks for.
type asking struct {
	ward.Export

	exported   exported
	records    records.Kind
	unreasoned bool // it was refused for want of a reason
}

// Sentences for what is refused.
const (
	exportUnchosen = "Xin chọn loại dữ liệu và dạng tệp."
	exportEmpty    = "Kỳ này không có dòng nào để xuất. Xin chọn kỳ khác."
	exportBusy     = "Đang có người khác xuất dữ liệu. Xin thử lại sau ít phút."
	exportReason   = "Xin ghi rõ vì sao cần danh tính, ít nhất mười chữ."
)

// exportLimit is how many rows an Excel sheet holds, in words.
func exportLimit() string { return viet.Number(records.MaxSheetRows) }

// exportTooLong is said of a period with more rows than an Excel sheet.
func exportTooLong() string {
	return "Một bảng Excel chứa nhiều nhất " + exportLimit() + " dòng. Xin chọn kỳ ngắn hơn, hoặc dạng CSV."
}

// export sends the records of a kind as a file, row by row as they are read. What it is, and why, is in the log before the
// first leaves.
func (d *desk) export(v *visit) {
	if err := v.r.ParseForm(); err != nil {
		d.exportForm(v, "Không đọc được nội dung đã gửi. Xin thử lại.", asking{}, http.StatusUnprocessableEntity)
		return
	}
	a, found := d.asks(v)
	switch {
	case !found:
		d.missing(v)
		return
	case a.Kind == "" || a.Format == "":
		d.exportForm(v, exportUnchosen, a, http.StatusUnprocessableEntity)
		return
	case a.From.IsZero():
		d.exportForm(v, "", a, http.StatusUnprocessableEntity) // says what is wrong with the period
		return
	}
	select {
	case d.exports <- struct{}{}:
		defer func() { <-d.exports }()
	default:
		v.w.Header().Set("Retry-After", "60")
		d.exportForm(v, exportBusy, a, http.StatusServiceUnavailable)
		return
	}
	total, problem, err := d.admitExport(v, &a)
	switch {
	case err != nil:
		d.fail(v, err)
	case problem != "":
		d.exportForm(v, problem, a, http.StatusUnprocessableEntity)
	default:
		d.sendExport(v, a, total)
	}
}

// asks reads what is asked for. A kind that is none, or not for this role, and identities that are not, are not found. Without
// a kind, a format or a period there is none in the answer.
func (d *desk) asks(v *visit) (a asking, found bool) {
	form := v.r.PostForm
	kind := form.Get("loai")
	if kind == "" {
		return a, true
	}
	all := v.exportable()
	i := slices.IndexFunc(all, func(e exported) bool { return e.kind == kind })
	if i < 0 {
		return a, false
	}
	a.exported = all[i]
	a.records, found = records.Find(kind)
	a.Kind = kind
	if _, ok := nameIn(exportFormats[:], form.Get("dang")); ok {
		a.Format = form.Get("dang")
	}
	if form.Get("danh-tinh") != "" {
		a.Identities, a.Reason = true, viet.Clean(form.Get("ly-do"), maxExportReason)
		found = found && v.names(a.records)
		a.records = a.records.WithIdentities()
	}
	if q := figuresOf(v.r.URL.Query(), v.ward, d.today(v)); q.problem == "" {
		a.From, a.To = q.span.from, q.span.to
	}
	return a, found
}

// admitExport counts what is asked for and notes it in the log. What is refused is a sentence.
func (d *desk) admitExport(v *visit, a *asking) (total int64, problem string, err error) {
	err = d.House.Read(v.ctx(), v.ward.Slug, func(w *ward.Ward) (err error) {
		total, err = a.records.Count(v.ctx(), w, a.From, a.To)
		return err
	})
	switch {
	case err != nil:
		return 0, "", err
	case total == 0:
		return 0, exportEmpty, nil
	case records.Fits(a.Format, total) != nil:
		return 0, exportTooLong(), nil
	}
	err = d.House.Write(v.ctx(), v.ward.Slug, func(w *ward.Ward) error { return w.NoteExport(v.session.Staff, a.Export) })
	if errors.Is(err, ward.ErrShortReason) {
		a.unreasoned = true
		return 0, exportReason, nil
	}
	return total, "", err
}

// sendExport writes the file. Where it breaks off, so does the connection: half a file must not pass for a whole one.
func (d *desk) sendExport(v *visit, a asking, total int64) {
	ctx, cancel := context.WithTimeout(v.ctx(), exportWithin)
	defer cancel()
	out := newExportStream(v, a, total)
	err := d.House.Read(ctx, v.ward.Slug, func(w *ward.Ward) error { return out.write(ctx, w, a) })
	switch {
	case err == nil:
	case !out.begun:
		for _, name := range []string{"Content-Type", "Content-Disposition", exportTotal} {
			v.w.Header().Del(name)
		}
		d.fail(v, err)
	default:
		if v.ctx().Err() == nil {
			d.Log.Error("console: export", "kind", a.Kind, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// exportTotal is the header that says how many rows a file is going to have.
const exportTotal = "Danbiet-Rows"

// exportFrames is the type of an answer to a script that shows how far it is: pieces of the file, each behind how many rows
// have been read and how many bytes it has, both in four bytes, the high one first. A piece may have no bytes: an Excel file is
// packed when its last row is read. The end is a piece of no rows and no bytes.
const exportFrames = "vnd.danbiet.frames"

// frameHead is how many bytes stand in front of a piece.
const frameHead = 8

// exportStream writes a file to a browser.
type exportStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	framed  bool
	begun   bool
	rows    uint32
}

func newExportStream(v *visit, a asking, total int64) *exportStream {
	s := &exportStream{w: v.w, control: http.NewResponseController(v.w), framed: strings.HasSuffix(v.r.Header.Get("Accept"), "/"+exportFrames)}
	_ = s.control.SetReadDeadline(time.Time{}) // the form is read; its deadline would end the answer
	h := v.w.Header()
	h.Set("Content-Type", map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": xlsx, "jsonl": "application/jsonl"}[a.Format])
	switch {
	case s.framed && a.Format == "xlsx":
		h.Set("Content-Type", "application/"+exportFrames)
	case s.framed:
		h.Set("Content-Type", "text/"+exportFrames) // shrinks on its way
	}
	h.Set("Content-Disposition", `attachment; filename="`+a.fileName()+`"`)
	h.Set("X-Accel-Buffering", "no") // nginx would hold the stream back
	h.Set(exportTotal, strconv.FormatInt(total, 10))
	return s
}

// fileName is "don-thu-2026-01-01-2026-06-30.csv".
func (a asking) fileName() string {
	name := a.exported.file
	if a.Identities {
		name += "-co-danh-tinh"
	}
	return fmt.Sprintf("%s-%s-%s.%s", name, a.From, a.To, a.Format)
}

// write writes all rows.
func (s *exportStream) write(ctx context.Context, w *ward.Ward, a asking) (err error) {
	out := bufio.NewWriterSize(s, exportPiece)
	table, err := records.NewTable(a.Format, out, a.records)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	err = a.records.Rows(ctx, w, a.From, a.To, func(values ...any) error {
		if s.rows++; s.rows%exportShown == 0 && s.framed {
			if err := s.piece(s.rows, nil); err != nil {
				return err
			}
		}
		return table.Row(values...)
	})
	if err != nil {
		return err
	}
	if err := errors.Join(table.End(), out.Flush()); err != nil || !s.framed {
		return err
	}
	return s.piece(0, nil)
}

// Write sends a piece of the file.
func (s *exportStream) Write(p []byte) (int, error) {
	if s.framed {
		if err := s.piece(s.rows, p); err != nil {
			return 0, err
		}
		return len(p), nil
	}
	return s.send(p)
}

func (s *exportStream) piece(rows uint32, p []byte) error {
	head := make([]byte, 0, frameHead)
	head = binary.BigEndian.AppendUint32(head, rows)
	head = binary.BigEndian.AppendUint32(head, uint32(len(p)))
	if _, err := s.send(head); err != nil {
		return err
	}
	if len(p) == 0 {
		_ = s.control.Flush() // a writer that holds nothing back has nothing to send
		return nil
	}
	_, err := s.send(p)
	return err
}

// send writes with a deadline of its own: the server's would end a long file, and none would let a dead browser hold a
// connection.
func (s *exportStream) send(p []byte) (int, error) {
	s.begun = true
	_ = s.control.SetWriteDeadline(time.Now().Add(exportGrace)) // a writer without deadlines has none to set
	return s.w.Write(p)
}
