package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"danbiet/console"
	"danbiet/db"
	"danbiet/db/dbtest"
	"danbiet/law"
	"danbiet/ward"
)

// file files a petition and returns its code.
func (s *site) file(kind law.PetitionKind) string {
	s.t.Helper()
	var filed ward.Filed
	s.write(func(ctx context.Context, w *ward.Ward) (err error) {
		filed, err = w.File(ctx, ward.Draft{
			Key: s.t.Name() + string(kind), Kind: kind, Field: "moi-truong", Neighbourhood: "duong-hoa", Channel: "web", Chat: "chat-1",
			Content: ward.Content{What: "Rác đổ ở đầu ngõ", Name: "Người Gửi", Phone: "+84912345678", Address: "Ngõ 5"},
		})
		return err
	})
	return string(filed.Code)
}

func TestCodeTellsTheStatusAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openSite(t, d)
		code := s.file(law.PhanAnh)
		s.write(func(ctx context.Context, w *ward.Ward) error {
			p, err := w.Petition(ctx, ward.Code(code))
			if err != nil {
				return err
			}
			return w.Supplement(ctx, p, nil)
		})
		typed := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(code, "HS-"), "-", " "))
		for name, r := range map[string]reply{"the form": s.post("ho-so", url.Values{"ma": {typed}}), "a receipt's QR code": s.get("ho-so?ma=" + code)} {
			t.Run(name, func(t *testing.T) {
				r.t = t
				r.ok().says("Hồ sơ "+code, "Đã tiếp nhận", "Phản ánh", "Thứ Ba, 24/11/2026 lúc 09:15", "Thứ Ba, 15/12/2026", "15 ngày làm việc (theo cam kết của phường)",
					"Gửi đến phường", "Người gửi bổ sung tài liệu", `content="noindex"`)
				r.neverSays("Rác", "Người Gửi", "912", "Ngõ 5", "moi-truong", "Môi trường", "Dương Hòa", "chat-1")
				if r.header.Get("Cache-Control") != "no-store" || r.header.Get("ETag") != "" {
					t.Errorf("kept as %q, ETag %q", r.header.Get("Cache-Control"), r.header.Get("ETag"))
				}
			})
		}
	})
}

func TestComplaintWaitsForASignature(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	code := s.file(law.KhieuNai)
	s.get("ho-so?ma="+code).ok().says("Chờ ký, bổ sung", "Khiếu nại", "Thời hạn bắt đầu tính từ khi nhận được đơn có chữ ký hoặc điểm chỉ", "chờ đơn có chữ ký")
}

func TestWithdrawnPetitionHasNoDueDate(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	code := s.file(law.KienNghi)
	s.write(func(ctx context.Context, w *ward.Ward) error {
		p, err := w.Petition(ctx, ward.Code(code))
		if err != nil {
			return err
		}
		return w.Withdraw(ctx, p)
	})
	s.get("ho-so?ma="+code).ok().says("Đã rút", "Hồ sơ đã rút nên không còn thời hạn giải quyết.", "Người gửi rút hồ sơ").neverSays("15/12/2026")
}

func TestCodesThatLeadNowhereGetOneSentence(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	s.change(func(p *ward.Profile) { p.Hotlines = nil })
	unknown, err := ward.NewCode(strings.NewReader("an unknown code's bytes"))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, typed, says string
		status            int
	}{
		{"of nobody", string(unknown), "Không tìm thấy hồ sơ nào có mã này tại phường Minh Đức.", http.StatusNotFound},
		{"mistyped", string(unknown)[:11] + "2222", "Mã hồ sơ chưa đúng", http.StatusBadRequest},
		{"not a code", "' OR 1=1 --", "Mã hồ sơ chưa đúng", http.StatusBadRequest},
		{"far too long", strings.Repeat("HS-", 1000), "Mã hồ sơ chưa đúng", http.StatusBadRequest},
		{"larger than any form", strings.Repeat("A", 1<<20), "Không đọc được mã hồ sơ ông/bà gửi.", http.StatusBadRequest},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := s.post("ho-so", url.Values{"ma": {test.typed}})
			r.t = t
			r.says(test.says, `role="alert"`, `aria-invalid="true"`).neverSays("OR 1=1 --\n")
			if r.status != test.status {
				t.Errorf("status %d, want %d", r.status, test.status)
			}
		})
	}
	s.post("ho-so", nil).ok().neverSays(`role="alert"`)
}

func TestPetitionOfAnotherWardIsNotFound(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	code := s.file(law.PhanAnh)
	other := *s.profile()
	other.Slug, other.Short = "phuong-khac", "phường Khác"
	if err := s.house.Apply(t.Context(), &other); err != nil {
		t.Fatal(err)
	}
	if r := s.get("/phuong/phuong-khac/ho-so?ma=" + code); r.status != http.StatusNotFound {
		t.Errorf("status %d, want 404", r.status)
	}
}

func TestCodesCannotBeTriedOutByTheThousand(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t))
	code := s.file(law.PhanAnh)
	from := func(address string) reply {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/phuong/minh-duc/ho-so?ma="+code, nil)
		r.RemoteAddr = address
		return s.ask(r)
	}
	for range 10 {
		from("203.0.113.7:1000").ok()
	}
	refused := from("203.0.113.7:2000")
	refused.says("xin thử lại sau một phút").neverSays("Đã tiếp nhận")
	if refused.status != http.StatusTooManyRequests || refused.header.Get("Retry-After") == "" {
		t.Errorf("the eleventh look-up in a minute: status %d, Retry-After %q", refused.status, refused.header.Get("Retry-After"))
	}
	from("203.0.113.8:1000").ok()
	if r := s.get("ho-so"); r.status != http.StatusOK {
		t.Errorf("the page itself: status %d", r.status)
	}
	for i := range 10 {
		from("[2001:db8:1:2::" + string('a'+rune(i%6)) + "]:1000").ok()
	}
	if r := from("[2001:db8:1:2:ffff::9]:1000"); r.status != http.StatusTooManyRequests {
		t.Errorf("another address of the same household: status %d, want 429", r.status)
	}
	s.now = s.now.Add(time.Minute)
	from("203.0.113.7:1000").ok()
}

func TestVisitorsBehindAProxyAreToldApart(t *testing.T) {
	s := openSite(t, dbtest.SQLite(t), console.WithClient(func(r *http.Request) string { return r.Header.Get("X-Real-IP") }))
	code := s.file(law.PhanAnh)
	for range 10 {
		s.get("ho-so?ma="+code, "X-Real-IP", "203.0.113.7").ok()
	}
	if r := s.get("ho-so?ma="+code, "X-Real-IP", "203.0.113.7"); r.status != http.StatusTooManyRequests {
		t.Errorf("status %d, want 429", r.status)
	}
	s.get("ho-so?ma="+code, "X-Real-IP", "203.0.113.8").ok()
}
