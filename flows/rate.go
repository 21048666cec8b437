package flows

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"danbiet/talk"
	"danbiet/viet"
	"danbiet/ward"
)

// ratingVersion names the text that asks for consent to ratings.
const ratingVersion = "2026-11"

func rateFlow() Flow {
	return Flow{Name: "rate", Version: 1, Run: rate, Title: "Đánh giá kết quả", Phrases: []string{"đánh giá kết quả", "đánh giá câu trả lời của phường", "rate the answer"}}
}

// starLabels are the ratings in words, 1 to 5.
var starLabels = [ward.MaxStars]string{"Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"}

// starRow are the buttons below an answer.
func starRow(code string) []talk.Button {
	row := make([]talk.Button, ward.MaxStars)
	for i := range row {
		n := strconv.Itoa(i + 1)
		row[i] = talk.Button{Label: n + " ★", Data: goTo(rateFlow().Name, code+"."+n)}
	}
	return row
}

// rate keeps what the citizen thinks of the answer to their petition, once for each answer, and one word if they like.
// It is started with "CODE" or "CODE.STARS", and works only in the chat that the petition came from.
func rate(c *Chat) {
	arg, chosen, _ := strings.Cut(c.Arg(), ".")
	code, ok := ward.ParseCode(arg)
	if !ok {
		c.Go(trackFlow().Name, "")
	}
	found := look(c, "petition", func(ctx context.Context) (tracked, error) { return c.readPetition(ctx, code) })
	if !found.Found || !c.ours(found.Petition) {
		c.Go(trackFlow().Name, string(code))
	}
	state := look(c, "answered", func(ctx context.Context) (answered, error) { return c.readAnswered(ctx, found.Petition) })
	switch {
	case !state.Given:
		c.Say("Hồ sơ %s chưa có trả lời để đánh giá.", string(code))
		return
	case state.Stars > 0:
		c.Say("Ông/bà đã đánh giá trả lời này. Xin cảm ơn ông/bà.")
		return
	}
	if !c.agreeRatings() {
		return
	}
	stars, err := strconv.Atoi(chosen)
	if err != nil || stars < 1 || stars > ward.MaxStars {
		stars = c.askStars()
	}
	kept := talk.Once(c, "rated", func(ctx context.Context) (bool, error) {
		err := c.Ward.Rate(ctx, c.Conversation, found.Petition, stars)
		if errors.Is(err, ward.ErrRated) || errors.Is(err, ward.ErrNoAnswer) {
			return false, nil
		}
		return err == nil, err
	})
	if !kept {
		c.Say("Ông/bà đã đánh giá trả lời này. Xin cảm ơn ông/bà.")
		return
	}
	c.ratingWord(found.Petition, stars, !state.Reopen.IsZero())
}

func (c *Chat) askStars() int {
	options := make([]talk.Option, ward.MaxStars)
	for i := range options {
		n := strconv.Itoa(i + 1)
		options[i] = talk.Option{Value: n, Label: starLabels[i], Aliases: []string{n + " sao"}}
	}
	stars, _ := strconv.Atoi(c.Choice("stars", "Ông/bà hài lòng với kết quả giải quyết đến mức nào?", options...)) // one of the above
	return stars
}

// ratingWord takes one optional word, and thanks.
func (c *Chat) ratingWord(p ward.Petition, stars int, mayReopen bool) {
	word := talk.Ask(c, "word", talk.Words{Min: 2, Max: 500, Options: []talk.Option{
		{Value: skip, Label: "Không, cảm ơn", Aliases: []string{"không", "bỏ qua", "skip"}, Means: viet.No},
	}}, "Đã ghi %d trên 5 điểm. Ông/bà có muốn viết thêm một lời cho phường không?", stars)
	if word != skip {
		talk.Once(c, "worded", func(ctx context.Context) (bool, error) { return true, c.Ward.AddRatingWord(ctx, p.ID, word) })
	}
	const content = 3 // from here on the citizen is not unhappy
	if stars < content && mayReopen {
		c.Send(talk.Message{
			Text: c.T("Phường xin lỗi vì chưa làm ông/bà hài lòng. Nếu việc chưa được giải quyết, mời ông/bà bấm “Xem hồ sơ”, rồi “Đề nghị xem xét lại”."),
			Rows: [][]talk.Button{{{Label: c.T("Xem hồ sơ"), Data: goTo(trackFlow().Name, string(p.Code))}}},
		})
		return
	}
	c.Say("Phường cảm ơn ông/bà đã đánh giá.")
}

// agreeRatings asks for consent to counting ratings, apart from that for petitions.
// Luật Bảo vệ dữ liệu cá nhân 2025 (91/2025/QH15): consent is voluntary, informed, for one purpose, and provable.
func (c *Chat) agreeRatings() bool {
	if look(c, "agreed", func(ctx context.Context) (bool, error) {
		return c.Ward.Agreed(ctx, c.Conversation.CitizenID, ward.ForRatings, ratingVersion)
	}) {
		return true
	}
	answer := talk.Ask(c, "consent", talk.Choose{Options: []talk.Option{
		{Value: "yes", Label: "Tôi đồng ý", Aliases: []string{"agree"}, Means: viet.Yes},
		{Value: "no", Label: "Tôi không đồng ý", Aliases: []string{"không đồng ý", "disagree"}, Means: viet.No},
	}}, "Phường giữ điểm và lời đánh giá cùng hồ sơ này để tính mức hài lòng chung và cải thiện phục vụ, không dùng vào việc khác. Đánh giá là tự nguyện, rút lại bằng /rieng_tu. Ông/bà có đồng ý không?")
	look(c, "consented", func(ctx context.Context) (bool, error) {
		return true, c.Ward.Agree(ctx, c.Conversation.CitizenID, ward.ForRatings, answer == "yes", ratingVersion, c.Conversation.Channel)
	})
	if answer != "yes" {
		c.Say("Phường tôn trọng lựa chọn của ông/bà và không ghi điểm.")
	}
	return answer == "yes"
}
