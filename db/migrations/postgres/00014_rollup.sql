-- +goose Up
-- What was counted of the days gone by, so that a figure over years need not read every step. It is made from the rows it
-- stands for and can be made again at any time.
CREATE TABLE rollup (
	ward_id BIGINT PRIMARY KEY,
	through BIGINT NOT NULL -- the last day that is rolled up, in days since 1970-01-01 by the ward's clock
);

-- A chat's day.
CREATE TABLE session_day (
	ward_id      BIGINT NOT NULL,
	day          BIGINT NOT NULL,
	channel      TEXT   NOT NULL,
	conversation BIGINT NOT NULL, -- a pseudonym, as in interaction
	heard        BIGINT NOT NULL, -- messages of the citizen that were counted
	missed       BIGINT NOT NULL, -- of these, not understood
	completed    BIGINT NOT NULL, -- flows that came to their end
	handed       BIGINT NOT NULL, -- times that they asked for a person
	PRIMARY KEY (ward_id, day, channel, conversation)
);

-- Each step of each flow on a day.
CREATE TABLE step_day (
	ward_id BIGINT NOT NULL,
	day     BIGINT NOT NULL,
	channel TEXT   NOT NULL,
	flow    TEXT   NOT NULL,
	step    TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	n       BIGINT NOT NULL,
	PRIMARY KEY (ward_id, day, channel, flow, step, kind)
);

-- Messages of citizens by the quarter of an hour, 0 to 95.
CREATE TABLE slot_day (
	ward_id BIGINT NOT NULL,
	day     BIGINT NOT NULL,
	channel TEXT   NOT NULL,
	slot    BIGINT NOT NULL,
	n       BIGINT NOT NULL,
	PRIMARY KEY (ward_id, day, channel, slot)
);

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
