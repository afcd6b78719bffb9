/*
 * A topic is a pure function of the store: whatever its query finds.
 */
#include "topic.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "database.h"
#include "date.h"
#include "paper.h"
#include "paper_row.h"

/* Is it the feed of all papers? */
bool
topic_is_all(const struct topic *t)
{
	return t->query == NULL;
}

/* The statement for a topic or, without a query, for all papers. */
static sqlite3_stmt *
statement(struct database *d, const struct topic *t, enum statement all,
    enum statement some)
{
	sqlite3_stmt *q = database_statement(d, topic_is_all(t) ? all : some);

	if (!topic_is_all(t)) {
		database_bind_text(q, ":match", t->query);
		database_bind_number(q, ":min_upvotes", t->min_upvotes);
	}
	return q;
}

/*
 * Add the newest papers that a topic's query finds to an empty list, newest
 * first, at most as many as given.  Return 0, or -1 after a warning.
 */
int
topic_select(struct database *d, const struct topic *t, size_t most,
    struct paper_list *l)
{
	sqlite3_stmt *q = statement(d, t, SQL_ALL_PAPERS, SQL_TOPIC_PAPERS);
	int more = 0;

	while (l->count < most && (more = database_step(d, q)) == 1) {
		if (paper_row_read(&l->arena, paper_list_add(l), q) == -1) {
			more = -1;
			break;
		}
	}
	sqlite3_reset(q);
	return more == -1 ? -1 : 0;
}

/* Count a topic's papers and date the newest.  Return 0 or -1. */
int
topic_measure(struct database *d, const struct topic *t,
    struct topic_measure *m)
{
	sqlite3_stmt *q;

	q = statement(d, t, SQL_ALL_MEASURE, SQL_TOPIC_MEASURE);
	if (database_step(d, q) != 1)
		return -1;
	m->count = database_column(q, "count");
	m->newest = m->count == 0 ? DATE_NONE : database_column(q, "newest");
	sqlite3_reset(q);
	return 0;
}

/* Votes are with the papers, which few topics need to look at. */
static sqlite3_stmt *
keys_statement(struct database *d, const struct topic *t)
{
	sqlite3_stmt *q;

	if (t->min_upvotes > 0) {
		q = database_statement(d, SQL_POPULAR_KEYS);
		database_bind_number(q, ":min_upvotes", t->min_upvotes);
	} else
		q = database_statement(d, SQL_TOPIC_KEYS);
	database_bind_text(q, ":match", t->query);
	return q;
}

/*
 * Get the row keys from `first` to `last` of the papers that a topic's query
 * finds, in ascending order, as an array that the caller frees.  Return 0, or
 * -1 after a warning.
 */
int
topic_keys(struct database *d, const struct topic *t, int64_t first,
    int64_t last, int64_t **keys, size_t *count)
{
	sqlite3_stmt *q = keys_statement(d, t);
	int64_t *bigger;
	size_t size = 0;
	int more;

	database_bind_number(q, ":first", first);
	database_bind_number(q, ":last", last);
	*keys = NULL;
	*count = 0;
	while ((more = database_step(d, q)) == 1) {
		if (*count == size) {
			size = size == 0 ? 256 : size * 2;
			bigger = realloc(*keys, size * sizeof(**keys));
			if (bigger == NULL)
				err(EX_OSERR, NULL);
			*keys = bigger;
		}
		(*keys)[(*count)++] = database_column(q, "key");
	}
	return more;
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
