/* Which listings showed a paper, and at which place. */
#include "store/listed_in.h"

#include <string.h>

#include <sqlite3.h>

#include "store/database.h"

/* Make the row of a listing, if there is none.  Return 0 or -1. */
int
listed_in_make(struct database *d, const struct listed_in *seen)
{
	sqlite3_stmt *q = database_statement(d, SQL_ADD_LISTING);

	database_bind_text(q, ":kind", paper_kind_names[seen->kind]);
	database_bind_text(q, ":label", seen->label);
	database_bind_number(q, ":day", seen->day);
	return database_step(d, q);
}

/*
 * Note which listing, whose row was made, showed the paper of a row key, and at
 * which place.  Return 1 if that was not known, 0 if it was, or -1 after a
 * warning.
 */
int
listed_in_put(struct database *d, int64_t paper, const struct listed_in *seen)
{
	sqlite3_stmt *q = database_statement(d, SQL_ADD_LISTED_IN);

	database_bind_text(q, ":kind", paper_kind_names[seen->kind]);
	database_bind_text(q, ":label", seen->label);
	database_bind_number(q, ":paper", paper);
	database_bind_number(q, ":rank", seen->rank);
	if (database_step(d, q) == -1)
		return -1;
	return sqlite3_changes(sqlite3_db_handle(q)) > 0;
}

/* The kind with a name; the schema allows no other names. */
static enum listing_kind
find_kind(const char *name)
{
	enum listing_kind kind;

	for (kind = 0; kind < LISTING_KINDS - 1; kind++) {
		if (strcmp(name, paper_kind_names[kind]) == 0)
			break;
	}
	return kind;
}

/*
 * Add all listings that showed a paper, oldest first; the arena owns their
 * labels. Return 0, or -1 after a warning.
 */
int
listed_in_read(struct database *d, struct arena *a, struct paper *p)
{
	sqlite3_stmt *q;
	struct listed_in seen;
	int more;

	q = database_statement(d, SQL_LISTED_IN);
	database_bind_number(q, ":key", p->key);
	while ((more = database_step(d, q)) == 1) {
		seen.kind = find_kind(database_text(q, "kind"));
		seen.label = database_text(q, "label");
		seen.day = database_number(q, "day");
		seen.rank = database_number(q, "rank");
		paper_add_listing(a, p, &seen);
	}
	return more;
}
