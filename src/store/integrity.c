/*
 * Asks SQLite whether a store's file is whole, and looks whether it has all tables
 * and indexes.  Only what is whole can be asked for more.
 */
#include "store/integrity.h"

#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/findings.h"
#include "store/connection.h"
#include "store/schema_upgrade.h"

#define MENDS "--repair saves what can be read"

/* Report SQLite's last error as a finding, or as a failure.  Return 1 or -1. */
static int
report(struct connection *c, struct findings *f)
{
	if (!connection_is_damage(sqlite3_errcode(c->handle)))
		return connection_complain(c, -1);
	findings_add(f, EX_DATAERR, "damaged: %s; " MENDS,
	    sqlite3_errmsg(c->handle));
	return 1;
}

/* Look at every page.  Return 0, 1 for damage, or -1. */
static int
check_pages(struct connection *c, struct findings *f)
{
	sqlite3_stmt *q;
	const char *said;
	int rc, ret = 0;

	if (sqlite3_prepare_v2(c->handle, "PRAGMA integrity_check(20)", -1, &q,
		NULL) != SQLITE_OK)
		return report(c, f);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		said = (const char *)sqlite3_column_text(q, 0);
		if (said != NULL && strcmp(said, "ok") == 0)
			continue;
		ret = 1;
		/* A line for people who look at several databases. */
		if (said != NULL && strncmp(said, "***", 3) == 0 &&
		    strchr(said, '\n') != NULL)
			said = strchr(said, '\n') + 1;
		findings_add(f, EX_DATAERR, "damaged: %.*s; " MENDS,
		    said == NULL ? 0 : (int)strcspn(said, "\n"), said);
	}
	if (rc != SQLITE_DONE)
		ret = report(c, f);
	sqlite3_finalize(q);
	findings_next_kind(f, "places that are damaged");
	return ret;
}

/*
 * What a table, an index or a view is made of.  An older store that was brought up to
 * date has other texts for the same, but for the last ones.
 */
static const char objects[] =
    "SELECT type, name, CASE WHEN name IN ('paper', 'paper_index', 'known_by',"
    " 'arxiv', 'indexed_paper', 'paper_own_guid') THEN sql END AS sql,"
    " (SELECT group_concat(line) FROM (SELECT format('%s %s %d %d %d', name,"
    " type, \"notnull\", pk > 0, hidden) AS line"
    " FROM pragma_table_xinfo(s.name) ORDER BY line)) AS columns,"
    " (SELECT group_concat(name) FROM pragma_index_info(s.name)) AS terms"
    " FROM sqlite_schema AS s WHERE name NOT LIKE 'sqlite_stat%'"
    " AND (?1 IS NULL OR (type = ?1 AND name = ?2))";

#define OBJECT_SQL   2
#define OBJECT_PARTS 5 /* columns of that */

/* Is SQL the same but for comments, blanks and quotation marks? */
static bool
is_same_sql(const char *a, const char *b)
{
	struct buf bare[2] = { 0 };
	const char *const texts[2] = { a, b };
	const char *s;
	bool same;
	int i;

	for (i = 0; i < 2; i++) {
		buf_puts(&bare[i], "");
		for (s = texts[i]; s != NULL && *s != '\0'; s++) {
			if (strncmp(s, "--", 2) == 0)
				s += strcspn(s, "\n");
			if (*s == '\0')
				break;
			if (strchr(" \t\n\"", *s) == NULL)
				buf_putc(&bare[i], *s);
		}
	}
	same = strcmp(bare[0].data, bare[1].data) == 0;
	buf_free(&bare[0]);
	buf_free(&bare[1]);
	return same;
}

/* Are two rows of objects alike? */
static bool
is_alike(sqlite3_stmt *a, sqlite3_stmt *b)
{
	const char *x, *y;
	int i;

	for (i = OBJECT_SQL; i < OBJECT_PARTS; i++) {
		x = (const char *)sqlite3_column_text(a, i);
		y = (const char *)sqlite3_column_text(b, i);
		if (i == OBJECT_SQL	       ? !is_same_sql(x, y) :
			x == NULL || y == NULL ? x != y :
						 strcmp(x, y) != 0)
			return false;
	}
	return true;
}

/* Is there an object like that of a new store?  Return 0, or -1. */
static int
has_object(struct connection *c, sqlite3_stmt *wanted, bool *has)
{
	sqlite3_stmt *q;
	int rc = sqlite3_prepare_v2(c->handle, objects, -1, &q, NULL), ret = 0;

	if (rc == SQLITE_OK) {
		sqlite3_bind_value(q, 1, sqlite3_column_value(wanted, 0));
		sqlite3_bind_value(q, 2, sqlite3_column_value(wanted, 1));
		rc = sqlite3_step(q);
	}
	*has = rc == SQLITE_ROW && is_alike(wanted, q);
	/* A table that makes no sense is none. */
	if (rc != SQLITE_ROW && rc != SQLITE_DONE && !connection_is_damage(rc))
		ret = connection_complain(c, -1);
	sqlite3_finalize(q);
	return ret;
}

/* Look whether all that a new store has is there. */
static int
check_schema(struct connection *c, struct findings *f)
{
	struct connection new = { .path = ":memory:" };
	sqlite3_stmt *q = NULL;
	bool has = true;
	int rc = SQLITE_DONE, ret = -1;

	if (connection_open(&new, ":memory:", SQLITE_OPEN_READWRITE) != 0 ||
	    schema_upgrade_make(&new) != 0)
		goto out;
	if (sqlite3_prepare_v2(new.handle, objects, -1, &q, NULL) == SQLITE_OK)
		ret = 0;
	else
		connection_complain(&new, -1);
	while (ret != -1 && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (has_object(c, q, &has) == -1) {
			ret = -1;
		} else if (!has) {
			ret = 1;
			findings_add(f, EX_DATAERR,
			    "the %s %s is missing, or another one; --repair "
			    "makes it anew",
			    sqlite3_column_text(q, 0),
			    sqlite3_column_text(q, 1));
		}
	}
	if (ret != -1 && rc != SQLITE_DONE)
		ret = connection_complain(&new, -1);
out:
	sqlite3_finalize(q);
	connection_close(&new);
	findings_next_kind(f, "tables and indexes that are missing");
	return ret;
}

/*
 * Check a store's file.  Return 0 if it is whole, 1 for damage, which is reported,
 * or -1 after a warning if it cannot be read.
 */
int
integrity_check(struct connection *c, struct findings *f)
{
	int ret = check_pages(c, f);

	return ret == 0 ? check_schema(c, f) : ret;
}
