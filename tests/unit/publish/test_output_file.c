/* Files of the output when calls of the system fail, or do a part only. */
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/buf.h"
#include "publish/changed_list.h"
#include "publish/output.h"
#include "publish/output_file.h"

struct place {
	char path[FOLDER_SIZE], list[FOLDER_SIZE + 8];
	int folder;
	struct buf bytes;
};

static int
set_up(void **state)
{
	static struct place p;

	memset(&p, 0, sizeof(p));
	make_folder(p.path);
	snprintf(p.list, sizeof(p.list), "%s/list", p.path);
	p.folder = open(p.path, O_RDONLY | O_DIRECTORY);
	assert_int_not_equal(p.folder, -1);
	repeat(&p.bytes, "A line of a feed.\n", 3000);
	*state = &p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	close(p->folder);
	buf_free(&p->bytes);
	remove_folder(p->path);
	return 0;
}

/* An interrupted call goes on, and a short write as well. */
static void
test_goes_on(void **state)
{
	const struct place *p = *state;
	int fd = output_file_create(p->folder, "feed");

	assert_int_not_equal(fd, -1);
	limit_writes(1000);
	fail_call("write", 3, EINTR);
	assert_int_equal(output_file_write(fd, &p->bytes), 0);
	assert_true(call_has_failed());
	limit_writes(0);
	close(fd);
	fail_call("read", 2, EINTR);
	assert_true(output_file_has(p->folder, "feed", &p->bytes));
	assert_true(call_has_failed());
}

/* What cannot be read is not the same, and what cannot be written is an error. */
static void
test_fails(void **state)
{
	const struct place *p = *state;
	struct stat st;
	int fd;

	fail_call("fchmod", 1, EPERM);
	assert_int_equal(output_file_create(p->folder, "mode"), -1);
	assert_int_equal(errno, EPERM);
	fail_call(NULL, 0, 0);
	fd = output_file_create(p->folder, "feed");
	assert_int_not_equal(fd, -1);
	fail_call("write", 1, ENOSPC);
	assert_int_equal(output_file_write(fd, &p->bytes), -1);
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(output_file_write(fd, &p->bytes), 0);
	fail_call("read", 1, EIO);
	assert_false(output_file_has(p->folder, "feed", &p->bytes));
	assert_true(call_has_failed());
	assert_false(output_file_has(p->folder, "none", &p->bytes));
	fail_call("fstat", 1, EIO);
	assert_int_equal(output_file_make_younger(fd, -1, &st), -1);
	fail_call("futimens", 1, EPERM);
	assert_int_equal(output_file_make_younger(fd, 4000000000, &st), -1);
	fail_call("fsync", 1, EIO);
	assert_int_equal(output_file_sync(p->folder, "feed"), -1);
	fail_call(NULL, 0, 0);
	assert_int_equal(output_file_sync(p->folder, "none"), -1);
	assert_int_equal(output_file_sync(p->folder, "feed"), 0);
	close(fd);
}

/* Add names to the list when a call fails.  Return 0 or -1; it must be said. */
static int
add_when(const struct place *p, const struct buf *names, const char *call,
    int error)
{
	struct capture errors;
	int ret;

	capture_start(&errors);
	fail_call(call, 1, error);
	ret = changed_list_add(p->list, names);
	fail_call(NULL, 0, 0);
	capture_end(&errors);
	if (ret == -1) {
		assert_non_null(strstr(errors.said, p->list));
		assert_true(
		    error == 0 || strstr(errors.said, strerror(error)) != NULL);
	} else
		assert_string_equal(errors.said, "");
	return ret;
}

/* Can a list be written?  It is made, and what prevents that is told. */
static void
test_list_is_checked(void **state)
{
	const struct place *p = *state;
	struct capture errors;
	struct stat st;

	capture_start(&errors);
	fail_call("open", 1, EACCES);
	assert_int_equal(changed_list_check(p->list), -1);
	fail_call(NULL, 0, 0);
	capture_end(&errors);
	assert_non_null(strstr(errors.said, p->list));
	assert_int_equal(stat(p->list, &st), -1);
	assert_int_equal(changed_list_check(p->list), 0);
	assert_int_equal(stat(p->list, &st), 0);
	assert_int_equal(st.st_size, 0);
}

/* Who took the list away may have read it before the names were in it. */
static void
test_list_that_is_taken(void **state)
{
	const struct place *p = *state;
	struct buf names = { 0 };
	struct stat st;

	buf_puts(&names, "all.atom\n");
	fail_call("stat", 1, ENOENT);
	assert_int_equal(changed_list_add(p->list, &names), 0);
	assert_true(call_has_failed());
	assert_int_equal(stat(p->list, &st), 0);
	assert_int_equal(st.st_size, 2 * names.length);
	buf_free(&names);
}

/* Half a list of names would name files that there are not. */
static void
test_list_is_whole(void **state)
{
	const struct place *p = *state;
	struct buf names = { 0 };
	struct stat st;

	buf_puts(&names, "all.atom\nall.rss\n");
	assert_int_equal(add_when(p, &names, "open", EACCES), -1);
	assert_int_equal(add_when(p, &names, "fstat", EIO), -1);
	assert_int_equal(add_when(p, &names, "write", ENOSPC), -1);
	assert_int_equal(stat(p->list, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(add_when(p, &names, "none", 0), 0);
	/* A device is not brought to a disk. */
	assert_int_equal(add_when(p, &names, "fsync", EINVAL), 0);
	assert_int_equal(add_when(p, &names, "fsync", EIO), -1);
	assert_int_equal(stat(p->list, &st), 0);
	assert_int_equal(st.st_size, 3 * names.length);
	limit_writes(12);
	assert_int_equal(add_when(p, &names, "none", 0), -1);
	assert_int_equal(stat(p->list, &st), 0);
	assert_int_equal(st.st_size, 3 * names.length);
	assert_int_equal(add_when(p, &names, "ftruncate", EIO), -1);
	limit_writes(0);
	buf_free(&names);
}

/* Count the files of a folder, also hidden ones, as the next run finds them. */
static size_t
count_files(const char *path)
{
	struct output o;
	size_t count = 0;
	DIR *dir;

	assert_int_equal(output_open(&o, path), 0);
	output_close(&o);
	dir = opendir(path);
	assert_non_null(dir);
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count - 2;
}

/* Put a file with a twin when a call fails, and tell whether it said that. */
static bool
put_fails(const struct place *p, const char *text, const char *call,
    long number)
{
	struct buf bytes = { 0 };
	struct output_file file;
	struct capture errors;
	struct output o;
	bool failed;
	int ret;

	buf_puts(&bytes, text);
	assert_int_equal(output_open(&o, p->path), 0);
	capture_start(&errors);
	fail_call(call, number, EIO);
	ret = output_put(&o, "all.atom", &bytes, true, &file);
	failed = call_has_failed();
	capture_end(&errors);
	assert_int_equal(ret, failed ? -1 : 0);
	assert_int_equal(strstr(errors.said, "/all.atom") != NULL, failed);
	if (ret == 0)
		assert_int_equal(output_commit(&o), 0);
	output_close(&o);
	buf_free(&bytes);
	return failed;
}

/* What cannot be written leaves nothing, or what was there before. */
static void
test_put_fails(void **state)
{
	static const struct {
		const char *call;
		long number; /* of those that a file and its twin need */
	} calls[] = { { "openat", 2 }, { "write", 2 }, { "fchmod", 2 },
		{ "futimens", 1 }, { "fstat", 1 } };
	const struct place *p = *state;
	size_t i;
	long n;

	for (i = 0; i < COUNT(calls); i++) {
		for (n = 1; n <= calls[i].number; n++) {
			if (!put_fails(p, "one", calls[i].call, n))
				fail_msg("%s %ld", calls[i].call, n);
			assert_int_equal(count_files(p->path), 0);
		}
	}
	assert_false(put_fails(p, "one", NULL, 0));
	assert_int_equal(count_files(p->path), 2);
	for (i = 0; i < COUNT(calls); i++) {
		/* with a look at the bytes of the old file */
		for (n = 1; n <= calls[i].number; n++) {
			if (strcmp(calls[i].call, "openat") == 0 && n == 1)
				continue;
			if (!put_fails(p, "two", calls[i].call, n))
				fail_msg("%s %ld", calls[i].call, n);
			assert_int_equal(count_files(p->path), 2);
		}
	}
}

/*
 * Publish two files and the removal of one, of which one is in a folder, when a call
 * of the commit fails, and tell whether it said that it failed.
 */
static bool
commit_fails(const struct place *p, const char *call, long number)
{
	struct output_file file;
	struct capture errors;
	struct output o;
	bool failed;
	int ret;

	assert_int_equal(output_open(&o, p->path), 0);
	assert_int_equal(output_put(&o, "all.atom", &p->bytes, false, &file),
	    0);
	assert_int_equal(output_put(&o, "archive/all-2026-03.atom", &p->bytes,
			     false, &file),
	    0);
	output_remove(&o, "none.atom");
	capture_start(&errors);
	fail_call(call, number, EIO);
	ret = output_commit(&o);
	failed = call_has_failed();
	capture_end(&errors);
	output_close(&o);
	assert_int_equal(ret, failed ? -1 : 0);
	assert_int_equal(strstr(errors.said, p->path) != NULL, failed);
	return failed;
}

static bool
is_there(const struct place *p, const char *name)
{
	return faccessat(p->folder, name, F_OK, 0) == 0;
}

/*
 * Both files are brought to the disk before one takes its place, and both folders
 * behind that; what fails is told.
 */
static void
test_commit_fails(void **state)
{
	static const char *const calls[] = { "openat", "fsync" };
	/* output_file_sync() opens each file, and the output is open */
	static const long folders[] = { 1, 2 };
	const struct place *p = *state;
	size_t i;
	long n;

	for (i = 0; i < COUNT(calls); i++) {
		for (n = 1; n <= 2; n++) {
			assert_true(commit_fails(p, calls[i], n));
			assert_false(is_there(p, "all.atom"));
			assert_false(is_there(p, "archive/all-2026-03.atom"));
		}
		for (; n <= 2 + folders[i]; n++) {
			assert_true(commit_fails(p, calls[i], n));
			assert_int_equal(unlinkat(p->folder, "all.atom", 0), 0);
			assert_int_equal(unlinkat(p->folder,
					     "archive/all-2026-03.atom", 0),
			    0);
		}
		assert_false(commit_fails(p, calls[i], n));
		assert_int_equal(unlinkat(p->folder, "all.atom", 0), 0);
		assert_int_equal(unlinkat(p->folder, "archive/all-2026-03.atom",
				     0),
		    0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_goes_on, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_list_is_whole, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_commit_fails, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_put_fails, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_list_is_checked, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_list_that_is_taken, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
