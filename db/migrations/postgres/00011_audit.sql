-- +goose Up
-- Who of the staff saw and did what. Rows are only added; each holds the hash of the one before.
CREATE TABLE audit (
	ward_id  BIGINT NOT NULL,
	seq      BIGINT NOT NULL, -- 1, 2, 3 … without a gap
	at       BIGINT NOT NULL,
	staff_id BIGINT NOT NULL, -- 0: a command on the server
	act      TEXT NOT NULL,
	subject  TEXT NOT NULL, -- a case's code or another row's id, '' for none; never a name
	detail   TEXT NOT NULL, -- a word of the program or another row's id
	origin   TEXT NOT NULL, -- shortened address, or the channel of a chat
	sealed   BYTEA, -- the reason, where one was asked for
	hash     TEXT NOT NULL, -- SHA-256 of the row before and of this one's columns, in hexadecimal
	PRIMARY KEY (ward_id, seq)
);
CREATE INDEX audit_subject ON audit (ward_id, subject, seq) WHERE subject <> '';
CREATE INDEX audit_staff ON audit (ward_id, staff_id, seq);
CREATE INDEX audit_at ON audit (ward_id, at);

-- The last row's number and hash, sealed: without the key nobody makes the log shorter or longer unseen.
CREATE TABLE audit_head (
	ward_id BIGINT PRIMARY KEY,
	sealed  BYTEA NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION audit_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$ LANGUAGE plpgsql;
-- +goose StatementEnd
CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_unemptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Which alert of which case has gone out.
CREATE TABLE alert_sent (
	ward_id     BIGINT NOT NULL,
	petition_id BIGINT NOT NULL,
	staff_id    BIGINT NOT NULL, -- to whom
	alert       TEXT NOT NULL, -- kind, and what it counts from: another term is another alert
	at          BIGINT NOT NULL,
	PRIMARY KEY (ward_id, petition_id, staff_id, alert)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
