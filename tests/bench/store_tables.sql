-- What the sqlite3 shell needs to store and index the rows that paperfeed
-- stores: tables with the same columns, keys and unique indexes, and the same
-- full-text index but for the tokenizer, which the shell has not.  Left out is
-- what only paperfeed can fill: members of topics, files, texts as the source
-- gave them.  All in one transaction into a new file, whose rollback journal
-- then stays empty, with a cache that holds the pages of the indexes.
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
BEGIN;
CREATE TABLE paper (
	key INTEGER PRIMARY KEY,
	id TEXT UNIQUE,
	guid TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL,
	abstract TEXT,
	summary TEXT,
	authors TEXT NOT NULL,
	author_count INTEGER,
	organization TEXT,
	submitter TEXT,
	keywords TEXT NOT NULL,
	published INTEGER,
	listed INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	reading INTEGER NOT NULL,
	complete INTEGER NOT NULL,
	upvotes INTEGER,
	peak_upvotes INTEGER,
	comments INTEGER,
	stars INTEGER,
	code TEXT,
	project TEXT,
	thumbnail TEXT
);
CREATE TABLE title (
	folded_title TEXT NOT NULL,
	paper INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (folded_title, paper)
) WITHOUT ROWID;
CREATE TABLE listing (
	listing INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	label TEXT NOT NULL,
	day INTEGER NOT NULL,
	UNIQUE (kind, label)
);
CREATE TABLE appearance (
	paper INTEGER NOT NULL REFERENCES paper (key),
	listing INTEGER NOT NULL REFERENCES listing (listing),
	rank INTEGER NOT NULL,
	PRIMARY KEY (paper, listing)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE paper_index USING fts5 (
	title, abstract, authors, organization, keywords,
	content = 'paper', content_rowid = 'key',
	tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
);
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);
