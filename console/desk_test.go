package console_test

import (
	"context"
	"encoding/base32"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

const deskPath = "/console/" + minhDuc + "/"

const aPassword = "ba con vịt qua cầu"

// officer is a browser at the console, with its cookie.
type officer struct {
	*site
	cookie *http.Cookie // of the session
	noted  *http.Cookie // of the last form
	app    ward.TOTP
}

// openDesk is the sample ward with its console.
func openDesk(t *testing.T, d *db.DB, publicURL string) *site {
	t.Helper()
	s := openSite(t, d)
	stopped := make(chan struct{}) // streams of events end at once: these tests read whole answers
	close(stopped)
	handler, err := console.Desk{House: s.house, PublicURL: publicURL, Stop: stopped, Notices: plainNotices}.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s.handler = handler
	return s
}

// invite adds somebody and returns the path of their invitation.
func (s *site) invite(login string, role ward.Role) (path string) {
	s.t.Helper()
	s.write(func(ctx context.Context, w *ward.Ward) error {
		if _, err := w.AddStaff(ctx, ward.Staff{Login: login, Name: "Cán bộ " + role.Name(), Role: role}); err != nil {
			return err
		}
		token, err := w.NewInvitation(ctx, login)
		path = "loi-moi/" + token
		return err
	})
	return path
}

// do sends a request below the console, a form where there is one, and keeps the cookie.
func (o *officer) do(method, path string, form url.Values, headers ...string) reply {
	o.t.Helper()
	r := httptest.NewRequestWithContext(o.t.Context(), method, deskPath+path, strings.NewReader(form.Encode()))
	r.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range []*http.Cookie{o.cookie, o.noted} {
		if c != nil {
			r.AddCookie(c)
		}
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got := o.ask(r)
	for _, c := range (&http.Response{Header: got.header}).Cookies() {
		if c.Name == "danbiet_changed" {
			o.noted = c
		} else {
			o.cookie = c
		}
	}
	return got
}

func (o *officer) visit(path string) reply {
	o.t.Helper()
	return o.do(http.MethodGet, path, nil)
}

// leads fails unless the answer leads below the console.
func (r reply) leads(path string) {
	r.t.Helper()
	if got := r.header.Get("Location"); r.status != http.StatusSeeOther || got != deskPath+path {
		r.t.Fatalf("status %d to %q; want 303 to %q; body:\n%s", r.status, got, deskPath+path, r.main())
	}
}

var keyShown = regexp.MustCompile(`<code class="key">([A-Z2-7 ]+)</code>`)

// enter accepts an invitation and sets up the app, as far as the recovery codes.
func (s *site) enter(invitation string) (*officer, reply) {
	s.t.Helper()
	o := &officer{site: s}
	o.visit(invitation).ok().says("Đặt mật khẩu")
	o.do(http.MethodPost, invitation, url.Values{"mat-khau": {aPassword}, "nhac-lai": {aPassword}}).leads("ma")
	page := o.visit("ma").ok().says("data:image/png;base64,")
	found := keyShown.FindStringSubmatch(page.body)
	if found == nil {
		s.t.Fatal("the key of the app is not shown")
	}
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(found[1], " ", ""))
	if err != nil {
		s.t.Fatal(err)
	}
	o.app = ward.TOTP{Secret: secret}
	return o, o.do(http.MethodPost, "ma", url.Values{"ma": {o.app.CodeAt(s.now)}}).ok()
}

func TestFromTheInvitationToTheEndOfASession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openDesk(t, d, "https://phuong.example")
		invitation := s.invite("tiepnhan", ward.RoleReception)
		first, codes := s.enter(invitation)
		codes.says("Mã dự phòng", "không hiện lại")
		if got := len(regexp.MustCompile(`<li><code>\w{5}-\w{5}</code>`).FindAllString(codes.body, -1)); got != 10 {
			t.Errorf("%d recovery codes are shown; want 10", got)
		}
		if c := first.cookie; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != deskPath {
			t.Errorf("the cookie is %v", c)
		}
		first.visit("").ok().says("Kính chào Cán bộ tiếp nhận", "Tiếp nhận và phân loại hồ sơ", "Đăng xuất").neverSays("Giao hồ sơ", "gõ /thongbao")
		first.visit("dang-nhap").leads("")
		first.visit("ma").leads("")
		if got := first.visit(invitation); got.status != http.StatusNotFound {
			t.Errorf("the invitation again: status %d", got.status)
		}

		s.now = s.now.Add(time.Minute)
		second := &officer{site: s}
		second.visit("").leads("dang-nhap")
		second.visit("dang-nhap").ok().says("Tên đăng nhập")
		second.do(http.MethodPost, "dang-nhap", url.Values{"ten": {"tiepnhan"}, "mat-khau": {aPassword}}).leads("ma")
		second.visit("").leads("ma")
		second.visit("ma").ok().says("Nhập mã xác thực").neverSays("data:image/png")
		second.do(http.MethodPost, "ma", url.Values{"ma": {second.app.CodeAt(s.now)}}).says("Mã chưa đúng")
		second.do(http.MethodPost, "ma", url.Values{"ma": {first.app.CodeAt(s.now)}}).leads("")

		list := second.visit("phien").ok().says("Chrome, Windows", "phiên này")
		other := regexp.MustCompile(`/phien/\d+`).FindAllString(list.body, -1)
		if len(other) != 1 {
			t.Fatalf("sessions that can be ended: %v; want the other one", other)
		}
		second.do(http.MethodPost, other[0][1:], nil).leads("phien")
		first.visit("").leads("dang-nhap")
		second.do(http.MethodPost, other[0][1:], nil).neverSays("Kết thúc phiên")
		kept := *second.cookie
		second.do(http.MethodPost, "dang-xuat", nil).leads("dang-nhap")
		second.cookie = &kept
		second.visit("").leads("dang-nhap")
	})
}

func TestAPageThatARoleMayNotSeeDoesNotExist(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	enterers := []ward.Role{ward.RoleEditor, ward.RoleLeader}
	counters := []ward.Role{ward.RoleReception, ward.RoleHandler, ward.RoleEditor, ward.RoleLeader, ward.RoleObserver}
	receivers := []ward.Role{ward.RoleReception, ward.RoleLeader}
	readers := []ward.Role{ward.RoleReception, ward.RoleHandler, ward.RoleLeader}
	intake := []ward.Role{ward.RoleReception, ward.RoleLeader}
	// What each role may open besides what all may; the table below holds every route there is.
	pages := map[string][]ward.Role{
		"GET {$}": ward.Roles(), "GET phien": ward.Roles(), "POST phien/{session}": ward.Roles(), "GET can-bo": {ward.RoleAdministrator}, "POST can-bo": {ward.RoleAdministrator},
		"POST can-bo/{login}/loi-moi": {ward.RoleAdministrator}, "POST can-bo/{login}/khoa": nil, // of oneself: nobody
		"POST tai-khoan/mat-khau": ward.Roles(), "POST tai-khoan/ma-du-phong": ward.Roles(),
		"GET nhat-ky": {ward.RoleLeader, ward.RoleAdministrator}, "GET nhat-ky.csv": {ward.RoleLeader, ward.RoleAdministrator},
		"GET loi-moi/{token}": nil, "POST loi-moi/{token}": nil, "GET dang-nhap": nil, "POST dang-nhap": nil, "GET ma": nil, "POST ma": nil, "POST dang-xuat": nil,
		"GET so-lieu": counters, "GET so-lieu/{metric}": counters, "GET so-lieu/{metric}/{rows}": counters,
		"GET so-lieu/kiem-tra": counters, "POST so-lieu/kiem-tra": counters, "GET so-lieu/nhap": enterers, "POST so-lieu/nhap": enterers,
		"GET so-lieu/nhap/mau.xlsx": enterers, "POST so-lieu/nhap/tep": enterers, "GET so-lieu/nhap/{indicator}": enterers,
		"GET ho-so": readers, "GET ho-so/song": readers, "POST ho-so/giao": {ward.RoleLeader},
		"GET ho-so/{code}": readers, "GET ho-so/{code}/tep/{file}": readers, "GET ho-so/{code}/phieu-chuyen.docx": readers,
		"POST ho-so/{code}/buoc": readers, "POST ho-so/{code}/ghi-chu": readers, "POST ho-so/{code}/giao": {ward.RoleLeader},
		"POST ho-so/{code}/phan-loai": {ward.RoleReception, ward.RoleLeader}, "POST ho-so/{code}/tach": {ward.RoleReception, ward.RoleLeader},
		"POST ho-so/{code}/gop": {ward.RoleReception, ward.RoleLeader}, "POST ho-so/{code}/co": {ward.RoleHandler, ward.RoleLeader},
		"POST ho-so/{code}/lanh-dao": intake, "GET tiep-nhan": intake, "POST tiep-nhan": intake, "GET tiep-nhan/so.xlsx": intake,
		"GET tiep-nhan/{code}/phieu.pdf": intake, "POST tiep-nhan/{code}/phieu.pdf": intake, "GET tiep-nhan/{kept}": intake,
		"GET tiep-nhan/{kept}/tep/{file}": intake, "GET tiep-nhan/{kept}/phieu-chuyen.docx": intake, "POST tiep-nhan/{kept}/chuyen": intake,
		"POST tiep-nhan/{kept}/nhan-giu": intake,
		"POST ho-so/{code}/tra-loi":      {ward.RoleHandler, ward.RoleLeader}, "POST ho-so/{code}/danh-tinh": nil,
		"GET lich-tiep": receivers, "POST doi-lich": receivers, "POST doi-lich/{change}": receivers, "GET lich-tiep/so": receivers, "GET lich-tiep/so.docx": receivers,
		"GET lich-tiep/so.xlsx": receivers, "GET lich-tiep/{date}": receivers, "POST lich-tiep/{date}/buoi": receivers, "POST lich-tiep/{date}/khach": receivers,
		"POST lich-tiep/{date}/khach/{visit}": receivers,
		"GET hoi-thoai":                       readers, "GET hoi-thoai/{talk}": readers, "POST hoi-thoai/{talk}": readers, "GET hoi-thoai/{talk}/tep/{file}": readers, "POST goi-lai/{call}": readers,
	}
	for _, path := range []string{
		"GET thong-bao", "GET thong-bao/moi", "POST thong-bao/moi", "GET thong-bao/moi/tep/{file}", "GET thong-bao/chien-dich", "POST thong-bao/chien-dich",
		"GET thong-bao/{id}", "GET thong-bao/{id}/sua", "POST thong-bao/{id}/sua", "POST thong-bao/{id}/buoc", "GET thong-bao/{id}/to-roi.pdf", "GET thong-bao/{id}/loa.pdf",
	} {
		pages[path] = []ward.Role{ward.RoleEditor, ward.RoleLeader}
	}
	for _, path := range []string{"GET bao-cao", "GET bao-cao/chot/{file}", "GET bao-cao/{period}", "GET bao-cao/{period}/{file}"} {
		pages[path] = counters
	}
	for _, path := range []string{"POST bao-cao/{period}/chot", "GET bao-cao/{period}/phan/{section}", "POST bao-cao/{period}/phan/{section}"} {
		pages[path] = []ward.Role{ward.RoleLeader}
	}
	for _, path := range []string{"GET mau-tra-loi", "GET mau-tra-loi/moi", "POST mau-tra-loi/moi", "GET mau-tra-loi/{reply}", "POST mau-tra-loi/{reply}"} {
		pages[path] = []ward.Role{ward.RoleHandler, ward.RoleLeader} // whoever answers
	}
	for _, path := range []string{"GET xuat-du-lieu", "POST xuat-du-lieu", "GET xuat-du-lieu/tu-dien", "GET xuat-du-lieu/tu-dien.xlsx"} {
		pages[path] = []ward.Role{ward.RoleReception, ward.RoleEditor, ward.RoleLeader}
	}
	pages["POST thong-bao/{id}/duyet"] = []ward.Role{ward.RoleLeader}
	want := slices.Sorted(maps.Keys(pages))
	var got []string
	for _, r := range console.DeskRoutes() {
		got = append(got, r.Method+" "+r.Path)
		if r.Inside && r.May == "" {
			t.Errorf("%s %s asks for no permission", r.Method, r.Path)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Fatalf("the routes are %q; this test knows %q", got, want)
	}
	code, file := s.fileCase(law.PhanAnh, "Rác không được thu gom."), s.attach("anh.png", "image/png", []byte("\x89PNG"))
	notice, picture := s.approvedNotice()
	below := strings.NewReplacer("thong-bao/moi/tep/{file}", "thong-bao/moi/tep/"+picture, "{id}", notice, "{$}", "", "{session}", "1", "{login}", "ai-quan-tri", "{code}", string(code), "{file}", file,
		"{date}", law.DateOf(s.now).String(), "{change}", "1", "{visit}", "1", "{reply}", "da-giai-quyet")
	figurePath := strings.NewReplacer("{metric}", "A1", "{rows}", "dong.csv", "{indicator}", "dan-so",
		"chot/{file}", s.frozenReport(), "{period}/{file}", "2026-1/kiem-tra", "{period}", "2026-1", "{section}", "uu-diem")
	unknown := ""
	for _, role := range ward.Roles() {
		o, _ := s.enter(s.invite("ai-"+string(role), role))
		unknown = o.visit("khong-co").body
		for _, r := range console.DeskRoutes() {
			if !r.Inside {
				continue
			}
			path := below.Replace(figurePath.Replace(r.Path))
			reply := o.do(r.Method, path, nil)
			allowed := slices.Contains(pages[r.Method+" "+r.Path], role)
			switch {
			case strings.Contains(r.Path, "{session}"), strings.Contains(r.Path, "{talk}"), strings.Contains(r.Path, "{call}"), strings.Contains(r.Path, "{kept}"): // a session that is not theirs, a talk or a call that is none
				if reply.status != http.StatusNotFound {
					t.Errorf("%s %s as %s: status %d; want 404", r.Method, r.Path, role, reply.status)
				}
			case allowed && reply.status != http.StatusOK && (r.Method != http.MethodPost || reply.status != http.StatusUnprocessableEntity): // an empty form
				t.Errorf("%s %s as %s: status %d; want 200", r.Method, r.Path, role, reply.status)
			case !allowed && (reply.status != http.StatusNotFound || reply.body != unknown):
				t.Errorf("%s %s as %s: status %d; want what an unknown page says", r.Method, r.Path, role, reply.status)
			}
		}
		s.now = s.now.Add(time.Minute) // the next one's attempts
	}
	nobody := &officer{site: s}
	for _, r := range console.DeskRoutes() {
		if r.Inside {
			nobody.do(r.Method, below.Replace(r.Path), nil).leads("dang-nhap")
		}
	}
}

func TestASessionOfAnotherIsNotEnded(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	one, _ := s.enter(s.invite("mot", ward.RoleHandler))
	two, _ := s.enter(s.invite("hai", ward.RoleHandler))
	var id string
	s.write(func(ctx context.Context, w *ward.Ward) error {
		session, err := w.SessionOf(ctx, one.cookie.Value)
		id = strconv.FormatInt(session.ID, 10)
		return err
	})
	if got := two.do(http.MethodPost, "phien/"+id, nil); got.status != http.StatusNotFound {
		t.Errorf("status %d; want 404", got.status)
	}
	one.visit("").ok()
}

func TestWrongPasswordsSayTheSameForEverybodyAndThenAskToWait(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	s.enter(s.invite("mot", ward.RoleHandler))
	o := &officer{site: s}
	for _, login := range []string{"mot", "khong-ai"} {
		form := url.Values{"ten": {login}, "mat-khau": {"<b>không phải đâu</b>"}}
		for range 5 {
			o.do(http.MethodPost, "dang-nhap", form).says("Tên đăng nhập hoặc mật khẩu chưa đúng.").neverSays("không phải đâu")
		}
		got := o.do(http.MethodPost, "dang-nhap", form).says("Xin thử lại sau 1 phút.")
		if got.status != http.StatusTooManyRequests {
			t.Errorf("%s: status %d; want 429", login, got.status)
		}
	}
}

func TestAPasswordIsCheckedWithTheInvitation(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	invitation := s.invite("mot", ward.RoleHandler)
	o := &officer{site: s}
	for want, form := range map[string]url.Values{
		"Mật khẩu cần ít nhất 12 ký tự.":          {"mat-khau": {"ngắn"}, "nhac-lai": {"ngắn"}},
		"Hai lần nhập mật khẩu không giống nhau.": {"mat-khau": {aPassword}, "nhac-lai": {aPassword + "!"}},
		"không được chứa tên đăng nhập":           {"mat-khau": {"mot hai ba bốn"}, "nhac-lai": {"mot hai ba bốn"}},
	} {
		o.do(http.MethodPost, invitation, form).says(want)
	}
	if got := o.visit("loi-moi/KHONGCO"); got.status != http.StatusNotFound {
		t.Errorf("an unknown invitation: status %d", got.status)
	}
}

func TestFormsOfOtherSitesAreRefusedAndNothingIsFramedOrKept(t *testing.T) {
	s := openDesk(t, dbtest.SQLite(t), "")
	o, _ := s.enter(s.invite("mot", ward.RoleHandler))
	if got := o.do(http.MethodPost, "dang-xuat", nil, "Sec-Fetch-Site", "cross-site"); got.status != http.StatusForbidden {
		t.Errorf("status %d; want 403", got.status)
	}
	page := o.visit("").ok()
	policy := page.header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || !strings.HasSuffix(policy, "script-src 'self'; connect-src 'self'") {
		t.Errorf("policy %q", policy)
	}
	if got := page.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q; want no-store", got)
	}
	if got := s.get("/console/"); got.status != http.StatusSeeOther || got.header.Get("Location") != deskPath {
		t.Errorf("the console of the only ward: %d to %q", got.status, got.header.Get("Location"))
	}
	if got := s.get("/console/khong-co/dang-nhap"); got.status != http.StatusNotFound {
		t.Errorf("a ward that is none: status %d", got.status)
	}
	if o.cookie.Secure {
		t.Error("without https the cookie would never come back")
	}
}

func TestABrowserIsNamedInAFewWords(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0": "Edge, Windows",
		"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36":              "Chrome, Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1":           "Safari, iPhone",
		"": "Trình duyệt khác",
	} {
		if got := console.BrowserOf(agent); got != want {
			t.Errorf("%q is %q; want %q", agent, got, want)
		}
	}
}
