/*
 * The store as SQL: how it is built, step by step, and every statement that
 * the program runs on it.
 */
#include "store/schema.h"

#include <stddef.h>

/* Version 1. */
static const char step_1[] =
    "-- Papers, one row each however often and wherever they were listed.\n"
    "CREATE TABLE paper (\n"
    "	-- Grows with `listed`: its seconds times 8, plus 0 to 7 where\n"
    "	-- papers share a second.  So the index walks a topic newest first\n"
    "	-- and stops after one window, whatever the length of the history.\n"
    "	key INTEGER PRIMARY KEY,\n"
    "	-- arXiv identifier without version; null where none was shown.\n"
    "	id TEXT UNIQUE CHECK (id <> ''),\n"
    "	-- The entry's permanent id: chosen once, never changed.\n"
    "	guid TEXT NOT NULL UNIQUE CHECK (guid <> ''),\n"
    "	-- Texts as people read them.\n"
    "	title TEXT NOT NULL CHECK (title <> ''),\n"
    "	abstract TEXT CHECK (abstract <> ''),\n"
    "	summary TEXT CHECK (summary <> ''),\n"
    "	-- The same as the source gave them, null where that is no other.\n"
    "	source_title TEXT,\n"
    "	source_abstract TEXT,\n"
    "	source_summary TEXT,\n"
    "	-- Names in order, each ended by a line feed, which none holds.  They\n"
    "	-- are only read and written whole, and the index reads them here.\n"
    "	authors TEXT NOT NULL,\n"
    "	author_count INTEGER CHECK (author_count >= 0),\n"
    "	organization TEXT CHECK (organization <> ''),\n"
    "	submitter TEXT CHECK (submitter <> ''),\n"
    "	keywords TEXT NOT NULL,\n"
    "	-- Seconds since 1970, UTC.  published: the midnight of arXiv's date.\n"
    "	published INTEGER,\n"
    "	listed INTEGER NOT NULL,\n"
    "	updated INTEGER NOT NULL CHECK (updated >= listed),\n"
    "	-- When the values were read: an older reading changes none of them.\n"
    "	reading INTEGER NOT NULL,\n"
    "	-- 1: from an item with all its fields; 0: from cards or a text.\n"
    "	complete INTEGER NOT NULL CHECK (complete IN (0, 1)),\n"
    "	upvotes INTEGER CHECK (upvotes >= 0),\n"
    "	peak_upvotes INTEGER CHECK (peak_upvotes >= upvotes),\n"
    "	comments INTEGER CHECK (comments >= 0),\n"
    "	-- Absolute http or https URLs.\n"
    "	code TEXT CHECK (code LIKE 'http%'),\n"
    "	project TEXT CHECK (project LIKE 'http%'),\n"
    "	thumbnail TEXT CHECK (thumbnail LIKE 'http%')\n"
    ");\n"
    "\n"
    "-- Titles without case, punctuation and space, those a paper had before as\n"
    "-- well: who shows no id is known by them.\n"
    "CREATE TABLE title (\n"
    "	folded_title TEXT NOT NULL,\n"
    "	paper INTEGER NOT NULL REFERENCES paper (key),\n"
    "	PRIMARY KEY (folded_title, paper)\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- The listings that were read.\n"
    "CREATE TABLE listing (\n"
    "	listing INTEGER PRIMARY KEY,\n"
    "	kind TEXT NOT NULL CHECK (kind IN ('day', 'week', 'month',\n"
    "	    'trending', 'search', 'text', 'page')),\n"
    "	-- A date, a week (2026-W15), a month (2026-04), or what was searched.\n"
    "	label TEXT NOT NULL,\n"
    "	-- The midnight of the day it stands for.\n"
    "	day INTEGER NOT NULL,\n"
    "	UNIQUE (kind, label)\n"
    ");\n"
    "\n"
    "-- Where each paper was seen; rank is its place in the source's order.\n"
    "CREATE TABLE appearance (\n"
    "	paper INTEGER NOT NULL REFERENCES paper (key),\n"
    "	listing INTEGER NOT NULL REFERENCES listing (listing),\n"
    "	rank INTEGER NOT NULL CHECK (rank > 0),\n"
    "	PRIMARY KEY (paper, listing)\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- Topics that were ever published, what their feeds say of themselves, and\n"
    "-- when that last changed: no feed is older than that.  A topic that began\n"
    "-- with papers has 0, as they have dates; an empty one, that of the newest\n"
    "-- change in the store then, so that stores made alike are alike.\n"
    "CREATE TABLE topic (\n"
    "	slug TEXT PRIMARY KEY,\n"
    "	about TEXT NOT NULL,\n"
    "	changed INTEGER NOT NULL\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- The full-text index, derived from paper and rebuilt from it at will.\n"
    "-- No triggers keep it: a statement with one opens a savepoint, at which\n"
    "-- FTS5 writes out what it has gathered, and that for every single paper\n"
    "-- (measured: storing 44 days takes 3.8 times as many instructions).\n"
    "CREATE VIRTUAL TABLE paper_index USING fts5(\n"
    "	title, abstract, authors, organization, keywords,\n"
    "	content = 'paper', content_rowid = 'key',\n"
    "	tokenize = 'paperfeed', columnsize = 0\n"
    ");\n"
    "-- Gather 4 MiB of postings before they are written (measured: importing\n"
    "-- 480 days costs a sixth less than with the usual 1 MiB, 16 gain nothing).\n"
    "INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4194304);\n";

/* Version 2: what was published, so that only what changed is made again. */
static const char step_2[] =
    "ALTER TABLE paper ADD COLUMN stars INTEGER CHECK (stars >= 0);\n"
    "\n"
    "-- What each topic's rule finds.  Derived: made anew when the rule changes,\n"
    "-- and kept up with the papers by each publishing.\n"
    "CREATE TABLE member (\n"
    "	topic TEXT NOT NULL,\n"
    "	paper INTEGER NOT NULL REFERENCES paper (key),\n"
    "	PRIMARY KEY (topic, paper)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX member_paper ON member (paper);\n"
    "\n"
    "-- Papers whose latest changes have not been published.\n"
    "CREATE TABLE unpublished (\n"
    "	paper INTEGER PRIMARY KEY REFERENCES paper (key),\n"
    "	-- 1: votes or other counts; 2: more of it; 3: it is new.  (IN with\n"
    "	-- three values would build a table for each row.)\n"
    "	change INTEGER NOT NULL CHECK (change BETWEEN 1 AND 3)\n"
    ");\n"
    "\n"
    "-- What is known of each topic's members.  (A table of its own: columns\n"
    "-- added to `topic` make each new store noticeably slower to set up.)\n"
    "CREATE TABLE topic_state (\n"
    "	slug TEXT PRIMARY KEY REFERENCES topic (slug),\n"
    "	-- By what rule they were found; null: the topic is configured no\n"
    "	-- more, and has none.\n"
    "	rule TEXT,\n"
    "	-- Papers: members, for `all` every one.\n"
    "	count INTEGER NOT NULL,\n"
    "	-- The key of the newest paper that has left the live feed: what is\n"
    "	-- as old never comes back.\n"
    "	floor INTEGER NOT NULL,\n"
    "	-- What the documents of its archive were made with.\n"
    "	archive TEXT NOT NULL\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- The files that were published, as they were left.\n"
    "CREATE TABLE file (\n"
    "	folder TEXT NOT NULL CHECK (folder IN ('', 'archive')),\n"
    "	name TEXT NOT NULL,\n"
    "	-- Whose it is; empty: the site's.\n"
    "	topic TEXT NOT NULL,\n"
    "	size INTEGER NOT NULL,\n"
    "	-- Nanoseconds since 1970.\n"
    "	modified INTEGER NOT NULL,\n"
    "	PRIMARY KEY (folder, name)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX file_topic ON file (topic);\n"
    "\n"
    "-- The last publishing: one row.\n"
    "CREATE TABLE publication (\n"
    "	only INTEGER PRIMARY KEY CHECK (only = 1),\n"
    "	-- The configuration that shows in files, and the program's version.\n"
    "	settings TEXT NOT NULL,\n"
    "	-- The list of topics, and when it last changed.\n"
    "	outline TEXT NOT NULL,\n"
    "	listed INTEGER NOT NULL,\n"
    "	-- Nanoseconds: the time of the folder of archives as it was left.\n"
    "	archived INTEGER NOT NULL\n"
    ");\n"
    "INSERT INTO publication VALUES (1, '', '', 0, 0);\n";

static const char step_3[] =
    "-- A source as the last runs found it; instants, NULL for never.\n"
    "CREATE TABLE source (\n"
    "	name TEXT PRIMARY KEY,\n"
    "	attempted INTEGER NOT NULL,\n"
    "	-- A run that got all it asked for, and one that found news.\n"
    "	succeeded INTEGER,\n"
    "	changed INTEGER,\n"
    "	-- Status of the last answer; 0 for none.\n"
    "	http INTEGER NOT NULL,\n"
    "	-- Papers of the listings that the last success saw.\n"
    "	papers INTEGER NOT NULL,\n"
    "	-- Why the last attempt failed, or NULL.\n"
    "	error TEXT\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- When each day of a source was last read, and what it held; no papers:\n"
    "-- there was no listing.\n"
    "CREATE TABLE source_day (\n"
    "	source TEXT NOT NULL,\n"
    "	day INTEGER NOT NULL,\n"
    "	read INTEGER NOT NULL,\n"
    "	papers INTEGER NOT NULL,\n"
    "	-- 1: the source was asked for this very day; 0: other days' listings\n"
    "	-- tell that it has none.\n"
    "	asked INTEGER NOT NULL CHECK (asked IN (0, 1)),\n"
    "	PRIMARY KEY (source, day)\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- What a URL answered when its listing was last stored: the validators\n"
    "-- of the next request, and what an answer of \"not modified\" stands for.\n"
    "CREATE TABLE answer (\n"
    "	url TEXT PRIMARY KEY,\n"
    "	-- After redirects.\n"
    "	final TEXT NOT NULL,\n"
    "	etag TEXT,\n"
    "	modified TEXT,\n"
    "	-- Version of the program that read it: another may read more.\n"
    "	program TEXT NOT NULL,\n"
    "	read INTEGER NOT NULL,\n"
    "	-- Of the listing, and of the one before it; NULL where not known.\n"
    "	day INTEGER,\n"
    "	previous INTEGER,\n"
    "	papers INTEGER NOT NULL\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- Manners towards a host, for its pages and its API apart.\n"
    "CREATE TABLE host (\n"
    "	name TEXT PRIMARY KEY,\n"
    "	-- Milliseconds: when so many requests may be sent at once again.\n"
    "	due INTEGER NOT NULL,\n"
    "	-- Seconds: it asked not to be asked before.\n"
    "	after INTEGER NOT NULL\n"
    ") WITHOUT ROWID;\n"
    "\n"
    "-- When the output was last published; NULL: not since this version.\n"
    "ALTER TABLE publication ADD COLUMN published INTEGER;\n";

/* Version 4: topics of single sources. */
static const char step_4[] =
    "-- Which configured source showed a paper; empty: none, it was imported.\n"
    "-- Listings do not tell: two sources may show cards of one day.\n"
    "CREATE TABLE sighting (\n"
    "	paper INTEGER NOT NULL REFERENCES paper (key),\n"
    "	source TEXT NOT NULL,\n"
    "	-- The instant of the first reading that did.\n"
    "	seen INTEGER NOT NULL,\n"
    "	PRIMARY KEY (paper, source)\n"
    ") WITHOUT ROWID;\n"
    "INSERT INTO sighting SELECT key, '', listed FROM paper;\n";

/* Step n brings a store of version n to version n + 1. */
const char *const schema_steps[] = {
	step_1,
	step_2,
	step_3,
	step_4,
};
const int schema_version =
    (int)(sizeof(schema_steps) / sizeof(schema_steps[0]));

/*
 * The papers that a topic's rule finds, with their place by votes among those
 * of their listing day.  From where: that, and the name of a key, which is
 * limited.  Parameters that are null ask for nothing.  A paper that only
 * trending pages showed was listed on no day: without a source it has no place
 * if the store has listings of days.
 */
#define PLACED(from)                                                     \
	"SELECT key FROM (SELECT key, day, dayless, row_number() OVER"   \
	" (PARTITION BY day, dayless ORDER BY votes DESC, key) AS place" \
	" FROM (SELECT key, listed / 86400 AS day,"                      \
	" ifnull(peak_upvotes, 0) AS votes, :per_day IS NOT NULL"        \
	" AND :source IS NULL AND EXISTS (SELECT 1 FROM listing"         \
	" WHERE kind IN ('day', 'week', 'month')) AND NOT EXISTS"        \
	" (SELECT 1 FROM appearance JOIN listing USING (listing)"        \
	" WHERE paper = key AND kind <> 'trending') AS dayless"          \
	" FROM " from " BETWEEN :first AND :last"                        \
	" AND ifnull(peak_upvotes, 0) >= :min_upvotes"                   \
	" AND (:organization IS NULL"                                    \
	" OR paper.organization = :organization COLLATE NOCASE)"         \
	" AND (:source IS NULL OR EXISTS (SELECT 1 FROM sighting"        \
	" WHERE paper = key AND source = :source))"                      \
	" AND (:without IS NULL OR EXISTS (SELECT 1 FROM sighting"       \
	" WHERE paper = key"                                             \
	" AND instr(:without, char(10) || source || char(10)) = 0))))"

/*
 * The first ones of each day that is over, and those that once were: the topic
 * has them if its members were found by the same rule.
 */
#define CHOSEN                                                         \
	" WHERE :per_day IS NULL"                                      \
	" OR (place <= :per_day AND NOT dayless AND day IS NOT :open)" \
	" OR EXISTS (SELECT 1 FROM member WHERE topic = :members"      \
	" AND paper = key) ORDER BY key"

const char *const schema_statements[STATEMENTS] = {
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_BEGIN_READING] = "BEGIN",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",

	/* Identity. */
	[SQL_FIND_BY_ID] = "SELECT key FROM paper WHERE id = :id",
	[SQL_FIND_BY_TITLE] =
	    "SELECT paper FROM title WHERE folded_title = :folded_title"
	    " ORDER BY paper LIMIT 1",
	[SQL_FIND_UNNAMED] =
	    "SELECT key FROM title JOIN paper ON key = title.paper"
	    " WHERE title.folded_title = :folded_title AND id IS NULL"
	    " ORDER BY key LIMIT 1",
	[SQL_FIND_BY_GUID] = "SELECT key FROM paper WHERE guid = :guid",

	/* Records. */
	[SQL_GET] = "SELECT * FROM paper WHERE key = :key",
	[SQL_EACH] = "SELECT * FROM paper WHERE updated >= :since ORDER BY key",
	[SQL_LAST_KEY] = "SELECT max(key) AS key FROM paper"
			 " WHERE key BETWEEN :first AND :last",
	[SQL_INSERT] =
	    "INSERT INTO paper (key, id, guid, title, abstract, summary,"
	    " source_title, source_abstract, source_summary,"
	    " authors, author_count, organization, submitter, keywords,"
	    " published, listed, updated, reading, complete, upvotes,"
	    " peak_upvotes, comments, code, project, thumbnail, stars)"
	    " VALUES (:key, :id, :guid, :title, :abstract, :summary,"
	    " :source_title, :source_abstract, :source_summary,"
	    " :authors, :author_count, :organization,"
	    " :submitter, :keywords, :published, :listed, :updated,"
	    " :reading, :complete, :upvotes, :peak_upvotes, :comments,"
	    " :code, :project, :thumbnail, :stars)",
	[SQL_UPDATE] =
	    "UPDATE paper SET id = :id, title = :title,"
	    " abstract = :abstract, summary = :summary,"
	    " source_title = :source_title,"
	    " source_abstract = :source_abstract,"
	    " source_summary = :source_summary, authors = :authors,"
	    " author_count = :author_count, organization = :organization,"
	    " submitter = :submitter, keywords = :keywords,"
	    " published = :published, updated = :updated,"
	    " reading = :reading, complete = :complete,"
	    " upvotes = :upvotes, peak_upvotes = :peak_upvotes,"
	    " comments = :comments, code = :code, project = :project,"
	    " thumbnail = :thumbnail, stars = :stars WHERE key = :key",
	[SQL_UPDATE_COUNTS] =
	    "UPDATE paper SET reading = :reading, upvotes = :upvotes,"
	    " peak_upvotes = :peak_upvotes, comments = :comments,"
	    " stars = :stars WHERE key = :key",

	[SQL_ADD_TITLE] =
	    "INSERT INTO title (folded_title, paper)"
	    " VALUES (:folded_title, :key) ON CONFLICT DO NOTHING",
	[SQL_ADD_INDEX] =
	    "INSERT INTO paper_index (rowid, title, abstract, authors,"
	    " organization, keywords) VALUES (:key, :title, :abstract,"
	    " :authors, :organization, :keywords)",
	[SQL_REMOVE_INDEX] =
	    "INSERT INTO paper_index (paper_index, rowid, title, abstract,"
	    " authors, organization, keywords) VALUES ('delete', :key,"
	    " :title, :abstract, :authors, :organization, :keywords)",
	[SQL_OPTIMIZE_INDEX] = "INSERT INTO paper_index (paper_index)"
			       " VALUES ('optimize')",

	/* Listings. */
	[SQL_FIND_LISTING] = "SELECT listing FROM listing"
			     " WHERE kind = :kind AND label = :label",
	[SQL_ADD_LISTING] = "INSERT INTO listing (kind, label, day)"
			    " VALUES (:kind, :label, :day)",
	[SQL_ADD_APPEARANCE] =
	    "INSERT INTO appearance (paper, listing, rank)"
	    " VALUES (:paper, :listing, :rank)"
	    " ON CONFLICT (paper, listing) DO UPDATE SET rank = :rank"
	    " WHERE rank <> :rank",
	[SQL_APPEARANCES] = "SELECT kind, label, day, rank FROM appearance"
			    " JOIN listing USING (listing) WHERE paper = :key"
			    " ORDER BY day, kind, label",
	/* RETURNING would open a savepoint, as a trigger does. */
	[SQL_HAS_SIGHTING] = "SELECT 1 FROM sighting"
			     " WHERE paper = :paper AND source = :source",
	[SQL_ADD_SIGHTING] = "INSERT INTO sighting (paper, source, seen)"
			     " VALUES (:paper, :source, :seen)",

	/* Topics. */
	[SQL_NOTE_TOPIC] =
	    "INSERT INTO topic (slug, about, changed) VALUES (:slug, :about,"
	    " CASE WHEN :empty"
	    " THEN ifnull((SELECT max(updated) FROM paper), :now)"
	    " ELSE 0 END)"
	    " ON CONFLICT (slug) DO UPDATE SET about = :about, changed = :now"
	    " WHERE about <> :about",
	[SQL_TOPIC_CHANGED] = "SELECT changed FROM topic WHERE slug = :slug",
	[SQL_ALL_MEASURE] = "SELECT count(*) AS count, max(key) AS newest"
			    " FROM paper",
	[SQL_TOPIC_KEYS] =
	    "SELECT rowid AS key FROM paper_index"
	    " WHERE paper_index MATCH :match AND rowid BETWEEN :first AND :last"
	    " ORDER BY rowid",
	[SQL_RULE_KEYS] = PLACED("paper_index JOIN paper"
				 " ON paper.key = paper_index.rowid"
				 " WHERE paper_index MATCH :match"
				 " AND paper_index.rowid") CHOSEN,
	[SQL_RULE_ALL_KEYS] = PLACED("paper WHERE key") CHOSEN,
	/* Words that were found stand between U+0001 and U+0002. */
	[SQL_HITS] =
	    "SELECT highlight(paper_index, 0, char(1), char(2)) AS title,"
	    " snippet(paper_index, 1, char(1), char(2), '…', 24) AS abstract,"
	    " snippet(paper_index, 2, char(1), char(2), '…', 24) AS authors,"
	    " highlight(paper_index, 3, char(1), char(2)) AS organization,"
	    " snippet(paper_index, 4, char(1), char(2), '…', 24) AS keywords"
	    " FROM paper_index WHERE paper_index MATCH :match"
	    " AND rowid = :key",
	[SQL_SEEN_BY] = "SELECT group_concat(source, ', ') AS sources"
			" FROM (SELECT source FROM sighting WHERE paper = :key"
			" AND source <> '' ORDER BY source)",
	/*
	 * A key is seconds times 8, and indexed.  Sources of weeks, or of none,
	 * have no days: of such a day it counts when one was last read.
	 */
	[SQL_OPEN_DAY] =
	    "SELECT newest FROM (SELECT max(key) / 691200 AS newest"
	    " FROM paper) WHERE ifnull((SELECT max(read) FROM source_day"
	    " WHERE source IN (SELECT name FROM source)"
	    " AND day = newest * 86400),"
	    " (SELECT max(ifnull(succeeded, 0)) FROM source))"
	    " < (newest + 1) * 86400",
	[SQL_NEWEST_PUBLISHED] =
	    "SELECT key FROM paper WHERE NOT EXISTS (SELECT 1 FROM unpublished"
	    " WHERE unpublished.paper = key AND change = 3)"
	    " ORDER BY key DESC LIMIT 1",
	[SQL_TOPIC_STATE] = "SELECT ifnull(rule, '') AS rule, count, floor,"
			    " archive FROM topic_state WHERE slug = :slug",
	[SQL_KEEP_TOPIC] =
	    "INSERT INTO topic_state (slug, rule, count, floor, archive)"
	    " VALUES (:slug, :rule, :count, :floor, :archive)"
	    " ON CONFLICT (slug) DO UPDATE SET rule = :rule, count = :count,"
	    " floor = :floor, archive = :archive",
	[SQL_TOPICS_WITH_MEMBERS] = "SELECT slug FROM topic_state"
				    " WHERE rule IS NOT NULL ORDER BY slug",
	[SQL_RETIRE_TOPIC] = "UPDATE topic_state SET rule = NULL"
			     " WHERE slug = :slug",

	/* Members; all papers are those of `all`. */
	[SQL_CLEAR_MEMBERS] = "DELETE FROM member WHERE topic = :slug",
	[SQL_ADD_MEMBER] = "INSERT INTO member (topic, paper)"
			   " VALUES (:slug, :key)",
	[SQL_REMOVE_MEMBER] = "DELETE FROM member"
			      " WHERE topic = :slug AND paper = :key",
	[SQL_MEMBERS] = "SELECT paper AS key, paper AS place FROM member"
			" WHERE topic = :slug"
			" AND paper BETWEEN :first AND :last"
			" ORDER BY paper DESC",
	[SQL_ALL_MEMBERS] = "SELECT key, key AS place FROM paper"
			    " WHERE :slug IS NOT NULL"
			    " AND key BETWEEN :first AND :last"
			    " ORDER BY key DESC",
	[SQL_OLDEST_MEMBER] = "SELECT min(paper) FROM member"
			      " WHERE topic = :slug"
			      " AND paper BETWEEN :first AND :last",
	[SQL_ALL_OLDEST] = "SELECT min(key) FROM paper"
			   " WHERE :slug IS NOT NULL"
			   " AND key BETWEEN :first AND :last",
	[SQL_WEEKS] = "SELECT (paper - :first) / :week AS week,"
		      " count(*) AS papers FROM member WHERE topic = :slug"
		      " AND paper BETWEEN :first AND :last GROUP BY 1",
	/* Every paper has appeared somewhere, and that table is narrow. */
	[SQL_ALL_WEEKS] = "SELECT (paper - :first) / :week AS week,"
			  " count(DISTINCT paper) AS papers FROM appearance"
			  " WHERE :slug IS NOT NULL"
			  " AND paper BETWEEN :first AND :last GROUP BY 1",
	/* That it is one of all needs no saying. */
	[SQL_TOPICS_OF_PAPER] = "SELECT topic FROM member WHERE paper = :key"
				" AND topic <> 'all'",
	/* Members by when the topic's source first showed them. */
	[SQL_SIGHTED_MEMBERS] =
	    "SELECT member.paper AS key, seen * 8 AS place FROM member"
	    " JOIN sighting ON sighting.paper = member.paper"
	    " AND source = :source"
	    " WHERE topic = :slug AND seen * 8 >= :first"
	    " ORDER BY seen DESC, member.paper DESC",

	/* What is new. */
	[SQL_NOTE_UNPUBLISHED] =
	    "INSERT INTO unpublished (paper, change) VALUES (:key, :change)"
	    " ON CONFLICT (paper) DO UPDATE SET change = :change"
	    " WHERE change < :change",
	[SQL_UNPUBLISHED] = "SELECT paper, change FROM unpublished"
			    " ORDER BY paper",
	[SQL_FORGET_UNPUBLISHED] = "DELETE FROM unpublished",

	/* Files. */
	[SQL_FILES] = "SELECT name, topic, size, modified FROM file"
		      " WHERE folder = :folder ORDER BY name",
	[SQL_TOPIC_FILES] = "SELECT folder, name FROM file"
			    " WHERE topic = :topic ORDER BY folder, name",
	[SQL_RETIRED_TOPICS] =
	    "SELECT slug FROM topic_state WHERE rule IS NULL"
	    " AND EXISTS (SELECT 1 FROM file WHERE topic = slug)"
	    " ORDER BY slug",
	[SQL_NOTE_FILE] =
	    "INSERT INTO file (folder, name, topic, size, modified)"
	    " VALUES (:folder, :name, :topic, :size, :modified)"
	    " ON CONFLICT (folder, name) DO UPDATE SET topic = :topic,"
	    " size = :size, modified = :modified"
	    " WHERE topic <> :topic OR size <> :size"
	    " OR modified <> :modified",
	[SQL_HAS_FILE] = "SELECT 1 FROM file"
			 " WHERE folder = :folder AND name = :name",
	[SQL_FORGET_FILE] = "DELETE FROM file"
			    " WHERE folder = :folder AND name = :name",
	[SQL_PUBLICATION] = "SELECT settings, outline, listed, archived,"
			    " published FROM publication",
	[SQL_KEEP_PUBLICATION] = "UPDATE publication SET settings = :settings,"
				 " outline = :outline, listed = :listed,"
				 " archived = :archived,"
				 " published = :published",

	/* Sources. */
	[SQL_SOURCE] = "SELECT attempted, succeeded, changed, http, papers,"
		       " error FROM source WHERE name = :name",
	[SQL_KEEP_SOURCE] =
	    "INSERT INTO source (name, attempted, succeeded, changed, http,"
	    " papers, error) VALUES (:name, :attempted, :succeeded, :changed,"
	    " :http, :papers, :error) ON CONFLICT (name) DO UPDATE SET"
	    " attempted = :attempted, succeeded = :succeeded,"
	    " changed = :changed, http = :http, papers = :papers,"
	    " error = :error",
	[SQL_SOURCE_DAY] = "SELECT read, papers, asked FROM source_day"
			   " WHERE source = :source AND day = :day",
	[SQL_KEEP_SOURCE_DAY] =
	    "INSERT INTO source_day (source, day, read, papers, asked)"
	    " VALUES (:source, :day, :read, :papers, :asked)"
	    " ON CONFLICT (source, day) DO UPDATE SET read = :read,"
	    " papers = :papers, asked = max(asked, :asked)"
	    " WHERE :papers > 0 OR papers = 0",
	[SQL_NEWEST_DAY] = "SELECT max(day) AS day FROM source_day"
			   " WHERE source = :source AND papers > 0",
	[SQL_EMPTY_DAYS] =
	    "SELECT day FROM source_day WHERE source = :source AND papers = 0"
	    " AND day >= :since AND day < :before ORDER BY day",
	[SQL_LIMIT_READINGS] = "UPDATE paper SET reading = :now"
			       " WHERE reading > :now",
	[SQL_ANSWER] = "SELECT final, etag, modified, day, previous,"
		       " papers FROM answer"
		       " WHERE url = :url AND program = :program",
	[SQL_KEEP_ANSWER] =
	    "INSERT INTO answer (url, final, etag, modified, program, read,"
	    " day, previous, papers) VALUES (:url, :final, :etag, :modified,"
	    " :program, :read, :day, :previous, :papers)"
	    " ON CONFLICT (url) DO UPDATE SET final = :final, etag = :etag,"
	    " modified = :modified, program = :program, read = :read,"
	    " day = :day, previous = :previous, papers = :papers",
	[SQL_FORGET_ANSWER] = "DELETE FROM answer WHERE url = :url",
	[SQL_FORGET_OLD_ANSWERS] = "DELETE FROM answer WHERE read < :before",
	[SQL_HOST] = "SELECT due, after FROM host WHERE name = :name",
	[SQL_KEEP_HOST] = "INSERT INTO host (name, due, after)"
			  " VALUES (:name, :due, :after)"
			  " ON CONFLICT (name) DO UPDATE SET due = :due,"
			  " after = :after",
};
