-- The store of a new site.  Older stores come to the same by upgrade-2.sql and
-- so on; a test compares the two.  Instants are seconds since 1970, UTC.

-- Papers, one row each, however often and wherever they were listed.  As in other
-- tables, `sum` is that of all the row has (row_sum.c), so that a row which
-- somebody else changed, or a broken disk, is noticed.
CREATE TABLE paper (
	-- Grows with `listed`: its seconds times 8, plus 0 to 7 for papers of
	-- the same second.  So the index walks a topic newest first and stops
	-- after one window, whatever the length of the history.
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
	source_abstract,
	sum INTEGER
);
CREATE UNIQUE INDEX paper_own_guid ON paper (own_guid)
	WHERE own_guid IS NOT NULL;

-- Titles without case, punctuation and space, those a paper had before as well:
-- a listing that shows no id is matched by them.
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
	sum INTEGER,
	UNIQUE (kind, label)
);

-- Which listings showed a paper; rank is its place in the source's order.
CREATE TABLE listed_in (
	paper INTEGER NOT NULL REFERENCES paper (key),
	listing INTEGER NOT NULL REFERENCES listing (listing),
	rank INTEGER NOT NULL CHECK (rank > 0),
	sum INTEGER,
	PRIMARY KEY (paper, listing)
) WITHOUT ROWID;

-- Which configured source showed a paper; empty: none, it was imported.
-- Listings do not tell that: two sources may show cards of one day.
CREATE TABLE shown_by (
	paper INTEGER NOT NULL REFERENCES paper (key),
	source TEXT NOT NULL,
	-- The instant of the first reading that did.
	seen INTEGER NOT NULL,
	-- The date of its entry in topics of this source that have dates of
	-- their own: it never changes.
	entered INTEGER NOT NULL,
	sum INTEGER,
	PRIMARY KEY (paper, source)
) WITHOUT ROWID;

-- Papers that somebody removed for good, so that no listing brings them back.
CREATE TABLE removed (
	guid TEXT PRIMARY KEY,
	-- Null where none was shown.
	id TEXT,
	folded_title TEXT NOT NULL
) WITHOUT ROWID;

-- What arXiv says of a paper, for each that it was asked about.
CREATE TABLE arxiv (
	number INTEGER PRIMARY KEY REFERENCES paper (number),
	-- When it last answered.
	asked INTEGER NOT NULL,
	-- Null: it knows no such paper.
	version INTEGER CHECK (version > 0),
	-- The instant of that version.
	arxiv_updated INTEGER,
	withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
	doi TEXT CHECK (doi LIKE '10.%'),
	-- Each ended by a line feed, the primary one first.
	categories TEXT NOT NULL,
	comment TEXT CHECK (comment <> ''),
	journal TEXT CHECK (journal <> ''),
	sum INTEGER
);
CREATE INDEX arxiv_asked ON arxiv (asked);

-- arXiv as the last run found it: at most one row; instants.
CREATE TABLE arxiv_state (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	attempted INTEGER NOT NULL,
	-- When it last answered all that it was asked; null: never.
	succeeded INTEGER,
	-- Why the last attempt failed, or null.
	error TEXT
);

-- What the full-text index has of a paper.
CREATE VIEW indexed_paper AS
SELECT number, title, abstract, authors, organization, keywords,
	categories AS category, comment
FROM paper LEFT JOIN arxiv USING (number);

-- The full-text index, derived from papers and rebuilt from them at will.  No
-- triggers keep it: a statement with a trigger opens a savepoint, at which FTS5
-- writes out what it has gathered, and that for every single paper (measured:
-- storing 44 days takes 3.8 times as many instructions).
CREATE VIRTUAL TABLE paper_index USING fts5(
	title, abstract, authors, organization, keywords, category, comment,
	content = 'indexed_paper', content_rowid = 'number',
	tokenize = 'paperfeed', columnsize = 0
);
-- Gather 4 MiB of postings before they are written (measured: importing 480
-- days costs a sixth less than with the usual 1 MiB; 16 gain nothing more).
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);

-- Which papers have a word in title or keywords.  paper_index knows it as well,
-- but must look for it in all abstracts that have the word (measured with 60,000
-- papers: a day more cost 60 % more instructions).  It keeps no places, and so
-- knows no phrases.
CREATE VIRTUAL TABLE known_by USING fts5(
	words, content = '', tokenize = 'paperfeed singular', columnsize = 0,
	detail = none
);

-- Topics that were ever published, what their feeds say of themselves, and when
-- that last changed: no feed is older than that.  A topic that began with
-- papers has 0, because they have dates.  An empty one has the instant of the
-- newest change in the store, so that stores made alike are alike.
CREATE TABLE topic (
	slug TEXT PRIMARY KEY,
	about TEXT NOT NULL,
	changed INTEGER NOT NULL
) WITHOUT ROWID;

-- What is known of each topic's members.
CREATE TABLE topic_state (
	slug TEXT PRIMARY KEY REFERENCES topic (slug),
	-- The rule that found them; null: the topic is no longer configured.
	rule TEXT,
	-- How many members there are; of `all`, papers.
	count INTEGER NOT NULL,
	-- The key of the newest paper that has left the live feed: no paper as
	-- old as this comes back.
	floor INTEGER NOT NULL,
	-- The settings with which the documents of its archive were made.
	archive TEXT NOT NULL,
	-- How many members it had when the configuration last changed: entries
	-- of very many topics name the smallest ones.
	size INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- The papers that each topic's rule finds.  Derived: made anew when the rule
-- changes, and brought up to date by each publishing.
CREATE TABLE member (
	topic TEXT NOT NULL,
	paper INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (topic, paper)
) WITHOUT ROWID;
CREATE INDEX member_paper ON member (paper);

-- What was learnt of the examples of a topic.  It is not derived: with the papers
-- that came later the same examples would teach something else.
CREATE TABLE learnt (
	topic TEXT PRIMARY KEY,
	-- The rule that asked for it.
	rule TEXT NOT NULL,
	-- How many of its examples the store had.
	examples INTEGER NOT NULL,
	-- The score of papers that enter, in parts of 2^20.
	threshold INTEGER NOT NULL,
	-- Of each term eight bytes of its hash, four of the voice that has it
	-- and four of its weight, the high ones first (topic/likeness.c).
	weights BLOB NOT NULL
) WITHOUT ROWID;

-- Up to three earlier papers that are near a paper.  They are found when it is
-- published for the first time, and stay.
CREATE TABLE related (
	paper INTEGER NOT NULL REFERENCES paper (key),
	-- From 1 on, the nearest first.
	place INTEGER NOT NULL CHECK (place > 0),
	other INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (paper, place)
) WITHOUT ROWID;
CREATE INDEX related_other ON related (other);

-- Papers that changed since they were last published.
CREATE TABLE changed_paper (
	paper INTEGER PRIMARY KEY REFERENCES paper (key),
	-- 1: votes or other counts; 2: something else; 3: the paper is new.  (IN
	-- with three values would build a table for each row.)
	change INTEGER NOT NULL CHECK (change BETWEEN 1 AND 3)
);

-- The published files, as the program left them.
CREATE TABLE file (
	-- Of the output; empty: the output itself.
	folder TEXT NOT NULL,
	name TEXT NOT NULL,
	-- The topic it belongs to; empty: the site.
	topic TEXT NOT NULL,
	size INTEGER NOT NULL,
	-- Nanoseconds since 1970.
	modified INTEGER NOT NULL,
	-- 1: of a format that was switched off; nobody makes it again.
	retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
	PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX file_topic ON file (topic);
CREATE INDEX file_retired ON file (retired) WHERE retired = 1;

-- The folders of the output and, with an empty name, the output itself: their
-- times as they were left, in nanoseconds since 1970.  Files that seldom change
-- are looked at only if somebody has been in their folder.
CREATE TABLE folder (
	name TEXT PRIMARY KEY,
	modified INTEGER NOT NULL
) WITHOUT ROWID;

-- The last publishing: one row.
CREATE TABLE publication (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	-- The configuration that shows in files, and the program's version.
	settings TEXT NOT NULL,
	-- The list of topics, and when it last changed.
	outline TEXT NOT NULL,
	listed INTEGER NOT NULL,
	-- What shows on every page, whatever its papers are.
	pages TEXT NOT NULL,
	-- When it was; null: not since version 3.
	published INTEGER
);
INSERT INTO publication VALUES (1, '', '', 0, '', NULL);

-- A source as the last runs found it; instants, null for never.
CREATE TABLE source (
	name TEXT PRIMARY KEY,
	attempted INTEGER NOT NULL,
	-- A run that got all it asked for, and one that found something new.
	succeeded INTEGER,
	changed INTEGER,
	-- Status of the last answer; 0 for none.
	http INTEGER NOT NULL,
	-- Papers of the listings that the last success saw.
	papers INTEGER NOT NULL,
	-- Why the last attempt failed, or null.
	error TEXT
) WITHOUT ROWID;

-- When each day of a source was last read, and how many papers it had; none:
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

-- What a URL answered when its listing was last stored: the validators of the
-- next request, and what an answer of "not modified" stands for.
CREATE TABLE validators (
	url TEXT PRIMARY KEY,
	-- After redirects.
	final TEXT NOT NULL,
	etag TEXT,
	modified TEXT,
	-- Version of the program that read it: another may read more.
	program TEXT NOT NULL,
	read INTEGER NOT NULL,
	-- Of the listing, and of the one before it; null where not known.
	day INTEGER,
	previous INTEGER,
	papers INTEGER NOT NULL
) WITHOUT ROWID;

-- When a host may be asked again, for its pages and its API apart.
CREATE TABLE host (
	name TEXT PRIMARY KEY,
	-- Milliseconds: when a whole burst of requests may be sent again.
	due INTEGER NOT NULL,
	-- Seconds: it asked not to be asked before.
	after INTEGER NOT NULL
) WITHOUT ROWID;

-- What each mail of the configuration, known by its name, has sent.
CREATE TABLE mail (
	name TEXT PRIMARY KEY,
	-- Papers from this instant on are for it: when its first period began.
	since INTEGER NOT NULL,
	-- The end of the last period for which one was taken, or null.
	through INTEGER,
	-- The one on its way: its Message-ID, its date, and the end of its
	-- period; null: none is.
	message_id TEXT,
	dated INTEGER,
	until INTEGER,
	-- When one was last taken, or null.
	sent INTEGER,
	-- Why the last attempt failed, or null.
	error TEXT
) WITHOUT ROWID;

-- The papers that were in mails, by what no later reading changes.
CREATE TABLE mailed (
	mail TEXT NOT NULL,
	guid TEXT NOT NULL,
	-- Of the message that had it.
	message_id TEXT NOT NULL,
	-- The slug under which it was shown.
	topic TEXT NOT NULL,
	-- From 1 on; 0: it was only counted, as one of those on the page.
	place INTEGER NOT NULL CHECK (place >= 0),
	PRIMARY KEY (mail, guid)
) WITHOUT ROWID;

-- Live feeds that changed, by their names in the output, until the hub was told.
CREATE TABLE announcement (
	name TEXT PRIMARY KEY,
	-- When it last changed.
	changed INTEGER NOT NULL
) WITHOUT ROWID;

-- The hub as the last run found it: at most one row; instants.
CREATE TABLE hub (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	url TEXT NOT NULL,
	attempted INTEGER NOT NULL,
	-- When it last took an announcement; null: never.
	succeeded INTEGER,
	-- Why the last attempt failed, or null.
	error TEXT
);
