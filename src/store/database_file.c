/* Makes, opens, checks and upgrades the store's file. */
#include "store/database_file.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "topic/tokenizer.h"
#include "store/author_function.h"
#include "store/liked.h"
#include "store/schema.h"

#define BUSY_WAIT 10000 /* milliseconds for another's commit */

/*
 * Bytes of a page.  A row takes some 2,200: with SQLite's usual 4,096 more than a
 * quarter of the file would be the empty ends of pages.
 */
#define PAGE_BYTES 16384

/* Warn about SQLite's last error.  Return status. */
int
database_complain(const struct database_file *d, int status)
{
	warnx("%s: %s", d->path, sqlite3_errmsg(d->connection));
	return status;
}

static int
execute(struct database_file *d, const char *sql)
{
	if (sqlite3_exec(d->connection, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return database_complain(d, -1);
}

/* Return the number that a pragma or another query without parameters gives. */
static int
ask(struct database_file *d, const char *sql, int *answer)
{
	sqlite3_stmt *s;
	int ret = -1;

	if (sqlite3_prepare_v2(d->connection, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW) {
		*answer = sqlite3_column_int(s, 0);
		ret = 0;
	}
	sqlite3_finalize(s);
	return ret == 0 ? 0 : database_complain(d, -1);
}

static int
connect_to(struct database_file *d, const char *path, int flags)
{
	if (sqlite3_open_v2(path, &d->connection, flags | SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK)
		return database_complain(d, EX_IOERR);
	sqlite3_extended_result_codes(d->connection, 1);
	sqlite3_busy_timeout(d->connection, BUSY_WAIT);
	if (tokenizer_register(d->connection) != SQLITE_OK ||
	    liked_register(d->connection) != SQLITE_OK ||
	    author_function_register(d->connection) != SQLITE_OK)
		return database_complain(d, EX_SOFTWARE);
	return 0;
}

static void
disconnect(struct database_file *d)
{
	sqlite3_close(d->connection);
	d->connection = NULL;
}

/*
 * Make the schema in an empty database, which has version 0, or bring that of
 * an older version up to date: all of it or nothing.
 */
static int
upgrade(struct database_file *d, int version)
{
	char pragma[64];
	int i;

	if (execute(d, "BEGIN IMMEDIATE") == -1)
		return -1;
	if (version == 0 && execute(d, schema_text) == -1)
		goto rollback;
	for (i = version; i > 0 && i < SCHEMA_VERSION; i++) {
		if (execute(d, schema_upgrades[i]) == -1)
			goto rollback;
	}
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
	    SCHEMA_VERSION);
	if (execute(d, pragma) == -1 || execute(d, "COMMIT") == -1)
		goto rollback;
	return 0;

rollback:
	/* Some errors have rolled back already. */
	if (sqlite3_get_autocommit(d->connection) == 0)
		execute(d, "ROLLBACK");
	return -1;
}

/*
 * Bring an older version up to date.  A table that others refer to can only be
 * made anew while SQLite does not follow these references.
 */
static int
upgrade_older(struct database_file *d, int version)
{
	if (execute(d, "PRAGMA foreign_keys = OFF") == -1 ||
	    upgrade(d, version) == -1)
		return -1;
	return execute(d, "PRAGMA foreign_keys = ON");
}

/* Make the schema in an empty database. */
static int
set_up(struct database_file *d)
{
	char pragma[96];

	snprintf(pragma, sizeof(pragma),
	    "PRAGMA page_size = %d; PRAGMA application_id = %d", PAGE_BYTES,
	    SCHEMA_APPLICATION);
	if (execute(d, pragma) == -1 || upgrade(d, 0) == -1)
		return EX_CANTCREAT;
	return 0;
}

/* Bring a file to the disk, readable for owner and group only. */
static int
sync_file(const char *path)
{
	int fd, ret;

	if ((fd = open(path, O_RDWR | O_CLOEXEC)) == -1)
		return -1;
	ret = fchmod(fd, 0640) == -1 || fsync(fd) == -1 ? -1 : 0;
	close(fd);
	return ret;
}

/* Bring the name of a file to the disk. */
static int
sync_folder(const char *path)
{
	struct buf folder = { 0 };
	const char *slash = strrchr(path, '/');
	int fd, ret = -1;

	if (slash == NULL)
		buf_puts(&folder, ".");
	else
		buf_add(&folder, path, (size_t)(slash - path) + 1);
	fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd != -1) {
		ret = fsync(fd);
		close(fd);
	}
	buf_free(&folder);
	return ret;
}

/*
 * Make a new store beside its name: database_file_keep() gives it the name when
 * it is whole, so that a store that is there is never a half-made one.  Until
 * then it needs no sync, and a journal only for a transaction that fails.
 */
static int
create(struct database_file *d)
{
	struct buf path = { 0 };
	int ret = EX_CANTCREAT;

	buf_printf(&path, "%s.new", d->path);
	if (unlink(path.data) == -1 && errno != ENOENT) {
		warn("%s", path.data);
		goto out;
	}
	d->fresh = true;
	if (connect_to(d, path.data,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) == 0 &&
	    execute(d,
		"PRAGMA synchronous = OFF;"
		"PRAGMA journal_mode = MEMORY;"
		"PRAGMA foreign_keys = ON") == 0)
		ret = set_up(d);
	d->failed = ret != 0;
out:
	buf_free(&path);
	return ret;
}

/* Bring a new store that is whole to the disk, and give it its name. */
static int
name_file(const struct database_file *d, const char *made)
{
	if (sync_file(made) == -1) {
		warn("%s", made);
		return -1;
	}
	if (rename(made, d->path) == -1 || sync_folder(d->path) == -1) {
		warn("%s", d->path);
		return -1;
	}
	return 0;
}

/* Is this a store, and one that this program understands? */
static int
check_version(struct database_file *d, enum database_mode mode)
{
	int application, version;

	if (ask(d, "PRAGMA application_id", &application) == -1 ||
	    ask(d, "PRAGMA user_version", &version) == -1)
		return EX_IOERR;
	if (application != SCHEMA_APPLICATION || version < 1) {
		warnx("%s: it is not a paperfeed store", d->path);
		return EX_IOERR;
	}
	if (version > SCHEMA_VERSION) {
		warnx("%s: made by a newer paperfeed (version %d, this one "
		      "knows %d)",
		    d->path, version, SCHEMA_VERSION);
		return EX_IOERR;
	}
	if (version == SCHEMA_VERSION)
		return 0;
	if (mode == DATABASE_READ) {
		warnx("%s: of an older version; \"paperfeed publish\" "
		      "upgrades it",
		    d->path);
		return EX_IOERR;
	}
	return upgrade_older(d, version) == -1 ? EX_IOERR : 0;
}

/* Does the log have commits that are not in the file yet? */
static bool
has_log(const struct database_file *d)
{
	struct buf path = { 0 };
	struct stat st;
	bool has;

	buf_printf(&path, "%s-wal", d->path);
	has = stat(path.data, &st) == 0 && st.st_size > 0;
	buf_free(&path);
	return has;
}

/*
 * Open the store without the files that readers share, for a user who may not
 * write to its folder.  That is safe if no run is at work.
 */
static int
connect_unchanging(struct database_file *d)
{
	struct buf uri = { 0 };
	const char *s;
	int ret;

	if (has_log(d)) {
		warnx("%s: a run is at work on it, or was broken off, and its "
		      "folder cannot be written",
		    d->path);
		return EX_IOERR;
	}
	buf_puts(&uri, "file:");
	for (s = d->path; *s != '\0'; s++) {
		if (strchr("%?#", *s) != NULL)
			buf_printf(&uri, "%%%02X", (unsigned char)*s);
		else
			buf_putc(&uri, *s);
	}
	buf_puts(&uri, "?immutable=1");
	disconnect(d);
	ret = connect_to(d, uri.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	buf_free(&uri);
	return ret;
}

/* Check the file after a run that was broken off. */
static int
quick_check(struct database_file *d)
{
	sqlite3_stmt *s;
	const char *said = NULL;
	int ret = -1;

	if (sqlite3_prepare_v2(d->connection, "PRAGMA quick_check(1)", -1, &s,
		NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(s, 0);
	if (said == NULL)
		database_complain(d, -1);
	else if (strcmp(said, "ok") != 0)
		warnx("%s: damaged: %s", d->path, said);
	else
		ret = 0;
	sqlite3_finalize(s);
	return ret;
}

/*
 * Open for reading, or for writing with each commit safe on the disk before it
 * counts (synchronous = FULL).
 */
static int
open_file(struct database_file *d, enum database_mode mode)
{
	bool unclean;
	int status;

	if (mode == DATABASE_WRITE) {
		unclean = has_log(d);
		if ((status = connect_to(d, d->path, SQLITE_OPEN_READWRITE)) !=
		    0)
			return status;
		if (unclean && quick_check(d) == -1)
			return EX_IOERR;
		return execute(d,
			   "PRAGMA synchronous = FULL;"
			   "PRAGMA foreign_keys = ON") == -1 ?
		    EX_IOERR :
		    0;
	}
	if ((status = connect_to(d, d->path, SQLITE_OPEN_READONLY)) != 0)
		return status;
	switch (sqlite3_exec(d->connection, "PRAGMA schema_version", NULL, NULL,
		    NULL) &
	    0xff) {
	case SQLITE_OK:
		return 0;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		return connect_unchanging(d);
	default:
		return database_complain(d, EX_IOERR);
	}
}

/*
 * Copy a store into a temporary one, as it is at one instant, whoever works on
 * it.  SQLite removes that when it is closed.
 */
static int
open_copy(struct database_file *d)
{
	struct database_file from = { .path = d->path };
	sqlite3_backup *backup;
	int status = open_file(&from, DATABASE_READ);

	if (status == 0)
		status = connect_to(d, "", SQLITE_OPEN_READWRITE);
	if (status != 0)
		goto out;
	backup =
	    sqlite3_backup_init(d->connection, "main", from.connection, "main");
	sqlite3_backup_step(backup, -1);
	if (backup == NULL || sqlite3_backup_finish(backup) != SQLITE_OK)
		status = database_complain(d, EX_IOERR);
out:
	disconnect(&from);
	return status;
}

/*
 * Open the store at a path; database_file_close() closes it, whatever this
 * returns, and the path must last as long.  For writing it is made when
 * missing, and upgraded when older.  ":memory:" is a new one that is not kept,
 * and so is a copy.
 * Return 0, or after one warning the exit status: EX_NOINPUT when there is
 * none to read, EX_CANTCREAT or EX_IOERR.
 */
int
database_file_open(struct database_file *d, const char *path,
    enum database_mode mode)
{
	struct stat st;
	bool missing;
	int status;

	*d = (struct database_file){ .path = path };
	missing = stat(path, &st) == -1;
	if (strcmp(path, ":memory:") == 0 ||
	    (missing && errno == ENOENT && mode == DATABASE_COPY)) {
		status = connect_to(d, ":memory:", SQLITE_OPEN_READWRITE);
		return status != 0 ? status : set_up(d);
	}
	if (missing && errno != ENOENT) {
		warn("%s", path);
		return EX_IOERR;
	}
	if (missing && mode == DATABASE_READ) {
		warnx("%s: no store yet; run update, or import a listing",
		    path);
		return EX_NOINPUT;
	}
	if (missing)
		return create(d);
	if (!missing && (!S_ISREG(st.st_mode) || st.st_size == 0)) {
		warnx("%s: it is not a paperfeed store", path);
		return EX_IOERR;
	}
	status = mode == DATABASE_COPY ? open_copy(d) : open_file(d, mode);
	return status != 0 ? status : check_version(d, mode);
}

/*
 * Do without a journal until a store, which must be new, is kept.  What fails then leaves a file
 * that nobody can use, so it is removed.  Return 0, or -1 after a warning.
 */
int
database_file_load(struct database_file *d)
{
	d->loads = true;
	/*
	 * Titles come in no order, so each needs another page of their index.
	 * Rows come right behind those that they name, so nothing is gained by
	 * looking for these.
	 */
	return execute(d,
	    "PRAGMA journal_mode = OFF;"
	    "PRAGMA cache_size = -8192;"
	    "PRAGMA foreign_keys = OFF");
}

/*
 * Give a new store its name, and open it by that: what was committed is safe from
 * then on.  No statement of the connection may be left.  Return 0, also for a
 * store that is not new, or -1, after a warning or a transaction that failed:
 * then it is closed, and was left as before.
 */
int
database_file_keep(struct database_file *d)
{
	struct buf made = { 0 };
	int ret = -1;

	if (!d->fresh)
		return 0;
	/* Without a journal, what was not committed cannot be undone. */
	if (d->failed ||
	    (d->loads && sqlite3_get_autocommit(d->connection) == 0)) {
		database_file_close(d);
		return -1;
	}
	buf_printf(&made, "%s.new", d->path);
	/*
	 * Write-ahead logging, so that readers do not wait for a run, nor a run
	 * for them.
	 */
	if (execute(d, "PRAGMA journal_mode = WAL") == 0) {
		disconnect(d);
		ret = name_file(d, made.data);
	}
	if (ret == 0) {
		d->fresh = d->loads = false;
		ret = open_file(d, DATABASE_WRITE) == 0 ? 0 : -1;
	}
	if (ret == -1)
		database_file_close(d);
	buf_free(&made);
	return ret;
}

/* Close the file, if it is open.  A new one that has no name yet is removed. */
void
database_file_close(struct database_file *d)
{
	struct buf made = { 0 };

	disconnect(d);
	if (!d->fresh)
		return;
	buf_printf(&made, "%s.new", d->path);
	unlink(made.data);
	buf_free(&made);
	d->fresh = d->loads = d->failed = false;
}
