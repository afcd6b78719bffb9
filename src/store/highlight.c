/* Marks the words of a paper that a query matches. */
#include "store/highlight.h"

#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * Find the words that a query for FTS5 matches in the paper of a row key.  The
 * arena owns the texts.  Return 1, 0 if the query does not match the paper, or
 * -1 after a warning.
 */
int
highlight_find(struct database *d, struct arena *a, const char *query,
    int64_t key, struct hits *hits)
{
	sqlite3_stmt *q = database_statement(d, SQL_HIGHLIGHT);
	const char *text;
	size_t i;
	int found;

	*hits = (struct hits){ 0 };
	database_bind_text(q, ":match", query);
	database_bind_number(q, ":key", key);
	if ((found = database_step(d, q)) != 1)
		return found;
	for (i = 0; i < QUERY_FIELD_COUNT; i++) {
		text = database_text(q, query_fields[i]);
		if (text != NULL && strchr(text, HIT_START) != NULL)
			hits->texts[i] = arena_string(a, text);
	}
	sqlite3_reset(q);
	return 1;
}
