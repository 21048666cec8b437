-- +goose Up
-- The roll-ups of a half-year are read from first to last: their rows lie in the order of their keys, with no second look-up.
CREATE TABLE session_in_order (
	ward_id      INTEGER NOT NULL,
	day          INTEGER NOT NULL,
	channel      TEXT    NOT NULL,
	conversation INTEGER NOT NULL, -- a pseudonym, as in interaction
	heard        INTEGER NOT NULL, -- messages of the citizen that were counted
	missed       INTEGER NOT NULL, -- of these, not understood
	completed    INTEGER NOT NULL, -- flows that came to their end
	handed       INTEGER NOT NULL, -- times that they asked for a person
	PRIMARY KEY (ward_id, day, channel, conversation)
) STRICT, WITHOUT ROWID;
INSERT INTO session_in_order SELECT ward_id, day, channel, conversation, heard, missed, completed, handed FROM session_day;
DROP TABLE session_day;
ALTER TABLE session_in_order RENAME TO session_day;

CREATE TABLE step_in_order (
	ward_id INTEGER NOT NULL,
	day     INTEGER NOT NULL,
	channel TEXT    NOT NULL,
	flow    TEXT    NOT NULL,
	step    TEXT    NOT NULL,
	kind    TEXT    NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (ward_id, day, channel, flow, step, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO step_in_order SELECT ward_id, day, channel, flow, step, kind, n FROM step_day;
DROP TABLE step_day;
ALTER TABLE step_in_order RENAME TO step_day;

CREATE TABLE slot_in_order (
	ward_id INTEGER NOT NULL,
	day     INTEGER NOT NULL,
	channel TEXT    NOT NULL,
	slot    INTEGER NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (ward_id, day, channel, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO slot_in_order SELECT ward_id, day, channel, slot, n FROM slot_day;
DROP TABLE slot_day;
ALTER TABLE slot_in_order RENAME TO slot_day;

-- The inbox is counted and searched in its index: what officers filter by stands in it, so that a case that does not match
-- is never fetched.
DROP INDEX petition_burns;
DROP INDEX petition_open;
CREATE INDEX petition_burns ON petition (ward_id, burns_on, petition_id, about_leader, kind, field, neighbourhood, channel, handler_id, search);
CREATE INDEX petition_open  ON petition (ward_id, burns_on, petition_id, about_leader, kind, field, neighbourhood, channel, handler_id, status, search) WHERE closed_at = 0;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
