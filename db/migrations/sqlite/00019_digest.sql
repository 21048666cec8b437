-- +goose Up
-- A leader who wants no weekly digest of figures.
ALTER TABLE staff ADD COLUMN digest_off_at INTEGER NOT NULL DEFAULT 0; -- since when, 0: wants it

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
