-- Papers that somebody removed for good, so that no listing brings them back.
CREATE TABLE removed (
	guid TEXT PRIMARY KEY,
	-- Null where none was shown.
	id TEXT,
	folded_title TEXT NOT NULL
) WITHOUT ROWID;
