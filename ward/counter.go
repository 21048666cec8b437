package ward

import (
	"danbiet/law"
)

// The channels of petitions that staff take in for a citizen.
const (
	ChannelPaper = "paper" // on paper, at the counter or by post
	ChannelPhone = "phone"
)

// Signing is how a petition on paper is signed.
type Signing string

// The ways of signing. A complaint and a denunciation bear a signature or a fingerprint: Luật Khiếu nại 2011, Điều 8; Luật
// Tố cáo 2018, Điều 23.
const (
	Unsigned      Signing = ""
	Signed        Signing = "ky"       // chữ ký
	Fingerprinted Signing = "diem-chi" // điểm chỉ
)

// Counter is what staff note of a petition that they take in, besides what a citizen writes in a chat.
type Counter struct {
	Number          string  `json:"number,omitempty"`          // số đến, in the ward's register of papers
	Persons         int     `json:"persons,omitempty"`         // how many send it together; 0 and 1 are one
	Representatives string  `json:"representatives,omitempty"` // theirs, a line each
	Signing         Signing `json:"signing,omitempty"`
	Anonymous       bool    `json:"anonymous,omitempty"`        // it bears no name
	From            string  `json:"from,omitempty"`             // the body that has sent it on, "" for none
	FromDocument    string  `json:"from_document,omitempty"`    // number of the letter that came with it
	Outcome         string  `json:"outcome_document,omitempty"` // number of the answer of a petition brought in after it was settled
}

// crowd is from how many persons a petition of the same content is one of many (nhiều người), who send representatives;
// Luật Tiếp công dân 2013, Điều 29.
const crowd = 5

// Representatives are how many persons speak for a number of them, from fewest to most: one or two for five to ten, up to
// five for more (Luật Tiếp công dân 2013, Điều 29); none where they are fewer than five.
func Representatives(persons int) (fewest, most int) {
	switch {
	case persons < crowd:
		return 0, 0
	case persons <= 10:
		return 1, 2
	}
	return 1, 5
}

// Lack is something that the law asks of a petition and that it does not have.
type Lack string

// What a petition may lack.
const (
	LackSignature  Lack = "chữ ký hoặc điểm chỉ"
	LackName       Lack = "họ tên người gửi"
	LackAddress    Lack = "địa chỉ người gửi"
	LackContact    Lack = "cách thức liên hệ"
	LackAct        Lack = "quyết định, hành vi bị khiếu nại hoặc tố cáo"
	LackRespondent Lack = "người, cơ quan bị khiếu nại hoặc tố cáo"
	LackDemand     Lack = "yêu cầu giải quyết"
	LackSpeaker    Lack = "người đại diện"
)

// Lacks is what a petition of a kind does not have of what Luật Khiếu nại 2011, Điều 8 or Luật Tố cáo 2018, Điều 23 ask
// for. A proposal or feedback lacks nothing but those who speak for many.
func (c Content) Lacks(kind law.PetitionKind) (all []Lack) {
	complaint, denunciation := kind == law.KhieuNai, kind == law.ToCao
	fewest, _ := Representatives(c.Persons)
	for _, l := range []struct {
		lack    Lack
		missing bool
	}{
		{LackSignature, (complaint || denunciation) && c.Signing == Unsigned},
		{LackName, (complaint || denunciation) && c.Name == ""},
		{LackAddress, (complaint || denunciation) && c.Address == ""},
		{LackContact, denunciation && c.Phone == ""},
		{LackAct, (complaint || denunciation) && c.Act == ""},
		{LackRespondent, (complaint || denunciation) && c.Respondent == ""},
		{LackDemand, complaint && c.Demand == ""},
		{LackSpeaker, fewest > 0 && c.Representatives == ""},
	} {
		if l.missing {
			all = append(all, l.lack)
		}
	}
	return all
}

// waits reports whether a petition is to be signed or completed by its citizen before a term runs. A denunciation without
// a name is not one, but what it tells is looked into (Luật Tố cáo 2018, Điều 25): nobody could complete it.
func (c Content) waits(kind law.PetitionKind) bool {
	if kind == law.ToCao && c.Anonymous {
		return false
	}
	for _, l := range c.Lacks(kind) {
		if l == LackSignature || l == LackName || l == LackAddress {
			return true
		}
	}
	return false
}
