-- +goose Up
-- Figures that the staff enter because no register of the program holds them. A value is never changed: a later entry of
-- the same period takes its place, and the earlier ones stay to be read.
CREATE TABLE indicator_entry (
	ward_id   BIGINT NOT NULL,
	indicator TEXT   NOT NULL,
	from_on   TEXT   NOT NULL, -- the period, YYYY-MM-DD, both days included
	to_on     TEXT   NOT NULL,
	entry_id  BIGINT NOT NULL, -- grows with time
	value     DOUBLE PRECISION NOT NULL,
	document  TEXT   NOT NULL, -- where it stands
	staff_id  BIGINT NOT NULL, -- 0: imported by whoever runs the program
	at        BIGINT NOT NULL,
	PRIMARY KEY (ward_id, indicator, to_on, from_on, entry_id)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
