-- +goose Up
-- A petition at the desk: who deals with it, which clock runs, and what is said of it there.
-- version is raised by every change that an officer has to know of before the next.
ALTER TABLE petition ADD COLUMN version        INTEGER NOT NULL DEFAULT 1;
ALTER TABLE petition ADD COLUMN handler_id     INTEGER NOT NULL DEFAULT 0; -- staff_id, 0 for nobody
ALTER TABLE petition ADD COLUMN clock_stage    TEXT NOT NULL DEFAULT ''; -- what due_on is the term of, '' while no clock runs
ALTER TABLE petition ADD COLUMN clock_from     TEXT NOT NULL DEFAULT ''; -- its day 0, YYYY-MM-DD
ALTER TABLE petition ADD COLUMN extensions     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE petition ADD COLUMN is_complex     INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN is_remote      INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN several_places INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE petition ADD COLUMN prolonged      INTEGER NOT NULL DEFAULT FALSE; -- kéo dài
ALTER TABLE petition ADD COLUMN above_level    INTEGER NOT NULL DEFAULT FALSE; -- vượt cấp
ALTER TABLE petition ADD COLUMN closed_at      INTEGER NOT NULL DEFAULT 0; -- 0 while the desk has something to do
ALTER TABLE petition ADD COLUMN search         TEXT NOT NULL DEFAULT ''; -- folded code, kind, field and neighbourhood; nothing of the sealed words
-- The order of the inbox: by due date, then what has none, then what is closed.
ALTER TABLE petition ADD COLUMN burns_on       TEXT GENERATED ALWAYS AS
	(CASE WHEN closed_at > 0 THEN '9999-12-31' WHEN due_on = '' THEN '9999-12-30' ELSE due_on END) VIRTUAL;

UPDATE petition SET clock_stage = 'resolve', clock_from = received_on WHERE due_on <> '';
UPDATE petition SET closed_at = updated_at WHERE status = 'rut-don';
UPDATE petition SET search = lower(code) || ' ' || lower(replace(code, '-', '')) || ' ' || replace(kind || ' ' || field || ' ' || neighbourhood, '-', ' ');

CREATE INDEX petition_burns   ON petition (ward_id, burns_on, petition_id);
CREATE INDEX petition_open    ON petition (ward_id, burns_on, petition_id) WHERE closed_at = 0;
CREATE INDEX petition_handler ON petition (ward_id, handler_id, burns_on, petition_id) WHERE closed_at = 0;

-- Who took a step, by which document, and the date by which it was due.
ALTER TABLE petition_event ADD COLUMN staff_id    INTEGER NOT NULL DEFAULT 0; -- 0: the citizen or the program
ALTER TABLE petition_event ADD COLUMN document    TEXT NOT NULL DEFAULT ''; -- its number
ALTER TABLE petition_event ADD COLUMN done_on     TEXT NOT NULL DEFAULT ''; -- the day of the act, YYYY-MM-DD
ALTER TABLE petition_event ADD COLUMN due_on      TEXT NOT NULL DEFAULT ''; -- the term that ran until then

CREATE TABLE petition_suspension (
	ward_id     INTEGER NOT NULL,
	petition_id INTEGER NOT NULL,
	from_on     TEXT NOT NULL, -- first day that does not count, YYYY-MM-DD
	resumed_on  TEXT NOT NULL DEFAULT '', -- first day that counts again, '' while suspended
	PRIMARY KEY (ward_id, petition_id, from_on)
) STRICT;

-- What the desk keeps for itself; citizens never see it.
CREATE TABLE petition_note (
	ward_id     INTEGER NOT NULL,
	petition_id INTEGER NOT NULL,
	note_id     INTEGER NOT NULL,
	at          INTEGER NOT NULL,
	staff_id    INTEGER NOT NULL,
	kind        TEXT NOT NULL, -- note, assigned, reclassified, flagged
	sealed      BLOB   NOT NULL,
	PRIMARY KEY (ward_id, petition_id, note_id)
) STRICT;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
