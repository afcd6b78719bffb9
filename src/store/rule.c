/*
 * Finds the papers that match a topic's rule now.  They depend on the papers in
 * the store alone, with two exceptions.  With `per-day` a paper that was once among
 * the first of its day stays in the topic, even if another one overtakes it.  With
 * examples a paper that was once like them stays, and what is like them was learnt
 * from the store as it was then.
 */
#include "store/rule.h"

#include <err.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "store/author_function.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/learning.h"
#include "store/liked.h"
#include "store/paper_key.h"

/* Reading the numbers of more papers costs more than a look at all postings. */
#define NUMBERS_MOST 1000

/*
 * Bind :members, which names the topic if its members were found by the rule that
 * it has now, so that they stay.  Return 0 or -1.
 */
static int
bind_members(struct database *d, sqlite3_stmt *q, const struct topic *t)
{
	sqlite3_stmt *state = database_statement(d, SQL_TOPIC_STATE);
	struct buf rule = { 0 };
	int found;

	topic_describe(&rule, t);
	database_bind_text(state, ":slug", t->slug);
	found = database_step(d, state);
	if (found == 1 && strcmp(database_text(state, "rule"), rule.data) == 0)
		database_bind_text(q, ":members", t->slug);
	sqlite3_reset(state);
	buf_free(&rule);
	return found == -1 ? -1 : 0;
}

/*
 * Bind what per-day needs beside its number and the members.  :open is the newest
 * listing day if no source was read after its end: nobody is chosen there yet,
 * because its votes are still to come.  Return 0 or -1.
 */
static int
bind_per_day(struct database *d, sqlite3_stmt *q, const struct topic *t)
{
	int64_t day;
	int found;

	found = database_query(d, database_statement(d, SQL_OPEN_DAY), &day);
	if (found == 1)
		database_bind_number(q, ":open", day);
	database_bind_number(q, ":per_day", t->per_day);
	return found == -1 ? -1 : 0;
}

/* Bind what is_like() needs. */
static void
bind_liked(sqlite3_stmt *q, struct liked *l)
{
	database_bind_number(q, ":like", 1);
	if (liked_bind(q, ":liked", l) != SQLITE_OK)
		errx(EX_SOFTWARE, "cannot bind :liked");
}

/*
 * Return the statement for a rule.  The index alone is enough for most topics.
 * What the papers must be like is NULL for a topic without examples.
 */
static sqlite3_stmt *
rule_statement(struct database *d, const struct topic *t, struct liked *l)
{
	bool simple = t->min_upvotes == 0 && t->per_day == 0 &&
	    t->organization == NULL && t->people == NULL && t->source == NULL &&
	    t->without == NULL && l == NULL;
	sqlite3_stmt *q;

	if (t->query != NULL && simple) {
		q = database_statement(d, SQL_TOPIC_KEYS);
		database_bind_text(q, ":match", t->query);
		return q;
	}
	q = database_statement(d, SQL_RULE_KEYS);
	database_bind_text(q, ":match", t->query);
	database_bind_number(q, ":min_upvotes", t->min_upvotes);
	database_bind_text(q, ":organization", t->organization);
	author_function_bind(q, t->people);
	database_bind_text(q, ":source", t->source);
	database_bind_text(q, ":without", t->without);
	if (l != NULL)
		bind_liked(q, l);
	if ((t->per_day > 0 || l != NULL) && bind_members(d, q, t) == -1)
		return NULL;
	if (t->per_day > 0 && bind_per_day(d, q, t) == -1)
		return NULL;
	return q;
}

/*
 * Bind a range of keys, and the range of numbers to which the index can be
 * limited: that of these papers, or all for many of them.  Return 0 or -1.
 */
static int
bind_range(struct database *d, sqlite3_stmt *q, int64_t first, int64_t last)
{
	int64_t lowest = INT64_MIN, highest = INT64_MAX;
	sqlite3_stmt *numbers;

	database_bind_number(q, ":first", first);
	database_bind_number(q, ":last", last);
	if (first != INT64_MIN || last != INT64_MAX) {
		numbers = database_statement(d, SQL_NUMBERS);
		database_bind_number(numbers, ":first", first);
		database_bind_number(numbers, ":last", last);
		database_bind_number(numbers, ":most", NUMBERS_MOST);
		if (database_step(d, numbers) != 1)
			return -1;
		if (database_number(numbers, "count") < NUMBERS_MOST) {
			lowest = database_number(numbers, "lowest");
			highest = database_number(numbers, "highest");
		}
		sqlite3_reset(numbers);
	}
	database_bind_number(q, ":lowest", lowest);
	database_bind_number(q, ":highest", highest);
	return 0;
}

/* Find what rule_find() does, with what the papers must be like, or NULL. */
static int
find(struct database *d, const struct topic *t, struct liked *l, int64_t first,
    int64_t last, struct key_list *keys)
{
	sqlite3_stmt *q = rule_statement(d, t, l);
	bool ascending = true;
	int64_t key;
	int more;

	if (q == NULL)
		return -1;
	if (t->per_day > 0) {
		first = paper_key_day_first(first);
		last = paper_key_day_last(last);
	}
	if (bind_range(d, q, first, last) == -1)
		return -1;
	while ((more = database_step(d, q)) == 1) {
		key = database_number(q, "key");
		ascending = ascending &&
		    (keys->count == 0 || keys->keys[keys->count - 1] < key);
		key_list_add(keys, key);
	}
	if (!ascending)
		key_list_sort(keys);
	return more;
}

/* Learn from a topic's examples, among the papers that the rest of it finds. */
static int
learn(struct database *d, const struct topic *t, struct liked *l)
{
	struct topic rest = *t;
	struct key_list candidates = { 0 };
	int ret;

	rest.per_day = 0;
	ret = find(d, &rest, NULL, INT64_MIN, INT64_MAX, &candidates);
	if (ret == 0)
		ret = learning_learn(d, t, &candidates, l);
	key_list_free(&candidates);
	return ret;
}

/*
 * Find what a topic's papers must be like: as the store keeps it or, for a topic
 * that was not published yet, as it would be learnt now.  Return 0, or -1 after a
 * warning; liked_free() frees it in both cases.
 */
int
rule_open_liked(struct database *d, const struct topic *t, struct liked *l)
{
	int64_t examples;
	int kept;

	if (learning_open(d, t, l) == -1)
		return -1;
	if ((kept = learning_read(d, t, l, &examples)) != 0)
		return kept == 1 ? 0 : -1;
	return learn(d, t, l);
}

/*
 * Learn from a topic's examples, if its rule has changed, if the store has more of
 * them than when it was learnt, or if there was no history before.  Say whether
 * something was learnt.  Return 0, or -1 after a warning.
 */
int
rule_learn(struct database *d, const struct topic *t, bool *learnt)
{
	struct liked l = { 0 };
	int64_t examples = 0;
	int kept, ret = -1;

	*learnt = false;
	if (!topic_has_examples(t))
		return 0;
	if (learning_open(d, t, &l) == -1 ||
	    (kept = learning_read(d, t, &l, &examples)) == -1)
		goto out;
	if (kept == 1 && examples >= learning_examples(&l)) {
		ret = 0;
		goto out;
	}
	ret = learn(d, t, &l);
	if (ret == 0 && l.likeness.threshold != LIKENESS_NEVER) {
		*learnt = true;
		ret = learning_keep(d, t, &l);
	}
out:
	liked_free(&l);
	return ret;
}

/*
 * Add the keys from `first` to `last` of the papers that a topic's rule finds,
 * published or not, to a list, which ascends.  With `per_day` all keys of
 * the days that the two are in are added.  Return 0, or -1 after a warning.
 */
int
rule_find(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *keys)
{
	struct liked l = { 0 };
	int ret;

	if (!topic_has_examples(t))
		return find(d, t, NULL, first, last, keys);
	ret = rule_open_liked(d, t, &l);
	if (ret == 0)
		ret = find(d, t, &l, first, last, keys);
	liked_free(&l);
	return ret;
}

/*
 * Find out whether a topic's rule finds the paper of a key.  Return 0, or -1
 * after a warning.
 */
int
rule_finds(struct database *d, const struct topic *t, int64_t key, bool *finds)
{
	struct key_list keys = { 0 };
	int ret = rule_find(d, t, key, key, &keys);

	*finds = ret == 0 && key_list_has(&keys, key);
	key_list_free(&keys);
	return ret;
}

/* Count all papers and date the newest. */
static int
count_all(struct database *d, struct topic_counts *c)
{
	sqlite3_stmt *q = database_statement(d, SQL_COUNT_ALL);

	if (database_step(d, q) != 1)
		return -1;
	c->count = database_number(q, "count");
	if (c->count > 0)
		c->newest = paper_key_listed(database_number(q, "newest"));
	sqlite3_reset(q);
	return 0;
}

/*
 * Count the papers that a topic's rule finds, published or not, and date the
 * newest; the weeks are not counted.  Return 0, or -1 after a warning.
 */
int
rule_count(struct database *d, const struct topic *t, struct topic_counts *c)
{
	struct key_list keys = { 0 };
	int ret;

	*c = (struct topic_counts){ .newest = DATE_NONE };
	if (!topic_has_members(t))
		return count_all(d, c);
	ret = rule_find(d, t, INT64_MIN, INT64_MAX, &keys);
	c->count = (int64_t)keys.count;
	if (keys.count > 0)
		c->newest = paper_key_listed(keys.keys[keys.count - 1]);
	key_list_free(&keys);
	return ret;
}
