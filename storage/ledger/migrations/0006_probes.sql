-- Probes of home pages (站点无法访问), asked by `duwang monitor`. Only ever added to: what they amount to is judged anew
-- each time.
CREATE TABLE probes (
    site_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    address TEXT NOT NULL,
    status TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    ip TEXT NOT NULL,
    wall TEXT NOT NULL,
    took_ms BIGINT NOT NULL,
    own TEXT NOT NULL,
    PRIMARY KEY (site_id, at_ms)
);
CREATE INDEX probes_at ON probes (at_ms);
