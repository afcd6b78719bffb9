/*
 * Finds the papers that match a topic's rule now.  They depend on the papers in
 * the store alone, except with `per-day`: a paper that was once among the first
 * of its day stays in the topic, even if another one overtakes it.
 */
#include "store/rule.h"

#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/paper_key.h"

/* Reading the numbers of more papers costs more than a look at all postings. */
#define NUMBERS_MOST 1000

/*
 * Bind what per-day needs beside its number.  :open is the newest listing day
 * if no source was read after its end: nobody is chosen there yet, because its
 * votes are still to come.  :members names the topic if its members were found
 * by the rule that it has now, so that they stay.  Return 0 or -1.
 */
static int
bind_per_day(struct database *d, sqlite3_stmt *q, const struct topic *t)
{
	sqlite3_stmt *state = database_statement(d, SQL_TOPIC_STATE);
	struct buf rule = { 0 };
	int64_t day;
	int found;

	topic_describe(&rule, t);
	database_bind_text(state, ":slug", t->slug);
	found = database_step(d, state);
	if (found == 1 && strcmp(database_text(state, "rule"), rule.data) == 0)
		database_bind_text(q, ":members", t->slug);
	sqlite3_reset(state);
	buf_free(&rule);
	if (found == -1)
		return -1;
	found = database_query(d, database_statement(d, SQL_OPEN_DAY), &day);
	if (found == 1)
		database_bind_number(q, ":open", day);
	database_bind_number(q, ":per_day", t->per_day);
	return found == -1 ? -1 : 0;
}

/*
 * Return the statement for a rule.  The index alone is enough for most topics.
 */
static sqlite3_stmt *
rule_statement(struct database *d, const struct topic *t)
{
	bool simple = t->min_upvotes == 0 && t->per_day == 0 &&
	    t->organization == NULL && t->source == NULL && t->without == NULL;
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
	database_bind_text(q, ":source", t->source);
	database_bind_text(q, ":without", t->without);
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

/*
 * Add the keys from `first` to `last` of the papers that a topic's rule finds,
 * published or not, to a list, which ascends.  With `per_day` all keys of
 * the days that the two are in are added.  Return 0, or -1 after a warning.
 */
int
rule_find(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *keys)
{
	sqlite3_stmt *q = rule_statement(d, t);
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
