#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "store/papers.h"
#include "store/schema.h"

/* A folder of its own for each test that needs files. */
struct place {
	char folder[FOLDER_SIZE];
	char file[64];
	struct capture errors; /* of the last database_open */
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->folder);
	snprintf(p->file, sizeof(p->file), "%s/x.db", p->folder);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal",
		".new", ".new-wal", ".new-shm", ".new-journal" };
	struct place *p = *state;
	char path[80];
	size_t i;

	chmod(p->folder, 0700);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", p->file, ends[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(p->folder), 0);
	free(p);
	return 0;
}

/* Open the store and keep what is said on standard error. */
static int
open_store(struct place *p, struct database **s, enum database_mode mode)
{
	int status;

	capture_start(&p->errors);
	status = database_open(s, p->file, mode);
	capture_end(&p->errors);
	return status;
}

/* Be refused, in one line that names the file and says why. */
static void
refuse(struct place *p, enum database_mode mode, int status, const char *why)
{
	struct database *s;
	int got = open_store(p, &s, mode);

	if (got != status || s != NULL ||
	    strstr(p->errors.said, p->file) == NULL ||
	    strstr(p->errors.said, why) == NULL ||
	    strchr(p->errors.said, '\n') !=
		p->errors.said + strlen(p->errors.said) - 1)
		fail_msg("%d, not %d: %s", got, status, p->errors.said);
}

static struct buf
read_all(const char *path)
{
	struct buf b = { 0 };
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_int_equal(buf_read_fd(&b, fileno(f)), 0);
	fclose(f);
	return b;
}

/* What is no store of ours is refused, and its bytes stay (S11). */
static void
refuse_and_leave(struct place *p, const char *why)
{
	struct buf before = read_all(p->file), after;

	refuse(p, DATABASE_READ, EX_IOERR, why);
	refuse(p, DATABASE_WRITE, EX_IOERR, why);
	after = read_all(p->file);
	assert_int_equal(before.length, after.length);
	if (before.length > 0)
		assert_memory_equal(before.data, after.data, after.length);
	buf_free(&before);
	buf_free(&after);
}

static void
test_no_store_of_ours(void **state)
{
	struct place *p = *state;

	write_file(p->file, "", 0);
	refuse_and_leave(p, "not a paperfeed store");
	write_file(p->file, "Dear diary,\n", 12);
	refuse_and_leave(p, "not a database");
	unlink(p->file);
	run_sql(p->file, "CREATE TABLE diary (day); PRAGMA user_version = 1;");
	refuse_and_leave(p, "not a paperfeed store");
}

static void
test_folder_as_store(void **state)
{
	struct place *p = *state;

	assert_int_equal(mkdir(p->file, 0700), 0);
	refuse(p, DATABASE_READ, EX_IOERR, "not a paperfeed store");
	refuse(p, DATABASE_WRITE, EX_IOERR, "not a paperfeed store");
	assert_int_equal(rmdir(p->file), 0);
}

/* Make a store with a paper in it. */
static void
make_store(struct place *p)
{
	struct database *s;

	if (open_store(p, &s, DATABASE_WRITE) != 0 || p->errors.said[0] != '\0')
		fail_msg("%s", p->errors.said);
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", FIRST_DAY);
	database_close(s);
}

static void
expect_store(struct place *p)
{
	struct database *s;

	if (open_store(p, &s, DATABASE_READ) != 0 || p->errors.said[0] != '\0')
		fail_msg("%s", p->errors.said);
	expect_only(s, "One");
	database_close(s);
}

/* What was not committed is not there. */
static void
test_not_committed(void **state)
{
	static const char json[] = "[" ITEM("2604.00002", "Two", NOON) "]";
	struct place *p = *state;
	struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE };
	struct listing l;
	struct store_report report = { 0 };
	struct database *s;

	make_store(p);
	request.now = at(SECOND_DAY);
	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(papers_put(s, &l.papers,
			     &(struct store_reading){ .source = "",
				 .read = l.reading },
			     &report),
	    0);
	expect_report(report, 1, 1, 0);
	database_close(s);
	listing_free(&l);
	expect_store(p);
}

static void
test_newer_store(void **state)
{
	struct place *p = *state;
	char pragma[64];

	make_store(p);
	expect_store(p);
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
	    SCHEMA_VERSION + 1);
	run_sql(p->file, pragma);
	refuse_and_leave(p, "newer");
	/* A flipped bit must not make it one of no version. */
	run_sql(p->file, "PRAGMA user_version = -16777215");
	refuse_and_leave(p, "not a paperfeed store");
}

static void
test_no_store(void **state)
{
	struct place *p = *state;

	refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
	assert_int_equal(access(p->file, F_OK), -1);
}

static void
test_no_folder(void **state)
{
	struct place *p = *state;
	struct database *s;

	snprintf(p->file, sizeof(p->file), "%s/none/x.db", p->folder);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), EX_CANTCREAT);
	assert_null(s);
	assert_non_null(strstr(p->errors.said, p->file));
}

/* A new store is whole, and not for everybody. */
static void
test_made_store(void **state)
{
	struct place *p = *state;
	struct stat st;
	char path[80];

	make_store(p);
	assert_int_equal(stat(p->file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	snprintf(path, sizeof(path), "%s.new", p->file);
	assert_int_equal(access(path, F_OK), -1);
	expect_sql(p->file, "PRAGMA journal_mode", "wal");
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
}

/*
 * Leave in FILE.new what a killed creation leaves, in another process: a
 * database in the middle of a transaction, with its journal.
 */
static void
leave_half_made(const struct place *p, const char *sql)
{
	char path[80];
	sqlite3 *db;
	pid_t child;
	int status;

	snprintf(path, sizeof(path), "%s.new", p->file);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		if (sqlite3_open(path, &db) != SQLITE_OK ||
		    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
			_exit(1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(access(path, F_OK), 0);
}

/* A new store has its name when its first transaction is on the disk. */
static void
test_new_store_waits(void **state)
{
	struct place *p = *state;
	struct database *s;

	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
	/* A transaction that fails leaves nothing. */
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(papers_limit_dates(s, 1), 0);
	assert_int_equal(database_end(s, -1), -1);
	refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
	put_numbered(s, 0, 20, "2026-04-08", "Paper", FIRST_DAY);
	expect_sql(p->file, "SELECT count(*) FROM paper", "20");
	expect_sql(p->file, "PRAGMA journal_mode", "wal");
	/* It goes on as any store. */
	put_numbered(s, 20, 25, "2026-04-08", "Paper", FIRST_DAY);
	expect_sql(p->file, "SELECT count(*) FROM paper", "25");
	database_close(s);
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
}

/* SQLite undoes some failures itself: nothing more is said then. */
static void
test_undone_by_sqlite(void **state)
{
	struct place *p = *state;
	struct database *s;
	struct capture c;

	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	put_numbered(s, 0, 20, "2026-04-08", "Paper", FIRST_DAY);
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(papers_limit_dates(s, 1), 0);
	assert_int_equal(database_run(s, SQL_ROLLBACK), 0);
	capture_start(&c);
	assert_int_equal(database_end(s, -1), -1);
	capture_end(&c);
	assert_string_equal(c.said, "");
	/* A commit that fails leaves no transaction behind. */
	assert_int_equal(database_end(s, 0), -1);
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(database_end(s, 0), 0);
	database_close(s);
}

/* One that is loaded from files waits until it is whole. */
static void
test_loaded_store_waits(void **state)
{
	struct place *p = *state;
	struct database *s;
	int n;

	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	assert_int_equal(database_load(s), 0);
	for (n = 0; n < 3; n++) {
		put_numbered(s, 20 * n, 20 * n + 20, "2026-04-08", "Paper",
		    FIRST_DAY);
		refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
	}
	assert_int_equal(database_keep(s), 0);
	expect_sql(p->file, "SELECT count(*) FROM paper", "60");
	expect_sql(p->file, "SELECT count(*) FROM pragma_foreign_key_check",
	    "0");
	expect_sql(p->file, "PRAGMA journal_mode", "wal");
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
	put_numbered(s, 60, 80, "2026-04-08", "Paper", FIRST_DAY);
	expect_sql(p->file, "SELECT count(*) FROM paper", "80");
	database_close(s);
	/* Closed, it is kept as well. */
	unlink(p->file);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	assert_int_equal(database_load(s), 0);
	put_numbered(s, 0, 20, "2026-04-08", "Paper", FIRST_DAY);
	database_close(s);
	expect_sql(p->file, "SELECT count(*) FROM paper", "20");
	/* A store that is there is never loaded: a failure is undone. */
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	assert_int_equal(database_load(s), 0);
	assert_int_equal(database_begin(s), 0);
	assert_int_equal(papers_limit_dates(s, 1), 0);
	assert_int_equal(database_end(s, -1), -1);
	database_close(s);
	expect_sql(p->file, "SELECT count(*) FROM paper WHERE reading = 1",
	    "0");
	unlink(p->file);
}

/* Of one that fails while it is loaded nothing is left. */
static void
test_failed_load(void **state)
{
	struct place *p = *state;
	struct database *s;
	char path[80];
	int ends;

	snprintf(path, sizeof(path), "%s.new", p->file);
	for (ends = 0; ends < 2; ends++) {
		assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
		assert_int_equal(database_load(s), 0);
		put_numbered(s, 0, 20, "2026-04-08", "Paper", FIRST_DAY);
		assert_int_equal(database_begin(s), 0);
		assert_int_equal(papers_limit_dates(s, 1), 0);
		if (ends == 1)
			assert_int_equal(database_end(s, -1), -1);
		database_close(s);
		refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
		assert_int_equal(access(path, F_OK), -1);
	}
}

/* Add a member that is no paper.  Return 0, or -1 if SQLite looks for it. */
static int
add_member(struct database *s)
{
	struct sqlite3_stmt *q = database_statement(s, SQL_ADD_MEMBER);

	database_bind_text(q, ":slug", "x");
	database_bind_number(q, ":key", 1);
	return database_step(s, q);
}

/* Rows that are derived are taken as they are, until their transaction ends. */
static void
test_derived_rows(void **state)
{
	struct place *p = *state;
	struct database *s;
	int ends;

	make_store(p);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	for (ends = 0; ends < 2; ends++) {
		assert_int_equal(database_begin(s), 0);
		assert_int_equal(add_member(s), -1);
		assert_int_equal(database_end(s, -1), -1);
		assert_int_equal(database_begin_derived(s), 0);
		assert_int_equal(add_member(s), 0);
		assert_int_equal(database_end(s, ends - 1), ends - 1);
	}
	assert_int_equal(add_member(s), -1);
	database_close(s);
	expect_sql(p->file, "SELECT count(*) FROM member", "1");
}

static void
test_killed_creation(void **state)
{
	static const char *const halves[] = {
		"PRAGMA journal_mode = WAL; CREATE TABLE half (x);"
		"INSERT INTO half VALUES (randomblob(100000));",
		"PRAGMA cache_size = 1; CREATE TABLE half (x); BEGIN;"
		"INSERT INTO half VALUES (randomblob(1000000));"
		"INSERT INTO half VALUES (randomblob(1000000));",
	};
	struct place *p = *state;
	char path[80];
	size_t i;

	for (i = 0; i < sizeof(halves) / sizeof(halves[0]); i++) {
		leave_half_made(p, halves[i]);
		refuse(p, DATABASE_READ, EX_NOINPUT, "no store yet");
		make_store(p);
		expect_store(p);
		expect_sql(p->file, "PRAGMA integrity_check", "ok");
		expect_sql(p->file,
		    "SELECT count(*) FROM sqlite_schema "
		    "WHERE name = 'half'",
		    "0");
		unlink(p->file);
	}
	snprintf(path, sizeof(path), "%s.new", p->file);
	write_file(path, "rubbish", 7);
	make_store(p);
	expect_store(p);
}

/* What stands where a new store is made, and cannot be removed, stays. */
static void
test_place_is_taken(void **state)
{
	struct place *p = *state;
	char path[80];

	snprintf(path, sizeof(path), "%s.new", p->file);
	assert_int_equal(mkdir(path, 0700), 0);
	refuse(p, DATABASE_WRITE, EX_CANTCREAT, ".new: ");
	assert_int_equal(rmdir(path), 0);
	make_store(p);
	expect_store(p);
}

/*
 * A store in a folder where nothing can be written is read all the same.
 * Permissions mean nothing to root, who is somebody else for a moment.
 */
static void
test_read_only_folder(void **state)
{
	struct place *p = *state;
	struct database *s;
	bool root = geteuid() == 0;
	char log[80];
	int status;

	make_store(p);
	snprintf(log, sizeof(log), "%s-wal", p->file);
	write_file(log, "", 0);
	assert_int_equal(chmod(p->file, 0444), 0);
	assert_int_equal(chmod(p->folder, 0555), 0);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	expect_store(p);
	status = open_store(p, &s, DATABASE_WRITE);
	if (status == 0)
		database_close(s);
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(status, EX_IOERR);
	assert_null(s);
	/* What a run has committed may be in its log alone. */
	assert_int_equal(chmod(p->folder, 0755), 0);
	write_file(log, "x", 1);
	assert_int_equal(chmod(p->folder, 0555), 0);
	if (root)
		assert_int_equal(seteuid(65534), 0);
	refuse(p, DATABASE_READ, EX_IOERR,
	    "a run is at work on it, or was broken off, and its folder cannot "
	    "be written");
	if (root)
		assert_int_equal(seteuid(0), 0);
}

/* The index says what the papers say, after whatever happened to them. */
static void
test_index(void **state)
{
	static const char check[] =
	    "INSERT INTO paper_index "
	    "(paper_index, rank) VALUES ('integrity-check', 1)";
	struct place *p = *state;
	struct database *s;

	make_store(p);
	assert_int_equal(open_store(p, &s, DATABASE_WRITE), 0);
	run_sql(p->file, check);
	put_numbered(s, 0, 500, "2026-04-08", "Paper", FIRST_DAY);
	run_sql(p->file, check);
	put_numbered(s, 100, 300, "2026-04-08", "Renamed", SECOND_DAY);
	put_json(s,
	    "[" ITEM("2604.00001", "Paper 1",
		NOON
		",\"upvotes\":3,"
		"\"authors\":[{\"name\":\"Ada\"},{\"name\":\"Bo Li\"}],"
		"\"ai_keywords\":[\"\",\"two words\"],\"summary\":\"A\\n\\nb\","
		"\"organization\":{\"fullname\":\"Lab\"}") "]",
	    THIRD_DAY);
	run_sql(p->file, check);
	expect_sql(p->file,
	    "SELECT count(*) FROM paper_index "
	    "WHERE paper_index MATCH 'renamed'",
	    "200");
	expect_sql(p->file,
	    "SELECT count(*) FROM paper_index "
	    "WHERE paper_index MATCH 'authors: ada AND keywords: two'",
	    "1");
	database_close(s);
	expect_sql(p->file, "PRAGMA integrity_check", "ok");
	expect_sql(p->file,
	    "SELECT count(*) FROM "
	    "pragma_foreign_key_check",
	    "0");
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(test_no_store_of_ours),
		WITH_PLACE(test_folder_as_store),
		WITH_PLACE(test_not_committed),
		WITH_PLACE(test_newer_store),
		WITH_PLACE(test_no_store),
		WITH_PLACE(test_no_folder),
		WITH_PLACE(test_made_store),
		WITH_PLACE(test_new_store_waits),
		WITH_PLACE(test_undone_by_sqlite),
		WITH_PLACE(test_loaded_store_waits),
		WITH_PLACE(test_failed_load),
		WITH_PLACE(test_derived_rows),
		WITH_PLACE(test_killed_creation),
		WITH_PLACE(test_place_is_taken),
		WITH_PLACE(test_read_only_folder),
		WITH_PLACE(test_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
