-- +goose Up
-- The citizen's side of a case: what they think of an answer, that they want to be called, and their talks with staff.

CREATE TABLE petition_rating (
	ward_id     INTEGER NOT NULL,
	petition_id INTEGER NOT NULL,
	answer_id   INTEGER NOT NULL, -- the timeline's entry of the answer: each is rated once
	at          INTEGER NOT NULL,
	stars       INTEGER NOT NULL, -- 1 to 5
	sealed      BLOB, -- a word, where they left one
	PRIMARY KEY (ward_id, petition_id, answer_id)
) STRICT;
CREATE INDEX petition_rating_at ON petition_rating (ward_id, at);

CREATE TABLE callback (
	ward_id     INTEGER NOT NULL,
	callback_id INTEGER NOT NULL,
	petition_id INTEGER NOT NULL DEFAULT 0, -- 0: about no case
	channel     TEXT NOT NULL,
	chat        TEXT NOT NULL,
	asked_at    INTEGER NOT NULL,
	wanted_on   TEXT NOT NULL, -- YYYY-MM-DD
	part        TEXT NOT NULL, -- of the day: sang, chieu
	done_at     INTEGER NOT NULL DEFAULT 0, -- 0 while nobody has called
	staff_id    INTEGER NOT NULL DEFAULT 0, -- who has called
	sealed      BLOB NOT NULL, -- phone and matter
	PRIMARY KEY (ward_id, callback_id)
) STRICT;
CREATE INDEX callback_open ON callback (ward_id, wanted_on, callback_id) WHERE done_at = 0;
CREATE INDEX callback_petition ON callback (ward_id, petition_id) WHERE petition_id > 0;

CREATE TABLE handover (
	ward_id      INTEGER NOT NULL,
	handover_id  INTEGER NOT NULL,
	channel      TEXT NOT NULL,
	chat         TEXT NOT NULL,
	conversation INTEGER NOT NULL, -- the pseudonym that interactions carry
	citizen_id   INTEGER NOT NULL,
	asked_at     INTEGER NOT NULL,
	staff_id     INTEGER NOT NULL DEFAULT 0, -- who has taken it, 0 for nobody
	answered_at  INTEGER NOT NULL DEFAULT 0, -- of the first answer
	waited       INTEGER NOT NULL DEFAULT 0, -- until then, in working minutes
	said_at      INTEGER NOT NULL, -- of the last word of either side
	waits        INTEGER NOT NULL DEFAULT TRUE, -- the last word is the citizen's
	ended_at     INTEGER NOT NULL DEFAULT 0,
	ended_by     TEXT NOT NULL DEFAULT '', -- citizen, staff, quiet
	PRIMARY KEY (ward_id, handover_id)
) STRICT;
CREATE INDEX handover_open ON handover (ward_id, handover_id) WHERE ended_at = 0;
CREATE INDEX handover_ended ON handover (ward_id, ended_at) WHERE ended_at > 0;

CREATE TABLE handover_word (
	ward_id     INTEGER NOT NULL,
	handover_id INTEGER NOT NULL,
	word_id     INTEGER NOT NULL,
	at          INTEGER NOT NULL,
	staff_id    INTEGER NOT NULL DEFAULT 0, -- 0: the citizen
	sealed      BLOB NOT NULL, -- text and files
	PRIMARY KEY (ward_id, handover_id, word_id)
) STRICT;

ALTER TABLE conversation ADD COLUMN handover_id INTEGER NOT NULL DEFAULT 0; -- with whom of the staff the citizen talks, 0: with the program

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
