-- +goose Up
-- Every table of a ward begins its key with ward_id. Times are milliseconds since the epoch; a column named sealed is
-- encrypted with associated data that binds it to its row.

CREATE TABLE ward (
	ward_id    BIGINT PRIMARY KEY,
	slug       TEXT   NOT NULL UNIQUE,
	profile    TEXT   NOT NULL, -- JSON of the applied profile
	applied_at BIGINT NOT NULL
);

CREATE TABLE installation (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

CREATE TABLE replica (
	replica_id BIGINT PRIMARY KEY,
	started_at BIGINT NOT NULL,
	beat_at    BIGINT NOT NULL
);

CREATE TABLE citizen (
	ward_id        BIGINT NOT NULL,
	citizen_id     BIGINT NOT NULL,
	created_at     BIGINT NOT NULL,
	neighbourhood  TEXT   NOT NULL DEFAULT '',
	sealed         BYTEA,           -- name and phone, once they have agreed
	PRIMARY KEY (ward_id, citizen_id)
);

CREATE TABLE consent (
	ward_id      BIGINT  NOT NULL,
	citizen_id   BIGINT  NOT NULL,
	purpose      TEXT    NOT NULL,
	at           BIGINT  NOT NULL,
	given        BOOLEAN NOT NULL,
	text_version TEXT    NOT NULL,
	channel      TEXT    NOT NULL,
	PRIMARY KEY (ward_id, citizen_id, purpose, at)
);

CREATE TABLE conversation (
	ward_id         BIGINT NOT NULL,
	channel         TEXT   NOT NULL,
	chat            TEXT   NOT NULL,
	conversation_id BIGINT NOT NULL,
	citizen_id      BIGINT NOT NULL,
	lang            TEXT   NOT NULL,
	sealed          BYTEA,           -- talk state, drafts and all
	nudge_at        BIGINT NOT NULL DEFAULT 0, -- 0: no nudge due
	expire_at       BIGINT NOT NULL DEFAULT 0, -- 0: nothing to expire
	unreachable_at  BIGINT NOT NULL DEFAULT 0, -- since when the platform says that the citizen blocked the bot; 0: reachable
	last_seq        BIGINT NOT NULL DEFAULT 0, -- of its letters
	updated_at      BIGINT NOT NULL,
	PRIMARY KEY (ward_id, channel, chat)
);
CREATE INDEX conversation_nudge  ON conversation (nudge_at)  WHERE nudge_at  > 0;
CREATE INDEX conversation_expire ON conversation (expire_at) WHERE expire_at > 0;

CREATE TABLE seen (
	ward_id   BIGINT NOT NULL,
	channel   TEXT   NOT NULL,
	update_id TEXT   NOT NULL,
	seen_at   BIGINT NOT NULL,
	PRIMARY KEY (ward_id, channel, update_id)
);
CREATE INDEX seen_at ON seen (seen_at);

CREATE TABLE outbox (
	ward_id    BIGINT NOT NULL,
	outbox_id  BIGINT NOT NULL, -- grows with time
	channel    TEXT   NOT NULL,
	chat       TEXT   NOT NULL,
	seq        BIGINT NOT NULL, -- the order within a chat, given under the conversation's lock
	lane       BIGINT NOT NULL, -- 0 replies, 1 case notices, 2 bulk
	state      TEXT   NOT NULL, -- pending, sent, failed, gone, superseded; logged where the channel keeps a log
	owner      BIGINT NOT NULL, -- the replica that holds it in memory
	merge      TEXT   NOT NULL DEFAULT '', -- a later message with the same key replaces an unsent one
	not_before BIGINT NOT NULL DEFAULT 0,
	attempts   BIGINT NOT NULL DEFAULT 0,
	created_at BIGINT NOT NULL,
	done_at    BIGINT NOT NULL DEFAULT 0,
	ref        TEXT   NOT NULL DEFAULT '', -- the platform's id of the sent message; for an echo the citizen's own id
	problem    TEXT   NOT NULL DEFAULT '', -- why it failed, without words of the message
	sealed     BYTEA  NOT NULL,
	PRIMARY KEY (ward_id, outbox_id)
);
CREATE INDEX outbox_pending ON outbox (owner, outbox_id) WHERE state = 'pending';
CREATE INDEX outbox_chat ON outbox (ward_id, channel, chat, seq);

CREATE TABLE file (
	ward_id    BIGINT NOT NULL,
	file_id    TEXT   NOT NULL,
	mime       TEXT   NOT NULL,
	name       TEXT   NOT NULL,
	size       BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	owner      TEXT   NOT NULL, -- channel/chat that may open it, '' for a public file
	held       BOOLEAN NOT NULL, -- false: belongs to an unfinished draft, pruned with it
	sealed     BYTEA  NOT NULL,
	PRIMARY KEY (ward_id, file_id)
);
CREATE INDEX file_loose ON file (created_at) WHERE NOT held;

CREATE TABLE file_ref (
	ward_id BIGINT NOT NULL,
	file_id TEXT   NOT NULL,
	channel TEXT   NOT NULL,
	ref     TEXT   NOT NULL, -- the platform's own id: sending it again is free
	PRIMARY KEY (ward_id, file_id, channel)
);

CREATE TABLE petition (
	ward_id          BIGINT NOT NULL,
	petition_id      BIGINT NOT NULL,
	code             TEXT   NOT NULL,
	pin_hash         TEXT   NOT NULL,
	pin_tries        BIGINT NOT NULL DEFAULT 0,
	pin_tried_at     BIGINT NOT NULL DEFAULT 0,
	draft            TEXT   NOT NULL, -- key of the draft it was made from: a second filing finds the first
	kind             TEXT   NOT NULL,
	field            TEXT   NOT NULL,
	neighbourhood    TEXT   NOT NULL,
	status           TEXT   NOT NULL,
	channel          TEXT   NOT NULL,
	chat             TEXT   NOT NULL,
	citizen_id       BIGINT NOT NULL,
	received_at      BIGINT NOT NULL,
	received_on      TEXT   NOT NULL, -- the day the clock starts from, YYYY-MM-DD
	due_on           TEXT   NOT NULL, -- YYYY-MM-DD, '' while no clock runs
	due_rule         TEXT   NOT NULL,
	due_explained    TEXT   NOT NULL,
	calendar_version TEXT   NOT NULL,
	updated_at       BIGINT NOT NULL,
	sealed           BYTEA  NOT NULL,
	PRIMARY KEY (ward_id, petition_id),
	UNIQUE (ward_id, code),
	UNIQUE (ward_id, draft)
);
CREATE INDEX petition_chat ON petition (ward_id, channel, chat);

CREATE TABLE petition_event (
	ward_id     BIGINT NOT NULL,
	petition_id BIGINT NOT NULL,
	event_id    BIGINT NOT NULL,
	at          BIGINT NOT NULL,
	kind        TEXT   NOT NULL,
	status      TEXT   NOT NULL,
	sealed      BYTEA,
	PRIMARY KEY (ward_id, petition_id, event_id)
);

CREATE TABLE petition_file (
	ward_id     BIGINT NOT NULL,
	petition_id BIGINT NOT NULL,
	file_id     TEXT   NOT NULL,
	added_at    BIGINT NOT NULL,
	role        TEXT   NOT NULL, -- evidence, form, receipt
	PRIMARY KEY (ward_id, petition_id, file_id)
);

CREATE TABLE disclosure (
	ward_id   BIGINT NOT NULL,
	slug      TEXT   NOT NULL,
	group_no  BIGINT NOT NULL, -- 1 to 14, Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11
	issued_on TEXT   NOT NULL, -- YYYY-MM-DD, '' when unknown
	search    TEXT   NOT NULL, -- folded title, number, summary and body
	document  TEXT   NOT NULL, -- JSON
	file_id   TEXT   NOT NULL DEFAULT '',
	PRIMARY KEY (ward_id, slug)
);

CREATE TABLE procedure (
	ward_id  BIGINT NOT NULL,
	slug     TEXT   NOT NULL,
	search   TEXT   NOT NULL,
	document TEXT   NOT NULL, -- JSON
	PRIMARY KEY (ward_id, slug)
);

CREATE TABLE interaction (
	ward_id        BIGINT NOT NULL,
	interaction_id BIGINT NOT NULL,
	at             BIGINT NOT NULL,
	conversation   BIGINT NOT NULL, -- a pseudonym: it leads to a person only through conversation
	channel        TEXT   NOT NULL,
	lang           TEXT   NOT NULL,
	flow           TEXT   NOT NULL,
	step           TEXT   NOT NULL,
	kind           TEXT   NOT NULL, -- started, asked, answered, abandoned, completed, not-understood
	PRIMARY KEY (ward_id, interaction_id)
);
CREATE INDEX interaction_at ON interaction (ward_id, at);

CREATE TABLE job_run (
	job        TEXT   NOT NULL,
	planned_at BIGINT NOT NULL,
	replica_id BIGINT NOT NULL,
	started_at BIGINT NOT NULL,
	ended_at   BIGINT NOT NULL DEFAULT 0,
	result     TEXT   NOT NULL DEFAULT '', -- '' while it runs, ok, failed
	detail     TEXT   NOT NULL DEFAULT '',
	PRIMARY KEY (job, planned_at)
);

-- +goose Down
SELECT 'migrations of Danbiet only go forward';
