#include "topic_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "topic/tokenizer.h"
#include "config/config.h"
#include "store/database.h"
#include "store/find.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/schema.h"
#include "publish/output.h"
#include "publish/publish.h"

/* A folder of its own for each test that needs files. */
struct place {
	char root[FOLDER_SIZE];
	char path[64]; /* in it, for output */
	struct output output;
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->path, sizeof(p->path), "%s/public", p->root);
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

/* The columns of version 1, which come before those of later ones. */
#define COLUMNS                                                           \
	"key, id, guid, title, abstract, summary, source_title,"          \
	" source_abstract, source_summary, authors, author_count,"        \
	" organization, submitter, keywords, published, listed, updated," \
	" reading, complete, upvotes, peak_upvotes, comments, code,"      \
	" project, thumbnail"

/* The table of papers up to version 8. */
#define PAPER_8                                                            \
	"key INTEGER PRIMARY KEY, id TEXT UNIQUE CHECK (id <> ''),"        \
	" guid TEXT NOT NULL UNIQUE CHECK (guid <> ''),"                   \
	" title TEXT NOT NULL CHECK (title <> ''),"                        \
	" abstract TEXT CHECK (abstract <> ''),"                           \
	" summary TEXT CHECK (summary <> ''),"                             \
	" source_title TEXT, source_abstract TEXT, source_summary TEXT,"   \
	" authors TEXT NOT NULL,"                                          \
	" author_count INTEGER CHECK (author_count >= 0),"                 \
	" organization TEXT CHECK (organization <> ''),"                   \
	" submitter TEXT CHECK (submitter <> ''), keywords TEXT NOT NULL," \
	" published INTEGER, listed INTEGER NOT NULL,"                     \
	" updated INTEGER NOT NULL CHECK (updated >= listed),"             \
	" reading INTEGER NOT NULL,"                                       \
	" complete INTEGER NOT NULL CHECK (complete IN (0, 1)),"           \
	" upvotes INTEGER CHECK (upvotes >= 0),"                           \
	" peak_upvotes INTEGER CHECK (peak_upvotes >= upvotes),"           \
	" comments INTEGER CHECK (comments >= 0),"                         \
	" code TEXT CHECK (code LIKE 'http%'),"                            \
	" project TEXT CHECK (project LIKE 'http%'),"                      \
	" thumbnail TEXT CHECK (thumbnail LIKE 'http%'),"                  \
	" stars INTEGER CHECK (stars >= 0)"

static void
exec_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%.60s: %s", sql, sqlite3_errmsg(db));
}

/* Run SQL on a store that is closed. */
static void
exec_file(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	exec_sql(db, sql);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static struct buf
read_file(const char *path)
{
	struct buf b = { 0 };
	int fd = open(path, O_RDONLY);

	if (fd == -1)
		fail_msg("%s: not there", path);
	assert_int_equal(buf_read_fd(&b, fd), 0);
	close(fd);
	return b;
}

/* Run one of the files of SQL in tests/data. */
static void
exec_data(sqlite3 *db, const char *name)
{
	struct buf sql;
	char path[512];

	snprintf(path, sizeof(path), "%s/tests/data/%s",
	    getenv("abs_top_srcdir"), name);
	sql = read_file(path);
	exec_sql(db, sql.data);
	buf_free(&sql);
}

/* Make a store as version 1 made it, with the papers of a newer one. */
static void
make_version_1(const char *path, const char *newer)
{
	char sql[256];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	snprintf(sql, sizeof(sql),
	    "PRAGMA journal_mode = WAL; PRAGMA application_id = %d;"
	    "PRAGMA user_version = 1; ATTACH '%s' AS newer;",
	    SCHEMA_APPLICATION, newer);
	exec_sql(db, sql);
	exec_data(db, "schema-1.sql");
	exec_data(db, "schema-1-fill.sql");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/*
 * Papers of four months, more than a feed shows.  Versions before 4 did not
 * keep when a paper was read, and the upgrade takes the instant it was listed.
 */
static void
fill_months(struct rig *r, const char *path)
{

	put_days(r, 120);
	exec_file(path,
	    "UPDATE shown_by SET seen ="
	    " (SELECT listed FROM paper WHERE key = paper)");
}

static size_t
publish_rig(struct rig *r, const char *folder, bool all)
{
	struct publish_options how = { .now = at(READ), .all = all };
	struct publish_report report = { 0 };

	r->config.site.output = folder;
	assert_int_equal(publish(r->store, &r->config, &how, &report), 0);
	assert_int_equal(report.removed, 0);
	assert_int_equal(report.retired, 0);
	return report.written;
}

/* The files of one folder are in the other, byte for byte; count them. */
static int
compare_folders(const char *one, const char *other)
{
	const struct dirent *entry;
	char a[512], b[512];
	struct buf x, y;
	DIR *dir = opendir(one);
	int count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(a, sizeof(a), "%s/%s", one, entry->d_name);
		snprintf(b, sizeof(b), "%s/%s", other, entry->d_name);
		if (entry->d_type == DT_DIR) {
			count += compare_folders(a, b);
			continue;
		}
		x = read_file(a);
		y = read_file(b);
		if (x.length != y.length ||
		    memcmp(x.data, y.data, x.length) != 0)
			fail_msg("%s: other bytes", entry->d_name);
		buf_free(&x);
		buf_free(&y);
		count++;
	}
	closedir(dir);
	return count;
}

/*
 * What the tables and indexes of a store are, as one text: their columns, types
 * and keys, in alphabetical order.
 */
static struct buf
describe_schema(const char *path)
{
	struct buf text = { 0 };
	sqlite3_stmt *q;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db,
		"SELECT group_concat(line, char(10)) FROM (SELECT"
		" format('%s %s.%s %s %d %s %d', s.type, s.name,"
		" c.name, c.type, c.\"notnull\", c.dflt_value, c.pk)"
		" AS line FROM sqlite_schema AS s,"
		" pragma_table_xinfo(s.name) AS c ORDER BY 1)",
		-1, &q, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	buf_puts(&text, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(db);
	return text;
}

/* A store that was upgraded from version 1 has the schema of a new one. */
static void
test_upgrades_make_the_schema(void **state)
{
	struct place *p = *state;
	char fresh[64], old[64];
	struct buf wanted, got;
	struct rig r;

	snprintf(fresh, sizeof(fresh), "%s/fresh.db", p->root);
	snprintf(old, sizeof(old), "%s/old.db", p->root);
	start_rig(&r, fresh);
	end_rig(&r);
	make_version_1(old, fresh);
	start_rig(&r, old);
	end_rig(&r);
	wanted = describe_schema(fresh);
	got = describe_schema(old);
	assert_non_null(strstr(wanted.data, "table changed_paper.paper"));
	assert_string_equal(got.data, wanted.data);
	buf_free(&wanted);
	buf_free(&got);
}

/* Add a statement without comments, blanks and quotation marks. */
static void
add_bare(struct buf *out, const char *sql)
{
	for (; *sql != '\0'; sql++) {
		if (strncmp(sql, "--", 2) == 0)
			sql += strcspn(sql, "\n");
		if (*sql != '\0' && strchr(" \t\n\"", *sql) == NULL)
			buf_putc(out, *sql);
	}
	buf_putc(out, '\n');
}

/* How what the last upgrades made was made: with checks, options and all. */
static struct buf
describe_statements(const char *path)
{
	struct buf text = { 0 };
	sqlite3_stmt *q;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db,
		"SELECT sql FROM sqlite_schema WHERE name IN ('paper',"
		" 'paper_own_guid', 'paper_index', 'known_by',"
		" 'file_retired', 'arxiv', 'arxiv_asked', 'learnt',"
		" 'indexed_paper') ORDER BY name",
		-1, &q, NULL),
	    SQLITE_OK);
	buf_puts(&text, "");
	while (sqlite3_step(q) == SQLITE_ROW)
		add_bare(&text, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(db);
	return text;
}

static void
test_upgrades_make_the_statements(void **state)
{
	struct place *p = *state;
	char fresh[64], old[64];
	struct buf wanted, got;
	struct rig r;

	snprintf(fresh, sizeof(fresh), "%s/fresh.db", p->root);
	snprintf(old, sizeof(old), "%s/old.db", p->root);
	start_rig(&r, fresh);
	end_rig(&r);
	make_version_1(old, fresh);
	start_rig(&r, old);
	end_rig(&r);
	wanted = describe_statements(fresh);
	got = describe_statements(old);
	assert_non_null(strstr(wanted.data, "paperfeedsingular"));
	assert_non_null(strstr(wanted.data, "own_guidTEXTCHECK"));
	assert_string_equal(got.data, wanted.data);
	buf_free(&wanted);
	buf_free(&got);
}

/* A store of version 1 is brought up to date with all that is in it. */
static void
test_migration(void **state)
{
	struct place *p = *state;
	char fresh[64], old[64], other[64];
	struct buf before = { 0 }, after = { 0 };
	struct rig r, s;
	int count;

	snprintf(fresh, sizeof(fresh), "%s/fresh.db", p->root);
	snprintf(old, sizeof(old), "%s/old.db", p->root);
	snprintf(other, sizeof(other), "%s/other", p->root);
	start_rig(&r, fresh);
	r.config.topic_count = LIKED;
	fill_months(&r, fresh);
	assert_int_equal(papers_each(r.store, DATE_NONE, add_record, &before),
	    0);
	make_version_1(old, fresh);
	expect_sql(old, "PRAGMA user_version", "1");
	start_rig(&s, old);
	s.config.topic_count = LIKED;
	assert_int_equal(SCHEMA_VERSION, 10);
	expect_sql(old, "PRAGMA user_version", "10");
	assert_int_equal(papers_each(s.store, DATE_NONE, add_record, &after),
	    0);
	assert_string_equal(after.data, before.data);
	assert_int_not_equal(publish_rig(&r, p->path, false), 0);
	assert_int_not_equal(publish_rig(&s, other, false), 0);
	count = compare_folders(p->path, other);
	assert_int_equal(compare_folders(other, p->path), count);
	/*
	 * Twice 5 files and 4 documents, 5 of the site, 4 pages of a topic's
	 * months, 2 files of 120 days, 18 weeks, 2 of 4 months; twins; the
	 * status.
	 */
	assert_int_equal(count,
	    2 * (2 * (5 + 4) + 5 + 4 + 2 * 120 + 18 + 2 * 4) + 1);
	assert_int_equal(publish_rig(&s, other, false), 0);
	assert_int_equal(publish_rig(&s, other, true), 0);
	/* It goes on as if it had never been another. */
	put_item(&s, 1, "Paper, renamed", 1);
	put_item(&s, 900, "Paper, new", 1);
	assert_int_not_equal(publish_rig(&s, other, false), 0);
	assert_int_equal(publish_rig(&s, other, true), 0);
	end_rig(&s);
	end_rig(&r);
	expect_sql(old, "SELECT count(*) FROM pragma_foreign_key_check", "0");
	expect_sql(old, "SELECT count(*) FROM paper", "121");
	buf_free(&before);
	buf_free(&after);
}

/* Bring a store that is closed back to an older version, step by step. */
static void
make_version(const char *path, int version)
{
	static const char *const back[] = {
		NULL,
		NULL,
		/* to 2 */
		"DROP TABLE source; DROP TABLE source_day; DROP TABLE answer;"
		"DROP TABLE host; ALTER TABLE publication DROP COLUMN published;",
		/* to 3 */
		"DROP TABLE sighting;",
		/* to 4 */
		"ALTER TABLE listed_in RENAME TO appearance;"
		"ALTER TABLE shown_by RENAME TO sighting;"
		"ALTER TABLE validators RENAME TO answer;"
		"ALTER TABLE changed_paper RENAME TO unpublished;",
		/* to 5 */
		"DROP TABLE removed; ALTER TABLE shown_by DROP COLUMN entered;"
		"ALTER TABLE topic_state DROP COLUMN size;"
		/* what an older tokenizer wrote is of no use */
		"INSERT INTO paper_index (paper_index) VALUES ('delete-all');",
		/* to 6 */
		"ALTER TABLE publication ADD COLUMN archived INTEGER NOT NULL"
		" DEFAULT 0;"
		"UPDATE publication SET archived = ifnull((SELECT modified"
		" FROM folder WHERE name = 'archive'), 0);"
		"ALTER TABLE publication DROP COLUMN pages;"
		"DROP TABLE folder; DROP TABLE related;"
		"DELETE FROM file WHERE folder NOT IN ('', 'archive');",
		/* to 7 */
		"DROP TABLE mail; DROP TABLE mailed; DROP TABLE announcement;"
		"DROP TABLE hub;",
		/* to 8 */
		"DROP INDEX file_retired; ALTER TABLE file DROP COLUMN retired;"
		"DROP TABLE known_by;"
		"CREATE TABLE paper_before (" PAPER_8 ");"
		"INSERT INTO paper_before (" COLUMNS ", stars)"
		" SELECT " COLUMNS ", stars FROM paper;"
		"DROP TABLE paper_index; DROP TABLE paper;"
		"ALTER TABLE paper_before RENAME TO paper;"
		"CREATE VIRTUAL TABLE paper_index USING fts5(title, abstract,"
		" authors, organization, keywords, content = 'paper',"
		" content_rowid = 'key', tokenize = 'paperfeed',"
		" columnsize = 0);"
		"INSERT INTO paper_index (paper_index) VALUES ('rebuild');",
		/* to 9 */
		"DROP TABLE paper_index; DROP VIEW indexed_paper;"
		"DROP TABLE arxiv; DROP TABLE arxiv_state; DROP TABLE learnt;"
		"ALTER TABLE paper DROP COLUMN sum;"
		"ALTER TABLE listing DROP COLUMN sum;"
		"ALTER TABLE listed_in DROP COLUMN sum;"
		"ALTER TABLE shown_by DROP COLUMN sum;"
		"CREATE VIRTUAL TABLE paper_index USING fts5(title, abstract,"
		" authors, organization, keywords, content = 'paper',"
		" content_rowid = 'number', tokenize = 'paperfeed',"
		" columnsize = 0);"
		"INSERT INTO paper_index (paper_index) VALUES ('rebuild');",
	};
	char sql[64];
	int v;

	for (v = SCHEMA_VERSION - 1; v >= version; v--)
		exec_file(path, back[v]);
	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", version);
	exec_file(path, sql);
}

/* Brought up to date, an older store leaves what was published alone. */
static void
check_migration(const struct place *p, int version)
{
	char old[64], before[64], number[16];
	struct rig r;
	struct database *s;
	int count;

	snprintf(old, sizeof(old), "%s/old%d.db", p->root, version);
	snprintf(before, sizeof(before), "%s/other%d", p->root, version);
	snprintf(number, sizeof(number), "%d", version);
	start_rig(&r, old);
	fill_months(&r, old);
	publish_rig(&r, p->path, false);
	assert_int_not_equal(publish_rig(&r, before, true), 0);
	assert_int_equal(publish_rig(&r, p->path, true), 0);
	end_rig(&r);
	make_version(old, version);
	/* Who only reads is told what to do. */
	assert_int_equal(database_open(&s, old, DATABASE_READ), EX_IOERR);
	assert_null(s);
	expect_sql(old, "PRAGMA user_version", number);
	start_rig(&r, old);
	expect_sql(old, "PRAGMA user_version", "10");
	assert_int_equal(publish_rig(&r, p->path, false), 0);
	assert_int_equal(publish_rig(&r, p->path, true), 0);
	count = compare_folders(before, p->path);
	assert_true(count > 20);
	assert_int_equal(compare_folders(p->path, before), count);
	/* Nobody knows who showed its papers: no source that stays out. */
	r.topics[ALL].without = "\ntrending\n";
	assert_int_equal(publish_rig(&r, p->path, false), 0);
	assert_int_equal(compare_folders(p->path, before), count);
	put_item(&r, 900, "Paper, new", 1);
	assert_int_not_equal(publish_rig(&r, p->path, false), 0);
	end_rig(&r);
	expect_sql(old, "SELECT count(*) FROM paper", "121");
	exec_file(old,
	    "INSERT INTO paper_index (paper_index, rank)"
	    " VALUES ('integrity-check', 1);");
	if (version < 4)
		expect_sql(old,
		    "SELECT count(*) FROM shown_by WHERE source = '' AND seen"
		    " IN (SELECT listed FROM paper WHERE key = paper)",
		    "120");
	expect_sql(old, "SELECT count(*) FROM pragma_foreign_key_check", "0");
}

static void
test_migrations_publish_nothing(void **state)
{
	int version;

	for (version = 2; version < SCHEMA_VERSION; version++)
		check_migration(*state, version);
}

/* Every paper keeps its guid and its source's texts, however they are kept. */
static void
test_migration_keeps_guids(void **state)
{
	static const char ids[] = "SELECT group_concat(guid, ' ') FROM"
				  " (SELECT guid FROM paper ORDER BY key)";
	static const char guids[] = "https://arxiv.org/abs/2606.00003"
				    " urn:uuid:3 urn:uuid:2";
	const struct place *p = *state;
	struct arena a = { 0 };
	struct rig r;
	char old[64];
	int64_t key;

	snprintf(old, sizeof(old), "%s/old.db", p->root);
	start_rig(&r, old);
	put_item(&r, 1, "Paper 1", 1);
	put_item(&r, 2, "Paper 2", 1);
	put_item(&r, 3, "Paper 3", 1);
	end_rig(&r);
	make_version(old, 8);
	exec_file(old,
	    "UPDATE paper SET id = NULL, guid = 'urn:uuid:2',"
	    " source_title = 'A ``paper' WHERE title = 'Paper 1';"
	    "UPDATE paper SET guid = 'urn:uuid:3' WHERE title = 'Paper 2';"
	    "UPDATE paper SET id = '2606.00003',"
	    " guid = 'https://arxiv.org/abs/2606.00003'"
	    " WHERE title = 'Paper 3';");
	expect_sql(old, ids, guids);
	start_rig(&r, old);
	expect_sql(old, ids, guids);
	expect_sql(old, "SELECT count(own_guid) FROM paper", "2");
	expect_sql(old,
	    "SELECT group_concat(number, ' ') FROM"
	    " (SELECT number FROM paper ORDER BY key)",
	    "1 2 3");
	expect_sql(old,
	    "SELECT source_title FROM paper WHERE title = 'Paper 1'",
	    "A ``paper");
	assert_int_equal(find_paper(r.database, &a, "urn:uuid:2", &key), 1);
	assert_int_equal(find_paper(r.database, &a, "urn:uuid:3", &key), 1);
	assert_int_equal(find_paper(r.database, &a,
			     "https://arxiv.org/abs/2606.00003", &key),
	    1);
	assert_int_equal(find_paper(r.database, &a, "urn:uuid:1", &key), 0);
	arena_free(&a);
	end_rig(&r);
}

/*
 * After the upgrade a paper of before belongs to the topic of the source that
 * showed it, if one source alone read the listing of its day.
 */
static void
test_migration_finds_source(void **state)
{
	static const struct topic daily = { .slug = "daily",
		.source = "daily" };
	const struct place *p = *state;
	struct key_list found = { 0 };
	struct changes changes;
	struct rig r;
	char old[64];

	snprintf(old, sizeof(old), "%s/old.db", p->root);
	start_rig(&r, old);
	put_item(&r, 1, "Paper 1", 1);
	put_item(&r, 2000, "Paper of the day before", 1);
	assert_int_equal(changes_forget(r.database), 0);
	end_rig(&r);
	make_version(old, 3);
	exec_file(old,
	    "INSERT INTO source_day SELECT 'daily', day, day, 3, 1"
	    " FROM listing;"
	    "INSERT INTO source_day SELECT 'other', min(day), 0, 3, 1"
	    " FROM listing;");
	start_rig(&r, old);
	assert_int_equal(rule_find(r.database, &daily, INT64_MIN, INT64_MAX,
			     &found),
	    0);
	assert_int_equal(found.count, 1);
	assert_int_equal(changes_read(r.database, &changes), 0);
	assert_int_equal(changes.count, 1);
	assert_int_equal(changes.papers[0].key, found.keys[0]);
	changes_free(&changes);
	key_list_free(&found);
	end_rig(&r);
	expect_sql(old, "SELECT count(*) FROM shown_by WHERE source = ''", "2");
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_upgrades_make_the_schema),
		WITH_PLACE(test_upgrades_make_the_statements),
		WITH_PLACE(test_migration),
		WITH_PLACE(test_migrations_publish_nothing),
		WITH_PLACE(test_migration_keeps_guids),
		WITH_PLACE(test_migration_finds_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
