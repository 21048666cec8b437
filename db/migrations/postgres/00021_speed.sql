-- +goose Up
-- The inbox is counted in its index: what officers filter by stands in it, but for the words, which could be too long for one.
DROP INDEX petition_burns;
DROP INDEX petition_open;
CREATE INDEX petition_burns ON petition (ward_id, burns_on, petition_id, about_leader, kind, field, neighbourhood, channel, handler_id);
CREATE INDEX petition_open  ON petition (ward_id, burns_on, petition_id, about_leader, kind, field, neighbourhood, channel, handler_id, status) WHERE closed_at = 0;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
