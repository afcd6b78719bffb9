#include "support.h"

#include <string.h>

#include "cli/schedule_search.h"

static void
test_a_line_that_is_no_comment_starts_us(void **state)
{
	static const struct {
		const char *crontab;
		bool starts;
	} cases[] = {
		{ "17 5 * * * paperfeed update\n", true },
		{ "17 5 * * * /usr/local/bin/paperfeed -q update", true },
		{ "MAILTO=root\n\n\t17 5 * * * paperfeed update\n", true },
		{ "# paperfeed\n17 5 * * * paperfeed update\n", true },
		{ "", false },
		{ "\n", false },
		{ "17 5 * * * newspapers\n", false },
		{ "# 17 5 * * * paperfeed update\n", false },
		{ " \t#17 5 * * * paperfeed update\n", false },
		{ "17 5 * * * paper\nfeed update\n", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (schedule_search_starts_us(cases[i].crontab,
			strlen(cases[i].crontab)) != cases[i].starts)
			fail_msg("%s", cases[i].crontab);
	}
	/* No byte behind the end counts. */
	assert_false(schedule_search_starts_us("paperfeed", 8));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_that_is_no_comment_starts_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
