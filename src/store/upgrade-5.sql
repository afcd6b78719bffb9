-- Tables get names that say what they hold.
ALTER TABLE appearance RENAME TO listed_in;
ALTER TABLE sighting RENAME TO shown_by;
ALTER TABLE answer RENAME TO validators;
ALTER TABLE unpublished RENAME TO changed_paper;

-- Version 4 did not know who had shown the papers that it found, so the topic
-- of a source began empty.  If one source alone read the listing of a paper's
-- day, that source showed the paper.  It counts as a change of the paper, so
-- that the next publishing asks the topics about it.
CREATE TEMP VIEW shown_before AS
SELECT s.paper AS paper, min(d.source) AS source, s.seen AS seen
FROM shown_by AS s
JOIN paper AS p ON p.key = s.paper AND p.listed = s.seen
JOIN listed_in AS i ON i.paper = s.paper
JOIN listing AS l ON l.listing = i.listing AND l.kind = 'day'
JOIN source_day AS d ON d.day = l.day AND d.papers > 0
WHERE s.source = '' AND NOT EXISTS (SELECT 1 FROM shown_by AS other
	WHERE other.paper = s.paper AND other.source <> '')
GROUP BY s.paper HAVING count(DISTINCT d.source) = 1;
INSERT OR IGNORE INTO changed_paper (paper, change)
SELECT paper, 1 FROM shown_before;
INSERT INTO shown_by (paper, source, seen)
SELECT paper, source, seen FROM shown_before;
DROP VIEW shown_before;
