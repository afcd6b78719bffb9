/* The lock of runs that write, where the system gives none. */
#include "support.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "failing_support.h"
#include "base/lock.h"

/* Take a lock when a call fails; what is said must have these words. */
static void
expect_refused(const char *path, const char *call, long number, int error,
    int status, const char *words)
{
	struct capture errors;
	int got;

	capture_start(&errors);
	fail_call(call, number, error);
	got = lock_take(path);
	assert_true(call_has_failed());
	capture_end(&errors);
	assert_int_equal(got, status);
	assert_non_null(strstr(errors.said, path));
	assert_non_null(strstr(errors.said, words));
	assert_ptr_equal(strchr(errors.said, '\n'),
	    errors.said + strlen(errors.said) - 1);
}

static void
test_refused(void **state)
{
	char folder[FOLDER_SIZE], path[FOLDER_SIZE + 8];

	(void)state;
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/lock", folder);
	expect_refused(path, "open", 1, EACCES, EX_CANTCREAT,
	    ": Permission denied");
	expect_refused(path, "fcntl", 1, ENOLCK, EX_CANTCREAT,
	    ": cannot lock: No locks available");
	/* Who held it has gone meanwhile. */
	expect_refused(path, "fcntl", 1, EAGAIN, EX_TEMPFAIL,
	    ": another run is at work");
	expect_refused(path, "fcntl", 1, EACCES, EX_TEMPFAIL,
	    ": another run is at work");
	assert_int_equal(lock_take(path), 0);
	remove_folder(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
