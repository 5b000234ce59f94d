-- What people enter for an assessment (考评录入), what was announced, and the basis of every entry.
CREATE TABLE assessment_entries (
    plan TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    item TEXT NOT NULL,
    rater TEXT NOT NULL,
    object TEXT NOT NULL,
    value TEXT NOT NULL,
    scale TEXT NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    attachments TEXT NOT NULL,
    PRIMARY KEY (plan, seq)
);
CREATE TABLE assessments (
    plan TEXT NOT NULL,
    edition INTEGER NOT NULL,
    version TEXT NOT NULL,
    as_of TEXT NOT NULL,
    body TEXT NOT NULL,
    plan_hash TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    basis TEXT NOT NULL,
    published_ms BIGINT NOT NULL,
    PRIMARY KEY (plan, edition)
);
ALTER TABLE marks ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE marks ADD COLUMN attachments TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN attachments TEXT NOT NULL DEFAULT '';
