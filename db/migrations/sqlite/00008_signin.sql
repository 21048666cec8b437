-- +goose Up
-- How the staff sign in to the console. A secret stands here only sealed or as a hash.
ALTER TABLE staff ADD COLUMN invite_hash TEXT NOT NULL DEFAULT ''; -- keyed hash of the one-time invitation, '' for none
ALTER TABLE staff ADD COLUMN invite_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN password TEXT NOT NULL DEFAULT ''; -- argon2id with its parameters and salt, '' for none yet
ALTER TABLE staff ADD COLUMN totp BLOB; -- sealed secret of the one-time codes
ALTER TABLE staff ADD COLUMN totp_since INTEGER NOT NULL DEFAULT 0; -- when the first code was right, 0 for not yet
ALTER TABLE staff ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0; -- of the last code that was used: it counts once

CREATE TABLE staff_recovery (
	ward_id   INTEGER NOT NULL,
	staff_id  INTEGER NOT NULL,
	code_hash TEXT   NOT NULL, -- keyed; a used code has no row any more
	PRIMARY KEY (ward_id, staff_id, code_hash)
) STRICT;

CREATE TABLE staff_session (
	ward_id    INTEGER NOT NULL,
	session_id INTEGER NOT NULL,
	staff_id   INTEGER NOT NULL,
	token_hash TEXT   NOT NULL, -- keyed hash of the cookie
	passed_at  INTEGER NOT NULL DEFAULT 0, -- when the second step was done, 0 for not yet
	created_at INTEGER NOT NULL,
	seen_at    INTEGER NOT NULL,
	agent      TEXT   NOT NULL, -- browser and system, shortened
	revoked_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (ward_id, session_id),
	UNIQUE (ward_id, token_hash)
) STRICT;
CREATE INDEX staff_session_staff ON staff_session (ward_id, staff_id);

-- Attempts that failed, for logins that nobody has too: who is on the staff cannot be found out by trying.
CREATE TABLE signin_failure (
	ward_id    INTEGER NOT NULL,
	login_hash TEXT   NOT NULL, -- keyed: somebody may have typed their password there
	failures   INTEGER NOT NULL,
	next_at    INTEGER NOT NULL, -- not before this may they try again
	PRIMARY KEY (ward_id, login_hash)
) STRICT;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
