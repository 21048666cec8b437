-- +goose Up
-- Who of the staff saw and did what. Rows are only added; each holds the hash of the one before.
CREATE TABLE audit (
	ward_id  INTEGER NOT NULL,
	seq      INTEGER NOT NULL, -- 1, 2, 3 … without a gap
	at       INTEGER NOT NULL,
	staff_id INTEGER NOT NULL, -- 0: a command on the server
	act      TEXT NOT NULL,
	subject  TEXT NOT NULL, -- a case's code or another row's id, '' for none; never a name
	detail   TEXT NOT NULL, -- a word of the program or another row's id
	origin   TEXT NOT NULL, -- shortened address, or the channel of a chat
	sealed   BLOB, -- the reason, where one was asked for
	hash     TEXT NOT NULL, -- SHA-256 of the row before and of this one's columns, in hexadecimal
	PRIMARY KEY (ward_id, seq)
) STRICT;
CREATE INDEX audit_subject ON audit (ward_id, subject, seq) WHERE subject <> '';
CREATE INDEX audit_staff ON audit (ward_id, staff_id, seq);
CREATE INDEX audit_at ON audit (ward_id, at);

-- The last row's number and hash, sealed: without the key nobody makes the log shorter or longer unseen.
CREATE TABLE audit_head (
	ward_id INTEGER PRIMARY KEY,
	sealed  BLOB NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_undeleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
-- +goose StatementEnd

-- Which alert of which case has gone out.
CREATE TABLE alert_sent (
	ward_id     INTEGER NOT NULL,
	petition_id INTEGER NOT NULL,
	staff_id    INTEGER NOT NULL, -- to whom
	alert       TEXT NOT NULL, -- kind, and what it counts from: another term is another alert
	at          INTEGER NOT NULL,
	PRIMARY KEY (ward_id, petition_id, staff_id, alert)
) STRICT;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
