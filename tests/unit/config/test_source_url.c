#include "support.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "config/source_url.h"

#define HOST "https://example.org"

static void
test_shortest_period_of_a_url(void **state)
{
	static const struct {
		const char *url;
		enum source_period period;
	} cases[] = {
		{ "", PERIOD_NONE },
		{ HOST "/papers", PERIOD_NONE },
		{ HOST "/{date}", PERIOD_DAY },
		{ HOST "/{week}", PERIOD_WEEK },
		{ HOST "/{month}?a", PERIOD_MONTH },
		{ "{date}", PERIOD_DAY },
		{ HOST "/{month}/{week}/{date}", PERIOD_DAY },
		{ HOST "/{date}/{week}", PERIOD_DAY },
		{ HOST "/{month}/{date}", PERIOD_DAY },
		{ HOST "/{month}/{week}", PERIOD_WEEK },
		{ HOST "/{{month}}", PERIOD_MONTH },
		{ HOST "/{day}", PERIOD_NONE },
		{ HOST "/{DATE}", PERIOD_NONE },
		{ HOST "/{ date }", PERIOD_NONE },
		{ HOST "/{date", PERIOD_NONE },
		{ HOST "/date}/week/month", PERIOD_NONE },
		{ HOST "/%7Bdate%7D", PERIOD_NONE },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (source_url_period(cases[i].url) != cases[i].period)
			fail_msg("%s", cases[i].url);
}

static void
test_dates_fill_placeholders(void **state)
{
	static const struct {
		const char *url;
		int day;
		const char *filled;
	} cases[] = {
		{ HOST "/papers", 20260408, HOST "/papers" },
		{ HOST "/{date}", 20260408, HOST "/2026-04-08" },
		{ HOST "/{week}", 20260408, HOST "/2026-W15" },
		{ HOST "/{month}", 20260408, HOST "/2026-04" },
		{ HOST "/{week}/{month}", 20270101, HOST "/2026-W53/2027-01" },
		{ HOST "/{week}", 20251229, HOST "/2026-W01" },
		{ "{date}{date}", 20240229, "2024-02-292024-02-29" },
		{ "{month}/{date}?d={date}&x", 20260408,
		    "2026-04/2026-04-08?d=2026-04-08&x" },
		{ "{{date}}", 20260408, "{2026-04-08}" },
		{ "{da{date}te}", 20260408, "{da2026-04-08te}" },
		{ "{day}{}{date", 20260408, "{day}{}{date" },
		{ "%d%s{DATE}}{", 20260408, "%d%s{DATE}}{" },
		{ "", 20260408, "" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		buf_puts(&b, "+");
		source_url_fill(&b, cases[i].url, day_of(cases[i].day));
		assert_int_equal(b.data[0], '+');
		assert_string_equal(b.data + 1, cases[i].filled);
	}
	buf_clear(&b);
	source_url_fill(&b, "{date}", day_of(20260408) + DATE_DAY - 1);
	assert_string_equal(b.data, "2026-04-08");
	buf_free(&b);
}

static void
test_full_pages_have_a_next_one(void **state)
{
	static const struct {
		const char *url;
		int64_t page, items;
		const char *next; /* NULL: none */
	} cases[] = {
		{ "x?limit=50", 1, 50, "x?limit=50&p=1" },
		{ "x?limit=50", 12, 50, "x?limit=50&p=12" },
		{ "x?date=d&limit=50&sort=s", 1, 50,
		    "x?date=d&limit=50&sort=s&p=1" },
		{ "x?limit=1", 1, 1, "x?limit=1&p=1" },
		{ "x?limit=50", 1, 51, "x?limit=50&p=1" },
		{ "x?limit=50&page=3&xp=1", 1, 50,
		    "x?limit=50&page=3&xp=1&p=1" },
		{ "x?p&limit=50", 1, 50, "x?p&limit=50&p=1" },
		{ "%s?limit=5", 1, 5, "%s?limit=5&p=1" },
		/* The last page is not full. */
		{ "x?limit=50", 1, 49, NULL },
		{ "x?limit=50", 1, 0, NULL },
		{ "x?limit=0", 1, 0, NULL },
		{ "x?limit=50", 1, -1, NULL },
		{ "x?limit=-1", 1, -1, NULL },
		{ "x?limit=99999999999999999999", 1, 50, NULL },
		/* No limit, or a page number already. */
		{ "x", 1, 50, NULL },
		{ "limit=50", 1, 50, NULL },
		{ "x&limit=50", 1, 50, NULL },
		{ "x?xlimit=50", 1, 50, NULL },
		{ "x?limits=50", 1, 50, NULL },
		{ "x?a=limit=50", 1, 50, NULL },
		{ "x?Limit=50", 1, 50, NULL },
		{ "x?limit", 1, 50, NULL },
		{ "x?limit=50&p=2", 1, 50, NULL },
		{ "x?p=2&limit=50", 1, 50, NULL },
		{ "x?limit=50&p=", 1, 50, NULL },
		{ "x?limit=50#a", 1, 50, NULL },
		{ "x#?limit=50", 1, 50, NULL },
		{ "", 1, 50, NULL },
	};
	struct buf b = { 0 };
	size_t i;
	int got;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		buf_puts(&b, "+");
		got = source_url_next_page(&b, cases[i].url, cases[i].page,
		    cases[i].items);
		if (got != (cases[i].next == NULL ? -1 : 0))
			fail_msg("%s, %lld: %d", cases[i].url,
			    (long long)cases[i].items, got);
		assert_string_equal(b.data + 1,
		    cases[i].next == NULL ? "" : cases[i].next);
	}
	buf_free(&b);
}

static void
test_start_of_a_period_and_the_one_before(void **state)
{
	static const struct {
		enum source_period period;
		int day, start, before;
	} cases[] = {
		{ PERIOD_DAY, 20260408, 20260408, 20260407 },
		{ PERIOD_DAY, 20260101, 20260101, 20251231 },
		{ PERIOD_DAY, 20240301, 20240301, 20240229 },
		{ PERIOD_NONE, 20260301, 20260301, 20260228 },
		{ PERIOD_WEEK, 20260408, 20260406, 20260330 },
		{ PERIOD_WEEK, 20260406, 20260406, 20260330 },
		{ PERIOD_WEEK, 20260412, 20260406, 20260330 },
		{ PERIOD_WEEK, 20260101, 20251229, 20251222 },
		{ PERIOD_MONTH, 20260408, 20260401, 20260301 },
		{ PERIOD_MONTH, 20260401, 20260401, 20260301 },
		{ PERIOD_MONTH, 20260331, 20260301, 20260201 },
		{ PERIOD_MONTH, 20260115, 20260101, 20251201 },
	};
	static const int64_t seconds[] = { 0, 1, DATE_DAY - 1 };
	size_t i, j;
	int64_t t;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		for (j = 0; j < COUNT(seconds); j++) {
			t = day_of(cases[i].day) + seconds[j];
			assert_int_equal(source_url_period_start(cases[i]
								     .period,
					     t),
			    day_of(cases[i].start));
			assert_int_equal(source_url_period_before(cases[i]
								      .period,
					     t),
			    day_of(cases[i].before));
		}
	}
}

static void
test_url_fits_the_kind_of_listing(void **state)
{
	static const struct {
		const char *url;
		const char *label;
		enum listing_kind kind;
		bool shows;
	} cases[] = {
		{ HOST "/?q=gull%00s", "gull", LISTING_SEARCH, false },
		{ HOST "/?q=gull%00", "gull", LISTING_SEARCH, false },
		{ HOST "/{date}", "2026-04-08", LISTING_DAY, true },
		{ HOST "/{date}", "2026-W15", LISTING_WEEK, false },
		{ HOST "/{date}", "2026-04", LISTING_MONTH, false },
		{ HOST "/{date}", "2026-04-08", LISTING_TRENDING, false },
		{ HOST "/{date}", "gulls", LISTING_SEARCH, false },
		{ HOST "/{week}", "2026-W15", LISTING_WEEK, true },
		{ HOST "/{week}", "2026-04-08", LISTING_DAY, false },
		{ HOST "/{month}", "2026-04", LISTING_MONTH, true },
		{ HOST "/{month}", "2026-04-08", LISTING_DAY, false },
		{ HOST "/{month}/{week}", "2026-04", LISTING_MONTH, false },
		{ HOST "/papers", "2026-04-08", LISTING_DAY, false },
		/* Cards and texts do not name their kind. */
		{ HOST "/{date}", "2026-04-08", LISTING_TEXT, false },
		{ HOST "/{date}", "2026-04-08", LISTING_PAGE, false },
		{ HOST "/trending", "2026-04-08", LISTING_PAGE, false },
		{ HOST "/trending", "2026-04-08", LISTING_TRENDING, true },
		{ HOST "/papers/trending", "", LISTING_TRENDING, true },
		{ HOST "/trending?a=b", "", LISTING_TRENDING, true },
		{ HOST "/trending#a", "", LISTING_TRENDING, true },
		{ HOST "/trending", "2026-04-08", LISTING_DAY, false },
		{ HOST "/trendingx", "", LISTING_TRENDING, false },
		{ HOST "/trending/", "", LISTING_TRENDING, false },
		{ HOST "/xtrending", "", LISTING_TRENDING, false },
		{ HOST "/x?a=/trending", "", LISTING_TRENDING, false },
		{ HOST "/x#/trending", "", LISTING_TRENDING, false },
		{ HOST "/Trending", "", LISTING_TRENDING, false },
		{ "trending", "", LISTING_TRENDING, false },
		{ "", "", LISTING_TRENDING, false },
		{ HOST "/s?q=gulls", "gulls", LISTING_SEARCH, true },
		{ HOST "/s?a=1&q=gulls&b=2", "gulls", LISTING_SEARCH, true },
		{ HOST "/s?q=gulls#top", "gulls", LISTING_SEARCH, true },
		{ HOST "/s?q=two+gulls", "two gulls", LISTING_SEARCH, true },
		{ HOST "/s?q=two%20gulls", "two gulls", LISTING_SEARCH, true },
		{ HOST "/s?q=%67%75lls", "gulls", LISTING_SEARCH, true },
		{ HOST "/s?q=C%2B%2b", "C++", LISTING_SEARCH, true },
		{ HOST "/s?q=a%26b", "a&b", LISTING_SEARCH, true },
		{ HOST "/s?q=%C3%a9t%C3%A9", "été", LISTING_SEARCH, true },
		{ HOST "/s?q=100%", "100%", LISTING_SEARCH, true },
		{ HOST "/s?q=%zz", "%zz", LISTING_SEARCH, true },
		{ HOST "/s?q=%2", "%2", LISTING_SEARCH, true },
		{ HOST "/s?q=", "", LISTING_SEARCH, true },
		{ HOST "/s?q=", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q=gull", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q=gullss", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q=Gulls", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q=C++", "C++", LISTING_SEARCH, false },
		{ HOST "/s?xq=gulls", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?qx=gulls", "gulls", LISTING_SEARCH, false },
		{ HOST "/s/q=gulls", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q", "gulls", LISTING_SEARCH, false },
		{ HOST "/s", "gulls", LISTING_SEARCH, false },
		{ HOST "/s?q=gulls", NULL, LISTING_SEARCH, false },
		{ HOST "/s?q=gulls", "gulls", LISTING_TRENDING, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (source_url_shows(cases[i].url, cases[i].kind,
			cases[i].label) != cases[i].shows)
			fail_msg("%s, %s", cases[i].url,
			    paper_kind_names[cases[i].kind]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shortest_period_of_a_url),
		cmocka_unit_test(test_dates_fill_placeholders),
		cmocka_unit_test(test_url_fits_the_kind_of_listing),
		cmocka_unit_test(test_full_pages_have_a_next_one),
		cmocka_unit_test(test_start_of_a_period_and_the_one_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
