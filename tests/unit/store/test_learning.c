#include "topic_support.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/database.h"
#include "store/examples.h"
#include "store/learning.h"
#include "store/liked.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/ranking.h"
#include "store/rule.h"

#define NOW "2026-05-20T12:00:00Z"

/* Papers of a day from 1 on; each has ten numbers, and the first is on flows. */
static void
fill_day(struct database *s, int day)
{
	static const char *const others[] = { "Robots in the kitchen",
		"Agents on the web", "Music of the whales" };
	char listed[4][32], titles[4][256];
	struct item items[4];
	int i, k;

	snprintf(titles[0], sizeof(titles[0]), "Flow matching for images");
	for (k = 0; k < day; k++)
		snprintf(titles[0] + strlen(titles[0]),
		    sizeof(titles[0]) - strlen(titles[0]), " w%d", k);
	for (i = 0; i < 4; i++) {
		snprintf(listed[i], sizeof(listed[i]),
		    "2026-04-%02dT08:%02d:00Z", day, i);
		if (i > 0)
			snprintf(titles[i], sizeof(titles[i]), "%s",
			    others[i - 1]);
		items[i] = (struct item){ day * 10 + i, day, listed[i],
			titles[i], NULL };
	}
	SHOW(s, "", NOW, items);
}

static struct database *
open_days(int days)
{
	struct database *s = open_memory();
	int day;

	for (day = 1; day <= days; day++)
		fill_day(s, day);
	return s;
}

static const struct topic flows = { .slug = "flows",
	.like = "2604.00010 2604.00020",
	.about = 2 };

static void
test_about_so_many_papers_a_week_are_found(void **state)
{
	struct database *s = open_days(21);
	struct topic t = flows;

	(void)state;
	/* two examples, and six for three weeks: those that say little else */
	expect_update(s, "two a week", &t, "whole", "10 20 30 40 50 60 70 80");
	t.about = 1;
	expect_update(s, "one a week", &t, "whole", "10 20 30 40 50");
	/* no others are like them, however many are asked for */
	t.about = 20;
	expect_update(s, "many a week", &t, "whole",
	    "10 20 30 40 50 60 70 80 90 100 110 120 130 140 150 160 170 180 "
	    "190 200 210");
	database_close(s);
}

static void
test_first_weeks_have_the_examples_alone(void **state)
{
	struct database *s = open_memory();

	(void)state;
	expect_update(s, "empty", &flows, "whole", "");
	fill_day(s, 1);
	fill_day(s, 2);
	fill_day(s, 12);
	expect_update(s, "12 days", &flows, "10 20", "10 20");
	fill_day(s, 13);
	expect_update(s, "13 days", &flows, "", "10 20");
	fill_day(s, 14);
	expect_update(s, "14 days", &flows, "whole", "10 20 120 130 140");
	database_close(s);
}

static void
test_papers_behind_a_gap_are_no_history(void **state)
{
	static const struct item old[] = {
		{ 9, 1, "2025-11-01T08:00:00Z", "Flow matching", NULL },
	};
	struct database *s = open_memory();

	(void)state;
	SHOW(s, "", NOW, old);
	fill_day(s, 1);
	fill_day(s, 2);
	expect_update(s, "two days", &flows, "whole", "10 20");
	database_close(s);
}

static void
test_later_papers_are_compared_with_what_was_learnt(void **state)
{
	static const struct item later[] = {
		{ 900, 1, "2026-05-01T08:00:00Z",
		    "Flow matching for images again", NULL },
		{ 901, 1, "2026-05-01T08:01:00Z", "Flow of rivers and lakes",
		    NULL },
		{ 902, 1, "2026-05-01T08:02:00Z", "Images for flow matching",
		    NULL },
	};
	struct database *s = open_days(21);

	(void)state;
	expect_update(s, "learnt", &flows, "whole", "10 20 30 40 50 60 70 80");
	SHOW(s, "", NOW, later);
	expect_update(s, "later", &flows, "900", "10 20 30 40 50 60 70 80 900");
	database_close(s);
}

static void
test_paper_stays_when_its_text_changes(void **state)
{
	static const struct item changed[] = {
		{ 30, 3, "2026-04-03T08:00:00Z", "Whales", NULL },
	};
	struct database *s = open_days(21);

	(void)state;
	expect_update(s, "learnt", &flows, "whole", "10 20 30 40 50 60 70 80");
	SHOW(s, "", "2026-05-21T12:00:00Z", changed);
	expect_update(s, "changed", &flows, "30", "10 20 30 40 50 60 70 80");
	database_close(s);
}

static void
test_example_that_arrives_is_learnt(void **state)
{
	static const char robots[] =
	    "11 21 31 41 51 61 71 81 91 101 111 121 131 141 151 161 171 181 "
	    "191 201 211";
	static const struct item late[] = {
		{ 800, 1, "2026-04-21T09:00:00Z", "Flow matching for images",
		    NULL },
		{ 801, 1, "2026-04-21T09:01:00Z", "Flow matching for images",
		    NULL },
		{ 802, 1, "2026-04-21T09:02:00Z", "Flow matching for images",
		    NULL },
	};
	struct topic t = flows;
	struct database *s = open_days(21);

	(void)state;
	t.like = "2604.00011 2604.00800 2604.00801 2604.00802";
	expect_update(s, "three are missing", &t, "whole", robots);
	SHOW(s, "", NOW, late);
	/* Flows come, and no robot leaves. */
	expect_update(s, "they are here", &t, "whole",
	    "10 11 20 21 30 31 40 41 50 51 60 61 71 81 91 101 111 121 131 141 "
	    "151 161 171 181 191 201 211 800 801 802");
	database_close(s);
}

static void
test_changed_examples_begin_anew(void **state)
{
	struct topic t = flows;
	struct database *s = open_days(21);

	(void)state;
	expect_update(s, "flows", &t, "whole", "10 20 30 40 50 60 70 80");
	t.like = "2604.00011";
	/* all have the same title, and so the same score */
	expect_update(s, "robots", &t, "whole",
	    "11 21 31 41 51 61 71 81 91 101 111 121 131 141 151 161 171 181 "
	    "191 201 211");
	database_close(s);
}

static void
test_counter_example_stays_out(void **state)
{
	struct topic t = flows;
	struct database *s = open_days(21);

	(void)state;
	t.unlike = "2604.00030";
	expect_update(s, "without 30", &t, "whole", "10 20 40 50 60 70 80 90");
	database_close(s);
}

static void
test_all_conditions_must_hold(void **state)
{
	struct topic t = flows;
	struct database *s = open_days(21);

	(void)state;
	/* a paper has as many votes as its day: 14 days are left */
	t.min_upvotes = 8;
	expect_update(s, "votes", &t, "whole", "80 90 100 110");
	t.min_upvotes = 0;
	t.query = "{title} : w5";
	t.match = "title:w5";
	/* and here 16 */
	expect_update(s, "match", &t, "whole", "60 70 80 90 100");
	t.query = t.match = NULL;
	t.source = "daily";
	expect_update(s, "source", &t, "whole", "");
	database_close(s);
}

static void
test_per_day_chooses_among_those_that_are_like(void **state)
{
	static const struct item rivals[] = {
		{ 700, 99, "2026-04-03T09:00:00Z", "Whales and whales", NULL },
		{ 701, 98, "2026-04-03T09:01:00Z", "Flow matching for images",
		    NULL },
	};
	struct topic t = flows;
	struct database *s = open_days(21);

	(void)state;
	SHOW(s, "", NOW, rivals);
	t.per_day = 1;
	expect_update(s, "per day", &t, "whole", "10 20 701 40 50 60 70");
	database_close(s);
}

static void
test_library_teaches_what_the_store_lacks(void **state)
{
	struct paper_list library = { 0 };
	struct topic t = { .slug = "shelf", .about = 2 };
	struct database *s = open_days(21);
	struct arena a = { 0 };
	struct example *list;
	size_t count;
	struct paper *p;

	(void)state;
	p = paper_list_add(&library);
	p->title = "Flow matching";
	p->doi = "10.1000/182";
	p = paper_list_add(&library);
	p->title = "flow MATCHING: for images w0 1 0";
	p = paper_list_add(&library);
	p->id = "2604.00020";
	t.library = &library;
	assert_int_equal(examples_list(s, &a, &t, &list, &count), 0);
	assert_int_equal(count, 3);
	assert_string_equal(list[2].title, "Flow matching");
	assert_string_equal(list[2].url, "https://doi.org/10.1000/182");
	arena_free(&a);
	expect_update(s, "shelf", &t, "whole", "10 20 30 40 50 60 70 80");
	paper_list_free(&library);
	database_close(s);
}

/* Papers that only a library has teach as well, each of them. */
static void
test_library_alone_teaches(void **state)
{
	struct paper_list library = { 0 };
	struct topic t = { .slug = "shelf", .about = 1 };
	struct database *s = open_days(15);

	(void)state;
	paper_list_add(&library)->title = "Music of the whales";
	t.library = &library;
	expect_update(s, "whales", &t, "whole",
	    "13 23 33 43 53 63 73 83 93 103 113 123 133 143 153");
	paper_list_free(&library);
	database_close(s);
}

/* The threshold is the score of the last paper that so many a week let in. */
static void
test_threshold_is_the_score_of_the_last_one(void **state)
{
	static const struct {
		int days;
		int64_t about;
		size_t wanted; /* of 0 more are wanted than are like examples */
	} cases[] = { { 14, 1, 2 }, { 17, 1, 2 }, { 18, 1, 3 }, { 21, 1, 3 },
		{ 21, 2, 6 }, { 21, 6, 18 }, { 21, 20, 0 } };
	struct topic t = flows;
	struct ranked best[100];
	struct database *s;
	struct liked l;
	size_t count, i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		s = open_days(cases[i].days);
		t.about = cases[i].about;
		l = (struct liked){ 0 };
		assert_int_equal(rule_open_liked(s, &t, &l), 0);
		assert_int_equal(ranking_best(s, &l, best, 100, &count), 0);
		if (cases[i].wanted == 0)
			assert_int_equal(l.likeness.threshold, 1);
		else
			assert_int_equal(l.likeness.threshold,
			    best[cases[i].wanted - 1].score);
		liked_free(&l);
		database_close(s);
	}
}

/* Without others, or without an example, nothing is like the examples. */
static void
test_nothing_to_compare(void **state)
{
	static const struct item examples[] = {
		{ 10, 1, "2026-04-01T08:00:00Z", "Flow matching", NULL },
		{ 11, 1, "2026-04-01T08:01:00Z", "Music of whales", NULL },
		{ 20, 2, "2026-04-21T08:00:00Z", "Flow matching", NULL },
		{ 21, 2, "2026-04-21T08:01:00Z", "Robots", NULL },
	};
	const struct topic all = { .slug = "flows",
		.like = "2604.00010 2604.00020",
		.unlike = "2604.00011 2604.00021",
		.about = 2 };
	const struct topic unknown = { .slug = "x",
		.like = "2604.99999",
		.about = 2 };
	struct database *s = open_memory();
	struct liked l = { 0 };

	(void)state;
	SHOW(s, "", NOW, examples);
	assert_int_equal(rule_open_liked(s, &all, &l), 0);
	assert_int_equal(learning_examples(&l), 4);
	assert_int_equal(l.likeness.threshold, LIKENESS_NEVER);
	liked_free(&l);
	database_close(s);
	s = open_days(21);
	l = (struct liked){ 0 };
	assert_int_equal(rule_open_liked(s, &unknown, &l), 0);
	assert_int_equal(l.likeness.threshold, LIKENESS_NEVER);
	liked_free(&l);
	database_close(s);
}

/* An example of a library may be in the store by its identifier at a DOI alone. */
static void
test_library_names_a_doi(void **state)
{
	struct paper foreign = { .doi = "10.48550/arXiv.2604.00010",
		.title = "As the library has it" };
	const struct paper_list library = { .papers = &foreign, .count = 1 };
	const struct topic t = { .slug = "x", .library = &library, .about = 1 };
	struct database *s = open_days(2);
	struct arena a = { 0 };
	struct example *list;
	size_t count;

	(void)state;
	assert_int_equal(examples_list(s, &a, &t, &list, &count), 0);
	assert_int_equal(count, 1);
	assert_string_equal(list[0].title, "Flow matching for images w0 10");
	arena_free(&a);
	database_close(s);
}

/* How many examples there are says when there is more to learn. */
static void
test_examples_of_both_kinds_are_counted(void **state)
{
	const struct topic t = { .slug = "x",
		.like = "2604.00010 2604.00020 2604.99999",
		.unlike = "2604.00011" };
	struct database *s = open_days(2);
	struct liked l = { 0 };

	(void)state;
	assert_int_equal(rule_open_liked(s, &t, &l), 0);
	assert_int_equal(learning_examples(&l), 3);
	liked_free(&l);
	database_close(s);
}

static void
test_retired_topic_is_forgotten(void **state)
{
	const struct config none = { 0 };
	struct database *s = open_days(21);
	int64_t count;

	(void)state;
	expect_update(s, "flows", &flows, "whole", "10 20 30 40 50 60 70 80");
	assert_int_equal(membership_retire(s, &none), 0);
	assert_int_equal(database_query(s, database_statement(s, SQL_LEARNT),
			     &count),
	    0);
	/* Later papers teach as well, when it comes back. */
	expect_update(s, "back", &flows, "whole", "10 20 30 40 50 60 70 80");
	database_close(s);
}

/* Reads what a store has learnt. */
static void
read_learnt(struct database *s, const struct topic *t, struct buf *to)
{
	struct liked l = { 0 };

	assert_int_equal(rule_open_liked(s, t, &l), 0);
	buf_printf(to, "%lld ", (long long)l.likeness.threshold);
	likeness_pack(to, &l.likeness);
	liked_free(&l);
}

static void
test_order_of_papers_makes_no_difference(void **state)
{
	struct database *s = open_days(21), *other = open_memory();
	struct buf a = { 0 }, b = { 0 };
	int day;

	(void)state;
	for (day = 21; day > 0; day--)
		fill_day(other, day);
	read_learnt(s, &flows, &a);
	read_learnt(other, &flows, &b);
	assert_int_equal(a.length, b.length);
	assert_memory_equal(a.data, b.data, a.length);
	/* What is kept is the same. */
	buf_clear(&b);
	expect_update(s, "kept", &flows, "whole", "10 20 30 40 50 60 70 80");
	read_learnt(s, &flows, &b);
	assert_int_equal(a.length, b.length);
	assert_memory_equal(a.data, b.data, a.length);
	buf_free(&a);
	buf_free(&b);
	database_close(s);
	database_close(other);
}

static void
test_best_papers_come_first(void **state)
{
	struct database *s = open_days(21);
	struct ranked best[3];
	struct liked l = { 0 };
	size_t count, i;

	(void)state;
	assert_int_equal(rule_open_liked(s, &flows, &l), 0);
	assert_int_equal(ranking_best(s, &l, best, 3, &count), 0);
	assert_int_equal(count, 3);
	for (i = 1; i < count; i++)
		assert_true(best[i].score <= best[i - 1].score);
	/* 30, 40 and 50 */
	for (i = 0; i < count; i++)
		assert_int_equal(best[i].key / 8 % (100 * DATE_DAY),
		    (at("2026-04-03T08:00:00Z") + (int64_t)i * DATE_DAY) %
			(100 * DATE_DAY));
	liked_free(&l);
	database_close(s);
}

/* Of papers that say the same the newer one is the better one. */
static void
test_newer_of_equal_papers_come_first(void **state)
{
	static const char title[] = "Flow matching for images w0 w1";
	const struct item more[] = {
		{ 300, 30, "2026-04-22T08:00:00Z", title, NULL },
		{ 310, 31, "2026-04-23T08:00:00Z", title, NULL },
		{ 320, 32, "2026-04-24T08:00:00Z", title, NULL },
		{ 330, 33, "2026-04-25T08:00:00Z", "Whales", NULL },
	};
	struct database *s = open_days(21);
	struct ranked best[3];
	struct liked l = { 0 };
	size_t most, count, i;

	(void)state;
	SHOW(s, "", NOW, more);
	assert_int_equal(rule_open_liked(s, &flows, &l), 0);
	for (most = 1; most <= 3; most++) {
		assert_int_equal(ranking_best(s, &l, best, most, &count), 0);
		assert_int_equal(count, most);
		for (i = 0; i < count; i++) {
			assert_int_equal(best[i].score, best[0].score);
			assert_int_equal(best[i].key,
			    paper_key_from(at("2026-04-24T08:00:00Z") -
				(int64_t)i * DATE_DAY));
		}
	}
	liked_free(&l);
	database_close(s);
}

/* A paper that has nothing of the examples is not among the best. */
static void
test_unlike_papers_are_not_ranked(void **state)
{
	struct database *s = open_days(21);
	struct ranked best[100];
	struct liked l = { 0 };
	size_t count, i;

	(void)state;
	assert_int_equal(rule_open_liked(s, &flows, &l), 0);
	assert_int_equal(ranking_best(s, &l, best, 100, &count), 0);
	/* one of each day is on flows, and two of these are examples */
	assert_int_equal(count, 19);
	for (i = 0; i < count; i++)
		assert_true(best[i].score > 0);
	liked_free(&l);
	database_close(s);
}

static void
test_missing_examples_are_named(void **state)
{
	const struct topic t = { .slug = "x",
		.like = "https://arxiv.org/abs/2604.00010v2 2604.99999",
		.unlike = "2604.99998 2604.00010" };
	struct database *s = open_days(1);
	struct key_list keys[EXAMPLE_KINDS] = { 0 };
	struct name_list missing = { 0 };
	struct example *list;
	struct arena a = { 0 };
	size_t count;

	(void)state;
	assert_int_equal(examples_find(s, &a, &t, keys, &missing), 0);
	assert_int_equal(keys[EXAMPLE_LIKE].count, 1);
	assert_int_equal(keys[EXAMPLE_UNLIKE].count, 1);
	assert_int_equal(missing.count, 2);
	assert_string_equal(missing.names[0], "2604.99999");
	assert_string_equal(missing.names[1], "2604.99998");
	assert_int_equal(examples_list(s, &a, &t, &list, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(list[0].title, "Flow matching for images w0 10");
	assert_string_equal(list[0].url, "https://arxiv.org/abs/2604.00010");
	assert_string_equal(list[1].title, "2604.99999");
	assert_null(list[1].url);
	key_list_free(&keys[0]);
	key_list_free(&keys[1]);
	arena_free(&a);
	database_close(s);
}

/* Other statements cannot call it. */
static void
test_is_like_needs_a_model(void **state)
{
	sqlite3_stmt *s;
	sqlite3 *db;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(liked_register(db), 0);
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT is_like(NULL, 1, 'a', 'b', 'c')", -1, &s,
			     NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ERROR);
	assert_string_equal(sqlite3_errmsg(db), "is_like() needs a model");
	sqlite3_finalize(s);
	sqlite3_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_about_so_many_papers_a_week_are_found),
		cmocka_unit_test(test_first_weeks_have_the_examples_alone),
		cmocka_unit_test(test_papers_behind_a_gap_are_no_history),
		cmocka_unit_test(
		    test_later_papers_are_compared_with_what_was_learnt),
		cmocka_unit_test(test_paper_stays_when_its_text_changes),
		cmocka_unit_test(test_example_that_arrives_is_learnt),
		cmocka_unit_test(test_changed_examples_begin_anew),
		cmocka_unit_test(test_is_like_needs_a_model),
		cmocka_unit_test(test_counter_example_stays_out),
		cmocka_unit_test(test_all_conditions_must_hold),
		cmocka_unit_test(
		    test_per_day_chooses_among_those_that_are_like),
		cmocka_unit_test(test_library_teaches_what_the_store_lacks),
		cmocka_unit_test(test_library_alone_teaches),
		cmocka_unit_test(test_threshold_is_the_score_of_the_last_one),
		cmocka_unit_test(test_nothing_to_compare),
		cmocka_unit_test(test_library_names_a_doi),
		cmocka_unit_test(test_examples_of_both_kinds_are_counted),
		cmocka_unit_test(test_retired_topic_is_forgotten),
		cmocka_unit_test(test_order_of_papers_makes_no_difference),
		cmocka_unit_test(test_best_papers_come_first),
		cmocka_unit_test(test_newer_of_equal_papers_come_first),
		cmocka_unit_test(test_unlike_papers_are_not_ranked),
		cmocka_unit_test(test_missing_examples_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
