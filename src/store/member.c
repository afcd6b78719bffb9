/*
 * Which papers belong to which topics, kept up with the papers: publishing
 * asks the full-text index only about what has changed.
 */
#include "store/member.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "paper/paper.h"
#include "topic/topic.h"
#include "config/config.h"
#include "store/changes.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/hold.h"
#include "store/paper_key.h"
#include "store/rule.h"

/* Days without a changed paper that are worth a question of their own. */
#define GAP_DAYS 10

/*
 * Read what is remembered of a topic, if anything; the arena owns its texts.
 * Return 0 or -1.
 */
int
member_read_state(struct database *d, struct arena *a, const struct topic *t,
    struct topic_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_STATE);
	int found;

	*state = (struct topic_state){ .rule = "", .archive = "", .floor = -1 };
	database_bind_text(q, ":slug", t->slug);
	if ((found = database_step(d, q)) != 1)
		return found;
	*state = (struct topic_state){
		.rule = arena_string(a, database_text(q, "rule")),
		.archive = arena_string(a, database_text(q, "archive")),
		.count = database_column(q, "count"),
		.floor = database_column(q, "floor"),
	};
	sqlite3_reset(q);
	return 0;
}

/* Remember a topic's state.  Return 0 or -1. */
int
member_keep_state(struct database *d, const struct topic *t,
    const struct topic_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_KEEP_TOPIC);

	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":rule", state->rule);
	database_bind_text(q, ":archive", state->archive);
	database_bind_number(q, ":count", state->count);
	database_bind_number(q, ":floor", state->floor);
	return database_step(d, q);
}

/* The statement for a topic, or that behind it, which is for all papers. */
static sqlite3_stmt *
statement(struct database *d, const struct topic *t, enum statement which,
    int64_t first, int64_t last)
{
	sqlite3_stmt *q = database_statement(d, which + !topic_has_members(t));

	database_bind_text(q, ":slug", t->slug);
	database_bind_number(q, ":first", first);
	database_bind_number(q, ":last", last);
	return q;
}

/*
 * Return a statement for the keys of a topic's members from `first` to
 * `last`, newest first: its column is `key`.
 */
sqlite3_stmt *
member_keys(struct database *d, const struct topic *t, int64_t first,
    int64_t last)
{
	return statement(d, t, SQL_MEMBERS, first, last);
}

/*
 * Return a statement for the places of a topic's members in its live feed from
 * `first` on, newest first: its columns are `key` and `place`, which grows with
 * the time of the member.
 */
sqlite3_stmt *
member_newest_places(struct database *d, const struct topic *t, int64_t first)
{
	sqlite3_stmt *q;

	if (!t->by_sight)
		return statement(d, t, SQL_MEMBERS, first, INT64_MAX);
	q = database_statement(d, SQL_SIGHTED_MEMBERS);
	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":source", t->source);
	database_bind_number(q, ":first", first);
	return q;
}

/*
 * Find a topic's newest member with a key from `first` to `last`.  Return 1
 * with the key, 0 when there is none, or -1.
 */
int
member_newest(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t *key)
{
	return database_number(d, member_keys(d, t, first, last), key);
}

/* The same for its oldest member. */
int
member_oldest(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t *key)
{
	return database_number(d,
	    statement(d, t, SQL_OLDEST_MEMBER, first, last), key);
}

/*
 * Count a topic's members of each of so many weeks, the first of which begins
 * at an instant.  Return 0, or -1 after a warning.
 */
int
member_weeks(struct database *d, const struct topic *t, int64_t start,
    int64_t *weeks, int count)
{
	const int64_t week = 7 * paper_key_from(DATE_DAY);
	int64_t first = paper_key_from(start);
	sqlite3_stmt *q =
	    statement(d, t, SQL_WEEKS, first, first + count * week - 1);
	int i, more;

	for (i = 0; i < count; i++)
		weeks[i] = 0;
	database_bind_number(q, ":week", week);
	while ((more = database_step(d, q)) == 1)
		weeks[database_column(q, "week")] =
		    database_column(q, "papers");
	return more;
}

/*
 * Add a topic's members with a key from `first` to `last`, in ascending order.
 * Return 0, or -1 after a warning.
 */
int
member_read(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *members)
{
	sqlite3_stmt *q = member_keys(d, t, first, last);
	int more;

	while ((more = database_step(d, q)) == 1)
		key_list_add(members, database_column(q, "key"));
	key_list_sort(members);
	return more;
}

static int
run(struct database *d, enum statement which, const struct topic *t,
    int64_t key)
{
	sqlite3_stmt *q = database_statement(d, which);

	database_bind_text(q, ":slug", t->slug);
	database_bind_number(q, ":key", key);
	return database_step(d, q);
}

/* Forget the members of a topic and find them anew. */
static int
find_anew(struct database *d, const struct topic *t, struct topic_state *state)
{
	sqlite3_stmt *q = database_statement(d, SQL_CLEAR_MEMBERS);
	struct topic_counts m;
	struct key_list keys = { 0 };
	size_t i;
	int ret;

	state->floor = -1;
	database_bind_text(q, ":slug", t->slug);
	if (database_step(d, q) == -1)
		return -1;
	if (!topic_has_members(t)) {
		ret = rule_count(d, t, &m);
		state->count = m.count;
		return ret;
	}
	ret = rule_keys(d, t, INT64_MIN, INT64_MAX, &keys);
	for (i = 0; i < keys.count && ret == 0; i++)
		ret = run(d, SQL_ADD_MEMBER, t, keys.keys[i]);
	state->count = (int64_t)keys.count;
	key_list_free(&keys);
	return ret;
}

/* A paper is new in a topic, has left it, or is in it as before. */
static int
update_one(struct database *d, const struct topic *t,
    struct unpublished_paper *p, bool was, bool is)
{
	if (was == is)
		return 0;
	p->moved = true;
	return run(d, is ? SQL_ADD_MEMBER : SQL_REMOVE_MEMBER, t, p->key);
}

static void
note_news(struct topic_news *news, const struct unpublished *u,
    const struct unpublished_paper *p, bool moved)
{
	if (moved || p->change > CHANGE_COUNTS)
		key_list_add(&news->keys, p->key);
	if (moved || p->change >= u->shown)
		news->shown = true;
}

/* Bring the members up to date with some papers that have changed. */
static int
update_some(struct database *d, const struct topic *t, struct unpublished *u,
    size_t from, size_t to, struct topic_state *state, struct topic_news *news)
{
	struct key_list before = { 0 }, after = { 0 };
	int64_t first = u->papers[from].key, last = u->papers[to - 1].key;
	size_t i;
	bool was, is;
	int ret = -1;

	if (member_read(d, t, first, last, &before) == -1 ||
	    hold_find(d, t, first, last, &after) == -1)
		goto out;
	for (i = from; i < to; i++) {
		was = key_list_has(&before, u->papers[i].key);
		is = key_list_has(&after, u->papers[i].key);
		if (update_one(d, t, &u->papers[i], was, is) == -1)
			goto out;
		state->count += (int64_t)is - (int64_t)was;
		if (was || is)
			note_news(news, u, &u->papers[i], was != is);
	}
	ret = 0;
out:
	key_list_free(&before);
	key_list_free(&after);
	return ret;
}

/*
 * The same with all of them.  The index is asked once; without a query all
 * papers from the first to the last one would be read, which is the whole
 * history when an old one trends.
 */
static int
update_changed(struct database *d, const struct topic *t, struct unpublished *u,
    struct topic_state *state, struct topic_news *news)
{
	const int64_t gap = GAP_DAYS * paper_key_from(DATE_DAY);
	size_t from, to;
	int ret = 0;

	for (from = 0; from < u->count && ret == 0; from = to) {
		for (to = from + 1; to < u->count; to++) {
			if (t->query == NULL &&
			    u->papers[to].key - u->papers[to - 1].key > gap)
				break;
		}
		ret = update_some(d, t, u, from, to, state, news);
	}
	return ret;
}

/* The same for all papers, to which they only come. */
static void
update_all(const struct unpublished *u, struct topic_state *state,
    struct topic_news *news)
{
	size_t i;

	for (i = 0; i < u->count; i++) {
		state->count += u->papers[i].change == CHANGE_NEW;
		note_news(news, u, &u->papers[i], false);
	}
}

/*
 * Bring a topic's members and state up to date with the papers that have
 * changed, and say what is new in it; key_list_free() frees its keys.  Papers
 * that came or left are marked.  The arena owns the state's rule.  Return 0,
 * or -1 after a warning.
 */
int
member_update(struct database *d, struct arena *a, const struct topic *t,
    struct unpublished *u, struct topic_state *state, struct topic_news *news)
{
	struct buf rule = { 0 };
	int ret = 0;

	topic_describe(&rule, t);
	if (strcmp(state->rule, rule.data) != 0) {
		state->rule = arena_copy(a, rule.data, rule.length);
		news->whole = news->shown = true;
		ret = find_anew(d, t, state);
	} else if (u->count > 0 && !topic_has_members(t))
		update_all(u, state, news);
	else if (u->count > 0)
		ret = update_changed(d, t, u, state, news);
	buf_free(&rule);
	return ret;
}

/* Forget the members of topics that have left the configuration. */
int
member_retire(struct database *d, const struct config *config)
{
	static const enum statement steps[] = { SQL_CLEAR_MEMBERS,
		SQL_RETIRE_TOPIC };
	struct arena a = { 0 };
	struct name_list gone = { 0 };
	sqlite3_stmt *q = database_statement(d, SQL_TOPICS_WITH_MEMBERS);
	const char *slug;
	size_t i, step;
	int ret;

	while ((ret = database_step(d, q)) == 1) {
		slug = database_text(q, "slug");
		if (config_find_topic(config, slug) == NULL)
			paper_add_name(&a, &gone, slug, strlen(slug));
	}
	for (i = 0; i < gone.count && ret == 0; i++) {
		for (step = 0; step < 2 && ret == 0; step++) {
			q = database_statement(d, steps[step]);
			database_bind_text(q, ":slug", gone.names[i]);
			ret = database_step(d, q);
		}
	}
	arena_free(&a);
	return ret;
}

/* Has a topic just been thought of, and holds nothing?  Return -1 on errors. */
static int
starts_empty(struct database *d, const struct topic *t)
{
	struct topic_counts m;
	int64_t changed;
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);
	int found;

	database_bind_text(q, ":slug", t->slug);
	if ((found = database_number(d, q, &changed)) != 0)
		return found == 1 ? 0 : -1;
	return rule_count(d, t, &m) == -1 ? -1 : m.count == 0;
}

/*
 * Note that a topic is there, and what its feed says of itself: if it said
 * something else before it has changed `now`.  Return 0 or -1.
 */
int
member_note_topic(struct database *d, const struct topic *t, const char *about,
    int64_t now)
{
	int empty = starts_empty(d, t);
	sqlite3_stmt *q;

	if (empty == -1)
		return -1;
	q = database_statement(d, SQL_NOTE_TOPIC);
	database_bind_text(q, ":slug", t->slug);
	database_bind_text(q, ":about", about);
	database_bind_number(q, ":empty", empty);
	database_bind_number(q, ":now", now);
	return database_step(d, q);
}

/*
 * Get the instant a topic itself last changed, or 0 when its papers say how
 * old its feed is.  Return 0, or -1.
 */
int
member_topic_changed(struct database *d, const struct topic *t,
    int64_t *changed)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);

	database_bind_text(q, ":slug", t->slug);
	return database_number(d, q, changed) == 1 ? 0 : -1;
}
