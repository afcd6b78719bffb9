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
#define TIES	8

/* The statement for a topic or, without a query, for all papers. */
static sqlite3_stmt *
statement(struct database *d, const struct topic *t, enum statement all,
    enum statement some)
{
	sqlite3_stmt	*q = database_statement(d, t->query == NULL ? all :
	    some);

	if (t->query != NULL) {
		database_bind_text(q, ":match", t->query);
		database_bind_number(q, ":min_upvotes", t->min_upvotes);
	}
	return q;
}

/* Newest first; papers of one second by guid. */
static int
compare_papers(const void *a, const void *b)
{
	const struct paper	*p = a, *q = b;

	if (p->listed != q->listed)
		return p->listed < q->listed ? 1 : -1;
	return strcmp(p->guid, q->guid);
}

/* How many of the papers, newest first, the window shows. */
static size_t
count_shown(const struct topic_window *window, const struct paper_list *l)
{
	size_t	 i;

	for (i = 0; i < l->count && i < window->most; i++) {
		if (i >= window->least && l->papers[i].listed <
		    l->papers[0].listed - window->span)
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
	sqlite3_stmt	*q = statement(d, t, SQL_ALL_PAPERS, SQL_TOPIC_PAPERS);
	int		 more = 0;

	/* Some more than are shown, so that ties at the end are sorted. */
	while (l->count < count_shown(window, l) + TIES &&
	    (more = database_step(d, q)) == 1)
		paper_row_read(&l->arena, paper_list_add(l), q);
	sqlite3_reset(q);
	if (more == -1)
		return -1;
	if (l->count > 1)
		qsort(l->papers, l->count, sizeof(*l->papers),
		    compare_papers);
	l->count = count_shown(window, l);
	return 0;
}

/* Count a topic's papers and date the newest.  Return 0 or -1. */
int
topic_measure(struct database *d, const struct topic *t,
    struct topic_measure *m)
{
	sqlite3_stmt	*q;

	q = statement(d, t, SQL_ALL_MEASURE, SQL_TOPIC_MEASURE);
	if (database_step(d, q) != 1)
		return -1;
	m->count = sqlite3_column_int64(q, 0);
	m->newest = m->count == 0 ? DATE_NONE : sqlite3_column_int64(q, 1);
	sqlite3_reset(q);
	return 0;
}

/*
 * Get the row keys of a topic's papers in ascending order, as an array that
 * the caller frees.  Return 0, or -1 after a warning.
 */
int
topic_keys(struct database *d, const struct topic *t, int64_t **keys,
    size_t *count)
{
	sqlite3_stmt	*q = statement(d, t, SQL_ALL_PAPERS, SQL_TOPIC_KEYS);
	int64_t		*bigger;
	size_t		 size = 0;
	int		 more;

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
		(*keys)[(*count)++] = sqlite3_column_int64(q, 0);
	}
	return more;
}

/*
 * Get the instant a topic was made: that of the newest change in the store
 * when it was first published, or `now` in an empty store; kept for ever.
 * Return 0, or -1 after a warning.
 */
int
topic_made(struct database *d, const char *slug, int64_t now, int64_t *made)
{
	sqlite3_stmt	*q = database_statement(d, SQL_TOPIC_MADE);
	int		 found;

	database_bind_text(q, ":slug", slug);
	if ((found = database_number(d, q, made)) != 0)
		return found == 1 ? 0 : -1;
	*made = now;
	q = database_statement(d, SQL_NEWEST_CHANGE);
	if (database_number(d, q, made) == -1)
		return -1;
	q = database_statement(d, SQL_MAKE_TOPIC);
	database_bind_text(q, ":slug", slug);
	database_bind_number(q, ":made", *made);
	return database_step(d, q);
}
