/* Makes and opens the store's file. */
#include "store/database_file.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/durable.h"
#include "store/schema_upgrade.h"

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

	buf_printf(&path, "%s.new", d->connection.path);
	if (unlink(path.data) == -1 && errno != ENOENT) {
		warn("%s", path.data);
		goto out;
	}
	d->fresh = true;
	if (connection_open(&d->connection, path.data,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) == 0 &&
	    connection_execute(&d->connection,
		"PRAGMA synchronous = OFF;"
		"PRAGMA journal_mode = MEMORY;"
		"PRAGMA foreign_keys = ON") == 0)
		ret = schema_upgrade_make(&d->connection);
	d->failed = ret != 0;
out:
	buf_free(&path);
	return ret;
}

/* Does the log have commits that are not in the file yet? */
static bool
has_log(const struct database_file *d)
{
	struct buf path = { 0 };
	struct stat st;
	bool has;

	buf_printf(&path, "%s-wal", d->connection.path);
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
		    d->connection.path);
		return EX_IOERR;
	}
	buf_puts(&uri, "file:");
	for (s = d->connection.path; *s != '\0'; s++) {
		if (strchr("%?#", *s) != NULL)
			buf_printf(&uri, "%%%02X", (unsigned char)*s);
		else
			buf_putc(&uri, *s);
	}
	buf_puts(&uri, "?immutable=1");
	connection_close(&d->connection);
	ret = connection_open(&d->connection, uri.data,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
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

	if (sqlite3_prepare_v2(d->connection.handle, "PRAGMA quick_check(1)",
		-1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(s, 0);
	if (said == NULL)
		connection_complain(&d->connection, -1);
	else if (strcmp(said, "ok") != 0)
		warnx("%s: damaged: %s", d->connection.path, said);
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
		if ((status = connection_open(&d->connection,
			 d->connection.path, SQLITE_OPEN_READWRITE)) != 0)
			return status;
		if (unclean && quick_check(d) == -1)
			return EX_IOERR;
		return connection_execute(&d->connection,
			   "PRAGMA synchronous = FULL;"
			   "PRAGMA foreign_keys = ON") == -1 ?
		    EX_IOERR :
		    0;
	}
	if ((status = connection_open(&d->connection, d->connection.path,
		 SQLITE_OPEN_READONLY)) != 0)
		return status;
	switch (sqlite3_exec(d->connection.handle, "PRAGMA schema_version",
		    NULL, NULL, NULL) &
	    0xff) {
	case SQLITE_OK:
		return 0;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		return connect_unchanging(d);
	default:
		return connection_complain(&d->connection, EX_IOERR);
	}
}

/*
 * Copy a store into a temporary one, as it is at one instant, whoever works on
 * it.  SQLite removes that when it is closed.
 */
static int
open_copy(struct database_file *d)
{
	struct database_file from = { .connection.path = d->connection.path };
	sqlite3_backup *backup;
	int status = open_file(&from, DATABASE_READ);

	if (status == 0)
		status =
		    connection_open(&d->connection, "", SQLITE_OPEN_READWRITE);
	if (status != 0)
		goto out;
	backup = sqlite3_backup_init(d->connection.handle, "main",
	    from.connection.handle, "main");
	sqlite3_backup_step(backup, -1);
	if (backup == NULL || sqlite3_backup_finish(backup) != SQLITE_OK)
		status = connection_complain(&d->connection, EX_IOERR);
out:
	connection_close(&from.connection);
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
	static const enum schema_older older[] = {
		[DATABASE_READ] = SCHEMA_REFUSE,
		[DATABASE_READ_ANY] = SCHEMA_LEAVE,
		[DATABASE_WRITE] = SCHEMA_UPGRADE,
		[DATABASE_COPY] = SCHEMA_UPGRADE,
	};
	struct stat st;
	bool missing;
	int status;

	*d = (struct database_file){ .connection.path = path };
	missing = stat(path, &st) == -1;
	if (strcmp(path, ":memory:") == 0 ||
	    (missing && errno == ENOENT && mode == DATABASE_COPY)) {
		status = connection_open(&d->connection,
		    ":memory:", SQLITE_OPEN_READWRITE);
		return status != 0 ? status :
				     schema_upgrade_make(&d->connection);
	}
	if (missing && errno != ENOENT) {
		warn("%s", path);
		return EX_IOERR;
	}
	if (missing && mode != DATABASE_WRITE) {
		warnx("%s: no store yet; run update, or import a listing",
		    path);
		return EX_NOINPUT;
	}
	if (missing)
		return create(d);
	if ((!S_ISREG(st.st_mode) || st.st_size == 0)) {
		warnx("%s: it is not a paperfeed store", path);
		return EX_IOERR;
	}
	status = mode == DATABASE_COPY ? open_copy(d) : open_file(d, mode);
	return status != 0 ? status :
			     schema_upgrade_check(&d->connection, older[mode]);
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
	return connection_execute(&d->connection,
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
	    (d->loads && sqlite3_get_autocommit(d->connection.handle) == 0)) {
		database_file_close(d);
		return -1;
	}
	buf_printf(&made, "%s.new", d->connection.path);
	/*
	 * Write-ahead logging, so that readers do not wait for a run, nor a run
	 * for them.
	 */
	if (connection_execute(&d->connection, "PRAGMA journal_mode = WAL") ==
	    0) {
		connection_close(&d->connection);
		ret = durable_rename(made.data, d->connection.path);
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

	connection_close(&d->connection);
	if (!d->fresh)
		return;
	buf_printf(&made, "%s.new", d->connection.path);
	unlink(made.data);
	buf_free(&made);
	d->fresh = d->loads = d->failed = false;
}
