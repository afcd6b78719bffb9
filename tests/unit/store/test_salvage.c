/* A damaged store is saved, or left as it was, whatever call fails. */
#include "topic_support.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "failing_support.h"
#include "step_support.h"
#include "base/arena.h"
#include "base/buf.h"
#include "topic/tokenizer.h"
#include "store/backup.h"
#include "store/row_sum.h"
#include "store/salvage.h"
#include "store/salvage_file.h"
#include "store/schema.h"

#define PAPERS_STORED 12

/* A folder with a store without its schema, and the bytes of that. */
struct place {
	char root[FOLDER_SIZE];
	char store[FOLDER_SIZE + 8], copy[FOLDER_SIZE + 8];
	struct buf whole, damaged;
};

static void
read_bytes(const char *path, struct buf *bytes)
{
	char chunk[4096];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	buf_clear(bytes);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(bytes, chunk, n);
	fclose(f);
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct rig r;

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->store, sizeof(p->store), "%s/x.db", p->root);
	snprintf(p->copy, sizeof(p->copy), "%s/copy", p->root);
	start_rig(&r, p->store);
	put_days(&r, PAPERS_STORED);
	end_rig(&r);
	read_bytes(p->store, &p->whole);
	buf_add(&p->damaged, p->whole.data, p->whole.length);
	memset(p->damaged.data + 100, '?', 4000);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->root);
	buf_free(&p->whole);
	buf_free(&p->damaged);
	free(p);
	return 0;
}

/* Make the folder hold nothing but a store of these bytes. */
static void
put_store(const struct place *p, const struct buf *bytes)
{
	remove_folder(p->root);
	assert_int_equal(mkdir(p->root, 0700), 0);
	write_file(p->store, bytes->data, bytes->length);
}

/* Change the store by SQL, in its log or not. */
static void
change(const struct place *p, const char *sql, bool keeps_log)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->store, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	assert_int_equal(row_sum_register(db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keeps_log,
	    NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Fails unless the folder has these names, and no other. */
static void
expect_names(const struct place *p, const char *wanted)
{
	struct dirent **names;
	struct buf got = { 0 };
	int i, n = scandir(p->root, &names, NULL, alphasort);

	assert_int_not_equal(n, -1);
	for (i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.')
			buf_printf(&got, "%s%s", got.length == 0 ? "" : " ",
			    names[i]->d_name);
		free(names[i]);
	}
	free(names);
	assert_string_equal(got.data, wanted);
	buf_free(&got);
}

/* Save the store.  Return the status, and what was said. */
static int
save(const struct place *p, struct capture *errors)
{
	struct arena a = { 0 };
	const char *kept = NULL;
	int status;

	capture_start(errors);
	status = salvage(p->store, &a, &kept);
	capture_end(errors);
	assert_int_equal(kept != NULL, status == 0);
	if (kept != NULL)
		assert_int_equal(access(kept, F_OK), 0);
	arena_free(&a);
	return status;
}

/* Save the damaged store when a call fails.  Return the status. */
static int
save_when(const struct place *p, const char *call, long number, int error)
{
	struct capture errors;
	int status;

	put_store(p, &p->damaged);
	fail_call(call, number, error);
	status = save(p, &errors);
	assert_true(status == 0 || status == EX_IOERR);
	/* What SQLite could not save is told as well. */
	if (status != 0)
		assert_int_not_equal(errors.said[0], '\0');
	return status;
}

/* Then the damaged store is where it was, or what was saved of it is. */
static void
test_each_call_fails(void **state)
{
	const struct place *p = *state;
	struct buf now = { 0 };
	long number, refused = 0;

	for (number = 1;; number++) {
		if (save_when(p, NULL, number, EIO) == EX_IOERR) {
			refused++;
			read_bytes(p->store, &now);
			if (now.length == p->damaged.length &&
			    memcmp(now.data, p->damaged.data, now.length) == 0)
				continue;
		}
		if (!call_has_failed())
			break;
	}
	assert_in_range(refused, 8, number - 1);
	expect_sql(p->store, "SELECT count(*) FROM paper", "12");
	expect_names(p, "x.db x.db.damaged-1");
	buf_free(&now);
}

/* An interrupted call is made again, and one that takes a part goes on. */
static void
test_interrupted_calls(void **state)
{
	static const char *const calls[] = { "pread", "write" };
	const struct place *p = *state;
	size_t i;
	int number;

	for (i = 0; i < COUNT(calls); i++) {
		for (number = 2; number < 4; number++) {
			limit_writes(50000);
			assert_int_equal(save_when(p, calls[i], number, EINTR),
			    0);
			assert_true(call_has_failed());
			limit_writes(0);
			expect_sql(p->store, "SELECT count(*) FROM paper",
			    "12");
		}
	}
}

/* Copies are for this user alone, and have all that can be read. */
static void
test_copy(void **state)
{
	const struct place *p = *state;
	struct buf got = { 0 };
	struct capture errors;
	struct stat st;
	static const char *const calls[] = { "pread", "write" };
	static const char *const failing[] = { "write", "fstat", "unlink" };
	char missing[FOLDER_SIZE + 16];
	size_t i;
	int call;

	put_store(p, &p->whole);
	snprintf(missing, sizeof(missing), "%s/missing", p->root);
	assert_int_equal(salvage_file_copy(p->store, p->copy), 0);
	assert_int_equal(stat(p->copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	read_bytes(p->copy, &got);
	assert_int_equal(got.length, p->whole.length);
	assert_memory_equal(got.data, p->whole.data, got.length);
	/* A block that cannot be read is zero, and what is behind it is there. */
	fail_call("pread", 1, EIO);
	assert_int_equal(salvage_file_copy(p->store, p->copy), 0);
	read_bytes(p->copy, &got);
	assert_int_equal(got.length, p->whole.length);
	for (call = 0; call < 4096; call++)
		assert_int_equal(got.data[call], 0);
	assert_memory_equal(got.data + 4096, p->whole.data + 4096,
	    got.length - 4096);
	write_file(p->store, "short", 5);
	fail_call("pread", 1, EIO);
	assert_int_equal(salvage_file_copy(p->store, p->copy), 0);
	read_bytes(p->copy, &got);
	assert_int_equal(got.length, 5);
	assert_int_equal(got.data[4], 0);
	put_store(p, &p->whole);
	for (i = 0; i < COUNT(calls); i++) {
		limit_writes(50000);
		fail_call(calls[i], 1, EINTR);
		assert_int_equal(salvage_file_copy(p->store, p->copy), 0);
		assert_true(call_has_failed());
		limit_writes(0);
		read_bytes(p->copy, &got);
		assert_int_equal(got.length, p->whole.length);
		assert_memory_equal(got.data, p->whole.data, got.length);
	}
	/* A last write of one byte. */
	write_file(p->store, "short", 5);
	limit_writes(2);
	assert_int_equal(salvage_file_copy(p->store, p->copy), 0);
	limit_writes(0);
	expect_names(p, "copy x.db");
	read_bytes(p->copy, &got);
	assert_int_equal(got.length, 5);
	assert_memory_equal(got.data, "short", 5);
	for (i = 0; i < COUNT(failing); i++) {
		capture_start(&errors);
		fail_call(failing[i], 1, EIO);
		assert_int_equal(salvage_file_copy(p->store, p->copy), -1);
		capture_end(&errors);
		assert_true(call_has_failed());
		assert_non_null(strstr(errors.said, p->copy));
	}
	/* No file is none, and an old copy is not one of it. */
	assert_int_equal(salvage_file_copy(missing, p->copy), 0);
	assert_int_equal(access(p->copy, F_OK), -1);
	for (call = 1; call < 3; call++) {
		capture_start(&errors);
		fail_call("open", call, EACCES);
		assert_int_equal(salvage_file_copy(p->store, p->copy), -1);
		capture_end(&errors);
		assert_non_null(
		    strstr(errors.said, call == 1 ? p->store : p->copy));
		assert_int_equal(access(p->copy, F_OK), -1);
	}
	assert_int_equal(mkdir(p->copy, 0700), 0);
	capture_start(&errors);
	assert_int_equal(salvage_file_copy(p->store, p->copy), -1);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, p->copy));
	buf_free(&got);
}

#define OTHER_ROWS                                                      \
	"INSERT INTO removed VALUES ('a', NULL, 'a'), ('b', 'b', 'b');" \
	"INSERT INTO mail (name, since) VALUES ('a', 1);"               \
	"INSERT INTO host VALUES ('a.org', 1, 1), ('b.org', 1, 1)"

/* How many rows tables have, with a sum and without. */
#define COUNT_ROWS                                      \
	"SELECT (SELECT count(*) FROM paper) || ' ' ||" \
	" (SELECT count(*) FROM listing) || ' ' ||"     \
	" (SELECT count(*) FROM listed_in) || ' ' ||"   \
	" (SELECT count(*) FROM shown_by) || ' ' ||"    \
	" (SELECT count(*) FROM removed) || ' ' ||"     \
	" (SELECT count(*) FROM mail) || ' ' ||"        \
	" (SELECT count(*) FROM host) || ' ' ||"        \
	" (SELECT count(*) FROM publication)"

/* What SQLite cannot read is found by another way; what it cannot write is told. */
static void
test_each_step_fails(void **state)
{
	const struct place *p = *state;
	struct buf whole = { 0 }, now = { 0 };
	struct capture errors;
	size_t n, refused;
	bool damaged, failed;
	int status, i;

	put_store(p, &p->whole);
	change(p, OTHER_ROWS, false);
	read_bytes(p->store, &whole);
	for (i = 0; i < 2; i++) {
		damaged = i == 1;
		n = 1;
		refused = 0;
		do {
			put_store(p, damaged ? &p->damaged : &whole);
			fail_step(n++);
			status = save(p, &errors);
			failed = step_failed();
			if (status == 0) {
				expect_sql(p->store,
				    damaged ? "SELECT count(*) FROM paper" :
					      COUNT_ROWS,
				    damaged ? "12" : "12 12 12 12 2 1 2 1");
				continue;
			}
			assert_int_equal(status, EX_IOERR);
			refused++;
			expect_names(p, "x.db");
			read_bytes(p->store, &now);
			assert_int_equal(now.length, whole.length);
			assert_memory_equal(now.data,
			    damaged ? p->damaged.data : whole.data, now.length);
		} while (failed);
		assert_in_range(refused, 20, n - 2);
	}
	buf_free(&whole);
	buf_free(&now);
}

/* All of a whole store is taken over, and nothing else is left beside it. */
static void
test_whole_store(void **state)
{
	static const char *const left[] = { ".new", ".salvage", ".salvage-wal",
		".salvage-shm", ".salvage-page", "-wal", "-shm" };
	const struct place *p = *state;
	char path[64];
	struct capture errors;
	size_t i;

	put_store(p, &p->whole);
	change(p, OTHER_ROWS, false);
	for (i = 0; i < COUNT(left); i++) {
		snprintf(path, sizeof(path), "%s%s", p->store, left[i]);
		/* An empty log, and noise. */
		write_file(path, "noise", i == 5 ? 0 : 5);
	}
	assert_int_equal(save(p, &errors), 0);
	assert_string_equal(errors.said, "");
	expect_names(p, "x.db x.db.damaged-1");
	expect_sql(p->store, COUNT_ROWS, "12 12 12 12 2 1 2 1");
	/* A name that something else has is not taken. */
	assert_int_equal(save(p, &errors), 0);
	expect_names(p, "x.db x.db.damaged-1 x.db.damaged-2");
	expect_sql(p->store, COUNT_ROWS, "12 12 12 12 2 1 2 1");
}

/* What only the log has is saved, and the log stays with its store. */
static void
test_log(void **state)
{
	const struct place *p = *state;
	struct capture errors;

	put_store(p, &p->whole);
	change(p, OTHER_ROWS, true);
	expect_names(p, "x.db x.db-shm x.db-wal");
	/* The repair is broken off when it has moved the log. */
	fail_call("rename", 2, EIO);
	assert_int_equal(save(p, &errors), EX_IOERR);
	assert_true(call_has_failed());
	assert_non_null(strstr(errors.said, "x.db"));
	expect_names(p, "x.db x.db.damaged-1 x.db.damaged-1-wal");
	assert_int_equal(save(p, &errors), 0);
	assert_string_equal(errors.said, "");
	expect_names(p, "x.db x.db.damaged-1 x.db.damaged-1-wal");
	expect_sql(p->store, COUNT_ROWS, "12 12 12 12 2 1 2 1");
}

/* What could not be kept is left where it was. */
static void
test_nothing_is_replaced(void **state)
{
	static const char *const names[] = { ".new", ".salvage" };
	const struct place *p = *state;
	char path[64], wanted[64];
	struct capture errors;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		put_store(p, &p->damaged);
		snprintf(path, sizeof(path), "%s%s", p->store, names[i]);
		assert_int_equal(mkdir(path, 0700), 0);
		assert_int_equal(save(p, &errors), EX_IOERR);
		assert_non_null(strstr(errors.said, path));
		snprintf(wanted, sizeof(wanted), "x.db x.db%s", names[i]);
		expect_names(p, wanted);
	}
	assert_int_equal(save_when(p, "link", 1, EIO), EX_IOERR);
	expect_names(p, "x.db");
	/* The log stays with the store. */
	assert_int_equal(save_when(p, "rename", 1, EIO), EX_IOERR);
	expect_names(p, "x.db x.db.damaged-1");
}

/* Rows with a sum are found wherever they are; the loss of others is told. */
static void
test_pages(void **state)
{
	const struct place *p = *state;
	struct capture errors;

	put_store(p, &p->whole);
	change(p, OTHER_ROWS, false);
	/* So many that a page names pages of them, and has some itself. */
	change(p,
	    "WITH RECURSIVE n (n) AS (SELECT 101 UNION ALL SELECT n + 1 FROM n"
	    " LIMIT 400)"
	    "INSERT INTO listing (listing, kind, label, day) SELECT n, 'day',"
	    " n, n FROM n;"
	    "UPDATE listing SET sum = row_sum('listing', kind, label, day);"
	    "INSERT INTO listed_in SELECT key, listing, 1,"
	    " row_sum('listed_in', key, listing, 1) FROM paper, listing"
	    " WHERE listing > 100;"
	    "PRAGMA writable_schema = ON;"
	    "UPDATE sqlite_schema SET rootpage = 999",
	    false);
	assert_int_equal(save(p, &errors), 0);
	expect_sql(p->store, COUNT_ROWS, "12 412 4812 12 0 0 0 1");
	assert_non_null(strstr(errors.said,
	    "x.db: removed could not all be read; papers that were removed"));
	assert_non_null(strstr(errors.said, "mail could not all be read"));
	assert_null(strstr(errors.said, "paper could"));
	expect_names(p, "x.db x.db.damaged-1");
}

/* A table that seems to be empty lacks the papers that others name. */
static void
test_rows_are_missed(void **state)
{
	const struct place *p = *state;
	struct capture errors;

	put_store(p, &p->whole);
	change(p,
	    "DELETE FROM listed_in WHERE paper > (SELECT min(key) FROM paper);"
	    "DELETE FROM shown_by WHERE paper > (SELECT min(key) FROM paper);"
	    "PRAGMA writable_schema = ON;"
	    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM"
	    " sqlite_schema WHERE name = 'hub') WHERE name = 'paper'",
	    false);
	assert_int_equal(save(p, &errors), 0);
	expect_sql(p->store, "SELECT count(*) FROM paper", "12");
}

/* Write a header, and tell whether the file is taken for a store. */
static bool
is_ours(const struct place *p, const struct buf *header)
{
	struct buf bytes = { 0 };
	bool ours;

	buf_add(&bytes, header->data, header->length);
	if (header->length < p->whole.length)
		buf_add(&bytes, p->whole.data + header->length,
		    p->whole.length - header->length);
	put_store(p, &bytes);
	ours = salvage_file_is_ours(p->store);
	buf_free(&bytes);
	return ours;
}

/* Sets one byte of a header to a value; the others are as they were. */
static void
set_byte(const struct place *p, struct buf *header, size_t at, int value)
{
	buf_clear(header);
	buf_add(header, p->whole.data, 100);
	header->data[at] = (char)value;
}

static void
test_whose_file(void **state)
{
	const struct place *p = *state;
	struct buf h = { 0 };

	/* The mark of our stores, or the words of our schema. */
	set_byte(p, &h, 68, 'x');
	assert_true(is_ours(p, &h));
	set_byte(p, &h, 0, 'x');
	assert_true(is_ours(p, &h));
	/* A newer version is left alone, if the header is one. */
	set_byte(p, &h, 63, SCHEMA_VERSION + 1);
	assert_false(is_ours(p, &h));
	set_byte(p, &h, 60, 1);
	assert_false(is_ours(p, &h));
	h.data[0] = 'x';
	assert_true(is_ours(p, &h));
	/* Too short for a header. */
	put_store(p, &p->whole);
	assert_int_equal(truncate(p->store, 99), 0);
	assert_false(salvage_file_is_ours(p->store));
	assert_int_equal(truncate(p->store, 100), 0);
	assert_true(salvage_file_is_ours(p->store));
	/* A file of others. */
	buf_clear(&h);
	while (h.length < p->whole.length)
		buf_puts(&h, "CREATE TABLE listed ");
	assert_false(is_ours(p, &h));
	buf_free(&h);
}

/* Mend the header of a store, all of which is this byte, or from a place on. */
static void
mend(const struct place *p, size_t from, int value)
{
	struct buf bytes = { 0 };
	int64_t page = 0;

	buf_add(&bytes, p->whole.data, p->whole.length);
	memset(bytes.data + from, value, 100 - from);
	put_store(p, &bytes);
	assert_int_equal(salvage_file_mend_header(p->store, &page), 0);
	assert_int_equal(page, 16384);
	buf_free(&bytes);
}

static void
test_header(void **state)
{
	static const int versions[][2] = { { 0, SCHEMA_VERSION }, { 1, 1 },
		{ SCHEMA_VERSION, SCHEMA_VERSION },
		{ SCHEMA_VERSION + 1, SCHEMA_VERSION } };
	const struct place *p = *state;
	static const char *const calls[] = { "open", "fstat", "pread",
		"pwrite" };
	struct capture errors;
	struct buf h = { 0 };
	char wanted[16];
	int64_t page = 0;
	size_t i;

	for (i = 0; i < 256; i += 51) {
		mend(p, 0, (int)i);
		expect_sql(p->store, "PRAGMA quick_check", "ok");
		expect_sql(p->store, "PRAGMA application_id", "1885758821");
		expect_sql(p->store, "PRAGMA freelist_count", "0");
		expect_sql(p->store, "PRAGMA journal_mode", "delete");
		expect_sql(p->store, "PRAGMA auto_vacuum", "0");
	}
	for (i = 0; i < COUNT(versions); i++) {
		set_byte(p, &h, 63, versions[i][0]);
		is_ours(p, &h);
		assert_int_equal(salvage_file_mend_header(p->store, &page), 0);
		snprintf(wanted, sizeof(wanted), "%d", versions[i][1]);
		expect_sql(p->store, "PRAGMA user_version", wanted);
	}
	buf_free(&h);
	/* What is no header, and calls that fail. */
	for (i = 0; i < COUNT(calls); i++) {
		put_store(p, &p->whole);
		capture_start(&errors);
		fail_call(calls[i], 1, EIO);
		assert_int_equal(salvage_file_mend_header(p->store, &page), -1);
		assert_true(call_has_failed());
		capture_end(&errors);
		assert_non_null(strstr(errors.said, p->store));
	}
	assert_int_equal(truncate(p->store, 99), 0);
	capture_start(&errors);
	assert_int_equal(salvage_file_mend_header(p->store, &page), -1);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, p->store));
	/* The pages of version 0.1.0. */
	put_store(p, &p->whole);
	change(p,
	    "PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM",
	    false);
	assert_int_equal(salvage_file_mend_header(p->store, &page), 0);
	assert_int_equal(page, 4096);
	expect_sql(p->store, "PRAGMA page_size", "4096");
	expect_sql(p->store, "PRAGMA quick_check", "ok");
}

/* A backup is the old one or the new one; what was begun is removed. */
static void
test_backup(void **state)
{
	const struct place *p = *state;
	char made[FOLDER_SIZE + 32];
	struct capture errors;
	long number;
	int status;

	snprintf(made, sizeof(made), "%s.paperfeed-new", p->copy);
	put_store(p, &p->whole);
	assert_int_equal(backup_make(p->store, p->copy), 0);
	for (number = 1;; number++) {
		capture_start(&errors);
		fail_call(NULL, number, EIO);
		status = backup_make(p->store, p->copy);
		capture_end(&errors);
		expect_sql(p->copy, "SELECT count(*) FROM paper", "12");
		if (!call_has_failed())
			break;
		if (status == 0)
			continue;
		assert_true(status == EX_CANTCREAT || status == EX_IOERR);
		assert_non_null(strstr(errors.said, p->root));
	}
	assert_in_range(number, 8, 40);
	assert_int_equal(status, 0);
	assert_int_equal(access(made, F_OK), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_call_fails, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_interrupted_calls, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_each_step_fails, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_copy, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_whole_store, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_log, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_is_replaced,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rows_are_missed, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_whose_file, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_header, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_backup, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
