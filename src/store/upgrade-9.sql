-- Files of formats that were switched off.
ALTER TABLE file ADD COLUMN retired INTEGER NOT NULL DEFAULT 0
	CHECK (retired IN (0, 1));
CREATE INDEX file_retired ON file (retired) WHERE retired = 1;

-- A paper takes less room: its guid is kept only where it does not follow from
-- the id, and the full-text index knows it by a small number.  The columns are
-- those of schema.sql, which explains them; a test compares the two.
CREATE TABLE paper_after (
	key INTEGER PRIMARY KEY,
	id TEXT UNIQUE CHECK (id <> ''),
	own_guid TEXT CHECK (own_guid <> ''),
	guid TEXT NOT NULL
		AS (ifnull(own_guid, 'https://arxiv.org/abs/' || id)) VIRTUAL,
	number INTEGER NOT NULL UNIQUE,
	published INTEGER,
	listed INTEGER NOT NULL,
	updated INTEGER NOT NULL CHECK (updated >= listed),
	reading INTEGER NOT NULL,
	complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
	upvotes INTEGER CHECK (upvotes >= 0),
	peak_upvotes INTEGER CHECK (peak_upvotes >= upvotes),
	comments INTEGER CHECK (comments >= 0),
	stars INTEGER CHECK (stars >= 0),
	author_count INTEGER CHECK (author_count >= 0),
	organization TEXT CHECK (organization <> ''),
	submitter TEXT CHECK (submitter <> ''),
	code TEXT CHECK (code LIKE 'http%'),
	project TEXT CHECK (project LIKE 'http%'),
	thumbnail TEXT CHECK (thumbnail LIKE 'http%'),
	title TEXT NOT NULL CHECK (title <> ''),
	keywords TEXT NOT NULL,
	authors TEXT NOT NULL,
	summary TEXT CHECK (summary <> ''),
	abstract TEXT CHECK (abstract <> ''),
	source_title,
	source_summary,
	source_abstract
);
INSERT INTO paper_after (key, id, own_guid, number, published, listed, updated,
	reading, complete, upvotes, peak_upvotes, comments, stars, author_count,
	organization, submitter, code, project, thumbnail, title, keywords,
	authors, summary, abstract, source_title, source_summary,
	source_abstract)
SELECT key, id, nullif(guid, 'https://arxiv.org/abs/' || id),
	row_number() OVER (ORDER BY key), published, listed, updated, reading,
	complete, upvotes, peak_upvotes, comments, stars, author_count,
	organization, submitter, code, project, thumbnail, title, keywords,
	authors, summary, abstract, source_title, source_summary,
	source_abstract
FROM paper ORDER BY key;
DROP TABLE paper_index;
DROP TABLE paper;
ALTER TABLE paper_after RENAME TO paper;
CREATE UNIQUE INDEX paper_own_guid ON paper (own_guid)
	WHERE own_guid IS NOT NULL;
CREATE VIRTUAL TABLE paper_index USING fts5(
	title, abstract, authors, organization, keywords,
	content = 'paper', content_rowid = 'number',
	tokenize = 'paperfeed', columnsize = 0
);
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);
INSERT INTO paper_index (paper_index) VALUES ('rebuild');

-- Which papers have a word in title or keywords.
CREATE VIRTUAL TABLE known_by USING fts5(
	words, content = '', tokenize = 'paperfeed singular', columnsize = 0,
	detail = none
);
INSERT INTO known_by (rowid, words)
SELECT number, title || char(10) || keywords FROM paper ORDER BY number;
