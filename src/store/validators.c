/* The validators of URLs whose listings were stored (RFC 9110 section 8.8). */
#include "store/validators.h"

#include "store/database.h"

/*
 * Find the validators of a URL, which must last as long as they do; the arena
 * owns the rest.  Those of another version of the program do not count, because
 * it may have understood less.  Return 1, or 0 if there are none, or -1 after a
 * warning.
 */
int
validators_find(struct database *d, struct arena *a, const char *url,
    struct validators *answer)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_VALIDATORS);
	int found;

	database_bind_text(q, ":url", url);
	database_bind_text(q, ":program", PACKAGE_VERSION);
	if ((found = database_step(d, q)) != 1)
		return found;
	*answer = (struct validators){
		.url = url,
		.final = arena_string(a, database_text(q, "final")),
		.etag = arena_string(a, database_text(q, "etag")),
		.modified = arena_string(a, database_text(q, "modified")),
		.day = database_date(q, "day"),
		.previous = database_date(q, "previous"),
		.papers = database_number(q, "papers"),
	};
	return database_step(d, q) == -1 ? -1 : 1;
}

/*
 * Keep validators, for this version of the program.  Return 0, or -1 after a
 * warning.
 */
int
validators_keep(struct database *d, const struct validators *answer)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_VALIDATORS);

	database_bind_text(q, ":url", answer->url);
	database_bind_text(q, ":final", answer->final);
	database_bind_text(q, ":etag", answer->etag);
	database_bind_text(q, ":modified", answer->modified);
	database_bind_text(q, ":program", PACKAGE_VERSION);
	database_bind_number(q, ":read", answer->read);
	database_bind_date(q, ":day", answer->day);
	database_bind_date(q, ":previous", answer->previous);
	database_bind_number(q, ":papers", answer->papers);
	return database_step(d, q);
}

/* Forget the validators of a URL.  Return 0, or -1 after a warning. */
int
validators_forget(struct database *d, const char *url)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_FORGET_VALIDATORS);

	database_bind_text(q, ":url", url);
	return database_step(d, q);
}

/*
 * Forget validators that were read before an instant: their days are no longer
 * asked for.  Return 0, or -1 after a warning.
 */
int
validators_forget_old(struct database *d, int64_t before)
{
	struct sqlite3_stmt *q =
	    database_statement(d, SQL_FORGET_OLD_VALIDATORS);

	database_bind_number(q, ":before", before);
	return database_step(d, q);
}
