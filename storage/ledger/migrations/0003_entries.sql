-- What people state in a round (录入), several schemes in one round, its window and its period.
CREATE TABLE entries (
    round TEXT NOT NULL REFERENCES rounds (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    item TEXT NOT NULL,
    finding TEXT NOT NULL,
    object TEXT NOT NULL,
    value TEXT NOT NULL,
    scale TEXT NOT NULL,
    details TEXT NOT NULL,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (round, seq)
);
CREATE TABLE round_schemes (
    round TEXT NOT NULL REFERENCES rounds (id),
    seq INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    objects TEXT NOT NULL,
    PRIMARY KEY (round, seq)
);
ALTER TABLE rounds ADD COLUMN window_from_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN window_until_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN period TEXT NOT NULL DEFAULT '';
ALTER TABLE scores ADD COLUMN scheme TEXT NOT NULL DEFAULT '';
