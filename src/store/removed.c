/* Takes papers out of the store, for good if somebody wants that. */
#include "store/removed.h"

#include <stddef.h>

#include "base/arena.h"
#include "paper/guid.h"
#include "paper/paper.h"
#include "store/database.h"
#include "store/paper_index.h"
#include "store/paper_key.h"
#include "store/paper_row.h"

/*
 * What is done for a paper, in this order: what names it goes first, before that
 * the topics that held it count one less and have to make their archives anew.
 */
static const enum statement steps[] = {
	SQL_LEAVE_TOPICS,
	SQL_NOTE_NAMING,
	SQL_DROP_RELATED,
	SQL_DROP_MEMBER,
	SQL_DROP_TITLES,
	SQL_DROP_LISTED_IN,
	SQL_DROP_SHOWN_BY,
	SQL_DROP_ARXIV,
	SQL_DROP_CHANGE,
	SQL_DROP_PAPER,
};

static int
run_step(struct database *d, enum statement which, int64_t key)
{
	struct sqlite3_stmt *q = database_statement(d, which);

	database_bind_number(q, ":key", key);
	return database_step(d, q);
}

/*
 * Have the topics asked about the day of a key again, because per-day may choose
 * another paper of it now.
 */
static int
note_day(struct database *d, int64_t key)
{
	struct sqlite3_stmt *q = database_statement(d, SQL_NOTE_DAY);

	database_bind_number(q, ":first", paper_key_day_first(key));
	database_bind_number(q, ":last", paper_key_day_last(key));
	return database_step(d, q);
}

static int
run_with(struct database *d, enum statement which, const struct paper *p)
{
	struct sqlite3_stmt *q = paper_row_statement(d, which, p);
	return database_step(d, q);
}

/*
 * Take what is known of the paper of a key out of the store, but for what the
 * full-text indexes have.  The next publishing makes all files anew.  Return 0, or
 * -1 after a warning: then nothing must be committed.
 */
int
removed_forget(struct database *d, int64_t key)
{
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (run_step(d, steps[i], key) == -1)
			return -1;
	}
	return note_day(d, key) == -1 ? -1 : database_run(d, SQL_UNSETTLE);
}

/*
 * Take the paper of a key out of the store, between database_begin() and
 * database_end(), with all that names it; `for_good` keeps later listings from
 * bringing it back.  The next publishing makes all files anew.  Return 0, or -1
 * after a warning: then nothing must be committed.
 */
int
removed_take(struct database *d, int64_t key, bool for_good)
{
	struct arena a = { 0 };
	struct paper p = { 0 };
	int ret = paper_row_get(d, key, &a, &p);

	if (ret == 0)
		ret = paper_index_remove(d, &p);
	if (ret == 0)
		ret = removed_forget(d, key);
	p.folded_title = ret == 0 ? guid_fold(&a, p.title) : NULL;
	if (ret == 0 && for_good)
		ret = run_with(d, SQL_REMOVE_FOR_GOOD, &p);
	arena_free(&a);
	return ret;
}

/*
 * Was this paper removed for good?  It is known by its guid and its id, and if
 * one of the two has no id, by its title.  Return 1 or 0, or -1 after a warning.
 */
int
removed_has(struct database *d, const struct paper *p)
{
	struct sqlite3_stmt *q = paper_row_statement(d, SQL_IS_REMOVED, p);
	int64_t there;

	return database_query(d, q, &there);
}
