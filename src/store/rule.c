/*
 * What a topic's rule finds in the store.  It is a pure function of the papers
 * that are there.
 */
#include "store/rule.h"

#include <sqlite3.h>

#include "base/date.h"
#include "base/key_list.h"
#include "topic/topic.h"
#include "store/counts.h"
#include "store/database.h"
#include "store/paper_key.h"

/*
 * The listing day that is not over, if any, as a number of days: the newest
 * one, when it has not been read since its end.  Its votes are still to come.
 */
static int
bind_open_day(struct database *d, sqlite3_stmt *q)
{
	int64_t day;
	int found;

	found = database_number(d, database_statement(d, SQL_OPEN_DAY), &day);
	if (found == 1)
		database_bind_number(q, ":open", day);
	return found == -1 ? -1 : 0;
}

/* What most topics ask for is in the index alone. */
static sqlite3_stmt *
keys_statement(struct database *d, const struct topic *t)
{
	bool simple = t->min_upvotes == 0 && t->per_day == 0 &&
	    t->organization == NULL && t->source == NULL && t->without == NULL;
	sqlite3_stmt *q;

	if (t->query != NULL && simple) {
		q = database_statement(d, SQL_TOPIC_KEYS);
		database_bind_text(q, ":match", t->query);
		return q;
	}
	q = database_statement(d,
	    t->query == NULL ? SQL_RULE_ALL_KEYS : SQL_RULE_KEYS);
	if (t->query != NULL)
		database_bind_text(q, ":match", t->query);
	database_bind_number(q, ":min_upvotes", t->min_upvotes);
	database_bind_text(q, ":organization", t->organization);
	database_bind_text(q, ":source", t->source);
	database_bind_text(q, ":without", t->without);
	if (t->per_day == 0)
		return q;
	database_bind_number(q, ":per_day", t->per_day);
	return bind_open_day(d, q) == -1 ? NULL : q;
}

/*
 * Add the row keys from `first` to `last` of the papers that a topic's rule
 * finds, in ascending order, to a list.  With `per_day` whole days are asked
 * for.  Return 0, or -1 after a warning.
 */
int
rule_keys(struct database *d, const struct topic *t, int64_t first,
    int64_t last, struct key_list *keys)
{
	sqlite3_stmt *q = keys_statement(d, t);
	int more;

	if (q == NULL)
		return -1;
	database_bind_number(q, ":first", first);
	database_bind_number(q, ":last", last);
	while ((more = database_step(d, q)) == 1)
		key_list_add(keys, database_column(q, "key"));
	return more;
}

/* Count all papers and date the newest. */
static int
count_all(struct database *d, struct topic_counts *m)
{
	sqlite3_stmt *q = database_statement(d, SQL_ALL_MEASURE);

	if (database_step(d, q) != 1)
		return -1;
	m->count = database_column(q, "count");
	m->newest = m->count == 0 ?
	    DATE_NONE :
	    paper_key_listed(database_column(q, "newest"));
	sqlite3_reset(q);
	return 0;
}

/* Count keys, which ascend, and date the newest. */
struct topic_counts
rule_count_keys(const struct key_list *l)
{
	struct topic_counts m = { .count = (int64_t)l->count,
		.newest = DATE_NONE };

	if (l->count > 0)
		m.newest = paper_key_listed(l->keys[l->count - 1]);
	return m;
}

/*
 * Count the papers that a topic's rule finds, and date the newest.  Return 0
 * or -1.
 */
int
rule_count(struct database *d, const struct topic *t, struct topic_counts *m)
{
	struct key_list keys = { 0 };
	int ret;

	if (!topic_has_members(t))
		return count_all(d, m);
	ret = rule_keys(d, t, INT64_MIN, INT64_MAX, &keys);
	*m = rule_count_keys(&keys);
	key_list_free(&keys);
	return ret;
}
