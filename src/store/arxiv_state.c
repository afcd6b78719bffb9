/* How the last runs found arXiv, for `status`. */
#include "store/arxiv_state.h"

#include "base/arena.h"
#include "base/date.h"
#include "store/database.h"

/*
 * Read what is known of arXiv; the arena owns the error.  Return 0, or -1 after
 * a warning.
 */
int
arxiv_state_read(struct database *d, struct arena *a, struct arxiv_state *s)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_ARXIV_STATE);
	int found;

	*s = (struct arxiv_state){ .attempted = DATE_NONE,
		.succeeded = DATE_NONE };
	if ((found = database_step(d, q)) == 1) {
		s->attempted = database_date(q, "attempted");
		s->succeeded = database_date(q, "succeeded");
		s->error = arena_string(a, database_text(q, "error"));
		found = database_step(d, q);
	}
	if (found == -1)
		return -1;
	q = database_statement(d, SQL_COUNT_ARXIV_NEW);
	return database_query(d, q, &s->waiting) == -1 ? -1 : 0;
}

/*
 * Remember an attempt.  Without a success in it the last one stays.  Return 0,
 * or -1 after a warning.
 */
int
arxiv_state_keep(struct database *d, const struct arxiv_state *s)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_KEEP_ARXIV_STATE);

	database_bind_number(q, ":attempted", s->attempted);
	database_bind_date(q, ":succeeded", s->succeeded);
	database_bind_text(q, ":error", s->error);
	return database_step(d, q);
}
