ALTER TABLE paper ADD COLUMN stars INTEGER CHECK (stars >= 0);

-- What each topic's rule finds.  Derived: made anew when the rule changes,
-- and kept up with the papers by each publishing.
CREATE TABLE member (
	topic TEXT NOT NULL,
	paper INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (topic, paper)
) WITHOUT ROWID;
CREATE INDEX member_paper ON member (paper);

-- Papers whose latest changes have not been published.
CREATE TABLE unpublished (
	paper INTEGER PRIMARY KEY REFERENCES paper (key),
	-- 1: votes or other counts; 2: more of it; 3: it is new.  (IN with
	-- three values would build a table for each row.)
	change INTEGER NOT NULL CHECK (change BETWEEN 1 AND 3)
);

-- What is known of each topic's members.  (A table of its own: columns
-- added to `topic` make each new store noticeably slower to set up.)
CREATE TABLE topic_state (
	slug TEXT PRIMARY KEY REFERENCES topic (slug),
	-- By what rule they were found; null: the topic is configured no
	-- more, and has none.
	rule TEXT,
	-- Papers: members, for `all` every one.
	count INTEGER NOT NULL,
	-- The key of the newest paper that has left the live feed: what is
	-- as old never comes back.
	floor INTEGER NOT NULL,
	-- What the documents of its archive were made with.
	archive TEXT NOT NULL
) WITHOUT ROWID;

-- The files that were published, as they were left.
CREATE TABLE file (
	folder TEXT NOT NULL CHECK (folder IN ('', 'archive')),
	name TEXT NOT NULL,
	-- Whose it is; empty: the site's.
	topic TEXT NOT NULL,
	size INTEGER NOT NULL,
	-- Nanoseconds since 1970.
	modified INTEGER NOT NULL,
	PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX file_topic ON file (topic);

-- The last publishing: one row.
CREATE TABLE publication (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	-- The configuration that shows in files, and the program's version.
	settings TEXT NOT NULL,
	-- The list of topics, and when it last changed.
	outline TEXT NOT NULL,
	listed INTEGER NOT NULL,
	-- Nanoseconds: the time of the folder of archives as it was left.
	archived INTEGER NOT NULL
);
INSERT INTO publication VALUES (1, '', '', 0, 0);
