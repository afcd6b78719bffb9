#include "support.h"

#include <string.h>
#include <sysexits.h>

#include "base/findings.h"

/* A line each, behind the path, and the worst status. */
static void
test_lines(void **state)
{
	struct findings f = { .path = "x.db" };
	struct capture errors;

	(void)state;
	capture_start(&errors);
	findings_add(&f, EX_DATAERR, "%s: %d", "one", 1);
	findings_add(&f, EX_IOERR, "two");
	findings_add(&f, EX_DATAERR, "three");
	findings_next_kind(&f, "such");
	capture_end(&errors);
	assert_non_null(strstr(errors.said, ": x.db: one: 1\n"));
	assert_non_null(strstr(errors.said, ": x.db: two\n"));
	assert_null(strstr(errors.said, "more"));
	assert_int_equal(f.status, EX_IOERR);
	assert_int_equal(f.count, 3);
}

/* Of one kind there are ten lines, and one that counts the others. */
static void
test_many(void **state)
{
	struct findings f = { .path = "x.db" };
	struct capture errors;
	const char *s;
	int i, lines = 0;

	(void)state;
	capture_start(&errors);
	for (i = 0; i < 25; i++)
		findings_add(&f, EX_DATAERR, "paper %d", i);
	findings_next_kind(&f, "papers");
	findings_add(&f, EX_DATAERR, "another kind");
	capture_end(&errors);
	for (s = errors.said; (s = strchr(s, '\n')) != NULL; s++)
		lines++;
	assert_int_equal(lines, 12);
	assert_non_null(strstr(errors.said, ": x.db: 15 more papers\n"));
	assert_non_null(strstr(errors.said, ": x.db: another kind\n"));
	assert_int_equal(f.count, 26);
}

static void
test_silence(void **state)
{
	struct findings f = { .path = "x.db", .silent = true };
	struct capture errors;

	(void)state;
	capture_start(&errors);
	findings_add(&f, EX_DATAERR, "what follows from another");
	findings_next_kind(&f, "such");
	capture_end(&errors);
	assert_string_equal(errors.said, "");
	assert_int_equal(f.count, 1);
	assert_int_equal(f.status, EX_DATAERR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_silence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
