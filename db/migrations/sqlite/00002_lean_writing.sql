-- +goose Up
-- A turn writes fewer index entries: each of these was written for every update and read hardly ever.

-- Read by ward and time, and never by its number alone.
CREATE TABLE interaction_by_time (
	ward_id        INTEGER NOT NULL,
	interaction_id INTEGER NOT NULL,
	at             INTEGER NOT NULL,
	conversation   INTEGER NOT NULL, -- a pseudonym: it leads to a person only through conversation
	channel        TEXT   NOT NULL,
	lang           TEXT   NOT NULL,
	flow           TEXT   NOT NULL,
	step           TEXT   NOT NULL,
	kind           TEXT   NOT NULL, -- started, asked, answered, abandoned, completed, not-understood
	PRIMARY KEY (ward_id, at, interaction_id)
) STRICT, WITHOUT ROWID;
INSERT INTO interaction_by_time SELECT ward_id, interaction_id, at, conversation, channel, lang, flow, step, kind FROM interaction;
DROP TABLE interaction;
ALTER TABLE interaction_by_time RENAME TO interaction;

-- Only the daily pruning looks at the time, and it looks at all of a few days' rows.
CREATE TABLE seen_once (
	ward_id   INTEGER NOT NULL,
	channel   TEXT   NOT NULL,
	update_id TEXT   NOT NULL,
	seen_at   INTEGER NOT NULL,
	PRIMARY KEY (ward_id, channel, update_id)
) STRICT, WITHOUT ROWID;
INSERT INTO seen_once SELECT ward_id, channel, update_id, seen_at FROM seen;
DROP TABLE seen;
ALTER TABLE seen_once RENAME TO seen;

-- Only channels that keep a log are read by chat; an album's unsent letter is found by its key.
DROP INDEX outbox_chat;
CREATE INDEX outbox_log ON outbox (ward_id, channel, chat, seq) WHERE state = 'logged';
CREATE INDEX outbox_merge ON outbox (ward_id, channel, chat, merge) WHERE state = 'pending' AND merge <> '';

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
