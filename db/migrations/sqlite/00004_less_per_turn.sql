-- +goose Up
-- The updates that were dealt with are remembered in the row of their chat, which every turn writes anyway.
ALTER TABLE conversation ADD COLUMN seen BLOB; -- the last ids, eight bytes each
DROP TABLE seen;

-- +goose Down
SELECT 1; -- migrations of Danbiet only go forward
