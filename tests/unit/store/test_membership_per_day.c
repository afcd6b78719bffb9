#include "topic_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/membership.h"
#include "store/papers.h"
#include "store/schema.h"
#include "store/source_state.h"

/* Who has shown which papers. */
static void
fill_sources(struct database *s)
{
	static const struct item daily[] = {
		{ 1, 1, "2026-04-08T08:00:00Z", NULL, NULL },
		{ 2, 1, "2026-04-08T08:01:00Z", NULL, NULL },
	};
	static const struct item trends[] = {
		{ 2, 1, "2026-04-08T08:01:00Z", NULL, NULL },
		{ 3, 1, "2026-04-08T08:02:00Z", NULL, NULL },
		{ 4, 1, "2026-04-08T08:03:00Z", "Other", NULL },
	};
	static const struct item found[] = {
		{ 4, 1, "2026-04-08T08:03:00Z", "Other", NULL },
		{ 5, 1, "2026-04-08T08:04:00Z", NULL, NULL },
	};
	static const struct item saved[] = {
		{ 6, 1, "2026-04-08T08:05:00Z", NULL, NULL },
		{ 3, 1, "2026-04-08T08:02:00Z", NULL, NULL },
	};

	SHOW(s, "daily", "2026-04-08T13:00:00Z", daily);
	SHOW(s, "trending", "2026-04-08T14:00:00Z", trends);
	SHOW(s, "gulls", "2026-04-08T15:00:00Z", found);
	SHOW(s, "", "2026-04-08T16:00:00Z", saved);
}

/* Two days; of the first, 2 was listed before 1, and 5 is about other things. */
static const struct item two_days[] = {
	{ 1, 5, "2026-04-08T08:01:00Z", NULL, NULL },
	{ 2, 5, "2026-04-08T08:00:00Z", NULL, NULL },
	{ 3, -1, "2026-04-08T00:00:00Z", NULL, NULL },
	{ 4, 9, "2026-04-08T08:03:00Z", NULL, NULL },
	{ 5, 7, "2026-04-08T23:59:59Z", "Other", NULL },
	{ 6, 1, "2026-04-09T00:00:00Z", NULL, NULL },
	{ 7, -1, "2026-04-09T08:00:00Z", NULL, NULL },
	{ 8, 0, "2026-04-09T08:01:00Z", NULL, NULL },
};

static void
keep_source(struct database *s, const char *name, const char *succeeded)
{
	struct source_state state = { .name = name,
		.attempted = at("2026-04-07T13:00:00Z"),
		.succeeded = succeeded == NULL ? DATE_NONE : at(succeeded),
		.changed = DATE_NONE };

	assert_int_equal(source_state_keep(s, &state), 0);
}

static void
keep_day(struct database *s, const char *name, const char *day,
    const char *read)
{
	struct source_day d = { .read = at(read), .papers = 3, .asked = true };

	assert_int_equal(source_day_keep(s, name, at(day), &d), 0);
}

/* Who was among the first of a day stays, and who overtakes enters. */
static void
test_members_per_day(void **state)
{
	static const struct item more[] = {
		{ 1, 30, "2026-04-08T08:01:00Z", NULL, NULL },
		{ 2, 20, "2026-04-08T08:00:00Z", NULL, NULL },
	};
	static const struct item fewer[] = {
		{ 1, 0, "2026-04-08T08:01:00Z", NULL, NULL },
		{ 2, 0, "2026-04-08T08:00:00Z", NULL, NULL },
	};
	static const struct item gone[] = {
		{ 4, 9, "2026-04-08T08:03:00Z", "Elsewhere", NULL },
	};
	struct topic t = { .slug = "best", .query = PAPERS, .per_day = 2 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	expect_update(s, "first", &t, "whole", "2 4 6 7");
	SHOW(s, "daily", "2026-04-10T14:00:00Z", more);
	expect_held(s, "not published yet", &t, "2 1 4 6 7");
	expect_update(s, "overtaken", &t, "1", "2 1 4 6 7");
	SHOW(s, "daily", "2026-04-10T15:00:00Z", fewer);
	expect_update(s, "votes fall", &t, "", "2 1 4 6 7");
	SHOW(s, "daily", "2026-04-10T16:00:00Z", gone);
	expect_held(s, "left, not published yet", &t, "2 1 6 7");
	expect_update(s, "left", &t, "4", "2 1 6 7");
	t.per_day = 1;
	expect_held(s, "another number, not published yet", &t, "1 6");
	expect_update(s, "another number", &t, "whole", "1 6");
	t.min_upvotes = 25;
	expect_update(s, "more is asked for", &t, "whole", "1");
	t.min_upvotes = 0;
	t.per_day = 3;
	expect_update(s, "the rule alone", &t, "whole", "3 2 1 6 7 8");
	database_close(s);
}

/* In the place of one that leaves another comes, although nothing is new. */
static void
test_members_moved_up(void **state)
{
	static const struct item gone[] = {
		{ 4, 9, "2026-04-08T08:03:00Z", "Elsewhere", NULL },
	};
	static const struct topic t = { .slug = "best",
		.query = PAPERS,
		.per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	expect_update(s, "first", &t, "whole", "4 6");
	SHOW(s, "daily", "2026-04-10T14:00:00Z", gone);
	/* Only what came or changed is news of archives. */
	expect_update(s, "moved up", &t, "2 4", "2 6");
	database_close(s);
}

/* Papers of a day that is over enter, although they have not changed. */
static void
test_members_decided(void **state)
{
	static const struct item later[] = {
		{ 9, 3, "2026-04-10T00:00:00Z", NULL, NULL },
	};
	static const struct topic t = { .slug = "best", .per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-09T13:00:00Z", two_days);
	keep_source(s, "daily", "2026-04-09T13:00:00Z");
	keep_day(s, "daily", "2026-04-09", "2026-04-09T13:00:00Z");
	expect_update(s, "open", &t, "whole", "4");
	keep_day(s, "daily", "2026-04-09", "2026-04-10T00:30:00Z");
	expect_update(s, "decided", &t, "6", "4 6");
	SHOW(s, "daily", "2026-04-10T01:00:00Z", later);
	keep_day(s, "daily", "2026-04-10", "2026-04-10T01:00:00Z");
	expect_update(s, "the next day is open", &t, "", "4 6");
	database_close(s);
}

/* One that leaves a day of long ago makes room for the next one. */
static void
test_members_moved_up_late(void **state)
{
	static const struct item first[] = {
		{ 1, 9, "2026-01-08T08:00:00Z", "Gulls", NULL },
		{ 2, 5, "2026-01-08T09:00:00Z", "Gulls", NULL },
		{ 3, 1, "2026-01-08T10:00:00Z", "Gulls", NULL },
		{ 4, 1, "2026-04-08T10:00:00Z", "Gulls", NULL },
	};
	static const struct item then[] = {
		{ 1, 9, "2026-01-08T08:00:00Z", "Kelp", NULL },
	};
	static const struct topic t = { .slug = "gulls",
		.match = "gull",
		.query = "{title} : \"gull\"",
		.per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "", "2026-04-10T13:00:00Z", first);
	expect_update(s, "first", &t, "whole", "1 4");
	SHOW(s, "", "2026-04-10T14:00:00Z", then);
	expect_update(s, "the next one", &t, "1 2", "2 4");
	database_close(s);
}

/*
 * After a long pause the day that was open before it is decided, however long
 * ago it was.
 */
static void
test_members_decided_after_a_pause(void **state)
{
	static const struct item later[] = {
		{ 9, 3, "2026-05-20T08:00:00Z", NULL, NULL },
	};
	static const struct topic t = { .slug = "best", .per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-09T13:00:00Z", two_days);
	keep_source(s, "daily", "2026-04-09T13:00:00Z");
	keep_day(s, "daily", "2026-04-09", "2026-04-09T13:00:00Z");
	expect_update(s, "open", &t, "whole", "4");
	SHOW(s, "daily", "2026-05-20T13:00:00Z", later);
	keep_source(s, "daily", "2026-05-20T13:00:00Z");
	keep_day(s, "daily", "2026-05-20", "2026-05-20T13:00:00Z");
	expect_update(s, "weeks later", &t, "6", "4 6");
	database_close(s);
}

/* Store a paper of 99 votes that only the trending page shows. */
static void
show_trending(struct database *s, int number)
{
	const struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE,
		.now = at("2026-04-08T13:00:00Z"),
		.live = true };
	struct listing l;
	char json[256];

	snprintf(json, sizeof(json),
	    "[{\"paper\":{\"id\":\"2604.%05d\",\"title\":\"Paper\","
	    "\"submittedOnDailyAt\":\"2026-04-08T13:00:00Z\","
	    "\"upvotes\":99}}]",
	    number);
	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	assert_int_equal(l.papers.papers[0].listing_count, 1);
	l.papers.papers[0].listings[0].kind = LISTING_TRENDING;
	put_listing(s, "trending", &l);
	listing_free(&l);
}

/*
 * A paper that only trends was listed on no day, so it takes nobody's place
 * there.  In the topic of its source, and where there are no days, it counts.
 */
static void
test_trending_takes_no_place(void **state)
{
	static const struct topic best = { .slug = "best", .per_day = 1 };
	static const struct topic trending = { .slug = "trends",
		.source = "trending",
		.per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	show_trending(s, 10);
	expect_found(s, "no days", &best, "10");
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	expect_found(s, "its day has others", &best, "4 6");
	expect_found(s, "of the source", &trending, "10");
	SHOW(s, "daily", "2026-04-10T14:00:00Z",
	    ((const struct item[]){
		{ 10, 99, "2026-04-08T13:00:00Z", NULL, NULL } }));
	expect_found(s, "listed as well", &best, "10 6");
	database_close(s);
}

/* A sighting alone may bring a paper to a topic. */
static void
test_members_sighted(void **state)
{
	static const struct item one[] = {
		{ 3, 1, "2026-04-08T08:02:00Z", NULL, NULL },
	};
	static const struct topic of = { .slug = "of", .source = "gulls" };
	static const struct topic all = { .slug = "all",
		.without = "\ntrending\n" };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "trending", "2026-04-08T13:00:00Z", one);
	expect_update(s, "all", &all, "whole", "");
	expect_update(s, "of", &of, "whole", "");
	SHOW(s, "trending", "2026-04-08T14:00:00Z", one);
	expect_update(s, "the same", &all, "", "");
	SHOW(s, "gulls", "2026-04-08T15:00:00Z", one);
	expect_held(s, "of, not published yet", &of, "3");
	expect_update(s, "all has it", &all, "3", "3");
	SHOW(s, "gulls", "2026-04-08T16:00:00Z", one);
	expect_update(s, "nothing new", &all, "", "3");
	/* The other topic was not brought up to date meanwhile. */
	expect_held(s, "of", &of, "3");
	database_close(s);
}

/* Papers far apart that change at once, with others between. */
static void
test_members_apart(void **state)
{
	static const struct item first[] = {
		{ 1, 5, "2026-01-08T08:00:00Z", NULL, "Lab" },
		{ 2, 1, "2026-01-08T09:00:00Z", NULL, NULL },
		{ 3, 5, "2026-02-08T08:00:00Z", NULL, "Lab" },
		{ 4, 5, "2026-04-08T08:00:00Z", NULL, "Lab" },
		{ 5, 1, "2026-04-08T09:00:00Z", NULL, NULL },
		{ 6, 1, "2026-04-09T09:00:00Z", NULL, "Lab" },
	};
	static const struct item then[] = {
		{ 1, 5, "2026-01-08T08:00:00Z", NULL, "Other" },
		{ 2, 9, "2026-01-08T09:00:00Z", NULL, "Lab" },
		{ 4, 5, "2026-04-08T08:00:00Z", NULL, "Others" },
		{ 5, 9, "2026-04-08T09:00:00Z", NULL, "Lab" },
		{ 6, 1, "2026-04-09T09:00:00Z", "Renamed", "Lab" },
	};
	static const struct topic lab = { .slug = "lab",
		.organization = "lab" };
	static const struct topic best = { .slug = "best", .per_day = 1 };
	struct database *s = open_memory();
	struct topic_changes news;

	(void)state;
	SHOW(s, "", "2026-04-10T13:00:00Z", first);
	news = update_topic(s, &best);
	key_list_free(&news.keys);
	expect_update(s, "first", &lab, "whole", "1 3 4 6");
	SHOW(s, "", "2026-04-10T14:00:00Z", then);
	expect_update(s, "then", &lab, "1 2 4 5 6", "2 3 5 6");
	/* What the other one has not been told of. */
	SHOW(s, "", "2026-04-10T15:00:00Z", first);
	expect_held(s, "best", &best, "1 2 3 4 5 6");
	expect_update(s, "best", &best, "1 2 4 5 6", "1 2 3 4 5 6");
	database_close(s);
}

/* With all papers in `all` again, nothing is remembered of those outside. */
static void
test_members_of_all(void **state)
{
	static const struct topic without = { .slug = "all",
		.without = "\ntrending\n" };
	static const struct topic whole = { .slug = "all" };
	struct database *s = open_memory();
	sqlite3_stmt *q;
	int64_t one;

	(void)state;
	fill_sources(s);
	expect_update(s, "all", &whole, "whole", "1 2 3 4 5 6");
	expect_update(s, "without", &without, "whole", "1 2 3 4 5 6");
	expect_update(s, "all again", &whole, "whole", "1 2 3 4 5 6");
	q = database_statement(s, SQL_MEMBERS);
	database_bind_text(q, ":slug", "all");
	database_bind_number(q, ":first", INT64_MIN);
	database_bind_number(q, ":last", INT64_MAX);
	assert_int_equal(database_query(s, q, &one), 0);
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_per_day),
		cmocka_unit_test(test_members_moved_up),
		cmocka_unit_test(test_members_decided),
		cmocka_unit_test(test_members_moved_up_late),
		cmocka_unit_test(test_members_decided_after_a_pause),
		cmocka_unit_test(test_trending_takes_no_place),
		cmocka_unit_test(test_members_sighted),
		cmocka_unit_test(test_members_apart),
		cmocka_unit_test(test_members_of_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
