/*
 * What belongs to a topic.  It is a pure function of the store: whatever the
 * topic's rule finds.
 */
#include "topic/topic.h"

#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/key_list.h"
#include "store/database.h"
#include "store/paper_row.h"

/* Is it the feed of all papers? */
bool
topic_is_all(const struct topic *t)
{
	return strcmp(t->slug, "all") == 0;
}

/* Is it a part of all papers, so that its own are to be known? */
bool
topic_has_members(const struct topic *t)
{
	return !topic_is_all(t) || t->without != NULL;
}

/* Add what finds a topic's papers, as a text that changes when it does. */
void
topic_describe(struct buf *rule, const struct topic *t)
{
	buf_puts(rule, t->query == NULL ? "all" : t->query);
	if (t->min_upvotes > 0)
		buf_printf(rule, "\nmin-upvotes %lld",
		    (long long)t->min_upvotes);
	if (t->per_day > 0)
		buf_printf(rule, "\nper-day %lld", (long long)t->per_day);
	if (t->organization != NULL)
		buf_printf(rule, "\norganization %s", t->organization);
	if (t->source != NULL)
		buf_printf(rule, "\nsource %s%s", t->source,
		    t->by_sight ? " by sight" : "");
	if (t->without != NULL)
		buf_printf(rule, "\nwithout%s", t->without);
}

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
topic_keys(struct database *d, const struct topic *t, int64_t first,
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
measure_all(struct database *d, struct topic_measure *m)
{
	sqlite3_stmt *q = database_statement(d, SQL_ALL_MEASURE);

	if (database_step(d, q) != 1)
		return -1;
	m->count = database_column(q, "count");
	m->newest = m->count == 0 ?
	    DATE_NONE :
	    database_column(q, "newest") / PAPER_KEYS_PER_SECOND;
	sqlite3_reset(q);
	return 0;
}

/* Count keys, which ascend, and date the newest. */
struct topic_measure
topic_measure_keys(const struct key_list *l)
{
	struct topic_measure m = { .count = (int64_t)l->count,
		.newest = DATE_NONE };

	if (l->count > 0)
		m.newest = l->keys[l->count - 1] / PAPER_KEYS_PER_SECOND;
	return m;
}

/*
 * Count the papers that a topic's rule finds, and date the newest.  Return 0
 * or -1.
 */
int
topic_measure(struct database *d, const struct topic *t,
    struct topic_measure *m)
{
	struct key_list keys = { 0 };
	int ret;

	if (!topic_has_members(t))
		return measure_all(d, m);
	ret = topic_keys(d, t, INT64_MIN, INT64_MAX, &keys);
	*m = topic_measure_keys(&keys);
	key_list_free(&keys);
	return ret;
}

/* Has a topic just been thought of, and holds nothing?  Return -1 on errors. */
static int
starts_empty(struct database *d, const struct topic *t)
{
	struct topic_measure m;
	int64_t changed;
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);
	int found;

	database_bind_text(q, ":slug", t->slug);
	if ((found = database_number(d, q, &changed)) != 0)
		return found == 1 ? 0 : -1;
	return topic_measure(d, t, &m) == -1 ? -1 : m.count == 0;
}

/*
 * Note that a topic is there, and what its feed says of itself: if it said
 * something else before it has changed `now`.  Return 0 or -1.
 */
int
topic_note(struct database *d, const struct topic *t, const char *about,
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
topic_changed(struct database *d, const struct topic *t, int64_t *changed)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);

	database_bind_text(q, ":slug", t->slug);
	return database_number(d, q, changed) == 1 ? 0 : -1;
}
