/* A damaged store is saved, or left as it was, whatever call fails. */
#include "topic_support.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/arena.h"
#include "base/buf.h"
#include "store/backup.h"
#include "store/salvage.h"

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

/* Save the damaged store when a call fails.  Return the status. */
static int
save_when(const struct place *p, const char *call, long number, int error)
{
	struct capture errors;
	struct arena a = { 0 };
	const char *kept = NULL;
	int status;

	put_store(p, &p->damaged);
	capture_start(&errors);
	fail_call(call, number, error);
	status = salvage(p->store, &a, &kept);
	capture_end(&errors);
	assert_true(status == 0 || status == EX_IOERR);
	/* What SQLite could not save is told as well. */
	if (status != 0)
		assert_int_not_equal(errors.said[0], '\0');
	assert_int_equal(kept != NULL, status == 0);
	arena_free(&a);
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
		cmocka_unit_test_setup_teardown(test_backup, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
