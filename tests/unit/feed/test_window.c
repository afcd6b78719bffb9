#include "topic_support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/papers.h"
#include "feed/entry_cache.h"
#include "feed/window.h"

/*
 * Papers of a window: so many, the first so many seconds older than NEWEST,
 * each so much older than the one before.
 */
struct group {
	int count;
	int64_t age, step;
};

static const struct sample {
	const char *name;
	struct group groups[4];
	size_t shown[2]; /* of all, of a topic */
	int64_t last[2]; /* how much older the last one shown is */
} samples[] = {
	{ "none", { { 0 } }, { 0, 0 }, { 0, 0 } },
	{ "one", { { 1, 0, 0 } }, { 1, 1 }, { 0, 0 } },
	{ "few and old", { { 1, 0, 0 }, { 48, 9 * SPAN, 1 } }, { 49, 49 },
	    { 9 * SPAN + 47, 9 * SPAN + 47 } },
	{ "least of a topic", { { 1, 0, 0 }, { 50, SPAN + 1, 1 } }, { 51, 50 },
	    { SPAN + 50, SPAN + 49 } },
	{ "least of all", { { 1, 0, 0 }, { 100, SPAN + 1, 1 } }, { 100, 50 },
	    { SPAN + 99, SPAN + 49 } },
	{ "least, and one of the span",
	    { { 50, 0, 1 }, { 1, SPAN, 0 }, { 1, SPAN + 1, 1 } }, { 52, 51 },
	    { SPAN + 1, SPAN } },
	{ "least, and one behind the span",
	    { { 100, 0, 1 }, { 1, SPAN + 1, 0 } }, { 100, 100 }, { 99, 99 } },
	{ "the span's last second",
	    { { 101, 0, 1 }, { 1, SPAN - 1, 0 }, { 1, SPAN, 0 },
		{ 9, SPAN + 1, 1 } },
	    { 103, 103 }, { SPAN, SPAN } },
	{ "one less than most", { { 199, 0, 1 }, { 9, SPAN + 1, 1 } },
	    { 199, 199 }, { 198, 198 } },
	{ "most", { { 200, 0, 1 }, { 9, SPAN + 1, 1 } }, { 200, 200 },
	    { 199, 199 } },
	{ "more than most", { { 450, 0, 1 } }, { 200, 200 }, { 199, 199 } },
};

static void
fill(struct rig *r, const struct sample *s)
{
	struct buf json = { 0 };
	size_t g;
	int i, number = 1;

	for (g = 0; g < COUNT(s->groups); g++) {
		for (i = 0; i < s->groups[g].count; i++)
			add_item(&json, number++, "Paper",
			    at(NEWEST) - s->groups[g].age -
				i * s->groups[g].step,
			    1);
	}
	put_items(r, &json, READ);
}

static void
expect_order(const struct sample *s, const struct window *w)
{
	const struct entry *a, *b;
	size_t i;

	for (i = 1; i < w->count; i++) {
		a = w->entries[i - 1];
		b = w->entries[i];
		if (a->published < b->published ||
		    (a->published == b->published &&
			strcmp(a->guid, b->guid) >= 0))
			fail_msg("%s: %s before %s", s->name, a->guid, b->guid);
	}
}

static void
check_window(struct rig *r, const struct sample *s, int which)
{
	struct window w = { .floor = -1 };
	int64_t last = at(NEWEST) - s->last[which], floor = -1;
	size_t count = 0, g;

	for (g = 0; g < COUNT(s->groups); g++)
		count += (size_t)s->groups[g].count;
	assert_int_equal(window_fill(&w, &r->cache, &r->topics[which]), 0);
	if (w.count != s->shown[which])
		fail_msg("%s: %zu of %s, not %zu", s->name, w.count,
		    r->topics[which].slug, s->shown[which]);
	if (w.count > 0)
		assert_int_equal(w.entries[w.count - 1]->published, last);
	expect_order(s, &w);
	/* What is older than the last one is not to come back. */
	if (count > w.count)
		floor = last * PAPER_KEYS_PER_SECOND - 1;
	if (w.floor != floor)
		fail_msg("%s: another floor", s->name);
	window_free(&w);
}

static void
test_window(void **state)
{
	struct rig r;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(samples); i++) {
		start_rig(&r, ":memory:");
		fill(&r, &samples[i]);
		update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
		check_window(&r, &samples[i], ALL);
		check_window(&r, &samples[i], SOME);
		end_rig(&r);
	}
}

/* Of those that were listed in one second the last ones are the newest. */
static void
test_window_ties(void **state)
{
	static const int numbers[] = { 905, 903, 901, 904, 902 };
	struct window w = { .floor = -1 };
	struct buf json = { 0 };
	struct rig r;
	size_t i;

	(void)state;
	start_rig(&r, ":memory:");
	for (i = 0; i < 198; i++)
		add_item(&json, (int)i, "Paper", at(NEWEST) - (int64_t)i, 1);
	for (i = 0; i < COUNT(numbers); i++)
		add_item(&json, numbers[i], "Paper", at(NEWEST) - 300, 1);
	put_items(&r, &json, READ);
	assert_int_equal(window_fill(&w, &r.cache, &r.topics[ALL]), 0);
	assert_int_equal(w.count, 200);
	assert_string_equal(w.entries[197]->guid,
	    "https://arxiv.org/abs/2606.00197");
	assert_string_equal(w.entries[198]->guid,
	    "https://arxiv.org/abs/2606.00902");
	assert_string_equal(w.entries[199]->guid,
	    "https://arxiv.org/abs/2606.00904");
	window_free(&w);
	end_rig(&r);
}

static bool
window_has(const struct window *w, int number)
{
	char guid[64];
	size_t i;

	snprintf(guid, sizeof(guid), "https://arxiv.org/abs/2606.%05d", number);
	for (i = 0; i < w->count; i++) {
		if (strcmp(w->entries[i]->guid, guid) == 0)
			return true;
	}
	return false;
}

/* Fill a window from where the last one ended. */
static void
refill(struct rig *r, struct window *w, const struct topic *t)
{
	entry_cache_free(&r->cache);
	entry_cache_start(&r->cache, r->database, &r->config);
	window_free(w);
	assert_int_equal(window_fill(w, &r->cache, t), 0);
}

/* What has left a window does not come back when there is room again. */
static void
test_window_floor(void **state)
{
	struct window w = { .floor = -1 };
	struct buf json = { 0 };
	struct rig r;
	int i;

	(void)state;
	start_rig(&r, ":memory:");
	for (i = 1; i <= 51; i++)
		add_item(&json, i, "Paper", at(NEWEST) - i * SPAN, 1);
	put_items(&r, &json, READ);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 50);
	assert_false(window_has(&w, 51));
	/* Three leave the topic, and older ones are read late. */
	for (i = 2; i <= 4; i++)
		add_item(&json, i, "Gone", at(NEWEST) - i * SPAN, 1);
	add_item(&json, 90, "Paper", at(NEWEST) - 90 * SPAN, 1);
	add_item(&json, 91, "Paper", at(NEWEST) - 9 * SPAN - 1, 1);
	put_items(&r, &json, READ);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	assert_int_equal(r.state.count, 50);
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 48);
	assert_false(window_has(&w, 51));
	assert_false(window_has(&w, 90));
	assert_true(window_has(&w, 91));
	/* Without a floor it is what the rule says. */
	w.floor = -1;
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 50);
	assert_true(window_has(&w, 51));
	assert_true(window_has(&w, 90));
	window_free(&w);
	end_rig(&r);
}

/* Nor when it shared its second with the last one that stayed. */
static void
test_window_floor_ties(void **state)
{
	struct window w = { .floor = -1 };
	struct buf json = { 0 };
	struct rig r;
	bool had[2], has[2];
	int i;

	(void)state;
	start_rig(&r, ":memory:");
	for (i = 1; i <= 48; i++)
		add_item(&json, i, "Paper", at(NEWEST) - i, 1);
	add_item(&json, 101, "Paper", at(NEWEST) - 2 * SPAN, 1);
	add_item(&json, 102, "Paper", at(NEWEST) - 2 * SPAN, 1);
	put_items(&r, &json, READ);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 50);
	put_item(&r, 0, "Paper", 1);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	had[0] = window_has(&w, 101);
	had[1] = window_has(&w, 102);
	/* One leaves the topic: there would be room. */
	add_item(&json, 5, "Gone", at(NEWEST) - 5, 1);
	put_items(&r, &json, READ);
	update_rig(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	has[0] = window_has(&w, 101);
	has[1] = window_has(&w, 102);
	if ((has[0] && !had[0]) || (has[1] && !had[1]))
		fail_msg("one that had left is back");
	window_free(&w);
	end_rig(&r);
}

#define SENTENCE \
	"An abstract, of which sixteen such sentences make one KiB each. "
#define BRACKETS                           \
	"<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<" \
	"<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"

/* Add a paper with an abstract of so many KiB, made of 64 bytes. */
static void
add_long_item(struct buf *json, int number, int size, const char *part)
{
	char instant[DATE_RFC3339_SIZE];
	int i;

	date_format_rfc3339(at(NEWEST) - 60 * (int64_t)number, instant);
	buf_printf(json,
	    "%s{\"paper\":{\"id\":\"2606.%05d\",\"title\":\"Paper\","
	    "\"submittedOnDailyAt\":\"%s\",\"summary\":\"",
	    json->length == 0 ? "[" : ",", number, instant);
	for (i = 0; i < size * 16; i++)
		buf_puts(json, part);
	buf_puts(json, "\"}}");
}

/* A feed that would be too large ends earlier, and that counts as well. */
static void
test_window_size(void **state)
{
	struct window w = { .floor = -1 };
	struct buf json = { 0 };
	struct rig r;
	size_t shown;
	int i;

	(void)state;
	start_rig(&r, ":memory:");
	for (i = 2; i <= 12; i++)
		add_long_item(&json, i, 450, SENTENCE);
	put_items(&r, &json, READ);
	refill(&r, &w, &r.topics[ALL]);
	shown = w.count;
	assert_in_range(shown, 8, 9);
	/* A new one, and one leaves: an abstract cut then is no room for it. */
	add_long_item(&json, 1, 450, SENTENCE);
	put_items(&r, &json, READ);
	refill(&r, &w, &r.topics[ALL]);
	assert_int_equal(w.count, shown);
	assert_true(window_has(&w, 1));
	assert_false(window_has(&w, (int)shown + 1));
	add_long_item(&json, 3, 1, SENTENCE);
	put_items(&r, &json, READ);
	refill(&r, &w, &r.topics[ALL]);
	if (window_has(&w, (int)shown + 1))
		fail_msg("one that had left is back");
	window_free(&w);
	end_rig(&r);
}

/* One that alone is too large for a feed is still in it. */
static void
test_window_of_one(void **state)
{
	struct window w = { .floor = -1 };
	struct buf json = { 0 };
	struct rig r;

	(void)state;
	start_rig(&r, ":memory:");
	/* Each is eight bytes in a feed: &amp;lt; */
	add_long_item(&json, 1, 512, BRACKETS);
	add_long_item(&json, 2, 1, SENTENCE);
	put_items(&r, &json, READ);
	refill(&r, &w, &r.topics[ALL]);
	assert_int_equal(w.count, 1);
	assert_true(window_has(&w, 1));
	window_free(&w);
	end_rig(&r);
}

/* The numbers of a topic's window. */
static void
expect_window(struct database *s, const char *name, struct topic *t,
    int64_t *floor, size_t count, const char *first)
{
	struct config c = { .site = { .pages = "all",
				.title = "Test",
				.url = "https://papers.example.org/" },
		.topics = t,
		.topic_count = 1 };
	struct entry_cache cache;
	struct window w = { .floor = *floor };
	struct buf got = { 0 };
	const char *shown;
	size_t i;

	entry_cache_start(&cache, s, &c);
	assert_int_equal(window_fill(&w, &cache, t), 0);
	for (i = 0; i < w.count && got.length < strlen(first); i++)
		buf_printf(&got, "%s%d", i == 0 ? "" : " ",
		    number_in(w.entries[i]->guid));
	shown = got.length == 0 ? "" : got.data;
	if (w.count != count || strcmp(shown, first) != 0)
		fail_msg("%s: %zu, the first: %s", name, w.count, shown);
	*floor = w.floor;
	buf_free(&got);
	window_free(&w);
	entry_cache_free(&cache);
}

/* What a source of no days began to show last comes first, however old. */
static void
test_window_by_sight(void **state)
{
	static const struct item old[] = {
		{ 901, 1, "2026-01-08T08:00:00Z", NULL, NULL },
		{ 902, 1, "2026-01-09T08:00:00Z", NULL, NULL },
	};
	struct topic t = { .slug = "trends",
		.title = "Trends",
		.source = "trending",
		.by_sight = true };
	struct item items[60];
	char instants[60][DATE_RFC3339_SIZE];
	struct database *s = open_memory();
	struct topic_changes news;
	int64_t floor = -1;
	int i;

	(void)state;
	for (i = 0; i < 60; i++) {
		date_format_rfc3339(at("2026-04-08T08:00:00Z") + i,
		    instants[i]);
		items[i] = (struct item){ i + 1, 1, instants[i], NULL, NULL };
	}
	/* Both were there before they trended. */
	SHOW(s, "daily", "2026-01-09T13:00:00Z", old);
	SHOW(s, "trending", "2026-04-08T13:00:00Z", items);
	expect_update(s, "first", &t, "whole",
	    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 "
	    "26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 "
	    "48 49 50 51 52 53 54 55 56 57 58 59 60");
	expect_window(s, "sixty at once", &t, &floor, 60, "60 59 58");
	SHOW(s, "trending", "2026-04-10T13:00:00Z", old);
	news = update_topic(s, &t);
	key_list_free(&news.keys);
	expect_window(s, "two old ones", &t, &floor, 62, "902 901 60 59");
	assert_int_equal(floor, -1);
	/* Without the order of sight they would not be in the feed at all. */
	t.by_sight = false;
	expect_window(s, "by listing", &t, &floor, 60, "60 59 58");
	/* Shown once more it is as it was. */
	floor = -1;
	t.by_sight = true;
	SHOW(s, "trending", "2026-04-11T13:00:00Z", items);
	expect_window(s, "shown again", &t, &floor, 62, "902 901 60 59");
	database_close(s);
}

/* A paper that has left such a feed does not come back. */
static void
test_window_by_sight_floor(void **state)
{
	struct topic t = { .slug = "trends",
		.title = "Trends",
		.source = "trending",
		.by_sight = true,
		.query = PAPERS };
	struct item item = { 1, 1, "2026-01-08T08:00:00Z", NULL, NULL };
	struct database *s = open_memory();
	char now[DATE_RFC3339_SIZE];
	int64_t floor = -1;
	struct topic_changes news;
	int i;

	(void)state;
	/* A new one a week: of 52 the last 50. */
	for (i = 1; i <= 52; i++) {
		date_format_rfc3339(at("2025-04-08T13:00:00Z") +
			i * 7 * DATE_DAY,
		    now);
		item.number = i;
		show(s, "trending", now, &item, 1);
	}
	news = update_topic(s, &t);
	key_list_free(&news.keys);
	expect_window(s, "fifty", &t, &floor, 50, "52 51");
	assert_int_equal(floor / PAPER_KEYS_PER_SECOND,
	    at("2025-04-08T13:00:00Z") + 3 * 7 * DATE_DAY - 1);
	/* Two leave the topic: there would be room. */
	for (i = 50; i <= 51; i++) {
		item.number = i;
		item.title = "Gone";
		show(s, "trending", "2026-06-08T13:00:00Z", &item, 1);
	}
	news = update_topic(s, &t);
	key_list_free(&news.keys);
	expect_window(s, "forty-eight", &t, &floor, 48, "52 49");
	/* The instants of another order are no floor of this one. */
	t.by_sight = false;
	news = update_topic(s, &t);
	assert_true(news.anew);
	key_list_free(&news.keys);
	database_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_window_ties),
		cmocka_unit_test(test_window_floor),
		cmocka_unit_test(test_window_floor_ties),
		cmocka_unit_test(test_window_size),
		cmocka_unit_test(test_window_of_one),
		cmocka_unit_test(test_window_by_sight),
		cmocka_unit_test(test_window_by_sight_floor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
