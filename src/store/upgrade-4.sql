-- Which configured source showed a paper; empty: none, it was imported.
-- Listings do not tell: two sources may show cards of one day.
CREATE TABLE sighting (
	paper INTEGER NOT NULL REFERENCES paper (key),
	source TEXT NOT NULL,
	-- The instant of the first reading that did.
	seen INTEGER NOT NULL,
	PRIMARY KEY (paper, source)
) WITHOUT ROWID;
INSERT INTO sighting SELECT key, '', listed FROM paper;
