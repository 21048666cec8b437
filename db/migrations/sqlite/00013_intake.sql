-- +goose Up
-- A denunciation of the ward's own leaders bypasses the ward: one officer alone keeps it, until it is with the province.
ALTER TABLE petition ADD COLUMN about_leader INTEGER NOT NULL DEFAULT 0; -- staff_id of who keeps it, 0: about no leader
CREATE INDEX petition_about_leader ON petition (ward_id, about_leader) WHERE about_leader > 0;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
