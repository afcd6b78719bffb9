-- Every statement that the program runs, but for the schema itself.  The build
-- makes statements.inc of it, from which schema.h takes the names and schema.c
-- the texts: a new one needs nothing but its lines here.  Each begins with a
-- line with its name and ends with a semicolon.  Whoever writes a row with a sum
-- writes the sum, of all that it has (row_sum.c).

-- name: BEGIN
BEGIN IMMEDIATE;

-- name: COMMIT
COMMIT;

-- name: ROLLBACK
ROLLBACK;

-- Both mean nothing within a transaction.
-- name: TRUST_KEYS
PRAGMA foreign_keys = OFF;

-- name: CHECK_KEYS
PRAGMA foreign_keys = ON;

-- name: BEGIN_READING
BEGIN;

-- Identity.

-- name: FIND_BY_ID
SELECT key
  FROM paper
  WHERE id = :id;

-- name: FIND_BY_TITLE
SELECT paper
  FROM title
  WHERE folded_title = :folded_title
  ORDER BY paper LIMIT 1;

-- name: FIND_UNNAMED
SELECT key
  FROM title JOIN paper ON key = title.paper
  WHERE title.folded_title = :folded_title AND id IS NULL
  ORDER BY key LIMIT 1;

-- The column of all guids has no index.
-- name: FIND_BY_GUID
SELECT key
  FROM paper
  WHERE own_guid = :guid
UNION ALL
SELECT key
  FROM paper
  WHERE id = substr(:guid, length('https://arxiv.org/abs/') + 1)
    AND guid = :guid AND own_guid IS NULL;

-- Records.

-- name: GET
SELECT paper.*, version, arxiv_updated, withdrawn, doi, categories, comment,
    journal
  FROM paper LEFT JOIN arxiv USING (number)
  WHERE key = :key;

-- Without what no feed and no page shows, above all the source's texts.
-- name: GET_SHOWN
SELECT key, id, guid, published, listed, updated, upvotes, comments, stars,
    author_count, organization, submitter, code, project, thumbnail, title,
    keywords, authors, summary, abstract, version, withdrawn, doi, categories,
    comment, journal
  FROM paper LEFT JOIN arxiv USING (number)
  WHERE key = :key;

-- name: EACH
SELECT paper.*, version, arxiv_updated, withdrawn, doi, categories, comment,
    journal
  FROM paper LEFT JOIN arxiv USING (number)
  WHERE updated >= :since
  ORDER BY key;

-- name: LAST_KEY
SELECT max(key) AS key
  FROM paper
  WHERE key BETWEEN :first AND :last;

-- name: INSERT
INSERT INTO paper (key, id, own_guid, number, published, listed, updated,
    reading, complete, upvotes, peak_upvotes, comments, stars, author_count,
    organization, submitter, code, project, thumbnail, title, keywords,
    authors, summary, abstract, source_title, source_summary, source_abstract,
    sum)
  VALUES (:key, :id, nullif(:guid, 'https://arxiv.org/abs/' || :id),
      (SELECT ifnull(max(number), 0) + 1 FROM paper), :published, :listed,
      :updated, :reading, :complete, :upvotes, :peak_upvotes, :comments,
      :stars, :author_count, :organization, :submitter, :code, :project,
      :thumbnail, :title, :keywords, :authors, :summary, :abstract,
      :source_title, :source_summary, :source_abstract,
      row_sum('paper', :key, :id,
          nullif(:guid, 'https://arxiv.org/abs/' || :id),
          (SELECT ifnull(max(number), 0) + 1 FROM paper), :published,
          :listed, :updated, :reading, :complete, :upvotes, :peak_upvotes,
          :comments, :stars, :author_count, :organization, :submitter, :code,
          :project, :thumbnail, :title, :keywords, :authors, :summary,
          :abstract, :source_title, :source_summary, :source_abstract));

-- name: UPDATE
UPDATE paper
  SET id = :id, published = :published, updated = :updated, reading =
      :reading, complete = :complete, upvotes = :upvotes, peak_upvotes =
      :peak_upvotes, comments = :comments, stars = :stars, author_count =
      :author_count, organization = :organization, submitter =
      :submitter, code = :code, project = :project, thumbnail =
      :thumbnail, title = :title, keywords = :keywords, authors =
      :authors, summary = :summary, abstract = :abstract, source_title =
      :source_title, source_summary = :source_summary, source_abstract =
      :source_abstract, sum =
      row_sum('paper', key, :id, own_guid, number, :published, listed,
          :updated, :reading, :complete, :upvotes, :peak_upvotes, :comments,
          :stars, :author_count, :organization, :submitter, :code, :project,
          :thumbnail, :title, :keywords, :authors, :summary, :abstract,
          :source_title, :source_summary, :source_abstract)
  WHERE key = :key;

-- name: UPDATE_COUNTS
UPDATE paper
  SET reading = :reading, upvotes = :upvotes, peak_upvotes =
      :peak_upvotes, comments = :comments, stars = :stars, sum =
      row_sum('paper', key, id, own_guid, number, published, listed, updated,
          :reading, complete, :upvotes, :peak_upvotes, :comments, :stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract)
  WHERE key = :key;

-- name: ADD_TITLE
INSERT INTO title (folded_title, paper)
  VALUES (:folded_title, :key)
  ON CONFLICT DO NOTHING;

-- name: ADD_INDEX
INSERT INTO paper_index (rowid, title, abstract, authors,
    organization, keywords, category, comment)
  VALUES ((SELECT number FROM paper WHERE key = :key), :title, :abstract,
      :authors, :organization, :keywords, :categories, :comment);

-- name: REMOVE_INDEX
INSERT INTO paper_index (paper_index, rowid, title, abstract, authors,
    organization, keywords, category, comment)
  VALUES ('delete', (SELECT number FROM paper WHERE key = :key), :title,
      :abstract, :authors, :organization, :keywords, :categories, :comment);

-- name: ADD_KNOWN_BY
INSERT INTO known_by (rowid, words)
  VALUES ((SELECT number FROM paper WHERE key = :key),
      :title || char(10) || :keywords);

-- name: REMOVE_KNOWN_BY
INSERT INTO known_by (known_by, rowid, words)
  VALUES ('delete', (SELECT number FROM paper WHERE key = :key),
      :title || char(10) || :keywords);

-- name: OPTIMIZE_KNOWN_BY
INSERT INTO known_by (known_by)
  VALUES ('optimize');

-- name: OPTIMIZE_INDEX
INSERT INTO paper_index (paper_index)
  VALUES ('optimize');

-- While a new store is loaded, pieces of the index wait until there are many:
-- merging the same words again and again cost a twelfth of 60,000 papers.
-- name: LOAD_INDEX
INSERT INTO paper_index (paper_index, rank)
  VALUES ('automerge', 0), ('crisismerge', 1000);

-- FTS5's own (section 6.8 of its documentation).
-- name: END_LOAD
INSERT INTO paper_index (paper_index, rank)
  VALUES ('automerge', 4), ('crisismerge', 16);

-- What arXiv says.

-- name: PUT_ARXIV
INSERT INTO arxiv (number, asked, version, arxiv_updated, withdrawn, doi,
    categories, comment, journal, sum)
  VALUES ((SELECT number FROM paper WHERE key = :key), :asked, :version,
      :arxiv_updated, :withdrawn, :doi, :categories, :comment, :journal,
      row_sum('arxiv', (SELECT number FROM paper WHERE key = :key), :asked,
          :version, :arxiv_updated, :withdrawn, :doi, :categories, :comment,
          :journal))
  ON CONFLICT (number) DO UPDATE
  SET asked = :asked, version = :version, arxiv_updated = :arxiv_updated,
    withdrawn = :withdrawn, doi = :doi, categories = :categories,
    comment = :comment, journal = :journal;

-- An answer without the paper takes back nothing that an earlier one said.
-- name: ARXIV_NONE
INSERT INTO arxiv (number, asked, withdrawn, categories, sum)
  VALUES ((SELECT number FROM paper WHERE key = :key), :asked, 0, '',
      row_sum('arxiv', (SELECT number FROM paper WHERE key = :key), :asked,
          NULL, NULL, 0, NULL, '', NULL, NULL))
  ON CONFLICT (number) DO UPDATE
  SET asked = :asked, sum =
      row_sum('arxiv', number, :asked, version, arxiv_updated, withdrawn,
          doi, categories, comment, journal);

-- The index of numbers and the table of answers tell it, so that no row of a paper
-- is read that was asked for.
-- name: ARXIV_NEW
SELECT id
  FROM paper
  WHERE id IS NOT NULL
    AND number IN (SELECT number FROM paper AS one WHERE NOT EXISTS (SELECT 1
      FROM arxiv WHERE arxiv.number = one.number))
  ORDER BY key DESC LIMIT :most;

-- name: ARXIV_OLD
SELECT id
  FROM arxiv JOIN paper USING (number)
  WHERE asked < :before AND id IS NOT NULL
  ORDER BY asked, key DESC LIMIT :most;

-- name: ARXIV_UNNAMED
SELECT key, guid, published, listed, updated, title, authors
  FROM paper LEFT JOIN arxiv USING (number)
  WHERE id IS NULL AND ifnull(asked < :before, 1)
  ORDER BY asked IS NOT NULL, asked, key DESC LIMIT :most;

-- name: COUNT_ARXIV_NEW
SELECT count(*)
  FROM paper
  WHERE id IS NOT NULL
    AND number IN (SELECT number FROM paper EXCEPT SELECT number FROM arxiv);

-- name: ARXIV_STATE
SELECT attempted, succeeded, error
  FROM arxiv_state;

-- name: KEEP_ARXIV_STATE
INSERT INTO arxiv_state (only, attempted, succeeded, error)
  VALUES (1, :attempted, :succeeded, :error)
  ON CONFLICT (only) DO UPDATE
  SET attempted = :attempted, error = :error,
    succeeded = coalesce(:succeeded, succeeded);

-- Listings.

-- name: ADD_LISTING
INSERT INTO listing (kind, label, day, sum)
  VALUES (:kind, :label, :day, row_sum('listing', :kind, :label, :day))
  ON CONFLICT (kind, label) DO NOTHING;

-- VALUES, because INSERT ... SELECT would open a savepoint, as a trigger does,
-- and the full-text index writes out at each.
-- name: ADD_LISTED_IN
INSERT INTO listed_in (paper, listing, rank, sum)
  VALUES (:paper, (SELECT listing FROM listing
      WHERE kind = :kind AND label = :label), :rank,
      row_sum('listed_in', :paper, (SELECT listing FROM listing
      WHERE kind = :kind AND label = :label), :rank))
  ON CONFLICT (paper, listing) DO UPDATE
  SET rank = :rank, sum = row_sum('listed_in', paper, listing, :rank)
  WHERE rank <> :rank;

-- name: LISTED_IN
SELECT kind, label, day, rank
  FROM listed_in JOIN listing USING (listing)
  WHERE paper = :key
  ORDER BY day, kind, label;

-- RETURNING would open a savepoint, too.
-- name: HAS_SHOWN_BY
SELECT 1
  FROM shown_by
  WHERE paper = :paper AND source = :source;

-- name: ADD_SHOWN_BY
INSERT INTO shown_by (paper, source, seen, entered, sum)
  VALUES (:paper, :source, :seen, :entered,
      row_sum('shown_by', :paper, :source, :seen, :entered));

-- The last date of a source's entries among some instants.
-- name: LAST_ENTERED
SELECT max(entered) AS entered
  FROM shown_by
  WHERE source = :source AND entered BETWEEN :first AND :last;

-- name: ENTERED
SELECT entered
  FROM shown_by
  WHERE paper = :paper AND source = :source;

-- Did only sources show the paper that stay out of topics?
-- name: IS_WAITING
SELECT 1
  FROM paper
  WHERE key = :paper AND NOT EXISTS (SELECT 1 FROM shown_by
      WHERE paper = :paper
      AND instr(:without, char(10) || source || char(10)) = 0);

-- A paper that gets another key takes with it all that names it.

-- name: DEFER_KEYS
PRAGMA defer_foreign_keys = ON;

-- One that has not changed since it was first seen has not changed since it was
-- listed either.
-- name: MOVE_PAPER
UPDATE paper
  SET key = :to, listed = :listed, updated = CASE WHEN updated = listed
      THEN :listed ELSE max(updated, :listed) END,
    sum =
      row_sum('paper', :to, id, own_guid, number, published, :listed,
          CASE WHEN updated = listed THEN :listed ELSE max(updated, :listed) END,
          reading, complete, upvotes, peak_upvotes, comments, stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract)
  WHERE key = :key;

-- name: MOVE_TITLES
UPDATE title
  SET paper = :to
  WHERE paper = :key;

-- name: MOVE_LISTED_IN
UPDATE listed_in
  SET paper = :to, sum = row_sum('listed_in', :to, listing, rank)
  WHERE paper = :key;

-- name: MOVE_SHOWN_BY
UPDATE shown_by
  SET paper = :to, sum = row_sum('shown_by', :to, source, seen, entered)
  WHERE paper = :key;

-- name: MOVE_CHANGE
UPDATE changed_paper
  SET paper = :to
  WHERE paper = :key;

-- name: MOVE_ARCHIVES
UPDATE topic_state
  SET archive = 'a paper moved'
  WHERE slug IN (SELECT topic FROM member WHERE paper = :key);

-- name: MOVE_RELATED
UPDATE related
  SET paper = :to
  WHERE paper = :key;

-- name: MOVE_OTHER
UPDATE related
  SET other = :to
  WHERE other = :key;

-- name: MOVE_MEMBER
UPDATE member
  SET paper = :to
  WHERE paper = :key;

-- Topics.

-- name: NOTE_TOPIC
INSERT INTO topic (slug, about, changed)
  VALUES (:slug, :about, CASE WHEN :empty THEN ifnull((SELECT
      max(updated) FROM paper), :now) ELSE 0 END)
  ON CONFLICT (slug) DO UPDATE
  SET about = :about, changed = :now
  WHERE about <> :about;

-- name: TOPIC_CHANGED
SELECT changed
  FROM topic
  WHERE slug = :slug;

-- name: COUNT_ALL
SELECT count(*) AS count, max(key) AS newest
  FROM paper;

-- The numbers of papers grow with their keys, unless an older day was read after
-- a newer one.  So the index is asked for the numbers that some keys have, and
-- from what it finds the keys are chosen.  Of very many papers only some are
-- looked at.
-- name: NUMBERS
SELECT count(*) AS count, min(number) AS lowest, max(number) AS highest
  FROM (SELECT number FROM paper WHERE key BETWEEN :first AND :last
    LIMIT :most);

-- name: TOPIC_KEYS
SELECT key
  FROM paper_index CROSS JOIN paper ON number = paper_index.rowid
  WHERE paper_index MATCH :match
    AND paper_index.rowid BETWEEN :lowest AND :highest
    AND key BETWEEN :first AND :last;

-- The papers that a topic's rule finds.  Parameters that are null ask for
-- nothing.  A paper's place is that by votes among those of its listing day.
-- One that only trending pages showed was listed on no day: without a source it
-- has no place if the store has listings of days.  With per-day a paper must be
-- among the first ones of a day that is over, or have been once: then it is
-- among the members, if these were found by the same rule.
-- name: RULE_KEYS
SELECT key FROM (
  SELECT key, day, dayless,
    row_number() OVER (PARTITION BY day, dayless ORDER BY votes DESC, key)
      AS place
  FROM (
    SELECT key, listed / 86400 AS day, ifnull(peak_upvotes, 0) AS votes,
      :per_day IS NOT NULL AND :source IS NULL
        AND EXISTS (SELECT 1 FROM listing
          WHERE kind IN ('day', 'week', 'month'))
        AND NOT EXISTS (SELECT 1 FROM listed_in JOIN listing USING (listing)
          WHERE paper = key AND kind <> 'trending')
        AS dayless
    FROM (
      SELECT key AS found
      FROM paper_index CROSS JOIN paper ON number = paper_index.rowid
      WHERE paper_index MATCH ifnull(:match, '""')
        AND paper_index.rowid BETWEEN :lowest AND :highest
        AND key BETWEEN :first AND :last
      UNION ALL
      SELECT key FROM paper
      WHERE :match IS NULL AND key BETWEEN :first AND :last
    ) JOIN paper ON key = found
    WHERE votes >= :min_upvotes
      AND (:organization IS NULL
        OR paper.organization = :organization COLLATE NOCASE)
      AND (:anybody OR by_one_of(:people, paper.authors, paper.organization))
      AND (:source IS NULL OR EXISTS (SELECT 1 FROM shown_by
        WHERE paper = key AND source = :source))
      AND (:without IS NULL OR EXISTS (SELECT 1 FROM shown_by
        WHERE paper = key
        AND instr(:without, char(10) || source || char(10)) = 0))
      AND (:like IS NULL
        OR EXISTS (SELECT 1 FROM member WHERE topic = :members AND paper = key)
        OR is_like(:liked, key, title, keywords, ifnull(abstract, summary)))
  )
)
WHERE :per_day IS NULL
  OR (place <= :per_day AND NOT dayless AND day IS NOT :open)
  OR EXISTS (SELECT 1 FROM member WHERE topic = :members AND paper = key)
ORDER BY key;

-- Words that were found stand between U+0001 and U+0002.
-- name: HIGHLIGHT
SELECT highlight(paper_index, 0, char(1), char(2)) AS title,
    snippet(paper_index, 1, char(1), char(2), '…', 24) AS abstract,
    snippet(paper_index, 2, char(1), char(2), '…', 24) AS authors,
    highlight(paper_index, 3, char(1), char(2)) AS organization,
    snippet(paper_index, 4, char(1), char(2), '…', 24) AS keywords,
    snippet(paper_index, 5, char(1), char(2), '…', 24) AS category,
    snippet(paper_index, 6, char(1), char(2), '…', 24) AS comment
  FROM paper_index
  WHERE paper_index MATCH :match
    AND rowid = (SELECT number FROM paper WHERE key = :key);

-- name: FIRST_SHOWN
SELECT min(seen) AS seen
  FROM shown_by
  WHERE paper = :paper;

-- name: SHOWN_BY
SELECT group_concat(source, ', ') AS sources
  FROM (SELECT source FROM shown_by WHERE paper = :key AND source <> ''
      ORDER BY source);

-- A key is seconds times 8, and indexed. Sources of weeks, or of none, have no
-- days: of such a day it counts when one was last read.
-- name: OPEN_DAY
SELECT newest
  FROM (SELECT max(key) / 691200 AS newest FROM paper)
  WHERE ifnull((SELECT max(read) FROM source_day WHERE source IN (SELECT
      name FROM source) AND day = newest * 86400), (SELECT
      max(ifnull(succeeded, 0)) FROM source)) < (newest + 1) * 86400;

-- name: NEWEST_PUBLISHED
SELECT key
  FROM paper
  WHERE NOT EXISTS (SELECT 1 FROM changed_paper WHERE changed_paper.paper =
      key AND change = 3)
  ORDER BY key DESC LIMIT 1;

-- name: TOPIC_STATE
SELECT ifnull(rule, '') AS rule, count, floor, archive, size
  FROM topic_state
  WHERE slug = :slug;

-- name: KEEP_TOPIC
INSERT INTO topic_state (slug, rule, count, floor, archive, size)
  VALUES (:slug, :rule, :count, :floor, :archive, :size)
  ON CONFLICT (slug) DO UPDATE
  SET rule = :rule, count = :count, floor = :floor, archive = :archive,
    size = :size;

-- name: TOPICS_WITH_MEMBERS
SELECT slug
  FROM topic_state
  WHERE rule IS NOT NULL
  ORDER BY slug;

-- name: RETIRE_TOPIC
UPDATE topic_state
  SET rule = NULL
  WHERE slug = :slug;

-- Members.  A statement is followed by the same for all papers.

-- name: CLEAR_MEMBERS
DELETE
  FROM member
  WHERE topic = :slug;

-- name: ADD_MEMBER
INSERT INTO member (topic, paper)
  VALUES (:slug, :key);

-- name: REMOVE_MEMBER
DELETE
  FROM member
  WHERE topic = :slug AND paper = :key;

-- What a paper says of itself.
-- name: PAPER_TEXTS
SELECT key, title, keywords, ifnull(abstract, summary) AS abstract
  FROM paper
  WHERE key BETWEEN :first AND :last
  ORDER BY key;

-- name: LEARNT
SELECT weights, examples, threshold
  FROM learnt
  WHERE topic = :topic AND rule = :rule;

-- name: KEEP_LEARNT
INSERT OR REPLACE INTO learnt (topic, rule, examples, threshold, weights)
  VALUES (:topic, :rule, :examples, :threshold, :weights);

-- name: FORGET_LEARNT
DELETE
  FROM learnt
  WHERE topic = :slug;

-- name: KNOWN_BY
SELECT key, title, keywords
  FROM paper
  WHERE key BETWEEN :first AND :last
  ORDER BY key;

-- name: SHARING_WORD
SELECT key
  FROM known_by CROSS JOIN paper ON number = known_by.rowid
  WHERE known_by MATCH :match AND key < :key
  ORDER BY known_by.rowid DESC;

-- A phrase, which known_by does not know.
-- name: SHARING
SELECT key
  FROM paper_index CROSS JOIN paper ON number = paper_index.rowid
  WHERE paper_index MATCH :match AND key < :key
  ORDER BY paper_index.rowid DESC;

-- name: ADD_RELATED
INSERT INTO related (paper, place, other)
  VALUES (:paper, :place, :other);

-- name: RELATED
SELECT key, id, guid, title
  FROM related JOIN paper ON key = other
  WHERE related.paper = :key
  ORDER BY place;

-- name: MEMBERS
SELECT paper AS key, paper AS place
  FROM member
  WHERE topic = :slug AND paper BETWEEN :first AND :last
  ORDER BY paper DESC;

-- name: ALL_MEMBERS
SELECT key, key AS place
  FROM paper
  WHERE :slug IS NOT NULL AND key BETWEEN :first AND :last
  ORDER BY key DESC;

-- name: OLDEST_MEMBER
SELECT min(paper)
  FROM member
  WHERE topic = :slug AND paper BETWEEN :first AND :last;

-- name: ALL_OLDEST
SELECT min(key)
  FROM paper
  WHERE :slug IS NOT NULL AND key BETWEEN :first AND :last;

-- A day's papers in the order of the day's listing; behind them those that it
-- did not show.
-- name: DAY
SELECT paper AS key
  FROM member
  WHERE topic = :slug AND paper BETWEEN :first AND :last
  ORDER BY (SELECT ifnull(min(rank), 1000000000)
    FROM listed_in JOIN listing USING (listing)
    WHERE paper = member.paper AND kind = 'day' AND day = :day), paper;

-- name: ALL_DAY
SELECT key
  FROM paper
  WHERE :slug IS NOT NULL AND key BETWEEN :first AND :last
  ORDER BY (SELECT ifnull(min(rank), 1000000000)
    FROM listed_in JOIN listing USING (listing)
    WHERE paper = key AND kind = 'day' AND day = :day), key;

-- By the most votes they ever had, as topics do.
-- name: MOST_VOTED
SELECT paper AS key
  FROM member JOIN paper AS p ON p.key = member.paper
  WHERE topic = :slug AND paper BETWEEN :first AND :last AND peak_upvotes > 0
  ORDER BY peak_upvotes DESC, paper
  LIMIT :most;

-- name: ALL_MOST_VOTED
SELECT key
  FROM paper
  WHERE :slug IS NOT NULL AND key BETWEEN :first AND :last
    AND peak_upvotes > 0
  ORDER BY peak_upvotes DESC, key
  LIMIT :most;

-- name: WEEK
SELECT count(*)
  FROM member
  WHERE topic = :slug AND paper BETWEEN :first AND :last;

-- Every paper has appeared somewhere, and that table is narrow.
-- name: ALL_WEEK
SELECT count(*)
  FROM (SELECT DISTINCT paper FROM listed_in
    WHERE :slug IS NOT NULL AND paper BETWEEN :first AND :last);

-- That it is one of all needs no saying.
-- name: TOPICS_OF_PAPER
SELECT topic
  FROM member
  WHERE paper = :key AND topic <> 'all';

-- name: SMALLEST_TOPICS
SELECT topic
  FROM member JOIN topic_state ON slug = topic
  WHERE paper = :key AND topic <> 'all'
  ORDER BY size, topic
  LIMIT :most;

-- name: CROWDED
SELECT paper AS key
  FROM member
  WHERE topic <> 'all'
  GROUP BY paper
  HAVING count(*) > :most;

-- Members by when the topic's source first showed them.
-- name: SHOWN_MEMBERS
SELECT member.paper AS key, seen * 8 AS place
  FROM member JOIN shown_by ON shown_by.paper = member.paper AND source
      = :source
  WHERE topic = :slug AND seen * 8 >= :first
  ORDER BY seen DESC, entered DESC, member.paper DESC;

-- What is new.

-- name: NOTE_CHANGE
INSERT INTO changed_paper (paper, change)
  VALUES (:key, :change)
  ON CONFLICT (paper) DO UPDATE
  SET change = :change
  WHERE change < :change;

-- name: CHANGES
SELECT paper, change
  FROM changed_paper
  ORDER BY paper;

-- name: FORGET_CHANGES
DELETE
  FROM changed_paper;

-- Removed papers.  A new one is not yet counted among all.

-- name: LEAVE_TOPICS
UPDATE topic_state
  SET count = count - 1, archive = 'papers were removed'
  WHERE slug IN (SELECT topic FROM member WHERE paper = :key)
    OR (rule = 'all' AND NOT EXISTS (SELECT 1 FROM changed_paper
      WHERE paper = :key AND change = 3));

-- What papers say of one that changed or goes changes with it.
-- name: NOTE_NAMING
INSERT INTO changed_paper (paper, change)
  SELECT paper, 2
  FROM related
  WHERE other = :key
  ON CONFLICT (paper) DO UPDATE
  SET change = 2
  WHERE change < 2;

-- name: DROP_RELATED
DELETE
  FROM related
  WHERE paper = :key OR other = :key;

-- name: DROP_MEMBER
DELETE
  FROM member
  WHERE paper = :key;

-- name: DROP_TITLES
DELETE
  FROM title
  WHERE paper = :key;

-- name: DROP_LISTED_IN
DELETE
  FROM listed_in
  WHERE paper = :key;

-- name: DROP_ARXIV
DELETE
  FROM arxiv
  WHERE number = (SELECT number FROM paper WHERE key = :key);

-- name: DROP_SHOWN_BY
DELETE
  FROM shown_by
  WHERE paper = :key;

-- name: DROP_CHANGE
DELETE
  FROM changed_paper
  WHERE paper = :key;

-- name: DROP_PAPER
DELETE
  FROM paper
  WHERE key = :key;

-- name: NOTE_DAY
INSERT OR IGNORE INTO changed_paper (paper, change)
SELECT key, 1 FROM paper
  WHERE key BETWEEN :first AND :last
  LIMIT 1;

-- name: UNSETTLE
UPDATE publication
  SET settings = 'papers were removed'
  WHERE settings <> '';

-- name: REMOVE_FOR_GOOD
INSERT OR REPLACE INTO removed (guid, id, folded_title)
  VALUES (:guid, :id, :folded_title);

-- name: IS_REMOVED
SELECT 1 AS there
  FROM removed
  WHERE guid = :guid OR id = :id
    OR (folded_title = :folded_title AND (id IS NULL OR :id IS NULL))
  LIMIT 1;

-- Files.

-- name: FILES
SELECT name, topic, size, modified, retired
  FROM file
  WHERE folder = :folder
  ORDER BY name;

-- name: TOPIC_FILES
SELECT folder, name
  FROM file
  WHERE topic = :topic
  ORDER BY folder, name;

-- name: RETIRED_TOPICS
SELECT slug
  FROM topic_state
  WHERE rule IS NULL AND EXISTS (SELECT 1 FROM file WHERE topic = slug)
  ORDER BY slug;

-- name: RETIRE_FILE
UPDATE file
  SET retired = :retired
  WHERE folder = :folder AND name = :name AND retired <> :retired;

-- name: RETIRED_FILES
SELECT folder, name
  FROM file
  WHERE retired = 1
  ORDER BY folder, name;

-- name: NOTE_FILE
INSERT INTO file (folder, name, topic, size, modified, retired)
  VALUES (:folder, :name, :topic, :size, :modified, 0)
  ON CONFLICT (folder, name) DO UPDATE
  SET topic = :topic, size = :size, modified = :modified, retired = 0
  WHERE topic <> :topic OR size <> :size OR modified <> :modified
    OR retired <> 0;

-- name: HAS_FILE
SELECT 1
  FROM file
  WHERE folder = :folder AND name = :name;

-- name: HAS_FILE_AS
SELECT 1
  FROM file
  WHERE folder = :folder AND name = :name AND size = :size
    AND modified = :modified;

-- name: FORGET_FILE
DELETE
  FROM file
  WHERE folder = :folder AND name = :name;

-- name: PUBLICATION
SELECT settings, outline, listed, pages, published
  FROM publication;

-- name: KEEP_PUBLICATION
UPDATE publication
  SET settings = :settings, outline = :outline, listed = :listed,
      pages = :pages, published = :published;

-- name: FOLDER
SELECT modified
  FROM folder
  WHERE name = :name;

-- name: KEEP_FOLDER
INSERT INTO folder (name, modified)
  VALUES (:name, :modified)
  ON CONFLICT (name) DO UPDATE
  SET modified = :modified;

-- Sources.

-- name: SOURCE
SELECT attempted, succeeded, changed, http, papers, error
  FROM source
  WHERE name = :name;

-- name: KEEP_SOURCE
INSERT INTO source (name, attempted, succeeded, changed, http, papers,
    error)
  VALUES (:name, :attempted, :succeeded, :changed, :http, :papers,
      :error)
  ON CONFLICT (name) DO UPDATE
  SET attempted = :attempted, succeeded = :succeeded, changed =
      :changed, http = :http, papers = :papers, error = :error;

-- name: SOURCE_DAY
SELECT read, papers, asked
  FROM source_day
  WHERE source = :source AND day = :day;

-- name: KEEP_SOURCE_DAY
INSERT INTO source_day (source, day, read, papers, asked)
  VALUES (:source, :day, :read, :papers, :asked)
  ON CONFLICT (source, day) DO UPDATE
  SET read = :read, papers = :papers, asked = max(asked, :asked)
  WHERE :papers > 0 OR papers = 0;

-- name: NEWEST_DAY
SELECT max(day) AS day
  FROM source_day
  WHERE source = :source AND papers > 0;

-- name: EMPTY_DAYS
SELECT day
  FROM source_day
  WHERE source = :source AND papers = 0 AND day >= :since AND day <
      :before
  ORDER BY day;

-- What a clock that was ahead has dated in the future.  Its papers are made
-- anew (2 is CHANGE_RECORD).
-- name: NOTE_AHEAD
INSERT INTO changed_paper (paper, change)
  SELECT key, 2
    FROM paper
    WHERE updated > :now
  ON CONFLICT (paper) DO UPDATE
  SET change = excluded.change
  WHERE change < excluded.change;

-- A paper's change is not before its listing.
-- name: LIMIT_CHANGES
UPDATE paper
  SET updated = limited, sum =
      row_sum('paper', key, id, own_guid, number, published, listed, limited,
          reading, complete, upvotes, peak_upvotes, comments, stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract)
  FROM (SELECT key AS ahead, max(listed, :now + 1 -
      row_number() OVER (ORDER BY updated DESC, key DESC)) AS limited
    FROM paper
    WHERE updated > :now)
  WHERE key = ahead;

-- name: LIMIT_TOPICS
UPDATE topic
  SET changed = :now
  WHERE changed > :now;

-- name: LIMIT_READINGS
UPDATE paper
  SET reading = :now, sum =
      row_sum('paper', key, id, own_guid, number, published, listed, updated,
          :now, complete, upvotes, peak_upvotes, comments, stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract)
  WHERE reading > :now;

-- name: VALIDATORS
SELECT final, etag, modified, day, previous, papers
  FROM validators
  WHERE url = :url AND program = :program;

-- name: KEEP_VALIDATORS
INSERT INTO validators (url, final, etag, modified, program, read, day,
    previous, papers)
  VALUES (:url, :final, :etag, :modified, :program, :read, :day,
      :previous, :papers)
  ON CONFLICT (url) DO UPDATE
  SET final = :final, etag = :etag, modified = :modified, program =
      :program, read = :read, day = :day, previous = :previous, papers =
      :papers;

-- name: FORGET_VALIDATORS
DELETE
  FROM validators
  WHERE url = :url;

-- name: FORGET_OLD_VALIDATORS
DELETE
  FROM validators
  WHERE read < :before;

-- name: HOST
SELECT due, after
  FROM host
  WHERE name = :name;

-- name: ADD_ANNOUNCEMENT
INSERT INTO announcement (name, changed)
  VALUES (:name, :changed)
  ON CONFLICT (name) DO UPDATE
  SET changed = :changed;

-- name: REMOVE_ANNOUNCEMENT
DELETE
  FROM announcement
  WHERE name = :name;

-- name: EXPIRE_ANNOUNCEMENTS
DELETE
  FROM announcement
  WHERE changed < :before;

-- name: COUNT_ANNOUNCEMENTS
SELECT count(*)
  FROM announcement;

-- name: ANNOUNCEMENTS
SELECT name
  FROM announcement
  ORDER BY changed, name LIMIT :most;

-- name: HUB
SELECT attempted, succeeded, error
  FROM hub
  WHERE url = :url;

-- name: KEEP_HUB
INSERT INTO hub (only, url, attempted, succeeded, error)
  VALUES (1, :url, :attempted, :succeeded, :error)
  ON CONFLICT (only) DO UPDATE
  SET url = :url, attempted = :attempted, error = :error,
    succeeded = coalesce(:succeeded, CASE url WHEN :url THEN succeeded END);

-- name: FORGET_HUB
DELETE
  FROM hub;

-- name: KEEP_HOST
INSERT INTO host (name, due, after)
  VALUES (:name, :due, :after)
  ON CONFLICT (name) DO UPDATE
  SET due = :due, after = :after;


-- Mails.

-- name: MAIL
SELECT since, through, message_id, dated, until, sent, error
  FROM mail
  WHERE name = :name;

-- name: KEEP_MAIL
INSERT INTO mail (name, since, through, message_id, dated, until, sent, error)
  VALUES (:name, :since, :through, :message_id, :dated, :until, :sent, :error)
  ON CONFLICT (name) DO UPDATE
  SET since = :since, through = :through, message_id = :message_id,
    dated = :dated, until = :until, sent = :sent, error = :error;

-- name: NOTE_MAILED
INSERT INTO mailed (mail, guid, message_id, topic, place)
  VALUES (:mail, :guid, :message_id, :topic, :place);

-- name: FORGET_MAILED
DELETE
  FROM mailed
  WHERE mail = :mail AND message_id = :message_id AND place = 0;

-- name: HAS_MAILED
SELECT 1
  FROM mailed
  WHERE mail = :mail AND message_id = :message_id
  LIMIT 1;

-- What a mail shows, in its order; behind these the papers that it counts.
-- name: MAILED
SELECT key, topic, place, listed AS dated
  FROM mailed JOIN paper ON key = ifnull(
      (SELECT key FROM paper WHERE own_guid = mailed.guid),
      (SELECT key FROM paper WHERE own_guid IS NULL AND guid = mailed.guid
        AND id = substr(mailed.guid, length('https://arxiv.org/abs/') + 1)))
  WHERE mail = :mail AND message_id = :message_id
  ORDER BY place = 0, place;

-- Members of a topic that no mail of that name had.  The statement is followed
-- by the same for all papers.
-- name: UNMAILED
SELECT p.key, p.guid, ifnull(p.upvotes, -1) AS upvotes, p.listed AS dated
  FROM member JOIN paper AS p ON p.key = member.paper
  WHERE topic = :slug AND paper BETWEEN :first AND :last
    AND NOT EXISTS (SELECT 1 FROM mailed WHERE mail = :mail
      AND mailed.guid = p.guid);

-- name: ALL_UNMAILED
SELECT p.key, p.guid, ifnull(p.upvotes, -1) AS upvotes, p.listed AS dated
  FROM paper AS p
  WHERE :slug IS NOT NULL AND key BETWEEN :first AND :last
    AND NOT EXISTS (SELECT 1 FROM mailed WHERE mail = :mail
      AND mailed.guid = p.guid);

-- The same in a topic whose papers have the dates of its source or, by sight, are
-- as new as the source's showing them.
-- name: UNMAILED_SHOWN
SELECT p.key, p.guid, ifnull(p.upvotes, -1) AS upvotes,
    iif(:by_sight, s.seen, s.entered) AS dated
  FROM member JOIN paper AS p ON p.key = member.paper
    JOIN shown_by AS s ON s.paper = p.key AND s.source = :source
  WHERE topic = :slug AND iif(:by_sight, s.seen, s.entered) >= :since
    AND iif(:by_sight, s.seen, s.entered) < :until
    AND NOT EXISTS (SELECT 1 FROM mailed WHERE mail = :mail
      AND mailed.guid = p.guid);

-- Checks.  Each row is a fault: of which paper or other thing, the instant whose
-- day brings it back when it is read again, and what is wrong.

-- Older stores have papers of one second, with keys behind its first.
-- name: CHECK_PAPERS
SELECT key, listed AS instant, ifnull(id, own_guid) AS name,
    CASE WHEN sum IS NOT
      row_sum('paper', key, id, own_guid, number, published, listed, updated,
          reading, complete, upvotes, peak_upvotes, comments, stars,
          author_count, organization, submitter, code, project, thumbnail,
          title, keywords, authors, summary, abstract, source_title,
          source_summary, source_abstract)
      THEN 'its row is damaged, or somebody changed it'
    WHEN key / 8 <> listed
      THEN 'its key is not of the instant at which it was listed'
    WHEN updated < listed
      THEN 'it changed before it was listed'
    WHEN max(listed, updated) > :latest
      THEN 'it has a date of the future'
    WHEN substr(keywords, -1) NOT IN ('', char(10))
      OR substr(authors, -1) NOT IN ('', char(10))
      THEN 'a list of names has no end'
    WHEN (code NOT LIKE 'http://_%' AND code NOT LIKE 'https://_%')
      OR (project NOT LIKE 'http://_%' AND project NOT LIKE 'https://_%')
      OR (thumbnail NOT LIKE 'http://_%' AND thumbnail NOT LIKE 'https://_%')
      THEN 'a link is neither http nor https'
    WHEN NOT (difference_fits(title, source_title)
      AND difference_fits(summary, source_summary)
      AND difference_fits(abstract, source_abstract))
      THEN 'a text of the source does not fit the cleaned one'
    END AS wrong
  FROM paper
  WHERE wrong IS NOT NULL
  ORDER BY key;

-- name: CHECK_ARXIV
SELECT number AS key, listed AS instant, ifnull(id, own_guid) AS name,
    CASE WHEN arxiv.sum IS NOT
      row_sum('arxiv', number, asked, version, arxiv_updated, withdrawn, doi,
          categories, comment, journal)
      THEN 'what arXiv says of it is damaged, or somebody changed it'
    WHEN substr(categories, -1) NOT IN ('', char(10))
      THEN 'its list of categories has no end'
    END AS wrong
  FROM arxiv LEFT JOIN paper USING (number)
  WHERE wrong IS NOT NULL
  ORDER BY number;

-- name: CHECK_LISTINGS
SELECT listing AS key, day AS instant, label AS name,
    'the listing is damaged, or somebody changed it' AS wrong
  FROM listing
  WHERE sum IS NOT row_sum('listing', kind, label, day)
  ORDER BY listing;

-- name: CHECK_LISTED_IN
SELECT listed_in.paper AS key, listed_in.paper / 8 AS instant,
    ifnull(id, own_guid) AS name,
    'where it was listed is damaged, or somebody changed it' AS wrong
  FROM listed_in LEFT JOIN paper ON paper.key = listed_in.paper
  WHERE listed_in.sum IS NOT
      row_sum('listed_in', listed_in.paper, listing, rank)
  ORDER BY listed_in.paper, listing;

-- name: CHECK_SHOWN_BY
SELECT shown_by.paper AS key, shown_by.paper / 8 AS instant,
    ifnull(id, own_guid) AS name,
    'who showed it is damaged, or somebody changed it' AS wrong
  FROM shown_by LEFT JOIN paper ON paper.key = shown_by.paper
  WHERE shown_by.sum IS NOT
      row_sum('shown_by', shown_by.paper, source, seen, entered)
  ORDER BY shown_by.paper, source;

-- What mends them, but for papers.
-- name: MEND_ARXIV
DELETE FROM arxiv
  WHERE sum IS NOT
      row_sum('arxiv', number, asked, version, arxiv_updated, withdrawn, doi,
          categories, comment, journal)
    OR substr(categories, -1) NOT IN ('', char(10));

-- name: MEND_LISTINGS
DELETE FROM listing
  WHERE sum IS NOT row_sum('listing', kind, label, day);

-- name: MEND_LISTED_IN
DELETE FROM listed_in
  WHERE sum IS NOT row_sum('listed_in', paper, listing, rank);

-- name: MEND_SHOWN_BY
DELETE FROM shown_by
  WHERE sum IS NOT row_sum('shown_by', paper, source, seen, entered);

-- Rows that name others which are not there.
-- name: CHECK_REFERENCES
SELECT "table" AS name, parent, count(*) AS count
  FROM pragma_foreign_key_check
  GROUP BY "table", parent
  ORDER BY "table", parent;

-- Papers of which something is known, but which are not there; rows with a sum are
-- sure of that.
-- name: LOST_PAPERS
SELECT paper AS key, EXISTS (SELECT 1 FROM listed_in
    WHERE listed_in.paper = known.paper) OR EXISTS (SELECT 1 FROM shown_by
    WHERE shown_by.paper = known.paper) AS sure
  FROM (SELECT paper FROM listed_in UNION SELECT paper FROM shown_by
    UNION SELECT paper FROM title UNION SELECT paper FROM changed_paper
    UNION SELECT paper FROM member UNION SELECT paper FROM related
    UNION SELECT other FROM related) AS known
  WHERE paper NOT IN (SELECT key FROM paper)
  ORDER BY paper;

-- name: DROP_STRAY_TITLES
DELETE FROM title
  WHERE paper NOT IN (SELECT key FROM paper);

-- name: DROP_STRAY_LISTED_IN
DELETE FROM listed_in
  WHERE paper NOT IN (SELECT key FROM paper)
    OR listing NOT IN (SELECT listing FROM listing);

-- name: DROP_STRAY_SHOWN_BY
DELETE FROM shown_by
  WHERE paper NOT IN (SELECT key FROM paper);

-- name: DROP_STRAY_MEMBERS
DELETE FROM member
  WHERE paper NOT IN (SELECT key FROM paper);

-- name: DROP_STRAY_RELATED
DELETE FROM related
  WHERE paper NOT IN (SELECT key FROM paper)
    OR other NOT IN (SELECT key FROM paper);

-- name: DROP_STRAY_CHANGES
DELETE FROM changed_paper
  WHERE paper NOT IN (SELECT key FROM paper);

-- name: DROP_STRAY_ARXIV
DELETE FROM arxiv
  WHERE number NOT IN (SELECT number FROM paper);

-- name: DROP_STRAY_STATES
DELETE FROM topic_state
  WHERE slug NOT IN (SELECT slug FROM topic);

-- A listing had more papers than are known of it, or of a paper nothing is known.
-- name: CHECK_DAYS
SELECT listed AS day
  FROM paper
  WHERE NOT EXISTS (SELECT 1 FROM listed_in WHERE paper = key)
    OR NOT EXISTS (SELECT 1 FROM shown_by WHERE paper = key)
UNION
SELECT day
  FROM source_day
  WHERE papers > (SELECT count(*) FROM listed_in JOIN listing USING (listing)
      WHERE kind = 'day' AND listing.day = source_day.day)
  ORDER BY day;

-- A day that was never read, but had papers, is to be read again, and known as
-- such until it is.
-- name: MARK_DAY
UPDATE source_day
  SET read = 0
  WHERE day = :day AND papers > 0;

-- name: FORGET_EMPTY_DAY
DELETE FROM source_day
  WHERE day = :day AND papers = 0;

-- name: MARKED_DAYS
SELECT DISTINCT day
  FROM source_day
  WHERE read = 0
  ORDER BY day;

-- name: FORGET_ALL_VALIDATORS
DELETE FROM validators;

-- name: EACH_TITLE
SELECT key, ifnull(id, own_guid) AS name, title
  FROM paper
  ORDER BY key;

-- name: HAS_TITLE
SELECT 1
  FROM title
  WHERE folded_title = :folded_title AND paper = :key;

-- Full-text indexes.

-- name: CHECK_INDEX
INSERT INTO paper_index (paper_index, rank)
  VALUES ('integrity-check', 1);

-- name: CHECK_KNOWN_BY
INSERT INTO known_by (known_by)
  VALUES ('integrity-check');

-- name: REBUILD_INDEX
INSERT INTO paper_index (paper_index)
  VALUES ('rebuild');

-- name: CLEAR_KNOWN_BY
INSERT INTO known_by (known_by)
  VALUES ('delete-all');

-- name: FILL_KNOWN_BY
INSERT INTO known_by (rowid, words)
  SELECT number, title || char(10) || keywords
  FROM paper
  ORDER BY number;

-- known_by keeps no texts: what it should be is made anew, and their words are
-- compared one by one.
-- name: MAKE_KNOWN_AGAIN
CREATE VIRTUAL TABLE temp.known_again USING fts5(
  words, content = '', tokenize = 'paperfeed singular', columnsize = 0,
  detail = none);

-- name: MAKE_KNOWN_WORDS
CREATE VIRTUAL TABLE temp.known_words USING
  fts5vocab(main, known_by, instance);

-- name: MAKE_WORDS_AGAIN
CREATE VIRTUAL TABLE temp.words_again USING
  fts5vocab(temp, known_again, instance);

-- name: FILL_KNOWN_AGAIN
INSERT INTO temp.known_again (rowid, words)
  SELECT number, title || char(10) || keywords
  FROM paper
  ORDER BY number;

-- name: KNOWN_WORDS
SELECT term, doc
  FROM temp.known_words;

-- name: WORDS_AGAIN
SELECT term, doc
  FROM temp.words_again;

-- name: DROP_WORDS_AGAIN
DROP TABLE temp.words_again;

-- name: DROP_KNOWN_WORDS
DROP TABLE temp.known_words;

-- name: DROP_KNOWN_AGAIN
DROP TABLE temp.known_again;

-- Members and counts.

-- A new paper is not yet counted among all.
-- name: CHECK_COUNTS
SELECT slug, count, members
  FROM (SELECT slug, count, CASE WHEN rule = 'all'
      THEN (SELECT count(*) FROM paper)
        - (SELECT count(*) FROM changed_paper WHERE change = 3)
      ELSE (SELECT count(*) FROM member WHERE topic = slug)
      END AS members
    FROM topic_state
    WHERE rule IS NOT NULL)
  WHERE count <> members
  ORDER BY slug;

-- name: SET_COUNT
UPDATE topic_state
  SET count = :count
  WHERE slug = :slug;

-- name: CHECK_STRAY_MEMBERS
SELECT topic, count(*) AS count
  FROM member
  WHERE topic NOT IN (SELECT slug FROM topic_state WHERE rule IS NOT NULL)
  GROUP BY topic
  ORDER BY topic;

-- name: CHECK_RELATED
SELECT paper AS key, ifnull(id, own_guid) AS name
  FROM related JOIN paper ON key = paper
  GROUP BY paper
  HAVING min(place) <> 1 OR max(place) <> count(*)
  ORDER BY paper;

-- name: DROP_RELATED_OF
DELETE FROM related
  WHERE paper = :key;

-- name: COUNT_FILES
SELECT count(*)
  FROM file;
