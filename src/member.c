/*
 * Which papers belong to which topics, kept up with the papers: publishing
 * asks the full-text index only about what has changed.
 */
#include "member.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "arena.h"
#include "buf.h"
#include "config.h"
#include "database.h"
#include "date.h"
#include "paper.h"
#include "paper_row.h"
#include "topic.h"
#include "unpublished.h"

/* How long before the newest day a day's first papers may still be decided. */
#define DECIDED_DAYS 10

/* Days without a changed paper that are worth a question of their own. */
#define GAP_DAYS 10

/* Remember one more paper that changed in a topic. */
void
topic_news_add(struct topic_news *n, int64_t key)
{
	int64_t *bigger;

	if (n->count == n->size) {
		n->size = n->size == 0 ? 64 : n->size * 2;
		bigger = realloc(n->keys, n->size * sizeof(*bigger));
		if (bigger == NULL)
			err(EX_OSERR, NULL);
		n->keys = bigger;
	}
	n->keys[n->count++] = key;
}

static int
compare_keys(const void *a, const void *b)
{
	int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;

	return (p > q) - (p < q);
}

/* Put the keys in ascending order. */
void
topic_news_sort(struct topic_news *n)
{
	if (n->count > 1)
		qsort(n->keys, n->count, sizeof(*n->keys), compare_keys);
}

/* Free what topic_news_add() kept. */
void
topic_news_free(struct topic_news *n)
{
	free(n->keys);
	*n = (struct topic_news){ 0 };
}

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
	const int64_t week = 7 * DATE_DAY * PAPER_KEYS_PER_SECOND;
	int64_t first = start * PAPER_KEYS_PER_SECOND;
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
	struct topic_measure m;
	sqlite3_stmt *q;
	int64_t *keys = NULL;
	size_t i, count;
	int ret = -1;

	state->floor = -1;
	q = database_statement(d, SQL_CLEAR_MEMBERS);
	database_bind_text(q, ":slug", t->slug);
	if (database_step(d, q) == -1)
		return -1;
	if (!topic_has_members(t)) {
		ret = topic_measure(d, t, &m);
		state->count = m.count;
		return ret;
	}
	if (topic_keys(d, t, INT64_MIN, INT64_MAX, &keys, &count) == -1)
		goto out;
	for (i = 0; i < count; i++) {
		if (run(d, SQL_ADD_MEMBER, t, keys[i]) == -1)
			goto out;
	}
	state->count = (int64_t)count;
	ret = 0;
out:
	free(keys);
	return ret;
}

static bool
has_key(const int64_t *keys, size_t count, int64_t key)
{
	return count > 0 &&
	    bsearch(&key, keys, count, sizeof(key), compare_keys) != NULL;
}

/* Read the members with a key from `first` to `last`, in ascending order. */
static int
read_members(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct topic_news *members)
{
	sqlite3_stmt *q = member_keys(d, t, first, last);
	int more;

	while ((more = database_step(d, q)) == 1)
		topic_news_add(members, database_column(q, "key"));
	topic_news_sort(members);
	return more;
}

/* Add to what a rule finds those members that it found before. */
static int
add_held(struct database *d, const struct topic *t, int64_t first, int64_t last,
    struct topic_news *held)
{
	struct topic whole = *t;
	struct topic_news members = { 0 };
	int64_t *matching = NULL;
	size_t i, count, found = held->count;
	int ret;

	whole.per_day = 0;
	ret = topic_keys(d, &whole, first, last, &matching, &count);
	if (ret == 0)
		ret = read_members(d, t, first, last, &members);
	for (i = 0; i < members.count && ret == 0; i++) {
		if (!has_key(held->keys, found, members.keys[i]) &&
		    has_key(matching, count, members.keys[i]))
			topic_news_add(held, members.keys[i]);
	}
	topic_news_sort(held);
	topic_news_free(&members);
	free(matching);
	return ret;
}

/* Were a topic's members found by the rule that it has now?  -1 on errors. */
static int
is_current(struct database *d, const struct topic *t)
{
	struct arena a = { 0 };
	struct buf rule = { 0 };
	struct topic_state state;
	int ret = member_read_state(d, &a, t, &state);

	topic_describe(&rule, t);
	if (ret == 0)
		ret = strcmp(state.rule, rule.data) == 0;
	buf_free(&rule);
	arena_free(&a);
	return ret;
}

/*
 * Find the keys from `first` to `last` that a topic holds now, in ascending
 * order: what its rule finds and, where that depends on other papers, what
 * once was among the first of its day and still matches.
 */
static int
find_held(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct topic_news *held)
{
	const int64_t day = DATE_DAY * PAPER_KEYS_PER_SECOND;
	int current;

	if (t->per_day > 0 && first != INT64_MIN)
		first -= first % day;
	if (t->per_day > 0 && last != INT64_MAX)
		last += day - 1 - last % day;
	*held = (struct topic_news){ 0 };
	if (topic_keys(d, t, first, last, &held->keys, &held->count) == -1)
		return -1;
	held->size = held->count;
	if (t->per_day == 0)
		return 0;
	if ((current = is_current(d, t)) == 1)
		current = add_held(d, t, first, last, held);
	return current;
}

/*
 * Get the keys of all papers that a topic holds now, published or not, in
 * ascending order, as an array that the caller frees.  Return 0, or -1 after a
 * warning.
 */
int
member_list(struct database *d, const struct topic *t, int64_t **keys,
    size_t *count)
{
	struct topic_news held = { 0 };
	int ret = find_held(d, t, INT64_MIN, INT64_MAX, &held);

	*keys = held.keys;
	*count = held.count;
	return ret;
}

/* Does a topic hold the paper of a key now?  Return 0, or -1 after a warning. */
int
member_holds(struct database *d, const struct topic *t, int64_t key,
    bool *holds)
{
	struct topic_news held = { 0 };
	int ret = find_held(d, t, key, key, &held);

	*holds = ret == 0 && has_key(held.keys, held.count, key);
	topic_news_free(&held);
	return ret;
}

/*
 * Count the papers that a topic holds now, published or not, and date the
 * newest.  Return 0, or -1 after a warning.
 */
int
member_measure(struct database *d, const struct topic *t,
    struct topic_measure *m)
{
	int64_t *keys = NULL;
	size_t count;

	if (!topic_has_members(t))
		return topic_measure(d, t, m);
	if (member_list(d, t, &keys, &count) == -1) {
		free(keys);
		return -1;
	}
	*m = topic_measure_keys(keys, count);
	free(keys);
	return 0;
}

/*
 * Note papers that have come to a topic without having changed: those of a day
 * that is over now, or in the place of another.  Return 0, or -1 after a
 * warning.
 */
int
member_note_decided(struct database *d, const struct topic *t)
{
	static const struct topic all = { .slug = "all" };
	struct topic_news members = { 0 };
	int64_t *found = NULL, first, newest;
	size_t i, count;
	int ret;

	if (t->per_day == 0)
		return 0;
	if ((ret = member_newest(d, &all, INT64_MIN, INT64_MAX, &newest)) != 1)
		return ret;
	first = (date_midnight(newest / PAPER_KEYS_PER_SECOND) -
		    DECIDED_DAYS * DATE_DAY) *
	    PAPER_KEYS_PER_SECOND;
	ret = -1;
	if (read_members(d, t, first, INT64_MAX, &members) == -1 ||
	    topic_keys(d, t, first, INT64_MAX, &found, &count) == -1)
		goto out;
	for (i = 0; i < count; i++) {
		if (!has_key(members.keys, members.count, found[i]) &&
		    unpublished_note(d, found[i], CHANGE_COUNTS) == -1)
			goto out;
	}
	ret = 0;
out:
	topic_news_free(&members);
	free(found);
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
		topic_news_add(news, p->key);
	if (moved || p->change >= u->shown)
		news->shown = true;
}

/* Bring the members up to date with some papers that have changed. */
static int
update_some(struct database *d, const struct topic *t, struct unpublished *u,
    size_t from, size_t to, struct topic_state *state, struct topic_news *news)
{
	struct topic_news before = { 0 }, after = { 0 };
	int64_t first = u->papers[from].key, last = u->papers[to - 1].key;
	size_t i;
	bool was, is;
	int ret = -1;

	if (read_members(d, t, first, last, &before) == -1 ||
	    find_held(d, t, first, last, &after) == -1)
		goto out;
	for (i = from; i < to; i++) {
		was = has_key(before.keys, before.count, u->papers[i].key);
		is = has_key(after.keys, after.count, u->papers[i].key);
		if (update_one(d, t, &u->papers[i], was, is) == -1)
			goto out;
		state->count += (int64_t)is - (int64_t)was;
		if (was || is)
			note_news(news, u, &u->papers[i], was != is);
	}
	ret = 0;
out:
	topic_news_free(&before);
	topic_news_free(&after);
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
	const int64_t gap = GAP_DAYS * DATE_DAY * PAPER_KEYS_PER_SECOND;
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
 * changed, and say what is new in it; topic_news_free() frees that.  Papers
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
