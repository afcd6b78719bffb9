#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "listing/listing.h"
#include "topic/query_scan.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/highlight.h"
#include "store/hold.h"
#include "store/member.h"
#include "store/paper_key.h"
#include "store/paper_row.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/schema.h"
#include "store/source_state.h"
#include "feed/entry_cache.h"
#include "feed/window.h"

#define PAPERS "{title abstract keywords} : \"paper\""

/* Papers of a listing, in short: a number, votes (-1: not shown), an instant. */
struct item {
	int number, votes;
	const char *listed;
	const char *title;	  /* NULL: Paper */
	const char *organization; /* or NULL */
};

/* Put what a source showed at an instant; an empty name: it was imported. */
static void
show(struct store *s, const char *source, const char *now,
    const struct item *items, size_t count)
{
	struct store_report report;
	struct buf json = { 0 };
	size_t i;

	for (i = 0; i < count; i++) {
		buf_printf(&json,
		    "%s{\"organization\":{\"fullname\":\"%s\"},\"paper\":{"
		    "\"id\":\"2604.%05d\",\"title\":\"%s %d\","
		    "\"submittedOnDailyAt\":\"%s\",\"upvotes\":",
		    i == 0 ? "[" : ",",
		    items[i].organization == NULL ? "" : items[i].organization,
		    items[i].number,
		    items[i].title == NULL ? "Paper" : items[i].title,
		    items[i].number, items[i].listed);
		if (items[i].votes == -1)
			buf_puts(&json, "null}}");
		else
			buf_printf(&json, "%d}}", items[i].votes);
	}
	buf_putc(&json, ']');
	report = show_json(s, source, json.data, now);
	assert_int_equal(report.seen, count);
	buf_free(&json);
}

#define SHOW(s, source, now, items) show(s, source, now, items, COUNT(items))

/* What stands behind the dot of an identifier or guid. */
static int
number_in(const char *text)
{
	const char *dot = strrchr(text, '.');

	assert_non_null(dot);
	return (int)strtol(dot + 1, NULL, 10);
}

/* The number of the paper of a key. */
static int
number_of(struct database *d, int64_t key)
{
	sqlite3_stmt *q = database_statement(d, SQL_GET);
	int number;

	database_bind_number(q, ":key", key);
	assert_int_equal(database_step(d, q), 1);
	number = number_in(database_text(q, "id"));
	sqlite3_reset(q);
	return number;
}

/* Are these the papers of the keys, in their order? */
static void
expect_numbers(struct store *s, const char *name, const int64_t *keys,
    size_t count, const char *wanted)
{
	struct buf got = { 0 };
	size_t i;

	buf_puts(&got, "");
	for (i = 0; i < count; i++)
		buf_printf(&got, "%s%d", i == 0 ? "" : " ",
		    number_of(store_database(s), keys[i]));
	if (strcmp(got.length == 0 ? "" : got.data, wanted) != 0)
		fail_msg("%s: %s, not %s", name, got.data, wanted);
	buf_free(&got);
}

/* What a topic's rule finds, oldest first. */
static void
expect_found(struct store *s, const char *name, const struct topic *t,
    const char *wanted)
{
	struct key_list found = { 0 };

	assert_int_equal(rule_keys(store_database(s), t, INT64_MIN, INT64_MAX,
			     &found),
	    0);
	expect_numbers(s, name, found.keys, found.count, wanted);
	key_list_free(&found);
}

/* What a topic holds now, as every command says it. */
static void
expect_held(struct store *s, const char *name, const struct topic *t,
    const char *wanted)
{
	struct database *d = store_database(s);
	struct topic_counts m;
	struct key_list held = { 0 }, all = { 0 };
	size_t i, n = 0;
	bool holds;

	assert_int_equal(hold_find(d, t, INT64_MIN, INT64_MAX, &held), 0);
	expect_numbers(s, name, held.keys, held.count, wanted);
	assert_int_equal(hold_count(d, t, &m), 0);
	assert_int_equal(m.count, held.count);
	assert_int_equal(m.newest,
	    held.count == 0 ?
		DATE_NONE :
		held.keys[held.count - 1] / PAPER_KEYS_PER_SECOND);
	assert_int_equal(rule_keys(d,
			     &(struct topic){ .slug = "x", .min_upvotes = 0 },
			     INT64_MIN, INT64_MAX, &all),
	    0);
	for (i = 0; i < all.count; i++) {
		assert_int_equal(hold_has(d, t, all.keys[i], &holds), 0);
		if (holds != (n < held.count && held.keys[n] == all.keys[i]))
			fail_msg("%s: %d is held: %d", name,
			    number_of(d, all.keys[i]), holds);
		n += holds;
	}
	assert_int_equal(n, held.count);
	key_list_free(&held);
	key_list_free(&all);
}

/* Bring a topic up to date, as publishing does. */
static struct topic_news
update(struct store *s, const struct topic *t)
{
	struct database *d = store_database(s);
	struct unpublished u;
	struct topic_news news = { 0 };
	struct topic_state state;
	struct arena a = { 0 };
	sqlite3_stmt *q;
	int64_t members = 0;

	assert_int_equal(member_note_topic(d, t, "about", 0), 0);
	assert_int_equal(unpublished_read(d, &u), 0);
	if (t->per_day > 0)
		assert_int_equal(hold_note_decided(d, t, &u), 0);
	unpublished_free(&u);
	assert_int_equal(unpublished_read(d, &u), 0);
	assert_int_equal(member_read_state(d, &a, t, &state), 0);
	assert_int_equal(member_update(d, &a, t, &u, &state, &news), 0);
	assert_int_equal(member_keep_state(d, t, &state), 0);
	assert_int_equal(unpublished_forget(d), 0);
	q = member_keys(d, t, INT64_MIN, INT64_MAX);
	while (database_step(d, q) == 1)
		members++;
	assert_int_equal(state.count, members);
	unpublished_free(&u);
	arena_free(&a);
	return news;
}

/* The same, and what is new then, and what it holds. */
static void
expect_update(struct store *s, const char *name, const struct topic *t,
    const char *news, const char *held)
{
	struct topic_news n = update(s, t);
	struct database *d = store_database(s);
	sqlite3_stmt *q = member_keys(d, t, INT64_MIN, INT64_MAX);
	struct key_list members = { 0 };

	if (!n.whole)
		expect_numbers(s, name, n.keys.keys, n.keys.count, news);
	else
		assert_string_equal(news, "whole");
	while (database_step(d, q) == 1)
		key_list_add(&members, database_column(q, "key"));
	key_list_sort(&members);
	expect_numbers(s, name, members.keys, members.count, held);
	expect_held(s, name, t, held);
	key_list_free(&members);
	key_list_free(&n.keys);
	/* Once more there is nothing new. */
	n = update(s, t);
	if (n.whole || n.shown || n.keys.count != 0)
		fail_msg("%s: news again", name);
	key_list_free(&n.keys);
}

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
	struct store *s = open_memory();
	size_t i;

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	for (i = 0; i < COUNT(cases); i++)
		expect_found(s, cases[i].organization,
		    &(struct topic){ .slug = "x",
			.organization = cases[i].organization,
			.query = cases[i].query },
		    cases[i].numbers);
	store_close(s);
}

/* Who has shown which papers. */
static void
fill_sources(struct store *s)
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
	struct store *s = open_memory();
	size_t i;

	(void)state;
	fill_sources(s);
	for (i = 0; i < COUNT(cases); i++)
		expect_found(s, cases[i].source,
		    &(struct topic){ .slug = "x",
			.source = cases[i].source,
			.query = cases[i].query },
		    cases[i].numbers);
	store_close(s);
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
	struct store *s = open_memory();
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
	store_close(s);
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
	struct store *s = open_memory();
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
	store_close(s);
}

/* Places are among those of the rule, not among all papers of a day. */
static void
test_per_day_of_source(void **state)
{
	static const struct item best[] = {
		{ 21, 99, "2026-04-08T08:01:00Z", NULL, "Lab" },
		{ 22, 98, "2026-04-08T08:02:00Z", NULL, "Lab" },
	};
	struct store *s = open_memory();

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
	store_close(s);
}

static void
keep_source(struct store *s, const char *name, const char *succeeded)
{
	struct source_state state = { .name = name,
		.attempted = at("2026-04-07T13:00:00Z"),
		.succeeded = succeeded == NULL ? DATE_NONE : at(succeeded),
		.changed = DATE_NONE };

	assert_int_equal(source_state_keep(store_database(s), &state), 0);
}

static void
keep_day(struct store *s, const char *name, const char *day, const char *read)
{
	struct source_day d = { .read = at(read), .papers = 3, .asked = true };

	assert_int_equal(source_day_keep(store_database(s), name, at(day), &d),
	    0);
}

/* The newest day is left out until a source has read it after its end. */
static void
test_open_day(void **state)
{
	static const struct topic t = { .slug = "x", .per_day = 1 };
	static const struct item later[] = {
		{ 9, 3, "2026-04-10T00:00:00Z", NULL, NULL },
	};
	struct store *s = open_memory();

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
	store_close(s);
}

/* A source of weeks has no days: when it was last read counts. */
static void
test_open_day_of_week(void **state)
{
	static const struct topic t = { .slug = "x", .per_day = 1 };
	struct store *s = open_memory();

	(void)state;
	SHOW(s, "weekly", "2026-04-09T13:00:00Z", two_days);
	keep_source(s, "weekly", NULL);
	expect_found(s, "not all that was asked for", &t, "4");
	keep_source(s, "weekly", "2026-04-09T23:59:59Z");
	expect_found(s, "today", &t, "4");
	keep_source(s, "weekly", "2026-04-10T00:00:00Z");
	expect_found(s, "its end", &t, "4 6");
	store_close(s);
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
	struct store *s = open_memory();

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
	store_close(s);
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
	struct store *s = open_memory();

	(void)state;
	SHOW(s, "daily", "2026-04-10T13:00:00Z", two_days);
	expect_update(s, "first", &t, "whole", "4 6");
	SHOW(s, "daily", "2026-04-10T14:00:00Z", gone);
	/* Only what came or changed is news of archives. */
	expect_update(s, "moved up", &t, "2 4", "2 6");
	store_close(s);
}

/* Papers of a day that is over enter, although they have not changed. */
static void
test_members_decided(void **state)
{
	static const struct item later[] = {
		{ 9, 3, "2026-04-10T00:00:00Z", NULL, NULL },
	};
	static const struct topic t = { .slug = "best", .per_day = 1 };
	struct store *s = open_memory();

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
	store_close(s);
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
	struct store *s = open_memory();

	(void)state;
	SHOW(s, "", "2026-04-10T13:00:00Z", first);
	expect_update(s, "first", &t, "whole", "1 4");
	SHOW(s, "", "2026-04-10T14:00:00Z", then);
	expect_update(s, "the next one", &t, "1 2", "2 4");
	store_close(s);
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
	struct store *s = open_memory();

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
	store_close(s);
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
	struct store *s = open_memory();
	struct topic_news news;

	(void)state;
	SHOW(s, "", "2026-04-10T13:00:00Z", first);
	news = update(s, &best);
	key_list_free(&news.keys);
	expect_update(s, "first", &lab, "whole", "1 3 4 6");
	SHOW(s, "", "2026-04-10T14:00:00Z", then);
	expect_update(s, "then", &lab, "1 2 4 5 6", "2 3 5 6");
	/* What the other one has not been told of. */
	SHOW(s, "", "2026-04-10T15:00:00Z", first);
	expect_held(s, "best", &best, "1 2 3 4 5 6");
	expect_update(s, "best", &best, "1 2 4 5 6", "1 2 3 4 5 6");
	store_close(s);
}

/* With all papers in `all` again, nothing is remembered of those outside. */
static void
test_members_of_all(void **state)
{
	static const struct topic without = { .slug = "all",
		.without = "\ntrending\n" };
	static const struct topic whole = { .slug = "all" };
	struct store *s = open_memory();
	sqlite3_stmt *q;
	int64_t one;

	(void)state;
	fill_sources(s);
	expect_update(s, "all", &whole, "whole", "1 2 3 4 5 6");
	expect_update(s, "without", &without, "whole", "1 2 3 4 5 6");
	expect_update(s, "all again", &whole, "whole", "1 2 3 4 5 6");
	q = database_statement(store_database(s), SQL_MEMBERS);
	database_bind_text(q, ":slug", "all");
	database_bind_number(q, ":first", INT64_MIN);
	database_bind_number(q, ":last", INT64_MAX);
	assert_int_equal(database_number(store_database(s), q, &one), 0);
	store_close(s);
}

/* The numbers of a topic's window. */
static void
expect_window(struct store *s, const char *name, struct topic *t,
    int64_t *floor, size_t count, const char *first)
{
	struct config c = { .site = { .title = "Test",
				.url = "https://papers.example.org/" },
		.topics = t,
		.topic_count = 1 };
	struct entry_cache cache;
	struct window w = { .floor = *floor };
	struct buf got = { 0 };
	const char *shown;
	size_t i;

	entry_cache_start(&cache, store_database(s), &c);
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
	struct store *s = open_memory();
	struct topic_news news;
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
	news = update(s, &t);
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
	store_close(s);
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
	struct store *s = open_memory();
	char now[DATE_RFC3339_SIZE];
	int64_t floor = -1;
	struct topic_news news;
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
	news = update(s, &t);
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
	news = update(s, &t);
	key_list_free(&news.keys);
	expect_window(s, "forty-eight", &t, &floor, 48, "52 49");
	/* The instants of another order are no floor of this one. */
	t.by_sight = false;
	news = update(s, &t);
	assert_true(news.whole);
	key_list_free(&news.keys);
	store_close(s);
}

static void
test_hits(void **state)
{
	static const struct item items[] = {
		{ 1, 1, "2026-04-08T08:00:00Z",
		    "Agents that wait for other agents", "Agent Institute" },
	};
	static const struct {
		const char *query;
		const char *texts[QUERY_FIELD_COUNT]; /* as in query_fields */
		int found;
	} cases[] = {
		{ "{title abstract keywords} : \"agent\"",
		    { "\1Agents\2 that wait for other \1agents\2 1" }, 1 },
		{ "{title} : \"agents that\"",
		    { "\1Agents that\2 wait for other agents 1" }, 1 },
		{ "{organization} : \"agent\"",
		    { NULL, NULL, NULL, "\1Agent\2 Institute" }, 1 },
		{ "{title} : \"wai\" * OR {organization} : \"institute\"",
		    { "Agents that \1wait\2 for other agents 1", NULL, NULL,
			"Agent \1Institute\2" },
		    1 },
		{ "{title} : \"agent\" NOT {organization} : \"agent\"",
		    { NULL }, 0 },
		{ "{abstract} : \"agent\"", { NULL }, 0 },
	};
	struct store *s = open_memory();
	struct arena a = { 0 };
	struct hits hits;
	struct key_list found = { 0 };
	size_t i, n;

	(void)state;
	SHOW(s, "", "2026-04-08T13:00:00Z", items);
	assert_int_equal(rule_keys(store_database(s),
			     &(struct topic){ .slug = "x" }, INT64_MIN,
			     INT64_MAX, &found),
	    0);
	assert_int_equal(found.count, 1);
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(hit_find(store_database(s), &a, cases[i].query,
				     found.keys[0], &hits),
		    cases[i].found);
		for (n = 0; n < QUERY_FIELD_COUNT; n++) {
			if (cases[i].texts[n] == NULL)
				assert_null(hits.texts[n]);
			else
				assert_string_equal(hits.texts[n],
				    cases[i].texts[n]);
		}
	}
	assert_int_equal(hit_find(store_database(s), &a, cases[0].query,
			     found.keys[0] + 1, &hits),
	    0);
	key_list_free(&found);
	arena_free(&a);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_organization),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_per_day),
		cmocka_unit_test(test_per_day_of_source),
		cmocka_unit_test(test_open_day),
		cmocka_unit_test(test_open_day_of_week),
		cmocka_unit_test(test_members_per_day),
		cmocka_unit_test(test_members_moved_up),
		cmocka_unit_test(test_members_decided),
		cmocka_unit_test(test_members_moved_up_late),
		cmocka_unit_test(test_members_sighted),
		cmocka_unit_test(test_members_apart),
		cmocka_unit_test(test_members_of_all),
		cmocka_unit_test(test_window_by_sight),
		cmocka_unit_test(test_window_by_sight_floor),
		cmocka_unit_test(test_hits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
