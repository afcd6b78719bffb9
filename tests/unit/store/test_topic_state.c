#include "support.h"

#include "topic/topic.h"
#include "store/counts.h"
#include "store/membership.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/topic_dates.h"

/* When a topic that says something of itself last changed. */
static int64_t
changed(struct database *s, const struct topic *t, const char *about,
    const char *now)
{
	struct topic_counts m;
	int64_t instant;

	assert_int_equal(rule_count(s, t, &m), 0);
	assert_int_equal(topic_dates_note(s,
			     &(struct topic_note){ t, about, m.count == 0 },
			     at(now)),
	    0);
	assert_int_equal(topic_dates_changed(s, t, &instant), 0);
	return instant;
}

static void
test_topic_changed(void **state)
{
	static const struct topic every = { .slug = "all" };
	static const struct topic none = { .slug = "none",
		.match = "x",
		.query = "\"zyzzyva\"" };
	static const struct topic late = { .slug = "late" };
	struct database *s = open_memory();

	(void)state;
	/* In an empty store it is new now, and later still. */
	expect_instant(changed(s, &every, "All", FIRST_DAY), FIRST_DAY);
	expect_instant(changed(s, &every, "All", SECOND_DAY), FIRST_DAY);
	put_json(s, "[" ITEM("2604.00001", "One", NOON) "]", SECOND_DAY);
	/* Without papers of its own it is as old as the store's newest. */
	expect_instant(changed(s, &none, "None", THIRD_DAY),
	    "2026-04-08T12:00:00Z");
	put_json(s, "[" ITEM("2604.00001", "Two", NOON) "]", SECOND_DAY);
	expect_instant(changed(s, &none, "None", THIRD_DAY),
	    "2026-04-08T12:00:00Z");
	/* Papers of its own say how old it is, until it changes itself. */
	assert_int_equal(changed(s, &late, "Late", THIRD_DAY), 0);
	expect_instant(changed(s, &late, "Later", THIRD_DAY), THIRD_DAY);
	expect_instant(changed(s, &late, "Later", FIRST_DAY), THIRD_DAY);
	expect_instant(changed(s, &every, "All", THIRD_DAY), FIRST_DAY);
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topic_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
