package flows

import (
	"fmt"

	"danbiet/law"
	"danbiet/talk"
	"danbiet/ward"
)

// merged tells that a petition goes on in another about the same: in which, by when, and that nothing of it is lost.
func merged(n ward.News) talk.Message {
	t := translator(n.Lang)
	return linkNews(t, n.Case.Code, lines(
		fmt.Sprintf(t("Hồ sơ này cùng nội dung với hồ sơ %s nên phường giải quyết chung trong hồ sơ %s."), n.Other.Code, n.Other.Code),
		t("Không mất gì: điều ông/bà đã viết và tài liệu đã gửi được giữ nguyên. Kết quả của hồ sơ chung sẽ được báo cho ông/bà tại đây, ông/bà không phải gửi lại."),
		dueOf(t, n.Other)))
}

// alone tells that the petition which another went on in is no more.
func alone(n ward.News) talk.Message {
	t := translator(n.Lang)
	return linkNews(t, n.Case.Code, lines(
		fmt.Sprintf(t("Hồ sơ chung %s đã dừng, nên phường tiếp tục giải quyết riêng hồ sơ này của ông/bà."), n.Other.Code),
		t("Khi có kết quả, phường sẽ báo ông/bà tại đây."), dueOf(t, n.Case)))
}

// splitOff tells of a case that a part of a petition has become, with what its citizen follows it by.
func splitOff(w *ward.Ward, n ward.News) talk.Message {
	t := translator(n.Lang)
	due := dueOf(t, n.Case)
	if n.Case.Kind == law.KhieuNai {
		due = fmt.Sprintf(t("Thời hạn giải quyết: chưa tính, vì khiếu nại cần chữ ký hoặc điểm chỉ (Luật Khiếu nại 2011, Điều 8). Mời ông/bà in đơn, ký rồi nộp tại %s."), w.Profile.Reception.Place)
	}
	return linkNews(t, n.Other.Code, lines(
		t("Đơn của ông/bà có nhiều nội dung nên phường tách một phần thành hồ sơ mới để giải quyết riêng. Phần còn lại vẫn giải quyết trong hồ sơ này."),
		fmt.Sprintf(t("Mã hồ sơ: %s"), n.Case.Code), fmt.Sprintf(t("Mã PIN (chỉ hiện lần này): %s"), n.PIN), fmt.Sprintf(t("Loại: %s"), capital(t(n.Case.Kind.Name()))), due,
		t("Xin giữ mã và PIN để theo dõi. Ai có mã chỉ xem được trạng thái; nội dung chỉ mở bằng PIN hoặc ngay trong cuộc trò chuyện này.")), n.Case.Code)
}

// linkNews is a message about a case, with a button that opens it, or another.
func linkNews(t func(string) string, code ward.Code, text string, opens ...ward.Code) talk.Message {
	see := code
	if len(opens) > 0 {
		see = opens[0]
	}
	return talk.Message{
		Title: fmt.Sprintf(t("Tin về hồ sơ %s"), code), Text: text,
		Rows: [][]talk.Button{{{Label: t("Xem hồ sơ"), Data: goTo(trackFlow().Name, string(see))}}},
	}
}
