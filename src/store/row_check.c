/*
 * Looks whether the rows of the store are as the program wrote them.  What is not
 * is taken out to mend it, and the days that bring it back are noted.
 */
#include "store/store_check.h"

#include <stddef.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/findings.h"
#include "paper/guid.h"
#include "store/database.h"
#include "store/paper_key.h"
#include "store/removed.h"

/*
 * Clocks may differ, and a listing may be of a day that has not begun here; what
 * lies ahead by more than this, in seconds, is wrong.
 */
#define AHEAD_MOST DATE_DAY

/* 2000-01-01: an earlier instant is damage itself. */
#define FIRST_INSTANT INT64_C(946684800)

/* Kinds of rows with a sum. */
static const struct kind {
	enum statement find;
	enum statement mend; /* SQL_DROP_PAPER: each paper, with all of it */
	const char *what;    /* several */
} kinds[] = {
	{ SQL_CHECK_PAPERS, SQL_DROP_PAPER, "papers" },
	{ SQL_CHECK_LISTINGS, SQL_MEND_LISTINGS, "listings" },
	{ SQL_CHECK_LISTED_IN, SQL_MEND_LISTED_IN, "places in listings" },
	{ SQL_CHECK_SHOWN_BY, SQL_MEND_SHOWN_BY, "sources of papers" },
	{ SQL_CHECK_ARXIV, SQL_MEND_ARXIV, "papers with what arXiv says" },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Note that the listing of an instant's day must be read again. */
static void
note_day(struct store_check *c, int64_t instant)
{
	int64_t day = date_midnight(instant);

	if (instant < FIRST_INSTANT || day > date_midnight(c->now))
		return;
	key_list_add(&c->days, day);
}

/* The same for the days that a statement gives. */
static int
note_days(struct store_check *c, enum statement which)
{
	struct sqlite3_stmt *q = database_statement(c->database, which);
	int more;

	while ((more = database_step(c->database, q)) == 1)
		note_day(c, database_number(q, "day"));
	return more;
}

/*
 * Have the days that must be read again, each once and in order, read anew by the next
 * run that gets to them; they are known as such until then.  Return 0, or -1 after a
 * warning.
 */
int
store_check_mark_days(struct store_check *c)
{
	static const enum statement steps[] = { SQL_MARK_DAY,
		SQL_FORGET_EMPTY_DAY };
	struct sqlite3_stmt *q;
	size_t i, step, kept = 0;

	/* Those that an earlier repair has marked, and nobody has read since. */
	if (note_days(c, SQL_MARKED_DAYS) == -1)
		return -1;
	key_list_sort(&c->days);
	for (i = 0; i < c->days.count; i++) {
		if (kept > 0 && c->days.keys[kept - 1] == c->days.keys[i])
			continue;
		c->days.keys[kept++] = c->days.keys[i];
		for (step = 0; step < 2; step++) {
			q = database_statement(c->database, steps[step]);
			database_bind_number(q, ":day", c->days.keys[i]);
			if (database_step(c->database, q) == -1)
				return -1;
		}
	}
	c->days.count = kept;
	return kept == 0 ? 0 :
			   database_run(c->database, SQL_FORGET_ALL_VALIDATORS);
}

/* Take papers out with all that names them; the indexes are made anew later. */
static int
drop_papers(struct store_check *c, const struct key_list *keys)
{
	size_t i;
	int ret = 0;

	for (i = 0; i < keys->count && ret == 0; i++)
		ret = removed_forget(c->database, keys->keys[i]);
	return ret;
}

/* Take out what is wrong with the rows of a kind. */
static int
mend_kind(struct store_check *c, const struct kind *k,
    const struct key_list *keys)
{
	c->mended = true;
	if (k->mend != SQL_DROP_PAPER)
		return database_run(c->database, k->mend);
	c->lost += keys->count;
	return drop_papers(c, keys);
}

/* Find what is wrong with the rows of a kind.  Return 0 or -1. */
static int
check_kind(struct store_check *c, const struct kind *k)
{
	struct sqlite3_stmt *q = database_statement(c->database, k->find);
	struct key_list keys = { 0 };
	const char *name;
	int more;

	if (k->find == SQL_CHECK_PAPERS)
		database_bind_number(q, ":latest", c->now + AHEAD_MOST);
	while ((more = database_step(c->database, q)) == 1) {
		name = database_text(q, "name");
		findings_add(c->findings, EX_DATAERR,
		    "%s: %s; --repair takes it out, to be read again",
		    name == NULL ? "a paper that is not there" : name,
		    database_text(q, "wrong"));
		key_list_add(&keys, database_number(q, "key"));
		note_day(c, database_number(q, "instant"));
	}
	findings_next_kind(c->findings, k->what);
	if (more == 0 && keys.count > 0 && c->mends)
		more = mend_kind(c, k, &keys);
	key_list_free(&keys);
	return more;
}

/* Take out what names something that is not there. */
static int
drop_strays(struct store_check *c)
{
	static const enum statement steps[] = { SQL_DROP_STRAY_TITLES,
		SQL_DROP_STRAY_LISTED_IN, SQL_DROP_STRAY_SHOWN_BY,
		SQL_DROP_STRAY_MEMBERS, SQL_DROP_STRAY_RELATED,
		SQL_DROP_STRAY_CHANGES, SQL_DROP_STRAY_ARXIV,
		SQL_DROP_STRAY_STATES, SQL_UNSETTLE };
	struct sqlite3_stmt *q =
	    database_statement(c->database, SQL_LOST_PAPERS);
	struct key_list keys = { 0 };
	size_t i;
	int ret;

	while ((ret = database_step(c->database, q)) == 1) {
		key_list_add(&keys, database_number(q, "key"));
		note_day(c, paper_key_listed(database_number(q, "key")));
		c->lost += (size_t)database_number(q, "sure");
	}
	if (ret == 0)
		ret = drop_papers(c, &keys);
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]) && ret == 0; i++)
		ret = database_run(c->database, steps[i]);
	c->mended = true;
	key_list_free(&keys);
	return ret;
}

/* Find rows that name others which are not there. */
static int
check_references(struct store_check *c)
{
	struct sqlite3_stmt *q =
	    database_statement(c->database, SQL_CHECK_REFERENCES);
	bool found = false;
	int more;

	while ((more = database_step(c->database, q)) == 1) {
		found = true;
		findings_add(c->findings, EX_DATAERR,
		    "%lld rows of %s name what is not in %s; --repair takes "
		    "them out",
		    (long long)database_number(q, "count"),
		    database_text(q, "name"), database_text(q, "parent"));
	}
	findings_next_kind(c->findings, "tables");
	if (more == -1 || !found || !c->mends)
		return more;
	return drop_strays(c);
}

/* Is a paper known by its title?  If not, mend that.  Return 0 or -1. */
static int
check_title(struct store_check *c, int64_t key, const char *folded,
    const char *name)
{
	struct sqlite3_stmt *q = database_statement(c->database, SQL_HAS_TITLE);
	int64_t one;
	int found;

	database_bind_text(q, ":folded_title", folded);
	database_bind_number(q, ":key", key);
	if ((found = database_query(c->database, q, &one)) != 0)
		return found == -1 ? -1 : 0;
	findings_add(c->findings, EX_DATAERR,
	    "%s: it is not known by its title; --repair adds that", name);
	if (!c->mends)
		return 0;
	q = database_statement(c->database, SQL_ADD_TITLE);
	database_bind_text(q, ":folded_title", folded);
	database_bind_number(q, ":key", key);
	return database_step(c->database, q);
}

static int
check_titles(struct store_check *c)
{
	struct sqlite3_stmt *q =
	    database_statement(c->database, SQL_EACH_TITLE);
	struct arena a = { 0 };
	int more, ret = 0;

	while (ret == 0 && (more = database_step(c->database, q)) == 1) {
		ret = check_title(c, database_number(q, "key"),
		    guid_fold(&a, database_text(q, "title")),
		    database_text(q, "name"));
		arena_free(&a);
	}
	findings_next_kind(c->findings, "papers that are not known by title");
	return ret == -1 ? -1 : more;
}

/*
 * Check, and mend if the check says so, papers and all that is known of them.
 * Return 0, or -1 after a warning.
 */
int
row_check(struct store_check *c)
{
	size_t i;

	for (i = 0; i < KINDS; i++) {
		if (check_kind(c, &kinds[i]) == -1)
			return -1;
	}
	if (check_references(c) == -1 || check_titles(c) == -1)
		return -1;
	if (!c->salvaged)
		return 0;
	/*
	 * Topics may be lost, too: the next publishing makes them anew.  A
	 * listing of which papers are missing must be read again as well.
	 */
	return database_run(c->database, SQL_UNSETTLE) == -1 ?
	    -1 :
	    note_days(c, SQL_CHECK_DAYS);
}
