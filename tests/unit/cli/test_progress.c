#include "support.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/progress.h"

#define MINUTE INT64_C(60000) /* milliseconds */

/* Ten days, of which the last is 2026-04-08. */
#define LAST  INT64_C(1775606400)
#define FIRST (LAST - 9 * DATE_DAY)

#define ERASE "\r\033[K" /* the line */

/* Show a state, or the end for NULL; the words that this says are wanted. */
static void
show(struct progress *p, const struct progress_state *s, const char *wanted)
{
	struct capture c;

	capture_start(&c);
	if (s != NULL)
		progress_show(p, s);
	else
		progress_end(p);
	capture_end(&c);
	assert_string_equal(c.said, wanted);
}

/* The state after so many days, at an instant. */
static struct progress_state
after(int64_t days, bool asked, int64_t elapsed)
{
	return (struct progress_state){ .day = LAST - days * DATE_DAY,
		.papers = days * 5,
		.asked = asked,
		.elapsed = elapsed };
}

static void
show_after(struct progress *p, int64_t days, bool asked, int64_t elapsed,
    const char *wanted)
{
	struct progress_state s = after(days, asked, elapsed);

	show(p, &s, wanted);
}

/* A line a minute. */
static void
test_without_terminal_a_line_a_minute(void **state)
{
	struct progress p = { .first = FIRST, .last = LAST };

	(void)state;
	show_after(&p, 1, true, 1, "");
	show_after(&p, 2, true, MINUTE - 1, "");
	show_after(&p, 3, true, MINUTE,
	    "2026-04-05, 3 of 10 days, 15 papers, 3 days/min, 3 min left\n");
	show_after(&p, 4, true, MINUTE + 1, "");
	show_after(&p, 5, true, 2 * MINUTE - 1, "");
	show_after(&p, 6, true, 3 * MINUTE,
	    "2026-04-02, 6 of 10 days, 30 papers, 2 days/min, 2 min left\n");
	show_after(&p, 7, true, 4 * MINUTE - 1, "");
	/* All of them: there is no day that comes next. */
	show_after(&p, 10, true, 4 * MINUTE,
	    "2026-03-30, 10 of 10 days, 50 papers, 2 days/min, 0 min left\n");
	show(&p, NULL, "");
}

/* The minutes count from when the walk began, not the program. */
static void
test_late_start(void **state)
{
	struct progress p = { .first = FIRST,
		.last = LAST,
		.began = 60 * MINUTE,
		.shown = 60 * MINUTE };

	(void)state;
	show_after(&p, 1, true, 61 * MINUTE - 1, "");
	show_after(&p, 2, true, 61 * MINUTE,
	    "2026-04-06, 2 of 10 days, 10 papers, 2 days/min, 4 min left\n");
}

/* Days that were left out cost nothing. */
static void
test_left_out(void **state)
{
	struct progress p = { .first = FIRST, .last = LAST };

	(void)state;
	show_after(&p, 1, false, 0, "");
	show_after(&p, 5, false, MINUTE,
	    "2026-04-03, 5 of 10 days, 25 papers\n");
	show_after(&p, 6, true, 2 * MINUTE,
	    "2026-04-02, 6 of 10 days, 30 papers, 0 days/min, 8 min left\n");
}

static void
test_time_left(void **state)
{
	static const struct {
		int64_t total, took; /* of the first day */
		const char *rest;
	} cases[] = {
		{ 2, MINUTE, "1 days/min, 1 min left\n" },
		{ 2, MINUTE + 1, "0 days/min, 2 min left\n" },
		{ 61, MINUTE, "1 days/min, 60 min left\n" },
		{ 120, MINUTE, "1 days/min, 119 min left\n" },
		{ 121, MINUTE, "1 days/min, 2 h left\n" },
		{ 122, MINUTE, "1 days/min, 3 h left\n" },
		{ 3001, MINUTE, "1 days/min, 50 h left\n" },
	};
	struct progress_state s = after(1, true, 0);
	char wanted[128];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct progress p = { .last = LAST };

		p.first = LAST - (cases[i].total - 1) * DATE_DAY;
		s.elapsed = cases[i].took;
		snprintf(wanted, sizeof(wanted),
		    "2026-04-07, 1 of %d days, 5 papers, %s",
		    (int)cases[i].total, cases[i].rest);
		show(&p, &s, wanted);
	}
}

/* A bar of twenty places, in the same line, ten times a second. */
static void
test_bar(void **state)
{
	struct progress p = { .first = FIRST, .last = LAST, .terminal = true };

	(void)state;
	show(&p, NULL, "");
	show_after(&p, 1, false, 99, "");
	show_after(&p, 1, false, 100,
	    ERASE "[##------------------] 2026-04-07, 1 of 10 days, 5 papers");
	show_after(&p, 2, true, 199, "");
	show_after(&p, 5, true, 1000,
	    ERASE "[##########----------] 2026-04-03, 5 of 10 days, 25 papers,"
		  " 120 days/min, 1 min left");
	show_after(&p, 10, true, 6000,
	    ERASE "[####################] 2026-03-30, 10 of 10 days, 50 papers,"
		  " 30 days/min, 0 min left");
	show(&p, NULL, ERASE);
	show(&p, NULL, "");
}

/* No time passed, no day was asked for, or there is just one. */
static void
test_no_division(void **state)
{
	struct progress p = { .first = FIRST, .last = LAST, .shown = -MINUTE };
	struct progress one = { .first = LAST, .last = LAST, .terminal = true };

	(void)state;
	show_after(&p, 1, true, 0, "2026-04-07, 1 of 10 days, 5 papers\n");
	p.began = 2 * MINUTE; /* a clock that was set back */
	show_after(&p, 2, true, MINUTE,
	    "2026-04-06, 2 of 10 days, 10 papers\n");
	show_after(&one, 0, false, 100,
	    ERASE "[--------------------] 2026-04-08, 0 of 1 days, 0 papers");
	show_after(&one, 1, true, 200,
	    ERASE "[####################] 2026-04-08, 1 of 1 days, 5 papers,"
		  " 300 days/min, 0 min left");
}

static void
test_silent(void **state)
{
	struct progress p = { .first = FIRST, .last = LAST, .silent = true };

	(void)state;
	show_after(&p, 5, true, 9 * MINUTE, "");
	p.terminal = true;
	show_after(&p, 5, true, 19 * MINUTE, "");
	show(&p, NULL, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_terminal_a_line_a_minute),
		cmocka_unit_test(test_late_start),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_time_left),
		cmocka_unit_test(test_bar),
		cmocka_unit_test(test_no_division),
		cmocka_unit_test(test_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
