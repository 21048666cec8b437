package console_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	downloads "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/report/records"
	"danbiet/ward"
)

// september is a period of the record with a few petitions.
const september = "ky=ngay&tu=2026-09-01&den=2026-09-30"

// lettersOfSeptember files a denunciation, one of a leader that an officer keeps, and a petition that begins like a formula.
func (s *site) lettersOfSeptember() (denounced, kept, plain ward.Code) {
	s.t.Helper()
	today := s.now
	defer func() { s.now = today }()
	s.now = time.Date(2026, time.September, 8, 9, 0, 0, 0, law.Zone())
	keeper := s.staffAs("giu-don", ward.RoleReception)
	file := func(key string, kind law.PetitionKind, content ward.Content) (code ward.Code) {
		s.write(func(ctx context.Context, w *ward.Ward) error {
			filed, err := w.File(ctx, ward.Draft{Key: key, Kind: kind, Field: "moi-truong", Neighbourhood: "duong-hoa", Channel: "paper", Content: content})
			code = filed.Code
			return err
		})
		return code
	}
	denounced = file("to-cao", law.ToCao, ward.Content{What: "Lời tố cáo", Name: "Lê Văn Tố"})
	kept = file("lanh-dao", law.ToCao, ward.Content{What: "Lời tố cáo lãnh đạo", Name: "Phạm Thị Giữ"})
	plain = file("phan-anh", law.PhanAnh, ward.Content{What: "=CỘT ĐÈN HỎNG", Name: "Trần Thị Kín", Phone: "+84912345678"})
	s.write(func(ctx context.Context, w *ward.Ward) error {
		c, err := w.Case(ctx, kept)
		if err != nil {
			return err
		}
		return w.KeepForProvince(ctx, c.ID, keeper, c.Version)
	})
	return denounced, kept, plain
}

// take asks for an export and returns the answer.
func (o *officer) take(period string, form url.Values, headers ...string) reply {
	o.t.Helper()
	return o.do(http.MethodPost, "xuat-du-lieu?"+period, form, headers...)
}

// exportsLogged are the exports in the log, newest first, with their reasons.
func (s *site) exportsLogged() (lines []string) {
	s.t.Helper()
	err := s.house.Read(s.t.Context(), minhDuc, func(w *ward.Ward) error {
		log, err := w.AuditLog(s.t.Context(), ward.AuditQuery{Acts: []ward.Act{ward.ActExported}, Limit: 50})
		for _, e := range log {
			lines = append(lines, strings.TrimSpace(e.Detail+" "+e.Reason))
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return lines
}

func table(t *testing.T, body string) [][]string {
	t.Helper()
	plain, marked := strings.CutPrefix(body, "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(plain)).ReadAll()
	if err != nil || !marked {
		t.Fatalf("csv: %v, with a byte order mark: %v\n%s", err, marked, body)
	}
	return rows
}

func TestRecordsLeaveTheDeskWithoutWhoeverTheyAreOf(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		denounced, kept, plain := s.lettersOfSeptember()
		leader := s.officerAs("lanhdao", ward.RoleLeader)
		leader.visit("xuat-du-lieu?"+september).ok().says("Kỳ từ 01/09/2026 đến 30/09/2026", "Đơn, kiến nghị, phản ánh", "2 dòng", "Nhật ký thao tác", "Tải kèm danh tính")
		file := leader.take(september, url.Values{"loai": {"petitions"}, "dang": {"csv"}}).ok()
		if got := file.header.Get("Content-Disposition"); got != `attachment; filename="don-thu-2026-09-01-2026-09-30.csv"` {
			t.Errorf("the file is %q", got)
		}
		rows := table(t, file.body)
		if len(rows) != 3 || rows[1][0] != string(denounced) || rows[2][0] != string(plain) || len(rows[1]) != 9 {
			t.Errorf("the rows are %q; want the denunciation and the petition, without senders", rows)
		}
		file.neverSays("Trần Thị Kín", "912345678", "CỘT ĐÈN", "Lê Văn Tố", string(kept), "Phạm Thị Giữ")
		for _, format := range []string{"csv", "xlsx", "jsonl"} {
			steps := leader.take(september, url.Values{"loai": {"actions"}, "dang": {format}}).ok()
			steps.neverSays(string(kept), "Trần Thị Kín")
		}
		lines := leader.take(september, url.Values{"loai": {"petitions"}, "dang": {"jsonl"}}).ok().says(`"code":"` + string(plain) + `"`)
		if n := strings.Count(lines.body, "\n"); n != 2 {
			t.Errorf("%d lines of JSON; want 2", n)
		}
		book, err := excelize.OpenReader(strings.NewReader(leader.take(september, url.Values{"loai": {"petitions"}, "dang": {"xlsx"}}).ok().body))
		if err != nil {
			t.Fatal(err)
		}
		cells, err := book.GetRows("petitions")
		if err := errors.Join(err, book.Close()); err != nil {
			t.Fatal(err)
		}
		if len(cells) != 3 || cells[2][0] != string(plain) {
			t.Errorf("the sheet holds %q", cells)
		}
		want := []string{
			"petitions 2026-09-01 2026-09-30 xlsx", "petitions 2026-09-01 2026-09-30 jsonl", "actions 2026-09-01 2026-09-30 jsonl", "actions 2026-09-01 2026-09-30 xlsx",
			"actions 2026-09-01 2026-09-30 csv", "petitions 2026-09-01 2026-09-30 csv",
		}
		if diff := cmp.Diff(want, s.exportsLogged()); diff != "" {
			t.Errorf("the log (-want +got):\n%s", diff)
		}
		leader.visit("nhat-ky").ok().says("Đơn, kiến nghị, phản ánh, 01/09/2026–30/09/2026, XLSX")
	})
}

func TestIdentitiesLeaveTheDeskForAReasonAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "")
		_, kept, _ := s.lettersOfSeptember()
		leader, reception := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("tiepnhan", ward.RoleReception)
		form := func(reason string) url.Values {
			return url.Values{"loai": {"petitions"}, "dang": {"csv"}, "danh-tinh": {"co"}, "ly-do": {reason}}
		}
		short := leader.take(september, form("cần gấp")).says("Xin ghi rõ vì sao cần danh tính", "cần gấp</textarea>", `aria-invalid="true"`)
		if short.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d; want 422", short.status)
		}
		short.neverSays("Trần Thị Kín")
		if got := reception.take(september, form("theo yêu cầu của thanh tra")); got.status != http.StatusNotFound {
			t.Errorf("identities for reception: status %d; want 404", got.status)
		}
		reception.visit("xuat-du-lieu?"+september).ok().says("Đơn, kiến nghị, phản ánh").neverSays("Tải kèm danh tính", "Nhật ký thao tác", "Số liệu nhập tay")
		if log := s.exportsLogged(); len(log) > 0 {
			t.Errorf("what was refused is in the log: %q", log)
		}
		file := leader.take(september, form("theo yêu cầu của thanh tra")).ok()
		if got := file.header.Get("Content-Disposition"); !strings.Contains(got, "co-danh-tinh") {
			t.Errorf("the file is %q", got)
		}
		rows := table(t, file.body)
		if got := rows[2][9:]; !slices.Equal(got, []string{"Trần Thị Kín", "'+84912345678", "", "", "'=CỘT ĐÈN HỎNG"}) {
			t.Errorf("the sender and their words: %q", got)
		}
		file.neverSays("Lê Văn Tố", "Lời tố cáo", string(kept))
		if want := []string{"petitions 2026-09-01 2026-09-30 csv identities theo yêu cầu của thanh tra"}; !slices.Equal(s.exportsLogged(), want) {
			t.Errorf("the log: %q", s.exportsLogged())
		}
		leader.visit("nhat-ky").ok().says("CSV, kèm danh tính", "theo yêu cầu của thanh tra")
	})
}

func TestAnExportThatCannotBeIsRefusedInASentence(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.lettersOfSeptember()
	leader, editor := s.officerAs("lanhdao", ward.RoleLeader), s.officerAs("bientap", ward.RoleEditor)
	for _, one := range []struct {
		period string
		form   url.Values
		says   string
	}{
		{september, url.Values{"loai": {"petitions"}}, "Xin chọn loại dữ liệu và dạng tệp."},
		{september, url.Values{"loai": {"petitions"}, "dang": {"exe"}}, "Xin chọn loại dữ liệu và dạng tệp."},
		{"ky=ngay&tu=2026-09-30&den=2026-09-01", url.Values{"loai": {"petitions"}, "dang": {"csv"}}, "Ngày cuối của kỳ không thể trước ngày đầu."},
		{"ky=ngay&tu=2020-01-01&den=2020-01-31", url.Values{"loai": {"petitions"}, "dang": {"csv"}}, "Kỳ này không có dòng nào để xuất."},
	} {
		if got := leader.take(one.period, one.form).says(one.says); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s %v: status %d; want 422", one.period, one.form, got.status)
		}
	}
	for _, form := range []url.Values{
		{"loai": {"petitions"}, "dang": {"csv"}},
		{"loai": {"audit"}, "dang": {"csv"}},
		{"loai": {"khong-co"}, "dang": {"csv"}},
		{"loai": {"interactions"}, "dang": {"csv"}, "danh-tinh": {"co"}, "ly-do": {"theo yêu cầu của thanh tra"}},
	} {
		if got := editor.take(september, form); got.status != http.StatusNotFound {
			t.Errorf("%v for an editor: status %d; want 404", form, got.status)
		}
	}
	if log := s.exportsLogged(); len(log) > 0 {
		t.Errorf("what was refused is in the log: %q", log)
	}
	editor.visit("xuat-du-lieu").ok().says("Các đợt phát thông báo", "Kỳ này không có").neverSays("Đơn, kiến nghị, phản ánh")
	s.officerAs("giamsat", ward.RoleObserver).visit("so-lieu").ok().neverSays("xuat-du-lieu")
	leader.visit("so-lieu?ky=nam&khu=duong-hoa").ok().says("xuat-du-lieu?ky=nam\"")
}

func TestEveryKindOfRecordIsOfferedAndExplained(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	leader := s.officerAs("lanhdao", ward.RoleLeader)
	offered, explained := leader.visit("xuat-du-lieu").ok(), leader.visit("xuat-du-lieu/tu-dien").ok()
	for _, k := range records.Kinds() {
		offered.says(`id="` + k.Name + `"`)
		for _, c := range k.WithIdentities().Columns {
			explained.says("<code>" + c.Name + "</code>")
		}
	}
	book, err := excelize.OpenReader(strings.NewReader(leader.visit("xuat-du-lieu/tu-dien.xlsx").ok().body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Từ điển dữ liệu")
	if err := errors.Join(err, book.Close()); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 80 || rows[1][1] != "code" {
		t.Errorf("the dictionary has %d rows, the first %q", len(rows), rows[:2])
	}
}

func TestAScriptIsToldHowFarAnExportIs(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.figuresRecord()
	leader := s.officerAs("lanhdao", ward.RoleLeader)
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		form := url.Values{"loai": {"interactions"}, "dang": {format}}
		whole := leader.take("ky=nam", form).ok()
		framed := leader.take("ky=nam", form, "Accept", "application/vnd.danbiet.frames").ok()
		total, err := strconv.Atoi(framed.header.Get("Danbiet-Rows"))
		if lines := strings.Count(whole.body, "\n"); err != nil || format == "jsonl" && total != lines || format == "csv" && total != lines-1 {
			t.Fatalf("%s: %d rows are said, %v; the file has %d lines", format, total, err, lines)
		}
		file, steps := unframed(t, framed.body, total)
		if len(steps) < 3 || steps[0] >= total || steps[len(steps)-1] != total {
			t.Errorf("%s: after %v of %d rows it is told how far it is", format, steps, total)
		}
		if format != "xlsx" && file != whole.body || format == "xlsx" && !strings.HasPrefix(file, "PK") {
			t.Errorf("%s: the pieces make another file than the plain download", format)
		}
	}
}

// unframed joins the pieces of an export and lists the rows that stood before each.
func unframed(t *testing.T, body string, total int) (file string, steps []int) {
	t.Helper()
	rest := []byte(body)
	for len(rest) > 8 {
		rows, size := int(binary.BigEndian.Uint32(rest)), int(binary.BigEndian.Uint32(rest[4:]))
		if len(steps) > 0 && rows < steps[len(steps)-1] || rows > total {
			t.Errorf("%d rows after %v", rows, steps)
		}
		steps = append(steps, rows)
		file += string(rest[8 : 8+size])
		rest = rest[8+size:]
	}
	if !bytes.Equal(rest, make([]byte, 8)) {
		t.Errorf("the end is %v; want no rows and no bytes", rest)
	}
	return file, steps
}

// slowReader is a browser that takes the first piece of a file when it is told to, and breaks off.
type slowReader struct {
	*httptest.ResponseRecorder
	begun, let chan struct{}
}

var errGone = errors.New("the reader has gone")

func (r slowReader) Write([]byte) (int, error) {
	r.begun <- struct{}{}
	<-r.let
	return 0, errGone
}

func TestTwoExportsAtATimeAndHalfAFileIsNone(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.lettersOfSeptember()
	leader := s.officerAs("lanhdao", ward.RoleLeader)
	form := url.Values{"loai": {"petitions"}, "dang": {"csv"}}
	browser := slowReader{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	ends := make(chan any, 2)
	for range cap(ends) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, deskPath+"xuat-du-lieu?"+september, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(leader.cookie)
		own := browser
		own.ResponseRecorder = httptest.NewRecorder()
		go func() {
			defer func() { ends <- recover() }()
			s.handler.ServeHTTP(own, r)
		}()
		<-browser.begun
	}
	refused := leader.take(september, form).says("Đang có người khác xuất dữ liệu.")
	if refused.status != http.StatusServiceUnavailable || refused.header.Get("Retry-After") == "" {
		t.Errorf("a third export: status %d; want 503, and when to come again", refused.status)
	}
	close(browser.let)
	for range cap(ends) {
		if end := <-ends; end != http.ErrAbortHandler {
			t.Errorf("an export that breaks off ends with %v; want the connection to break off too", end)
		}
	}
	leader.take(september, form).ok()
}

func TestTheBarOfAnExportComesToItsEndInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	s := openDesk(t, dbtest.SQLite(t), "")
	s.figuresRecord()
	o := s.officerAs("lanhdao", ward.RoleLeader)
	mux := http.NewServeMux()
	mux.Handle("/console/", s.handler)
	mux.Handle("/phuong/", console.NewPublic(s.house))
	server := httptest.NewServer(mux)
	defer server.Close()
	b, folder := openBrowser(t), t.TempDir()
	waiting, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	progress := chromedp.Events(waiting, downloads.DownloadProgress)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		allow := downloads.SetDownloadBehaviorParams{Behavior: downloads.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder, EventsEnabled: new(true)}
		if _, err := chromedp.Call(ctx, downloads.SetDownloadBehavior, allow); err != nil {
			return err
		}
		return target.Call(ctx, network.SetCookie.Method, network.SetCookieParams{Name: o.cookie.Name, Value: o.cookie.Value, URL: server.URL, Path: deskPath}, nil)
	}), chromedp.Navigate(server.URL+deskPath+"xuat-du-lieu?ky=nam"))
	look := func(name string) {
		t.Helper()
		for _, screen := range []struct {
			name          string
			width, height int64
			scheme        string
		}{{"phone-dark", 390, 844, "dark"}, {"phone", 390, 844, "light"}, {"tablet", 768, 1024, "light"}, {"desktop", 1440, 900, "light"}, {"desktop-dark", 1440, 900, "dark"}} {
			b.look(screen.width, screen.height, screen.scheme)
			for _, fault := range ask[[]string](b, measure) {
				t.Errorf("%s on %s: %s", name, screen.name, fault)
			}
			b.shot(name + "-" + screen.name)
		}
	}
	look("exports")
	b.do(chromedp.Click(`form.export[data-rows]:has(input[value="interactions"]) button[value="xlsx"]`), chromedp.WaitVisible(`.under-way progress`))
	b.do(chromedp.Poll[chromedp.Void](`document.querySelector('.under-way [role="status"]').textContent.startsWith('Đã tải xong tro-chuyen-2026-01-01-2026-12-31.xlsx')`))
	if at := ask[float64](b, `document.querySelector('.under-way progress').position`); at != 1 {
		t.Errorf("the bar stands at %v; want its end", at)
	}
	for e, err := range progress {
		if err != nil {
			t.Fatalf("no file is saved: %v", err)
		}
		if e.State == downloads.DownloadProgressStateCompleted {
			break
		}
	}
	book, err := excelize.OpenFile(filepath.Join(folder, "tro-chuyen-2026-01-01-2026-12-31.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Error(err)
	}
	ask[bool](b, `document.querySelectorAll('details').forEach((d) => { d.open = true; }) === undefined`)
	look("exported")
	b.do(chromedp.SendKeys(`#ly-do`, "gấp"), chromedp.Click(`form.act button[value="csv"]`), chromedp.WaitVisible(`#loi-ly-do`))
	look("refused")
	b.do(chromedp.Navigate(server.URL + deskPath + "xuat-du-lieu/tu-dien"))
	look("dictionary")
}
