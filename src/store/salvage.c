/*
 * Saves what can be read of a damaged store into a new one.  Tables are walked from
 * both ends up to the pages that cannot be read.  Where that leaves something out,
 * every page of the file is read by itself: rows with a sum prove what they are,
 * wherever they are.
 */
#include "store/salvage.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/durable.h"
#include "store/connection.h"
#include "store/salvage_file.h"
#include "store/salvage_table.h"
#include "store/schema_upgrade.h"

/* The first byte of a page that holds rows of a table (file format, 1.6). */
#define LEAF_TABLE	0x0d
#define LEAF_NO_ROWID	0x0a
#define BRANCH_NO_ROWID 0x02 /* has rows as well */

/* A damaged store, and the new one. */
struct salvage {
	struct arena arena;
	const char *path; /* of the damaged one */
	const char *log;  /* of that */
	const char *kept; /* what it is called later */
	const char *copy; /* of it, to work on */
	struct connection from;
	struct connection to;
	int64_t page; /* bytes */
	struct salvage_table *tables;
	size_t count;
};

static int
open_copy(struct salvage *s)
{
	s->from = (struct connection){ .path = s->path };
	return connection_open(&s->from, s->copy, SQLITE_OPEN_READWRITE);
}

static void
remove_copy(struct salvage *s)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal",
		"-page", "-page-journal" };
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		unlink(arena_printf(&s->arena, "%s%s", s->copy, ends[i]));
}

/* Bring what the log has into the copy, if SQLite can. */
static void
take_log(struct salvage *s)
{
	if (open_copy(s) == 0)
		sqlite3_exec(s->from.handle,
		    "PRAGMA wal_checkpoint(TRUNCATE);"
		    "PRAGMA journal_mode = DELETE",
		    NULL, NULL, NULL);
	connection_close(&s->from);
	unlink(arena_printf(&s->arena, "%s-wal", s->copy));
	unlink(arena_printf(&s->arena, "%s-shm", s->copy));
}

/*
 * Choose the name under which the damaged store is kept: a free one, or that which a
 * repair gave it before it was broken off, and may have given its log.
 */
static int
choose_names(struct salvage *s)
{
	char real[PATH_MAX];
	const char *log;
	struct stat st, other;
	int i = 1;

	if (realpath(s->path, real) == NULL || stat(real, &st) == -1) {
		warn("%s", s->path);
		return -1;
	}
	s->path = arena_string(&s->arena, real);
	s->copy = arena_printf(&s->arena, "%s.salvage", s->path);
	s->to.path = arena_printf(&s->arena, "%s.new", s->path);
	s->log = arena_printf(&s->arena, "%s-wal", s->path);
	for (;; i++) {
		s->kept = arena_printf(&s->arena, "%s.damaged-%d", s->path, i);
		if (lstat(s->kept, &other) == -1)
			return 0;
		if (other.st_dev == st.st_dev && other.st_ino == st.st_ino)
			break;
	}
	log = arena_printf(&s->arena, "%s-wal", s->kept);
	if (access(s->log, F_OK) == -1 && access(log, F_OK) == 0)
		s->log = log;
	return 0;
}

/* Copy the damaged store with its log, and open the copy as it is.  0 or -1. */
static int
prepare(struct salvage *s)
{
	if (salvage_file_copy(s->path, s->copy) == -1 ||
	    salvage_file_copy(s->log,
		arena_printf(&s->arena, "%s-wal", s->copy)) == -1)
		return -1;
	take_log(s);
	if (salvage_file_mend_header(s->copy, &s->page) == -1 ||
	    open_copy(s) != 0)
		return -1;
	/* What of the schema makes sense is used. */
	return connection_execute(&s->from,
	    "PRAGMA writable_schema = ON; PRAGMA synchronous = OFF;"
	    "PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF");
}

/* Make the new store, and list its tables.  Return 0 or -1. */
static int
start(struct salvage *s)
{
	/* What stays there SQLite cannot open, or has tables. */
	unlink(s->to.path);
	if (connection_open(&s->to, s->to.path,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) != 0 ||
	    connection_execute(&s->to,
		"PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
		"PRAGMA foreign_keys = OFF") == -1 ||
	    schema_upgrade_make(&s->to) != 0 ||
	    salvage_table_list(&s->to, &s->arena, &s->tables, &s->count) == -1)
		return -1;
	return connection_execute(&s->to, "BEGIN; DELETE FROM publication");
}

static int
walk_tables(struct salvage *s)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		if (salvage_table_walk(&s->tables[i], &s->from, &s->to) == -1)
			return -1;
	}
	return 0;
}

/* Is there a row with a sum that the walk has not found? */
static int
lacks_rows(struct salvage *s, bool *lacks)
{
	int lost;
	size_t i;

	*lacks = false;
	for (i = 0; i < s->count; i++)
		*lacks = *lacks || (s->tables[i].has_sum && s->tables[i].cut);
	if (*lacks)
		return 0;
	if (connection_ask(&s->to,
		"SELECT count(*) FROM (SELECT paper FROM listed_in UNION"
		" SELECT paper FROM shown_by) WHERE paper NOT IN"
		" (SELECT key FROM paper)",
		&lost) == -1)
		return -1;
	*lacks = lost > 0;
	return 0;
}

/*
 * Put a first page into the copy whose schema has nothing but the tables with sums.
 */
static int
replace_schema(struct salvage *s)
{
	const char *path = arena_printf(&s->arena, "%s-page", s->copy);
	struct connection one = { .path = path };
	char *bytes = arena_alloc(&s->arena, (size_t)s->page);
	int from = -1, to = -1, ret = -1;
	size_t i;

	connection_close(&s->from);
	unlink(path);
	if (connection_open(&one, path,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) != 0 ||
	    connection_execute(&one,
		arena_printf(&s->arena, "PRAGMA page_size = %d",
		    (int)s->page)) == -1)
		goto out;
	for (i = 0; i < s->count; i++) {
		if (s->tables[i].has_sum &&
		    connection_execute(&one, s->tables[i].bare) == -1)
			goto out;
	}
	connection_close(&one);
	from = open(path, O_RDONLY | O_CLOEXEC);
	to = open(s->copy, O_WRONLY | O_CLOEXEC);
	if (from != -1 && to != -1 &&
	    salvage_file_read(from, bytes, (size_t)s->page, 0) == s->page &&
	    pwrite(to, bytes, (size_t)s->page, 0) == s->page)
		ret = salvage_file_mend_header(s->copy, &s->page);
	else
		warn("%s", s->copy);
out:
	connection_close(&one);
	if (from != -1)
		close(from);
	if (to != -1)
		close(to);
	if (ret == 0 && open_copy(s) != 0)
		ret = -1;
	return ret;
}

/* Read a page as if it were all that each of the tables has. */
static int
read_page(struct salvage *s, int64_t number, bool rowid)
{
	size_t i;
	struct salvage_table *t;
	char sql[160];

	snprintf(sql, sizeof(sql),
	    "PRAGMA writable_schema = ON;"
	    "UPDATE sqlite_schema SET rootpage = %lld;"
	    "PRAGMA writable_schema = RESET",
	    (long long)number);
	if (connection_execute(&s->from, sql) == -1)
		return -1;
	for (i = 0; i < s->count; i++) {
		t = &s->tables[i];
		if (t->has_sum && t->has_rowid == rowid &&
		    salvage_table_walk(t, &s->from, &s->to) == -1)
			return -1;
	}
	return 0;
}

/* Read all pages that can have rows.  A branch brings what is below it, too. */
static int
read_pages(struct salvage *s)
{
	int fd = open(s->copy, O_RDONLY | O_CLOEXEC), ret = 0;
	unsigned char type;
	int64_t i;

	if (fd == -1) {
		warn("%s", s->copy);
		return -1;
	}
	if (connection_execute(&s->from,
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") == -1)
		ret = -1;
	for (i = 1;
	     ret == 0 && salvage_file_read(fd, &type, 1, i * s->page) == 1;
	     i++) {
		if (type == LEAF_TABLE || type == LEAF_NO_ROWID ||
		    type == BRANCH_NO_ROWID)
			ret = read_page(s, i + 1, type == LEAF_TABLE);
	}
	close(fd);
	return ret;
}

/* Say which tables have lost something that nobody can tell. */
static void
report(const struct salvage *s)
{
	const struct salvage_table *t;
	size_t i;

	for (i = 0; i < s->count; i++) {
		t = &s->tables[i];
		if (t->cut && t->loss != NULL)
			warnx("%s: %s could not all be read; %s", s->path,
			    t->name, t->loss);
	}
}

/* Write what is saved, in the form that stores have.  Return 0 or -1. */
static int
finish(struct salvage *s)
{
	return connection_execute(&s->to,
	    "INSERT OR IGNORE INTO publication"
	    " VALUES (1, '', '', 0, '', NULL);"
	    "COMMIT; PRAGMA journal_mode = WAL");
}

/*
 * Keep the damaged store beside its name, with its log, and give that name to what
 * was saved of it.  Return 0, or -1 after a warning.
 */
static int
swap(struct salvage *s)
{
	struct stat st;

	if (stat(s->log, &st) == 0 && st.st_size == 0)
		unlink(s->log);
	if (link(s->path, s->kept) == -1 && errno != EEXIST) {
		warn("%s", s->kept);
		return -1;
	}
	/* A log of one store must not be taken for that of another. */
	if (rename(s->log, arena_printf(&s->arena, "%s-wal", s->kept)) == -1 &&
	    errno != ENOENT) {
		warn("%s", s->log);
		return -1;
	}
	unlink(arena_printf(&s->arena, "%s-shm", s->path));
	return durable_rename(s->to.path, s->path);
}

/*
 * Put a new store in the place of the one at a path, with what can be read of that:
 * its indexes are empty, and rows may name others that are lost.  The caller holds
 * the lock.  *kept is set to the name of the damaged one, in the arena.  Return 0, or
 * EX_IOERR after a warning: then it is as it was.
 */
int
salvage(const char *path, struct arena *a, const char **kept)
{
	struct salvage s = { .path = path };
	bool lacks;
	int status = EX_IOERR;

	if (!salvage_file_is_ours(path)) {
		warnx("%s: it is not a paperfeed store, or of a newer version; "
		      "it is left alone",
		    path);
		return EX_IOERR;
	}
	/* An older schema is brought up to date in the copy. */
	if (choose_names(&s) != 0 || prepare(&s) != 0 ||
	    schema_upgrade_check(&s.from, SCHEMA_UPGRADE) != 0 ||
	    start(&s) != 0 || walk_tables(&s) != 0 ||
	    lacks_rows(&s, &lacks) != 0)
		goto out;
	if (lacks && (replace_schema(&s) != 0 || read_pages(&s) != 0))
		goto out;
	if (finish(&s) == 0)
		status = 0;
	report(&s);
out:
	connection_close(&s.from);
	connection_close(&s.to);
	if (s.copy != NULL)
		remove_copy(&s);
	if (status == 0 && swap(&s) == -1)
		status = EX_IOERR;
	if (status == 0)
		*kept = arena_string(a, s.kept);
	else if (s.to.path != NULL)
		unlink(s.to.path);
	arena_free(&s.arena);
	return status;
}
