/*
 * Writes a stored paper that changed: its row, its titles and the indexes, and
 * chooses the instant of the change.
 */
#include "store/paper_write.h"

#include <stdbool.h>
#include <string.h>

#include "paper/paper.h"
#include "store/changes.h"
#include "store/database.h"
#include "store/paper_index.h"
#include "store/paper_row.h"

/*
 * Changes that were read at one instant get a second each, as readers expect
 * (the W3C validator's DuplicateUpdated), but not more than these, so that
 * none lies noticeably ahead of the clock.
 */
#define CHANGE_SPREAD 300

/*
 * Choose the instant of a change that was read at an instant.  It is later than
 * `before`, the instant of the paper's change before.
 */
int64_t
paper_write_instant(struct database *d, int64_t reading, int64_t before)
{
	struct papers_state *s = database_papers(d);

	if (s->change_reading != reading ||
	    s->change_next > reading + CHANGE_SPREAD) {
		s->change_reading = reading;
		s->change_next = reading;
	}
	if (s->change_next <= before)
		return before + 1;
	return s->change_next++;
}

static int
run_with(struct database *d, enum statement which, const struct paper *p)
{
	struct sqlite3_stmt *q = paper_row_statement(d, which, p);
	return database_step(d, q);
}

/* Do papers that name this one show something else of it now? */
static bool
is_named_otherwise(const struct paper *before, const struct paper *after)
{
	return strcmp(before->title, after->title) != 0 ||
	    (before->id == NULL) != (after->id == NULL);
}

/*
 * Write a record that a reading changed and index it again: `before` as it is
 * stored, `after` as it shall be, with its folded title.  Papers that name this
 * one are noted if they show something else of it now.  Return 0, or -1 after a
 * warning.
 */
int
paper_write(struct database *d, const struct paper *before,
    const struct paper *after)
{
	if (paper_index_remove(d, before) == -1 ||
	    run_with(d, SQL_UPDATE, after) == -1 ||
	    run_with(d, SQL_ADD_TITLE, after) == -1)
		return -1;
	if (paper_index_add(d, after) == -1)
		return -1;
	return is_named_otherwise(before, after) ?
	    changes_note_naming(d, after->key) :
	    0;
}
