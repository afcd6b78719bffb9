-- Papers, one row each however often and wherever they were listed.
CREATE TABLE paper (
	-- Grows with `listed`: its seconds times 8, plus 0 to 7 where
	-- papers share a second.  So the index walks a topic newest first
	-- and stops after one window, whatever the length of the history.
	key INTEGER PRIMARY KEY,
	-- arXiv identifier without version; null where none was shown.
	id TEXT UNIQUE CHECK (id <> ''),
	-- The entry's permanent id: chosen once, never changed.
	guid TEXT NOT NULL UNIQUE CHECK (guid <> ''),
	-- Texts as people read them.
	title TEXT NOT NULL CHECK (title <> ''),
	abstract TEXT CHECK (abstract <> ''),
	summary TEXT CHECK (summary <> ''),
	-- The same as the source gave them, null where that is no other.
	source_title TEXT,
	source_abstract TEXT,
	source_summary TEXT,
	-- Names in order, each ended by a line feed, which none holds.  They
	-- are only read and written whole, and the index reads them here.
	authors TEXT NOT NULL,
	author_count INTEGER CHECK (author_count >= 0),
	organization TEXT CHECK (organization <> ''),
	submitter TEXT CHECK (submitter <> ''),
	keywords TEXT NOT NULL,
	-- Seconds since 1970, UTC.  published: the midnight of arXiv's date.
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
	-- Absolute http or https URLs.
	code TEXT CHECK (code LIKE 'http%'),
	project TEXT CHECK (project LIKE 'http%'),
	thumbnail TEXT CHECK (thumbnail LIKE 'http%')
);

-- Titles without case, punctuation and space, those a paper had before as
-- well: who shows no id is known by them.
CREATE TABLE title (
	folded_title TEXT NOT NULL,
	paper INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (folded_title, paper)
) WITHOUT ROWID;

-- The listings that were read.
CREATE TABLE listing (
	listing INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('day', 'week', 'month',
	    'trending', 'search', 'text', 'page')),
	-- A date, a week (2026-W15), a month (2026-04), or what was searched.
	label TEXT NOT NULL,
	-- The midnight of the day it stands for.
	day INTEGER NOT NULL,
	UNIQUE (kind, label)
);

-- Where each paper was seen; rank is its place in the source's order.
CREATE TABLE appearance (
	paper INTEGER NOT NULL REFERENCES paper (key),
	listing INTEGER NOT NULL REFERENCES listing (listing),
	rank INTEGER NOT NULL CHECK (rank > 0),
	PRIMARY KEY (paper, listing)
) WITHOUT ROWID;

-- Topics that were ever published, what their feeds say of themselves, and
-- when that last changed: no feed is older than that.  A topic that began
-- with papers has 0, as they have dates; an empty one, that of the newest
-- change in the store then, so that stores made alike are alike.
CREATE TABLE topic (
	slug TEXT PRIMARY KEY,
	about TEXT NOT NULL,
	changed INTEGER NOT NULL
) WITHOUT ROWID;

-- The full-text index, derived from paper and rebuilt from it at will.
-- No triggers keep it: a statement with one opens a savepoint, at which
-- FTS5 writes out what it has gathered, and that for every single paper
-- (measured: storing 44 days takes 3.8 times as many instructions).
CREATE VIRTUAL TABLE paper_index USING fts5(
	title, abstract, authors, organization, keywords,
	content = 'paper', content_rowid = 'key',
	tokenize = 'paperfeed', columnsize = 0
);
-- Gather 4 MiB of postings before they are written (measured: importing
-- 480 days costs a sixth less than with the usual 1 MiB, 16 gain nothing).
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);
