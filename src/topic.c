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

/* Papers that may share a second, and so the place at a window's end. */
#define TIES 8

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

/* Newest first; papers of one second by guid. */
static int
compare_papers(const void *a, const void *b)
{
	const struct paper *p = a, *q = b;

	if (p->listed != q->listed)
		return p->listed < q->listed ? 1 : -1;
	return strcmp(p->guid, q->guid);
}

/* How many of the papers, newest first, the window shows. */
static size_t
count_shown(const struct topic_window *window, const struct paper_list *l)
{
	size_t i;

	for (i = 0; i < l->count && i < window->most; i++) {
		if (i >= window->least &&
		    l->papers[i].listed < l->papers[0].listed - window->span)
			break;
	}
	return i;
}

/*
 * Add the newest papers of a topic to an empty list, newest first: those
 * within the window's span of the newest one, but at least and at most as
 * many as it says.  Return 0, or -1 after a warning.
 */
int
topic_select(struct database *d, const struct topic *t,
    const struct topic_window *window, struct paper_list *l)
{
	sqlite3_stmt *q = statement(d, t, SQL_ALL_PAPERS, SQL_TOPIC_PAPERS);
	int more = 0;

	/* Some more than are shown, so that ties at the end are sorted. */
	while (l->count < count_shown(window, l) + TIES &&
	    (more = database_step(d, q)) == 1) {
		if (paper_row_read(&l->arena, paper_list_add(l), q) == -1) {
			more = -1;
			break;
		}
	}
	sqlite3_reset(q);
	if (more == -1)
		return -1;
	if (l->count > 1)
		qsort(l->papers, l->count, sizeof(*l->papers), compare_papers);
	l->count = count_shown(window, l);
	return 0;
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

/*
 * Get the row keys of a topic's papers in ascending order, as an array that
 * the caller frees; the topic has a query.  Return 0, or -1 after a warning.
 */
int
topic_keys(struct database *d, const struct topic *t, int64_t **keys,
    size_t *count)
{
	sqlite3_stmt *q = statement(d, t, SQL_TOPIC_KEYS, SQL_TOPIC_KEYS);
	int64_t *bigger;
	size_t size = 0;
	int more;

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
