-- Reads the day files of the temporary table `day`.  SQLite keeps the last
-- texts that it parsed: each item is parsed once for all its values, and once
-- more for its authors.  Keywords are stored as they stand there.
INSERT INTO paper
SELECT NULL, id, 'https://arxiv.org/abs/' || id, title, abstract, summary,
    (SELECT group_concat(value ->> '$.name', char(10))
     FROM json_each(authors)), json_array_length(authors), organization,
    submitter, keywords, unixepoch(published), unixepoch(listed),
    unixepoch(listed), unixepoch('now'), 1, upvotes, upvotes, comments, stars,
    code, project, thumbnail
FROM (
	SELECT value ->> '$.paper.id' AS id,
	    value ->> '$.paper.title' AS title,
	    value ->> '$.paper.summary' AS abstract,
	    value ->> '$.paper.ai_summary' AS summary,
	    value -> '$.paper.authors' AS authors,
	    value ->> '$.paper.organization.fullname' AS organization,
	    value ->> '$.paper.submittedOnDailyBy.fullname' AS submitter,
	    ifnull(value ->> '$.paper.ai_keywords', '') AS keywords,
	    value ->> '$.paper.publishedAt' AS published,
	    value ->> '$.paper.submittedOnDailyAt' AS listed,
	    value ->> '$.paper.upvotes' AS upvotes,
	    value ->> '$.numComments' AS comments,
	    value ->> '$.paper.githubStars' AS stars,
	    value ->> '$.paper.githubRepo' AS code,
	    value ->> '$.paper.projectPage' AS project,
	    value ->> '$.thumbnail' AS thumbnail
	FROM day, json_each(readfile(day.name))
);
