-- +goose Up
-- Announcements: who writes them, who wants them, when they go out, and whom they reached.

CREATE TABLE staff (
	ward_id     INTEGER NOT NULL,
	staff_id    INTEGER NOT NULL,
	login       TEXT   NOT NULL,
	name        TEXT   NOT NULL,
	role        TEXT   NOT NULL,
	channel     TEXT   NOT NULL DEFAULT '', -- of the linked chat, '' for none
	chat        TEXT   NOT NULL DEFAULT '',
	link_hash   TEXT   NOT NULL DEFAULT '', -- keyed hash of the one-time link, '' for none
	link_until  INTEGER NOT NULL DEFAULT 0,
	created_at  INTEGER NOT NULL,
	disabled_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (ward_id, staff_id),
	UNIQUE (ward_id, login)
) STRICT;
CREATE INDEX staff_chat ON staff (ward_id, channel, chat);

CREATE TABLE subscriber (
	ward_id       INTEGER NOT NULL,
	citizen_id    INTEGER NOT NULL,
	neighbourhood TEXT   NOT NULL DEFAULT '', -- as they say themselves, '' unknown
	news          INTEGER NOT NULL,           -- has agreed to get notices
	stopped_at    INTEGER NOT NULL DEFAULT 0,  -- wants no more notices; 0: wants them
	updated_at    INTEGER NOT NULL,
	PRIMARY KEY (ward_id, citizen_id)
) STRICT;

CREATE TABLE topic_off (
	ward_id    INTEGER NOT NULL,
	citizen_id INTEGER NOT NULL,
	topic      TEXT   NOT NULL,
	PRIMARY KEY (ward_id, citizen_id, topic)
) STRICT;

CREATE TABLE announcement (
	ward_id          INTEGER NOT NULL,
	announcement_id  INTEGER NOT NULL,
	content          TEXT   NOT NULL, -- JSON: words, files, audience, plan
	emergency        INTEGER NOT NULL,
	state            TEXT   NOT NULL, -- draft, submitted, approved, paused, stopped, finished
	version          INTEGER NOT NULL, -- raised by every edit
	approved_version INTEGER NOT NULL DEFAULT 0,
	author_id        INTEGER NOT NULL,
	approver_id      INTEGER NOT NULL DEFAULT 0,
	next_at          INTEGER NOT NULL DEFAULT 0, -- when the next run is planned, 0 for none
	created_at       INTEGER NOT NULL,
	updated_at       INTEGER NOT NULL,
	PRIMARY KEY (ward_id, announcement_id)
) STRICT;
CREATE INDEX announcement_next ON announcement (next_at) WHERE next_at > 0;

CREATE TABLE announcement_event (
	ward_id         INTEGER NOT NULL,
	announcement_id INTEGER NOT NULL,
	event_id        INTEGER NOT NULL,
	at              INTEGER NOT NULL,
	staff_id        INTEGER NOT NULL, -- 0: the program
	kind            TEXT   NOT NULL,
	note            TEXT   NOT NULL DEFAULT '',
	PRIMARY KEY (ward_id, announcement_id, event_id)
) STRICT;

CREATE TABLE announcement_run (
	ward_id         INTEGER NOT NULL,
	run_id          INTEGER NOT NULL,
	announcement_id INTEGER NOT NULL,
	planned_at      INTEGER NOT NULL,
	started_at      INTEGER NOT NULL,
	ended_at        INTEGER NOT NULL DEFAULT 0,
	state           TEXT   NOT NULL, -- running, paused, done, stopped, skipped
	emergency       INTEGER NOT NULL,
	total           INTEGER NOT NULL, -- recipients
	excluded        TEXT   NOT NULL DEFAULT '', -- JSON: how many were left out, by reason
	PRIMARY KEY (ward_id, run_id),
	UNIQUE (ward_id, announcement_id, planned_at)
) STRICT;
CREATE INDEX announcement_run_open ON announcement_run (ward_id, run_id) WHERE state = 'running';

CREATE TABLE delivery (
	ward_id       INTEGER NOT NULL,
	run_id        INTEGER NOT NULL,
	citizen_id    INTEGER NOT NULL,
	channel       TEXT   NOT NULL,
	chat          TEXT   NOT NULL,
	neighbourhood TEXT   NOT NULL,
	state         TEXT   NOT NULL, -- waiting, queued, sent, failed, gone, stopped
	problem       TEXT   NOT NULL DEFAULT '',
	done_at       INTEGER NOT NULL DEFAULT 0,
	seen_at       INTEGER NOT NULL DEFAULT 0, -- when the citizen said that they have read it
	PRIMARY KEY (ward_id, run_id, citizen_id)
) STRICT;
CREATE INDEX delivery_waiting ON delivery (ward_id, run_id, citizen_id) WHERE state = 'waiting';

-- The delivery that a letter is of; 0 for all other letters.
ALTER TABLE outbox ADD COLUMN run_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN citizen_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_run ON outbox (ward_id, run_id) WHERE run_id > 0;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
