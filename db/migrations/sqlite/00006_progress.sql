-- +goose Up
-- The message that shows the progress of a run to whoever wrote the announcement.
ALTER TABLE announcement_run ADD COLUMN shown_at INTEGER NOT NULL DEFAULT 0; -- when it was last brought up to date
ALTER TABLE announcement_run ADD COLUMN shown_ref TEXT NOT NULL DEFAULT ''; -- the messenger's id of it, '' for none yet

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
