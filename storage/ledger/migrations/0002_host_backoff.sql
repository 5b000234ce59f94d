-- Blackout windows of sites, and hosts that are left alone for a while.
ALTER TABLE sites ADD COLUMN blackout TEXT NOT NULL DEFAULT '';

CREATE TABLE host_back_offs (
    host TEXT PRIMARY KEY,
    level INTEGER NOT NULL,
    since_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    failures INTEGER NOT NULL,
    last_good_ms BIGINT NOT NULL,
    reason TEXT NOT NULL
);
