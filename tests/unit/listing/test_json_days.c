#include "listing_support.h"

#include <stdbool.h>
#include <string.h>

#include "base/date.h"
#include "listing/listing.h"
#include "listing/parse.h"

#define UNDATED DAILY("2604.00009", "")

/* The days of items that know theirs or do not. */
static const struct {
	const char *json, *asked;
	const char *label, *listed; /* of the last item */
	const char *reading;
} dated[] = {
	/* each item its own day, whatever was asked */
	{ "[" ONE "," THREE "]", NULL, "2026-04-07", "2026-04-07T09:00:00Z",
	    "2026-04-08T23:59:59Z" },
	{ "[" THREE "," ONE "]", NULL, WEDNESDAY, "2026-04-08T01:02:03Z",
	    "2026-04-08T23:59:59Z" },
	{ "[" ONE "]", "2026-04-10", WEDNESDAY, "2026-04-08T01:02:03Z",
	    "2026-04-10T23:59:59Z" },
	/* the day asked for, else the first that is known */
	{ "[" UNDATED "]", WEDNESDAY, WEDNESDAY, "2026-04-08T00:00:00Z",
	    "2026-04-08T23:59:59Z" },
	{ "[" ONE "," UNDATED "]", "2026-04-10", "2026-04-10",
	    "2026-04-10T00:00:00Z", "2026-04-10T23:59:59Z" },
	{ "[" UNDATED "," THREE "," ONE "," UNDATED "]", NULL, "2026-04-07",
	    "2026-04-07T00:00:00Z", "2026-04-08T23:59:59Z" },
	{ "[" DAILY("2604.1", AT("yesterday")) "]", WEDNESDAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z", "2026-04-08T23:59:59Z" },
	{ "[" DAILY("2604.1", AT("2026-13-45T00:00:00Z")) "]", WEDNESDAY,
	    WEDNESDAY, "2026-04-08T00:00:00Z", "2026-04-08T23:59:59Z" },
	{ "[" DAILY("2604.1", AT("1e9")) "]", WEDNESDAY, WEDNESDAY,
	    "2026-04-08T00:00:00Z", "2026-04-08T23:59:59Z" },
	{ "[" DAILY("2604.1", AT("0001-01-01T00:00:00Z")) "]", WEDNESDAY,
	    WEDNESDAY, "2026-04-08T00:00:00Z", "2026-04-08T23:59:59Z" },
	/* midnight */
	{ "[" DAILY("2604.1", AT("2026-04-08T00:00:00.000Z")) "]", NULL,
	    WEDNESDAY, "2026-04-08T00:00:00Z", "2026-04-08T23:59:59Z" },
	/* offsets and fractions */
	{ "[" DAILY("2604.1", AT("2026-04-08T01:00:00.123456789+05:30")) "]",
	    NULL, "2026-04-07", "2026-04-07T19:30:00Z",
	    "2026-04-07T23:59:59Z" },
	/* a page's items belong to it, and keep their instants */
	{ DAY_PAGE(ONE "," THREE), NULL, WEDNESDAY, "2026-04-07T09:00:00Z",
	    "2026-04-08T23:59:59Z" },
	{ DAY_PAGE(UNDATED), NULL, WEDNESDAY, "2026-04-08T00:00:00Z",
	    "2026-04-08T23:59:59Z" },
	/* not before the end of today, nor after */
	{ "[" UNDATED "]", "2026-04-20", "2026-04-20", "2026-04-20T00:00:00Z",
	    "2026-04-20T12:00:00Z" },
};

static void
test_each_item_has_the_day_of_its_listing(void **state)
{
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dated) / sizeof(dated[0]); i++) {
		read_good(&r, dated[i].json, dated[i].asked);
		expect_place(&r, r.listing.papers.count - 1, LISTING_DAY,
		    dated[i].label, dated[i].listed);
		expect_instant(r.listing.reading, dated[i].reading);
		listing_free(&r.listing);
	}
	refuse("[" UNDATED "]", NULL, "submittedOnDailyAt");
	refuse("[" DAILY("2604.1", AT("yesterday")) "]", NULL,
	    "submittedOnDailyAt");
}

/* What lies in the future enters today (C13). */
static void
test_future(void **state)
{
	static const char *const lists[] = {
		"[" DAILY("2604.1", AT("2026-04-20T12:00:01Z")) "]",
		"[" DAILY("2604.1", AT("2099-01-01T05:00:00Z")) "]",
		DAY_PAGE(DAILY("2604.1", AT("2026-04-21T00:00:00Z"))),
	};
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		read_good(&r, lists[i], NULL);
		expect_instant(paper(&r, 0)->listed, "2026-04-20T12:00:00Z");
		assert_true(r.listing.reading <= r.request.now);
		listing_free(&r.listing);
	}
	refuse("{\"dateString\":\"2030-01-01\",\"dailyPapers\":[" UNDATED "]}",
	    NULL, "still to come");
	/* The very present is none. */
	read_good(&r, "[" DAILY("2604.1", AT("2026-04-20T12:00:00Z")) "]",
	    NULL);
	expect_instant(paper(&r, 0)->listed, "2026-04-20T12:00:00Z");
	listing_free(&r.listing);
}

/* A listing just fetched says what is true now. */
static void
test_live(void **state)
{
	static const char json[] = "[" ONE "]";
	const struct listing_request request = { .name = "x.json",
		.live = true,
		.asked = DATE_NONE,
		.now = at("2026-04-20T12:00:00Z") };
	struct listing l;

	(void)state;
	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), 0);
	expect_instant(l.reading, "2026-04-20T12:00:00Z");
	listing_free(&l);
}

/*
 * A fetched page may show another day than the one asked for, so one that does
 * not say its day is refused.
 */
static void
test_live_page_without_its_day(void **state)
{
	static const char json[] = "{\"dailyPapers\":[" ONE "]}";
	const struct listing_request request = { .name = "x.json",
		.live = true,
		.asked = at("2026-04-08T00:00:00Z"),
		.now = at("2026-04-20T12:00:00Z") };
	struct listing l;

	(void)state;
	assert_int_equal(parse_listing(&l, &request, json, strlen(json)), -1);
	assert_non_null(strstr(l.why, "no dateString with a date"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_item_has_the_day_of_its_listing),
		cmocka_unit_test(test_future),
		cmocka_unit_test(test_live),
		cmocka_unit_test(test_live_page_without_its_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
