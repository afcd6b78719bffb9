#include "topic_support.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/papers.h"

/* The numbers of the papers that changed in the topic updated last. */
static void
expect_news(struct rig *r, const char *name, bool whole, bool shown,
    int64_t count, const char *numbers)
{
	struct buf got = { 0 };
	size_t i;

	if (r->news.anew != whole || r->news.shown != shown)
		fail_msg("%s: whole %d, shown %d", name, r->news.anew,
		    r->news.shown);
	if (r->state.count != count)
		fail_msg("%s: %lld papers", name, (long long)r->state.count);
	for (i = 0; i < r->news.keys.count; i++)
		buf_printf(&got, "%s%lld", i == 0 ? "" : " ",
		    (long long)(at(NEWEST) -
			r->news.keys.keys[i] / PAPER_KEYS_PER_SECOND) /
			60);
	if (strcmp(got.length == 0 ? "" : got.data, numbers) != 0)
		fail_msg("%s: news of %s", name, got.data);
	buf_free(&got);
}

/* The numbers of a topic's papers, newest first. */
static void
expect_members(struct rig *r, const struct topic *t, const char *numbers)
{
	struct buf got = { 0 };
	sqlite3_stmt *q = membership_keys(r->database, t, INT64_MIN, INT64_MAX);

	while (database_step(r->database, q) == 1)
		buf_printf(&got, "%s%lld", got.length == 0 ? "" : " ",
		    (long long)(at(NEWEST) -
			database_number(q, "key") / PAPER_KEYS_PER_SECOND) /
			60);
	assert_string_equal(got.length == 0 ? "" : got.data, numbers);
	buf_free(&got);
}

/* A paper that is read, and what that is to a topic. */
static const struct step {
	const char *name;
	const char *title;
	int64_t count[3]; /* of each topic */
	const char *news[3];
	const char *members;
	int number;
	int upvotes;
	bool shown[3];
} steps[] = {
	{ "new", "Paper 7", { 3, 2, 0 }, { "7", "7", "" }, "5 7", 7, 1,
	    { true, true, false } },
	{ "new, and elsewhere", "Other", { 4, 2, 0 }, { "6", "", "" }, "5 7", 6,
	    1, { true, false, false } },
	{ "new, and liked", "Paper 3", { 5, 3, 1 }, { "3", "3", "3" }, "3 5 7",
	    3, 11, { true, true, true } },
	{ "the same", "Paper 5", { 5, 3, 1 }, { "", "", "" }, "3 5 7", 5, 1,
	    { false, false, false } },
	{ "votes", "Paper 5", { 5, 3, 1 }, { "", "", "" }, "3 5 7", 5, 9,
	    { false, false, false } },
	{ "enough votes", "Paper 5", { 5, 3, 2 }, { "", "", "5" }, "3 5 7", 5,
	    10, { false, false, true } },
	{ "more votes", "Paper 5", { 5, 3, 2 }, { "", "", "" }, "3 5 7", 5, 12,
	    { false, false, false } },
	{ "too few votes", "Paper 5", { 5, 3, 2 }, { "", "", "" }, "3 5 7", 5,
	    2, { false, false, false } },
	{ "another title", "Paper V", { 5, 3, 2 }, { "5", "5", "5" }, "3 5 7",
	    5, 2, { true, true, true } },
	{ "left", "Another", { 5, 2, 1 }, { "5", "5", "5" }, "3 7", 5, 2,
	    { true, true, true } },
	{ "changed elsewhere", "Others", { 5, 2, 1 }, { "6", "", "" }, "3 7", 6,
	    1, { true, false, false } },
	{ "come", "Paper 6", { 5, 3, 1 }, { "6", "6", "" }, "3 6 7", 6, 1,
	    { true, true, false } },
	{ "back", "Paper 5", { 5, 4, 2 }, { "5", "5", "5" }, "3 5 6 7", 5, 2,
	    { true, true, true } },
};

static void
check_step(struct rig *r, const struct step *s)
{
	size_t i;

	put_item(r, s->number, s->title, s->upvotes);
	for (i = 0; i < COUNT(r->topics); i++) {
		update_rig(r, &r->topics[i], CHANGE_RECORD);
		expect_news(r, s->name, false, s->shown[i], s->count[i],
		    s->news[i]);
	}
	expect_members(r, &r->topics[SOME], s->members);
	assert_int_equal(changes_forget(r->database), 0);
}

static void
test_members(void **state)
{
	struct rig r;
	size_t i;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 1);
	put_item(&r, 4, "Something else", 1);
	for (i = 0; i < COUNT(r.topics); i++) {
		static const int64_t counts[] = { 2, 1, 0 };

		update_rig(&r, &r.topics[i], CHANGE_RECORD);
		expect_news(&r, "first", true, true, counts[i], "");
		assert_int_equal(r.state.floor, -1);
		assert_int_equal(membership_read_state(r.database, &r.arena,
				     &(struct topic){ .slug = "new" },
				     &r.state),
		    0);
		assert_int_equal(r.state.floor, -1);
		/* The same once more is nothing new. */
		changes_forget(r.database);
		update_rig(&r, &r.topics[i], CHANGE_RECORD);
		expect_news(&r, "again", false, false, counts[i], "");
	}
	for (i = 0; i < COUNT(steps); i++)
		check_step(&r, &steps[i]);
	end_rig(&r);
}

/* Papers that come to a topic or leave it are marked, as others name it. */
static void
test_members_moved(void **state)
{
	struct rig r;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 1);
	put_item(&r, 4, "Paper 4", 1);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	changes_forget(r.database);
	put_item(&r, 5, "Gone", 1);
	put_item(&r, 4, "Paper IV", 1);
	put_item(&r, 3, "Paper 3", 1);
	put_item(&r, 2, "Elsewhere", 1);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	assert_int_equal(r.unpublished.count, 4);
	key_list_sort(&r.moved);
	assert_int_equal(r.moved.count, 2);
	assert_int_equal(r.moved.keys[0], r.unpublished.papers[0].key);
	assert_int_equal(r.moved.keys[1], r.unpublished.papers[2].key);
	assert_int_equal(r.news.came, 1);
	assert_int_equal(r.news.left, 1);
	assert_int_equal(r.news.changed, 1);
	/* The same of a topic that has all. */
	end_rig(&r);
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 1);
	update_rig(&r, &r.topics[ALL], CHANGE_RECORD);
	changes_forget(r.database);
	put_item(&r, 5, "Renamed", 1);
	put_item(&r, 3, "Paper 3", 1);
	put_item(&r, 2, "Elsewhere", 1);
	update_rig(&r, &r.topics[ALL], CHANGE_RECORD);
	expect_news(&r, "all", false, true, 3, "5 3 2");
	assert_int_equal(r.news.came, 2);
	assert_int_equal(r.news.left, 0);
	assert_int_equal(r.news.changed, 1);
	end_rig(&r);
}

/* Where votes are shown a feed changes with them, but not what is archived. */
static void
test_members_votes(void **state)
{
	struct rig r;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 1);
	update_rig(&r, &r.topics[SOME], CHANGE_COUNTS);
	changes_forget(r.database);
	put_item(&r, 5, "Paper 5", 2);
	update_rig(&r, &r.topics[SOME], CHANGE_COUNTS);
	expect_news(&r, "votes", false, true, 1, "");
	end_rig(&r);
}

/* Another rule finds its members anew, and its window begins anew. */
static void
test_members_rule(void **state)
{
	struct rig r;
	struct topic *t = &r.topics[SOME];

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 1);
	put_item(&r, 4, "Other 4", 20);
	update_rig(&r, t, CHANGE_RECORD);
	changes_forget(r.database);
	r.state.floor = 4711;
	membership_keep_state(r.database, t, &r.state);
	update_rig(&r, t, CHANGE_RECORD);
	assert_int_equal(r.state.floor, 4711);
	t->query = "{title abstract keywords} : \"other\"";
	update_rig(&r, t, CHANGE_RECORD);
	expect_news(&r, "query", true, true, 1, "");
	expect_members(&r, t, "4");
	/* One paper left, and another one came. */
	assert_int_equal(r.moved.count, 2);
	assert_int_equal(r.moved.keys[0], (at(NEWEST) - 300) * 8);
	assert_int_equal(r.moved.keys[1], (at(NEWEST) - 240) * 8);
	assert_int_equal(r.state.floor, -1);
	t->min_upvotes = 21;
	update_rig(&r, t, CHANGE_RECORD);
	expect_news(&r, "votes", true, true, 0, "");
	expect_members(&r, t, "");
	t->min_upvotes = 20;
	update_rig(&r, t, CHANGE_RECORD);
	expect_news(&r, "fewer votes", true, true, 1, "");
	assert_int_equal(r.moved.count, 1);
	put_item(&r, 3, "Other 3", 20);
	put_item(&r, 2, "Other 2", 20);
	t->min_upvotes = 19;
	update_rig(&r, t, CHANGE_RECORD);
	expect_news(&r, "even fewer votes", true, true, 3, "");
	assert_int_equal(r.moved.count, 2);
	changes_forget(r.database);
	t->title = "Another title";
	update_rig(&r, t, CHANGE_RECORD);
	expect_news(&r, "title", false, false, 3, "");
	end_rig(&r);
}

/* The page of a topic shows its examples, also those that no feed has any more. */
static void
test_members_examples(void **state)
{
	struct rig r;
	struct topic *t = &r.topics[SOME];

	(void)state;
	start_rig(&r, ":memory:");
	t->query = NULL;
	t->like = "2606.00005";
	t->about = 3;
	put_item(&r, 5, "Paper 5", 1);
	put_item(&r, 4, "Paper 4", 1);
	update_rig(&r, t, CHANGE_NEW);
	update_rig(&r, &r.topics[LIKED], CHANGE_NEW);
	changes_forget(r.database);
	put_item(&r, 5, "Paper 5", 20);
	update_rig(&r, t, CHANGE_NEW);
	assert_false(r.news.shown);
	update_rig(&r, &r.topics[LIKED], CHANGE_RECORD);
	changes_forget(r.database);
	put_item(&r, 5, "Paper V", 20);
	update_rig(&r, t, CHANGE_NEW);
	assert_true(r.news.shown);
	update_rig(&r, &r.topics[LIKED], CHANGE_NEW);
	assert_false(r.news.shown);
	end_rig(&r);
}

/* Of a topic that has left nothing is kept; back again, it is as new. */
static void
test_members_retire(void **state)
{
	struct rig r;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 10);
	update_rig(&r, &r.topics[ALL], CHANGE_RECORD);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	update_rig(&r, &r.topics[LIKED], CHANGE_RECORD);
	changes_forget(r.database);
	r.config.topic_count = LIKED;
	assert_int_equal(membership_retire(r.database, &r.config), 0);
	expect_members(&r, &r.topics[SOME], "5");
	expect_members(&r, &r.topics[LIKED], "");
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	expect_news(&r, "stays", false, false, 1, "");
	update_rig(&r, &r.topics[LIKED], CHANGE_RECORD);
	expect_news(&r, "back", true, true, 1, "");
	r.config.topic_count = 1;
	assert_int_equal(membership_retire(r.database, &r.config), 0);
	expect_members(&r, &r.topics[SOME], "");
	expect_members(&r, &r.topics[LIKED], "");
	end_rig(&r);
}

#define ITEM_OF(n, day)                   \
	ITEM("2606.0000" #n, "Paper " #n, \
	    AT("2026-06-" day "T12:00:00Z") ",\"upvotes\":" #n)

/* Where the members of a topic stand in its live feed, newest first. */
static void
test_members_places(void **state)
{
	struct rig r;
	struct topic *t = &r.topics[SOME];
	struct member_place places[3] = { { 0, 0 } };
	struct key_list keys = { 0 };
	const int64_t first = at("2026-06-10T12:00:00Z") * 8;
	size_t count;

	(void)state;
	start_rig(&r, ":memory:");
	/* The oldest one is seen last. */
	show_json(r.store, "daily",
	    "[" ITEM_OF(2, "11") "," ITEM_OF(3, "12") "]",
	    "2026-06-12T13:00:00Z");
	show_json(r.store, "daily", "[" ITEM_OF(1, "10") "]",
	    "2026-06-13T13:00:00Z");
	update_rig(&r, t, CHANGE_RECORD);
	assert_int_equal(membership_newest_places(r.database, t, first, places,
			     3, &count),
	    0);
	assert_int_equal(count, 3);
	assert_int_equal(places[2].key, first);
	assert_int_equal(places[2].place, first);
	assert_int_equal(membership_newest_places(r.database, t, first + 1,
			     places, 3, &count),
	    0);
	assert_int_equal(count, 2);
	assert_int_equal(membership_newest_places(r.database, t, first, places,
			     1, &count),
	    0);
	assert_int_equal(count, 1);
	assert_int_equal(places[0].key, at("2026-06-12T12:00:00Z") * 8);
	/* Of a day, and those with the most votes. */
	assert_int_equal(membership_day(r.database, t, at("2026-06-11"), &keys),
	    0);
	assert_int_equal(keys.count, 1);
	assert_int_equal(keys.keys[0], at("2026-06-11T12:00:00Z") * 8);
	assert_int_equal(membership_most_voted(r.database, t, first, INT64_MAX,
			     2, &keys),
	    0);
	assert_int_equal(keys.count, 3);
	assert_int_equal(keys.keys[1], at("2026-06-12T12:00:00Z") * 8);
	key_list_free(&keys);
	t->by_sight = true;
	t->source = "daily";
	assert_int_equal(membership_newest_places(r.database, t, first, places,
			     3, &count),
	    0);
	assert_int_equal(count, 3);
	assert_int_equal(places[0].key, first);
	assert_int_equal(places[0].place, at("2026-06-13T13:00:00Z") * 8);
	assert_int_equal(places[1].key, at("2026-06-12T12:00:00Z") * 8);
	end_rig(&r);
}

/* The papers of each week, the last one being that of the newest paper. */
static void
test_members_weeks(void **state)
{
	/* Two of a Monday, and one a second before it. */
	static const char json[] = "[" ITEM("2606.00001", "Paper 1",
	    AT("2026-06-08T00:00:00Z")) "," ITEM("2606.00002", "Paper 2",
	    AT("2026-06-14T23:59:59Z")) "," ITEM("2606.00003", "Paper 3",
	    AT("2026-06-07T23:59:59Z")) "," ITEM("2606.00004", "Paper 4",
	    AT("2025-12-15T00:00:00Z")) "," ITEM("2606.00005", "Paper 5",
	    AT("2025-12-14T23:59:59Z")) "]";
	struct topic_counts c = { .count = 5 };
	struct rig r;
	int i;

	(void)state;
	start_rig(&r, ":memory:");
	put_json(r.store, json, READ);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	counts_start(&c, at("2026-06-14T23:59:59Z"));
	assert_int_equal(membership_weeks(r.database, &r.topics[SOME], &c), 0);
	for (i = 1; i < COUNTS_WEEKS - 2; i++)
		assert_int_equal(c.weeks[i], 0);
	assert_int_equal(c.weeks[0], 1);
	assert_int_equal(c.weeks[COUNTS_WEEKS - 2], 1);
	assert_int_equal(c.weeks[COUNTS_WEEKS - 1], 2);
	end_rig(&r);
}

/* The topics of a paper, and of many the smallest ones. */
static void
test_members_topics(void **state)
{
	static const char *const slugs[] = { "some", "liked" };
	struct rig r;
	struct arena a = { 0 };
	struct name_list names;
	struct paper_list l;
	size_t i, most;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 5, "Paper 5", 10);
	for (i = 0; i < COUNT(slugs); i++) {
		update_rig(&r, &r.topics[SOME + i], CHANGE_RECORD);
		r.state.size = i == 0 ? 2 : 9;
		assert_int_equal(membership_keep_state(r.database,
				     &r.topics[SOME + i], &r.state),
		    0);
	}
	l = get_one(r.store);
	for (most = 1; most < 4; most++) {
		names = (struct name_list){ 0 };
		assert_int_equal(membership_smallest_topics(r.database, &a,
				     l.papers[0].key, most, &names),
		    0);
		assert_int_equal(names.count, most == 1 ? 1 : 2);
		/* In the order of names where none is left out. */
		assert_string_equal(names.names[0],
		    most == 1 ? "some" : "liked");
	}
	paper_list_free(&l);
	arena_free(&a);
	end_rig(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_members_moved),
		cmocka_unit_test(test_members_votes),
		cmocka_unit_test(test_members_rule),
		cmocka_unit_test(test_members_examples),
		cmocka_unit_test(test_members_places),
		cmocka_unit_test(test_members_weeks),
		cmocka_unit_test(test_members_topics),
		cmocka_unit_test(test_members_retire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
