package telegramtest_test

import (
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

func TestTheProfileIsKept(t *testing.T) {
	s := start(t)
	b := client(t, s)
	ctx := t.Context()
	menu := []models.BotCommand{{Command: "batdau", Description: "Bắt đầu"}, {Command: "tracuu", Description: "Tra cứu hồ sơ"}}
	if ok, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: menu, LanguageCode: "vi"}); !ok || err != nil {
		t.Fatalf("%v, %v", ok, err)
	}
	got, err := b.GetMyCommands(ctx, &bot.GetMyCommandsParams{LanguageCode: "vi"})
	if diff := cmp.Diff(menu, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if len(s.Commands("vi")) != 2 || len(s.Commands("")) != 0 {
		t.Errorf("commands = %v", s.Commands("vi"))
	}
	if ok, err := b.DeleteMyCommands(ctx, &bot.DeleteMyCommandsParams{LanguageCode: "vi"}); !ok || err != nil || len(s.Commands("vi")) != 0 {
		t.Errorf("delete: %v, %v", ok, err)
	}
	if ok, err := b.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: "Trợ lý ảo UBND phường"}); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if ok, err := b.SetMyShortDescription(ctx, &bot.SetMyShortDescriptionParams{ShortDescription: "Trợ lý ảo"}); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if s.Description("") != "Trợ lý ảo UBND phường" || s.ShortDescription("") != "Trợ lý ảo" {
		t.Error("the descriptions were not kept")
	}
	if ok, err := b.SetChatMenuButton(ctx, &bot.SetChatMenuButtonParams{MenuButton: models.MenuButtonCommands{Type: "commands"}}); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	me, err := b.GetMe(ctx)
	if err != nil || !me.IsBot || me.ID != s.ID() {
		t.Errorf("me = %+v, %v", me, err)
	}
}
