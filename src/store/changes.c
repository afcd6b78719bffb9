/* What has changed in the store since it was last published. */
#include "store/changes.h"

#include <stdlib.h>

#include "base/array.h"
#include "store/database.h"

/* Note that a paper has changed.  Return 0 or -1. */
int
changes_note(struct database *d, int64_t key, enum change_kind what)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_NOTE_CHANGE);

	database_bind_number(q, ":key", key);
	database_bind_number(q, ":change", what);
	return database_step(d, q);
}

/* Note that the papers that name one in their see-also change.  Return 0 or -1. */
int
changes_note_naming(struct database *d, int64_t key)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_NOTE_NAMING);

	database_bind_number(q, ":key", key);
	return database_step(d, q);
}

/*
 * Read which papers have changed; changes_free() frees it.  Return 0, or
 * -1 after a warning.
 */
int
changes_read(struct database *d, struct changes *u)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_CHANGES);
	int more;

	*u = (struct changes){ .shown = CHANGE_RECORD };
	while ((more = database_step(d, q)) == 1) {
		u->papers = array_grow(u->papers, u->count, sizeof(*u->papers));
		u->papers[u->count++] = (struct change){
			.key = database_number(q, "paper"),
			.what = (enum change_kind)database_number(q, "change"),
		};
	}
	return more;
}

/* Free what changes_read() read. */
void
changes_free(struct changes *u)
{
	free(u->papers);
	*u = (struct changes){ 0 };
}

/* Note that all has been published.  Return 0 or -1. */
int
changes_forget(struct database *d)
{
	return database_run(d, SQL_FORGET_CHANGES);
}
