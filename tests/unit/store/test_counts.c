#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "feed/feed.h"
#include "cli/trend_table.h"

#define WEEK (7 * DATE_DAY)
#define LAST (COUNTS_WEEKS - 1)

/* The only week with papers, and how many; or -1. */
static int
only_week(const struct topic_counts *m, int64_t papers)
{
	int i, found = -1;

	for (i = 0; i < COUNTS_WEEKS; i++) {
		if (m->weeks[i] == 0)
			continue;
		assert_int_equal(found, -1);
		assert_int_equal(m->weeks[i], papers);
		found = i;
	}
	return found;
}

/* Weeks begin on Monday, UTC: 2026-04-06 is one. */
static void
test_start(void **state)
{
	static const struct {
		const char *newest, *monday;
	} cases[] = {
		{ "2026-04-06T00:00:00Z", "2026-04-06" },
		{ "2026-04-08T12:00:00Z", "2026-04-06" },
		{ "2026-04-12T23:59:59Z", "2026-04-06" },
		{ "2026-04-13T00:00:00Z", "2026-04-13" },
		{ "2026-04-05T23:59:59Z", "2026-03-30" },
		{ "2027-01-01T00:00:00Z", "2026-12-28" },
	};
	struct topic_counts m = { .weeks = { 7, 7, [LAST] = 7 } };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		counts_start(&m, at(cases[i].newest));
		assert_int_equal(m.week, at(cases[i].monday));
		assert_int_equal(only_week(&m, 0), -1);
		assert_int_equal(counts_most(&m), 0);
		assert_int_equal(counts_monday(&m, LAST), m.week);
		assert_int_equal(counts_monday(&m, 0), m.week - 25 * WEEK);
		m.weeks[3] = 7;
	}
}

static void
test_add(void **state)
{
	static const struct {
		const char *listed;
		int week;
	} cases[] = {
		{ "2026-04-12T23:59:59Z", LAST },
		{ "2026-04-06T00:00:00Z", LAST },
		{ "2026-04-05T23:59:59Z", LAST - 1 },
		{ "2026-03-30T00:00:00Z", LAST - 1 },
		{ "2026-03-29T23:59:59Z", LAST - 2 },
		/* The first week, and what lies outside. */
		{ "2025-10-13T00:00:00Z", 0 },
		{ "2025-10-12T23:59:59Z", -1 },
		{ "1999-01-01", -1 },
		{ "2026-04-13T00:00:00Z", -1 },
		{ "2038-01-01", -1 },
	};
	struct {
		struct topic_counts m;
		int64_t behind;
	} guarded = { .behind = 4711 };
	struct topic_counts *m = &guarded.m;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		counts_start(m, at("2026-04-08T12:00:00Z"));
		counts_add(m, at(cases[i].listed));
		counts_add(m, at(cases[i].listed));
		if (only_week(m, 2) != cases[i].week)
			fail_msg("%s: %d", cases[i].listed, only_week(m, 2));
		assert_int_equal(counts_most(m), cases[i].week == -1 ? 0 : 2);
		assert_int_equal(guarded.behind, 4711);
	}
}

static void
test_extend(void **state)
{
	static const int64_t late[] = { 0, 1, 2, 24, 25, 26, 27, 1000 };
	struct topic_counts m, longer;
	size_t i;
	int n;

	(void)state;
	counts_start(&m, at("2026-04-08"));
	m.count = 4711;
	m.newest = at("2026-04-08");
	for (n = 0; n < COUNTS_WEEKS; n++)
		m.weeks[n] = n + 1;
	for (i = 0; i < COUNT(late); i++) {
		longer = counts_extend(&m, m.week + late[i] * WEEK);
		assert_int_equal(longer.week, m.week + late[i] * WEEK);
		assert_int_equal(longer.count, m.count);
		assert_int_equal(longer.newest, m.newest);
		for (n = 0; n < COUNTS_WEEKS; n++)
			assert_int_equal(longer.weeks[n],
			    n + late[i] < COUNTS_WEEKS ? n + 1 + late[i] : 0);
	}
}

/* A chart begins with the first paper, but has a few weeks at least. */
static void
test_shown(void **state)
{
	static const struct {
		int first; /* week with papers; or -1 */
		int shown;
		int64_t older; /* papers before these weeks */
	} cases[] = {
		{ 0, COUNTS_WEEKS, 0 },
		{ 1, COUNTS_WEEKS - 1, 0 },
		{ LAST - 4, 5, 0 },
		{ LAST - 3, 4, 0 },
		{ LAST - 2, 4, 0 },
		{ LAST, 4, 0 },
		{ -1, 4, 0 },
		{ LAST, COUNTS_WEEKS, 1 },
		{ -1, COUNTS_WEEKS, 1 },
	};
	struct topic_counts m;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		counts_start(&m, at("2026-04-08"));
		m.count = cases[i].older;
		if (cases[i].first != -1) {
			m.weeks[cases[i].first] = 3;
			m.weeks[LAST] += 2;
			m.count += 5;
		}
		if (counts_shown(&m) != cases[i].shown)
			fail_msg("%zu: %d", i, counts_shown(&m));
	}
}

/* What the table says of the weeks before last, last, and this one. */
static void
test_change(void **state)
{
	static const struct {
		int64_t weeks[3];
		const char *now, *change;
	} cases[] = {
		/* This week is not over: the two before it are compared. */
		{ { 4, 6, 1 }, "2026-04-12T23:59:59Z", "    +50%" },
		{ { 4, 6, 1 }, "2026-04-13T00:00:00Z", "    -83%" },
		{ { 4, 6, 9 }, "2026-06-01", "    +50%" },
		{ { 6, 4, 9 }, "2026-04-08", "    -33%" },
		{ { 4, 4, 9 }, "2026-04-08", "      0%" },
		{ { 0, 4, 9 }, "2026-04-08", "     new" },
		{ { 4, 0, 9 }, "2026-04-08", "   -100%" },
		{ { 0, 0, 9 }, "2026-04-08", "       -" },
		/* Rounded, but a fall is never a rise of nothing. */
		{ { 3, 5, 9 }, "2026-04-08", "    +67%" },
		{ { 3, 1, 9 }, "2026-04-08", "    -67%" },
		{ { 200, 203, 9 }, "2026-04-08", "     +2%" },
		{ { 200, 197, 9 }, "2026-04-08", "     -2%" },
		{ { 1000, 1001, 9 }, "2026-04-08", "    +<1%" },
		{ { 1000, 999, 9 }, "2026-04-08", "    -<1%" },
		{ { 1, 100, 9 }, "2026-04-08", "  +9900%" },
	};
	const struct topic topic = { .slug = "x" };
	struct topic_counts m;
	struct trend_table table = { .topics = &topic,
		.counts = &m,
		.topic_count = 1 };
	struct buf out = { 0 };
	size_t i, n, length;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&out);
		counts_start(&m, at("2026-04-08"));
		for (n = 0; n < 3; n++)
			m.weeks[LAST - 2 + n] = cases[i].weeks[n];
		table.now = at(cases[i].now);
		trend_table_write(&out, &table);
		length = strlen(cases[i].change);
		assert_int_equal(out.data[out.length - 1], '\n');
		if (strncmp(out.data + out.length - 1 - length, cases[i].change,
			length) != 0)
			fail_msg("%zu: %s", i, out.data);
	}
	buf_free(&out);
}

static void
test_table(void **state)
{
	static const struct topic topics[] = { { .slug = "all" },
		{ .slug = "a-topic-of-a-very-long-name" }, { .slug = "none" } };
	struct topic_counts m[3] = { { 0 } };
	struct trend_table table = { .topics = topics,
		.counts = m,
		.topic_count = COUNT(topics),
		.now = at("2026-04-08") };
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		counts_start(&m[i], at("2026-04-08"));
	for (i = 0; i < COUNTS_WEEKS; i++)
		m[0].weeks[i] = (int64_t)i;
	m[1].weeks[0] = 1;
	m[1].weeks[LAST] = 12345678;
	trend_table_write(&out, &table);
	assert_string_equal(out.data,
	    "week of                   03-02  03-09  03-16  03-23  03-30  "
	    "04-06  change\n"
	    "all                          20     21     22     23     24     "
	    "25     +4%\n"
	    "a-topic-of-a-very-long-name      0      0      0      0      0 "
	    "12345678       -\n"
	    "none                          0      0      0      0      0     "
	    " 0       -\n");
	buf_clear(&out);
	table.bars = true;
	table.topic_count = 2;
	trend_table_write(&out, &table);
	assert_string_equal(out.data,
	    "week of                   03-02  03-09  03-16  03-23  03-30  "
	    "04-06  change  26 weeks\n"
	    "all                          20     21     22     23     24     "
	    "25     +4%   ▁▁▁▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇████\n"
	    "a-topic-of-a-very-long-name      0      0      0      0      0 "
	    "12345678       -  ▁                        █\n");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_extend),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
