-- Pages of days, weeks and months lie in folders of their own.
ALTER TABLE file RENAME TO file_before;
DROP INDEX file_topic;
CREATE TABLE file (
	-- Of the output; empty: the output itself.
	folder TEXT NOT NULL,
	name TEXT NOT NULL,
	-- The topic it belongs to; empty: the site.
	topic TEXT NOT NULL,
	size INTEGER NOT NULL,
	-- Nanoseconds since 1970.
	modified INTEGER NOT NULL,
	PRIMARY KEY (folder, name)
) WITHOUT ROWID;
INSERT INTO file (folder, name, topic, size, modified)
SELECT folder, name, topic, size, modified FROM file_before;
DROP TABLE file_before;
CREATE INDEX file_topic ON file (topic);

-- Each folder's time is remembered, not only that of the archives.
CREATE TABLE folder (
	name TEXT PRIMARY KEY,
	modified INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO folder (name, modified)
SELECT 'archive', archived FROM publication;

ALTER TABLE publication RENAME TO publication_before;
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
INSERT INTO publication (only, settings, outline, listed, pages, published)
SELECT only, settings, outline, listed, '', published FROM publication_before;
DROP TABLE publication_before;

-- Papers that were published before have none: what readers have stays as it is.
CREATE TABLE related (
	paper INTEGER NOT NULL REFERENCES paper (key),
	-- From 1 on, the nearest first.
	place INTEGER NOT NULL CHECK (place > 0),
	other INTEGER NOT NULL REFERENCES paper (key),
	PRIMARY KEY (paper, place)
) WITHOUT ROWID;
CREATE INDEX related_other ON related (other);
