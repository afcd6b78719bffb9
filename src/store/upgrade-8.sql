-- Mails, and a hub that is told of changed feeds.
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
