/*
 * When topics themselves were made or changed: no feed of theirs is older.
 */
#include "store/topic_dates.h"

#include <sqlite3.h>

#include "topic/topic.h"
#include "store/database.h"
#include "store/papers.h"
#include "store/rule.h"

/* Is this topic new and empty?  Return 1, 0, or -1 after a warning. */
static int
starts_empty(struct database *d, const struct topic *t)
{
	int64_t changed;
	bool empty;
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);
	int found;

	database_bind_text(q, ":slug", t->slug);
	if ((found = database_query(d, q, &changed)) != 0)
		return found == 1 ? 0 : -1;
	if (topic_has_members(t))
		return rule_is_empty(d, t);
	return papers_is_empty(d, &empty) == -1 ? -1 : empty;
}

/*
 * Note what a topic's feed says of itself.  If it said something else before,
 * the topic changed `now`.  Return 0 or -1.
 */
int
topic_dates_note(struct database *d, const struct topic *t, const char *about,
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
 * Get the instant when a topic itself last changed, or 0 if its feed is as old
 * as its papers.  Return 0, or -1.
 */
int
topic_dates_changed(struct database *d, const struct topic *t, int64_t *changed)
{
	sqlite3_stmt *q = database_statement(d, SQL_TOPIC_CHANGED);

	database_bind_text(q, ":slug", t->slug);
	return database_query(d, q, changed) == 1 ? 0 : -1;
}
