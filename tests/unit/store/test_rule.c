#include "support.h"

#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/papers.h"
#include "store/rule.h"

#define VOTES(n) "[" ITEM("2604.00001", "One", NOON ",\"upvotes\":" n) "]"

static const struct topic all = { .slug = "all", .title = "All" };
static const struct topic agents = { .slug = "agents",
	.title = "Agents",
	.match = "agent",
	.query = "{title abstract keywords} : \"agent\"" };
static const struct topic popular = { .slug = "popular",
	.title = "Popular",
	.match = "paper",
	.min_upvotes = 10,
	.query = "{title abstract keywords} : \"paper\"" };

static void
test_topic_counts(void **state)
{
	static const struct topic none = { .slug = "none",
		.match = "nothing",
		.query = "\"nothing\"" };
	static const struct topic broken = { .slug = "broken",
		.match = "\"",
		.query = "\"" };
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	assert_int_equal(rule_count(store_database(s), &all, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	fill_store(s);
	assert_int_equal(rule_count(store_database(s), &all, &m), 0);
	assert_int_equal(m.count, 44);
	expect_instant(m.newest, "2026-04-08T10:30:00Z");
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 14);
	expect_instant(m.newest, "2026-04-08T10:19:00Z");
	assert_int_equal(rule_count(store_database(s), &popular, &m), 0);
	assert_int_equal(m.count, 30);
	assert_int_equal(rule_count(store_database(s), &none, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	assert_int_equal(rule_count(store_database(s), &broken, &m), -1);
	store_close(s);
}

/* A paper enters a topic with the votes it takes and never leaves it. */
static void
test_topic_of_many_votes(void **state)
{
	static const struct topic ten = { .slug = "ten",
		.match = "one",
		.query = "\"one\"",
		.min_upvotes = 10 };
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	put_json(s, VOTES("9"), FIRST_DAY);
	assert_int_equal(rule_count(store_database(s), &ten, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s, VOTES("10"), SECOND_DAY);
	put_json(s, VOTES("2"), THIRD_DAY);
	assert_int_equal(rule_count(store_database(s), &ten, &m), 0);
	assert_int_equal(m.count, 1);
	store_close(s);
}

/* What is not in a title any more is not found there any more. */
static void
test_topic_follows(void **state)
{
	struct topic_counts m;
	struct store *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Agents", NOON) "]", FIRST_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 1);
	put_json(s, "[" ITEM("2604.00001", "Others", NOON) "]", SECOND_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s,
	    "[" ITEM("2604.00001", "Others",
		NOON ",\"ai_keywords\":[\"x\",\"an agent\"]") "]",
	    THIRD_DAY);
	assert_int_equal(rule_count(store_database(s), &agents, &m), 0);
	assert_int_equal(m.count, 1);
	store_close(s);
}

static void
expect_keys(struct store *s, const struct topic *t, size_t wanted)
{
	struct key_list found = { 0 };
	size_t i;

	assert_int_equal(rule_keys(store_database(s), t, INT64_MIN, INT64_MAX,
			     &found),
	    0);
	assert_int_equal(found.count, wanted);
	for (i = 1; i < found.count; i++)
		assert_true(found.keys[i - 1] < found.keys[i]);
	key_list_free(&found);
}

static void
test_topic_keys(void **state)
{
	struct store *s = open_memory();

	(void)state;
	expect_keys(s, &agents, 0);
	fill_store(s);
	expect_keys(s, &agents, 14);
	expect_keys(s, &popular, 30);
	put_numbered(s, 1000, 2000, "2026-04-09", "Agent", SECOND_DAY);
	expect_keys(s, &agents, 1014);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topic_counts),
		cmocka_unit_test(test_topic_of_many_votes),
		cmocka_unit_test(test_topic_follows),
		cmocka_unit_test(test_topic_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
