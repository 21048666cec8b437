-- +goose Up
-- What the ward writes in its reports, with every text that held before.
CREATE TABLE narrative (
	ward_id      BIGINT NOT NULL,
	section      TEXT   NOT NULL,
	from_on      TEXT   NOT NULL, -- the period, YYYY-MM-DD, both days included; '' for every report
	to_on        TEXT   NOT NULL,
	narrative_id BIGINT NOT NULL, -- grows with time
	text         TEXT   NOT NULL, -- '': back to what held without it
	staff_id     BIGINT NOT NULL,
	at           BIGINT NOT NULL,
	PRIMARY KEY (ward_id, section, narrative_id)
);

-- Reports as they were frozen. A row is never changed and never removed.
CREATE TABLE frozen_report (
	ward_id   BIGINT NOT NULL,
	number    BIGINT NOT NULL, -- 1, 2, … within the ward
	from_on   TEXT   NOT NULL,
	to_on     TEXT   NOT NULL,
	content   TEXT   NOT NULL, -- JSON: the text, the figures with their definitions, what they were made of
	staff_id  BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	PRIMARY KEY (ward_id, number)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
