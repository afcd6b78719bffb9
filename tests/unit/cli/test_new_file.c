/* A file that appears whole or not at all, and never over another one. */
#include "support.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "failing_support.h"
#include "base/buf.h"
#include "cli/new_file.h"

struct place {
	char folder[FOLDER_SIZE];
	char path[FOLDER_SIZE + 8];
};

static void
start(struct place *p)
{
	make_folder(p->folder);
	snprintf(p->path, sizeof(p->path), "%s/path", p->folder);
}

/* There is one file in the folder, with these bytes, which goes. */
static void
expect_only_file(const struct place *p, const char *wanted)
{
	char got[16] = "";
	FILE *f = fopen(p->path, "r");

	assert_non_null(f);
	assert_int_not_equal(fread(got, 1, sizeof(got) - 1, f), 0);
	fclose(f);
	assert_string_equal(got, wanted);
	assert_int_equal(unlink(p->path), 0);
	assert_int_equal(rmdir(p->folder), 0);
}

static int
make(const struct place *p, struct capture *errors)
{
	struct buf bytes = { 0 };
	int status;

	buf_puts(&bytes, "new");
	capture_start(errors);
	status = new_file_make(p->path, &bytes);
	capture_end(errors);
	buf_free(&bytes);
	return status;
}

/* After a failure there is nothing, and it is told. */
static void
test_each_call_fails(void **state)
{
	static const char *const calls[] = { "fchmod", "write", "fsync", "link",
		"openat" };
	struct capture errors;
	struct place p;
	size_t i;
	long number;

	(void)state;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		for (number = 1;; number++) {
			start(&p);
			fail_call(calls[i], number, EIO);
			if (make(&p, &errors) == 0)
				break;
			assert_true(call_has_failed());
			assert_non_null(
			    strstr(errors.said, "/path: Input/output error\n"));
			assert_int_equal(rmdir(p.folder), 0);
		}
		assert_false(call_has_failed());
		assert_string_equal(errors.said, "");
		expect_only_file(&p, "new");
		/* The file is synced, then its folder. */
		assert_int_equal(number,
		    strcmp(calls[i], "fsync") == 0 ? 3 : 2);
	}
}

/* What has the name stays, with hard links and without. */
static void
test_taken_name(void **state)
{
	static const int errors[] = { 0, EPERM, EOPNOTSUPP, ENOSYS };
	struct capture said;
	struct place p;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		start(&p);
		write_file(p.path, "old", 3);
		fail_call("link", i > 0, errors[i]);
		assert_int_equal(make(&p, &said), EX_CANTCREAT);
		assert_int_equal(call_has_failed(), i > 0);
		assert_non_null(strstr(said.said, "/path: it exists already"));
		expect_only_file(&p, "old");
	}
}

/* Without hard links it is renamed. */
static void
test_no_links(void **state)
{
	struct capture errors;
	struct place p;

	(void)state;
	start(&p);
	fail_call("link", 1, EPERM);
	assert_int_equal(make(&p, &errors), 0);
	assert_true(call_has_failed());
	expect_only_file(&p, "new");
}

/* Its rights are those that the umask leaves. */
static void
test_mode(void **state)
{
	static const mode_t masks[] = { 022, 027, 077 };
	struct capture errors;
	struct place p;
	struct stat st;
	mode_t before;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		start(&p);
		before = umask(masks[i]);
		assert_int_equal(make(&p, &errors), 0);
		assert_int_equal(umask(before), masks[i]);
		assert_int_equal(stat(p.path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0644 & ~masks[i]);
		expect_only_file(&p, "new");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_call_fails),
		cmocka_unit_test(test_taken_name),
		cmocka_unit_test(test_no_links),
		cmocka_unit_test(test_mode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
