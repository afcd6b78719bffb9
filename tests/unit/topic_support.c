#include "topic_support.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/membership.h"
#include "store/paper_key.h"
#include "store/papers.h"
#include "store/rule.h"
#include "store/rule.h"
#include "store/schema.h"
#include "store/topic_dates.h"
#include "feed/entry_cache.h"

void
show(struct database *s, const char *source, const char *now,
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

int
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

static void
expect_numbers(struct database *s, const char *name, const int64_t *keys,
    size_t count, const char *wanted)
{
	struct buf got = { 0 };
	size_t i;

	buf_puts(&got, "");
	for (i = 0; i < count; i++)
		buf_printf(&got, "%s%d", i == 0 ? "" : " ",
		    number_of(s, keys[i]));
	if (strcmp(got.length == 0 ? "" : got.data, wanted) != 0)
		fail_msg("%s: %s, not %s", name, got.data, wanted);
	buf_free(&got);
}

void
expect_found(struct database *s, const char *name, const struct topic *t,
    const char *wanted)
{
	struct key_list found = { 0 };

	assert_int_equal(rule_find(s, t, INT64_MIN, INT64_MAX, &found), 0);
	expect_numbers(s, name, found.keys, found.count, wanted);
	key_list_free(&found);
}

/* As a publishing does. */
static void
note_topic(struct database *d, const struct topic *t)
{
	struct topic_counts m;

	assert_int_equal(rule_count(d, t, &m), 0);
	assert_int_equal(topic_dates_note(d,
			     &(struct topic_note){ t, "about", m.count == 0 },
			     0),
	    0);
}

void
expect_held(struct database *s, const char *name, const struct topic *t,
    const char *wanted)
{
	struct database *d = s;
	struct topic_counts m;
	struct key_list held = { 0 }, all = { 0 };
	size_t i, n = 0;
	bool holds;

	assert_int_equal(rule_find(d, t, INT64_MIN, INT64_MAX, &held), 0);
	expect_numbers(s, name, held.keys, held.count, wanted);
	assert_int_equal(rule_count(d, t, &m), 0);
	assert_int_equal(m.count, held.count);
	assert_int_equal(m.newest,
	    held.count == 0 ?
		DATE_NONE :
		held.keys[held.count - 1] / PAPER_KEYS_PER_SECOND);
	assert_int_equal(rule_find(d,
			     &(struct topic){ .slug = "x", .min_upvotes = 0 },
			     INT64_MIN, INT64_MAX, &all),
	    0);
	for (i = 0; i < all.count; i++) {
		assert_int_equal(rule_finds(d, t, all.keys[i], &holds), 0);
		if (holds != (n < held.count && held.keys[n] == all.keys[i]))
			fail_msg("%s: %d is held: %d", name,
			    number_of(d, all.keys[i]), holds);
		n += holds;
	}
	assert_int_equal(n, held.count);
	key_list_free(&held);
	key_list_free(&all);
}

struct topic_changes
update_topic(struct database *s, const struct topic *t)
{
	struct database *d = s;
	struct changes u;
	struct topic_changes news = { 0 };
	struct key_list moved = { 0 };
	struct topic_state state;
	struct arena a = { 0 };
	sqlite3_stmt *q;
	int64_t members = 0;

	note_topic(d, t);
	assert_int_equal(changes_read(d, &u), 0);
	assert_int_equal(membership_read_state(d, &a, t, &state), 0);
	assert_int_equal(membership_update(d, &a, t, &u, &state, &news, &moved),
	    0);
	assert_int_equal(membership_keep_state(d, t, &state), 0);
	assert_int_equal(changes_forget(d), 0);
	q = membership_keys(d, t, INT64_MIN, INT64_MAX);
	while (database_step(d, q) == 1)
		members++;
	assert_int_equal(state.count, members);
	changes_free(&u);
	key_list_free(&moved);
	arena_free(&a);
	return news;
}

void
expect_update(struct database *s, const char *name, const struct topic *t,
    const char *news, const char *held)
{
	struct topic_changes n = update_topic(s, t);
	struct database *d = s;
	sqlite3_stmt *q = membership_keys(d, t, INT64_MIN, INT64_MAX);
	struct key_list members = { 0 };

	if (!n.anew)
		expect_numbers(s, name, n.keys.keys, n.keys.count, news);
	else
		assert_string_equal(news, "whole");
	while (database_step(d, q) == 1)
		key_list_add(&members, database_number(q, "key"));
	key_list_sort(&members);
	expect_numbers(s, name, members.keys, members.count, held);
	expect_held(s, name, t, held);
	key_list_free(&members);
	key_list_free(&n.keys);
	/* Once more there is nothing new. */
	n = update_topic(s, t);
	if (n.anew || n.shown || n.keys.count != 0)
		fail_msg("%s: news again", name);
	key_list_free(&n.keys);
}

void
start_rig(struct rig *r, const char *path)
{
	size_t i;

	*r = (struct rig){
		.topics = {
			{ .slug = "all", .title = "All" },
			{ .slug = "some", .title = "Some", .match = "paper",
			    .query = PAPERS },
			{ .slug = "liked", .title = "Liked", .match = "paper",
			    .query = PAPERS, .min_upvotes = 10 },
		},
	};
	r->config.site = (struct site){ .pages = "all",
		.formats = " atom rss json bib html",
		.archive = "yes",
		.title = "Test",
		.url = "https://papers.example.org/",
		.gzip = true };
	for (i = 0; i < COUNT(r->topics); i++) {
		r->topics[i].formats = r->config.site.formats;
		r->topics[i].archive = r->config.site.archive;
	}
	r->config.topics = r->topics;
	r->config.topic_count = COUNT(r->topics);
	assert_int_equal(database_open(&r->store, path, DATABASE_WRITE), 0);
	r->database = r->store;
	entry_cache_start(&r->cache, r->database, &r->config);
}

void
end_rig(struct rig *r)
{
	key_list_free(&r->news.keys);
	key_list_free(&r->moved);
	changes_free(&r->unpublished);
	entry_cache_free(&r->cache);
	arena_free(&r->arena);
	database_close(r->store);
}

void
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

void
put_items(struct rig *r, struct buf *json, const char *now)
{
	if (json->length == 0)
		return;
	buf_putc(json, ']');
	put_json(r->store, json->data, now);
	buf_free(json);
}

void
put_days(struct rig *r, int count)
{
	struct buf json = { 0 };
	int i;

	for (i = 0; i < count; i++)
		add_item(&json, i, i % 3 == 0 ? "Another" : "Paper",
		    at(NEWEST) - i * DATE_DAY, i);
	put_items(r, &json, READ);
}

void
put_item(struct rig *r, int number, const char *title, int upvotes)
{
	struct buf json = { 0 };

	add_item(&json, number, title, at(NEWEST) - 60 * (int64_t)number,
	    upvotes);
	put_items(r, &json, READ);
}

void
update_rig(struct rig *r, const struct topic *t, enum change_kind shown)
{
	key_list_free(&r->news.keys);
	r->news = (struct topic_changes){ 0 };
	key_list_free(&r->moved);
	changes_free(&r->unpublished);
	note_topic(r->database, t);
	assert_int_equal(changes_read(r->database, &r->unpublished), 0);
	r->unpublished.shown = shown;
	assert_int_equal(membership_read_state(r->database, &r->arena, t,
			     &r->state),
	    0);
	assert_int_equal(membership_update(r->database, &r->arena, t,
			     &r->unpublished, &r->state, &r->news, &r->moved),
	    0);
	assert_int_equal(membership_keep_state(r->database, t, &r->state), 0);
}
