-- Files of formats that were switched off.
ALTER TABLE file ADD COLUMN retired INTEGER NOT NULL DEFAULT 0
	CHECK (retired IN (0, 1));
CREATE INDEX file_retired ON file (retired) WHERE retired = 1;

-- Which papers have a word in title or keywords.
CREATE VIRTUAL TABLE known_by USING fts5(
	words, content = '', tokenize = 'paperfeed', columnsize = 0, detail = none
);
INSERT INTO known_by (rowid, words)
SELECT key, title || char(10) || keywords FROM paper ORDER BY key;
