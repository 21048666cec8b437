package ward

import "slices"

// Role is what somebody at the desk may do.
type Role string

// The roles.
const (
	RoleReception     Role = "tiep-nhan" // takes petitions in and classifies them (tiếp nhận)
	RoleHandler       Role = "xu-ly"     // works on the cases handed to them (xử lý)
	RoleEditor        Role = "editor"    // writes announcements and disclosures (biên tập)
	RoleLeader        Role = "leader"    // hands cases out, and approves what others have written (lãnh đạo)
	RoleObserver      Role = "giam-sat"  // the People's Inspection: figures only, no identities (giám sát)
	RoleAdministrator Role = "quan-tri"  // manages the accounts of the staff, no case content (quản trị)
)

// Permission is one thing that a role may or may not do.
type Permission string

// The permissions.
const (
	MayUseConsole   Permission = "use-console"   // sign in, see and end one's own sessions
	MayReadFigures  Permission = "read-figures"  // counts and rates that name nobody
	MayReadCases    Permission = "read-cases"    // petitions with who sent them
	MayReceiveCases Permission = "receive-cases" // take in and classify
	MayHandleCases  Permission = "handle-cases"  // verify, answer and close
	MayAssignCases  Permission = "assign-cases"  // hand a case to a handler
	MayReceive      Permission = "receive"       // receive citizens, keep the register with who came, change the schedule
	MayTalk         Permission = "talk"          // with citizens who want a person, and call them
	MayWriteNotices Permission = "write-notices" // announcements and disclosures
	MayApprove      Permission = "approve"       // what another has written
	MayManageStaff  Permission = "manage-staff"  // add, invite and disable the staff
	MaySeeIdentity  Permission = "see-identity"  // who denounced, for a reason, in cases that were given to them
	MayReadAudit    Permission = "read-audit"    // who signed in and changed accounts; with MayReadCases, all of the log
	MayWriteReports Permission = "write-reports" // write the text of the half-year report, and freeze it
	MayExport       Permission = "export"        // take records along as a file, of what the role reads and writes anyway
)

// permitted is the whole rule. What does not stand here is not allowed. The People's Inspection watches how the ward
// works and not who complained (nobody may disclose who denounced: Luật Tố cáo 2018, Điều 8), so its observer has figures
// alone; and whoever manages accounts has no reason to read a case: of the log they see sign-ins and accounts. The half-year
// report names nobody: whoever may read figures reads it, checks it and takes it along, a draft too. Its words and the day on
// which it is frozen are the chairman's, who signs it (Nghị định 30/2020/NĐ-CP, Điều 13). Records leave in files with those
// who keep a register of them: a handler has single cases, and an observer figures.
var permitted = map[Role][]Permission{
	RoleReception:     {MayUseConsole, MayReadFigures, MayReadCases, MayReceiveCases, MayReceive, MayTalk, MayExport},
	RoleHandler:       {MayUseConsole, MayReadFigures, MayReadCases, MayHandleCases, MayTalk, MaySeeIdentity},
	RoleEditor:        {MayUseConsole, MayReadFigures, MayWriteNotices, MayExport},
	RoleLeader:        {MayUseConsole, MayReadFigures, MayReadCases, MayReceiveCases, MayHandleCases, MayAssignCases, MayReceive, MayTalk, MayWriteNotices, MayApprove, MaySeeIdentity, MayReadAudit, MayWriteReports, MayExport},
	RoleObserver:      {MayUseConsole, MayReadFigures},
	RoleAdministrator: {MayUseConsole, MayManageStaff, MayReadAudit},
}

// Roles lists the roles.
func Roles() []Role {
	return []Role{RoleReception, RoleHandler, RoleEditor, RoleLeader, RoleObserver, RoleAdministrator}
}

// Permissions lists the permissions.
func Permissions() []Permission {
	return []Permission{
		MayUseConsole, MayReadFigures, MayReadCases, MayReceiveCases, MayHandleCases, MayAssignCases, MayReceive, MayTalk, MayWriteNotices, MayApprove, MayManageStaff,
		MaySeeIdentity, MayReadAudit, MayWriteReports, MayExport,
	}
}

// Can reports whether the role may do something. A role that is none may do nothing.
func (r Role) Can(p Permission) bool { return slices.Contains(permitted[r], p) }

// HasChat reports whether a chat is linked to those of the role: they ask for figures there, write announcements, or are told
// in it of cases that are due.
func (r Role) HasChat() bool { return r.Can(MayReadFigures) }

// Approves reports whether the role may approve what another has written.
func (r Role) Approves() bool { return r.Can(MayApprove) }

// Name is the role in Vietnamese.
func (r Role) Name() string {
	return map[Role]string{
		RoleReception: "tiếp nhận", RoleHandler: "xử lý", RoleEditor: "biên tập", RoleLeader: "lãnh đạo",
		RoleObserver: "giám sát", RoleAdministrator: "quản trị",
	}[r]
}
