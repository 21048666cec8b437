-- +goose Up
-- Citizens who want to be reminded of a reception day.
CREATE TABLE reminder (
	ward_id    INTEGER NOT NULL,
	citizen_id INTEGER NOT NULL,
	day        TEXT   NOT NULL, -- of the reception, YYYY-MM-DD
	who        TEXT   NOT NULL, -- receives: chairman, office
	channel    TEXT   NOT NULL,
	chat       TEXT   NOT NULL,
	PRIMARY KEY (ward_id, citizen_id, day, who)
) STRICT;
CREATE INDEX reminder_day ON reminder (ward_id, day);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
