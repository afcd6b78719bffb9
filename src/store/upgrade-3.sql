-- A source as the last runs found it; instants, NULL for never.
CREATE TABLE source (
	name TEXT PRIMARY KEY,
	attempted INTEGER NOT NULL,
	-- A run that got all it asked for, and one that found news.
	succeeded INTEGER,
	changed INTEGER,
	-- Status of the last answer; 0 for none.
	http INTEGER NOT NULL,
	-- Papers of the listings that the last success saw.
	papers INTEGER NOT NULL,
	-- Why the last attempt failed, or NULL.
	error TEXT
) WITHOUT ROWID;

-- When each day of a source was last read, and what it held; no papers:
-- there was no listing.
CREATE TABLE source_day (
	source TEXT NOT NULL,
	day INTEGER NOT NULL,
	read INTEGER NOT NULL,
	papers INTEGER NOT NULL,
	-- 1: the source was asked for this very day; 0: other days' listings
	-- tell that it has none.
	asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
	PRIMARY KEY (source, day)
) WITHOUT ROWID;

-- What a URL answered when its listing was last stored: the validators
-- of the next request, and what an answer of "not modified" stands for.
CREATE TABLE answer (
	url TEXT PRIMARY KEY,
	-- After redirects.
	final TEXT NOT NULL,
	etag TEXT,
	modified TEXT,
	-- Version of the program that read it: another may read more.
	program TEXT NOT NULL,
	read INTEGER NOT NULL,
	-- Of the listing, and of the one before it; NULL where not known.
	day INTEGER,
	previous INTEGER,
	papers INTEGER NOT NULL
) WITHOUT ROWID;

-- Manners towards a host, for its pages and its API apart.
CREATE TABLE host (
	name TEXT PRIMARY KEY,
	-- Milliseconds: when so many requests may be sent at once again.
	due INTEGER NOT NULL,
	-- Seconds: it asked not to be asked before.
	after INTEGER NOT NULL
) WITHOUT ROWID;

-- When the output was last published; NULL: not since this version.
ALTER TABLE publication ADD COLUMN published INTEGER;
