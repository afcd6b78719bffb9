-- All that follows from the papers.
INSERT INTO title
SELECT lower(replace(replace(title, ' ', ''), ':', '')), key FROM paper;
INSERT INTO listing (kind, label, day)
SELECT 'day', label, unixepoch(label) FROM day;
INSERT INTO appearance
SELECT key, listing, row_number() OVER (PARTITION BY listing ORDER BY key)
FROM paper
JOIN listing ON kind = 'day' AND label = date(listed, 'unixepoch');
INSERT INTO paper_index (paper_index) VALUES ('rebuild');
COMMIT;
