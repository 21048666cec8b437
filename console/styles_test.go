package console

import (
	"regexp"
	"testing"
)

// bannerAlone finds a rule for a class of the banner that is not confined to some part of a page.
var bannerAlone = regexp.MustCompile(`(?m)^\s*\.(?:place|body)[\s,{:]`)

func TestNoPageRestylesTheWardsNameInTheBanner(t *testing.T) {
	for name, css := range map[string]string{"public": publicCSS, "desk": deskCSS, "figures": figuresCSS, "reports": reportsCSS} {
		if rule := bannerAlone.FindString(css); rule != "" {
			t.Errorf("the sheet of %s has a rule for %q everywhere, the banner's too", name, rule)
		}
	}
}
