-- Where the confirmation of each failing link stands (断链复核): what is due is asked by `duwang confirm`.
CREATE TABLE link_checks (
    round_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    url TEXT NOT NULL,
    capture TEXT NOT NULL,
    class TEXT NOT NULL,
    table_row INTEGER NOT NULL,
    basis TEXT NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    wanted TEXT NOT NULL,
    looks INTEGER NOT NULL,
    first_ms BIGINT NOT NULL,
    last_ms BIGINT NOT NULL,
    due_ms BIGINT NOT NULL,
    places BIGINT NOT NULL,
    PRIMARY KEY (round_id, site_id, url)
);
CREATE INDEX link_checks_due ON link_checks (due_ms);
