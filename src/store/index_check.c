/* Looks whether the full-text indexes are those of the papers. */
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/findings.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/paper_index.h"
#include "store/store_check.h"

/* Run statements one after the other.  Return 0, or -1 after a warning. */
static int
run_all(struct database *d, const enum statement *steps, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (database_run(d, steps[i]) == -1)
			return -1;
	}
	return 0;
}

/*
 * Step a statement that reads an index.  Return SQLITE_ROW, SQLITE_DONE, or
 * SQLITE_CORRUPT for damage; or -1 after a warning when it could not be run, which
 * tells nothing of the index.
 */
static int
step(struct database *d, sqlite3_stmt *q)
{
	int rc = sqlite3_step(q);

	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return rc;
	if (connection_is_damage(rc))
		return SQLITE_CORRUPT;
	return connection_complain(database_connection(d), -1);
}

/* Have two rows the same word of the same paper? */
static bool
is_same_row(sqlite3_stmt *a, sqlite3_stmt *b)
{
	return sqlite3_column_int64(a, 1) == sqlite3_column_int64(b, 1) &&
	    sqlite3_column_bytes(a, 0) == sqlite3_column_bytes(b, 0) &&
	    memcmp(sqlite3_column_text(a, 0), sqlite3_column_text(b, 0),
		(size_t)sqlite3_column_bytes(a, 0)) == 0;
}

/* Do two statements give the same words of the same papers?  1, 0, or -1. */
static int
gives_same(struct database *d, sqlite3_stmt *a, sqlite3_stmt *b)
{
	int more, other;

	do {
		more = step(d, a);
		other = more == -1 ? -1 : step(d, b);
	} while (
	    more == SQLITE_ROW && other == SQLITE_ROW && is_same_row(a, b));
	sqlite3_reset(a);
	sqlite3_reset(b);
	if (other == -1)
		return -1;
	return more == SQLITE_DONE && other == SQLITE_DONE;
}

/* Make the index of titles and keywords once more, and compare. */
static int
compare_known_by(struct database *d)
{
	static const enum statement make[] = { SQL_MAKE_KNOWN_AGAIN,
		SQL_FILL_KNOWN_AGAIN, SQL_MAKE_KNOWN_WORDS,
		SQL_MAKE_WORDS_AGAIN };
	static const enum statement drop[] = { SQL_DROP_WORDS_AGAIN,
		SQL_DROP_KNOWN_WORDS, SQL_DROP_KNOWN_AGAIN };
	int same;

	if (run_all(d, make, sizeof(make) / sizeof(make[0])) == -1)
		return -1;
	same = gives_same(d, database_statement(d, SQL_KNOWN_WORDS),
	    database_statement(d, SQL_WORDS_AGAIN));
	if (run_all(d, drop, sizeof(drop) / sizeof(drop[0])) == -1)
		return -1;
	return same;
}

/* Is an index in itself, and of its papers, as FTS5 sees it?  1, 0, or -1. */
static int
is_sound(struct database *d, enum statement which)
{
	sqlite3_stmt *q = database_statement(d, which);
	int rc = step(d, q);

	sqlite3_reset(q);
	return rc == -1 ? -1 : rc == SQLITE_DONE;
}

static int
rebuild(struct database *d)
{
	static const enum statement steps[] = { SQL_REBUILD_INDEX,
		SQL_CLEAR_KNOWN_BY, SQL_FILL_KNOWN_BY };

	if (run_all(d, steps, sizeof(steps) / sizeof(steps[0])) == -1)
		return -1;
	return paper_index_optimize(d);
}

/*
 * Check, and mend if the check says so, the indexes by which topics and related
 * papers are found.  Return 0, or -1 after a warning.
 */
int
index_check(struct store_check *c)
{
	int sound, known;
	bool bad;

	c->searchable = true;
	if (c->salvaged) {
		c->mended = true;
		return rebuild(c->database);
	}
	sound = is_sound(c->database, SQL_CHECK_INDEX);
	if (sound == -1)
		return -1;
	if (sound == 0)
		findings_add(c->findings, EX_DATAERR,
		    "the full-text index is damaged, or not that of the "
		    "papers; --repair makes it anew");
	known = is_sound(c->database, SQL_CHECK_KNOWN_BY);
	if (known == 1)
		known = compare_known_by(c->database);
	if (known == -1)
		return -1;
	if (known == 0)
		findings_add(c->findings, EX_DATAERR,
		    "the index of titles and keywords is damaged, or not that "
		    "of the papers; --repair makes it anew");
	bad = sound == 0 || known == 0;
	findings_next_kind(c->findings, "indexes");
	c->searchable = !bad || c->mends;
	if (!bad || !c->mends)
		return 0;
	c->mended = true;
	return rebuild(c->database);
}
