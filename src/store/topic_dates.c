/*
 * When topics themselves were made or changed: no feed of theirs is older.
 */
#include "store/topic_dates.h"

#include <sqlite3.h>

#include "topic/topic.h"
#include "store/database.h"

/*
 * Note what a topic's feed says of itself.  If it said something else before,
 * the topic changed `now`.  A new one that is empty is as old as the newest change
 * in the store, one with papers as old as these.  Return 0 or -1.
 */
int
topic_dates_note(struct database *d, const struct topic_note *n, int64_t now)
{
	sqlite3_stmt *q = database_statement(d, SQL_NOTE_TOPIC);

	database_bind_text(q, ":slug", n->topic->slug);
	database_bind_text(q, ":about", n->about);
	database_bind_number(q, ":empty", n->empty);
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
