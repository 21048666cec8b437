-- +goose Up
-- The letters that a ward's officers begin with, every text that was ever kept. Of a slug the last one holds.
CREATE TABLE reply_template (
	ward_id  BIGINT NOT NULL,
	slug     TEXT   NOT NULL,
	reply_id BIGINT NOT NULL, -- grows with time
	purpose  TEXT   NOT NULL,
	kind     TEXT   NOT NULL, -- of petition, '' for every one
	label    TEXT   NOT NULL,
	text     TEXT   NOT NULL, -- '': the program's own
	removed  BIGINT NOT NULL, -- 1: not offered any more
	staff_id BIGINT NOT NULL,
	at       BIGINT NOT NULL,
	PRIMARY KEY (ward_id, slug, reply_id)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
