-- +goose Up
-- A petition at the desk: who deals with it, which clock runs, and what is said of it there.
-- version is raised by every change that an officer has to know of before the next.
ALTER TABLE petition ADD COLUMN version        BIGINT NOT NULL DEFAULT 1;
ALTER TABLE petition ADD COLUMN handler_id     BIGINT NOT NULL DEFAULT 0; -- staff_id, 0 for nobody
ALTER TABLE petition ADD COLUMN clock_stage    TEXT NOT NULL DEFAULT ''; -- what due_on is the term of, '' while no clock runs
ALTER TABLE petition ADD COLUMN clock_from     TEXT NOT NULL DEFAULT ''; -- its day 0, YYYY-MM-DD
ALTER TABLE petition ADD COLUMN extensions     BIGINT NOT NULL DEFAULT 0;
ALTER TABLE petition ADD COLUMN is_complex     BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN is_remote      BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN several_places BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN prolonged      BOOLEAN NOT NULL DEFAULT FALSE; -- kéo dài
ALTER TABLE petition ADD COLUMN above_level    BOOLEAN NOT NULL DEFAULT FALSE; -- vượt cấp
ALTER TABLE petition ADD COLUMN closed_at      BIGINT NOT NULL DEFAULT 0; -- 0 while the desk has something to do
ALTER TABLE petition ADD COLUMN search         TEXT NOT NULL DEFAULT ''; -- folded code, kind, field and neighbourhood; nothing of the sealed words
-- The order of the inbox: by due date, then what has none, then what is closed.
ALTER TABLE petition ADD COLUMN burns_on       TEXT GENERATED ALWAYS AS
	(CASE WHEN closed_at > 0 THEN '9999-12-31' WHEN due_on = '' THEN '9999-12-30' ELSE due_on END) STORED;

UPDATE petition SET clock_stage = 'resolve', clock_from = received_on WHERE due_on <> '';
UPDATE petition SET closed_at = updated_at WHERE status = 'rut-don';
UPDATE petition SET search = lower(code) || ' ' || lower(replace(code, '-', '')) || ' ' || replace(kind || ' ' || field || ' ' || neighbourhood, '-', ' ');

CREATE INDEX petition_burns   ON petition (ward_id, burns_on, petition_id);
CREATE INDEX petition_open    ON petition (ward_id, burns_on, petition_id) WHERE closed_at = 0;
CREATE INDEX petition_handler ON petition (ward_id, handler_id, burns_on, petition_id) WHERE closed_at = 0;

-- Who took a step, by which document, and the date by which it was due.
ALTER TABLE petition_event ADD COLUMN staff_id    BIGINT NOT NULL DEFAULT 0; -- 0: the citizen or the program
ALTER TABLE petition_event ADD COLUMN document    TEXT NOT NULL DEFAULT ''; -- its number
ALTER TABLE petition_event ADD COLUMN done_on     TEXT NOT NULL DEFAULT ''; -- the day of the act, YYYY-MM-DD
ALTER TABLE petition_event ADD COLUMN due_on      TEXT NOT NULL DEFAULT ''; -- the term that ran until then

CREATE TABLE petition_suspension (
	ward_id     BIGINT NOT NULL,
	petition_id BIGINT NOT NULL,
	from_on     TEXT NOT NULL, -- first day that does not count, YYYY-MM-DD
	resumed_on  TEXT NOT NULL DEFAULT '', -- first day that counts again, '' while suspended
	PRIMARY KEY (ward_id, petition_id, from_on)
);

-- What the desk keeps for itself; citizens never see it.
CREATE TABLE petition_note (
	ward_id     BIGINT NOT NULL,
	petition_id BIGINT NOT NULL,
	note_id     BIGINT NOT NULL,
	at          BIGINT NOT NULL,
	staff_id    BIGINT NOT NULL,
	kind        TEXT NOT NULL, -- note, assigned, reclassified, flagged
	sealed      BYTEA  NOT NULL,
	PRIMARY KEY (ward_id, petition_id, note_id)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
