-- +goose Up
-- What a document replaces is found without opening every document.
ALTER TABLE disclosure ADD COLUMN supersedes TEXT NOT NULL DEFAULT ''; -- slug, '' for none
UPDATE disclosure SET supersedes = coalesce(document::json ->> 'supersedes', '');
CREATE INDEX disclosure_supersedes ON disclosure (ward_id, supersedes) WHERE supersedes <> '';

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
