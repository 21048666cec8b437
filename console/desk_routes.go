package console

import (
	"net/http"

	"danbiet/ward"
)

// stage is how far somebody must have come for a page to exist.
type stage int

const (
	anybody stage = iota
	halfway       // the password was right, the code is still to come
	either        // halfway or signed in
	inside        // signed in, with a role that may
)

// route is one page or action of the console, below /console/{ward}/. The multiplexer is made of this table alone.
type route struct {
	method, path string
	stage        stage
	may          ward.Permission // asked of the role where the stage is inside
	serve        func(*desk, *visit)
}

// routes is every page and action there is.
func routes() []route {
	return []route{
		{http.MethodGet, "loi-moi/{token}", anybody, "", (*desk).showInvitation},
		{http.MethodPost, "loi-moi/{token}", anybody, "", (*desk).acceptInvitation},
		{http.MethodGet, "dang-nhap", anybody, "", (*desk).showSignIn},
		{http.MethodPost, "dang-nhap", anybody, "", (*desk).signIn},
		{http.MethodGet, "ma", halfway, "", (*desk).showCode},
		{http.MethodPost, "ma", halfway, "", (*desk).passCode},
		{http.MethodPost, "dang-xuat", either, "", (*desk).signOut},
		{http.MethodGet, "{$}", inside, ward.MayUseConsole, (*desk).showDashboard},
		{http.MethodGet, "phien", inside, ward.MayUseConsole, (*desk).showSessions},
		{http.MethodPost, "phien/{session}", inside, ward.MayUseConsole, (*desk).endSession},
		{http.MethodGet, "ho-so", inside, ward.MayReadCases, (*desk).showInbox},
		{http.MethodGet, "ho-so/song", inside, ward.MayReadCases, (*desk).streamInbox},
		{http.MethodPost, "ho-so/giao", inside, ward.MayAssignCases, (*desk).assign},
		{http.MethodGet, "can-bo", inside, ward.MayManageStaff, (*desk).showStaff},
	}
}
