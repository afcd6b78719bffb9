/* What has changed in the store since it was last published. */
#include "store/changes.h"

#include <err.h>
#include <stdlib.h>
#include <sysexits.h>

#include "store/database.h"

/* Note that a paper has changed.  Return 0 or -1. */
int
unpublished_note(struct database *d, int64_t key, enum change change)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_NOTE_UNPUBLISHED);

	database_bind_number(q, ":key", key);
	database_bind_number(q, ":change", change);
	return database_step(d, q);
}

/*
 * Read which papers have changed; unpublished_free() frees it.  Return 0, or
 * -1 after a warning.
 */
int
unpublished_read(struct database *d, struct unpublished *u)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_UNPUBLISHED);
	struct unpublished_paper *bigger;
	size_t size = 0;
	int more;

	*u = (struct unpublished){ .shown = CHANGE_RECORD };
	while ((more = database_step(d, q)) == 1) {
		if (u->count == size) {
			size = size == 0 ? 256 : size * 2;
			bigger = realloc(u->papers, size * sizeof(*bigger));
			if (bigger == NULL)
				err(EX_OSERR, NULL);
			u->papers = bigger;
		}
		u->papers[u->count++] = (struct unpublished_paper){
			.key = database_column(q, "paper"),
			.change = (enum change)database_column(q, "change"),
		};
	}
	return more;
}

/* Free what unpublished_read() read. */
void
unpublished_free(struct unpublished *u)
{
	free(u->papers);
	*u = (struct unpublished){ 0 };
}

/* Note that all has been published.  Return 0 or -1. */
int
unpublished_forget(struct database *d)
{
	return database_run(d, SQL_FORGET_UNPUBLISHED);
}
