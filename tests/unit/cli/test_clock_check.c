#include "support.h"

#include "base/buf.h"
#include "base/date.h"
#include "cli/age.h"
#include "cli/clock_check.h"

#define NOW INT64_C(1795428000) /* 2026-11-23 */

static void
test_the_clock_is_compared_with_what_is_known(void **state)
{
	static const struct {
		struct clock_facts facts;
		enum clock_fault wanted;
	} cases[] = {
		{ { NOW, DATE_NONE, DATE_NONE, DATE_NONE }, CLOCK_GOOD },
		{ { NOW, NOW, NOW, NOW }, CLOCK_GOOD },
		/* Two minutes, either way. */
		{ { NOW, DATE_NONE, DATE_NONE, NOW + 120 }, CLOCK_GOOD },
		{ { NOW, DATE_NONE, DATE_NONE, NOW - 120 }, CLOCK_GOOD },
		{ { NOW, DATE_NONE, DATE_NONE, NOW + 121 }, CLOCK_DIFFERS },
		{ { NOW, DATE_NONE, DATE_NONE, NOW - 121 }, CLOCK_DIFFERS },
		{ { NOW, NOW + 120, DATE_NONE, DATE_NONE }, CLOCK_GOOD },
		{ { NOW, NOW + 121, DATE_NONE, DATE_NONE }, CLOCK_BEFORE_RUN },
		/* A source's tomorrow may have begun. */
		{ { NOW, DATE_NONE, NOW + DATE_DAY, DATE_NONE }, CLOCK_GOOD },
		{ { NOW, DATE_NONE, NOW + DATE_DAY + 1, DATE_NONE },
		    CLOCK_BEFORE_NEWEST },
		/* 1970 and 2025-12-31T23:59:59Z, by a server as well. */
		{ { 0, DATE_NONE, DATE_NONE, DATE_NONE }, CLOCK_BEFORE_US },
		{ { 1767225599, DATE_NONE, DATE_NONE, DATE_NONE },
		    CLOCK_BEFORE_US },
		{ { 1767225600, DATE_NONE, DATE_NONE, DATE_NONE }, CLOCK_GOOD },
		{ { 0, DATE_NONE, DATE_NONE, NOW }, CLOCK_DIFFERS },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (clock_check(&cases[i].facts) != cases[i].wanted)
			fail_msg("case %zu: %d", i,
			    (int)clock_check(&cases[i].facts));
	}
}

static void
test_an_age_has_the_unit_of_people(void **state)
{
	struct buf b = { 0 };

	(void)state;
	age_add(&b, 20 * DATE_DAY);
	assert_string_equal(b.data, "20 days ago");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_clock_is_compared_with_what_is_known),
		cmocka_unit_test(test_an_age_has_the_unit_of_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
