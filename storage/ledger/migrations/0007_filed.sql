-- 报备: spans of time that were filed for a site, as filed_text writes them.
ALTER TABLE sites ADD COLUMN filed TEXT NOT NULL DEFAULT '';
