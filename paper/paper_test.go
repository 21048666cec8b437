package paper

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// every sets each kind of paper from its sample, in the given ward.
func every(ward Letterhead) map[string]func() ([]byte, error) {
	complaint, denunciation, receipt, disclosure := sampleComplaint(), sampleDenunciation(), sampleReceipt(), sampleDisclosure()
	complaint.Letterhead, denunciation.Letterhead, receipt.Letterhead, disclosure.Letterhead = ward, ward, ward, ward
	return map[string]func() ([]byte, error){
		"complaint":    func() ([]byte, error) { return Complaint(complaint) },
		"denunciation": func() ([]byte, error) { return Denunciation(denunciation) },
		"receipt":      func() ([]byte, error) { return Receipt(receipt) },
		"disclosure":   func() ([]byte, error) { return Disclosure(disclosure) },
		"empty complaint": func() ([]byte, error) {
			return Complaint(ComplaintForm{Letterhead: Letterhead{Sample: ward.Sample}})
		},
		"empty receipt":    func() ([]byte, error) { return Receipt(ReceiptForm{Letterhead: Letterhead{Sample: ward.Sample}}) },
		"empty disclosure": func() ([]byte, error) { return Disclosure(DisclosureForm{Letterhead: Letterhead{Sample: ward.Sample}}) },
	}
}

func TestEveryPaperHasTheNationalHeadingAndKeepsItsMargins(t *testing.T) {
	for name, set := range every(minhDuc) {
		t.Run(name, func(t *testing.T) {
			pdf := must(t)(set())
			checkTexts(t, pdf, nation, motto)
			checkMargins(t, pdf)
			if !shows(t, pdf, nation) {
				t.Error("the national heading is not drawn in one go")
			}
		})
	}
}

func TestSameFormGivesTheSameBytes(t *testing.T) {
	for name, set := range every(minhDuc) {
		t.Run(name, func(t *testing.T) {
			if first, second := must(t)(set()), must(t)(set()); !bytes.Equal(first, second) {
				t.Error("two documents from one form differ")
			}
		})
	}
}

func TestPapersCanBeSetAtTheSameTime(t *testing.T) {
	alone := must(t)(Receipt(sampleReceipt()))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if pdf, err := Receipt(sampleReceipt()); err != nil || !bytes.Equal(pdf, alone) {
				t.Errorf("a receipt set beside others differs (error: %v)", err)
			}
		})
	}
	group.Wait()
}

func TestSampleWardIsMarkedOnEveryPageAndARealOneNever(t *testing.T) {
	real := minhDuc
	real.Sample = false
	for name, set := range every(minhDuc) {
		mark := sampleMark
		if strings.Contains(name, "disclosure") {
			mark = disclosureMark
		}
		t.Run(name, func(t *testing.T) {
			for i, page := range pageTexts(t, must(t)(set())) {
				if !strings.Contains(page, mark) {
					t.Errorf("page %d lacks %q", i+1, mark)
				}
			}
			if all := allText(t, must(t)(every(real)[name]())); strings.Contains(all, mark) {
				t.Errorf("a real ward's paper says %q", mark)
			}
		})
	}
}

func TestMetadataNamesTheWardAndNoCitizen(t *testing.T) {
	pdf := must(t)(Complaint(sampleComplaint()))
	if !bytes.Contains(pdf, []byte("/CreationDate (D:20240605021500)")) {
		t.Error("the creation date is not the instant handed in, which readers take to be in UTC")
	}
	if !bytes.Contains(pdf, []byte("/Lang (vi-VN)")) {
		t.Error("a screen reader is not told that the paper is in Vietnamese")
	}
	if start := bytes.Index(pdf, []byte("/Producer")); bytes.Contains(pdf[start:], []byte{0, 'N', 0, 'g', 0, 'u', 0, 'y'}) {
		t.Error("metadata names the complainant")
	}
}

func TestComplaintCarriesWhatTheLawAsksFor(t *testing.T) {
	form := sampleComplaint()
	pdf := must(t)(Complaint(form))
	checkTexts(t, pdf, "ĐƠN KHIẾU NẠI", "Minh Đức, ngày 05 tháng 6 năm 2024", "Kính gửi: "+form.To, "Họ và tên: "+form.Name, form.Address,
		form.Phone, form.Respondent, form.Act, "do để vật liệu xây dựng trên lề đường trước nhà.", form.Reason, form.Demand,
		"1) "+form.Documents[0], "2) "+form.Documents[1], "NGƯỜI KHIẾU NẠI", "(Ký, ghi rõ họ tên hoặc điểm chỉ)", "(nếu không ký)", form.Code,
		complaintNote, "Nơi nộp đơn: "+form.SubmitAt)
	if got := pages(pdf); got != 1 {
		t.Errorf("a complaint of ordinary length takes %d pages", got)
	}
	if !bytes.Contains(pdf, []byte("/URI ("+form.URL+")")) {
		t.Error("the QR code cannot be clicked")
	}
}

func TestComplaintNotFinishedInTheChatCanBeFinishedByHand(t *testing.T) {
	pdf := must(t)(Complaint(ComplaintForm{Letterhead: minhDuc, Created: created}))
	checkTexts(t, pdf, "Minh Đức, ngày …… tháng …… năm ………", "Kính gửi: Ủy ban nhân dân phường Minh Đức", "Họ và tên:", "Điện thoại:",
		"3. Nội dung khiếu nại", "4. Lý do khiếu nại", "5. Yêu cầu giải quyết", "6. Tài liệu kèm theo", complaintNote)
	all := allText(t, pdf)
	for _, absent := range []string{"Mã hồ sơ", "Quét mã", "Nơi nộp đơn"} {
		if strings.Contains(all, absent) {
			t.Errorf("%q is printed although nothing was given for it", absent)
		}
	}
}

func TestLongComplaintFlowsOverNumberedPagesAndIsSignedBelowItsText(t *testing.T) {
	form := sampleComplaint()
	form.Content = strings.Repeat("Gia đình tôi đã nhiều lần đến trụ sở để đề nghị được xem xét nhưng chưa nhận được trả lời. ", 90)
	pdf := must(t)(Complaint(form))
	texts := pageTexts(t, pdf)
	if len(texts) < 3 || pages(pdf) != len(texts) {
		t.Fatalf("%d pages, %d page objects", len(texts), pages(pdf))
	}
	for i, page := range texts {
		if numbered := strings.HasPrefix(page, fmt.Sprintf("%d ", i+1)); numbered != (i > 0) {
			t.Errorf("page %d begins %.30q", i+1, page)
		}
		if !strings.Contains(page, "Mã hồ sơ: "+form.Code) {
			t.Errorf("loose page %d does not say what it belongs to", i+1)
		}
	}
	if last := texts[len(texts)-1]; !strings.Contains(last, "Tôi cam đoan") || !strings.Contains(last, "NGƯỜI KHIẾU NẠI") {
		t.Error("the signature stands apart from the closing words")
	}
	checkMargins(t, pdf)
}

func TestDenunciationIsBlankAndSaysWhereToSendIt(t *testing.T) {
	form := sampleDenunciation()
	pdf := must(t)(Denunciation(form))
	checkTexts(t, pdf, "ĐƠN TỐ CÁO", "………………, ngày …… tháng …… năm ………", "Họ và tên:", "Cách thức liên hệ", "Người bị tố cáo",
		"Hành vi vi phạm pháp luật bị tố cáo", "Họ và tên người đại diện", "NGƯỜI TỐ CÁO", "(Ký, ghi rõ họ tên hoặc điểm chỉ)",
		"được pháp luật bảo đảm giữ bí mật", "1) "+form.SendTo[0], "3) "+form.SendTo[2])
	texts := pageTexts(t, pdf)
	if len(texts) != 3 || !strings.Contains(texts[2], "không nộp kèm đơn") {
		t.Errorf("the form should be two pages and its instructions a third; got %d", len(texts))
	}
	if form := strings.Join(texts[:2], " "); strings.Contains(form, "Minh Đức") {
		t.Error("the form itself names the ward: it may go to another body")
	}
}

func TestDenunciationHasNoRoomForIdentity(t *testing.T) {
	var fields []string
	for i := range reflect.TypeFor[DenunciationForm]().NumField() {
		fields = append(fields, reflect.TypeFor[DenunciationForm]().Field(i).Name)
	}
	if diff := cmp.Diff([]string{"Letterhead", "Created", "SendTo"}, fields); diff != "" {
		t.Errorf("a denunciation must never be prefilled (-want +got):\n%s", diff)
	}
}

func TestReceiptSaysWhatWasReceivedAndWhenTheAnswerIsDue(t *testing.T) {
	form := sampleReceipt()
	pdf := must(t)(Receipt(form))
	checkTexts(t, pdf, "GIẤY BIÊN NHẬN", "ỦY BAN NHÂN DÂN PHƯỜNG MINH ĐỨC", "Minh Đức, ngày 05 tháng 6 năm 2024",
		"Ủy ban nhân dân phường Minh Đức đã tiếp nhận", "Mã hồ sơ "+form.Code, "09 giờ 15 phút, ngày 05/06/2024", "Loại Phản ánh", form.Field,
		"26/06/2024 (15 ngày làm việc", form.URL, "- "+form.Follow[0])
	if strings.Contains(allText(t, pdf), "PIN") {
		t.Error("the receipt speaks of a PIN although none was given")
	}
	form.PIN = "482913"
	checkTexts(t, must(t)(Receipt(form)), "Mã PIN 482913")
}

func TestDisclosureIsSetLikeTheWardsOwnPaper(t *testing.T) {
	pdf := must(t)(Disclosure(sampleDisclosure()))
	checkTexts(t, pdf, "ỦY BAN NHÂN DÂN THỊ XÃ MỸ HÀO ỦY BAN NHÂN DÂN PHƯỜNG MINH ĐỨC", "Số: 25/TB-UBND", "Minh Đức, ngày 05 tháng 6 năm 2024",
		"THÔNG BÁO Kết quả rà soát hộ nghèo", "Căn cứ Luật Thực hiện dân chủ ở cơ sở", "1. Kết quả rà soát", "Hộ cận nghèo", "0,83%",
		"TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "Bùi Danh Cẩn", "Nơi nhận: - UBND thị xã Mỹ Hào; - Thường trực HĐND phường; - Các tổ dân phố; - Lưu: VP.")
	if got := pages(pdf); got != 1 {
		t.Errorf("%d pages", got)
	}
}

func TestAPublicDocumentIsCalledByItsSubject(t *testing.T) {
	form := sampleDisclosure()
	form.Kind = ""
	if pdf := must(t)(Disclosure(form)); !bytes.Contains(pdf, inMetadata("Kết quả rà soát hộ nghèo")) {
		t.Error("the PDF's title does not name the document")
	}
}

// inMetadata is a text as PDF metadata holds it.
func inMetadata(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r>>8), byte(r))
	}
	return b
}

func TestOnlyAMadeUpDocumentSaysSoWhereItWouldBeSigned(t *testing.T) {
	const mark = "BẢN MẪU"
	checkTexts(t, must(t)(Disclosure(sampleDisclosure())), mark)
	form := sampleDisclosure()
	form.Letterhead.Sample = false
	if all := allText(t, must(t)(Disclosure(form))); strings.Contains(all, "BẢN MẪU") {
		t.Error("a real document says that it is a sample")
	}
	form.Letterhead.Sample, form.Signing, form.Signer = true, nil, ""
	if all := allText(t, must(t)(Disclosure(form))); strings.Contains(all, "BẢN MẪU") {
		t.Error("a document without a signature bears a mark in the place of one")
	}
}

func TestLongTableRepeatsItsHeadOnEveryPage(t *testing.T) {
	form := sampleDisclosure()
	table := &form.Body[1].Table
	for i := range 120 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i + 3), "Tổ dân phố Dương Hòa", "1.234"})
	}
	pdf := must(t)(Disclosure(form))
	texts := pageTexts(t, pdf)
	for i, page := range texts[:len(texts)-1] {
		if !strings.Contains(page, "Tỷ lệ") || !strings.Contains(page, "Ghi chú") {
			t.Errorf("page %d lacks the table's head", i+1)
		}
	}
	if got := strings.Count(strings.Join(texts, " "), "1.234"); got != 120 {
		t.Errorf("%d of 120 rows printed", got)
	}
	checkMargins(t, pdf)
}

func TestRowHigherThanAPageIsCutNotLost(t *testing.T) {
	form := sampleDisclosure()
	form.Body[1].Table = Table{Head: []string{"STT", "Nội dung"}, Rows: [][]string{{"1", strings.Repeat("dài dòng ", 3000)}}}
	pdf := must(t)(Disclosure(form))
	if got := strings.Count(allText(t, pdf), "dòng"); got != 3000 {
		t.Errorf("%d of 3000 repetitions printed", got)
	}
	checkMargins(t, pdf)
}

func TestPlaceAndDate(t *testing.T) {
	for _, test := range []struct {
		name, place string
		date        time.Time
		want        string
	}{
		{"day below ten", "Minh Đức", time.Date(2024, 6, 5, 0, 0, 0, 0, vietnam), "Minh Đức, ngày 05 tháng 6 năm 2024"},
		{"January", "Minh Đức", time.Date(2026, 1, 31, 0, 0, 0, 0, vietnam), "Minh Đức, ngày 31 tháng 01 năm 2026"},
		{"February", "Minh Đức", time.Date(2026, 2, 10, 0, 0, 0, 0, vietnam), "Minh Đức, ngày 10 tháng 02 năm 2026"},
		{"December", "Minh Đức", time.Date(2026, 12, 24, 0, 0, 0, 0, vietnam), "Minh Đức, ngày 24 tháng 12 năm 2026"},
		{"left to the pen", "", time.Time{}, "………………, ngày …… tháng …… năm ………"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Letterhead{Place: test.place}.PlaceDate(test.date)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
