/* Which sources showed which papers. */
#include "store/shown_by.h"

#include <stddef.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/database.h"

static sqlite3_stmt *
statement(struct database *d, enum statement which, const struct showing *s)
{
	sqlite3_stmt *q = database_statement(d, which);

	database_bind_number(q, ":paper", s->paper);
	database_bind_text(q, ":source", s->source);
	return q;
}

static int
add(struct database *d, const struct showing *s)
{
	sqlite3_stmt *q = statement(d, SQL_ADD_SHOWN_BY, s);

	database_bind_number(q, ":seen", s->seen);
	return database_step(d, q);
}

/*
 * Note that a source showed a paper.  Return 1 if that is new, 0 if it was
 * known, or -1 after a warning.
 */
int
shown_by_note(struct database *d, const struct showing *s)
{
	int64_t there;
	int found;

	found = database_number(d, statement(d, SQL_HAS_SHOWN_BY, s), &there);
	if (found != 0)
		return found == 1 ? 0 : -1;
	return add(d, s) == -1 ? -1 : 1;
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
