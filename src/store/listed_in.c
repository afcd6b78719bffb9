/* Which listings showed a paper, and at which place. */
#include "store/listed_in.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "store/database.h"

static sqlite3_stmt *
listing_statement(struct database *d, enum statement which,
    const struct listed_in *seen)
{
	sqlite3_stmt *q = database_statement(d, which);

	database_bind_text(q, ":kind", paper_kind_names[seen->kind]);
	database_bind_text(q, ":label", seen->label);
	return q;
}

/* Find or make the row of a listing.  Return 0 with its key, or -1. */
static int
make_listing(struct database *d, const struct listed_in *seen, int64_t *key)
{
	sqlite3_stmt *q = listing_statement(d, SQL_FIND_LISTING, seen);
	int found;

	if ((found = database_number(d, q, key)) != 0)
		return found == 1 ? 0 : -1;
	q = listing_statement(d, SQL_ADD_LISTING, seen);
	database_bind_number(q, ":day", seen->day);
	if (database_step(d, q) == -1)
		return -1;
	q = listing_statement(d, SQL_FIND_LISTING, seen);
	return database_number(d, q, key) == 1 ? 0 : -1;
}

/*
 * The same, but remember the listing: most papers come from the same one as the
 * paper before.
 */
static int
find_listing(struct database *d, struct listing_cache *cache,
    const struct listed_in *seen)
{
	int64_t key;

	if (cache->label != NULL && cache->kind == seen->kind &&
	    strcmp(cache->label, seen->label) == 0)
		return 0;
	if (make_listing(d, seen, &key) == -1)
		return -1;
	listed_in_forget(cache);
	if ((cache->label = strdup(seen->label)) == NULL)
		err(EX_OSERR, NULL);
	cache->kind = seen->kind;
	cache->listing = key;
	return 0;
}

/*
 * Note which listing showed the paper of a row key.  Return 0, or -1 after a
 * warning.
 */
int
listed_in_put(struct database *d, struct listing_cache *cache, int64_t paper,
    const struct listed_in *seen)
{
	sqlite3_stmt *q;

	if (find_listing(d, cache, seen) == -1)
		return -1;
	q = database_statement(d, SQL_ADD_LISTED_IN);
	database_bind_number(q, ":paper", paper);
	database_bind_number(q, ":listing", cache->listing);
	database_bind_number(q, ":rank", seen->rank);
	return database_step(d, q);
}

/* Free what the cache holds. */
void
listed_in_forget(struct listing_cache *cache)
{
	free(cache->label);
	cache->label = NULL;
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
		seen.day = database_column(q, "day");
		seen.rank = database_column(q, "rank");
		paper_add_listing(a, p, &seen);
	}
	return more;
}
