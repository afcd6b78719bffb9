#include "topic_support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/findings.h"
#include "topic/tokenizer.h"
#include "store/backup.h"
#include "store/database.h"
#include "store/integrity.h"
#include "store/papers.h"
#include "store/row_sum.h"
#include "store/salvage.h"
#include "store/salvage_file.h"
#include "store/store_check.h"
#include "publish/publish.h"

#define PAPERS_STORED 60

/* A folder with a store that was published. */
struct place {
	char root[FOLDER_SIZE];
	char store[64], output[64], other[64];
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct publish_options how = { .now = at(READ) };
	struct publish_report report;
	struct rig r;

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->store, sizeof(p->store), "%s/x.db", p->root);
	snprintf(p->output, sizeof(p->output), "%s/public", p->root);
	snprintf(p->other, sizeof(p->other), "%s/other", p->root);
	start_rig(&r, p->store);
	put_days(&r, PAPERS_STORED);
	r.config.site.output = p->output;
	assert_int_equal(publish(r.store, &r.config, &how, &report), 0);
	end_rig(&r);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->root);
	free(p);
	return 0;
}

static void
change(const struct place *p, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->store, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_int_equal(row_sum_register(db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* Check the rows as `how` says, with what comes of it; return how much is found. */
static size_t
look(const struct place *p, struct store_check *how, char *said)
{
	struct findings f = { .path = p->store };
	struct store_check c = *how;
	struct capture errors;
	struct rig r;
	size_t i;

	start_rig(&r, p->store);
	c.findings = &f;
	c.now = at(READ);
	c.database = r.store;
	c.config = &r.config;
	capture_start(&errors);
	assert_int_equal(database_begin_derived(r.store), 0);
	assert_int_equal(row_check(&c), 0);
	assert_int_equal(index_check(&c), 0);
	assert_int_equal(member_check(&c), 0);
	assert_int_equal(store_check_mark_days(&c), 0);
	assert_int_equal(database_end(r.store, c.mends ? 0 : -1),
	    c.mends ? 0 : -1);
	capture_end(&errors);
	snprintf(said, sizeof(errors.said), "%s", errors.said);
	end_rig(&r);
	assert_int_equal(f.status, f.count > 0 ? EX_DATAERR : 0);
	assert_true(c.mends || !c.mended);
	for (i = 1; i < c.days.count; i++)
		assert_true(c.days.keys[i - 1] < c.days.keys[i]);
	c.findings = NULL;
	c.database = NULL;
	c.config = NULL;
	*how = c;
	return f.count;
}

/* What a repair tells of what it did. */
struct outcome {
	size_t days;   /* to be read again */
	size_t lost;   /* papers */
	bool pages_as; /* they were: no file must be made anew */
};

/* A change is found, as so many findings, and is mended. */
static void
expect_finding(const struct place *p, const char *sql, size_t count,
    const char *why, struct outcome wanted)
{
	char said[sizeof(((struct capture *)NULL)->said)];
	struct store_check found = { 0 }, mended = { .mends = true },
			   left = { 0 };

	change(p, sql);
	if (look(p, &found, said) != count)
		fail_msg("not %zu: %s", count, said);
	if (strstr(said, why) == NULL)
		fail_msg("%s: no %s", said, why);
	assert_int_equal(found.lost, 0);
	key_list_free(&found.days);
	assert_true(look(p, &mended, said) > 0);
	assert_int_equal(mended.days.count, wanted.days);
	assert_int_equal(mended.lost, wanted.lost);
	assert_int_equal(mended.mended, !wanted.pages_as);
	key_list_free(&mended.days);
	assert_int_equal(look(p, &left, said), 0);
	assert_string_equal(said, "");
	key_list_free(&left.days);
}

static void
test_order(void **state)
{
	char said[sizeof(((struct capture *)NULL)->said)];
	struct store_check found = { 0 }, mended = { .mends = true };

	assert_int_equal(look(*state, &found, said), 0);
	assert_int_equal(look(*state, &mended, said), 0);
	assert_string_equal(said, "");
	assert_false(mended.mended);
	assert_int_equal(mended.days.count, 0);
}

static void
test_rows(void **state)
{
	const struct place *p = *state;

	/* Its index has other words, too. */
	expect_finding(p, "UPDATE paper SET title = 'x' WHERE number = 9", 4,
	    "its row is damaged", (struct outcome){ .days = 1, .lost = 1 });
	expect_finding(p,
	    "UPDATE paper SET reading = 1 WHERE number IN (55, 57)", 2,
	    "its row is damaged", (struct outcome){ .days = 2, .lost = 2 });
	expect_finding(p,
	    "UPDATE listed_in SET rank = 9 WHERE paper = (SELECT key FROM"
	    " paper WHERE number = 11);"
	    "DELETE FROM paper WHERE number = 11",
	    8, "a paper that is not there: where it was listed",
	    (struct outcome){ .days = 1, .lost = 1 });
	/* Of three papers, each of another day. */
	expect_finding(p,
	    "UPDATE shown_by SET seen = seen + 1 WHERE paper IN"
	    " (SELECT key FROM paper ORDER BY key DESC LIMIT 3);"
	    "UPDATE listed_in SET rank = rank + 1 WHERE paper IN"
	    " (SELECT key FROM paper ORDER BY key DESC LIMIT 3)",
	    6, "who showed it", (struct outcome){ .days = 3 });
	expect_finding(p, "DELETE FROM title", PAPERS_STORED - 4,
	    "not known by its title", (struct outcome){ .pages_as = true });
	expect_finding(p, "DELETE FROM paper WHERE number IN (20, 21)", 7,
	    "name what is not in paper",
	    (struct outcome){ .days = 2, .lost = 2 });
	expect_finding(p, "DELETE FROM listing WHERE listing = 50", 1,
	    "rows of listed_in name what is not in listing",
	    (struct outcome){ .days = 0 });
}

#define RESUM_PAPERS                                                         \
	"UPDATE paper SET sum = row_sum('paper', key, id, own_guid, number," \
	" published, listed, updated, reading, complete, upvotes,"           \
	" peak_upvotes, comments, stars, author_count, organization,"        \
	" submitter, code, project, thumbnail, title, keywords, authors,"    \
	" summary, abstract, source_title, source_summary, source_abstract)"

/* Days that are none, and days to come, are not read again. */
static void
test_days(void **state)
{
	const struct place *p = *state;
	struct buf json = { 0 };
	char sql[1024];
	struct rig r;

	start_rig(&r, p->store);
	add_item(&json, 100, "Paper", at(READ), 1);
	put_items(&r, &json, READ);
	end_rig(&r);
	/* Clocks may differ by a day, and not by more. */
	snprintf(sql, sizeof(sql),
	    "UPDATE paper SET updated = %lld WHERE number = 2;" RESUM_PAPERS,
	    (long long)at(READ) + DATE_DAY);
	change(p, sql);
	test_order(state);
	snprintf(sql, sizeof(sql),
	    "UPDATE paper SET updated = %lld WHERE number = 2;" RESUM_PAPERS,
	    (long long)at(READ) + DATE_DAY + 1);
	expect_finding(p, sql, 1, "it has a date of the future",
	    (struct outcome){ .days = 1, .lost = 1 });
	/* 2000 is the first year; the day of the last reading is one. */
	snprintf(sql, sizeof(sql),
	    "DELETE FROM listed_in WHERE listing < 4;"
	    "UPDATE listing SET day = 946684800 WHERE listing = 1;"
	    "UPDATE listing SET day = 946684799 WHERE listing = 2;"
	    "UPDATE listing SET day = %lld WHERE listing = 3;"
	    "UPDATE shown_by SET seen = seen + 1 WHERE paper IN"
	    " (SELECT paper FROM shown_by ORDER BY paper DESC LIMIT 2)",
	    (long long)at(READ) + DATE_DAY);
	expect_finding(p, sql, 5, "the listing is damaged",
	    (struct outcome){ .days = 3 });
}

#define DAY_OF(place)                                            \
	"(SELECT listed / 86400 * 86400 FROM paper ORDER BY key" \
	" DESC LIMIT 1 OFFSET " place ")"

/* Days to be read again are known as such until a run has read them. */
static void
test_marked_days(void **state)
{
	const struct place *p = *state;
	char said[sizeof(((struct capture *)NULL)->said)];
	struct store_check later = { 0 };

	change(p,
	    "INSERT INTO validators (url, final, program, read, papers)"
	    " VALUES ('x', 'x', 'x', 1, 1);"
	    "INSERT INTO source_day VALUES ('a', " DAY_OF(
		"0") ", 9, 5, 1),"
		     " ('b', " DAY_OF("0") ", 9, 0, 1), ('a', " DAY_OF(
			 "1") ", 9, 5, 1),"
			      " ('a', " DAY_OF("2") ", 9, 5, 1), ('b', " DAY_OF(
				  "2") ", 9, 0, 1)");
	change(p,
	    "UPDATE shown_by SET seen = seen + 1 WHERE paper IN"
	    " (SELECT key FROM paper ORDER BY key DESC LIMIT 2)");
	assert_int_equal(look(p, &later, said), 2);
	key_list_free(&later.days);
	expect_sql(p->store,
	    "SELECT group_concat(source || read, ' ') FROM source_day",
	    "a9 a9 a9 b9 b9");
	later.mends = true;
	assert_int_equal(look(p, &later, said), 2);
	assert_int_equal(later.days.count, 2);
	key_list_free(&later.days);
	/* Without papers there was no listing: the day was not read. */
	expect_sql(p->store,
	    "SELECT group_concat(source || read, ' ') FROM (SELECT * FROM"
	    " source_day ORDER BY source, day DESC)",
	    "a0 a0 a9 b9");
	expect_sql(p->store, "SELECT count(*) FROM validators", "0");
	assert_int_equal(look(p, &later, said), 0);
	assert_int_equal(later.days.count, 2);
	key_list_free(&later.days);
}

/* Of what was saved, the indexes are made, and short days are read again. */
static void
test_salvaged(void **state)
{
	char said[sizeof(((struct capture *)NULL)->said)];
	const struct place *p = *state;
	struct store_check c = { .mends = true, .salvaged = true };

	change(p,
	    "INSERT INTO paper_index (paper_index) VALUES ('delete-all');"
	    "INSERT INTO known_by (known_by) VALUES ('delete-all');"
	    "DELETE FROM shown_by WHERE paper = (SELECT max(key) FROM paper)");
	assert_int_equal(look(p, &c, said), 0);
	assert_int_equal(c.days.count, 1);
	assert_int_equal(c.days.keys[0], date_midnight(at(NEWEST)));
	assert_true(c.mended);
	assert_true(c.searchable);
	key_list_free(&c.days);
	expect_sql(p->store, "SELECT settings FROM publication",
	    "papers were removed");
	test_order(state);
}

static void
test_members(void **state)
{
	const struct place *p = *state;

	expect_finding(p,
	    "DELETE FROM member WHERE topic = 'some' AND paper = (SELECT"
	    " max(paper) FROM member WHERE topic = 'some')",
	    2, "it lacks 1 papers", (struct outcome){ 0 });
	/* Counted as they should be. */
	expect_finding(p,
	    "DELETE FROM member WHERE topic = 'some' AND paper = (SELECT"
	    " max(paper) FROM member WHERE topic = 'some');"
	    "UPDATE topic_state SET count = count - 1 WHERE slug = 'some'",
	    1, "it lacks 1 papers", (struct outcome){ 0 });
	expect_finding(p,
	    "INSERT INTO member SELECT 'some', max(key) FROM paper;"
	    "UPDATE topic_state SET count = count + 1 WHERE slug = 'some'",
	    1, "has 1 that it does not find", (struct outcome){ 0 });
	expect_finding(p, "UPDATE topic_state SET count = 1", 3,
	    "1 papers are counted", (struct outcome){ 0 });
	expect_finding(p,
	    "INSERT INTO member SELECT 'gone', max(key) FROM paper", 1,
	    "topic gone", (struct outcome){ 0 });
	expect_finding(p,
	    "INSERT INTO member SELECT slug, max(key) FROM paper, (SELECT"
	    " 'gone' AS slug UNION SELECT 'lost' UNION SELECT 'past')"
	    " GROUP BY slug",
	    3, "topic past", (struct outcome){ 0 });
	/* What waits to be published is no fault. */
	change(p,
	    "INSERT INTO changed_paper SELECT paper, 2 FROM member WHERE"
	    " topic = 'some' LIMIT 1;"
	    "DELETE FROM member WHERE topic = 'some' AND paper IN (SELECT"
	    " paper FROM changed_paper);"
	    "UPDATE topic_state SET count = count - 1 WHERE slug = 'some'");
	test_order(state);
}

static void
test_indexes(void **state)
{
	static const char *const fill[] = {
		/* Another word, a shorter one, and one more. */
		"number, title || ' ' || keywords || 'x' FROM paper",
		"number, replace(title, 'Paper', 'Pape') FROM paper",
		"number, title || ' zoo' FROM paper",
		/* Another paper, and one that is missing. */
		"number + 1, title FROM paper",
		"number, title FROM paper WHERE number < 50",
		"number, title FROM paper WHERE number > 1",
		"number, title || iif(number = 50, ' zoo', '') FROM paper",
	};
	const struct place *p = *state;
	char sql[256];
	size_t i;

	expect_finding(p,
	    "INSERT INTO paper_index (paper_index) VALUES ('delete-all')", 1,
	    "the full-text index", (struct outcome){ 0 });
	for (i = 0; i < COUNT(fill); i++) {
		snprintf(sql, sizeof(sql),
		    "INSERT INTO known_by (known_by) VALUES ('delete-all');"
		    "INSERT INTO known_by (rowid, words) SELECT %s",
		    fill[i]);
		expect_finding(p, sql, 1, "titles and keywords",
		    (struct outcome){ 0 });
	}
	/* Without an index nobody can tell what a topic lacks. */
	expect_finding(p,
	    "INSERT INTO paper_index (paper_index) VALUES ('delete-all');"
	    "DELETE FROM member WHERE topic = 'some' AND paper = (SELECT"
	    " max(paper) FROM member WHERE topic = 'some');"
	    "UPDATE topic_state SET count = count - 1 WHERE slug = 'some'",
	    1, "the full-text index", (struct outcome){ 0 });
}

/* Is the file whole, and has it all that a store has?  What is said is told. */
static int
file_state(const struct place *p, struct capture *errors)
{
	struct findings f = { .path = "x.db" };
	struct connection c = { .path = p->store };
	int ret;

	assert_int_equal(connection_open(&c, p->store, SQLITE_OPEN_READWRITE),
	    0);
	capture_start(errors);
	ret = integrity_check(&c, &f);
	capture_end(errors);
	assert_int_equal(f.count > 0, ret == 1);
	assert_int_equal(f.status, ret == 1 ? EX_DATAERR : 0);
	assert_int_equal(f.of_kind, 0);
	connection_close(&c);
	return ret;
}

static void
expect_state(const struct place *p, const char *said)
{
	struct capture errors;
	struct buf lines = { 0 };
	const char *line;

	assert_int_equal(file_state(p, &errors), *said == '\0' ? 0 : 1);
	for (line = errors.said; (line = strstr(line, "x.db: ")) != NULL;
	     line += strcspn(line, "\n"))
		buf_add(&lines, line, strcspn(line, "\n") + 1);
	buf_puts(&lines, "");
	assert_string_equal(lines.data, said);
	buf_free(&lines);
}

#define MISSING " is missing, or another one; --repair makes it anew\n"

static void
test_integrity(void **state)
{
	const struct place *p = *state;

	expect_state(p, "");
	change(p, "DROP INDEX file_topic");
	expect_state(p, "x.db: the index file_topic" MISSING);
	change(p, "CREATE INDEX file_topic ON file (name)");
	expect_state(p, "x.db: the index file_topic" MISSING);
	change(p,
	    "DROP INDEX file_topic;"
	    "CREATE INDEX file_topic ON file (topic)");
	expect_state(p, "");
	change(p, "CREATE TABLE mine (a); ANALYZE");
	expect_state(p, "");
	change(p, "DROP VIEW indexed_paper; DROP TABLE arxiv_state");
	expect_state(p,
	    "x.db: the table arxiv_state" MISSING
	    "x.db: the view indexed_paper" MISSING);
}

/* Changes of the text of one object, and whether it is the same with them. */
static const struct {
	const char *name, *old, *new;
	bool same;
} texts[] = {
	{ "arxiv", "asked INTEGER", "asked  \t\n INTEGER", true },
	{ "arxiv", "asked INTEGER", "asked -- When?\n\tINTEGER", true },
	{ "arxiv", "asked INTEGER", "asked --\nINTEGER", true },
	{ "arxiv", "asked INTEGER", "\"asked\" INTEGER", true },
	{ "arxiv", "-- Null: it knows", "-- NULL: it has \"other\"", true },
	{ "paper_own_guid", "IS NOT NULL", "IS NOT NULL -- only those", true },
	{ "arxiv", "version > 0", "version > 1", false },
	{ "arxiv", "version > 0", "version > -0", false },
	{ "arxiv", "LIKE '10.%'", "LIKE '10.%' OR 1", false },
	{ "paper", "own_guid <> ''", "own_guid <> '-'", false },
	{ "paper_own_guid", "IS NOT NULL", "IS NOT NULL AND number", false },
	{ "known_by", "detail = none", "detail = full", false },
	{ "indexed_paper", "comment", "comment || ''  AS comment", false },
	/* Of those that older stores have as well, columns count alone. */
	{ "host", "CREATE TABLE", "CREATE  TABLE /* of old */", true },
	{ "listing", "kind IN ('day',", "kind IN ('year', 'day',", true },
	{ "host", "due INTEGER", "due TEXT", false },
};

/* Put one text for another into the SQL of an object. */
static void
change_text(const struct place *p, const char *name, const char *old,
    const char *new)
{
	char *sql = sqlite3_mprintf("PRAGMA writable_schema = ON;"
				    "CREATE TEMP TABLE done (n CHECK (n = 1));"
				    "UPDATE sqlite_schema SET sql ="
				    " replace(sql, %Q, %Q) WHERE name = %Q"
				    " AND instr(sql, %Q) > 0;"
				    "INSERT INTO done SELECT changes()",
	    old, new, name, old);

	change(p, sql);
	sqlite3_free(sql);
}

static void
test_texts_of_objects(void **state)
{
	const struct place *p = *state;
	struct capture errors;
	size_t i;
	int got;

	for (i = 0; i < COUNT(texts); i++) {
		change_text(p, texts[i].name, texts[i].old, texts[i].new);
		got = file_state(p, &errors);
		if (got != !texts[i].same)
			fail_msg("%s, %s: %d %s", texts[i].name, texts[i].new,
			    got, errors.said);
		if (got == 1 && strstr(errors.said, texts[i].name) == NULL)
			fail_msg("%s: %s", texts[i].name, errors.said);
		change_text(p, texts[i].name, texts[i].new, texts[i].old);
	}
	expect_state(p, "");
}

/* Rows that the schema forbids are damage. */
static void
test_forbidden_rows(void **state)
{
	const struct place *p = *state;

	change(p,
	    "PRAGMA ignore_check_constraints = ON;"
	    "UPDATE listing SET kind = 'year'"
	    " WHERE listing = (SELECT min(listing) FROM listing)");
	expect_state(p,
	    "x.db: damaged: CHECK constraint failed in listing; --repair saves"
	    " what can be read\n");
}

/* Damaged pages are told a line each, without what is not for people. */
static void
test_damaged_pages(void **state)
{
	static const char begins[] = ": x.db: damaged: ";
	static const char ends[] = "; --repair saves what can be read";
	static const char noise[64] = "noise";
	const struct place *p = *state;
	struct capture errors;
	const char *line, *end, *last;
	sqlite3_stmt *q;
	sqlite3 *db;
	FILE *file;

	assert_int_equal(sqlite3_open(p->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT rootpage FROM sqlite_schema"
			     " WHERE name IN ('file_topic', 'member')"
			     " AND rootpage > 0",
			     -1, &q, NULL),
	    SQLITE_OK);
	assert_non_null(file = fopen(p->store, "r+"));
	while (sqlite3_step(q) == SQLITE_ROW) {
		assert_int_equal(fseek(file,
				     (sqlite3_column_int(q, 0) - 1) * 16384L,
				     SEEK_SET),
		    0);
		assert_int_equal(fwrite(noise, sizeof(noise), 1, file), 1);
	}
	assert_int_equal(fclose(file), 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	assert_int_equal(file_state(p, &errors), 1);
	for (line = errors.said; *line != '\0'; line = end + 1) {
		end = line + strcspn(line, "\n");
		last = strstr(line, ends);
		if (last == NULL || last + strlen(ends) != end ||
		    strncmp(line + strcspn(line, ":"), begins,
			strlen(begins)) != 0)
			fail_msg("%s", errors.said);
	}
	assert_non_null(strstr(errors.said, "damaged: Page "));
	assert_null(strchr(errors.said, '*'));
}

static int64_t
count_papers(const struct place *p)
{
	struct database *d;
	int64_t count;

	assert_int_equal(database_open(&d, p->store, DATABASE_WRITE), 0);
	assert_int_equal(database_query(d, database_statement(d, SQL_COUNT_ALL),
			     &count),
	    1);
	database_close(d);
	return count;
}

/* Rows are saved although neither header nor schema is left. */
static void
test_salvage(void **state)
{
	static const char noise[4096] = "noise";
	const struct place *p = *state;
	struct arena a = { 0 };
	const char *kept = NULL;
	struct stat st;
	FILE *f = fopen(p->store, "r+");

	assert_non_null(f);
	assert_int_equal(fseek(f, 100, SEEK_SET), 0);
	assert_int_equal(fwrite(noise, 1, sizeof(noise), f), sizeof(noise));
	fclose(f);
	assert_true(salvage_file_is_ours(p->store));
	assert_int_equal(salvage(p->store, &a, &kept), 0);
	assert_non_null(strstr(kept, "/x.db.damaged-1"));
	assert_int_equal(stat(kept, &st), 0);
	assert_int_equal(stat(p->store, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	expect_state(p, "");
	assert_int_equal(count_papers(p), PAPERS_STORED);
	/* The next one gets another name. */
	assert_int_equal(salvage(p->store, &a, &kept), 0);
	assert_non_null(strstr(kept, "/x.db.damaged-2"));
	assert_int_equal(count_papers(p), PAPERS_STORED);
	arena_free(&a);
}

static void
test_salvage_refuses(void **state)
{
	const struct place *p = *state;
	struct capture errors;
	struct arena a = { 0 };
	const char *kept = NULL;

	assert_false(salvage_file_is_ours(p->root));
	assert_false(salvage_file_is_ours(p->other));
	write_file(p->store, "Dear diary", 10);
	assert_false(salvage_file_is_ours(p->store));
	capture_start(&errors);
	assert_int_equal(salvage(p->store, &a, &kept), EX_IOERR);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, "left alone"));
	assert_null(kept);
}

static int
back_up(const char *store, const char *target)
{
	struct capture errors;
	int status;

	capture_start(&errors);
	status = backup_make(store, target);
	capture_end(&errors);
	assert_int_equal(errors.said[0] != '\0', status != 0);
	return status;
}

static void
test_backup(void **state)
{
	struct place *p = *state, copy = *p;
	char link_name[80];
	struct stat st;

	assert_int_equal(back_up(p->store, p->other), 0);
	assert_int_equal(stat(p->other, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	snprintf(copy.store, sizeof(copy.store), "%s", p->other);
	expect_state(&copy, "");
	assert_int_equal(count_papers(&copy), PAPERS_STORED);
	assert_int_equal(back_up(p->store, p->other), 0);
	assert_int_equal(back_up(p->store, p->store), EX_CANTCREAT);
	assert_int_equal(back_up(p->store, p->root), EX_CANTCREAT);
	/* The same file by another name, and one that it would replace. */
	snprintf(link_name, sizeof(link_name), "%s/link", p->root);
	assert_int_equal(link(p->store, link_name), 0);
	assert_int_equal(back_up(p->store, link_name), EX_CANTCREAT);
	unlink(link_name);
	assert_int_equal(symlink(p->other, link_name), 0);
	assert_int_equal(back_up(p->store, link_name), EX_CANTCREAT);
	write_file(p->other, "Dear diary", 10);
	assert_int_equal(back_up(p->store, p->other), EX_CANTCREAT);
	unlink(p->other);
	assert_int_equal(back_up(p->other, p->store), EX_NOINPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_days, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marked_days, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_salvaged, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_members, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_indexes, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_texts_of_objects, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_forbidden_rows, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_damaged_pages, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_integrity, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_salvage, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_salvage_refuses, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_backup, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
