#include "topic_support.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/paper_key.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/source_state.h"

static void
test_organization(void **state)
{
	static const struct item items[] = {
		{ 1, 1, "2026-04-08T08:00:00Z", NULL, "Coast Survey" },
		{ 2, 1, "2026-04-08T08:01:00Z", NULL, "COAST survey" },
		{ 3, 1, "2026-04-08T08:02:00Z", NULL,
		    "Coast Survey of Fjords" },
		{ 4, 1, "2026-04-08T08:03:00Z", NULL, "Coast" },
		{ 5, 1, "2026-04-08T08:04:00Z", NULL, NULL },
		{ 6, 1, "2026-04-08T08:05:00Z", NULL, "École d'Été" },
		{ 7, 1, "2026-04-08T08:06:00Z", NULL, "école d'Été" },
		{ 8, 1, "2026-04-08T08:07:00Z", "Other", "coast SURVEY" },
	};
	static const struct {
		const char *organization, *query, *numbers;
	} cases[] = {
		{ "Coast Survey", NULL, "1 2 8" },
		{ "coast survey", NULL, "1 2 8" },
		{ "coast survey", PAPERS, "1 2" },
		{ "Coast", NULL, "4" },
		{ "Coast Survey ", NULL, "" },
		{ "Coast%", NULL, "" },
		/* Other letters are themselves. */
		{ "École d'été", NULL, "" },
		{ "éCOLE D'ÉTÉ", NULL, "" },
		{ "École D'ÉTé", NULL, "6" },
		{ "x' OR 1 --", NULL, "" },
	};
	struct database *s = open_memory();
	size_t i;

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	for (i = 0; i < COUNT(cases); i++)
		expect_found(s, cases[i].organization,
		    &(struct topic){ .slug = "x",
			.organization = cases[i].organization,
			.query = cases[i].query },
		    cases[i].numbers);
	database_close(s);
}

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

static void
test_source(void **state)
{
	static const struct {
		const char *source, *query, *numbers;
	} cases[] = {
		{ "daily", NULL, "1 2" },
		{ "trending", NULL, "2 3 4" },
		{ "trending", PAPERS, "2 3" },
		{ "gulls", NULL, "4 5" },
		{ "Daily", NULL, "" },
		{ "dail", NULL, "" },
		{ "nobody", NULL, "" },
	};
	struct database *s = open_memory();
	size_t i;

	(void)state;
	fill_sources(s);
	for (i = 0; i < COUNT(cases); i++)
		expect_found(s, cases[i].source,
		    &(struct topic){ .slug = "x",
			.source = cases[i].source,
			.query = cases[i].query },
		    cases[i].numbers);
	database_close(s);
}

/* Who was shown by nobody else stays out: an import is somebody. */
static void
test_without(void **state)
{
	static const struct {
		const char *without, *query, *numbers;
	} cases[] = {
		{ NULL, NULL, "1 2 3 4 5 6" },
		{ "\ntrending\n", NULL, "1 2 3 4 5 6" },
		{ "\ngulls\n", NULL, "1 2 3 4 6" },
		{ "\ndaily\n", NULL, "2 3 4 5 6" },
		{ "\ntrending\ngulls\n", NULL, "1 2 3 6" },
		{ "\ngulls\ntrending\ndaily\n", NULL, "3 6" },
		{ "\ngulls\ndaily\n", PAPERS, "2 3 6" },
		/* Parts of names are other names. */
		{ "\ntrend\n", NULL, "1 2 3 4 5 6" },
		{ "\nmy gulls\n", NULL, "1 2 3 4 5 6" },
	};
	struct database *s = open_memory();
	size_t i;

	(void)state;
	fill_sources(s);
	for (i = 0; i < COUNT(cases); i++) {
		const struct topic t = { .slug = "x",
			.without = cases[i].without,
			.query = cases[i].query };

		expect_found(s, cases[i].numbers, &t, cases[i].numbers);
		expect_held(s, cases[i].numbers, &t, cases[i].numbers);
	}
	database_close(s);
}

/* Papers are in the order of their days, not in that in which they were read. */
static void
test_old_day_read_late(void **state)
{
	static const struct item late[] = {
		{ 1, 1, "2026-04-10T08:00:00Z", NULL, NULL },
		{ 2, 1, "2026-04-08T08:00:00Z", NULL, NULL },
	};
	static const struct item old[] = {
		{ 3, 1, "2026-04-09T08:00:00Z", NULL, NULL },
		{ 4, 1, "2026-04-07T08:00:00Z", NULL, NULL },
	};
	static const struct topic t = { .slug = "x", .query = PAPERS };
	struct database *s = open_memory();
	struct key_list keys = { 0 };
	const int64_t day = at("2026-04-09");

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", late);
	SHOW(s, "daily", "2026-04-10T14:00:00Z", old);
	expect_found(s, "late", &t, "4 2 3 1");
	assert_int_equal(rule_find(s, &t, paper_key_from(day),
			     paper_key_before(day + DATE_DAY), &keys),
	    0);
	assert_int_equal(keys.count, 1);
	assert_int_equal(keys.keys[0],
	    paper_key_from(at("2026-04-09T08:00:00Z")));
	key_list_free(&keys);
	database_close(s);
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
test_per_day(void **state)
{
	static const struct {
		int64_t per_day, min_upvotes;
		const char *query, *numbers;
	} cases[] = {
		{ 1, 0, NULL, "4 6" },
		{ 2, 0, NULL, "4 5 6 7" },
		{ 3, 0, NULL, "2 4 5 6 7 8" },
		{ 4, 0, NULL, "2 1 4 5 6 7 8" },
		{ 5, 0, NULL, "3 2 1 4 5 6 7 8" },
		{ 1000, 0, NULL, "3 2 1 4 5 6 7 8" },
		{ 2, 0, PAPERS, "2 4 6 7" },
		{ 3, 0, PAPERS, "2 1 4 6 7 8" },
		{ 2, 6, NULL, "4 5" },
		{ 3, 1, NULL, "2 4 5 6" },
		{ 3, 5, PAPERS, "2 1 4" },
		{ 1, 10, NULL, "" },
	};
	struct database *s = open_memory();
	char name[64];
	size_t i;

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(name, sizeof(name), "%d a day of at least %d",
		    (int)cases[i].per_day, (int)cases[i].min_upvotes);
		expect_found(s, name,
		    &(struct topic){ .slug = "x",
			.query = cases[i].query,
			.min_upvotes = cases[i].min_upvotes,
			.per_day = cases[i].per_day },
		    cases[i].numbers);
	}
	database_close(s);
}

/* Places are among those of the rule, not among all papers of a day. */
static void
test_per_day_of_source(void **state)
{
	static const struct item best[] = {
		{ 21, 99, "2026-04-08T08:01:00Z", NULL, "Lab" },
		{ 22, 98, "2026-04-08T08:02:00Z", NULL, "Lab" },
	};
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	SHOW(s, "trending", "2026-04-10T13:00:00Z", best);
	expect_found(s, "all", &(struct topic){ .slug = "x", .per_day = 1 },
	    "21 6");
	expect_found(s, "of a source",
	    &(struct topic){ .slug = "x", .source = "daily", .per_day = 1 },
	    "4 6");
	expect_found(s, "without one",
	    &(struct topic){ .slug = "x",
		.without = "\ntrending\n",
		.per_day = 1 },
	    "4 6");
	expect_found(s, "of an organization",
	    &(struct topic){ .slug = "x", .organization = "LAB", .per_day = 1 },
	    "21");
	database_close(s);
}

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

/* The newest day is left out until a source has read it after its end. */
static void
test_open_day(void **state)
{
	static const struct topic t = { .slug = "x", .per_day = 1 };
	static const struct item later[] = {
		{ 9, 3, "2026-04-10T00:00:00Z", NULL, NULL },
	};
	struct database *s = open_memory();

	(void)state;
	expect_found(s, "no paper", &t, "");
	SHOW(s, "daily", "2026-04-09T13:00:00Z", two_days);
	expect_found(s, "no source: all that was imported", &t, "4 6");
	keep_source(s, "daily", "2026-04-09T13:00:00Z");
	keep_day(s, "daily", "2026-04-08", "2026-04-08T13:00:00Z");
	keep_day(s, "daily", "2026-04-09", "2026-04-09T13:00:00Z");
	expect_found(s, "today", &t, "4");
	expect_held(s, "today", &t, "4");
	keep_day(s, "daily", "2026-04-09", "2026-04-09T23:59:59Z");
	expect_found(s, "its last second", &t, "4");
	keep_day(s, "daily", "2026-04-09", "2026-04-10T00:00:00Z");
	expect_found(s, "its end", &t, "4 6");
	keep_day(s, "daily", "2026-04-09", "2026-04-09T13:00:00Z");
	expect_found(s, "today again", &t, "4");
	/* Any source will do. */
	keep_source(s, "other", NULL);
	keep_day(s, "other", "2026-04-09", "2026-04-10T01:00:00Z");
	expect_found(s, "another source", &t, "4 6");
	keep_day(s, "other", "2026-04-09", "2026-04-09T01:00:00Z");
	expect_found(s, "not even another", &t, "4");
	/* A later day closes it, and is open itself. */
	SHOW(s, "daily", "2026-04-10T01:00:00Z", later);
	keep_day(s, "daily", "2026-04-10", "2026-04-10T01:00:00Z");
	expect_found(s, "a paper of a later day", &t, "4 6");
	database_close(s);
}

/* A source of weeks has no days: when it was last read counts. */
static void
test_open_day_of_week(void **state)
{
	static const struct topic t = { .slug = "x", .per_day = 1 };
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "weekly", "2026-04-09T13:00:00Z", two_days);
	keep_source(s, "weekly", NULL);
	expect_found(s, "not all that was asked for", &t, "4");
	keep_source(s, "weekly", "2026-04-09T23:59:59Z");
	expect_found(s, "today", &t, "4");
	keep_source(s, "weekly", "2026-04-10T00:00:00Z");
	expect_found(s, "its end", &t, "4 6");
	database_close(s);
}

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
	struct database *s = open_memory();

	(void)state;
	assert_int_equal(rule_count(s, &all, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	fill_store(s);
	assert_int_equal(rule_count(s, &all, &m), 0);
	assert_int_equal(m.count, 44);
	expect_instant(m.newest, "2026-04-08T10:30:03Z");
	assert_int_equal(rule_count(s, &agents, &m), 0);
	assert_int_equal(m.count, 14);
	expect_instant(m.newest, "2026-04-08T10:19:00Z");
	assert_int_equal(rule_count(s, &popular, &m), 0);
	assert_int_equal(m.count, 30);
	assert_int_equal(rule_count(s, &none, &m), 0);
	assert_int_equal(m.count, 0);
	assert_int_equal(m.newest, DATE_NONE);
	assert_int_equal(rule_count(s, &broken, &m), -1);
	database_close(s);
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
	struct database *s = open_memory();

	(void)state;
	put_json(s, VOTES("9"), FIRST_DAY);
	assert_int_equal(rule_count(s, &ten, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s, VOTES("10"), SECOND_DAY);
	put_json(s, VOTES("2"), THIRD_DAY);
	assert_int_equal(rule_count(s, &ten, &m), 0);
	assert_int_equal(m.count, 1);
	database_close(s);
}

/* What is not in a title any more is not found there any more. */
static void
test_topic_follows(void **state)
{
	struct topic_counts m;
	struct database *s = open_memory();

	(void)state;
	put_json(s, "[" ITEM("2604.00001", "Agents", NOON) "]", FIRST_DAY);
	assert_int_equal(rule_count(s, &agents, &m), 0);
	assert_int_equal(m.count, 1);
	put_json(s, "[" ITEM("2604.00001", "Others", NOON) "]", SECOND_DAY);
	assert_int_equal(rule_count(s, &agents, &m), 0);
	assert_int_equal(m.count, 0);
	put_json(s,
	    "[" ITEM("2604.00001", "Others",
		NOON ",\"ai_keywords\":[\"x\",\"an agent\"]") "]",
	    THIRD_DAY);
	assert_int_equal(rule_count(s, &agents, &m), 0);
	assert_int_equal(m.count, 1);
	database_close(s);
}

static void
expect_keys(struct database *s, const struct topic *t, size_t wanted)
{
	struct key_list found = { 0 };
	size_t i;

	assert_int_equal(rule_find(s, t, INT64_MIN, INT64_MAX, &found), 0);
	assert_int_equal(found.count, wanted);
	for (i = 1; i < found.count; i++)
		assert_true(found.keys[i - 1] < found.keys[i]);
	key_list_free(&found);
}

static void
test_topic_keys(void **state)
{
	struct database *s = open_memory();

	(void)state;
	expect_keys(s, &agents, 0);
	fill_store(s);
	expect_keys(s, &agents, 14);
	expect_keys(s, &popular, 30);
	put_numbered(s, 1000, 2000, "2026-04-09", "Agent", SECOND_DAY);
	expect_keys(s, &agents, 1014);
	database_close(s);
}

/* The least that a rule may ask for, beside words, is asked for as well. */
static void
test_least_votes(void **state)
{
	static const struct item items[] = {
		{ 1, 0, "2026-04-07T08:00:00Z", NULL, NULL },
		{ 2, 1, "2026-04-07T08:01:00Z", NULL, NULL },
		{ 3, 2, "2026-04-07T08:02:00Z", NULL, NULL },
		{ 4, 2, "2026-04-07T08:03:00Z", "Other", NULL },
	};
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	expect_found(s, "votes",
	    &(struct topic){ .slug = "x", .query = PAPERS, .min_upvotes = 1 },
	    "2 3");
	expect_found(s, "a day's best",
	    &(struct topic){ .slug = "x", .query = PAPERS, .per_day = 1 }, "3");
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_organization),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_old_day_read_late),
		cmocka_unit_test(test_least_votes),
		cmocka_unit_test(test_per_day),
		cmocka_unit_test(test_per_day_of_source),
		cmocka_unit_test(test_open_day),
		cmocka_unit_test(test_open_day_of_week),
		cmocka_unit_test(test_topic_counts),
		cmocka_unit_test(test_topic_of_many_votes),
		cmocka_unit_test(test_topic_follows),
		cmocka_unit_test(test_topic_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
