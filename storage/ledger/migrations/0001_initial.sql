-- Inventory, rounds, results, findings, marks, scores, log. One SQL for SQLite and PostgreSQL.
-- Moments are milliseconds since 1970 (UTC). A statement ends with a semicolon at the end of a line.
CREATE TABLE ledger_lock (turn BIGINT NOT NULL);
INSERT INTO ledger_lock (turn) VALUES (0);

CREATE TABLE units (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    level TEXT NOT NULL,
    unit_groups TEXT NOT NULL,
    contact TEXT NOT NULL
);
CREATE TABLE sites (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    home TEXT NOT NULL,
    hosts TEXT NOT NULL,
    code TEXT NOT NULL,
    owner TEXT NOT NULL,
    internal INTEGER NOT NULL,
    authority TEXT NOT NULL
);
CREATE TABLE site_columns (
    seq INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL
);

CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    scheme TEXT NOT NULL,
    as_of_ms BIGINT NOT NULL,
    seed BIGINT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE TABLE round_units (
    round TEXT NOT NULL REFERENCES rounds (id),
    seq INTEGER NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (round, unit)
);
CREATE TABLE captures (
    capture TEXT PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    site TEXT NOT NULL,
    folder TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    sealed_ms BIGINT NOT NULL,
    seq INTEGER NOT NULL UNIQUE
);

CREATE TABLE results (
    round TEXT NOT NULL REFERENCES rounds (id),
    seq INTEGER NOT NULL,
    check_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (round, seq)
);
CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    label TEXT NOT NULL,
    outcome TEXT NOT NULL,
    first_round TEXT NOT NULL REFERENCES rounds (id),
    last_round TEXT NOT NULL REFERENCES rounds (id),
    closed_round TEXT NOT NULL
);
CREATE INDEX findings_place ON findings (check_id, unit, object);

CREATE TABLE marks (
    round TEXT NOT NULL REFERENCES rounds (id),
    unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    points TEXT NOT NULL,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (round, unit, indicator)
);
CREATE TABLE scores (
    round TEXT NOT NULL REFERENCES rounds (id),
    unit TEXT NOT NULL,
    edition INTEGER NOT NULL,
    scheme_hash TEXT NOT NULL,
    published_ms BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (round, unit, edition)
);

CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
