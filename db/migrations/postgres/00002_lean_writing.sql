-- +goose Up
-- A turn writes fewer index entries: each of these was written for every update and read hardly ever.

-- Read by ward and time, and never by its number alone.
ALTER TABLE interaction DROP CONSTRAINT interaction_pkey;
ALTER TABLE interaction ADD PRIMARY KEY (ward_id, at, interaction_id);
DROP INDEX interaction_at;

-- Only the daily pruning looks at the time, and it looks at all of a few days' rows.
DROP INDEX seen_at;

-- Only channels that keep a log are read by chat; an album's unsent letter is found by its key.
DROP INDEX outbox_chat;
CREATE INDEX outbox_log ON outbox (ward_id, channel, chat, seq) WHERE state = 'logged';
CREATE INDEX outbox_merge ON outbox (ward_id, channel, chat, merge) WHERE state = 'pending' AND merge <> '';

-- A conversation's row is rewritten at every turn: with room beside it the new one stays on its page.
ALTER TABLE conversation SET (fillfactor = 60);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
