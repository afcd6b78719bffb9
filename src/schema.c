/*
 * The store as SQL: how it is built, step by step, and every statement that
 * the program runs on it.
 */
#include "schema.h"

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

/* Step n brings a store of version n to version n + 1. */
const char *const schema_steps[] = {
	step_1,
};
const int schema_version =
    (int)(sizeof(schema_steps) / sizeof(schema_steps[0]));

const char *const schema_statements[STATEMENTS] = {
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_BEGIN_READING] = "BEGIN",
	[SQL_COMMIT] = "COMMIT",

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
	    " peak_upvotes, comments, code, project, thumbnail)"
	    " VALUES (:key, :id, :guid, :title, :abstract, :summary,"
	    " :source_title, :source_abstract, :source_summary,"
	    " :authors, :author_count, :organization,"
	    " :submitter, :keywords, :published, :listed, :updated,"
	    " :reading, :complete, :upvotes, :peak_upvotes, :comments,"
	    " :code, :project, :thumbnail)",
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
	    " thumbnail = :thumbnail WHERE key = :key",
	[SQL_UPDATE_COUNTS] =
	    "UPDATE paper SET reading = :reading, upvotes = :upvotes,"
	    " peak_upvotes = :peak_upvotes, comments = :comments"
	    " WHERE key = :key",

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

	/* Topics. */
	[SQL_NOTE_TOPIC] =
	    "INSERT INTO topic (slug, about, changed) VALUES (:slug, :about,"
	    " CASE WHEN :empty"
	    " THEN ifnull((SELECT max(updated) FROM paper), :now)"
	    " ELSE 0 END)"
	    " ON CONFLICT (slug) DO UPDATE SET about = :about, changed = :now"
	    " WHERE about <> :about",
	[SQL_TOPIC_CHANGED] = "SELECT changed FROM topic WHERE slug = :slug",
	[SQL_ALL_PAPERS] = "SELECT * FROM paper ORDER BY key DESC",
	[SQL_ALL_MEASURE] =
	    "SELECT count(*) AS count, listed AS newest, max(key) FROM paper",
	[SQL_TOPIC_PAPERS] = "SELECT paper.* FROM paper_index"
			     " JOIN paper ON paper.key = paper_index.rowid"
			     " WHERE paper_index MATCH :match"
			     " AND ifnull(peak_upvotes, 0) >= :min_upvotes"
			     " ORDER BY paper_index.rowid DESC",
	[SQL_TOPIC_MEASURE] =
	    "SELECT count(*) AS count, listed AS newest, max(key)"
	    " FROM paper_index"
	    " JOIN paper ON paper.key = paper_index.rowid"
	    " WHERE paper_index MATCH :match"
	    " AND ifnull(peak_upvotes, 0) >= :min_upvotes",
	[SQL_TOPIC_KEYS] = "SELECT key FROM paper_index"
			   " JOIN paper ON paper.key = paper_index.rowid"
			   " WHERE paper_index MATCH :match"
			   " AND ifnull(peak_upvotes, 0) >= :min_upvotes"
			   " ORDER BY key",
};
