-- Files of formats that were switched off.
ALTER TABLE file ADD COLUMN retired INTEGER NOT NULL DEFAULT 0
	CHECK (retired IN (0, 1));
CREATE INDEX file_retired ON file (retired) WHERE retired = 1;

-- A paper takes less room: its guid is kept only where it does not follow from
-- the id, and the full-text index knows it by a small number.
CREATE TABLE paper_after (
	key INTEGER PRIMARY KEY,
	-- arXiv identifier without version; null where none was shown.
	id TEXT UNIQUE CHECK (id <> ''),
	-- The entry's permanent id: chosen once, never changed.  It is kept
	-- where it is another than arXiv's address of the id.
	own_guid TEXT CHECK (own_guid <> ''),
	guid TEXT NOT NULL
		AS (ifnull(own_guid, 'https://arxiv.org/abs/' || id)) VIRTUAL,
	-- Counts the papers as they came.  The full-text index knows them by
	-- it: with such small numbers it takes a quarter less than with keys.
	number INTEGER NOT NULL UNIQUE,
	-- published: the midnight of arXiv's date.
	published INTEGER,
	listed INTEGER NOT NULL,
	updated INTEGER NOT NULL CHECK (updated >= listed),
	-- When the values were read: an older reading changes none of them.
	reading INTEGER NOT NULL,
	-- 1: from an item with all its fields; 0: from cards or a text.
	complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
	upvotes INTEGER CHECK (upvotes >= 0),
	peak_upvotes INTEGER CHECK (peak_upvotes >= upvotes),
	comments INTEGER CHECK (comments >= 0),
	stars INTEGER CHECK (stars >= 0),
	author_count INTEGER CHECK (author_count >= 0),
	organization TEXT CHECK (organization <> ''),
	submitter TEXT CHECK (submitter <> ''),
	-- Absolute http or https URLs.
	code TEXT CHECK (code LIKE 'http%'),
	project TEXT CHECK (project LIKE 'http%'),
	thumbnail TEXT CHECK (thumbnail LIKE 'http%'),
	-- Texts as people read them, the long ones last: SQLite reads a row only
	-- up to the last column that is asked for.
	title TEXT NOT NULL CHECK (title <> ''),
	-- Keywords and names in order, each ended by a line feed, which none
	-- holds.  They are only read and written together, and the index reads
	-- them here.
	keywords TEXT NOT NULL,
	authors TEXT NOT NULL,
	summary TEXT CHECK (summary <> ''),
	abstract TEXT CHECK (abstract <> ''),
	-- The same as the source gave them.  Null: that is the same text; a
	-- blob: how it differs (difference.c), which is much shorter; otherwise
	-- the text.
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
