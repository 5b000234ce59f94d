-- facts.sqlite: everything a crawl learned of one site. docs/capture.md explains the columns.
CREATE TABLE IF NOT EXISTS named_values (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every address the crawl knows, in order of discovery. The frontier is rebuilt from these rows.
-- To be read through the view `urls`.
CREATE TABLE IF NOT EXISTS url_rows (
    id          INTEGER PRIMARY KEY,
    url         TEXT NOT NULL,             -- from the path on where the rest is the named value `origin`
    key         INTEGER NOT NULL,          -- hash of the normal form
    depth       INTEGER NOT NULL,
    found_on    INTEGER NOT NULL,
    role        TEXT NOT NULL,             -- page, link, skip
    reason      TEXT NOT NULL,             -- the rule that decided the role
    focus       INTEGER NOT NULL,
    status      TEXT NOT NULL DEFAULT '',  -- status word; '' while not visited
    http_status INTEGER NOT NULL DEFAULT 0,
    final_url   NOT NULL DEFAULT '',       -- 0: the same as url
    suspect     TEXT NOT NULL DEFAULT '',  -- ok, yet: like_random_path …; blocked, and: voided
    not_visited TEXT NOT NULL DEFAULT ''   -- why an address that was to be visited was not
);
CREATE INDEX IF NOT EXISTS urls_by_key ON url_rows (key);

CREATE VIEW IF NOT EXISTS urls AS
SELECT id, url, key, depth, found_on, role, reason, focus, status, http_status,
       CASE landed WHEN 0 THEN url ELSE landed END AS final_url, suspect, not_visited
FROM (SELECT id, CASE substr(url, 1, 1) WHEN '/'
                 THEN (SELECT value FROM named_values WHERE name = 'origin') || url
                 ELSE url END AS url,
             key, depth, found_on, role, reason, focus, status, http_status, final_url AS landed,
             suspect, not_visited
      FROM url_rows);

-- What exchanges share: where to, how, and in which file the record lies.
CREATE TABLE IF NOT EXISTS routes (
    id       INTEGER PRIMARY KEY,
    address  TEXT NOT NULL,
    protocol TEXT NOT NULL,                -- HTTP/1.0, HTTP/1.1, h2; '' when nothing came
    tls      INTEGER NOT NULL,             -- id in tls_sets; 0: without TLS, or no handshake
    file     TEXT NOT NULL,                -- WARC file; '' when nothing came
    UNIQUE (address, protocol, tls, file)
);

-- To be read through the view `exchanges`.
CREATE TABLE IF NOT EXISTS exchange_rows (
    id          INTEGER PRIMARY KEY,
    url_id      INTEGER NOT NULL,          -- 0: robots.txt, controls, probes
    attempt     INTEGER NOT NULL,          -- of this address, from 1
    hop         INTEGER NOT NULL,          -- of this attempt, from 1
    url         NOT NULL,                  -- 0: that of url_id
    purpose     TEXT NOT NULL,
    status      TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    location    TEXT NOT NULL,
    started_ms  INTEGER NOT NULL,          -- since 1970, UTC
    duration_ms INTEGER NOT NULL,
    offset      INTEGER NOT NULL,          -- of the response record's gzip member
    length      INTEGER NOT NULL,
    sha256      NOT NULL,                  -- of the payload: 32 bytes; '' when nothing came
    route       INTEGER NOT NULL           -- id in routes
);
CREATE INDEX IF NOT EXISTS exchanges_by_url ON exchange_rows (url_id);
CREATE INDEX IF NOT EXISTS exchanges_again ON exchange_rows (url_id) WHERE attempt > 1 AND hop = 1;

CREATE VIEW IF NOT EXISTS exchanges AS
SELECT e.id, e.url_id, e.attempt, e.hop,
       CASE e.url WHEN 0 THEN (SELECT url FROM urls WHERE id = e.url_id) ELSE e.url END AS url,
       e.purpose, e.status, e.http_status, e.location, e.started_ms, e.duration_ms, r.address, r.file,
       e.offset, e.length,
       CASE typeof(e.sha256) WHEN 'blob' THEN lower(hex(e.sha256)) ELSE e.sha256 END AS sha256,
       r.protocol, r.tls
FROM exchange_rows e LEFT JOIN routes r ON r.id = e.route;

-- What servers said of pages whose earlier bytes they confirmed: a later capture asks by it (复采).
-- Of the other pages the head of the record tells.
CREATE TABLE IF NOT EXISTS validators (
    exchange     INTEGER PRIMARY KEY,
    etag         TEXT NOT NULL,            -- headers as they were sent; '' where there was none
    modified     TEXT NOT NULL,
    content_type TEXT NOT NULL,
    coding       TEXT NOT NULL             -- Content-Encoding
);

-- Exchanges that said that a page is as it was. `file`, `offset`, `length` and `sha256` of such an
-- exchange are those of the record that was copied from an earlier capture.
CREATE TABLE IF NOT EXISTS revisits (
    exchange   INTEGER PRIMARY KEY,
    how        TEXT NOT NULL,              -- not_modified (304), same_payload (200, the same body)
    capture    TEXT NOT NULL,              -- that really fetched the bytes …
    origin     INTEGER NOT NULL,           -- … with this exchange of its own …
    fetched_ms INTEGER NOT NULL,           -- … at this moment
    offset     INTEGER NOT NULL,           -- of the revisit record's gzip member
    length     INTEGER NOT NULL
);

-- What connections showed: those of one site mostly show the same, and each set is stored once.
CREATE TABLE IF NOT EXISTS tls_sets (
    id    INTEGER PRIMARY KEY,
    hash  TEXT NOT NULL UNIQUE,
    facts TEXT NOT NULL                    -- JSON: protocol, cipher, problems, chain
);

-- One row per page whose content was read.
CREATE TABLE IF NOT EXISTS pages (
    url_id      INTEGER PRIMARY KEY,
    exchange    INTEGER NOT NULL,
    title       TEXT NOT NULL,
    charset     TEXT NOT NULL,
    text_chars  INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    opening     TEXT NOT NULL,             -- first visible words; '' of long pages that are not judged
    marks       INTEGER NOT NULL,          -- id in mark_sets
    links       BLOB NOT NULL,             -- ids of the link targets: differences as varints
    detail      NOT NULL,                  -- where the plan asked for them: all facts as JSON, gzip; else ''
    places      BLOB NOT NULL,             -- where the marks of the set stand on this page
    newest      TEXT,                      -- day of the newest entry of its lists, or ''
    dates_by    TEXT,                      -- the day by which dates without a year were completed, or ''
    further     INTEGER                    -- 1: its pager leads to further pages, which the detail names
);

-- Pages of one template carry the same marks: each set is stored once.
CREATE TABLE IF NOT EXISTS mark_sets (
    id    INTEGER PRIMARY KEY,
    hash  TEXT NOT NULL UNIQUE,
    marks TEXT NOT NULL                    -- JSON: marks and late contents
);

CREATE TABLE IF NOT EXISTS controls (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,             -- known_good, random_path
    scope       TEXT NOT NULL,
    status      TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    final_url   TEXT NOT NULL,
    title       TEXT NOT NULL,
    text_chars  INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    exchange    INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL
);

-- What an attempt's page looked like where that speaks against it (ok, yet like_random_path …): the
-- address itself keeps only the last attempt's.
CREATE TABLE IF NOT EXISTS attempt_signs (
    exchange  INTEGER PRIMARY KEY,         -- the attempt's last hop
    suspect   TEXT NOT NULL,
    final_url TEXT NOT NULL,
    title     TEXT NOT NULL
);

-- Where links to targets that are not ok stand; a bounded number for each.
CREATE TABLE IF NOT EXISTS link_places (
    target  INTEGER NOT NULL,
    page    INTEGER NOT NULL,
    tag     TEXT NOT NULL,
    raw     TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (target, page, raw, text)
) WITHOUT ROWID;

-- On how many pages each such link stands.
CREATE TABLE IF NOT EXISTS link_counts (
    target INTEGER PRIMARY KEY,
    pages  INTEGER NOT NULL
);
