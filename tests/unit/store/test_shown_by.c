/* Which source showed a paper first, and what comes of another that shows it. */
#include "support.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "listing/listing.h"
#include "listing/parse.h"
#include "paper/paper.h"
#include "store/changes.h"
#include "store/papers.h"
#include "store/shown_by.h"

/* Two sources that stay out of topics. */
#define WITHOUT "\nnew\na-trend\ntrend\n"

#define PAPER(n, instant) ITEM("2604.0000" #n, "Paper " #n, AT(instant))

/* A source shows papers at an instant; nothing has to be published before. */
static void
put(struct database *d, const char *source, const char *json, const char *now)
{
	const struct store_reading reading = { .source = source,
		.without = WITHOUT,
		.read = at(now) };
	const struct listing_request request = { .name = "x.json",
		.asked = DATE_NONE,
		.now = at(now),
		.live = true };
	struct store_report report = { 0 };
	struct listing l;

	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	assert_int_equal(database_begin(d), 0);
	assert_int_equal(changes_forget(d), 0);
	assert_int_equal(papers_put(d, &l.papers, &reading, &report), 0);
	assert_int_equal(database_end(d, 0), 0);
	listing_free(&l);
}

/* Fails unless so many papers changed, in this way. */
static void
expect_changes(struct database *d, size_t count, enum change_kind what)
{
	struct changes changes;
	size_t i;

	assert_int_equal(changes_read(d, &changes), 0);
	assert_int_equal(changes.count, count);
	for (i = 0; i < count; i++)
		assert_int_equal(changes.papers[i].what, what);
	changes_free(&changes);
}

static void
expect_listed(struct database *d, const char *instant)
{
	struct paper_list l = get_one(d);

	expect_instant(l.papers[0].listed, instant);
	assert_int_equal(l.papers[0].updated, l.papers[0].listed);
	assert_int_equal(l.papers[0].key, l.papers[0].listed * 8);
	paper_list_free(&l);
}

#define FIRST  "2026-04-08T12:00:00Z"
#define SECOND "2026-04-09T12:00:00Z"

/* A paper that was only seen where it stays out enters when it is listed. */
static void
test_listed_at_last(void **state)
{
	struct database *d = open_memory();

	(void)state;
	put(d, "trend", "[" PAPER(1, FIRST) "]", FIRST_DAY);
	expect_changes(d, 1, CHANGE_NEW);
	/* It is still seen at such places only. */
	put(d, "new", "[" PAPER(1, SECOND) "]", SECOND_DAY);
	expect_listed(d, FIRST);
	put(d, "daily", "[" PAPER(1, SECOND) "]", SECOND_DAY);
	expect_listed(d, SECOND);
	expect_changes(d, 1, CHANGE_RECORD);
	/* Once it is listed it stays where it is. */
	put(d, "weekly", "[" PAPER(1, FIRST) "]", SECOND_DAY);
	put(d, "trend", "[" PAPER(1, FIRST) "]", SECOND_DAY);
	expect_listed(d, SECOND);
	database_close(d);
}

/* A name that is part of another one is not that one. */
static void
test_names(void **state)
{
	static const struct {
		const char *source;
		bool out;
	} cases[] = { { "new", true }, { "a-trend", true }, { "trend", true },
		{ "ne", false }, { "ew", false }, { "tren", false },
		{ "rend", false }, { "", false }, { "x", false } };
	struct database *d;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		d = open_memory();
		put(d, "new", "[" PAPER(1, FIRST) "]", FIRST_DAY);
		put(d, cases[i].source, "[" PAPER(1, SECOND) "]", SECOND_DAY);
		expect_listed(d, cases[i].out ? FIRST : SECOND);
		database_close(d);
	}
}

/* Another source, or another place, may bring a paper into other files. */
static void
test_changes(void **state)
{
	struct database *d = open_memory();

	(void)state;
	put(d, "daily", "[" PAPER(1, FIRST) "," PAPER(2, FIRST) "]", FIRST_DAY);
	expect_changes(d, 2, CHANGE_NEW);
	put(d, "daily", "[" PAPER(1, FIRST) "," PAPER(2, FIRST) "]",
	    SECOND_DAY);
	expect_changes(d, 0, CHANGE_COUNTS);
	put(d, "other", "[" PAPER(1, FIRST) "]", SECOND_DAY);
	expect_changes(d, 1, CHANGE_COUNTS);
	put(d, "other", "[" PAPER(1, FIRST) "]", SECOND_DAY);
	expect_changes(d, 0, CHANGE_COUNTS);
	put(d, "daily", "[" PAPER(2, FIRST) "," PAPER(1, FIRST) "]",
	    SECOND_DAY);
	expect_changes(d, 2, CHANGE_COUNTS);
	/* Pages of weeks have no order of their own. */
	put(d, "daily",
	    "{\"periodType\":\"week\",\"dateString\":\"2026-W15\","
	    "\"dailyPapers\":[" PAPER(1, FIRST) "]}",
	    SECOND_DAY);
	expect_changes(d, 0, CHANGE_COUNTS);
	database_close(d);
}

/* When a source's own topics have it, and since when it is known. */
static void
test_entries(void **state)
{
	struct database *d = open_memory();
	struct paper_list l;
	struct arena a = { 0 };
	int64_t entered = 7, seen = 7, next = at(FIRST);

	(void)state;
	put(d, "daily", "[" PAPER(1, FIRST) "," PAPER(2, FIRST) "]", FIRST_DAY);
	put(d, "trend", "[" PAPER(1, SECOND) "," PAPER(2, SECOND) "]",
	    SECOND_DAY);
	l = get_all(d);
	assert_int_equal(l.count, 2);
	assert_int_equal(shown_by_entered(d, l.papers[0].key, "x", &entered),
	    0);
	assert_int_equal(entered, 7);
	assert_int_equal(shown_by_entered(d, l.papers[1].key, "daily",
			     &entered),
	    0);
	assert_int_equal(entered, at(FIRST) + 1);
	/* No two entries of a source have the same second. */
	assert_int_equal(shown_by_entered(d, l.papers[0].key, "trend",
			     &entered),
	    0);
	assert_int_equal(entered, at(SECOND));
	assert_int_equal(shown_by_entered(d, l.papers[1].key, "trend",
			     &entered),
	    0);
	assert_int_equal(entered, at(SECOND) + 1);
	assert_int_equal(shown_by_choose(d, "trend", &next), 0);
	assert_int_equal(next, at(FIRST));
	/* The next entry of a day stands behind all of that day. */
	next = at(SECOND) + 1 - DATE_DAY;
	assert_int_equal(shown_by_choose(d, "trend", &next), 0);
	assert_int_equal(next, at(SECOND) + 1);
	next = at(SECOND) + 1;
	assert_int_equal(shown_by_choose(d, "trend", &next), 0);
	assert_int_equal(next, at(SECOND) + 2);
	assert_int_equal(shown_by_first(d, l.papers[0].key, &seen), 0);
	expect_instant(seen, FIRST_DAY);
	assert_string_equal(shown_by_sources(d, &a, l.papers[0].key),
	    "daily, trend");
	put(d, "", "[" PAPER(3, FIRST) "]", FIRST_DAY);
	paper_list_free(&l);
	l = get_all(d);
	assert_string_equal(shown_by_sources(d, &a, l.papers[2].key), "none");
	assert_int_equal(shown_by_first(d, 1, &seen), 0);
	expect_instant(seen, FIRST_DAY);
	paper_list_free(&l);
	arena_free(&a);
	database_close(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_listed_at_last),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
