-- +goose Up
-- Receiving citizens (tiếp công dân): what the ward has decided besides its profile's rules, who comes, what came of it.

-- A decision about the schedule or a day off. It is public: no personal data stands in it but the names of officials.
CREATE TABLE schedule_change (
	ward_id    INTEGER NOT NULL,
	change_id  INTEGER NOT NULL,
	kind       TEXT NOT NULL, -- move, cancel, substitute, extra, day-off, day-worked
	day        TEXT NOT NULL, -- YYYY-MM-DD: the day that was planned, of an extra session the day it is held
	to_day     TEXT NOT NULL DEFAULT '', -- of a move
	who        TEXT NOT NULL DEFAULT '', -- receives, as posted; '' for everybody
	by_whom    TEXT NOT NULL DEFAULT '', -- of a substitute
	shifts     TEXT NOT NULL DEFAULT '', -- of an extra session: 07:30-11:30,13:30-17:00
	place      TEXT NOT NULL DEFAULT '',
	reason     TEXT NOT NULL DEFAULT '',
	document   TEXT NOT NULL, -- its number and day
	staff_id   INTEGER NOT NULL, -- who entered it
	at         INTEGER NOT NULL,
	revoked_at INTEGER NOT NULL DEFAULT 0, -- 0 while it holds
	revoked_by INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (ward_id, change_id)
) STRICT;

-- Whether a session was held: noted on its day.
CREATE TABLE session_record (
	ward_id  INTEGER NOT NULL,
	day      TEXT NOT NULL,
	who      TEXT NOT NULL, -- as posted
	held     INTEGER NOT NULL,
	reason   TEXT NOT NULL DEFAULT '', -- why it was not
	staff_id INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (ward_id, day, who)
) STRICT;

-- A citizen who comes or wants to come to a session: a line of the register.
CREATE TABLE reception_visit (
	ward_id     INTEGER NOT NULL,
	visit_id    INTEGER NOT NULL,
	day         TEXT NOT NULL,
	who         TEXT NOT NULL, -- receives, as posted
	slot        TEXT NOT NULL DEFAULT '', -- 07:45; '' for whoever came without one
	state       TEXT NOT NULL, -- booked, cancelled, arrived, received
	channel     TEXT NOT NULL DEFAULT '',
	chat        TEXT NOT NULL DEFAULT '',
	citizen_id  INTEGER NOT NULL DEFAULT 0,
	petition_id INTEGER NOT NULL DEFAULT 0, -- what they come about
	people      INTEGER NOT NULL DEFAULT 1, -- with the same content
	booked_at   INTEGER NOT NULL,
	arrived_at  INTEGER NOT NULL DEFAULT 0,
	kind        TEXT NOT NULL DEFAULT '', -- khieu-nai, to-cao, kien-nghi, phan-anh
	competent   INTEGER NOT NULL DEFAULT FALSE, -- it is for the ward to settle
	outcome     TEXT NOT NULL DEFAULT '', -- guided, case, document, other
	result_id   INTEGER NOT NULL DEFAULT 0, -- the petition that came of it
	staff_id    INTEGER NOT NULL DEFAULT 0,
	version     INTEGER NOT NULL DEFAULT 1,
	sealed      BLOB NOT NULL, -- identity and matter
	PRIMARY KEY (ward_id, visit_id)
) STRICT;
CREATE UNIQUE INDEX reception_slot ON reception_visit (ward_id, day, who, slot) WHERE slot <> '' AND state <> 'cancelled';
CREATE INDEX reception_chat ON reception_visit (ward_id, channel, chat, day) WHERE state = 'booked';
CREATE INDEX reception_day ON reception_visit (ward_id, day, visit_id);
CREATE INDEX petition_calendar ON petition (ward_id, calendar_version) WHERE closed_at = 0 AND clock_stage <> '';

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
