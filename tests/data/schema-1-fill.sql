-- The papers of a newer store, attached as `newer`, into one of version 1.
INSERT INTO paper (
	key, id, guid, title, abstract, summary, source_title,
	source_abstract, source_summary, authors, author_count, organization,
	submitter, keywords, published, listed, updated, reading, complete,
	upvotes, peak_upvotes, comments, code, project, thumbnail
)
SELECT
	key, id, guid, title, abstract, summary, source_title,
	source_abstract, source_summary, authors, author_count, organization,
	submitter, keywords, published, listed, updated, reading, complete,
	upvotes, peak_upvotes, comments, code, project, thumbnail
FROM newer.paper;
INSERT INTO title SELECT * FROM newer.title;
INSERT INTO listing SELECT listing, kind, label, day FROM newer.listing;
INSERT INTO appearance SELECT paper, listing, rank FROM newer.listed_in;
INSERT INTO topic VALUES ('all', 'All
Test', 0);
INSERT INTO topic VALUES ('some', 'Some
Test', 0);
INSERT INTO paper_index (rowid, title, abstract, authors, organization, keywords)
SELECT key, title, abstract, authors, organization, keywords
FROM paper ORDER BY key;
