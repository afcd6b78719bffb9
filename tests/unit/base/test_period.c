/* Days, weeks and months: where they begin and end, and what they are called. */
#include "support.h"

#include "base/date.h"
#include "base/period.h"

static void
test_periods(void **state)
{
	static const struct {
		enum period_kind kind;
		const char *instant, *start, *end, *label, *title;
	} cases[] = {
		{ PERIOD_DAY, "2026-04-08T23:59:59Z", "2026-04-08",
		    "2026-04-09", "2026-04-08", "Wednesday, 8 April 2026" },
		{ PERIOD_DAY, "2026-09-30", "2026-09-30", "2026-10-01",
		    "2026-09-30", "Wednesday, 30 September 2026" },
		{ PERIOD_WEEK, "2026-04-12T12:00:00Z", "2026-04-06",
		    "2026-04-13", "2026-W15", "Week 15 of 2026" },
		/* The week of a new year's day may be the old year's. */
		{ PERIOD_WEEK, "2027-01-01", "2026-12-28", "2027-01-04",
		    "2026-W53", "Week 53 of 2026" },
		{ PERIOD_WEEK, "2025-12-31", "2025-12-29", "2026-01-05",
		    "2026-W01", "Week 1 of 2026" },
		{ PERIOD_MONTH, "2024-02-29T00:00:01Z", "2024-02-01",
		    "2024-03-01", "2024-02", "February 2024" },
		{ PERIOD_MONTH, "2026-12-31T23:59:59Z", "2026-12-01",
		    "2027-01-01", "2026-12", "December 2026" },
	};
	char label[PERIOD_LABEL_SIZE], title[PERIOD_TITLE_SIZE];
	struct period p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		p = period_of(cases[i].kind, at(cases[i].instant));
		assert_int_equal(p.start, at(cases[i].start));
		assert_int_equal(p.end, at(cases[i].end));
		period_label(cases[i].kind, p.start, label);
		assert_string_equal(label, cases[i].label);
		period_title(cases[i].kind, p.start, title);
		assert_string_equal(title, cases[i].title);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_periods),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
