/* Which sources showed which papers. */
#include "store/shown_by.h"

#include <stddef.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/date.h"
#include "store/database.h"

/*
 * Note that a source, or "" if it is not configured, showed the paper of a key
 * at an instant, and the date of its entry in the source's own topics.  Return 1
 * if that is new, 0 if it was known, or -1 after a warning.
 */
int
shown_by_note(struct database *d, int64_t paper, const struct shown_by *s)
{
	sqlite3_stmt *q = database_statement(d, SQL_HAS_SHOWN_BY);
	int64_t there;
	int found;

	database_bind_number(q, ":paper", paper);
	database_bind_text(q, ":source", s->source);
	if ((found = database_query(d, q, &there)) != 0)
		return found == 1 ? 0 : -1;
	q = database_statement(d, SQL_ADD_SHOWN_BY);
	database_bind_number(q, ":paper", paper);
	database_bind_text(q, ":source", s->source);
	database_bind_number(q, ":seen", s->seen);
	database_bind_number(q, ":entered", s->entered);
	return database_step(d, q) == -1 ? -1 : 1;
}

/*
 * Choose the date of a source's next entry: an instant, or the second behind the
 * last of its entries of the day from there on.  Return 0, or -1 after a
 * warning.
 */
int
shown_by_choose(struct database *d, const char *source, int64_t *instant)
{
	sqlite3_stmt *q = database_statement(d, SQL_LAST_ENTERED);
	int64_t last;
	int found;

	database_bind_text(q, ":source", source);
	database_bind_number(q, ":first", *instant);
	database_bind_number(q, ":last", *instant + DATE_DAY - 1);
	if ((found = database_query(d, q, &last)) == 1)
		*instant = last + 1;
	return found == -1 ? -1 : 0;
}

/*
 * Find the date of a paper's entry in its source's own topics.  Leave it alone
 * if the source did not show it.  Return -1 after a warning.
 */
int
shown_by_entered(struct database *d, int64_t paper, const char *source,
    int64_t *entered)
{
	sqlite3_stmt *q = database_statement(d, SQL_ENTERED);

	database_bind_number(q, ":paper", paper);
	database_bind_text(q, ":source", source);
	return database_query(d, q, entered) == -1 ? -1 : 0;
}

/*
 * Find the instant of the first reading that showed the paper of a key.  Leave
 * it alone if none is known.  Return -1 after a warning.
 */
int
shown_by_first(struct database *d, int64_t paper, int64_t *seen)
{
	sqlite3_stmt *q = database_statement(d, SQL_FIRST_SHOWN);

	database_bind_number(q, ":paper", paper);
	return database_query(d, q, seen) == -1 ? -1 : 0;
}

/*
 * Return the names of the configured sources that showed the paper of a key, as
 * one text for people.  The arena owns it.
 */
const char *
shown_by_sources(struct database *d, struct arena *a, int64_t paper)
{
	sqlite3_stmt *q = database_statement(d, SQL_SHOWN_BY);
	const char *text = NULL;

	database_bind_number(q, ":key", paper);
	if (database_step(d, q) == 1)
		text = arena_string(a, database_text(q, "sources"));
	sqlite3_reset(q);
	return text == NULL ? "none" : text;
}
