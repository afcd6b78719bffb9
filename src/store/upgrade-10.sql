-- What arXiv says of papers, which queries may ask for.
CREATE TABLE arxiv (
	number INTEGER PRIMARY KEY REFERENCES paper (number),
	asked INTEGER NOT NULL,
	version INTEGER CHECK (version > 0),
	arxiv_updated INTEGER,
	withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
	doi TEXT CHECK (doi LIKE '10.%'),
	categories TEXT NOT NULL,
	comment TEXT CHECK (comment <> ''),
	journal TEXT CHECK (journal <> ''),
	sum INTEGER
);
CREATE INDEX arxiv_asked ON arxiv (asked);
CREATE VIEW indexed_paper AS
SELECT number, title, abstract, authors, organization, keywords,
	categories AS category, comment
FROM paper LEFT JOIN arxiv USING (number);
DROP TABLE paper_index;
CREATE VIRTUAL TABLE paper_index USING fts5(
	title, abstract, authors, organization, keywords, category, comment,
	content = 'indexed_paper', content_rowid = 'number',
	tokenize = 'paperfeed', columnsize = 0
);
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);
INSERT INTO paper_index (paper_index) VALUES ('rebuild');

-- How the last run found arXiv.
CREATE TABLE arxiv_state (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	attempted INTEGER NOT NULL,
	succeeded INTEGER,
	error TEXT
);

-- What was learnt of the examples of a topic.
CREATE TABLE learnt (
	topic TEXT PRIMARY KEY,
	rule TEXT NOT NULL,
	examples INTEGER NOT NULL,
	threshold INTEGER NOT NULL,
	weights BLOB NOT NULL
) WITHOUT ROWID;

-- Sums of rows tell what somebody else changed, or a broken disk.
ALTER TABLE paper ADD COLUMN sum INTEGER;
ALTER TABLE listing ADD COLUMN sum INTEGER;
ALTER TABLE listed_in ADD COLUMN sum INTEGER;
ALTER TABLE shown_by ADD COLUMN sum INTEGER;
UPDATE paper
  SET sum =
      row_sum('paper', key, id, own_guid, number, published, listed, updated,
          reading, complete, upvotes, peak_upvotes, comments, stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract);
UPDATE listing SET sum = row_sum('listing', kind, label, day);
UPDATE listed_in SET sum = row_sum('listed_in', paper, listing, rank);
UPDATE shown_by SET sum = row_sum('shown_by', paper, source, seen, entered);
