#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "paper/paper.h"
#include "paper/record_json.h"
#include "listing/listing.h"
#include "topic/tokenizer.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/member.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/papers.h"
#include "store/schema.h"
#include "feed/entry_cache.h"
#include "feed/window.h"
#include "publish/archive.h"
#include "publish/gzip.h"
#include "publish/output.h"
#include "publish/publish.h"

#define NEWEST "2026-06-30T12:00:00Z"
#define READ   "2026-07-01T12:00:00Z"
#define SPAN   INT64_C(1209600) /* 14 days, in seconds */
#define PAPERS "{title abstract keywords} : \"paper\""

/* A store with topics, and the entries of its papers. */
struct rig {
	struct store *store;
	struct database *database;
	struct topic topics[3];
	struct config config;
	struct arena arena;
	struct entry_cache cache;
	struct unpublished unpublished;
	struct topic_state state; /* of the topic that was updated last */
	struct topic_news news;
};

enum { ALL, SOME, LIKED };

static void
start_rig(struct rig *r, const char *path)
{
	*r = (struct rig){
		.topics = {
			{ .slug = "all", .title = "All" },
			{ .slug = "some", .title = "Some", .match = "paper",
			    .query = PAPERS },
			{ .slug = "liked", .title = "Liked", .match = "paper",
			    .query = PAPERS, .min_upvotes = 10 },
		},
	};
	r->config.site = (struct site){ .title = "Test",
		.url = "https://papers.example.org/",
		.gzip = true };
	r->config.topics = r->topics;
	r->config.topic_count = COUNT(r->topics);
	assert_int_equal(store_open(&r->store, path, DATABASE_WRITE), 0);
	r->database = store_database(r->store);
	entry_cache_start(&r->cache, r->database, &r->config);
}

static void
end_rig(struct rig *r)
{
	key_list_free(&r->news.keys);
	unpublished_free(&r->unpublished);
	entry_cache_free(&r->cache);
	arena_free(&r->arena);
	store_close(r->store);
}

/* Add a paper to the JSON of a listing. */
static void
add_item(struct buf *json, int number, const char *title, int64_t listed,
    int upvotes)
{
	char instant[DATE_RFC3339_SIZE];

	date_format_rfc3339(listed, instant);
	buf_printf(json,
	    "%s{\"paper\":{\"id\":\"2606.%05d\",\"title\":\"%s\","
	    "\"submittedOnDailyAt\":\"%s\",\"upvotes\":%d}}",
	    json->length == 0 ? "[" : ",", number, title, instant, upvotes);
}

static void
put_items(struct rig *r, struct buf *json, const char *now)
{
	if (json->length == 0)
		return;
	buf_putc(json, ']');
	put_json(r->store, json->data, now);
	buf_free(json);
}

static void
put_item(struct rig *r, int number, const char *title, int upvotes)
{
	struct buf json = { 0 };

	add_item(&json, number, title, at(NEWEST) - 60 * (int64_t)number,
	    upvotes);
	put_items(r, &json, READ);
}

/* Bring a topic up to date, as publishing does. */
static void
update(struct rig *r, const struct topic *t, enum change shown)
{
	key_list_free(&r->news.keys);
	r->news = (struct topic_news){ 0 };
	unpublished_free(&r->unpublished);
	assert_int_equal(member_note_topic(r->database, t, "about", 0), 0);
	assert_int_equal(unpublished_read(r->database, &r->unpublished), 0);
	r->unpublished.shown = shown;
	assert_int_equal(member_read_state(r->database, &r->arena, t,
			     &r->state),
	    0);
	assert_int_equal(member_update(r->database, &r->arena, t,
			     &r->unpublished, &r->state, &r->news),
	    0);
	assert_int_equal(member_keep_state(r->database, t, &r->state), 0);
}

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
	{ "several in the span's last second",
	    { { 100, 0, 1 }, { 8, SPAN, 0 }, { 8, SPAN + 1, 0 } }, { 108, 108 },
	    { SPAN, SPAN } },
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
		update(&r, &r.topics[SOME], CHANGE_RECORD);
		check_window(&r, &samples[i], ALL);
		check_window(&r, &samples[i], SOME);
		end_rig(&r);
	}
}

/* Of those that share the last second the last ones stay, ordered by guid. */
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
	/* The last two by key are those that came last; guids order them. */
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
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 50);
	assert_false(window_has(&w, 51));
	/* Three leave the topic, and older ones are read late. */
	for (i = 2; i <= 4; i++)
		add_item(&json, i, "Gone", at(NEWEST) - i * SPAN, 1);
	add_item(&json, 90, "Paper", at(NEWEST) - 90 * SPAN, 1);
	add_item(&json, 91, "Paper", at(NEWEST) - 9 * SPAN - 1, 1);
	put_items(&r, &json, READ);
	update(&r, &r.topics[SOME], CHANGE_RECORD);
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
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	assert_int_equal(w.count, 50);
	put_item(&r, 0, "Paper", 1);
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	refill(&r, &w, &r.topics[SOME]);
	had[0] = window_has(&w, 101);
	had[1] = window_has(&w, 102);
	/* One leaves the topic: there would be room. */
	add_item(&json, 5, "Gone", at(NEWEST) - 5, 1);
	put_items(&r, &json, READ);
	update(&r, &r.topics[SOME], CHANGE_RECORD);
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

/* The numbers of the papers that changed in the topic updated last. */
static void
expect_news(struct rig *r, const char *name, bool whole, bool shown,
    int64_t count, const char *numbers)
{
	struct buf got = { 0 };
	size_t i;

	if (r->news.whole != whole || r->news.shown != shown)
		fail_msg("%s: whole %d, shown %d", name, r->news.whole,
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
	sqlite3_stmt *q = member_keys(r->database, t, INT64_MIN, INT64_MAX);

	while (database_step(r->database, q) == 1)
		buf_printf(&got, "%s%lld", got.length == 0 ? "" : " ",
		    (long long)(at(NEWEST) -
			database_column(q, "key") / PAPER_KEYS_PER_SECOND) /
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
		update(r, &r->topics[i], CHANGE_RECORD);
		expect_news(r, s->name, false, s->shown[i], s->count[i],
		    s->news[i]);
	}
	expect_members(r, &r->topics[SOME], s->members);
	assert_int_equal(unpublished_forget(r->database), 0);
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

		update(&r, &r.topics[i], CHANGE_RECORD);
		expect_news(&r, "first", true, true, counts[i], "");
		assert_int_equal(r.state.floor, -1);
		/* The same once more is nothing new. */
		unpublished_forget(r.database);
		update(&r, &r.topics[i], CHANGE_RECORD);
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
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	unpublished_forget(r.database);
	put_item(&r, 5, "Gone", 1);
	put_item(&r, 4, "Paper IV", 1);
	put_item(&r, 3, "Paper 3", 1);
	put_item(&r, 2, "Elsewhere", 1);
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	assert_int_equal(r.unpublished.count, 4);
	assert_true(r.unpublished.papers[0].moved);
	assert_false(r.unpublished.papers[1].moved);
	assert_true(r.unpublished.papers[2].moved);
	assert_false(r.unpublished.papers[3].moved);
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
	update(&r, &r.topics[SOME], CHANGE_COUNTS);
	unpublished_forget(r.database);
	put_item(&r, 5, "Paper 5", 2);
	update(&r, &r.topics[SOME], CHANGE_COUNTS);
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
	update(&r, t, CHANGE_RECORD);
	unpublished_forget(r.database);
	r.state.floor = 4711;
	member_keep_state(r.database, t, &r.state);
	update(&r, t, CHANGE_RECORD);
	assert_int_equal(r.state.floor, 4711);
	t->query = "{title abstract keywords} : \"other\"";
	update(&r, t, CHANGE_RECORD);
	expect_news(&r, "query", true, true, 1, "");
	expect_members(&r, t, "4");
	assert_int_equal(r.state.floor, -1);
	t->min_upvotes = 21;
	update(&r, t, CHANGE_RECORD);
	expect_news(&r, "votes", true, true, 0, "");
	expect_members(&r, t, "");
	t->min_upvotes = 20;
	update(&r, t, CHANGE_RECORD);
	expect_news(&r, "fewer votes", true, true, 1, "");
	t->title = "Another title";
	update(&r, t, CHANGE_RECORD);
	expect_news(&r, "title", false, false, 1, "");
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
	update(&r, &r.topics[ALL], CHANGE_RECORD);
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	update(&r, &r.topics[LIKED], CHANGE_RECORD);
	unpublished_forget(r.database);
	r.config.topic_count = LIKED;
	assert_int_equal(member_retire(r.database, &r.config), 0);
	expect_members(&r, &r.topics[SOME], "5");
	expect_members(&r, &r.topics[LIKED], "");
	update(&r, &r.topics[SOME], CHANGE_RECORD);
	expect_news(&r, "stays", false, false, 1, "");
	update(&r, &r.topics[LIKED], CHANGE_RECORD);
	expect_news(&r, "back", true, true, 1, "");
	end_rig(&r);
}

static void
test_unpublished(void **state)
{
	static const enum change notes[] = { CHANGE_COUNTS, CHANGE_RECORD,
		CHANGE_COUNTS, CHANGE_NEW, CHANGE_RECORD, CHANGE_COUNTS };
	static const enum change wanted[] = { CHANGE_COUNTS, CHANGE_RECORD,
		CHANGE_RECORD, CHANGE_NEW, CHANGE_NEW, CHANGE_NEW };
	struct unpublished u;
	struct rig r;
	int64_t keys[2];
	size_t i;

	(void)state;
	start_rig(&r, ":memory:");
	put_item(&r, 1, "One", 1);
	put_item(&r, 2, "Two", 1);
	assert_int_equal(unpublished_read(r.database, &u), 0);
	assert_int_equal(u.count, 2);
	assert_int_equal(u.shown, CHANGE_RECORD);
	for (i = 0; i < 2; i++) {
		keys[i] = u.papers[i].key;
		assert_int_equal(u.papers[i].change, CHANGE_NEW);
		assert_false(u.papers[i].moved);
	}
	assert_true(keys[0] < keys[1]);
	unpublished_free(&u);
	assert_int_equal(unpublished_forget(r.database), 0);
	assert_int_equal(unpublished_read(r.database, &u), 0);
	assert_int_equal(u.count, 0);
	unpublished_free(&u);
	for (i = 0; i < COUNT(notes); i++) {
		assert_int_equal(unpublished_note(r.database, keys[0],
				     notes[i]),
		    0);
		assert_int_equal(unpublished_read(r.database, &u), 0);
		assert_int_equal(u.count, 1);
		assert_int_equal(u.papers[0].key, keys[0]);
		assert_int_equal(u.papers[0].change, wanted[i]);
		unpublished_free(&u);
	}
	end_rig(&r);
}

static void
test_archive_names(void **state)
{
	static const struct {
		const char *name, *month;
	} names[] = {
		{ "archive/all-2026-03.atom", "2026-03-01" },
		{ "archive/a-2-2026-12.atom", "2026-12-01" },
		{ "archive/all-2025-01-2026-02.atom", "2026-02-01" },
	};
	static const char *const none[] = { "", "all.atom", "archive/all.atom",
		"archive/all-2026-13.atom", "archive/all-2026-00.atom",
		"archive/all-2026-03.atom.gz", "archive/all-26-03.atom",
		"archive/all-2026-03", "2026-03.ato" };
	int64_t key;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(names); i++) {
		assert_int_equal(archive_parse_name(names[i].name, &key), 0);
		assert_int_equal(key,
		    at(names[i].month) * PAPER_KEYS_PER_SECOND);
	}
	for (i = 0; i < COUNT(none); i++) {
		if (archive_parse_name(none[i], &key) != -1)
			fail_msg("%s", none[i]);
	}
}

/* Bytes that do not repeat. */
static void
add_noise(struct buf *b, size_t n)
{
	uint32_t x = 1;

	for (; n > 0; n--) {
		x = x * 1664525 + 1013904223;
		buf_putc(b, (char)(x >> 24));
	}
}

static void
expect_packed(const struct buf *packed, const struct buf *wanted)
{
	static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
	z_stream z = { 0 };
	struct buf got = { 0 };
	unsigned char chunk[4096];
	int done = Z_OK;

	/* RFC 1952, 2.3: deflate, no name, no time, no system. */
	assert_true(packed->length > 18);
	assert_memory_equal(packed->data, head, sizeof(head));
	assert_int_equal((unsigned char)packed->data[9], 255);
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_in = (unsigned char *)packed->data;
	z.avail_in = (unsigned int)packed->length;
	while (done == Z_OK) {
		z.next_out = chunk;
		z.avail_out = sizeof(chunk);
		done = inflate(&z, Z_NO_FLUSH);
		buf_add(&got, (const char *)chunk, sizeof(chunk) - z.avail_out);
	}
	assert_int_equal(done, Z_STREAM_END);
	assert_int_equal(z.avail_in, 0);
	assert_int_equal(inflateEnd(&z), Z_OK);
	assert_int_equal(got.length, wanted->length);
	if (got.length > 0)
		assert_memory_equal(got.data, wanted->data, got.length);
	buf_free(&got);
}

static void
test_gzip(void **state)
{
	struct buf in[5] = { 0 }, out[5] = { 0 }, again = { 0 };
	struct gzip *g = gzip_new(), *other = gzip_new();
	size_t i;

	(void)state;
	buf_puts(&in[1], "<feed/>\n");
	for (i = 0; i < 100000; i++)
		buf_puts(&in[2], "an agent ");
	add_noise(&in[3], 1000000);
	buf_puts(&in[4], "<feed/>\n");
	for (i = 0; i < COUNT(in); i++) {
		assert_int_equal(gzip_compress(g, &out[i], &in[i]), 0);
		expect_packed(&out[i], &in[i]);
	}
	assert_true(out[2].length < in[2].length / 50);
	/* Whatever came before it, and by another one. */
	assert_int_equal(out[1].length, out[4].length);
	assert_memory_equal(out[1].data, out[4].data, out[4].length);
	assert_int_equal(gzip_compress(other, &again, &in[3]), 0);
	assert_int_equal(again.length, out[3].length);
	assert_memory_equal(again.data, out[3].data, again.length);
	/* It is added to what is there, or does not fit. */
	assert_int_equal(gzip_compress(g, &again, &in[1]), 0);
	assert_int_equal(again.length, out[3].length + out[1].length);
	buf_free(&again);
	again = (struct buf){ .max = 10 };
	assert_int_equal(gzip_compress(g, &again, &in[1]), -1);
	buf_free(&again);
	for (i = 0; i < COUNT(in); i++) {
		buf_free(&in[i]);
		buf_free(&out[i]);
	}
	gzip_free(g);
	gzip_free(other);
	gzip_free(NULL);
}

/* A folder of its own for each test that needs files. */
struct place {
	char root[FOLDER_SIZE];
	char path[64]; /* in it, for output */
	struct output output;
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	make_folder(p->root);
	snprintf(p->path, sizeof(p->path), "%s/public", p->root);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	remove_folder(p->root);
	free(p);
	return 0;
}

static const char *
in_place(const struct place *p, const char *name, char path[static 256])
{
	snprintf(path, 256, "%s/%s", p->path, name);
	return path;
}

static bool
is_there(const struct place *p, const char *name)
{
	char path[256];

	return access(in_place(p, name, path), F_OK) == 0;
}

static struct stat
look(const struct place *p, const char *name)
{
	char path[256];
	struct stat st;

	if (lstat(in_place(p, name, path), &st) == -1)
		fail_msg("%s is not there", name);
	return st;
}

static int64_t
modified(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static void
set_time(const struct place *p, const char *name, int64_t seconds)
{
	struct timespec times[2] = { { .tv_sec = seconds, .tv_nsec = 1 },
		{ .tv_sec = seconds, .tv_nsec = 1 } };
	char path[256];

	assert_int_equal(utimensat(AT_FDCWD, in_place(p, name, path), times, 0),
	    0);
}

static void
write_published(const struct place *p, const char *name, const char *text)
{
	char path[256];

	write_file(in_place(p, name, path), text, strlen(text));
}

/* Put one file, as a run of its own does. */
static struct output_file
put_file(struct place *p, const char *name, const char *text, bool twinned)
{
	struct buf bytes = { 0 };
	struct output_file file = { 0 };
	struct stat st;

	buf_puts(&bytes, text);
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_put(&p->output, name, &bytes, twinned, &file),
	    0);
	assert_int_equal(output_commit(&p->output), 0);
	st = look(p, name);
	assert_int_equal(st.st_size, file.size);
	assert_int_equal(modified(&st), file.modified);
	assert_int_equal(output_has(&p->output, name, &file, twinned), true);
	assert_int_equal(output_has(&p->output, name, &file, !twinned), false);
	output_close(&p->output);
	buf_free(&bytes);
	return file;
}

/* The file's twin is there, of the same time, and holds the text. */
static void
expect_twin(const struct place *p, const char *name, const char *text)
{
	struct buf packed = { 0 }, wanted = { 0 };
	char twin[128], path[256];
	struct stat file, other;
	int fd;

	snprintf(twin, sizeof(twin), "%s.gz", name);
	file = look(p, name);
	other = look(p, twin);
	assert_true(S_ISREG(other.st_mode));
	assert_int_equal(other.st_mode & 07777, 0644);
	assert_int_equal(modified(&file), modified(&other));
	fd = open(in_place(p, twin, path), O_RDONLY);
	assert_int_not_equal(fd, -1);
	assert_int_equal(buf_read_fd(&packed, fd), 0);
	close(fd);
	buf_puts(&wanted, text);
	expect_packed(&packed, &wanted);
	buf_free(&packed);
	buf_free(&wanted);
}

static void
test_output(void **state)
{
	struct place *p = *state;
	struct stat first, now, twin;

	assert_true(put_file(p, "all.atom", "one", true).new);
	first = look(p, "all.atom");
	twin = look(p, "all.atom.gz");
	assert_int_equal(first.st_mode & 07777, 0644);
	expect_twin(p, "all.atom", "one");
	/* The same again touches nothing. */
	assert_false(put_file(p, "all.atom", "one", true).new);
	now = look(p, "all.atom");
	assert_int_equal(now.st_ino, first.st_ino);
	assert_int_equal(modified(&now), modified(&first));
	now = look(p, "all.atom.gz");
	assert_int_equal(now.st_ino, twin.st_ino);
	/* Other bytes, at once, are a second younger. */
	assert_true(put_file(p, "all.atom", "two", true).new);
	now = look(p, "all.atom");
	assert_int_not_equal(now.st_ino, first.st_ino);
	assert_true(now.st_mtime > first.st_mtime);
	expect_twin(p, "all.atom", "two");
}

static void
test_output_twins(void **state)
{
	struct place *p = *state;
	struct stat first, now;
	char path[256];

	put_file(p, "all.atom", "one", true);
	first = look(p, "all.atom");
	/* A twin that is gone. */
	unlink(in_place(p, "all.atom.gz", path));
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* One of another time, if only by a nanosecond; an older file's. */
	set_time(p, "all.atom.gz", first.st_mtime);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	write_published(p, "all.atom.gz", "rubbish");
	set_time(p, "all.atom.gz", first.st_mtime - 100);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* A link. */
	unlink(in_place(p, "all.atom.gz", path));
	assert_int_equal(symlink("all.atom", path), 0);
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	/* None are wanted, then they are again. */
	assert_false(put_file(p, "all.atom", "one", false).new);
	assert_false(is_there(p, "all.atom.gz"));
	assert_false(put_file(p, "all.atom", "one", true).new);
	expect_twin(p, "all.atom", "one");
	assert_true(put_file(p, "all.atom", "two", false).new);
	assert_false(is_there(p, "all.atom.gz"));
	/* All the while nobody has touched the file for that. */
	put_file(p, "all.rss", "one", true);
	first = look(p, "all.rss");
	put_file(p, "all.rss", "one", false);
	put_file(p, "all.rss", "one", true);
	now = look(p, "all.rss");
	assert_int_equal(now.st_ino, first.st_ino);
	assert_int_equal(modified(&now), modified(&first));
}

static void
test_output_future(void **state)
{
	static const char future[] = "2031-01-01T00:00:00Z";
	struct place *p = *state;
	struct stat now;

	put_file(p, "all.atom", "one", true);
	set_time(p, "all.atom", at(future));
	put_file(p, "all.atom", "one", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future));
	expect_twin(p, "all.atom", "one");
	put_file(p, "all.atom", "two", true);
	now = look(p, "all.atom");
	assert_int_equal(now.st_mtime, at(future) + 1);
	expect_twin(p, "all.atom", "two");
}

static void
test_output_archive(void **state)
{
	struct place *p = *state;
	struct stat st;
	mode_t mask = umask(077);
	int64_t before;

	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_archived(&p->output), 0);
	output_close(&p->output);
	put_file(p, "all.atom", "one", true);
	assert_false(is_there(p, "archive"));
	put_file(p, "archive/all-2026-03.atom", "one", true);
	umask(mask);
	st = look(p, "archive");
	assert_int_equal(st.st_mode & 07777, 0755);
	st = look(p, "archive/all-2026-03.atom");
	assert_int_equal(st.st_mode & 07777, 0644);
	expect_twin(p, "archive/all-2026-03.atom", "one");
	/* A dead run's files are swept there when there is something to do. */
	write_published(p, "archive/.x.atom.paperfeed-new", "half");
	write_published(p, "archive/x.atom.paperfeed-new", "mine");
	write_published(p, "archive/.notes", "mine");
	write_published(p, ".x.atom.paperfeed-new", "half");
	put_file(p, "all.atom", "two", true);
	assert_true(is_there(p, "archive/.x.atom.paperfeed-new"));
	assert_false(is_there(p, ".x.atom.paperfeed-new"));
	assert_int_equal(output_open(&p->output, p->path), 0);
	before = output_archived(&p->output);
	st = look(p, "archive");
	assert_int_equal(before, modified(&st));
	output_close(&p->output);
	put_file(p, "archive/all-2026-04.atom", "one", true);
	assert_false(is_there(p, "archive/.x.atom.paperfeed-new"));
	assert_true(is_there(p, "archive/x.atom.paperfeed-new"));
	assert_true(is_there(p, "archive/.notes"));
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_true(output_archived(&p->output) > before);
	output_close(&p->output);
}

/* What is not committed is as if it had not been. */
static void
test_output_not_committed(void **state)
{
	struct place *p = *state;
	struct buf bytes = { 0 };
	struct output_file file;
	struct stat first, now;
	DIR *dir;
	int count = 0;

	put_file(p, "archive/a-2026-01.atom", "one", true);
	first = look(p, "archive/a-2026-01.atom");
	buf_puts(&bytes, "two");
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_int_equal(output_put(&p->output, "archive/a-2026-01.atom",
			     &bytes, true, &file),
	    0);
	assert_true(file.new);
	output_remove(&p->output, "archive/a-2026-01.atom");
	output_close(&p->output);
	now = look(p, "archive/a-2026-01.atom");
	assert_int_equal(now.st_ino, first.st_ino);
	expect_twin(p, "archive/a-2026-01.atom", "one");
	dir = fdopendir(open(p->path, O_RDONLY | O_DIRECTORY));
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	assert_int_equal(count, 3); /* ., .. and archive */
	buf_free(&bytes);
}

static void
test_output_has(void **state)
{
	struct place *p = *state;
	struct output_file file, other;
	char path[256], moved[256];

	file = put_file(p, "all.atom", "one", true);
	assert_int_equal(output_open(&p->output, p->path), 0);
	assert_true(output_has(&p->output, "all.atom", &file, true));
	assert_false(output_has(&p->output, "none.atom", &file, true));
	other = file;
	other.size++;
	assert_false(output_has(&p->output, "all.atom", &other, true));
	other = file;
	other.modified++;
	assert_false(output_has(&p->output, "all.atom", &other, true));
	set_time(p, "all.atom.gz", at(NEWEST));
	assert_false(output_has(&p->output, "all.atom", &file, true));
	unlink(in_place(p, "all.atom.gz", path));
	assert_false(output_has(&p->output, "all.atom", &file, true));
	assert_true(output_has(&p->output, "all.atom", &file, false));
	/* A link to it is not it. */
	assert_int_equal(rename(in_place(p, "all.atom", path),
			     in_place(p, "moved", moved)),
	    0);
	assert_int_equal(symlink("moved", path), 0);
	assert_false(output_has(&p->output, "all.atom", &file, false));
	output_close(&p->output);
}

static void
test_output_remove(void **state)
{
	struct place *p = *state;

	put_file(p, "all.atom", "one", true);
	put_file(p, "all.rss", "one", true);
	put_file(p, "archive/a-2026-01.atom", "one", true);
	assert_int_equal(output_open(&p->output, p->path), 0);
	output_remove(&p->output, "all.atom");
	output_remove(&p->output, "archive/a-2026-01.atom");
	output_remove(&p->output, "never.atom");
	assert_true(is_there(p, "all.atom"));
	assert_int_equal(output_commit(&p->output), 0);
	output_close(&p->output);
	assert_false(is_there(p, "all.atom"));
	assert_false(is_there(p, "all.atom.gz"));
	assert_false(is_there(p, "archive/a-2026-01.atom"));
	assert_false(is_there(p, "archive/a-2026-01.atom.gz"));
	expect_twin(p, "all.rss", "one");
}

/* The columns of version 1, which come before those of later ones. */
#define COLUMNS                                                           \
	"key, id, guid, title, abstract, summary, source_title,"          \
	" source_abstract, source_summary, authors, author_count,"        \
	" organization, submitter, keywords, published, listed, updated," \
	" reading, complete, upvotes, peak_upvotes, comments, code,"      \
	" project, thumbnail"

static void
exec_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%.60s: %s", sql, sqlite3_errmsg(db));
}

/* Make a store as version 1 made it, with the papers of a newer one. */
static void
make_version_1(const char *path, const char *newer)
{
	char sql[256];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	snprintf(sql, sizeof(sql),
	    "PRAGMA journal_mode = WAL; PRAGMA application_id = %d;"
	    "PRAGMA user_version = 1; ATTACH '%s' AS newer;",
	    SCHEMA_APPLICATION, newer);
	exec_sql(db, sql);
	exec_sql(db, schema_steps[0]);
	exec_sql(db,
	    "INSERT INTO paper (" COLUMNS ") SELECT " COLUMNS
	    " FROM newer.paper;"
	    "INSERT INTO title SELECT * FROM newer.title;"
	    "INSERT INTO listing SELECT * FROM newer.listing;"
	    "INSERT INTO appearance SELECT * FROM newer.appearance;"
	    "INSERT INTO topic VALUES ('all', 'All\nTest', 0);"
	    "INSERT INTO topic VALUES ('some', 'Some\nTest', 0);"
	    "INSERT INTO paper_index (rowid, title, abstract, authors,"
	    " organization, keywords) SELECT key, title, abstract, authors,"
	    " organization, keywords FROM paper ORDER BY key;");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Papers of four months, more than a feed shows. */
static void
fill_months(struct rig *r)
{
	struct buf json = { 0 };
	int i;

	for (i = 0; i < 120; i++)
		add_item(&json, i, i % 3 == 0 ? "Another" : "Paper",
		    at(NEWEST) - i * DATE_DAY, i);
	put_items(r, &json, READ);
}

static size_t
publish_rig(struct rig *r, const char *folder, bool all)
{
	struct publish_options how = { .now = at(READ), .all = all };
	struct publish_report report = { 0 };

	r->config.site.output = folder;
	assert_int_equal(publish(r->store, &r->config, &how, &report), 0);
	assert_int_equal(report.removed, 0);
	assert_int_equal(report.retired, 0);
	return report.written;
}

static struct buf
read_file(const char *path)
{
	struct buf b = { 0 };
	int fd = open(path, O_RDONLY);

	if (fd == -1)
		fail_msg("%s: not there", path);
	assert_int_equal(buf_read_fd(&b, fd), 0);
	close(fd);
	return b;
}

/* The files of one folder are in the other, byte for byte; count them. */
static int
compare_folders(const char *one, const char *other)
{
	const struct dirent *entry;
	char a[512], b[512];
	struct buf x, y;
	DIR *dir = opendir(one);
	int count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(a, sizeof(a), "%s/%s", one, entry->d_name);
		snprintf(b, sizeof(b), "%s/%s", other, entry->d_name);
		if (entry->d_type == DT_DIR) {
			count += compare_folders(a, b);
			continue;
		}
		x = read_file(a);
		y = read_file(b);
		if (x.length != y.length ||
		    memcmp(x.data, y.data, x.length) != 0)
			fail_msg("%s: other bytes", entry->d_name);
		buf_free(&x);
		buf_free(&y);
		count++;
	}
	closedir(dir);
	return count;
}

/* A store of version 1 is brought up to date with all that is in it. */
static void
test_migration(void **state)
{
	struct place *p = *state;
	char fresh[64], old[64], other[64];
	struct buf before = { 0 }, after = { 0 };
	struct rig r, s;
	int count;

	snprintf(fresh, sizeof(fresh), "%s/fresh.db", p->root);
	snprintf(old, sizeof(old), "%s/old.db", p->root);
	snprintf(other, sizeof(other), "%s/other", p->root);
	start_rig(&r, fresh);
	r.config.topic_count = LIKED;
	fill_months(&r);
	assert_int_equal(store_each(r.store, DATE_NONE, add_record, &before),
	    0);
	make_version_1(old, fresh);
	expect_sql(old, "PRAGMA user_version", "1");
	start_rig(&s, old);
	s.config.topic_count = LIKED;
	assert_int_equal(schema_version, 4);
	expect_sql(old, "PRAGMA user_version", "4");
	assert_int_equal(store_each(s.store, DATE_NONE, add_record, &after), 0);
	assert_string_equal(after.data, before.data);
	assert_int_not_equal(publish_rig(&r, p->path, false), 0);
	assert_int_not_equal(publish_rig(&s, other, false), 0);
	count = compare_folders(p->path, other);
	assert_int_equal(compare_folders(other, p->path), count);
	/* Twice 4 files and 4 documents, 4 of the site, twins; the status. */
	assert_int_equal(count, 2 * (2 * (4 + 4) + 4) + 1);
	assert_int_equal(publish_rig(&s, other, false), 0);
	assert_int_equal(publish_rig(&s, other, true), 0);
	/* It goes on as if it had never been another. */
	put_item(&s, 1, "Paper, renamed", 1);
	put_item(&s, 900, "Paper, new", 1);
	assert_int_not_equal(publish_rig(&s, other, false), 0);
	assert_int_equal(publish_rig(&s, other, true), 0);
	end_rig(&s);
	end_rig(&r);
	expect_sql(old, "SELECT count(*) FROM pragma_foreign_key_check", "0");
	expect_sql(old, "SELECT count(*) FROM paper", "121");
	buf_free(&before);
	buf_free(&after);
}

/* Make one of version 3 of a store that is closed. */
static void
make_version_3(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	exec_sql(db, "DROP TABLE sighting; PRAGMA user_version = 3;");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Brought up to date, a store of version 3 leaves what was published alone. */
static void
test_migration_3(void **state)
{
	struct place *p = *state;
	char old[64], before[64];
	struct rig r;
	struct store *s;
	int count;

	snprintf(old, sizeof(old), "%s/old.db", p->root);
	snprintf(before, sizeof(before), "%s/other", p->root);
	start_rig(&r, old);
	fill_months(&r);
	assert_int_not_equal(publish_rig(&r, p->path, false), 0);
	assert_int_not_equal(publish_rig(&r, before, true), 0);
	assert_int_equal(publish_rig(&r, p->path, true), 0);
	end_rig(&r);
	make_version_3(old);
	/* Who only reads is told what to do. */
	assert_int_equal(store_open(&s, old, DATABASE_READ), EX_IOERR);
	assert_null(s);
	expect_sql(old, "PRAGMA user_version", "3");
	start_rig(&r, old);
	expect_sql(old, "PRAGMA user_version", "4");
	assert_int_equal(publish_rig(&r, p->path, false), 0);
	assert_int_equal(publish_rig(&r, p->path, true), 0);
	count = compare_folders(before, p->path);
	assert_true(count > 20);
	assert_int_equal(compare_folders(p->path, before), count);
	/* Nobody knows who showed its papers: no source that stays out. */
	r.topics[ALL].without = "\ntrending\n";
	assert_int_equal(publish_rig(&r, p->path, false), 0);
	assert_int_equal(compare_folders(p->path, before), count);
	put_item(&r, 900, "Paper, new", 1);
	assert_int_not_equal(publish_rig(&r, p->path, false), 0);
	end_rig(&r);
	expect_sql(old, "SELECT count(*) FROM paper", "121");
	expect_sql(old,
	    "SELECT count(*) FROM sighting WHERE source = ''"
	    " AND seen IN (SELECT listed FROM paper WHERE key = paper)",
	    "120");
	expect_sql(old, "SELECT count(*) FROM pragma_foreign_key_check", "0");
}

#define WITH_PLACE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

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
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_members_moved),
		cmocka_unit_test(test_members_votes),
		cmocka_unit_test(test_members_rule),
		cmocka_unit_test(test_members_retire),
		cmocka_unit_test(test_unpublished),
		cmocka_unit_test(test_archive_names),
		cmocka_unit_test(test_gzip),
		WITH_PLACE(test_output),
		WITH_PLACE(test_output_twins),
		WITH_PLACE(test_output_future),
		WITH_PLACE(test_output_archive),
		WITH_PLACE(test_output_not_committed),
		WITH_PLACE(test_output_has),
		WITH_PLACE(test_output_remove),
		WITH_PLACE(test_migration),
		WITH_PLACE(test_migration_3),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
