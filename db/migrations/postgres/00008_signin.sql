-- +goose Up
-- How the staff sign in to the console. A secret stands here only sealed or as a hash.
ALTER TABLE staff ADD COLUMN invite_hash TEXT NOT NULL DEFAULT ''; -- keyed hash of the one-time invitation, '' for none
ALTER TABLE staff ADD COLUMN invite_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN password TEXT NOT NULL DEFAULT ''; -- argon2id with its parameters and salt, '' for none yet
ALTER TABLE staff ADD COLUMN totp BYTEA; -- sealed secret of the one-time codes
ALTER TABLE staff ADD COLUMN totp_since BIGINT NOT NULL DEFAULT 0; -- when the first code was right, 0 for not yet
ALTER TABLE staff ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0; -- of the last code that was used: it counts once

CREATE TABLE staff_recovery (
	ward_id   BIGINT NOT NULL,
	staff_id  BIGINT NOT NULL,
	code_hash TEXT   NOT NULL, -- keyed; a used code has no row any more
	PRIMARY KEY (ward_id, staff_id, code_hash)
);

CREATE TABLE staff_session (
	ward_id    BIGINT NOT NULL,
	session_id BIGINT NOT NULL,
	staff_id   BIGINT NOT NULL,
	token_hash TEXT   NOT NULL, -- keyed hash of the cookie
	passed_at  BIGINT NOT NULL DEFAULT 0, -- when the second step was done, 0 for not yet
	created_at BIGINT NOT NULL,
	seen_at    BIGINT NOT NULL,
	agent      TEXT   NOT NULL, -- browser and system, shortened
	revoked_at BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (ward_id, session_id),
	UNIQUE (ward_id, token_hash)
);
CREATE INDEX staff_session_staff ON staff_session (ward_id, staff_id);

-- Attempts that failed, for logins that nobody has too: who is on the staff cannot be found out by trying.
CREATE TABLE signin_failure (
	ward_id    BIGINT NOT NULL,
	login_hash TEXT   NOT NULL, -- keyed: somebody may have typed their password there
	failures   BIGINT NOT NULL,
	next_at    BIGINT NOT NULL, -- not before this may they try again
	PRIMARY KEY (ward_id, login_hash)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
