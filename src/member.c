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
#include "paper.h"
#include "topic.h"
#include "unpublished.h"

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
	sqlite3_stmt *q = database_statement(d, which + topic_is_all(t));

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

/* Count a topic's members with a key from `first` to `last`.  Return 0 or -1. */
int
member_count(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t *count)
{
	return database_number(d,
		   statement(d, t, SQL_COUNT_MEMBERS, first, last),
		   count) == 1 ?
	    0 :
	    -1;
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

/* What finds a topic's members, as a text that changes when it does. */
static void
describe_rule(struct buf *rule, const struct topic *t)
{
	buf_puts(rule, topic_is_all(t) ? "all" : t->query);
	if (t->min_upvotes > 0)
		buf_printf(rule, "\nmin-upvotes %lld",
		    (long long)t->min_upvotes);
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
	if (topic_is_all(t)) {
		ret = topic_measure(d, t, &m);
		state->count = m.count;
		return ret;
	}
	q = database_statement(d, SQL_CLEAR_MEMBERS);
	database_bind_text(q, ":slug", t->slug);
	if (database_step(d, q) == -1 ||
	    topic_keys(d, t, INT64_MIN, INT64_MAX, &keys, &count) == -1)
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

/* Read the members among the changed papers, as an array to be freed. */
static int
read_members(struct database *d, const struct topic *t,
    const struct unpublished *u, struct topic_news *members)
{
	sqlite3_stmt *q =
	    member_keys(d, t, u->papers[0].key, u->papers[u->count - 1].key);
	int more;

	while ((more = database_step(d, q)) == 1)
		topic_news_add(members, database_column(q, "key"));
	topic_news_sort(members);
	return more;
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

/* Bring the members up to date with the papers that have changed. */
static int
update_changed(struct database *d, const struct topic *t, struct unpublished *u,
    struct topic_state *state, struct topic_news *news)
{
	struct topic_news before = { 0 };
	int64_t *found = NULL;
	size_t i, count;
	bool was, is;
	int ret = -1;

	if (read_members(d, t, u, &before) == -1 ||
	    topic_keys(d, t, u->papers[0].key, u->papers[u->count - 1].key,
		&found, &count) == -1)
		goto out;
	for (i = 0; i < u->count; i++) {
		was = has_key(before.keys, before.count, u->papers[i].key);
		is = has_key(found, count, u->papers[i].key);
		if (update_one(d, t, &u->papers[i], was, is) == -1)
			goto out;
		state->count += (int64_t)is - (int64_t)was;
		if (was || is)
			note_news(news, u, &u->papers[i], was != is);
	}
	ret = 0;
out:
	topic_news_free(&before);
	free(found);
	return ret;
}

/* The same for `all`, which papers only come to. */
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

	describe_rule(&rule, t);
	if (strcmp(state->rule, rule.data) != 0) {
		state->rule = arena_copy(a, rule.data, rule.length);
		news->whole = news->shown = true;
		ret = find_anew(d, t, state);
	} else if (u->count > 0 && topic_is_all(t))
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
