-- Papers that somebody removed for good, so that no listing brings them back.
CREATE TABLE removed (
	guid TEXT PRIMARY KEY,
	-- Null where none was shown.
	id TEXT,
	folded_title TEXT NOT NULL
) WITHOUT ROWID;

-- A paper has the date of its own in the topic of a source that stays out of
-- other topics.  Until now that was when it was listed.
ALTER TABLE shown_by RENAME TO shown_before;
CREATE TABLE shown_by (
	paper INTEGER NOT NULL REFERENCES paper (key),
	source TEXT NOT NULL,
	-- The instant of the first reading that did.
	seen INTEGER NOT NULL,
	-- The date of its entry in topics of this source that have dates of
	-- their own: it never changes.
	entered INTEGER NOT NULL,
	PRIMARY KEY (paper, source)
) WITHOUT ROWID;
INSERT INTO shown_by (paper, source, seen, entered)
SELECT b.paper, b.source, b.seen, p.listed
FROM shown_before AS b JOIN paper AS p ON p.key = b.paper;
DROP TABLE shown_before;

-- Entries of very many topics name the smallest ones.
ALTER TABLE topic_state ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
UPDATE topic_state SET size = count;

-- The index has words as they are, and Chinese and Japanese by characters.
INSERT INTO paper_index (paper_index) VALUES ('rebuild');
